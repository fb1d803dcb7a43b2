"""What hosts are told, and that the pages keep to it: no style or script of their own, versions where it is needed."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from edition.outputs.web.joining import sent
from tests.conftest import ROOT
from tests.small import build

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


def test_what_changes_is_not_kept_long(shared: Path) -> None:
    """And what has a version in its address is: the same on every host."""
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
        kept = [
            rule["Cache-Control"]
            for pattern, rule in rules.items()
            if pattern != "/*" and re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), f"/{path}")
        ]
        assert len(kept) <= 1, path
        assert [rule for pattern, rule in located if pattern.fullmatch(f"/edition/{path}")] == kept, path
        assert [rule for pattern, rule in matched if pattern.fullmatch(path.rpartition("/")[2])] == kept, path
        assert bool(kept) == bool(re.search(r"woff2$|/pictures/", path) or Path(path).name in sent())
    for page in shared.rglob("*.html"):
        soup = BeautifulSoup(page.read_text("utf-8"), "lxml")
        for address in [tag.get("src") or tag.get("href") for tag in soup.find_all(["script", "link", "img"])]:
            parts = urlsplit(str(address))
            if f"/_static/{Path(parts.path).name}" in rules:
                assert re.fullmatch("v=[0-9a-f]{8}", parts.query), (
                    f"{page.name}: {address} may be kept, and has no version"
                )


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
