"""Annotations as data: what each says, of which words, and the letter that it bears.  No Sphinx."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from edition.core.ids import id_of
from edition.core.messages import Mistake, Problem, at, closest
from edition.core.model import Address, Text
from edition.editorial.matching import find_lemma
from edition.editorial.prose import Directive, Prose

NAME = "annotation"
KINDS = ("context", "source", "debate", "caution", "echo")
# Without a note of the first level its sentence is misread; whoever reads more closely has those of study as well.
FIRST, STUDY = LEVELS = ("first", "study")
MOST_FIGURES = 3  # of the number of a lemma in its sentence
FIRST_KINDS = ("context", "caution")  # where `:level:` does not say


@dataclass(frozen=True, slots=True)
class Annotation:
    """A comment on characters `start` to `end` of a sentence; `id` and `label` are given in the order of the text."""

    address: Address
    lemma: str
    kind: str
    level: str
    start: int
    end: int
    prose: Prose
    path: Path
    line: int
    id: str = ""
    label: str = ""


def read_annotation(directive: Directive, path: Path, text: Text, *, withheld: bool) -> Iterator[Annotation | Problem]:
    """The annotation that a directive of a page says, or all that is wrong with it."""
    written, _, lemma = (part.strip() for part in directive.argument.partition(" "))
    kind, nth, place = directive.options.get("kind", ""), directive.options.get("nth"), at(path, directive.line)
    level = directive.options.get("level", FIRST if kind in FIRST_KINDS else STUDY)
    wrong: list[tuple[Mistake, str]] = []
    address, span = None, (0, 0)
    try:
        address = _address(written, text) if written else None  # that there is none is told where directives are
        if address and not lemma:
            sentence = f"The annotation of {address} has no lemma. Write the words it speaks of after the address."
            wrong.append((Mistake.LEMMA, sentence))
    except ValueError as error:
        wrong.append((Mistake.ANNOTATION, str(error)))
    try:
        if address and lemma and not withheld:
            span = _place(text, address, lemma, nth)
    except ValueError as error:
        wrong.append((Mistake.LEMMA, str(error)))
    if kind not in KINDS:
        said = f"“{kind}” is no kind of annotation; choose among {', '.join(KINDS)}.{closest(kind, KINDS)}"
        wrong.append((Mistake.ANNOTATION, said))
    if level not in LEVELS:
        said = f"“{level}” is no level of annotation; choose among {', '.join(LEVELS)}.{closest(level, LEVELS)}"
        wrong.append((Mistake.ANNOTATION, said))
    yield from (Problem(mistake, place, sentence) for mistake, sentence in wrong)
    if address and not wrong:
        yield Annotation(address, lemma, kind, level, *span, directive.prose, path, directive.line)


def _address(written: str, text: Text) -> Address:
    """The sentence that an annotation is about.  Raises ValueError, with a remedy."""
    try:
        address = Address.parse(written)
    except ValueError as error:
        raise ValueError(f"{error}.") from None
    if address not in text.by_address:
        raise ValueError(f"There is no sentence {address} in the text. Correct the address.")
    return address


def _place(text: Text, address: Address, lemma: str, nth: str | None) -> tuple[int, int]:
    """Where the lemma stands.  Raises ValueError, with a remedy."""
    if nth is not None and (not nth.isdecimal() or len(nth) > MOST_FIGURES):
        raise ValueError(f"“{nth}” is no number; write :nth: 2 for the second time that the lemma stands there.")
    return find_lemma(text.by_address[address], lemma, int(nth) if nth else None)


def in_order(annotations: Iterable[Annotation]) -> Iterator[Annotation]:
    """The annotations of one unit in the order of their lemmas, each with its letter and an id of its own."""
    names: dict[str, int] = {}
    for index, found in enumerate(sorted(annotations, key=lambda a: (a.address, a.end, a.start))):
        name = f"n{found.address}-{id_of(found.lemma)}"
        names[name] = names.get(name, 0) + 1
        yield replace(found, label=note_label(index), id=f"{name}-{names[name]}" if names[name] > 1 else name)


def note_label(index: int) -> str:
    """a … z, aa, ab …: the letter of the note with this index."""
    label = ""
    while index >= 0:
        label = chr(ord("a") + index % 26) + label
        index = index // 26 - 1
    return label


def unfounded(annotation: Annotation) -> Iterator[Problem]:
    """An echo must refer to another sentence, any other annotation to a source."""
    echo = annotation.kind == "echo"
    roles = {role.name.partition(":")[0] for role in annotation.prose.every_role}
    if ("at" if echo else "cite") in roles:
        return
    what, how = ("refers to no other sentence", "{at}`4.7`") if echo else ("has no source", "{cite:p}`key`")
    sentence = f"The annotation of “{annotation.lemma}” ({annotation.address}) {what}. Add {how}."
    yield Problem(Mistake.SOURCE, at(annotation.path, annotation.line), sentence)
