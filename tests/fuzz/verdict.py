"""What must never be: a traceback, a message without place or remedy, silence with a loss, a file written outside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.fuzz.trial import Outcome, trace_of

MESSAGE = re.compile(
    r"^(?:(?P<place>.+?)(?::(?P<line>\d+)?)?: )?(?P<level>WARNING|ERROR|CRITICAL): (?P<said>.*)", re.MULTILINE
)
OURS = re.compile(r"\[edition\.[a-z]+\]$")
# How a remedy begins.  What is new here was read once by somebody who asked: do I know now what to do?
REMEDIES = (
    "add begin call choose cite close copy correct cut delete divide escape give indent join keep leave let "
    "link make mark mend move name offer open put quote remove rename replace restore save say see set shorten "
    "spell take tell try use write"
).split()
REMEDY = re.compile(rf"(?:^|[.;:?”] |, or |, )(?:{'|'.join(REMEDIES)})\b", re.IGNORECASE)
OF_PYTHON = re.compile(r"^\S+\.py:\d+: (\w*Warning: .*)", re.MULTILINE)
FAULT = "This is a fault of the edition"
FRAME = re.compile(r'File "([^"]+)", line \d+, in (\S+)')
SETTINGS_OF_SPHINX = ("Configuration error!", "Extension error", "Sphinx version error!", "Theme error!")


class Breach(NamedTuple):
    """One thing that must not be: its kind, by which such are counted, and all that was said."""

    kind: str
    said: str


def breaches(outcome: Outcome) -> Iterator[Breach]:
    """All that is wrong with what became of a mutant."""
    said = "\n".join(f"--- {name} ({ran.code})\n{ran.err}{ran.out}" for name, ran in outcome.builds.items())
    if outcome.fault is not None:
        yield Breach(f"traceback: {kind_of_trace(trace_of(outcome.fault))}", trace_of(outcome.fault))
        return
    if outcome.outside:
        yield Breach(f"outside: {plain(outcome.outside[0])}", "\n".join(outcome.outside))
    failing = False
    for name, ran in outcome.builds.items():
        words = ran.err + ran.out
        trace = "Traceback" in words or FAULT in words or "exception:" in words
        if trace and not (words.lstrip().startswith(SETTINGS_OF_SPHINX) and outcome.problems):
            yield Breach(f"traceback: {name}, {kind_of_trace(words)}", said)
            return
        for warning in OF_PYTHON.findall(words)[:1]:
            yield Breach(f"words of Python's: {plain(warning)}", said)
        failing = failing or ran.code != 0
        if name == "html" and ran.code == 0 and outcome.problems:
            yield Breach(f"passes though the check refuses: {plain(outcome.problems[0].sentence)}", said)
    yield from poor_problems(outcome)
    if failing:
        yield from poor_messages(outcome, said)
    for difference in outcome.proof[:1]:
        yield Breach(f"proof: {plain(difference)}", "\n".join(outcome.proof) + "\n" + said)
    for path, words in outcome.lost[:1]:
        what = words if words.startswith("markup is shown") else "words of " + kind_of_file(path)
        lost = "\n".join(f"{path}: {run}" for path, run in outcome.lost)
        yield Breach(f"lost: {what}, after “{outcome.mutant.changes[0]}”", lost + "\n" + said)


def told(outcome: Outcome) -> bool:
    """Whether the check, which needs no Sphinx, has met what Sphinx can only stumble over."""
    return any(REMEDY.search(problem.sentence) for problem in outcome.problems)


def poor_problems(outcome: Outcome) -> Iterator[Breach]:
    """What the check tells without a remedy, or at a place that is none."""
    for problem in outcome.problems:
        place, _, line = problem.place.rpartition(":")
        if not REMEDY.search(problem.sentence):
            yield Breach(f"no remedy: {plain(problem.sentence)}", f"{problem.place}: {problem.sentence}")
        elif not line.isdigit() or not stands(outcome.folder, place, int(line)):
            yield Breach(f"wrong place: {plain(problem.sentence)}", f"{problem.place}: {problem.sentence}")
        else:
            continue
        return


def poor_messages(outcome: Outcome, said: str) -> Iterator[Breach]:
    """Messages without a place or with a wrong one; and failure without one good message."""
    good = told(outcome)
    text = re.sub(r"\x1b\[[\d;]*m", "", said)
    for found in MESSAGE.finditer(text):
        place, line, words = found["place"], found["line"], found["said"]
        if not place or not line:
            yield Breach(f"no place: {plain(words)}", said)
            return
        if not stands(outcome.folder, place, int(line)):
            yield Breach(f"wrong place: {plain(words)}", said)
            return
        if OURS.search(words):
            if not REMEDY.search(words):
                yield Breach(f"no remedy: {plain(OURS.sub('', words))}", said)
                return
            good = True
    if not good:
        first = MESSAGE.search(text)
        words = first["said"] if first else next((w for w in text.splitlines() if w and not w.startswith("---")), "")
        yield Breach(f"foreign words alone: {plain(words)}" if words else "failure without a word", said)


def stands(folder: Path, place: str, line: int) -> bool:
    """Whether a place is one: a file of the edition that has this line, or one that is missing, at its first."""
    path = (folder / place).absolute()
    if not path.is_relative_to(folder) or not path.is_file():
        return path.is_relative_to(folder) and line == 1
    lines = path.read_text("utf-8", errors="replace").splitlines()
    return 1 <= line <= len(lines) + 2  # what is missing at the end is missed behind it


def kind_of_trace(words: str) -> str:
    """The exception, and the last place of our code or else of any, from a traceback or from what an editor is told."""
    told = words.partition(FAULT)[2]
    if told:
        exception = told.split("\n  ")[1]
        frames = re.findall(r"^  (\S+):\d+ in (\S+)", told, re.MULTILINE)[::-1]
    else:
        last = re.findall(r"^\s*([\w.]*(?:Error|Exception|Exit|Interrupt)\b.*)", words, re.MULTILINE)
        exception, frames = last[-1] if last else "unknown", FRAME.findall(words)
    ours = [(path, name) for path, name in frames if "/edition/" in path and "site-packages" not in path] or frames
    where = f"{'/'.join(Path(ours[-1][0]).parts[-3:])} {ours[-1][1]}" if ours else "?"
    return f"{plain(exception)} in {where}"


def kind_of_file(path: str) -> str:
    return path if path.endswith((".bib", ".yaml", ".txt", ".py")) else re.sub(r"[^/]+\.(\w+)$", r"*.\1", path)


def plain(words: str) -> str:
    """A sentence without what is particular to one mutant."""
    words = re.sub(r"“[^”]*”|'[^']*'|\"[^\"]*\"", "“…”", words)
    return re.sub(r"\d+", "n", re.sub(r"/\S+/", "…/", words)).strip()[:110]
