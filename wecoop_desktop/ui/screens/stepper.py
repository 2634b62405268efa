"""The steps of the wizard at its left, and how ready the proposal is for its level."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from wecoop_desktop.base.language import mark
from wecoop_desktop.forms.form import LEVELS
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.parts.bar import Bar
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.labels import Caption, Label, SectionLabel
from wecoop_desktop.ui.presenters.steps import StepRow
from wecoop_desktop.ui.presenters.wizardview import WizardView
from wecoop_desktop.ui.wording import language, ntr, said, tr

LEVEL_WORDS = {"idea": mark("Idea"), "concept": mark("Concept"), "full": mark("Full")}
LEVEL_LONG = {
    "idea": mark("for a project idea"),
    "concept": mark("for a concept note"),
    "full": mark("for a full proposal"),
}
STEP = Qt.ItemDataRole.UserRole
LOW = 400  # pixels of the design below which readiness says less
Index = QModelIndex | QPersistentModelIndex
NONE = QModelIndex()


class Steps(QAbstractListModel):
    """Groups and steps in one list; a group is a StepRow without an id."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[StepRow, ...] = ()

    def show_steps(self, steps: Sequence[StepRow]) -> None:
        entries: list[StepRow] = []
        group = ""
        for step in steps:
            if said(step.group) != group:
                group = said(step.group)
                entries.append(StepRow("", 0, step.group, step.group, 0, 0, ""))
            entries.append(step)
        if len(entries) != len(self.entries):
            self.beginResetModel()
            self.entries = tuple(entries)
            self.endResetModel()
        elif tuple(entries) != self.entries:
            self.entries = tuple(entries)
            self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))

    def rowCount(self, parent: Index = NONE) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and not self.entries[index.row()].id:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = 0) -> object:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == STEP:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if not entry.id:
                return said(entry.title)
            return tr(
                "{n}. {title}, {filled} of {required}",
                n=entry.number,
                title=said(entry.title),
                filled=entry.filled,
                required=entry.required,
            )
        if role == Qt.ItemDataRole.ToolTipRole:
            return said(entry.title)
        return None


