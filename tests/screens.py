"""Pictures of every kind of page at three widths, light and dark, and of what a reader can do to one, to look at.

`make screens` writes them into `_build/screens/`, with an `index.html` that shows them side by side.
"""

from __future__ import annotations

import argparse
import html
import multiprocessing
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.views import OPENED, Opened, choose, kinds, launch, offline

WIDTHS = (390, 820, 1366)
TALLEST = 2600  # px of a page that are shown: enough to judge, and little to keep
HANDS = 2
SETTINGS = {"sepia": ("theme", "sepia"), "text only": ("only", "on"), "huge": ("size", "huge")}


@dataclass(frozen=True)
class Shot:
    """One picture: of which page, how wide, by day or by night, and in what state ("" is as it comes)."""

    kind: str
    path: Path
    width: int
    scheme: str
    state: str

    @property
    def file(self) -> str:
        name = "-".join(filter(None, (self.kind, self.state, str(self.width), self.scheme)))
        return name.replace("/", "-").replace(" ", "-") + ".jpg"


def wanted(site: Path) -> Iterator[Shot]:
    for kind, path in kinds(site).items():
        for width in WIDTHS:
            for scheme in ("light", "dark"):
                yield Shot(kind, path, width, scheme, "")
                for thing in OPENED:
                    if kind in thing.kinds and width != WIDTHS[1]:
                        yield Shot(kind, path, width, scheme, thing.name)
        if kind in ("units", "index"):
            states = [*SETTINGS, "no script", "print", "forced colours"]
            yield from (
                Shot(kind, path, width, "light", state) for state in states for width in (WIDTHS[0], WIDTHS[-1])
            )


def _prepare(page: Page, state: str) -> None:
    opened: dict[str, Opened] = {thing.name: thing for thing in OPENED}
    if state in opened:
        opened[state].act(page)
    elif state in SETTINGS:
        choose(page, *SETTINGS[state])
    elif state == "print":
        page.emulate_media(media="print")


def _take(job: tuple[list[Shot], Path]) -> None:
    shots, folder = job
    with sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        for shot in shots:
            forced = "active" if shot.state == "forced colours" else "none"
            script = shot.state != "no script"
            height = 844 if shot.width < 800 else 900
            context = offline(
                browser, shot.width, height, color_scheme=shot.scheme, forced_colors=forced, java_script_enabled=script
            )
            page = context.new_page()
            page.goto(shot.path.resolve().as_uri())
            _prepare(page, shot.state)
            # What floats over a page is placed in the window that a reader has.
            whole = page.evaluate("() => document.documentElement.scrollHeight") if script else TALLEST
            if shot.state not in {thing.name for thing in OPENED}:
                page.set_viewport_size({"width": shot.width, "height": min(whole, TALLEST)})
            page.screenshot(path=folder / shot.file, type="jpeg", quality=80)
            context.close()
        browser.close()


def index(shots: list[Shot]) -> str:
    """A page with the pictures, a section a kind."""
    sections = []
    for kind in dict.fromkeys(shot.kind for shot in shots):
        figures = "".join(
            f'<figure><a href="{shot.file}"><img loading="lazy" src="{shot.file}" alt=""></a>'
            f"<figcaption>{html.escape(shot.state or 'as it comes')}, {shot.width}, {shot.scheme}</figcaption></figure>"
            for shot in shots
            if shot.kind == kind
        )
        sections.append(f"<h2>{html.escape(kind)}</h2><div>{figures}</div>")
    style = "body{font:15px serif;margin:2rem}div{display:flex;flex-wrap:wrap;gap:1rem;align-items:flex-start}"
    style += "figure{margin:0}img{height:30rem;border:1px solid #999}"
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Screens</title><style>{style}</style>'
    return f"{head}<h1>{len(shots)} screens</h1>{''.join(sections)}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    started = time.perf_counter()
    given.folder.mkdir(parents=True, exist_ok=True)
    for old in given.folder.glob("*.jpg"):
        old.unlink()
    shots = list(wanted(given.site))
    with ProcessPoolExecutor(HANDS, mp_context=multiprocessing.get_context("spawn")) as pool:
        list(pool.map(_take, [(shots[i::HANDS], given.folder) for i in range(HANDS)]))
    (given.folder / "index.html").write_text(index(shots), "utf-8")
    seconds = time.perf_counter() - started
    print(f"{len(shots)} screens in {seconds:.0f} seconds: {given.folder.resolve() / 'index.html'}")


if __name__ == "__main__":
    main()
