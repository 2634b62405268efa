"""Tab comes to everything that takes the focus, once round each screen, and is caught nowhere; it
goes as the eye does."""

from __future__ import annotations

import os
from itertools import pairwise

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.access.tree import met
from tests.kit.places import PLACES
from tests.kit.window import settle
from wecoop_desktop.ui.focus import next_focus, stops
from wecoop_desktop.ui.place import HOME, Place
from wecoop_desktop.ui.screen import Paned
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


# The widgets are the same in both languages; Russian has the longer words, and folds the sooner.
LANGUAGES = ("ru", *(("en",) if os.environ.get("WECOOP_EVERY_LOOK") else ()))


@pytest.mark.parametrize("window", LANGUAGES, indirect=True, scope="module")
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
    assert _jumps(passed) == []
    assert _regions(window, passed) == sorted(set(_regions(window, passed)))


@pytest.mark.parametrize("width", [1366, 900, 640])
@pytest.mark.parametrize("id", ["", "adb-41548-013"])
def test_projects_are_read_by_tab(window: Window, id: str, width: int) -> None:
    """Filters, search, views, results and the project beside them; folded into one column too."""
    before = window.size()
    window.resize(width, before.height())
    try:
        window.go(Place("projects", id))
        settle()
        there = list(stops(window))
        assert _jumps(there) == []
        regions = _regions(window, there)
        assert regions == sorted(set(regions))
        assert len(regions) >= 3
        for forward, order in ((True, there), (False, there[::-1])):
            for widget, following in zip(order, order[1:] + order[:1], strict=True):
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                assert next_focus(window, forward=forward) is following
    finally:
        window.resize(before)
        settle()


def _regions(window: Window, passed: list[QWidget]) -> list[int]:
    """The numbers of rail, top bar and the screen's panes in the order Tab comes through them."""
    screen = window.screen_shown
    panes = [window.rail, *(screen.panes() if isinstance(screen, Paned) else (screen,))]
    numbers: list[int] = []
    for widget in passed:
        for number, pane in enumerate(panes):
            inside = pane is widget or pane.isAncestorOf(widget)
            if inside and (not numbers or numbers[-1] != number):
                numbers.append(number)
    return numbers


def _jumps(passed: list[QWidget]) -> list[str]:
    """Steps of Tab up the screen, or back along the line."""
    told = []
    for one, other in pairwise(passed):
        here, there = _apart(one, other)
        up = there.bottom() <= here.top() + 2 and there.left() < here.right()
        level = there.top() < here.bottom() - 2 and there.bottom() > here.top() + 2
        if up or (level and there.right() <= here.left() + 2):
            told.append(f"{_name(one)} then {_name(other)}")
    return told


def _apart(one: QWidget, other: QWidget) -> tuple[QRect, QRect]:
    """Where both stand, as parts of the innermost widget that holds them: what is scrolled away
    in a pane does not stand below what is under the pane."""
    holders = _holders(one)
    within = next(holder for holder in _holders(other) if holder in holders)
    return _part(within, one), _part(within, other)


def _part(within: QWidget, widget: QWidget) -> QRect:
    branch = next((one for one in _holders(widget) if one.parentWidget() is within), widget)
    return branch.geometry() if branch is not within else QRect()


def _holders(widget: QWidget) -> list[QWidget]:
    """The widget and all that it stands in, from within."""
    line = [widget]
    while (above := line[-1].parentWidget()) is not None:
        line.append(above)
    return line


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
