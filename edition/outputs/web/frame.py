"""What frames a page on the web: the row of units, the line under the title, the face, the statement of rights."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.base.domain import EditionDomain, edition_domain
from edition.base.fonts import WEB, cut_fonts, font_folder
from edition.features.glossary import glossary_of
from edition.features.text import unit_text
from edition.outputs.web.joining import sent

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

HERE = Path(__file__).parent
DOWNLOADS = "downloads"
NEAR = 6  # units shown on either side of the present one; a row of all would grow with the edition


class UnitLine(SphinxTransform):
    """Under the title: which unit this is, how long, its handout, and the way to its citation."""

    default_priority = 710

    def apply(self) -> None:
        drawn = next(self.document.findall(unit_text), None)
        title = next(self.document.findall(nodes.title), None)
        if drawn is None or title is None:
            return
        domain = edition_domain(self.env)
        count = sum(1 for _ in domain.source.text.by_number[drawn["unit"]].sentences)
        words = f"{unit_name(domain, drawn['unit'])} · {count} sentences · "
        depth = self.env.docname.count("/")
        line = nodes.paragraph("", words, classes=["unit-line"])
        for label, large in (("PDF", False), ("large print", True)):
            handout = f"{'../' * depth}{DOWNLOADS}/{handout_name(self.env.docname, large=large)}.pdf"
            line += [nodes.Text(" · " if large else ""), nodes.reference("", label, refuri=handout)]
        line += [nodes.Text(" · "), nodes.reference("", "Cite", refuri="#cite")]
        title.parent.insert(title.parent.index(title) + 1, nodes.container("", line, classes=["only-web"]))


class NamePdfPage(SphinxPostTransform):
    """Where the whole PDF is made already, the line says on which page of it the unit begins, and leads there."""

    default_priority = 8
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        page = drawn_from_pdf(self.env, self.env.docname)
        lines = (node for node in self.document.findall(nodes.paragraph) if "unit-line" in node["classes"])
        drawn, line = next(self.document.findall(unit_text), None), next(lines, None)
        if page is None or drawn is None or line is None:
            return
        first = next(iter(edition_domain(self.env).source.text.by_number[drawn["unit"]].sentences)).address.id
        target = f"{'../' * self.env.docname.count('/')}{DOWNLOADS}/edition.pdf#nameddest={first}"
        line += [nodes.Text(" · "), nodes.reference("", f"p. {page} of the whole PDF", refuri=target)]


def drawn_from_pdf(env: BuildEnvironment, docname: str) -> object:
    """The page of the PDF on which the unit that a page draws begins."""
    found = edition_domain(env).unit_of(docname)
    if found is None:
        return None
    first = next(iter(edition_domain(env).source.text.by_number[found].sentences)).address.id
    return env.config.edition_pdf_pages.get(first)


def read_pdf_pages(app: Sphinx, config: Config) -> None:
    """The builder of the PDF has written them beside it, where the site is made after it."""
    file = Path(app.outdir, DOWNLOADS, "pages.json")
    config.edition_pdf_pages = json.loads(file.read_text("utf-8")) if file.exists() else {}


def handout_name(docname: str, *, large: bool = False) -> str:
    """A handout has its page's name."""
    return docname.rpartition("/")[2] + ".large" * large


def unit_name(domain: EditionDomain, number: int) -> str:
    """``Proposition 5 of 10``, with the word that ``witness.yaml`` has for a unit."""
    of_all = f" of {max(domain.source.text.by_number)}" if number else ""
    return short_unit_name(domain, number) + of_all


def short_unit_name(domain: EditionDomain, number: int) -> str:
    """``Proposition 5``."""
    witness = domain.source.witness
    return f"{witness.get('unit', 'Part')} {number}" if number else str(witness.get("opening", "Introduction"))


def drawn_from_titles(env: BuildEnvironment, docname: str) -> object:
    """The titles of other pages that a page shows: its neighbors', and in a list of units all of them."""
    relations = _relations(env).get(docname, [None, None, None])
    shown = [env.titles[doc].astext() for doc in relations[1:] if doc in env.titles]
    if docname in edition_domain(env).data["unit_lists"]:
        shown += [env.titles[doc].astext() for doc in edition_domain(env).pages().values()]
    return shown


def _relations(env: BuildEnvironment) -> dict[str, list[str | None]]:
    """Document -> parent, previous, next."""
    return edition_domain(env).worked_out("relations", env.collect_relations)


def add_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """What the templates need to know of this edition."""
    domain = edition_domain(app.env)
    pages = domain.pages()
    here = domain.unit_of(pagename)
    near = list(pages)
    if len(pages) > 2 * NEAR:
        middle = here if here is not None else near[0]
        shown = {near[0], near[-1], *range(middle - NEAR, middle + NEAR + 1)}
        near = sorted(shown & pages.keys())
    context["unit_row"] = [(number, pages[number], number == here) for number in near]
    context["unit_number"] = here
    context["witness"] = domain.source.witness
    context["main_pages"] = app.config.edition_main_pages
    context["foot_pages"] = app.config.edition_foot_pages
    context["entry_page"] = glossary_of(app.env).entry_of(pagename) is not None
    context["static_build"] = app.config.edition_static
    context["whole_pdf"] = f"{DOWNLOADS}/edition.pdf"


def add_paths(app: Sphinx, config: Config) -> None:
    config.templates_path.append(str(HERE / "templates"))


def provide_fonts(app: Sphinx) -> None:
    """Cut the face for the web and let Sphinx copy it."""
    if app.builder.format == "html":
        folder = font_folder(app)
        cut_fonts(folder / "web" / "fonts", WEB)
        app.config.html_static_path.append(str(folder / "web"))


# The theme brings two megabytes that no page loads: icon fonts, Bootstrap, their sources; Sphinx its own scripts.
# What is ours stays, and what the build makes: the face, the data of cards (`cite_this`), of `search` and of `lost`,
# the pictures.
MADE = ("fonts", "cite", "search-index.js", "known.js", "pictures", "touch-icon.png")


def send_only_what_is_used(app: Sphinx, exception: Exception | None) -> None:
    static = Path(app.outdir) / "_static"
    if exception or app.builder.format != "html" or not static.exists():
        return
    for path in static.iterdir():
        if path.name not in MADE and path.name not in sent():
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def setup(app: Sphinx) -> None:
    app.add_config_value("edition_main_pages", [], "html", list)
    app.add_config_value("edition_foot_pages", [], "html", list)
    app.add_config_value("edition_pdf_pages", {}, "", dict)
    app.connect("config-inited", add_paths)
    app.connect("config-inited", read_pdf_pages)
    app.connect("builder-inited", provide_fonts)
    app.connect("html-page-context", add_context)
    app.connect("build-finished", send_only_what_is_used, priority=900)  # after the theme
    app.add_transform(UnitLine)
    app.add_post_transform(NamePdfPage)
