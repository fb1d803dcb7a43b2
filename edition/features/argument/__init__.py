"""``{argument}``: a unit leans on, answers or stands against another, in one sentence; shown at both ends.

A link is written once, on the page of its first address.  The page of the second shows it too, with the kind reversed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from edition.base.domain import EditionDomain, edition_domain
from edition.core.messages import Mistake, Problem, report
from edition.core.model import Address
from edition.editorial.links import KINDS, ORDER, read_link
from edition.features.annotation import annotation_list
from edition.features.text import unit_text

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

    from edition.writers.typst import TypstTranslator


class argument_link(nodes.General, nodes.Element):
    """One link as it reads from its end `address`: `words` (the kind), `other`; its child is our sentence."""


class argument_list(nodes.General, nodes.Element):
    """The links of a unit, from either end, in the order of its sentences."""


class Link(NamedTuple):
    """One link as it was written, with its place in a file."""

    address: Address
    kind: str
    other: Address
    sentence: nodes.paragraph
    place: str


class Argument(SphinxDirective):
    """``{argument} 5.6 leans on 4.6``; the content is one sentence that says how."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[Node]:
        try:
            address, kind, other = read_link(self.arguments[0], edition_domain(self.env).source.text.by_address.keys())
            found = self.parse_content_to_nodes()
            if len(found) != 1 or not isinstance(found[0], nodes.paragraph):
                raise ValueError(f"How {address} {kind} {other} is not said in one sentence. Write one below it.")
        except ValueError as error:
            report([Problem(Mistake.ARGUMENT, self.get_location(), str(error))])
            return []
        node = link_node(address, kind, other, found[0])
        node["place"] = self.get_location()
        self.set_source_info(node)
        return [node]


def link_node(address: Address, words: str, other: Address, sentence: nodes.paragraph) -> argument_link:
    sentence["classes"] = ["run-in"]  # in print, on the line of the addresses
    ends = {"address": str(address), "words": words, "other": str(other)}
    return argument_link("", sentence, ids=[f"a{address}-{other}"], **ends)


class PlaceArgument(SphinxTransform):
    """Set the links of a page after its notes, and let the domain know of them."""

    default_priority = 717

    def apply(self) -> None:
        found = list(self.document.findall(argument_link))
        for node in found:
            node.parent.remove(node)
        drawn = next(self.document.findall(unit_text), None)
        here = [node for node in found if drawn is not None and Address.parse(node["address"]).unit == drawn["unit"]]
        report(self._elsewhere(node) for node in found if node not in here)
        if drawn is None:
            return
        edition_domain(self.env).data["arguments"][self.env.docname] = list(map(self._link, here))
        behind = next(self.document.findall(annotation_list), None) or drawn
        page = behind.parent
        page.insert(page.index(behind) + 1, argument_list("", *here, unit=drawn["unit"]))

    def _elsewhere(self, node: argument_link) -> Problem:
        unit = Address.parse(node["address"]).unit
        sentence = f"This page does not draw unit {unit}. Put the link of {node['address']} on the page that does."
        return Problem(Mistake.ARGUMENT, node["place"], sentence)

    def _link(self, node: argument_link) -> Link:
        (sentence,) = node.children
        assert isinstance(sentence, nodes.paragraph)
        address, other = Address.parse(node["address"]), Address.parse(node["other"])
        return Link(address, node["words"], other, sentence.deepcopy(), node["place"])


def all_links(domain: EditionDomain) -> Iterator[Link]:
    for docname in sorted(domain.data["arguments"]):
        yield from domain.data["arguments"][docname]


def links_to(domain: EditionDomain, unit: int) -> list[Link]:
    """The links that other units have to this one."""
    return domain.worked_out("links", lambda: _by_other_end(domain)).get(unit, [])


def _by_other_end(domain: EditionDomain) -> dict[int, list[Link]]:
    found: dict[int, list[Link]] = {}
    for link in all_links(domain):
        found.setdefault(link.other.unit, []).append(link)
    return found


