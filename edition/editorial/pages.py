"""Every page as data: which units it draws, its annotations and links, and its prose.  No Sphinx."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from edition.core.messages import CannotRead, Mistake, Problem, at, brief
from edition.core.model import Text
from edition.core.records import Record
from edition.editorial.annotations import NAME as ANNOTATION
from edition.editorial.annotations import Annotation, in_order, read_annotation, unfounded
from edition.editorial.front import check_front, parted
from edition.editorial.links import NAME as LINK
from edition.editorial.links import Link, read_link
from edition.editorial.prose import Prose, read_prose
from edition.editorial.settings import Settings

DRAWS = "reading-text"
WHOLE = "whole-text"  # shows every unit once more
CLAIM = "claim"  # what a unit claims, in the front matter of its page
Found = TypeVar("Found", Annotation, Link)


@dataclass(frozen=True)
class Page:
    """A page: its name without an ending, its front matter, what it draws and says.

    `drawn` are the units of the text that it draws, each with the line that says so.
    """

    name: str
    path: Path
    front: Record
    prose: Prose
    drawn: tuple[tuple[int, int], ...] = ()
    annotations: tuple[Annotation, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def unit(self) -> int | None:
        """The unit that the page is about: the first that it draws."""
        return self.drawn[0][0] if self.drawn else None

    def has(self, directive: str) -> bool:
        return any(found.name == directive for found in self.prose.every_directive)


def read_pages(settings: Settings, text: Text) -> tuple[dict[str, Page], list[Problem]]:
    """Every page of the edition; one that cannot be read is reported and left out."""
    pages: dict[str, Page] = {}
    problems: list[Problem] = []
    for name, path in settings.pages():
        try:
            pages[name], more = _read(name, path, settings, text)
            problems += more
        except CannotRead as error:
            problems.append(error.problem)
    return pages, problems


def _read(name: str, path: Path, settings: Settings, text: Text) -> tuple[Page, list[Problem]]:
    front, body, line = parted(path)
    prose = read_prose(body, settings.extensions, line)
    drawn, problems = _drawn(prose, path, text)
    problems += check_front(front, path)
    problems += _claims_nothing(front, path) if not drawn else []
    units = {unit for unit, _ in drawn}
    notes, wrong = _sorted_out(
        read
        for found in prose.every_directive
        if found.name == ANNOTATION
        for read in read_annotation(found, path, text, withheld=settings.withheld)
    )
    linked, wrong_links = _sorted_out(
        read
        for found in prose.every_directive
        if found.name == LINK
        for read in read_link(found, path, text.by_address)
    )
    here = tuple(in_order(note for note in notes if note.address.unit in units))
    problems += [*wrong, *_elsewhere(notes, units, "annotation", Mistake.ANNOTATION)]
    problems += [problem for note in here for problem in unfounded(note)]
    problems += [*wrong_links, *_elsewhere(linked, units, "link", Mistake.ARGUMENT)]
    bound = tuple(link for link in linked if link.address.unit in units)
    return Page(name, path, front, prose, tuple(drawn), here, bound), problems


def _drawn(prose: Prose, path: Path, text: Text) -> tuple[list[tuple[int, int]], list[Problem]]:
    drawn, problems = [], []
    for found in prose.every_directive:
        if found.name != DRAWS:
            continue
        number = next((unit for unit in text.by_number if str(unit) == found.argument), None)
        if number is not None:
            drawn.append((number, found.line))
        elif found.argument:
            numbers = list(text.by_number)
            units = f"its units are {numbers[0]} to {numbers[-1]}" if numbers else "it has none"
            sentence = f"The text has no unit {brief(found.argument)}; {units}. Correct the number."
            problems.append(Problem(Mistake.UNIT, at(path, found.line), sentence))
    return drawn, problems


def _claims_nothing(front: Record, path: Path) -> list[Problem]:
    """A claim is shown with its unit, in the list of all."""
    if CLAIM not in front:
        return []
    sentence = "This page draws no unit whose claim it could tell. Take the line out."
    return [Problem(Mistake.PAGE, at(path, front.lines[CLAIM]), sentence)]


def _sorted_out(read: Iterable[Found | Problem]) -> tuple[list[Found], list[Problem]]:
    all_read = list(read)
    return [r for r in all_read if not isinstance(r, Problem)], [r for r in all_read if isinstance(r, Problem)]


def _elsewhere(
    found: Iterable[Annotation] | Iterable[Link], units: set[int], what: str, mistake: Mistake
) -> Iterator[Problem]:
    """What is said of a unit stands on its page."""
    for one in found:
        if one.address.unit not in units:
            said = f"This page does not draw unit {one.address.unit}."
            sentence = f"{said} Put the {what} of {one.address} on the page that does."
            yield Problem(mistake, at(one.path, one.line), sentence)
