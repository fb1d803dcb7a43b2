"""What making the edition costs, as ratios in one run: against plain Sphinx, after one change, PDFs, check and tests.

`python benchmarks/build.py` prints budget, figure and ratio of each line.  CPU seconds of whole processes, the better
of several runs, taken in turn so that what else the machine does falls on both sides alike; the whole suite, and what
it is compared with, by the clock and once, since both use every core.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from lines import HEAD, line

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

PLAIN = """\
extensions = ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex"]
myst_enable_extensions = ["colon_fence", "attrs_inline"]
bibtex_bibfiles = ["bibliography.bib"]
html_theme = "pydata_sphinx_theme"
project = "plain"
"""


def cost(command: list[str], cwd: Path, environment: dict[str, str] | None = None) -> tuple[float, float]:
    """CPU seconds, user and system, of a command and its children, and the peak memory (MiB) of the largest of them."""
    with tempfile.TemporaryFile("w+") as said:
        surroundings = os.environ | (environment or {})
        process = subprocess.Popen(command, cwd=cwd, stdout=said, stderr=said, env=surroundings)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if status:
            said.seek(0)
            raise SystemExit(said.read())
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def cpu(command: list[str], cwd: Path) -> float:
    """CPU seconds of a command and its children."""
    return cost(command, cwd)[0]


def plain_pages(folder: Path) -> None:
    """The same pages with the same words, the author's as ordinary paragraphs, for Sphinx without the extension."""
    from edition.witness.source import read_source

    text = read_source(ROOT / "source").text
    (folder / "conf.py").write_text(PLAIN, "utf-8")
    shutil.copyfile(ROOT / "bibliography.bib", folder / "bibliography.bib")
    pages = ("index", "apparatus", "rights", "concordance", "bibliography")
    found = [*ROOT.glob("propositions/*.md"), *ROOT.glob("glossary/*.md"), *(ROOT / f"{name}.md" for name in pages)]
    for page in found:
        words = page.read_text("utf-8")
        headword = re.search(r"^  headword: (.*)$", words, re.MULTILINE)
        if headword:
            words = f"# {headword[1]}\n{words.split('---', 2)[2]}"
        words = re.sub(r"\{at\}`([^`]*)`", r"\1", words)
        words = re.sub(r"\{gloss\}`([^`<]*?)(?: <[^`]*)?`", r"\1", words)
        words = re.sub(r"```\{(units|apparatus|register|concordance)\}[^`]*```", "", words)
        words = re.sub(r":::\{headnote\}\n(.*?)\n:::", r"\1", words, flags=re.DOTALL)
        words = re.sub(r":::\{argument\}([^\n]*)\n(.*?)\n:::", r"\1: \2", words, flags=re.DOTALL)
        words = re.sub(r":::\{annotation\}([^\n]*)\n(?::\w+:[^\n]*\n)+(.*?)\n:::", r"\1: \2", words, flags=re.DOTALL)

        def paragraphs(match: re.Match[str]) -> str:
            unit = text.by_number[int(match[1])]
            return "\n\n".join(" ".join(sentence.text for sentence in p.sentences) for p in unit.paragraphs)

        words = re.sub(r":::\{reading-text\} (\d+)\n:::", paragraphs, words)
        target = folder / page.relative_to(ROOT)
        target.parent.mkdir(exist_ok=True)
        target.write_text(words, "utf-8")


def one_change(folder: Path, runs: int) -> tuple[float, float]:
    """CPU seconds of a full build of a copy, and of the build after an entry of it has changed."""
    source = folder / "copy"
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    for name in names:
        if name and (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, source / name)
    changed = max(source.glob("glossary/*.md"), key=lambda path: path.stat().st_size)
    full = cpu(sphinx(source, folder / "changed"), folder)
    after = []
    for number in range(runs):
        changed.write_text(changed.read_text("utf-8") + f"\nChange {number}.\n", "utf-8")
        after.append(cpu(sphinx(source, folder / "changed"), folder))
    return full, min(after)


def sphinx(source: Path, out: Path, builder: str = "html", *more: str) -> list[str]:
    doctrees = out.parent / f"{out.name}-doctrees"
    return [sys.executable, "-m", "sphinx", "-q", "-b", builder, "-d", str(doctrees), *more, str(source), str(out)]


def made(folder: Path, target: str) -> float:
    """Seconds on the clock that `make` takes, in a folder where nothing is yet."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    command = ["make", target, f"OUT={folder / target}"]
    started = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=clean, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "plain").mkdir()
        plain_pages(folder / "plain")
        ours, plain, check, pdf = [], [], [], []
        cpu(sphinx(ROOT, folder / "warm"), folder)  # cuts the face, once and for all
        for _ in range(runs):
            plain.append(cpu(sphinx(folder / "plain", folder / "plain-out", "html", "-E", "-a"), folder))
            ours.append(cpu(sphinx(ROOT, folder / "ours", "html", "-E", "-a"), folder))
            check.append(cpu(sphinx(ROOT, folder / "check", "dummy", "-E"), folder))
            pdf.append(cost(sphinx(ROOT, folder / "pdf", "pdf"), folder))
        seconds, memory = min(pdf[1:] or pdf)
        full, after = one_change(folder, runs)
        site, suite = made(folder, "site"), made(folder, "test")

        def ratio(what: str, budget: float, one: float, other: float) -> str:
            return line(what, budget, one / other, f"{one:.2f} s / {other:.2f} s of CPU")

        print(HEAD)
        print(ratio("full build / plain Sphinx, same theme and pages", 1.3, min(ours), min(plain)))
        print(ratio("one entry changed / full build", 0.2, after, full))
        print(ratio("make check / full build", 0.33, min(check), min(ours)))
        beside = f"{suite:.0f} s / {site:.0f} s by the clock"
        print(line("whole suite / make site from nothing", 8, suite / site, beside))
        print(line("whole PDF and handouts, doctrees read (s of CPU)", 12, seconds))
        print(line("the same: peak memory (MiB)", 1024, memory))


if __name__ == "__main__":
    main()
