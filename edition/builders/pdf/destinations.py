"""Named destinations for the addresses of a finished PDF, which Typst gives to headings alone."""

from __future__ import annotations

from io import BytesIO
from typing import TypedDict

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, TextStringObject


class Place(TypedDict):
    """Where an address stands: page from 1, points from the left and from the top of the page."""

    address: str
    page: int
    x: float
    y: float


def add_destinations(pdf: bytes, places: list[Place]) -> bytes:
    """The same PDF with a destination ``s4.7`` for every address, so that ``edition.pdf#nameddest=s4.7`` opens there.

    The file is written anew and not appended to: PDF/A-2a judges the spacing of what pypdf appends.
    """
    writer = PdfWriter(clone_from=BytesIO(pdf))
    writer.pdf_header = pdf[:8].decode("ascii")
    names = writer.root_object.setdefault(NameObject("/Names"), DictionaryObject()).get_object()
    tree = names.setdefault(NameObject("/Dests"), DictionaryObject()).get_object()
    flat = tree.get("/Names", ArrayObject())
    known = {str(flat[i]): flat[i + 1] for i in range(0, len(flat), 2)}
    for place in places:
        page = writer.pages[place["page"] - 1]
        left, top = FloatObject(round(place["x"], 2)), FloatObject(round(float(page.mediabox.top) - place["y"], 2))
        target = [page.indirect_reference, NameObject("/XYZ"), left, top, FloatObject(0)]
        known[place["address"]] = ArrayObject(target)
    tree[NameObject("/Names")] = ArrayObject(
        part for name in sorted(known) for part in (TextStringObject(name), known[name])
    )
    written = BytesIO()
    writer.write(written)
    return written.getvalue()
