"""The bars of a schedule beside their names: drawn, picked, dragged, and moved by keys.

Everything is laid out from left to right and mirrored when it is painted or touched.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QToolTip, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors import barpaint
from wecoop_desktop.ui.editors.lines import Line, Lines
from wecoop_desktop.ui.editors.spoken import line_words
from wecoop_desktop.ui.editors.timescale import ZOOMS, Scale, plus, pushed, scaled
from wecoop_desktop.ui.role import speak_as
from wecoop_desktop.ui.wording import ntr

ROWS_SHOWN = 18
LINE, HEAD = 26, 44  # pixels at 100 %
GRIP = 7  # how near to the end of a bar it is taken by its end
NARROW = 720
MOST_WIDE = 1.15  # of the room, that quarters may take before years are shown
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
_PLAIN = Qt.KeyboardModifier.KeypadModifier


@dataclass(frozen=True, slots=True)
class Hold:
    """A bar in the hand: where it was taken (in pixels of the scale), and whether by its end."""

    at: int
    pixel: float
    by_end: bool
    start: date
    end: date


class Bars(QAbstractScrollArea):
    """`chosen` follows the cursor among steps, `picked` asks for the row in the table; `shifted`
    says the new first and last day of a line."""

    chosen = Signal(int)
    picked = Signal(int)
    shifted = Signal(object, object, object)  # Line, date, date
    zoomed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        speak_as(self, "chart")
        self._lines = Lines()
        self._today = date.min
        self._zoom = "quarters"
        self._free = True  # nobody has chosen a scale: the whole schedule is shown if it may be
        self._at = -1
        self._hold: Hold | None = None
        self._ghost: tuple[date, date] | None = None
        self._scale: Scale | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(theme.px(LINE))
        self.horizontalScrollBar().setSingleStep(theme.px(34))

    # what is shown

    def display(self, lines: Lines, today: date) -> None:
        """Show a schedule; the cursor stays at its line."""
        if lines == self._lines and today == self._today:
            return
        before = self.line
        self._lines, self._today = lines, today
        self._hold = self._ghost = None
        self._at = self._find(before) if before is not None else -1
        count = len(lines.steps)
        self.setAccessibleName(ntr("Schedule, {n} bar", "Schedule, {n} bars", count))
        self._lay()
        self._tell()

    def zoom(self, zoom: str) -> None:
        """One of "months", "quarters", "years"; what is in the middle stays there."""
        self._free = False
        if zoom == self._zoom or zoom not in ZOOMS:
            return
        middle = self.horizontalScrollBar().value() + self._room() / 2
        day = self._scale.date(middle) if self._scale is not None else None
        self._zoom = zoom
        self._lay()
        if day is not None and self._scale is not None:
            self.horizontalScrollBar().setValue(round(self._scale.at(day) - self._room() / 2))
        self.zoomed.emit(zoom)

    @property
    def scale(self) -> Scale | None:
        return self._scale

    @property
    def lines(self) -> tuple[Line, ...]:
        return self._lines.lines

    @property
    def line(self) -> Line | None:
        """The line with the cursor."""
        return self.lines[self._at] if 0 <= self._at < len(self.lines) else None

    def pick(self, row: int) -> None:
        """The cursor to the step of a row of the table."""
        at = next(
            (n for n, one in enumerate(self.lines) if one.kind == "step" and one.row == row), -1
        )
        self._go(at)

    def _find(self, wanted: Line) -> int:
        same = (wanted.kind, wanted.row)
        return next((n for n, one in enumerate(self.lines) if (one.kind, one.row) == same), -1)

    def show_today(self) -> None:
        if self._scale is not None:
            self.horizontalScrollBar().setValue(
                round(self._scale.at(self._today) - self._room() / 2)
            )

    # measures

    def sizeHint(self) -> QSize:
        shown = min(len(self.lines), ROWS_SHOWN)
        high = theme.px(HEAD) + max(1, shown) * theme.px(LINE) + 2
        bar = self.horizontalScrollBar()
        if self._scale is not None and self._scale.width > self._room() + 1:
            high += bar.sizeHint().height()
        return QSize(theme.px(600), high)

    @property
    def names(self) -> int:
        """Pixels of the names and figures left of the bars."""
        wide = self.viewport().width()
        return min(theme.px(430), wide // 2) if self.roomy else min(theme.px(230), wide // 2)

    @property
    def roomy(self) -> bool:
        """Whether there is room for the first day and the months beside the names."""
        return self.viewport().width() >= theme.px(NARROW)

    @property
    def high(self) -> int:
        """The height of a line."""
        return theme.px(LINE)

    @property
    def head(self) -> int:
        """The height of the scale above the lines."""
        return theme.px(HEAD)

    def _room(self) -> int:
        return max(10, self.viewport().width() - self.names - 2)

    def _lay(self) -> None:
        dated = [line for line in self._lines.dated if line.kind != "group"]
        starts = [line.start for line in dated if line.start is not None]
        ends = [line.end for line in dated if line.end is not None]
        self._scale = None
        if starts and ends:
            factor = theme.px(100) / 100
            if self._free:
                whole = scaled("quarters", min(starts), max(ends), self._room(), factor)
                fits = whole.width <= MOST_WIDE * self._room()
                self._zoom = "quarters" if fits else "years"
                self.zoomed.emit(self._zoom)
            self._scale = scaled(self._zoom, min(starts), max(ends), self._room(), factor)
        across = self.horizontalScrollBar()
        wide = self._scale.width if self._scale is not None else 0
        across.setRange(0, max(0, round(wide - self._room())))
        across.setPageStep(self._room())
        hint = self.sizeHint().height()
        if self.maximumHeight() != hint:
            self.setFixedHeight(hint)
        down = self.verticalScrollBar()
        inside = self.viewport().height() - theme.px(HEAD)
        down.setRange(0, max(0, len(self.lines) * theme.px(LINE) - inside))
        down.setPageStep(max(1, inside))
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def top(self, at: int) -> int:
        """The upper edge of a line in the viewport."""
        return theme.px(HEAD) + at * theme.px(LINE) - self.verticalScrollBar().value()

    def edge(self, day: date) -> float:
        """The left edge of a day in the viewport, unmirrored."""
        scale = self._scale
        assert scale is not None
        return self.names + scale.at(day) - self.horizontalScrollBar().value()

    def area(self, at: int) -> QRectF | None:
        """Where the bar of a line stands, unmirrored; None without one."""
        line = self.lines[at]
        start, end = line.start, line.end
        if self._hold is not None and self._ghost is not None and self._hold.at == at:
            start, end = self._ghost
        if self._scale is None or start is None or end is None or line.wrong:
            return None
        high = theme.px(LINE)
        left, right = self.edge(start), self.edge(end) + self._scale.day
        if line.kind == "milestone":
            middle, half = (left + right) / 2, high * 0.28
            return QRectF(middle - half, self.top(at) + high / 2 - half, 2 * half, 2 * half)
        if line.kind == "group":
            return QRectF(left, self.top(at) + high * 0.36, max(4.0, right - left), high * 0.16)
        return QRectF(left, self.top(at) + high * 0.2, max(4.0, right - left), high * 0.6)

    def flipped(self, area: QRectF) -> QRectF:
        """A place as it is seen in this direction of reading."""
        if not self.mirrored:
            return area
        return QRectF(
            self.viewport().width() - area.right(), area.top(), area.width(), area.height()
        )

    @property
    def mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    @property
    def ghost(self) -> tuple[date, date] | None:
        """The days of the bar in the hand."""
        return self._ghost

    def seen(self) -> range:
        """The lines that are in sight."""
        high, above = theme.px(LINE), self.verticalScrollBar().value()
        first = max(0, above // high)
        last = (above + self.viewport().height()) // high + 1
        return range(first, min(len(self.lines), last))

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        barpaint.paint(painter, self, self._lines, self._today, self._at)
        painter.end()

    # the mouse

    def _logical(self, point: QPointF) -> QPointF:
        x = self.viewport().width() - point.x() if self.mirrored else point.x()
        return QPointF(x, point.y())

    def _line_at(self, point: QPointF) -> int:
        if point.y() < theme.px(HEAD):
            return -1
        at = int((point.y() - self.top(0)) // theme.px(LINE))
        return at if 0 <= at < len(self.lines) else -1

    def _grip(self, at: int, point: QPointF) -> str:
        """ "end", "whole", or "" beside the bar."""
        area = self.area(at) if at >= 0 else None
        if area is None or self.lines[at].kind == "group" or point.x() < self.names:
            return ""
        if self.lines[at].kind == "step" and abs(point.x() - area.right()) <= theme.px(GRIP) * (
            1 if area.width() > theme.px(20) else 0.5
        ):
            return "end"
        wide = area.adjusted(-2, -theme.px(4), 2, theme.px(4))
        return "whole" if wide.contains(point) else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = self._logical(event.position())
        at = self._line_at(point)
        self._go(at, said=True)
        grip = self._grip(at, point)
        line = self.line
        if grip and line is not None and line.start is not None and line.end is not None:
            self._hold = Hold(at, point.x(), grip == "end", line.start, line.end)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = self._logical(event.position())
        if self._hold is None:
            grip = self._grip(self._line_at(point), point)
            shapes = {"end": Qt.CursorShape.SizeHorCursor, "whole": Qt.CursorShape.OpenHandCursor}
            self.viewport().setCursor(shapes.get(grip, Qt.CursorShape.ArrowCursor))
            return
        self._ghost = self._pulled(self._hold, point.x() - self._hold.pixel)
        self.viewport().update()

    def _pulled(self, hold: Hold, pixels: float) -> tuple[date, date] | None:
        """Days while the months are seen, else whole months, so that dates stay round."""
        scale = self._scale
        if scale is None:
            return None
        days = scale.days(pixels)
        if self._zoom != "months":
            months = round(days / 30.4375)
            return pushed(hold.start, hold.end, months, by_end=hold.by_end)
        end = plus(hold.end, days)
        start = hold.start if hold.by_end else plus(hold.start, days)
        if start is None or end is None or end < start:
            return None
        return start, end

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        hold, ghost = self._hold, self._ghost
        self._hold = self._ghost = None
        self.viewport().update()
        if hold is not None and ghost is not None and ghost != (hold.start, hold.end):
            self.shifted.emit(self.lines[hold.at], *ghost)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        line = self.line
        if line is not None and line.kind == "step":
            self.picked.emit(line.row)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self._line_at(self._logical(QPointF(event.pos())))
            words = line_words(self.lines[at]) if at >= 0 else ""
            QToolTip.showText(event.globalPos(), words, self.viewport(), QRect())
            return True
        return super().viewportEvent(event)

    # the keyboard

    def event(self, event: QEvent) -> bool:
        """Alt with an arrow moves the bar and does not go back a screen."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            sideways = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
            escapes = event.key() == Qt.Key.Key_Escape and self._hold is not None
            if (sideways and event.modifiers() & ALT) or escapes:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, mods = Qt.Key(event.key()), event.modifiers() & ~_PLAIN
        sideways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if key in sideways and mods & ALT:
            way = -sideways[key] if self.mirrored else sideways[key]
            self._push(way, by_end=bool(mods & SHIFT))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not mods:
            self._step(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not mods:
            self._go(0 if key == Qt.Key.Key_Home else len(self.lines) - 1, said=True)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus) and not mods & ALT:
            names = list(ZOOMS)
            step = 1 if key == Qt.Key.Key_Minus else -1
            self.zoom(names[min(max(names.index(self._zoom) + step, 0), len(names) - 1)])
        elif key == Qt.Key.Key_Escape and self._hold is not None:
            self._hold = self._ghost = None
            self.viewport().update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            if self.line is not None and self.line.kind == "step":
                self.picked.emit(self.line.row)
        elif key in sideways and not mods:
            super().keyPressEvent(event)  # scrolls
        else:
            event.ignore()

    def _step(self, way: int) -> None:
        self._go(min(max(self._at + way, 0), len(self.lines) - 1), said=True)

    def _push(self, months: int, *, by_end: bool) -> None:
        line = self.line
        if line is None or line.kind == "group" or line.start is None or line.end is None:
            return
        if line.wrong or (by_end and line.kind == "milestone"):
            return
        days = pushed(line.start, line.end, months, by_end=by_end)
        if days is not None and days != (line.start, line.end):
            self.shifted.emit(line, *days)

    def _go(self, at: int, *, said: bool = False) -> None:
        """The cursor to a line that is brought into sight; `said`: the table follows."""
        if at != self._at:
            self._at = at
            self._reveal()
            self._tell()
        line = self.line
        if said and line is not None and line.kind == "step":
            self.chosen.emit(line.row)

    def _reveal(self) -> None:
        if self._at < 0:
            return
        down, high = self.verticalScrollBar(), theme.px(LINE)
        top, inside = self._at * high, self.viewport().height() - theme.px(HEAD)
        if top < down.value():
            down.setValue(top)
        elif top + high > down.value() + inside:
            down.setValue(top + high - inside)
        line = self.line
        across = self.horizontalScrollBar()
        if line is not None and line.start is not None and self._scale is not None:
            left = self._scale.at(line.start)
            if not across.value() <= left <= across.value() + self._room() - theme.px(40):
                across.setValue(round(left - theme.px(40)))

    def _tell(self) -> None:
        """What assistive technology says of the line with the cursor."""
        words = line_words(self.line) if self.line is not None else ""
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            change = QAccessible.Event.DescriptionChanged
            QAccessible.updateAccessibility(QAccessibleEvent(self, change))
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._at < 0 and self.lines:
            self._go(0, said=True)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
