"""The monitoring plan tied to the logframe, and options compared beside each other."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.kit.sheet import Sheet
from tests.kit.window import settle
from wecoop_desktop.forms.answers import Money, Words
from wecoop_desktop.ui.editors import comparison, monitoring
from wecoop_desktop.ui.editors.comparison import ComparisonEditor
from wecoop_desktop.ui.editors.monitoring import PlanEditor
from wecoop_desktop.ui.window import Window

PLAN, OPTIONS = "monitoring.plan", "solution.options"
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
RESULTS = (
    {"level": "output", "code": "R1", "indicator": Words("Capacity"), "sov": Words("Acts")},
    {"level": "output", "code": "R1b", "indicator": Words("Length")},
    {"level": "output", "code": "R2", "indicator": Words("Bills")},
    {"level": "activity", "code": "A1.1"},
)


@pytest.fixture
def sheet(window: Window, qtbot: QtBot) -> Sheet:
    return Sheet(window, qtbot)


def test_all_missing_indicators_come_in_one_step(sheet: Sheet) -> None:
    sheet.presenter.edit("logframe.matrix", RESULTS)
    sheet.presenter.edit(PLAN, ({"indicator": Words("Bills"), "cost": Decimal(500)},))
    editor = sheet.editor(PLAN)
    assert isinstance(editor, PlanEditor)
    assert "1 of 3 indicators" in editor._state.text()
    assert "Add 2 missing indicators" in editor._add.text()
    assert "500" in editor._cost.text()
    editor._add.click()
    settle()
    rows = sheet.again(PLAN)
    assert [row["result_code"] for row in rows] == ["R2", "R1", "R1b"]
    assert rows[1]["method"] == Words("Acts")
    assert not editor._add.isVisible()
    sheet.presenter.undo()
    settle()
    assert len(sheet.again(PLAN)) == 1
    assert editor._add.isVisible()


def test_indicators_that_are_gone_are_named_and_stay(sheet: Sheet) -> None:
    sheet.presenter.edit("logframe.matrix", RESULTS)
    sheet.presenter.edit(
        PLAN,
        (
            {"result_code": "R9", "indicator": Words("Noise")},
            {"result_code": "R1", "indicator": Words("Capacity")},
        ),
    )
    editor = sheet.editor(PLAN)
    assert "row 1 (Noise)" in editor._gone.words
    assert len(sheet.again(PLAN)) == 2


def test_a_code_brings_the_name_of_its_indicator(sheet: Sheet) -> None:
    sheet.presenter.edit("logframe.matrix", RESULTS)
    editor = sheet.editor(PLAN)
    sheet.bot.keyClick(editor.grid.view, Qt.Key.Key_Return, CTRL)
    model = editor.grid.model
    model.setData(model.index(0, 0), "R2")
    assert sheet.again(PLAN)[0]["indicator"] == Words("Bills")
    assert monitoring.missing((), RESULTS)[0]["result_code"] == "R1"
    assert monitoring.gone(({"cost": Decimal(1)},), RESULTS) == ()


def options_of(sheet: Sheet) -> ComparisonEditor:
    sheet.presenter.edit(
        OPTIONS,
        (
            {"code": "V0", "description": Words("Without"), "capex": Money(Decimal(0), "EUR")},
            {
                "code": "V1",
                "capex": Money(Decimal(9), "EUR"),
                "npc_unit": Decimal("0.4"),
                "score": Decimal(3),
            },
            {
                "code": "V2",
                "capex": Money(Decimal(7), "EUR"),
                "npc_unit": Decimal("0.6"),
                "score": Decimal(5),
                "chosen": True,
            },
        ),
    )
    editor = sheet.editor(OPTIONS)
    assert isinstance(editor, ComparisonEditor)
    return editor


def test_options_stand_beside_each_other_and_the_best_is_marked(sheet: Sheet) -> None:
    editor = options_of(sheet)
    turned = editor.view.turned
    assert (turned.rowCount(), turned.columnCount()) == (9, 3)
    ids = [column.id for column in editor.grid.model.columns]
    rows = editor.grid.model.rows
    assert comparison.best(rows, "capex") == {0}
    assert comparison.best(rows, "npc_unit") == {1}
    assert comparison.best(rows, "score") == {2}
    assert not comparison.best(rows, "description")
    assert turned.index(ids.index("score"), 2).data(comparison.Extra)
    mixed = ({"capex": Money(Decimal(1), "EUR")}, {"capex": Money(Decimal(2), "USD")})
    assert not comparison.best(mixed, "capex"), "two currencies are not compared"


def test_an_option_is_typed_chosen_moved_and_added_by_keyboard(sheet: Sheet) -> None:
    editor = options_of(sheet)
    ids = [column.id for column in editor.grid.model.columns]
    editor.focus_at(1, "description")
    sheet.bot.keyClick(editor.view, Qt.Key.Key_F2)
    settle()
    box = editor.view.viewport().findChildren(QPlainTextEdit)[-1]
    sheet.bot.keyClicks(box, "Lagoons")
    sheet.bot.keyClick(box, Qt.Key.Key_Return)
    assert sheet.again(OPTIONS)[1]["description"] == Words("Lagoons")
    editor.focus_at(1, "chosen")
    sheet.bot.keyClick(editor.view, Qt.Key.Key_Return)
    settle()
    assert [row.get("chosen") for row in sheet.again(OPTIONS)] == [None, True, False]
    sheet.bot.keyClick(editor.view, Qt.Key.Key_Left, ALT)
    settle()
    assert [row["code"] for row in sheet.again(OPTIONS)] == ["V1", "V0", "V2"]
    assert editor.view.currentIndex().column() == 0
    sheet.bot.keyClick(editor.view, Qt.Key.Key_Return, CTRL)
    settle()
    assert [row["code"] for row in sheet.again(OPTIONS)] == ["V1", "V3", "V0", "V2"]
    sheet.bot.keyClick(editor.view, Qt.Key.Key_Delete, CTRL)
    settle()
    assert len(sheet.again(OPTIONS)) == 3
    editor.focus_at(0, "score")
    sheet.bot.keyClicks(editor.view, "4")
    settle()
    line = editor.view.viewport().findChildren(QLineEdit)[-1]
    sheet.bot.keyClick(line, Qt.Key.Key_Return)
    assert sheet.again(OPTIONS)[0]["score"] == Decimal(4)
    assert ids[-1] == "chosen"
