"""The main path without a mouse: rooms, search, a draft, an answer, checks, export, back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.access.tree import met
from tests.kit.window import settle
from wecoop_desktop.ui.place import HOME
from wecoop_desktop.ui.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier


def _press(
    window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)
    settle()


def _tab_to(window: Window, name: str) -> None:
    for _ in range(200):
        focused = QApplication.focusWidget()
        if focused is not None and name in focused.accessibleName():
            return
        _press(window, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not come to “{name}”")


def test_from_home_to_a_document_without_a_mouse(window: Window) -> None:
    window.go(HOME)
    window.activateWindow()
    settle()
    for at, screen in ((2, "projects"), (3, "guide"), (4, "funders"), (5, "proposals")):
        _press(window, Qt.Key(Qt.Key.Key_0 + at), CTRL)
        assert window.place.screen == screen
    _press(window, Qt.Key.Key_1, CTRL)
    _tab_to(window, "Continue" if window.rail.item("home").text() == "Home" else "Продолжить")
    _press(window, Qt.Key.Key_Space)
    assert window.place.screen == "wizard"
    step = window.presenter("wizard").view.step  # type: ignore[attr-defined]
    window.activateWindow()
    settle()
    _tab_to(window, "")
    _press(window, Qt.Key.Key_PageDown, CTRL)
    assert window.presenter("wizard").view.step != step  # type: ignore[attr-defined]
    _press(window, Qt.Key.Key_E, CTRL)
    assert window.place.screen == "export"
    assert met(window.screen_shown)
