"""The guide beside the wizard follows the cursor from question to question."""

from __future__ import annotations

from typing import cast

import pytest

from tests.kit.window import settle
from wecoop_desktop.advice.passages import passage
from wecoop_desktop.ui.panels.guidance import GuidancePanel
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.wizard import WizardPresenter
from wecoop_desktop.ui.screens.wizard import WizardScreen
from wecoop_desktop.ui.window import Window


@pytest.fixture
def wizard(window: Window) -> WizardPresenter:
    desk = window.opening.view.desk
    assert desk is not None
    window.activateWindow()
    window.go(Place("wizard", desk.store.proposals()[0].id, "problem"))
    settle()
    presenter = cast(WizardPresenter, window.presenter("wizard"))
    presenter.open_panel("guidance")
    settle()
    return presenter


def _screen(window: Window) -> WizardScreen:
    return window.findChildren(WizardScreen)[-1]


def _panel(window: Window) -> GuidancePanel:
    panel = _screen(window).aside.panel("guidance")
    assert isinstance(panel, GuidancePanel)
    return panel


def test_the_passage_follows_the_cursor_and_the_cursor_stays(
    window: Window, wizard: WizardPresenter
) -> None:
    for path in ("problem.core_problem", "problem.situation", "problem.core_problem"):
        card = _screen(window).questions.cards[path]
        _panel(window)._asked_at(None, card.editor)
        assert _panel(window)._inside == passage(path)
        assert _panel(window)._title.text()
    assert not _panel(window)._text.hasFocus()


def test_what_was_opened_by_hand_stays_while_the_question_is_the_same(
    window: Window, wizard: WizardPresenter
) -> None:
    card = _screen(window).questions.cards["problem.core_problem"]
    _panel(window)._asked_at(None, card.editor)
    _panel(window)._open("B03.3")
    _panel(window)._asked_at(None, card.editor)
    assert _panel(window)._inside == "B03.3"
    _panel(window)._asked_at(None, None)
    assert _panel(window)._inside == "B03.3"


def test_funders_considered_and_cases_of_the_step_are_offered(
    window: Window, wizard: WizardPresenter
) -> None:
    wizard.edit("basic.target_funders", ("ebrd",))
    wizard.show_step("budget")
    settle()
    found = wizard.further()
    assert found.funders
    assert {section.step for section in (*found.funders, *found.cases)} <= {"budget"}
