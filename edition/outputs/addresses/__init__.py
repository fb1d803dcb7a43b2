"""The builder ``addresses``: reads the pages and publishes the addresses of the text in ``addresses.yaml``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from sphinx.builders.dummy import DummyBuilder
from sphinx.util import logging

from edition.base.abilities import PUBLISHING
from edition.base.domain import edition_of
from edition.base.reporting import report, stop
from edition.core.files import write_whole
from edition.editorial.checking import check_edition
from edition.witness.addresses import ADDRESSES, Published, are_missing, publish, write_addresses

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from edition.editorial.edition import Edition

UNPUBLISHED = f"A published address is for ever, so mistakes come first: {ADDRESSES} was left as it was."
logger = logging.getLogger(__name__)


class AddressesBuilder(DummyBuilder):
    """Adds what is new and takes nothing away, where nothing else is wrong: a published address is a promise."""

    name = "addresses"
    abilities: ClassVar[frozenset[str]] = frozenset({PUBLISHING})

    def finish(self) -> None:
        if self._app._warncount:  # what Sphinx alone has met
            stop(UNPUBLISHED)
        edition = edition_of(self.env)
        path = edition.settings.folder / edition.settings.source / ADDRESSES
        write_whole(path, write_addresses(published_by(edition)))
        logger.info("%s: %d addresses", path, len(edition.text.by_address))


def published_by(edition: Edition) -> tuple[Published, ...]:
    """The addresses that were published, and those that the text has besides, if a page draws each unit."""
    published = edition.published or ()
    drawn = edition.text.by_number.keys() <= edition.drawing.keys()
    return tuple(publish(edition.text, edition.drawing, published)) if drawn else published


def look_first(app: Sphinx) -> None:
    """As every build does, but for addresses that are not yet published."""
    if not isinstance(app.builder, AddressesBuilder):
        return
    edition = edition_of(app.env)
    problems = tuple(problem for problem in edition.problems if not are_missing(problem))
    wrong = list(check_edition(replace(edition, published=published_by(edition), problems=problems)))
    report(wrong)
    if wrong:
        stop(UNPUBLISHED)


def setup(app: Sphinx) -> None:
    app.add_builder(AddressesBuilder)
    app.connect("builder-inited", look_first, priority=101)  # as soon as the model is read
