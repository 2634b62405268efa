"""The logical framework: levels in colour, codes made by themselves, rows put where they belong."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from wecoop_desktop.forms.answers import Cell, Row
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.cells import Cells
from wecoop_desktop.ui.editors.grid import Grid
from wecoop_desktop.ui.editors.model import Index, RowsModel
from wecoop_desktop.ui.editors.rows import RowsEditor
from wecoop_desktop.ui.wording import tr

COLOURS = {
    "overall_objective": "climate",
    "specific_objective": "water",
    "output": "biodiversity",
    "activity": "air",
}
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


def logframe(question: Question, parent: QWidget | None = None) -> RowsEditor:
    grid = Grid(question, add=tr("Add a row"))
    grid.view.setItemDelegate(LevelCells(grid.view))
    grid.model.new_row = new_row
    for level, words in (("activity", tr("Activity")), ("output", tr("Output"))):
        button = grid.add_verb(words, "plus")
        button.clicked.connect(lambda _checked=False, which=level: insert_level(grid, which))
    button = grid.add_verb(tr("Indicator"), "plus", 3)
    button.clicked.connect(lambda: insert_indicator(grid))
    return RowsEditor(grid, parent=parent)
