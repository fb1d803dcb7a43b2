"""A small client of Firefox: WebDriver BiDi through the browser's own debugging port, no driver between.

Playwright drives only a Firefox of its own, which comes from no package registry; the one of the system is enough here.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any

from websockets.sync.client import connect

from tests.tools import find_firefox

# Nothing leaves this machine: every address goes to a proxy that is not there.
PREFERENCES: dict[str, object] = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "app.update.disabledForTesting": True,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "privacy.file_unique_origin": True,
    # Tab goes to links as well, as it does outside of macOS.
    "accessibility.tabfocus": 7,
}
KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c"}


class Firefox:
    """One window; `complaints` are the errors and warnings of its pages.  Use it in a `with`."""

    def __init__(self) -> None:
        self.stack = ExitStack()
        self.sent = 0
        self.complaints: list[str] = []

    def __enter__(self) -> Firefox:
        self.profile = Path(tempfile.mkdtemp())
        lines = [f'user_pref("{name}", {json.dumps(value)});' for name, value in PREFERENCES.items()]
        (self.profile / "user.js").write_text("\n".join(lines), "utf-8")
        program = find_firefox()
        assert program, "Firefox is missing; install firefox-esr (Debian's name)"
        command = [program, "--headless", "--no-remote", "--profile", str(self.profile), "--remote-debugging-port", "0"]
        with (self.profile / "said.txt").open("w") as said:
            self.process = subprocess.Popen(command, stdout=said, stderr=said)
        try:
            address = f"{self._address()}/session"
            self.socket = self.stack.enter_context(connect(address, max_size=None, proxy=None))
            self.call("session.new", capabilities={})
            self.call("session.subscribe", events=["log.entryAdded"])
            # The first tab never has the focus where there is no screen; a new one has.
            self.window: str = self.call("browsingContext.create", type="tab")["context"]
            self.call("browsingContext.activate", context=self.window)
        except BaseException:
            self._end()
            raise
        return self

    def _address(self) -> str:
        """Where the browser listens, which it says on its own."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            said = (self.profile / "said.txt").read_text("utf-8", "replace")
            if found := re.search(r"BiDi listening on (ws:\S+)", said):
                return found[1]
            time.sleep(0.1)
        raise AssertionError(f"Firefox did not say where it listens; it said:\n{said}")

    def _end(self) -> None:
        self.stack.close()
        self.process.terminate()
        self.process.wait(20)
        shutil.rmtree(self.profile, ignore_errors=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def call(self, method: str, **params: object) -> Any:
        """The result of a command of WebDriver BiDi; AssertionError with the browser's words if it refuses."""
        self.sent += 1
        self.socket.send(json.dumps({"id": self.sent, "method": method, "params": params}))
        while True:
            answer = json.loads(self.socket.recv(timeout=60))
            if answer.get("method") == "log.entryAdded" and answer["params"]["level"] in ("error", "warn"):
                self.complaints.append(str(answer["params"]["text"]))
            if answer.get("id") == self.sent:
                assert answer["type"] == "success", answer
                return answer["result"]

    def goto(self, url: str) -> None:
        self.call("browsingContext.navigate", context=self.window, url=url, wait="complete")

    def size(self, width: int, height: int) -> None:
        self.call("browsingContext.setViewport", context=self.window, viewport={"width": width, "height": height})

    def evaluate(self, expression: str) -> Any:
        """The value of an expression in the page, which must be a string, number or truth value."""
        given = self.call("script.evaluate", expression=expression, target={"context": self.window}, awaitPromise=True)
        assert given["type"] == "success", given
        return given["result"].get("value")

    def press(self, key: str) -> None:
        value = KEYS.get(key, key)
        keys = [{"type": kind, "value": value} for kind in ("keyDown", "keyUp")]
        self.call(
            "input.performActions", context=self.window, actions=[{"type": "key", "id": "keyboard", "actions": keys}]
        )
