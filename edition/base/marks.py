"""What a build leaves for the next one: a mark while it works, and the pages of which something had to be said.

Sphinx keeps what it has read though the build then fails or is broken off; the next one would find all done, and be
silent.  A build that was broken off is followed by one from nothing.  One that told mistakes is followed by one that
reads their pages again, and so tells them again, until they are mended.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.application import ENV_PICKLE_FILENAME
from sphinx.util.logging import NAMESPACE, WarningStreamHandler

from edition.core.files import write_whole

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

MARK = "unfinished.json"  # in the folder of what was read: the pages to read again, or null for everything
Again = frozenset[str] | None


class Told(logging.Filter):
    """Notes the page of every warning that is shown; one with no page may be any's."""

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__()
        self.env = env
        self.pages: set[str] | None = set()

    def filter(self, record: logging.LogRecord) -> bool:
        place = re.sub(r":(\d+|<unknown>)?$", "", str(getattr(record, "location", None) or ""))
        name = self.env.path2doc(place) if place else None
        if name not in self.env.found_docs:
            self.pages = None
        elif self.pages is not None:
            self.pages.add(name)
        return True


def _mark_of(app: Sphinx) -> Path:
    return Path(app.doctreedir, MARK)


def _left(app: Sphinx) -> Again:
    """What the last build left to be read again; what cannot be understood is everything."""
    try:
        left = json.loads(_mark_of(app).read_text("utf-8"))
    except FileNotFoundError:
        return frozenset()
    except ValueError:
        return None
    return None if left is None else frozenset(left)


def forget_what_was_broken_off(app: Sphinx, config: Config) -> None:
    """Before Sphinx looks for what it has read."""
    if _left(app) is None:
        Path(app.doctreedir, ENV_PICKLE_FILENAME).unlink(missing_ok=True)


def begin(app: Sphinx) -> None:
    """As soon as the model has been read, whose mistakes are told by every build."""
    app.__dict__["edition_again"] = _left(app) or frozenset()
    write_whole(_mark_of(app), "null")
    told = app.__dict__["edition_told"] = Told(app.env)
    for handler in logging.getLogger(NAMESPACE).handlers:
        if isinstance(handler, WarningStreamHandler):
            handler.addFilter(told)


def pages_to_read_again(
    app: Sphinx, env: BuildEnvironment, added: AbstractSet[str], changed: AbstractSet[str], removed: AbstractSet[str]
) -> AbstractSet[str]:
    """Those of the last build's mistakes; where pages have come or gone, all: each may have led there."""
    again: AbstractSet[str] = app.__dict__["edition_again"]
    return env.found_docs if added or removed else again & env.found_docs


def end(app: Sphinx, exception: Exception | None) -> None:
    """Last of all."""
    told: Told = app.__dict__["edition_told"]
    if exception is None and told.pages == set():
        _mark_of(app).unlink()
    elif exception is None and told.pages is not None:
        write_whole(_mark_of(app), json.dumps(sorted(told.pages)))


def setup(app: Sphinx) -> None:
    app.connect("config-inited", forget_what_was_broken_off)
    app.connect("builder-inited", begin, priority=101)
    app.connect("env-get-outdated", pages_to_read_again)
    app.connect("build-finished", end, priority=1000)
