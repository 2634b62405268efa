"""The logical framework: levels in colour, codes made by themselves, rows put where they belong."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStyleOptionViewItem, QVBoxLayout, QWidget

from wecoop_desktop.forms.answers import Cell, Row, Value
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.editors.cells import Cells
from wecoop_desktop.ui.editors.details import Details
from wecoop_desktop.ui.editors.grid import Grid
from wecoop_desktop.ui.editors.logic import LogicTest
from wecoop_desktop.ui.editors.matrix import COLOURS, TEXTS, MatrixView
from wecoop_desktop.ui.editors.model import Index, RowsModel
from wecoop_desktop.ui.editors.rows import limited
from wecoop_desktop.ui.editors.scene import Scene
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import Caption, Wrapped
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.wording import ntr, said, tr

PREFIXES = {"overall_objective": "OO", "specific_objective": "SO", "output": "R", "activity": "A"}
ORDER = tuple(COLOURS)


class LevelCells(Cells):
    """The first cell of a row carries the bar of its level."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        model = index.model()
        if index.column() != 0 or not isinstance(model, RowsModel):
            return
        token = COLOURS.get(str(model.rows[index.row()].get("level")))
        if token:
            area: QRect = option.rect
            bar = QRect(area.left(), area.top(), theme.px(4), area.height())
            painter.fillRect(bar, theme.colour(token))


def next_code(rows: Sequence[Row], level: str, parent: str = "") -> str:
    """The next free code of a level: OO, SO1, R1, R2, and A2.1 under R2."""
    taken = {str(row.get("code") or "") for row in rows}
    prefix = PREFIXES.get(level, "")
    if level == "overall_objective" and prefix not in taken:
        return prefix
    if level == "activity" and parent:
        prefix = f"A{parent.lstrip('R')}."
    number = 1
    while f"{prefix}{number}" in taken:
        number += 1
    return f"{prefix}{number}"


def new_row(rows: Sequence[Row], at: int, level: str = "") -> dict[str, Cell]:
    """A row of the level asked for, or of the one that belongs after the row above."""
    above = rows[at - 1] if 0 < at <= len(rows) else None
    if not level:
        level = str(above.get("level") or "") if above else "overall_objective"
    parent = _parent(rows, level, above)
    code = next_code(rows, level, parent)
    return {"level": level, "code": code, **({"parent": parent} if parent else {})}


def _parent(rows: Sequence[Row], level: str, above: Row | None) -> str:
    higher = {"activity": "output", "output": "specific_objective"}.get(level, "overall_objective")
    if level == "overall_objective":
        return ""
    if above is not None and above.get("level") == level and above.get("parent"):
        return str(above["parent"])
    if above is not None and above.get("level") == higher:
        return str(above.get("code") or "")
    found = [str(row.get("code") or "") for row in rows if row.get("level") == higher]
    return found[-1] if found else ""


def insert_level(grid: Grid, level: str) -> None:
    """A new row of that level after the last one that belongs before it."""
    rows = grid.model.rows
    current = grid.view.currentIndex().row()
    rank = ORDER.index(level)
    places = [i for i, row in enumerate(rows) if _rank(row) <= rank]
    at = places[-1] + 1 if places else 0
    if level == "activity" and 0 <= current < len(rows):
        at = current + 1
    elif level == "output":
        at = len(rows) if not places or _rank(rows[places[-1]]) < rank else _end(rows, places[-1])
    grid.model.insert(at, new_row(rows, at, level))
    columns = [column.id for column in grid.model.columns]
    grid.place_at(at, columns.index("statement") if "statement" in columns else 0)


def _end(rows: Sequence[Row], at: int) -> int:
    """Behind the activities of the output at `at`."""
    end = at + 1
    while end < len(rows) and rows[end].get("level") == "activity":
        end += 1
    return end


def _rank(row: Row) -> int:
    level = str(row.get("level") or "")
    return ORDER.index(level) if level in ORDER else len(ORDER)


