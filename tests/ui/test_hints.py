"""Hints about texts beside the wizard: found in pauses, set right by one click."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.kit.window import settle
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.ui.panels.checks import ChecksPanel
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.wizard import WizardPresenter
from wecoop_desktop.ui.window import Window

CORE = "problem.core_problem"
ODD = Words('The "best" way', 'Это "лучший" путь')


@pytest.fixture
def presenter(window: Window) -> WizardPresenter:
    desk = window.opening.view.desk
    assert desk is not None
    form = desk.library.form()
    answers = {CORE: {"en": ODD.en, "ru": ODD.ru}}
    draft = desk.store.create(form.id, form.version, answers)
    window.go(Place("wizard", draft, "problem"))
    found = window.presenter("wizard")
    assert isinstance(found, WizardPresenter)
    found.open_panel("checks")
    settle()
    return found


def panel(window: Window) -> ChecksPanel:
    found = window.screen_shown.aside.panel("checks")  # type: ignore[attr-defined]
    assert isinstance(found, ChecksPanel)
    return found


def test_hints_of_the_step_stand_below_the_checks(
    window: Window, presenter: WizardPresenter, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: bool(presenter.hints.view.problems))
    texts = panel(window).texts
    assert not texts.isHidden()
    assert texts.rows.count() == len(presenter.hints.view.problems)
    assert texts.fix.isVisibleTo(texts)
    presenter.panels["narrow"] = "checks"  # as the tab does
    presenter.show_step("policy")
    qtbot.waitUntil(lambda: presenter.hints.view.step == "policy")
    settle()
    assert texts.isHidden()


def test_one_click_sets_the_texts_well_and_one_step_back_undoes_it(
    window: Window, presenter: WizardPresenter, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: presenter.hints.view.settable)
    panel(window).texts.fix.click()
    settle()
    assert presenter.view.answers[CORE] == Words("The “best” way", "Это «лучший» путь")
    qtbot.waitUntil(lambda: not presenter.hints.view.problems)
    presenter.undo()
    settle()
    assert presenter.view.answers[CORE] == ODD


def test_typing_is_looked_at_in_the_next_pause(
    window: Window, presenter: WizardPresenter, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: presenter.hints.view.settable)
    presenter.edit(CORE, Words("All is well.", "Всё хорошо."))
    assert presenter.hints.view.problems  # nothing is read while keys are pressed
    qtbot.waitUntil(lambda: not presenter.hints.view.problems)
    assert panel(window).texts.isHidden()


def test_a_hint_leads_to_its_answer(
    window: Window, presenter: WizardPresenter, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: bool(presenter.hints.view.problems))
    rows = panel(window).texts.rows
    rows.itemActivated.emit(rows.item(0))
    settle()
    assert presenter.view.focus.path == CORE
