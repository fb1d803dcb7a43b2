"""Citations in words, by the forms that a processor of the Citation Style Language has set (``forms.json``).

The forms are the same for every text: they have places for whatever a work may be called.  There is one form for
each set of things that can be known of a work, and one list of authors for each number of them.  A build fills these
in, and leaves open what differs from one citation to the next.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from edition.base.words import _
from edition.core.quotations import place_of_stop, within_quotation
from edition.editorial.people import Name
from edition.features.cite_this.cited import PAGE, PART, Cited, named

FORMS = Path(__file__).with_name("forms.json")  # written by `processor`, with `make forms`
TITLE = "\ue004"  # as in `cited`, a place to be filled in

COUNTED = 21  # Authors beyond these change nothing: APA, the longest, names nineteen and the last.

CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]")

Form = list[tuple[str, str]]
"""What each way of citing is called, and the citation as HTML: text and <em>, nothing else."""


def forms(works: Sequence[Cited]) -> list[dict[str, Form]]:
    """Style -> form, for each work.  Its `title`, `locator` and `url` may be places to be filled in later."""
    known = json.loads(FORMS.read_text("utf-8"))
    return [
        {
            style: [(way, fill(in_words(form, text), _places(work, known, style, way))) for way, form in ways.items()]
            for style, ways in known["forms"][variant(work)].items()
        }
        for work in works
    ]


def in_words(form: str, written: Callable[[str], str] = str) -> str:
    """What the processor set, with its own words in the language of the editors."""
    words = {
        "and": _("and"),
        "AD": _("AD"),
        "C.E.": _("C.E."),
        "et al.": _("et al."),
        "n.d.": _("n.d."),
        "Retrieved": _("Retrieved"),
    }
    return re.sub(rf"\b(?:{'|'.join(map(re.escape, words))})(?!\w)", lambda found: written(words[found[0]]), form)


def variant(work: Cited) -> str:
    """The name of the form of a work: what is known of it, ``book with authors, year, publisher``."""
    page = work.kind == PAGE
    facts = {
        "authors": work.authors,
        "year": work.year,
        "publisher": work.publisher and not page,
        "place": work.place and not work.publisher and not page,  # no style has both
        "edition": work.edition and not page,  # a page always has one
        "address": work.url,
    }
    found = ", ".join(name for name, value in facts.items() if value)
    return " with ".join(filter(None, ("page" if page else "book", found)))


def _places(work: Cited, known: Mapping[str, Mapping[str, Mapping[str, str]]], style: str, way: str) -> dict[str, str]:
    """What fills the places of a form.  A book is cited whole; its part belongs to the locator."""
    edition = work.container if work.kind == PAGE else work.edition
    return {
        "{authors}": _authors(work.authors, known["authors"][style][way]),
        "{year}": _year(work.year, str(known["early"][style])),
        "{publisher}": work.publisher,
        "{place}": work.place,
        "{title}": work.container if work.kind == PART else work.title,
        "{edition}": edition,
        "{version}": named(edition, work.version).removeprefix(edition),
        "{locator}": work.locator,
        "{address}": work.url,
    }


def _year(year: str, early: str) -> str:
    """A year as it is printed.  One that is no number stands as it was written: ``c. 1912``."""
    if not year.isdecimal():
        return year
    return in_words(early).replace("{year}", str(int(year))) if int(year) < 1000 else str(int(year))


# ---- Authors -----------------------------------------------------------------------------------------------------


def _authors(authors: Sequence[Name], lists: Sequence[str]) -> str:
    """The authors in the list of as many."""
    if not authors:
        return ""
    listed = authors if len(authors) <= COUNTED else [*authors[: COUNTED - 1], authors[-1]]
    shape = in_words(lists[min(len(listed), len(lists)) - 1])
    return re.sub(r"\{(\d+) ?(\w*)\}", lambda place: turned(listed[int(place[1]) - 1], place[2]), shape)


def turned(name: Name, how: str) -> str:
    """A name as a list of authors has it; a body has one name, whatever the list wants.

    A particle that a style sets last is one in lower case: ``Gaulle, Charles de``, but ``Le Guin, Ursula K.``
    """
    family, given = name.family, re.sub(r"(?<!\S)(\w)(?!\S)", r"\1.", name.given)  # a single letter is an initial
    if name.literal:
        return name.literal
    if CHINESE.search(family + given):
        return family if how == "short" else family + name.given
    particle, rest = _parted(family)
    ways = {
        "": f"{given} {family}",
        "short": family,
        "inverted": f"{family}, {given}",
        "initials": f"{family}, {initials(given)}",
        "demoted": " ".join(filter(None, (f"{rest}, {given}", particle))),
    }
    return ways[how]


def _parted(family: str) -> tuple[str, str]:
    """The particle and the rest: ``van der``, ``Waals``."""
    words = family.split()
    first = next((index for index, word in enumerate(words) if not word.islower()), 0)
    return " ".join(words[:first]), " ".join(words[first:])


def initials(given: str) -> str:
    """``Jean-Paul Marie`` and ``J.-P. M.`` as ``J.-P. M.``; a word in lower case stays."""
    return re.sub(r"([^\s.-]+)\.?(?=(\w?))", lambda word: _initial(word[1]) + (" " if word[2] else ""), given)


def _initial(word: str) -> str:
    first = next((index for index, letter in enumerate(word) if letter != letter.lower()), None)
    return word if first is None else f"{word[: first + 1]}."


# ---- Places ------------------------------------------------------------------------------------------------------


def text(words: str) -> str:
    """Plain words as HTML."""
    return html.escape(words, quote=False)


def fill(form: str, places: Mapping[str, str]) -> str:
    """A citation in HTML with what was left open filled in, as place -> plain words.

    Words that end with a stop of their own (``Who?``, ``Co.``) take the full stop of the form for theirs; a full stop
    or a comma goes within the quotation that they end with.
    """
    done = last = ""  # what was written, and of it the words of the place before
    for index, part in enumerate(re.split(f"({'|'.join(map(re.escape, places))})", form)):
        if index % 2:
            inside = done.rfind("“") > done.rfind("”")  # a quotation inside a quotation has marks of its own
            words = within_quotation(places[part].strip()) if inside else places[part]
            done, last = done + text(words), words or last
        elif part:
            done, last = _stopped(done, last, part), ""
    return done


def _stopped(done: str, last: str, part: str) -> str:
    """What was written and a part of the form behind it, with one stop between them, where it belongs."""
    stop = re.match("((?:</em>)?)([.,])", part)
    place = place_of_stop(last) if stop and last else 0
    if not stop or place == 0 or (place is None and stop[2] == ","):
        return done + part
    mark, place = (stop[2], place) if place else ("", 0)
    end = len(done) - place
    return f"{done[:end]}{mark}{done[end:]}{stop[1]}{part[stop.end() :]}"
