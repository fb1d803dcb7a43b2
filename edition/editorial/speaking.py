"""Whether every file speaks of the text that the witness names, and leaves nothing to be filled in.  No Sphinx.

From ``made.yaml`` follows what no other file shows: which text the edition was of before.  A blank, ``[fill in: …]``,
is a mistake until somebody fills it in.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from edition.core.messages import CannotRead, Mistake, Problem, at
from edition.editorial.edition import Edition
from edition.editorial.made import BLANK, MADE, check_form, former_names, read_made
from edition.witness.addresses import ADDRESSES, REMEDY
from edition.witness.source import WITNESS

# What names the text for machines and for whoever opens the folder; a page may speak of it as it likes.
NAMES_THE_TEXT = ("README.md", "CITATION.cff")
REUSE = "REUSE.toml"
RELEASED = re.compile(r"^## +(\S+) +\(\d{4}-\d\d-\d\d\) *$", re.MULTILINE)


def check_speaking(edition: Edition) -> Iterator[Problem]:
    """The form is ours, no blank is left, and every file speaks of the text that the witness names."""
    folder = edition.settings.folder
    try:
        made = read_made(folder)
    except CannotRead as error:
        yield error.problem
        made = None
    if made is not None:
        yield from check_form(made, folder / MADE)
    files = {path: path.read_text("utf-8", errors="replace") for path in speaking_files(edition)}
    yield from _blanks(files, folder / edition.settings.source / WITNESS)
    former = former_names(made, edition.witness) if made is not None else []
    of_another = [problem for path, words in files.items() if former for problem in _of_another(path, words, former)]
    told = {problem.place.rpartition(":")[0] for problem in of_another}
    yield from (problem for problem in _unnamed(edition, files) if problem.place.rpartition(":")[0] not in told)
    yield from of_another
    yield from _rights(edition)
    yield from _promised(edition)


def speaking_files(edition: Edition) -> Iterator[Path]:
    """Every file in which somebody speaks of the text: the pages, what stands beside them, and what is said of it."""
    folder = edition.settings.folder
    source = folder / edition.settings.source
    found = {page.path for page in edition.pages.values()}
    for pattern in ("*.md", "*.toml", "*.cff", "*.yaml", "*.bib", "conf.py", "LICENSES/LicenseRef-*"):
        found.update(folder.glob(pattern))
    found.update(source.glob("*.yaml"))
    yield from (path for path in sorted(found - {folder / MADE, source / ADDRESSES}) if path.is_file())


def _blanks(files: Mapping[Path, str], witness: Path) -> Iterator[Problem]:
    """Each blank, once in a file; where the witness has it as well, only there, for the other files follow it."""
    in_witness = set(BLANK.findall(files.get(witness, "")))
    for path, words in files.items():
        told: set[str] = set()
        for found in BLANK.finditer(words):
            what = found[1]
            if what in told or (what in in_witness and path != witness):
                continue
            told.add(what)
            remedy = "Write it here, or call make upgrade if the witness says it already."
            if path == witness:
                remedy = "Write it here; make upgrade then writes it into the other files that say so."
            place = at(path, words.count("\n", 0, found.start()) + 1)
            yield Problem(Mistake.BLANK, place, f"Still to be filled in: {what}. {remedy}")


def _plain(words: str) -> str:
    """Words without the marks and line ends of a file, to look for a name in them."""
    return " ".join(re.sub(r"^#", "", words.replace("\\", ""), flags=re.MULTILINE).split())


def _unnamed(edition: Edition, files: Mapping[Path, str]) -> Iterator[Problem]:
    title = edition.witness["title"]
    for name in NAMES_THE_TEXT if not BLANK.search(title) else ():
        path = edition.settings.folder / name
        if path in files and _plain(title) not in _plain(files[path]):
            sentence = f"This file does not name “{title}”, the title in {WITNESS}; it speaks of another text. Mend it."
            yield Problem(Mistake.ANOTHER, at(path, 1), sentence)


def _of_another(path: Path, words: str, former: list[str]) -> Iterator[Problem]:
    """The first place of a file that names another text; the sentence says how many there are."""
    looked_for = (r"\s+".join(map(re.escape, name.split())) for name in former)
    found = list(re.finditer(rf"(?<!\w)(?:{'|'.join(looked_for)})(?!\w)", words))
    if found:
        line = words.count("\n", 0, found[0].start()) + 1
        places = f"{len(found)} places speak" if len(found) > 1 else "One place speaks"
        sentence = (
            f"{places} of another text: “{' '.join(found[0][0].split())}”. "
            f"Write of this one; where the name is meant, take it out of {MADE}."
        )
        yield Problem(Mistake.ANOTHER, at(path, line), sentence)


def _rights(edition: Edition) -> Iterator[Problem]:
    """What is said of the rights in all files is not said of the text, which is not ours to license."""
    path = edition.settings.folder / REUSE
    if not path.is_file():
        return
    text = f"{edition.settings.source}/{edition.source.witness['file']}"
    try:
        said = tomllib.loads(path.read_text("utf-8")).get("annotations", [])
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        yield Problem(Mistake.SETTINGS, at(path, 1), f"This is not TOML: {error}. Mend it.")
        return
    paths = [one.get("path", "") for one in said]
    named = [name for one in paths for name in ([one] if isinstance(one, str) else one)]
    if text not in named:
        sentence = f"The rights in {text} are not told here. Add its path, whose they are, and their license."
        yield Problem(Mistake.ANOTHER, at(path, 1), sentence)


def _promised(edition: Edition) -> Iterator[Problem]:
    """A version that was released has addresses; before that, an edition may be looked at without."""
    path = edition.settings.folder / "CHANGELOG.md"
    released = RELEASED.search(path.read_text("utf-8", errors="replace")) if path.is_file() else None
    if released and not edition.published and not edition.withheld:
        sentence = f"Version {released[1]} is released, and no address is published. {REMEDY}"
        yield Problem(Mistake.ADDRESS, at(path, 1), sentence)
