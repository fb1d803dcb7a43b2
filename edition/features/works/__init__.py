"""Works and who cites them: the bibliography leads back to every place, a page lists the works it cites."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.domain import BibtexDomain, Citation
from sphinxcontrib.bibtex.transforms import node_text_transform

from edition.base.domain import edition_domain
from edition.base.mentions import Place, in_reading_order, place_link
from edition.core.messages import Mistake, Problem, at, closest, report
from edition.features.text import unit_text

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment


class works_cited(nodes.General, nodes.Element):
    """Stands for the works that a page cites until their references are set."""


def bibliography(env: BuildEnvironment) -> BibtexDomain | None:
    """sphinxcontrib-bibtex's own domain, where the edition has a bibliography."""
    found = env.domains.get("cite")
    return found if isinstance(found, BibtexDomain) and env.config.bibtex_bibfiles else None


def known_works(env: BuildEnvironment) -> Collection[str]:
    """The keys of the bibliography."""
    domain = bibliography(env)
    return domain.bibdata.data.entries.keys() if domain else ()


def keys_in(target: str) -> Iterator[str]:
    """The keys in the text of a citation role: ``{see}key{p. 5}``."""
    for found in parse_citation_targets(target):
        yield found.key


def citing_places(env: BuildEnvironment) -> dict[str, list[Place]]:
    """Key -> every place that cites it; an entry cites its sources."""
    return edition_domain(env).worked_out("citing places", lambda: _citing_places(env))


def _citing_places(env: BuildEnvironment) -> dict[str, list[Place]]:
    from edition.features.glossary import glossary_of

    domain, glossary = edition_domain(env), glossary_of(env)
    found: dict[str, list[Place]] = {}
    for docname in sorted(domain.data["citations"]):
        for target, place in domain.data["citations"][docname]:
            for key in keys_in(target):
                found.setdefault(key, []).append(Place(*place))
    for entry in glossary.entries.values():
        for key in entry.sources:
            found.setdefault(key, []).append(Place(glossary.page(entry.id), "", ""))
    return found


def works_of(env: BuildEnvironment, docname: str) -> list[str]:
    """The keys that a page cites."""
    from edition.features.glossary import glossary_of

    cited = edition_domain(env).data["citations"].get(docname, ())
    entry = glossary_of(env).entry_of(docname)
    found = dict.fromkeys(key for target, _ in cited for key in keys_in(target))
    return [*found, *(key for key in (entry.sources if entry else ()) if key not in found)]


class CheckCitations(SphinxTransform):
    """Look at each citation as it is read: does the work exist, is the locator written as it will be printed?"""

    default_priority = 730

    def apply(self) -> None:
        known = known_works(self.env)
        for node in self.document.findall(pending_xref):
            if node.get("refdomain") != "cite":
                continue
            if "--" in node["reftarget"]:
                sentence = f"The locator in “{node['reftarget']}” has a double hyphen. Write a real en dash: pp. 5–7."
                report([Problem(Mistake.SOURCE, node, sentence)])
            for key in keys_in(node["reftarget"]):
                if key not in known:
                    sentence = (
                        f"The bibliography has no work “{key}”.{closest(key, known)} Correct the key, or add the work."
                    )
                    report([Problem(Mistake.SOURCE, node, sentence)])


class AddWorksCited(SphinxTransform):
    """A page that draws a unit, and an entry, end with the works that they cite."""

    default_priority = 728

    def apply(self) -> None:
        from edition.features.glossary import glossary_of

        drawn = next(self.document.findall(unit_text), None)
        if drawn is not None or glossary_of(self.env).entry_of(self.env.docname) is not None:
            section = next(self.document.findall(nodes.section))
            section += works_cited()


