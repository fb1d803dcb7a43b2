"""The one place where mistakes are told: as warnings of the build, which `-W` makes fatal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NoReturn

from sphinx.util import logging

if TYPE_CHECKING:
    from docutils.nodes import Node

    from edition.core.messages import Mistake, Problem

logger = logging.getLogger("edition")


def report(problems: Iterable[Problem]) -> None:
    """Log every problem as a warning at its place."""
    for problem in problems:
        report_at(problem.place, problem.mistake, problem.sentence)


def report_at(place: str | Node, mistake: Mistake, sentence: str) -> None:
    """Log what is wrong with a node, whose place the doctree knows, or at ``file:line``."""
    logger.warning(sentence, type="edition", subtype=mistake.value, location=place)


def stop(sentence: str) -> NoReturn:
    """End the build after a report.  Sphinx shows any exception with a traceback, so this is none of them."""
    raise SystemExit(sentence)
