"""What the advisory services answer is told rightly: a fault, none, and no answer at all."""

from __future__ import annotations

import json

from tests.audit import faults_of_node, faults_of_python

FAULT = {"id": "PYSEC-2026-1", "fix_versions": ["2.1"], "aliases": [], "description": ""}


def test_faults_of_python_are_told_with_what_mends_them() -> None:
    answer = {"dependencies": [{"name": "lamp", "version": "2.0", "vulns": [FAULT]}], "fixes": []}
    assert list(faults_of_python("site.txt", json.dumps(answer), "")) == [
        "site.txt: lamp 2.0 has PYSEC-2026-1, mended in 2.1. Call make pins."
    ]


def test_faults_of_node_are_told() -> None:
    answer = {"vulnerabilities": {"lamp": {"severity": "high", "range": "<2.1"}}}
    assert list(faults_of_node("judges", json.dumps(answer), "")) == [
        "judges: lamp <2.1 has a known fault (high). Pin a later one."
    ]


def test_a_good_answer_is_no_sentence() -> None:
    good = json.dumps({"dependencies": [{"name": "lamp", "version": "2.1", "vulns": []}], "vulnerabilities": {}})
    assert [*faults_of_python("site.txt", good, ""), *faults_of_node("judges", good, "")] == []


def test_no_answer_is_not_a_good_answer() -> None:
    passed_over = {"dependencies": [{"name": "lamp", "skip_reason": "Dependency not found on PyPI"}]}
    (python,) = faults_of_python("site.txt", json.dumps(passed_over), "No known vulnerabilities found")
    (silent,) = faults_of_python("site.txt", "", "Traceback …\nConnectionError: no route")
    (node,) = faults_of_node("judges", json.dumps({"message": "405 Method Not Allowed", "error": {}}), "")
    for sentence, why in ((python, "1 of 1 packages: Dependency"), (silent, "no route"), (node, "405 Method")):
        assert "did not answer" in sentence
        assert why in sentence
