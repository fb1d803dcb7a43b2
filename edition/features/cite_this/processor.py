"""The processor of the Citation Style Language that sets our forms: the one that the Typst engine contains.

It speaks through the engine's export of HTML, which its makers call unfit for production.  So no build asks it.
``make forms`` writes what it says of made-up works into ``forms.json``, with places for whatever a work may be
called, and `csl` fills these in.  The tests ask it again, and compare.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html.parser import HTMLParser
from itertools import product
from typing import Any

import typst

from edition.editorial.people import Name
from edition.features.cite_this.cited import PAGE, WHOLE, Cited
from edition.features.cite_this.csl import COUNTED, FORMS, Form, text, variant

TITLE, EDITION, LOCATOR = "\ue004", "\ue005", "\ue001"  # of Unicode's private use: no style changes their case
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

# A made-up work: each of its words stands for what is filled in, and the name of an author shows how it was turned.
WORK = Cited(
    kind=WHOLE,
    key="",
    title="A title",
    authors=(Name(literal="Authors"),),
    publisher="Publisher",
    place="Place",
    year="1994",
    locator=LOCATOR,
    edition="An edition",
    url=ADDRESS,
)
PLACES = [
    (TITLE, "{title}"),
    (f"{EDITION}</em>", "{edition}</em>{version}"),  # only the name is in italics
    (EDITION, "{edition}{version}"),
    (LOCATOR, "{locator}"),
    (ADDRESS, "{address}"),
    *((word, f"{{{word.lower()}}}") for word in ("Authors", "Publisher", "Place")),
]
TURNED = [
    (r"Given(\d+) de Family\1\b", r"{\1}"),
    (r"(?<!de )Family(\d+), Given\1 de\b", r"{\1 demoted}"),
    (r"de Family(\d+), Given\1\b", r"{\1 inverted}"),
    (r"de Family(\d+), G(\.|$)", r"{\1 initials}"),
    (r"de Family(\d+)\b", r"{\1 short}"),
]


def write_forms() -> str:
    """Everything that the processor has to say, as the text of ``forms.json``."""
    works = list(_works())
    forms = {variant(work): _with_places(found, WORK.year) for work, found in zip(works, processed(works), strict=True)}
    known = {"forms": forms, "early": _early(forms[variant(WORK)]), "authors": _author_lists(forms[variant(WORK)])}
    return json.dumps(known, indent=1, ensure_ascii=False) + "\n"


def _works() -> Iterator[Cited]:
    """One work for each that is set differently."""
    authors, years, addresses = (WORK.authors, ()), (WORK.year, ""), (WORK.url, "")
    imprints = [("Publisher", ""), ("", "Place"), ("", "")]
    for names, year, imprint, edition, url in product(authors, years, imprints, (WORK.edition, ""), addresses):
        publisher, place = imprint
        yield replace(WORK, authors=names, year=year, publisher=publisher, place=place, edition=edition, url=url)
    for names, year, url in product(authors, years, addresses):
        yield Cited(kind=PAGE, key="", title="A title", container="Ours", authors=names, year=year, url=url)


def _with_places(found: dict[str, Form], year: str) -> dict[str, dict[str, str]]:
    def opened(words: str) -> str:
        for made_up, place in (*PLACES, (year, "{year}")):
            words = words.replace(made_up, place)
        return words

    return {style: {way: opened(words) for way, words in form} for style, form in found.items()}


def _early(forms: dict[str, dict[str, str]]) -> dict[str, str]:
    """How each style marks a year before 1000, which could be read as another number."""
    found = _with_places(processed([replace(WORK, year="999")])[0], "999")
    first = {style: STYLES[style][1] for style in forms}
    return {style: _between(forms[style][way], "{year}", found[style][way]) for style, way in first.items()}


def _author_lists(forms: dict[str, dict[str, str]]) -> dict[str, dict[str, list[str]]]:
    """How one author, two, three … are listed in each way of citing, as far as one more changes anything."""
    people = [Name(family=f"de Family{number}", given=f"Given{number}") for number in range(1, COUNTED + 1)]
    works = [replace(WORK, authors=tuple(people[:count])) for count in range(1, COUNTED + 1)]
    found = [_with_places(form, WORK.year) for form in processed(works)]
    lists: dict[str, dict[str, list[str]]] = {}
    for style, ways in forms.items():
        for way, form in ways.items():
            listed = [_turned(_between(form, "{authors}", one[style][way])) for one in found]
            while listed[-2:-1] == listed[-1:]:
                listed.pop()
            lists.setdefault(style, {})[way] = listed
    return lists


def _between(form: str, place: str, words: str) -> str:
    """What stands at a place of a form.  A full stop that it ends with is also the one that follows it."""
    before, after = form.split(place)
    assert words.startswith(before)
    assert words.endswith(after.removeprefix("."))
    found = words[len(before) :].removesuffix(after.removeprefix("."))
    return re.sub(r"(?<!et al)\.$", "", found) if after.startswith(".") else found


def _turned(words: str) -> str:
    for pattern, place in TURNED:
        words = re.sub(pattern, place, words)
    return html.unescape(words)


def processed(works: Sequence[Cited]) -> list[dict[str, Form]]:
    """Style -> form, for each work, with places for its title, its edition and its address."""
    cited = [(work, style) for work in works for style in STYLES]
    source = "".join(_source(f"w{index}", work, STYLES[style][0]) for index, (work, style) in enumerate(cited))
    compiled = typst.compile(source.encode(), format="html")
    assert isinstance(compiled, bytes)
    read = _Read()
    read.feed(compiled.decode())
    notes = iter(read.found["doc-endnotes"])
    found: list[dict[str, Form]] = [{} for _ in works]
    for index, (_, style) in enumerate(cited):
        _, first, second = STYLES[style]
        listed, inline = read.found["doc-bibliography"][index], read.found[""][index]
        pair = (next(notes), listed) if first == "Note" else (listed, inline)
        finished = [_mended(words, style) for words in pair]
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


def _mended(words: str, style: str) -> str:
    for wrong, right in MENDED.get(style, []):
        words = re.sub(wrong, right, words)
    return words


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
        self._add(text(data))

    def _add(self, words: str) -> None:
        if self.found[self.section] and not self.skipping:
            self.found[self.section][-1] += words


if __name__ == "__main__":
    FORMS.write_text(write_forms(), "utf-8")
