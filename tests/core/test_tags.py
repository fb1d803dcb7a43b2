"""Language tags, and the language of each name of an entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.core.messages import Mistake, Problem
from edition.core.tags import in_latin_letters, script_of, wrong_tag
from edition.editorial.entries import Entry, read_entries

ENTRY = """---
entry:
  headword: Wehrmacht
  type: organisation
  aliases: {aliases}
  original: [{{lang: de, form: Wehrmacht}}, {{lang: bg, form: Вермахт, latin: Vermakht}}]
  gloss: An army.
  sources: [a]
  checked: 2026-11-24
  certainty: high
---
"""


def entry(folder: Path, aliases: str) -> tuple[Entry, list[Problem]]:
    (folder / "wehrmacht.md").write_text(ENTRY.format(aliases=aliases), "utf-8")
    entries, problems = read_entries(folder)
    return entries["wehrmacht"], problems


@pytest.mark.parametrize("tag", ["de", "la", "uk", "ru-Latn", "zh-Hans", "pt-BR", "es-419", "zh-Hant-TW", "und-Cyrl"])
def test_tags(tag: str) -> None:
    assert wrong_tag(tag) == ""


@pytest.mark.parametrize("tag", ["", "russian", "RU", "ru_Latn", "ru-latn", "ru-", "qqx", "ru-Abcd", "de-QQ"])
def test_wrong_tags(tag: str) -> None:
    assert wrong_tag(tag).startswith(f"“{tag}” ")


def test_a_transliteration_keeps_the_language_alone() -> None:
    assert in_latin_letters("zh-Hans") == "zh-Latn"


def test_scripts() -> None:
    assert [script_of(words) for words in ("détente 1963", "партия (б)", "KMT 中國")] == ["", "Cyrl", "Hani"]
    assert [script_of(words) for words in ("조선", "भारत", "თბილისი")] == ["Hang", "Deva", "Geor"]


def test_names_of_an_entry(tmp_path: Path) -> None:
    found, problems = entry(tmp_path, "[German army, Vermakht, {form: l’armée, lang: fr}, Армия, 国防军]")
    assert problems == []
    assert found.aliases == ("German army", "Vermakht", "l’armée", "Армия", "国防军")
    names = [found.headword, *found.aliases]
    assert [found.language_of(name) for name in names] == ["de", "", "bg-Latn", "fr", "bg", "und-Hani"]


def test_a_language_that_is_none(tmp_path: Path) -> None:
    found, problems = entry(tmp_path, "[{form: l’armée, lang: french}, {form: x}]")
    assert found.aliases == ("l’armée",)
    assert [problem.mistake for problem in problems] == [Mistake.LANGUAGE, Mistake.ENTRY]
