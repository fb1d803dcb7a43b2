"""The edition of another text is made whole and speaks of it alone; an upgrade leaves alone what was changed."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

import pytest
import yaml

from edition.core.messages import Mistake
from edition.editorial.checking import check
from edition.editorial.made import CODE, Made, check_form, former_names, read_made
from edition.scaffold import contents, upgrading
from edition.scaffold.command import main
from edition.scaffold.making import Refused, Said, make
from edition.scaffold.record import digest, put
from edition.scaffold.upgrading import upgrade

MILL = Path(__file__).with_name("mill.txt")
SAID = Said("The Mill & [Other] “Tales”", "Miller, Jane and {Board of Mills}", "© 1911 Jane Miller’s heirs.")
FORMER = re.compile(r"Jacobson|Soviet|Conclusion, annotated|Proposition|Rapallo", re.IGNORECASE)


@pytest.fixture
def mill(tmp_path: Path) -> Path:
    """An edition of the mill of which all is said."""
    assert make(MILL, tmp_path / "mill", SAID) == []
    return tmp_path / "mill"


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def replace_in(path: Path, old: str, new: str) -> None:
    words = path.read_text("utf-8")
    assert old in words
    path.write_text(words.replace(old, new), "utf-8")


# ---- New ------------------------------------------------------------------------------------------------------


def test_what_was_said_leaves_nothing_to_mend(mill: Path) -> None:
    assert check(mill) == []
    assert (mill / "source" / "mill.txt").read_bytes() == MILL.read_bytes()
    assert [path.name for path in sorted((mill / "parts").iterdir())] == [
        *("00.md", "01.md", "02.md", "03.md", "index.md")
    ]


def test_nothing_speaks_of_the_edition_that_the_code_comes_from(mill: Path) -> None:
    speaking = {name for name, words in files(mill).items() if FORMER.search(words.decode("utf-8", "ignore"))}
    assert {name for name in speaking if not name.startswith("edition/")} == set()


def test_every_file_is_what_its_kind_must_be(mill: Path) -> None:
    """Titles and rights with marks of every kind stand in YAML, TOML and Python as they are."""
    citation = yaml.safe_load((mill / "CITATION.cff").read_text("utf-8"))
    assert citation["references"][0]["title"] == SAID.title
    assert [list(author.values()) for author in citation["references"][0]["authors"]] == [
        ["Miller", "Jane"],
        ["Board of Mills"],
    ]
    reuse = tomllib.loads((mill / "REUSE.toml").read_text("utf-8"))["annotations"]
    (text,) = (one for one in reuse if one["path"] == "source/mill.txt")
    assert (text["SPDX-License-Identifier"], text["SPDX-FileCopyrightText"]) == ("LicenseRef-Text", SAID.rights)
    assert reuse[-1] is text, "what comes last counts"
    assert SAID.rights in (mill / "LICENSES" / "LicenseRef-Text.txt").read_text("utf-8")
    spelling = tomllib.loads((mill / "pyproject.toml").read_text("utf-8"))["tool"]["typos"]
    assert "/source/mill.txt" in spelling["files"]["extend-exclude"]
    assert r"# The Mill \& \[Other\] “Tales”, annotated" in (mill / "index.md").read_text("utf-8")


def test_what_nobody_said_is_a_blank_and_each_is_told_once(tmp_path: Path) -> None:
    left = make(MILL, tmp_path / "mill", Said())
    assert [(problem.mistake, problem.place) for problem in left] == [
        (Mistake.BLANK, f"source/witness.yaml:{line}") for line in (5, 6, 7)
    ]
    assert "author" in left[0].sentence
    assert [problem.sentence for problem in check(tmp_path / "mill")] == [problem.sentence for problem in left]


def test_its_makefile_has_no_rule_that_it_cannot_follow(mill: Path) -> None:
    makefile = (mill / "Makefile").read_text("utf-8")
    rules = re.findall(r"^([\w-]+):", makefile, re.MULTILINE)
    phony = re.findall(r"^\.PHONY: (.*)", makefile, re.MULTILINE)[0].split()
    assert {"site", "html", "pdf", "proved", "published", "check", "addresses", "upgrade", "help"} <= set(rules)
    assert not {"new", "test", "fuzz", "lint", "bench", "pins"} & {*rules, *phony}
    assert set(phony) == set(rules)
    for pins in set(re.findall(r"\.venv/(\w+)(?= |$)", makefile, re.MULTILINE)) - {"bin"}:
        assert (mill / "requirements" / f"{pins}.txt").exists(), pins


def test_its_guide_is_the_part_for_editors(mill: Path) -> None:
    guide = (mill / "CONTRIBUTING.md").read_text("utf-8")
    assert "**The text** is never edited" in guide
    assert "### Another text" not in guide
    assert "For engineers" not in guide


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("empty.txt", b"", "no words"),
        ("title.txt", b"The Mill\n", "no words"),
        ("latin.txt", "The Mill\nM\xfchle.\n".encode("latin-1"), "not UTF-8"),
        ("witness.yaml", b"The Mill\nIt stands.\n", "another name"),
        ("a*b.txt", b"The Mill\nIt stands.\n", "plain name"),
    ],
)
def test_what_is_no_text_is_refused_and_leaves_nothing(name: str, words: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(words)
    with pytest.raises(Refused, match=said):
        make(tmp_path / name, tmp_path / "new", SAID)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    assert main(["new", str(MILL), str(tmp_path)]) == 1
    assert "is there already" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    assert main(["new", str(tmp_path / "no.txt"), str(tmp_path / "new")]) == 1
    assert "cannot be read" in capsys.readouterr().err
    assert main(["new", "", ""]) == 1
    assert "TEXT=path" in capsys.readouterr().err
    assert main(["new", "--title=\udcff", str(MILL), str(tmp_path / "new")]) == 1
    assert "title holds a character" in capsys.readouterr().err
    assert main(["new", "--author=a, b, c, d", str(MILL), str(tmp_path / "new")]) == 1
    assert "source/witness.yaml:5: The author “a, b, c, d” has too many commas" in capsys.readouterr().err
    assert main(["new", "--language=fr", str(MILL), str(tmp_path / "new")]) == 1
    assert "Say one of en, de" in capsys.readouterr().err
    assert main(["new", "--language=../x", str(MILL), str(tmp_path / "new")]) == 1
    assert "is no language" in capsys.readouterr().err


def test_a_made_edition_makes_no_other(mill: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edition.scaffold.making.ROOT", mill)
    with pytest.raises(Refused, match="folder of the code"):
        make(MILL, mill.parent / "other", SAID)


# ---- Upgrade --------------------------------------------------------------------------------------------------


def test_an_upgrade_to_the_same_changes_nothing(mill: Path) -> None:
    before = files(mill)
    done = upgrade(mill)
    assert (done.new, done.renewed, done.gone, done.left) == ([], [], [], {})
    before.pop("made.yaml")
    after = files(mill)
    assert read_made(mill) is not None
    after.pop("made.yaml")
    assert after == before


def test_what_the_witness_says_is_written_into_the_pages(tmp_path: Path) -> None:
    mill = tmp_path / "mill"
    make(MILL, mill, Said(title="The Mill", rights="CC0"))
    mine = mill / "about" / "index.md"
    mine.write_text("# About\n\nBy [fill in: the author].\n", "utf-8")
    replace_in(mill / "source" / "witness.yaml", '"[fill in: the author]"', "Jane Miller\nunit: Chapter")
    assert set(upgrade(mill).left) == {"about/index.md"}
    assert "Jane Miller" in (mill / "README.md").read_text("utf-8")
    assert (mill / "parts" / "01.md").read_text("utf-8").startswith("# Chapter 1\n")
    (problem,) = check(mill)
    assert problem.place == f"{mine}:3"
    assert mine.read_text("utf-8") == "# About\n\nBy [fill in: the author].\n"


@pytest.fixture
def newer(mill: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Code in which a file is new, one is gone, and two are other ones."""
    root = tmp_path / "code"
    for name in ("edition", "requirements", "LICENSES"):
        shutil.copytree(contents.ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in contents.ROOT.iterdir():
        if path.is_file():
            shutil.copyfile(path, root / path.name)
    (root / "made.yaml").unlink()
    (root / "edition" / "core" / "ids.py").unlink()
    (root / "edition" / "core" / "new.py").write_text('"""New."""\n', "utf-8")
    for name in ("privacy.md", "registers.md", "edition/core/dates.py"):
        with (root / name).open("a", encoding="utf-8") as file:
            file.write("\n# More\n")
    monkeypatch.setattr(upgrading, "ROOT", root)
    return root


def test_newer_code_comes_and_what_was_changed_stays(mill: Path, newer: Path) -> None:
    mine = {"privacy.md": "# Mine\n", "source/witness.yaml": "", "chronology.yaml": "[]\n"}
    mine["source/witness.yaml"] = (mill / "source" / "witness.yaml").read_text("utf-8") + "year: 1911\n"
    for name, words in mine.items():
        (mill / name).write_text(words, "utf-8")
    (mill / "places.md").unlink()
    done = upgrade(mill)
    assert {"registers.md", "edition/core/dates.py"} <= set(done.renewed)
    assert (done.new, done.gone) == (["edition/core/new.py"], ["edition/core/ids.py"])
    assert done.left == {"privacy.md": "it was changed here, and the code has another now"}, (
        "nothing is missed of what was only taken away"
    )
    for name, words in mine.items():
        assert (mill / name).read_text("utf-8") == words, name
    assert not (mill / "places.md").exists()
    assert (mill / "registers.md").read_bytes() == (newer / "registers.md").read_bytes()
    # It is told once; the next upgrade still knows that it was changed.
    assert upgrade(mill).left == {}
    with (newer / "privacy.md").open("a", encoding="utf-8") as file:
        file.write("Even more.\n")
    assert set(upgrade(mill).left) == {"privacy.md"}
    assert (mill / "privacy.md").read_text("utf-8") == mine["privacy.md"]


def test_a_file_that_somebody_wrote_under_a_new_name_stays(mill: Path, newer: Path) -> None:
    (mill / "edition" / "core" / "new.py").write_text("mine = 1\n", "utf-8")
    (mill / "edition" / "core" / "ids.py").write_text("mine = 2\n", "utf-8")
    for left in ({"edition/core/new.py", "edition/core/ids.py"}, set()):
        assert set(upgrade(mill).left) == left
        assert (mill / "edition" / "core" / "new.py").read_text("utf-8") == "mine = 1\n"
        assert (mill / "edition" / "core" / "ids.py").read_text("utf-8") == "mine = 2\n"


def test_an_upgrade_that_was_interrupted_is_made_good_by_the_next(
    mill: Path, newer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = mill.with_name("whole")
    shutil.copytree(mill, whole)
    upgrade(whole)
    left = [3]

    def fails(path: Path, words: bytes) -> None:
        left[0] -= 1
        if not left[0]:
            raise OSError(28, "No space left on device", str(path))
        put(path, words)

    monkeypatch.setattr(upgrading, "put", fails)
    with pytest.raises(OSError, match="No space"):
        upgrade(mill)
    monkeypatch.setattr(upgrading, "put", put)
    assert upgrade(mill).left == {}
    assert files(mill) == files(whole)


def test_line_ends_of_another_system_are_no_change(mill: Path) -> None:
    for name in ("privacy.md", "conf.py"):
        path = mill / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert upgrade(mill).left == {}
    assert digest(b"a\r\nb\n") == digest(b"a\nb\n") != digest(b"a\nb")


def test_only_what_was_made_is_brought_to_newer_code(mill: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="was not made"):
        upgrade(contents.ROOT)
    (mill / "source" / "witness.yaml").unlink()
    with pytest.raises(Refused, match="missing"):
        upgrade(mill)


# ---- The form, and the text before ----------------------------------------------------------------------------


def test_the_version_of_the_code_is_that_of_the_project(mill: Path) -> None:
    project = tomllib.loads((contents.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    made = read_made(mill)
    assert made is not None
    assert made.code == CODE == project["version"]


def test_each_change_of_the_form_is_told() -> None:
    forms = ("One.", "Two is a list.", "Three has a year.")
    (problem,) = check_form(Made(form="1"), Path("made.yaml"), forms)
    assert "Two is a list. Three has a year." in problem.sentence
    assert "form: 3" in problem.sentence
    assert list(check_form(Made(form="3"), Path("made.yaml"), forms)) == []


def test_names_of_the_text_before_are_known_until_nobody_says_them() -> None:
    made = Made(text={"author": "Jane Miller", "title": "The Mill", "unit": "Chapter"}, former=("The River",))
    now = {"author": "Jane Miller", "title": "The Mill and the River", "unit": "Part"}
    assert former_names(made, now) == ["The River", "Chapter", "Chapters", "chapter", "chapters"]
    assert former_names(made, {"author": "Ann Byron", "title": "Notes"})[:4] == [
        *("The River", "Jane Miller", "Miller", "The Mill")
    ]
