"""Tables that features make: one header row, columns by their parts of the whole."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

Row = list[list[nodes.Node]]


def table_of(heads: list[str], rows: Iterable[Row], widths: list[int], name: str) -> nodes.table:
    """A table with these heads; `name` are its classes."""
    group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in widths), cols=len(widths))
    group += nodes.thead("", _row([[nodes.Text(head)] for head in heads]))
    group += nodes.tbody("", *(_row(row) for row in rows))
    return nodes.table("", group, classes=["rows", *name.split(), "colwidths-auto"], found_apart=True)


def _row(cells: Row) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *cell)) for cell in cells))
