"""The judges of pages, none of them ours: the Nu HTML checker, axe-core, and IBM's Equal Access engine (ace).

Two processes judge at once, each with one browser and one page, into which the judges are put once a document.
"""

from __future__ import annotations

import json
import multiprocessing
import re
import subprocess
import zlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.serving import served
from tests.tools import node_modules
from tests.views import CONTROLS, OPENED, THEMES, WIDTHS, choose, launch

HANDS = 2
# Two of axe's rules look at colours, the others judge alike in every theme.
COLOURS = ["color-contrast", "link-in-text-block"]
AXE = """async rules => {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const only = rules ? { type: 'rule', values: rules } : { type: 'tag', values: tags };
  const { violations } = await axe.run(document, { resultTypes: ['violations'], runOnly: only });
  return violations.flatMap(({ id, help, nodes }) => nodes.map(node => [`axe ${id}: ${help}`, node.html]));
}"""
# Left out: a rule that never condemns and compares every link with every element, half a minute on a bibliography.
# tests/browser/test_access.py asks what it asks.
ACE = """async () => {
  const checker = new ace.Checker(), all = checker.getGuidelines().find(({ id }) => id === 'WCAG_2_2');
  const wanted = ({ id }) => id !== 'element_tabbable_unobscured';
  const kept = point => ({ ...point, rules: (point.rules || []).filter(wanted) });
  checker.addGuideline({ ...all, id: 'kept', checkpoints: all.checkpoints.map(kept) });
  const { results } = await checker.check(document, ['kept']);
  return results.filter(({ value }) => value[1] === 'FAIL')
    .map(({ ruleId, message, snippet }) => [`ace ${ruleId}: ${message}`, snippet]);
}"""

Finding = tuple[str, str, str]  # what is wrong, the piece of HTML, the page and its state


def nu(files: Iterable[Path], *options: str) -> list[str]:
    """What the Nu checker condemns in these files, one sentence each."""
    jar = node_modules("judges") / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-jar", str(jar), "--errors-only", "--format", "json", *options, *map(str, files)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    messages: list[dict[str, Any]] = json.loads(ran.stderr)["messages"]
    assert ran.returncode == int(bool(messages)), ran.stderr
    where = [f"{Path(m['url']).name}:{m.get('lastLine', 0)}" for m in messages]
    return [f"{place}: {m['message']} {m.get('extract', '')}" for place, m in zip(where, messages, strict=True)]


def style_for_nu(sheet: Path, folder: Path) -> Path:
    """A copy without what Nu's CSS checker cannot read yet: `::highlight()` is written as another pseudo-element."""
    copy = folder / sheet.name
    copy.write_text(re.sub(r"::highlight\([\w-]+\)", "::selection", sheet.read_text("utf-8")), "utf-8")
    return copy


class Judge:
    """One page of one browser with axe and ace in every document; pages come over the net, as 404.html must."""

    def __init__(self, page: Page, folder: Path, address: str) -> None:
        self.page, self.folder, self.address = page, folder, address
        modules = node_modules("judges")
        page.add_init_script(path=modules / "axe-core" / "axe.min.js")
        ace = (modules / "accessibility-checker-engine" / "ace.js").read_text("utf-8")
        page.add_init_script(f"{ace};window.ace = ace;")

    def become(self, width: int, scheme: str) -> None:
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")

    def look(self, path: Path, width: int, scheme: str) -> None:
        self.become(width, scheme)
        self.page.goto(f"{self.address}/{path.relative_to(self.folder)}")

    def settle(self) -> None:
        """Wait until nothing moves: what fades is judged by the colours it has on its way."""
        if self.page.locator(".annotation").count():
            self.page.wait_for_timeout(500)  # notes look for their places
        self.page.evaluate("() => Promise.allSettled(document.getAnimations().map(one => one.finished))")

    def axe(self, state: str, rules: list[str] | None = None) -> Iterator[Finding]:
        self.settle()
        yield from ((what, html, state) for what, html in self.page.evaluate(AXE, rules))

    def ace(self, state: str) -> Iterator[Finding]:
        yield from ((what, html, state) for what, html in self.page.evaluate(ACE))


