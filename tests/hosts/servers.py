"""nginx, Apache and Caddy as Debian configures them, on this machine alone, with one site more.

Their own configuration is read from where Debian's packages put it.  Changed in it is only what it must be for a test:
the port, the folders of logs and of what is served, and the lines that ``docs/publishing.md`` asks for.
"""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from tests.conftest import ROOT
from tests.tools import find_apache, find_caddy, find_nginx

NGINX, APACHE = Path("/etc/nginx"), Path("/etc/apache2")
GUIDE = ROOT / "docs" / "publishing.md"
SERVED_BY = "www-data"  # who serves on Debian, where root began


class Answer(NamedTuple):
    """What came back; the names of headers are small."""

    status: int
    headers: dict[str, str]
    body: bytes


class Server(NamedTuple):
    """One that runs: its port, and the path of the site on it, as an address has it."""

    port: int
    base: str

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a path below that of the site; with a slash at its beginning, for one of the whole server.

        Every header comes once; one that came twice would be joined, and be what no test expects.
        """
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        line.request(method, path if path.startswith("/") else self.base + path, headers=named)
        came = line.getresponse()
        body = came.read()
        found: dict[str, str] = {}
        for name, value in came.getheaders():
            found[name.lower()] = ", ".join([*found.get(name.lower(), "").splitlines(), value])
        line.close()
        return Answer(came.status, found, body)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def replaced(text: str, *changes: tuple[str, str]) -> str:
    """The text with each change; one that changes nothing would leave the machine's own folder or port in it."""
    for before, after in changes:
        assert before in text, f"Debian’s configuration has no {before!r} any more"
        text = text.replace(before, after)
    return text


def guided(language: str, number: int, *changes: tuple[str, str]) -> str:
    """What the guide tells to write into a configuration: the block of this number in this language."""
    blocks = GUIDE.read_text("utf-8").split(f"```{language}\n")[1:]
    return replaced(blocks[number].partition("```")[0], *changes)


def in_default_server(home: Path, port: int, line: str) -> str:
    """Debian's default server of nginx, with a line more at its end."""
    site = replaced(
        (NGINX / "sites-available" / "default").read_text("utf-8"),
        ("listen [::]:80 default_server;", ""),
        ("listen 80 default_server;", f"listen 127.0.0.1:{port} default_server;"),
        ("root /var/www/html;", f"root {home};"),
    )
    uncommented = [line for line in site.splitlines() if not line.lstrip().startswith("#")]
    head, _, _ = "\n".join(uncommented).rpartition("}")
    return f"{head}{line}\n}}\n"


def configured_nginx(work: Path, site: str) -> Path:
    """Debian's ``nginx.conf``, with this server."""
    (work / "site").write_text(site, "utf-8")
    kept = [f"{name}_temp_path {work}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")]
    whole = replaced(
        (NGINX / "nginx.conf").read_text("utf-8"),
        ("/run/nginx.pid", f"{work}/pid"),
        ("/var/log/nginx", str(work)),
        ("include /etc/nginx/sites-enabled/*;", " ".join(["include", f"{work}/site;", *kept])),
    )
    (work / "nginx.conf").write_text(whole, "utf-8")
    return work / "nginx.conf"


def configured_apache(work: Path, home: Path, port: int, modules: tuple[str, ...]) -> Path:
    """Debian's ``apache2.conf`` and its default site, which may read ``.htaccess``, and modules that it enables."""
    site = replaced(
        (APACHE / "sites-available" / "000-default.conf").read_text("utf-8"),
        ("<VirtualHost *:80>", f"<VirtualHost 127.0.0.1:{port}>"),
        ("DocumentRoot /var/www/html", f"DocumentRoot {home}"),
    )
    loads = [f"Include {APACHE}/mods-available/{name}.load" for name in modules]
    allowed = guided("apache", 0, ("/var/www/html", str(home)))
    site = replaced(site, ("</VirtualHost>", f"{allowed}</VirtualHost>"))
    site = "\n".join([f"Listen 127.0.0.1:{port}", "ServerName localhost", *loads, site])
    (work / "site").write_text(site, "utf-8")
    whole = replaced(
        (APACHE / "apache2.conf").read_text("utf-8"),
        ("Include ports.conf", ""),
        ("IncludeOptional sites-enabled/*.conf", f"Include {work}/site"),
        ("<Directory /var/www/>", f"<Directory {home}/>"),  # which Debian serves, though it reads no .htaccess there
    )
    (work / "apache2.conf").write_text(whole, "utf-8")
    return work / "apache2.conf"


