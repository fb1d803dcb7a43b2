"""What is printed from the site has the colors of print, and whole pictures, whatever is on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from edition.base.colors import read_colors
from tests.small import build

COLORS = """names => Object.fromEntries(names.map(name => {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = `var(--${name})`;
  return [name, getComputedStyle(probe).color];
}))"""
SIZE = "(({ width, height }) => [width, height])(document.querySelector('img').getBoundingClientRect())"


def rgb(color: str) -> str:
    return f"rgb({', '.join(str(part) for part in bytes.fromhex(color[1:]))})"


@pytest.mark.parametrize("theme", ["", "light", "dark", "sepia"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_print_has_its_own_colors(browser: Browser, small: Path, theme: str, scheme: str) -> None:
    page = browser.new_page()
    page.goto((small / "_build" / "pages" / "01.html").as_uri())
    page.evaluate("theme => { if (theme) document.documentElement.dataset.theme = theme; }", theme)
    page.emulate_media(media="print", color_scheme="dark" if scheme == "dark" else "light")
    colors = read_colors()
    wanted = {name: rgb(color.print) for name, color in colors.items()}
    wanted |= {"paper": "rgb(255, 255, 255)", "ink": "rgb(0, 0, 0)"}
    assert page.evaluate(COLORS, list(colors)) == wanted
    page.close()


def test_a_picture_is_no_wider_than_its_column(browser: Browser, tale: Path) -> None:
    from PIL import Image

    Image.new("RGB", (3000, 1200), "#888888").save(tale / "pages" / "wide.png")
    path = tale / "pages" / "01.md"
    path.write_text(f"{path.read_text('utf-8')}\n![A grey field.](wide.png)\n", "utf-8")
    build(tale, "html", tale / "_build")
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto((tale / "_build" / "pages" / "01.html").as_uri())
    width, height = page.evaluate(SIZE)
    assert 200 < width < 390
    assert height == pytest.approx(width * 0.4, abs=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


@pytest.mark.parametrize("script", [True, False])
def test_a_unit_takes_few_pages_and_loses_nothing(browser: Browser, site: Path, tmp_path: Path, script: bool) -> None:
    """The densest unit: text, notes, terms and works, whatever is shut on the screen; and no ways through the site."""
    context = browser.new_context(java_script_enabled=script, viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.goto((site / "propositions" / "05-neither-genoa-nor-rapallo.html").resolve().as_uri())
    page.pdf(path=tmp_path / "unit.pdf", format="A4", prefer_css_page_size=True)
    context.close()
    pages = [sheet.extract_text() for sheet in PdfReader(tmp_path / "unit.pdf").pages]
    words = " ".join(" ".join(pages).split())
    assert len(pages) <= 7
    assert pages[0].lower().startswith("jon jacobson, when the soviet union")
    for last in (
        "convened fifty years",
        "In this argument",
        "Key terms",
        "Works cited here",
        "Young Plan",
        "Weber, Hermann",
    ):
        assert last in words, last
    for way in ("Referred to", "Menu", "large print", "Privacy"):
        assert way not in words, way
