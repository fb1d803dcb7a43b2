"""The kinds of change: a module each, with a function for every change that registers itself."""

from importlib import import_module

KINDS = ("lines", "letters", "records", "markup", "octets", "names", "values", "settings", "works", "texts")

for kind in KINDS:
    import_module(f"tests.fuzz.kinds.{kind}")
