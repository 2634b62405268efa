"""The panel of checks: meters with what they count, steps in turn, a filter, a template's own."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt

from tests.kit.window import settle
from wecoop_desktop.ui.panels.checks import ChecksPanel
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.wizard import WizardPresenter
from wecoop_desktop.ui.screens.wizard import WizardScreen
from wecoop_desktop.ui.window import Window


@pytest.fixture
def wizard(window: Window) -> WizardPresenter:
    desk = window.opening.view.desk
    assert desk is not None
    window.go(Place("wizard", desk.store.proposals()[0].id, "risks"))
    settle()
    presenter = cast(WizardPresenter, window.presenter("wizard"))
    presenter.choose_level("full")
    presenter.edit("problem.core_problem", None)
    presenter.open_panel("checks")
    settle()
    return presenter


def _panel(window: Window) -> ChecksPanel:
    panel = window.findChildren(WizardScreen)[-1].aside.panel("checks")
    assert isinstance(panel, ChecksPanel)
    return panel


def test_each_step_says_how_many_and_the_present_one_stands_first(
    window: Window, wizard: WizardPresenter
) -> None:
    view = wizard.checks.view
    assert wizard.view.state is not None
    steps = [group.step for group in view.groups]
    assert len(steps) == len(set(steps))
    order = [step.id for step in wizard.view.steps if step.id != "risks"]
    assert steps in ([s for s in ["risks", *order] if s in steps],)
    told = sum(n for group in view.groups for n in group.counts.values())
    assert told == sum(p.level != "not_checked" for p in wizard.view.state.problems)
    heads = [
        _panel(window).rows.item(at).text()
        for at in range(_panel(window).rows.count())
        if _panel(window).rows.item(at).flags() == Qt.ItemFlag.NoItemFlags
    ]
    assert len(heads) == len(steps)


def test_only_one_kind_is_shown_and_the_counts_stay(
    window: Window, wizard: WizardPresenter
) -> None:
    before = wizard.checks.view.counts
    wizard.checks.show_only("error")
    settle()
    view = wizard.checks.view
    assert {p.level for group in view.groups for p in group.problems} == {"error"}
    assert view.counts == before
    assert _panel(window).only.value == "error"


def test_a_template_has_its_own_meters_and_only_its_questions(
    window: Window, wizard: WizardPresenter
) -> None:
    desk = window.opening.view.desk
    assert desk is not None
    whole = wizard.checks.view
    template = desk.library.templates()[0]
    wizard.edit("basic.target_funders", (template.funder,))
    wizard.checks.look()
    assert template.id in {one.id for one in wizard.checks.view.templates}
    wizard.checks.choose(template.id)
    settle()
    view = wizard.checks.view
    asked = {path for section in template.sections for path in section.fields}
    found = {p.path for group in view.groups for p in group.problems}
    assert found <= {path.split("[", 1)[0] for path in asked}
    assert view.level == template.level
    assert _panel(window).template.value == template.id
    wizard.checks.choose("")
    assert wizard.checks.view.counts.keys() == whole.counts.keys()


def test_a_template_that_is_no_longer_considered_gives_way_to_the_form(
    window: Window, wizard: WizardPresenter
) -> None:
    desk = window.opening.view.desk
    assert desk is not None
    template = desk.library.templates()[0]
    wizard.edit("basic.target_funders", (template.funder,))
    wizard.edit("review.template", None)
    wizard.checks.look()
    wizard.checks.choose(template.id)
    wizard.edit("basic.target_funders", None)
    wizard.checks.look()
    assert wizard.checks.view.template == ""
