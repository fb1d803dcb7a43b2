"""Anchors of headings: made of their words, in whatever script, so that they last when another heading is added."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx

NUMBERED = re.compile(r"id\d+")  # what docutils calls a heading without Latin letters, or one that stands twice


class NameHeadings(SphinxTransform):
    """Give each heading that has only a number an anchor of its words; of like ones, the second has a 2 behind it."""

    default_priority = 870  # when all ids are given, and before pages are noted (880)

    def apply(self, **kwargs: object) -> None:
        renamed: dict[str, str] = {}
        for section in self.document.findall(nodes.section):
            old = next((name for name in section["ids"] if NUMBERED.fullmatch(name)), None)
            if old is not None and (anchor := anchor_of(section[0].astext())):
                renamed[old] = self.free(anchor)
                section["ids"] = [renamed.get(name, name) for name in section["ids"]]
                self.document.ids[renamed[old]] = self.document.ids.pop(old, section)
        for node in self.document.findall(nodes.Element):
            if node.get("refid") in renamed:
                node["refid"] = renamed[node["refid"]]
        ids = self.document.nameids
        ids.update({name: renamed[old] for name, old in ids.items() if old in renamed})

    def free(self, anchor: str) -> str:
        """The anchor, or the next of its kind that nothing on the page has."""
        number, free = 1, anchor
        while free in self.document.ids:
            number += 1
            free = f"{anchor}-{number}"
        return free


def anchor_of(words: str) -> str:
    """Words as an anchor: ``Первый вопрос`` is ``первый-вопрос``."""
    return "-".join(re.findall(r"\w+", words.lower()))


def setup(app: Sphinx) -> None:
    app.add_transform(NameHeadings)
