"""How the edition grows: a made-up edition of N units and 2N entries, built at two sizes in one run.

`python benchmarks/scale.py` prints CPU seconds a page and peak memory of the web site at 100 and 1,000 units, and of
the PDFs, the book and two handouts a unit, at 10 and 1,000; their ratios; and the weight of a page of the web.
Everything is written into a temporary folder.  The book of 1,000 units takes some 10 GiB of memory; with
`--print 10 100` one is enough.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pikepdf
from lines import HEAD, line

ROOT = Path(__file__).parent.parent
WORDS = "the and of revolution treaty state party power war peace loan debt world order foreign policy crisis".split()

CONF = """\
extensions = ["myst_parser", "sphinxcontrib.bibtex", "edition"]
myst_enable_extensions = ["colon_fence"]
bibtex_bibfiles = ["bibliography.bib"]
bibtex_reference_style = "edition"
bibtex_default_style = "edition"
html_theme = "pydata_sphinx_theme"
html_theme_options = {"disable_search": True, "check_switcher": False}
project = "made up"
smartquotes = False
edition_limits = {"headnote": (1, 120), "annotation": (1, 150), "entry": (1, 250)}
exclude_patterns = ["_build"]
"""


def name_of(number: int) -> str:
    """A name that no other word is part of: Bakola, Dimesu …"""
    syllables = ["ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo"]
    parts = []
    for _ in range(4):
        number, rest = divmod(number, len(syllables))
        parts.append(syllables[rest])
    return "".join(parts).capitalize()


def made_up(folder: Path, units: int) -> None:
    """Units of eight sentences, each naming two entries and annotated twice; two entries a unit; one work in ten."""
    chance = random.Random(units)  # noqa: S311 (nothing is secret)
    names = [name_of(i) for i in range(2 * units)]
    lines = ["Made up"]
    (folder / "pages").mkdir(parents=True)
    (folder / "glossary").mkdir()
    (folder / "source").mkdir()
    for unit in range(1, units + 1):
        sentences = []
        for i in range(8):
            words = [chance.choice(WORDS) for _ in range(20)]
            words.insert(5, names[(2 * unit + i) % len(names)])
            words.insert(12, chance.choice(names))
            sentences.append(f"Sentence {' '.join(words)} mark{unit}x{i}.")
        lines.append(f"{unit}. {' '.join(sentences)}")
        page = [f"# Unit {unit}", f"\n:::{{headnote}}\nSee {{at}}`{chance.randint(1, units)}.3`.\n:::\n"]
        page.append(f":::{{reading-text}} {unit}\n:::\n")
        for i in (2, 6):
            note = f":::{{annotation}} {unit}.{i + 1} mark{unit}x{i}\n:kind: context\n"
            page.append(f"{note}A note {{cite:p}}`w{unit // 10}`.\n:::\n")
        (folder / "pages" / f"{unit:05}.md").write_text("\n".join(page), "utf-8")
    for i, name in enumerate(names):
        front = f"---\nentry:\n  headword: {name}\n  type: concept\n  forms: [{name}]\n  gloss: What {name} is.\n"
        front += f"  related: [{names[i - 1].lower()}]\n  sources: [w{(i // 2 + 1) // 10}]\n"
        front += "  checked: 2026-11-24\n  certainty: high\n---\n"
        (folder / "glossary" / f"{name.lower()}.md").write_text(front + f"\nOf {name}.\n", "utf-8")
    text = "\n".join(lines) + "\n"
    (folder / "source" / "text.txt").write_text(text, "utf-8")
    seal = hashlib.sha256(text.encode()).hexdigest()
    witness = f"siglum: M\nfile: text.txt\nseal: {seal}\nauthor: N\ntitle: Made up\nrights: none\n"
    (folder / "source" / "witness.yaml").write_text(witness, "utf-8")
    (folder / "source" / "emendations.yaml").write_text("emendations: []\n", "utf-8")
    works = [
        f"@book{{w{i},\n  author = {{Writer{i}, A.}},\n  title = {{T}},\n  year = {{1990}},\n  verified = {{https://example.org/}}\n}}\n"
        for i in range(units // 10 + 1)
    ]
    (folder / "bibliography.bib").write_text("\n".join(works), "utf-8")
    (folder / "bibliography.md").write_text("# Works\n\n```{bibliography}\n```\n", "utf-8")
    lists = "```{register}\n```\n\n```{concordance}\n```\n\n```{toctree}\n:glob:\n:hidden:\n\n*\n```\n"
    (folder / "glossary" / "index.md").write_text(f"# Glossary\n\n{lists}", "utf-8")
    contents = "# Made up\n\n```{toctree}\n:glob:\n:hidden:\n\npages/*\nglossary/index\nbibliography\n```\n"
    (folder / "index.md").write_text(contents, "utf-8")
    (folder / "conf.py").write_text(CONF, "utf-8")


def build(folder: Path, builder: str) -> tuple[float, float]:
    """CPU seconds and peak memory (MiB) of one build, in a process of its own."""
    doctrees = folder / "_build" / "doctrees"
    command = [sys.executable, "-m", "sphinx", "-q", "-b", builder, "-d", str(doctrees)]
    command += [str(folder), str(folder / "_build" / builder)]
    started = time.perf_counter()
    process = subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(ROOT)})
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"the build of {folder} failed after {time.perf_counter() - started:.0f} s")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def laid_out(top: Path, units: int) -> Path:
    """An edition of so many units, with its addresses, and the cuts of the face that a first one has made."""
    folder = top / str(units)
    if not folder.exists():
        made_up(folder, units)
        fonts = top / "10" / "_build" / "fonts"
        if fonts.exists():
            (folder / "_build").mkdir()
            (folder / "_build" / "fonts").symlink_to(fonts)
        build(folder, "addresses")
    return folder


def web(folder: Path, units: int) -> tuple[float, float, float]:
    """Milliseconds of CPU a page, peak memory (MiB), bytes of a page."""
    seconds, memory = build(folder, "html")
    each = 1000 * seconds / (3 * units + 3)
    weight = (folder / "_build" / "html" / "pages" / f"{units // 2:05}.html").stat().st_size
    print(
        f"{units:6} units: {seconds:7.1f} s CPU, {each:6.2f} ms a page, {memory:6.0f} MiB, a page weighs {weight} bytes"
    )
    return each, memory, float(weight)


def print_all(folder: Path, units: int) -> tuple[float, float]:
    """Milliseconds of CPU a page of all PDFs, once the doctrees are read, and peak memory (MiB)."""
    build(folder, "dummy")
    seconds, memory = build(folder, "pdf")
    pages = 0
    for path in (folder / "_build" / "pdf").glob("*.pdf"):
        with pikepdf.open(path) as opened:
            pages += len(opened.pages)
    each = 1000 * seconds / pages
    print(f"{units:6} units: {seconds:7.1f} s CPU, {each:6.2f} ms a page of {pages} in PDFs, {memory:6.0f} MiB")
    return each, memory


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--units", type=int, nargs=2, default=(100, 1000), help="of the web site")
    parser.add_argument("--print", type=int, nargs=2, default=(10, 1000), help="of the PDFs", dest="printed")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        warm = laid_out(top, 10)
        build(warm, "html")  # cuts the face, once and for all
        build(warm, "pdf")
        few, many = (web(laid_out(top, units), units) for units in given.units)
        thin, thick = (print_all(laid_out(top, units), units) for units in given.printed)
    at = f"at {given.units[1]} units"
    print(HEAD)
    print(line(f"time a page {at} / at {given.units[0]}", 1.5, many[0] / few[0]))
    print(line(f"memory {at} (MiB)", 2048, many[1]))
    print(line(f"weight of a page {at} / at {given.units[0]}", 1.1, many[2] / few[2]))
    print(line(f"PDFs: time a page at {given.printed[1]} units / at {given.printed[0]}", 1.5, thick[0] / thin[0]))


if __name__ == "__main__":
    main()
