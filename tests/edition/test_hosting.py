"""What hosts are told, and that the pages keep to it: no style or script of their own, versions where it is needed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright

from tests.conftest import ROOT
from tests.serving import served
from tests.small import build
from tests.views import kinds, launch, open_card, open_panel, open_search

Headers = dict[str, dict[str, str]]
STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'"
)


def netlify(site: Path) -> Headers:
    """Path -> headers, as ``_headers`` has them."""
    rules: Headers = {}
    for line in (site / "_headers").read_text("utf-8").splitlines():
        if line.startswith("/"):
            rule = rules.setdefault(line, {})
        elif line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            assert name not in rule
            rule[name] = value
    return rules


def vercel(site: Path) -> Headers:
    written = json.loads((site / "vercel.json").read_text("utf-8"))
    rules = {rule["source"]: {h["key"]: h["value"] for h in rule["headers"]} for rule in written["headers"]}
    return {path.replace("(.*)", "*"): headers for path, headers in rules.items()}


def test_the_policy_is_strict_and_forbids_no_frame(shared: Path) -> None:
    everywhere = netlify(shared)["/edition/*"]
    assert everywhere["Content-Security-Policy"] == STRICT
    assert everywhere["X-Content-Type-Options"] == "nosniff"
    assert everywhere["Referrer-Policy"] == "no-referrer"
    assert "camera=()" in everywhere["Permissions-Policy"]
    # Instructors show propositions in the pages of their courses.
    for name in ("_headers", ".htaccess", "vercel.json", "nginx.conf"):
        assert not re.search("frame-ancestors|x-frame-options", (shared / name).read_text("utf-8"), re.IGNORECASE)


def test_every_host_is_told_the_same(shared: Path, site: Path) -> None:
    for folder in (shared, site):
        assert vercel(folder) == netlify(folder)


def told_of(rules: Headers, path: str) -> list[str]:
    """How long a file may be kept, by each rule that is for it alone or for its folder."""
    return [
        rule["Cache-Control"]
        for pattern, rule in rules.items()
        if "Cache-Control" in rule and matcher(pattern).fullmatch(f"/{path}")
    ]


@cache
def matcher(pattern: str) -> re.Pattern[str]:
    return re.compile(re.escape(pattern).replace(r"\*", ".*"))


# Data that the build makes; its address has the version of the scripts.
DATA = {"_static/known.js", "_static/sentences.js", "_static/search-index.js", "_static/touch-icon.png"}


@pytest.mark.parametrize("place", ["shared", "site"])
def test_every_rule_is_for_a_file_that_is_published(place: str, request: pytest.FixtureRequest) -> None:
    """And what is published with a version has one: all that scripts and styles are, but not what follows the text."""
    folder, base = request.getfixturevalue(place), "edition/" if place == "shared" else ""
    rules = netlify(folder)
    paths = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    for path in paths:
        font = path.startswith("_static/fonts/")
        static = path.startswith("_static/") and path not in DATA
        wanted = "public, max-age=2592000" if font else "public, max-age=31536000, immutable"
        assert told_of(rules, base + path) == ([wanted] if static else []), path
    for pattern, rule in rules.items():
        assert "Cache-Control" not in rule or any(told_of({pattern: rule}, base + path) for path in paths), pattern


@pytest.fixture(scope="module")
def asked(site: Path) -> list[SplitResult]:
    """The addresses below ``_static`` that a browser asks for, whatever a reader opens."""
    found: list[str] = []
    with sync_playwright() as playwright, served(site) as address:
        browser = launch(playwright.chromium)
        page = browser.new_page()
        page.on("request", lambda request: found.append(request.url.removeprefix(f"{address}/")))
        seen = kinds(site, hosted=True)
        for path in seen.values():
            page.goto(f"{address}/{path.relative_to(site).as_posix()}", wait_until="networkidle")
        unit = f"{address}/{seen['units'].relative_to(site).as_posix()}"
        for act in (open_search, open_panel, open_card):
            page.goto(unit, wait_until="networkidle")
            act(page)
        page.keyboard.press("Escape")
        page.keyboard.press("?")  # the keys are told
        page.wait_for_function("() => edition.key")
        page.goto(f"{unit}#s99.99")  # a sentence that there is not
        page.wait_for_function("() => edition.known")
        browser.close()
    return [parts for parts in map(urlsplit, dict.fromkeys(found)) if parts.path.startswith("_static/")]


def test_what_is_kept_for_good_is_asked_for_with_a_version(site: Path, asked: list[SplitResult]) -> None:
    rules = netlify(site)
    for parts in asked:
        if any("immutable" in rule for rule in told_of(rules, parts.path)):
            assert re.fullmatch("v=[0-9a-f]{8}", parts.query), f"{parts.path} may be kept, and has no version"
    named = {pattern[1:] for pattern in rules if "*" not in pattern}
    assert named - {parts.path for parts in asked} == set()


def versions(site: Path, path: Path) -> set[str]:
    """The versions with which pages ask for a file; else that of the scripts, by which a script asks."""
    pages = "".join(page.read_text("utf-8") for page in sorted(site.rglob("*.html")))
    own = re.findall(rf"[/\"]{re.escape(path.name)}\?v=([0-9a-f]{{8}})", pages)
    return set(own or re.findall(r'data-build="([0-9a-f]{8})"', pages))


def test_what_is_kept_for_good_has_another_version_when_it_changes(tale: Path) -> None:
    old, new = tale / "old", tale / "site"
    build(tale, "html", new)
    shutil.copytree(new, old)
    for name, before, after in (
        ("source/witness.yaml", "Tales of the Quay", "Tales"),
        ("glossary/ada.md", "Adelaide", "Adele"),
    ):
        text = (tale / name).read_text("utf-8")
        assert before in text
        (tale / name).write_text(text.replace(before, after), "utf-8")
    build(tale, "html", new)
    both = [path.relative_to(new) for path in (new / "_static").rglob("*") if path.is_file()]
    changed = [
        path for path in both if (old / path).exists() and (old / path).read_bytes() != (new / path).read_bytes()
    ]
    kept = [path for path in changed if told_of(netlify(new), path.as_posix())]
    assert {path.parent.name for path in kept} == {"cite"}
    for path in kept:
        assert versions(old, path).isdisjoint(versions(new, path)), path
    for path in set(changed) - set(kept):
        assert versions(old, path) & versions(new, path), f"{path} could be kept: its version is its own"


def test_the_page_for_unknown_addresses_stands_anywhere(shared: Path, site: Path) -> None:
    for folder, base in ((shared, "/edition/"), (site, "/")):
        soup = BeautifulSoup((folder / "404.html").read_text("utf-8"), "lxml")
        assert soup.find("base") is None
        assert soup.html is not None
        assert soup.html["data-content_root"] == base
        for tag in soup.find_all(["a", "link", "script", "img"]):
            address = str(tag.get("href") or tag.get("src"))
            if not address.startswith(("http://", "https://", "#")):
                assert address.startswith(base), address
                target = folder / urlsplit(address).path.removeprefix(base)
                assert target.exists() or "downloads" in address, address


def inline(html: str) -> list[str]:
    """What a strict policy forbids in a page."""
    soup = BeautifulSoup(html, "lxml")
    found = [str(tag)[:200] for tag in soup.find_all("style")]
    found += [
        str(tag)[:200]
        for tag in soup.find_all("script")
        if not tag.get("src") and tag.get("type") != "application/ld+json"
    ]
    for tag in soup.find_all(True):
        named = [name for name in tag.attrs if name == "style" or name.startswith("on")]
        named += [name for name, value in tag.attrs.items() if str(value).strip().lower().startswith("javascript:")]
        found += [f"{tag.name} {name}={tag[name]}" for name in named]
    return found


def test_no_page_has_a_style_or_a_script_of_its_own(site: Path) -> None:
    found = {path.name: inline(path.read_text("utf-8")) for path in site.rglob("*.html")}
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    "html", ["<p style='x'>", "<style>p{}</style>", "<script>1</script>", "<a onclick='x'>", "<a href='javascript:1'>"]
)
def test_what_is_forbidden_would_be_found(html: str) -> None:
    assert len(inline(html)) == 1


EDITORS = """

