"""Pieces of fixed height placed on pages, so that what belongs together stays together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from wecoop_desktop.base.jobs import Job
from wecoop_desktop.documents.outline import Orientation
from wecoop_desktop.documents.pdf.pen import Pen
from wecoop_desktop.documents.pdf.style import A4, BOTTOM, SIDE, TOP
from wecoop_desktop.documents.pdf.tags import Node

Paint = Callable[[Pen, float, float], None]  # pen, left edge, top
POOR = 0.2  # a last page filled less than this looks forgotten; it is filled so far
GAPING = 0.45  # left on a page: too much to leave it empty
MANY = 8  # rows; a figure or table of fewer is moved as a whole
KEPT = 0.5  # of the page before must remain


@dataclass(frozen=True, slots=True)
class Piece:
    """Something with a height. `before` is the space above it, dropped at the top of a page.

    `glued`: must stand on one page with the next piece. `head` is repeated above it where a page
    begins with it. `anchor` names it for the contents and bookmarks. `node` is the element of the
    section that it is, or is part of.
    """

    height: float
    paint: Paint
    before: float = 0.0
    glued: bool = False
    head: Piece | None = None
    anchor: str = ""
    node: Node | None = None


class Placed(NamedTuple):
    """A piece on its page; `section` is the head under which it was placed."""

    top: float
    piece: Piece
    section: str


@dataclass(slots=True)
class Page:
    """What stands on one page. `section` is named in its head until something is placed."""

    orientation: Orientation
    next_section: str
    placed: list[Placed] = field(default_factory=list)

    @property
    def section(self) -> str:
        return self.placed[0].section if self.placed else self.next_section

    @property
    def pieces(self) -> Iterator[Piece]:
        return (placed.piece for placed in self.placed)

    @property
    def size(self) -> tuple[float, float]:
        return A4 if self.orientation == "portrait" else (A4[1], A4[0])


def text_width(orientation: Orientation) -> float:
    return (A4[0] if orientation == "portrait" else A4[1]) - 2 * SIDE


def text_height(orientation: Orientation) -> float:
    return (A4[1] if orientation == "portrait" else A4[0]) - TOP - BOTTOM


class Flow:
    """Fills pages from top to bottom."""

    def __init__(self, job: Job) -> None:
        self.pages: list[Page] = []
        self.lengths: list[float] = []  # of the sections begun, in pages
        self._job = job
        self._section = ""
        self._used = 0.0
        self._room = 0.0
        self._start = 0  # the first page since the last change or forced turn

    def begin(self, section: str) -> None:
        """From here on pages are headed with `section`, also one on which nothing stands yet."""
        self._section = section
        self.lengths.append(0.0)
        if self.pages and not self._used:
            self.pages[-1].next_section = section

    def new_page(self, orientation: Orientation) -> None:
        self._start = len(self.pages)
        self._add_page(orientation)

    def _add_page(self, orientation: Orientation) -> None:
        self._job.step(len(self.pages), 0, "document-pages")
        self.pages.append(Page(orientation, self._section))
        self._used = 0.0
        self._room = text_height(orientation)

    def ready(self, orientation: Orientation) -> bool:
        """Can a section go on here, below what the page has already?"""
        return bool(self.pages) and self.pages[-1].orientation == orientation

    @property
    def left(self) -> float:
        return self._room - self._used

    @property
    def filled(self) -> float:
        """Share of the present page that is used, 0-1."""
        return self._used / self._room if self._room else 0.0

    def place(self, pieces: Iterable[Piece]) -> None:
        """Put the pieces one below the other; clumps of glued pieces are moved as one."""
        clump: list[Piece] = []
        for piece in pieces:
            clump.append(piece)
            if not piece.glued:
                self._place(clump)
                clump = []
        if clump:
            self._place(clump)

    def _place(self, clump: Sequence[Piece]) -> None:
        if self._used and self._used + _height(clump) > self._room and not self._parts(clump):
            self._turn()
        for piece in clump:
            before = piece.before if self._used else 0.0
            # The tolerance keeps a sum of floats from turning a page for nothing.
            if self._used and self._used + before + piece.height > self._room + 0.01:
                self._turn()
                before = 0.0
            if piece.head is not None and not self._used:
                self._put(piece.head)
            self._used += before
            self.lengths[-1] += (before + piece.height) / self._room
            self._put(piece)

    def _parts(self, clump: Sequence[Piece]) -> bool:
        """Is the page so empty that a long figure with a head of its own is better parted?"""
        heads = sum(piece.head is not None for piece in clump)
        return self.left > self._room * GAPING and heads > MANY

    def _put(self, piece: Piece) -> None:
        self.pages[-1].placed.append(Placed(TOP + self._used, piece, self._section))
        self._used += piece.height

    def _turn(self) -> None:
        self._add_page(self.pages[-1].orientation)

    def settle(self) -> None:
        """Before other pages follow: no last page with only a line or two, or a table of one row.

        The end of the page before is moved to it: a whole block if one ends there, else rows.
        """
        if len(self.pages) < 2 or len(self.pages) - 1 == self._start or self.filled >= POOR:
            return
        before, last = self.pages[-2], self.pages[-1]
        at = _parting(before.placed, self._room, self._room * POOR - self._used)
        if at is None:
            return
        moved = [*before.placed[at:], *last.placed]
        section = self._section
        del before.placed[at:]
        last.placed.clear()
        self._used = 0.0
        for index, one in enumerate(moved):
            following = moved[index + 1].piece if index + 1 < len(moved) else None
            if following and following.head is one.piece:
                continue  # a head repeated at the old beginning of the page
            self._section = one.section
            if one.piece.head is not None and not self._used:
                self._put(one.piece.head)
            self._used += one.piece.before if self._used else 0.0
            self._put(one.piece)
        self._section = section


def _parting(placed: Sequence[Placed], room: float, lacking: float) -> int | None:
    """Where to part a page so that at least `lacking` points are moved; None where it cannot be.

    A place before a heading or caption is better than one between the rows of a table.
    """
    if not placed:
        return None
    end = placed[-1].top + placed[-1].piece.height
    found = None
    for at in range(len(placed) - 1, 0, -1):
        top, piece, _ = placed[at]
        if top - TOP < room * KEPT:
            break
        before = placed[at - 1].piece
        if end - top < lacking or before.glued or piece.head is before:
            continue
        if piece.glued and piece.before:
            return at
        found = found or at
    return found


def _height(clump: Sequence[Piece]) -> float:
    return sum(piece.height + piece.before for piece in clump)
