"""A fault of our own code is told as one: whose it is, what to report, on which page; and never as a traceback."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from edition.__main__ import main
from edition.core.faults import FAULT, report_of
from tests.small import STRICT, sphinx

# Where the code fails: before there is a build, while a page is read, while one is written.
FAILING = {
    "builder-inited": "",
    "doctree-read": "while working on ",
    "html-page-context": "",
}


@pytest.mark.parametrize("event", FAILING)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_fault_is_told(event: str, jobs: str, tale: Path) -> None:
    failing = f"\ndef fail(*said):\n    {{}}['gloss']\n\ndef setup(app):\n    app.connect('{event}', fail)\n"
    conf = tale / "conf.py"
    conf.write_text(conf.read_text("utf-8") + failing, "utf-8")
    done = sphinx(tale, "-q", "-j", jobs, *STRICT, "-b", "html", "-d", str(tale / "_doctrees"), ".", "_build")
    assert done.code != 0
    assert FAULT in done.err
    assert "KeyError: 'gloss'" in done.err
    assert f"{conf}:" in done.err
    assert "Traceback" not in done.err
    if jobs == "1":
        assert FAILING[event] in done.err


def test_settings_that_sphinx_refuses_are_no_fault_of_ours(tale: Path) -> None:
    (tale / "conf.py").write_text((tale / "conf.py").read_text("utf-8") + "\nhtml_theme = 'nowhere'\n", "utf-8")
    done = sphinx(tale, "-q", *STRICT, "-b", "html", "-d", str(tale / "_doctrees"), ".", "_build")
    assert done.code != 0
    assert FAULT not in done.err


@pytest.mark.parametrize(("number", "remedy"), [(errno.ENOSPC, "Make room"), (errno.EACCES, "Give yourself the right")])
def test_what_the_machine_refuses_is_no_fault_of_ours(number: int, remedy: str) -> None:
    said = report_of(OSError(number, "words", "_build/index.html"))
    assert said.startswith(("The disk is full: _build/index.html", "_build/index.html cannot be used"))
    assert remedy in said


def test_fault_of_the_check_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(folder: Path) -> None:
        raise KeyError("gloss")

    monkeypatch.setattr("edition.__main__.check", fail)
    assert main(["check"]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"{FAULT}\n  KeyError: 'gloss'\n")


def test_the_place_of_the_fault_comes_first() -> None:
    def fail() -> None:
        raise ValueError("words")

    try:
        fail()
    except ValueError as error:
        lines = report_of(error, "working on index").splitlines()
    assert lines[1] == "  ValueError: words"
    assert lines[2].endswith(" in fail")
    assert lines[-2] == "  while working on index"
