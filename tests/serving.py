"""A site as a browser has it over the net: served on this machine alone, text compressed as strongly as gzip can."""

from __future__ import annotations

import gzip
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Request, Response

TEXT = {".html", ".css", ".js", ".svg", ".json", ".xml", ".txt"}


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, folder: Path, *rest: object) -> None:
        self.folder = folder
        super().__init__(*rest)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = self.folder / unquote(urlsplit(self.path).path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        body = path.read_bytes() if found else b"Not found"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", (mimetypes.guess_type(path.name)[0] or "text/plain") + "; charset=utf-8")
        if path.suffix in TEXT:
            body = gzip.compress(body, 9, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=31536000")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of the folder, without a slash at its end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Answer, folder))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass(frozen=True)
class FirstView:
    """What a browser asked for to show a page the first time; bytes as they went over the net, without headers."""

    without_fonts: int
    fonts: int
    requests: int
    third_parties: int


def first_view(browser: Browser, address: str, page: str) -> FirstView:
    """Open a page as a phone would, with nothing kept from before."""
    context = browser.new_context(viewport={"width": 412, "height": 823}, is_mobile=True, device_scale_factor=2)
    tab = context.new_page()
    answers: list[Response] = []
    asked: list[Request] = []
    # Playwright looks into the functions that it is given, and cannot look into a list's own.
    tab.on("request", lambda request: asked.append(request))  # noqa: PLW0108
    tab.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108
    tab.goto(f"{address}/{page}", wait_until="load")
    tab.evaluate("() => document.fonts.ready")
    tab.wait_for_timeout(700)  # what is fetched when the browser is idle
    sizes = [(answer.request.resource_type, int(answer.headers.get("content-length", 0))) for answer in answers]
    asked = [request for request in asked if not request.url.startswith("data:")]
    context.close()
    fonts = sum(size for kind, size in sizes if kind == "font")
    others = sum(not request.url.startswith(address) for request in asked)
    return FirstView(sum(size for _, size in sizes) - fonts, fonts, len(asked), others)
