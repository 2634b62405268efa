"""Outline to PDF: lay all pages out, then draw them, when the number of pages is known."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from wecoop_desktop.base.jobs import Job
from wecoop_desktop.documents.outline import Heading, Outline, Section, plain
from wecoop_desktop.documents.pdf.blocks import pieces, title_piece
from wecoop_desktop.documents.pdf.cover import draw_cover
from wecoop_desktop.documents.pdf.flow import Flow, Page, Piece, text_height, text_width
from wecoop_desktop.documents.pdf.lines import Line, broken
from wecoop_desktop.documents.pdf.pen import Pen
from wecoop_desktop.documents.pdf.style import (
    A4,
    INK,
    NAVY,
    PETROL,
    RULE,
    RUNNING,
    SIDE,
    TITLE,
    TOP,
    WARN,
    Type,
)

SPARSE = 0.42
ROOM = 90.0
ENTRY = Type("Sans", 11, 15, INK)
ENTRY_STRONG = Type("Sans", 11, 15, NAVY, bold=True)
SUB_SPARSE = 0.42
ROOM = 90.0
ENTRY = Type("Sans", 9.5, 13, "#55646C")
MARKED = Type("Sans", 8.5, 11, WARN, bold=True)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: number, title and where it leads."""

    number: str
    title: str
    level: int
    anchor: str


def write(outline: Outline, stream: BinaryIO, job: Job) -> None:
    """Lay out, draw, and only then write to the stream."""
    flow = Flow(job)
    entries = list(_lay_out(outline, flow, job))
    contents = _contents_pages(outline, entries)
    # Cover, contents, and the pages of the flow.
    pages = 1 + len(contents) + len(flow.pages)
    found = {
        piece.anchor: number
        for number, page in enumerate(flow.pages, start=2 + len(contents))
        for _, piece in page.placed
        if piece.anchor
    }
    buffer = io.BytesIO()
    canvas = _canvas(outline, buffer)
    _draw_front(canvas, outline, contents, found, pages)
    for number, page in enumerate(flow.pages, start=2 + len(contents)):
        job.step(number, pages, "document-pages")
        _draw_page(canvas, outline, page, number, pages)
    _bookmarks(canvas, outline, entries)
    canvas.save()
    stream.write(buffer.getvalue())


def _canvas(outline: Outline, buffer: BinaryIO) -> Any:
    """`invariant` leaves out dates and random ids."""
    rl_config.useA85 = 0  # streams as bytes: a fifth smaller, and faster
    canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=1, lang=outline.language)
    about = outline.properties
    canvas.setTitle(about.title)
    canvas.setAuthor(about.author)
    canvas.setSubject(about.subject)
    canvas.setKeywords(", ".join(about.keywords))
    canvas.setCreator("WECOOP Desktop")
    canvas.setProducer("WECOOP Desktop, ReportLab")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.showOutline()
    return canvas


def _lay_out(outline: Outline, flow: Flow, job: Job) -> Iterator[Entry]:
    for index, section in enumerate(outline.sections):
        job.step(index, len(outline.sections), "document-sections")
        head = f"{section.number} · {section.title}" if section.number else section.title
        flow.begin(head)
        # A page of which little is used is gone on with; a title and a few lines need room.
        wanted = section.new_page and flow.filled > SPARSE
        if wanted or not flow.ready(section.orientation) or flow.left < ROOM:
            flow.new_page(section.orientation)
        anchor = f"section-{index}"
        if not section.continues:
            yield Entry(section.number, section.title, 1, anchor)
        flow.place(_section_pieces(section, anchor, outline.language))
        if not section.continues:
            for number, block in enumerate(section.blocks):
                if isinstance(block, Heading) and block.level == 2:
                    yield Entry("", block.text, 2, f"{anchor}-{number}")


def _section_pieces(section: Section, anchor: str, language: str) -> Iterator[Piece]:
    width, room = text_width(section.orientation), text_height(section.orientation) - 8
    if not section.continues:
        yield title_piece(section.number, section.title, width, language, anchor)
    for number, block in enumerate(section.blocks):
        for index, piece in enumerate(pieces(block, width, room, language)):
            named = isinstance(block, Heading) and index == 0
            yield _anchored(piece, f"{anchor}-{number}") if named else piece


def _anchored(piece: Piece, anchor: str) -> Piece:
    return Piece(piece.height, piece.paint, piece.before, piece.glued, piece.head, anchor)


ContentsLine = tuple[float, Entry, list[Line]]


