"""The projects screen over the real library."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.kit.window import settle
from wecoop_desktop.ui.parts.facet import TickRow, Years
from wecoop_desktop.ui.parts.map import LocatorMap
from wecoop_desktop.ui.parts.searchbox import SearchBox
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.projects import (
    FACETS,
    ProjectsPresenter,
    place_of,
    query_of,
)
from wecoop_desktop.ui.screens.projects import ProjectsScreen
from wecoop_desktop.ui.window import Window

ISSYK_KUL = "adb-41548-013"


@pytest.fixture
def presenter(window: Window) -> ProjectsPresenter:
    window.go(Place("projects"))
    return cast(ProjectsPresenter, window.presenter("projects"))


@pytest.fixture
def screen(window: Window, presenter: ProjectsPresenter) -> Callable[[], ProjectsScreen]:
    """The screen as it is now: a change of language makes another one."""
    return lambda: window.findChildren(ProjectsScreen)[-1]


def _total(presenter: ProjectsPresenter) -> int:
    page = presenter.view.page
    assert page is not None
    return page.total


def test_all_projects_are_there_before_anything_is_asked(presenter: ProjectsPresenter) -> None:
    assert _total(presenter) == presenter.view.everything == 908


def test_typing_searches_and_a_tick_narrows(
    presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen], qtbot: QtBot
) -> None:
    field = screen().findChild(SearchBox).field
    field.insert("отходы иссык-куль")  # QTest types Latin letters only
    qtbot.waitUntil(lambda: presenter.view.query.text == "отходы иссык-куль")
    found = _total(presenter)
    assert 0 < found < 908
    settle()  # rows of the list before the search are gone after this
    country = next(row for row in screen().findChildren(TickRow) if row.tick.value == "KG")
    qtbot.mouseClick(country, Qt.MouseButton.LeftButton)
    assert presenter.view.query.countries == ("KG",)
    assert 0 < _total(presenter) <= found
    assert ISSYK_KUL in [hit.id for hit in presenter.view.hits]


def test_counts_of_a_filter_ignore_its_own_ticks(presenter: ProjectsPresenter) -> None:
    page = presenter.view.page
    assert page is not None
    before = {entry.value: entry.count for entry in page.facets["country"]}
    presenter.tick("country", "KG")
    page = presenter.view.page
    assert page is not None
    assert {entry.value: entry.count for entry in page.facets["country"]} == before
    assert _total(presenter) == before["KG"]
    presenter.tick("country", "TJ")
    assert before["KG"] < _total(presenter) <= before["KG"] + before["TJ"]


def test_a_place_brings_the_search_back(presenter: ProjectsPresenter, window: Window) -> None:
    presenter.search("waste")
    presenter.tick("country", "KG")
    presenter.tick("sector", "waste")
    presenter.years(2010, 2020)
    presenter.sort("amount")
    presenter.choose(ISSYK_KUL)
    place = place_of(presenter.view)
    asked = presenter.view.query
    assert query_of(place) == asked
    window.go(Place("guide"))
    presenter.clear()
    window.go(place)
    assert presenter.view.query == asked
    assert presenter.view.project is not None
    assert presenter.view.project.id == ISSYK_KUL


def test_back_returns_to_the_search_that_was_left(
    presenter: ProjectsPresenter, window: Window
) -> None:
    presenter.search("waste")
    asked = presenter.view.query
    window.go(Place("funders"))
    window.back()
    assert window.place.screen == "projects"
    assert presenter.view.query == asked


def test_the_detail_says_money_source_and_what_is_unknown(
    presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen]
) -> None:
    presenter.choose(ISSYK_KUL)
    said = " ".join(label.text() for label in screen().findChildren(QLabel))
    for words in ("USD\u00a030.0\u00a0M", "Data as of", "unknown", "Borders: Natural Earth"):
        assert words in said
    project = presenter.view.project
    assert project is not None
    assert screen().findChildren(LocatorMap)
    presenter.show_both(True)
    said = " ".join(label.text() for label in screen().findChildren(QLabel))
    assert project.title.en in said
    assert project.title.ru in said


def test_similar_projects_are_of_the_same_sector_and_country(
    presenter: ProjectsPresenter,
) -> None:
    presenter.choose(ISSYK_KUL)
    project = presenter.view.project
    assert project is not None
    assert presenter.view.similar
    for hit in presenter.view.similar:
        assert hit.id != project.id
        assert project.sectors[0] in hit.sectors
        assert project.countries[0] in hit.countries


def test_without_hits_every_way_out_finds_what_it_says(presenter: ProjectsPresenter) -> None:
    presenter.search("Osh Solid Waste Project")
    presenter.tick("country", "TM")
    assert _total(presenter) == 0
    ways = [way for way in presenter.view.ways_out if way.kind in ("filter", "word", "years")]
    assert ways
    presenter.take(ways[0])
    assert _total(presenter) == ways[0].count


def test_clear_takes_every_filter_off(presenter: ProjectsPresenter) -> None:
    for facet, value in (("country", "KG"), ("sector", "waste"), ("status", "closed")):
        presenter.tick(facet, value)
    presenter.years(2000, None)
    assert presenter.view.filters == 4
    presenter.clear()
    assert presenter.view.filters == 0
    assert not any(presenter.view.chosen(facet) for facet in FACETS)


def test_scrolling_to_the_end_brings_all_of_them(
    presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen]
) -> None:
    presenter.tick("country", "KG")
    while len(presenter.view.hits) < _total(presenter):
        before = len(presenter.view.hits)
        presenter.more()
        assert len(presenter.view.hits) > before
    ids = [hit.id for hit in presenter.view.hits]
    assert len(set(ids)) == len(ids) == _total(presenter)


def test_the_table_shows_the_same_and_copies_it(
    window: Window, presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen], qtbot: QtBot
) -> None:
    from wecoop_desktop.ui.screens.projecttable import ProjectTable

    presenter.search("landfill")
    table = screen().findChild(ProjectTable)
    assert isinstance(table, ProjectTable)
    button = next(b for b in screen().findChildren(QPushButton) if b.text() == "Table")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()
    assert table.isVisible()
    assert table.model().rowCount() == len(presenter.view.hits)
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text().split("\n")
    assert len(copied) == 2
    assert presenter.view.hits[0].title.en in copied[1]


def test_years_are_moved_with_the_arrows(
    presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen], qtbot: QtBot
) -> None:
    years = screen().findChild(Years)
    assert isinstance(years, Years)
    before = _total(presenter)
    years.setFocus()
    for _ in range(20):
        qtbot.keyClick(years, Qt.Key.Key_Right)
    first, last = presenter.view.query.years
    assert first is not None
    assert last is None
    assert _total(presenter) < before


def test_an_unknown_project_is_said_and_the_list_stays(
    window: Window, presenter: ProjectsPresenter
) -> None:
    window.go(Place("projects", "no-such-project"))
    assert presenter.view.error is not None
    assert presenter.view.error.code == "project-unknown"
    assert _total(presenter) == 908


def test_switching_the_language_keeps_search_and_open_project(
    window: Window, presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen]
) -> None:
    presenter.search("отходы")
    presenter.choose(ISSYK_KUL)
    window.take_settings(_russian(window))
    settle()
    assert presenter.view.query.text == "отходы"
    said = " ".join(label.text() for label in screen().findChildren(QLabel))
    project = presenter.view.project
    assert project is not None
    assert project.title.ru in said


def _russian(window: Window) -> object:
    from dataclasses import replace

    return replace(window.settings, language="ru")


def test_the_own_country_comes_first_among_the_countries(
    window: Window, presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen]
) -> None:
    from dataclasses import replace

    window.take_settings(replace(window.settings, country="TM"))
    window.go(Place("projects").choosing("text", "water"))
    settle()
    rows = [row for row in screen().findChildren(TickRow) if len(row.tick.value) == 2]
    assert rows[0].tick.value == "TM"
