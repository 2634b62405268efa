"""The main path without a mouse: search, a project, a proposal from it, its matrix, budget and
screening, which funders fit, the document, and back."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.access.tree import met
from tests.kit.window import settle
from wecoop_desktop.forms.answers import Value
from wecoop_desktop.ui.place import HOME
from wecoop_desktop.ui.presenters.projects import ProjectsPresenter
from wecoop_desktop.ui.presenters.wizard import WizardPresenter
from wecoop_desktop.ui.window import Window
from wecoop_desktop.ui.wording import tr

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
MOST = 250  # presses of Tab within which everything of a screen is reached


def _focused() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None, "nothing has the focus"
    return focused


def _press(key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(_focused(), key, modifier)
    settle()


def _type(words: str) -> None:
    for letter in words:  # the first one may open a field, which the others go to
        QTest.keyClick(_focused(), letter)
    settle()


def _tab_to(name: str, kind: str = "") -> None:
    for _ in range(MOST):
        focused = _focused()
        if name in focused.accessibleName() and kind in ("", type(focused).__name__):
            return
        _press(Key.Key_Tab)
    raise AssertionError(f"Tab does not come to {kind} “{name}”")


def _tab_to_kind(kind: str) -> None:
    _tab_to("", kind)


def _choose(entry: str) -> None:
    """An entry of the menu that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for _ in menu.actions():
        QTest.keyClick(menu, Key.Key_Down)
        if menu.activeAction().text() == entry:
            break
    QTest.keyClick(menu, Key.Key_Return)
    settle()


def _wizard(window: Window) -> WizardPresenter:
    return cast(WizardPresenter, window.presenter("wizard"))


def _step_to(window: Window, step: str, key: Qt.Key) -> None:
    wizard = _wizard(window)
    for _ in range(30):
        if wizard.view.step == step:
            return
        _press(key, CTRL)
    raise AssertionError(f"no way to the step {step}")


def _answer(window: Window, path: str) -> Value | None:
    return _wizard(window).view.answers.get(path)


def _at_home(window: Window) -> None:
    window.go(HOME)
    window.activateWindow()
    settle()


def test_the_rooms_and_a_draft_of_home(window: Window) -> None:
    _at_home(window)
    for at, screen in ((2, "projects"), (3, "guide"), (4, "funders"), (5, "proposals")):
        _press(Key(Key.Key_0 + at), CTRL)
        assert window.place.screen == screen
    _press(Key.Key_1, CTRL)
    _tab_to(tr("Continue “{title}”", title="|").split("|")[0])
    _press(Key.Key_Space)
    assert window.place.screen == "wizard"
    step = _wizard(window).view.step
    _press(Key.Key_PageDown, CTRL)
    assert _wizard(window).view.step != step
    _press(Key.Key_E, CTRL)
    assert window.place.screen == "export"
    assert met(window.screen_shown)
    _press(Key.Key_Left, ALT)
    assert window.place.screen == "wizard"


def test_from_a_search_to_a_document_and_back(window: Window, qtbot: QtBot) -> None:
    _at_home(window)
    _press(Key.Key_2, CTRL)
    _press(Key.Key_F, CTRL)
    projects = cast(ProjectsPresenter, window.presenter("projects"))
    before = projects.view.hits
    _type("osh water")
    qtbot.waitUntil(lambda: projects.view.hits != before)
    for key in (Key.Key_Return, Key.Key_Down, Key.Key_Return):
        _press(key)
    assert window.place.id

    _tab_to(tr("More"), "Button")
    _press(Key.Key_Space)
    _choose(tr("Start a proposal like this one"))
    _tab_to(tr("Open the proposal"))
    _press(Key.Key_Space)
    assert window.place.screen == "wizard"
    proposal = window.place.id
    _tab_to(tr("Level of maturity"))
    for _ in range(2):  # from the idea to the full proposal
        _press(Key.Key_Down)
    _fills_a_matrix_a_budget_and_the_screening(window)

    _press(Key.Key_4, CTRL)
    _tab_to(tr("All funders"))
    for _ in range(6):
        if window.place.part == "match":
            break
        _press(Key.Key_Right)
    assert window.place.part == "match", window.place
    assert met(window.screen_shown)
    _press(Key.Key_5, CTRL)
    assert (window.place.screen, window.place.id) == ("wizard", proposal)
    _press(Key.Key_E, CTRL)
    assert (window.place.screen, window.place.id) == ("export", proposal)
    _tab_to("PDF")
    _press(Key.Key_Left, ALT)
    assert (window.place.screen, window.place.id) == ("wizard", proposal)


def _fills_a_matrix_a_budget_and_the_screening(window: Window) -> None:
    _step_to(window, "logframe", Key.Key_PageDown)
    _tab_to_kind("MatrixView")
    _press(Key.Key_Return)  # the first row
    _type("Safe water")
    _press(Key.Key_Return)
    assert "Safe water" in str(_answer(window, "logframe.matrix"))

    _step_to(window, "budget", Key.Key_PageDown)
    _tab_to_kind("GridView")
    _press(Key.Key_Return)
    for _ in range(2):  # number, category, description
        _press(Key.Key_Right)
    _type("Pipes")
    _press(Key.Key_Return)
    assert "Pipes" in str(_answer(window, "budget.lines"))
    _press(Key.Key_Tab, CTRL)

    _step_to(window, "es_screening", Key.Key_PageUp)
    _tab_to_kind("Item")
    before = _answer(window, "es_screening.checklist")
    _press(Key.Key_Y)
    assert _answer(window, "es_screening.checklist") != before
