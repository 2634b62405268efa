"""The logical framework: levels in colour, codes made by themselves, rows put where they belong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QApplication,
    QScrollArea,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from wecoop_desktop.forms.answers import Cell, Row, Value
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.forms.form import Option
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.editors import chain, links
from wecoop_desktop.ui.editors.cells import Cells
from wecoop_desktop.ui.editors.chaintree import ChainTree
from wecoop_desktop.ui.editors.details import Details
from wecoop_desktop.ui.editors.grid import Grid
from wecoop_desktop.ui.editors.levels import LevelNames
from wecoop_desktop.ui.editors.logic import LogicTest
from wecoop_desktop.ui.editors.matrix import COLOURS, INDICATOR, SOURCE, TEXTS, MatrixView
from wecoop_desktop.ui.editors.model import Index, RowsModel
from wecoop_desktop.ui.editors.picker import indicator_cells, indicator_picker
from wecoop_desktop.ui.editors.rows import limited
from wecoop_desktop.ui.editors.scene import MOST_ROWS, Scene, rows_of
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Wrapped
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.wording import ntr, said, tr

MEASURED = (INDICATOR, SOURCE)  # columns of the matrix that belong to an indicator


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


def new_row(rows: Sequence[Row], at: int) -> dict[str, Cell]:
    """A row of the level of the row above, with a code that is free; for rows that are pasted."""
    above = rows[at - 1] if 0 < at <= len(rows) else None
    level = str(above.get("level") or "") if above else "overall_objective"
    if level not in chain.LEVELS:
        return {"level": level} if level else {}
    change = chain.inserted(rows, at - 1, level)
    made = change.rows[change.at]
    return {name: made[name] for name in ("level", "code", "parent") if made.get(name)}


PARTS = (
    ("level", "code", "parent"),
    ("statement",),
    ("indicator", "unit"),
    ("baseline", "baseline_year", "milestone", "target", "target_year"),
    ("sov",),
    ("assumption",),
)


class LogframeEditor(QWidget):
    """The matrix as it is printed, a tree, or the same rows as a table; its logic below.

    What is moved, copied or deleted takes along what belongs to it, and what other answers say of
    it by code follows as one step of undo.
    """

    edited = Signal(object)
    edited_several = Signal(object)
    kept = Signal(object)
    left = Signal()
    wide = True
    lively = True  # what follows the logframe must be what is answered now

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        self._scene: Scene | None = None
        self._change: chain.Change | None = None
        self._former: tuple[Row, ...] = ()
        self._opened = (-1, "")  # the row whose parts are open, and its code before
        self.grid = Grid(question, add=tr("Add a row"))
        self.grid.view.setItemDelegate(LevelCells(self.grid.view))
        self.grid.model.new_row = new_row
        self.grid.takes = self._take
        self.grid.edited.connect(self._say)
        self.grid.kept.connect(self.kept)
        self.grid.left.connect(self.left)
        self.matrix = MatrixView(self.grid.model, said(question.label), self)
        self.tree = ChainTree(self.grid.model, said(question.label), self)
        for view in (self.matrix, self.tree):
            view.left.connect(self.left)
            view.wanted.connect(self._do)
            view.opened.connect(self._open)
        self.matrix.selectionModel().currentChanged.connect(lambda *_: self._tell())
        self.details = Details(self.grid.model, PARTS, self)
        self.details.left.connect(self.left)
        self.details.closed.connect(self._closed)
        self.picker = indicator_picker(self)
        self.picker.taken.connect(self._put_indicator)
        self.picker.closed.connect(lambda: self._place_at(max(0, self._current())))
        self.names = LevelNames(self)
        self.names.chosen.connect(self._show_names)
        self._logic = LogicTest()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(self._bar())
        column.addWidget(self.names)
        column.addWidget(self.matrix)
        column.addWidget(self.tree)
        column.addLayout(self._fold())
        column.addWidget(self._wrong())
        column.addWidget(self.details)
        column.addWidget(self.picker)
        column.addWidget(self.grid)
        column.addLayout(limited(self._logic, LogicTest.most))
        self._turn("matrix")

    def _bar(self) -> Flow:
        row = Flow(6, line=30)
        verbs = (
            ("specific_objective", tr("Objective")),
            ("output", tr("Output")),
            ("activity", tr("Activity")),
        )
        for level, words in verbs:
            button = Button(words, icon="plus", size="small", name=tr("Add: {what}", what=words))
            button.clicked.connect(lambda _checked=False, which=level: self.insert(which))
            row.addWidget(button)
        button = Button(tr("Indicator"), icon="plus", size="small")
        button.clicked.connect(self.insert_indicator)
        row.addWidget(button)
        button = Button(tr("Indicator library"), icon="book-text", size="small")
        button.clicked.connect(self.open_library)
        row.addWidget(button)
        views = (("matrix", tr("Matrix")), ("tree", tr("Tree")), ("table", tr("Table")))
        self._views = Segments(views, "matrix", tr("View"))
        self._views.chosen.connect(self._turn)
        row.addWidget(self._views)
        return row

    def _fold(self) -> QVBoxLayout:
        """The line that opens the activities, what can be done with a row, and the keys."""
        both = QVBoxLayout()
        both.setSpacing(theme.px(3))
        row = Flow(6, line=30)
        self._activities = Button(" ", "quiet", "chevron-right", size="small")
        self._activities.clicked.connect(self._unfold)
        row.addWidget(self._activities)
        self._keys = Wrapped(
            tr("Tab next cell · Enter edit · Ctrl Enter new row · Alt ↑↓ move · Esc close"),
            "small",
            "muted",
        )
        verbs = (
            ("copy", "copy", tr("Copy the result with all below it (Ctrl D)")),
            ("number", "hash", tr("Number all codes by their place")),
            ("remove", "trash-2", tr("Delete the row with all below it (Ctrl Del)")),
            ("up", "arrow-up", tr("Move up with all below it (Alt ↑)")),
            ("down", "arrow-down", tr("Move down with all below it (Alt ↓)")),
        )
        self._own: list[QWidget] = []
        for verb, icon, name in verbs:
            button = Button("", icon=icon, size="small", name=name)
            button.clicked.connect(lambda _checked=False, what=verb: self._do(what))
            row.addWidget(button)
            self._own.append(button)
        both.addLayout(row)
        both.addWidget(self._keys)
        return both

    def _wrong(self) -> QWidget:
        """What is wrong with the cell, and below it what was just done to other answers."""
        both = QWidget(self)
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        self._note, self._news = Wrapped("", "small", "err"), Wrapped("", "small", "info")
        for label in (self._note, self._news):
            column.addWidget(label)
            label.hide()
        return both

    def _turn(self, view: str) -> None:
        self._views.show_value(view)
        if view == "tree" and self._scene is not None:
            self.tree.links = links.counted(self._scene.form, self._scene.answers)
        self.matrix.setVisible(view == "matrix")
        self.tree.setVisible(view == "tree")
        self.grid.setVisible(view == "table")
        for widget in (self._keys, *self._own):
            widget.setVisible(view != "table")
        self._count()
        self.setFocusProxy({"matrix": self.matrix, "tree": self.tree}.get(view, self.grid))
        if view == "table" and self.details.row >= 0:
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
        self._scene = scene
        self._former = rows_of(value)
        self.names.display(scene)
        if self._views.value == "tree":
            self.tree.links = links.counted(scene.form, scene.answers)
        self.grid.display(value, scene)
        self._logic.display(value, scene)
        self.picker.display(scene)
        self._count()
        self._tell()

    def _show_names(self, names: object) -> None:
        if isinstance(names, dict) and names != self.matrix.matrix.names:
            self.matrix.matrix.names = names
            self.matrix.matrix.renew()

    def _tell(self) -> None:
        index = self.matrix.currentIndex()
        here = index.isValid() and index.row() < len(self.matrix.matrix.places)
        wrong = self.matrix.matrix.wrong(index) if here else ""
        self._note.setText(wrong)
        self._note.setVisible(bool(wrong) and self._views.value == "matrix")

    # changes

    def _say(self, _value: object) -> None:
        """Hand the rows on, with every other answer that follows them."""
        scene, model, change = self._scene, self.grid.model, self._change
        self._change = None
        if scene is None:
            self.edited.emit(model.rows or None)
            return
        # Beside what was told last: the answers of the scene may be a letter behind.
        self._former = model.rows = chain.agreeing(model.rows, self._former)
        rows = model.rows or None
        codes, named = (change.codes, change.named) if change else ({}, {})
        others = links.following(scene.form, scene.answers, model.rows, codes, named)
        if others or change is not None:
            self.edited_several.emit({self._question.path: rows, **others})
        else:
            self.edited.emit(rows)
        if change is not None:
            self._tell_news(change, others)

    def _tell_news(self, change: chain.Change, others: Mapping[str, Value]) -> None:
        scene = self._scene
        parts = []
        gone = sum(not code for code in change.codes.values())
        if gone:
            words = ntr("{n} row deleted.", "{n} rows deleted.", gone)
            parts.append(f"{words} " + tr("Ctrl Z brings them back."))
        if others and scene is not None:
            names = ", ".join(said(scene.form.field(path).label) for path in others)
            parts.append(tr("The codes were changed in: {questions}.", questions=names))
        self._news.setText(" ".join(parts))
        self._news.setVisible(bool(parts))

    def _apply(self, change: chain.Change) -> None:
        """Rows in their new order; what was typed before is a step of its own."""
        self.left.emit()
        if self.details.row >= 0:
            before = self._opened[1]
            self.details.follow(change.places.get(self.details.row))
            self._opened = (self.details.row, change.codes.get(before, before))
        self._change = change
        self.grid.model.rearrange(change.rows, change.place)
        self._change = None
        self.left.emit()
        if change.at >= 0 and self.grid.model.rows:
            self._place_at(change.at)

    # verbs

    def _closed(self, row: int) -> None:
        """A code of the user's own making goes into everything that named the former one."""
        at, before = self._opened
        self._opened = (-1, "")
        scene, rows = self._scene, self.grid.model.rows
        if scene is not None and at == row and 0 <= row < len(rows):
            after = chain.code(rows[row])
            taken = [chain.code(other) for other in rows]
            if before and after and before != after and before not in taken:
                codes = {before: after}
                below = tuple(
                    {**other, "parent": after} if other.get("parent") == before else other
                    for other in rows
                )
                others = links.following(scene.form, scene.answers, below, codes, codes)
                if others or below != rows:
                    self.left.emit()
                    self.edited_several.emit({self._question.path: below, **others})
        self._place_at(row)

    def _open(self, row: int, column: str) -> None:
        self._opened = (row, chain.code(self.grid.model.rows[row]))
        self.details.open_row(row, column)
        QTimer.singleShot(0, self, lambda: self._bring(self.details))

    def _bring(self, widget: QWidget) -> None:
        """Scroll to what was opened, once it is laid out."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(widget, 0, theme.px(20))

    def _current(self) -> int:
        """The row of the answer that the cursor is in, -1 where it is in none."""
        view = self._views.value
        if view == "matrix":
            return self.matrix.row()
        return self.tree.row() if view == "tree" else self.grid.view.currentIndex().row()

    def _place_at(self, row: int) -> None:
        view, rows = self._views.value, self.grid.model.rows
        if not 0 <= row < len(rows):
            return
        if view == "matrix":
            if rows[row].get("level") == "activity" and not self.matrix.matrix.unfolded:
                self._unfold()
            column = self.matrix.currentIndex().column()
            self.matrix.place_at(row, column if column > 0 else 1)
        elif view == "tree":
            self.tree.show_rows()
            self.tree.place_at(row, max(0, self.tree.currentColumn()))
        else:
            self.grid.place_at(row, max(0, self.grid.view.currentIndex().column()))

    def _full(self, more: int = 1) -> bool:
        """Whether there is no room for further rows; it is said."""
        if len(self.grid.model.rows) + more <= MOST_ROWS:
            return False
        words = ntr("A table holds at most {n} row.", "A table holds at most {n} rows.", MOST_ROWS)
        self._news.setText(words)
        self._news.show()
        return True

    def insert(self, level: str) -> None:
        """A new result of that level where it belongs, the cursor in its statement."""
        if self._full():
            return
        self._apply(chain.inserted(self.grid.model.rows, self._current(), level))
        if self._views.value == "matrix":
            self.matrix.place_at(self._current(), 1)

    def insert_indicator(self) -> None:
        """A further indicator of the result that the cursor is in."""
        self._put({})

    def open_library(self) -> None:
        """The library of indicators below the matrix."""
        self.picker.open_picker()
        QTimer.singleShot(0, self, lambda: self._bring(self.picker))

    def _put_indicator(self, option: object) -> None:
        scene = self._scene
        if scene is not None and isinstance(option, Option):
            focused = QApplication.focusWidget()
            self._put(indicator_cells(option, scene.form))
            if focused is not None:
                focused.setFocus()  # on with the library

    def _put(self, cells: Mapping[str, Cell]) -> None:
        at = self._current()
        rows = self.grid.model.rows
        if not 0 <= at < len(rows):
            self._news.setText(tr("Choose the result that the indicator belongs to."))
            self._news.show()
            return
        if self._full():
            return
        self._apply(chain.with_indicator(rows, at, cells))
        if self._views.value == "matrix":
            self.matrix.place_at(self._current(), 2)

    def _take(self, verb: str) -> bool:
        """The table's verbs, where they concern more than a row."""
        if verb in ("add", "up", "down"):
            self._do(verb)
            return True
        if verb == "remove":
            cells = self.grid.view.selectionModel().selectedIndexes()
            places = {index.row() for index in cells} or {self.grid.view.currentIndex().row()}
            self._remove({place for place in places if place >= 0})
            return True
        return False

    def _do(self, verb: str) -> None:
        """A verb of the keyboard or of the bar, on the row the cursor is in."""
        rows, at = self.grid.model.rows, self._current()
        index = self.matrix.currentIndex()
        measures = self._views.value == "matrix" and index.column() in MEASURED
        if verb == "clear":
            if index.isValid() and index.column() in TEXTS:
                self.matrix.matrix.setData(index, "")
        elif verb == "number":
            self._apply(chain.arranged(rows))
        elif verb == "add":
            here = str(rows[at].get("level") or "") if 0 <= at < len(rows) else ""
            self.insert(here if here in chain.LEVELS else chain.LEVELS[0])
        elif not 0 <= at < len(rows):
            return
        elif verb in ("up", "down"):
            way = -1 if verb == "up" else 1
            several = chain.indicators(rows, at) > 1
            move = chain.indicator_moved if measures and several else chain.moved
            self._apply(move(rows, at, way))
        elif verb == "remove":
            if measures and chain.indicators(rows, at) > 1:
                self._apply(chain.without_indicator(rows, at))
            else:
                self._remove({at})
        elif verb in ("copy", "fill") and not self._full(len(chain.family(rows, at))):
            self._apply(chain.copied(rows, at))

    def _remove(self, places: set[int]) -> None:
        if places:
            self._apply(chain.removed(self.grid.model.rows, places))

    def complaints(self) -> tuple[str, ...]:
        return self.grid.complaints()

    def focus_at(self, row: int | None, column: str) -> None:
        view, rows = self._views.value, self.grid.model.rows
        if view == "table":
            self.grid.focus_at(row, column)
            return
        if row is None or row >= len(rows):
            (self.matrix if view == "matrix" else self.tree).setFocus(
                Qt.FocusReason.OtherFocusReason
            )
            return
        self._place_at(row)
        places = [at for at, name in TEXTS.items() if name == column]
        if view == "matrix" and places:
            self.matrix.place_at(row, places[0])
        elif column:
            self._open(row, column)


def logframe(question: Question, parent: QWidget | None = None) -> LogframeEditor:
    return LogframeEditor(question, parent)
