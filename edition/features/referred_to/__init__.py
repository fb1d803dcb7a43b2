"""Both ends of a reference: under a unit, what elsewhere in the edition refers to its sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.domain import EditionDomain, address_reference, edition_domain
from edition.base.mentions import Place, in_reading_order, place_link
from edition.core.model import Address
from edition.features.text import unit_text

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class referred_to(nodes.General, nodes.Element):
    """Stands for the references to the sentences of a unit until all are known."""


class AddReferredTo(SphinxTransform):
    default_priority = 725

    def apply(self) -> None:
        drawn = next(self.document.findall(unit_text), None)
        if drawn is not None:
            section = next(self.document.findall(nodes.section))
            section += referred_to(unit=drawn["unit"])


def references_to(domain: EditionDomain, unit: int) -> dict[Address, list[Place]]:
    """Sentence of the unit -> the places elsewhere that refer to it."""
    return domain.worked_out("references", lambda: _all_references(domain)).get(unit, {})


def _all_references(domain: EditionDomain) -> dict[int, dict[Address, list[Place]]]:
    found: dict[int, dict[Address, list[Place]]] = {}
    for docname in sorted(domain.data["references"]):
        if domain.env.metadata[docname].get("book") == "omit":
            continue  # tables of contents and the front door point at everything
        for target, place in domain.data["references"][docname]:
            address = Address.parse(target)
            if place.id or docname != domain.page_of(address.unit):
                found.setdefault(address.unit, {}).setdefault(address, []).append(Place(*place))
    return {unit: dict(sorted(addresses.items())) for unit, addresses in found.items()}


class ListReferences(SphinxPostTransform):
    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(referred_to)):
            found = references_to(edition_domain(self.env), node["unit"])
            if not found:
                node.parent.remove(node)
                continue
            items = nodes.bullet_list(classes=["referred-to"])
            for address, places in found.items():
                line = nodes.paragraph()
                line += [self.address(address), nodes.Text(" from ")]
                for i, place in enumerate(in_reading_order(self.env, places)):
                    line += [nodes.Text(", " if i else ""), self.place(place)]
                items += nodes.list_item("", line)
            node.replace_self(nodes.container("", nodes.rubric("", "Referred to"), items, classes=["only-web"]))

    def address(self, address: Address) -> nodes.Element:
        return address_reference(self.env, self.app.builder, self.env.docname, address)

    def place(self, place: Place) -> nodes.Element:
        return place_link(self.env, self.app.builder, self.env.docname, place)


def drawn_from_references(env: BuildEnvironment, docname: str) -> object:
    """What a unit's page shows of references from elsewhere."""
    domain = edition_domain(env)
    found = [references_to(domain, unit) for unit, _ in domain.drawn.get(docname, ())]
    return [(a, p, env.titles[p.docname].astext()) for places in found for a, ps in places.items() for p in ps]


def setup(app: Sphinx) -> None:
    app.add_node(referred_to)
    app.add_transform(AddReferredTo)
    app.add_post_transform(ListReferences)
