"""The bibliography: BibTeX that is none, fields that nobody prints, names and words with TeX in them."""

from __future__ import annotations

from random import Random

from tests.fuzz.kinds.odd import ODD
from tests.fuzz.kinds.picking import paths, replace_one, words_of, write
from tests.fuzz.mutant import Files, change

FIELDS = ODD["works"]["fields"]
BETWEEN = ODD["works"]["between"]


@change
def field_put_in(chance: Random, files: Files) -> None:
    replace_one(chance, files, r"^  (?=title|year|author)", f"  {chance.choice(FIELDS)},\n  ", ".bib")


@change
def field_of_another_kind(chance: Random, files: Files) -> None:
    field = chance.choice(FIELDS)
    replace_one(chance, files, rf"^  {field.partition(' ')[0]} = .*?,?\n", "", ".bib")
    replace_one(chance, files, r",\n", f",\n  {field},\n", ".bib")


@change
def written_between(chance: Random, files: Files) -> None:
    for path in paths(files, ".bib"):
        words = words_of(files, path)
        added = chance.choice(BETWEEN)
        write(files, path, chance.choice((f"{added}\n{words}", f"{words}\n{added}\n")))


@change
def mark_of_grammar(chance: Random, files: Files) -> None:
    new = chance.choice(
        ("", "{", "}", "{{", "}}", "=", ",", ",,", '"', "#", "@", "\\", "%", "(", "~", "\n\n", "$", "& ")
    )
    replace_one(chance, files, r"[{}=,@]", new, ".bib")


@change
def type_of_work(chance: Random, files: Files) -> None:
    kind = chance.choice(ODD["works"]["type of work"])
    replace_one(chance, files, r"(?<=^@)book", kind, ".bib")


@change
def another_work(chance: Random, files: Files) -> None:
    """A second work, cited, so that two are told apart."""
    fields = ", ".join(["author = {Nobody}", "title = {Other Tales}", *chance.sample(FIELDS, chance.randint(0, 3))])
    kind = chance.choice(("book", "article", "incollection", "misc"))
    words = words_of(files, "bibliography.bib")
    write(files, "bibliography.bib", f"{words}\n@{kind}{{other, {fields}}}\n")
    replace_one(chance, files, r"\{cite:p\}`nobody1912tales`", "{cite:p}`nobody1912tales,other`", ".md")
