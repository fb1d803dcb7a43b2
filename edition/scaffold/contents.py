"""What the folder of an edition holds that is not its editor's: pages that follow from the witness, and the code."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from edition.editorial.made import BLANK
from edition.editorial.people import Name, people
from edition.witness.source import Source

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ENDING = ".jinja"
UNIT = f"unit.md{ENDING}"
# Of the code's own folder: what an edition needs to be built, and the pages that say the same of any text.
COPIED = (
    "edition/**/*",
    "proof.py",
    ".gitignore",
    "LICENSES/MIT.txt",
    "LICENSES/CC-BY-4.0.txt",
    "apparatus.md",
    "privacy.md",
    "registers.md",
)
PINS = ("requirements/site.txt", "requirements/check.txt", "requirements/live.txt")
RULE = re.compile(r"^[\w.%/-]+:", re.MULTILINE)
# Rules of the Makefile that lean on the tests, which stay with the code, and the one that makes a folder like this.
STAYS = re.compile(r"\btests?\b|\bbenchmarks?\b|^new:", re.MULTILINE)


def blank(what: str) -> str:
    """What stands for words that nobody has said yet; the check names each."""
    return f"[fill in: {what}]"


def quoted(words: object) -> str:
    """Words as YAML, TOML and Python read them."""
    return json.dumps(str(words), ensure_ascii=False)


def markdown(words: object) -> str:
    """Words that Markdown reads as nothing but words; a blank stays one."""
    return str(words) if BLANK.search(str(words)) else re.sub(r"([\\`*_{}\[\]<>#|$~&])", r"\\\1", str(words))


def stopped(words: str) -> str:
    """Words as a sentence that ends."""
    return words if words.endswith((".", "!", "?", "]")) else f"{words}."


def templates(folder: str, language: str) -> Environment:
    """The templates of a folder; where the language has its own, these."""
    loader = FileSystemLoader([HERE / language.partition("-")[0] / folder, HERE / folder])
    found = Environment(  # noqa: S701 (no page of the web, and each value is escaped by its filter)
        loader=loader, undefined=StrictUndefined, keep_trailing_newline=True, trim_blocks=True, lstrip_blocks=True
    )
    found.filters |= {"quoted": quoted, "markdown": markdown, "stopped": stopped}
    words = words_in(language)
    found.globals["_"] = lambda english: words.get(english, english)
    return found


def words_in(language: str) -> Mapping[str, str]:
    """English -> a language, of the words that are put together here."""
    path = HERE / language.partition("-")[0] / "words.yaml"
    found: dict[str, str] = yaml.safe_load(path.read_text("utf-8")) if path.exists() else {}
    return found


def rendered(source: Source, received: bytes, settings: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Every file that speaks of the text, as its witness does; `settings` were said when the edition was made."""
    found = templates("files", settings["language"])
    facts = facts_of(source, received, settings)
    for name in sorted(set(found.list_templates()) - {UNIT}):
        yield name.removesuffix(ENDING), found.get_template(name).render(facts).encode()
    for unit in facts["units"]:
        page = found.get_template(UNIT).render({**facts, "unit": unit})
        yield f"parts/{unit['page']}.md", page.encode()


def facts_of(source: Source, received: bytes, settings: Mapping[str, str]) -> dict[str, Any]:
    """What the templates say of the text and of its editors."""
    witness = {name: " ".join(str(said).split()) for name, said in source.witness.items()}
    words = words_in(settings["language"])
    authors = _authors(witness["author"])
    title, part = witness["title"], witness.get("part", "")
    author = " & ".join(one.literal or f"{one.given} {one.family}" for one in authors)
    form = "{part}, in {title} by {author}" if part else "{title} by {author}"
    form = words.get(form, form)
    numbers = sorted(source.text.by_number)
    width = len(str(max(10, *numbers)))
    return {
        **settings,
        "named": settings["editors"] != words.get("The editors", "The editors"),
        "witness": _Lenient(witness),
        "authors": authors,
        "name": part or title,
        "rights": witness["rights"],
        "work": form.format(part=part, title=title, author=author),
        "the_text": form.format(part=markdown(part), title=f"*{markdown(title)}*", author=markdown(author)),
        "lines": received.count(b"\n"),
        "size": len(received),
        "example": str(next((sentence.address for sentence in source.text.sentences), "")),
        "units": [{"number": n, "page": f"{n:0{width}}", "title": _title(n, witness, words)} for n in numbers],
    }


class _Lenient(dict[str, str]):
    """A record of which a template may ask for what nobody said."""

    def __missing__(self, name: str) -> str:
        return ""


def _authors(written: str) -> tuple[Name, ...]:
    try:
        return people(written)
    except ValueError:  # the check says so
        return (Name(literal=written),)


def _title(number: int, witness: Mapping[str, str], words: Mapping[str, str]) -> str:
    if not number:
        return witness.get("opening") or words.get("Introduction", "Introduction")
    return f"{witness.get('unit') or words.get('Part', 'Part')} {number}"


def copied(root: Path) -> Iterator[tuple[str, bytes]]:
    """The code in `root`, the pages that are of any text, and the guide for editors."""
    for pattern in COPIED:
        for path in sorted(root.glob(pattern)):
            name = path.relative_to(root)
            if path.is_file() and "__pycache__" not in name.parts:
                yield name.as_posix(), path.read_bytes()
    for pins in PINS:  # without the remarks, which name the edition that they were made for
        lines = (root / pins).read_text("utf-8").splitlines(keepends=True)
        yield pins, "".join(line for line in lines if not line.lstrip().startswith("#")).encode()
    yield "Makefile", _makefile((root / "Makefile").read_text("utf-8")).encode()
    yield "CONTRIBUTING.md", _guide((root / "CONTRIBUTING.md").read_text("utf-8")).encode()


def _makefile(written: str) -> str:
    """The Makefile without the rules that an edition of its own cannot follow."""
    starts = [*(found.start() for found in RULE.finditer(written)), len(written)]
    rules = [written[start:end] for start, end in pairwise(starts)]
    gone = {rule.partition(":")[0] for rule in rules if not rule.startswith(".") and STAYS.search(rule)}
    kept = (rule for rule in rules if rule.partition(":")[0] not in gone)
    words = re.compile(rf" (?:{'|'.join(gone) or '(?!)'})(?= |$)", re.MULTILINE)
    return written[: starts[0]] + "".join(words.sub("", rule) if rule.startswith(".PHONY") else rule for rule in kept)


def _guide(written: str) -> str:
    """What CONTRIBUTING.md says to editors."""
    editors = written.partition("\n## For editors\n")[2]
    return "# Contributing\n\n## For editors\n" + re.split(r"^(?:### Another text|## )", editors, flags=re.MULTILINE)[0]
