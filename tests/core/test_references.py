"""How works are printed, cited and told apart: plain functions, with no build."""

from __future__ import annotations

import re

import pybtex.plugin
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pybtex.database import BibliographyData, Entry, parse_string
from sphinxcontrib.bibtex.citation_target import parse_citation_targets

from edition.editorial.work_fields import EVERY, KINDS
from edition.editorial.works import is_citation, keys_in
from edition.features.works.lists import Filing
from edition.features.works.style import (
    EditionStyle,
    KeyLabels,
    Persons,
    cited_as,
    put_bodies_among_authors,
    tell_apart,
)

pybtex.plugin.register_plugin("pybtex.style.formatting", "edition", EditionStyle)
pybtex.plugin.register_plugin("pybtex.style.labels", "edition", KeyLabels)
pybtex.plugin.register_plugin("pybtex.style.sorting", "edition", Filing)

WORKS = """
@book{whole, author = {Jacobson, Jon}, title = {The Whole}, year = {1994}}
@inbook{notes, author = {Jacobson, Jon}, title = {Notes}, booktitle = {The Whole}, year = {1994}}
@inbook{end, author = {Jacobson, Jon}, title = {Conclusion}, booktitle = {The Whole}, year = {1994}}
@misc{later, author = {Lenin, V. I.}, title = {B}, year = {1922}}
@misc{sooner, author = {Lenin, V. I.}, title = {A}, year = {1922}}
@misc{alone, author = {Lenin, V. I.}, title = {A}, year = {1920}}
@online{undated, author = {{Encyclopedia}}, title = {Genoa}, year = {n.d.}}
@online{undated2, author = {{Encyclopedia}}, title = {Helsinki}}
@online{undated3, title = {Iași}}
@misc{coming, author = {Quist, Jo}, title = {Fog}, year = {forthcoming}}
@book{many, author = {One, A. and Two, B. and Three, C.}, title = {First}, year = {2003}}
@book{others, author = {One, A. and Four, D. and Five, E.}, title = {Second}, year = {2003}}
@book{cut, author = {One, A. and others}, title = {Third}, year = {2003}}
@book{pair, author = {One, A. and Two, B.}, title = {Fourth}, year = {2003}}
@collection{edited, editor = {Lenin, V. I.}, title = {C}, year = {1922}}
@report{office, organization = {Harbor Office}, title = {Lamps}, year = {1930}}
@report{office2, author = {{Harbor Office}}, title = {Wicks}, year = {1930}}
@book{accent, author = {B{\\"o}hm, A.}, title = {One}, year = {1931}}
@book{letter, author = {Böhm, B.}, title = {Two}, year = {1931}}
"""


def prepared(written: str) -> dict[str, Entry]:
    """Works as a build has them; to prepare them again changes nothing."""
    data: BibliographyData = parse_string(written, "bibtex")
    for _ in range(2):
        put_bodies_among_authors(data.entries.values())
        tell_apart(data.entries.values())
    return dict(data.entries.items())


def years() -> dict[str, str]:
    return {key: work.fields["year"] for key, work in prepared(WORKS).items()}


def printed(record: str, form: str = "text") -> str:
    """One work as a list prints it."""
    (work,) = prepared(record).values()
    ((found),) = EditionStyle().format_bibliography(BibliographyData({work.key: work}))
    return str(found.text.render(pybtex.plugin.find_plugin("pybtex.backends", form)())).replace(
        "\N{NO-BREAK SPACE}", " "
    )


def cited(record: str) -> str:
    """How a citation calls it: whose it is, and its year."""
    (work,) = prepared(record).values()
    name = Persons().author_or_editor_or_title(full=False).format_data({"entry": work})
    return f"{name} {work.fields['year']}".replace("<nbsp>", " ")


def test_works_cited_alike_get_letters_in_the_order_of_their_titles() -> None:
    found = years()
    assert (found["sooner"], found["later"], found["edited"], found["alone"]) == ("1922a", "1922b", "1922c", "1920")
    assert (found["office"], found["office2"]) == ("1930a", "1930b")
    assert (found["accent"], found["letter"]) == ("1931a", "1931b")


def test_no_year_is_said_in_one_way() -> None:
    found = years()
    assert (found["undated"], found["undated2"], found["undated3"]) == ("n.d.-a", "n.d.-b", "n.d.")
    assert found["coming"] == "forthcoming"
    assert printed("@misc{a, author = {Quist, Jo}, title = {Fog}}") == "Quist, Jo. n.d. “Fog.”"
    assert printed("@misc{a, author = {Quist, Jo}, title = {Fog}, year = {n.d.}}") == "Quist, Jo. n.d. “Fog.”"


