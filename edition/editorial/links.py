"""How one unit bears on another: the kinds of link, and their written form.  No Sphinx."""

from __future__ import annotations

from collections.abc import Collection

from edition.core.messages import closest
from edition.core.model import Address

# Each kind, and how it reads from the other end.
KINDS = {"leans on": "supports", "answers": "is answered by", "stands against": "is opposed by"}
ORDER = [*KINDS, *KINDS.values()]


def read_link(written: str, known: Collection[Address]) -> tuple[Address, str, Address]:
    """The two addresses, and the kind between them.  Raises ValueError, with a remedy."""
    first, *middle = written.split()
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
