"""Outline to PDF: lay all pages out, then draw them, when the number of pages is known."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from wecoop_desktop.base.jobs import Job
from wecoop_desktop.documents.enclosed import Enclosed
from wecoop_desktop.documents.outline import Heading, Outline, Properties, Section, plain
from wecoop_desktop.documents.pdf import fonts
from wecoop_desktop.documents.pdf.archive import CREATOR, PRODUCER, archive
from wecoop_desktop.documents.pdf.blocks import pieces, title_piece
from wecoop_desktop.documents.pdf.cover import draw_cover
from wecoop_desktop.documents.pdf.flow import Flow, Page, Piece, text_height, text_width
from wecoop_desktop.documents.pdf.lines import Line, broken, natural_width, shortened
from wecoop_desktop.documents.pdf.pen import Pen
from wecoop_desktop.documents.pdf.structure import Structure
from wecoop_desktop.documents.pdf.style import (
    A4,
    GREY,
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
    dress,
)
from wecoop_desktop.documents.pdf.tags import Headings, Node, Tags

SPARSE = 0.42  # a page filled less than this is gone on with
ROOM = 90.0  # points that a title with a few lines needs
ENTRY = Type("Sans", 11, 15, INK)
ENTRY_STRONG = Type("Sans", 11, 15, NAVY, bold=True)
SUB_ENTRY = Type("Sans", 9.5, 12.5, GREY)
INDENT = 34.0  # of the titles in the contents at least, beside their numbers
WIDEST = 80.0  # of the numbers
BOOK_CONTENTS = 5  # pages of contents that a book may have
NUMBERS = 40.0  # room of the page numbers
LEADER = 3.4  # points between the dots that lead to a page number
MARKED = Type("Sans", 8.5, 11, WARN, bold=True)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: number, title and where it leads."""

    number: str
    title: str
    level: int
    anchor: str


def write(
    outline: Outline, stream: BinaryIO, job: Job, enclosed: Enclosed | None = None
) -> tuple[float, ...]:
    """Lay out, draw, and only then write to the stream; gives the lengths of the sections."""
    flow = Flow(job)
    root = Node("Document")
    front = None if outline.bare else root.add("Sect")
    entries = list(_lay_out(outline, flow, job, root))
    contents = [] if outline.bare else _contents_pages(outline, entries)
    # Cover, contents, and the pages of the flow.
    start = 1 if outline.bare else 2 + len(contents)
    pages = start - 1 + len(flow.pages)
    found = {
        piece.anchor: number
        for number, page in enumerate(flow.pages, start=start)
        for piece in page.pieces
        if piece.anchor
    }
    buffer = io.BytesIO()
    canvas = new_canvas(outline, buffer)
    tags = Tags(canvas, root, pages)
    if front is not None:
        _draw_front(Pen(canvas, A4[1], tags), outline, contents, found, pages, front)
    for number, page in enumerate(flow.pages, start=start):
        job.step(number, pages, "document-pages")
        canvas.setPageSize(page.size)
        _draw_page(Pen(canvas, page.size[1], tags), outline, page, number, pages)
        canvas.setPageSize(A4)
    _bookmarks(canvas, outline, entries)
    Structure(canvas._doc, tags, outline.language).write()
    archive(canvas, _cleaned(outline.properties), outline.language, enclosed)
    canvas.save()
    vars(canvas._doc).clear()  # else all elements stay until circles of objects are looked for
    stream.write(buffer.getvalue())
    return tuple(flow.lengths)


def new_canvas(outline: Outline, buffer: BinaryIO) -> Any:
    """What is drawn on. `invariant` leaves out dates and random ids."""
    rl_config.useA85 = 0  # streams as bytes: a fifth smaller, and faster
    canvas = Canvas(
        buffer,
        pagesize=A4,
        invariant=1,
        pageCompression=1,
        pdfVersion=(1, 7),
        lang=outline.language,
        # The default would be Helvetica, named on every page and embedded nowhere.
        initialFontName=fonts.registered("Sans"),
    )
    about = _cleaned(outline.properties)
    canvas.setTitle(about.title)
    canvas.setAuthor(about.author)
    canvas.setSubject(about.subject)
    canvas.setKeywords(", ".join(about.keywords))
    canvas.setCreator(CREATOR)
    canvas.setProducer(PRODUCER)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.showOutline()
    return canvas