def test_a_book_keeps_its_year_beside_its_parts() -> None:
    found = years()
    assert (found["whole"], found["end"], found["notes"]) == ("1994", "1994a", "1994b")


def test_names_that_print_as_others_count_as_one() -> None:
    found = years()
    assert (found["many"], found["others"], found["cut"], found["pair"]) == ("2003a", "2003b", "2003c", "2003")


def test_letters_do_not_end_with_z() -> None:
    works = prepared(
        "".join(f"@misc{{w{n:03}, author = {{Ash, U.}}, title = {{T {n:03}}}, year = {{1900}}}}\n" for n in range(60))
    )
    found = [work.fields["year"] for work in works.values()]
    assert (found[0], found[25], found[26], found[59]) == ("1900a", "1900z", "1900aa", "1900bh")
    assert len(set(found)) == 60


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_every_kind_is_printed(kind: str) -> None:
    values = {name: f"Word{index}" for index, name in enumerate((*EVERY, *KINDS[kind]))}
    values |= {"year": "1912", "doi": "10.1000/doi", "url": "https://example.org/url"}
    record = f"@{kind}{{a,\n" + ",\n".join(f"  {name} = {{{words}}}" for name, words in values.items()) + "\n}"
    html = printed(record, "html")
    for name, said in values.items():
        assert re.search(rf"\b{said}\b", html), name
    assert html.count("Word") == len(values) - 3, "something is printed twice"


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (
            "@book{a, author = {Ash, Una}, editor = {Birch, Vic and Cole, W.}, translator = {Dorn, X. and Elm, Y. and "
            "{Board of Trade}}, title = {Fog}, series = {Quay Studies}, number = {7}, volume = {2}, volumes = {3}, "
            "edition = {2nd edition}, address = {Nowhere}, publisher = {No Press}, year = {1912}, doi = {10.1000/182}}",
            "Ash, Una. 1912. Fog. Edited by Vic Birch and W. Cole. Translated by X. Dorn, Y. Elm, and Board of Trade. "
            "2nd edition. Vol. 2. 3 vols. Quay Studies 7. Nowhere: No Press. https://doi.org/10.1000/182",
        ),
        (
            "@incollection{a, author = {Ash, Una}, title = {Fog}, booktitle = {Works}, edition = {2nd edition}, "
            "volume = {31}, editor = {Birch, Vic}, translator = {Dorn, X.}, pages = {438--59}, publisher = {No Press}}",
            "Ash, Una. n.d. “Fog.” In Works, 2nd edition, vol. 31, edited by Vic Birch, translated by X. Dorn, 438–59. "
            "No Press.",
        ),
        (
            "@article{a, author = {Ash, Una and others}, title = {Fog}, journal = {Quay}, volume = {5}, number = {2}, "
            "pages = {xii--xv}, year = {1912}}",
            "Ash, Una, et al. 1912. “Fog.” Quay 5, no. 2: xii–xv.",
        ),
        ("@article{a, title = {Fog}, journal = {Quay}, pages = {3}, year = {1912}}", "“Fog.” 1912. Quay, 3."),
        ("@article{a, title = {Fog}, journal = {Quay}, issue = {May 1}, pages = {3}}", "“Fog.” n.d. Quay, May 1, 3."),
        ("@collection{a, editor = {Ash, U. and Birch, V.}, title = {Fog}}", "Ash, U. and Birch, V., eds. n.d. Fog."),
        ("@collection{a, editor = {Ash, U.}, title = {Fog}, year = {1912}}", "Ash, U., ed. 1912. Fog."),
        ("@book{a, title = {Whose Lamp?}, year = {c. 1912}, publisher = {Co.}}", "Whose Lamp? c. 1912. Co."),
        ("@misc{a, title = {``Out!'' said ‘X’}, howpublished = {in the Quay}}", "“‘Out!’ said ‘X.’” n.d. In the Quay."),
        ("@misc{a, title = {The “Lamp of ‘X’”}}", "“The ‘Lamp of “X.”’” n.d."),
        ("@book{a, title = {The “{Third} Lamp”}}", "The “Third Lamp.” n.d."),
        ("@misc{a, title = {Lamp of the Keepers’}}", "“Lamp of the Keepers’.” n.d."),
        ("@online{a, organization = {Board, Trade and Co.}, title = {Fog}}", "Board, Trade and Co. n.d. “Fog.”"),
        ("@thesis{a, author = {Ash, U.}, title = {Fog}, school = {Quay}}", "Ash, U. n.d. Fog. Thesis, Quay."),
        (
            "@phdthesis{a, author = {Ash, U.}, title = {Fog}, school = {Quay}, type = {PhD diss.}, address = {X}}",
            "Ash, U. n.d. Fog. PhD diss., Quay, X.",
        ),
        ("@report{a, title = {Fog}, type = {Paper}, number = {5}, institution = {Quay}}", "Fog. n.d. Paper 5. Quay."),
        (
            "@book{a, author = {孫, 逸仙}, title = {三民主義}, langid = {zh-Hant}, year = {1924}}",
            "孫逸仙. 1924. 三民主義.",
        ),
        ("@book{a, author = {Ленин, В. И.}, title = {Доклад}, year = {1921}}", "Ленин, В. И. 1921. Доклад."),
        (
            "@online{a, title = {Fog}, doi = {10.1000/A}, url = {https://dx.doi.org/10.1000/a}, access = {open}}",
            "“Fog.” n.d. Open access",
        ),
    ],
)
def test_a_work_is_printed_in_full(record: str, expected: str) -> None:
    assert printed(record) == expected


