"""Citations of the real edition: exact, complete, and read by programs that others wrote."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
import rispy
from pybtex.database import BibliographyData, parse_string
from pypdf import PdfReader

from edition.witness.addresses import read_addresses
from proof import reading_text

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "tests" / "schemas" / "csl-data.json").read_text("utf-8"))
is_csl = fastjsonschema.compile(SCHEMA)

WORDS, DATA = ("Chicago", "MLA", "APA"), ("BibTeX", "RIS", "CSL-JSON")
LINK = "https://example.org/propositions/05.html#s5.6"
BOOK = "<em>When the Soviet Union Entered World Politics</em>"
HERE = "The Conclusion, annotated, version 0.1.0"

BARE = {
    "Chicago": {
        "Note": f"Jon Jacobson, {BOOK} (University of California Press, 1994), Conclusion 5.6, {HERE}.",
        "Bibliography": f"Jacobson, Jon. {BOOK}. University of California Press, 1994. {HERE}.",
    },
    "MLA": {
        "Works cited": f"Jacobson, Jon. {BOOK}. University of California Press, 1994. "
        "<em>The Conclusion, annotated</em>, version 0.1.0.",
        "In the text": "(Jacobson, Conclusion 5.6)",
    },
    "APA": {
        "Reference": f"Jacobson, J. (1994). {BOOK}. University of California Press. {HERE}.",
        "In the text": "(Jacobson, 1994, Conclusion 5.6)",
    },
}
LINKED = {
    "Chicago": {
        "Note": f"Jon Jacobson, {BOOK} (University of California Press, 1994), Conclusion 5.6, {HERE}, {LINK}.",
        "Bibliography": f"Jacobson, Jon. {BOOK}. University of California Press, 1994. {HERE}. {LINK}.",
    },
    "MLA": {
        "Works cited": f"Jacobson, Jon. {BOOK}. University of California Press, 1994. "
        f"<em>The Conclusion, annotated</em>, version 0.1.0, {LINK}.",
        "In the text": "(Jacobson, Conclusion 5.6)",
    },
    "APA": {
        "Reference": f"Jacobson, J. (1994). {BOOK}. University of California Press. {HERE}. {LINK}",
        "In the text": "(Jacobson, 1994, Conclusion 5.6)",
    },
}
BIBTEX = """@incollection{jacobson1994-5.6,
  author = {Jacobson, Jon},
  title = {{Conclusion}},
  booktitle = {When the Soviet Union Entered World Politics},
  publisher = {University of California Press},
  address = {Berkeley},
  year = {1994},
  note = {Conclusion 5.6, The Conclusion, annotated, version 0.1.0},
  url = {http://ark.cdlib.org/ark:/13030/ft009nb0bb/}
}
"""
RIS = """TY  - CHAP
ID  - jacobson1994-5.6
AU  - Jacobson, Jon
TI  - Conclusion
T2  - When the Soviet Union Entered World Politics
PB  - University of California Press
CY  - Berkeley
PY  - 1994
N1  - Conclusion 5.6, The Conclusion, annotated, version 0.1.0
UR  - http://ark.cdlib.org/ark:/13030/ft009nb0bb/
ER  - 
"""  # noqa: W291 (a record ends so)


def facts(site: Path) -> dict[str, dict[str, Any]]:
    """Page -> what its script tells the cards."""
    found = {}
    for path in sorted((site / "_static" / "cite").glob("*.js")):
        assigned = re.fullmatch(r"edition\.cited = (\{.*\});\n", path.read_text("utf-8"))
        assert assigned is not None, path.name
        found[path.stem] = json.loads(assigned[1])
    return found


def filled(form: Any, address: str) -> Any:
    """As the cards fill a form."""
    if isinstance(form, list):
        return {way: filled(words, address) for way, words in form}
    return form.replace("\ue001", address).replace("\ue002", LINK).replace("\ue003", address)


def every_sentence(site: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Address, and the facts of its page."""
    known = facts(site)
    for published in read_addresses(ROOT / "source")[0]:
        yield str(published.address), known[published.page.rpartition("/")[2]]


def test_one_sentence_in_every_form(site: Path) -> None:
    forms = facts(site)["05-neither-genoa-nor-rapallo"]["forms"]
    assert {style: filled(forms["bare"][style], "5.6") for style in WORDS} == BARE
    assert {style: filled(forms["linked"][style], "5.6") for style in WORDS} == LINKED
    assert filled(forms["bare"]["BibTeX"], "5.6") == BIBTEX
    assert filled(forms["bare"]["RIS"], "5.6") == RIS
    (item,) = json.loads(filled(forms["linked"]["CSL-JSON"], "5.6"))
    assert item == {
        "id": "jacobson1994-5.6",
        "type": "chapter",
        "author": [{"family": "Jacobson", "given": "Jon"}],
        "title": "Conclusion",
        "container-title": "When the Soviet Union Entered World Politics",
        "publisher": "University of California Press",
        "publisher-place": "Berkeley",
        "issued": {"date-parts": [[1994]]},
        "note": "Conclusion 5.6, The Conclusion, annotated, version 0.1.0. "
        "The book is free to read at http://ark.cdlib.org/ark:/13030/ft009nb0bb/",
        "URL": LINK,
    }


def test_every_sentence_has_every_form_and_others_read_them(site: Path) -> None:
    seen = 0
    for address, known in every_sentence(site):
        for name, forms in known["forms"].items():
            assert forms.keys() == {*WORDS, *DATA}
            done = {form: filled(words, address) for form, words in forms.items()}
            for style in WORDS:
                assert any(f"Conclusion {address}" in words for words in done[style].values()), (address, style)
                assert name == "bare" or any(LINK in words for words in done[style].values()), (address, style)
            assert not re.search("[\ue000-\uf8ff]", json.dumps(done, ensure_ascii=False)), address
            read_by_others(done["BibTeX"], done["RIS"], done["CSL-JSON"])
        seen += 1
    assert seen == len(reading_text(ROOT / "source"))


def read_by_others(bibtex: str, ris: str, csl: str) -> None:
    """Each format can be read, and all three say the same."""
    database: BibliographyData = parse_string(bibtex, "bibtex")
    ((key, entry),) = database.entries.items()
    (record,) = rispy.loads(ris)
    (item,) = is_csl(json.loads(csl))
    assert key == record["id"] == item["id"]
    assert entry.fields["title"].strip("{}") == record["title"] == item["title"]
    assert entry.fields.get("year") == record.get("year") == str(item["issued"]["date-parts"][0][0])
    assert entry.fields.get("url") == (record.get("urls") or [None])[0] == item.get("URL")
    (person,) = entry.persons["author"]
    (name,) = item["author"]
    assert (
        str(person).strip("{}") == record["authors"][0] == (name.get("literal") or f"{name['family']}, {name['given']}")
    )


def test_the_files_of_every_page_are_read_by_others(site: Path) -> None:
    folder = site / "downloads" / "cite"
    found = sorted(folder.rglob("*.bib"))
    names = {str(path.relative_to(folder).with_suffix("")) for path in found}
    units = {path.stem for path in (site / "propositions").glob("[01]*.html")}
    entries = {f"glossary/{path.stem}" for path in (site / "glossary").glob("*.html")}
    assert units
    assert units | entries - {"glossary/index"} <= names
    for path in found:
        read_by_others(*(path.with_suffix(end).read_text("utf-8") for end in (".bib", ".ris", ".json")))


def test_a_page_ends_with_its_citation_and_its_files(site: Path) -> None:
    unit = (site / "propositions" / "05-neither-genoa-nor-rapallo.html").read_text("utf-8")
    assert '<a href="#cite">Cite</a>' in unit
    end = unit[unit.index('id="cite"') :]
    assert "(Jacobson, Conclusion, Proposition 5)" in end
    assert end.count('href="../downloads/cite/05-neither-genoa-nor-rapallo.') == 3
    entry = (site / "glossary" / "nkid.html").read_text("utf-8")
    end = entry[entry.index('id="cite"') :]
    assert re.search(r"The editors\. “NKID\.” <em>The Conclusion, annotated</em>, version 0\.1\.0, 20\d\d\.", end)
    assert "http" not in end[: end.index("</footer>")], "an address that nobody has set"
    assert 'id="cite"' not in (site / "index.html").read_text("utf-8")


def test_the_card_names_the_page_of_the_pdf(site: Path) -> None:
    reader = PdfReader(site / "downloads" / "edition.pdf")
    places = reader.named_destinations
    for address, known in every_sentence(site):
        page = reader.get_destination_page_number(places[f"s{address}"])
        assert known["pages"][address] == page + 1, address  # type: ignore[operator]


def test_the_processor_works_once_and_a_page_costs_what_its_sentences_cost(site: Path) -> None:
    known = facts(site)
    assert len({json.dumps(page["forms"]) for page in known.values()}) == 1, "set once for all pages"
    for name, page in known.items():
        own = len(json.dumps({key: value for key, value in page.items() if key != "forms"}))
        assert own < 200 + 20 * len(page["pages"]), name


@pytest.mark.parametrize("name", ["index.html", "search.html"])
def test_what_is_no_page_of_the_edition_is_not_cited(site: Path, name: str) -> None:
    assert "Cite this page" not in (site / name).read_text("utf-8")
