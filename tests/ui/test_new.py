"""A new proposal: every way to begin one, what goes along and what stays behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from tests.kit.window import settle
from wecoop_desktop.ui.desk import Desk
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.begin import WAYS, BeginPresenter
from wecoop_desktop.ui.presenters.wizard import WizardPresenter
from wecoop_desktop.ui.screens.begin import BeginScreen
from wecoop_desktop.ui.window import Window


@pytest.fixture
def desk(window: Window) -> Desk:
    desk = window.opening.view.desk
    assert desk is not None
    return desk


@pytest.fixture
def at(window: Window) -> Callable[[str], tuple[BeginPresenter, BeginScreen]]:
    def shown(way: str) -> tuple[BeginPresenter, BeginScreen]:
        window.go(Place("begin", part=way))
        settle()
        presenter = cast(BeginPresenter, window.presenter("begin"))
        return presenter, window.findChildren(BeginScreen)[-1]

    return shown


def _wizard(window: Window) -> WizardPresenter:
    settle()
    assert window.place.screen == "wizard"
    return cast(WizardPresenter, window.presenter("wizard"))


def test_every_way_has_its_page_and_nothing_begins_by_looking(
    desk: Desk, at: Callable[[str], tuple[BeginPresenter, BeginScreen]]
) -> None:
    before = len(desk.store.proposals())
    for way in WAYS:
        presenter, screen = at(way)
        assert presenter.view.way == way
        assert screen.ways[way].isChecked()
        screen.display(presenter.view)
    assert len(desk.store.proposals()) == before


def test_five_questions_become_answers(
    window: Window, at: Callable[[str], tuple[BeginPresenter, BeginScreen]]
) -> None:
    _presenter, screen = at("problem")
    asked = screen.questions
    asked.country.show_value("TJ")
    asked.suffering.insert("12,000 people drink from the canal")
    asked.cost.insert("3.5 million")
    screen.start.click()
    settle()
    assert window.place.screen == "begin"  # the cost is not understood; nothing is lost
    assert asked.suffering.text()
    asked.cost.setText("3 500 000")
    asked.currency.show_value("USD")
    screen.start.click()
    answers = _wizard(window).view.answers
    assert answers["basic.countries"] == ("TJ",)
    assert "problem.core_problem" in answers
    assert "basic.total_cost" in answers
    window.back()
    settle()
    assert window.place.screen == "proposals"


def test_an_example_a_project_and_an_earlier_proposal_are_begun_with(
    window: Window, desk: Desk, at: Callable[[str], tuple[BeginPresenter, BeginScreen]]
) -> None:
    presenter, screen = at("example")
    assert screen.list.count() == len(desk.library.examples())
    assert not screen.start.isEnabled()
    screen.list.setCurrentRow(0)
    settle()
    screen.start.click()
    assert _wizard(window).view.answers
    presenter, screen = at("project")
    presenter.search("Issyk-Kul")
    settle()
    screen.list.setCurrentRow(0)
    settle()
    assert presenter.view.taken
    screen.start.click()
    assert "problem.core_problem" not in _wizard(window).view.answers
    presenter, screen = at("proposal")
    assert screen.list.count() == len(desk.store.proposals())
    presenter.take("structure")
    screen.list.setCurrentRow(0)
    settle()
    assert presenter.view.begun is not None
    assert screen._gives.words
    screen.start.click()
    assert "basic.title_ru" not in _wizard(window).view.answers


def test_a_file_is_taken_in_and_a_bad_one_is_told(
    window: Window,
    desk: Desk,
    at: Callable[[str], tuple[BeginPresenter, BeginScreen]],
    tmp_path: Path,
) -> None:
    before = len(desk.store.proposals())
    bad = tmp_path / "лист.wecoop"
    bad.write_bytes(b"no zip")
    _presenter, screen = at("file")
    screen.ask_open = lambda: str(bad)
    screen.start.click()
    settle()
    assert window.place.screen == "proposals"
    assert window.presenter("proposals").view.error is not None
    assert len(desk.store.proposals()) == before


def test_the_quick_match_is_one_step_away(
    window: Window, at: Callable[[str], tuple[BeginPresenter, BeginScreen]]
) -> None:
    _presenter, screen = at("match")
    screen.start.click()
    settle()
    assert window.place.screen == "funders"
