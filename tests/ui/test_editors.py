"""Every kind of question: typed, saved, opened again; and the grids by keyboard and clipboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tests.kit.sheet import Sheet
from tests.kit.window import settle
from wecoop_desktop.forms.answers import Money, Words
from wecoop_desktop.ui.editors.budget import line_amount
from wecoop_desktop.ui.editors.checklist import ChecklistEditor
from wecoop_desktop.ui.editors.choices import ChoiceEditor, SeveralEditor, YesNoEditor
from wecoop_desktop.ui.editors.figures import FigureEditor
from wecoop_desktop.ui.editors.kinds import EDITORS
from wecoop_desktop.ui.editors.lines import lines_of
from wecoop_desktop.ui.editors.lists import RioEditor
from wecoop_desktop.ui.editors.risks import risk_tone
from wecoop_desktop.ui.editors.words import TextEditor
from wecoop_desktop.ui.screens.wizard import WizardScreen
from wecoop_desktop.ui.window import Window

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def sheet(window: Window, qtbot: QtBot) -> Sheet:
    return Sheet(window, qtbot)


def test_every_kind_of_the_form_has_an_editor(sheet: Sheet) -> None:
    form = sheet.desk.library.form()
    assert {q.kind for step in form.steps for q in step.fields} <= set(EDITORS)


def test_text_and_rich_text(sheet: Sheet) -> None:
    for path in ("problem.core_problem", "problem.situation"):
        editor = sheet.editor(path)
        assert isinstance(editor, TextEditor)
        sheet.bot.keyClicks(editor.box, "Smoke and water")
        assert sheet.again(path) == Words(en="Smoke and water")
    assert "3 of 500 words" in sheet.editor("problem.situation")._count.text()


TYPED = {
    "stakeholders.direct_beneficiaries": ("220 000", Decimal(220_000)),
    "stakeholders.women_share": ("51,5", Decimal("51.5")),
    "basic.start_date": ("01.03.2027", date(2027, 3, 1)),
    "basic.total_cost": ("18 000 000.50", Money(Decimal("18000000.50"), "EUR")),
}


def test_figures_dates_and_money(sheet: Sheet) -> None:
    for path, (typed, value) in TYPED.items():
        editor = sheet.editor(path)
        assert isinstance(editor, FigureEditor)
        sheet.bot.keyClicks(editor.line, typed)
        assert sheet.again(path) == value, path


def test_a_figure_that_goes_wrong_keeps_the_answer_from_before(sheet: Sheet) -> None:
    path = "stakeholders.direct_beneficiaries"
    editor = sheet.editor(path)
    sheet.bot.keyClicks(editor.line, "500")
    sheet.editor("stakeholders.women_share")
    editor = sheet.editor(path)
    editor.line.end(False)
    sheet.bot.keyClicks(editor.line, "000x")
    assert sheet.answer(path) == Decimal(500)
    assert editor.line.text() == "500000x"


def test_choices(sheet: Sheet) -> None:
    one = sheet.editor("es_screening.category")
    assert isinstance(one, ChoiceEditor)
    assert one._group is not None
    one._group.buttons()[1].click()
    assert sheet.again("es_screening.category") == "B"
    one._clear.click()
    assert sheet.again("es_screening.category") is None
    several = sheet.editor("problem.barriers")
    assert isinstance(several, SeveralEditor)
    several._boxes["tariff"].click()
    several._boxes["finance"].click()
    assert sheet.again("problem.barriers") == ("tariff", "finance")
    funders = sheet.editor("basic.target_funders")
    assert isinstance(funders, SeveralEditor)
    funders._add("ebrd")
    assert sheet.again("basic.target_funders") == ("ebrd",)


def test_yes_or_no_is_no_answer_until_chosen(sheet: Sheet) -> None:
    form = sheet.desk.library.form()
    path = next(q.path for s in form.steps for q in s.fields if q.kind == "yes_no")
    editor = sheet.editor(path)
    assert isinstance(editor, YesNoEditor)
    editor._switch.button("no").click()
    assert sheet.again(path) is False
    editor._switch.button("").click()
    assert sheet.again(path) is None


def test_a_table_is_filled_by_keyboard(sheet: Sheet) -> None:
    path = "problem.baseline_data"
    grid = sheet.grid(path)
    sheet.bot.keyClick(grid.view, Qt.Key.Key_Return, CTRL)
    sheet.type_cell(grid, 0, "parameter", "Waste")
    sheet.type_cell(grid, 0, "value", "58 000,5")
    sheet.type_cell(grid, 0, "unit", "t")
    assert sheet.again(path)[0]["value"] == Decimal("58000.5")
    assert sheet.again(path)[0]["parameter"] == Words(en="Waste")
    sheet.bot.keyClick(grid.view, Qt.Key.Key_Return, CTRL)
    grid.place_at(1, 1)
    sheet.bot.keyClick(grid.view, Qt.Key.Key_D, CTRL)
    assert sheet.answer(path)[1]["value"] == Decimal("58000.5")
    sheet.type_cell(grid, 1, "parameter", "Dumps")
    sheet.bot.keyClick(grid.view, Qt.Key.Key_Up, ALT)
    assert sheet.answer(path)[0]["parameter"] == Words(en="Dumps")
    sheet.bot.keyClick(grid.view, Qt.Key.Key_Delete, CTRL)
    assert [row["parameter"] for row in sheet.again(path)] == [Words(en="Waste")]


def test_escape_brings_the_cell_back(sheet: Sheet) -> None:
    path = "problem.baseline_data"
    grid = sheet.grid(path)
    sheet.bot.keyClick(grid.view, Qt.Key.Key_Return, CTRL)
    for column, before in (("parameter", "Waste"), ("value", "7")):
        sheet.type_cell(grid, 0, column, before)
        was = sheet.answer(path)
        sheet.bot.keyClick(grid.view, Qt.Key.Key_F2)
        settle()
        cell = sheet.cell_editor(grid)
        sheet.bot.keyClicks(cell, "99")
        sheet.bot.keyClick(cell, Qt.Key.Key_Escape)
        settle()
        assert sheet.answer(path) == was


def test_a_cell_is_on_its_way_to_disk_while_it_is_typed(sheet: Sheet) -> None:
    path = "problem.baseline_data"
    grid = sheet.grid(path)
    sheet.bot.keyClick(grid.view, Qt.Key.Key_Return, CTRL)
    grid.place_at(0, 0)
    sheet.bot.keyClick(grid.view, Qt.Key.Key_F2)
    settle()
    sheet.bot.keyClicks(sheet.cell_editor(grid), "Half")
    assert sheet.again(path)[0]["parameter"] == Words(en="Half")
    settle()
    sheet.bot.keyClicks(sheet.cell_editor(grid), " a word")
    assert sheet.again(path)[0]["parameter"] == Words(en="Half a word")


def test_a_wrong_cell_stays_as_typed_with_a_sentence(sheet: Sheet) -> None:
    path = "problem.baseline_data"
    grid = sheet.grid(path)
    sheet.bot.keyClick(grid.view, Qt.Key.Key_Return, CTRL)
    sheet.type_cell(grid, 0, "value", "1e9999")
    assert grid.model.index(0, 1).data() == "1e9999"
    assert "Row 1" in grid.complaints()[0]
    assert "value" not in (sheet.answer(path) or ({},))[0]
    sheet.editor("policy.ndc_link")
    grid = sheet.grid(path)
    assert grid.model.index(0, 1).data() == "1e9999"
    sheet.type_cell(grid, 0, "value", "12")
    assert not grid.complaints()
    assert sheet.again(path)[0]["value"] == Decimal(12)


def test_paste_from_a_spreadsheet(sheet: Sheet) -> None:
    path = "stakeholders.matrix"
    grid = sheet.grid(path)
    QGuiApplication.clipboard().setText(
        "Municipality\tLocal authority\tOwner\tpositive\t5\n"
        "Residents\tнет такого\tUsers\tMixed\tHigh\n"
    )
    sheet.bot.keyClick(grid.view, Qt.Key.Key_V, CTRL)
    rows = sheet.again(path)
    assert rows[0]["type"] == "local_authority"
    assert rows[0]["influence"] in ("5", Decimal(5))
    assert rows[1]["interest"] == "mixed"
    assert grid.model.index(1, 1).data() == "нет такого"
    assert len(grid.complaints()) == 1


def test_a_megabyte_of_rows_is_refused(sheet: Sheet) -> None:
    path = "problem.baseline_data"
    grid = sheet.grid(path)
    grid.paste_text("a\tb\n" * 300_000, 0, 0)
    grid._tell()
    assert sheet.answer(path) is None
    assert "nothing was pasted" in grid._refusal
    grid.paste_text("\t".join("abcdefgh"), 0, 0)
    assert "8 columns" in grid._refusal


def test_tab_leaves_the_grid_after_the_last_cell(sheet: Sheet) -> None:
    grid = sheet.grid("problem.baseline_data")
    sheet.bot.keyClick(grid.view, Qt.Key.Key_Return, CTRL)
    grid.place_at(0, len(grid.model.columns) - 1)
    sheet.bot.keyClick(grid.view, Qt.Key.Key_Tab)
    assert not grid.view.hasFocus()


def test_budget_and_plan_show_sums_and_the_gap_in_words(sheet: Sheet) -> None:
    grid = sheet.grid("budget.lines")
    sheet.bot.keyClick(grid.view, Qt.Key.Key_Return, CTRL)
    sheet.type_cell(grid, 0, "quantity", "4")
    sheet.type_cell(grid, 0, "unit_price", "95 000")
    assert sheet.again("budget.lines")[0]["amount"] == Decimal(380_000)
    sheet.type_cell(grid, 0, "quantity", "5")
    assert sheet.again("budget.lines")[0]["amount"] == Decimal(475_000)
    editor = sheet.editor("budget.lines")
    assert "475,000" in editor.pictures[0]._total.text()
    plan = sheet.grid("budget.financing")
    sheet.bot.keyClick(plan.view, Qt.Key.Key_Return, CTRL)
    sheet.type_cell(plan, 0, "amount", "400000")
    gap = sheet.editor("budget.financing").pictures[0]
    assert "Short by" in gap._said[1]
    assert "75,000" in gap._said[1]
    sheet.type_cell(plan, 0, "amount", "475000")
    assert gap._said[0] == "ok"
    assert line_amount({"quantity": Decimal(2), "unit_price": Decimal(3)}) == 6


def test_risks_select_together_with_their_field(sheet: Sheet) -> None:
    path = "risks.matrix"
    grid = sheet.grid(path)
    for likelihood, impact in (("4", "5"), ("1", "2")):
        sheet.bot.keyClick(grid.view, Qt.Key.Key_Return, CTRL)
        row = len(grid.model.rows) - 1
        grid.model.setData(grid.model.index(row, 2), likelihood)
        grid.model.setData(grid.model.index(row, 3), impact)
    field = sheet.editor(path).pictures[0]
    settle()
    assert field._pins == {0: (5, 4), 1: (2, 1)}
    field.picked.emit(0)
    assert grid.view.currentIndex().row() == 0
    assert field._row == 0
    assert risk_tone(4, 5) == "err"
    assert len(sheet.again(path)) == 2


def test_timeline_draws_bars_and_the_critical_path(sheet: Sheet) -> None:
    path = "timeline.rows"
    grid = sheet.grid(path)
    ids = [column.id for column in grid.model.columns]
    assert ids[:6] == ["code", "name", "kind", "start", "end", "depends_on"]
    grid.paste_text(
        "T1\tStudy\tstudy\t01.01.2027\t30.06.2027\n"
        "T2\tWorks\tworks\t01.07.2027\t31.12.2028\tT1\n"
        "T3\tTraining\ttraining\t01.07.2027\t01.09.2027\tT1\n",
        0,
        0,
    )
    rows = sheet.again(path)
    steps = lines_of(rows, {}, "en").steps
    assert [step.after for step in steps] == [(), ("T1",), ("T1",)]
    assert [step.code for step in steps if step.critical] == ["T1", "T2"]
    assert sheet.editor(path).pictures[0].isVisible()


def test_location_checks_and_shows_the_place(sheet: Sheet) -> None:
    path = "sites.locations"
    grid = sheet.grid(path)
    grid.paste_text("Karakol\tKG\tIssyk-Kul\t\t42,49\t78.39", 0, 0)
    row = sheet.again(path)[0]
    assert row["country"] == "KG"
    assert row["lat"] == Decimal("42.49")
    assert [pin[:3] for pin in sheet.editor(path).pictures[0]._pins] == [(0, 42.49, 78.39)]
    sheet.type_cell(grid, 0, "lat", "420")
    state = sheet.presenter.view.state
    assert state is not None
    assert grid.complaints() or any((p.path, p.row) == (path, 0) for p in state.problems)


def test_lists_come_from_their_libraries(sheet: Sheet) -> None:
    indicators = sheet.editor("logframe.indicators")
    indicators.picker.open_picker()
    first = indicators.picker.found()[0]
    sheet.bot.keyClick(indicators.picker.list, Qt.Key.Key_Return)
    assert sheet.again("logframe.indicators")[0]["indicator"] == first.option.id
    assert indicators.picker.found()[0].there
    items = sheet.editor("readiness.items")
    items.grid.bar.itemAt(1).widget().click()
    assert len(sheet.again("readiness.items")) == 17
    goals = sheet.grid("basic.sdg")
    sheet.bot.keyClick(goals.view, Qt.Key.Key_Return, CTRL)
    goals.model.setData(goals.model.index(0, 0), "6")
    assert str(sheet.again("basic.sdg")[0]["goal"]) == "6"


def test_rio_markers(sheet: Sheet) -> None:
    rio = sheet.editor("climate.rio")
    assert isinstance(rio, RioEditor)
    pick = rio._picks["adaptation"]
    pick.setCurrentIndex(pick.findData("2"))
    pick.activated.emit(pick.currentIndex())
    sheet.bot.keyClicks(rio._reasons["adaptation"], "Floods")
    row = sheet.again("climate.rio")[0]
    assert row["marker"] == "adaptation"
    assert str(row["score"]) == "2"
    assert row["reason"] == Words(en="Floods")


def test_the_screening_is_answered_with_three_keys(sheet: Sheet) -> None:
    path = "es_screening.checklist"
    editor = sheet.editor(path)
    assert isinstance(editor, ChecklistEditor)
    first, second, third = list(editor._items.values())[:3]
    for item, key in ((first, "n"), (second, "?"), (third, "y")):
        sheet.bot.keyClicks(item, key)
    sheet.bot.keyClicks(third.comment, "Only spoil")
    rows = sheet.again(path)
    assert [row["answer"] for row in rows] == ["no", "unknown", "yes"]
    assert rows[2]["comment"] == Words(en="Only spoil")
    assert "Likely category" in editor._told[0] or editor._banner is not None
    review = sheet.editor("review.quality_questions")
    assert isinstance(review, ChecklistEditor)
    sheet.bot.keyClicks(next(iter(review._items.values())), "y")
    assert sheet.again("review.quality_questions")[0]["answer"] == "yes"


def test_attachments_take_the_name_of_a_file(sheet: Sheet, tmp_path: Path) -> None:
    plan = tmp_path / "plan.pdf"
    plan.write_bytes(b"%PDF-1.7 plan")
    for path in ("annexes.items", "sites.map"):
        sheet.editor(path).attach_files([plan])
        file = sheet.again(path)[0]["file"]
        assert (file.en if isinstance(file, Words) else file) == "plan.pdf"


def test_cash_flow_counts_years_and_shows_what_they_amount_to(sheet: Sheet) -> None:
    path = "economics.flows"
    grid = sheet.grid(path)
    for _ in range(3):
        grid.do("add")
    assert [row["year"] for row in sheet.again(path)] == [Decimal(n) for n in range(3)]
    sheet.type_cell(grid, 0, "capex", "1000")
    outcome = sheet.editor(path).pictures[0]
    assert outcome._chart._years[0][:2] == (0, Decimal(-1000))
    assert outcome._cells


def test_computed_values_say_why_they_are_empty(sheet: Sheet) -> None:
    sheet.editor("budget.lines")
    screen = sheet.window.findChildren(WizardScreen)[-1]
    card, _question = screen.questions.figures["budget.grant_share"]
    figure, why = card._lines["budget.grant_share"]
    assert figure.text() == "–"
    assert "answers it comes from" in why.text()


def test_undo_of_a_table_brings_the_row_back(sheet: Sheet) -> None:
    path = "problem.baseline_data"
    grid = sheet.grid(path)
    grid.paste_text("Waste\t5", 0, 0)
    sheet.presenter.flush()
    sheet.presenter.edit("problem.core_problem", Words(en="In between"))
    sheet.presenter.flush()
    grid.place_at(0, 0)
    grid.do("remove")
    sheet.presenter.flush()
    assert sheet.answer(path) is None
    sheet.presenter.undo()
    settle()
    assert sheet.answer(path)[0]["parameter"] == Words(en="Waste")
    assert grid.model.rowCount() == 1


def test_models_keep_the_rules_of_item_models(sheet: Sheet, qtmodeltester: Any) -> None:
    grid = sheet.grid("problem.baseline_data")
    grid.paste_text("Waste\t5\nDumps\t40", 0, 0)
    check: Callable[[object], None] = qtmodeltester.check
    check(grid.model)
