"""What the tests need and PyPI does not have: browsers, servers, another reader of PDFs, the judges of pages.

Installs it where that is possible without asking (root on Debian; npm into `_build/tools/`); elsewhere says what to
install.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
# Folders with a package.json and a lock file.  Lighthouse is heavy, and only `make bench` asks for it.
NPM = {"judges": ROOT / "tests" / "judges", "lighthouse": ROOT / "benchmarks" / "lighthouse"}


def find_browser() -> str | None:
    """A Chromium of this machine, or the one that Playwright keeps for itself."""
    return shutil.which("chromium") or shutil.which("google-chrome") or _own_browser()


def find_firefox() -> str | None:
    return shutil.which("firefox-esr") or shutil.which("firefox")


def find_nginx() -> str | None:
    return _find_server("nginx")


def find_apache() -> str | None:
    return _find_server("apache2")


def find_caddy() -> str | None:
    return _find_server("caddy")


def _find_server(name: str) -> str | None:
    # Debian has servers where the shell of an ordinary user does not look.
    return shutil.which(name) or shutil.which(name, path="/usr/local/sbin:/usr/sbin:/sbin")


def _own_browser() -> str | None:
    # Asked in a process of its own: Playwright can be started once in each.
    ask = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    own = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False).stdout.strip()
    return own if own and Path(own).exists() else None


# What is needed -> how it is found, and its package on Debian.
TOOLS: dict[str, tuple[Callable[[], str | None], str]] = {
    "pdftotext": (lambda: shutil.which("pdftotext"), "poppler-utils"),
    "chromium": (find_browser, "chromium"),
    "firefox": (find_firefox, "firefox-esr"),
    "java": (lambda: shutil.which("java"), "default-jre-headless"),
    "node": (lambda: shutil.which("node"), "nodejs"),
    "npm": (lambda: shutil.which("npm"), "npm"),
    "git": (lambda: shutil.which("git"), "git"),
    "curl": (lambda: shutil.which("curl"), "curl"),
    "nginx": (find_nginx, "nginx"),
    "apache2": (find_apache, "apache2"),
    "caddy": (find_caddy, "caddy"),
}


def missing() -> list[str]:
    return [tool for tool, (find, _) in TOOLS.items() if find() is None]


def node_modules(name: str) -> Path:
    """The packages of a folder of NPM, as its lock file says; SystemExit with npm's words if they can't be had.

    They are checked by their hashes, and no script of theirs runs while they are installed.
    """
    folder, files = ROOT / "_build" / "tools" / name, ("package.json", "package-lock.json", ".npmrc")
    done = folder / "installed.json"
    lock = (NPM[name] / "package-lock.json").read_bytes()
    if not done.exists() or done.read_bytes() != lock:
        folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            shutil.copyfile(NPM[name] / file, folder / file)
        npm = shutil.which("npm")
        if npm is None:
            raise SystemExit("npm is missing. Install npm (Debian's name), then call this again.")
        command = [npm, "ci", "--ignore-scripts", "--prefix", str(folder)]
        ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if ran.returncode:
            raise SystemExit(f"npm could not install what {NPM[name] / 'package.json'} lists:\n{ran.stderr}")
        done.write_bytes(lock)
    return folder / "node_modules"


@contextmanager
def nothing_begun(policy: Path = Path("/usr/sbin/policy-rc.d")) -> Iterator[None]:
    """Let no package that is installed begin to serve this machine: the tests begin servers themselves, and end them.

    Debian asks the program of this name whether it may; one that is there already is somebody's, and stays.
    """
    if policy.exists():
        yield
        return
    policy.write_text("#!/bin/sh\nexit 101\n", "utf-8")
    policy.chmod(0o755)
    try:
        yield
    finally:
        policy.unlink()


def main() -> int:
    lacking = missing()
    if lacking and shutil.which("apt-get") and os.geteuid() == 0:
        packages = [TOOLS[tool][1] for tool in lacking]
        needed = ", ".join(f"{TOOLS[tool][1]} (for {tool})" for tool in lacking)
        print(f"Installing on this system, with apt-get as root, what the tests need: {needed}", flush=True)
        quiet = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
        subprocess.run([*quiet, "update"], check=False, stdout=subprocess.DEVNULL)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        command = [*quiet, "install", "-y", "--no-install-recommends", *packages]
        with nothing_begun():
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL, env=environment)
    elif "chromium" in lacking:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    lacking = missing()
    if lacking:
        wanted = ", ".join(TOOLS[tool][1] for tool in lacking)
        print(f"The tests need {', '.join(lacking)}. Install {wanted} (Debian's names), then call make test again.")
        return 1
    node_modules("judges")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