class FillArgument(SphinxPostTransform):
    """Add the links that other pages have to a unit, and say where each leads."""

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(argument_list)):
            links = list(node.findall(argument_link))
            links += map(self.reversed, links_to(edition_domain(self.env), node["unit"]))
            for link in links:
                self.lead(link)
            node.replace_self(argument_list("", *sorted(links, key=reading_order)) if links else [])

    def reversed(self, link: Link) -> argument_link:
        node = link_node(link.other, KINDS[link.kind], link.address, link.sentence.deepcopy())
        for reference in node.findall(pending_xref):
            reference["refdoc"] = self.env.docname
        return node

    def lead(self, node: argument_link) -> None:
        page = edition_domain(self.env).page_of(Address.parse(node["other"]).unit)
        node["page"] = page or self.env.docname  # a unit that no page draws is reported elsewhere
        node["refuri"] = f"{self.app.builder.get_relative_uri(self.env.docname, node['page'])}#s{node['other']}"
        node["title"] = title_words(self.env, node["page"])


def reading_order(node: argument_link) -> tuple[Address, int, Address]:
    return Address.parse(node["address"]), ORDER.index(node["words"]), Address.parse(node["other"])


def title_words(env: BuildEnvironment, docname: str) -> str:
    """The title of a page without the number of its unit."""
    words = (text for text in env.titles[docname].findall(nodes.Text) if "unit-number" not in text.parent["classes"])
    return "".join(words).strip()


def doubled_links(app: Sphinx, env: BuildEnvironment) -> None:
    """Two sentences are linked once, from one end: each end shows it."""
    known: dict[frozenset[Address], Link] = {}
    for link in all_links(edition_domain(env)):
        first = known.setdefault(frozenset((link.address, link.other)), link)
        if first is not link:
            sentence = f"{link.address} and {link.other} are linked already: {first.place}. Keep one of the two."
            report([Problem(Mistake.ARGUMENT, link.place, sentence)])


def drawn_from_argument(env: BuildEnvironment, docname: str) -> object:
    """What a unit's page shows of other pages: their links to it, and their titles."""
    domain, shown = edition_domain(env), []
    for unit, _ in domain.drawn.get(docname, ()):
        links = [*domain.data["arguments"].get(docname, ()), *links_to(domain, unit)]
        pages = {domain.page_of(end.unit) for link in links for end in (link.address, link.other)}
        titles = [env.titles[page].astext() for page in sorted(page for page in pages if page)]
        shown.append(([(*link[:3], str(link.sentence)) for link in links], titles))
    return shown


def visit_argument_list(self: HTML5Translator, node: argument_list) -> None:
    self.body.append('<section class="argument" aria-labelledby="in-this-argument">\n')
    self.body.append('<h2 id="in-this-argument">In this argument</h2>\n<ul>\n')


def depart_argument_list(self: HTML5Translator, node: argument_list) -> None:
    self.body.append("</ul>\n</section>\n")


def visit_argument_link(self: HTML5Translator, node: argument_link) -> None:
    own, other = node["address"], node["other"]
    self.body.append(
        f'<li id="{node["ids"][0]}">\n<p class="argument-head"><a class="address" href="#s{own}">{own}</a> '
        f'<span class="kind">{node["words"]}</span> <a class="address" href="{node["refuri"]}">{other}</a> '
        f'<span class="extent">{self.encode(node["title"])}</span></p>\n'
    )


def depart_argument_link(self: HTML5Translator, node: argument_link) -> None:
    self.body.append("</li>\n")


def visit_argument_list_typst(self: TypstTranslator, node: argument_list) -> None:
    self.open("argument-list")


def visit_argument_link_typst(self: TypstTranslator, node: argument_link) -> None:
    web = f"{node['page']}.html#s{node['other']}"
    self.open("argument-link", node["address"], node["words"], node["other"], web)


def depart_typst(self: TypstTranslator, node: nodes.Element) -> None:
    self.close()


def setup(app: Sphinx) -> None:
    app.add_node(
        argument_list, html=(visit_argument_list, depart_argument_list), typst=(visit_argument_list_typst, depart_typst)
    )
    app.add_node(
        argument_link, html=(visit_argument_link, depart_argument_link), typst=(visit_argument_link_typst, depart_typst)
    )
    app.add_directive("argument", Argument)
    app.add_transform(PlaceArgument)
    app.add_post_transform(FillArgument)
    app.connect("env-check-consistency", doubled_links)
