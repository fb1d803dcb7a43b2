"""Files are replaced whole or not at all."""

from __future__ import annotations

from pathlib import Path


def write_whole(path: Path, words: str | bytes) -> None:
    """Write beside the file, and put it in its place once all is written."""
    beside = Path(path).with_name(f".{path.name}.new")  # Sphinx's own paths are no pure paths
    try:
        beside.write_bytes(words.encode() if isinstance(words, str) else words)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
