"""Works and who cites them: the bibliography leads back to every place, a page lists the works it cites."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.transforms import node_text_transform

from edition.base.abilities import NEEDS, POPUPS, SCREEN, can
from edition.base.bibliography import bibliography, reference
from edition.base.features import drawn, features_of
from edition.base.jumps import jump_row
from edition.base.links import page_link, place_link
from edition.base.rubric import rubric
from edition.base.words import _, counted
from edition.features.works import lists, style

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator
    from sphinxcontrib.bibtex.domain import Citation

    from edition.base.typst import Typst
    from edition.editorial.edition import Edition
    from edition.editorial.mentions import Place

NAME = "works"
LISTS = "bibliography"  # the directive of sphinxcontrib-bibtex
MANY = 20  # works, from which on a list has a row of letters


class cited_in(nodes.General, nodes.Element):
    """Every place that cites a work; where they are many, folded under `summary`."""


class works_cited(nodes.General, nodes.Element):
    """Stands for the works that a page cites until their references are set."""


@dataclass(frozen=True)
class Shown:
    """What a page shows of works: those that it cites, as recorded; where it lists all, who cites each."""

    cited: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    citing: dict[str, list[Place]] = field(default_factory=dict)


def view(edition: Edition, docname: str) -> Shown:
    """The works of a page, and on the page of the bibliography every place that cites."""
    page, works = edition.pages.get(docname), edition.works
    cited = {key: sorted(works[key].fields.items()) for key in edition.cited_on.get(docname, ()) if key in works}
    if page is None or not page.has(LISTS):
        return Shown(cited)
    return Shown(cited, {key: edition.in_reading_order(places) for key, places in sorted(edition.citing.items())})


def settled(env: BuildEnvironment, docname: str) -> object:
    """How works are cited and where they stand in the lists, which changes with others; titles of pages that cite."""
    domain, shown = bibliography(env), drawn(env, NAME, docname)
    ids = {citation.key: citation.citation_id for citation in domain.citations} if domain else {}
    titles = [env.titles[place.docname].astext() for places in shown.citing.values() for place in places]
    works = domain.bibdata.data.entries if domain else {}
    return [(ids.get(key), repr(works.get(key))) for key in shown.cited], titles


def place_works(env: BuildEnvironment, document: nodes.document) -> list[nodes.Node]:
    """A page that draws a unit, and an entry, end with the works that they cite."""
    return [works_cited()]


class ListWorks(SphinxPostTransform):
    """Set the works of a page, and turn each list of the bibliography into one that leads back."""

    default_priority = 7  # after the bibliography's own transform

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(works_cited)):
            node.replace_self(list(self.works_cited()))
        citations = [node for node in self.document.findall(nodes.citation) if "docname" in node]
        for parted in groupby(citations, key=lambda node: id(node.parent)):
            self.lead_back(list(parted[1]))

    def works_cited(self) -> Iterator[nodes.Element]:
        domain, shown = bibliography(self.env), drawn(self.env, NAME, self.env.docname)
        found = [citation for citation in domain.citations if citation.key in shown.cited] if domain else []
        if found:
            works = nodes.bullet_list("", *map(self.work, found), classes=["works"])
            yield nodes.container("", rubric(_("Works cited here")), works, classes=["works-cited"])

    def work(self, citation: Citation) -> nodes.list_item:
        """A full reference, with the link to its place in the bibliography."""
        line = reference(citation)
        node_text_transform(line)
        page, name = citation.bibliography_key.docname, citation.citation_id
        link = page_link(self.env, self.env.docname, page, _("all places that cite it"), name)
        link["classes"] += [f"{NEEDS}{SCREEN}", "more"]
        line += [nodes.Text(" "), link]
        return nodes.list_item("", line, ids=[f"work-{citation.key}"])

    def lead_back(self, citations: list[nodes.citation]) -> None:
        """Citations of docutils carry roles that no checker likes; a list does as well."""
        keys = {c.citation_id: c.key for c in getattr(bibliography(self.env), "citations", ())}
        citing = drawn(self.env, NAME, self.env.docname).citing
        works = nodes.bullet_list(classes=["works", "filterable"])
        for node in citations:
            line = next(iter(node.findall(nodes.paragraph)))
            item = nodes.list_item("", line, ids=node["ids"])
            item += self.places(citing.get(keys[node["ids"][0]], []))
            works += item
        first = {letter_of(item.astext()): item["ids"][0] for item in reversed(list(works.findall(nodes.list_item)))}
        row = [jump_row(sorted(first.items()))] if len(citations) >= MANY else []
        citations[0].parent.replace_self([*row, works])

    def places(self, places: list[Place]) -> cited_in:
        back = nodes.paragraph(classes=["cited-in"])
        back += nodes.Text(_("Cited in") + " ")
        for i, place in enumerate(places):
            back += [nodes.Text(", " if i else ""), place_link(self.env, self.env.docname, place)]
        summary = counted("Cited in {n} place", "Cited in {n} places", len(places)) if len(places) > 1 else ""
        return cited_in("", back, summary=summary)


def letter_of(words: str) -> str:
    """The letter under which a reader looks for a work, as lists are sorted."""
    return lists.folded(words)[:1].upper()


def visit_cited_in(self: HTML5Translator, node: cited_in) -> None:
    if node["summary"]:
        self.body.append(f'<details class="cited-places"><summary>{self.encode(node["summary"])}</summary>\n')


def depart_cited_in(self: HTML5Translator, node: cited_in) -> None:
    self.body.append("</details>\n" if node["summary"] else "")


def leave_to_its_words(self: Typst, node: cited_in) -> None:
    """In print nothing is folded."""


class CiteHere(SphinxPostTransform):
    """On a page with a list of works a citation leads there, where a reader off the network finds it as well."""

    default_priority = 20  # once references are resolved

    def run(self, **kwargs: Any) -> None:
        if not can(self.app.builder, POPUPS):
            return
        listed = {name for node in self.document.findall(nodes.list_item) for name in node["ids"]}
        keys = {c.citation_id: c.key for c in getattr(bibliography(self.env), "citations", ())}
        for node in self.document.findall(nodes.inline):
            if "bibtex-citation" not in node["classes"]:
                continue
            node["ids"], node["classes"] = [], ["citation"]
            for link in node.findall(nodes.reference):
                work = f"work-{keys.get(str(link.get('refuri', '')).rpartition('#')[2])}"
                if work in listed:
                    for name in ("refuri", "reftitle"):
                        link.attributes.pop(name, None)
                    link["refid"] = work


def leave_messages_to_us(app: Sphinx, config: Config) -> None:
    """An unknown key is reported with its place and what was perhaps meant; once is enough."""
    config.suppress_warnings.append("bibtex.key_not_found")


def setup(app: Sphinx) -> None:
    style.setup(app)
    app.add_node(works_cited)
    app.add_node(cited_in, html=(visit_cited_in, depart_cited_in), typst=(leave_to_its_words, leave_to_its_words))
    app.add_post_transform(ListWorks)
    app.add_post_transform(CiteHere)
    app.connect("config-inited", leave_messages_to_us)
    features = features_of(app)
    features.part_of_unit(NAME, place_works)
    features.part_of_entry(NAME, place_works)
    features.view(NAME, view)
    features.once_settled(NAME, settled)
    lists.setup(app)
    features.style(Path(__file__).with_name("works.css"))
    features.sheet(Path(__file__).with_name("bibliography.css"), "lists.css", LISTS)
