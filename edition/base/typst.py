"""What a feature's visitors for print may ask of whoever writes Typst."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from docutils import nodes


class Typst(Protocol):
    """The writer of one page: calls of the template's functions, one for a node, with text as string literals."""

    body: list[str]

    def open(self, function: str, *arguments: str) -> None:
        """Begin a call whose content follows, to be ended by `close`."""

    def close(self) -> None:
        """End the call that was opened last."""

    def call(self, function: str, *arguments: str) -> None:
        """A call without content."""

    def record(self, **said: str | bool) -> None:
        """One of the records that a call is given."""

    def paragraph(self, words: str) -> None:
        """A paragraph of plain words."""

    def anchor(self, name: str) -> None:
        """A place that can be referred to."""

    def known(self, name: str) -> str:
        """The label of an id that stands here."""

    def write(self, node: nodes.Node) -> None:
        """A node with all that it holds."""

    def visit_Text(self, node: nodes.Text) -> None:
        """Words, as a string literal."""
