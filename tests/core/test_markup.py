"""What features declare of their directives and roles is what they register, and no form is none."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import MagicMock

import pytest
from docutils.parsers.rst import Directive

import edition
from edition.editorial.kinds import TYPES
from edition.editorial.markup import FEATURES, NEEDED, NONE, TAKEN_OVER, Form, directives, read_declared, roles
from edition.features.apparatus import Apparatus

NUMBERS = {NONE: (0, 0), "optional": (0, 1), NEEDED: (1, 0)}


@pytest.fixture(scope="module")
def app() -> MagicMock:
    """What notes each directive and role that the extension registers."""
    app = MagicMock()
    edition.setup(app)
    return app


def registered(app: MagicMock) -> dict[str, type[Directive]]:
    return dict(call.args for call in app.add_directive.call_args_list)


def test_each_directive_is_declared_and_each_declared_is_there(app: MagicMock) -> None:
    assert registered(app).keys() == directives().keys() - TAKEN_OVER.keys()


def test_each_role_is_declared_and_each_declared_is_there(app: MagicMock) -> None:
    # “cite” is that of docutils, taken over so that no build ends with it; nobody may write it.
    assert {call.args[0] for call in app.add_role.call_args_list} - {"cite"} == {
        role for path in FEATURES.glob("*/markup.yaml") for role in read_declared(path)[1]
    }


@pytest.mark.parametrize("name", sorted(directives().keys() - TAKEN_OVER.keys()))
def test_a_directive_is_as_it_is_declared(app: MagicMock, name: str) -> None:
    form, found = directives()[name], registered(app)[name]
    assert (found.required_arguments, found.optional_arguments) == NUMBERS[form.argument]
    assert found.has_content == (form.content != NONE)
    assert set(found.option_spec or ()) == set(form.options)


def test_choices_are_those_of_the_feature() -> None:
    assert directives()["register"].choices == TYPES
    assert directives()["apparatus"].choices == tuple(Apparatus.parts)


def test_a_form_is_read_with_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "markup.yaml"
    path.write_text("directives:\n  aside: {content: needed, options: [side]}\n  rule:\nroles: [name]\n", "utf-8")
    forms, names = read_declared(path)
    assert forms == {"aside": Form(NONE, NEEDED, options=("side",)), "rule": Form()}
    assert names == {"name"}


@pytest.mark.parametrize("form", ["{argument: much}", "{contents: needed}", "{place: top}"])
def test_a_form_that_is_none_is_refused(tmp_path: Path, form: str) -> None:
    path = tmp_path / "markup.yaml"
    path.write_text(f"directives:\n  aside: {form}\n", "utf-8")
    with pytest.raises(ValueError, match="a form that is none"):
        read_declared(path)


def test_nothing_is_known_that_takes_in_other_files() -> None:
    assert not {"include", "literalinclude", "raw", "eval-rst", "csv-table", "figure"} & directives().keys()
    assert not {"raw", "download", "doc"} & roles()
