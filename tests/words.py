"""``make words``: every word of ours that a reader sees, collected into ``edition/locale/edition.pot``.

Babel takes them from scripts, Jinja from templates; Python is read as its own parser reads it, print by its calls of
`word`; and of the closed lists of the data it is known what is shown of them.
"""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po

from edition.base.links import TYPE_NAMES
from edition.editorial import kinds, links, mentions
from edition.editorial.annotations import KINDS
from edition.editorial.works import ACCESS
from edition.features.cite_this.processor import STYLES
from edition.witness import ledger

ROOT = Path(__file__).parent.parent
POT = ROOT / "edition" / "locale" / "edition.pot"
FUNCTIONS = {"t": None, "tn": (1, 2)}
READERS = {".js": "javascript", ".html": "jinja2.ext:babel_extract"}
OPTIONS = {"parse_template_string": True}  # of scripts
PRINTED = re.compile(r'\bword\(\s*"((?:[^"\\]|\\.)*)"')
# What the data say in words that a reader sees.
SAID = (
    *(kind.replace("-", " ") for kind in ledger.KINDS),
    *(*KINDS, *links.ORDER, *kinds.CERTAINTIES, *ACCESS.values()),
    *(TYPE_NAMES.get(kind, kind) for kind in kinds.TYPES),
    *(mentions.HEADNOTE_OF, mentions.EVENT_OF, "{address} {kind} {other}", "{address} {label}"),
    *(way for _, *ways in STYLES.values() for way in ways),
)

Message = str | tuple[str, ...]


def messages() -> Iterator[tuple[str, Message]]:
    """Each message, or its forms for one and for many, with the file in which it stands."""
    yield from (("data", said) for said in SAID)
    for path in sorted((ROOT / "edition").rglob("*")):
        name = path.relative_to(ROOT).as_posix()
        if path.suffix == ".typ":
            yield from ((name, found) for found in PRINTED.findall(path.read_text("utf-8")))
        elif path.suffix == ".py":
            yield from ((name, found) for found in in_python(path))
        elif path.suffix in READERS and path.name != "minisearch.js":
            with path.open("rb") as source:
                for _, message, _, _ in extract(READERS[path.suffix], source, FUNCTIONS, options=OPTIONS):
                    yield name, message


def in_python(path: Path) -> Iterator[Message]:
    """The calls of `_` and `counted`, also those inside of formatted strings, where Babel does not look."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "counted"):
            said = [given.value for given in node.args[:2] if isinstance(given, ast.Constant)]
            if node.func.id == "counted":
                yield tuple(map(str, said))
            elif said:
                yield str(said[0])


def template() -> str:
    """The template of a catalogue, in the order of the words, with no date and no line, which change without them."""
    catalog = Catalog(
        project="edition", charset="utf-8", header_comment="# Words that readers see; written by `make words`."
    )
    for name, message in messages():
        catalog.add(message, locations=[(name, 0)])
    written = io.BytesIO()
    write_po(written, catalog, sort_output=True, omit_header=False, include_lineno=False, width=120)
    return re.sub(r'"(POT-Creation-Date|Generated-By|PO-Revision-Date)[^\n]*\n', "", written.getvalue().decode())


if __name__ == "__main__":
    POT.write_text(template(), "utf-8")