def test_a_doi_is_a_link() -> None:
    found = printed("@misc{a, title = {Fog}, doi = {10.1000/1<2>(3)}}", "html")
    assert '<a href="https://doi.org/10.1000/1%3C2%3E(3)">https://doi.org/10.1000/1&lt;2&gt;(3)</a>' in found


ENDS = ["Lamp", "Who?", "Out!", "Co.", "“Quay”", "“Quo?”", "‘Out!’", "…", "(1912)", "O'Hara"]
OTHERS = sorted({*EVERY} - {"title"})
words = st.lists(st.sampled_from(ENDS), min_size=1, max_size=3).map(" ".join)


@settings(max_examples=60, phases=[Phase.explicit, Phase.reuse, Phase.generate])  # to make one shorter takes minutes
@given(
    st.sampled_from(list(KINDS)), st.fixed_dictionaries({"title": words}, optional=dict.fromkeys(OTHERS, words)), words
)
def test_no_stop_follows_a_stop(kind: str, fields: dict[str, str], other: str) -> None:
    fields |= {**dict.fromkeys(KINDS[kind], other), "doi": "10.1000/182", "url": "https://example.org/"}
    found = printed(f"@{kind}{{a,\n" + ",\n".join(f"  {name} = {{{said}}}" for name, said in fields.items()) + "\n}")
    assert not re.search(r"[.?!…][’”]*\.|[“‘][.,]|””", found), found


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ("@book{a, author = {van der Ash, Una}, title = {Fog}, year = {1912}}", "van der Ash 1912"),
        ("@book{a, author = {Ash, U. and Birch, V. and Cole, W.}, title = {Fog}}", "Ash et al. n.d."),
        ("@book{a, author = {Ash, U. and others}, title = {Fog}}", "Ash et al. n.d."),
        ("@collection{a, editor = {Ash, U. and Birch, V.}, title = {Fog}}", "Ash and Birch n.d."),
        ("@report{a, organization = {Harbor Office}, title = {Fog}, year = {1930}}", "Harbor Office 1930"),
        ("@misc{a, title = {The “Lamp”}, year = {1930}}", "“The ‘Lamp’” 1930"),
        ("@book{a, title = {The “Lamp”}, year = {1930}}", "The “Lamp” 1930"),
    ],
)
def test_a_citation_names_whose_a_work_is(record: str, expected: str) -> None:
    assert cited(record) == expected


def test_what_is_cited_alike_is_told_apart_whoever_is_named() -> None:
    first, second = prepared("@misc{a, title = {Fog}}\n@misc{b, title = {{F}og}}").values()
    assert cited_as(first)[:2] == cited_as(second)[:2]
    assert (first.fields["year"], second.fields["year"]) == ("n.d.-a", "n.d.-b")


pieces = st.sampled_from(["a", "b1", "{see}", "{p. 5}", ",", " ", "{", "}", "{}", "\n", "é"])


@given(st.lists(pieces, max_size=9).map("".join))
def test_what_is_a_citation_is_what_the_library_takes_for_one(target: str) -> None:
    try:
        keys = [found.key for found in parse_citation_targets(target)]
    except ValueError:
        assert not is_citation(target)
    else:
        assert is_citation(target)
        assert list(keys_in(target)) == keys
