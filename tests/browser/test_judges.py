"""Independent judges find nothing: light and dark, narrow and wide, with each control, opened and closed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.judging import as_it_comes, in_every_state, judged, nu, style_for_nu, with_things_open
from tests.tools import NPM
from tests.views import kinds, pages

BROKEN = """<!doctype html><html><head><title>Broken</title></head><body><h1>One</h1><h4>Four</h4>
<img src="a.png"><p style="color: #bbb; background: #fff">pale</p><div id="a"></div><div id="a"></div>
<table><tr><td>a</td><td>b</td></tr></table><form><input></form></body></html>"""


def test_the_judges_can_condemn(tmp_path: Path) -> None:
    (tmp_path / "broken.html").write_text(BROKEN, "utf-8")
    (tmp_path / "broken.css").write_text(".a { colr: red; }", "utf-8")
    assert "alt" in " ".join(nu([tmp_path / "broken.html"]))
    assert "colr" in " ".join(nu([style_for_nu(tmp_path / "broken.css", tmp_path)], "--css"))
    found = " ".join(judged(tmp_path, [(as_it_comes, tmp_path / "broken.html", "")]))
    for rule in (
        "axe color-contrast",
        "axe image-alt",
        "axe heading-order",
        "ace img_alt_valid",
        "ace input_label_exists",
    ):
        assert rule in found


def test_nu_finds_nothing_in_any_page(site: Path) -> None:
    assert nu(pages(site, hosted=True)) == []


def test_nu_finds_nothing_in_style_sheets_and_pictures(site: Path, tmp_path: Path) -> None:
    # Some are Sphinx's: pygments.css, which no page loads.
    sheets = [style_for_nu(path, tmp_path) for path in (site / "_static").glob("*.css") if path.stem != "pygments"]
    assert sheets
    assert nu(sheets, "--css") == []
    pictures = list(site.rglob("*.svg"))
    assert not pictures or nu(pictures, "--svg") == []


@pytest.mark.long
def test_axe_and_ace_find_nothing_on_any_page_nor_on_any_kind_in_any_state(site: Path) -> None:
    named = {path: kind for kind, path in kinds(site, hosted=True).items()}
    every = [(as_it_comes, path, named.get(path, "")) for path in pages(site, hosted=True)]
    states = [(way, path, kind) for path, kind in named.items() for way in (in_every_state, with_things_open)]
    assert judged(site, [*every, *states]) == []


def test_the_public_page_names_the_versions_that_judge(site: Path) -> None:
    said = (site / "accessibility.html").read_text("utf-8")
    versions = json.loads((NPM["judges"] / "package.json").read_text("utf-8"))["dependencies"]
    judges = ("axe-core", "accessibility-checker-engine", "vnu-jar")  # the others judge scripts and style
    assert [name for name in judges if versions[name] not in said] == []
