"""Names of persons and bodies, as bibliographies write them.  No Sphinx."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pybtex.bibtex.utils import split_name_list
from pybtex.database import Person
from pybtex.exceptions import PybtexError


@dataclass(frozen=True)
class Name:
    """A person with a family name, or a body (`given` and `family` empty) with one name."""

    literal: str = ""
    family: str = ""
    given: str = ""


def people(written: str) -> tuple[Name, ...]:
    """``Ada Byron and Charles Babbage``, or ``Byron, Ada``, as names; in braces, ``{Board of Trade}``, as one body.

    Raises ValueError, with a sentence for the editor, where that is not how names are written.
    """
    if written.count("{") != written.count("}"):
        raise ValueError(f"The author “{written}” has a brace without its other half. Write a body as “{{Its Name}}”.")
    return tuple(_name(name) for name in split_name_list(" ".join(written.split())) if name)


def _name(written: str) -> Name:
    try:
        person = Person(written)
    except PybtexError as error:
        raise ValueError(
            f"The author “{written}” has too many commas. Write “Family, Given” or “Family, Jr., Given”, "
            "several with “and” between them, and a body in braces: “{Board, with Commas}”."
        ) from error
    family = " ".join([*person.prelast_names, *person.last_names, *person.lineage_names])
    given = " ".join([*person.first_names, *person.middle_names])
    plain = re.compile("[{}]")  # braces hold together; they are no part of a name
    if given:
        return Name(family=plain.sub("", family), given=plain.sub("", given))
    return Name(literal=plain.sub("", written))