def insert_indicator(grid: Grid) -> None:
    """One more indicator of the result in the current row: the same level, code and statement."""
    rows, row = grid.model.rows, grid.view.currentIndex().row()
    if not 0 <= row < len(rows):
        return
    names = ("level", "code", "parent", "statement")
    same: dict[str, Cell] = {name: rows[row][name] for name in names if rows[row].get(name)}
    code = str(same.get("code") or "")
    taken = {str(entry.get("code") or "") for entry in rows}
    letter = "b"
    while f"{code}{letter}" in taken:
        letter = chr(ord(letter) + 1)
    same["code"] = f"{code}{letter}"
    grid.model.insert(row + 1, same)
    columns = [column.id for column in grid.model.columns]
    grid.place_at(row + 1, columns.index("indicator") if "indicator" in columns else 0)


PARTS = (
    ("level", "code", "parent"),
    ("indicator", "unit"),
    ("baseline", "baseline_year", "milestone", "target", "target_year"),
)


class LogframeEditor(QWidget):
    """The matrix as it is printed, or the same rows as a table for pasting; its logic below."""

    edited = Signal(object)
    kept = Signal(object)
    left = Signal()
    wide = True

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = Grid(question, add=tr("Add a row"))
        self.grid.view.setItemDelegate(LevelCells(self.grid.view))
        self.grid.model.new_row = new_row
        for signal, own in (
            (self.grid.edited, self.edited),
            (self.grid.kept, self.kept),
            (self.grid.left, self.left),
        ):
            signal.connect(own)
        self.matrix = MatrixView(self.grid.model, said(question.label), self)
        self.matrix.left.connect(self.left)
        self.matrix.wanted.connect(self._do)
        self.matrix.opened.connect(self._open)
        self.matrix.selectionModel().currentChanged.connect(lambda *_: self._tell())
        self.details = Details(self.grid.model, PARTS, self)
        self.details.left.connect(self.left)
        self.details.closed.connect(lambda row: self.matrix.place_at(row))
        self._logic = LogicTest()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(self._bar())
        column.addWidget(self.matrix)
        column.addLayout(self._fold())
        column.addWidget(self._wrong())
        column.addWidget(self.details)
        column.addWidget(self.grid)
        column.addLayout(limited(self._logic, LogicTest.most))
        self.setFocusProxy(self.matrix)
        self._turn("matrix")

    def _bar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        for level, words in (("output", tr("Output")), ("activity", tr("Activity"))):
            button = Button(words, icon="plus", size="small")
            button.clicked.connect(lambda _checked=False, which=level: self._insert(which))
            row.addWidget(button)
        button = Button(tr("Indicator"), icon="plus", size="small")
        button.clicked.connect(self._insert_indicator)
        row.addWidget(button)
        row.addStretch(1)
        views = (("matrix", tr("Matrix")), ("table", tr("Table")))
        self._views = Segments(views, "matrix", tr("View"))
        self._views.chosen.connect(self._turn)
        row.addWidget(self._views)
        return row

    def _fold(self) -> QHBoxLayout:
        """The line that opens the activities, what can be done with a row, and the keys."""
        row = QHBoxLayout()
        self._activities = Button(" ", "quiet", "chevron-right", size="small")
        self._activities.clicked.connect(self._unfold)
        row.addWidget(self._activities)
        self._keys = Caption(
            tr("Tab next cell · Enter edit · Ctrl Enter new row · Alt ↑↓ move · Esc close")
        )
        self._keys.setWordWrap(True)
        self._keys.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._keys, 1)
        verbs = (
            ("remove", "trash-2", tr("Delete the row (Ctrl Del)")),
            ("up", "arrow-up", tr("Move the row up (Alt ↑)")),
            ("down", "arrow-down", tr("Move the row down (Alt ↓)")),
        )
        self._own: list[QWidget] = []
        for verb, icon, name in verbs:
            button = Button("", icon=icon, size="small", name=name)
            button.clicked.connect(lambda _checked=False, what=verb: self._do(what))
            row.addWidget(button)
            self._own.append(button)
        return row

    def _wrong(self) -> Wrapped:
        self._note = Wrapped("", "small", "err")
        self._note.hide()
        return self._note

    def _turn(self, view: str) -> None:
        matrix = view == "matrix"
        self._views.show_value(view)
        for widget in (self.matrix, self._activities, self._keys, *self._own):
            widget.setVisible(matrix)
        self.grid.setVisible(not matrix)
        self.setFocusProxy(self.matrix if matrix else self.grid)
        if not matrix and self.details.row >= 0:
            self.details.close_row()

    def _unfold(self) -> None:
        self.matrix.matrix.unfolded = not self.matrix.matrix.unfolded
        self.matrix.matrix.renew()
        self._count()

    def _count(self) -> None:
        n = sum(row.get("level") == "activity" for row in self.grid.model.rows)
        self._activities.say(ntr("Activities ({n})", "Activities ({n})", n))
        unfolded = self.matrix.matrix.unfolded
        self._activities.setIcon(
            icons.icon("chevron-down" if unfolded else "chevron-right", "primary", 14)
        )
        self._activities.setVisible(n > 0 and self._views.value == "matrix")

    # showing

    def display(self, value: Value | None, scene: Scene) -> None:
        self.grid.display(value, scene)
        self._logic.display(value, scene)
        self._count()
        self._tell()

    def _tell(self) -> None:
        index = self.matrix.currentIndex()
        here = index.isValid() and index.row() < len(self.matrix.matrix.places)
        wrong = self.matrix.matrix.wrong(index) if here else ""
        self._note.setText(wrong)
        self._note.setVisible(bool(wrong) and self._views.value == "matrix")

    # verbs

    def _open(self, row: int, column: str) -> None:
        self.details.open_row(row, column)
        QTimer.singleShot(0, self, self._bring_details)

    def _bring_details(self) -> None:
        """Scroll to the parts that were opened, once they are laid out."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self.details, 0, theme.px(20))

    def _current(self) -> int:
        return self.matrix.row() if self._views.value == "matrix" else -1

    def _aim(self) -> None:
        """Tell the table which row is meant."""
        row = self._current()
        if row >= 0:
            self.grid.view.setCurrentIndex(self.grid.model.index(row, 0))

    def _insert(self, level: str) -> None:
        self._aim()
        if level == "activity" and not self.matrix.matrix.unfolded:
            self._unfold()
        insert_level(self.grid, level)
        self._follow()

    def _insert_indicator(self) -> None:
        self._aim()
        insert_indicator(self.grid)
        self._follow()

    def _follow(self) -> None:
        if self._views.value == "matrix":
            self.matrix.place_at(self.grid.view.currentIndex().row())

    def _do(self, verb: str) -> None:
        """A verb of the keyboard or of the bar, on the row the cursor is in."""
        index = self.matrix.currentIndex()
        if verb == "clear":
            if index.isValid() and index.column() in TEXTS:
                self.matrix.matrix.setData(index, "")
            return
        self._aim()
        if verb in ("add", "remove", "up", "down"):
            self.grid.do(verb)
            self._follow()

    def complaints(self) -> tuple[str, ...]:
        return self.grid.complaints()

    def focus_at(self, row: int | None, column: str) -> None:
        if self._views.value == "table":
            self.grid.focus_at(row, column)
            return
        rows = self.grid.model.rows
        if row is None or row >= len(rows):
            self.matrix.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if rows[row].get("level") == "activity" and not self.matrix.matrix.unfolded:
            self._unfold()
        places = [at for at, name in TEXTS.items() if name == column]
        self.matrix.place_at(row, places[0] if places else 2)
        if column and not places:
            self._open(row, column)


def logframe(question: Question, parent: QWidget | None = None) -> LogframeEditor:
    return LogframeEditor(question, parent)
