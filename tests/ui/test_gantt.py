"""The schedule as bars: picked, moved by keys and mouse, and what it says about itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.kit.sheet import Sheet
from tests.kit.window import settle
from wecoop_desktop.forms.answers import Row, Value, Words
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.bars import Bars
from wecoop_desktop.ui.editors.gantt import TimelineEditor
from wecoop_desktop.ui.window import Window

ROWS, STONES, SEASONS = "timeline.rows", "timeline.milestones", "timeline.seasons"
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def sheet(window: Window, qtbot: QtBot) -> Sheet:
    return Sheet(window, qtbot)


def row(code: str, start: str, end: str, after: str = "", **more: Any) -> Row:
    cells = {"depends_on": after} if after else {}
    days = {"start": date.fromisoformat(start), "end": date.fromisoformat(end)}
    return {"code": code, "name": Words(f"Step {code}"), **days, **cells, **more}


PLAN: tuple[Row, ...] = (
    row("T1", "2027-01-01", "2027-03-31", kind="study", output="1"),
    row("T2", "2027-04-01", "2027-09-30", "T1", kind="procurement", output="1"),
    row("T3", "2027-10-01", "2028-03-31", "T2", kind="works", output="2"),
)


def editor_of(sheet: Sheet, rows: Value = PLAN) -> TimelineEditor:
    sheet.presenter.edit(ROWS, rows)
    editor = sheet.editor(ROWS)
    assert isinstance(editor, TimelineEditor)
    return editor


def focus(sheet: Sheet, bars: Bars) -> None:
    bars.setFocus()
    settle()


def middle(bars: Bars, at: int) -> QPoint:
    area = bars.area(at)
    assert area is not None
    return bars.flipped(area).center().toPoint()


def test_arrows_go_from_bar_to_bar_and_alt_moves_by_a_month(sheet: Sheet) -> None:
    editor = editor_of(sheet)
    bars = editor.chart.bars
    bars.setFocus()
    bars.pick(0)
    sheet.bot.keyClick(bars, Qt.Key.Key_Down)
    assert editor.grid.view.currentIndex().row() == 1
    assert bars.hasFocus()
    sheet.bot.keyClick(bars, Qt.Key.Key_Right, ALT)
    assert sheet.answer(ROWS)[1]["start"] == date(2027, 5, 1)
    assert sheet.answer(ROWS)[1]["end"] == date(2027, 10, 31)
    sheet.bot.keyClick(bars, Qt.Key.Key_Left, ALT | SHIFT)
    assert sheet.again(ROWS)[1]["start"] == date(2027, 5, 1)
    assert sheet.again(ROWS)[1]["end"] == date(2027, 9, 30)
    assert bars.line is not None
    assert bars.line.code == "T2"
    assert "T2 Step T2: 1 May 2027 – 30 Sept 2027" in bars.accessibleDescription()
    sheet.bot.keyClick(bars, Qt.Key.Key_Return)
    assert editor.grid.view.hasFocus()


def test_the_table_and_the_bars_have_one_cursor(sheet: Sheet) -> None:
    editor = editor_of(sheet)
    editor.grid.place_at(2, 0)
    assert editor.chart.bars.line is not None
    assert editor.chart.bars.line.code == "T3"


def test_bars_stand_under_their_output(sheet: Sheet) -> None:
    names = ({"level": "output", "code": "2", "statement": Words("Plant runs")},)
    sheet.presenter.edit("logframe.matrix", names)
    editor = editor_of(sheet)
    lines = editor.chart.bars.lines
    assert [(line.kind, line.code) for line in lines] == [
        ("group", "1"),
        ("step", "T1"),
        ("step", "T2"),
        ("group", "2"),
        ("step", "T3"),
    ]
    assert lines[3].name == "Plant runs"
    assert (lines[0].start, lines[0].end) == (date(2027, 1, 1), date(2027, 9, 30))


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
def test_a_bar_is_dragged_whole_and_by_its_end(sheet: Sheet, direction: Qt.LayoutDirection) -> None:
    editor = editor_of(sheet)
    bars = editor.chart.bars
    bars.setLayoutDirection(direction)
    bars.zoom("quarters")
    settle()
    scale = bars.scale
    assert scale is not None
    way = -1 if direction == Qt.LayoutDirection.RightToLeft else 1
    quarter = way * round(91.3 * scale.day)
    at = next(n for n, line in enumerate(bars.lines) if line.code == "T2")
    drag(sheet, bars, middle(bars, at), quarter)
    assert sheet.answer(ROWS)[1]["start"] == date(2027, 7, 1)
    assert sheet.answer(ROWS)[1]["end"] == date(2027, 12, 31)
    area = bars.area(at)
    assert area is not None
    seen = bars.flipped(area)
    edge = QPoint(round(seen.left() if way < 0 else seen.right()), round(seen.center().y()))
    drag(sheet, bars, edge, -quarter)
    assert sheet.answer(ROWS)[1]["start"] == date(2027, 7, 1)
    assert sheet.answer(ROWS)[1]["end"] == date(2027, 9, 30)


def drag(sheet: Sheet, bars: Bars, point: QPoint, across: int) -> None:
    view = bars.viewport()
    sheet.bot.mousePress(view, Qt.MouseButton.LeftButton, pos=point)
    sheet.bot.mouseMove(view, point + QPoint(across // 2, 0))
    sheet.bot.mouseMove(view, point + QPoint(across, 0))
    sheet.bot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=point + QPoint(across, 0))
    settle()


def test_a_milestone_moves_in_its_own_answer(sheet: Sheet) -> None:
    sheet.presenter.edit(STONES, ({"name": Words("Plant opens"), "date": date(2028, 3, 31)},))
    editor = editor_of(sheet)
    bars = editor.chart.bars
    bars.setFocus()
    sheet.bot.keyClick(bars, Qt.Key.Key_End)
    assert bars.line is not None
    assert bars.line.kind == "milestone"
    sheet.bot.keyClick(bars, Qt.Key.Key_Right, ALT)
    assert sheet.again(STONES)[0]["date"] == date(2028, 4, 30)
    sheet.presenter.undo()
    assert sheet.answer(STONES)[0]["date"] == date(2028, 3, 31)


def test_circles_are_told_with_their_names_and_nothing_hangs(sheet: Sheet) -> None:
    editor = editor_of(
        sheet,
        (
            row("T1", "2027-01-01", "2027-03-31", "T2"),
            row("T2", "2027-04-01", "2027-09-30", "T1"),
        ),
    )
    assert editor.offers.words[0].startswith("T2 → T1 → T2: these steps wait for each other")
    editor.offers.buttons["show T2"].click()
    index = editor.grid.view.currentIndex()
    assert (index.row(), editor.grid.model.columns[index.column()].id) == (1, "depends_on")


def test_what_is_too_early_is_moved_by_one_press(sheet: Sheet) -> None:
    editor = editor_of(
        sheet,
        (PLAN[0], row("T2", "2027-02-01", "2027-04-30", "T1"), {"name": Words("Without dates")}),
    )
    assert editor.offers.words[0].endswith("ended: T2.")
    editor.offers.buttons["resolve"].click()
    rows = sheet.again(ROWS)
    assert (rows[1]["start"], rows[1]["end"]) == (date(2027, 4, 1), date(2027, 6, 28))
    assert rows[2] == {"name": Words("Without dates")}
    assert "resolve" not in editor.offers.buttons


def test_a_step_is_told_to_wait_and_no_longer(sheet: Sheet) -> None:
    editor = editor_of(sheet)
    editor.chart.bars.setFocus()
    editor.grid.place_at(2, 0)
    pick = editor.chart.follow
    pick.setCurrentIndex(pick.findData("T1"))
    pick.activated.emit(pick.currentIndex())
    assert sheet.answer(ROWS)[2]["depends_on"] == "T2, T1"
    pick.activated.emit(pick.findData("T2"))
    assert sheet.answer(ROWS)[2]["depends_on"] == "T1"


def test_works_in_months_without_works_have_a_proposal(sheet: Sheet) -> None:
    editor = editor_of(sheet)
    assert "seasons" in editor.offers.buttons
    winter = {"reason": "winter", "country": "KG", "first": "11", "last": "3"}
    elsewhere = {"reason": "heating", "country": "UZ", "first": "4", "last": "10"}
    sheet.presenter.edit(SEASONS, (winter, elsewhere))
    settle()
    told = editor.offers.words[0]
    assert "T3 Step T3: 152 days fall into months without works (Winter stop" in told
    editor.offers.buttons["rest 2"].click()
    assert sheet.answer(ROWS)[2]["start"] == date(2027, 10, 1)
    assert sheet.answer(ROWS)[2]["end"] == date(2028, 8, 30)


def test_the_same_as_a_table_of_words(sheet: Sheet) -> None:
    editor = editor_of(sheet)
    editor.chart.views.button("table").click()
    listed = editor.chart.listed
    assert listed.isVisible()
    assert not editor.chart.bars.isVisible()
    listed.selectAll()
    lines = listed.copied().splitlines()
    assert lines[0].split("\t")[:3] == ["Code", "Step", "Start"]
    assert lines[3].split("\t")[6] == "1 Apr 2027"
    assert "on the critical path" in lines[3]


def test_absurd_dates_are_drawn_and_moved_to_no_such_year(sheet: Sheet) -> None:
    editor = editor_of(
        sheet,
        (
            row("T1", "0001-01-01", "0001-02-28"),
            row("T2", "9999-01-01", "9999-12-31", "T1"),
            row("T3", "2027-05-01", "2027-04-01"),
        ),
    )
    bars = editor.chart.bars
    for zoom in ("months", "years", "quarters"):
        bars.zoom(zoom)
        assert not bars.grab().isNull()
    assert [line.wrong for line in bars.lines] == [False, False, True]
    bars.setFocus()
    bars.pick(1)
    sheet.bot.keyClick(bars, Qt.Key.Key_Right, ALT)
    bars.pick(0)
    sheet.bot.keyClick(bars, Qt.Key.Key_Left, ALT)
    bars.pick(2)
    sheet.bot.keyClick(bars, Qt.Key.Key_Right, ALT)
    assert sheet.answer(ROWS)[0]["start"] == date(1, 1, 1)
    assert sheet.answer(ROWS)[1]["end"] == date(9999, 12, 31)
    assert sheet.answer(ROWS)[2]["start"] == date(2027, 5, 1)


def test_two_hundred_rows_scroll_under_a_head_that_stays(sheet: Sheet) -> None:
    rows = tuple(
        row(
            f"T{at}",
            f"20{27 + at // 12}-{at % 12 + 1:02}-01",
            f"20{27 + at // 12}-{at % 12 + 1:02}-28",
        )
        for at in range(200)
    )
    bars = editor_of(sheet, rows).chart.bars
    assert bars.height() < theme.px(600)
    bars.setFocus()
    sheet.bot.keyClick(bars, Qt.Key.Key_End)
    assert bars.line is not None
    assert bars.line.row == 199
    assert 199 in bars.seen()
    assert len(bars.seen()) < 30


def test_nothing_yet_shows_no_chart(sheet: Sheet) -> None:
    editor = sheet.editor(ROWS)
    assert not editor.chart.isVisible()
    assert editor.offers.words == ()
