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


@dataclass(frozen=True, slots=True)
class Annotation:
    """A comment on characters `start` to `end` of a sentence; `id` and `label` are given in the order of the text."""

    address: Address
    lemma: str
    kind: str
    start: int
    end: int
    prose: Prose
    path: Path
    line: int
    id: str = ""
    label: str = ""


class _Wrong(ValueError):
    """What is wrong with an annotation: the kind of mistake, and the sentence."""

    def __init__(self, mistake: Mistake, sentence: str) -> None:
        super().__init__(sentence)
        self.mistake = mistake


def read_annotation(directive: Directive, path: Path, text: Text, *, withheld: bool) -> Annotation | Problem:
    """The annotation that a directive of a page says, or what is wrong with it."""
    try:
        written, _, lemma = (part.strip() for part in directive.argument.partition(" "))
        address = _address(written, text)
        if not lemma:
            sentence = f"The annotation of {address} has no lemma. Write the words it speaks of after the address."
            raise _Wrong(Mistake.LEMMA, sentence)
        start, end = (0, 0) if withheld else _place(text, address, lemma, directive.options.get("nth"))
        kind = directive.options.get("kind", "")
        if kind not in KINDS:
            said = f"“{kind}” is no kind of annotation; the kinds are {', '.join(KINDS)}.{closest(kind, KINDS)}"
            raise _Wrong(Mistake.ANNOTATION, said)
    except _Wrong as wrong:
        return Problem(wrong.mistake, at(path, directive.line), str(wrong))
    return Annotation(address, lemma, kind, start, end, directive.prose, path, directive.line)


def _address(written: str, text: Text) -> Address:
    try:
        address = Address.parse(written)
    except ValueError as error:
        raise _Wrong(Mistake.ANNOTATION, f"{error}.") from None
    if address not in text.by_address:
        raise _Wrong(Mistake.ANNOTATION, f"There is no sentence {address} in the text. Correct the address.")
    return address


def _place(text: Text, address: Address, lemma: str, nth: str | None) -> tuple[int, int]:
    if nth is not None and not nth.isdecimal():
        said = f"“{nth}” is no number; write :nth: 2 for the second time that the lemma stands there."
        raise _Wrong(Mistake.LEMMA, said)
    try:
        return find_lemma(text.by_address[address], lemma, int(nth) if nth else None)
    except ValueError as error:
        raise _Wrong(Mistake.LEMMA, str(error)) from None


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