@contextmanager
def running(command: list[str], work: Path, port: int, environment: dict[str, str]) -> Iterator[None]:
    """A server in the foreground until it is no longer needed; what it says when it does not begin is told."""
    with (work / "said").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env=os.environ | environment)
    try:
        for _ in range(200):
            with socket.socket() as line:
                if line.connect_ex(("127.0.0.1", port)) == 0:
                    break
            told = "".join(path.read_text("utf-8") for path in (work / "said", work / "error.log") if path.exists())
            assert process.poll() is None, f"{command[0]} did not begin: {told}"
            time.sleep(0.05)
        else:
            raise AssertionError(f"{command[0]} answered nobody: {told}")
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def nginx(work: Path, home: Path, base: str, *, by_itself: bool = False) -> Iterator[Server]:
    """nginx, with the line of the guide in its default server, or with the server of the guide."""
    port, program = free_port(), find_nginx()
    assert program
    there = home / unquote(base).strip("/")
    line = guided("nginx", 1, ("/var/www/html/edition/nginx.conf", f'"{there}/nginx.conf"'))
    alone = guided("nginx", 0, ("/var/www/edition", str(home)), ("listen 80;", f"listen 127.0.0.1:{port};"))
    conf = configured_nginx(work, alone if by_itself else in_default_server(home, port, line))
    command = [program, "-c", str(conf), "-p", str(work), "-e", str(work / "error.log"), "-g", "daemon off;"]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    warned = [line for line in tested.stderr.splitlines() if "[warn]" in line and 'the "user" directive' not in line]
    assert (tested.returncode, warned) == (0, []), tested.stderr
    with running(command, work, port, {}):
        yield Server(port, base)


@contextmanager
def apache(work: Path, home: Path, base: str, modules: tuple[str, ...] = ("headers",)) -> Iterator[Server]:
    """Apache, with these modules enabled beside those that Debian enables."""
    port, program = free_port(), find_apache()
    assert program
    conf = configured_apache(work, home, port, modules)
    folders = {f"APACHE_{name}_DIR": str(work) for name in ("LOG", "RUN", "LOCK")}
    users = {f"APACHE_RUN_{name}": SERVED_BY for name in ("USER", "GROUP")}
    environment = {**folders, **users, "APACHE_PID_FILE": str(work / "pid")}
    with running([program, "-f", str(conf), "-DFOREGROUND"], work, port, environment):
        yield Server(port, base)


@contextmanager
def caddy(work: Path, home: Path, base: str) -> Iterator[Server]:
    """Caddy, with the block of the guide."""
    port, program = free_port(), find_caddy()
    assert program
    there = home / unquote(base).strip("/")
    changes = (
        ("example.org {", f"http://127.0.0.1:{port} {{"),
        ("root * /var/www/edition", f'root * "{home}"'),
        ("import /var/www/edition/Caddyfile", f'import "{there}/Caddyfile"\n\tfile_server'),
    )
    options = "{\n\tadmin off\n\tauto_https off\n}\n"  # no other port than ours
    (work / "Caddyfile").write_text(options + guided("caddy", 0, *changes), "utf-8")
    command = [program, "run", "--config", str(work / "Caddyfile"), "--adapter", "caddyfile"]
    with running(command, work, port, {"HOME": str(work), "XDG_DATA_HOME": str(work), "XDG_CONFIG_HOME": str(work)}):
        yield Server(port, base)


def open_to_all(folder: Path) -> Path:
    """Let a server read the folder that does not run as whoever tests."""
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder


def lay_site(site: Path, home: Path, base: str) -> Path:
    """The site below the folder that a server serves, as far down as its path says."""
    there = home / base.strip("/")
    shutil.copytree(site, there, dirs_exist_ok=True)
    return there
