"""``Caddyfile``, to be imported into the block of a site.  Like its neighbors it is tried in ``tests/hosts/``.

Caddy runs directives in an order of its own, so no two of ours say one thing of one file; and what was set for a file
that is not there is still set when its error is answered, so that answer says it again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edition.outputs.web.headers import EVERYWHERE, KEPT, NOT_FOUND, SHORT, TEXTS, either, encoded
from edition.outputs.web.servers import GUIDE, NOT_SERVED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edition.outputs.web.headers import Host


def quoted(words: str) -> str:
    """Words in quotation marks, as Caddy reads them: a backslash is one, but before a quotation mark."""
    return '"' + words.replace('"', '\\"') + '"'


def caddy(host: Host) -> str:
    """The whole file."""
    lines = [f"# Caddy 2: import this file into the block of the site, which says the root. {GUIDE}"]
    if host.base != "/":
        lines += [f"redir {quoted(host.base[:-1])} {encoded(host.base)} 301"]
    here = quoted(f"{host.base}*")
    lines += [f"handle {here} {{", *(f"\t{line}" for line in _answers(host)), "}"]
    errors = [*_headers({**EVERYWHERE, KEPT: SHORT, "Content-Type": "text/html; charset=utf-8"})]
    errors += [f"rewrite * {quoted(host.base + NOT_FOUND)}", "file_server"]
    lines += ["handle_errors {", f"\thandle {here} {{", *(f"\t\t{line}" for line in errors), "\t}", "}"]
    return "\n".join(lines) + "\n"


def _headers(headers: dict[str, str], of: str = "") -> Iterator[str]:
    yield f"header {of}{{" if not of else f"header {of} {{"
    yield from (f"\t{name} {quoted(value)}" for name, value in headers.items())
    yield "}"


def _named(host: Host, name: str, paths: str, *, no: bool = False) -> str:
    """A name for the files whose paths have this pattern, or for all others."""
    return f"@{name} {'not ' if no else ''}path_regexp {name} {quoted(f'^{re.escape(host.base)}(?:{paths})$')}"


def _answers(host: Host) -> Iterator[str]:
    """Headers, types and compression; then what is not answered with a file; then the files."""
    yield from _headers(EVERYWHERE)
    yield _named(host, "short", "|".join(either(rule.paths) for rule in host.kept), no=True)
    yield from _headers({KEPT: SHORT}, "@short")
    for number, rule in enumerate(host.kept):
        yield _named(host, f"kept{number}", either(rule.paths))
        yield from _headers(rule.headers, f"@kept{number}")
    for ending, kind in host.types.items():
        yield f"@{ending} path *.{ending}"
        yield f"header @{ending} Content-Type {quoted(kind + ('; charset=utf-8' if ending in TEXTS else ''))}"
    for folder in [host.base, *(host.base + front for front in host.fronts)]:
        yield f"header {quoted(folder)} Content-Type {quoted('text/html; charset=utf-8')}"
    yield "encode gzip {"
    yield "\tminimum_length 200"
    yield "\tmatch {"
    yield from (f"\t\theader Content-Type {quoted(kind + '*')}" for kind in dict.fromkeys(TEXTS.values()))
    yield "\t}"
    yield "}"
    for number, (old, new) in enumerate(host.moved.items()):
        yield _named(host, f"moved{number}", re.escape(old))
        yield f"redir @moved{number} {encoded(host.base + new)}?{{query}} 301"
    yield _named(host, "refused", "|".join([NOT_SERVED, *(f"{re.escape(folder)}?" for folder in host.folders)]))
    yield "error @refused 404"
    yield "@hidden {"
    yield f"\tpath_regexp hidden {quoted(f'^{re.escape(host.base)}(?:.*/)?[.]')}"
    yield f"\tnot path {quoted(host.base + '.well-known/*')}"
    yield "}"
    yield "error @hidden 404"
    yield "file_server"
