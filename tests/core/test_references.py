"""Works that would be cited alike: plain functions."""

from __future__ import annotations

import pybtex.database

from edition.features.works.style import tell_apart

WORKS = """
@book{whole, author = {Jacobson, Jon}, title = {The Whole}, year = {1994}}
@inbook{notes, author = {Jacobson, Jon}, title = {Notes}, booktitle = {The Whole}, year = {1994}}
@inbook{end, author = {Jacobson, Jon}, title = {Conclusion}, booktitle = {The Whole}, year = {1994}}
@misc{later, author = {Lenin, V. I.}, title = {B}, year = {1922}}
@misc{sooner, author = {Lenin, V. I.}, title = {A}, year = {1922}}
@misc{alone, author = {Lenin, V. I.}, title = {A}, year = {1920}}
@online{undated, author = {{Encyclopedia}}, title = {Genoa}, year = {n.d.}}
@online{undated2, author = {{Encyclopedia}}, title = {Helsinki}, year = {n.d.}}
@book{many, author = {One, A. and Two, B. and Three, C.}, title = {First}, year = {2003}}
@book{others, author = {One, A. and Four, D. and Five, E.}, title = {Second}, year = {2003}}
@book{pair, author = {One, A. and Two, B.}, title = {Third}, year = {2003}}
@collection{edited, editor = {Lenin, V. I.}, title = {C}, year = {1922}}
"""


def years() -> dict[str, str]:
    data = pybtex.database.parse_string(WORKS, "bibtex")
    tell_apart(data.entries.values())
    once = {key: work.fields["year"] for key, work in data.entries.items()}
    tell_apart(data.entries.values())
    assert once == {key: work.fields["year"] for key, work in data.entries.items()}
    return once


def test_works_cited_alike_get_letters_in_the_order_of_their_titles() -> None:
    found = years()
    assert (found["sooner"], found["later"], found["edited"], found["alone"]) == ("1922a", "1922b", "1922c", "1920")
    assert (found["undated"], found["undated2"]) == ("n.d.-a", "n.d.-b")


def test_a_book_keeps_its_year_beside_its_parts() -> None:
    found = years()
    assert (found["whole"], found["end"], found["notes"]) == ("1994", "1994a", "1994b")


def test_names_that_print_as_others_count_as_one() -> None:
    found = years()
    assert (found["many"], found["others"], found["pair"]) == ("2003a", "2003b", "2003")
