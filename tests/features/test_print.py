"""The PDF keeps what a page says, whatever it says it with: words, tags and reading order, on the small edition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import page
import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream

from tests.conftest import Once
from tests.printed import on_one_line, read_tags, read_words
from tests.small import build, lay_out

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

:::{container} only-web
Never printed.
:::
"""


@pytest.fixture(scope="session")
def printed(once: Once) -> Path:
    return once("every-kind", print_it)[0] / "_build"


def print_it(tale: Path) -> str:
    lay_out(tale)
    conf = tale / "conf.py"
    conf.write_text(
        conf.read_text("utf-8") + '\nmyst_enable_extensions = ["colon_fence", "attrs_inline", "deflist"]\n', "utf-8"
    )
    (tale / "pages" / "kinds.md").write_text(PAGE, "utf-8")
    index = tale / "index.md"
    index.write_text(index.read_text("utf-8").replace("pages/02", "pages/02\npages/kinds"), "utf-8")
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


def test_an_unknown_node_stops_the_build_with_its_place(tale: Path) -> None:
    (tale / "pages" / "kinds.md").write_text("# Kind\n\n```{note}\nA box.\n```\n", "utf-8")
    index = tale / "index.md"
    index.write_text(index.read_text("utf-8").replace("pages/02", "pages/02\npages/kinds"), "utf-8")
    with pytest.raises(AssertionError, match=r"kinds.md:3: WARNING: The PDF cannot set “note”"):
        build(tale, "pdf", tale / "_build")
