"""What the files of pages are called where they are published: no two alike, and none that an address cannot have.

No Sphinx.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.core.messages import Mistake, Problem, at
from edition.editorial.edition import Edition

DOWNLOADS = "downloads"
BOOK = "edition"  # the name of the whole PDF
LARGE = ".large"
# Pages and folders that every site has besides those of the editors; the folders begin with an underscore, but for one.
MADE = ("search", "404", "genindex")
# What addresses or the file systems of readers of a copy give a meaning of its own.
NOT_IN_NAME = re.compile(r'["<>:|?*\\#%`^\[\]{}\x00-\x1f\x7f]')
NOT_IN_ID = re.compile(r"[^\w.-]")  # of an entry, whose name stands in roles and records


def handout_name(page: str, *, large: bool = False) -> str:
    """A handout has its page's name."""
    return page.rpartition("/")[2] + LARGE * large


def check_names(edition: Edition) -> Iterator[Problem]:
    """Whether each page can have its address, and each handout its file."""
    for name, page in edition.pages.items():
        is_entry = edition.glossary.entry_of(name) is not None
        if sentence := _wrong_name(name, is_entry=is_entry):
            yield Problem(Mistake.PAGE, at(page.path, 1), sentence)
    yield from _doubled_pages(edition)
    yield from _doubled_handouts(edition)


def _wrong_name(name: str, *, is_entry: bool) -> str:
    first, _, last = name.rpartition("/")
    if odd := NOT_IN_NAME.search(name):
        return f"The name of this file has “{odd[0]}”, which its address cannot have. Give the file another name."
    if is_entry and (odd := NOT_IN_ID.search(last)):
        write = "Give the file a name of letters, digits, and hyphens."
        return f"The name of this file is the id of its entry, and “{odd[0]}” cannot stand in one. {write}"
    if name.casefold() in MADE:
        return f"The site makes a page of the name “{name}” itself. Give the file another name."
    folders = first.split("/")
    if folders[0] == DOWNLOADS or any(folder.startswith("_") for folder in folders):
        return f"The folder “{first}” is one of those that the site makes itself. Put the file into another folder."
    if last != last.strip(" ."):
        return "The name of this file begins or ends with a blank or a full stop. Take it off."
    return ""


def _doubled_pages(edition: Edition) -> Iterator[Problem]:
    """Many hosts, and many machines, take capitals and small letters for the same."""
    seen: dict[str, str] = {}
    for name, page in edition.pages.items():
        other = seen.setdefault(name.casefold(), name)
        if other != name:
            sentence = f"But for capitals this file has the name of {other}. Give one of them another name."
            yield Problem(Mistake.PAGE, at(page.path, 1), sentence)


def _doubled_handouts(edition: Edition) -> Iterator[Problem]:
    """The PDFs of all units lie in one folder, with that of the whole."""
    seen = {BOOK: "the whole edition"}
    for page in dict.fromkeys(edition.drawing.values()):
        for large in (False, True):
            file = handout_name(page, large=large)
            other = seen.setdefault(file.casefold(), page)
            if other != page:
                sentence = (
                    f"The PDF of this page, {file}.pdf, would replace that of {other}. Give the file another name."
                )
                yield Problem(Mistake.PAGE, at(edition.pages[page].path, 1), sentence)
                break
