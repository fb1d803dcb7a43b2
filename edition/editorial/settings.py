"""What ``conf.py`` says of an edition that has to be known before any page is read.  No Sphinx."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from os import walk
from pathlib import Path
from typing import Any

from edition.core.messages import CannotRead, Mistake, Problem, at
from edition.editorial.conf import CONF, lines_of, wrong_conf, wrong_settings
from edition.editorial.limits import LIMITS, Limit, limits_with

SHOWN, WITHHELD = "shown", "withheld"


@dataclass(frozen=True)
class Settings:
    """Where the parts of an edition lie below `folder`, which files are its pages, and how long its texts may be."""

    folder: Path
    text: str = SHOWN
    source: str = "source"
    glossary: str = "glossary"
    chronology: str = "chronology.yaml"
    bibliography: tuple[str, ...] = ()
    include: tuple[str, ...] = ("**",)
    exclude: tuple[str, ...] = ()
    extensions: tuple[str, ...] = ("colon_fence",)
    limits: Mapping[str, Limit] = field(default_factory=lambda: LIMITS)
    main_pages: tuple[tuple[str, str], ...] = ()
    foot_pages: tuple[tuple[str, str], ...] = ()
    examples: tuple[str, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)  # setting -> where ``conf.py`` says it

    @classmethod
    def of(cls, folder: Path, said: Mapping[str, Any]) -> Settings:
        """The settings as they are said, by their names in ``conf.py``.  Raises CannotRead where one is none."""
        path, lines = folder / CONF, lines_of(folder / CONF)
        for problem in wrong_settings(said, lines, path):
            raise CannotRead(problem)
        try:
            limits = limits_with(said.get("edition_limits") or {})
        except ValueError as error:
            place = at(path, lines.get("edition_limits", 1))
            raise CannotRead(Problem(Mistake.LENGTH, place, str(error))) from None
        if (text := said.get("edition_text") or SHOWN) not in (SHOWN, WITHHELD):
            sentence = f"“{text}” says nothing of the text; write TEXT={SHOWN} or TEXT={WITHHELD}."
            raise CannotRead(Problem(Mistake.SETTINGS, at(path, 1), sentence))
        return cls(
            folder,
            text,
            said.get("edition_source") or cls.source,
            said.get("edition_glossary") or cls.glossary,
            said.get("edition_chronology") or cls.chronology,
            tuple(said.get("bibtex_bibfiles") or ()),
            tuple(said.get("include_patterns") or cls.include),
            tuple(said.get("exclude_patterns") or ()),
            tuple(sorted(said.get("myst_enable_extensions") or ())),
            limits,
            tuple((page, name) for page, name in said.get("edition_main_pages") or ()),
            tuple((page, name) for page, name in said.get("edition_foot_pages") or ()),
            tuple(said.get("edition_search_examples") or ()),
            lines,
        )

    @property
    def withheld(self) -> bool:
        return self.text == WITHHELD

    def pages(self) -> Iterator[tuple[str, Path]]:
        """Name and file of every page, in the order of names; the patterns mean what they mean to Sphinx."""
        wanted, unwanted = matcher(self.include), matcher(self.exclude)
        found = []
        for top, _, files in self.folders():
            here = top.relative_to(self.folder)
            names = ((here / name).as_posix() for name in files if name.endswith(".md"))
            found += [name for name in names if wanted(name) and not unwanted(name)]
        yield from ((name.removesuffix(".md"), self.folder / name) for name in sorted(found))

    def folders(self) -> Iterator[tuple[Path, list[str], list[str]]]:
        """Every folder that may have pages, with the folders and files in it; links are followed within the edition."""
        unwanted, met, root = matcher(self.exclude), set(), self.folder.resolve()
        for found, folders, files in walk(self.folder, followlinks=True):
            top = Path(found)
            here = top.relative_to(self.folder)
            folders[:] = [name for name in folders if not unwanted((here / name).as_posix())]
            yield top, list(folders), files
            met.add(top.resolve())
            links = {name: (top / name).resolve() for name in folders if (top / name).is_symlink()}
            away = {name for name, there in links.items() if there in met or not there.is_relative_to(root)}
            folders[:] = [name for name in folders if name not in away]


def read_settings(folder: Path) -> Settings:
    """Carry out ``conf.py``, as Sphinx does.  Raises CannotRead where it is missing or not Python."""
    path, said = folder / CONF, {"__file__": str(folder / CONF)}
    try:
        exec(compile(path.read_bytes(), str(path), "exec"), said)  # noqa: S102 (our own settings)
    except FileNotFoundError:
        raise CannotRead(
            Problem(Mistake.SETTINGS, at(path, 1), "This file is missing. Restore it; it says what to build.")
        ) from None
    except (Exception, SystemExit) as error:
        line = getattr(error, "lineno", None) or 1
        raise CannotRead(Problem(Mistake.SETTINGS, at(path, line), f"This is not Python: {error}. Mend it.")) from None
    for problem in wrong_conf(said, path):
        raise CannotRead(problem)
    return Settings.of(folder, said)


def matcher(patterns: tuple[str, ...]) -> Any:
    """Whether a path matches one of Sphinx's patterns: ``*`` stays within a folder, ``**`` does not."""
    parts = {r"\*\*": ".*", r"\*": "[^/]*", r"\?": "[^/]"}
    written = (re.sub(r"\\\*\\\*|\\\*|\\\?", lambda found: parts[found[0]], re.escape(p)) for p in patterns)
    return re.compile("|".join(f"(?:{pattern})" for pattern in written) or r"(?!)").fullmatch
