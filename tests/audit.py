"""Known faults of what is pinned, as the advisory services of PyPI and npm tell them: ``make audit``.

A service that cannot be reached has said nothing, and that is told as such and never taken for a good answer.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.tools import NPM, ROOT

PIP = [
    sys.executable,
    "-m",
    "pip_audit",
    "--require-hashes",
    "--disable-pip",
    "--progress-spinner=off",
    "--format=json",
]
NPM_AUDIT = ["npm", "audit", "--package-lock-only", "--json"]


def main() -> int:
    found = [*_python(), *_node()]
    print("\n".join(found or ["No known faults."]))
    return 1 if found else 0


def _python() -> Iterator[str]:
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        yield from faults_of_python(path.name, *_said([*PIP, "-r", str(path)], ROOT))


def _node() -> Iterator[str]:
    for name, folder in NPM.items():
        yield from faults_of_node(name, *_said(NPM_AUDIT, folder))


def _said(command: list[str], folder: Path) -> tuple[str, str]:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return "", f"{command[0]} is missing; install it."
    return done.stdout, done.stderr


def faults_of_python(name: str, answer: str, errors: str) -> Iterator[str]:
    """A sentence for each fault, from what pip-audit answers; it passes over what PyPI does not know to it."""
    known = _read(answer)
    if "dependencies" not in known:
        yield _unanswered(name, errors)
        return
    skipped = [package for package in known["dependencies"] if "skip_reason" in package]
    if skipped:
        yield _unanswered(name, f"{len(skipped)} of {len(known['dependencies'])} packages: {skipped[0]['skip_reason']}")
    for package in known["dependencies"]:
        for fault in package.get("vulns", []):
            pin, mended = (
                f"{package['name']} {package['version']}",
                ", ".join(fault["fix_versions"]) or "no version yet",
            )
            yield f"{name}: {pin} has {fault['id']}, mended in {mended}. Call make pins."


def faults_of_node(name: str, answer: str, errors: str) -> Iterator[str]:
    """A sentence for each package with a fault, from what ``npm audit`` answers."""
    known = _read(answer)
    if "vulnerabilities" not in known:
        yield _unanswered(name, known.get("message") or errors)
        return
    for package, fault in known["vulnerabilities"].items():
        yield f"{name}: {package} {fault['range']} has a known fault ({fault['severity']}). Pin a later one."


def _read(answer: str) -> dict[str, Any]:
    try:
        known = json.loads(answer)
    except json.JSONDecodeError:
        return {}
    return known if isinstance(known, dict) else {}


def _unanswered(name: str, why: str) -> str:
    last = (why.strip().splitlines() or ["it said nothing."])[-1]
    return (
        f"{name}: the advisory service did not answer, so nothing is known of it. Try where it can be reached. ({last})"
    )


if __name__ == "__main__":
    raise SystemExit(main())
