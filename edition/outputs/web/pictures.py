"""The picture of each page for a shared link, and the icon of a telephone, drawn at build by the engine of the PDFs.

What is to be seen names the file, so a picture is drawn once and found again by the next build; all that are not
there yet are drawn in one go.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging

from edition.base import colors, fonts
from edition.base.domain import edition_of
from edition.base.fonts import PRINT, cut_fonts, font_folder
from edition.base.reporting import stop
from edition.outputs.web.cards import Card, card_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

HERE = Path(__file__).parent
DRAWING = [*(HERE.parent / "pdf" / name for name in ("card.typ", "look.typ")), colors.FILE]
ICON = HERE / "static" / "icon.svg"
FOLDER = "_static/pictures"
TOUCH_ICON = "_static/touch-icon.png"
COLORS = 24  # paper, ink, our voice, oxblood and the steps between them: a third of the bytes, and no eye sees it


@cache
def _look() -> str:
    """What decides how a picture looks, besides what stands on it."""
    files = [*DRAWING, ICON, Path(fonts.__file__)]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def frame(app: Sphinx) -> dict[str, str]:
    """What stands on every picture: the edition, its author and the work."""
    witness = edition_of(app.env).witness
    return {"edition": app.config.project, "author": witness["author"], "work": witness["title"]}


def picture_name(app: Sphinx, docname: str) -> str:
    """The file of a page's picture, named by all that is to be seen on it."""
    return _name(app, card_of(app.env, docname))


def _name(app: Sphinx, card: Card) -> str:
    seen = json.dumps([_look(), frame(app), card], sort_keys=True)
    return f"{hashlib.sha256(seen.encode()).hexdigest()[:12]}.png"


def picture_address(app: Sphinx, docname: str) -> str:
    return f"{app.config.html_baseurl}{FOLDER}/{picture_name(app, docname)}"


def _fonts(app: Sphinx) -> Path:
    return font_folder(app) / "print"


def provide_fonts(app: Sphinx) -> None:
    """Cut the face of the pictures, at a time when no extension has yet told all libraries to report their work."""
    if app.config.html_baseurl:
        cut_fonts(_fonts(app), PRINT)


def draw_pictures(app: Sphinx) -> None:
    """Put the pictures of all pages, where a base address is set, and the icon into the site."""
    site, kept = Path(app.outdir), Path(app.doctreedir).parent / "pictures"
    icon = f"icon-{_look()[:12]}.png"
    shown = sorted(app.env.found_docs) if app.config.html_baseurl else []
    cards = {_name(app, card): card for card in (card_of(app.env, doc) for doc in shown)}
    missing = {name: card for name, card in cards.items() if not (kept / name).exists()}
    if missing or not (kept / icon).exists():
        _draw(app, kept, missing, icon)
    shutil.rmtree(site / FOLDER, ignore_errors=True)
    for name in cards:
        (site / FOLDER).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(kept / name, site / FOLDER / name)
    shutil.copyfile(kept / icon, site / TOUCH_ICON)


def _draw(app: Sphinx, kept: Path, cards: dict[str, Card], icon: str) -> None:
    """Draw `cards` and the icon in one go; an interrupted build leaves no half of a picture."""
    import typst  # imported here, since most builds find every picture drawn

    logger.info("drawing %d pictures for shared links", len(cards))
    work = kept / "work"
    work.mkdir(parents=True, exist_ok=True)
    for path in DRAWING:
        shutil.copyfile(path, work / path.name)
    (work / ICON.name).write_text(colors.colored(ICON.read_text("utf-8"), colors.read_colors()), "utf-8")
    written: dict[str, Any] = {**frame(app), "icon": True, "cards": [card._asdict() for card in cards.values()]}
    (work / "cards.json").write_text(json.dumps(written), "utf-8")
    try:
        drawn = typst.compile(
            str(work / "card.typ"), format="png", ppi=72.0, font_paths=[str(_fonts(app))], ignore_system_fonts=True
        )
    except typst.TypstError as error:
        stop(f"The pictures of the pages cannot be drawn: {error.message}")
    pages = drawn if isinstance(drawn, list) else [drawn]
    _keep(kept, zip([*cards, icon], pages, strict=True))


def _keep(kept: Path, pictures: Iterable[tuple[str, bytes]]) -> None:
    from PIL import Image

    for name, picture in pictures:
        image = Image.open(io.BytesIO(picture)).convert("RGB")
        few = image.quantize(COLORS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        part = kept / f"{name}.part"
        few.save(part, "PNG", compress_level=9)
        part.replace(kept / name)
