"""The PDF keeps what a page says, whatever it says it with: words, tags and reading order, on the small edition."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import page
import pikepdf
import pytest
from docutils import nodes
from docutils.utils import new_document
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ContentStream
from sphinx.config import Config

from edition.outputs.pdf import template
from edition.outputs.pdf.template import forms_of, lay_out
from edition.writers.typst import TypstTranslator
from edition.writers.typst_builder import TypstBuilder
from tests.conftest import Once
from tests.printed import on_one_line, read_tags, read_words
from tests.small import ROOT, build
from tests.small import lay_out as lay_out_small

pytestmark = pytest.mark.pdf
# One page with every kind of node that a page of the edition can have.
PAGE = """
# Every kind

A paragraph with *emphasis*, **strength**, `code`, H{sub}`2`O, x{sup}`3`, a {at}`1.2`, a {gloss}`Lamp <lamp>`,
{cite:p}`nobody1912tales{pp. 5–7}`, a [link to a page](00.md), and [the web](https://example.org/far).

## A section

```{epigraph}
A quotation of some length.

-- Its author
```

> A quotation alone.

- an item
- another

1. first
2. second

Term
: Definition of the term.

| Head | Other |
|---|---|
| cell | {at}`2.1` |

---

```{rubric} A rubric
```

[слово]{.language-ru}

:::{container} needs-screen
Never printed.
:::
"""


@pytest.fixture(scope="session")
def printed(once: Once) -> Path:
    return once("every-kind", print_it)[0] / "_build"


def print_it(tale: Path) -> str:
    lay_out_small(tale)
    add_page(tale, PAGE)
    return build(tale, "pdf", tale / "_build")


def test_every_kind_of_node_keeps_its_words_and_its_tag(printed: Path) -> None:
    path = printed / "edition.pdf"
    for profile in ("ua1", "2a"):
        assert page.validate_pdf(str(path), profile=profile).is_compliant
    words = on_one_line(read_words(path))
    for kept in ("emphasis", "strength", "code", "H2O", "x3", "A section", "quotation of some length", "Its author"):
        assert kept in words, kept
    for kept in (
        "another",
        "second",
        "Definition of the term",
        "cell",
        "A rubric",
        "слово",
        "‹https://example.org/far›",
    ):
        assert kept in words, kept
    assert "Never printed" not in words
    kinds = {tag.kind for tag in read_tags(path)}
    assert {"H1", "H2", "P", "Link", "L", "LI", "LBody", "BlockQuote", "Table", "TR", "TH", "TD", "Note"} <= kinds


def test_notes_are_read_after_their_paragraph(printed: Path) -> None:
    for path in sorted(printed.glob("*.pdf")):
        assert not [tag for tag in read_tags(path) if tag.kind == "Note" and "P" in tag.above], path.name


def test_all_that_is_printed_is_tagged(printed: Path) -> None:
    """No words outside the tags: the engine has lost some where a page breaks what it should not."""
    for path in sorted(printed.glob("*.pdf")):
        assert list(untagged(path)) == [], path.name


def untagged(path: Path) -> Iterator[int]:
    """Pages that show words which are neither tagged nor said to be no content."""
    for number, sheet in enumerate(PdfReader(path).pages, 1):
        marks: list[bool] = []
        for operands, operator in ContentStream(sheet.get_contents(), sheet.pdf).operations:
            if operator in (b"BMC", b"BDC"):
                marks.append(operands[0] == "/Artifact" or (operator == b"BDC" and "/MCID" in operands[1]))
            elif operator == b"EMC":
                marks.pop()
            elif operator in (b"Tj", b"TJ") and not any(marks):
                yield number
                break


def test_lists_without_markers_are_lists(printed: Path) -> None:
    """Terms and works of a handout: an item each, which a screen reader can count."""
    kinds = [tag.kind for tag in read_tags(printed / "01.pdf")]
    words = "".join(read_words(printed / "01.pdf"))
    terms, works = re.split(r"terms of this page|works cited here", words, flags=re.IGNORECASE)[1:]
    listed = [name for name in ("Lamp", "Ada", "Quay Street") if f"\n{name}" in terms]
    assert listed
    assert "Nobody" in works
    assert kinds.count("LI") == kinds.count("LBody") == len(listed) + 1


def add_page(tale: Path, words: str) -> None:
    """A page of the small edition with these words, `pages/kinds.md`."""
    conf, index = tale / "conf.py", tale / "index.md"
    more = '\nmyst_enable_extensions = ["colon_fence", "attrs_inline", "deflist"]\n'
    conf.write_text(conf.read_text("utf-8") + more, "utf-8")
    (tale / "pages" / "kinds.md").write_text(words, "utf-8")
    index.write_text(index.read_text("utf-8").replace("pages/02", "pages/02\npages/kinds"), "utf-8")


def warnings_of(tale: Path, words: str) -> list[str]:
    """What the build of the PDF, which fails, says by itself of a page with these words: line and sentence."""
    add_page(tale, words)
    said = build(tale, "pdf", tale / "_build", "-D", "edition_checked=1", fails=True)
    return re.findall(r"kinds\.md:(\d+: WARNING: .*) \[edition\.pdf\]", said)


UNKNOWN = """# Kind

```{note}
A box.
```

<div>A block of HTML.</div>

Words <br> of a line.

A paragraph with [one]{.sd-text-muted} class and [another]{.colophon}.

:::{container} verso
What stands in it.
:::
"""


def test_what_nobody_knows_is_refused_with_its_place(tale: Path) -> None:
    remedy = "Take it away, or give it a form in the .typ file of its feature."
    assert warnings_of(tale, UNKNOWN) == [
        "3: WARNING: The PDF cannot set “note”. Write it otherwise, or give it a visitor for Typst.",
        "7: WARNING: Markup in HTML is not set. Write it in Markdown, or take it out.",
        "9: WARNING: Markup in HTML is not set. Write it in Markdown, or take it out.",
        f"11: WARNING: No form of print is known for the class “colophon” (inline). {remedy}",
        f"13: WARNING: No form of print is known for the class “verso” (container). {remedy}",
    ]


def test_a_feature_brings_its_form_by_a_file_in_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    brought = tmp_path / "features" / "colophon" / "colophon.typ"
    brought.parent.mkdir(parents=True)
    brought.write_text("#let forms = (paragraph: (colophon: par))\n", "utf-8")
    monkeypatch.setattr(template, "FEATURES", tmp_path / "features")
    lay_out(tmp_path / "work")
    assert "colophon" in forms_of(tmp_path / "work", tmp_path)["paragraph"]
    brought.with_name("again.typ").write_text("#let forms = (paragraph: (colophon: par))\n", "utf-8")
    lay_out(tmp_path / "work")
    with pytest.raises(RuntimeError, match="The form of paragraph “colophon” stands in two files"):
        forms_of(tmp_path / "work", tmp_path)


class Knowing(TypstBuilder):
    """A builder, of nothing, that knows one form: that of a chapter's number."""

    def __init__(self) -> None:
        self.forms = {kind: frozenset({"numeral"} if kind == "number" else ()) for kind in ("heading", "number")}
        self.bare, self.characters = frozenset(), frozenset("The lamp")
        self.config = Config()
        self.env = SimpleNamespace(domains={})  # type: ignore[assignment]


def test_writing_changes_nothing_in_the_tree() -> None:
    """A chapter's number stands in its title before and after."""
    document = new_document("")
    number = nodes.inline("", "4", classes=["numeral"])
    section = nodes.section("", nodes.title("", "", number, nodes.Text(" "), nodes.Text("The lamp")), ids=["lamp"])
    document += section
    document["docname"] = "page"
    before = document.pformat()
    writer = TypstTranslator(document, Knowing())
    document.walkabout(writer)
    assert document.pformat() == before
    assert "".join(writer.body) == '#titled("", "page", "page:lamp", "1", "4", "The lamp")[#"The lamp";];'


PICTURES = """# Pictures

A picture ![A red square](red.png) in a line.

![](red.png)

![A picture of others](https://example.org/far.png)

![A drawing](red.tiff)
"""


def draw(tale: Path) -> None:
    for name in ("red.png", "red.tiff"):
        Image.new("RGB", (40, 40), "red").save(tale / "pages" / name)


def test_a_picture_is_printed_with_the_words_that_say_what_it_shows(tale: Path) -> None:
    draw(tale)
    page_of_unit = tale / "pages" / "01.md"
    page_of_unit.write_text(f"{page_of_unit.read_text('utf-8')}\n![A red square](red.png)\n", "utf-8")
    add_page(tale, PICTURES.partition("![](")[0])
    build(tale, "pdf", tale / "_build")
    for name, count in (("edition", 2), ("01", 1), ("01.large", 1)):
        with pikepdf.open(tale / "_build" / f"{name}.pdf") as opened:
            pictures = [node for node in opened.objects if isinstance(node, pikepdf.Dictionary) and "/Alt" in node]
            assert [str(node.Alt) for node in pictures].count("A red square") == count, name
        assert page.validate_pdf(str(tale / "_build" / f"{name}.pdf"), profile="ua1").is_compliant


def test_a_picture_that_cannot_be_printed_is_reported_with_its_place(tale: Path) -> None:
    draw(tale)
    assert warnings_of(tale, PICTURES) == [
        "5: WARNING: The picture pages/red.png has no words for who does not see it. Write ![what it shows](…).",
        "7: WARNING: The picture https://example.org/far.png is not ours to print. "
        "Put a copy beside the page, and show that.",
        "9: WARNING: The PDF cannot draw pages/red.tiff. Make a PNG, JPEG, GIF, SVG or WebP of it.",
    ]


def test_characters_without_a_glyph_are_reported_with_their_place(tale: Path) -> None:
    """Greek is set, by a face that the engine brings; what no face has is named before anything is printed."""
    remedy = "Write the words in letters that it has, or keep them to the site: [words]{.needs-screen}."
    assert warnings_of(tale, "# Characters\n\nΛόγος and и\u0306.\n\nThe sun, 日本, and 日 again.\n") == [
        f"5: WARNING: The face of the PDF has no glyph for “日” (U+65E5), “本” (U+672C). {remedy}"
    ]
    assert not list((tale / "_build").glob("*.pdf"))


def test_fields_without_a_glyph_are_reported_in_their_files(tale: Path) -> None:
    """What is printed of settings, the witness, entries and works is told where it was written, each once."""
    for file, words, written in (
        ("conf.py", "The editors", "The editors 甲"),
        ("source/witness.yaml", "part: The Lamp", "part: The Lamp 乙"),
        ("glossary/ada.md", "headword: Ada", "headword: Ada 丙"),
        ("bibliography.bib", "{Tales of the Quay}", "{Tales of the Quay 丁}"),
    ):
        path = tale / file
        path.write_text(path.read_text("utf-8").replace(words, written), "utf-8")
    said = build(tale, "pdf", tale / "_build", fails=True)
    found = re.findall(rf"{tale}/(\S+): WARNING: .* has no glyph for “(.)”.*letters that it has\.", said)
    assert found == [
        ("conf.py:6", "甲"),
        ("source/witness.yaml:6", "乙"),
        ("glossary/ada.md:3", "丙"),
        ("bibliography.bib:1", "丁"),
    ]
    assert said.count("has no glyph") == len(found)


def test_a_web_build_pays_for_no_press() -> None:
    loaded = "import sys, edition.outputs.pdf; print({'pikepdf', 'typst'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "set()\n"
