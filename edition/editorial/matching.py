"""Forms and lemmas find their place in the text, or it is said why they cannot.  No Sphinx."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from edition.core.messages import Mistake, Problem, at
from edition.core.model import Address, Sentence, Text
from edition.editorial.entries import Entry, Form

BEGINNING = re.compile(r"\w+|[^\w\s]")


class Occurrence(NamedTuple):
    """One mention: characters `start` to `end` of the sentence name `entry` (its id), perhaps in another language."""

    address: Address
    start: int
    end: int
    entry: str
    language: str = ""


class _Candidate(NamedTuple):
    start: int
    end: int
    entry: Entry
    form: Form


def find_occurrences(text: Text, entries: dict[str, Entry]) -> tuple[list[Occurrence], list[Problem]]:
    """Every mention of every entry, the longest first; what matches nowhere, or is claimed twice, is reported."""
    forms = _by_beginning(entries)
    occurrences: list[Occurrence] = []
    problems: list[Problem] = []
    met: set[tuple[str, Form]] = set()
    for sentence in text.sentences:
        candidates = list(_candidates(sentence, forms))
        met.update((candidate.entry.id, candidate.form) for candidate in candidates)
        kept, conflicts = _longest(candidates)
        problems += [_conflict(sentence, *conflict) for conflict in conflicts]
        occurrences += [
            Occurrence(sentence.address, c.start, c.end, c.entry.id, c.entry.language_of(c.form.words)) for c in kept
        ]
    for entry in entries.values():
        problems += [_unmet(entry, form, text) for form in entry.forms if (entry.id, form) not in met]
    return occurrences, problems


def _by_beginning(entries: dict[str, Entry]) -> dict[str, list[tuple[re.Pattern[str], Form, Entry]]]:
    """Forms by the word or mark that begins them, so that a sentence meets only those that can begin in it."""
    found: dict[str, list[tuple[re.Pattern[str], Form, Entry]]] = {}
    for entry in entries.values():
        for form in entry.forms:
            begins = BEGINNING.match(form.words)
            found.setdefault(begins[0] if begins else "", []).append((_whole(form.words), form, entry))
    return found


def _candidates(
    sentence: Sentence, forms: dict[str, list[tuple[re.Pattern[str], Form, Entry]]]
) -> Iterator[_Candidate]:
    for begins in BEGINNING.finditer(sentence.text):
        for pattern, form, entry in forms.get(begins[0], ()):
            found = pattern.match(sentence.text, begins.start())
            if found and (not form.at or sentence.address in form.at):
                yield _Candidate(*found.span(), entry, form)


def _longest(candidates: list[_Candidate]) -> tuple[list[_Candidate], list[tuple[_Candidate, _Candidate]]]:
    """Those that stand, in their order, and pairs that claim one span with neither yielding."""
    kept: list[_Candidate] = []
    conflicts = []
    for candidate in sorted(candidates, key=lambda c: (c.start - c.end, c.start, c.entry.id)):
        over = next((k for k in kept if candidate.start < k.end and k.start < candidate.end), None)
        if over is None:
            kept.append(candidate)
        elif over[:2] == candidate[:2] and over.entry is not candidate.entry:
            if over.entry.id in candidate.entry.yields:
                continue
            if candidate.entry.id in over.entry.yields:
                kept[kept.index(over)] = candidate
            else:
                conflicts.append((over, candidate))
    return sorted(kept), conflicts


def _conflict(sentence: Sentence, first: _Candidate, second: _Candidate) -> Problem:
    words = sentence.text[first.start : first.end]
    said = (
        f"“{words}” in {sentence.address} is claimed by {first.entry.path.name} (line {first.form.line}) too. "
        f"Limit a form to addresses, or write yields: [{first.entry.id}]."
    )
    return Problem(Mistake.FORM, at(second.entry.path, second.form.line), said)


def _unmet(entry: Entry, form: Form, text: Text) -> Problem:
    where = f"in {', '.join(map(str, form.at))}" if form.at else "in the text"
    sentences = [text.by_address[a] for a in form.at if a in text.by_address] if form.at else text.sentences
    near = closest_words(form.words, sentences)
    hint = f" Closest: “{near}”." if near else ""
    sentence = f"The form “{form.words}” does not stand {where}.{hint} Correct it, or make it an alias."
    return Problem(Mistake.FORM, at(entry.path, form.line), sentence)


def _whole(words: str) -> re.Pattern[str]:
    """These words where they are not part of a longer one."""
    before, after = (r"(?<!\w)" if words[:1].isalnum() else ""), (r"(?!\w)" if words[-1:].isalnum() else "")
    return re.compile(before + re.escape(words) + after)


def sentences_with(text: Text, words: str) -> list[Address]:
    """Where these words stand in the text, whichever entry they name there."""
    pattern = _whole(words)
    return [sentence.address for sentence in text.sentences if pattern.search(sentence.text)]


def closest_words(words: str, sentences: Iterable[Sentence]) -> str:
    """The words of these sentences that are most like those given, or nothing where none are."""
    best, rating = "", 0.6
    for sentence in sentences:
        for window in _windows(sentence.text, len(words.split())):
            matcher = SequenceMatcher(None, window.casefold(), words.casefold(), autojunk=False)
            if matcher.real_quick_ratio() > rating and matcher.quick_ratio() > rating and matcher.ratio() > rating:
                best, rating = window, matcher.ratio()
    return best


def _windows(text: str, count: int) -> Iterator[str]:
    """Every run of as many words as the lemma has, of one fewer and of one more."""
    spans = [match.span() for match in re.finditer(r"\w+(?:[’'/-]\w+)*", text)]
    for size in (count - 1, count, count + 1):
        for i in range(len(spans) - size + 1 if size > 0 else 0):
            yield text[spans[i][0] : spans[i + size - 1][1]]


def find_lemma(sentence: Sentence, lemma: str, nth: int | None) -> tuple[int, int]:
    """Where the lemma stands in its sentence.  Raises ValueError, with a remedy, where that is not one place."""
    starts = [match.start() for match in _whole(lemma).finditer(sentence.text)]
    if not starts and lemma in sentence.text:
        raise ValueError(f"“{lemma}” stands in {sentence.address} only as part of a word. Write whole words.")
    if not starts:
        near = closest_words(lemma, [sentence])
        remedy = (
            f"Closest: “{near}”. Correct the lemma or the address." if near else "Correct the lemma or the address."
        )
        raise ValueError(f"{sentence.address} does not contain the lemma “{lemma}”. {remedy}")
    if nth is None and len(starts) > 1:
        raise ValueError(f"{sentence.address} contains the lemma “{lemma}” {len(starts)} times. Say which: :nth: 2.")
    if nth is not None and not 1 <= nth <= len(starts):
        raise ValueError(
            f"{sentence.address} contains the lemma “{lemma}” {len(starts)} time(s), not {nth}. Correct nth."
        )
    start = starts[(nth or 1) - 1]
    return start, start + len(lemma)