class ListWorks(SphinxPostTransform):
    """Set the works of a page, and turn each list of the bibliography into one that leads back."""

    default_priority = 7  # after the bibliography's own transform

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(works_cited)):
            node.replace_self(list(self.works_cited()))
        citations = [node for node in self.document.findall(nodes.citation) if "docname" in node]
        for _, listed in groupby(citations, key=lambda node: id(node.parent)):
            self.lead_back(list(listed))

    def works_cited(self) -> Iterator[nodes.Element]:
        domain = bibliography(self.env)
        cited = set(works_of(self.env, self.env.docname))
        found = [citation for citation in domain.citations if citation.key in cited] if domain else []
        if not found:
            return
        works = nodes.bullet_list("", *(self.work(c) for c in found), classes=["works"])
        yield nodes.container("", nodes.rubric("", "Works cited here"), works, classes=["works-cited"])

    def work(self, citation: Citation) -> nodes.list_item:
        """A full reference, with the link to its place in the bibliography."""
        line = BibtexDomain.backend.paragraph(citation.formatted_entry)
        node_text_transform(line)
        link = make_refnode(
            self.app.builder,
            self.env.docname,
            citation.bibliography_key.docname,
            citation.citation_id,
            nodes.inline("", "all places that cite it"),
        )
        line += [nodes.Text(" "), nodes.inline("", "", link, classes=["only-web", "more"])]
        return nodes.list_item("", line, ids=[f"work-{citation.key}"])

    def lead_back(self, citations: list[nodes.citation]) -> None:
        """Citations of docutils carry roles that no checker likes; a list does as well."""
        keys = {c.citation_id: c.key for c in getattr(bibliography(self.env), "citations", ())}
        places = citing_places(self.env)
        works = nodes.bullet_list(classes=["works", "filterable"])
        for node in citations:
            line = next(iter(node.findall(nodes.paragraph)))
            item = nodes.list_item("", line, ids=node["ids"])
            back = nodes.paragraph(classes=["cited-in"])
            back += nodes.Text("Cited in ")
            for i, place in enumerate(in_reading_order(self.env, places.get(keys[node["ids"][0]], []))):
                link = place_link(self.env, self.app.builder, self.env.docname, place)
                back += [nodes.Text(", " if i else ""), link]
            item += back
            works += item
        citations[0].parent.replace_self(works)


class CiteHere(SphinxPostTransform):
    """On a page with a list of works a citation leads there, where a reader off the network finds it as well."""

    default_priority = 20  # once references are resolved
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        listed = {name for node in self.document.findall(nodes.list_item) for name in node["ids"]}
        keys = {c.citation_id: c.key for c in getattr(bibliography(self.env), "citations", ())}
        for node in self.document.findall(nodes.inline):
            if "bibtex-citation" not in node["classes"]:
                continue
            node["ids"], node["classes"] = [], ["citation"]
            for reference in node.findall(nodes.reference):
                work = f"work-{keys.get(str(reference.get('refuri', '')).rpartition('#')[2])}"
                if work in listed:
                    for name in ("refuri", "reftitle"):
                        reference.attributes.pop(name, None)
                    reference["refid"] = work


def uncited_works(app: Sphinx, env: BuildEnvironment) -> None:
    """A work in the bibliography that nothing cites is a promise not kept."""
    places = citing_places(env)
    report(
        Problem(Mistake.SOURCE, at(path, line), f"Nothing cites “{key}”. Cite it, or take it out of the bibliography.")
        for path, line, key in works_with_lines(app)
        if key not in places
    )


def works_with_lines(app: Sphinx) -> Iterator[tuple[Path, int, str]]:
    """File, line and key of every record of the bibliography."""
    if bibliography(app.env) is None:
        return
    for name in app.config.bibtex_bibfiles:
        path = Path(app.srcdir, name)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            match = re.match(r"\s*@(?!comment|string|preamble)\w+\s*\{\s*([^,\s]+)", line, re.IGNORECASE)
            if match:
                yield path, number, match[1]


def drawn_from_works(env: BuildEnvironment, docname: str) -> object:
    """What a page shows of works: its own list, or, in the bibliography, every place that cites."""
    domain = bibliography(env)
    if domain is None:
        return None
    entries = domain.bibdata.data.entries
    places_of = {citation.key: citation.citation_id for citation in domain.citations}  # others move when one is added
    cited = [key for key in works_of(env, docname) if key in entries]
    shown: list[object] = [(key, repr(entries[key]), places_of.get(key)) for key in cited]
    if any(key.docname == docname for key in domain.bibliographies):
        places = citing_places(env)
        shown += [(key, [(p, env.titles[p.docname].astext()) for p in found]) for key, found in sorted(places.items())]
    return shown


def leave_messages_to_us(app: Sphinx, config: Config) -> None:
    """An unknown key is reported with its place and what was perhaps meant; once is enough."""
    config.suppress_warnings.append("bibtex.key_not_found")


def setup(app: Sphinx) -> None:
    app.add_node(works_cited)
    app.add_transform(CheckCitations)
    app.add_transform(AddWorksCited)
    app.add_post_transform(ListWorks)
    app.add_post_transform(CiteHere)
    app.connect("config-inited", leave_messages_to_us)
    app.connect("env-check-consistency", uncited_works)
