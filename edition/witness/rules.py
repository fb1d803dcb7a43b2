"""The rules of the ledger, each applied wherever it matches the witness, and none for longer than a limit."""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from edition.core.messages import Mistake, Problem, at
from edition.core.model import Regularisation
from edition.witness.changes import Change

LIMIT = 2.0  # seconds of computing; a rule that is well written takes thousandths


class TooLong(Exception):
    """A rule was given up."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise TooLong where what is done here computes longer than that.

    The engine of regular expressions listens to signals, so the alarm ends it; the time that others have on the same
    machine does not count.  Only the main thread hears signals, and no other reads an edition.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before or signal.SIG_DFL)


def match_rules(content: str, rules: Iterable[Regularisation], path: Path) -> tuple[list[Change], list[Problem]]:
    """Every place of the witness that a rule would change, rule by rule."""
    found: list[Change] = []
    problems = []
    for rule in rules:
        try:
            with limited(LIMIT):
                matches = [
                    Change(*match.span(), match.expand(rule.edition), rule)
                    for match in re.finditer(rule.pattern, content)
                    if match[0]
                ]
        except TooLong:
            sentence = (
                f"The rule “{rule.name}” was given up after {LIMIT:g} seconds: its pattern tries too many ways. "
                "Write it without a repetition inside a repetition."
            )
            problems.append(Problem(Mistake.EMENDATION, at(path, rule.line), sentence))
            continue
        found += matches
    return found, problems


def outside(matches: Iterable[Change], changes: Iterable[Change], length: int) -> list[Change]:
    """Of the places of rules those that no emendation claims, whose words are final; the earlier rule wins."""
    taken = bytearray(length)
    for change in changes:
        taken[change.start : change.end] = b"\x01" * (change.end - change.start)
    applied = []
    for match in matches:
        if not any(taken[match.start : match.end]):
            taken[match.start : match.end] = b"\x01" * (match.end - match.start)
            applied.append(match)
    return applied
