"""The scripts and the style as they are sent: joined, with their colors, without their comments."""

from __future__ import annotations

import shutil
import zlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import rcssmin
import rjsmin

from edition.base.colors import colored, custom_properties, read_colors
from edition.base.words import script_of_words

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

STATIC = Path(__file__).parent / "static"
# What is loaded in one request: on every page the kit with the first script, on the page of a unit all that it needs;
# and with each script that compares words the kit for them.
JOINED = {
    "page.js": ("kit.js", "page.js"),
    "reading.js": ("kit-reading.js", "glosses.js", "notes.js", "cards.js"),
    **{name: ("kit-words.js", name) for name in ("filter.js", "finding.js", "notfound.js")},
}
# Nothing but comments and white space is taken away: what also renames has been seen to break a script.
SHORTENED = {".css": rcssmin.cssmin, ".js": rjsmin.jsmin}


@cache
def sent() -> dict[str, str]:
    """Name of each file that is sent -> its words, in English."""
    words = {path.name: path.read_text("utf-8") for path in sorted(STATIC.iterdir())}
    colors = read_colors()
    words["edition.css"] = custom_properties(colors) + words["edition.css"]
    # A section mark of the text face (Literata at weight 600, drawn as a path), by day and by night in the same colors.
    words["icon.svg"] = colored(words["icon.svg"], colors)
    words = {name: str(SHORTENED.get(Path(name).suffix, str)(text)) for name, text in words.items()}
    joined = {name: "\n".join(words[part] for part in parts) for name, parts in JOINED.items()}
    parts = {part for some in JOINED.values() for part in some}
    return {name: text for name, text in words.items() if name not in parts} | joined


def sent_by(app: Sphinx) -> dict[str, str]:
    """The same files in the language of the edition: its words follow the first script."""
    files = sent()
    return files | {"page.js": files["page.js"] + script_of_words(app, "\n".join(files.values()))}


def tell_templates(app: Sphinx, config: Config) -> None:
    """Set what templates name of these files; pages are written anew with it."""
    # Part of every address of a script, so that no browser mixes two versions.
    config.edition_static = f"{zlib.crc32(repr(sorted(sent_by(app).items())).encode()):08x}"
    config.html_context = {**config.html_context, "paper": read_colors()["paper"]._asdict()}


def provide_static(app: Sphinx) -> None:
    """Write the files where Sphinx copies them from."""
    folder = Path(app.doctreedir).parent / "static"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, words in sent_by(app).items():
        (folder / name).write_text(words, "utf-8")
    app.config.html_static_path.append(str(folder))


def setup(app: Sphinx) -> None:
    app.add_config_value("edition_static", "", "html", str)
    app.connect("config-inited", tell_templates)
    app.add_css_file("edition.css")
