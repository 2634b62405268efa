"""The learning path of Home: steps tick themselves from what the user did."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtWidgets import QLabel

from tests.kit.window import settle
from wecoop_desktop.ui.place import HOME, Place
from wecoop_desktop.ui.presenters.home import HomePresenter
from wecoop_desktop.ui.presenters.path import PATHS, Chapter, name_of, path_of
from wecoop_desktop.ui.screens.homecards import PATH_TITLES, PATH_WORDS
from wecoop_desktop.ui.window import Window

pytestmark = pytest.mark.at_home


def _done(window: Window) -> set[str]:
    window.go(HOME)
    settle()
    view = cast(HomePresenter, window.presenter("home")).view
    return {step.aim.id for step in view.path if step.done}


def _headed(window: Window, words: str) -> QLabel:
    return next(label for label in window.findChildren(QLabel) if label.text() == words)


def test_every_step_has_words() -> None:
    assert {aim.id for aims in PATHS.values() for aim in aims} == set(PATH_WORDS)
    assert set(PATHS) == set(PATH_TITLES)


def test_an_example_that_nobody_changed_ticks_nothing(window: Window) -> None:
    assert _done(window) == set()


def test_a_project_that_was_opened_ticks_its_step(window: Window) -> None:
    window.go(Place("projects", "adb-41548-013"))
    window.go(Place("funders", part="matrix"))
    assert _done(window) == {"projects", "funders"}


def test_an_own_answer_ticks_the_step_of_the_wizard(window: Window) -> None:
    desk = window.opening.view.desk
    assert desk is not None
    form = desk.library.form()
    answers = {"problem.core_problem": {"en": "Waste is burnt in the open.", "ru": ""}}
    dates, path = _headed(window, "Dates to remember"), _headed(window, "Your first proposal")
    desk.store.create("project-proposal", form.version, answers)
    assert _done(window) == {"problem"}
    assert _headed(window, "Dates to remember") is dates, "what did not change is not made anew"
    assert _headed(window, "Your first proposal") is not path


def test_a_chapter_that_was_read_ticks_too(window: Window) -> None:
    desk = window.opening.view.desk
    assert desk is not None
    desk.store.mark("guide.read", "B05.2", "1")
    assert _done(window) == {"logframe"}


def test_the_purpose_chooses_the_path(window: Window) -> None:
    window.presenter("settings").take("purpose", "finding")  # type: ignore[attr-defined]
    window.go(Place("projects").choosing("view", "map"))
    assert _done(window) == {"map"}
    window.presenter("settings").take("guided", "off")  # type: ignore[attr-defined]
    assert _done(window) == {"map"}
    assert not cast(HomePresenter, window.presenter("home")).view.guided


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (Place("projects"), ""),
        (Place("projects", "x"), "project"),
        (Place("projects").choosing("view", "statistics"), "statistics"),
        (Place("projects").choosing("tab", "saved"), "saved"),
        (Place("funders", "ebrd", "cycle"), "funder"),
        (Place("funders", part="match"), ""),
        (Place("guide", "B05"), "section"),
        (Place("guide", "glossary"), ""),
        (Place("export", "x"), "export"),
        (Place("settings"), ""),
    ],
)
def test_places_count_under_their_name(place: Place, name: str) -> None:
    assert name_of(place) == name


def test_a_path_without_the_guide_leads_to_its_cover() -> None:
    steps = path_of("preparing", (), ("B05.1",), (), {})
    assert not any(step.done for step in steps)
    chapters = {"logframe": Chapter("B05", 12)}
    (step,) = [s for s in path_of("x", (), ("B05.1",), (), chapters) if s.aim.id == "logframe"]
    assert (step.done, step.aim.place, step.aim.minutes) == (True, Place("guide", "B05"), 12)
