"""Prose of the guide in the type of the design, in one language or in two beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextTable,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QTextEdit, QWidget

from wecoop_desktop.base.typography import held
from wecoop_desktop.documents.diagram import Sketch
from wecoop_desktop.documents.prose import unmarked
from wecoop_desktop.library import anchor
from wecoop_desktop.library.glossary import Finder
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts import rowpairs as rows
from wecoop_desktop.ui.parts import typeset
from wecoop_desktop.ui.parts.diagram import FigureObject
from wecoop_desktop.ui.parts.typeset import FEATURES, GLOSSARY, TOLD, blocks
from wecoop_desktop.ui.wording import tr

__all__ = ["GLOSSARY", "TOLD", "Copy", "Heading", "Reader"]

LONGEST = 400_000  # letters of a section; more is not a section
MARGIN = 14  # pixels at the start of the lines, where notes are marked
NONE: Mapping[str, Sketch] = {}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section, with the place of its block in the document."""

    words: str
    block: int


@dataclass(frozen=True, slots=True)
class Copy:
    """A text in one language: Markdown, the terms to be dotted, and its figures by id."""

    markdown: str
    language: str = "en"
    finder: Finder | None = None
    figures: Mapping[str, Sketch] = made(default_factory=dict)

    @property
    def set(self) -> str:
        return held(unmarked(self.markdown[:LONGEST]), self.language)


