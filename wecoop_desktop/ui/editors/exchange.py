"""The table of exchange rates: those that are missing can be proposed from published averages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from wecoop_desktop.forms.answers import Cell, Money, Value
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.ui.editors.grid import Grid
from wecoop_desktop.ui.editors.rows import RowsEditor
from wecoop_desktop.ui.editors.scene import Scene, rows_of
from wecoop_desktop.ui.wording import ntr, tr

DIGITS = 6  # of a proposed rate


class ExchangeEditor(RowsEditor):
    """Rates that were typed stay; a proposed one says of which year it is and by whom."""

    lively = True  # amounts anywhere in the answers may need a rate

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        grid = Grid(question)
        super().__init__(grid, parent=parent)
        self.propose = grid.add_verb(tr("Propose yearly averages"), "refresh-cw", 1)
        self.propose.clicked.connect(self._propose)
        self.note = self.add_note()

    def _propose(self) -> None:
        scene = self._scene
        if scene is None:
            return
        rows, added, unknown = proposed(scene)
        lines = []
        if added:
            lines.append(
                ntr(
                    "{n} rate was proposed, an average of a whole year: check it with the "
                    "national bank and give its date.",
                    "{n} rates were proposed, averages of whole years: check them with the "
                    "national bank and give their dates.",
                    added,
                )
            )
            self.edited.emit(rows)
            self.left.emit()
        if unknown:
            names = ", ".join(unknown)
            lines.append(tr("No published average is known here for {names}.", names=names))
        if not lines:
            lines.append(tr("Every currency of this proposal has a rate already."))
        self.note.setText(" ".join(lines))
        self.note.show()


def currencies(answers: Mapping[str, Value], own: str) -> tuple[str, ...]:
    """Currencies of amounts in the answers, but for that of the proposal."""
    found: list[str] = []
    for value in answers.values():
        cells: list[Cell | Value] = [value]
        cells += [cell for row in rows_of(value) for cell in row.values()]
        found += [cell.currency for cell in cells if isinstance(cell, Money)]
    return tuple(code for code in dict.fromkeys(found) if code and code != own)


def proposed(scene: Scene) -> tuple[tuple[Mapping[str, Cell], ...], int, tuple[str, ...]]:
    """Rows with a rate for every currency in use, how many are new, and which are not known."""
    own = scene.currency
    typed = rows_of(scene.answers.get(PATH))
    listed = {str(row.get("currency") or "") for row in typed}
    rows: list[dict[str, Cell]] = [dict(row) for row in typed]
    fresh = [code for code in currencies(scene.answers, own) if code not in listed]
    rows += [{"currency": code} for code in fresh]
    added, unknown = 0, []
    for row in rows:
        code = str(row.get("currency") or "")
        if not code or code == own or isinstance(row.get("rate"), Decimal):
            continue
        table = scene.reference.rates
        found = table.latest(own, code) if table is not None else None
        if found is None:
            unknown.append(code)
            continue
        rate, year, source = found
        row["rate"] = round(rate, max(0, DIGITS - rate.adjusted() - 1))
        row["date"] = date(year, 12, 31)
        own_words = source.of(scene.writing)
        row["source"] = tr("{source}, average of {year}", source=own_words, year=str(year))
        added += 1
    kept = [row for at, row in enumerate(rows) if at < len(typed) or "rate" in row]
    return tuple(kept), added, tuple(unknown)


PATH = "basic.exchange_rates"


def exchange(question: Question, parent: QWidget | None = None) -> ExchangeEditor:
    return ExchangeEditor(question, parent)
