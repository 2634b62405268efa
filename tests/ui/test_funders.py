"""Funders and policies over the real profiles."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.kit.window import settle
from wecoop_desktop.ui.parts.cycle import Cycle
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.funders import TABS, FundersPresenter
from wecoop_desktop.ui.presenters.matrix import eligible
from wecoop_desktop.ui.screens.funders import FundersScreen
from wecoop_desktop.ui.window import Window


@pytest.fixture
def presenter(window: Window) -> FundersPresenter:
    window.go(Place("funders"))
    return cast(FundersPresenter, window.presenter("funders"))


def _said(window: Window) -> str:
    settle()
    screen = window.findChildren(FundersScreen)[-1]
    return " ".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())


def test_all_profiles_are_listed_those_with_most_projects_first(
    presenter: FundersPresenter,
) -> None:
    shown = presenter.view.shown
    counts = presenter.view.counts or {}
    assert len(shown) == len(presenter.view.funders) == 33
    numbers = [counts[funder.id] for funder in shown]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] > 100


def test_filters_keep_who_works_there(presenter: FundersPresenter) -> None:
    presenter.filter(country="TM", sector="waste")
    assert 0 < len(presenter.view.shown) < 33
    for funder in presenter.view.shown:
        assert eligible(funder, "TM") in ("yes", "limited")
        assert "waste" in funder.sectors
    presenter.search("ЕБРР")
    assert {funder.id for funder in presenter.view.shown} <= {"ebrd"}


def test_every_profile_is_shown_and_all_tabs_of_some(
    window: Window, presenter: FundersPresenter
) -> None:
    for number, funder in enumerate(presenter.view.funders):
        parts = TABS if number < 3 else (TABS[number % len(TABS)],)
        for part in parts:
            window.go(Place("funders", funder.id, part))
            assert presenter.view.funder == funder
            assert presenter.view.part == part
            assert presenter.view.error is None
        assert funder.name.en in _said(window)


def test_the_cycle_is_walked_with_the_arrows(
    window: Window, presenter: FundersPresenter, qtbot: QtBot
) -> None:
    window.go(Place("funders", "ebrd", "cycle"))
    funder = presenter.view.funder
    assert funder is not None
    assert funder.cycle[0].applicant.en in _said(window)
    cycle = window.findChildren(Cycle)[-1]
    qtbot.keyClick(cycle, Qt.Key.Key_Right)
    assert presenter.view.stage == 1
    assert funder.cycle[1].applicant.en in _said(window)


def test_what_was_not_verified_is_marked(window: Window, presenter: FundersPresenter) -> None:
    window.go(Place("funders", "ebrd"))
    said = _said(window)
    assert "not yet checked at the source" in said
    window.go(Place("funders", "gcf"))
    assert "Checked at the source" in _said(window)


def test_projects_of_a_funder_are_found_among_the_projects(
    window: Window, presenter: FundersPresenter
) -> None:
    window.go(Place("funders", "ebrd", "projects"))
    total = presenter.view.total
    assert total > 100
    presenter.find_projects()
    assert window.place.screen == "projects"
    assert "ebrd" in window.place.choice("funder")
    from wecoop_desktop.ui.presenters.projects import ProjectsPresenter

    page = cast(ProjectsPresenter, window.presenter("projects")).view.page
    assert page is not None
    assert page.total == total


def test_policies_of_a_country_and_sector(window: Window, presenter: FundersPresenter) -> None:
    presenter.list_policies()
    policies = presenter.policies
    assert len(policies.view.shown) == 50
    policies.filter(country="KG")
    assert {policy.country for policy in policies.view.shown} == {"KG", "REG"}
    assert policies.view.shown[0].name.en in _said(window)
    policies.filter(sector="waste")
    assert policies.view.shown
    assert all("waste" in policy.weights for policy in policies.view.shown)
    assert window.place.choice("sector") == ("waste",)


def test_an_unknown_funder_is_said(window: Window, presenter: FundersPresenter) -> None:
    window.go(Place("funders", "nobody"))
    assert presenter.view.error is not None
    assert "nobody" in _said(window)
