"""Filters beside a result: rows to tick or exclude, with their counts, in groups that fold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QLineEdit,
    QSizePolicy,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.check import paint_check
from wecoop_desktop.ui.wording import language, ntr, tr

SHORT = 6  # rows that stand there before "more" is asked for
LONG = 12  # rows from which one looks for a value by its name
FOUND = 24  # rows shown of those looked for
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
            _centred(painter, self._arrow(), name, "text2")
        cross = self._cross()
        if cross and not self.tick.off:
            over = cross.contains(self._over)
            _centred(painter, cross, "circle-slash", "err" if over else "muted")

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


def _centred(painter: QPainter, box: QRect, name: str, tone: str) -> None:
    side = theme.px(13)
    at = QRectF(box).center() - QPointF(side / 2, side / 2)
    painter.drawPixmap(at, icons.pixmap(name, tone, 13))


class FacetHead(QAbstractButton):
    """The name of a filter, how much of it is on, and the arrow that folds it."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(title)
        self.setAccessibleName(title)
        self.setFont(theme.font("strong"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._open, self._note = True, ""
        self._held: QWidget | None = None

    def hold(self, widget: QWidget) -> None:
        """A button that stands before the arrow while it is visible."""
        widget.setParent(self)
        widget.hide()
        self._held = widget

    def _held_room(self) -> int:
        held = self._held
        return theme.px(26) if held is not None and not held.isHidden() else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._held is not None:
            side, after = theme.px(24), theme.px(ARROW + 1)
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            left = after if mirrored else self.width() - after - side
            self._held.setGeometry(left, (self.height() - side) // 2, side, side)

    def show_state(self, note: str, *, opened: bool) -> None:
        """`note`: what is on, in a few letters."""
        self._note, self._open = note, opened
        state = tr("open") if opened else tr("folded")
        self.setAccessibleName(", ".join(part for part in (self.text(), note, state) if part))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        arrow = theme.px(ARROW)
        box = self.rect()
        end = QRect(0 if mirrored else box.width() - arrow, 0, arrow, box.height())
        _centred(painter, end, "chevron-up" if self._open else "chevron-down", "text2")
        taken = arrow + self._held_room()
        room = box.adjusted(taken if mirrored else 0, 0, 0 if mirrored else -taken, 0)
        painter.setFont(theme.font("micro"))
        note = painter.fontMetrics().horizontalAdvance(self._note)
        painter.setPen(theme.colour("primary"))
        side = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(
            room.adjusted(4, 0, -4, 0), side | Qt.AlignmentFlag.AlignTrailing, self._note
        )
        painter.setFont(self.font())
        painter.setPen(theme.colour("text"))
        shown = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width() - note - theme.px(10)
        )
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.drawText(room, side | Qt.AlignmentFlag.AlignLeading, shown)
        painter.end()


class Group(QWidget):
    """A group that folds: a head, and below it what `body` holds. Says `folded` on its head.

    The cross beside the head takes everything of it off (`cleared`).
    """

    folded = Signal()
    cleared = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        box = QVBoxLayout(self)
        box.setContentsMargins(0, theme.px(6), 0, theme.px(6))
        box.setSpacing(theme.px(2))
        self.head = FacetHead(title)
        self.head.clicked.connect(lambda _=False: self.folded.emit())
        self._clear = Button("", "quiet", "x", size="small", name=tr("Clear {name}", name=title))
        self._clear.clicked.connect(lambda _=False: self.cleared.emit())
        self.head.hold(self._clear)
        box.addWidget(self.head)
        self._inside = QWidget()
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        box.addWidget(self._inside)

    def show_head(self, note: str, *, opened: bool, asks: bool) -> None:
        """`asks`: whether anything of it is on, so that it can be cleared."""
        self._clear.setVisible(asks)
        self.head.show_state(note, opened=opened)
        self._inside.setVisible(opened)


class Facet(Group):
    """A filter: its name and its values, the most frequent first.

    Says `ticked(value)` and `refused(value)`. A long one shows its first rows and a field in which
    to look for others; groups of values show theirs on the arrow.
    """

    ticked = Signal(str)
    refused = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._ticks: tuple[Tick, ...] = ()
        self._laid: tuple[Tick, ...] | None = None  # those that are to be seen
        self._long = False
        self._opened: set[str] = set()
        self._pool: list[TickRow] = []
        self._field = QLineEdit()
        self._field.setFont(theme.font("small"))
        self._field.setMaxLength(100)
        self._field.setAccessibleName(tr("Find a value of {name}", name=title))
        self._field.textEdited.connect(lambda _text: self._lay())
        self._field.hide()
        self.body.addWidget(self._field)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
        self._more = Button("", "quiet", size="small")
        self._more.clicked.connect(self._lengthen)
        self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeading)

    def display(self, ticks: Sequence[Tick], *, opened: bool = True) -> None:
        """The values in their order; a group's rows follow it."""
        on = sum(tick.on or tick.off for tick in ticks)
        self.show_head(language().number(on) if on else "", opened=opened, asks=on > 0)
        self._ticks = tuple(ticks)
        if opened and self._ticks != self._laid:
            self._lay()

    def close_search(self) -> bool:
        """Leave the search for a value; False where none was open."""
        if not (self._long and self._field.isVisible()):
            return False
        self._lengthen()
        self._more.setFocus()
        return True

    def searching(self) -> bool:
        """Whether the cursor is in the field that looks for a value."""
        return self._field.hasFocus()

    def _lengthen(self) -> None:
        self._long = not self._long
        self._field.clear()
        self._lay()
        if self._field.isVisible():
            self._field.setFocus()

    def _tops(self) -> list[Tick]:
        return [tick for tick in self._ticks if not tick.under]

    def _lay(self) -> None:
        self._laid = self._ticks
        tops = self._tops()
        searched = len(tops) > LONG
        self._field.setVisible(searched and self._long)
        shown = self._looked_for() if searched and self._long else self._listed(tops)
        self._put(shown)
        rest = len(tops) - len(self._short(tops))
        self._more.setVisible(rest > 0)
        if self._long:
            self._more.say(tr("Fewer"))
        elif searched:
            self._more.say(tr("Find among {n}", n=language().number(len(self._ticks))))
        else:
            self._more.say(ntr("{n} more", "{n} more", rest))

    def _put(self, shown: Sequence[Tick]) -> None:
        """Show these rows in the widgets that are there; the focus stays with its value."""
        held = next((row.tick.value for row in self._pool if row.hasFocus()), None)
        arrows = any(tick.group for tick in self._ticks)
        while len(self._pool) > len(shown):
            row = self._pool.pop()
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        for at, tick in enumerate(shown):
            if at == len(self._pool):
                self._pool.append(self._made(tick))
            self._pool[at].show_tick(tick, opened=tick.value in self._opened, arrows=arrows)
            if held is not None and tick.value == held:
                self._pool[at].setFocus()

    def _made(self, tick: Tick) -> TickRow:
        row = TickRow(tick)
        row.clicked.connect(lambda _=False: self.ticked.emit(row.tick.value))
        row.refused.connect(lambda: self.refused.emit(row.tick.value))
        row.unfolded.connect(lambda wanted: self._unfold(row.tick.value, wanted))
        self._rows.addWidget(row)
        return row

    def _unfold(self, value: str, wanted: object) -> None:
        (self._opened.add if wanted else self._opened.discard)(value)
        self._lay()

    def _looked_for(self) -> list[Tick]:
        words = self._field.text().casefold().replace("ё", "е").split()
        fitting = [
            tick
            for tick in self._ticks
            if all(word in tick.words.casefold().replace("ё", "е") for word in words)
        ]
        return fitting[:FOUND]

    def _short(self, tops: Sequence[Tick]) -> list[Tick]:
        if len(tops) <= SHORT + 2:  # no button for one or two rows
            return list(tops)
        on = [tick for tick in tops if tick.on or tick.off]
        room = max(0, SHORT - len(on))
        kept = {*on, *[tick for tick in tops if not (tick.on or tick.off)][:room]}
        return [tick for tick in tops if tick in kept]

    def _listed(self, tops: Sequence[Tick]) -> list[Tick]:
        """The rows that stand there, each group with its own where it is open or some are on."""
        shown: list[Tick] = []
        for top in tops if self._long else self._short(tops):
            shown.append(top)
            inner = [tick for tick in self._ticks if tick.under == top.value]
            if top.value not in self._opened:
                inner = [tick for tick in inner if tick.on or tick.off]
            shown += inner
        return shown


def in_order(ticks: Sequence[Tick]) -> list[Tick]:
    """The first one, then the more frequent ones, what is not known last; groups before theirs."""
    tops = [tick for tick in ticks if not tick.under]
    tops.sort(key=lambda tick: (tick.unknown, not tick.first, -tick.count))
    ordered: list[Tick] = []
    for top in tops:
        ordered.append(top)
        inner = [tick for tick in ticks if tick.under == top.value]
        ordered += sorted(inner, key=lambda tick: -tick.count)
    return ordered
