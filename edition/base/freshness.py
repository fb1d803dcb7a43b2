"""Which pages are read and written again: those whose source changed, and those that show something of another's.

What a page shows of others follows from its views; where one differs from the last build, the page is read again.
What is known only once all pages are read is compared then, and the page written again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from edition.base.domain import edition_domain
from edition.base.features import drawn, features_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def _changed(kept: dict[str, str], docnames: Iterable[str], shown: Callable[[str], object]) -> list[str]:
    """The documents that show something else than before; `kept` then holds what they show now."""
    now = {name: hashlib.sha256(repr(shown(name)).encode()).hexdigest() for name in docnames}
    before = dict(kept)
    kept.clear()
    kept.update(now)
    return sorted(name for name in now if name in before and before[name] != now[name])


def pages_to_read_again(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    views = features_of(app).views

    def shown(docname: str) -> object:
        return [(name, drawn(env, name, docname)) for name in views]

    return _changed(edition_domain(env).data["views"], env.found_docs, shown)


def pages_to_write_again(app: Sphinx, env: BuildEnvironment) -> list[str]:
    settled = features_of(app).settled

    def shown(docname: str) -> object:
        return [(name, facts(env, docname)) for name, facts in settled.items()]

    return _changed(edition_domain(env).data["settled"], env.found_docs, shown)


def setup(app: Sphinx) -> None:
    app.connect("env-get-outdated", pages_to_read_again)
    # After sphinxcontrib-bibtex, which sets its references at the same event.
    app.connect("env-updated", pages_to_write_again, priority=900)