def _contents_pages(outline: Outline, entries: list[Entry]) -> list[list[ContentsLine]]:
    """The entries with their place on each page of the contents."""
    width = text_width("portrait")
    room = text_height("portrait")
    pages: list[list[ContentsLine]] = [[]]
    y = 36.0
    for entry in entries:
        if entry.level > 1:
            continue
        indent = 34.0
        lines = broken(plain(entry.title), ENTRY, width - indent - 40, outline.language)[:3]
        height = len(lines) * ENTRY.leading + 6
        if y + height > room:
            pages.append([])
            y = 0.0
        pages[-1].append((y, entry, lines))
        y += height
    return pages if entries else []


def _draw_front(
    canvas: Any,
    outline: Outline,
    contents: list[list[ContentsLine]],
    found: dict[str, int],
    pages: int,
) -> None:
    pen = Pen(canvas, A4[1])
    pen.bookmark("cover", 12)
    draw_cover(pen, outline.cover, outline.draft, outline.language)
    canvas.showPage()
    width = text_width("portrait")
    for index, lines in enumerate(contents):
        _frame(pen, outline, outline.contents, A4, 2 + index, pages)
        if index == 0:
            pen.bookmark("contents", TOP)
            pen.text(SIDE, TOP + TITLE.leading * 0.5 + TITLE.size * 0.33, outline.contents, TITLE)
        for y, entry, title in lines:
            baseline = TOP + y + 12
            pen.text(SIDE, baseline, entry.number, ENTRY_STRONG.inked(PETROL))
            for number, line in enumerate(title):
                y_line = baseline + number * ENTRY.leading
                pen.line_of_text(SIDE + 34, y_line, line, ENTRY.size)
            pen.text(SIDE + width, baseline, str(found[entry.anchor]), ENTRY, "right")
            height = len(title) * ENTRY.leading + 6
            pen.rule(SIDE, TOP + y + height - 2, SIDE + width, TOP + y + height - 2, colour=RULE,
                     thick=0.4)  # fmt: skip
            pen.link(SIDE, TOP + y, width, height, entry.anchor)
        canvas.showPage()


def _draw_page(canvas: Any, outline: Outline, page: Page, number: int, pages: int) -> None:
    canvas.setPageSize(page.size)
    pen = Pen(canvas, page.size[1])
    _frame(pen, outline, page.section, page.size, number, pages)
    for top, piece in page.placed:
        if piece.anchor:
            pen.bookmark(piece.anchor, top)
        piece.paint(pen, SIDE, top)
    canvas.showPage()
    canvas.setPageSize(A4)


def _frame(
    pen: Pen, outline: Outline, section: str, size: tuple[float, float], number: int, pages: int
) -> None:
    """The running head and foot with their rules."""
    width = size[0] - 2 * SIDE
    short = broken(plain(outline.head), RUNNING, width * 0.55)
    right = broken(plain(section), RUNNING, width * 0.42)
    pen.line_of_text(SIDE, 33, _ended(short), RUNNING.size)
    pen.line_of_text(SIDE + width - _ended(right).width, 33, _ended(right), RUNNING.size)
    pen.rule(SIDE, 40.5, SIDE + width, 40.5, colour=RULE)
    foot = size[1] - 39.5
    pen.rule(SIDE, foot, SIDE + width, foot, colour=RULE)
    left = broken(plain(outline.foot), RUNNING, width * 0.7)[0]
    pen.line_of_text(SIDE, foot + 13.5, left, RUNNING.size)
    pen.text(SIDE + width, foot + 13.5, f"{number} / {pages}", RUNNING, "right")
    if outline.draft:
        pen.text(SIDE + width - 52, foot + 13.5, outline.draft, MARKED, "right")


def _ended(lines: list[Line]) -> Line:
    """The first line, with an ellipsis where there was more."""
    first = lines[0]
    if len(lines) == 1 or not first.bits:
        return first
    return broken(plain("".join(bit.text for bit in first.bits) + " …"), RUNNING, 10_000)[0]


def _bookmarks(canvas: Any, outline: Outline, entries: list[Entry]) -> None:
    canvas.addOutlineEntry(outline.cover.title, "cover", 0, 0)
    if entries:
        canvas.addOutlineEntry(outline.contents, "contents", 0, 0)
    for entry in entries:
        title = f"{entry.number} {entry.title}".strip()
        canvas.addOutlineEntry(title, entry.anchor, entry.level - 1, 0)