def _cleaned(about: Properties) -> Properties:
    """Half a letter cannot be written down, not even in a file's properties."""
    words = tuple(fonts.cleaned(word) for word in about.keywords)
    title, author = fonts.cleaned(about.title), fonts.cleaned(about.author)
    return Properties(title, author, fonts.cleaned(about.subject), words)


def _lay_out(outline: Outline, flow: Flow, job: Job, root: Node) -> Iterator[Entry]:
    """Place all sections; yields the contents. Headings stand in those of a short paper only."""
    headings = Headings()
    if not outline.bare:
        headings.role(1)  # of the cover
    sect = root
    book, chapter = any(section.level > 1 for section in outline.sections), ""
    for index, section in enumerate(outline.sections):
        job.step(index, len(outline.sections), "document-sections")
        number = _number(section)
        head = f"{number} · {section.title}" if number else section.title
        flow.begin(head if section.level < 3 else chapter)
        chapter = head if section.level < 3 else chapter
        # A page of which little is used is gone on with; a title and a few lines need room.
        wanted = section.new_page and flow.filled > SPARSE
        if wanted or not flow.ready(section.orientation) or flow.left < ROOM:
            flow.settle()
            flow.new_page(section.orientation)
        anchor = section.anchor or f"section-{index}"
        if not section.continues:
            yield Entry(number, section.title, section.level, anchor)
        if not section.continues or sect is root:
            sect = root.add("Sect")
        flow.place(_read(_section_pieces(section, number, anchor, outline), sect,
                         section.level, headings))  # fmt: skip
        if not section.continues and not book:
            for place, block in enumerate(section.blocks):
                if isinstance(block, Heading) and block.level == 2:
                    yield Entry("", block.text, 2, f"{anchor}-{place}")
    flow.settle()


def _read(pieces: Iterator[Piece], sect: Node, level: int, headings: Headings) -> Iterator[Piece]:
    """The same pieces; their elements become those of the section, in the order of reading."""
    for piece in pieces:
        node = piece.node
        if node is not None and not (sect.children and sect.children[-1] is node):
            if node.depth:
                node.role = headings.role(level + node.depth)
            sect.children.append(node)
        yield piece


def _number(section: Section) -> str:
    """The number as it is printed; a word in its place ("Cover") says no more than the title."""
    said = section.number
    if len(said) > 2 and not any(letter.isdigit() for letter in said):
        return ""
    return said.replace("-", "–")


def _section_pieces(section: Section, said: str, anchor: str, outline: Outline) -> Iterator[Piece]:
    language, look = outline.language, dress(outline.headings, outline.body)
    width, room = text_width(section.orientation), text_height(section.orientation) - 8
    if not section.continues:
        yield title_piece(said, section.title, section.level, width, language, anchor, look)
    for number, block in enumerate(section.blocks):
        for index, piece in enumerate(pieces(block, width, room, language, look)):
            named = isinstance(block, Heading) and index == 0
            yield _anchored(piece, f"{anchor}-{number}") if named else piece


def _anchored(piece: Piece, anchor: str) -> Piece:
    return replace(piece, anchor=anchor)


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """An entry with its place on a page of the contents."""

    y: float
    height: float
    indent: float
    entry: Entry
    lines: list[Line]


def _contents_pages(outline: Outline, entries: list[Entry]) -> list[list[ContentsLine]]:
    """The lines of each page of the contents.

    Headings of a paper only where all fits on one page; of a book parts and chapters, and its
    sections too where they do not need many pages.
    """
    book = any(entry.level == 3 for entry in entries)
    pages = _contents_lines(outline, entries)
    if len(pages) > (BOOK_CONTENTS if book else 1):
        shown = 2 if book else 1
        pages = _contents_lines(outline, [entry for entry in entries if entry.level <= shown])
    return pages


def _contents_lines(outline: Outline, entries: list[Entry]) -> list[list[ContentsLine]]:
    width, room = text_width("portrait"), text_height("portrait")
    numbers = (natural_width(plain(entry.number), ENTRY_STRONG) for entry in entries)
    indent = min(max(INDENT, max(numbers, default=0.0) + 10), WIDEST)
    pages: list[list[ContentsLine]] = [[]]
    y = 36.0
    for entry in entries:
        kind = _entry_type(entry)
        lines = broken(plain(entry.title), kind, width - indent - NUMBERS, outline.language)[:3]
        height = len(lines) * kind.leading + (6 if entry.level == 1 else 1)
        if y + height > room:
            pages.append([])
            y = 0.0
        pages[-1].append(ContentsLine(y, height, indent, entry, lines))
        y += height
    return pages if entries else []


