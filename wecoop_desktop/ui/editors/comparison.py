"""Options beside each other: one column each, the best figure of a line marked, one chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QVBoxLayout, QWidget

from wecoop_desktop.forms.answers import Cell, Row, Value
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.editors.cells import Cells
from wecoop_desktop.ui.editors.grid import Grid
from wecoop_desktop.ui.editors.keys import ALT, ENTER, GridView
from wecoop_desktop.ui.editors.model import NONE, RIGHT, Index, Role, RowsModel
from wecoop_desktop.ui.editors.scene import Scene, amount
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Wrapped
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.wording import said, tr

COMPARED = frozenset({"capex", "opex", "chosen"})  # columns by which options are known
LOWEST = ("capex", "opex", "npc_unit", "ghg")  # less is better
HIGHEST = ("score",)
CHOSEN = "chosen"
LEAST = 130  # pixels at 100 %, of an option's column
Extra = Qt.ItemDataRole.UserRole + 20  # True: the best of its line


def best(rows: Sequence[Row], column: str) -> frozenset[int]:
    """The places of the best figures of a column; none where fewer than two can be compared."""
    if column not in LOWEST + HIGHEST:
        return frozenset()
    figures = {
        at: amount(row[column]) for at, row in enumerate(rows) if row.get(column) is not None
    }
    units = {
        getattr(row.get(column), "currency", "") for row in rows if row.get(column) is not None
    }
    if len(figures) < 2 or len(units) > 1 or len(set(figures.values())) == 1:
        return frozenset()
    top = (max if column in HIGHEST else min)(figures.values())
    return frozenset(at for at, figure in figures.items() if figure == top)


def only(rows: Sequence[Row], at: int) -> tuple[Row, ...]:
    """The rows with that option chosen and no other; chosen already, none is."""
    was = rows[at].get(CHOSEN) is True
    found: list[Row] = []
    for place, row in enumerate(rows):
        kept: dict[str, Cell] = {name: cell for name, cell in row.items() if name != CHOSEN}
        if place == at and not was:
            kept[CHOSEN] = True
        elif row.get(CHOSEN) is not None:
            kept[CHOSEN] = False
        found.append(kept)
    return tuple(found)


class Turned(QAbstractTableModel):
    """The rows of a `RowsModel` as columns."""

    def __init__(self, source: RowsModel) -> None:
        super().__init__()
        self.source = source
        for signal in (source.modelReset, source.rowsInserted, source.rowsRemoved):
            signal.connect(self._renew)
        source.dataChanged.connect(self._told)

    def _renew(self, *_parts: object) -> None:
        self.beginResetModel()
        self.endResetModel()

    def _told(self, *_parts: object) -> None:
        if self.rowCount() and self.columnCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = NONE) -> int:
        return 0 if parent.isValid() else len(self.source.columns)

    def columnCount(self, parent: Index = NONE) -> int:
        return 0 if parent.isValid() else len(self.source.rows)

    def original(self, index: Index) -> QModelIndex:
        return self.source.index(index.column(), index.row())

    def column(self, index: Index) -> str:
        return self.source.columns[index.row()].id

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if orientation == Qt.Orientation.Vertical:
            found = self.source.headerData(section, Qt.Orientation.Horizontal, role)
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            left = left | Qt.TextFlag.TextWordWrap
            return left if role == Role.TextAlignmentRole else found
        if role == Role.DisplayRole and section < len(self.source.rows):
            return str(self.source.rows[section].get("code") or section + 1)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return self.source.flags(self.original(index))

    def data(self, index: Index, role: int = 0) -> object:
        if not index.isValid() or index.column() >= len(self.source.rows):
            return None
        name = self.column(index)
        if role == Extra:
            return index.column() in best(self.source.rows, name)
        chosen = self.source.rows[index.column()].get(CHOSEN) is True
        if name == CHOSEN and role == Role.DisplayRole:
            return tr("Chosen") if chosen else tr("choose")
        if role == Role.BackgroundRole:
            own = self.source.data(self.original(index), role)
            return own or (theme.colour("selected") if chosen else None)
        return self.source.data(self.original(index), role)

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        return self.source.setData(self.original(index), value, role)


class TurnedCells(Cells):
    """Cells of a turned grid; the best of a line carries a mark beside its colour."""

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        model = index.model()
        if isinstance(model, Turned):
            model.source.begin(model.original(index))
        super().setEditorData(editor, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), max(size.height(), theme.px(30)))

    def _write(self, painter: QPainter, area: QRect, text: str, index: Index) -> None:
        if index.data(Extra):
            icon = icons.pixmap("award", "ok", 13)
            painter.drawPixmap(area.left() + theme.px(6), area.top() + theme.px(7), icon)
            area = area.adjusted(theme.px(14) if not index.data(RIGHT) else 0, 0, 0, 0)
        super()._write(painter, area, text, index)


class TurnedView(GridView):
    """As wide as its place and as high as its lines; Enter on the last line chooses the option."""

    def __init__(self, source: RowsModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.turned = Turned(source)
        self.turned.setParent(self)
        self.setModel(self.turned)
        self.setItemDelegate(TurnedCells(self))
        self.setAccessibleName(name)
        self.setFont(theme.font("small"))
        self.setWordWrap(True)
        self.setTabKeyNavigation(True)
        self.setSelectionMode(GridView.SelectionMode.SingleSelection)
        trigger = GridView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.AnyKeyPressed)
        self.setHorizontalScrollMode(GridView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.setFont(theme.font("smallStrong"))
            head.setHighlightSections(False)
            head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setFixedWidth(theme.px(170))
        line, radius = theme.token("line"), theme.px(6)
        self.setStyleSheet(f"QTableView {{ border: 1px solid {line}; border-radius: {radius}px; }}")
        self.turned.modelReset.connect(self.fit)
        self.turned.dataChanged.connect(self.fit)
        self.clicked.connect(self._clicked)

    def _clicked(self, index: QModelIndex) -> None:
        if self.turned.column(index) == CHOSEN:
            self.wanted.emit("choose")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), Qt.Key(event.key())
        on = index.isValid() and self.turned.column(index) == CHOSEN
        if on and key in (*ENTER, Qt.Key.Key_Space, Qt.Key.Key_F2) and not event.modifiers():
            self.wanted.emit("choose")
        elif event.modifiers() & ALT and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.wanted.emit("up" if key == Qt.Key.Key_Left else "down")
        elif event.modifiers() & ALT or (on and event.text().strip()):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def event(self, event: object) -> bool:
        """Alt ← moves an option here, it does not go back."""
        from PySide6.QtCore import QEvent

        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            arrows = (Qt.Key.Key_Left, Qt.Key.Key_Right)
            if event.modifiers() & ALT and Qt.Key(event.key()) in arrows:
                event.accept()
                return True
        return super().event(event)  # type: ignore[arg-type]  # a QEvent

    def fit(self) -> None:
        if self.state() == GridView.State.EditingState:
            return
        n = self.turned.columnCount()
        room = self.viewport().width()
        each = max(theme.px(LEAST), room // n) if n else room
        for at in range(n):
            self.setColumnWidth(at, each)
        self.resizeRowsToContents()
        self._fit_heads()
        rows = sum(self.rowHeight(at) for at in range(self.turned.rowCount()))
        bar = self.horizontalScrollBar().sizeHint().height() if n * each > room + n else 0
        self.setFixedHeight(self.horizontalHeader().height() + rows + bar + 2)

    def _fit_heads(self) -> None:
        """Lines are high enough for the whole name of what they compare."""
        metrics = QFontMetrics(theme.font("smallStrong"))
        inner = self.verticalHeader().width() - theme.px(26)
        for at in range(self.turned.rowCount()):
            text = str(self.turned.headerData(at, Qt.Orientation.Vertical, Role.DisplayRole))
            area = QRect(0, 0, inner, 10_000)
            high = metrics.boundingRect(area, Qt.TextFlag.TextWordWrap, text).height()
            if self.rowHeight(at) < high + theme.px(12):
                self.setRowHeight(at, high + theme.px(12))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()


class ComparisonEditor(QWidget):
    edited = Signal(object)
    edited_several = Signal(object)
    kept = Signal(object)
    left = Signal()
    wide = True

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        self.grid = Grid(question, add=tr("Add an option"))
        self.grid.model.new_row = lambda rows, _at: {"code": next_code(rows)}
        for signal, own in (
            (self.grid.edited, self.edited),
            (self.grid.kept, self.kept),
            (self.grid.left, self.left),
        ):
            signal.connect(own)
        self.view = TurnedView(self.grid.model, said(question.label), self)
        self.view.wanted.connect(self.do)
        self.view.left.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(self._bar())
        column.addWidget(self.view)
        column.addWidget(self.grid)
        self._keys = Wrapped(
            tr(
                "Enter edit or choose · Ctrl Enter new option · Alt ←→ move · a medal marks the"
                " best of a line"
            ),
            "small",
            "muted",
        )
        column.addWidget(self._keys)
        self._turn("beside")

    def _bar(self) -> Flow:
        row = Flow(6, line=30)
        verbs = (
            ("add", tr("Add an option"), "plus", ""),
            ("remove", "", "trash-2", tr("Delete the option (Ctrl Del)")),
            ("up", "", "arrow-left", tr("Move the option to the left (Alt ←)")),
            ("down", "", "arrow-right", tr("Move the option to the right (Alt →)")),
        )
        self._own: list[QWidget] = []
        for verb, words, icon, name in verbs:
            button = Button(words, icon=icon, size="small", name=name)
            button.clicked.connect(lambda _checked=False, what=verb: self.do(what))
            row.addWidget(button)
            self._own.append(button)
        views = (("beside", tr("Comparison")), ("table", tr("Table")))
        self._views = Segments(views, "beside", tr("View"))
        self._views.chosen.connect(self._turn)
        row.addWidget(self._views)
        return row

    def _turn(self, view: str) -> None:
        beside = view == "beside"
        self._views.show_value(view)
        for widget in (self.view, self._keys, *self._own):
            widget.setVisible(beside)
        self.grid.setVisible(not beside)
        self.setFocusProxy(self.view if beside else self.grid)

    def display(self, value: Value | None, scene: Scene) -> None:
        self.grid.display(value, scene)

    def do(self, verb: str) -> None:
        """A verb of the keyboard or of the bar, on the option the cursor is in."""
        index = self.view.currentIndex()
        at, line, model = index.column(), max(0, index.row()), self.grid.model
        if verb == "clear":
            if index.isValid():
                self.view.turned.setData(index, "")
            return
        if verb == "choose":
            if at >= 0:
                self.left.emit()
                self.edited_several.emit({self._question.path: only(model.rows, at)})
                self._place(at, line)
            return
        if at >= 0:
            self.grid.view.setCurrentIndex(model.index(at, 0))
        if verb in ("add", "remove", "up", "down"):
            self.grid.do(verb)
            here = self.grid.view.currentIndex().row()
            self._place(here, 1 if verb == "add" else line)

    def _place(self, at: int, line: int) -> None:
        if 0 <= at < len(self.grid.model.rows):
            self.view.setCurrentIndex(self.view.turned.index(line, at))
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def complaints(self) -> tuple[str, ...]:
        return self.grid.complaints()

    def focus_at(self, row: int | None, column: str) -> None:
        if self._views.value == "table":
            self.grid.focus_at(row, column)
            return
        ids = [entry.id for entry in self.grid.model.columns]
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.grid.model.rows:
            at = min(row or 0, len(self.grid.model.rows) - 1)
            self._place(at, ids.index(column) if column in ids else 0)


def next_code(rows: Sequence[Row]) -> str:
    """V0 is without the project, then V1, V2 ..."""
    taken = {str(row.get("code") or "") for row in rows}
    number = 0
    while f"V{number}" in taken:
        number += 1
    return f"V{number}"


def comparison(question: Question, parent: QWidget | None = None) -> ComparisonEditor:
    return ComparisonEditor(question, parent)
