"""What has the focus is always to be seen."""

from __future__ import annotations

import gc
import weakref

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.kit.window import settle
from wecoop_desktop.ui.focus import next_focus, stops
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.window import Window

STEPS = 80  # more than once round the screen


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_once_round_the_projects_by_keyboard_nothing_is_out_of_sight(
    window: Window, key: Qt.Key
) -> None:
    window.go(Place("projects"))
    window.activateWindow()
    settle()
    hidden: list[str] = []
    passed: set[int] = set()
    for _ in range(STEPS):
        QTest.keyClick(QApplication.focusWidget() or window, key)
        settle()
        focused = QApplication.focusWidget()
        assert focused is not None
        passed.add(id(focused))
        if focused.visibleRegion().isEmpty():
            hidden.append(focused.accessibleName())
    assert not hidden
    assert len(passed) > STEPS // 2


def test_a_table_that_tab_goes_through_is_gone_with_its_page(qtbot: QtBot) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    below, above, table = QLineEdit(), QLineEdit(), QTableWidget(3, 3)
    for widget in (above, table, below):
        column.addWidget(widget)
    page.show()
    above.setFocus()
    assert list(stops(page)) == [above, table, below]
    assert next_focus(page, forward=True) is table
    assert next_focus(page, forward=False) is below
    del widget
    kept = weakref.ref(table)
    del table, above, below
    page.deleteLater()
    del page
    settle()
    gc.collect()
    assert kept() is None
