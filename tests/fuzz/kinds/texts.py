"""The witness: texts of other shapes, sealed anew, and what is said of them and done to them."""

from __future__ import annotations

import hashlib
import re
from random import Random

from tests.fuzz.kinds.odd import ODD
from tests.fuzz.kinds.picking import replace_one, words_of, write
from tests.fuzz.mutant import Files, change

TEXT, WITNESS, LEDGER = "source/lamp.txt", "source/witness.yaml", "source/emendations.yaml"
SENTENCES = ODD["texts"]["sentences"]
WITNESSES = ODD["texts"]["witnesses"]
RULES = ODD["texts"]["rules"]
EMENDATIONS = ODD["texts"]["emendations"]

# What is done to the form of the text: a pattern and what comes in its place.
FORMS = (
    (r"1\. ", "1) "),
    (r"1\. ", "I. "),
    (r"1\. ", "§ 1. "),
    (r"2\. ", "3. "),
    (r"2\. ", "1. "),
    (r"\n1\. ", r"\n  1. "),
    (r"\A.*\n", ""),
    (r"\n", r"\r\n"),
    (r"\n", r"\r"),
    (r"(?s)\A.*\Z", ""),
    (r"(?s)\A.*\Z", r"\n"),
    (r"(?s)\n.*\Z", r"\n"),
    ("(.{60})", r"\1\n"),
    (r"\n", r"\n\n"),
    (r"\n\Z", ""),
    (r"\Z", r"\n\n\n"),
    (r"\. ", ".  "),
    (r"\A", "\ufeff"),
    (r"\n1\. ", r"\n1.\n"),
    (r"\n1\. ", r"\n1."),
    (r"1\. ", "0. "),
    (r"\n\d\. ", r"\n"),
    (" ", r"\t"),
    (r"\Z", r"3. One.\n5. Three.\n"),
    (r"\Z", r"3. \n"),
    ("e", "\u00e9"),
    (r"\n", r"\f\n"),
    ("The Lamp", "# The Lamp"),
    (r"(?s)\n.*\Z", r"\n1. One.\n2. Two.\n"),
    (r"2\. ", "99999999999999999999. "),
    (r"(?s)(.*)\Z", r"\1\1"),
)


def reseal(files: Files) -> None:
    """Say in the witness that the text is meant to be as it is now."""
    text = files.get(TEXT)
    if isinstance(text, bytes) and WITNESS in files:
        seal = hashlib.sha256(text).hexdigest()
        write(files, WITNESS, re.sub(r"^seal: .*$", f"seal: {seal}", words_of(files, WITNESS), flags=re.MULTILINE))


def publish_anew(files: Files) -> None:
    """As CONTRIBUTING has it for another text: no addresses yet, and what hung on the old ones is gone."""
    files.pop("source/addresses.yaml", None)


@change
def sentence_of_another_shape(chance: Random, files: Files) -> None:
    lines = words_of(files, TEXT).split("\n")
    i = chance.randrange(len(lines))
    sentence = chance.choice(SENTENCES)
    lines[i] = chance.choice(
        (f"{lines[i]} {sentence}", f"{sentence} {lines[i]}", f"{lines[i]}\n{sentence}", f"{lines[i]}\n\n{sentence}\n")
    )
    write(files, TEXT, "\n".join(lines))
    reseal(files)
    publish_anew(files)


@change
def text_of_another_form(chance: Random, files: Files) -> None:
    words = words_of(files, TEXT)
    old, new = chance.choice(FORMS)
    write(files, TEXT, re.sub(old, new, words))
    reseal(files)
    if chance.random() < 0.8:
        publish_anew(files)


@change
def not_as_received(chance: Random, files: Files) -> None:
    words = words_of(files, TEXT)
    i = chance.randrange(len(words))
    files[TEXT] = (words[:i] + chance.choice(("", "x", "\x00", "\r", " ")) + words[i + 1 :]).encode()


@change
def witness_field(chance: Random, files: Files) -> None:
    line = chance.choice(WITNESSES)
    words = re.sub(rf"^{line.partition(':')[0]}: .*\n", "", words_of(files, WITNESS), flags=re.MULTILINE)
    write(files, WITNESS, f"{words}{line}\n")


@change
def rule_put_in(chance: Random, files: Files) -> None:
    rule = f"  - name: a rule\n    {chance.choice(RULES)}\n    reason: It is tried.\n"
    replace_one(chance, files, r"^regularisations:\n", f"regularisations:\n{rule}", LEDGER)


@change
def emendation_put_in(chance: Random, files: Files) -> None:
    replace_one(
        chance,
        files,
        r"^emendations:\n",
        f"emendations:\n  - {chance.choice(EMENDATIONS)}\n    reason: It is tried.\n",
        LEDGER,
    )


@change
def ledger_emptied(chance: Random, files: Files) -> None:
    write(files, LEDGER, chance.choice(ODD["texts"]["ledger emptied"]))
    if chance.random() < 0.5:
        publish_anew(files)
