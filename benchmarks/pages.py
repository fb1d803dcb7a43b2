"""What a page costs its reader, beside other themes with the same text on the same machine.

`python benchmarks/pages.py SITE` prints, for the heaviest page of a unit: its first view (bytes, requests, third
parties), Lighthouse's scores and times on its simulated phone (the median of some runs), and what judges find on all
pages.  The others are made of the same words as plain pages: pydata-sphinx-theme untouched, Furo, mkdocs-material.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from build import cost, plain_pages, sphinx
from lines import HEAD, line
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

SCORES = ("performance", "accessibility", "best-practices", "seo")
TIMES = ("largest-contentful-paint", "cumulative-layout-shift", "total-blocking-time")


def others(folder: Path) -> dict[str, Path]:
    """The same words as plain pages: the name of a theme, and the folder of its site."""
    source = folder / "plain"
    source.mkdir()
    plain_pages(source)
    built = {}
    for name, theme in (("pydata", "pydata_sphinx_theme"), ("Furo", "furo")):
        built[name] = folder / theme
        cost(sphinx(source, built[name], "html", "-D", f"html_theme={theme}"), folder)
    built["material"] = folder / "material"
    settings = {
        "site_name": "plain",
        "docs_dir": str(source),
        "site_dir": str(built["material"]),
        "use_directory_urls": False,
        # With its usual face from elsewhere there would be third parties.
        "theme": {"name": "material", "font": False},
    }
    (folder / "mkdocs.yml").write_text(json.dumps(settings), "utf-8")  # JSON is YAML
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(folder / "mkdocs.yml")]
    cost(command, folder, {"NO_MKDOCS_2_WARNING": "1"})
    return built


def lighthouse(url: str, runs: int) -> dict[str, float]:
    """Scores (0 to 100) and times (milliseconds; a shift has no unit): the median of some runs on a simulated phone."""
    from tests.tools import find_browser, node_modules

    program = node_modules("lighthouse") / "lighthouse" / "cli" / "index.js"
    command = ["node", str(program), url, "--quiet", "--output=json", "--chrome-flags=--headless=new --no-sandbox"]
    command.append(f"--only-categories={','.join(SCORES)}")
    environment = os.environ | {"CHROME_PATH": find_browser() or ""}
    found: list[dict[str, Any]] = []
    for _ in range(runs):
        ran = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
        found.append(json.loads(ran.stdout))
    figures = {name: statistics.median(100 * one["categories"][name]["score"] for one in found) for name in SCORES}
    return figures | {name: statistics.median(one["audits"][name]["numericValue"] for one in found) for name in TIMES}


def first_views(sites: dict[str, tuple[str, str]]) -> None:
    """Print the lines of the first view; `sites` are names with address and page, ours first."""
    from tests.serving import first_view
    from tests.views import launch

    with sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        views = {name: first_view(browser, *where) for name, where in sites.items()}
        browser.close()
    our, *rest = views.values()
    names = list(views)[1:]

    def beside(figures: list[float]) -> str:
        return " · ".join(f"{name} {figure:g}" for name, figure in zip(names, figures, strict=True))

    kilo = [round(one.without_fonts / 1000, 1) for one in rest]
    print(line("first view without fonts, compressed (KB)", 40, our.without_fonts / 1000, beside(list(kilo))))
    kilo = [round((one.without_fonts + one.fonts) / 1000, 1) for one in rest]
    print(line("first view with the text face (KB)", 90, (our.without_fonts + our.fonts) / 1000, beside(list(kilo))))
    print(line("requests of a first view", 8, our.requests, beside([one.requests for one in rest])))
    print(line("requests to third parties", 0, our.third_parties, beside([one.third_parties for one in rest])))


# Scroll through the text, a step a frame; the milliseconds of each frame.
SCROLL = """() => new Promise((done) => {
  const times = [];
  let last = performance.now();
  document.querySelector('.reading-text').scrollIntoView();
  const step = (now) => {
    times.push(now - last);
    last = now;
    scrollBy(0, 12);
    if (times.length < 120) requestAnimationFrame(step); else done(times);
  };
  requestAnimationFrame(step);
})"""


def scrolling(url: str) -> None:
    """Print the line of frames while one scrolls through a page with notes in its margin, on a slow machine."""
    from tests.views import launch

    with sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.goto(url)
        page.wait_for_selector(".annotations.placed", state="attached")
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
        times = sorted(page.evaluate(SCROLL)[2:])
        browser.close()
    print(line("a frame while scrolling, 4 times slower: 95 of 100 within (ms)", 50, times[len(times) * 95 // 100]))


def phone(sites: dict[str, tuple[str, str]], runs: int) -> None:
    """Print the lines of Lighthouse."""
    found = {name: lighthouse("/".join(where), runs) for name, where in sites.items()}
    our, *rest = found.values()
    names = list(found)[1:]
    for name in (*SCORES, *TIMES):
        unit = 1000 if name == "largest-contentful-paint" else 1
        figures = [f"{who} {one[name] / unit:.3g}" for who, one in zip(names, rest, strict=True)]
        budget = {"largest-contentful-paint": 1.3}.get(name, 100 if name in SCORES else 0)
        what = f"Lighthouse, phone: {name}{' (s)' if unit > 1 else ''}"
        print(line(what, budget, our[name] / unit, " · ".join(figures), least=name in SCORES), flush=True)


def judges(site: Path) -> None:
    """Print what independent judges find on all pages as they come."""
    from tests.judging import as_it_comes, judged, nu
    from tests.views import pages

    print(line("Nu HTML checker: findings on all pages", 0, len(nu(pages(site, hosted=True)))))
    found = judged(site, [(as_it_comes, path, "") for path in pages(site, hosted=True)])
    print(line("axe-core and IBM ace: kinds of findings on all pages", 0, len(found)))
    for one in found:
        print(f"    {one[:200]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--without", nargs="*", default=(), choices=("lighthouse", "judges"))
    given = parser.parse_args()
    from contextlib import ExitStack

    from tests.serving import served
    from tests.views import kinds

    page = kinds(given.site)["units"].relative_to(given.site).as_posix()
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folders = {"ours": given.site.resolve(), **others(Path(name))}
        sites = {who: (stack.enter_context(served(folder)), page) for who, folder in folders.items()}
        print(f"{page}\n{HEAD}", flush=True)
        first_views(sites)
        scrolling("/".join(sites["ours"]))
        if "lighthouse" not in given.without:
            phone(sites, given.runs)
    if "judges" not in given.without:
        judges(given.site)


if __name__ == "__main__":
    main()
