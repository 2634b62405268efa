"""Filters beside a result: groups that fold, and in them the values with their counts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.tick import ARROW, Tick, TickRow, draw_centred
from wecoop_desktop.ui.wording import language, ntr, order, tr

SHORT = 6  # rows that stand there before "more" is asked for
LONG = 12  # rows from which one looks for a value by its name
FOUND = 24  # rows shown of those looked for


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
        state = tr("unfolded") if opened else tr("folded")
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
        draw_centred(painter, end, "chevron-up" if self._open else "chevron-down", "text2")
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
    """The first one, then the more frequent ones, equal ones by their words, what is not known
    last; groups before theirs."""
    ticks = sorted(ticks, key=lambda tick: order(tick.words))
    tops = [tick for tick in ticks if not tick.under]
    tops.sort(key=lambda tick: (tick.unknown, not tick.first, -tick.count))
    ordered: list[Tick] = []
    for top in tops:
        ordered.append(top)
        inner = [tick for tick in ticks if tick.under == top.value]
        ordered += sorted(inner, key=lambda tick: -tick.count)
    return ordered
