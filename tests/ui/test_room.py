"""What gives a screen room: parts that fold, and the drawer of the wizard's steps."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.kit.places import PLACES
from tests.kit.window import opened, settle
from wecoop_desktop.base.folders import Home
from wecoop_desktop.ui.parts.check import Check
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.edgebar import EdgeBar
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.fold import Fold
from wecoop_desktop.ui.parts.labels import Wrapped
from wecoop_desktop.ui.parts.panel import Panel
from wecoop_desktop.ui.parts.regions import Regions
from wecoop_desktop.ui.parts.segments import Segments, Switch
from wecoop_desktop.ui.parts.sidepane import SidePane
from wecoop_desktop.ui.parts.tiles import Tiles
from wecoop_desktop.ui.screens.wizard import WizardScreen


def sized(qtbot: QtBot, widget: QWidget, width: int, height: int = 300) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    settle()


def test_a_row_becomes_a_column_and_says_how_high_it_will_be(qtbot: QtBot) -> None:
    row = Fold(300)
    first, second = Wrapped("one"), Wrapped("two")
    row.add(first, 1)
    row.add(second)
    sized(qtbot, row, 400)
    assert (row.is_folded, first.y()) == (False, second.y())
    below = row.heightForWidth(200)  # asked before it has that width
    row.resize(200, 300)
    settle()
    assert row.is_folded
    assert second.y() > first.y()
    assert below == row.heightForWidth(200) > row.heightForWidth(400)


def test_tiles_leave_none_alone(qtbot: QtBot) -> None:
    tiles = Tiles(100, 10)
    labels = [QLabel(str(n)) for n in range(4)]
    for label in labels:
        tiles.add(label)
    sized(qtbot, tiles, 340)  # room for three
    assert [label.y() == labels[0].y() for label in labels] == [True, True, False, False]
    tiles.resize(440, 300)
    settle()
    assert len({label.y() for label in labels}) == 1
    tiles.resize(90, 300)
    settle()
    assert len({label.x() for label in labels}) == 1


def test_what_stands_at_the_side_goes_below_and_keeps_the_focus(qtbot: QtBot) -> None:
    page = SidePane(200, 600)
    check = Check("at the side")
    page.side.addWidget(check)
    sized(qtbot, page, 900)
    page.activateWindow()
    check.setFocus()
    assert page.panes() == (page.main, page.pane)
    page.resize(500, 300)
    settle()
    assert page.panes() == (page.main,)
    assert page.main.isAncestorOf(check)
    assert check.isVisible()
    assert check.hasFocus()
    page.resize(900, 300)
    settle()
    assert page.pane.isAncestorOf(check)
    assert check.isVisible()
    page.show_side(False)
    assert page.panes() == (page.main,)
    assert not check.isVisible()


def test_a_switch_is_a_list_where_it_has_no_room(qtbot: QtBot) -> None:
    switch = Switch((("a", "A long word"), ("b", "Another long word")), "a", "View")
    sized(qtbot, switch, 400, 40)
    said: list[str] = []
    switch.chosen.connect(said.append)
    segments, (choice,) = switch.findChildren(Segments)[0], switch.findChildren(Choice)
    assert segments.isVisible()
    assert not choice.isVisible()
    switch.button("b").click()
    switch.resize(120, 40)
    settle()
    assert choice.isVisible()
    assert not segments.isVisible()
    assert choice.value == switch.value == "b"
    choice.setCurrentIndex(0)
    choice.activated.emit(0)
    assert (said, switch.value) == (["b", "a"], "a")


def test_words_of_a_tick_go_on_in_further_lines(qtbot: QtBot) -> None:
    check = Check("Several words that have no room in one line")
    sized(qtbot, check, 400, 30)
    one = check.heightForWidth(check.sizeHint().width())
    assert check.heightForWidth(check.minimumSizeHint().width()) > 3 * one / 2
    assert check.minimumSizeHint().width() < check.sizeHint().width() // 2


def test_the_last_of_a_line_stands_at_its_end(qtbot: QtBot) -> None:
    holder = QWidget()
    flow = Flow(8)
    holder.setLayout(flow)
    first, last = QLabel("first"), QLabel("last")
    flow.addWidget(first)
    flow.add_last(last)
    flow.setContentsMargins(10, 0, 10, 0)
    sized(qtbot, holder, 300)
    assert (first.x(), last.geometry().right()) == (10, 289)
    holder.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    flow.invalidate()
    settle()
    assert last.x() == 10


def test_a_region_is_laid_once_for_what_it_shows(qtbot: QtBot) -> None:
    regions = Regions()
    made: list[int] = []

    def make() -> QWidget | None:
        made.append(1)
        return QLabel("shown") if len(made) == 1 else None

    holder = regions.add("place")
    sized(qtbot, holder, 100)
    assert regions.lay("place", 1, make)
    assert not regions.lay("place", 1, make)
    assert not holder.isHidden()
    assert regions.lay("place", 2, make)
    assert holder.isHidden()
    assert len(made) == 2


def test_a_bar_at_the_edge_moves_what_it_follows(qtbot: QtBot) -> None:
    outer = QWidget()
    column = QVBoxLayout(outer)
    areas = [Panel(), Panel()]
    for area, high in zip(areas, (2000, 10), strict=True):
        tall = QWidget()
        tall.setMinimumHeight(high)
        area.body.addWidget(tall)
        column.addWidget(area)
    bar = EdgeBar()
    column.addWidget(bar)
    sized(qtbot, outer, 300, 500)
    bar.follow(areas[0])
    bar.setValue(40)
    assert areas[0].verticalScrollBar().value() == 40
    areas[0].verticalScrollBar().setValue(70)
    assert bar.value() == 70
    bar.follow(areas[1])  # all of it is to be seen
    settle()
    assert bar.isHidden()
    assert areas[0].verticalScrollBar().value() == 70


def test_steps_are_a_drawer_where_they_have_no_room(qapp: QApplication, tmp_path: Path) -> None:
    with opened(Home(tmp_path / "wecoop"), "ru", zoom=200, drafts=3) as window:
        window.go(PLACES["wizard-problem"](window))
        settle()
        screen = window.findChildren(WizardScreen)[-1]
        assert not screen.stepper.isVisible()
        assert screen.stepper not in screen.panes()
        button = screen.questions.steps_button
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
        settle()
        assert screen.stepper.isVisible()
        assert screen.stepper.list.hasFocus()
        QTest.keyClick(screen.stepper.list, Qt.Key.Key_Down)
        settle()
        assert (window.place.part, screen.stepper.isVisible()) == ("stakeholders", True)
        QTest.keyClick(screen.stepper.list, Qt.Key.Key_Return)
        settle()
        assert not screen.stepper.isVisible()
        assert screen.questions.steps_button is not None
        assert screen.questions.steps_button.hasFocus()
        screen.questions.steps_button.click()
        settle()
        assert window.close_top() is not False
        assert not screen.stepper.isVisible()
