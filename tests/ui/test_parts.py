"""The parts: what they say, by mouse and by keyboard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.check import Check, Radio
from wecoop_desktop.ui.parts.chip import Chip, Status
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.empty import Empty
from wecoop_desktop.ui.parts.labels import Elided, Wrapped
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.ring import Ring
from wecoop_desktop.ui.parts.rows import VALUE, RowDelegate, RowList, Rows, marks
from wecoop_desktop.ui.parts.searchbox import SearchBox
from wecoop_desktop.ui.parts.segments import Segments

LEFT, RIGHT, ENTER = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Return


def test_segments_move_with_the_arrows(qtbot: QtBot) -> None:
    switch = Segments((("list", "List"), ("table", "Table"), ("map", "Map")), "table", "View")
    qtbot.addWidget(switch)
    said: list[str] = []
    switch.chosen.connect(said.append)
    for key in (RIGHT, RIGHT, LEFT):  # the button has the focus, not the row
        QTest.keyClick(switch.button(switch.value), key)
    assert said == ["map", "list", "map"]
    switch.show_value("list")
    assert (switch.value, said) == ("list", ["map", "list", "map"])
    QTest.mouseClick(switch.button("list"), Qt.MouseButton.LeftButton)
    assert said == ["map", "list", "map"]


def test_segments_keep_their_width_whatever_is_chosen(qtbot: QtBot) -> None:
    switch = Segments((("a", "A long word"), ("b", "B")), "a")
    qtbot.addWidget(switch)
    before = switch.sizeHint().width()
    switch.show_value("b")
    assert switch.sizeHint().width() == before


def test_a_search_waits_for_the_last_key(qtbot: QtBot) -> None:
    box = SearchBox("Search projects")
    qtbot.addWidget(box)
    said: list[str] = []
    box.searched.connect(said.append)
    with qtbot.waitSignal(box.searched):
        QTest.keyClicks(box.field, "waste")
    assert said == ["waste"]


def test_enter_searches_at_once(qtbot: QtBot) -> None:
    box = SearchBox("Search projects")
    qtbot.addWidget(box)
    QTest.keyClicks(box.field, "air")
    with qtbot.waitSignals([box.searched, box.entered]):
        QTest.keyClick(box.field, ENTER)
    box.show_text("air")
    assert box.text() == "air"


def test_a_view_does_not_disturb_typing(qtbot: QtBot) -> None:
    box = SearchBox("Search projects")
    qtbot.addWidget(box)
    QTest.keyClicks(box.field, "wat")
    box.show_text("wa")
    assert box.text() == "wat"


def test_a_choice_says_what_the_user_picks_only(qtbot: QtBot) -> None:
    choice = Choice([("", "None"), ("KG", "Kyrgyzstan")], "KG", "Country")
    qtbot.addWidget(choice)
    said: list[str] = []
    choice.chosen.connect(said.append)
    choice.show_value("")
    assert said == []
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert (said, choice.value) == (["KG"], "KG")


@pytest.mark.parametrize("kind", [Check, Radio])
def test_a_tick_by_space_and_by_a_click_on_its_words(
    qtbot: QtBot, kind: type[Check] | type[Radio]
) -> None:
    tick = kind("Only my country")
    qtbot.addWidget(tick)
    tick.resize(tick.sizeHint())
    QTest.mouseClick(tick, Qt.MouseButton.LeftButton, pos=tick.rect().center())
    assert tick.isChecked()
    assert tick.accessibleName() == "Only my country"


def test_messages_and_empty_states_act(qtbot: QtBot) -> None:
    banner = Banner(
        "2 sections came back.", "warn", strong="Repaired.", action="Undo", closable=True
    )
    empty = Empty("layers", "Nothing", "No project fits.", action="Clear", alternative="Guide")
    for widget in (banner, empty):
        qtbot.addWidget(widget)
    with qtbot.waitSignal(banner.acted):
        banner.findChildren(QPushButton)[0].click()
    with qtbot.waitSignal(banner.closed):
        banner.findChildren(QPushButton)[1].click()
    with qtbot.waitSignals([empty.acted, empty.alternative_taken]):
        for button in empty.findChildren(QPushButton):
            button.click()
    assert banner.accessibleName() == "Repaired. 2 sections came back."


def test_a_removable_chip_says_removed(qtbot: QtBot) -> None:
    chip = Chip("Kyrgyzstan", removable=True)
    qtbot.addWidget(chip)
    with qtbot.waitSignal(chip.removed):
        chip.click()


def test_words_are_never_read_as_markup(qtbot: QtBot) -> None:
    words = "a < b & <b>c</b>\nnext"
    label = Wrapped(words)
    qtbot.addWidget(label)
    assert label.words == words
    assert "&lt;b&gt;c&lt;/b&gt;<br>next" in label.text()
    button = Button("Air & water")
    qtbot.addWidget(button)
    assert button.text() == "Air && water"
    assert button.accessibleName() == "Air & water"


def test_what_is_cut_is_in_the_tooltip(qtbot: QtBot) -> None:
    label = Elided("A very long title of a project that does not fit")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.grab()
    assert label.toolTip() == label.text()
    label.resize(900, 20)
    label.grab()
    assert label.toolTip() == ""


@pytest.mark.parametrize("share", [None, 0, 1, 64, 100])
def test_a_ring_says_its_share(qtbot: QtBot, share: int | None) -> None:
    ring = Ring(share)
    qtbot.addWidget(ring)
    assert not ring.grab().isNull()
    assert ring.accessibleName() == ("–" if share is None else f"{share}%")


def test_a_status_is_more_than_colour(qtbot: QtBot) -> None:
    status = Status("Fits", "ok")
    qtbot.addWidget(status)
    assert status.accessibleName() == "Fits"


def test_rows_are_a_sound_model(qapp: QApplication) -> None:
    rows: Rows[str] = Rows(str)
    QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows.replace(["a", "b"])
    rows.extend(["c"])
    rows.extend([])
    assert [rows.index(at, 0).data(VALUE) for at in range(rows.rowCount())] == ["a", "b", "c"]
    rows.replace([])
    assert rows.rowCount() == 0
    assert rows.data(rows.index(0, 0)) is None


def test_a_list_moves_and_opens(qtbot: QtBot) -> None:
    rows: Rows[str] = Rows(str)
    rows.replace(["a", "b", "c"])
    view = RowList(rows, RowDelegate(), "Letters")
    qtbot.addWidget(view)
    view.resize(200, 200)
    view.show()
    moved: list[object] = []
    opened: list[object] = []
    view.moved.connect(moved.append)
    view.opened.connect(opened.append)
    view.choose(0)
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, ENTER)
    view.grab()
    assert (moved, opened) == (["a", "b"], ["b"])


@given(st.text(), st.lists(st.text(max_size=6), max_size=4))
def test_marks_stay_inside_the_text(text: str, words: list[str]) -> None:
    for start, length in marks(text, words):
        assert start >= 0
        assert start + length <= len(text)
        found = text[start : start + length].casefold().replace("ё", "е")
        assert found in {word.casefold().replace("ё", "е") for word in words}


def test_marks_know_no_difference_of_yo() -> None:
    assert marks("Зелёный и зеленый", ["зелёный"]) == ((0, 7), (10, 7))


def test_a_pane_is_cleared_whole(qtbot: QtBot) -> None:
    panel = Panel()
    qtbot.addWidget(panel)
    inner = QVBoxLayout()
    inner.addWidget(QWidget())
    panel.body.addLayout(inner)
    panel.body.addWidget(QWidget())
    clear(panel.body)
    assert panel.body.count() == 0
