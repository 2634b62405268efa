"""A value of a filter as a row: to tick or to exclude, with its count."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QSizePolicy,
    QToolTip,
    QWidget,
)

from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.parts.check import paint_check
from wecoop_desktop.ui.wording import language, ntr, tr

SIDE, GAP, NOT, ARROW = 16, 8, 20, 16  # pixels of the design


@dataclass(frozen=True, slots=True)
class Tick:
    """A value of a filter, its words, how many results it has, and whether it is on or excluded.

    `under` is the value of the row this one belongs to; rows of a group follow it. `unknown` stands
    for what is not known, after all others.
    """

    value: str
    words: str
    count: int
    on: bool
    off: bool = False
    under: str = ""
    group: bool = False
    unknown: bool = False
    first: bool = False  # stands before the more frequent ones: the user's own country


class TickRow(QAbstractButton):
    """Check box, words, count; a value without results stays visible, greyed.

    A click says `clicked`; on the crossed circle, or Minus or Delete, `refused`. A row of a group
    has an arrow at its end; it, or Right and Left, say `unfolded`.
    """

    refused = Signal()
    unfolded = Signal(bool)

    def __init__(self, tick: Tick, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tick = tick
        self._open = False
        self._arrows = False
        self._over = QPoint(-1, -1)
        self._number = ""
        self.setCheckable(True)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_tick(tick)

    def show_tick(self, tick: Tick, *, opened: bool = False, arrows: bool = False) -> None:
        """Another value or state. `arrows`: the rows of this filter leave room for one."""
        self.tick, self._open, self._arrows = tick, opened, arrows
        self.setChecked(tick.on)
        self.setEnabled(tick.on or tick.off or tick.count > 0 or tick.group)
        self.setFont(theme.font("medium" if tick.on or tick.off else "body"))
        self.setText(self.words)
        self._number = language().number(tick.count)
        counted = ntr("{n} project", "{n} projects", tick.count)
        self.setAccessibleName(f"{self.words}, {counted}")
        self.setAccessibleDescription(tr("Minus excludes it"))
        self.update()

    @property
    def words(self) -> str:
        return tr("not {name}", name=self.tick.words) if self.tick.off else self.tick.words

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(24))

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _piece(self, after: int, width: int) -> QRect:
        """A piece of the row of that width, `after` pixels from its end."""
        left = after if self._mirrored() else self.width() - after - width
        return QRect(left, 0, width, self.height())

    def _arrow(self) -> QRect:
        return self._piece(0, theme.px(ARROW)) if self.tick.group else QRect()

    def _count_room(self) -> int:
        metrics = self.fontMetrics()
        return metrics.horizontalAdvance(self._number) + 2

    def _end(self) -> int:
        """Pixels at the end of the row before the count."""
        return theme.px(ARROW) if self._arrows else 0

    def _cross(self) -> QRect:
        """Where a click excludes; there while the mouse is over the row or it has the focus."""
        shown = self.isEnabled() and (self.underMouse() or self.hasFocus() or self.tick.off)
        return self._piece(self._end() + self._count_room(), theme.px(NOT)) if shown else QRect()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, side, tick = self.rect(), theme.px(SIDE), self.tick
        if self.underMouse() and self.isEnabled():
            painter.fillRect(box, theme.colour("hover"))
        indent = theme.px(14) if tick.under else 0
        left = box.right() - side - indent if self._mirrored() else 1 + indent
        mark = QRectF(left, (box.height() - side) / 2, side, side)
        if tick.off:
            painter.drawPixmap(mark.topLeft(), icons.pixmap("circle-slash", "err", SIDE))
        else:
            paint_check(painter, mark, on=tick.on, enabled=bool(tick.count or tick.on))
        self._paint_end(painter)
        cross = self._cross()
        taken = self._end() + self._count_room() + (cross.width() if cross else 0)
        before = side + indent + theme.px(GAP)
        place = box.adjusted(taken if self._mirrored() else before, 0, 0, 0)
        place.setWidth(max(0, box.width() - before - taken - theme.px(4)))
        painter.setFont(self.font())
        none = not (tick.count or tick.on or tick.off)  # a group without results can still unfold
        tone = "muted" if none else "err" if tick.off else "text"
        painter.setPen(theme.colour(tone))
        shown = painter.fontMetrics().elidedText(
            self.words, Qt.TextElideMode.ElideRight, place.width()
        )
        self.setToolTip(self.words if shown != self.words else "")
        painter.drawText(
            place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown
        )
        painter.end()

    def _paint_end(self, painter: QPainter) -> None:
        """The count, the arrow of a group, and the crossed circle that excludes."""
        painter.setFont(theme.font("micro"))
        painter.setPen(theme.colour("muted"))
        end = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing
        count = self._piece(self._end(), self._count_room() + theme.px(8))
        painter.drawText(count, end, self._number)
        if self.tick.group:
            name = "chevron-up" if self._open else "chevron-down"
            draw_centred(painter, self._arrow(), name, "text2")
        cross = self._cross()
        if cross and not self.tick.off:
            over = cross.contains(self._over)
            draw_centred(painter, cross, "circle-slash", "err" if over else "muted")

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = self._hint(event.pos())
            if words:
                QToolTip.showText(event.globalPos(), words, self)
                return True
        return super().event(event)

    def _hint(self, at: QPoint) -> str:
        if self._cross().contains(at):
            return tr("Exclude {name} (Minus)", name=self.tick.words)
        if self._arrow().contains(at):
            return tr("Show what belongs to it")
        return ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and self._arrow().contains(at):
            self.unfolded.emit(not self._open)
        elif event.button() == Qt.MouseButton.LeftButton and self._cross().contains(at):
            self.refused.emit()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._over = event.position().toPoint()
        self.update()
        super().mouseMoveEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._over = QPoint(-1, -1)
        self.update()

    def nextCheckState(self) -> None:
        """What is on is said by `show_tick` alone."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, mirrored = event.key(), self._mirrored()
        inward = Qt.Key.Key_Left if mirrored else Qt.Key.Key_Right
        outward = Qt.Key.Key_Right if mirrored else Qt.Key.Key_Left
        if key in (Qt.Key.Key_Minus, Qt.Key.Key_Delete):
            self.refused.emit()
        elif self.tick.group and key in (inward, outward):
            self.unfolded.emit(key == inward)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def draw_centred(painter: QPainter, box: QRect, name: str, tone: str) -> None:
    side = theme.px(13)
    at = QRectF(box).center() - QPointF(side / 2, side / 2)
    painter.drawPixmap(at, icons.pixmap(name, tone, 13))
