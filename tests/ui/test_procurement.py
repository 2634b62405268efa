"""The procurement plan: packages from budget lines, sums, methods, and the schedule."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from tests.kit.sheet import Sheet
from wecoop_desktop.forms.answers import Row, Words
from wecoop_desktop.ui.editors.procurement import ProcurementEditor
from wecoop_desktop.ui.window import Window

PLAN, LINES, TASKS = "implementation.procurement_plan", "budget.lines", "timeline.rows"
D = Decimal


@pytest.fixture
def sheet(window: Window, qtbot: QtBot) -> Sheet:
    return Sheet(window, qtbot)


def editor_of(sheet: Sheet) -> ProcurementEditor:
    editor = sheet.editor(PLAN)
    assert isinstance(editor, ProcurementEditor)
    return editor


def line(code: str, category: str, amount: str, **more: str) -> Row:
    return {
        "code": code,
        "category": category,
        "description": Words(f"Line {code}"),
        "amount": D(amount),
        **more,
    }


def test_lines_become_packages_once(sheet: Sheet) -> None:
    sheet.presenter.edit(
        LINES,
        (line("1", "works", "500"), line("2", "goods", "90", activity="T2"), line("3", "pmu", "9")),
    )
    sheet.presenter.edit(
        TASKS, ({"code": "T2", "start": date(2027, 1, 1), "end": date(2027, 6, 1)},)
    )
    editor = editor_of(sheet)
    editor.offers.buttons["lines"].click()
    rows = sheet.again(PLAN)
    assert [(row["type"], row["amount"], row["budget_lines"]) for row in rows] == [
        ("works", D(500), "1"),
        ("goods", D(90), "2"),
    ]
    assert rows[1]["task"] == "T2"
    assert "lines" not in editor.offers.buttons


def test_an_estimate_that_is_not_its_lines_is_told(sheet: Sheet) -> None:
    sheet.presenter.edit(LINES, (line("1", "works", "500"), line("2", "works", "300")))
    sheet.presenter.edit(
        PLAN, ({"package": Words("Plant"), "amount": D(700), "budget_lines": "1, 2"},)
    )
    editor = editor_of(sheet)
    assert any("add up to 800 EUR" in words for words in editor.offers.words)
    editor.offers.buttons["sum 0"].click()
    assert sheet.again(PLAN)[0]["amount"] == D(800)
    assert "sum 0" not in editor.offers.buttons


def test_lines_in_another_currency_are_not_added(sheet: Sheet) -> None:
    sheet.presenter.edit(LINES, (line("1", "works", "500", currency="KGS"),))
    sheet.presenter.edit(PLAN, ({"amount": D(7), "budget_lines": "1"},))
    assert "sum 0" not in editor_of(sheet).offers.buttons


def test_methods_and_dates_that_do_not_fit(sheet: Sheet) -> None:
    sheet.presenter.edit("basic.target_funders", ("ebrd",))
    sheet.presenter.edit(
        TASKS, ({"code": "T1", "start": date(2027, 1, 1), "end": date(2027, 6, 1)},)
    )
    sheet.presenter.edit(
        PLAN,
        (
            {"type": "consulting", "method": "icb", "task": "T1", "contract": date(2027, 3, 1)},
            {"type": "works", "method": "icb", "task": "T9"},
            {"type": "goods", "method": "shopping", "task": "T1"},
        ),
    )
    editor = editor_of(sheet)
    told = " ".join(editor.offers.words)
    assert "EBRD" in told
    assert "Package 1: the method does not fit" in told
    assert "but step T1 begins on 1 Jan 2027" in told
    assert "Package 2: the schedule has no step T9" in told
    editor.offers.buttons["end 2"].click()
    assert sheet.again(PLAN)[2]["completion"] == date(2027, 6, 1)


def test_nothing_yet(sheet: Sheet) -> None:
    assert editor_of(sheet).offers.buttons == {}
