"""The judges of the reader's scripts and of the style: ESLint, the type check of TypeScript, and Stylelint.

Their settings stand in `tests/judges/`; their packages are those of `tests/judges/package.json`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tests.tools import ROOT, node_modules

STATIC = "edition/outputs/web/static"
# Where scripts and style stand: those of the site, and those of each feature in its folder.
FOLDERS = (STATIC, "edition/features/*")
# Program -> what it is told.
JUDGES: dict[str, list[str]] = {
    "eslint/bin/eslint.js": [
        "--config",
        "tests/judges/eslint.config.cjs",
        "--max-warnings=0",
        *(f"{at}/*.js" for at in FOLDERS),
    ],
    "typescript/bin/tsc": ["--project", "tests/judges/tsconfig.json"],
    "stylelint/bin/stylelint.mjs": [
        "--config",
        "tests/judges/stylelint.config.cjs",
        *(f"{at}/*.css" for at in FOLDERS),
    ],
}


def node() -> str:
    """The path of node; SystemExit with what to do where there is none."""
    found = shutil.which("node")
    if found is None:
        raise SystemExit("node is missing. Install nodejs (Debian's name), version 20 or later, then call this again.")
    return found


def judge(root: Path = ROOT) -> list[str]:
    """Run all judges over the sources in `root`; return what they object to, nothing where all is well."""
    program, packages = node(), node_modules("judges")
    said = []
    for name, arguments in JUDGES.items():
        command = [program, str(packages / name), *arguments]
        environment = os.environ | {"NODE_PATH": str(packages)}
        ran = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, env=environment)
        if ran.returncode:
            said.append(f"{name.partition('/')[0]}:\n{ran.stdout}{ran.stderr}")
    return said


def main() -> int:
    said = judge()
    print("\n".join(said), end="")
    return 1 if said else 0


if __name__ == "__main__":
    raise SystemExit(main())
