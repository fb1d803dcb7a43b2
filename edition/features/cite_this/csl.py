"""Citations in words, set by a processor of the Citation Style Language: the one that the Typst engine contains.

The processor sets each work once, with places where title, locator and address will stand, and these are filled in
afterwards.  So a build pays for it once, however many sentences and pages it has; and two pages by one author in one
year do not become 2026a and 2026b only because one build knew both.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from typing import Any

from edition.features.cite_this.cited import PAGE, PART, Cited, Name, named

TITLE, EDITION = "\ue004", "\ue005"  # as in `cited`, places to be filled in
ADDRESS = "https://hole.invalid/"  # the processor takes nothing for a URL that is none

# What is called how, which of the processor's styles it is, and the two ways in which each style cites.
STYLES = {
    "Chicago": ("chicago-notes", "Note", "Bibliography"),
    "MLA": ("mla", "Works cited", "In the text"),
    "APA": ("apa", "Reference", "In the text"),
}

# Where the processor (hayagriva in Typst 0.15) leaves a style's rule: MLA sets a second container in italics after a
# full stop; APA puts no comma behind a year without a day.
MENDED = {"MLA": [(f"(?<!<em>), {EDITION}", f". <em>{EDITION}</em>")], "APA": [(r",\)", ")")]}

SINGLE = str.maketrans("“”", "‘’")

Form = list[tuple[str, str]]
"""What each way of citing is called, and the citation as HTML: text and <em>, nothing else."""


def forms(works: Sequence[Cited]) -> list[dict[str, Form]]:
    """Style -> form, for each work.  Its `locator` and `url` may be places to be filled in later."""
    import typst  # only builds that write pages need the engine

    cited = [(work, style) for work in works for style in STYLES]
    source = "".join(_source(f"w{index}", work, STYLES[style][0]) for index, (work, style) in enumerate(cited))
    compiled = typst.compile(source.encode(), format="html")
    assert isinstance(compiled, bytes)
    read = _Read()
    read.feed(compiled.decode())
    notes = iter(read.found["doc-endnotes"])
    found: list[dict[str, Form]] = [{} for _ in works]
    for index, (work, style) in enumerate(cited):
        _, first, second = STYLES[style]
        listed, inline = read.found["doc-bibliography"][index], read.found[""][index]
        pair = (next(notes), listed) if first == "Note" else (listed, inline)
        finished = [_finished(words, work, style) for words in pair]
        found[index // len(STYLES)][style] = list(zip((first, second), finished, strict=True))
    return found


def _source(key: str, work: Cited, style: str) -> str:
    """A bibliography of one work, cited once: alone, so that nothing has to be told apart from it."""
    library = json.dumps({key: _record(work)}, ensure_ascii=False)
    locator = f", supplement: {_literal(work.locator)}" if work.locator else ""
    return (
        f'#cite(label("{key}"){locator})\n\n'
        f'#bibliography(bytes({_literal(library)}), style: "{style}", title: none)\n\n'
    )


def _literal(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _record(work: Cited) -> dict[str, Any]:
    """The work as the processor's own format has it.  A book is cited whole; its part belongs to the locator."""
    record: dict[str, Any] = {
        "type": "web" if work.kind == PAGE else "book",
        "title": f"{{{TITLE}}}",
        "author": [_name(name) for name in work.authors],
        "date": int(work.year) if work.year.isdecimal() else None,
        "url": ADDRESS if work.url else None,
    }
    if work.kind == PAGE:
        record["parent"] = {"type": "web", "title": f"{{{EDITION}}}"}
    else:
        imprint = {"name": work.publisher, "location": work.place}
        record["publisher"] = {name: _verbatim(words) for name, words in imprint.items() if words}
        record["archive"] = f"{{{EDITION}}}" if work.edition else None
    return {name: value for name, value in record.items() if value}


def _name(name: Name) -> dict[str, str]:
    return {"name": name.literal} if name.literal else {"name": name.family, "given-name": name.given}


def _verbatim(words: str) -> str:
    return "{" + re.sub(r"([\\{}$])", r"\\\1", words) + "}"


def _finished(words: str, work: Cited, style: str) -> str:
    """Mended, with everything filled in but what the work itself leaves open."""
    for wrong, right in MENDED.get(style, []):
        words = re.sub(wrong, right, words)
    edition = work.container if work.kind == PAGE else work.edition
    version = _text(named(edition, work.version).removeprefix(edition))
    words = re.sub(f"{EDITION}(</em>)?", lambda match: f"{_text(edition)}{match[1] or ''}{version}", words)
    title = work.container if work.kind == PART else work.title
    return fill(words, {TITLE: title, ADDRESS: work.url})


def _text(words: str) -> str:
    return html.escape(words, quote=False)


class _Read(HTMLParser):
    """Citations, entries of the bibliographies and notes, in their order; of the markup, italics alone."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {"": [], "doc-bibliography": [], "doc-endnotes": []}
        self.section = ""
        self.skipping = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "section":
            self.section = dict(attrs).get("role") or ""
        elif tag in ("p", "li"):
            self.found[self.section].append("")
        elif tag == "sup":
            self.skipping = True
        elif tag == "em":
            self._add("<em>")

    def handle_endtag(self, tag: str) -> None:
        if tag == "section":
            self.section = ""
        elif tag == "sup":
            self.skipping = False
        elif tag == "em":
            self._add("</em>")

    def handle_data(self, data: str) -> None:
        self._add(_text(data))

    def _add(self, words: str) -> None:
        if self.found[self.section] and not self.skipping:
            self.found[self.section][-1] += words


def fill(form: str, places: Mapping[str, str]) -> str:
    """A citation in HTML with what was left open filled in, as place -> plain words."""
    for place, words in places.items():
        inside = re.search(f"“[^”]*{place}", form)  # a quotation inside a quotation has marks of its own
        form = form.replace(place, _text(words.translate(SINGLE) if inside else words))
    return form
