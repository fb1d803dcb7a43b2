"""The ledger is read field by field, and no rule of it takes the build with it."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from edition.core.model import Ledger, Regularisation
from edition.witness import rules
from edition.witness.emending import edit
from edition.witness.ledger import read_ledger

PATTERNS_THAT_HANG = [r"([a-z ]+)+$x", r"(a+)+b$", r"(.*)*x$", r"(\w+\s?)*!", r"(a|a)*$b", r"(\w+ ?)*;"]


@pytest.mark.parametrize("pattern", PATTERNS_THAT_HANG)
def test_a_rule_that_hangs_is_given_up_and_the_others_apply(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "LIMIT", 0.2)
    before = signal.getsignal(signal.SIGVTALRM)
    made = Regularisation("hangs", pattern, "x", "", 3), Regularisation("works", "-", "–", "", 7)
    text, problems = edit(f"T\n{'a' * 40} {'lamp ' * 40}1911-12\n", Ledger((), made), Path("emendations.yaml"))
    (problem,) = problems
    assert problem.place == "emendations.yaml:3"
    assert problem.sentence.startswith("The rule “hangs” was given up after 0.2 seconds")
    assert str(text).endswith("1911–12\n")
    assert signal.getsignal(signal.SIGVTALRM) == before
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)


@pytest.mark.parametrize("pattern", ["(", "a{99999999999}", "(" * 5000 + ")" * 5000, "[[a]", "a(?i)", "\\", "(?P<1>a)"])
def test_what_is_no_pattern_is_a_sentence(tmp_path: Path, pattern: str) -> None:
    rule = {"name": "odd", "pattern": pattern, "edition": "x", "reason": "None."}
    (tmp_path / "emendations.yaml").write_text(json.dumps({"regularisations": [rule]}), "utf-8")
    ledger, (problem,) = read_ledger(tmp_path)
    assert ledger == Ledger()
    assert problem.sentence.startswith("The pattern of “odd” is not a regular expression: ")
    assert problem.sentence.endswith(". Mend it.")


@pytest.mark.parametrize("name", ["emendations", "regularisations", "divide", "join"])
@pytest.mark.parametrize(
    "written", ["words", {"a": "b"}, [["a"]], ["a"], [{}], [{"reason": "Only that."}], [{"odd": "x"}]]
)
def test_what_is_no_entry_is_a_sentence(tmp_path: Path, name: str, written: object) -> None:
    (tmp_path / "emendations.yaml").write_text(json.dumps({name: written}), "utf-8")
    ledger, (problem,) = read_ledger(tmp_path)
    assert ledger == Ledger()
    assert problem.place == f"{tmp_path / 'emendations.yaml'}:1"
    assert any(problem.sentence.count(word) for word in ("Write", "Correct or delete it"))
