"""The monitoring plan: its rows are the indicators of the logframe, linked by code."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wecoop_desktop.forms.answers import Cell, Row, Value, Words
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.chain import code, text
from wecoop_desktop.ui.editors.grid import Grid
from wecoop_desktop.ui.editors.links import LINK, LOGFRAME
from wecoop_desktop.ui.editors.scene import Scene, rows_of
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import Caption, Wrapped
from wecoop_desktop.ui.wording import language, ntr, tr


def measured(rows: Sequence[Row]) -> dict[str, Row]:
    """The logframe's rows with an indicator, by code."""
    return {code(row): row for row in reversed(rows) if code(row) and row.get("indicator")}


def linked(plan: Sequence[Row], results: Sequence[Row]) -> tuple[Row, ...]:
    """The plan with a link wherever a row names an indicator of the logframe in its words, and
    with the name wherever it only has the code."""
    known = measured(results)
    taken = {text(row.get(LINK)) for row in plan}
    found: list[Row] = []
    for row in plan:
        name, link = row.get("indicator"), text(row.get(LINK))
        if not link and isinstance(name, Words) and name:
            same = [c for c, r in known.items() if r["indicator"] == name and c not in taken]
            row = {**row, LINK: same[-1]} if same else row
        elif link in known and not name:
            row = {**row, "indicator": known[link]["indicator"]}
        found.append(row)
    return tuple(found)


def missing(plan: Sequence[Row], results: Sequence[Row]) -> tuple[Row, ...]:
    """New rows for the indicators of the logframe that the plan does not have."""
    there = {text(row.get(LINK)) for row in linked(plan, results)}
    new: list[Row] = []
    for row in results:
        if row.get("indicator") and code(row) and code(row) not in there:
            made: dict[str, Cell] = {LINK: code(row), "indicator": row["indicator"]}
            if row.get("sov"):
                made["method"] = row["sov"]
            new.append(made)
            there.add(code(row))
    return tuple(new)


def gone(plan: Sequence[Row], results: Sequence[Row]) -> tuple[int, ...]:
    """The places of plan rows whose indicator the logframe does not have (any more)."""
    known = measured(results)
    found = []
    for at, row in enumerate(linked(plan, results)):
        if (row.get("indicator") or row.get(LINK)) and text(row.get(LINK)) not in known:
            found.append(at)
    return tuple(found)


class PlanEditor(QWidget):
    edited = Signal(object)
    edited_several = Signal(object)
    kept = Signal(object)
    left = Signal()
    wide = True
    lively = True  # what is missing depends on the logframe

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        self._scene: Scene | None = None
        self.grid = Grid(question, add=tr("Add a row"))
        self.grid.edited.connect(self._say)
        self.grid.kept.connect(self.kept)
        self.grid.left.connect(self.left)
        self._state, self._gone = Caption(""), Wrapped("", "small", "warn")
        self._add = Button(" ", icon="list-checks", size="small")
        self._add.clicked.connect(self.add_missing)
        self._state.setWordWrap(True)
        self._cost = Caption("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self._state)
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.grid)
        column.addWidget(self._gone)
        column.addWidget(self._cost)
        self.setFocusProxy(self.grid)

    def display(self, value: Value | None, scene: Scene) -> None:
        self._scene = scene
        self.grid.display(value, scene)
        self._tell(rows_of(value), rows_of(scene.answers.get(LOGFRAME)))

    def _tell(self, plan: tuple[Row, ...], results: tuple[Row, ...]) -> None:
        total, new, old = len(measured(results)), missing(plan, results), gone(plan, results)
        number = language().number
        self._add.setVisible(bool(new))
        n = len(new)
        self._add.say(ntr("Add {n} missing indicator", "Add {n} missing indicators", n))
        self._state.setText(
            tr(
                "{n} of {total} indicators of the logframe are in the plan",
                n=number(total - n),
                total=number(total),
            )
            if total
            else tr("The logframe has no indicator yet")
        )
        self._state.tone("ok" if total and not new else "muted")
        named = ", ".join(self._name(plan[at], at) for at in old[:6])
        more = f" (+{len(old) - 6})" if len(old) > 6 else ""
        self._gone.setText(tr("Not in the logframe: {rows}", rows=named + more) if old else "")
        self._gone.setVisible(bool(old))
        costs = [row["cost"] for row in plan if isinstance(row.get("cost"), Decimal)]
        whole = sum((cost for cost in costs if isinstance(cost, Decimal)), Decimal(0))
        currency = self._scene.currency if self._scene else ""
        self._cost.setText(
            tr("Cost of monitoring: {sum}", sum=f"{number(whole)} {currency}") if costs else ""
        )

    def _name(self, row: Row, at: int) -> str:
        name, writing = row.get("indicator"), self._scene.writing if self._scene else "en"
        words = name.of(writing) if isinstance(name, Words) else text(row.get(LINK))
        return tr("row {n} ({name})", n=at + 1, name=words[:60])

    def _say(self, _value: object) -> None:
        scene = self._scene
        if scene is not None:
            model = self.grid.model
            model.rows = linked(model.rows, rows_of(scene.answers.get(LOGFRAME)))
        self.edited.emit(self.grid.model.rows or None)

    def add_missing(self) -> None:
        """A row for each indicator of the logframe that has none, as one step of undo."""
        scene = self._scene
        if scene is None:
            return
        results, plan = rows_of(scene.answers.get(LOGFRAME)), self.grid.model.rows
        rows = (*linked(plan, results), *missing(plan, results))
        if rows != plan:
            self.left.emit()
            self.edited_several.emit({self._question.path: rows})
            self.grid.place_at(len(plan), 2)

    def complaints(self) -> tuple[str, ...]:
        return self.grid.complaints()

    def focus_at(self, row: int | None, column: str) -> None:
        self.grid.focus_at(row, column)


def monitoring(question: Question, parent: QWidget | None = None) -> PlanEditor:
    return PlanEditor(question, parent)
