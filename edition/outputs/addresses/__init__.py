"""The builder ``addresses``: reads the pages and publishes the addresses of the text in ``addresses.yaml``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders.dummy import DummyBuilder
from sphinx.util import logging

from edition.base.domain import edition_domain, published_addresses
from edition.witness.addresses import ADDRESSES, write_addresses

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


class AddressesBuilder(DummyBuilder):
    """Adds what is new and takes nothing away: a published address is a promise."""

    name = "addresses"

    def finish(self) -> None:
        domain = edition_domain(self.env)
        pages = domain.pages()
        text = domain.source.text
        if not text.by_number.keys() <= pages.keys():
            return  # check_consistency has reported the units that no page draws
        path = domain.folder / ADDRESSES
        path.write_text(write_addresses(text, pages, published_addresses(domain)), "utf-8")
        logger.info("%s: %d addresses", path, len(text.by_address))


def setup(app: Sphinx) -> None:
    app.add_builder(AddressesBuilder)
