"""The parts that filters are made of."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.kit.window import settle
from wecoop_desktop.ui.parts.facet import SHORT, Facet, in_order
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.panes import Panes
from wecoop_desktop.ui.parts.span import Bar, Bars
from wecoop_desktop.ui.parts.tick import Tick, TickRow

BARS = [Bar(year, year, year - 2000) for year in range(2001, 2021)]


def _ticks(*counts: int) -> list[Tick]:
    return [Tick(f"v{at}", f"Value {at}", count, on=False) for at, count in enumerate(counts)]


def _values(facet: Facet) -> list[str]:
    settle()
    return [row.tick.value for row in facet.findChildren(TickRow)]


def _facet(qtbot: QtBot, ticks: list[Tick]) -> Facet:
    facet = Facet("Colour")
    qtbot.addWidget(facet)
    facet.resize(220, 400)
    facet.display(ticks)
    facet.show()
    settle()
    return facet


@given(st.lists(st.tuples(st.integers(0, 50), st.booleans(), st.booleans()), max_size=12))
def test_order_is_own_first_then_frequent_then_unknown(
    given_: list[tuple[int, bool, bool]],
) -> None:
    ticks = [
        Tick(f"v{at}", "", count, False, unknown=unknown, first=first and not unknown)
        for at, (count, unknown, first) in enumerate(given_)
    ]
    ordered = in_order(ticks)
    assert sorted(tick.value for tick in ordered) == sorted(tick.value for tick in ticks)
    keys = [(tick.unknown, not tick.first, -tick.count) for tick in ordered]
    assert keys == sorted(keys)


def test_rows_of_a_group_follow_it_and_open_on_its_arrow(qtbot: QtBot) -> None:
    ticks = in_order(
        [
            Tick("a", "A", 1, False, under="g"),
            Tick("g", "G", 5, False, group=True),
            Tick("h", "H", 9, False, group=True),
            Tick("b", "B", 3, False, under="g"),
        ]
    )
    assert [tick.value for tick in ticks] == ["h", "g", "b", "a"]
    facet = _facet(qtbot, ticks)
    assert _values(facet) == ["h", "g"]
    group = facet.findChildren(TickRow)[1]
    qtbot.mouseClick(group, Qt.MouseButton.LeftButton, pos=group._arrow().center())
    assert _values(facet) == ["h", "g", "b", "a"]
    qtbot.keyClick(facet.findChildren(TickRow)[1], Qt.Key.Key_Left)
    assert _values(facet) == ["h", "g"]


def test_what_is_on_is_always_to_be_seen(qtbot: QtBot) -> None:
    ticks = _ticks(*range(40, 20, -1))
    ticks[19] = Tick("v19", "Value 19", 1, on=False, off=True)
    facet = _facet(qtbot, ticks)
    assert "v19" in _values(facet)
    assert len(_values(facet)) == SHORT


def test_a_folded_filter_shows_what_came_meanwhile_when_it_opens(qtbot: QtBot) -> None:
    facet = _facet(qtbot, _ticks(3, 2, 1))
    facet.display(_ticks(3, 2), opened=False)
    facet.display(_ticks(3, 2), opened=True)
    assert _values(facet) == ["v0", "v1"]


def test_rows_stay_the_same_widgets_and_keep_the_focus(qtbot: QtBot) -> None:
    facet = _facet(qtbot, _ticks(3, 2, 1))
    facet.activateWindow()
    rows = facet.findChildren(TickRow)
    rows[1].setFocus()
    facet.display([*_ticks(3, 2, 1)[1:], _ticks(3)[0]])
    settle()
    assert facet.findChildren(TickRow) == rows
    assert rows[0].hasFocus()
    assert rows[0].tick.value == "v1"


def _bars(qtbot: QtBot) -> tuple[Bars, list[tuple[object, object]]]:
    bars = Bars("Years")
    qtbot.addWidget(bars)
    bars.resize(216, 58)
    bars.display(BARS, None, None)
    bars.show()
    said: list[tuple[object, object]] = []
    bars.chosen.connect(lambda least, most: said.append((least, most)))
    return bars, said


def test_handles_are_dragged_and_never_cross(qtbot: QtBot) -> None:
    bars, said = _bars(qtbot)

    def drag(start: int, end: int) -> None:
        qtbot.mousePress(bars, Qt.MouseButton.LeftButton, pos=QPoint(start, 40))
        qtbot.mouseMove(bars, QPoint(end, 40))
        qtbot.mouseRelease(bars, Qt.MouseButton.LeftButton, pos=QPoint(end, 40))

    drag(8, 58)
    assert said[-1] == (2006, None)
    drag(208, 8)
    assert said[-1] == (2006, 2006)
    drag(8, 208)
    least, most = said[-1]
    assert most == 2006
    assert least == 2006


@given(st.none() | st.integers(2001, 2020), st.none() | st.integers(2001, 2020))
def test_bounds_shown_are_bounds_said(qapp: object, low: int | None, high: int | None) -> None:
    if low is not None and high is not None and low > high:
        low, high = high, low
    bars = Bars("Years")
    bars.display(BARS, low, high)
    least, most = bars.bounds()
    assert least == (None if low in (None, 2001) else low)
    assert most == (None if high in (None, 2020) else high)


def test_chips_go_on_in_the_next_line(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = Flow(6, holder)
    labels = [QLabel("x" * 20) for _ in range(6)]
    for label in labels:
        flow.addWidget(label)
    one = flow.heightForWidth(5_000)
    assert flow.heightForWidth(labels[0].sizeHint().width() + 5) > 5 * one
    holder.resize(2 * labels[0].sizeHint().width() + 20, 400)
    holder.show()
    settle()
    assert labels[0].y() == labels[1].y() < labels[2].y()
    assert labels[0].x() == labels[2].x()
    assert flow.takeAt(9) is None


def test_panes_carry_their_widths_over_and_have_usual_ones(qtbot: QtBot) -> None:
    panes = Panes((100, 300))
    qtbot.addWidget(panes)
    for _ in range(2):
        panes.addWidget(QWidget())
    panes.resize(401, 100)
    panes.show()
    panes.lay()
    usual = panes.sizes()
    panes.setSizes([200, 200])
    kept = panes.keep()
    qtbot.mouseDClick(panes.handle(1), Qt.MouseButton.LeftButton)
    assert panes.sizes() == usual
    panes.recall(kept)
    assert panes.sizes() == [200, 200]
    panes.recall((1.0,))
    assert panes.sizes() == [200, 200]
