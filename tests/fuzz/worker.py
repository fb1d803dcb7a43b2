"""Tries the mutants whose numbers it is told, line by line, in a process that may be killed."""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

import tests.fuzz.kinds  # noqa: F401 (the changes register themselves)
from tests.fuzz.mutant import Mutant, mutant_of
from tests.fuzz.trial import away, outcome_of
from tests.fuzz.verdict import Breach, breaches

HANG = 20  # seconds of the processor's time for one mutant; what only waits has longer, for other work is done beside
WAIT = 180
MEMORY = 4 << 30


def try_seed(seed: int, top: Path, depth: str) -> list[Breach]:
    """What is wrong with a mutant; where one of several changes is enough for it, with that one alone."""
    mutant = mutant_of(seed)
    found = _try(mutant, top, depth)
    if found and len(mutant.changes) > 1:
        for number in range(len(mutant.changes)):
            alone = _try(mutant_of(seed, number), top, depth)
            if alone and alone[0].kind.partition(", after")[0] == found[0].kind.partition(", after")[0]:
                return [_told(breach, mutant_of(seed, number)) for breach in alone]
    return [_told(breach, mutant) for breach in found]


def _try(mutant: Mutant, top: Path, depth: str) -> list[Breach]:
    signal.alarm(WAIT)
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + HANG
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
    outcome = outcome_of(mutant, top, depth)
    found = list(breaches(outcome))
    away(outcome)
    signal.alarm(0)
    return found


def _told(breach: Breach, mutant: Mutant) -> Breach:
    said = f"{', then '.join(mutant.changes)}\n\n{mutant.diff}\n{breach.said}"
    return Breach(breach.kind, said)


def answers(lines: Iterator[str]) -> Iterator[str]:
    """The breaches of each number, as JSON."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.RLIM_INFINITY))
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        for line in lines:
            seed, depth = line.split()
            yield json.dumps(try_seed(int(seed), Path(name), depth))


if __name__ == "__main__":
    voice = sys.stdout
    with Path(os.devnull).open("w", encoding="utf-8") as nothing, redirect_stdout(nothing):  # what mutants print
        questions = os.fdopen(os.dup(0))  # `exit()` in a mutant's settings closes the other
        for answer in answers(iter(questions.readline, "")):
            print(answer, file=voice, flush=True)
