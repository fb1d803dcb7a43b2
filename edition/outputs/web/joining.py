"""The scripts and the style as they are sent: joined, with their colors, without their comments."""

from __future__ import annotations

import re
import shutil
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import rcssmin
import rjsmin

from edition.base.colors import colored, custom_properties, read_colors
from edition.base.features import features_of
from edition.base.words import script_of_words

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from edition.base.features import Features

STATIC = Path(__file__).parent / "static"
STYLE = "edition.css"
# What the site loads in one request: on every page the kit with the first script, and the style; on the page of a unit
# the kit for what features add; at the first gesture the kit of what opens beside words; and with each script that
# compares words the kit for them.
JOINED = {
    "page.js": ("kit.js", "page.js"),
    "reading.js": (),
    "popups.js": ("kit-popups.js",),
    **{name: ("kit-words.js", name) for name in ("filter.js", "finding.js", "notfound.js")},
    "lists.css": ("jumps.css",),
    STYLE: ("face.css", "ground.css", "frame.css", "prose.css"),
}


def short_style(words: str) -> str:
    """Without comments and white space, nor the nought before a point."""
    return re.sub(r"(?<=[\s:,(])0(?=\.\d)", "", str(rcssmin.cssmin(words)))


# Nothing but comments and white space is taken away: what also renames has been seen to break a script.
SHORTENED = {".css": short_style, ".js": rjsmin.jsmin}


def requests(features: Features) -> dict[str, list[Path]]:
    """Name of each file that is sent -> what it is joined of: the site first, then each feature as it was loaded."""
    joined = {name: [STATIC / part for part in parts] for name, parts in JOINED.items()}
    taken = {path for parts in joined.values() for path in parts}
    alone = [path for path in sorted(STATIC.iterdir()) if path not in taken]
    alone += [path for path, request in features.scripts.items() if not request]
    alone += [path for path, own in features.styles.items() if own]
    for path, request in features.scripts.items():
        if request:
            joined[request].append(path)
    for request, parts in features.sheets.items():
        joined.setdefault(request, []).extend(parts)
    joined[STYLE] += [path for path, own in features.styles.items() if not own]
    return joined | {path.name: [path] for path in alone}


def sent(app: Sphinx) -> dict[str, str]:
    """Name of each file that is sent -> its words."""
    colors = read_colors()

    def words(path: Path) -> str:
        text = path.read_text("utf-8")
        # A section mark of the text face (Literata at weight 600, drawn as a path), in the colors of the day.
        text = colored(text, colors) if path.name == "icon.svg" else text
        return str(SHORTENED.get(path.suffix, str)(text))

    said = features_of(app).said
    found = {
        name: "\n".join([*said.get(name, ()), *map(words, parts)])
        for name, parts in sorted(requests(features_of(app)).items())
    }
    found[STYLE] = str(rcssmin.cssmin(custom_properties(colors))) + found[STYLE]
    # The words of another language follow the first script.
    return found | {"page.js": found["page.js"] + script_of_words(app, "\n".join(found.values()))}


def tell_templates(app: Sphinx, config: Config) -> None:
    """Set what templates name of these files; pages are written anew with it."""
    # Part of every address of a script, so that no browser mixes two versions.
    config.edition_static = f"{zlib.crc32(repr(sorted(sent(app).items())).encode()):08x}"
    config.html_context = {**config.html_context, "paper": read_colors()["paper"]._asdict()}


def provide_static(app: Sphinx) -> None:
    """Write the files where Sphinx copies them from."""
    folder = Path(app.doctreedir).parent / "static"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, words in sent(app).items():
        (folder / name).write_text(words, "utf-8")
    app.config.html_static_path.append(str(folder))


def setup(app: Sphinx) -> None:
    app.add_config_value("edition_static", "", "html", str)
    app.connect("config-inited", tell_templates)
    app.add_css_file(STYLE)
