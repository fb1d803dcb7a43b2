"""The register: what each feature says of itself in its `setup`.  The base asks here and knows no feature by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edition.base.domain import edition_domain

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from edition.editorial.edition import Edition

View = Callable[["Edition", str], object]
Settled = Callable[["BuildEnvironment", str], object]
Placing = Callable[["BuildEnvironment", "nodes.document"], "list[nodes.Node]"]
Context = Callable[["Sphinx", str], Mapping[str, Any]]
Files = Callable[["Sphinx"], Mapping[str, str]]


@dataclass(frozen=True)
class Findable:
    """What the search finds of a feature: nodes of one kind, noted as a page is read, as `note` tells of each."""

    node: type[nodes.Element]
    note: Callable[[Any], tuple[str, ...]]


@dataclass
class Features:
    """What was registered, by the name of the feature."""

    views: dict[str, View] = field(default_factory=dict)
    settled: dict[str, Settled] = field(default_factory=dict)
    unit_parts: dict[str, Placing] = field(default_factory=dict)
    entry_parts: dict[str, Placing] = field(default_factory=dict)
    findables: dict[str, Findable] = field(default_factory=dict)
    contexts: dict[str, Context] = field(default_factory=dict)
    lists: list[str] = field(default_factory=list)
    feet: dict[str, Path] = field(default_factory=dict)
    files: dict[str, Files] = field(default_factory=dict)
    scripts: dict[Path, str] = field(default_factory=dict)
    said: dict[str, list[str]] = field(default_factory=dict)
    styles: dict[Path, bool] = field(default_factory=dict)
    sheets: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def view(self, name: str, view: View) -> None:
        """What a page shows of other pages, from the model alone; where it changes, the page is read again."""
        self.views[name] = view

    def once_settled(self, name: str, settled: Settled) -> None:
        """What a page shows that is known once all are read; where it changes, the page is written again."""
        self.settled[name] = settled

    def part_of_unit(self, name: str, place: Placing) -> None:
        """A part of the page of a unit; where it stands is said in `parts`."""
        self.unit_parts[name] = place

    def part_of_entry(self, name: str, place: Placing) -> None:
        """A part of the page of an entry; where it stands is said in `parts`."""
        self.entry_parts[name] = place

    def findable(self, name: str, findable: Findable) -> None:
        """What the search finds as itself, and not as prose of its page."""
        self.findables[name] = findable

    def leads_everywhere(self, directive: str) -> None:
        """A directive whose page is a list by which a reader finds all of a kind."""
        self.lists.append(directive)

    def on_site(
        self, name: str, *, context: Context | None = None, foot: Path | None = None, files: Files | None = None
    ) -> None:
        """What a site shows and holds of a feature: names for templates, a template at the foot of a page, files.

        Files are paths below the site and their words; those of an earlier build that are no longer told go away.
        Whoever asks for one in ``_static/`` and the name of the feature asks with a version made of its words.
        """
        self.contexts |= {name: context} if context else {}
        self.feet |= {name: foot} if foot else {}
        self.files |= {name: files} if files else {}

    def script(self, path: Path, joined: str = "") -> None:
        """A script of the reader's: part of the request `joined`, in the order of loading, or sent by itself."""
        self.scripts[path] = joined

    def style(self, path: Path, alone: bool = False, only_with: tuple[str, ...] = ()) -> None:
        """A style sheet: part of that of every page, after the base and in the order of loading, or sent by itself.

        One that serves certain directives is linked by the pages that have any of them, and by no other.
        """
        self.styles[path] = alone or bool(only_with)
        self.sheets |= {path.name: only_with} if only_with else {}

    def say(self, request: str, words: str) -> None:
        """Words of a script or a style sheet that follow from the model's own lists; they come before its files."""
        self.said.setdefault(request, []).append(words)


def features_of(app: Sphinx) -> Features:
    """The register of this build."""
    found: Features = app.__dict__.setdefault("edition_features", Features())
    return found


def drawn(env: BuildEnvironment, name: str, docname: str) -> Any:
    """The view of a feature on a page, worked out once: what its nodes are made of, and what freshness compares."""
    domain = edition_domain(env)
    view = features_of(env._app).views[name]
    return domain.worked_out(("view", name, docname), lambda: view(domain.edition, docname))


def builder_of(env: BuildEnvironment) -> Builder:
    """The output that is being made."""
    return env._app.builder