AS_IT_COMES = [(width, scheme) for width in (360, 1280) for scheme in ("dark", "light")]


def as_it_comes(judge: Judge, path: Path, kind: str) -> Iterator[Finding]:
    """A page as it comes, by every rule of each judge once: pages take turns, on a phone or a laptop, by night or day.

    The page that stands for its kind is judged by axe in every state; here ace has it, by day and by night.
    """
    turn = AS_IT_COMES[zlib.crc32(path.stem.encode()) % len(AS_IT_COMES)]
    judge.look(path, *turn)
    for width, scheme in ((360, "dark"), (1280, "light")) if kind else (turn,):
        judge.become(width, scheme)
        state = f"{path.name} {width} {scheme}"
        if not kind:
            yield from judge.axe(state)
        judge.settle()
        yield from judge.ace(state)


def in_every_state(judge: Judge, path: Path, kind: str) -> Iterator[Finding]:
    """A page at three widths, in three themes, with each control."""
    judge.look(path, WIDTHS[0], "light")
    for name, setting, value, units in CONTROLS:
        if units and kind != "units":
            continue
        before: str = judge.page.evaluate("name => edition.settings[name]", setting)
        choose(judge.page, setting, value)
        # What the middle width shows, one of the others shows too, whatever the control.
        for width in WIDTHS if name == CONTROLS[0][0] else (WIDTHS[0], WIDTHS[-1]):
            judge.page.set_viewport_size({"width": width, "height": 900})
            # No control changes a colour, and what the middle width shows, one of the others shows too.
            themes = THEMES if width != WIDTHS[1] and name == CONTROLS[0][0] else THEMES[:1]
            for theme in themes:
                choose(judge.page, "theme", theme)
                state = f"{path.name} {width} {theme}, {name}"
                yield from judge.axe(state, None if theme == THEMES[0] else COLOURS)
        choose(judge.page, setting, before)
    judge.page.evaluate("() => localStorage.clear()")


def with_things_open(judge: Judge, path: Path, kind: str) -> Iterator[Finding]:
    """A page with each thing open that opens there, at the widths between which its place changes."""
    for thing in OPENED:
        if kind not in thing.kinds:
            continue
        for width, scheme in ((WIDTHS[0], "dark"), (WIDTHS[-1], "light")):
            judge.look(path, width, scheme)
            thing.act(judge.page)
            state = f"{path.name} {width} {scheme}, {thing.name} open"
            yield from judge.axe(state)
            if width == WIDTHS[0]:
                yield from judge.ace(state)


Way = Callable[[Judge, Path, str], Iterator[Finding]]


def _judge_some(folder: Path, jobs: list[tuple[Way, Path, str]]) -> list[Finding]:
    with sync_playwright() as playwright, served(folder) as address:
        browser = launch(playwright.chromium)
        judge = Judge(browser.new_page(), folder, address)
        found = [finding for way, path, kind in jobs for finding in way(judge, path, kind)]
        browser.close()
    return found


def judged(folder: Path, jobs: list[tuple[Way, Path, str]]) -> list[str]:
    """What axe and ace find in pages of a folder, each fault once, with how often and where it was seen first."""
    node_modules("judges")  # before two processes would install them
    heavy = sorted(jobs, key=lambda job: -job[1].stat().st_size)
    with ProcessPoolExecutor(HANDS, mp_context=multiprocessing.get_context("spawn")) as pool:
        parts = pool.map(partial(_judge_some, folder), [heavy[i::HANDS] for i in range(HANDS)])
        found = [finding for part in parts for finding in part]
    faults: dict[str, list[tuple[str, str]]] = {}
    for what, html, state in found:
        faults.setdefault(what, []).append((html, state))
    return [f"{what} ({len(seen)} times, first: {seen[0][1]}) {seen[0][0]}" for what, seen in faults.items()]
