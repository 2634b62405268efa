"""Risks and stakeholders: field and table select together, and typical risks are taken over."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.kit.sheet import Sheet
from tests.kit.window import settle
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.ui.editors.risks import RiskEditor, StakeholderEditor, waiting
from wecoop_desktop.ui.window import Window

RISKS, MATRIX = "risks.matrix", "stakeholders.matrix"


@pytest.fixture
def sheet(window: Window, qtbot: QtBot) -> Sheet:
    return Sheet(window, qtbot)


def test_arrows_on_the_field_move_the_cursor_of_the_table(sheet: Sheet) -> None:
    sheet.presenter.edit(
        RISKS,
        (
            {"description": Words("Tariff late"), "likelihood": "3", "impact": "5"},
            {"description": Words("No scores yet")},
            {"description": Words("Staff leave"), "likelihood": "2", "impact": "2"},
        ),
    )
    editor = sheet.editor(RISKS)
    assert isinstance(editor, RiskEditor)
    editor.field.setFocus()
    sheet.bot.keyClick(editor.field, Qt.Key.Key_Right)
    assert editor.grid.view.currentIndex().row() == 2
    assert editor.field.hasFocus()
    assert editor.field.accessibleDescription().startswith("R3 Staff leave: Impact 2")
    sheet.bot.keyClick(editor.field, Qt.Key.Key_Left)
    assert editor.grid.view.currentIndex().row() == 0
    sheet.bot.keyClick(editor.field, Qt.Key.Key_Return)
    assert editor.grid.view.hasFocus()
    editor.grid.place_at(2, 1)
    assert editor.field._row == 2


def test_a_typical_risk_is_taken_with_its_measure(sheet: Sheet) -> None:
    sheet.presenter.edit("basic.sectors", ("wastewater",))
    editor = sheet.editor(RISKS)
    editor.picker.open_picker()
    settle()
    assert editor.picker.found()[0].fits
    sheet.bot.keyClicks(editor.picker.search.field, "sludge")
    sheet.bot.keyClick(editor.picker.search.field, Qt.Key.Key_Return)
    sheet.bot.keyClick(editor.picker.list, Qt.Key.Key_Return)
    settle()
    row = sheet.again(RISKS)[0]
    assert row["category"] == "environmental"
    assert row["description"].ru
    assert row["measure"].en.startswith("Sludge")
    assert editor.picker.found()[0].there
    sheet.bot.keyClick(editor.picker.list, Qt.Key.Key_Escape)
    settle()
    assert not editor.picker.isVisible()


def test_who_is_influential_and_against_it_needs_an_action(sheet: Sheet) -> None:
    rows = (
        {"name": Words("Ministry"), "interest": "positive", "influence": "5", "impact": "3"},
        {"name": Words("Industry"), "interest": "mixed", "influence": "4", "impact": "4"},
        {"name": Words("Herders"), "interest": "negative", "influence": "2", "impact": "5"},
    )
    sheet.presenter.edit(MATRIX, rows)
    editor = sheet.editor(MATRIX)
    assert isinstance(editor, StakeholderEditor)
    assert editor._needs.words.endswith(": 2 Industry")
    assert editor.field._signs[1] == ("±", "warn")
    assert waiting(({**rows[1], "action": Words("Contracts")},)) == ()
