"""Named destinations for the addresses of a finished PDF, which Typst gives to headings alone."""

from __future__ import annotations

import base64
from decimal import Decimal
from io import BytesIO
from typing import TypedDict

import pikepdf


class Place(TypedDict):
    """Where an address stands: page from 1, points from the left and from the top of the page."""

    address: str
    page: int
    x: float
    y: float


def add_destinations(pdf: bytes, places: list[Place]) -> bytes:
    """The same PDF with a destination for every address, so that ``edition.pdf#nameddest=s4.7`` opens there."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        names = _dictionary_at(opened.Root, pikepdf.Name.Names)
        tree = _dictionary_at(names, pikepdf.Name.Dests)
        flat = list(tree.get("/Names", pikepdf.Array()))
        known = {str(flat[i]): flat[i + 1] for i in range(0, len(flat), 2)}
        for place in places:
            page = opened.pages[place["page"] - 1]
            left, top = Decimal(f"{place['x']:.2f}"), Decimal(str(page.mediabox[3])) - Decimal(f"{place['y']:.2f}")
            known[place["address"]] = pikepdf.Array([page.obj, pikepdf.Name.XYZ, left, top, 0])
        tree.Names = pikepdf.Array([part for name in sorted(known) for part in (pikepdf.String(name), known[name])])
        _end_clearly(opened)
        written = BytesIO()
        opened.save(
            written,
            deterministic_id=True,
            compress_streams=False,  # as the engine left them
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return written.getvalue()


def _dictionary_at(parent: pikepdf.Object, name: pikepdf.Name) -> pikepdf.Object:
    if name not in parent:
        parent[name] = pikepdf.Dictionary()
    return parent[name]


def _end_clearly(pdf: pikepdf.Pdf) -> None:
    """Wrap compressed streams that end with a carriage return: with the line feed that follows it reads as one end.

    The byte belongs to the checksum, so another level of compression would not change it.
    """
    for stream in pdf.objects:
        if isinstance(stream, pikepdf.Stream) and stream.read_raw_bytes().endswith(b"\r"):
            wrapped = base64.a85encode(stream.read_raw_bytes()) + b"~>"
            stream.write(wrapped, filter=pikepdf.Array([pikepdf.Name.ASCII85Decode, pikepdf.Name.FlateDecode]))
