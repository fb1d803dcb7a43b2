"""Tries many mutants, ``make fuzz N=500 SEED=1 PROCESSES=2``; tells what breaks a promise, once a kind, by number."""

from __future__ import annotations

import argparse
import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import TextIOWrapper
from pathlib import Path
from queue import Empty, Queue
from secrets import randbelow

import tests.fuzz.kinds  # noqa: F401 (the changes register themselves)
from tests.fuzz.mutant import mutant_of
from tests.fuzz.trial import DEPTHS
from tests.fuzz.verdict import Breach

ROOT = Path(__file__).parent.parent.parent
PDF = 10  # one mutant in so many is also made into PDFs, which takes longer than all else
Found = tuple[int, list[Breach]]


def worker() -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.fuzz.worker"]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def ask(process: subprocess.Popen[str], seed: int, depth: str) -> list[Breach] | None:
    """What a worker finds wrong with a mutant; None where it did not live to say."""
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"{seed} {'pdf' if depth == 'html' and seed % PDF == 0 else depth}\n")
    process.stdin.flush()
    answer = process.stdout.readline()
    return [Breach(*found) for found in json.loads(answer)] if answer else None


def death(process: subprocess.Popen[str], seed: int) -> Breach:
    """How a worker ended that gave no answer: by a limit of time or memory, or by a fault of the fuzzer's own."""
    process.communicate()
    mutant = mutant_of(seed)
    how = "hang" if -process.returncode in (signal.SIGXCPU, signal.SIGALRM) else f"death ({process.returncode})"
    return Breach(f"{how}: {', '.join(sorted(set(mutant.changes)))}", mutant.diff)


def work(seeds: Queue[int], found: Queue[Found | None], depth: str) -> None:
    """Ask one worker after another until no number is left."""
    process = worker()
    try:
        while True:
            seed = seeds.get_nowait()
            answer = ask(process, seed, depth)
            if answer is None:
                answer = [death(process, seed)]
                process = worker()
            found.put((seed, answer))
    except Empty:
        process.communicate()
    finally:
        process.kill()
        found.put(None)


def tried(numbers: range, processes: int, depth: str) -> Iterator[Found]:
    """Each number with what is wrong with its mutant, in the order in which that is known."""
    seeds: Queue[int] = Queue()
    found: Queue[Found | None] = Queue()
    for number in numbers:
        seeds.put(number)
    with ThreadPoolExecutor(processes) as hands:
        done = [hands.submit(work, seeds, found, depth) for _ in range(processes)]
        running = processes
        while running:
            answer = found.get()
            if answer is None:
                running -= 1
            else:
                yield answer
        for each in done:
            each.result()


def keep(into: Path, seed: int, breach: Breach) -> None:
    """Write down the first of a kind."""
    name = re.sub(r"[^\w.-]+", "-", breach.kind)[:90].strip("-")
    into.mkdir(parents=True, exist_ok=True)
    (into / f"{name}.txt").write_text(
        f"{breach.kind}\nmake fuzz SEED={seed} N=1\n\n{breach.said}\n", "utf-8", "replace"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=500)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--depth", choices=DEPTHS, default="html", help="check: thirty times as fast; pdf: all of it")
    parser.add_argument("--into", type=Path, default=Path("_build/fuzz"))
    given = parser.parse_args()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # mutants have names that are no text
    first = randbelow(10**6) if given.seed is None else given.seed
    print(f"Trying {given.n} mutants of the small edition from SEED={first}.", flush=True)
    kinds: dict[str, list[int]] = {}
    for done, (seed, broken) in enumerate(tried(range(first, first + given.n), given.processes, given.depth), 1):
        for breach in broken:
            if breach.kind not in kinds:
                keep(given.into, seed, breach)
                print(f"\nSEED={seed} {breach.kind}\n{breach.said[: None if given.n == 1 else 600]}", flush=True)
            kinds.setdefault(breach.kind, []).append(seed)
        if done % 100 == 0:
            print(f"  {done} tried, {sum(map(len, kinds.values()))} breaches of {len(kinds)} kinds", flush=True)
    for kind, seeds in sorted(kinds.items(), key=lambda found: -len(found[1])):
        print(f"{len(seeds):5}  {kind}  (SEED={seeds[0]})")
    count = sum(map(len, kinds.values()))
    print(f"{given.n} mutants tried, {count} breaches of {len(kinds)} kinds, kept in {given.into}.")
    return int(bool(kinds))


if __name__ == "__main__":
    raise SystemExit(main())
