"""What the edition costs, as ratios in one run: its build against plain Sphinx with the same theme and pages.

`python benchmarks/build.py` prints budget, figure and ratio of each line.  CPU seconds of whole processes, the better
of several runs, taken in turn so that what else the machine does falls on both sides alike.
"""

from __future__ import annotations

import argparse
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

PLAIN = """\
extensions = ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex"]
myst_enable_extensions = ["colon_fence", "attrs_inline"]
bibtex_bibfiles = ["bibliography.bib"]
html_theme = "pydata_sphinx_theme"
project = "plain"
"""


def cpu(command: list[str], cwd: Path) -> float:
    """CPU seconds, user and system, of a command and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def plain_pages(folder: Path) -> None:
    """The same pages with the same words, the author's as ordinary paragraphs, for Sphinx without the extension."""
    from edition.witness import read_source

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


def sphinx(source: Path, out: Path, builder: str = "html", *more: str) -> list[str]:
    doctrees = out.parent / f"{out.name}-doctrees"
    return [sys.executable, "-m", "sphinx", "-q", "-b", builder, "-d", str(doctrees), *more, str(source), str(out)]


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
            pdf.append(cpu(sphinx(ROOT, folder / "pdf", "pdf"), folder))
        print(f"{'what':44} {'budget':>8} {'figure':>8}  seconds of CPU")
        lines = [
            ("full build / plain Sphinx, same theme and pages", 1.3, min(ours) / min(plain), (min(ours), min(plain))),
            ("check / full build", 0.33, min(check) / min(ours), (min(check), min(ours))),
            ("PDF and handouts, doctrees read (seconds)", 12, min(pdf[1:] or pdf), (min(pdf),)),
        ]
        for what, budget, figure, seconds in lines:
            shown = " / ".join(f"{second:.2f}" for second in seconds)
            print(f"{what:44} {budget:8} {figure:8.2f}  {shown}{'' if figure <= budget else '   OVER BUDGET'}")


if __name__ == "__main__":
    main()
