"""Tab comes to everything that takes the focus, once round each screen, and is caught nowhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.access.tree import met
from tests.kit.places import PLACES
from tests.kit.window import settle
from wecoop_desktop.ui.place import HOME
from wecoop_desktop.ui.window import Window

MOST = 1500  # presses after which one is caught
# One place for each screen and each kind of editor; all 80 would take minutes.
ROUND = (
    "home",
    "projects",
    "projects-table",
    "projects-map",
    "projects-statistics",
    "project",
    "guide",
    "guide-glossary",
    "guide-quiz",
    "funders",
    "funder",
    "funders-matrix",
    "funders-compare",
    "funders-match",
    "policies-of",
    "proposals",
    "new-problem",
    "wizard-basic",
    "wizard-problem",
    "wizard-logframe",
    "wizard-es-screening",
    "wizard-budget",
    "wizard-timeline",
    "wizard-annexes",
    "export",
    "compare",
    "merge",
    "exchange",
    "workshop",
    "updates",
    "feedback-project",
    "settings",
    "help-keys",
)


def _name(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{widget.accessibleName()}”"


@pytest.mark.parametrize("name", ROUND)
def test_once_round(window: Window, name: str) -> None:
    window.go(PLACES[name](window))
    window.activateWindow()
    settle()
    start = window.rail.item("home")
    start.setFocus(Qt.FocusReason.TabFocusReason)
    # What is shown only once the focus came by is not counted: guidance follows the question.
    there = {one.widget for one in met(window)}
    passed: list[QWidget] = [start]
    for _ in range(MOST):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        QApplication.processEvents()
        focused = QApplication.focusWidget()
        assert focused is not None, f"lost after {_name(passed[-1])}"
        if focused is start:
            break
        passed.append(focused)
    else:
        pytest.fail("caught at " + ", ".join(_name(one) for one in passed[-4:]))
    reached = set(passed)
    left = [
        str(one)
        for one in met(window)
        if one.widget in there
        and one.widget not in reached
        and not any(one.widget.isAncestorOf(other) for other in reached)
    ]
    assert not left, "not reached: " + "; ".join(left)


def test_back_is_the_same_way(window: Window) -> None:
    window.go(HOME)
    window.activateWindow()
    settle()
    start = window.rail.item("home")
    start.setFocus(Qt.FocusReason.TabFocusReason)
    there: list[QWidget] = []
    back: list[QWidget] = []
    for key, way in ((Qt.Key.Key_Tab, there), (Qt.Key.Key_Backtab, back)):
        for _ in range(MOST):
            QTest.keyClick(QApplication.focusWidget() or window, key)
            QApplication.processEvents()
            focused = QApplication.focusWidget()
            assert focused is not None
            if focused is start:
                break
            way.append(focused)
    assert there == back[::-1]
