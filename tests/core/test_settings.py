"""What ``conf.py`` may say of an edition: every setting is declared, and a value of another form is refused."""

from __future__ import annotations

import re
import shutil
from ast import literal_eval
from pathlib import Path

import pytest

from edition.core.messages import CannotRead
from edition.editorial.checking import check
from edition.editorial.conf import FORMS, OURS
from edition.editorial.kinds import PAGE
from edition.editorial.settings import Settings
from edition.outputs.pdf import LAYOUTS
from tests.small import BASE, ROOT

BY_MACHINES = ("edition_limits", "edition_checked", "edition_static", "edition_pdf_pages")  # looked at elsewhere


@pytest.mark.parametrize("name", [name for name in FORMS if name not in BY_MACHINES])
@pytest.mark.parametrize("value", [5, ["a", 5], {"a": 5}, [["a", "b", "c"]]], ids=str)
def test_a_value_of_another_form_is_refused(name: str, value: object) -> None:
    with pytest.raises(CannotRead, match=re.escape(f"Write {name} = {FORMS[name].example}")):
        Settings.of(BASE, {name: value})


@pytest.mark.parametrize("name", FORMS)
def test_the_example_is_of_the_form(name: str) -> None:
    assert FORMS[name].fits(literal_eval(FORMS[name].example))


@pytest.mark.parametrize(
    "value", ["https://[::1/", "https://a b.org/", "https://a.org/'", "example.org", "ftp://a.org"]
)
def test_where_the_site_will_lie_is_an_address(value: str) -> None:
    assert not FORMS["html_baseurl"].fits(value)


@pytest.mark.parametrize("value", ["", "https://example.org/edition/", "http://127.0.0.1:8000", "http://localhost/"])
def test_where_the_site_may_lie(value: str) -> None:
    assert FORMS["html_baseurl"].fits(value)


@pytest.mark.parametrize("value", ["", ".", "..", "../texts", "/etc", "a/../b", "a//b", "a/"])
def test_a_folder_lies_within_the_edition(value: str) -> None:
    assert not FORMS["edition_source"].fits(value)


def test_every_setting_of_the_code_is_declared() -> None:
    code = "".join(path.read_text("utf-8") for path in (ROOT / "edition").rglob("*.py"))
    registered = set(re.findall(r'add_config_value\(\s*"(\w+)"', code))
    assert registered == {name for name in FORMS if name.startswith(OURS)}


def test_the_layouts_of_a_page_are_those_of_the_book() -> None:
    assert PAGE.fields["layout"] == LAYOUTS


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("raise SystemExit(3)", "This is not Python"),
        ("1 +", "This is not Python"),
        ("import nothing_of_this_name", "This is not Python"),
        ("edition_texts = 'shown'", "Did you mean “edition_text”?"),
        ("myst_enable_extensions = ['colon_fences']", "is not of its form"),
        ("edition_search_examples = ['lamp', '2.4', 'Adelheid', 'ships']", "“ships” stands nowhere"),
        ("edition_main_pages = [('pages/00', 'Street'), ('page/00', 'Street')]", "Did you mean “pages/00”?"),
    ],
)
def test_a_mistake_is_told_at_its_line(tmp_path: Path, line: str, said: str) -> None:
    folder = Path(shutil.copytree(BASE, tmp_path / "tale"))
    conf = folder / "conf.py"
    conf.write_text(f"{conf.read_text('utf-8')}{line}\n", "utf-8")
    (told,) = check(folder)
    assert said in told.sentence
    assert told.place.startswith(f"{conf}:")
