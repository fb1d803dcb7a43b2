"""Dates, addresses, works and links that are none, or lead nowhere."""

from __future__ import annotations

from random import Random

from tests.fuzz.kinds.odd import ODD
from tests.fuzz.kinds.picking import ADDRESS, change_field, replace_one
from tests.fuzz.mutant import Files, change

DATES = ODD["values"]["dates"]
ADDRESSES = ODD["values"]["addresses"]
LINKS = ODD["values"]["links"]
WORDS = r"nobody1912tales"


@change
def date_that_is_none(chance: Random, files: Files) -> None:
    replace_one(chance, files, r"\b(?:1[89]\d\d|2026)[\d/-]*\b", chance.choice(DATES), ".yaml", ".md", ".bib")


@change
def address_that_is_none(chance: Random, files: Files) -> None:
    replace_one(
        chance, files, ADDRESS, chance.choice(ADDRESSES), ".md", "chronology.yaml", "emendations.yaml", "addresses.yaml"
    )


@change
def address_elsewhere(chance: Random, files: Files) -> None:
    replace_one(chance, files, ADDRESS, chance.choice(("0.1", "1.1", "1.4", "2.4", "2.1")), ".md", ".yaml")


@change
def work_that_is_none(chance: Random, files: Files) -> None:
    new = chance.choice(ODD["values"]["work that is none"])
    replace_one(chance, files, WORDS, new, ".md", ".yaml", ".bib")


@change
def link_in_prose(chance: Random, files: Files) -> None:
    link = chance.choice(LINKS)
    replace_one(
        chance,
        files,
        r"(?<=\w) (?=\w)",
        chance.choice(
            (f" [words]({link}) ", f" <{link}> ", f" {link} ", f" [words](<{link}>) ", f" ![words]({link}) ")
        ),
        ".md",
        "chronology.yaml",
    )


@change
def link_of_a_work(chance: Random, files: Files) -> None:
    field = chance.choice(("url", "doi", "access", "eprint", "howpublished", "note"))
    replace_one(chance, files, r",\n  year", f",\n  {field} = {{{chance.choice(LINKS)}}},\n  year", ".bib")


@change
def number_that_is_none(chance: Random, files: Files) -> None:
    new = chance.choice(
        ("-1", "9" * 5000, "1.5", "1e9", "NaN", "", "٣", "0x1", "1_0", "+1", "½", "1 2", "infinity", "0")
    )
    replace_one(chance, files, r"(?<=[ \[])-?\d+(?:\.\d+)?(?=[,\]\n])", new, ".md", ".yaml")


@change
def coordinates(chance: Random, files: Files) -> None:
    new = chance.choice(ODD["values"]["coordinates"])
    replace_one(chance, files, r"\[-0\.5, 44\.25\]", new, ".md")


@change
def field_of_another_kind_added(chance: Random, files: Files) -> None:
    """A known field where it does not belong, or with what cannot be so."""
    line = chance.choice(ODD["values"]["field of another kind added"])
    replace_one(chance, files, rf"^  {line.partition(':')[0]}: .*\n", "", ".md")
    replace_one(chance, files, r"^entry:\n", f"entry:\n  {line}\n", ".md")


@change
def empty_words(chance: Random, files: Files) -> None:
    change_field(
        chance,
        files,
        value=chance.choice(("' '", "'\u00a0'", "'\u200b'", "'.'", "'-'", "'*'", "'<>'", "'\\'", "'\n\n  '")),
    )
