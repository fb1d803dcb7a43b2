"""The template as the engine finds it, joined from the output's own files and those that features bring.

A feature brings its print form by a file in its folder, ``features/<feature>/<name>.typ``: functions that its visitors
call, and ``forms`` of the classes that its nodes have (see ``forms.typ``).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from edition.base import colors
from edition.writers.typst_calls import literal

OWN = Path(__file__).parent
FEATURES = OWN.parents[1] / "features"
JOINED = "features.typ"


def lay_out(work: Path) -> None:
    """Copy every file of the template into `work`, and write the one that joins those of the features."""
    of_features = sorted(FEATURES.glob("*/*.typ"))
    for path in (*OWN.glob("*.typ"), *of_features, colors.FILE):
        copy = work / (path.relative_to(FEATURES.parent) if path in of_features else path.name)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(path.read_text("utf-8"), "utf-8")
    names = [literal(f"/{path.relative_to(FEATURES.parent).as_posix()}") for path in of_features]
    calls = "".join(f"#import {name}: *\n" for name in names)
    modules = "".join(f"  {{ import {name} as it; it }},\n" for name in names)
    (work / JOINED).write_text(f"{calls}#let features = (\n{modules})\n", "utf-8")


def compiler(work: Path, fonts: Path, path: Path, facts: str) -> Any:
    """The engine, with a file to set and the name of its facts."""
    import typst  # here, for every web build registers the builder

    return typst.Compiler(
        str(path), root=str(work), ignore_system_fonts=True, font_paths=[str(fonts)], sys_inputs={"facts": facts}
    )


def forms_of(work: Path, fonts: Path) -> dict[str, frozenset[str]]:
    """The classes that the template in `work` knows, under the kind of node that they set."""
    path = work / "known.typ"
    keys = "forms.pairs().map(((kind, some)) => (kind, some.keys()))"
    path.write_text(f'#import "template.typ": *\n#metadata({keys})<known>\n', "utf-8")
    (work / "known.json").write_text(json.dumps({"kind": "book", "large": False}), "utf-8")
    asked = compiler(work, fonts, path, "/known.json")
    asked.compile()
    found = json.loads(asked.eval("query(<known>).first().value"))
    return {kind: frozenset(classes) for kind, classes in found}
