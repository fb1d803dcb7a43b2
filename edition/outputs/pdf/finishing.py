"""What is added to a PDF that the engine has made: it has no way to ask for it, or one that costs too much.

Links inside the file, names for its addresses, bookmarks to paragraphs, the place of notes in the reading order, and
the statement of rights.
"""

from __future__ import annotations

import base64
import re
from decimal import Decimal
from io import BytesIO
from typing import Any

import pikepdf

from edition.outputs.pdf.job import Bookmark, Facts, Place

# A link that the template has written as ``at:`` and a label; the engine says the same to whoever hears the page.
LINK = re.compile(rb"/A<</Type/Action/S/URI/URI\(at:([^)]*)\)>>(/F 4/StructParent \d+)/Contents\(at:\1\)")


def finished(pdf: bytes, places: dict[str, Place], facts: Facts, bookmarks: list[Bookmark]) -> bytes:
    """The same PDF, with all that the engine does not know."""
    with pikepdf.open(BytesIO(with_links(pdf, places, facts["page"]))) as opened:
        name_places(opened, places)
        move_notes(opened, pdf)
        add_bookmarks(opened, bookmarks)
        with opened.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["dc:rights"] = f"{facts['witness']['rights']} {facts['rights']}."
        end_clearly(opened)
        written = BytesIO()
        opened.save(
            written,
            deterministic_id=True,
            compress_streams=False,  # as the engine left them
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return written.getvalue()


def with_links(pdf: bytes, places: dict[str, Place], words: str) -> bytes:
    """Each link to a label leads to the destination of that name, and is called by `words`: ``Page {page}``.

    Written over the engine's bytes, in the same length, so that nothing else in the file moves.
    """

    def true_link(found: re.Match[bytes]) -> bytes:
        label = found[1]
        page = int(label[5:]) if label.startswith(b"page.") else places[label.decode()].page
        link = b"/Dest(%b)%b/Contents" % (label, found[2])
        said = (as_string(words.format(page=page)), as_string(str(page)))
        # The number alone, where a language needs more room than the engine took.
        return (link + next(one for one in said if len(link + one) <= len(found[0]))).ljust(len(found[0]))

    return LINK.sub(true_link, pdf)


def as_string(words: str) -> bytes:
    """A string as a PDF has it."""
    encoded = words.encode("ascii") if words.isascii() else b"\xfe\xff" + words.encode("utf-16-be")
    for byte, escaped in ((b"\\", rb"\\"), (b"(", rb"\("), (b")", rb"\)"), (b"\r", rb"\r")):
        encoded = encoded.replace(byte, escaped)
    return b"(%b)" % encoded


def name_places(pdf: pikepdf.Pdf, places: dict[str, Place]) -> None:
    """A destination for every label, so that ``edition.pdf#nameddest=s4.7`` opens there; and one for every page."""
    names = dictionary_at(pdf.Root, pikepdf.Name.Names)
    tree = dictionary_at(names, pikepdf.Name.Dests)
    flat = list(tree.get("/Names", pikepdf.Array()))
    known = {str(flat[i]): flat[i + 1] for i in range(0, len(flat), 2)}
    sheets = [(page.obj, Decimal(str(page.mediabox[3]))) for page in pdf.pages]
    for label, place in places.items():
        page, height = sheets[place.page - 1]
        known[label] = pikepdf.Array([page, pikepdf.Name.XYZ, place.x, height - place.y, 0])
    for number, (page, height) in enumerate(sheets, 1):
        known[f"page.{number}"] = pikepdf.Array([page, pikepdf.Name.XYZ, 0, height, 0])
    tree.Names = pikepdf.Array([part for name in sorted(known) for part in (pikepdf.String(name), known[name])])


def move_notes(pdf: pikepdf.Pdf, written: bytes) -> None:
    """Notes are read after their paragraph: the engine has them in the middle of its sentence."""
    paragraphs: dict[tuple[int, int], Any] = {}
    for number in re.findall(rb"(\d+) 0 obj\s*<</Type/StructElem/S/Note\b", written):
        note = pdf.get_object(int(number), 0)
        paragraphs.setdefault(note.P.objgen, note.P)
    for paragraph in paragraphs.values():
        kids = list(paragraph.K)
        notes = [kid for kid in kids if is_note(kid)]
        paragraph.K = pikepdf.Array([kid for kid in kids if not is_note(kid)])
        siblings = paragraph.P.K
        place = next(i for i, kid in enumerate(siblings) if is_object(kid) and kid.objgen == paragraph.objgen)
        for offset, note in enumerate(notes, 1):
            siblings.insert(place + offset, note)
            note.P = paragraph.P


def is_object(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary)


def is_note(kid: Any) -> bool:
    return is_object(kid) and kid.get("/S") == pikepdf.Name.Note


def add_bookmarks(pdf: pikepdf.Pdf, bookmarks: list[Bookmark]) -> None:
    with pdf.open_outline() as outline:
        chapters = {item.title.partition(" ")[0]: item for item in reversed(outline.root)}
        for mark in bookmarks:
            chapter = chapters.get(mark.chapter)
            if chapter is not None:
                chapter.children.append(pikepdf.OutlineItem(mark.title, pikepdf.String(mark.label)))
                chapter.is_closed = True


def dictionary_at(parent: pikepdf.Object, name: pikepdf.Name) -> pikepdf.Object:
    if name not in parent:
        parent[name] = pikepdf.Dictionary()
    return parent[name]


def end_clearly(pdf: pikepdf.Pdf) -> None:
    """Wrap compressed streams that end with a carriage return: with the line feed that follows it reads as one end.

    The byte belongs to the checksum, so another level of compression would not change it.
    """
    for stream in pdf.objects:
        if isinstance(stream, pikepdf.Stream) and stream.read_raw_bytes().endswith(b"\r"):
            wrapped = base64.a85encode(stream.read_raw_bytes()) + b"~>"
            stream.write(wrapped, filter=pikepdf.Array([pikepdf.Name.ASCII85Decode, pikepdf.Name.FlateDecode]))
