"""Short lists: goals of sustainable development, Rio markers, indicators, attachments."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from wecoop_desktop.forms.answers import Cell, Row, Value, Words
from wecoop_desktop.forms.form import Column, Option
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.grid import Grid
from wecoop_desktop.ui.editors.picker import both, indicator_picker, words_of
from wecoop_desktop.ui.editors.rows import RowsEditor
from wecoop_desktop.ui.editors.scene import LONGEST_LINE, MOST_ROWS, Scene, rows_of, typed
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.choice import Choice as Pick
from wecoop_desktop.ui.parts.labels import Caption, Label
from wecoop_desktop.ui.wording import said, tr

GRID_KINDS = ("sdg_list", "indicator_list", "attachments_list")


def column_of(question: Question, name: str) -> Column | None:
    return next((column for column in question.columns if column.id == name), None)


class IndicatorsEditor(RowsEditor):
    """Standard indicators: the table, and the library to add them from."""

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        grid = Grid(question, add=tr("Add an indicator"))
        self._open = Button(tr("Indicator library"), icon="book-text", size="small")
        super().__init__(grid, parent=parent)
        self.picker = indicator_picker(self)
        self.picker.taken.connect(self._take)
        self.picker.closed.connect(lambda: grid.view.setFocus(Qt.FocusReason.OtherFocusReason))
        self._open.clicked.connect(self.picker.open_picker)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(0, self._open, 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(self.picker)

    def display(self, value: Value | None, scene: Scene) -> None:
        super().display(value, scene)
        self.picker.display(scene)

    def _take(self, option: object) -> None:
        model = self.grid.model
        if not isinstance(option, Option) or len(model.rows) >= MOST_ROWS:
            return
        cells: dict[str, Cell] = {"indicator": option.id}
        sov = words_of(both(option, "sov"))
        at = model.insert(len(model.rows), {**cells, "sov": sov} if sov else cells)
        index = model.index(at, 1)
        self.grid.view.setCurrentIndex(index)
        self.grid.view.scrollTo(index)


def indicator_list(question: Question, parent: QWidget | None = None) -> RowsEditor:
    return IndicatorsEditor(question, parent)


def sdg_list(question: Question, parent: QWidget | None = None) -> RowsEditor:
    grid = Grid(question, add=tr("Add a goal"))
    return RowsEditor(grid, parent=parent)


def readiness(question: Question, parent: QWidget | None = None) -> RowsEditor:
    """A table whose rows are entries of a list: those that are missing are added at once."""
    grid = Grid(question, add=tr("Add a row"))
    button = grid.add_verb(tr("Add all items"), "list-checks")
    button.clicked.connect(lambda: add_all(grid))
    return RowsEditor(grid, parent=parent)


def add_all(grid: Grid) -> None:
    """A row for each entry of the first list column that has none yet."""
    model = grid.model
    column = next((c for c in model.columns if c.options), None)
    if column is None:
        return
    there = {str(row.get(column.id) or "") for row in model.rows}
    new: list[Row] = [{column.id: option.id} for option in column.options if option.id not in there]
    if new:
        model.replace([*model.rows, *new])


class RioEditor(QWidget):
    """A line for each marker: its score and the reason for it."""

    edited = Signal(object)
    kept = Signal(object)
    left = Signal()
    wide = False

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        self._scene: Scene | None = None
        self._picks: dict[str, Pick] = {}
        self._reasons: dict[str, QLineEdit] = {}
        marker, score = column_of(question, "marker"), column_of(question, "score")
        self._scores: Sequence[Option] = score.options if score else ()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(10))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnStretch(2, 1)
        for at, name in enumerate((tr("Marker"), tr("Score"), tr("Reason"))):
            grid.addWidget(Caption(name), 0, at)
        for at, option in enumerate(marker.options if marker else (), 1):
            grid.addWidget(Label(said(option.label), "small"), at, 0)
            pick, reason = self._line(option)
            grid.addWidget(pick, at, 1)
            grid.addWidget(reason, at, 2)
        first = next(iter(self._picks.values()), None)
        if first is not None:
            self.setFocusProxy(first)

    def _line(self, marker: Option) -> tuple[Pick, QLineEdit]:
        pick = Pick(parent=self)
        pick.setAccessibleName(said(marker.label))
        pick.addItem("–", "")
        for option in self._scores:
            words = said(option.label).split(" (")[0]
            pick.addItem(f"{option.id} · {words}", option.id)
            pick.setItemData(pick.count() - 1, said(option.label), Qt.ItemDataRole.ToolTipRole)
        pick.setFixedWidth(theme.px(200))
        pick.activated.connect(lambda index: self._put(marker.id, "score", pick.itemData(index)))
        reason = QLineEdit(self)
        reason.setMaxLength(LONGEST_LINE)
        reason.setAccessibleName(tr("Reason: {marker}", marker=said(marker.label)))
        reason.textEdited.connect(lambda text: self._reason(marker.id, text))
        reason.editingFinished.connect(self.left)
        self._picks[marker.id], self._reasons[marker.id] = pick, reason
        return pick, reason

    def display(self, value: Value | None, scene: Scene) -> None:
        self._rows, self._scene = rows_of(value), scene
        rows = {str(row.get("marker")): row for row in self._rows}
        for key, pick in self._picks.items():
            row: Row = rows.get(key, {})
            score = row.get("score")
            wanted = str(int(score)) if isinstance(score, Decimal) else str(score or "")
            if score == 0 and not isinstance(score, str):
                wanted = "0"
            pick.setCurrentIndex(max(0, pick.findData(wanted)))
            text = typed(row.get("reason"), scene.writing)
            if self._reasons[key].text() != text:
                self._reasons[key].setText(text)

    def _reason(self, marker: str, text: str) -> None:
        scene = self._scene
        if scene is None:
            return
        row = next((r for r in self._rows if r.get("marker") == marker), {})
        before = row.get("reason")
        words = before if isinstance(before, Words) else Words()
        written = words.written(scene.writing, text)
        self._put(marker, "reason", written if written.en or written.ru else None)

    def _put(self, marker: str, column: str, cell: Cell) -> None:
        rows = {str(row.get("marker")): dict(row) for row in self._rows}
        row = rows.setdefault(marker, {"marker": marker})
        if cell is None or cell == "":
            row.pop(column, None)
        else:
            row[column] = cell
        self._rows = tuple(entry for entry in rows.values() if len(entry) > 1)
        self.edited.emit(self._rows or None)

    def complaints(self) -> tuple[str, ...]:
        return ()

    def focus_at(self, row: int | None, column: str) -> None:
        first = next(iter(self._picks.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
