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


def read_link(directive: Directive, path: Path, known: Collection[Address]) -> Iterator[Link | Problem]:
    """The link that a directive of a page says, or all that is wrong with it."""
    if not directive.argument:
        return  # told where directives are looked at
    wrong, said = [], "the link"
    try:
        address, kind, other = read_ends(directive.argument, known)
        said = f"{address} {kind} {other}"
    except ValueError as error:
        wrong.append(str(error))
    if directive.prose.blocks != ("paragraph_open",):
        wrong.append(f"How {said} is not said in one sentence. Write one below it.")
    yield from (Problem(Mistake.ARGUMENT, at(path, directive.line), sentence) for sentence in wrong)
    if not wrong:
        yield Link(address, kind, other, directive.prose, directive.body.strip(), path, directive.line)


def read_ends(written: str, known: Collection[Address]) -> tuple[Address, str, Address]:
    """The two addresses, and the kind between them.  Raises ValueError, with a remedy."""
    first, *middle = written.split() or [""]
    last, kind = middle[-1] if middle else "", " ".join(middle[:-1])
    if kind not in KINDS:
        said = f"“{written}” is no link. Write an address, one of the kinds {', '.join(KINDS)}, and an address"
        raise ValueError(f"{said}: 5.6 leans on 4.6.{closest(kind, KINDS)}")
    address, other = Address.parse(first), Address.parse(last)
    for end in (address, other):
        if end not in known:
            hint = closest(str(end), map(str, known))
            raise ValueError(f"There is no sentence {end} in the text.{hint} Correct the address.")
    if address.unit == other.unit:
        raise ValueError(f"{address} and {other} stand in one unit. Link two units, or write an annotation, an echo.")
    return address, kind, other


def doubled_links(links: Iterable[Link], folder: Path) -> Iterator[Problem]:
    """Two sentences are linked once, from one end: each end shows it."""
    known: dict[frozenset[Address], Link] = {}
    for link in links:
        first = known.setdefault(frozenset((link.address, link.other)), link)
        if first is not link:
            place = at(first.path.relative_to(folder), first.line)
            sentence = f"{link.address} and {link.other} are linked already: {place}. Keep one of the two."
            yield Problem(Mistake.ARGUMENT, at(link.path, link.line), sentence)
