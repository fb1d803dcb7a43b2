"""Spans of a sentence wrapped in nodes, whatever already stands among its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docutils import nodes

Span = tuple[int, int, nodes.Element]


def wrap_spans(sentence: nodes.Element, spans: Iterable[Span]) -> None:
    """Wrap characters `start` to `end` of the sentence's words in each node; spans must not overlap.

    Marks that stand inside a span (a milestone, the mark of a note) are wrapped with the words around them.
    """
    for start, end, wrapper in spans:
        children = list(_cut(sentence, (start, end)))
        position, inside, first = 0, [], len(children)
        for i, child in enumerate(children):
            length = len(words_of(child))
            if position < end and position + length > start:
                first = min(first, i)
                inside = children[first : i + 1]
            position += length
        marks = [child for child in inside if isinstance(child, nodes.Element) and child.get("target")]
        wrapper += [child for child in inside if child not in marks]  # a link within a link is none
        _set(sentence, [*children[:first], wrapper, *marks, *children[first + len(inside) :]])


def insert_at(sentence: nodes.Element, offset: int, node: nodes.Element) -> None:
    """Put a node after the first `offset` characters of the sentence's words, behind marks that stand there already."""
    children = list(_cut(sentence, (offset,)))
    position, index = 0, 0
    while index < len(children) and position + len(words_of(children[index])) <= offset:
        position += len(words_of(children[index]))
        index += 1
    _set(sentence, [*children[:index], node, *children[index:]])


def words_of(node: nodes.Node) -> str:
    """The author's words in a node: all its text, for what is ours among them carries none that is not marked."""
    if isinstance(node, nodes.Text):
        return str(node)
    if node.get("editorial"):  # type: ignore[attr-defined]
        return ""
    return "".join(words_of(child) for child in node.children)


def _cut(sentence: nodes.Element, places: tuple[int, ...]) -> Iterator[nodes.Node]:
    """The children, with the texts divided at these places."""
    position = 0
    for child in sentence.children:
        length = len(words_of(child))
        if isinstance(child, nodes.Text):
            inside = sorted({place - position for place in places if 0 < place - position < length})
            for start, end in zip([0, *inside], [*inside, length], strict=True):
                yield nodes.Text(str(child)[start:end])
        else:
            yield child
        position += length


def _set(parent: nodes.Element, children: list[nodes.Node]) -> None:
    parent.children = []
    parent += children
