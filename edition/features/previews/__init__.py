"""Pop-ups: a key term, a work cited, and the sentence to which an address leads, shown where the reader is.

A page holds its terms and works itself.  The sentences of all pages stand in one script, fetched at the first wish.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from edition.base.domain import edition_of
from edition.base.features import features_of
from edition.base.language import language_of_text
from edition.base.names import title_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

NAME = "previews"
HERE = Path(__file__).parent


def files_of(app: Sphinx) -> dict[str, str]:
    """The words of every sentence, none where they are withheld: a script, since a page from disk can fetch nothing."""
    edition = edition_of(app.env)
    drawn = {number: edition.text.by_number[number] for number in edition.drawing}
    facts = {
        "language": language_of_text(app.env),
        "titles": {str(number): title_of(app.env, page) for number, page in edition.drawing.items()},
        "words": {
            str(part.address): part.text
            for unit in (() if edition.withheld else drawn.values())
            for part in unit.sentences
        },
    }
    written = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return {"_static/sentences.js": f'"use strict";\nedition.sentences = {written};\n'}


def setup(app: Sphinx) -> None:
    features = features_of(app)
    features.on_site(NAME, files=files_of)
    features.script(HERE / "pointing.js", joined="page.js")
    features.script(HERE / "previews.js", joined="popups.js")
    features.style(HERE / "popups.css", alone=True)
