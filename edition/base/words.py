"""Words that readers see, in the language of the editors (`language` of ``conf.py``), by a catalogue of Sphinx's kind.

English stands in the code.  Another language is one file, ``<language>/LC_MESSAGES/edition.po``, in ``edition/locale``
or in the `locale_dirs` of an edition; what it leaves out stays English.  Scripts and print are handed the same words as
a table.  A word is looked up when it is used, never when a module is loaded: one process may build several editions.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from babel.core import get_global, parse_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from sphinx.locale import get_translator, translators

from edition.base.reporting import report
from edition.core.messages import Mistake, Problem, at

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog
    from sphinx.application import Sphinx
    from sphinx.config import Config

CATALOG = "edition"
LOCALE = Path(__file__).parents[1] / "locale"
AMERICAN = "en_US"


def _(words: str, **given: object) -> str:
    """Words in the language of the editors; what stands in braces is filled in."""
    found = get_translator(CATALOG).gettext(words)
    return found.format(**given) if given else found


def counted(one: str, many: str, n: int, **given: object) -> str:
    """Words for a number of things, in the form that the number wants: ``{n} sentences``."""
    return get_translator(CATALOG).ngettext(one, many, n).format(n=n, **given)


def locale() -> str:
    """The locale of the words, for whatever is named by rules: months, the order of a date, languages."""
    return get_translator(CATALOG).info().get("language", AMERICAN)


def likely_locale(language: str) -> str:
    """``en_US`` for ``en``: the territory where the language is likeliest spoken."""
    tag = language.replace("-", "_")
    spoken, territory, *_ = parse_locale(tag)
    if territory is None:
        territory = parse_locale(get_global("likely_subtags").get(tag, tag))[1]
    return f"{spoken}_{territory}" if territory else spoken


def catalogue(config: Config, folder: Path) -> Catalog | None:
    """The catalogue of an edition's language: its own in `folder`, or one of ours; none for English."""
    language = config.language or "en"
    for place in (*(folder / name for name in config.locale_dirs), LOCALE):
        for name in dict.fromkeys((language, language.partition("_")[0])):
            path = place / name / "LC_MESSAGES" / f"{CATALOG}.po"
            if path.exists():
                with path.open("rb") as opened:
                    return read_po(opened, locale=name)
    return None


def table_of(app: Sphinx) -> dict[str, str | list[str]]:
    """English -> the language of the edition; of words for a number, every form under the singular."""
    found = catalogue(app.config, Path(app.srcdir))
    table: dict[str, str | list[str]] = {}
    for message in found or ():
        key = message.id if isinstance(message.id, str) else message.id[0]
        said = message.string if isinstance(message.string, str) else list(message.string or ())
        if key and all([said] if isinstance(said, str) else said) and not message.fuzzy:
            table[key] = said
    return table


def script_of_words(app: Sphinx, scripts: str) -> str:
    """What tells scripts the words that stand in them in quotation marks; nothing where all stay English."""
    table = {key: said for key, said in table_of(app).items() if f'"{key}"' in scripts}
    found = catalogue(app.config, Path(app.srcdir))
    if found is None or not table:
        return ""
    words = json.dumps(table, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    # The rule of a catalogue for its forms is an expression of C, which a script reads as its own.
    return f"edition.words={words};edition.form=(n)=>Number({found.plural_expr});"


def check_catalogue(app: Sphinx) -> None:
    """Words of ours are in the language that the pages say they are in."""
    language = app.config.language or "en"
    if language.replace("-", "_").partition("_")[0] == "en" or catalogue(app.config, Path(app.srcdir)) is not None:
        return
    sentence = (
        f"There is no catalogue of our words in “{language}”, so they would stand in English. Translate "
        f'edition/locale/{CATALOG}.pot as {language}/LC_MESSAGES/{CATALOG}.po beside it, or write language = "en".'
    )
    report([Problem(Mistake.SETTINGS, at(Path(app.confdir, "conf.py"), 1), sentence)])


def setup(app: Sphinx) -> None:
    """Load the catalogue, compiled beside what is read of the edition."""
    translators.pop(("general", CATALOG), None)  # of an edition that this process has built before
    compiled = Path(app.doctreedir) / "locale"
    found, language = catalogue(app.config, Path(app.srcdir)), app.config.language or "en"
    if found is not None:
        path = compiled / language / "LC_MESSAGES" / f"{CATALOG}.mo"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as opened:
            write_mo(opened, found)
    app.add_message_catalog(CATALOG, str(compiled))
    app.connect("builder-inited", check_catalogue)
