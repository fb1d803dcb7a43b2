"""Registers: the entries from A to Z and by type; the concordance of entries and units."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from edition.base.abilities import NEEDS, SCREEN
from edition.base.features import drawn, features_of
from edition.base.links import entry_link, entry_type, headword_of, page_link
from edition.base.tables import Row, table_of
from edition.base.words import _, counted
from edition.editorial.kinds import TYPES

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

    from edition.base.links import Headword
    from edition.editorial.edition import Edition

SHADES = 4  # of the tint behind a number: one mention, two, three, more
WIDE = 24  # units: a table with more columns could not be read, so the units are named in the cell


class register(nodes.General, nodes.Element):
    """Stands for a list of entries, of one `type` or of all."""


class concordance(nodes.General, nodes.Element):
    """Stands for the table of entries and units."""


class Listed(NamedTuple):
    """An entry as a register shows it."""

    headword: Headword
    type: str
    gloss: str


@dataclass(frozen=True)
class Shown:
    """What a page with a register shows: entries in their order, mentions by entry and unit, the pages of the units."""

    entries: list[Listed] = field(default_factory=list)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    pages: dict[int, str] = field(default_factory=dict)


def view(edition: Edition, docname: str) -> Shown:
    """All entries and their mentions, on a page that lists them."""
    page, glossary = edition.pages.get(docname), edition.glossary
    if page is None or not (page.has("register") or page.has("concordance")):
        return Shown()
    counts: dict[str, dict[int, int]] = {}
    for occurrence in glossary.occurrences:
        units = counts.setdefault(occurrence.entry, {})
        units[occurrence.address.unit] = units.get(occurrence.address.unit, 0) + 1
    entries = sorted(glossary.entries.values(), key=lambda entry: glossary.sort_key(entry.id))
    listed = [Listed(headword_of(e), e.type, e.gloss) for e in entries]
    return Shown(listed, counts, edition.drawing)


class Register(SphinxDirective):
    """``{register}`` lists all entries, ``{register} person`` those of a type."""

    optional_arguments = 1

    def run(self) -> list[Node]:
        wanted = self.arguments[0] if self.arguments else ""
        if wanted and wanted not in TYPES:
            return []  # reported where the page was read as data
        return [register("", type=wanted)]


class ConcordanceDirective(SphinxDirective):
    """``{concordance}`` sets the table of entries and units."""

    def run(self) -> list[Node]:
        return [concordance()]


class FillRegisters(SphinxPostTransform):
    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        for node in list(self.document.findall(register)):
            node.replace_self(self.register(node["type"]))
        for table in list(self.document.findall(concordance)):
            table.replace_self(self.concordance())

    @property
    def shown(self) -> Shown:
        found: Shown = drawn(self.env, "registers", self.env.docname)
        return found

    def link(self, entry: Listed) -> nodes.reference:
        return entry_link(self.env, self.env.docname, entry.headword)

    def register(self, wanted: str) -> list[nodes.Element]:
        """The list; the one of all entries under a row of the letters that they begin with."""
        items = nodes.bullet_list(classes=["register", "filterable"])
        letters, letter = nodes.paragraph(classes=["letters"]), ""
        for entry in (entry for entry in self.shown.entries if wanted in ("", entry.type)):
            count = sum(self.shown.counts.get(entry.headword.entry, {}).values())
            extent = " · ".join(
                [entry_type(entry.type)] * (not wanted)
                + [counted("{n} in the text", "{n} in the text", count)] * (count > 0)
            )
            head = nodes.paragraph(
                "", "", self.link(entry), nodes.Text(" "), nodes.inline("", extent, classes=["extent"])
            )
            item = nodes.list_item("", head, nodes.paragraph("", entry.gloss, classes=["register-gloss"]))
            if not wanted and entry.headword.words[0].upper() != letter:
                letter = entry.headword.words[0].upper()
                item["ids"] = [f"letter-{letter.lower()}"]
                letters += [
                    nodes.Text(" "),
                    nodes.reference("", "", nodes.inline("", letter), refid=item["ids"][0], internal=True),
                ]
            items += item
        if not len(items):
            return [nodes.paragraph("", _("There are none."))]
        return [items] if wanted else [letters, items]

    def concordance(self) -> nodes.Element:
        counts, pages = self.shown.counts, self.shown.pages
        entries = [entry for entry in self.shown.entries if entry.headword.entry in counts]

        def cell(unit: int, count: int, words: str) -> nodes.reference:
            # Where the heads of the columns are out of sight, on a phone, each cell says its unit itself.
            label = nodes.inline("", f"{unit}: ", classes=[f"{NEEDS}{SCREEN}", "cell-unit"])
            shade = nodes.inline("", words, classes=["cell", f"shade-{min(count, SHADES)}"])
            link = page_link(self.env, self.env.docname, pages[unit], label)
            link += shade
            return link

        if len(pages) > WIDE:
            rows: list[Row] = []
            for entry in entries:
                found: list[nodes.Node] = []
                for unit, count in sorted(counts[entry.headword.entry].items()):
                    found += [nodes.Text(" " if found else ""), cell(unit, count, f"{unit}:{count}")]
                rows.append([[self.link(entry)], found])
            return table_of([_("Entry"), _("Unit: mentions")], rows, [30, 70], "concordance filterable")
        rows = []
        for entry in entries:
            row: Row = [[self.link(entry)]]
            row += [[cell(u, n, str(n))] if (n := counts[entry.headword.entry].get(u)) else [] for u in pages]
            rows.append([*row, [nodes.Text(str(sum(counts[entry.headword.entry].values())))]])
        return table_of(
            [_("Entry"), *map(str, pages), _("All")], rows, [28, *[6] * len(pages), 6], "concordance filterable"
        )


def setup(app: Sphinx) -> None:
    app.add_node(register)
    app.add_node(concordance)
    app.add_directive("register", Register)
    app.add_directive("concordance", ConcordanceDirective)
    app.add_post_transform(FillRegisters)
    features = features_of(app)
    features.view("registers", view)
    features.leads_everywhere("register")
    features.leads_everywhere("concordance")
    features.style(Path(__file__).with_name("registers.css"))
    features_of(app).style(Path(__file__).with_name("concordance.css"), only_with=("concordance",))
