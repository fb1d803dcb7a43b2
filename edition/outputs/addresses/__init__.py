"""The builder ``addresses``: reads the pages and publishes the addresses of the text in ``addresses.yaml``."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sphinx.builders.dummy import DummyBuilder
from sphinx.util import logging

from edition.base.abilities import PUBLISHING
from edition.base.domain import edition_of
from edition.witness.addresses import ADDRESSES, write_addresses

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


class AddressesBuilder(DummyBuilder):
    """Adds what is new and takes nothing away: a published address is a promise."""

    name = "addresses"
    abilities: ClassVar[frozenset[str]] = frozenset({PUBLISHING})

    def finish(self) -> None:
        edition = edition_of(self.env)
        if not edition.text.by_number.keys() <= edition.drawing.keys():
            return  # the units that no page draws were reported
        path = edition.settings.folder / edition.settings.source / ADDRESSES
        path.write_text(write_addresses(edition.text, edition.drawing, edition.published or ()), "utf-8")
        logger.info("%s: %d addresses", path, len(edition.text.by_address))


def setup(app: Sphinx) -> None:
    app.add_builder(AddressesBuilder)
