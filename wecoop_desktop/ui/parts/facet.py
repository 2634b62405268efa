"""Filters beside a result: rows to tick with their counts, and a range of years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.check import paint_check
from wecoop_desktop.ui.parts.labels import Label
from wecoop_desktop.ui.parts.panel import clear
from wecoop_desktop.ui.wording import language, ntr, tr

SHORT = 6  # rows that stand there before "more" is asked for


@dataclass(frozen=True, slots=True)
class Tick:
    """A value of a filter, its words, how many results it has, and whether it is on."""

    value: str
    words: str
    count: int
    on: bool


class TickRow(QAbstractButton):
    """Check box, words, count; a value without results stays visible, greyed."""

    def __init__(self, tick: Tick, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tick = tick
        self.setCheckable(True)
        self.setChecked(tick.on)
        self.setEnabled(tick.on or tick.count > 0)
        self.setFont(theme.font("medium" if tick.on else "body"))
        self.setText(tick.words)
        self.setToolTip(tick.words)
        self.setAccessibleName(f"{tick.words}, {tick.count}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, side = self.rect(), theme.px(16)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = box.right() - side if mirrored else 1
        mark = QRectF(left, (box.height() - side) / 2, side, side)
        paint_check(painter, mark, on=self.isChecked(), enabled=self.isEnabled())
        painter.setFont(theme.font("micro"))
        count = language().number(self.tick.count)
        width = painter.fontMetrics().horizontalAdvance(count)
        painter.setPen(theme.colour("muted"))
        end = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing
        painter.drawText(_side(box, 0, 2, mirrored), end, count)
        painter.setFont(self.font())
        painter.setPen(theme.colour("text" if self.isEnabled() else "muted"))
        place = _side(box, side + theme.px(8), width + theme.px(8), mirrored)
        shown = painter.fontMetrics().elidedText(
            self.tick.words, Qt.TextElideMode.ElideRight, place.width()
        )
        start = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(place, start, shown)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()


def _side(box: QRect, before: int, after: int, mirrored: bool) -> QRect:
    """The box without a margin at the start and one at the end of the line."""
    left, right = (after, before) if mirrored else (before, after)
    return box.adjusted(left, 0, -right, 0)


class Facet(QWidget):
    """A filter: its name and its values, the most frequent first, those that are on above all.

    Says `ticked(value)` when a row is clicked; the rows are laid anew by `display`.
    """

    ticked = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ticks: tuple[Tick, ...] = ()
        self._long = False
        box = QVBoxLayout(self)
        box.setContentsMargins(0, theme.px(10), 0, theme.px(8))
        box.setSpacing(theme.px(2))
        box.addWidget(Label(title, "strong"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        box.addLayout(self._rows)
        self._more = Button("", "quiet", size="small")
        self._more.clicked.connect(self._lengthen)
        box.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeading)

    def display(self, ticks: Sequence[Tick]) -> None:
        if tuple(ticks) == self._ticks:
            return
        self._ticks = tuple(ticks)
        self.setVisible(bool(self._ticks))
        self._lay()

    def _lengthen(self) -> None:
        self._long = not self._long
        self._lay()

    def _lay(self) -> None:
        focused = self.focusWidget()
        was = focused.tick.value if isinstance(focused, TickRow) else ""
        had_focus = isinstance(focused, TickRow) and focused.hasFocus()
        clear(self._rows)
        shown = self._ticks if self._long else self._short()
        for tick in shown:
            row = TickRow(tick)
            row.clicked.connect(lambda _=False, value=tick.value: self.ticked.emit(value))
            self._rows.addWidget(row)
            if had_focus and tick.value == was:
                row.setFocus()
        rest = len(self._ticks) - len(self._short())
        self._more.setVisible(rest > 0)
        self._more.say(tr("Fewer") if self._long else ntr("{n} more", "{n} more", rest))

    def _short(self) -> tuple[Tick, ...]:
        on = tuple(tick for tick in self._ticks if tick.on)
        room = max(0, SHORT - len(on))
        off = tuple(tick for tick in self._ticks if not tick.on)[:room]
        kept = {*on, *off}
        return tuple(tick for tick in self._ticks if tick in kept)


class Years(QWidget):
    """Bars of results by year under two handles; the arrows move the handle that has the focus.

    Says `chosen(first, last)`; a handle at its end means: no limit, and is said as 0.
    """

    chosen = Signal(int, int)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[int, int] = {}
        self._limits = (0, 0)
        self._range = (0, 0)
        self._dragged: int | None = None
        self._handle = 0
        self._title = title
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def display(self, counts: dict[int, int], first: int | None, last: int | None) -> None:
        self.setVisible(bool(counts))
        if not counts:
            return
        self._counts = counts
        self._limits = (min(counts), max(counts))
        low, high = self._limits
        self._range = (max(low, first or low), min(high, last or high))
        self.setAccessibleDescription(f"{self._range[0]}–{self._range[1]}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(92))

    def _plot(self) -> QRect:
        return self.rect().adjusted(theme.px(8), theme.px(32), -theme.px(8), -theme.px(18))

    def _x(self, year: float) -> float:
        plot, (low, high) = self._plot(), self._limits
        share = (year - low) / (high - low) if high > low else 0.5
        return plot.left() + share * plot.width()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.colour("text"))
        top = self.rect().adjusted(0, theme.px(8), 0, 0)
        start = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading
        painter.drawText(top, start, self._title)
        if not self._counts:
            painter.end()
            return
        painter.setFont(theme.font("micro"))
        end = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignTrailing
        painter.drawText(top, end, f"{self._range[0]}–{self._range[1]}")
        plot, tallest = self._plot(), max(self._counts.values()) or 1
        wide = max(1.0, plot.width() / max(8, self._limits[1] - self._limits[0] + 1) - 1)
        painter.setPen(Qt.PenStyle.NoPen)
        for year, count in self._counts.items():
            inside = self._range[0] <= year <= self._range[1]
            painter.setBrush(theme.colour("primary", 0.75) if inside else theme.colour("line2"))
            height = plot.height() * count / tallest
            painter.drawRect(QRectF(self._x(year) - wide / 2, plot.bottom() - height, wide, height))
        painter.setPen(QPen(theme.colour("primary"), 2))
        line = plot.bottom() + theme.px(3)
        painter.drawLine(int(self._x(self._range[0])), line, int(self._x(self._range[1])), line)
        for number, year in enumerate(self._range):
            focused = self.hasFocus() and number == self._handle
            painter.setPen(QPen(theme.colour("focus" if focused else "primary"), 2))
            painter.setBrush(theme.colour("surface"))
            painter.drawEllipse(QPoint(int(self._x(year)), line), theme.px(6), theme.px(6))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._counts:
            at = event.position().x()
            distances = [abs(self._x(year) - at) for year in self._range]
            self._handle = self._dragged = 0 if distances[0] <= distances[1] else 1
            self._drag(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is not None:
            self._drag(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragged is not None:
            self._dragged = None
            self._say()

    def _drag(self, x: float) -> None:
        plot, (low, high) = self._plot(), self._limits
        year = round(low + (x - plot.left()) / max(1, plot.width()) * (high - low))
        self._move(year)

    def _move(self, year: int) -> None:
        low, high = self._limits
        first, last = self._range
        if self._handle == 0:
            first = max(low, min(year, last))
        else:
            last = min(high, max(year, first))
        self._range = (first, last)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps and self._counts:
            self._move(self._range[self._handle] + steps[Qt.Key(event.key())])
            self._say()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space):
            self._handle = 1 - self._handle
            self.update()
        else:
            super().keyPressEvent(event)

    def _say(self) -> None:
        (low, high), (first, last) = self._limits, self._range
        self.chosen.emit(first if first > low else 0, last if last < high else 0)