class StepCells(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = index.data(STEP)
        height = theme.px(29) if entry.id else theme.px(23) if index.row() else theme.px(18)
        return QSize(theme.px(200), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: StepRow = index.data(STEP)
        area: QRect = option.rect
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not entry.id:
            painter.setFont(theme.font("section"))
            painter.setPen(theme.colour("muted"))
            inner = area.adjusted(theme.px(8), 0, 0, -theme.px(3))
            side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            painter.drawText(inner, side, said(entry.title))
            painter.restore()
            return
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected"))
            painter.drawRoundedRect(area.adjusted(0, 1, 0, -1), theme.px(5), theme.px(5))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 2, -1, -2), theme.px(5), theme.px(5))
        self._mark(painter, area, entry)
        self._words(painter, area, entry, chosen=chosen)
        painter.restore()

    def _mark(self, painter: QPainter, area: QRect, entry: StepRow) -> None:
        size = theme.px(20)
        spot = QRect(area.left() + theme.px(8), area.center().y() - size // 2, size, size)
        if entry.mark == "done":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("ok"))
            painter.drawEllipse(spot)
            painter.drawPixmap(
                spot.adjusted(theme.px(4), theme.px(4), 0, 0).topLeft(),
                icons.pixmap("check", "surface", 12),
            )
            return
        wrong = entry.mark == "problem"
        painter.setPen(QPen(theme.colour("err" if wrong else "lineStrong"), 1.4))
        painter.setBrush(theme.colour("errBg") if wrong else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(spot)
        painter.setPen(theme.colour("err" if wrong else "text2"))
        painter.setFont(theme.font("microStrong"))
        text = "!" if wrong else str(entry.number)
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, text)

    def _words(self, painter: QPainter, area: QRect, entry: StepRow, *, chosen: bool) -> None:
        painter.setFont(theme.font("micro"))
        painter.setPen(theme.colour("muted"))
        count = f"{entry.filled}/{entry.required}" if entry.required else ""
        right = area.adjusted(0, 0, -theme.px(6), 0)
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(right, side, count)
        room = area.adjusted(theme.px(36), 0, -theme.px(40), 0)
        painter.setFont(theme.font("strong" if chosen else "body"))
        painter.setPen(theme.colour("text"))
        words = painter.fontMetrics().elidedText(
            said(entry.title), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


class Stepper(QWidget):
    chosen = Signal(str)
    level_chosen = Signal(str)
    checks_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.px(236))
        self._filling = False
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(8), theme.px(10), theme.px(8), theme.px(8))
        column.setSpacing(theme.px(6))
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(8), 0, theme.px(6), 0)
        head.addWidget(SectionLabel(tr("Steps")))
        head.addStretch(1)
        self._count = Caption("")
        head.addWidget(self._count)
        column.addLayout(head)
        self.steps = Steps()
        self.steps.setParent(self)
        self.list = QListView(self)
        self.list.setModel(self.steps)
        self.list.setItemDelegate(StepCells(self.list))
        self.list.setAccessibleName(tr("Steps"))
        self.list.setUniformItemSizes(False)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(self._picked)
        column.addWidget(self.list, 1)
        column.addWidget(self._readiness())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the window is low the steps come first."""
        super().resizeEvent(event)
        low = theme.logical(self.height()) < LOW
        self._for.setVisible(not low)
        self.level.setVisible(not low or self.level.hasFocus())

    def _readiness(self) -> Card:
        card = Card(tone="subtle", padding=10)
        row = QHBoxLayout()
        row.addWidget(Label(tr("Readiness"), "body", "text2"))
        row.addStretch(1)
        self._share = Label("", "strongFigures")
        row.addWidget(self._share)
        card.body.addLayout(row)
        self._bar = Bar(0, tr("Readiness"))
        card.body.addWidget(self._bar)
        self._for = Caption("", "text2")
        self._for.setWordWrap(True)
        card.body.addWidget(self._for)
        self.missing = Button(" ", "quiet", size="small")
        self.missing.clicked.connect(self.checks_wanted)
        card.body.addWidget(self.missing, 0, Qt.AlignmentFlag.AlignLeft)
        entries = [(level, tr(LEVEL_WORDS[level])) for level in LEVELS]
        self.level = Choice(entries, "concept", tr("Level of maturity"))
        self.level.chosen.connect(self.level_chosen)
        card.body.addWidget(self.level)
        self._kept = Caption("")
        card.body.addWidget(self._kept)
        card.body.setSpacing(theme.px(5))
        return card

    def _picked(self, index: QModelIndex, _before: QModelIndex) -> None:
        entry = index.data(STEP) if index.isValid() else None
        if entry is not None and entry.id and not self._filling:
            self.chosen.emit(entry.id)

    def display(self, view: WizardView) -> None:
        state = view.state
        if state is None:
            return
        self._filling = True
        self.steps.show_steps(view.steps)
        for at, entry in enumerate(self.steps.entries):
            if entry.id == view.step and self.list.currentIndex().row() != at:
                self.list.setCurrentIndex(self.steps.index(at))
                self.list.scrollTo(self.steps.index(min(at + 1, len(self.steps.entries) - 1)))
        self._filling = False
        filled = sum(step.filled for step in view.steps)
        required = sum(step.required for step in view.steps)
        number = language().number
        self._count.setText(tr("{n} of {total} answers", n=number(filled), total=number(required)))
        share = int(state.meters.complete)
        self._share.setText(language().percent(share))
        self._bar.show_share(share)
        figures = tr(
            "{level} · checks met {met} · quality {quality}",
            level=tr(LEVEL_LONG[state.level]),
            met=language().percent(int(state.meters.consistent)),
            quality=language().percent(int(state.meters.strong)),
        )
        self._for.setText(figures)
        wrong = sum(problem.level == "error" for problem in state.problems)
        self.missing.say(
            ntr("{n} thing is missing", "{n} things are missing", wrong)
            if wrong
            else tr("Nothing is missing")
        )
        self.level.show_value(state.level)
        kept = view.kept
        self._kept.setText(ntr("{n} answer kept, hidden", "{n} answers kept, hidden", kept))
        self._kept.setVisible(kept > 0)
