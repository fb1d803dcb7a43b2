"""The files for servers that one keeps oneself: nginx, Apache, Caddy.  Each is tried on the server in ``tests/hosts/``.

A server compares paths as they are read, and sends a reader on to an address as it is written.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from edition.outputs.web.headers import EVERYWHERE, KEPT, NOT_FOUND, SHORT, TEXTS, either, encoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edition.outputs.web.headers import Host

GUIDE = "docs/publishing.md says what to do and how to see that it works."
# For hosts, and not for readers; and what Sphinx keeps for itself.  A host proves by .well-known whose it is.
FOR_HOSTS = ("_headers", "_redirects", "vercel.json", "nginx.conf", "Caddyfile")
NOT_SERVED = r"_sources/.*|" + "|".join(map(re.escape, FOR_HOSTS))
HIDDEN = r"(?:.*/)?\.(?!well-known/).*"
NO_HEADERS = (
    "This Apache cannot send the headers of the edition. Enable mod_headers (on Debian: a2enmod headers, then "
    "systemctl restart apache2), or take the first block out of .htaccess to publish without them."
)


def quoted(words: str) -> str:
    """Words in quotation marks, as nginx and Apache read them."""
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def pattern(host: Host, paths: str) -> str:
    """A pattern for addresses of the site that stand in a pattern for its paths."""
    return quoted(f"^{re.escape(host.base)}(?:{paths})$")


def refused(host: Host) -> str:
    """A pattern for the paths that are answered as if nothing were there."""
    return "|".join([HIDDEN, NOT_SERVED, *(f"{re.escape(folder)}?" for folder in host.folders)])


def kinds(*left_out: str) -> str:
    """The types of text, which are sent in UTF-8 and compressed."""
    return " ".join(dict.fromkeys(kind for kind in TEXTS.values() if kind not in left_out))


def nginx(host: Host) -> str:
    """``nginx.conf``, to be included in a ``server``.

    A location of its own would be one too many beside that of the server, and would not inherit the server's headers:
    at the root of a server there is none, and what differs from file to file is a variable.  Under a path there is
    one, so that the rest of the server is left alone.
    """
    name = f"{zlib.crc32(host.base.encode()):08x}"  # variables belong to the whole server
    names = dict.fromkeys(header for rule in host.kept for header in rule.headers)
    variables = {header: f"${header.lower().replace('-', '_')}_{name}" for header in names}
    lines = [f"# nginx: include this file in the server that has the site below its root. {GUIDE}"]
    lines += [f"set {variable} {quoted(SHORT if header == KEPT else '')};" for header, variable in variables.items()]
    for rule in host.kept:
        lines += [f"if ($uri ~ {pattern(host, either(rule.paths))}) {{"]
        lines += [f"  set {variables[header]} {quoted(value)};" for header, value in rule.headers.items()] + ["}"]
    within = [f"add_header {header} {quoted(value)} always;" for header, value in EVERYWHERE.items()]
    within += [f"add_header {header} {variable};" for header, variable in variables.items()]
    within += list(_nginx_answers(host))
    if host.base == "/":
        return "\n".join([*lines, *within]) + "\n"
    bare = quoted(host.base.rstrip("/"))
    lines += [f"location = {bare} {{ absolute_redirect off; return 301 {encoded(host.base)}$is_args$args; }}"]
    lines += [f"location ^~ {quoted(host.base)} {{", *(f"  {line}" for line in within), "}"]
    return "\n".join(lines) + "\n"


def _nginx_answers(host: Host) -> Iterator[str]:
    """What is answered, in which type, and how it is sent."""
    yield f"error_page 404 {quoted(host.base + NOT_FOUND)};"
    yield "index index.html;"
    yield "absolute_redirect off;"
    yield "charset utf-8;"
    yield f"charset_types {kinds('text/html')};"
    yield "gzip on;"
    yield "gzip_vary on;"
    yield f"gzip_types {kinds('text/html')};"
    yield "types {"
    yield from (f"  {kind} {ending};" for ending, kind in host.types.items())
    yield "}"
    for old, new in host.moved.items():
        target = encoded(host.base + new)
        yield f"location = {quoted(host.base + old)} {{ return 301 {target}$is_args$args; }}"
    yield f"location ~ {pattern(host, refused(host))} {{ return 404; }}"


def apache(host: Host) -> str:
    """``.htaccess`` (Apache 2.4): it needs no more than ``AllowOverride FileInfo``."""
    lines = [f"# Apache 2.4, where AllowOverride is All or FileInfo, with mod_headers. {GUIDE}"]
    lines += ["<IfModule !mod_headers.c>", f"  ErrorDocument 503 {quoted(NO_HEADERS)}"]
    lines += [f"  Redirect 503 {quoted(host.base)}", "</IfModule>"]
    lines += [f"ErrorDocument 404 {encoded(host.base)}{NOT_FOUND}", "AddDefaultCharset utf-8"]
    lines += [f"AddType {kind} .{ending}" for ending, kind in host.types.items()]
    lines += [f"AddCharset utf-8 {' '.join(f'.{ending}' for ending in TEXTS)}"]
    lines += ["<IfModule mod_filter.c>", "<IfModule mod_deflate.c>", f"  AddOutputFilterByType DEFLATE {kinds()}"]
    lines += ["</IfModule>", "</IfModule>"]
    lines += ["<IfDirective RedirectRelative>", *(f"  {line}" for line in _apache_paths(host)), "</IfDirective>"]
    lines += [_apache_redirect(host.base + old, host.base + new) for old, new in host.moved.items()]
    lines += [f"RedirectMatch 404 {pattern(host, refused(host))}", "<IfModule mod_headers.c>"]
    lines += [f"  {line}" for line in _apache_headers(host)]
    return "\n".join([*lines, "</IfModule>"]) + "\n"


def _apache_paths(host: Host) -> Iterator[str]:
    """Redirects name the host as Apache sees it, which is another behind a proxy, unless Apache is told not to."""
    yield "RedirectRelative On"
    for folder in [host.base, *(host.base + front for front in host.fronts)]:
        if folder != "/":  # else the module for folders leads on, which always names the host
            yield _apache_redirect(folder[:-1], folder)


def _apache_redirect(old: str, new: str) -> str:
    """By a pattern: a path itself stands for all that is below it, too."""
    target = new.replace("$", "\\$")
    return f"RedirectMatch 301 {quoted(f'^{re.escape(old)}$')} {quoted(target)}"


def _apache_headers(host: Host) -> Iterator[str]:
    for header, value in EVERYWHERE.items():
        yield f"Header always set {header} {quoted(value)}"
    yield f"Header set {KEPT} {quoted(SHORT)}"
    for rule in host.kept:
        here = quoted(f"expr=%{{REQUEST_URI}} =~ m#^{re.escape(host.base)}(?:{either(rule.paths)})$#")
        yield from (f"Header set {header} {quoted(value)} {here}" for header, value in rule.headers.items())
    # What is sent compressed gets another name, by which Apache itself does not know it again.
    yield """RequestHeader edit* If-None-Match '-gzip"' '"'"""
