"""The projects of one circle, beside it on the map."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from wecoop_desktop.library.query import Hit
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import Caption, Label, Title
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.rows import draw_text
from wecoop_desktop.ui.wording import language, ntr, said, tr

WIDTH = 330
MOST = 30  # projects that are listed; all of them are in the list of results
ROW = 52
ROWS = 4.5  # that are seen without scrolling


def facts(hit: Hit) -> str:
    """From when to when, and who pays, as far as known. What may be cut off comes last."""
    first, last = hit.years
    years = f"{first}–{last}" if first and last and first != last else first or last
    return " · ".join(part for part in (years, _payers(hit)) if part)


def _payers(hit: Hit) -> str:
    names = [said(name) for name in hit.funders]
    if len(names) < 3:
        return ", ".join(names)
    return ntr("{name} and {n} more", "{name} and {n} more", len(names) - 1, name=names[0])


def amount(hit: Hit) -> str:
    if hit.amount is None:
        return tr("amount unknown")
    return language().money(hit.amount, hit.currency, "short")


class ProjectRow(QAbstractButton):
    """A project in two lines: what it is called; who pays, when and how much."""

    def __init__(self, hit: Hit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hit = hit
        self._title, self._facts, self._amount = said(hit.title), facts(hit), amount(hit)
        self.setAccessibleName(", ".join((self._title, self._facts, self._amount)))
        self.setToolTip(self._title)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(WIDTH - 30), theme.px(ROW))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse() or self.hasFocus():
            painter.fillRect(self.rect(), theme.colour("hover"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        inside = QRectF(self.rect()).adjusted(theme.px(14), theme.px(7), -theme.px(14), 0)
        draw_text(painter, inside, self._title, theme.font("medium"))
        money = theme.font("smallFigures")
        wide = QFontMetrics(money).horizontalAdvance(self._amount) + 2
        below = inside.adjusted(0, theme.px(20), 0, 0)
        left, right = QRectF(below), QRectF(below)
        if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            right.setWidth(wide)
            left.setLeft(right.right() + theme.px(10))
        else:
            right.setLeft(below.right() - wide)
            left.setRight(right.left() - theme.px(10))
        draw_text(painter, left, self._facts, theme.font("small"), "muted")
        draw_text(painter, right, self._amount, money, "text2")
        painter.end()


class MapPopup(QFrame):
    """Says `opened(id)` for a project, `listed` for all of them, `closed` for Esc."""

    opened = Signal(str)
    listed = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pop")
        self.setFixedWidth(theme.px(WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, theme.px(10), 1, theme.px(6))
        column.setSpacing(theme.px(4))
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(13), 0, theme.px(10), 0)
        self._title = Title("", "cardTitle")
        head.addWidget(self._title, 1)
        self._count = Label("", "micro", "text2")
        self._count.setObjectName("count")
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self._note = Caption("")
        self._note.setWordWrap(True)
        self._note.setContentsMargins(theme.px(13), 0, theme.px(13), 0)
        column.addWidget(self._note)
        self._rows = Panel("surface", (0, 0, 0, 0), 0)
        column.addWidget(self._rows)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(9), 0, theme.px(9), 0)
        self.all = Button("", "quiet", size="small")
        self.all.clicked.connect(lambda _=False: self.listed.emit())
        foot.addWidget(self.all)
        foot.addStretch(1)
        column.addLayout(foot)
        self._listed = 0
        self.hide()

    def display(self, title: str, note: str, hits: Sequence[Hit], total: int) -> None:
        """`hits` are the first of `total` projects."""
        self._title.setText(title)
        self.setAccessibleName(title)
        self._count.setText(language().number(total))
        self._note.setText(note)
        self._note.setVisible(bool(note))
        body = self._rows.body
        clear(body)
        for hit in hits:
            row = ProjectRow(hit)
            row.clicked.connect(lambda _=False, chosen=hit.id: self.opened.emit(chosen))
            body.addWidget(row)
        body.addStretch(1)
        self._listed = len(hits)
        self.all.say(ntr("Show the {n} project in the list", "Show all {n} in the list", total))
        self._size(math.inf)

    def _size(self, room: float) -> None:
        """As tall as its parts at its width, with as many projects as the room allows."""
        layout = self.layout()
        if layout is None:
            return
        row = theme.px(ROW)
        self._rows.setFixedHeight(0)
        layout.activate()
        bare = layout.totalHeightForWidth(self.width())
        rows = round(row * min(self._listed, ROWS))
        self._rows.setFixedHeight(round(max(row, min(rows, room - bare))))
        layout.activate()
        self.setFixedHeight(layout.totalHeightForWidth(self.width()))

    def rows(self) -> list[ProjectRow]:
        return [row for row in self._rows.findChildren(ProjectRow) if not row.isHidden()]

    def take_focus(self) -> None:
        rows = self.rows()
        (rows[0] if rows else self.all).setFocus(Qt.FocusReason.PopupFocusReason)

    def beside(self, at: QPointF, radius: float, room: QRectF) -> None:
        """Stand above the point, or where there is more room; always inside of `room`."""
        gap = radius + theme.px(8)
        self.setFixedWidth(min(theme.px(WIDTH), round(room.width())))
        self._size(room.height())
        wide, tall = self.width(), self.height()
        top = at.y() - gap - tall
        if top < room.top():
            top = at.y() + gap
        left = at.x() - wide / 2
        if top + tall > room.bottom():  # neither above nor below: beside
            top = min(max(at.y() - tall / 2, room.top()), room.bottom() - tall)
            left = at.x() + gap if at.x() + gap + wide < room.right() else at.x() - gap - wide
        left = min(max(left, room.left()), room.right() - wide)
        self.move(round(left), round(max(top, room.top())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.closed.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(key == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)
