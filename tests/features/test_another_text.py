"""Another text of the same form builds without a line of ours changed, and the build is right when it is repeated."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.small import ROOT, build, build_apart, sphinx


def pages(site: Path) -> dict[str, bytes]:
    return {str(path.relative_to(site)): path.read_bytes() for path in sorted(site.rglob("*.html"))}


def index(site: Path) -> bytes:
    """What the search finds."""
    return (site / "_static" / "search-index.js").read_bytes()


def test_another_text_is_proved_in_every_output(small: Path, tmp_path: Path) -> None:
    site = Path(shutil.copytree(small / "_build", tmp_path / "site"))  # the proof writes its result into it
    command = [sys.executable, str(ROOT / "proof.py"), str(site), "--source", str(small / "source")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("no difference") == 8  # the web, the book, three handouts in two sizes
    unit = (site / "pages" / "01.html").read_text("utf-8")
    assert "Tale 1 of 2" in unit
    assert "Jacobson" not in unit


def test_addresses_of_another_text_are_published_once(tale: Path) -> None:
    file = tale / "source" / "addresses.yaml"
    before = file.read_text("utf-8")
    file.unlink()
    command = ("-q", "-b", "addresses", str(tale), str(tale / "_build"))
    assert sphinx(tale, *command).code == 0
    assert file.read_text("utf-8") == before
    lines = before.splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith('"2.')), "utf-8")
    assert sphinx(tale, *command).code == 0
    assert file.read_text("utf-8") == before


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("source/addresses.yaml", '"2.4": {', '"2.9": {page: x, paragraph: 1, begins: x, seal: x}\n"2.4": {', "2.9"),
        ("source/addresses.yaml", '"2.4": {', '"2.4": [', "This is not YAML"),
        ("source/addresses.yaml", "paragraph: 1", "paragraph: one", "is not a published address"),
        ("source/lamp.txt", "ship", "shop", "The seal is broken"),
        ("source/emendations.yaml", "let-", "lett-", "does not contain the witness reading"),
        ("pages/02.md", "{reading-text} 2", "{reading-text} 1", "No page draws unit 2"),
        ("pages/02.md", "{at}`0.1`", "{ta}`0.1`", "ta"),
    ],
)
def test_addresses_are_published_from_nothing_that_is_wrong(
    tale: Path, name: str, old: str, new: str, said: str
) -> None:
    file, path = tale / "source" / "addresses.yaml", tale / name
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    before = file.read_text("utf-8")
    done = sphinx(tale, "-q", "-b", "addresses", str(tale), str(tale / "_build"))
    assert done.code != 0
    assert said in done.err
    assert "Traceback" not in done.err
    assert file.read_text("utf-8") == before


def test_a_parallel_build_gives_the_same_bytes(tale: Path) -> None:
    """Nor does it matter in which order Python keeps its sets."""
    build_apart(tale, "html", tale / "serial", "-E", seed=1)
    build_apart(tale, "html", tale / "parallel", "-E", "-j", "4", seed=2)
    assert pages(tale / "serial") == pages(tale / "parallel")
    assert index(tale / "serial") == index(tale / "parallel")


def changed(tale: Path, file: str, old: str, new: str) -> set[str]:
    """Which pages another build writes after a change; they must be what a fresh build writes."""
    site = tale / "_build"
    build(tale, "html", site)
    before = {name: (site / name).stat().st_mtime_ns for name in pages(site)}
    path = tale / file
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    build(tale, "html", site)
    build(tale, "html", tale / "fresh", "-E")
    assert pages(site) == pages(tale / "fresh")
    assert index(site) == index(tale / "fresh")
    written = {name for name, then in before.items() if (site / name).stat().st_mtime_ns != then}
    return written - {"404.html"}  # which is no document, and is made by every build, as is the page of the search


def test_a_changed_headnote_writes_one_page(tale: Path) -> None:
    written = changed(tale, "pages/01.md", "Compare", "See") - {"search.html", "genindex.html"}
    assert written == {"pages/01.html", "index.html"}  # Sphinx writes the page that holds the table of contents again


def test_a_changed_title_is_changed_wherever_it_is_shown(tale: Path) -> None:
    written = changed(tale, "pages/01.md", "# The keeper", "# The sister")
    assert {"pages/00.html", "pages/01.html", "pages/02.html", "index.html"} <= written
    assert "apparatus.html" not in written


def test_a_changed_ledger_writes_what_leans_on_it(tale: Path) -> None:
    written = changed(tale, "source/emendations.yaml", "edition: “", "edition: «")
    assert {"pages/01.html", "apparatus.html"} <= written


def test_withheld_text_needs_no_file(tale: Path) -> None:
    (tale / "source" / "lamp.txt").unlink()
    build(tale, "html", tale / "_build", "-D", "edition_text=withheld")
    page = (tale / "_build" / "pages" / "01.html").read_text("utf-8")
    assert 'id="s1.4"' in page
    assert "gone to sea" not in page


# ---- Entries, annotations, citations: what leans on what ------------------------------------------------------


def test_one_changed_form_writes_exactly_the_pages_it_touches(tale: Path) -> None:
    # “ship” now names the lamp: its entry, the page whose text says so, the glossary's counts, and the pages whose
    # key terms list where the lamp is named.
    written = changed(
        tale, "glossary/lamp.md", '[{form: lamp, at: ["0.1", "1.3"]}]', '[{form: lamp, at: ["0.1", "1.3"]}, ship]'
    )
    written -= {"search.html", "genindex.html", "index.html"}
    assert written == {"glossary/lamp.html", "glossary/index.html", "pages/00.html", "pages/01.html", "pages/02.html"}


def test_a_changed_body_writes_the_entry_and_its_list(tale: Path) -> None:
    written = changed(tale, "glossary/lamp.md", "Whose lamp it is, is disputed.", "Nobody knows.")
    assert written - {"search.html", "genindex.html"} == {"glossary/lamp.html", "glossary/index.html"}


def test_a_changed_gloss_is_changed_wherever_it_is_shown(tale: Path) -> None:
    written = changed(tale, "glossary/ada.md", "She lights the lamp", "It is she who lights the lamp")
    assert {"glossary/ada.html", "glossary/index.html", "pages/01.html"} <= written
    assert "pages/02.html" not in written


def test_a_new_citation_is_listed_in_the_bibliography(tale: Path) -> None:
    written = changed(tale, "pages/02.md", "Compare", "Compare {cite:t}`nobody1912tales` and")
    assert {"pages/02.html", "bibliography.html"} <= written
    assert "pages/00.html" not in written


def test_a_work_that_goes_to_another_list_takes_its_links_along(tale: Path) -> None:
    lists = "# Bibliography\n" + "".join(
        f"\n## {name}\n\n```{{bibliography}}\n:filter: {which}\n```\n"
        for name, which in (("Sources", 'keywords % "primary"'), ("Studies", "not keywords"))
    )
    (tale / "bibliography.md").write_text(lists, "utf-8")
    written = changed(tale, "bibliography.bib", "  year = {1912}", "  keywords = {primary},\n  year = {1912}")
    assert {"bibliography.html", "glossary/ada.html", "glossary/lamp.html"} <= written
    for page in ("glossary/ada.html", "glossary/lamp.html"):
        assert "bibliography.html#list1-nobody1912tales" in (tale / "_build" / page).read_text("utf-8")


def test_a_changed_event_is_changed_wherever_it_is_shown(tale: Path) -> None:
    written = changed(tale, "chronology.yaml", "A lamp burns every night", "Every night a lamp burns")
    assert {"chronology.html", "places.html", "glossary/lamp.html", "glossary/quay-street.html"} <= written
    assert not {"glossary/ada.html", "pages/00.html", "bibliography.html"} & written


def test_a_changed_headword_is_changed_in_the_chronology(tale: Path) -> None:
    assert "chronology.html" in changed(tale, "glossary/lamp.md", "headword: Lamp", "headword: Light")


def test_a_link_to_an_event_says_its_date_or_other_words(small: Path) -> None:
    html = (small / "_build" / "pages" / "02.html").read_text("utf-8")
    assert re.search(r'chronology\.html#e1912-03-01-ship"[^>]*><time datetime="1912-03-01">March 1, 1912</time>', html)
    assert re.search(r'chronology\.html#e1911-lamp"[^>]*>before</a>', html)


def test_both_ends_are_shown(small: Path) -> None:
    site = small / "_build"
    lamp, first = (site / "glossary" / "lamp.html").read_text("utf-8"), (site / "pages" / "01.html").read_text("utf-8")
    assert ">Ada<" in lamp, "related entries are shown from both sides"
    assert lamp.index("s1.3") < lamp.index("s0.1"), "the main occurrence comes first"
    assert 'class="mention">lamp</span>' in lamp
    assert 'href="#n1.3-her-brother"' in first
    assert 'href="#m1.3-her-brother"' in first
    assert first.index('data-drawn="a"') < first.index('data-drawn="b"')
    works = (site / "bibliography.html").read_text("utf-8")
    cited_in = works[works.index("Cited in") :]
    assert ["1.3 b" in cited_in, "0.2 a" in cited_in, ">Ada<" in cited_in, ">Lamp<" in cited_in] == [True] * 4


def test_a_link_of_the_argument_is_shown_at_both_ends(tale: Path) -> None:
    site = tale / "_build"
    page = tale / "pages" / "02.md"
    page.write_text(page.read_text("utf-8").replace("the lamp.", "{gloss}`the lamp <lamp>` of {at}`0.1`."), "utf-8")
    build(tale, "html", site)
    build(tale, "pdf", site / "downloads")
    first, second = ((site / "pages" / name).read_text("utf-8") for name in ("01.html", "02.html"))
    assert second.index('id="in-this-argument"') < second.index('id="a2.3-1.2"') < second.index('id="key-terms"')
    assert first.index('id="notes"') < first.index('id="a1.2-2.3"') < first.index('id="key-terms"')
    here, there = (page.partition('class="argument"')[2].partition("</section>")[0] for page in (second, first))
    for part, words, uri in ((here, "answers", "01.html#s1.2"), (there, "is answered by", "02.html#s2.3")):
        assert f'<span class="kind">{words}</span>' in part
        assert f'href="{uri}"' in part
        assert 'href="../glossary/lamp.html"' in part
        assert 'href="00.html#s0.1"' in part
    assert '<span class="extent">The ship</span>' in there
    assert "in-this-argument" not in (site / "pages" / "00.html").read_text("utf-8")
    assert (site / "downloads" / "edition.pdf").exists()


def test_a_changed_link_writes_both_ends(tale: Path) -> None:
    written = changed(tale, "pages/02.md", "“Was it his?” asks", "The question asks")
    assert written - {"search.html", "genindex.html", "index.html"} == {"pages/01.html", "pages/02.html"}


def test_a_link_taken_away_leaves_both_ends(tale: Path) -> None:
    written = changed(tale, "pages/02.md", "{argument} 2.3 answers 1.2", "{argument} 2.3 answers 0.1")
    assert {"pages/00.html", "pages/01.html", "pages/02.html"} <= written


def test_a_note_within_a_gloss_is_no_link_within_a_link(tale: Path) -> None:
    page = tale / "pages" / "01.md"
    page.write_text(page.read_text("utf-8").replace("1.3 Her brother", "1.3 the only letter"), "utf-8")
    entry = tale / "glossary" / "lamp.md"
    entry.write_text(entry.read_text("utf-8").replace("forms: [", "forms: [only letter she, "), "utf-8")
    build(tale, "html", tale / "_build")
    html = (tale / "_build" / "pages" / "01.html").read_text("utf-8")
    inside = html[html.index('data-entry="lamp"') :].split("</a>")[0]
    assert "note-mark" not in inside


def test_a_term_of_sphinx_leads_to_an_entry_too(tale: Path) -> None:
    page = tale / "pages" / "02.md"
    page.write_text(page.read_text("utf-8").replace("Compare", "{term}`Adelaide` and {gloss}`lamp`. Compare"), "utf-8")
    build(tale, "html", tale / "_build")
    html = (tale / "_build" / "pages" / "02.html").read_text("utf-8")
    assert 'href="../glossary/ada.html#entry-ada"' in html
    assert 'href="../glossary/lamp.html"' in html


def test_what_is_not_known_of_a_witness_is_left_out(tale: Path) -> None:
    file = tale / "source" / "witness.yaml"
    known = ("siglum", "file", "seal", "author", "title", "rights")
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if line.startswith(known)), "utf-8")
    build(tale, "html", tale / "_build")
    build(tale, "pdf", tale / "_build" / "downloads")
    assert "Part 1 of 2" in (tale / "_build" / "pages" / "01.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("source/witness.yaml", "rights: Written for these tests; CC0.", "rights: Nobody knows."),
        ("source/witness.yaml", "author: Nobody", "author: Quill, Ann"),
        ("source/witness.yaml", "title: Tales of the Quay", "title: Tales of the Pier"),
        ("source/witness.yaml", "unit: Tale", "unit: Story"),
        ("bibliography.bib", "{Nobody}", "{Quill, Ann}"),
        ("conf.py", 'copyright = "CC BY 4.0"', 'copyright = "CC0"'),
    ],
)
def test_what_is_said_on_every_page_is_changed_on_every_page(tale: Path, file: str, old: str, new: str) -> None:
    assert old in (tale / file).read_text("utf-8")
    assert changed(tale, file, old, new)


def test_a_page_with_another_name_is_led_to_from_everywhere(tale: Path) -> None:
    site = tale / "_build"
    build(tale, "html", site)
    (tale / "pages" / "02.md").rename(tale / "pages" / "two.md")
    index = tale / "index.md"
    index.write_text(index.read_text("utf-8").replace("pages/02", "pages/two"), "utf-8")
    (tale / "source" / "moved.yaml").write_text("pages/02: pages/two\n", "utf-8")
    build(tale, "html", site)
    build(tale, "html", tale / "fresh", "-E")
    assert {name: words for name, words in pages(site).items() if name != "pages/02.html"} == pages(tale / "fresh")
