"""The contract of the rooms: who may import whom, late imports and those for types counted as well."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "edition"
# A room may import from these, and from itself.
LEANS_ON = {
    "core": (),
    "witness": ("core",),
    "editorial": ("core", "witness"),
    "scaffold": ("core", "witness", "editorial"),
    "base": ("core", "witness", "editorial"),
    "writers": ("core", "witness", "editorial", "base"),
    "features": ("core", "witness", "editorial", "base"),
    "outputs": ("core", "witness", "editorial", "base", "writers"),
}
WITHOUT_SPHINX = ("core", "witness", "editorial", "scaffold")
FRAMEWORKS = ("sphinx", "docutils", "sphinxcontrib")


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: an import that does not say from where"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def modules() -> dict[str, Path]:
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in PACKAGE.rglob("*.py")
    }


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def feature(module: str) -> str:
    parts = module.split(".")
    return parts[2] if len(parts) > 2 else ""


INSIDE = {name: path for name, path in modules().items() if room(name) not in ("", "__main__")}


@pytest.mark.parametrize("name", sorted(INSIDE))
def test_imports_run_down(name: str) -> None:
    for imported in imports(INSIDE[name]):
        if not imported.startswith("edition."):
            continue
        assert room(imported) in (room(name), *LEANS_ON[room(name)]), f"{name} imports {imported}"
        if room(name) in ("features", "outputs") and room(imported) == room(name):
            assert feature(imported) == feature(name), f"{name} imports {imported}: a neighbor's folder"


@pytest.mark.parametrize("name", sorted(name for name in INSIDE if room(name) in WITHOUT_SPHINX))
def test_plain_rooms_know_no_sphinx(name: str) -> None:
    found = [imported for imported in imports(INSIDE[name]) if imported.split(".")[0] in FRAMEWORKS]
    assert found == []


def test_there_is_no_circle() -> None:
    known = modules()
    graph = {name: {other for other in imports(path) if other in known} - {name} for name, path in known.items()}
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(f"a circle: {' -> '.join(error.args[1])}")
    assert len(order) == len(known)


def test_rooms_are_few() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if any(path.glob("*.py"))}
    assert rooms == set(LEANS_ON)


def test_nobody_asks_for_an_output_by_name() -> None:
    """Features ask for abilities; what is connected to one builder asks for its class."""
    asking = ("builder.name", "builder.format", "builder_name")
    for name, path in INSIDE.items():
        words = path.read_text("utf-8")
        assert not [asked for asked in asking if asked in words], name


# Features whose name is no word of the model: they may stand in their folder, and in the lists of loading and of parts.
NAMED = ("annotation", "argument", "headnote", "unit_line", "referred_to", "registers", "apparatus", "cite_this")
LISTED = ("edition.base.parts",)


def test_the_base_names_no_feature() -> None:
    for name, path in INSIDE.items():
        if room(name) in ("base", "writers", "outputs") and name not in LISTED:
            words = {
                node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)
            }
            assert not words.intersection(NAMED), name
