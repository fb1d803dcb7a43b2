"""What we lean on in the theme's layout: an upgrade that changes it must not pass unseen.

`tests/golden/theme.json` records it, with the versions; ``pytest tests/features/test_theme.py --update-golden`` writes
it anew, once somebody has looked.
"""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, meta, nodes

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "theme.json"
OURS = sorted((ROOT / "edition" / "outputs" / "web" / "templates").glob("*.html"))
UPSTREAM = {
    "pydata_sphinx_theme/layout.html": ("pydata_sphinx_theme", "theme/pydata_sphinx_theme/layout.html"),
    "basic/layout.html": ("sphinx", "themes/basic/layout.html"),
}
JINJA = Environment(extensions=["jinja2.ext.i18n"])  # noqa: S701 (parsed, never rendered)


def parsed(template: str) -> nodes.Template:
    return JINJA.parse(template)


def blocks(template: str) -> dict[str, str]:
    """Every block of a template, with a digest of what is in it, blanks and comments left out."""
    return {
        block.name: hashlib.sha256(repr(block.body).encode()).hexdigest()[:12]
        for block in parsed(template).find_all(nodes.Block)
    }


def names(template: str) -> set[str]:
    """Every name that a template takes from its context."""
    found = list(parsed(template).find_all(nodes.Name))
    return {name.name for name in found if name.ctx == "load"} - {name.name for name in found if name.ctx != "load"}


def recorded() -> dict[str, Any]:
    """Both layouts as installed: blocks with a digest of their content, templates included, names of the context."""
    found: dict[str, Any] = {"versions": {name: version(name) for name in ("pydata-sphinx-theme", "sphinx")}}
    for name, (package, path) in UPSTREAM.items():
        source = files(package).joinpath(path).read_text("utf-8")
        found[name] = {
            "blocks": blocks(source),
            "templates": sorted(str(each) for each in meta.find_referenced_templates(parsed(source))),
            "names": sorted(names(source)),
        }
    return found


def leaned_on() -> set[str]:
    """The blocks that our templates replace, and the names that they use."""
    templates = [path.read_text("utf-8") for path in OURS]
    return {name for template in templates for name in (*blocks(template), *names(template))}


def differences(old: Any, new: Any, where: str = "") -> list[str]:
    """Every leaf in which two records differ, in words."""
    if isinstance(old, dict) and isinstance(new, dict):
        return [
            line
            for key in sorted(old.keys() | new.keys())
            for line in differences(old.get(key), new.get(key), f"{where} › {key}" if where else key)
        ]
    if isinstance(old, list) and isinstance(new, list):
        gone, come = sorted(set(old) - set(new)), sorted(set(new) - set(old))
        changes = {"gone": gone, "new": come}
        return [f"{where}: {what} {', '.join(which)}" for what, which in changes.items() if which]
    return [] if old == new else [f"{where}: {old} → {new}"]


LOOK = """The layout that ours is built on has changed:
  {}
What ours leans on in it: {}.
Look at: a block of these whose content changed (what does the new one do that ours in layout.html
lacks?) or that is gone (ours is then drawn nowhere); a new block (what does it load, in a place that we do not
replace?); a name of these that is gone (it is then empty). Then: pytest tests/features/test_theme.py --update-golden
"""


def test_the_layout_below_ours_is_the_one_we_know(request: pytest.FixtureRequest) -> None:
    now = recorded()
    if request.config.getoption("--update-golden"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(json.dumps(now, indent=1, ensure_ascii=False) + "\n", "utf-8")
    known = json.loads(GOLDEN.read_text("utf-8"))
    there = {name for layout in UPSTREAM for name in (*known[layout]["blocks"], *known[layout]["names"])}
    found = differences(known, now)
    assert found == [], LOOK.format("\n  ".join(found), ", ".join(sorted(leaned_on() & there)))


def test_every_block_that_we_replace_is_there() -> None:
    """One that no layout draws would be lost without a word; what our own templates draw is our own affair."""
    present = {block for layout in UPSTREAM for block in recorded()[layout]["blocks"]}
    layout = next(path for path in OURS if path.name == "layout.html").read_text("utf-8")
    assert blocks(layout).keys() <= present


def test_a_change_would_be_told() -> None:
    old = {"layout": {"blocks": {"css": "a", "footer": "c"}, "names": ["pathto", "title"]}, "versions": {"theme": "1"}}
    new = {"layout": {"blocks": {"css": "b"}, "names": ["pathto", "titles"]}, "versions": {"theme": "2"}}
    assert differences(old, new) == [
        "layout › blocks › css: a → b",
        "layout › blocks › footer: c → None",
        "layout › names: gone title",
        "layout › names: new titles",
        "versions › theme: 1 → 2",
    ]
