"""Faults of our own: what nobody foresaw ends a build with a sentence that says whose fault it is, and no traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sphinx.errors import SphinxError, SphinxParallelError

from edition.base.reporting import stop
from edition.core.faults import report_of, report_of_trace

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def catch_faults(app: Sphinx) -> None:
    """Stand between this build and Sphinx, which calls every exception its own fault and asks for a report to itself.

    Handlers of the first events run before there is a build; within one, Sphinx itself clears up first.
    """
    build, emit = app.build, app.events.emit

    def emit_early(*said: Any, **more: Any) -> list[Any]:
        with telling(app):
            return emit(*said, **more)

    def build_and_tell(*said: Any, **more: Any) -> None:
        vars(app.events).pop("emit", None)
        with telling(app):
            build(*said, **more)

    vars(app.events)["emit"] = emit_early
    vars(app)["build"] = build_and_tell


@contextmanager
def telling(app: Sphinx) -> Iterator[None]:
    """Tell of an exception instead of letting it out; not to somebody who asked for a debugger."""
    try:
        yield
    except Exception as error:
        if app.pdb:
            raise
        stop(what_to_say(error, reading(app)))


def what_to_say(error: Exception, while_doing: str) -> str:
    """Whose fault an exception is; Sphinx's own errors are sentences on what it was told, if no other led to them."""
    if isinstance(error, SphinxParallelError):
        return report_of_trace(error.traceback, while_doing)
    if isinstance(error, SphinxError):
        led = error.__cause__
        return (
            f"{error.category}: {error}" if led is None or isinstance(led, SphinxError) else report_of(led, while_doing)
        )
    return report_of(error, while_doing)


def reading(app: Sphinx) -> str:
    """Which page was at hand: what an editor changed in it last may have led to the fault."""
    env = getattr(app, "env", None)  # there is none yet while settings are read
    page = env.current_document.docname if env is not None else ""
    return f"working on {page}" if page else ""


def setup(app: Sphinx) -> None:
    catch_faults(app)
