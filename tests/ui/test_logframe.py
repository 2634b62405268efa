"""The logframe by keyboard: matrix, tree and table, and what follows it in other answers."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.kit.sheet import Sheet
from tests.kit.window import settle
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.ui.editors import chain
from wecoop_desktop.ui.editors.logframe import LogframeEditor
from wecoop_desktop.ui.window import Window

PATH = "logframe.matrix"
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def sheet(window: Window, qtbot: QtBot) -> Sheet:
    return Sheet(window, qtbot)


def codes(rows: Any) -> list[str]:
    return [chain.code(row) for row in rows]


def filled(sheet: Sheet) -> LogframeEditor:
    """Two outputs with an activity each, the budget and the monitoring plan naming them."""
    editor = sheet.editor(PATH)
    assert isinstance(editor, LogframeEditor)
    for level in ("overall_objective", "specific_objective", "output", "activity"):
        editor.insert(level)
    for level in ("output", "activity"):
        editor.insert(level)
    for at, words in enumerate(("Lake", "Service", "Plant", "Build", "Bills", "Meter")):
        editor.grid.model.put(at, {"statement": Words(words)})
    for at, words in ((2, "Capacity"), (4, "Bills paid")):
        editor.grid.model.put(at, {"indicator": Words(words)})
    sheet.presenter.edit(
        "budget.lines", ({"code": "1", "activity": "A1.1"}, {"code": "2", "activity": "A2.1, A1.1"})
    )
    sheet.presenter.edit(
        "monitoring.plan",
        (
            {"result_code": "R1", "indicator": Words("Capacity")},
            {"indicator": Words("Bills paid")},
        ),
    )
    sheet.presenter.flush()
    settle()
    return editor


def test_rows_get_codes_and_parents_by_place(sheet: Sheet) -> None:
    editor = filled(sheet)
    rows = sheet.again(PATH)
    assert codes(rows) == ["OO", "SO1", "R1", "A1.1", "R2", "A2.1"]
    assert [row.get("parent", "") for row in rows] == ["", "OO", "SO1", "R1", "SO1", "R2"]
    editor.matrix.place_at(2)
    editor.insert_indicator()
    rows = sheet.again(PATH)
    assert codes(rows)[2:4] == ["R1", "R1b"]
    assert rows[3]["statement"] == Words("Plant")
    assert editor.matrix.rowSpan(2, 1) == 2, "the statement stands once beside both indicators"


def test_an_output_moves_with_all_that_belongs_to_it_and_references_follow(sheet: Sheet) -> None:
    editor = filled(sheet)
    steps = sheet.presenter.view.undo
    editor._place_at(4)
    sheet.bot.keyClick(editor.matrix, Qt.Key.Key_Up, ALT)
    settle()
    rows = sheet.again(PATH)
    assert [row["statement"].en for row in rows][2:] == ["Bills", "Meter", "Plant", "Build"]
    assert codes(rows) == ["OO", "SO1", "R1", "A1.1", "R2", "A2.1"]
    assert [r["activity"] for r in sheet.again("budget.lines")] == ["A2.1", "A1.1, A2.1"]
    assert sheet.again("monitoring.plan")[0]["result_code"] == "R2"
    assert "Budget" in editor._news.words
    assert sheet.presenter.view.undo == steps + 1
    sheet.presenter.undo()
    assert [r["activity"] for r in sheet.again("budget.lines")] == ["A1.1", "A2.1, A1.1"]
    assert sheet.again(PATH)[2]["statement"].en == "Plant"


def test_what_is_deleted_leaves_no_wrong_reference(sheet: Sheet) -> None:
    editor = filled(sheet)
    editor.matrix.place_at(2, 1)
    sheet.bot.keyClick(editor.matrix, Qt.Key.Key_Delete, CTRL)
    settle()
    assert codes(sheet.again(PATH)) == ["OO", "SO1", "R1", "A1.1"]
    lines = sheet.again("budget.lines")
    assert "activity" not in lines[0]
    assert lines[1]["activity"] == "A1.1"
    plan = sheet.again("monitoring.plan")
    assert plan[0] == {"indicator": Words("Capacity")}
    assert "2 rows deleted." in editor._news.words
    sheet.presenter.undo()
    assert len(sheet.again(PATH)) == 6
    assert sheet.again("budget.lines")[0]["activity"] == "A1.1"


def test_the_plan_follows_the_name_of_an_indicator(sheet: Sheet) -> None:
    editor = filled(sheet)
    model = editor.grid.model
    at = [column.id for column in model.columns].index("indicator")
    for row, words in ((2, "Capacity in use"), (4, "Share of bills paid")):
        model.setData(model.index(row, at), words)
    assert [row["indicator"].en for row in sheet.again("monitoring.plan")] == [
        "Capacity in use",
        "Share of bills paid",
    ]


def test_the_tree_shows_links_and_does_the_same(sheet: Sheet) -> None:
    editor = filled(sheet)
    editor._turn("tree")
    settle()
    top = editor.tree.topLevelItem(0)
    assert top is not None
    outputs = top.child(0)
    assert outputs.childCount() == 2
    assert outputs.child(0).child(0).text(3) == "2", "two budget lines name A1.1"
    editor.tree.place_at(4)
    sheet.bot.keyClick(editor.tree, Qt.Key.Key_Up, ALT)
    settle()
    assert sheet.again(PATH)[2]["statement"].en == "Bills"
    assert editor.tree.row() == 2
    sheet.bot.keyClick(editor.tree, Qt.Key.Key_Return)
    settle()
    field = editor.details.focusWidget()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    sheet.bot.keyClicks(field, "Paid bills")
    assert sheet.again(PATH)[2]["statement"].en == "Paid bills"
    sheet.bot.keyClick(field, Qt.Key.Key_Escape)
    settle()
    assert editor.tree.hasFocus()
    sheet.bot.keyClick(editor.tree, Qt.Key.Key_D, CTRL)
    settle()
    assert len(sheet.again(PATH)) == 8


def test_the_table_moves_families_and_takes_a_paste(sheet: Sheet) -> None:
    editor = filled(sheet)
    editor._turn("table")
    settle()
    editor.grid.place_at(4, 0)
    sheet.bot.keyClick(editor.grid.view, Qt.Key.Key_Up, ALT)
    assert [row["statement"].en for row in sheet.again(PATH)][2:4] == ["Bills", "Meter"]
    editor.grid.paste_text("output\tR9\tSO1\tPumps\noutput\tR10\tSO1\tPipes", 6, 0)
    assert codes(sheet.again(PATH))[-2:] == ["R9", "R10"]
    editor._do("number")
    assert codes(sheet.again(PATH))[-2:] == ["R3", "R4"]


def test_a_text_that_was_not_understood_moves_with_its_row(sheet: Sheet) -> None:
    editor = filled(sheet)
    model = editor.grid.model
    at = [column.id for column in model.columns].index("target")
    model.setData(model.index(4, at), "about 5")
    editor._place_at(4)
    sheet.bot.keyClick(editor.matrix, Qt.Key.Key_Up, ALT)
    settle()
    assert model.held == {(2, "target"): "about 5"}
    assert sheet.presenter.view.held == {f"{PATH}[2].target": "about 5"}


def test_levels_are_named_as_the_chosen_funder_names_them(sheet: Sheet) -> None:
    sheet.presenter.edit("basic.target_funders", ("adb", "world_bank"))
    editor = filled(sheet)
    assert editor.matrix.matrix.index(0, 0).data().startswith("Impact the project is aligned with")
    assert "WB: Project development objective (PDO)" in editor.names.called.text()
    editor.names.choose("world_bank")
    assert editor.matrix.matrix.index(2, 0).data().startswith("Intermediate result")
    editor.names.choose("general")
    assert editor.matrix.matrix.index(2, 0).data().startswith("Output")


def test_an_indicator_is_taken_from_the_library_by_keyboard(sheet: Sheet) -> None:
    sheet.presenter.edit("basic.sectors", ("waste",))
    editor = filled(sheet)
    editor.matrix.place_at(2)
    editor.picker.open_picker()
    settle()
    picker = editor.picker
    assert picker.found()[0].fits
    sheet.bot.keyClicks(picker.search.field, "sanitary landfill")
    sheet.bot.keyClick(picker.search.field, Qt.Key.Key_Return)
    settle()
    assert "landfill" in picker.found()[0].title
    sheet.bot.keyClick(picker.list, Qt.Key.Key_Return)
    settle()
    row = sheet.again(PATH)[3]
    assert row["code"] == "R1b"
    assert row["indicator"].en.startswith("Municipal waste disposed")
    assert row["indicator"].ru
    assert row["unit"].en == "t/year"
    assert picker.isVisible()
    assert picker.found()[0].there
    picker.search.field.setText("отходы")
    picker._fill()
    assert picker.found()
    sheet.bot.keyClick(picker.list, Qt.Key.Key_Escape)
    settle()
    assert not picker.isVisible()
    assert editor.matrix.hasFocus()


def test_results_stand_in_one_line_and_open_their_parts(sheet: Sheet) -> None:
    editor = sheet.editor(PATH)
    for level in ("overall_objective", "specific_objective", "output"):
        editor.insert(level)
    editor.insert("activity")
    editor._unfold()
    matrix = editor.matrix.matrix
    assert matrix.rowCount() == 3, "activities are folded"
    editor._unfold()
    assert matrix.rowCount() == 4

    editor.matrix.place_at(2, 2)
    sheet.bot.keyClick(editor.matrix, Qt.Key.Key_Return)
    settle()
    assert editor.details.isVisible()
    field = editor.details.focusWidget()
    assert isinstance(field, QLineEdit)
    sheet.bot.keyClicks(field, "Landfill cells")
    for name, text in (("baseline", "0"), ("target", "2"), ("target_year", "2032")):
        line = editor.details._fields[name]
        line.setFocus()
        sheet.bot.keyClicks(line, text)
    sheet.bot.keyClick(editor.details._fields["target"], Qt.Key.Key_Escape)
    settle()
    assert not editor.details.isVisible()
    assert editor.matrix.hasFocus()
    row = sheet.again(PATH)[2]
    assert (row["indicator"].en, row["target"], row["target_year"]) == ("Landfill cells", 2, 2032)
    assert matrix.index(2, 2).data() == "Landfill cells\n0 → 2 (2032)"


def test_a_cell_is_typed_in_place_and_esc_takes_it_back(sheet: Sheet) -> None:
    editor = sheet.editor(PATH)
    editor.insert("overall_objective")
    for key, kept in ((Qt.Key.Key_Return, "Clean water"), (Qt.Key.Key_Escape, "Clean water")):
        editor.matrix.place_at(0, 1)
        sheet.bot.keyClick(editor.matrix, Qt.Key.Key_F2)
        settle()
        box = editor.matrix.viewport().findChildren(QPlainTextEdit)[-1]
        box.selectAll()
        sheet.bot.keyClicks(box, "Clean water" if key == Qt.Key.Key_Return else "Other words")
        sheet.bot.keyClick(box, key)
        settle()
        assert sheet.again(PATH)[0]["statement"].en == kept


def test_the_logic_test_says_what_is_met_and_what_is_not(sheet: Sheet) -> None:
    editor = sheet.editor(PATH)
    for level in ("overall_objective", "specific_objective"):
        editor.insert(level)
    said = {name: words.words for name, (_icon, words) in editor._logic._lines.items()}
    assert said["R-lf-01"] == "There is one overall objective"
    assert said["R-lf-03"] == "There must be at least two outputs."


def test_a_code_of_ones_own_goes_into_what_named_the_former_one(sheet: Sheet) -> None:
    editor = filled(sheet)
    editor._unfold()
    editor._open(3, "code")
    code = editor.details._fields["code"]
    assert isinstance(code, QLineEdit)
    code.setFocus()
    code.selectAll()
    sheet.bot.keyClicks(code, "Works")
    sheet.bot.keyClick(code, Qt.Key.Key_Escape)
    settle()
    assert [row["activity"] for row in sheet.again("budget.lines")] == ["Works", "A2.1, Works"]
    editor._open(2, "code")
    code.selectAll()
    sheet.bot.keyClicks(code, "First")
    sheet.bot.keyClick(code, Qt.Key.Key_Escape)
    settle()
    assert sheet.again(PATH)[3]["parent"] == "First"
    assert sheet.again("monitoring.plan")[0]["result_code"] == "First"


def test_open_parts_go_with_their_row(sheet: Sheet) -> None:
    editor = filled(sheet)
    editor._place_at(4)
    editor._open(4, "indicator")
    editor._do("up")
    settle()
    assert editor.details.row == 2
    assert "R1" in editor.details.title.text()
    assert editor.details._fields["indicator"].text() == "Bills paid"  # type: ignore[union-attr]
    editor._place_at(2)
    editor._do("remove")
    settle()
    assert not editor.details.isVisible()
    assert len(sheet.again(PATH)) == 4


def test_typing_a_statement_goes_on_beside_several_indicators(sheet: Sheet) -> None:
    editor = filled(sheet)
    editor.matrix.place_at(2)
    editor.insert_indicator()
    editor.matrix.place_at(2, 1)
    sheet.bot.keyClick(editor.matrix, Qt.Key.Key_F2)
    settle()
    box = editor.matrix.viewport().findChildren(QPlainTextEdit)[-1]
    box.selectAll()
    sheet.bot.keyClicks(box, "New")
    settle()
    assert editor.matrix.state() == editor.matrix.State.EditingState
    sheet.bot.keyClicks(box, " plant")
    sheet.bot.keyClick(box, Qt.Key.Key_Return)
    settle()
    rows = sheet.again(PATH)
    assert [row["statement"].en for row in rows[2:4]] == ["New plant", "New plant"]
    assert editor.matrix.rowSpan(2, 1) == 2
