"""Whatever is asked of the projects screen, a saved search and the way back bring all of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from tests.kit.window import opened, settle
from wecoop_desktop.base.folders import Home
from wecoop_desktop.library.query import Query
from wecoop_desktop.ui.parts.chip import Chip
from wecoop_desktop.ui.place import HOME, Place
from wecoop_desktop.ui.presenters.address import TEXT_MOST, asked_of, place_of
from wecoop_desktop.ui.presenters.projects import ProjectsPresenter
from wecoop_desktop.ui.screens.filters import CHIPS_MOST
from wecoop_desktop.ui.screens.projects import ProjectsScreen
from wecoop_desktop.ui.window import Window


@pytest.fixture(scope="module")
def shared(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """One window for all tests of this file: opening one takes longer than most of them."""
    with opened(Home(tmp_path_factory.mktemp("kept") / "home")) as made:
        yield made


@pytest.fixture
def window(shared: Window) -> Iterator[Window]:
    """The shared window as if it had just been opened."""
    shared._forget_content()
    shared.go(HOME)
    settle()
    yield shared
    desk = shared.opening.view.desk
    assert desk is not None
    for name in desk.store.marks("search"):
        desk.store.mark("search", name, None)


@pytest.fixture
def presenter(window: Window) -> ProjectsPresenter:
    window.go(Place("projects"))
    return cast(ProjectsPresenter, window.presenter("projects"))


def _every_id(presenter: ProjectsPresenter) -> tuple[str, ...]:
    return tuple(hit.id for hit in presenter._desk.library.find(Query(limit=None)).hits)


@pytest.mark.parametrize(
    "text",
    [
        "вода " * 2_000,
        "x" * 10_000,
        "\U0001f600\U00020000\U000e0001\U0010ffff\x00\x07\u202e\ufffe",
        "half \ud83d of an emoji",
        "a" + "\U0001f600" * 5_000,
        "'; DROP TABLE marks; -- \"title:x AND (",
    ],
)
def test_a_search_that_is_said_to_be_saved_is_there(
    presenter: ProjectsPresenter, text: str
) -> None:
    presenter.search(text)
    assert len(presenter.view.query.text) <= TEXT_MOST
    presenter.save_search("Kept")
    assert presenter.view.shelf.told == "Kept"
    assert [saved.asked for saved in presenter.view.searches] == [presenter.view.asked]
    assert asked_of(place_of(presenter.view.asked)) == presenter.view.asked


def test_every_project_of_a_circle_is_kept_and_comes_back(
    presenter: ProjectsPresenter, window: Window, tmp_path: Path
) -> None:
    every = _every_id(presenter)
    presenter.only(every)
    asked = presenter.view.asked
    window.go(Place("funders"))
    window.back()
    assert presenter.view.asked == asked
    assert presenter.view.page is not None
    assert presenter.view.page.total == len(every)
    presenter.save_search("All of them")
    file = tmp_path / "all.wecoop-search"
    presenter.shelf.write_file("All of them", file)
    presenter.shelf.forget("All of them")
    presenter.clear()
    presenter.read_search(file)
    assert presenter.view.asked == asked


def test_a_search_that_could_not_be_read_again_is_refused_and_said(
    presenter: ProjectsPresenter,
) -> None:
    presenter.only(tuple(f"project-{number}" for number in range(3_000)))
    presenter.save_search("Too much")
    error = presenter.view.shelf.error
    assert error is not None
    assert error.code == "search-too-long"
    assert presenter.view.shelf.told == ""
    assert not presenter.view.searches


@pytest.mark.parametrize("name", ["\u200b", "\ud800", "\x00", "  "])
def test_a_name_of_nothing_that_shows_is_not_taken(presenter: ProjectsPresenter, name: str) -> None:
    presenter.search("waste")
    presenter.save_search(name)
    assert not presenter.view.searches
    presenter.save_search("Waste")
    presenter.shelf.rename("Waste", name)
    assert [saved.name for saved in presenter.view.searches] == ["Waste"]


def test_a_name_is_kept_as_it_can_be_read_again(presenter: ProjectsPresenter) -> None:
    presenter.search("waste")
    presenter.save_search("  Waste\u202e in\nOsh \ud800")
    settle()
    assert [saved.name for saved in presenter.view.searches] == ["Waste in Osh"]


def test_choosing_everything_leaves_room_for_the_result(
    presenter: ProjectsPresenter, window: Window
) -> None:
    query = Query()
    for facet in ("implementer", "funder", "dac", "sector"):
        found = presenter._desk.library.find(Query(limit=0, facets=(facet,))).facets[facet]
        query = query.choosing(facet, *(each.value for each in found))
    presenter._ask(query)
    settle()
    screen = window.findChildren(ProjectsScreen)[-1]
    chips = screen.findChildren(Chip)
    assert len(chips) == CHIPS_MOST
    said = [label.text() for label in screen.head.findChildren(QLabel) if label.isVisible()]
    assert f"{presenter.view.filters - CHIPS_MOST} more" in said
    assert screen.list.height() > window.height() // 3


def test_words_alone_are_not_called_the_whole_database(
    presenter: ProjectsPresenter, window: Window
) -> None:
    screen = window.findChildren(ProjectsScreen)[-1]

    def captions() -> list[str]:
        settle()
        return [label.text() for label in screen.head.findChildren(QLabel) if label.isVisible()]

    assert "No filters: the whole database" in captions()
    presenter.search("waste")
    assert "No filters" in captions()
