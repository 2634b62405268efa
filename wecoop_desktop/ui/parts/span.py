"""A filter from a least to a most: bars of results under two handles, and typed numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.facet import Group
from wecoop_desktop.ui.parts.labels import Caption
from wecoop_desktop.ui.role import speak_as
from wecoop_desktop.ui.wording import tr

Bound = int | None


@dataclass(frozen=True, slots=True)
class Bar:
    """Results from a least to a most, both inclusive; a last bar may have no most."""

    least: int
    most: int | None
    count: int


class Bars(QWidget):
    """The picture: bars and two handles, which the mouse and the arrows move.

    Up, Down or Space take the other handle, Home and End its last place. Says
    `chosen(least, most)`, each None where the handle stands at its end.
    """

    chosen = Signal(object, object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        speak_as(self, "chart")
        self._bars: tuple[Bar, ...] = ()
        self._at = (0.0, 0.0)  # of the handles, in bars from the start
        self._dragged: int | None = None
        self._handle = 0
        self.words: Callable[[Bound, Bound], str] = lambda least, most: ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def display(self, bars: Sequence[Bar], least: Bound, most: Bound) -> None:
        if self._dragged is not None:
            return
        self._bars = tuple(bars)
        self._at = (self._place(least, 0), self._place(most, 1))
        self.setAccessibleDescription(self.words(least, most))
        self.update()

    def bounds(self) -> tuple[Bound, Bound]:
        """What the handles stand for."""
        first, last = round(self._at[0]), round(self._at[1])
        least = self._bars[min(first, len(self._bars) - 1)].least if first > 0 else None
        most = self._bars[max(0, last - 1)].most if last < len(self._bars) else None
        return least, most

    def _place(self, bound: Bound, end: int) -> float:
        """Where a bound lies: between the edges of its bar by the logarithm where it is wide."""
        if bound is None:
            return len(self._bars) if end else 0
        for number, bar in enumerate(self._bars):
            most = bar.most
            if most is None or bound <= most:
                if bound <= bar.least:
                    whole = end and most is not None and bar.least == most
                    return number + (1 if whole else 0)
                if most is None or most == bar.least or bound == most:
                    return number + (1 if end or bound == most else 0.5)
                low = max(1, bar.least)
                return number + log(max(low, bound) / low) / log(most / low)
        return len(self._bars)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(58))

    def _plot(self) -> QRect:
        side = theme.px(8)
        return self.rect().adjusted(side, theme.px(4), -side, -theme.px(16))

    def _x(self, at: float) -> float:
        plot = self._plot()
        share = at / max(1, len(self._bars))
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            share = 1 - share
        return plot.left() + share * plot.width()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot = self._plot()
        tallest = max(bar.count for bar in self._bars) or 1
        painter.setPen(Qt.PenStyle.NoPen)
        for number, bar in enumerate(self._bars):
            inside = self._at[0] - 0.5 < number + 0.5 < self._at[1] + 0.5
            painter.setBrush(theme.colour("primary", 0.75) if inside else theme.track())
            height = plot.height() * bar.count / tallest
            ends = sorted((self._x(number), self._x(number + 1)))
            gap = 1 if ends[1] - ends[0] > 3 else 0
            top = plot.bottom() - height
            painter.drawRect(QRectF(ends[0], top, max(1.0, ends[1] - ends[0] - gap), height))
        line = plot.bottom() + theme.px(4)
        painter.setPen(QPen(theme.colour("line2"), 2))
        painter.drawLine(QPointF(plot.left(), line), QPointF(plot.right(), line))
        painter.setPen(QPen(theme.colour("primary"), 2))
        painter.drawLine(QPointF(self._x(self._at[0]), line), QPointF(self._x(self._at[1]), line))
        for number, at in enumerate(self._at):
            focused = self.hasFocus() and number == self._handle
            painter.setPen(QPen(theme.colour("focus" if focused else "primary"), 2))
            painter.setBrush(theme.colour("surface"))
            painter.drawEllipse(QPointF(self._x(at), line), theme.px(6), theme.px(6))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._bars and event.button() == Qt.MouseButton.LeftButton:
            at = event.position().x()
            distances = [abs(self._x(place) - at) for place in self._at]
            nearer = 0 if distances[0] < distances[1] else 1
            if distances[0] == distances[1]:  # both on one spot: towards the mouse
                nearer = int((at > self._x(self._at[0])) == (self._x(1) > self._x(0)))
            self._handle = self._dragged = nearer
            self._drag(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is not None:
            self._drag(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragged is not None:
            self._dragged = None
            self.chosen.emit(*self.bounds())

    def _drag(self, x: float) -> None:
        start, end = self._x(0), self._x(len(self._bars))
        share = (x - start) / (end - start) if end != start else 0
        self._move(round(share * len(self._bars)))

    def _move(self, to: int) -> None:
        """The handle in use to an edge; at least one bar stays between the two."""
        first, last = self._at
        if self._handle == 0:
            first = float(max(0, min(to, round(last) - 1)))
        else:
            last = float(min(len(self._bars), max(to, round(first) + 1)))
        self._at = (first, last)
        self.setAccessibleDescription(self.words(*self.bounds()))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        here = self._at[self._handle]
        places = {
            Qt.Key.Key_Left: here + (1 if mirrored else -1),
            Qt.Key.Key_Right: here + (-1 if mirrored else 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self._bars),
        }
        to = places.get(Qt.Key(event.key()))
        if to is not None and self._bars:
            self._move(round(to))
            self.chosen.emit(*self.bounds())
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space):
            self._handle = 1 - self._handle
            self.update()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()


class Range(Group):
    """A filter by a range: bars, handles, and two fields for typed numbers.

    `read(text)` gives a number, or raises ValueError; `write(number)` is what a field shows.
    """

    chosen = Signal(object, object)

    def __init__(
        self,
        title: str,
        read: Callable[[str], int],
        write: Callable[[int], str],
        unit: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self._read, self._write = read, write
        self._shown: tuple[Bound, Bound] = (None, None)
        self.bars = Bars(title)
        self.bars.words = self._words
        self.bars.chosen.connect(self.chosen)
        self.body.addWidget(self.bars)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, theme.px(4))
        row.setSpacing(theme.px(6))
        self.fields: list[QLineEdit] = []
        for name in (tr("{name}, from", name=title), tr("{name}, to", name=title)):
            field = QLineEdit()
            field.setFont(theme.font("smallFigures"))
            field.setMaxLength(12)
            field.setAccessibleName(name)
            field.setMinimumWidth(theme.px(30))
            field.editingFinished.connect(self._typed)
            if self.fields:
                row.addWidget(Caption("–"))
            row.addWidget(field, 1)
            self.fields.append(field)
        row.addWidget(Caption(unit))
        self.body.addLayout(row)

    def display(
        self, bars: Sequence[Bar], least: Bound, most: Bound, *, opened: bool = True
    ) -> None:
        """Bars in order from the least; without any there is nothing to choose from."""
        asks = (least, most) != (None, None)
        note = self._words(least, most) if asks and not opened else ""
        self.show_head(note, opened=opened, asks=asks)
        if not opened:
            return
        self._shown = (least, most)
        self.bars.setVisible(bool(bars))
        self.bars.display(bars, least, most)
        ends = (bars[0].least, bars[-1].most) if bars else (None, None)
        for field, bound, end in zip(self.fields, self._shown, ends, strict=True):
            if not (field.hasFocus() and field.isModified()):
                field.setText("" if bound is None else self._write(bound))
            field.setPlaceholderText("" if end is None else self._write(end))

    def _words(self, least: Bound, most: Bound) -> str:
        low = "…" if least is None else self._write(least)
        high = "…" if most is None else self._write(most)
        return low if low == high else f"{low}–{high}"

    def _typed(self) -> None:
        """A number that cannot be read is put back to what is shown."""
        wanted: list[Bound] = []
        for field, before in zip(self.fields, self._shown, strict=True):
            text = field.text().strip()
            try:
                wanted.append(self._read(text) if text else None)
            except ValueError:
                wanted.append(before)
                field.setText("" if before is None else self._write(before))
            field.setModified(False)
        if tuple(wanted) != self._shown:
            self.chosen.emit(*wanted)
