"""The built site on this machine alone, served as a host would that heeds the header file written for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PREFIX = "/edition/"  # the path of the base address with which the site was built


def header_rules(site: Path) -> list[tuple[str, list[tuple[str, str]]]]:
    """Pattern of a path -> headers, in the order of ``_headers``."""
    rules: list[tuple[str, list[tuple[str, str]]]] = []
    for line in (site / "_headers").read_text("utf-8").splitlines():
        if line.startswith("/"):
            rules.append((line, []))
        elif line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            rules[-1][1].append((name, value))
    return rules


class Served(SimpleHTTPRequestHandler):
    """Files under PREFIX, with the headers of every rule that matches; 404.html for what is not there."""

    extensions_map = {  # noqa: RUF012 (declared so by the class below)
        **SimpleHTTPRequestHandler.extensions_map,
        ".woff2": "font/woff2",
        ".js": "text/javascript",
    }

    def __init__(
        self, *arguments: Any, site: Path, rules: list[tuple[str, list[tuple[str, str]]]], **named: Any
    ) -> None:
        self.site, self.rules = site, rules
        super().__init__(*arguments, directory=str(site), **named)

    def translate_path(self, path: str) -> str:
        within = path.removeprefix(PREFIX) if path.startswith(PREFIX) else "nowhere"
        return super().translate_path("/" + within)

    def end_headers(self) -> None:
        path = urlsplit(self.path).path
        for pattern, headers in self.rules:
            if fnmatchcase(path, pattern):
                for name, value in headers:
                    self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = (self.site / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: Any) -> None:
        pass


class Server(ThreadingHTTPServer):
    """One that does not mind a browser which has left before the answer came."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass


@contextmanager
def serve(site: Path) -> Iterator[str]:
    """Serve on loopback; gives the address of the front page, with a slash at its end."""
    server = Server(("127.0.0.1", 0), partial(Served, site=site, rules=header_rules(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
