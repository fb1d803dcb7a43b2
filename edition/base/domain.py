"""The domain ``edition``: the text of this build, which page draws which unit, and where an address leads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from docutils import nodes
from sphinx.domains import Domain
from sphinx.util.nodes import make_refnode

from edition.core.messages import CannotRead, Mistake, Problem, at, report, stop
from edition.core.model import Address
from edition.witness.addresses import ADDRESSES, Published, check_addresses, read_addresses, withhold
from edition.witness.ledger import LEDGER, read_ledger
from edition.witness.moved import MOVED, Move, check_moved, read_moved
from edition.witness.source import WITNESS, Source, read_source, read_witness

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

Found = TypeVar("Found")

SHOWN, WITHHELD = "shown", "withheld"

# What is known of each document: units drawn (number, line); entries named in prose; references to sentences and
# citations (target, place); whether it shows a register, a list of units, or the places; links to other units; what
# search finds; events shown (id, words).
BY_DOCUMENT = (
    *("drawn", "glosses", "references", "citations", "registers", "unit_lists", "arguments", "words", "events"),
    "gazetteers",
)


class EditionDomain(Domain):
    """Pages by unit, and addresses by page.

    `data["drawn"]` is document -> list of (unit, line of the directive).  The text itself is read anew by every
    build: it takes milliseconds and is never stale.
    """

    name = "edition"
    label = "Edition"
    initial_data: ClassVar[dict[str, Any]] = {
        **{name: {} for name in BY_DOCUMENT},
        "drawn_from": {},  # document -> digest of what it showed of others, see `freshness`
    }
    data_version = 3
    glossary: object  # set by `glossary_of`
    chronology: object  # set by `chronology_of`

    @property
    def drawn(self) -> dict[str, list[tuple[int, int]]]:
        drawn: dict[str, list[tuple[int, int]]] = self.data["drawn"]
        return drawn

    @property
    def folder(self) -> Path:
        return Path(self.env.srcdir, self.env.config.edition_source)

    @property
    def withheld(self) -> bool:
        return bool(self.env.config.edition_text == WITHHELD)

    @cached_property
    def source(self) -> Source:
        """The folder ``source/``, without the words of the text where they are withheld.  Raises CannotRead."""
        if not self.withheld:
            return read_source(self.folder)
        witness = read_witness(self.folder)
        ledger, problems = read_ledger(self.folder)
        published, more = read_addresses(self.folder)
        return Source(witness, ledger, withhold(published, witness.get("part", "")), problems + more)

    @property
    def moved(self) -> list[Move]:
        """Pages that got another name."""
        return self._read_moved[0]

    @cached_property
    def _read_moved(self) -> tuple[list[Move], list[Problem]]:
        return read_moved(self.folder)

    @property
    def files(self) -> Iterator[Path]:
        """The files of the source that a page depends on."""
        yield from (self.folder / name for name in (WITNESS, LEDGER, ADDRESSES))
        if not self.withheld:
            yield self.folder / str(self.source.witness["file"])

    def page_of(self, unit: int) -> str | None:
        """The document that draws a unit."""
        return self.pages().get(unit)

    def unit_of(self, docname: str) -> int | None:
        """The unit that a document draws, as the first to do so; None for any other page."""
        return self.worked_out("units by page", lambda: {doc: unit for unit, doc in self.pages().items()}).get(docname)

    def pages(self) -> dict[int, str]:
        """Unit number -> the (first) document that draws it, in the order of the units."""
        return self.worked_out("pages", self._pages)

    def _pages(self) -> dict[int, str]:
        drawn = sorted(((unit, doc) for doc in self.drawn for unit, _ in self.drawn[doc]), reverse=True)
        return dict(reversed(dict(drawn).items()))

    def worked_out(self, name: str, work_out: Callable[[], Found]) -> Found:
        """What follows from all pages together, worked out once a build and not once a page."""
        if name not in self._worked_out:
            self._worked_out[name] = work_out()
        found: Found = self._worked_out[name]
        return found

    @cached_property
    def _worked_out(self) -> dict[str, Any]:
        return {}

    def forget(self) -> None:
        """Once every page is read, all that was worked out before is worked out anew."""
        self._worked_out.clear()

    def clear_doc(self, docname: str) -> None:
        self.forget()
        for name in BY_DOCUMENT:
            self.data[name].pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        for name in BY_DOCUMENT:
            self.data[name].update({doc: found for doc, found in otherdata[name].items() if doc in docnames})

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
        if page is None:  # check_consistency reports the unit that no page draws; once is enough
            return cast("nodes.reference", contnode)
        return make_refnode(builder, fromdocname, page, name, contnode)

    def place_of(self, typ: str, target: str) -> tuple[str | None, str]:
        """The document and the element id to which a reference of this type leads."""
        match typ:
            case "gloss":
                return f"{self.env.config.edition_glossary}/{target}", ""
            case "unit":
                return self.page_of(int(target)), ""
            case "event":
                return next((doc for doc, shown in self.data["events"].items() if target in shown), None), target
        address = Address.parse(target)
        return self.page_of(address.unit), address.id

    def check_consistency(self) -> None:
        report(self._problems())

    def _problems(self) -> Iterator[Problem]:
        places: dict[int, list[str]] = {}
        for doc in sorted(self.drawn):
            for number, line in self.drawn[doc]:
                places.setdefault(number, []).append(at(Path(self.env.doc2path(doc)), line))
        for unit in self.source.text.units:
            match places.get(unit.number, []):
                case []:
                    sentence = (
                        f"No page draws unit {unit.number} of the text. "
                        f"Write a page with {{reading-text}} {unit.number}."
                    )
                    yield Problem(Mistake.UNIT, at(self.folder / WITNESS, 1), sentence)
                case [_]:
                    pass
                case [first, *others]:
                    sentence = f"Unit {unit.number} is drawn a second time; {first} draws it too. Keep one of them."
                    yield from (Problem(Mistake.UNIT, place, sentence) for place in others)
        yield from self._read_moved[1]
        yield from check_moved(self.moved, self.env.found_docs, self.folder)
        yield from self._moved()

    def _moved(self) -> Iterator[Problem]:
        pages, seen = self.pages(), set()
        moved = {move.old: move.new for move in self.moved}
        for promise in published_addresses(self):
            unit = promise.address.unit
            page = pages.get(unit, promise.page)
            if page not in (promise.page, moved.get(promise.page)) and unit not in seen:
                seen.add(unit)
                sentence = (
                    f"{promise.address} was published on the page {promise.page} and now stands on {page}. "
                    f"Give the page its name back, or say in {MOVED} where it went: {promise.page}: {page}."
                )
                yield Problem(Mistake.ADDRESS, at(self.folder / ADDRESSES, promise.line), sentence)


def published_addresses(domain: EditionDomain) -> list[Published]:
    """What was promised so far; nothing, where nothing was published yet (`check_source` says so)."""
    try:
        return read_addresses(domain.folder)[0]
    except CannotRead:
        return []


def address_reference(env: BuildEnvironment, builder: Builder, docname: str, address: Address) -> nodes.Element:
    """A link to a sentence, for lists that are made once every page is read."""
    words = nodes.inline("", str(address), classes=["address"])
    page = edition_domain(env).page_of(address.unit)
    return make_refnode(builder, docname, page, address.id, words) if page else words


def edition_domain(env: BuildEnvironment) -> EditionDomain:
    """The one place where the domain is fetched with its type."""
    domain = env.domains["edition"]
    assert isinstance(domain, EditionDomain)
    return domain


def check_source(app: Sphinx) -> None:
    """Read the source before any page, so that its mistakes are reported once and in their own place."""
    domain = edition_domain(app.env)
    try:
        source = domain.source
    except CannotRead as error:
        report([error.problem])
        stop("Without this there is no edition to build; nothing was written.")
    report(source.problems)
    if app.builder.name == "addresses" or domain.withheld:
        return
    try:
        published, problems = read_addresses(domain.folder)
    except CannotRead as error:
        report([error.problem])
        return
    report(problems)
    report(check_addresses(source.text, published, domain.folder, str(source.witness["file"])))


def forget(app: Sphinx, env: BuildEnvironment) -> None:
    edition_domain(env).forget()


def setup(app: Sphinx) -> None:
    app.connect("env-updated", forget, priority=1)
    app.add_config_value("edition_source", "source", "env", str)
    app.add_config_value("edition_text", SHOWN, "env", str)
    app.add_domain(EditionDomain)
    app.connect("builder-inited", check_source)
