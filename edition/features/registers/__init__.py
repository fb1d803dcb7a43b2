"""Registers: the entries from A to Z and by type; the concordance of entries and units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

from edition.base.domain import edition_domain
from edition.core.messages import Mistake, Problem, closest, report
from edition.editorial.entries import TYPES, Entry
from edition.features.apparatus import Row, apparatus_table
from edition.features.glossary import entry_link, entry_type, glossary_of, headword_of

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

SHADES = 4  # of the tint behind a number: one mention, two, three, more
WIDE = 24  # units: a table with more columns could not be read, so the units are named in the cell


class register(nodes.General, nodes.Element):
    """Stands for a list of entries, of one `type` or of all."""


class concordance(nodes.General, nodes.Element):
    """Stands for the table of entries and units."""


class Register(SphinxDirective):
    """``{register}`` lists all entries, ``{register} person`` those of a type."""

    optional_arguments = 1

    def run(self) -> list[Node]:
        wanted = self.arguments[0] if self.arguments else ""
        if wanted and wanted not in TYPES:
            sentence = f"“{wanted}” is no type of entry; choose among {', '.join(TYPES)}.{closest(wanted, TYPES)}"
            report([Problem(Mistake.ENTRY, self.get_location(), sentence)])
            return []
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

    def entries(self, wanted: str = "") -> list[Entry]:
        glossary = glossary_of(self.env)
        found = [entry for entry in glossary.entries.values() if wanted in ("", entry.type)]
        return sorted(found, key=lambda entry: glossary.sort_key(entry.id))

    def link(self, entry: Entry) -> nodes.reference:
        return entry_link(self.env, self.app.builder, self.env.docname, entry.id)

    def register(self, wanted: str) -> list[nodes.Element]:
        """The list; the one of all entries under a row of the letters that they begin with."""
        items = nodes.bullet_list(classes=["register", "filterable"])
        letters, letter = nodes.paragraph(classes=["letters"]), ""
        for entry in self.entries(wanted):
            count = len(glossary_of(self.env).by_entry[entry.id])
            extent = " · ".join([entry_type(entry)] * (not wanted) + [f"{count} in the text"] * (count > 0))
            head = nodes.paragraph(
                "", "", self.link(entry), nodes.Text(" "), nodes.inline("", extent, classes=["extent"])
            )
            item = nodes.list_item("", head, nodes.paragraph("", entry.gloss, classes=["register-gloss"]))
            if not wanted and entry.headword[0].upper() != letter:
                letter = entry.headword[0].upper()
                item["ids"] = [f"letter-{letter.lower()}"]
                letters += [
                    nodes.Text(" "),
                    nodes.reference("", "", nodes.inline("", letter), refid=item["ids"][0], internal=True),
                ]
            items += item
        if not len(items):
            return [nodes.paragraph("", "There are none.")]
        return [items] if wanted else [letters, items]

    def concordance(self) -> nodes.Element:
        glossary, pages = glossary_of(self.env), edition_domain(self.env).pages()
        counts: dict[str, dict[int, int]] = {}
        for occurrence in glossary.occurrences:
            units = counts.setdefault(occurrence.entry, {})
            units[occurrence.address.unit] = units.get(occurrence.address.unit, 0) + 1
        entries = [entry for entry in self.entries() if entry.id in counts]

        def cell(unit: int, count: int, words: str) -> nodes.reference:
            # Where the heads of the columns are out of sight, on a phone, each cell says its unit itself.
            label = nodes.inline("", f"{unit}: ", classes=["only-web", "cell-unit"])
            shade = nodes.inline("", words, classes=["cell", f"shade-{min(count, SHADES)}"])
            return make_refnode(self.app.builder, self.env.docname, pages[unit], "", [label, shade])

        if len(pages) > WIDE:
            rows: list[Row] = []
            for entry in entries:
                found: list[nodes.Node] = []
                for unit, count in sorted(counts[entry.id].items()):
                    found += [nodes.Text(" " if found else ""), cell(unit, count, f"{unit}:{count}")]
                rows.append([[self.link(entry)], found])
            return apparatus_table(["Entry", "Unit: mentions"], rows, [30, 70], "concordance filterable")
        rows = []
        for entry in entries:
            row: Row = [[self.link(entry)]]
            row += [[cell(u, n, str(n))] if (n := counts[entry.id].get(u)) else [] for u in pages]
            rows.append([*row, [nodes.Text(str(sum(counts[entry.id].values())))]])
        return apparatus_table(
            ["Entry", *map(str, pages), "All"], rows, [28, *[6] * len(pages), 6], "concordance filterable"
        )


def drawn_from_entries(env: BuildEnvironment, docname: str) -> object:
    """What registers and the concordance show of all entries."""
    if docname not in edition_domain(env).data["registers"]:
        return None
    glossary = glossary_of(env)
    return [(e.id, str(headword_of(e)), e.type, e.gloss) for e in glossary.entries.values()], glossary.occurrences


def note_registers(app: Sphinx, doctree: nodes.document) -> None:
    kinds = (register, concordance)
    if any(isinstance(node, kinds) for node in doctree.findall(nodes.Element)):
        edition_domain(app.env).data["registers"][app.env.docname] = True


def setup(app: Sphinx) -> None:
    app.add_node(register)
    app.add_node(concordance)
    app.add_directive("register", Register)
    app.add_directive("concordance", ConcordanceDirective)
    app.add_post_transform(FillRegisters)
    app.connect("doctree-read", note_registers)
