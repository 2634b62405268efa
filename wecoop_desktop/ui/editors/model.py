"""Rows of an answer as a model: what is typed, understood, wrong, pasted and moved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.answers import Cell, Row, Value, Words
from wecoop_desktop.forms.form import Column, Option
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.forms.state import Problem
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.scene import (
    FIGURES,
    MOST_ROWS,
    Scene,
    column_question,
    complaint,
    is_year,
    options,
    problem_sentence,
    read,
    rows_of,
    shown,
    typed,
)
from wecoop_desktop.ui.wording import language, said, tr

Index = QModelIndex | QPersistentModelIndex
NONE = QModelIndex()
KIND = Qt.ItemDataRole.UserRole
OPTIONS = Qt.ItemDataRole.UserRole + 1
FOREIGN = Qt.ItemDataRole.UserRole + 2  # True: the cell shows the other language
WRONG = Qt.ItemDataRole.UserRole + 3
RIGHT = Qt.ItemDataRole.UserRole + 4
Role = Qt.ItemDataRole


class _Seen(NamedTuple):
    """What was shown before."""

    rows: tuple[Row, ...]
    held: Mapping[tuple[int, str], str]
    wrong: Mapping[tuple[int, str], Problem]
    computed: Mapping[str, Sequence[object]]


class RowsModel(QAbstractTableModel):
    """`changed` after each edit; `rows` is the value to hand on, `held` what was not understood."""

    changed = Signal()
    kept = Signal()

    def __init__(self, question: Question, columns: Sequence[Column] | None = None) -> None:
        super().__init__()
        self.question = question
        self.columns = tuple(question.columns if columns is None else columns)
        self.scene: Scene | None = None
        self.rows: tuple[Row, ...] = ()
        self.held: dict[tuple[int, str], str] = {}
        self.computed: Mapping[str, Sequence[object]] = {}
        self.new_row: Callable[[tuple[Row, ...], int], dict[str, Cell]] = lambda _rows, _at: {}
        self._questions = {c.id: column_question(question, c) for c in self.columns}
        self._options: dict[str, tuple[Option, ...]] = {}
        self._wrong: dict[tuple[int, str], Problem] = {}
        self._origins: dict[tuple[int, str], Cell] = {}
        self._news: set[str] = set()
        self._telling = False
        self._told_back: tuple[Value | None, Scene] | None = None

    def _tell(self) -> None:
        """Say what is new, held texts first; answers to it are taken once all is said."""
        news, self._news = self._news, set()
        if not news:
            return
        self._telling, self._told_back = True, None
        if "kept" in news:
            self.kept.emit()
        if "changed" in news:
            self.changed.emit()
        self._telling = False
        if self._told_back is not None:
            self.display(*self._told_back)

    # what is shown

    def display(self, value: Value | None, scene: Scene) -> None:
        """Take an answer; selection and an open cell stay where the number of rows does."""
        if self._telling:  # the half of the news that was told already must not undo the other
            self._told_back = (value, scene)
            return
        rows = rows_of(value)
        if self.scene is None:
            self._options = {c.id: options(scene, c) for c in self.columns}
        turned = self.scene is None or self.scene.writing != scene.writing
        before = _Seen(self.rows, self.held, self._wrong, self.computed)
        self.scene = scene
        self._take_held(scene)
        self._take_problems(scene)
        self.computed = {}
        for column in self.columns:
            found = scene.state.computed.get(f"{self.question.path}[].{column.id}")
            if found is not None and isinstance(found.value, tuple):
                self.computed = {**self.computed, column.id: found.value}
        if len(rows) != len(self.rows):
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
        else:
            self.rows = rows
            self._repaint(None if turned else self._other_than(before))

    def _other_than(self, before: _Seen) -> set[int]:
        """The rows that look another way now: a key press is about one of hundreds."""
        found = {
            at
            for at, (row, other) in enumerate(zip(self.rows, before.rows, strict=True))
            if row is not other
        }
        found |= {row for (row, _), _text in self.held.items() ^ before.held.items()}
        found |= {row for row, _ in self._wrong.keys() ^ before.wrong.keys()}
        for column, cells in self.computed.items():
            others = before.computed.get(column, ())
            if cells != others:
                found |= {at for at, cell in enumerate(cells) if _nth(others, at) != cell}
        return {at for at in found if at < len(self.rows)}

    def _take_held(self, scene: Scene) -> None:
        start = f"{self.question.path}["
        self.held = {}
        for key, text in (scene.held or {}).items():
            if key.startswith(start):
                row, _, column = key[len(start) :].partition("].")
                self.held[int(row), column] = text

    def _take_problems(self, scene: Scene) -> None:
        self._wrong = {}
        for problem in scene.problems:
            if problem.row is not None and problem.level == "error":
                self._wrong.setdefault((problem.row, problem.column), problem)

    def _repaint(self, rows: set[int] | None = None) -> None:
        """All rows, or those between the first and the last of these."""
        if rows is None:
            rows = set(range(len(self.rows)))
        if rows and self.columns:
            last = self.index(max(rows), len(self.columns) - 1)
            self.dataChanged.emit(self.index(min(rows), 0), last)

    def looks(self, row: int) -> tuple[object, ...]:
        """What the words of a row depend on; the same as long as none of it is another."""
        held = {key: text for key, text in self.held.items() if key[0] == row} if self.held else {}
        computed = tuple(_nth(cells, row) for cells in self.computed.values())
        writing = self.scene.writing if self.scene is not None else ""
        return self.rows[row], held, computed, writing

    def rowCount(self, parent: Index = NONE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NONE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if role == Role.DisplayRole else None
        column = self.columns[section]
        if role == Role.DisplayRole:
            unit = f", {said(column.unit_words)}" if column.unit else ""
            return said(column.label) + unit
        if role == Role.ToolTipRole:
            return "\n".join(filter(None, (said(column.label), said(column.help))))
        if role == Role.TextAlignmentRole:
            right = self._right(column)
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        return None

    def _right(self, column: Column) -> bool:
        return column.kind in FIGURES and not self._options.get(column.id)

    def cell(self, row: int, column: str) -> object:
        """A cell's value; computed ones from the state."""
        if column in self.computed and row < len(self.computed[column]):
            return self.computed[column][row]
        return self.rows[row].get(column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.columns[index.column()].kind != "computed":
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = 0) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        column = self.columns[index.column()]
        key = (index.row(), column.id)
        if role in (Role.DisplayRole, Role.EditRole):
            return self._text(key, column, role == Role.EditRole)
        if role == RIGHT:
            return self._right(column)
        if role == KIND:
            return column.kind
        if role == OPTIONS:
            return self._options.get(column.id, ())
        if role == FOREIGN:
            return self._foreign(key)
        if role == WRONG:
            return key in self.held or key in self._wrong
        if role == Role.ToolTipRole:
            return self.message(index.row(), index.column()) or None
        if role == Role.BackgroundRole and (key in self.held or key in self._wrong):
            return theme.colour("errBg")
        return None

    def _text(self, key: tuple[int, str], column: Column, editing: object) -> str:
        if key in self.held:
            return self.held[key]
        writing = self.scene.writing if self.scene else "en"
        value = self.cell(*key)
        if column.kind == "computed" and isinstance(value, Decimal):
            whole = abs(value) >= 1000 or value == value.to_integral_value()
            return language().number(value, 0 if whole else 1)
        if isinstance(value, Decimal) and is_year(column.id):
            return f"{value:f}"
        if editing:
            return typed(value, writing)
        words = shown(value, column.kind, self._options.get(column.id, ()), writing)
        # Funders are known by their acronym; their whole name stands in the list to choose from.
        return words.partition(" – ")[0] if column.list_ref == "funders" else words

    def _foreign(self, key: tuple[int, str]) -> bool:
        value = self.cell(*key)
        if not isinstance(value, Words) or self.scene is None:
            return False
        return not typed(value, self.scene.writing) and bool(value)

    def message(self, row: int, column: int) -> str:
        """What is wrong with a cell, in a sentence."""
        key = (row, self.columns[column].id)
        if key in self.held and self.scene is not None:
            return complaint(self._questions[key[1]], self.held[key], self.scene)
        wrong = self._wrong.get(key)
        return problem_sentence(self.scene.form, wrong) if wrong and self.scene else ""

    def complaints(self) -> tuple[str, ...]:
        found = []
        for row, column in sorted(self.held):
            if self.scene is not None and column in self._questions:
                label = said(self._questions[column].label)
                sentence = complaint(self._questions[column], self.held[row, column], self.scene)
                if sentence:
                    found.append(
                        tr(
                            "Row {row}, {column}: {sentence}",
                            row=row + 1,
                            column=label,
                            sentence=sentence,
                        )
                    )
        return tuple(found)

    def held_texts(self) -> dict[str, str]:
        """For the presenter: `step.field[row].column` to the text."""
        path = self.question.path
        return {f"{path}[{row}].{column}": text for (row, column), text in self.held.items()}

    # changes

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        """Take a typed text; one that is not understood is held and shown as it is."""
        self._put(index.row(), self.columns[index.column()], str(value))
        self.dataChanged.emit(index, index)
        self._tell()
        return True

    def _put(self, row: int, column: Column, text: str) -> None:
        """Put a text into a cell, or hold it; `_tell` says so afterwards."""
        scene = self.scene
        if scene is None or column.kind == "computed":
            return
        key = (row, column.id)
        before = self.rows[row].get(column.id)
        found = self._options.get(column.id, ())
        if column.kind == "choice" or found:
            text = _option(found, text)
        try:
            cell = read(self._questions[column.id], text, scene, before)
        except AppError:
            if self.held.get(key) != text:
                self.held[key] = text
                self._news.add("kept")
            self._take_back(row, column.id)
            return
        if self.held.pop(key, None) is not None:
            self._news.add("kept")
        if cell == before:
            return
        changed = {**self.rows[row]}
        if cell is None:
            changed.pop(column.id, None)
        else:
            changed[column.id] = cell  # type: ignore[assignment]  # one cell of a row
        self.rows = (*self.rows[:row], changed, *self.rows[row + 1 :])
        self._news.add("changed")

    def begin(self, index: Index) -> None:
        """A cell is about to be typed in: what it holds now comes back if that goes wrong."""
        key = (index.row(), self.columns[index.column()].id)
        self._origins = {key: self.rows[key[0]].get(key[1])}

    def _take_back(self, row: int, column: str) -> None:
        """The cell as it was before the typing, not as its first letters were understood."""
        key = (row, column)
        if key not in self._origins or self.rows[row].get(column) == self._origins[key]:
            return
        changed = {**self.rows[row], column: self._origins[key]}
        kept = {name: cell for name, cell in changed.items() if cell is not None}
        self.rows = (*self.rows[:row], kept, *self.rows[row + 1 :])
        self._news.add("changed")

    def put(self, row: int, changes: Mapping[str, Cell]) -> None:
        """Set cells of a row to values."""
        merged = {**self.rows[row], **changes}
        kept = {name: cell for name, cell in merged.items() if cell is not None}
        self.rows = (*self.rows[:row], kept, *self.rows[row + 1 :])
        self._repaint()
        self._news.add("changed")
        self._tell()

    def replace(self, rows: Sequence[Row]) -> None:
        """All rows at once; held texts of cells that went are forgotten."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.held = {key: text for key, text in self.held.items() if key[0] < len(self.rows)}
        self.endResetModel()
        self._news.add("changed")
        self._tell()

    def rearrange(self, rows: Sequence[Row], place: Callable[[int, str], int | None]) -> None:
        """All rows at once; `place(row, column)` says where a cell stands now, None where it is
        gone: texts that were not understood go with their cells."""
        self.beginResetModel()
        self.rows = tuple(rows)
        held = {(place(*key), key[1]): words for key, words in self.held.items()}
        kept = {(at, column): words for (at, column), words in held.items() if at is not None}
        if kept != self.held:
            self.held = kept
            self._news.add("kept")
        self.endResetModel()
        self._news.add("changed")
        self._tell()

    def insert(self, at: int, row: Mapping[str, Cell] | None = None) -> int:
        """A new row at that place; returns where it stands."""
        if len(self.rows) >= MOST_ROWS:
            return len(self.rows) - 1
        at = max(0, min(at, len(self.rows)))
        new = dict(row) if row is not None else self.new_row(self.rows, at)
        self.beginInsertRows(NONE, at, at)
        self.rows = (*self.rows[:at], new, *self.rows[at:])
        self._shift({old: old + (old >= at) for old in range(len(self.rows))})
        self.endInsertRows()
        self._news.add("changed")
        self._tell()
        return at

    def remove(self, rows: Sequence[int]) -> None:
        gone = set(rows)
        if not gone:
            return
        self.beginResetModel()
        stay = [at for at in range(len(self.rows)) if at not in gone]
        self.rows = tuple(self.rows[at] for at in stay)
        self._shift({old: new for new, old in enumerate(stay)})
        self.endResetModel()
        self._news.add("changed")
        self._tell()

    def move(self, row: int, way: int) -> int:
        """Swap a row with its neighbour; returns where it stands then."""
        other = row + way
        if not (0 <= row < len(self.rows) and 0 <= other < len(self.rows)):
            return row
        rows = list(self.rows)
        rows[row], rows[other] = rows[other], rows[row]
        self.rows = tuple(rows)
        self._shift({**{at: at for at in range(len(rows))}, row: other, other: row})
        self._repaint()
        self._news.add("changed")
        self._tell()
        return other

    def _shift(self, places: Mapping[int, int]) -> None:
        before = dict(self.held)
        self.held = {
            (places[row], column): text for (row, column), text in before.items() if row in places
        }
        if self.held != before:
            self._news.add("kept")

    def paste(self, at: int, column: int, table: Sequence[Sequence[str]]) -> None:
        """Cells of a spreadsheet from that place on; missing rows are added."""
        self.beginResetModel()
        for offset, line in enumerate(table):
            row = at + offset
            while row >= len(self.rows):
                self.rows = (*self.rows, self.new_row(self.rows, len(self.rows)))
            for step, text in enumerate(line[: len(self.columns) - column]):
                self._put(row, self.columns[column + step], text)
        self.endResetModel()
        self._news.add("changed")
        self._tell()

    def fill_down(self, rows: Sequence[int], columns: Sequence[int]) -> None:
        """The first of the rows, or the one above a single row, copied into the others."""
        if not rows:
            return
        source, targets = (rows[0], rows[1:]) if len(rows) > 1 else (rows[0] - 1, rows)
        if source < 0:
            return
        changed = list(self.rows)
        for column in (self.columns[at] for at in columns):
            cell = self.rows[source].get(column.id)
            for row in targets:
                changed[row] = {**changed[row]}
                if cell is None:
                    changed[row] = {k: v for k, v in changed[row].items() if k != column.id}
                elif column.kind != "computed":
                    changed[row] = {**changed[row], column.id: cell}
        self.rows = tuple(changed)
        self._repaint()
        self._news.add("changed")
        self._tell()


def _nth(cells: Sequence[object], at: int) -> object:
    return cells[at] if at < len(cells) else None


def _option(found: Sequence[Option], text: str) -> str:
    """The id of an option that was typed or pasted by its words; else the text as it is."""
    wanted = text.strip().casefold()
    for option in found:
        if wanted in (option.id.casefold(), option.label.en.casefold(), option.label.ru.casefold()):
            return option.id
    return text.strip()
