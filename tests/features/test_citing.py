"""Citations of another text: what is known is given, what is not is left out, and what changed is written again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.features.test_another_text import pages
from tests.small import build

BASE = "https://example.org/lamp"


def facts(site: Path, name: str) -> dict[str, Any]:
    script = (site / "_static" / "cite" / f"{name}.js").read_text("utf-8")
    known: dict[str, Any] = json.loads(script.removeprefix("edition.cited = ").removesuffix(";\n"))
    return known


def end_of(site: Path, name: str) -> str:
    page = (site / name).read_text("utf-8")
    return page[page.index('id="cite"') :]


def test_without_a_base_address_none_is_written(small: Path) -> None:
    site = small / "_build"
    unit = end_of(site, "pages/01.html")
    assert "Nobody, <em>Tales of the Quay</em> (No Press, 1912), The Lamp, Tale 1, The Lamp on Quay Street" in unit
    assert "http" not in unit[: unit.index("</footer>")]
    assert "(The editors, n.d.)" in end_of(site, "glossary/ada.html"), "a year that the build does not know"
    assert facts(site, "01")["url"] == ""
    assert "url" not in (site / "downloads" / "cite" / "01.bib").read_text("utf-8")


@pytest.mark.parametrize("base", [BASE, f"{BASE}/"])
def test_with_a_base_address_every_citation_has_its_own(tale: Path, base: str) -> None:
    site = tale / "_build"
    build(tale, "html", site, "-D", f"html_baseurl={base}")
    assert f'<a href="{BASE}/pages/01.html">{BASE}/pages/01.html</a>' in end_of(site, "pages/01.html")
    assert f'<a href="{BASE}/glossary/ada.html">' in end_of(site, "glossary/ada.html")
    known = facts(site, "01")
    assert known["url"] == f"{BASE}/pages/01.html"
    assert known["forms"].keys() == {"linked"}
    for ending in ("bib", "ris", "json"):
        assert f"{BASE}/pages/01.html" in (site / "downloads" / "cite" / f"01.{ending}").read_text("utf-8")


def test_what_the_text_is_called_cannot_break_a_format(tale: Path) -> None:
    """Braces, quotation marks, ampersands and the processor's own signs are words in a title."""
    witness, site = tale / "source" / "witness.yaml", tale / "_build"
    title = r"""The “Quay” & {its} $5 #1_Lamp <b> 100% \ "x" """.strip()
    witness.write_text(witness.read_text("utf-8").replace("Tales of the Quay", json.dumps(title)), "utf-8")
    build(tale, "html", site)
    item = json.loads((site / "downloads" / "cite" / "01.json").read_text("utf-8"))[0]
    assert item["container-title"] == title
    assert f"T2  - {title}\n" in (site / "downloads" / "cite" / "01.ris").read_text("utf-8")
    shown = title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert f"<em>{shown}</em>" in end_of(site, "pages/01.html")
    assert r"\{its\} \$5 \#1\_Lamp" in (site / "downloads" / "cite" / "01.bib").read_text("utf-8")


def test_new_pages_of_the_pdf_reach_the_cards_and_only_their_pages(tale: Path) -> None:
    site = tale / "_build"
    build(tale, "html", site)
    assert facts(site, "01")["pages"] == {}
    before, then = pages(site), {name: (site / name).stat().st_mtime_ns for name in pages(site)}
    (site / "downloads" / "pages.json").write_text('{"s1.1": 7, "s9.9": 8}', "utf-8")
    shutil.copy(site / ".state", site / "downloads")  # they were made from the same
    build(tale, "html", site)
    assert facts(site, "01")["pages"] == {"1.1": 7}
    changed = {name for name, content in pages(site).items() if content != before[name]}
    assert changed == {"pages/01.html"}, "it names another build of its script"
    written = {name for name in then if (site / name).stat().st_mtime_ns != then[name]}
    assert written - {"search.html", "404.html", "genindex.html", "index.html"} == changed
    build(tale, "html", site, "-E")
    assert facts(site, "01")["pages"] == {"1.1": 7}


def test_files_of_a_page_that_is_gone_go_too(tale: Path) -> None:
    site = tale / "_build"
    (tale / "essay.md").write_text("---\norphan: true\n---\n# Of lamps\n\nWords.\n", "utf-8")
    build(tale, "html", site)
    assert (site / "downloads" / "cite" / "essay.bib").exists()
    (tale / "essay.md").write_text("---\norphan: true\ncite: omit\n---\n# Of lamps\n\nWords.\n", "utf-8")
    build(tale, "html", site)
    assert not (site / "downloads" / "cite" / "essay.bib").exists()
    assert "Cite this page" not in (site / "essay.html").read_text("utf-8")


def test_text_withheld_can_be_cited(tale: Path) -> None:
    (tale / "source" / "lamp.txt").unlink()
    build(tale, "html", tale / "_build", "-D", "edition_text=withheld")
    assert "Tales of the Quay" in end_of(tale / "_build", "pages/01.html")
    assert "The Lamp \ue001" in facts(tale / "_build", "01")["forms"]["bare"]["APA"][1][1]
