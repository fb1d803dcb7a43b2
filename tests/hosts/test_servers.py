"""The site on real servers, as the files say that are written for them: at the root of a server and under a path."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote

import pytest

from edition.outputs.web.hosting import WRITERS
from tests.conftest import Once
from tests.hosts.servers import GUIDE, Server, apache, caddy, guided, lay_site, nginx, open_to_all
from tests.small import build, lay_out

# Where the site stands, and the path of that as it is read.  The third is as strange as an address may be.
PLACES = {
    "root": ("https://example.org/", "/"),
    "path": ("https://example.org/edition/", "/edition/"),
    "strange": ("https://example.org/mein%20B%C3%BCro/", "/mein Büro/"),
}
SERVERS: dict[str, Callable[[Path, Path, str], AbstractContextManager[Server]]] = {
    "nginx": nginx,
    "apache": apache,
    "caddy": caddy,
}
# Names that a page may have had; all lead to one that is there.
OLD = ("pages/Das große Schiff", "глава/два", """pages/it's "$5" (a+b) #1?""", "pages/${PATH} {x} `y` a\\b %20 & 100%")
FOREVER, A_MONTH = "public, max-age=31536000, immutable", "public, max-age=2592000"
SHORT = "public, max-age=300, must-revalidate"
ALWAYS = ("content-security-policy", "x-content-type-options", "referrer-policy", "permissions-policy")
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".bib": "application/x-bibtex; charset=utf-8",
    ".ris": "application/x-research-info-systems; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".epub": "application/epub+zip",
    ".inv": "application/x-sphinx-inventory",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
FOR_HOSTS = ("_headers", "_redirects", "vercel.json", "nginx.conf", "Caddyfile", ".nojekyll")
LEFT_OVER = (".buildinfo", ".buildinfo.bak", "_sources/", "_sources/index.md.txt", ".git/config", "glossary/.DS_Store")
# What a site may hold besides what this one does.
BESIDES = {"lamp.webp": b"RIFF", "edition.epub": b"PK", "site.webmanifest": b"{}", ".buildinfo.bak": b"x"}
BESIDES |= {".git/config": b"x", "glossary/.DS_Store": b"x", ".well-known/security.txt": b"Contact: nobody"}


@pytest.fixture(scope="module")
def sites(once: Once, small: Path) -> Path:
    """The small edition, built for each place, with pages that had other names."""

    def make(folder: Path) -> str:
        tale = lay_out(folder / "tale")
        moved = "".join(f"{json.dumps(name, ensure_ascii=False)}: pages/01\n" for name in OLD)
        (tale / "source" / "moved.yaml").write_text(moved, "utf-8")
        for place, (address, _) in PLACES.items():
            for name, words in BESIDES.items():
                (folder / place / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / place / name).write_bytes(words)
            build(tale, "html", folder / place, "-D", f"html_baseurl={address}")
            shutil.copytree(small / "_build" / "downloads", folder / place / "downloads", dirs_exist_ok=True)
        return ""

    return once("hosted", make)[0]


class Hosted(NamedTuple):
    """A site on a server that runs."""

    server: Server
    folder: Path
    base: str


@pytest.fixture(scope="module", params=[f"{server}-{place}" for server in SERVERS for place in PLACES])
def hosted(request: pytest.FixtureRequest, sites: Path) -> Iterator[Hosted]:
    kind, place = request.param.split("-")
    address, base = PLACES[place]
    written = address.removeprefix("https://example.org")
    # Not below pytest's folder, into which nobody else may look: a server that root began runs as somebody else.
    with ExitStack() as stack:
        work = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        home, logs = work / "home", work / "logs"
        logs.mkdir()
        there = lay_site(sites / place, home, base)
        if base != "/":
            (home / "index.html").write_text("<p>Another site</p>", "utf-8")
        open_to_all(work)
        yield Hosted(stack.enter_context(SERVERS[kind](logs, home, written)), there, base)


