"""What is put into mutants: words, marks and lines, kept apart from the code in ``odd.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

ODD: Mapping[str, Mapping[str, list[str]]] = yaml.safe_load((Path(__file__).parent / "odd.yaml").read_text("utf-8"))
