"""What was made takes the place of what was published, whole or not at all.  No Sphinx.

The builders work in a folder of their own, which may be half done.  Of it a copy is made beside the site, without what
no reader asks for; there it can be proved; then it changes places with the site.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from edition.editorial.published import DOWNLOADS

STATE = ".state"  # in the folder of each output: the digest of what it was made from
KEPT_BACK = (STATE, ".buildinfo*", ".doctrees", "_sources", ".*.new")


def state_in(folder: Path) -> str:
    """What the output in a folder was made from; nothing, where it was not made to its end."""
    path = folder / STATE
    return path.read_text("utf-8") if path.is_file() else ""


def beside(site: Path) -> tuple[Path, Path]:
    """Where the next site is laid, and where the last one is put."""
    return site.with_name(f"{site.name}.new"), site.with_name(f"{site.name}.old")


def stage(made: Path, site: Path) -> list[str]:
    """Lay the next site beside `site`: what was made last, and what was made from the same.  Tells what is left out."""
    new, old = beside(site)
    if old.exists() and not site.exists():  # broken off between two names
        old.rename(site)
    if new.exists():
        shutil.rmtree(new)
    shutil.copytree(made, new, ignore=shutil.ignore_patterns(*KEPT_BACK))
    parts = {"Web pages": made, "PDFs": made / DOWNLOADS}
    last = max((folder / STATE for folder in parts.values() if state_in(folder)), key=_when, default=None)
    left_out = [name for name, folder in parts.items() if last is None or state_in(folder) != last.read_text("utf-8")]
    for path in [path for path in new.rglob("*") if path.is_file()]:
        if ("PDFs" if path.parent == new / DOWNLOADS else "Web pages") in left_out:
            path.unlink()
    for folder in sorted((path for path in new.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    return left_out


def _when(path: Path) -> int:
    return path.stat().st_mtime_ns


def publish(site: Path) -> None:
    """The next site takes the place of the last."""
    new, old = beside(site)
    if old.exists():
        shutil.rmtree(old)
    if site.exists():
        site.rename(old)
    try:
        new.rename(site)
    except OSError:
        if old.exists():
            old.rename(site)
        raise
    if old.exists():
        shutil.rmtree(old)
