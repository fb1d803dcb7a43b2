"""What would be lost from prose, or printed as it was typed, is seen in its tokens, at its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.editorial.markup import directives, roles
from edition.editorial.prose import Directive, is_plain, read_prose

SYNTAX = ("attrs_inline", "colon_fence", "deflist", "dollarmath", "strikethrough", "substitution", "tasklist")


def lines_of(text: str, *extensions: str) -> list[int]:
    """The lines of all flaws."""
    prose = read_prose(text, extensions or ("colon_fence",))
    return [flaw.line for part in prose.everything for flaw in part.flaws]


PRINTED = [
    ":::annotation 1.3 Her brother\nWords.\n:::",
    ":::{annotation}1.3 Her brother\nWords.\n:::",
    "::::{annotation\nWords.\n::::",
    "::{annotation} 1.3 Her brother",
    ":: :{annotation} 1.3 Her brother",
    "    :::{annotation} 1.3 Her brother",
    "``{apparatus} proof",
    "```apparatus proof\n```",
    "~~~{apparatus}proof\n~~~",
    "{at} `2.2`",
    "{at}2.2",
    "{at}'2.2'",
    "{at}’2.2’",
    "{ at }`2.2`",
    "{at}`2.2",
    "{cite:p}key",
    "{cite:p} `key`",
    "Words {{ one }}",
    "[words]{.large}",
    "`2.2",
    "Words*",
    "**Words*",
    "_Words",
    "Words__",
    ".. annotation:: 1.3 Her brother",
    "annotation:: 1.3",
    ":at:`2.2`",
    "[@nobody1912tales]",
    "\\cite{nobody1912tales}",
    "~~Words~~",
    "[words](a page.md)",
    "[words](javascript:alert(1))",
    "Words ::: words",
]
LOST = [
    "% words",
    "+++",
    "+++ words",
    "[words]: address",
    '[words]: address "title"',
    "[words]:\n  address",
    "<words words>",
    "<!-- words",
    "<!-- words -->",
    "Words <!-- words --> words",
    "<b>words</b>",
    "Words<br>words",
    "<table><tr><td>words</td></tr></table>",
    "<script>words</script>",
    "<?words?>",
    "<!WORDS>",
    "<![CDATA[words]]>",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "::: \n\nWords",
]
NOT_SET = [
    "Words[^1]",
    "[^1]: words",
    "```python\nwords\n```",
    "```\nwords\n```",
    "    words",
    "- # Words",
    "> # Words",
]


@pytest.mark.parametrize("text", [text for text in (*PRINTED, *LOST, *NOT_SET) if not text.startswith("| a")])
def test_it_is_told_wherever_it_stands(text: str) -> None:
    """On a page, in a quotation, in a list, in a directive."""
    assert lines_of(f"Before.\n\n{text}\n")[0] == 3
    for mark in ("> ", "- "):
        within = "\n".join(
            (mark if not number else mark.replace("-", " ")) + line for number, line in enumerate(text.split("\n"))
        )
        assert lines_of(f"Before.\n\n{within}\n"), within
    assert lines_of(f"::::::{{headnote}}\nBefore.\n\n{text}\n::::::\n")[0] == 4


def test_a_cell_that_no_column_holds_is_told() -> None:
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n"
    assert lines_of(table) == []
    assert lines_of(f"{table}| 1 | 2 | lost |\n") == [4]
    assert lines_of(f"{table}| 1 | no \\| loss |\n") == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [("# T\n\n---\n\nw", [3]), ("w\n\n***", [3]), ("w\n\n***\n\n***\n\nw", [3, 5]), ("w\n\n***\n\nw", [])],
)
def test_a_rule_stands_between_two_blocks(text: str, lines: list[int]) -> None:
    assert lines_of(text) == lines


@pytest.mark.parametrize("mark", [":::", "::::", "```", "~~~~"])
@pytest.mark.parametrize("before", ["", "> ", "- "])
@given(body=st.lists(st.sampled_from(["words", "", "*words*", "- words", ":kind: words", "---"]), max_size=4))
def test_an_end_that_was_written_is_known(mark: str, before: str, body: list[str]) -> None:
    """Wherever the directive stands, whatever it holds, and whether or not the file ends with a line's end."""

    def read(*lines: str) -> Directive:
        first, *others = lines
        after = before.replace("-", " ")
        text = "\n".join([f"{before}{first}", *(f"{after}{line}" for line in others)])
        (found,) = read_prose(text, ("colon_fence",)).directives
        return found

    assert read(f"{mark}{{headnote}}", *body, mark).closed
    assert read(f"{mark}{{headnote}}", *body, mark, "").closed
    assert not read(f"{mark}{{headnote}}", *body).closed
    assert not read(f"{mark}{{headnote}}", *body, "").closed
    assert not read(f"{mark}{{headnote}}", *body, mark[1:]).closed


@pytest.mark.parametrize("text", ["$a$", "~~words~~", "{{ words }}", "- [ ] words", "[words]{.large}"])
def test_what_other_syntax_allows_is_told(text: str) -> None:
    """A page cannot have more than print, whatever ``myst_enable_extensions`` says."""
    assert set(lines_of(text, *SYNTAX)) == {1}


@pytest.mark.parametrize(
    "text",
    [
        "Words *and* **words**, H{sub}`2`O, `{at}` and {gloss}`the lamp <lamp>`.",
        "See {cite:p}`{see}key{pp. 5–7}` and <https://example.org/a*b>, 2 \\< 3 & 4 > 3, §, 5 %.",
        "\\{at} \\`words\\` \\*words\\* \\[words]: words, \\% and \\<b>.",
        "Words_of_a_file, _words_, \\_words.",
        "# Title\n\n(name)=\n## Heading\n\n> words\n\n1. one\n   - two\n\n---\n\n| a |\n|---|\n| 1 |\n",
        "![a lamp](lamp.png)",
    ],
)
def test_what_is_meant_is_not_told(text: str) -> None:
    assert lines_of(text) == []


@given(st.text(alphabet="ab \n", max_size=20), st.sampled_from(sorted(roles() | directives().keys())))
def test_a_name_in_braces_is_never_printed(words: str, name: str) -> None:
    """A name of ours in braces is a role or a directive, or it is told."""
    text = f"{words}{{{name}}}{words}"
    assert lines_of(text)


@given(st.text(alphabet="{}`:*<>[]()!#%+-_~|$^&\\ab \n", max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    """Whatever signs follow one another, each flaw has a line of the text."""
    assert all(1 <= line <= text.count("\n") + 1 for line in lines_of(text))


@pytest.mark.parametrize("words", ["a *lamp*", "<b>", "{gloss}`lamp`", "[a](b.md)", "`a`", "- a", "a\n\nb", "{at}"])
def test_plain_words_have_no_markup(words: str) -> None:
    assert not is_plain(words)
    assert is_plain("A lamp, lit in 1911–12 (for £ 5 & more); “so he said.”")
