"""Events as they are read: what is kept, in which order, and to which units they belong."""

from __future__ import annotations

from pathlib import Path

from edition.core.messages import Mistake
from edition.core.model import Address, Ledger
from edition.editorial.events import Event, Known, read_events
from edition.witness.emending import edit

TEXT, _ = edit("Title\nA lamp burned. It went out.\n1. Nobody asked.", Ledger(), Path("emendations.yaml"))
KNOWN = Known({"lamp", "quay"}, {"quay"}, {"tales"}, TEXT)

EVENTS = """
- id: e1911-lamp
  date: 1911/1912
  sentence: A lamp burns.
  places: [quay]
  entries: [lamp, quay]
  at: ["1.1"]
  units: [0, 1]
  sources: ["{see}tales{pp. 3–4}"]
- id: e1912-03-dark
  date: 1912-03
  sentence: It says “dark.”
  at: ["0.2", "1.1"]
  sources: [tales]
"""


def read(folder: Path, written: str) -> tuple[list[Event], list[Mistake]]:
    path = folder / "chronology.yaml"
    path.write_text(written, "utf-8")
    events, problems = read_events(path, KNOWN)
    return events, [problem.mistake for problem in problems]


def test_an_event_is_read_as_it_is_written(tmp_path: Path) -> None:
    (lamp, dark), mistakes = read(tmp_path, EVENTS)
    assert mistakes == []
    assert (lamp.id, lamp.date, lamp.begins, lamp.year) == ("e1911-lamp", "1911/1912", "1911", "1911")
    assert lamp.at == (Address(1, 1),)
    assert lamp.sources == ("{see}tales{pp. 3–4}",)
    assert lamp.names == ["lamp", "quay"]
    assert lamp.all_units == [0, 1]
    assert dark.all_units == [0, 1]
    assert dark.line == 10


def test_only_what_is_known_is_kept(tmp_path: Path) -> None:
    written = (
        EVENTS.replace("[lamp, quay]", "[lamb, quay]")
        .replace("[tales]", "[tale]")
        .replace("units: [0, 1]", "units: [7]")
    )
    (lamp, dark), mistakes = read(tmp_path, written)
    assert mistakes == [Mistake.EVENT, Mistake.UNIT, Mistake.SOURCE]
    assert (lamp.entries, lamp.units, dark.sources) == (("quay",), (), ())


def test_a_month_stands_before_its_days(tmp_path: Path) -> None:
    later = EVENTS.replace("1912-03", "1911-01-01")
    assert read(tmp_path, later)[1] == []
    assert read(tmp_path, later.replace("1911/1912", "1911-01-02").replace("e1911-lamp", "e1911-01-02-lamp"))[1] == [
        Mistake.EVENT
    ]


def test_years_before_the_first_stand_before_it(tmp_path: Path) -> None:
    early = EVENTS.replace("1911/1912", "-0044/-0043").replace("e1911", "e-0044").replace("1912-03", "-0043-02")
    (lamp, _), mistakes = read(tmp_path, early)
    assert mistakes == []
    assert lamp.year == "-0044"


def test_an_id_tells_the_date_of_its_event_or_the_one_it_had(tmp_path: Path) -> None:
    corrected = EVENTS.replace("date: 1912-03", "date: 1912-04")
    assert read(tmp_path, corrected)[1] == [Mistake.EVENT]
    assert read(tmp_path, corrected.replace("date: 1912-04", "date: 1912-04\n  once: 1912-03"))[1] == []


def test_no_events_are_no_mistake_but_no_list_is(tmp_path: Path) -> None:
    assert read(tmp_path, "[]") == ([], [])
    assert read(tmp_path, "") == ([], [Mistake.EVENT])
