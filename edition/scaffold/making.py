"""``make new``: the empty edition of another text, in a folder of its own, whole or not at all."""

from __future__ import annotations

import datetime
import hashlib
import re
import tempfile
import unicodedata
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import yaml
from babel import Locale, UnknownLocaleError

from edition.core.messages import CannotRead, Mistake, Problem
from edition.editorial.checking import check
from edition.editorial.made import CODE, FORM, MADE, NAMED, Made, read_made
from edition.scaffold.contents import HERE, ROOT, blank, copied, rendered, templates, words_in
from edition.scaffold.record import digest, written
from edition.witness.source import Source, read_source

# Languages in which there are pages to begin with.
LANGUAGES = ("en", *sorted(path.parent.name for path in HERE.glob("*/words.yaml")))
UNWRITTEN = ("Cc", "Cs", "Cn")
EDITORS = "The editors"
# Mistakes that the editor of a new edition is to mend in its folder.
LATER = (Mistake.BLANK, Mistake.EMENDATION, Mistake.ADDRESS)


class Refused(Exception):
    """What was asked for cannot be done; the sentence says why, and what to do."""


@dataclass(frozen=True)
class Said:
    """What was said of a text and of its editors; nothing, where nobody said it."""

    title: str = ""
    author: str = ""
    rights: str = ""
    text_language: str = ""
    language: str = "en"
    editors: str = ""


def make(text: Path, folder: Path, said: Said) -> list[Problem]:
    """Make the edition of `text` in `folder`; return what is still to be done there.  Raises Refused."""
    if (made := read_made(ROOT)) is not None and made.files:
        raise Refused("This folder is an edition that was made. Call make new in the folder of the code.")
    _speakable(text, said)
    if said.language.partition("-")[0] not in LANGUAGES:
        choose = f"Say one of {', '.join(LANGUAGES)}, and change it in conf.py when the pages are translated."
        raise Refused(f"There are no pages in “{said.language}” to begin with. {choose}")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(f"{folder} is there already. Say another folder: TO=…")
    try:
        received = text.read_bytes()
    except OSError as error:
        raise Refused(f"{text} cannot be read: {error.strerror}. Say where the text lies: TEXT=…") from None
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as name:
        work = Path(name) / "edition"
        left = _write(work, text, received, said)
        if folder.exists():
            folder.rmdir()
        work.rename(folder)
    return [replace(problem, place=problem.place.removeprefix(f"{work}/")) for problem in left]


def _write(folder: Path, text: Path, received: bytes, said: Said) -> list[Problem]:
    seeded = seeds(text.name, received, said)
    if len(dict(seeded)) < len(seeded):
        raise Refused(f"{text.name} is the name of another file of an edition. Give the text another name.")
    for path, words in seeded:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(words)
    source = _read(folder, text)
    settings = {
        "language": said.language,
        "editors": said.editors or words_in(said.language).get(EDITORS, EDITORS),
        "year": str(datetime.datetime.now(tz=datetime.UTC).year),
    }
    files = dict([*copied(ROOT), *rendered(source, received, settings)])
    for path, words in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(words)
    names = {name: str(source.witness[name]) for name in NAMED if name in source.witness}
    digests = {path: digest(words) for path, words in files.items()}
    (folder / MADE).write_text(written(Made(str(FORM), CODE, settings, names, (), digests)), "utf-8")
    left, its_text = check(folder), f"{folder / 'source' / text.name}:"
    # What is doubtful in the text itself is mended in the ledger, or the file is replaced and sealed anew.
    if wrong := [one for one in left if one.mistake not in LATER and not one.place.startswith(its_text)]:
        raise Refused("\n".join(_told(problem, folder, text) for problem in wrong))
    return left


def _read(folder: Path, text: Path) -> Source:
    """The text, if it is one of the form."""
    try:
        source = read_source(folder / "source")
    except CannotRead as error:
        raise Refused(_told(error.problem, folder, text)) from None
    if not source.text.units:
        raise Refused(f"{text} has no words after its first line, which is its title. Say another file: TEXT=…")
    return source


def _told(problem: Problem, folder: Path, text: Path) -> str:
    """A mistake at its place, which for the text is that from which it was taken; what was made is gone."""
    place = problem.place.replace(f"{folder / 'source' / text.name}", str(text)).removeprefix(f"{folder}/")
    return f"{place}: {problem.sentence}"


def _speakable(text: Path, said: Said) -> None:
    """What was said can be written into files that others read: no control characters, languages that there are."""
    for name, words in asdict(said).items():
        if any(unicodedata.category(letter) in UNWRITTEN for letter in words):
            raise Refused(f"What was said of the {name} holds a character that nobody can read. Say it without.")
    if not re.fullmatch(r"\w[\w .,()’'-]*", text.name):
        raise Refused(f"{text.name!a} is no plain name of a file. Give the text one, as mill.txt.")
    for language in filter(None, (said.language, said.text_language)):
        try:
            Locale.parse(language, sep="-")
        except (ValueError, UnknownLocaleError):
            raise Refused(f"“{language}” is no language. Write its tag, as de or en-GB.") from None


def seeds(file: str, received: bytes, said: Said) -> list[tuple[str, bytes]]:
    """What is written once, and is the editor's from then on; the text as it was received."""
    language = said.text_language or said.language
    facts = {
        "file": file,
        "seal": hashlib.sha256(received).hexdigest(),
        "siglum": next((letter for letter in said.author.split(" ")[-1] + file if letter.isalpha()), "W").upper(),
        "author": said.author or blank("the author"),
        "title": said.title or blank("the title of the work"),
        "rights": said.rights or blank("whose the rights in the text are"),
        "language": language,
        "abbreviations": abbreviations_in(language),
    }
    found = templates("seeds", said.language)
    names = found.list_templates()
    pages = [(name.removesuffix(".jinja"), found.get_template(name).render(facts).encode()) for name in names]
    return [*pages, (f"source/{file}", received)]


def abbreviations_in(language: str) -> list[str]:
    """Words whose full stop ends no sentence, as far as they are known; with the days, where these are so written."""
    known = yaml.safe_load((HERE / "abbreviations.yaml").read_text("utf-8"))
    dates = Locale.parse(language, sep="-").date_formats["long"].pattern
    return [*known.get(language.partition("-")[0], ()), *(f"{day}." for day in range(1, 32) if "d." in dates)]