def _entry_type(entry: Entry) -> Type:
    return ENTRY if entry.level == 1 else SUB_ENTRY


def _draw_front(
    pen: Pen,
    outline: Outline,
    contents: list[list[ContentsLine]],
    found: dict[str, int],
    pages: int,
    node: Node,
) -> None:
    pen.bookmark("cover", 12)
    draw_cover(pen, outline.cover, outline.draft, outline.language, node)
    pen.end_page()
    title, listed = node.add("H2"), node.add("TOC")
    width = text_width("portrait")
    for index, lines in enumerate(contents):
        _frame(pen, outline, outline.contents, A4, 2 + index, pages)
        if index == 0:
            pen.bookmark("contents", TOP)
            with pen.inside(title):
                baseline = TOP + TITLE.leading * 0.5 + TITLE.size * 0.33
                pen.text(SIDE, baseline, outline.contents, TITLE)
        for said in lines:
            area = (SIDE, TOP + said.y, width, said.height)
            words = f"{said.entry.number} {said.entry.title}".strip()
            entry = listed.add("TOCI").add("Reference")
            with pen.inside(entry), pen.link(*area, said.entry.anchor, words):
                _draw_entry(pen, said, width, found[said.entry.anchor])
        pen.end_page()


def _draw_entry(pen: Pen, said: ContentsLine, width: float, page: int) -> None:
    """Number, title, and dots that lead to the page number."""
    kind = _entry_type(said.entry)
    above = 5.0 if said.entry.level == 1 else 0.5
    baseline = TOP + said.y + above + kind.leading * 0.5 + kind.size * 0.33
    pen.text(SIDE, baseline, said.entry.number, ENTRY_STRONG.inked(PETROL))
    for line in said.lines:
        pen.line_of_text(SIDE + said.indent, baseline, line, kind.size)
        baseline += kind.leading
    baseline -= kind.leading
    number = pen.text(SIDE + width, baseline, str(page), kind, "right")
    start = SIDE + said.indent + said.lines[-1].width + 6
    pen.dots(start, SIDE + width - number - 5, baseline - 1, apart=LEADER, colour=GREY)


def _draw_page(pen: Pen, outline: Outline, page: Page, number: int, pages: int) -> None:
    _frame(pen, outline, page.section, page.size, number, pages)
    for top, piece, _ in page.placed:
        if piece.anchor:
            pen.bookmark(piece.anchor, top)
        piece.paint(pen, SIDE, top)
    pen.end_page()


def _frame(
    pen: Pen, outline: Outline, section: str, size: tuple[float, float], number: int, pages: int
) -> None:
    """The running head and foot with their rules."""
    width = size[0] - 2 * SIDE
    short = shortened(broken(plain(outline.head), RUNNING, width * 0.55), 1, RUNNING)[0]
    right = shortened(broken(plain(section), RUNNING, width * 0.42), 1, RUNNING)[0]
    pen.line_of_text(SIDE, 33, short, RUNNING.size)
    pen.line_of_text(SIDE + width - right.width, 33, right, RUNNING.size)
    pen.rule(SIDE, 40.5, SIDE + width, 40.5, colour=RULE)
    foot = size[1] - 39.5
    pen.rule(SIDE, foot, SIDE + width, foot, colour=RULE)
    left = broken(plain(outline.foot), RUNNING, width * 0.7)[0]
    pen.line_of_text(SIDE, foot + 13.5, left, RUNNING.size)
    pen.text(SIDE + width, foot + 13.5, f"{number} / {pages}", RUNNING, "right")
    if outline.draft:
        pen.text(SIDE + width - 52, foot + 13.5, outline.draft, MARKED, "right")


def _bookmarks(canvas: Any, outline: Outline, entries: list[Entry]) -> None:
    if not outline.bare:
        canvas.addOutlineEntry(fonts.cleaned(outline.cover.title), "cover", 0, 0)
    if entries and not outline.bare:
        canvas.addOutlineEntry(outline.contents, "contents", 0, 0)
    depth = -1
    for entry in entries:
        title = fonts.cleaned(f"{entry.number} {entry.title}".strip())
        depth = min(entry.level - 1, depth + 1)  # no level of the tree may be left out
        canvas.addOutlineEntry(title, entry.anchor, depth, depth >= 1)