def published(hosted: Hosted) -> list[str]:
    """The files that a reader may have."""
    paths = (path.relative_to(hosted.folder) for path in sorted(hosted.folder.rglob("*")) if path.is_file())
    return [
        path.as_posix()
        for path in paths
        if not any(part.startswith(".") for part in path.parts) and path.parts[0] not in ("_sources", *FOR_HOSTS)
    ]


def kept(path: str) -> str:
    """How long a file may be kept: what has a version of its own in its address, for good."""
    if path.startswith("_static/fonts/"):
        return A_MONTH
    data = ("_static/known.js", "_static/sentences.js", "_static/search-index.js", "_static/touch-icon.png")
    return FOREVER if path.startswith("_static/") and path not in data else SHORT


def test_every_file_has_headers_and_caching(hosted: Hosted) -> None:
    paths = published(hosted)
    assert {Path(path).suffix for path in paths} == set(TYPES)
    for path in paths:
        answer = hosted.server.ask(quote(path))
        assert answer.status == 200, path
        assert answer.body == (hosted.folder / path).read_bytes(), path
        assert answer.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'"), path
        assert answer.headers["x-content-type-options"] == "nosniff", path
        assert answer.headers["referrer-policy"] == "no-referrer", path
        assert "camera=()" in answer.headers["permissions-policy"], path
        assert answer.headers["cache-control"] == kept(path), path
        assert answer.headers["content-type"] == TYPES[Path(path).suffix], path
        font = path.startswith("_static/fonts/")
        assert answer.headers.get("access-control-allow-origin") == ("*" if font else None), path


def test_text_is_sent_compressed(hosted: Hosted) -> None:
    for path in published(hosted):
        answer = hosted.server.ask(quote(path), accept_encoding="gzip")
        body = (hosted.folder / path).read_bytes()
        if "charset=utf-8" in TYPES[Path(path).suffix] and len(body) > 200:
            assert answer.headers["content-encoding"] == "gzip", path
            assert "accept-encoding" in answer.headers["vary"].lower(), path
            assert gzip.decompress(answer.body) == body
        elif "charset" not in TYPES[Path(path).suffix]:
            assert answer.body == body, path


def test_what_has_not_changed_is_not_sent_again(hosted: Hosted) -> None:
    for path in ("pages/01.html", "_static/page.js", "_static/fonts/roman-latin.woff2", "downloads/edition.pdf"):
        for coding in ("gzip", "identity"):
            first = hosted.server.ask(path, accept_encoding=coding)
            tag, date = first.headers["etag"], first.headers["last-modified"]
            for condition in (
                {"if_none_match": tag},
                {"if_none_match": f'"other", {tag}'},
                {"if_modified_since": date},
            ):
                again = hosted.server.ask(path, accept_encoding=coding, **condition)
                assert (again.status, again.body) == (304, b""), (path, coding, condition)
                assert again.headers["cache-control"] == kept(path)
            other = hosted.server.ask(path, accept_encoding=coding, if_none_match='"other"')
            assert other.status == 200


def test_a_part_of_a_file_can_be_had(hosted: Hosted) -> None:
    path = "downloads/edition.pdf"
    body = (hosted.folder / path).read_bytes()
    answer = hosted.server.ask(path, range="bytes=100-199", accept_encoding="gzip")
    assert (answer.status, answer.body) == (206, body[100:200])
    assert answer.headers["content-range"] == f"bytes 100-199/{len(body)}"
    assert answer.headers["cache-control"] == SHORT
    assert set(ALWAYS) <= answer.headers.keys()
    assert hosted.server.ask(path, range=f"bytes={len(body)}-").status == 416


UNKNOWN = (
    "nowhere",
    "nowhere.html",
    "pages/nowhere.html",
    "a/b/c/d.html",
    "a/b/",
    "index.html/x",
    "_static/page.js.map",
)


