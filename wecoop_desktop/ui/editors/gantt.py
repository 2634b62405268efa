"""The schedule: its table, and bars with the arrows of what waits for what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from wecoop_desktop.forms.answers import Row, Value
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.grid import Grid
from wecoop_desktop.ui.editors.rows import RowsEditor
from wecoop_desktop.ui.editors.scene import Scene, rows_of, shown
from wecoop_desktop.ui.wording import ntr, tr

MOST_BARS = 120


@dataclass(frozen=True, slots=True)
class Bar:
    row: int
    code: str
    name: str
    start: date
    end: date
    after: tuple[str, ...]
    kind: str


def bars_of(rows: tuple[Row, ...], writing: str) -> tuple[Bar, ...]:
    """Rows with both dates in order; others are not drawn."""
    bars = []
    for at, row in enumerate(rows):
        start, end = row.get("start"), row.get("end")
        if isinstance(start, date) and isinstance(end, date) and start <= end:
            code = shown(row.get("code"), "text", (), writing)
            name = shown(row.get("name"), "text", (), writing)
            waits = shown(row.get("depends_on"), "text", (), writing)
            after = tuple(part for part in re.split(r"[,;\s]+", waits) if part)
            bars.append(Bar(at, code, name, start, end, after, str(row.get("kind") or "")))
    return tuple(bars[:MOST_BARS])


def critical(bars: tuple[Bar, ...]) -> frozenset[str]:
    """The chain of dependencies that ends last: codes from its end back to its start."""
    known = {bar.code: bar for bar in bars if bar.code}
    if not known:
        return frozenset()
    last: Bar | None = max(known.values(), key=lambda bar: bar.end)
    chain: set[str] = set()
    while last is not None and last.code not in chain:
        chain.add(last.code)
        before = [known[code] for code in last.after if code in known]
        last = max(before, key=lambda bar: bar.end) if before else None
    return frozenset(chain) if len(chain) > 1 else frozenset()


class Gantt(QWidget):
    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self._critical: frozenset[str] = frozenset()
        self._row = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _line(self) -> int:
        return theme.px(24)

    def _head(self) -> int:
        return theme.px(40)

    def sizeHint(self) -> QSize:
        foot = theme.px(22)
        return QSize(theme.px(600), self._head() + len(self._bars) * self._line() + foot)

    def display(self, value: Value | None, scene: Scene) -> None:
        self._bars = bars_of(rows_of(value), scene.writing)
        self._critical = critical(self._bars)
        self.setFixedHeight(self.sizeHint().height())
        self.setVisible(bool(self._bars))
        count = len(self._bars)
        self.setAccessibleName(ntr("Schedule, {n} bar", "Schedule, {n} bars", count))
        self.update()

    def pick(self, row: int) -> None:
        self._row = row
        self.update()

    def _span(self) -> tuple[date, date]:
        start = min(bar.start for bar in self._bars)
        end = max(bar.end for bar in self._bars)
        start = start.replace(month=3 * ((start.month - 1) // 3) + 1, day=1)
        return start, max(end, start + timedelta(days=90))

    def _names(self) -> int:
        return min(theme.px(230), self.width() // 3)

    def _x(self, day: date) -> float:
        start, end = self._span()
        share = (day - start).days / max(1, (end - start).days)
        return self._names() + share * (self.width() - self._names() - theme.px(10))

    def _area(self, at: int) -> QRectF:
        bar = self._bars[at]
        top = self._head() + at * self._line() + self._line() * 0.2
        left, right = self._x(bar.start), self._x(bar.end)
        return QRectF(left, top, max(4.0, right - left), self._line() * 0.6)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("line"))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(6), theme.px(6)
        )
        self._paint_scale(painter)
        for at in range(len(self._bars)):
            self._paint_bar(painter, at)
        self._paint_arrows(painter)
        self._paint_legend(painter)

    def _paint_scale(self, painter: QPainter) -> None:
        start, end = self._span()
        painter.setFont(theme.font("microStrong"))
        bottom = self._head() + len(self._bars) * self._line()
        step = 3 if (end - start).days < 365 * 7 else 12
        year, month = start.year, start.month
        while date(year, month, 1) <= end:
            x = self._x(date(year, month, 1))
            painter.setPen(theme.colour("line2" if month == 1 else "line"))
            painter.drawLine(QPointF(x, theme.px(20)), QPointF(x, bottom))
            room = self._x(date(year + 1, 1, 1)) - x
            if month == 1 or (date(year, month, 1) == start and room > theme.px(36)):
                painter.setPen(theme.colour("text"))
                painter.drawText(QPointF(x + 3, theme.px(15)), str(year))
            quarter = self._x(_later(year, month, 3)) - x
            if step == 3 and quarter > theme.px(22):
                painter.setPen(theme.colour("muted"))
                painter.drawText(QPointF(x + 3, theme.px(34)), tr("Q{n}", n=(month - 1) // 3 + 1))
            day = _later(year, month, step)
            year, month = day.year, day.month

    def _paint_bar(self, painter: QPainter, at: int) -> None:
        bar, area = self._bars[at], self._area(at)
        top = self._head() + at * self._line()
        if bar.row == self._row:
            line = QRectF(1, top, self.width() - 2, self._line())
            painter.fillRect(line, theme.colour("selected"))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text"))
        room = QRectF(theme.px(10), top, self._names() - theme.px(16), self._line())
        words = painter.fontMetrics().elidedText(
            f"{bar.code}  {bar.name}".strip(), Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        colour = self._colour(bar)
        painter.setBrush(colour)
        chosen = bar.row == self._row
        painter.setPen(QPen(theme.colour("focus"), 2) if chosen else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(area, 3, 3)

    def _colour(self, bar: Bar) -> QColor:
        if bar.code in self._critical:
            return theme.colour("energy")
        return theme.colour("primary")

    def _paint_arrows(self, painter: QPainter) -> None:
        places = {bar.code: at for at, bar in enumerate(self._bars) if bar.code}
        painter.setPen(QPen(theme.colour("text2"), 1.2))
        painter.setBrush(theme.colour("text2"))
        for at, bar in enumerate(self._bars):
            for code in bar.after:
                if code in places and places[code] != at:
                    self._arrow(painter, self._area(places[code]), self._area(at))

    def _arrow(self, painter: QPainter, source: QRectF, target: QRectF) -> None:
        out = source.right() + theme.px(5)
        into = max(target.left() + theme.px(5), out)
        y = source.center().y()
        down = target.top() > source.top()
        tip = target.top() - 1 if down else target.bottom() + 1
        painter.drawLine(QPointF(source.right(), y), QPointF(into, y))
        painter.drawLine(QPointF(into, y), QPointF(into, tip))
        back = -theme.px(4) if down else theme.px(4)
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(into, tip),
                    QPointF(into - theme.px(3), tip + back),
                    QPointF(into + theme.px(3), tip + back),
                ]
            )
        )

    def _paint_legend(self, painter: QPainter) -> None:
        if not self._critical:
            return
        top = self.height() - theme.px(18)
        box = QRectF(theme.px(10), top + theme.px(2), theme.px(10), theme.px(10))
        painter.fillRect(box, theme.colour("energy"))
        painter.setPen(theme.colour("muted"))
        painter.setFont(theme.font("micro"))
        painter.drawText(QPointF(theme.px(26), top + theme.px(11)), tr("critical path"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = int((event.position().y() - self._head()) // self._line())
        if 0 <= at < len(self._bars):
            self.picked.emit(self._bars[at].row)


def _later(year: int, month: int, months: int) -> date:
    month += months
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def timeline(question: Question, parent: QWidget | None = None) -> RowsEditor:
    grid = Grid(question, add=tr("Add an activity"))
    return RowsEditor(grid, below=[Gantt()], parent=parent)
