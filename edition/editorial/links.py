"""How one unit bears on another: the kinds of link, and each link as data.  No Sphinx."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from edition.core.messages import Mistake, Problem, at, closest
from edition.core.model import Address
from edition.editorial.prose import Directive, Prose

NAME = "argument"
# Each kind, and how it reads from the other end.
KINDS = {"leans on": "supports", "answers": "is answered by", "stands against": "is opposed by"}
ORDER = [*KINDS, *KINDS.values()]


@dataclass(frozen=True, slots=True)
class Link:
    """One link as it was written: `address` has the `kind` to `other`; `body` is our sentence, as Markdown."""

    address: Address
    kind: str
    other: Address
    prose: Prose
    body: str
    path: Path
    line: int

    @property
    def id(self) -> str:
        return f"a{self.address}-{self.other}"


def read_link(directive: Directive, path: Path, known: Collection[Address]) -> tuple[Link | None, list[Problem]]:
    """The link that a directive of a page says, unless its ends are none; and all that is wrong with it."""
    (address, kind, other), wrong = read_ends(directive.argument, known)
    if directive.prose.blocks != ("paragraph_open",):
        wrong.append(f"How “{directive.argument}” is not said in one sentence. Write one below it.")
    problems = [Problem(Mistake.ARGUMENT, at(path, directive.line), sentence) for sentence in wrong]
    if problems or address is None or other is None:
        return None, problems
    return Link(address, kind, other, directive.prose, directive.body.strip(), path, directive.line), []


def read_ends(written: str, known: Collection[Address]) -> tuple[tuple[Address | None, str, Address | None], list[str]]:
    """The two addresses and the kind between them, as far as they are such; and what is wrong, with a remedy."""
    first, *middle = written.split() or [""]
    last, kind = middle[-1] if middle else "", " ".join(middle[:-1])
    wrong: list[str] = []
    if kind not in KINDS:
        said = f"“{written}” is no link. Write an address, one of the kinds {', '.join(KINDS)}, and an address"
        wrong.append(f"{said}: 5.6 leans on 4.6.{closest(kind, KINDS)}")
        return (None, kind, None), wrong
    address, other = _end(first, known, wrong), _end(last, known, wrong)
    if address and other and address.unit == other.unit:
        said = f"{address} and {other} stand in one unit. Link two units, or write an annotation, an echo."
        wrong.append(said)
    return (address, kind, other), wrong


def _end(written: str, known: Collection[Address], wrong: list[str]) -> Address | None:
    try:
        address = Address.parse(written)
    except ValueError as error:
        wrong.append(f"{error}.")
        return None
    if address not in known:
        hint = closest(written, map(str, known))
        wrong.append(f"There is no sentence {address} in the text.{hint} Correct the address.")
    return address


def doubled_links(links: Iterable[Link], folder: Path) -> Iterator[Problem]:
    """Two sentences are linked once, from one end: each end shows it."""
    known: dict[frozenset[Address], Link] = {}
    for link in links:
        first = known.setdefault(frozenset((link.address, link.other)), link)
        if first is not link:
            place = at(first.path.relative_to(folder), first.line)
            sentence = f"{link.address} and {link.other} are linked already: {place}. Keep one of the two."
            yield Problem(Mistake.ARGUMENT, at(link.path, link.line), sentence)