def test_what_there_is_not_is_answered_with_our_page(hosted: Hosted) -> None:
    """What is not for readers is answered as if it were not there, and so is a folder that has no page."""
    folders = [
        path for path in sorted(hosted.folder.rglob("*")) if path.is_dir() and not (path / "index.html").exists()
    ]
    shown = [f"{path.relative_to(hosted.folder).as_posix()}/" for path in folders if path.name != ".well-known"]
    assert {"pages/", "downloads/", "_static/", "_static/fonts/"} <= set(shown)
    for path in (*UNKNOWN, *FOR_HOSTS, *LEFT_OVER, *shown, *(folder.rstrip("/") for folder in shown)):
        answer = hosted.server.ask(quote(path))
        assert answer.status == 404, path
        assert answer.body == (hosted.folder / "404.html").read_bytes(), path
        assert set(ALWAYS) <= answer.headers.keys(), path
        assert "immutable" not in answer.headers.get("cache-control", ""), path
    assert hosted.server.ask(".htaccess").status in (403, 404)
    assert hosted.server.ask(".well-known/security.txt").body == b"Contact: nobody"


def test_a_page_that_moved_leads_to_the_new_one(hosted: Hosted) -> None:
    for name in OLD:
        answer = hosted.server.ask(f"{quote(name)}.html?from=list")
        assert answer.status == 301, name
        assert answer.headers["location"].isascii()
        assert unquote(answer.headers["location"]) == f"{hosted.base}pages/01.html?from=list", name
        assert set(ALWAYS) <= answer.headers.keys()
        assert answer.headers.get("cache-control", SHORT) == SHORT


def test_a_folder_leads_to_its_front_page(hosted: Hosted) -> None:
    """By the path alone: behind a proxy a server does not know the name, the scheme or the port that readers see."""
    for path in ("glossary", *([hosted.server.base.rstrip("/")] if hosted.base != "/" else [])):
        answer = hosted.server.ask(path)
        there = f"{path}/" if path.startswith("/") else f"{hosted.server.base}{path}/"
        assert answer.status in (301, 308)
        assert unquote(answer.headers["location"]) == unquote(there)
        assert hosted.server.ask(f"{path}/").status == 200


def test_the_rest_of_a_server_is_left_alone(hosted: Hosted) -> None:
    if hosted.base == "/":
        return
    for path, status in (("/", 200), ("/nowhere", 404), ("/index.html", 200)):
        answer = hosted.server.ask(path)
        assert answer.status == status
        assert not set(ALWAYS) & answer.headers.keys()
        assert b"No such page" not in answer.body


@pytest.fixture
def laid(sites: Path) -> Iterator[Callable[[str], tuple[Path, Path]]]:
    """Lays the site of a place where a server can read it; tells the folder for logs and that which is served."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)

        def lay(place: str) -> tuple[Path, Path]:
            (work / "logs").mkdir()
            lay_site(sites / place, work / "home", PLACES[place][1])
            open_to_all(work)
            return work / "logs", work / "home"

        yield lay


def test_an_apache_that_cannot_send_headers_says_so(laid: Callable[[str], tuple[Path, Path]]) -> None:
    with apache(*laid("path"), "/edition/", modules=()) as server:
        answer = server.ask("pages/01.html")
        assert answer.status == 503
        assert b"Enable mod_headers (on Debian: a2enmod headers" in answer.body
        assert server.ask("/").status != 503


def test_the_server_of_the_guide_is_one(laid: Callable[[str], tuple[Path, Path]]) -> None:
    with nginx(*laid("root"), "/", by_itself=True) as server:
        assert server.ask("pages/01.html").headers["cache-control"] == SHORT
        assert server.ask("nowhere").status == 404


def test_what_the_guide_says_can_be_seen(hosted: Hosted) -> None:
    """The very lines of ``docs/publishing.md``, each with what must be in the answer behind it."""
    _, *lines = guided("sh", -1).splitlines()
    site = f"http://127.0.0.1:{hosted.server.port}{hosted.server.base.rstrip('/')}"
    assert len(lines) > 5
    for line in lines:
        command, _, wanted = line.rpartition(" # ")
        said = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True, env={"SITE": site})
        for words in wanted.split(" · "):
            assert words in said.stdout.lower(), (line, said.stdout)


def test_the_guide_knows_every_file_for_a_host(sites: Path) -> None:
    guide = GUIDE.read_text("utf-8")
    for name in WRITERS:
        assert f"`{name}`" in guide
