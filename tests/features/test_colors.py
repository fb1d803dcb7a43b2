"""One color changed in one file changes everywhere: style, icon, frame of the browser, pictures, PDFs."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from edition.base.colors import FILE, read_colors
from tests.small import ROOT, build_apart

OLD, NEW = "#8c2a1c", "#1c5a8c"
OLD_PAPER, NEW_PAPER = "#fffdf9", "#f0fff0"
BASE_ADDRESS = "https://example.org/edition/"


def rgb(color: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(color[1:]))


def pdf_colors(path: Path) -> set[tuple[int, ...]]:
    """Every color with which something is written or drawn in a PDF."""
    found = set()
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            for drawn in pikepdf.parse_content_stream(page):
                if str(drawn.operator) in ("rg", "scn", "sc") and len(drawn.operands) == 3:
                    found.add(tuple(round(float(part) * 255) for part in drawn.operands))
    return found


@pytest.fixture
def recolored(tale: Path, tmp_path: Path) -> Path:
    """The small edition, made by this code with another accent and another paper."""
    code = tmp_path / "code"
    shutil.copytree(ROOT / "edition", code / "edition", ignore=shutil.ignore_patterns("__pycache__"))
    file = code / FILE.relative_to(ROOT)
    file.write_text(file.read_text("utf-8").replace(OLD, NEW).replace(OLD_PAPER, NEW_PAPER), "utf-8")
    build_apart(tale, "html", tale / "site", "-D", f"html_baseurl={BASE_ADDRESS}", code=code)
    build_apart(tale, "pdf", tale / "site" / "downloads", code=code)
    return tale / "site"


def test_one_change_reaches_everything(recolored: Path) -> None:
    look_at_words(recolored)
    look_at_drawings(recolored)


def look_at_words(recolored: Path) -> None:
    for path in recolored.rglob("*"):
        if path.suffix in (".html", ".css", ".svg"):
            words = path.read_text("utf-8")
            assert OLD not in words, path
            assert OLD_PAPER not in words, path
    style, icon = ((recolored / "_static" / name).read_text("utf-8") for name in ("edition.css", "icon.svg"))
    assert f"--accent:light-dark({NEW}," in style
    assert NEW in icon
    assert NEW_PAPER in icon
    page = (recolored / "pages" / "01.html").read_text("utf-8")
    night = read_colors()["paper"].night
    assert re.findall(r'name="theme-color".*content="(.*)"', page) == [NEW_PAPER, night]


def look_at_drawings(recolored: Path) -> None:
    touch = Image.open(recolored / "_static" / "touch-icon.png").convert("RGB")
    assert touch.getpixel((2, 90)) == rgb(NEW)
    for path in (recolored / "_static" / "pictures").iterdir():
        corner = Image.open(io.BytesIO(path.read_bytes())).convert("RGB").getpixel((3, 3))
        assert isinstance(corner, tuple)
        # A picture is brought down to few colors, which moves a part of one by a step.
        assert all(abs(a - b) <= 2 for a, b in zip(corner, rgb(NEW_PAPER), strict=True)), path
    for path in (recolored / "downloads").glob("*.pdf"):
        used = pdf_colors(path)
        assert rgb(NEW) in used, path
        assert rgb(OLD) not in used, path


@pytest.mark.parametrize("color", ["#8c2a1", "#8C2A1C", "red"])
def test_a_color_is_written_in_one_way(tmp_path: Path, color: str) -> None:
    file = tmp_path / "colors.yaml"
    file.write_text(f'ink: {{day: "{color}", night: "#ffffff", sepia: "#000000"}}', "utf-8")
    with pytest.raises(ValueError, match="ink has"):
        read_colors(file)


def test_a_ground_that_is_none_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "colors.yaml"
    file.write_text('ink: {day: "#000000", night: "#ffffff", sepia: "#000000", dusk: "#000000"}', "utf-8")
    with pytest.raises(TypeError):
        read_colors(file)