class Reader(QTextBrowser):
    """Shows texts; links are not followed but said: `followed(address)`.

    One paragraph is the present one: a click, or Ctrl with the arrows, moves to another, which is
    said with its number (`anchor.paragraphs`). `noted` numbers have a mark at their edge.
    """

    followed = Signal(str)
    stood = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setSearchPaths([])
        self.anchorClicked.connect(lambda url: self.followed.emit(url.toString()))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.document().setDocumentMargin(theme.px(4))
        self.document().setUndoRedoEnabled(False)
        self._figures = FigureObject(self.document())
        self._both = False
        self._headings: tuple[Heading, ...] | None = None
        self._places: list[list[int]] = []  # of each paragraph, its blocks in each column
        self._present = -1
        self._noted: Mapping[int, str] = {}
        self._found: list[QTextEdit.ExtraSelection] = []
        self._hit = -1

    def loadResource(self, kind: int, name: object) -> object:
        """Nothing is ever loaded from a text: no file, no network."""
        return None

    # Filling

    def display(self, copy: Copy, role: str = "reading") -> None:
        """One text; `role` of the prose: reading for a page, body beside something else."""
        self._both = False
        document = self.document()
        document.setMarkdown(copy.set, FEATURES)
        whole = QTextCursor(document)
        whole.beginEditBlock()
        self._finish([copy], role)
        whole.endEditBlock()
        self._settle()

    def display_both(self, copies: tuple[Copy, Copy], heads: tuple[str, str]) -> None:
        """Both languages beside each other, paragraph by paragraph, under one scroll bar."""
        self._both = True
        document = self.document()
        document.clear()
        pairs = [(f"# {heads[0]}", f"# {heads[1]}"), *rows.paired(copies[0].set, copies[1].set)]
        whole = QTextCursor(document)
        whole.beginEditBlock()  # laid out once, at its end, and not after every cell
        table = whole.insertTable(len(pairs), 2, rows.beside())
        for row, pair in enumerate(pairs):
            for column, text in enumerate(pair):
                rows.fill(table, row, column, text)
        whole.endEditBlock()  # before it a table does not know the columns of its cells
        whole.beginEditBlock()
        self._finish(list(copies), "readingBeside")
        whole.endEditBlock()
        self._settle()

    def _finish(self, copies: Sequence[Copy], role: str) -> None:
        document = self.document()
        typeset.dress(document, role)
        self._put_figures(copies)
        finders = {n: copy.finder for n, copy in enumerate(copies) if copy.finder is not None}
        typeset.dot_terms(document, finders)
        if role == "reading":
            look = document.rootFrame().frameFormat()
            look.setLeftMargin(theme.px(MARGIN))
            document.rootFrame().setFrameFormat(look)
        self._places = self._found_places(copies)

    def _settle(self) -> None:
        """Another text begins at its top, with nothing marked."""
        self._headings = None
        self._present, self._hit, self._found = -1, -1, []
        self.setExtraSelections([])
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._fit_figures()

    def _put_figures(self, copies: Sequence[Copy]) -> None:
        sketches: dict[str, Sketch] = {}
        for block, name in typeset.figures(self.document()):
            copy = copies[typeset.column_of(block) if len(copies) > 1 else 0]
            sketch = copy.figures.get(name)
            if sketch is None:
                typeset.unlink(block)
                continue
            own = f"{copy.language}/{name}"
            sketches[own] = sketch
            self._figures.show(sketches)
            typeset.put_figure(block, own, sketch.told, tr("Figure in words"))
        self._figures.show(sketches)

    @property
    def figures(self) -> Mapping[str, Sketch]:
        """The figures that are shown, by the name in the address of their words (`TOLD`)."""
        return self._figures.sketches

    def _found_places(self, copies: Sequence[Copy]) -> list[list[int]]:
        """Where the paragraphs of each text stand, column by column."""
        found: list[list[int]] = []
        every = [(block, anchor.key(block.text())) for block in blocks(self.document())]
        for column, copy in enumerate(copies):
            mine = [
                (block.blockNumber(), key)
                for block, key in every
                if key and (len(copies) == 1 or typeset.column_of(block) == column)
            ]
            at = 0
            for number, paragraph in enumerate(anchor.paragraphs(unmarked(copy.markdown))):
                if column == 0:
                    found.append([])
                wanted = anchor.key(paragraph.text)
                there = next(
                    (n for n in range(at, len(mine)) if wanted.startswith(mine[n][1])), None
                )
                if there is not None and number < len(found):
                    found[number].append(mine[there][0])
                    at = there + 1
        return found

    # Places

    def headings(self) -> Sequence[Heading]:
        """The headings of the text in order."""
        if self._headings is None:
            self._headings = tuple(
                Heading(block.text(), block.blockNumber())
                for block in blocks(self.document())
                if block.blockFormat().headingLevel()
            )
        return self._headings

    def go_to(self, block_number: int) -> None:
        """Bring a block to the top."""
        block = self.document().findBlockByNumber(block_number)
        self.verticalScrollBar().setValue(int(self._top(block)))

    def go_to_words(self, words: str) -> None:
        for heading in self.headings():
            if heading.words == words:
                self.go_to(heading.block)

    def go_to_paragraph(self, number: int) -> None:
        """Make a paragraph the present one and bring it into sight."""
        if 0 <= number < len(self._places) and self._places[number]:
            block = self.document().findBlockByNumber(self._places[number][0])
            self.verticalScrollBar().setValue(int(self._top(block)) - theme.px(60))
            self.stand(number)

    def heading_in_sight(self) -> int:
        """The place among `headings` of the one that is read; -1 before the first."""
        top = self.verticalScrollBar().value() + theme.px(60)
        bar = self.verticalScrollBar()
        if bar.maximum() > 0 and bar.value() >= bar.maximum():
            return len(self.headings()) - 1  # the last ones never come to the top
        at = -1
        for number, heading in enumerate(self.headings()):
            block = self.document().findBlockByNumber(heading.block)
            if self._top(block) <= top:
                at = number
        return at

    def _top(self, block: QTextBlock) -> float:
        return self.document().documentLayout().blockBoundingRect(block).top()

    # The present paragraph

    @property
    def present(self) -> int:
        """The number of the present paragraph, or of the first one in sight."""
        if self._present >= 0:
            return self._present
        top = self.verticalScrollBar().value()
        for number, places in enumerate(self._places):
            block = self.document().findBlockByNumber(places[0]) if places else None
            if block is not None and self._top(block) >= top - 1:
                return number
        return max(len(self._places) - 1, 0)

    def stand(self, number: int) -> None:
        """Make a paragraph the present one."""
        if 0 <= number < len(self._places) and number != self._present:
            before, self._present = self._present, number
            if self._both:
                self._tint(before, on=False)
                self._tint(number, on=True)
            self.viewport().update()
            self.stood.emit(number)

    def _tint(self, number: int, *, on: bool) -> None:
        """One highlight across both columns."""
        if not 0 <= number < len(self._places):
            return
        for place in self._places[number]:
            cursor = QTextCursor(self.document().findBlockByNumber(place))
            table: QTextTable | None = cursor.currentTable()
            if table is None:
                continue
            row = table.cellAt(cursor).row()
            for column in range(table.columns()):
                cell = table.cellAt(row, column)
                look = cell.format()
                if on:
                    look.setBackground(theme.colour("selected"))
                else:
                    look.clearBackground()
                cell.setFormat(look)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.ControlModifier and self._places:
            number = self.present + (step if self._present >= 0 else 0)
            self.go_to_paragraph(min(max(number, 0), len(self._places) - 1))
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if not self.anchorAt(event.position().toPoint()):
            number = self._paragraph_at(event.position())
            if number is not None:
                self.stand(number)

    def _paragraph_at(self, at: QPointF) -> int | None:
        clicked = self.cursorForPosition(at.toPoint()).block().blockNumber()
        found = None
        for number, places in enumerate(self._places):
            if any(place <= clicked for place in places[: 1 if not self._both else 2]):
                if clicked in places:
                    return number
                if not self._both:
                    found = number
        return found

    # Notes

    def show_notes(self, noted: Mapping[int, str]) -> None:
        """Paragraphs with a mark at their edge: their numbers, and what a click on it says."""
        self._noted = noted
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if not self._both and self._present >= 0:
            self._bar(painter, self._present, "primary")
        for number in self._noted:
            self._bar(painter, number, "warn")
        painter.end()

    def _bar(self, painter: QPainter, number: int, token: str) -> None:
        """A bar beside a paragraph, in the margin."""
        if not 0 <= number < len(self._places):
            return
        scrolled = self.verticalScrollBar().value()
        for place in self._places[number]:
            block = self.document().findBlockByNumber(place)
            box = self.document().documentLayout().blockBoundingRect(block)
            left = theme.px(2) if not self._both else max(box.left() - theme.px(7), 0)
            high = QRectF(left, box.top() - scrolled, theme.px(3), box.height())
            painter.fillRect(high, theme.colour(token))

    # Search

    def mark(self, spans: Mapping[int, Sequence[tuple[int, int]]]) -> None:
        """Mark places, as (start, end) by block, and go to the first."""
        self._found = []
        for number, places in spans.items():
            block = self.document().findBlockByNumber(number)
            for start, end in places:
                cursor = QTextCursor(block)
                cursor.setPosition(block.position() + start)
                cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
                self._found.append(self._selection(cursor))
        self._hit = -1
        self.setExtraSelections(self._found)
        self.next_mark(1)

    def texts(self) -> Sequence[tuple[int, str]]:
        """The text of every block with its number."""
        return [(block.blockNumber(), block.text()) for block in blocks(self.document())]

    def pairs(self) -> list[tuple[str, ...]]:
        """The rows of both languages, as text."""
        table = QTextCursor(self.document().begin().next()).currentTable() if self._both else None
        if table is None:
            return []
        return [
            tuple(rows.words(table, row, column) for column in range(table.columns()))
            for row in range(table.rows())
        ]

    def mark_words(self, words: str) -> None:
        """Mark every place of the words, and go to the first."""
        found: dict[int, list[tuple[int, int]]] = {}
        cursor = self.document().find(words) if words else QTextCursor()
        while not cursor.isNull():
            block = cursor.block()
            start = cursor.selectionStart() - block.position()
            found.setdefault(block.blockNumber(), []).append((start, start + len(words)))
            cursor = self.document().find(words, cursor)
        self.mark(found)

    def next_mark(self, step: int) -> None:
        """Bring the next marked place into sight, or the one before."""
        if not self._found:
            return
        self._hit = (self._hit + step) % len(self._found)
        block = self._found[self._hit].cursor.block()
        self.verticalScrollBar().setValue(int(self._top(block)) - theme.px(60))

    @property
    def marked(self) -> int:
        """How many places are marked."""
        return len(self._found)

    def _selection(self, cursor: QTextCursor) -> QTextEdit.ExtraSelection:
        place = QTextEdit.ExtraSelection()
        place.cursor = cursor
        look = QTextCharFormat()
        look.setBackground(theme.colour("mark"))
        look.setForeground(theme.colour("text"))
        place.format = look
        return place

    # Size

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_figures()
        super().resizeEvent(event)

    def _fit_figures(self) -> None:
        """Figures are as wide as their column."""
        room = float(self.viewport().width() - theme.px(14 if self._both else 14 + MARGIN))
        wide = room / 2 - theme.px(22) if self._both else room
        # A figure one pixel too wide would bring a scroll bar; one too narrow is not seen.
        wider = wide - self._figures.width
        if self._figures.sketches and (wider < 0 or wider > 1):
            self._figures.width = max(wide, theme.px(80))
            self.document().markContentsDirty(0, self.document().characterCount())
