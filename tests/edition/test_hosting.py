"""What hosts are told, and that the pages keep to it: no style or script of their own, versions where it is needed."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
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


def apache(site: Path) -> list[list[str]]:
    """The directives, as words."""
    return [shlex.split(line) for line in (site / ".htaccess").read_text("utf-8").splitlines() if line[:1] != "#"]


def nginx(site: Path) -> list[tuple[str, dict[str, str]]]:
    """What each location matches, and the headers it adds."""
    text = (site / "nginx.conf").read_text("utf-8")
    assert text.count("{") - text.count("12}") == text.count("}") - text.count("12}")
    found = []
    for head, body in re.findall(r"^location (.*?) \{\n(.*?)^\}", text, re.MULTILINE | re.DOTALL):
        found.append((head, dict(re.findall(r'add_header (\S+) "([^"]*)"', body))))
    return found


def test_the_policy_is_strict_and_forbids_no_frame(shared: Path) -> None:
    everywhere = netlify(shared)["/*"]
    assert everywhere["Content-Security-Policy"] == STRICT
    assert everywhere["X-Content-Type-Options"] == "nosniff"
    assert everywhere["Referrer-Policy"] == "no-referrer"
    assert "camera=()" in everywhere["Permissions-Policy"]
    # Instructors show propositions in the pages of their courses.
    for name in ("_headers", ".htaccess", "vercel.json", "nginx.conf"):
        assert not re.search("frame-ancestors|x-frame-options", (shared / name).read_text("utf-8"), re.IGNORECASE)


def test_every_host_is_told_the_same(shared: Path) -> None:
    told = netlify(shared)
    assert vercel(shared) == told
    everywhere = told.pop("/*")
    always = {words[3]: words[4] for words in apache(shared) if words[:3] == ["Header", "always", "set"]}
    assert always == everywhere
    for _, headers in nginx(shared):
        assert {name: value for name, value in headers.items() if name != "Cache-Control"} == everywhere


def told_of(rules: Headers, path: str) -> list[str]:
    """How long a file may be kept, by each rule that is for it alone or for its folder."""
    return [
        rule["Cache-Control"]
        for pattern, rule in rules.items()
        if pattern != "/*" and re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), f"/{path}")
    ]


def test_every_host_keeps_the_same_files(shared: Path) -> None:
    """And every rule is for a file that is there."""
    rules = netlify(shared)
    paths = [str(path.relative_to(shared)) for path in shared.rglob("*") if path.is_file()]
    located = [(re.compile(head[3:-1]), headers["Cache-Control"]) for head, headers in nginx(shared) if head[0] == "~"]
    matched = [
        (re.compile(words[1].rstrip(">")), directives[i + 1][3])
        for directives in [apache(shared)]
        for i, words in enumerate(directives)
        if words[:1] == ["<FilesMatch"]
    ]
    for path in paths:
        kept = told_of(rules, path)
        assert len(kept) <= 1, path
        assert [rule for pattern, rule in located if pattern.fullmatch(f"/edition/{path}")] == kept, path
        assert [rule for pattern, rule in matched if pattern.fullmatch(path.rpartition("/")[2])] == kept, path
    for pattern in rules:
        assert any(told_of({pattern: rules[pattern]}, path) for path in paths) or pattern == "/*", pattern


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


def test_the_page_for_unknown_addresses_is_named(shared: Path, site: Path) -> None:
    assert ["ErrorDocument", "404", "/edition/404.html"] in apache(shared)
    assert ["ErrorDocument", "404", "/404.html"] in apache(site)
    assert "error_page 404 /edition/404.html;" in (shared / "nginx.conf").read_text("utf-8")
    assert (shared / ".nojekyll").exists()


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
:width: 50%

* - One
  - Two
```

```{image} ../lamp.svg
:width: 120px
:alt: A lamp
```

```{image} ../lamp.svg
:width: 50%
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
    pictures = article.find_all("img", alt="A lamp")
    assert [picture.get("width") for picture in pictures] == ["120", None]


def test_an_old_name_of_a_page_is_kept_by_every_host(tale: Path) -> None:
    for path in [*tale.glob("*.md"), *tale.glob("pages/*.md")]:
        path.write_text(path.read_text("utf-8").replace("pages/02", "pages/ship"), "utf-8")
    (tale / "pages" / "02.md").rename(tale / "pages" / "ship.md")
    (tale / "source" / "moved.yaml").write_text("# Old names\npages/02: pages/ship\n", "utf-8")
    build(tale, "html", tale / "site", "-D", "html_baseurl=https://example.org/tale")
    site = tale / "site"
    assert (site / "_redirects").read_text("utf-8") == "/pages/02.html /pages/ship.html 301\n"
    moved = json.loads((site / "vercel.json").read_text("utf-8"))["redirects"]
    assert moved == [{"source": "/pages/02.html", "destination": "/pages/ship.html", "permanent": True}]
    assert ["Redirect", "301", "/tale/pages/02.html", "/tale/pages/ship.html"] in apache(site)
    assert "location = /tale/pages/02.html { return 301 /tale/pages/ship.html; }" in (site / "nginx.conf").read_text()
    assert '"moved":{"pages/02.html":"pages/ship.html"}' in (site / "_static" / "known.js").read_text("utf-8")
    command = [sys.executable, str(ROOT / "proof.py"), str(site), "--source", str(tale / "source")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
