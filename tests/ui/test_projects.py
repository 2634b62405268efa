"""The projects screen over the real library."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.kit.window import opened, settle, shown
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.settings import Settings
from wecoop_desktop.base.text import Text
from wecoop_desktop.library.news import News
from wecoop_desktop.library.query import CURRENCIES, SORTS, Choice, Hit, Query, Why
from wecoop_desktop.ui.parts.facet import Facet, FacetHead
from wecoop_desktop.ui.parts.searchbox import SearchBox
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.parts.span import Bars, Range
from wecoop_desktop.ui.parts.tick import TickRow
from wecoop_desktop.ui.place import HOME, Place
from wecoop_desktop.ui.presenters.address import (
    NEWS,
    TABS,
    TICKED,
    VIEWS,
    Asked,
    asked_of,
    place_of,
)
from wecoop_desktop.ui.presenters.projects import ProjectsPresenter
from wecoop_desktop.ui.presenters.searches import Saved
from wecoop_desktop.ui.screens.nothing import WayRow
from wecoop_desktop.ui.screens.projectlist import ProjectList
from wecoop_desktop.ui.screens.projectmap import ProjectMap
from wecoop_desktop.ui.screens.projects import ProjectsScreen
from wecoop_desktop.ui.screens.projectstatistics import ProjectStatistics
from wecoop_desktop.ui.screens.projecttable import STANDARD, ProjectTable
from wecoop_desktop.ui.screens.said import other_words
from wecoop_desktop.ui.window import Window

ISSYK_KUL = "adb-41548-013"


@pytest.fixture(scope="module")
def shared(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """One window for all tests of this file: opening one takes longer than most of them."""
    with opened(Home(tmp_path_factory.mktemp("projects") / "home")) as made:
        yield made


@pytest.fixture
def window(shared: Window) -> Iterator[Window]:
    """The shared window as if it had just been opened."""
    settings = shared.settings
    shared._forget_content()
    shared.go(HOME)
    settle()
    yield shared
    desk = shared.opening.view.desk
    assert desk is not None
    for kind in ("project", "search", "layout"):
        for key in desk.store.marks(kind):
            desk.store.mark(kind, key, None)
    if shared.settings != settings:
        shared.take_settings(settings)


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


def _row(screen: ProjectsScreen, value: str) -> TickRow:
    settle()
    return next(row for row in screen.findChildren(TickRow) if row.tick.value == value)


def _said(screen: ProjectsScreen) -> str:
    return " ".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())


def _counts(presenter: ProjectsPresenter, facet: str) -> dict[str, int]:
    page = presenter.view.page
    assert page is not None
    return {entry.value: entry.count for entry in page.facets[facet]}


# Searching and filtering


def test_all_projects_are_there_before_anything_is_asked(presenter: ProjectsPresenter) -> None:
    assert _total(presenter) == presenter.view.everything > 900


def test_typing_searches_and_a_tick_narrows(
    presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen], qtbot: QtBot
) -> None:
    field = screen().findChild(SearchBox).field
    field.insert("отходы иссык-куль")  # QTest types Latin letters only
    qtbot.waitUntil(lambda: presenter.view.query.text == "отходы иссык-куль")
    found = _total(presenter)
    assert 0 < found < presenter.view.everything
    qtbot.mouseClick(_row(screen(), "KG"), Qt.MouseButton.LeftButton)
    assert presenter.view.query.chosen("country") == ("KG",)
    assert 0 < _total(presenter) <= found
    assert ISSYK_KUL in [hit.id for hit in presenter.view.hits]


def test_counts_of_a_filter_ignore_its_own_ticks(presenter: ProjectsPresenter) -> None:
    before = _counts(presenter, "country")
    presenter.tick("country", "KG")
    assert _counts(presenter, "country") == before
    assert _total(presenter) == before["KG"]
    presenter.tick("country", "TJ")
    assert before["KG"] < _total(presenter) <= before["KG"] + before["TJ"]


def test_a_value_is_excluded_by_key_and_free_again_by_a_click(
    presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen], qtbot: QtBot
) -> None:
    everything = _total(presenter)
    row = _row(screen(), "KG")
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Minus)
    assert presenter.view.query.excluded("country") == ("KG",)
    assert 0 < _total(presenter) < everything
    assert all("KG" not in hit.countries for hit in presenter.view.hits)
    row = _row(screen(), "KG")
    assert row.hasFocus()
    assert row.text() == "not Kyrgyzstan"
    assert "not Kyrgyzstan" in [b.text() for b in screen().findChildren(QPushButton)]
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert not presenter.view.filters
    assert _total(presenter) == everything


def test_the_crossed_circle_excludes_by_mouse(
    presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen], qtbot: QtBot
) -> None:
    row = _row(screen(), "TJ")
    row.setFocus()
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=row._cross().center())
    assert presenter.view.query.excluded("country") == ("TJ",)


def test_a_theme_stands_for_its_sectors(
    presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen], qtbot: QtBot
) -> None:
    theme = presenter.view.themes[0]
    value = f"{theme.id}.*"
    row = _row(screen(), value)
    assert row.tick.count == _counts(presenter, "sector")[value]
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Right)
    inner = [r.tick.value for r in screen().findChildren(TickRow) if r.tick.under == value]
    assert set(inner) == set(theme.sectors)
    qtbot.mouseClick(_row(screen(), value), Qt.MouseButton.LeftButton)
    assert _total(presenter) == row.tick.count
    assert all(set(hit.sectors) & set(theme.sectors) for hit in presenter.view.hits)


def test_a_long_filter_is_looked_through_by_words(
    presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen], qtbot: QtBot
) -> None:
    facet = screen().filters.facets["funder"]
    facet._more.click()
    settle()
    assert facet._field.hasFocus()
    qtbot.keyClicks(facet._field, "kfw")
    settle()
    values = [row.tick.value for row in facet.findChildren(TickRow)]
    assert "kfw" in values
    assert len(values) < 5
    qtbot.keyClick(facet._field, Qt.Key.Key_Escape)
    assert not facet._field.isVisible()


def test_values_without_results_stay_and_are_greyed(
    presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen]
) -> None:
    presenter.search("Osh Solid Waste Project")
    row = _row(screen(), "TM")
    assert row.tick.count == 0
    assert not row.isEnabled()


def test_groups_fold_and_stay_folded(
    window: Window, presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen]
) -> None:
    facet = screen().filters.facets["country"]
    facet.findChild(FacetHead).click()
    settle()
    assert "country" not in presenter.view.unfolded
    assert not any(row.isVisible() for row in facet.findChildren(TickRow))
    presenter.search("water")
    assert "country" not in (presenter.view.result or Query(facets=("country",))).facets
    desk = window.opening.view.desk
    assert desk is not None
    again = ProjectsPresenter(desk)
    again.arrive(Place("projects"))
    assert "country" not in again.view.unfolded


def test_seldom_filters_are_counted_when_they_are_opened(
    presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen]
) -> None:
    assert presenter.view.page is not None
    assert "dac" not in presenter.view.page.facets
    presenter.fold("more")
    presenter.fold("dac")
    settle()
    groups = [r for r in screen().filters.facets["dac"].findChildren(TickRow) if r.tick.group]
    assert groups
    assert all(len(row.tick.value) == 3 for row in groups)


def test_the_own_country_comes_first_among_the_countries(
    window: Window, presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen]
) -> None:
    window.take_settings(replace(window.settings, country="TM"))
    window.go(Place("projects").choosing("text", "water"))
    settle()
    rows = screen().filters.facets["country"].findChildren(TickRow)
    assert rows[0].tick.value == "TM"


# Ranges


def test_years_are_moved_with_the_arrows(
    presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen], qtbot: QtBot
) -> None:
    bars = screen().filters.ranges["year"].findChild(Bars)
    before = _total(presenter)
    bars.setFocus()
    for _ in range(20):
        qtbot.keyClick(bars, Qt.Key.Key_Right)
    first, last = presenter.view.query.years
    assert first is not None
    assert last is None
    assert _total(presenter) < before
    for _ in range(20):
        qtbot.keyClick(bars, Qt.Key.Key_Left)
    assert presenter.view.query.years == (None, None)
    assert _total(presenter) == before


def test_years_and_sizes_are_typed(
    presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen], qtbot: QtBot
) -> None:
    years = screen().filters.ranges["year"]
    qtbot.keyClicks(years.fields[0], "2015")
    qtbot.keyClick(years.fields[0], Qt.Key.Key_Return)
    assert presenter.view.query.years == (2015, None)
    qtbot.keyClicks(years.fields[1], "soon")
    qtbot.keyClick(years.fields[1], Qt.Key.Key_Return)
    assert presenter.view.query.years == (2015, None)
    assert years.fields[1].text() == ""
    size = screen().filters.ranges["size"]
    qtbot.keyClicks(size.fields[1], "2,5")
    qtbot.keyClick(size.fields[1], Qt.Key.Key_Return)
    assert presenter.view.query.size == (None, 2_500_000)
    assert presenter.view.hits
    assert all((hit.usd or 0) <= 2_500_000 for hit in presenter.view.hits)
    presenter.count_in("EUR")
    assert presenter.view.query.currency == "EUR"


@given(st.integers(0, 10**10), st.integers(0, 10**10))
def test_handles_stand_where_the_bounds_are(qapp: object, low: int, high: int) -> None:
    from wecoop_desktop.library.query import BANDS
    from wecoop_desktop.ui.parts.span import Bar

    ends = [*BANDS[1:], None]
    bars = Bars("Size")
    bars.display(
        [Bar(a, b, 1) for a, b in zip(BANDS, ends, strict=True)], min(low, high), max(low, high)
    )
    first, last = bars._at
    assert 0 <= first <= last <= len(BANDS)


# Places


def _sorted(values: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(values))


names = st.frozensets(st.text("abc.*-", min_size=1, max_size=4), max_size=3).map(_sorted)
years_ = st.none() | st.integers(1900, 2100)
sizes = st.none() | st.integers(0, 10**12)


@st.composite
def wishes(draw: st.DrawFn) -> Asked:
    choices = []
    for facet in sorted(draw(st.frozensets(st.sampled_from(TICKED), max_size=4))):
        values = draw(names)
        without = tuple(value for value in draw(names) if value not in values)
        if values or without:
            choices.append(Choice(facet, values, without))
    query = Query(
        text=draw(st.text(max_size=20)),
        choices=tuple(choices),
        years=(draw(years_), draw(years_)),
        size=(draw(sizes), draw(sizes)),
        currency=draw(st.sampled_from(CURRENCIES)),
        among=draw(st.none() | names),
        sort=draw(st.sampled_from(SORTS)),
        reverse=draw(st.booleans()),
    )
    picks = (draw(st.sampled_from(values)) for values in (VIEWS, TABS, NEWS))
    return Asked(query, *picks)  # type: ignore[arg-type]


@given(wishes(), st.sampled_from(["", ISSYK_KUL]))
def test_a_place_holds_every_wish(wish: Asked, project: str) -> None:
    place = place_of(wish, project)
    assert asked_of(place) == wish
    assert place.id == project
    assert place_of(asked_of(place), project) == place


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8)), max_size=20))
def test_any_place_is_some_wish(pairs: list[tuple[str, str]]) -> None:
    asked = asked_of(Place("projects", choices=tuple(sorted(pairs))))
    assert asked_of(place_of(asked)) == asked


def test_a_place_brings_the_search_back(presenter: ProjectsPresenter, window: Window) -> None:
    presenter.search("waste")
    presenter.tick("country", "KG")
    presenter.exclude("status", "cancelled")
    presenter.years(2005, 2020)
    presenter.order("amount")
    presenter.show("table")
    presenter.choose(ISSYK_KUL)
    place, asked = window.place, presenter.view.asked
    window.go(Place("settings"))
    presenter.clear()
    window.go(place)
    assert presenter.view.asked == asked
    assert presenter.detail.view.id == ISSYK_KUL


def test_back_returns_to_the_search_that_was_left(
    presenter: ProjectsPresenter, window: Window
) -> None:
    presenter.search("waste")
    presenter.show("table")
    asked = presenter.view.asked
    window.go(Place("funders"))
    window.back()
    assert window.place.screen == "projects"
    assert presenter.view.asked == asked


# No hits


def test_without_hits_every_way_out_finds_what_it_says(
    presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen]
) -> None:
    presenter.search("landfill")
    presenter.tick("country", "TM")
    presenter.exclude("status", "closed")
    assert _total(presenter) == 0
    ways = [way for way in presenter.view.ways_out if way.what != "elsewhere"]
    assert [way for way in ways if way.what == "filter"]
    settle()
    assert len(screen().findChildren(WayRow)) == len(presenter.view.ways_out)
    asked = presenter.view.asked
    for way in ways:
        presenter.take(way)
        assert _total(presenter) == way.count
        presenter._change(asked)


def test_a_search_of_nothing_at_all_says_so(
    presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen]
) -> None:
    presenter.search("qqqqzzzzqqqq")
    settle()
    assert _total(presenter) == 0
    assert "Nothing is known under these words" in _said(screen())


def test_words_found_for_those_typed_are_named() -> None:
    def hit(*words: str) -> Hit:
        whys = tuple(Why("title", "en", word) for word in words)
        return Hit("project", "x", Text("", ""), Text("", ""), 0.0, whys)

    hits = [hit("Wastewater", "Нарын"), hit("sewerage"), hit("sewerage", "Waste-water")]
    assert other_words("wastewater naryn", hits) == ("sewerage", "нарын")
    assert other_words("", []) == ()


# Rows


def test_scrolling_to_the_end_brings_the_rows_that_are_seen(
    presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen]
) -> None:
    listed = screen().findChild(ProjectList)
    assert listed.model().rowCount() == _total(presenter)
    assert set(presenter.view.rows.held) == {0}
    listed.choose(_total(presenter) - 1)
    settle()
    last = presenter.view.rows.at(_total(presenter) - 1)
    assert last is not None
    assert len(presenter.view.rows.held) < 6
    assert listed.value() == last


def test_all_blocks_together_are_the_whole_result(presenter: ProjectsPresenter) -> None:
    presenter.tick("country", "KG")
    total = _total(presenter)
    presenter.seen(0, total - 1)
    ids = [hit.id for hit in presenter.view.hits]
    assert len(set(ids)) == len(ids) == total


def test_the_table_shows_the_same_and_copies_it(
    presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen], qtbot: QtBot
) -> None:
    presenter.search("landfill")
    button = next(b for b in screen().findChildren(QPushButton) if b.text() == "Table")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()
    table = screen().findChild(ProjectTable)
    assert table.isVisible()
    assert table.model().rowCount() == _total(presenter)
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text().split("\n")
    assert len(copied) == 2
    assert presenter.view.hits[0].title.en in copied[1]


def test_heads_sort_both_ways(
    presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen]
) -> None:
    presenter.show("table")
    table = screen().findChild(ProjectTable)
    at = [name for name, _ in STANDARD].index("usd")
    table.horizontalHeader().sectionClicked.emit(at)
    largest = presenter.view.hits[0].usd
    table.horizontalHeader().sectionClicked.emit(at)
    assert presenter.view.query.reverse
    smallest = presenter.view.hits[0].usd
    assert largest is not None
    assert smallest is not None
    assert smallest < largest


def test_columns_are_chosen_moved_and_remembered(
    window: Window,
    presenter: ProjectsPresenter,
    screen: Callable[[], ProjectsScreen],
    qtbot: QtBot,
) -> None:
    presenter.show("table")
    table = screen().findChild(ProjectTable)
    action = next(a for a in table.choose_columns().actions() if a.text() == "Identifier")
    action.trigger()
    assert table.rows.names[-1] == "id"
    table.setCurrentIndex(table.rows.index(0, 0))
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(table, Qt.Key.Key_Right, both)
    assert table.rows.names[:2] == ("country", "title")
    desk = window.opening.view.desk
    assert desk is not None
    again = ProjectsPresenter(desk)
    again.arrive(Place("projects"))
    assert [name for name, _ in again.view.columns] == list(table.rows.names)
    presenter.lay_columns(())
    assert table.rows.names == tuple(name for name, _ in STANDARD)


# One project


def test_enter_opens_a_project_and_escape_closes_it(
    window: Window, presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen], qtbot: QtBot
) -> None:
    presenter.search("Issyk-Kul Sustainable")
    listed = screen().findChild(ProjectList)
    listed.setFocus()
    listed.choose(0)
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    settle()
    assert window.place.id == presenter.view.hits[0].id
    assert screen().pane.isVisible()
    assert window.close_top()
    settle()
    assert not screen().pane.isVisible()
    assert window.place.id == ""
    assert listed.hasFocus()


def test_an_unknown_project_is_said_and_the_list_stays(
    window: Window, presenter: ProjectsPresenter
) -> None:
    window.go(Place("projects", "no-such-project"))
    error = presenter.detail.view.error
    assert error is not None
    assert error.code == "project-unknown"
    assert _total(presenter) == presenter.view.everything


def test_switching_the_language_keeps_search_and_open_project(
    window: Window, presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen]
) -> None:
    presenter.search("отходы")
    presenter.choose(ISSYK_KUL)
    window.take_settings(_russian(window))
    settle()
    assert presenter.view.query.text == "отходы"
    project = presenter.detail.view.project
    assert project is not None
    assert project.title.ru in _said(screen())


def test_titles_are_put_in_the_order_of_the_language(
    window: Window, presenter: ProjectsPresenter
) -> None:
    presenter.search("water")
    presenter.order("title")
    english = [hit.title.en for hit in presenter.view.hits]
    window.take_settings(_russian(window))
    settle()
    russian = [hit.title.ru for hit in presenter.view.hits]
    assert english[0].casefold() <= english[-1].casefold()
    assert presenter.view.result is not None
    assert presenter.view.result.language == "ru"
    assert [hit.title.en for hit in presenter.view.hits] != english
    assert len(russian) == len(english)


def _russian(window: Window) -> Settings:
    return replace(window.settings, language="ru")


# What is saved


def test_b_saves_a_project_and_the_tab_shows_it(
    presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen], qtbot: QtBot
) -> None:
    listed = screen().findChild(ProjectList)
    listed.setFocus()
    listed.choose(2)
    wanted = presenter.view.hits[2].id
    qtbot.keyClick(listed, Qt.Key.Key_B)
    assert presenter.view.saved == {wanted}
    presenter.turn("saved")
    assert [hit.id for hit in presenter.view.hits] == [wanted]
    presenter.bookmark(wanted)
    settle()
    assert _total(presenter) == 0
    assert "No project is saved yet" in _said(screen())


def test_saving_in_the_pane_is_seen_in_the_list(presenter: ProjectsPresenter) -> None:
    presenter.choose(ISSYK_KUL)
    presenter.detail.bookmark()
    assert ISSYK_KUL in presenter.view.saved


def test_searches_are_saved_renamed_deleted_and_brought_back(
    window: Window, presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen]
) -> None:
    presenter.search("waste")
    presenter.tick("country", "KG")
    asked = presenter.view.asked
    presenter.save_search("Waste in Kyrgyzstan")
    presenter.clear()
    presenter.search("")
    presenter.turn("searches")
    settle()
    assert "Waste in Kyrgyzstan" in _said(screen())
    presenter.shelf.rename("Waste in Kyrgyzstan", "Отходы")
    presenter.shelf.forget("Отходы")
    assert not presenter.view.searches
    settle()
    button = next(b for b in shown(screen()) if isinstance(b, QPushButton) and b.text() == "Undo")
    button.click()
    assert presenter.view.searches == (Saved("Отходы", asked),)
    presenter.open_search("Отходы")
    assert presenter.view.asked == asked


def test_a_name_that_is_taken_gets_a_number(presenter: ProjectsPresenter) -> None:
    presenter.search("waste")
    presenter.save_search("Mine")
    presenter.save_search("Mine")
    presenter.search("water")
    presenter.save_search("Mine")
    assert [saved.name for saved in presenter.view.searches] == ["Mine (2)", "Mine"]
    assert presenter.view.shelf.told == "Mine (2)"
    presenter.search("something else")
    assert presenter.view.shelf.told == ""
    presenter.shelf.rename("Mine (2)", "Mine")
    assert sorted(saved.name for saved in presenter.view.searches) == ["Mine", "Mine (2)"]


def test_a_search_travels_as_a_file(presenter: ProjectsPresenter, tmp_path: Path) -> None:
    presenter.search("waste")
    presenter.exclude("funder", "ebrd")
    asked = presenter.view.asked
    presenter.save_search("Waste")
    file = tmp_path / "waste.wecoop-search"
    presenter.shelf.write_file("Waste", file)
    presenter.shelf.forget("Waste")
    presenter.clear()
    presenter.read_search(file)
    assert presenter.view.asked == asked
    assert [saved.name for saved in presenter.view.searches] == ["Waste"]
    presenter.read_search(file)
    assert len(presenter.view.searches) == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"no json at all", "search-damaged"),
        (b'{"format": 1}', "search-damaged"),
        (b'{"format": 1, "kind": "wecoop-search", "name": " "}', "search-damaged"),
        (b'{"format": 9, "kind": "wecoop-search", "name": "x", "choices": []}', "search-newer"),
        (b" " * 300_000, "file-too-large"),
        ("{}".encode("utf-16"), "search-damaged"),
        (
            b'{"format": 1, "kind": "wecoop-search", "name": "x", "choices": [[1]]}',
            "search-damaged",
        ),
    ],
)
def test_a_file_that_is_no_search_is_said(
    presenter: ProjectsPresenter, tmp_path: Path, content: bytes, code: str
) -> None:
    file = tmp_path / "wrong.wecoop-search"
    file.write_bytes(content)
    before = presenter.view.asked
    presenter.read_search(file)
    assert presenter.view.shelf.error is not None
    assert presenter.view.shelf.error.code == code
    assert presenter.view.asked == before
    assert not presenter.view.searches


def test_the_same_result_on_the_map_and_as_statistics(
    presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen]
) -> None:
    presenter.tick("country", "KG")
    presenter.show("map")
    atlas = presenter.view.atlas
    assert atlas is not None
    assert atlas.projects + atlas.placed.without == _total(presenter)
    settle()
    drawn = screen().findChild(ProjectMap)
    assert drawn.isVisible()
    drawn.unplaced.emit()
    assert presenter.view.asked.view == "list"
    assert _total(presenter) == atlas.placed.without
    presenter.clear("missing")
    drawn.listed.emit((ISSYK_KUL,))
    assert [hit.id for hit in presenter.view.hits] == [ISSYK_KUL]
    presenter.clear("among")
    presenter.show("statistics")
    settle()
    assert screen().findChild(ProjectStatistics).isVisible()
    assert presenter.view.statistics is not None
    assert presenter.view.statistics.projects == _total(presenter)


def test_what_the_last_update_brought_is_a_filter(window: Window) -> None:
    desk = window.opening.view.desk
    assert desk is not None
    ids = [hit.id for hit in desk.library.find(Query(limit=3)).hits]
    news = News("2026-06-01", {"project": tuple(ids[:2])}, {"project": (ids[2],)}, {})
    presenter = ProjectsPresenter(replace(desk, news=lambda: news))
    presenter.arrive(Place("projects"))
    assert presenter.view.newer == (2, 1)
    presenter.news("new")
    assert {hit.id for hit in presenter.view.hits} == set(ids[:2])
    place = place_of(presenter.view.asked)
    presenter.news("changed")
    assert [hit.id for hit in presenter.view.hits] == [ids[2]]
    presenter.arrive(place)
    assert {hit.id for hit in presenter.view.hits} == set(ids[:2])
    presenter.clear()
    assert _total(presenter) == presenter.view.everything


def test_in_a_small_window_filters_are_a_drawer_and_a_project_takes_the_list(
    window: Window, presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen], qtbot: QtBot
) -> None:
    window.take_settings(replace(window.settings, zoom=200))
    window.go(Place("projects"))
    settle()
    shown_now = screen()
    assert not shown_now.filters.isVisible()
    views = shown_now.head.findChildren(Segments)[0]
    assert views.width() >= views.sizeHint().width()
    assert views.mapTo(shown_now, views.rect().bottomRight()).x() <= shown_now.width()
    drawer = next(b for b in shown(shown_now) if isinstance(b, QPushButton) and b.isCheckable())
    drawer.click()
    settle()
    assert shown_now.filters.isVisible()
    assert shown_now.list.isVisible()
    assert window.close_top()
    settle()
    assert not shown_now.filters.isVisible()
    listed = shown_now.list
    listed.setFocus()
    listed.choose(0)
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    settle()
    assert not listed.isVisible()
    focused = window.focusWidget()
    assert shown_now.pane.isAncestorOf(focused)
    assert window.close_top()
    settle()
    assert listed.isVisible()
    assert listed.hasFocus()


def test_the_export_follows_the_list(
    window: Window, presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen]
) -> None:
    presenter.search("waste")
    presenter.export()
    settle()
    assert screen().listing.isVisible()
    assert presenter.listing.view.count == _total(presenter)
    presenter.tick("country", "KG")
    assert presenter.listing.view.count == _total(presenter)
    assert presenter.listing.view.query.chosen("country") == ("KG",)
    assert window.close_top()
    settle()
    assert not screen().listing.isVisible()


def test_v_shows_the_next_view_unless_letters_are_off(
    window: Window, presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen], qtbot: QtBot
) -> None:
    listed = screen().findChild(ProjectList)
    listed.setFocus()
    qtbot.keyClick(listed, Qt.Key.Key_V)
    assert presenter.view.asked.view == "table"
    presenter.show("list")
    window.take_settings(replace(window.settings, single_keys=False))
    window.go(Place("projects"))
    listed = screen().findChild(ProjectList)
    listed.setFocus()
    qtbot.keyClick(listed, Qt.Key.Key_V)
    assert presenter.view.asked.view == "list"


def test_the_status_bar_says_what_is_summed_up(
    presenter: ProjectsPresenter, screen: Callable[[], ProjectsScreen]
) -> None:
    presenter.tick("country", "KG")
    told = presenter.view.statistics
    assert told is not None
    assert told.projects == _total(presenter)
    assert "each counted once" in screen().facts()
    assert isinstance(screen().filters.facets["country"], Facet)
    assert isinstance(screen().filters.ranges["size"], Range)
