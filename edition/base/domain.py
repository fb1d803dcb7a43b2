"""The domain ``edition``: the model of this build, what pages keep for others, and where a reference leads."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from collections.abc import Set as AbstractSet
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from docutils import nodes
from sphinx.domains import Domain
from sphinx.util.nodes import make_refnode

from edition.base.abilities import PUBLISHING, can
from edition.base.reporting import report, stop
from edition.core.messages import CannotRead
from edition.core.model import Address
from edition.editorial.checking import check_edition
from edition.editorial.edition import Edition
from edition.editorial.events import SHOWN_BY
from edition.editorial.reading import read_edition
from edition.editorial.settings import SHOWN, Settings
from edition.editorial.state import state_of

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

Found = TypeVar("Found")


class EditionDomain(Domain):
    """The model is read anew by every build: it takes milliseconds and is never stale.

    `data["kept"]` is feature -> document -> what it notes as it is read, as plain data.
    """

    name = "edition"
    label = "Edition"
    initial_data: ClassVar[dict[str, Any]] = {"kept": {}, "views": {}, "settled": {}}
    data_version = 4
    edition: Edition  # set before any page is read

    def kept(self, feature: str) -> dict[str, Any]:
        """Document -> what a feature keeps of it."""
        found: dict[str, Any] = self.data["kept"].setdefault(feature, {})
        return found

    def worked_out(self, name: Hashable, work_out: Callable[[], Found]) -> Found:
        """What follows from all pages together, worked out once a build and not once a page."""
        if name not in self._worked_out:
            self._worked_out[name] = work_out()
        found: Found = self._worked_out[name]
        return found

    @cached_property
    def _worked_out(self) -> dict[Hashable, Any]:
        return {}

    def clear_doc(self, docname: str) -> None:
        for kept in self.data["kept"].values():
            kept.pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        for feature, kept in otherdata["kept"].items():
            self.kept(feature).update({doc: found for doc, found in kept.items() if doc in docnames})

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference:
        page, name = self.place_of(typ, target)
        if page is None:  # the unit that no page draws is reported; once is enough
            return cast("nodes.reference", contnode)
        return make_refnode(builder, fromdocname, page, name, contnode)

    def resolve_any_xref(self, *said: Any) -> list[tuple[str, nodes.reference]]:
        """A link in plain Markdown means no address: these have a role of their own."""
        return []

    def place_of(self, typ: str, target: str) -> tuple[str | None, str]:
        """The document and the element id to which a reference of this type leads."""
        match typ:
            case "gloss":
                return self.edition.glossary.page(target), ""
            case "unit":
                return self.edition.page_of(int(target)), ""
            case "event":
                return next(iter(self.edition.pages_with(SHOWN_BY)), None), target
        address = Address.parse(target)
        return self.edition.page_of(address.unit), address.id


def state(env: BuildEnvironment) -> str:
    """What an output is made from, as one digest; outputs of one state belong together."""
    domain, config = edition_domain(env), env.config
    said = (config.html_baseurl, domain.edition.settings.text)
    return domain.worked_out("state", lambda: state_of(domain.edition, *said))


def edition_domain(env: BuildEnvironment) -> EditionDomain:
    """The one place where the domain is fetched with its type."""
    domain = env.domains["edition"]
    assert isinstance(domain, EditionDomain)
    return domain


def edition_of(env: BuildEnvironment) -> Edition:
    """The model of this build."""
    return edition_domain(env).edition


NOTHING = "There are mistakes; nothing was written."


def read_model(app: Sphinx) -> None:
    """Read the model and report all that is wrong with it, before any page is read and at every build."""
    config = app.config
    said = {name: getattr(config, name, None) for name in config.values}
    try:
        edition = read_edition(Settings.of(Path(app.srcdir), said))
    except CannotRead as error:
        report([error.problem])
        stop(NOTHING)
    edition_domain(app.env).edition = edition
    edition_domain(app.env)._worked_out.clear()
    if can(app.builder, PUBLISHING) or config.edition_checked:
        found = [problem for problem in edition.problems if problem.fatal]
    else:
        found = list(check_edition(edition))
        report(found)
    if found:  # what Sphinx would say of the same is no help, and it would stumble over some
        stop(NOTHING)


def setup(app: Sphinx) -> None:
    app.add_config_value("edition_source", "source", "env", str)
    app.add_config_value("edition_text", SHOWN, "env", str)
    app.add_config_value("edition_glossary", "glossary", "env", str)
    app.add_config_value("edition_chronology", "chronology.yaml", "env", str)
    app.add_config_value("edition_limits", {}, "env", dict)
    # Set by whoever has told the mistakes of the files already: ``make check`` does so before Sphinx begins.
    app.add_config_value("edition_checked", False, "", bool)
    app.add_domain(EditionDomain)
    app.connect("builder-inited", read_model, priority=100)  # before whoever reads the same files