```{list-table}
:widths: 20 80

* - One
  - Two
```

```{image} ../lamp.svg
:alt: A lamp
```
"""


def test_what_an_editor_asks_for_becomes_no_style(tale: Path) -> None:
    (tale / "lamp.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    page = tale / "pages" / "02.md"
    page.write_text(page.read_text("utf-8") + EDITORS, "utf-8")
    build(tale, "html", tale / "site")
    html = (tale / "site" / "pages" / "02.html").read_text("utf-8")
    article = BeautifulSoup(html, "lxml").find("article")
    assert article is not None
    assert inline(str(article)) == []
    assert len(article.find_all("img", alt="A lamp")) == 1


def test_an_old_name_of_a_page_is_kept_by_every_host(tale: Path) -> None:
    for path in [*tale.glob("*.md"), *tale.glob("pages/*.md")]:
        path.write_text(path.read_text("utf-8").replace("pages/02", "pages/ship"), "utf-8")
    (tale / "pages" / "02.md").rename(tale / "pages" / "ship.md")
    (tale / "source" / "moved.yaml").write_text("# Old names\npages/02: pages/ship\nÄlter & alt: pages/ship\n", "utf-8")
    build(tale, "html", tale / "site", "-D", "html_baseurl=https://example.org/tale")
    site = tale / "site"
    old, new = ("/tale/pages/02.html", "/tale/%C3%84lter%20%26%20alt.html"), "/tale/pages/ship.html"
    assert (site / "_redirects").read_text("utf-8") == "".join(f"{each} {new} 301\n" for each in old)
    moved = json.loads((site / "vercel.json").read_text("utf-8"))["redirects"]
    assert moved == [{"source": each, "destination": new, "permanent": True} for each in old]
    # nginx and Apache are tried themselves (tests/hosts); the script compares what an address says.
    known = '"moved":{"pages/02.html":"pages/ship.html","Älter & alt.html":"pages/ship.html"}'
    assert known in (site / "_static" / "known.js").read_text("utf-8")
    command = [sys.executable, str(ROOT / "proof.py"), str(site), "--source", str(tale / "source")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
