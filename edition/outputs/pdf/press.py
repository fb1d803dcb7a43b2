"""The press: sets a file with Typst, and has it finished."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from edition.core.files import write_whole
from edition.outputs.pdf.job import Job, Place
from edition.outputs.pdf.template import compiler

PLACES = "query(metadata).filter(m => type(m.value) == str).map(m => (m.value, m.location().position()))"
LIFT = Decimal(12)  # points that a reader sees above what a link leads to
FILES_AT_ONCE = 48  # made before the processes are changed


class CannotPrint(Exception):
    """The engine gives a file up: its name, and what it says."""


class Press:
    """Makes the files of one edition from `work`, with the faces in `fonts`, into `out`."""

    def __init__(self, work: Path, fonts: Path, out: Path) -> None:
        self.work, self.fonts, self.out = work, fonts, out

    def print(self, jobs: Iterable[Job]) -> Iterator[tuple[str, dict[str, int]]]:
        """Make the files in processes of their own; yield the name of each, in their order, with address -> page.

        The engine keeps what it has once worked out, and would fill the memory: after some files come new processes.
        (`max_tasks_per_child` is meant for this, and hung.)
        """
        rest = iter(jobs)
        while some := list(islice(rest, FILES_AT_ONCE)):
            # Not copies of this process, which holds the whole edition.
            with ProcessPoolExecutor(mp_context=get_context("spawn")) as hands:
                yield from hands.map(self.make, some)

    def make(self, job: Job) -> tuple[str, dict[str, int]]:
        # Imported here: every web build registers the builder, and need not pay for the engine and what finishes.
        import typst

        from edition.outputs.pdf.finishing import finished

        name = job.name
        path = self.work / f"{name}.typ"
        path.write_text(f'#import "template.typ": *\n{job.source}', "utf-8")
        (self.work / f"{name}.json").write_text(json.dumps(job.facts, ensure_ascii=False), "utf-8")
        engine = compiler(self.work, self.fonts, path, f"/{name}.json")
        try:
            pdf, warnings = engine.compile_with_warnings(
                pdf_standards=["ua-1", "a-2a"], timestamp=int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
            )
            found = json.loads(engine.eval(PLACES))
        except typst.TypstError as error:
            raise CannotPrint(f"{name}.pdf", f"{error.message} {' '.join(error.hints)}".strip()) from None
        if warnings:  # an unknown font family, for one, is only a warning to the engine
            raise CannotPrint(f"{name}.pdf", "; ".join(warning.message for warning in warnings))
        assert isinstance(pdf, bytes)
        places = {label: place_at(position) for label, position in found}
        bookmarks = [mark for mark in job.bookmarks if mark.label in places]
        write_whole(self.out / f"{name}.pdf", finished(pdf, places, job.facts, bookmarks))
        return name, {label: place.page for label, place in places.items() if re.fullmatch(r"s\d+\.\d+", label)}


def place_at(position: dict[str, Any]) -> Place:
    x, y = (Decimal(str(position[side]).removesuffix("pt")).quantize(Decimal("0.01")) for side in "xy")
    return Place(position["page"], x, max(y - LIFT, Decimal(0)))
