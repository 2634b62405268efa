"""Long lists: a model over a tuple of values and a delegate base that paints uniform rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from wecoop_desktop.ui import theme

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex

VALUE = Qt.ItemDataRole.UserRole


class Rows(QAbstractListModel, Generic[T]):
    """`words(value)` is what a screen reader and type-ahead get; VALUE is the value itself."""

    def __init__(self, words: Callable[[T], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: tuple[T, ...] = ()
        self._words = words

    @property
    def values(self) -> tuple[T, ...]:
        return self._values

    def replace(self, values: Sequence[T]) -> None:
        """Show other values; the same ones change nothing."""
        if tuple(values) == self._values:
            return
        self.beginResetModel()
        self._values = tuple(values)
        self.endResetModel()

    def extend(self, values: Sequence[T]) -> None:
        """Add values at the end (the next block of a long list)."""
        if values:
            first = len(self._values)
            self.beginInsertRows(QModelIndex(), first, first + len(values) - 1)
            self._values += tuple(values)
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._values)

    # Any: what Qt's signature says; delegates ask for VALUE and know its type.
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._values):
            return None
        value = self._values[index.row()]
        if role == VALUE:
            return value
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(value)
        return None


class RowDelegate(QStyledItemDelegate):
    """Paints ground, selection, hairline and focus; a subclass paints the row in `draw`."""

    height = 40  # pixels at 100 %
    bar = True  # the 3 px bar at the start of the selected row

    def draw(self, painter: QPainter, box: QRect, value: object, *, selected: bool) -> None:
        """Paint one value into `box`, which has the row's whole size; the base paints nothing."""

    def row_height(self, value: object) -> int:
        """Pixels at 100 %; uniform unless a subclass says otherwise."""
        return self.height

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(120), theme.px(self.row_height(index.data(VALUE))))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setClipRect(box)
        if selected:
            painter.fillRect(box, theme.colour("selected"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.colour("hover"))
        if selected and self.bar:
            painter.fillRect(_start(box, theme.px(3), painter), theme.colour("primary"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        self.draw(painter, box, index.data(VALUE), selected=selected)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1, 1, -1, -2))
        painter.restore()


def _start(box: QRect, width: int, painter: QPainter) -> QRect:
    if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        return QRect(box.right() - width + 1, box.top(), width, box.height())
    return QRect(box.left(), box.top(), width, box.height())


class RowList(QListView):
    """A list view for `Rows`: arrows move, Enter or a click says `opened(value)`."""

    opened = Signal(object)
    moved = Signal(object)

    def __init__(
        self,
        model: QAbstractListModel,
        delegate: RowDelegate,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setModel(model)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalScrollBar().setSingleStep(theme.px(24))
        self.clicked.connect(self._open)
        self.activated.connect(self._open_by_key)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(VALUE))

    def _open_by_key(self, index: QModelIndex) -> None:
        # Some systems activate on a click too; the click itself has already opened it.
        if not self.underMouse() or self.hasFocus():
            self.opened.emit(index.data(VALUE))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.moved.emit(current.data(VALUE))

    def choose(self, row: int) -> None:
        """Make that row the current and selected one."""
        index = self.model().index(row, 0)
        if index.isValid():
            self.setCurrentIndex(index)


Marks = Sequence[tuple[int, int]]


def marks(text: str, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where the words (as they stand in the text) begin a word: (start, length), case and ё/е
    aside."""
    plain = text.casefold().replace("ё", "е")
    if len(plain) != len(text):  # casefold of a rare letter changed the length: mark nothing wrong
        return ()
    found: list[tuple[int, int]] = []
    for word in words:
        sought = word.casefold().replace("ё", "е")
        at = plain.find(sought) if sought else -1
        while at >= 0:
            if not at or not plain[at - 1].isalnum():
                found.append((at, len(sought)))
            at = plain.find(sought, at + len(sought))
    return tuple(sorted(found))


def draw_text(
    painter: QPainter,
    box: QRectF,
    text: str,
    font: QFont,
    tone: str = "text",
    marked: Marks = (),
    lines: int = 1,
) -> float:
    """Paint at most `lines` lines with an ellipsis and marks; returns the width of the widest."""
    layout = QTextLayout(text, font)
    option = QTextOption(Qt.AlignmentFlag.AlignLeading)
    option.setTextDirection(painter.layoutDirection())
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    widest, cut = _lay(layout, text, box.width(), lines)
    if cut is not None:
        from PySide6.QtGui import QFontMetricsF

        rest = text[cut:].replace("\n", " ")
        shown = text[:cut] + QFontMetricsF(font).elidedText(
            rest, Qt.TextElideMode.ElideRight, box.width()
        )
        layout.setText(shown)
        widest, _ = _lay(layout, shown, box.width(), lines)
        text = shown
    if marked:
        # Formats clear the lines that were laid out, so they are laid once more.
        ends = ((start, min(length, len(text) - start)) for start, length in marked)
        layout.setFormats([_marked(start, length) for start, length in ends if length > 0])
        widest, _ = _lay(layout, text, box.width(), lines)
    painter.setPen(QColor(theme.token(tone)))
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    # A single line is as wide as its words; more of them fill the box and are aligned in it.
    left = box.right() - widest if mirrored and lines == 1 else box.left()
    layout.draw(painter, QPointF(left, box.top()))
    return widest


def draw_tag(painter: QPainter, box: QRectF, code: str) -> None:
    """The letters of a country as a tag that fills the box; where lines are as strong as the text,
    with a line instead of a ground."""
    strong = theme.strong()
    painter.setPen(QPen(theme.colour("line"), 1) if strong else Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("surface" if strong else "line"))
    painter.drawRoundedRect(box, 3, 3)
    painter.setFont(theme.font("microStrong"))
    painter.setPen(theme.colour("text2"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, code)


def _lay(layout: QTextLayout, text: str, width: float, lines: int) -> tuple[float, int | None]:
    """Lay the lines out; the second value is where the last line starts if text is left over."""
    widest, top, start = 0.0, 0.0, 0
    layout.beginLayout()
    for number in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        start = line.textStart()
        if number == lines - 1:
            line.setNumColumns(len(text) - start) if lines == 1 else line.setLineWidth(width)
        else:
            line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += line.height()
        widest = max(widest, line.naturalTextWidth())
    layout.endLayout()
    last = layout.lineAt(layout.lineCount() - 1) if layout.lineCount() else None
    whole = last is None or last.textStart() + last.textLength() >= len(text)
    if whole and widest <= width + 0.5:
        return widest, None
    return min(widest, width), start


def _marked(start: int, length: int) -> QTextLayout.FormatRange:
    result = QTextLayout.FormatRange()
    look = QTextCharFormat()
    look.setBackground(theme.colour("mark"))
    look.setForeground(theme.colour("text"))
    result.start, result.length, result.format = start, length, look
    return result
