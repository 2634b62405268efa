"""Rows of a long result: only those that are looked at are there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from tests.kit.window import settle
from wecoop_desktop.ui.parts.blocks import HELD, SIZE, Blocks
from wecoop_desktop.ui.parts.rows import VALUE, RowDelegate
from wecoop_desktop.ui.parts.seen import SeenRows, SeenView

MILLION = 1_000_000


def _block(number: int, total: int) -> tuple[int, ...]:
    return tuple(range(number * SIZE, min(total, (number + 1) * SIZE)))


def _strict(model: SeenRows[int]) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


@given(st.integers(0, 5_000), st.lists(st.integers(0, 99), max_size=200))
def test_what_is_held_is_right_and_bounded(total: int, asked: list[int]) -> None:
    blocks: Blocks[int] = Blocks(total)
    for number in asked:
        first = number * SIZE
        wanted = blocks.missing(first, first + SIZE)
        blocks = blocks.holding({each: _block(each, total) for each in wanted})
        assert len(blocks.held) <= HELD
        if first < total:
            assert blocks.at(first) == first
            assert not blocks.missing(first, first)
    for row in range(0, total, 7):
        assert blocks.at(row) in (None, row)


def test_the_model_keeps_qts_rules(qtbot: QtBot) -> None:
    model: SeenRows[int] = SeenRows([str, lambda value: str(value * 2)])
    tester = _strict(model)
    blocks: Blocks[int] = Blocks(120)
    assert model.show_rows(blocks, "a")
    assert model.rowCount() == 120
    assert model.index(3, 0).data() is None
    assert not model.show_rows(blocks.holding({0: _block(0, 120), 2: _block(2, 120)}), "a")
    assert model.index(3, 1).data() == "6"
    assert model.index(119, 0).data(VALUE) == 119
    assert model.index(60, 0).data(VALUE) is None
    model.show_columns([str])
    assert model.columnCount() == 1
    assert model.show_rows(Blocks(), "b")
    assert model.rowCount() == 0
    assert tester.model() is model


def test_a_million_rows_are_asked_for_where_they_are_seen(qtbot: QtBot) -> None:
    model: SeenRows[int] = SeenRows([str])
    view = SeenView("Numbers", 30)
    qtbot.addWidget(view)
    delegate = RowDelegate()
    delegate.setParent(view)
    view.setModel(model)
    view.setItemDelegate(delegate)
    view.as_list()
    view.resize(400, 300)
    asked: list[tuple[int, int]] = []
    view.seen.connect(lambda first, last: asked.append((first, last)))
    model.show_rows(Blocks(MILLION), "numbers")
    view.show()
    settle()
    assert asked[-1][0] == 0
    assert 8 <= asked[-1][1] <= 12
    view.choose(MILLION - 1)
    settle()
    assert asked[-1][1] == MILLION - 1
    assert asked[-1][1] - asked[-1][0] <= 12
    view.selectAll()
    assert len(view.selectionModel().selectedRows()) <= 1


def test_fewer_rows_than_there_is_room_for(qtbot: QtBot) -> None:
    model: SeenRows[int] = SeenRows([str])
    view = SeenView("Numbers", 30)
    qtbot.addWidget(view)
    view.setModel(model)
    view.resize(400, 300)
    asked: list[tuple[int, int]] = []
    opened: list[object] = []
    view.seen.connect(lambda first, last: asked.append((first, last)))
    view.opened.connect(opened.append)
    blocks: Blocks[int] = Blocks(2)
    model.show_rows(blocks, "two")
    view.show()
    settle()
    assert asked[-1] == (0, 1)
    view.choose(1)
    view.open_row(1)
    assert not opened  # a row that is not there yet cannot be opened
    model.show_rows(blocks.holding({0: (7, 8)}), "two")
    view.open_row(1)
    assert opened == [8]
