"""The glossary: all entries, and all their mentions in the text.  No Sphinx."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from edition.core.model import Address
from edition.editorial.entries import Entry
from edition.editorial.matching import Occurrence


@dataclass(frozen=True)
class Glossary:
    """Entries by id, whose pages lie in `folder`, and their occurrences in the order of the text."""

    folder: str
    entries: Mapping[str, Entry] = field(default_factory=dict)
    occurrences: tuple[Occurrence, ...] = ()

    def page(self, entry: str) -> str:
        return f"{self.folder}/{entry}"

    def entry_of(self, page: str) -> Entry | None:
        """The entry whose page this is."""
        folder, _, name = page.rpartition("/")
        return self.entries.get(name) if folder == self.folder else None

    @cached_property
    def by_entry(self) -> dict[str, list[Occurrence]]:
        found: dict[str, list[Occurrence]] = {entry: [] for entry in self.entries}
        for occurrence in self.occurrences:
            found[occurrence.entry].append(occurrence)
        return found

    @cached_property
    def by_address(self) -> dict[Address, list[Occurrence]]:
        found: dict[Address, list[Occurrence]] = {}
        for occurrence in self.occurrences:
            found.setdefault(occurrence.address, []).append(occurrence)
        return found

    @cached_property
    def related(self) -> dict[str, list[str]]:
        """Entry -> related entries, seen from both sides, in the order of their headwords."""
        found: dict[str, set[str]] = {entry: set() for entry in self.entries}
        for entry in self.entries.values():
            for other in entry.related:
                if other in found:
                    found[entry.id].add(other)
                    found[other].add(entry.id)
        return {entry: sorted(others, key=self.sort_key) for entry, others in found.items()}

    @cached_property
    def by_name(self) -> dict[str, str]:
        """Every name in lower case -> entry; where names meet, headwords and aliases win over forms."""
        found = {name.casefold(): e.id for e in self.entries.values() for name in e.names}
        return found | {n.casefold(): e.id for e in self.entries.values() for n in (e.headword, *e.aliases)}

    def named(self, name: str) -> str | None:
        """The entry that is called so, by its id or any of its names."""
        return name if name in self.entries else self.by_name.get(name.casefold())

    def sort_key(self, entry: str) -> tuple[str, str]:
        return self.entries[entry].headword.casefold(), entry
