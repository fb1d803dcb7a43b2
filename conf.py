"""Sphinx settings, and nothing else.  What the text is stands in source/witness.yaml."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

project = "The Conclusion, annotated"
author = "The editors"
copyright = "Editors’ words: CC BY 4.0. Code: MIT. The text: all rights reserved by its owner"
version = release = "0.1.0"
language = "en"

extensions = ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex", "edition"]
myst_enable_extensions = ["colon_fence", "attrs_inline"]
bibtex_bibfiles = ["bibliography.bib"]
bibtex_reference_style = "edition"
bibtex_default_style = "edition"

# Only these are pages; everything else in this folder is not ours to parse.
include_patterns = ["index.md", "propositions/**", "glossary/**", "about/**", "*.md"]
exclude_patterns = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "_build", ".*", "tests"]

# The pages that every page leads to, at its head and at its foot, and what they are called there.
edition_main_pages = [
    ("propositions/index", "Propositions"),
    ("glossary/index", "Glossary"),
    ("chronology", "Chronology"),
    ("bibliography", "Sources"),
    ("about/index", "About"),
]
edition_foot_pages = [
    ("text", "The whole text"),
    ("places", "Places"),
    ("registers", "Registers"),
    ("concordance", "Concordance"),
    ("apparatus", "Apparatus and proof"),
    ("rights", "Rights"),
    ("privacy", "Privacy"),
    ("accessibility", "Accessibility"),
]

# What the search offers to somebody who has not yet typed anything; each finds something.
edition_search_examples = ["NKID", "war scare 1927", "Tchitcherin", "Чичерин", "5.6"]

# The ledger's rules do the work of smart quotes; nothing else may touch the text.
smartquotes = False
nitpicky = True

html_theme = "pydata_sphinx_theme"
html_theme_options = {"disable_search": True, "check_switcher": False}
html_title = "When the Soviet Union Entered World Politics: the Conclusion, annotated"
edition_short_title = "The Conclusion"
html_baseurl = ""
html_copy_source = False
html_permalinks = False
html_use_index = False
html_domain_indices = False
