"""What is said of the witness, and whether each rule of the ledger does something.  No Sphinx."""

from __future__ import annotations

from collections.abc import Iterator

from edition.core import web
from edition.core.fields import Fields
from edition.core.messages import Mistake, Problem, at
from edition.core.tags import REMEDY, wrong_tag
from edition.editorial.edition import Edition
from edition.editorial.kinds import WITNESS as FORM
from edition.editorial.people import people
from edition.witness.ledger import LEDGER
from edition.witness.source import WITNESS


def check_witness(edition: Edition) -> Iterator[Problem]:
    """Every field of ``witness.yaml`` is known and in its form; the author has a name."""
    folder = edition.settings.folder / edition.settings.source
    fields = Fields(edition.source.witness, folder / WITNESS, FORM)
    try:
        people(edition.witness["author"])
    except ValueError as error:
        fields.report("author", str(error))
    if (tag := fields.text("language")) and (wrong := wrong_tag(tag)):
        fields.report("language", f"{wrong}. {REMEDY}", Mistake.LANGUAGE)
    if (url := fields.text("free-copy")) and (wrong := web.wrong_address(url)):
        fields.report("free-copy", f"The address “{url}” {wrong}. {web.REMEDY}")
    for word in fields.texts("abbreviations"):
        if not word.endswith(".") or " " in word:
            sentence = f"“{word}” is not one word with its full stop. Write each like this: Gen."
            fields.report("abbreviations", sentence)
    yield from fields.problems
    if not edition.withheld:
        yield from _idle_rules(edition)


def _idle_rules(edition: Edition) -> Iterator[Problem]:
    """Rules of the ledger that match nothing, or put back what they took."""
    path = edition.settings.folder / edition.settings.source / LEDGER
    applied = {id(reading.source) for reading in edition.text.readings}
    changing = {id(reading.source) for reading in edition.text.readings if reading.witness != reading.edition}
    for rule in edition.source.ledger.regularisations:
        if id(rule) not in changing:
            what = "changes nothing where it matches" if id(rule) in applied else "matches nothing in the text"
            sentence = f"The rule “{rule.name}” {what}. Correct its pattern or its edition, or take it out."
            yield Problem(Mistake.EMENDATION, at(path, rule.line), sentence)
