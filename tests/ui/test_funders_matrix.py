"""The matrix of funders over the real content, and what a cell counts over small profiles."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.kit.window import settle
from wecoop_desktop.base.text import Text
from wecoop_desktop.library.query import Query
from wecoop_desktop.packs.content import Funder
from wecoop_desktop.ui.parts.check import Check
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters import matrix
from wecoop_desktop.ui.presenters.funders import MATRIX, FundersPresenter
from wecoop_desktop.ui.presenters.matrix import COLUMNS, REGIONAL, Paid
from wecoop_desktop.ui.screens.fundergrid import Grid
from wecoop_desktop.ui.screens.fundermatrix import FunderMatrix
from wecoop_desktop.ui.window import Window

WATER_KG = Place("funders", part=MATRIX).choosing("sector", "wastewater").choosing("country", "KG")


@pytest.fixture
def presenter(window: Window) -> FundersPresenter:
    window.go(WATER_KG)
    return cast(FundersPresenter, window.presenter("funders"))


def _screen(window: Window) -> FunderMatrix:
    settle()
    return window.findChildren(FunderMatrix)[-1]


def _said(window: Window) -> str:
    labels = _screen(window).findChildren(QLabel)
    return " ".join(label.text() for label in labels if label.isVisible())


def funder(name: str, sectors: tuple[str, ...], countries: dict[str, str]) -> Funder:
    text = Text(name, name)
    card = {"countries": {code: {"eligible": said} for code, said in countries.items()}}
    return Funder(
        id=name, name=text, acronym=text, kind="fund", status="active", guide="", website="",
        sectors=sectors, instruments=(), beneficiaries=(), cycle=(), templates=(), card=card,
    )  # fmt: skip


def test_what_is_not_known_is_never_counted_as_yes() -> None:
    funders = (
        funder("in", ("waste",), {"KG": "yes"}),
        funder("limited", ("waste",), {"KG": "limited"}),
        funder("out", ("waste",), {"KG": "no"}),
        funder("silent", ("waste",), {}),
        funder("odd", ("waste",), {"KG": "perhaps"}),
        funder("nameless", (), {"KG": "yes"}),
        funder("elsewhere", ("forestry",), {"KG": "yes"}),
    )
    projects = (Paid(("KG",), ("waste",), False, ("silent", "out"), 2019),)
    found = matrix.listed(funders, projects, "waste", "KG")
    assert [(each.funder.id, each.verdict) for each in found] == [
        ("in", "yes"),
        ("limited", "limited"),
        ("silent", "unknown"),
        ("nameless", "unknown"),
        ("odd", "unknown"),
    ]
    assert (found[2].projects, found[2].last) == (1, 2019)
    cell = matrix.table(funders, projects, ("waste",))[0][COLUMNS.index("KG")]
    assert (cell.funders, cell.unknown, cell.projects) == (2, 3, 1)


def test_the_regional_column_holds_who_has_paid() -> None:
    funders = (funder("a", ("waste",), {"KG": "yes"}), funder("b", (), {}))
    projects = (
        Paid(("KG", "TJ"), ("waste",), True, ("b",), 0),
        Paid(("KG",), ("waste",), False, ("a",), 2001),
    )
    found = matrix.listed(funders, projects, "waste", REGIONAL)
    assert [(each.funder.id, each.verdict, each.last) for each in found] == [("b", "paid", 0)]
    assert len(matrix.inside(projects, "waste", "KG")) == 2


def test_a_cell_counts_what_the_search_finds(window: Window, presenter: FundersPresenter) -> None:
    desk = window.opening.view.desk
    assert desk is not None
    rows = presenter.view.rows
    assert len(rows) == 15
    for row in rows:
        for cell in row:
            query = Query(limit=0).choosing("sector", cell.sector)
            facet, value = ("country", cell.column)
            if cell.column == REGIONAL:
                facet, value = ("scope", "regional")
            assert desk.library.find(query.choosing(facet, value)).total == cell.projects


def test_the_arrows_walk_over_the_cells(
    window: Window, presenter: FundersPresenter, qtbot: QtBot
) -> None:
    grid = _screen(window).grid
    assert grid.currentIndex().column() == 1 + COLUMNS.index("KG")
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert presenter.view.cell == ("wastewater", "TJ")
    assert window.place.choice("country") == ("TJ",)
    assert "Tajikistan" in _said(window)
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    assert presenter.view.cell == ("irrigation", "TJ")
    for _ in range(8):  # names of sectors are no cells
        qtbot.keyClick(grid, Qt.Key.Key_Left)
    assert presenter.view.cell == ("irrigation", "KZ")


def test_a_cell_is_read_aloud(window: Window, presenter: FundersPresenter) -> None:
    grid = _screen(window).grid
    said = grid.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    cell = presenter.view.rows[2][1]
    wanted = f"Wastewater, Kyrgyzstan: {cell.funders} funders, {cell.projects} projects"
    assert said == wanted


def test_the_funders_of_a_cell_are_listed(window: Window, presenter: FundersPresenter) -> None:
    listed = presenter.view.listed
    said = _said(window)
    assert listed[0].last > 2000
    assert f"last {listed[0].last}" in said
    assert "EUR 3.0 M – EUR 250 M" in said.replace("\u00a0", " ")
    counts = [each.projects for each in listed]
    assert counts == sorted(counts, reverse=True)


def test_a_cell_leads_to_its_projects(window: Window, presenter: FundersPresenter) -> None:
    from wecoop_desktop.ui.presenters.projects import ProjectsPresenter

    cell = presenter.view.rows[2][1]
    presenter.find_cell()
    page = cast(ProjectsPresenter, window.presenter("projects")).view.page
    assert page is not None
    assert page.total == cell.projects


def test_enter_goes_to_the_first_funder(
    window: Window, presenter: FundersPresenter, qtbot: QtBot
) -> None:
    grid = _screen(window).grid
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    link = window.focusWidget()
    assert link is not None
    first = presenter.view.listed[0].funder
    assert link.accessibleName() == f"{first.acronym.en} · {first.name.en}"
    qtbot.keyClick(link, Qt.Key.Key_Space)
    assert window.place == Place("funders", first.id)


def test_no_more_than_three_are_ticked(window: Window, presenter: FundersPresenter) -> None:
    for at in range(3):
        ticks = [tick for tick in _screen(window).findChildren(Check) if tick.isVisible()]
        ticks[at].click()
    picked = presenter.view.picked
    assert len(picked) == 3
    assert set(window.place.choice("with")) == set(picked)
    ticks = [tick for tick in _screen(window).findChildren(Check) if tick.isVisible()]
    assert [tick.isEnabled() for tick in ticks[:4]] == [True, True, True, False]
    ticks[0].click()
    assert presenter.view.picked == picked[1:]


def test_a_place_restores_the_cell_and_the_picked(
    window: Window, presenter: FundersPresenter
) -> None:
    presenter.select("forestry", "UZ")
    presenter.pick_funder("gcf")
    place = window.place
    presenter.select("waste", "KZ")
    presenter.drop_funder("gcf")
    window.go(place)
    assert presenter.view.cell == ("forestry", "UZ")
    assert presenter.view.picked == ("gcf",)
    assert isinstance(_screen(window).grid, Grid)


def test_an_unknown_cell_or_funder_in_a_place_is_passed_over(
    window: Window, presenter: FundersPresenter
) -> None:
    place = Place("funders", part=MATRIX).choosing("sector", "gold").choosing("with", "nobody")
    window.go(place)
    assert presenter.view.cell == ("wastewater", "KG")
    assert presenter.view.picked == ()
    assert presenter.view.error is None
