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
from edition.witness.addresses import ADDRESSES, are_missing, publish, write_addresses

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


class AddressesBuilder(DummyBuilder):
    """Adds what is new and takes nothing away, where nothing else is wrong: a published address is a promise."""

    name = "addresses"
    abilities: ClassVar[frozenset[str]] = frozenset({PUBLISHING})

    def finish(self) -> None:
        edition = edition_of(self.env)
        path = edition.settings.folder / edition.settings.source / ADDRESSES
        problems = tuple(problem for problem in edition.problems if not are_missing(problem))
        published = edition.published or ()
        if edition.text.by_number.keys() <= edition.drawing.keys():  # or it is reported that no page draws a unit
            published = tuple(publish(edition.text, edition.drawing, published))
        wrong = list(check_edition(replace(edition, published=published, problems=problems)))
        report(wrong)
        if wrong or self._app._warncount:  # what Sphinx alone has met
            stop(f"A published address is for ever, so mistakes come first: {path.name} was left as it was.")
        write_whole(path, write_addresses(published))
        logger.info("%s: %d addresses", path, len(edition.text.by_address))


def setup(app: Sphinx) -> None:
    app.add_builder(AddressesBuilder)
