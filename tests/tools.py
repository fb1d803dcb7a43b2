"""What the tests need and PyPI does not have: a browser, and another reader of PDFs.

Installs it where that is possible without asking (root on Debian); elsewhere says what to install.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

TOOLS = {"pdftotext": "poppler-utils", "chromium": "chromium"}


def find_browser() -> str | None:
    """A Chromium of this machine, or the one that Playwright keeps for itself."""
    return shutil.which("chromium") or shutil.which("google-chrome") or _own_browser()


def _own_browser() -> str | None:
    # Asked in a process of its own: Playwright can be started once in each.
    ask = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    own = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False).stdout.strip()
    return own if own and Path(own).exists() else None


def missing() -> list[str]:
    lacking = [tool for tool in TOOLS if tool != "chromium" and shutil.which(tool) is None]
    return lacking if find_browser() else [*lacking, "chromium"]


def main() -> int:
    lacking = missing()
    if lacking and shutil.which("apt-get") and os.geteuid() == 0:
        packages = [TOOLS[tool] for tool in lacking]
        print(f"Installing {', '.join(packages)}: some minutes the first time", flush=True)
        quiet = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
        subprocess.run([*quiet, "update"], check=False, stdout=subprocess.DEVNULL)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        command = [*quiet, "install", "-y", "--no-install-recommends", *packages]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, env=environment)
    elif "chromium" in lacking:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    lacking = missing()
    if lacking:
        wanted = ", ".join(TOOLS[tool] for tool in lacking)
        print(f"The tests need {', '.join(lacking)}. Install {wanted} (Debian's names), then call make test again.")
    return int(bool(lacking))


if __name__ == "__main__":
    raise SystemExit(main())
