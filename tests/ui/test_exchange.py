"""Tables out, back and in through the window: seen before anything changes, undone in one step."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from tests.kit.window import settle
from wecoop_desktop.ui.desk import Desk
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.exchange import ExchangePresenter, exchange_place
from wecoop_desktop.ui.screens.exchange import ExchangeScreen
from wecoop_desktop.ui.screens.wizard import WizardScreen
from wecoop_desktop.ui.window import Window

RISKS = "risks.matrix"


class Trial:
    """The screen at one question of the first proposal, with files chosen by hand."""

    def __init__(self, window: Window, folder: Path, question: str) -> None:
        self.window, self.folder = window, folder
        desk = window.opening.view.desk
        assert desk is not None
        self.desk: Desk = desk
        self.id = desk.store.proposals()[0].id
        window.go(exchange_place(self.id, question))
        settle()
        self.presenter = cast(ExchangePresenter, window.presenter("exchange"))
        self.screen = window.findChildren(ExchangeScreen)[-1]

    @property
    def view(self) -> Any:
        return self.presenter.view

    @property
    def answers(self) -> Any:
        return self.desk.store.load(self.id).answers

    def cells(self, row: int) -> list[str]:
        return [cell.text for cell in self.screen.model.lines.rows[row]]

    def open(self, path: Path) -> None:
        self.screen.ask_open = lambda: str(path)
        self.screen.open.click()
        settle()

    def saved(self) -> Path:
        path = self.folder / "tables.xlsx"
        self.screen.ask_save = lambda: str(path.with_suffix(""))
        self.screen.send.click()
        settle()
        return path

    def words(self) -> str:
        from wecoop_desktop.ui.parts.banner import Banner

        return " ".join(b.accessibleName() for b in self.screen.findChildren(Banner))


@pytest.fixture
def trial(window: Window, tmp_path: Path) -> Trial:
    return Trial(window, tmp_path, RISKS)


def edit(path: Path, column: str, row: int, value: object) -> None:
    book = load_workbook(path)
    sheet = book.worksheets[0]
    at = next(cell.column for cell in sheet[2] if cell.value == column)
    sheet.cell(row + 4, at).value = value
    book.save(path)


def old(folder: Path) -> Path:
    book = Workbook()
    for row in (
        ["Risk register"],
        ["Risk description", "Probability", "Impact", "Mitigation", "Checked by"],
        ["Floods cut the road", "Low", "High", "Second access", "Aibek"],
        ["Fees are not raised", "Perhaps", "High", "Covenant", None],
        ["Total", None, None, None, None],
    ):
        book.active.append(row)
    path = folder / "old.xlsx"
    book.save(path)
    return path


def test_out_edited_and_back(trial: Trial) -> None:
    before = trial.answers
    path = trial.saved()
    assert "tables.xlsx" in trial.words()
    edit(path, "measure@en", 1, "Another measure")
    edit(path, "likelihood", 2, "Maybe")
    trial.open(path)
    assert trial.view.mode == "back"
    assert trial.view.count == 1
    assert trial.cells(0)[0] == "Changes"
    assert trial.cells(0)[4] == "Another measure"
    assert trial.cells(0)[5].startswith("Risk matrix!")
    assert "1 could not be read" in trial.screen._counts.text()
    assert trial.answers == before
    trial.screen.apply.click()
    settle()
    assert trial.answers[RISKS][0]["measure"]["en"] == "Another measure"
    assert {p for p in before if before[p] != trial.answers.get(p)} == {RISKS}
    assert trial.desk.store.revisions(trial.id)[0].reason.value == "merging"
    assert "1 change came in" in trial.words()
    trial.presenter.undo()
    assert trial.answers == before


def test_both_changed_and_someone_chooses(trial: Trial) -> None:
    path = trial.saved()
    edit(path, "likelihood", 1, "1 Very low")
    rows: Any = [dict(row) for row in trial.answers[RISKS]]
    rows[0]["likelihood"] = "2"
    trial.desk.store.write(trial.id, RISKS, rows)
    trial.open(path)
    assert trial.view.count == 0
    assert trial.cells(0)[0] == "Both changed"
    assert not trial.screen.apply.isEnabled()
    trial.screen.table.setCurrentIndex(trial.screen.model.index(0, 0))
    trial.screen.side.chosen.emit("theirs")
    settle()
    assert trial.view.count == 1
    trial.screen.apply.click()
    assert trial.answers[RISKS][0]["likelihood"] == "1"


def test_an_old_table_with_columns_and_rows_chosen(trial: Trial) -> None:
    there = len(trial.answers[RISKS])
    trial.open(old(trial.folder))
    assert (trial.view.mode, trial.view.count) == ("old", 2)
    assert [trial.cells(row)[0] for row in range(3)] == ["Comes in", "Comes in", "Total"]
    lines = trial.screen.model.lines.rows
    assert (lines[1][2].tone, lines[1][2].icon) == ("err", "circle-x")
    assert "Perhaps" in lines[1][2].told
    trial.screen.columns[4].chosen.emit("trigger")
    settle()
    assert trial.view.intake.rows[0]["trigger"].en == "Aibek"
    trial.screen.table.setCurrentIndex(trial.screen.model.index(2, 0))
    trial.screen.sort.chosen.emit("row")
    settle()
    assert trial.view.count == 3
    trial.screen.apply.click()
    assert len(trial.answers[RISKS]) == there + 3
    assert trial.answers[RISKS][there]["likelihood"] == "2"


def test_old_rows_in_the_place_of_those_there(trial: Trial) -> None:
    trial.open(old(trial.folder))
    trial.screen.way.chosen.emit("replace")
    trial.screen.apply.click()
    assert len(trial.answers[RISKS]) == 2


def test_a_table_from_the_clipboard_and_cancel(trial: Trial) -> None:
    before = trial.answers
    held = QMimeData()
    held.setHtml(
        "<table><tr><td>Risk</td><td>Impact</td></tr><tr><td>A</td><td>3</td></tr></table>"
    )
    QGuiApplication.clipboard().setMimeData(held)
    trial.screen.paste.click()
    settle()
    assert trial.view.count == 1
    trial.screen.cancel.click()
    assert trial.view.mode == ""
    QGuiApplication.clipboard().setText("only words")
    trial.screen.paste.click()
    settle()
    assert "No table was copied" in trial.words()
    assert trial.answers == before


def test_a_file_that_is_no_table_and_one_that_is_gone(trial: Trial) -> None:
    path = trial.folder / "x.xls"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512)
    trial.open(path)
    assert "save it as .xlsx" in trial.words()
    trial.open(trial.folder / "gone.xlsx")
    assert "gone.xlsx" in trial.words()
    assert trial.screen.open.isEnabled()


def test_changed_meanwhile_nothing_is_taken_in(trial: Trial) -> None:
    trial.open(old(trial.folder))
    trial.desk.store.write(trial.id, "basic.duration_months", "7")
    trial.screen.apply.click()
    settle()
    assert "changed meanwhile" in trial.words()
    assert len(trial.answers[RISKS]) != 2


def test_the_wizard_leads_to_the_tables_of_a_question(window: Window) -> None:
    desk = window.opening.view.desk
    assert desk is not None
    window.go(Place("wizard", desk.store.proposals()[0].id, "risks"))
    settle()
    card = window.findChildren(WizardScreen)[-1].questions.cards[RISKS]
    assert card.exchange.accessibleName() == "This table in Excel or Word …"
    card.exchange.click()
    settle()
    assert (window.place.screen, window.place.part) == ("exchange", RISKS)
    assert window.findChildren(ExchangeScreen)[-1].send.isVisible()


def test_everything_has_a_name_and_display_may_be_called_twice(trial: Trial) -> None:
    trial.open(old(trial.folder))
    trial.screen.display(trial.view)
    for choice in trial.screen.columns.values():
        assert choice.accessibleName()
    model = trial.screen.model
    spoken = model.data(model.index(0, 1), Qt.ItemDataRole.AccessibleTextRole)
    assert str(spoken).startswith("A · Risk description: Floods")
    trial.window.go(Place("proposals"))
    settle()
