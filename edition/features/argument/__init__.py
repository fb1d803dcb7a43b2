"""``{argument}``: a unit leans on, answers or stands against another, in one sentence; shown at both ends.

A link is written once, on the page of its first address.  The page of the second shows it too, with the kind reversed.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from edition.base.domain import edition_domain, edition_of
from edition.base.features import drawn, features_of
from edition.base.names import title_of
from edition.base.words import _
from edition.editorial.links import KINDS, NAME, ORDER

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

    from edition.base.typst import Typst
    from edition.core.model import Address
    from edition.editorial.edition import Edition


class argument_link(nodes.General, nodes.Element):
    """One link as it reads from its end `address`: `words` (the kind), `other`; its child is our sentence."""


class argument_list(nodes.General, nodes.Element):
    """The links of a unit, from either end, in the order of its sentences."""


class Argument(SphinxDirective):
    """``{argument} 5.6 leans on 4.6``; the content is one sentence that says how."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[Node]:
        page = edition_of(self.env).pages.get(self.env.docname)
        link = next((link for link in (page.links if page else ()) if link.line == self.lineno), None)
        if link is None:  # reported where the page was read as data
            return []
        (said,) = self.parse_content_to_nodes()
        assert isinstance(said, nodes.paragraph)
        node = link_node(link.address, link.kind, link.other, said)
        node["place"] = f"{link.address} {link.kind} {link.other}"
        self.set_source_info(node)
        return [node]


def link_node(address: Address, words: str, other: Address, sentence: nodes.paragraph) -> argument_link:
    sentence["classes"] = ["run-in"]  # in print, on the line of the addresses
    ends = {"address": str(address), "words": words, "other": str(other)}
    return argument_link("", sentence, ids=[f"a{address}-{other}"], **ends)


def place_links(env: BuildEnvironment, document: nodes.document) -> list[Node]:
    """Take the links of a page together; those of other pages come once all are read."""
    here = list(document.findall(argument_link))
    for node in here:
        node.parent.remove(node)
    return [argument_list("", *here)]


class Shown(NamedTuple):
    """A link as it reads from one of its ends: the page and title of the other; our sentence, as Markdown."""

    address: Address
    words: str
    other: Address
    page: str  # of the other end
    said: str


def view(edition: Edition, docname: str) -> list[Shown]:
    """Every link of a unit's page, from either end, in the order of its sentences."""
    page = edition.pages.get(docname)
    if page is None or page.unit is None:
        return []
    # A unit that no page draws is reported; until then the link leads nowhere else.
    own = [Shown(k.address, k.kind, k.other, edition.page_of(k.other.unit) or docname, k.body) for k in page.links]
    others = [
        Shown(k.other, KINDS[k.kind], k.address, edition.page_of(k.address.unit) or docname, k.body)
        for k in edition.links_to.get(page.unit, ())
    ]
    return sorted([*own, *others], key=lambda shown: (shown.address, ORDER.index(shown.words), shown.other))


def titles_shown(env: BuildEnvironment, docname: str) -> object:
    """The titles of the pages to which links lead."""
    return [title_of(env, shown.page) for shown in drawn(env, NAME, docname)]


class FillArgument(SphinxPostTransform):
    """Set every link of a unit in its order; our sentence on one from elsewhere stands on the page of its other end."""

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(argument_list)):
            own = {(link["address"], link["words"], link["other"]): link for link in node.findall(argument_link)}
            links = []
            for shown in drawn(self.env, NAME, self.env.docname):
                link = own.get((str(shown.address), shown.words, str(shown.other))) or self.reversed(shown)
                if link is None:  # it stands where nothing can; reported where the page was read as data
                    continue
                link["page"], link["title"] = shown.page, title_of(self.env, shown.page)
                uri = self.app.builder.get_relative_uri(self.env.docname, shown.page)
                link["refuri"] = f"{uri}#s{shown.other}"
                links.append(link)
            node.replace_self(argument_list("", *links) if links else [])

    def reversed(self, shown: Shown) -> argument_link | None:
        written = sentences_on(self.env, shown.page).get(f"a{shown.other}-{shown.address}")
        if written is None:
            return None
        node = link_node(shown.address, shown.words, shown.other, written.deepcopy())
        for reference in node.findall(pending_xref):
            reference["refdoc"] = self.env.docname
        return node


def sentences_on(env: BuildEnvironment, docname: str) -> dict[str, nodes.paragraph]:
    """Id of each link of a page -> our sentence on it."""

    def found() -> dict[str, nodes.paragraph]:
        links = env.get_doctree(docname).findall(argument_link)
        return {link["ids"][0]: next(link.findall(nodes.paragraph)) for link in links}

    return edition_domain(env).worked_out((NAME, docname), found)


def visit_argument_list(self: HTML5Translator, node: argument_list) -> None:
    self.body.append('<section class="argument" aria-labelledby="in-this-argument">\n')
    self.body.append(f'<h2 id="in-this-argument">{self.encode(_("In this argument"))}</h2>\n<ul>\n')


def depart_argument_list(self: HTML5Translator, node: argument_list) -> None:
    self.body.append("</ul>\n</section>\n")


def visit_argument_link(self: HTML5Translator, node: argument_link) -> None:
    own, kind, other = node["address"], self.encode(_(node["words"])), node["other"]
    page = self.attval(node["refuri"])
    self.body.append(
        f'<li id="{node["ids"][0]}" data-of="{own}">\n<p class="argument-head">'
        f'<a class="address" href="#s{own}">{own}</a> '
        f'<span class="kind">{kind}</span> <a class="address" href="{page}">{other}</a> '
        f'<span class="extent">{self.encode(node["title"])}</span></p>\n'
    )


def depart_argument_link(self: HTML5Translator, node: argument_link) -> None:
    self.body.append("</li>\n")


def visit_argument_list_typst(self: Typst, node: argument_list) -> None:
    self.open("argument-list")


def visit_argument_link_typst(self: Typst, node: argument_link) -> None:
    web = f"{node['page']}.html#s{node['other']}"
    self.open("argument-link", node["address"], _(node["words"]), node["other"], web)


def depart_typst(self: Typst, node: nodes.Element) -> None:
    self.close()


def setup(app: Sphinx) -> None:
    app.add_node(
        argument_list, html=(visit_argument_list, depart_argument_list), typst=(visit_argument_list_typst, depart_typst)
    )
    app.add_node(
        argument_link, html=(visit_argument_link, depart_argument_link), typst=(visit_argument_link_typst, depart_typst)
    )
    app.add_directive(NAME, Argument)
    app.add_post_transform(FillArgument)
    features = features_of(app)
    features.part_of_unit(NAME, place_links)
    features.view(NAME, view)
    features.once_settled(NAME, titles_shown)
    features.style(Path(__file__).with_name("argument.css"))
