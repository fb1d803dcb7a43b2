"""The forms in which works are cited: what the processor sets, what we mend, and how names are read."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
import rispy
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string

from edition.editorial.people import Name, people
from edition.features.cite_this.cited import PAGE, PART, WHOLE, Cited, bibtex, csl_json, ris
from edition.features.cite_this.csl import FORMS, Form, fill, forms
from edition.features.cite_this.processor import ADDRESS, EDITION, TITLE, processed, write_forms

words = st.lists(st.sampled_from("Board Trade of and & <Lamp> Co. “Quay” O'Neil {x} $1 \\ É Ю 5".split()), min_size=1)
plain = words.map(" ".join)
family = st.builds(
    "{}{}".format, st.sampled_from(["", "van ", "de la "]), st.sampled_from(["Byron", "Ёлкин", "O'Hara"])
)
given_name = st.lists(st.sampled_from(["Ada", "J.", "K", "Jean-Paul", "É.", "Юрий"]), min_size=1).map(" ".join)
people_of_works = st.builds(Name, family=family, given=given_name)
chinese = st.just(Name(family="毛", given="泽东"))
authors = st.lists(people_of_works | plain.map(lambda name: Name(literal=name)) | chinese, max_size=24).map(tuple)
optional = st.just("") | plain
works = st.builds(
    lambda **facts: Cited(**facts, locator="" if facts["kind"] == PAGE else "Tale 1.2"),
    kind=st.sampled_from([PART, WHOLE, PAGE]),
    key=st.just(""),
    title=plain,
    container=plain,
    authors=authors,
    publisher=optional,
    place=optional,
    year=st.just("") | st.integers(1, 2100).map(str),
    edition=optional,
    version=st.sampled_from(["", "0.1", "2"]),
    url=st.sampled_from(["", "https://example.org/a?b=1&c=2"]),
)


def test_the_forms_are_those_that_the_processor_sets_now() -> None:
    assert FORMS.read_text("utf-8") == write_forms(), (
        f"The engine sets other forms than {FORMS.name} has. Call `make forms`, read the diff against the manuals of "
        "the styles, and commit it; where the engine is wrong, keep its version pinned or mend it in processor.py."
    )


@settings(max_examples=40)
@given(st.lists(works, min_size=1, max_size=8))
def test_a_form_filled_in_is_what_the_processor_prints(cited: list[Cited]) -> None:
    for work, ours, theirs in zip(cited, forms(cited), processed(cited), strict=True):
        assert once(ours) == once({style: _filled(form, work) for style, form in theirs.items()})


def once(found: dict[str, Form]) -> dict[str, Form]:
    """Without what the processor knows of no place or publisher: a stop behind a stop, and one behind a quotation."""
    doubled, behind = re.compile(r"(?<=[.!?])((?:</em>|[’”])*)\."), re.compile(r"([’”]+)((?:</em>)?)([.,])")

    def mended(words: str) -> str:
        return doubled.sub(r"\1", behind.sub(r"\3\1\2", doubled.sub(r"\1", words)))

    return {style: [(way, mended(words)) for way, words in form] for style, form in found.items()}


def _filled(form: Form, work: Cited) -> Form:
    """What the processor prints, with the three places that it must not see."""
    edition = work.container if work.kind == PAGE else work.edition
    title = work.container if work.kind == PART else work.title
    version = f", version {work.version}" if edition and work.version else ""
    places = {TITLE: title, EDITION: edition, "\ue006": version, ADDRESS: work.url}
    return [(way, fill(re.sub(f"{EDITION}(</em>)?", r"\g<0>" + "\ue006", found), places)) for way, found in form]


LAMP = Cited(WHOLE, "", "Whose Lamp Is It?", (Name(family="Byron", given="Ada"),), year="1912", locator="Tale 1")


@pytest.mark.parametrize("title", ["Whose Lamp Is It?", "Light!", "The Lamp & Co.", "The Lamp of “Quo Vadis?”"])
@pytest.mark.parametrize("kind", [WHOLE, PART, PAGE])
def test_a_title_with_a_stop_of_its_own_gets_no_other(title: str, kind: str) -> None:
    whole = replace(LAMP, kind=kind, title=title, container=title, edition="Ours")
    later = replace(whole, title=TITLE, container="Ours" if kind == PAGE else TITLE)
    for filled_now, filled_later in zip(*(form.items() for form in forms([whole, later])), strict=True):
        for work, form in ((whole, filled_now[1]), (later, filled_later[1])):
            for _, found in form:
                shown = fill(found, {TITLE: title})
                assert not re.search(r"[.?!]([’”]|</em>)*\.", shown), (work, shown)
    ((_, note), (_, listed)) = forms([replace(LAMP, title=title)])[0]["Chicago"]
    assert note.endswith("(1912), Tale 1.")
    assert listed.endswith("</em> 1912.")


def test_a_quotation_in_a_quotation_has_single_marks_with_the_stop_in_them() -> None:
    ((_, note), (_, listed)) = forms([replace(LAMP, kind=PAGE, title="The “Lamp”", container="Ours")])[0]["Chicago"]
    assert "“The ‘Lamp,’” Ours" in note
    assert "“The ‘Lamp.’” Ours" in listed
    ((_, note), (_, listed)) = forms([replace(LAMP, title="The “Lamp ‘x’”")])[0]["Chicago"]
    assert "<em>The “Lamp ‘x’”</em> (1912)" in note
    assert "<em>The “Lamp ‘x.’”</em> 1912" in listed


def test_a_year_that_is_no_number_is_printed() -> None:
    assert "(Byron, c. 1912, Tale 1)" in dict(forms([replace(LAMP, year="c. 1912")])[0]["APA"]).values()


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        (Name(family="Le Guin", given="Ursula K."), "Le Guin, Ursula K. <em>"),
        (Name(family="de Gaulle", given="Charles"), "Gaulle, Charles de. <em>"),
        (Name(family="Ng", given="A B"), "Ng, A. B. <em>"),
    ],
)
def test_names_are_turned_as_the_style_wants(name: Name, listed: str) -> None:
    assert dict(forms([replace(LAMP, authors=(name,))])[0]["Chicago"])["Bibliography"].startswith(listed)


def test_initials_written_together_are_all_kept() -> None:
    (form,) = forms([replace(LAMP, authors=(Name(family="Lenin", given="V.I."), Name(family="Ёлкин", given="Ю.-В.")))])
    assert dict(form["APA"])["Reference"].startswith("Lenin, V. I., &amp; Ёлкин, Ю.-В. (1912)")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "Ada Byron and Babbage, Charles",
            (Name(family="Byron", given="Ada"), Name(family="Babbage", given="Charles")),
        ),
        ("{Board of Trade and Navigation}", (Name(literal="Board of Trade and Navigation"),)),
        ("{Board, with, many, commas} and Nobody", (Name(literal="Board, with, many, commas"), Name(literal="Nobody"))),
        ("Ada {de Byron}", (Name(family="de Byron", given="Ada"),)),
    ],
)
def test_names_as_an_editor_writes_them(written: str, expected: tuple[Name, ...]) -> None:
    assert people(written) == expected


def test_a_body_is_one_author_in_every_format() -> None:
    work = replace(LAMP, key="board", authors=people("{Board of Trade and Navigation}"))
    body = "Board of Trade and Navigation"
    for form in forms([work])[0].values():
        for _, found in form:
            assert body in found
            assert not re.search(r"[{}]", found)
    (entry,) = parse_string(bibtex(work), "bibtex").entries.values()
    assert [str(person).strip("{}") for person in entry.persons["author"]] == [body]
    assert rispy.loads(ris(work))[0]["authors"] == [body]
    assert json.loads(csl_json(work))[0]["author"] == [{"literal": body}]


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("Byron, Lady, Ada, King", "The author “Byron, Lady, Ada, King” has too many commas. Write “Family, Given”"),
        ("{Board of Trade", "The author “{Board of Trade” has a brace without its other half."),
    ],
)
def test_what_is_no_name_is_met_with_a_sentence(written: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        people(written)
