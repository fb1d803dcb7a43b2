"""The press: sets a file with Typst and finishes it.

Links inside a file, names for its addresses, bookmarks to paragraphs, the place of notes in the reading order, and the
statement of rights are added to what the engine has made: it has no way to ask for them, or one that costs too much.
"""

from __future__ import annotations

import base64
import json
import os
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from io import BytesIO
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf

Facts = dict[str, Any]
# A link that the template has written as ``at:`` and a label; the engine says the same to whoever hears the page.
LINK = re.compile(rb"/A<</Type/Action/S/URI/URI\(at:([^)]*)\)>>(/F 4/StructParent \d+)/Contents\(at:\1\)")
PLACES = "query(metadata).filter(m => type(m.value) == str).map(m => (m.value, m.location().position()))"
LIFT = Decimal(12)  # points that a reader sees above what a link leads to


FILES_AT_ONCE = 48  # made before the processes are changed


class CannotPrint(Exception):
    """The engine gives a file up: its name, and what it says."""


class Place(NamedTuple):
    """Where something stands: page from 1, points from the left and from the top of the page."""

    page: int
    x: Decimal
    y: Decimal


class Bookmark(NamedTuple):
    """A line of the reader's outline: under which chapter, what it says, where it leads."""

    chapter: str
    title: str
    label: str


class Job(NamedTuple):
    """One file to make: its name, its words as Typst, what the template needs to know, and its bookmarks."""

    name: str
    source: str
    facts: Facts
    bookmarks: list[Bookmark]


class Press:
    """Makes the files of one edition from `work`, with the faces in `fonts`, into `out`."""

    def __init__(self, work: Path, fonts: Path, out: Path) -> None:
        self.work, self.fonts, self.out = work, fonts, out

    def print(self, jobs: Iterable[Job]) -> Iterator[tuple[str, dict[str, int]]]:
        """Make the files in processes of their own; yield the name of each, in their order, with address -> page.

        The engine keeps what it has once worked out, and would fill the memory: after some files come new processes.
        (`max_tasks_per_child` is meant for this, and hung.)
        """
        rest = iter(jobs)
        while some := list(islice(rest, FILES_AT_ONCE)):
            # Not copies of this process, which holds the whole edition.
            with ProcessPoolExecutor(mp_context=get_context("spawn")) as hands:
                yield from hands.map(self.make, some)

    def make(self, job: Job) -> tuple[str, dict[str, int]]:
        # Imported here: every web build registers the builder, and need not pay for the engine.
        import typst

        name = job.name
        path = self.work / f"{name}.typ"
        path.write_text(f'#import "template.typ": *\n{job.source}', "utf-8")
        (self.work / f"{name}.json").write_text(json.dumps(job.facts, ensure_ascii=False), "utf-8")
        compiler = typst.Compiler(
            str(path),
            root=str(self.work),
            ignore_system_fonts=True,
            font_paths=[str(self.fonts)],
            sys_inputs={"facts": f"/{name}.json"},
        )
        try:
            pdf, warnings = compiler.compile_with_warnings(
                pdf_standards=["ua-1", "a-2a"], timestamp=int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
            )
            found = json.loads(compiler.eval(PLACES))
        except typst.TypstError as error:
            raise CannotPrint(f"{name}.pdf", f"{error.message} {' '.join(error.hints)}".strip()) from None
        if warnings:  # an unknown font family, for one, is only a warning to the engine
            raise CannotPrint(f"{name}.pdf", "; ".join(warning.message for warning in warnings))
        assert isinstance(pdf, bytes)
        places = {label: place_at(position) for label, position in found}
        bookmarks = [mark for mark in job.bookmarks if mark.label in places]
        (self.out / f"{name}.pdf").write_bytes(finished(pdf, places, job.facts, bookmarks))
        return name, {label: place.page for label, place in places.items() if re.fullmatch(r"s\d+\.\d+", label)}


def place_at(position: dict[str, Any]) -> Place:
    x, y = (Decimal(str(position[side]).removesuffix("pt")).quantize(Decimal("0.01")) for side in "xy")
    return Place(position["page"], x, max(y - LIFT, Decimal(0)))


def finished(pdf: bytes, places: dict[str, Place], facts: Facts, bookmarks: list[Bookmark]) -> bytes:
    """The same PDF, with all that the engine does not know."""
    with pikepdf.open(BytesIO(with_links(pdf, places))) as opened:
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


def with_links(pdf: bytes, places: dict[str, Place]) -> bytes:
    """Each link to a label leads to the destination of that name.

    Written over the engine's bytes, in the same length, so that nothing else in the file moves.
    """

    def true_link(found: re.Match[bytes]) -> bytes:
        label = found[1]
        page = int(label[5:]) if label.startswith(b"page.") else places[label.decode()].page
        link = b"/Dest(%b)%b/Contents(Page %d)" % (label, found[2], page)
        return link.ljust(len(found[0]))

    return LINK.sub(true_link, pdf)


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
