"""Funders side by side, and the sums of a profile, over the real content."""

from __future__ import annotations

import csv
import io
from itertools import product
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QLabel

from tests.kit.window import settle
from wecoop_desktop.base.language import Language
from wecoop_desktop.library.query import Query
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.check import Check
from wecoop_desktop.ui.parts.chip import Chip
from wecoop_desktop.ui.parts.link import Link
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.funders import COMPARE, FundersPresenter
from wecoop_desktop.ui.screens.fundercompare import ROWS, FunderCompare
from wecoop_desktop.ui.screens.funders import FundersScreen
from wecoop_desktop.ui.window import Window

THREE = Place("funders", part=COMPARE).choosing("with", "ebrd", "gcf", "world_bank")


@pytest.fixture
def presenter(window: Window) -> FundersPresenter:
    window.go(THREE)
    return cast(FundersPresenter, window.presenter("funders"))


def _screen(window: Window) -> FunderCompare:
    settle()
    return window.findChildren(FunderCompare)[-1]


def _texts(window: Window) -> list[str]:
    return [label.text() for label in _screen(window).findChildren(QLabel) if label.isVisible()]


def _titles(window: Window) -> list[str]:
    """The rows shown, in their order."""
    known = [title for title, _ in ROWS]
    shown = [getattr(each, "words", "") for each in _screen(window).findChildren(QLabel)]
    return [words for words in shown if words in known]


def test_a_place_names_the_compared(window: Window, presenter: FundersPresenter) -> None:
    assert [funder.id for funder in presenter.view.compared] == ["ebrd", "gcf", "world_bank"]
    said = " ".join(_texts(window))
    for funder in presenter.view.compared:
        assert funder.name.en in said


def test_rows_keep_their_order_and_the_alike_are_hidden(
    window: Window, presenter: FundersPresenter
) -> None:
    order = [title for title, _ in ROWS]
    few = _titles(window)
    assert few == [title for title in order if title in few]
    window.go(Place("funders", part=COMPARE).choosing("with", "kfw", "giz"))
    differing = _titles(window)
    tick = next(each for each in _screen(window).findChildren(Check) if each.isVisible())
    assert tick.isChecked()
    tick.click()
    assert _titles(window) == order
    assert len(differing) < len(order)
    assert window.place.choice("all") == ("yes",)
    window.go(THREE)
    assert not presenter.view.everything


def test_one_funder_shows_all_rows(window: Window, presenter: FundersPresenter) -> None:
    presenter.drop_funder("gcf")
    presenter.drop_funder("ebrd")
    assert _titles(window) == [title for title, _ in ROWS]
    presenter.drop_funder("world_bank")
    assert "Compare funders side by side" in _texts(window)
    assert window.place.choice("with") == ()


def test_unknown_is_said(window: Window, presenter: FundersPresenter) -> None:
    silent = next(funder for funder in presenter.view.funders if not funder.templates)
    window.go(Place("funders", part=COMPARE).choosing("with", silent.id, "ebrd"))
    names = [each.accessibleName() for each in _screen(window).findChildren(QLabel)]
    assert f"{silent.acronym.en}, Forms: unknown" in names


def test_a_head_leads_to_the_profile_and_a_chip_takes_out(
    window: Window, presenter: FundersPresenter
) -> None:
    chips = [each for each in _screen(window).findChildren(Chip) if each.isVisible()]
    assert chips[0].accessibleName() == "Take EBRD out of the comparison"
    chips[0].click()
    assert presenter.view.picked == ("gcf", "world_bank")
    links = [each for each in _screen(window).findChildren(Link) if each.isVisible()]
    next(each for each in links if each.text() == "GCF").click()
    assert window.place == Place("funders", "gcf")


def test_no_fourth_none_twice_nobody_unknown(presenter: FundersPresenter) -> None:
    presenter.pick_funder("adb")
    assert presenter.view.picked == ("ebrd", "gcf", "world_bank")
    presenter.drop_funder("gcf")
    presenter.pick_funder("ebrd")
    presenter.pick_funder("nobody")
    assert list(presenter.view.picked) == ["ebrd", "world_bank"]


def test_a_profile_says_what_its_projects_sum_up_to(
    window: Window, presenter: FundersPresenter
) -> None:
    window.go(Place("funders", "ebrd", "projects"))
    desk = window.opening.view.desk
    assert desk is not None
    sums = presenter.view.sums
    assert sums == desk.library.statistics(Query().choosing("funder", "ebrd"))
    assert [organisation for organisation, _, _ in presenter.view.payers] == ["ebrd"]
    settle()
    screen = window.findChildren(FundersScreen)[-1]
    said = " ".join(each.text() for each in screen.findChildren(QLabel) if each.isVisible())
    assert "Money in the database" in said
    assert f"of {sums.priced} projects whose amount is known" in said


def test_the_comparison_is_saved_as_it_is_shown(
    window: Window, presenter: FundersPresenter, tmp_path: Path
) -> None:
    settle()
    shown = _titles(window)
    filing = presenter.matching.filing
    for ending, speech in product(("xlsx", "csv", "pdf"), ("en", "ru")):
        button = next(
            each for each in _screen(window).findChildren(Button) if each.text() == "Export table"
        )
        button.click()
        filing.choose(ending)
        filing.speak(speech)
        path = tmp_path / speech / filing.view.suggested
        path.parent.mkdir(exist_ok=True)
        filing.save(path)
        settle()
        assert filing.view.file.written
        assert filing.view.file.target == path
        if ending == "csv":
            text = path.read_text("utf-8-sig")
            comma = ";" if speech == "ru" else ","
            names = {row[0] for row in csv.reader(io.StringIO(text), delimiter=comma)}
            assert {Language(speech).tr(title) for title in shown} <= names
            for funder in presenter.view.compared:
                assert (funder.acronym.ru if speech == "ru" else funder.acronym.en) in text
                assert funder.website in text
        else:
            assert path.read_bytes()[:4] == (b"%PDF" if ending == "pdf" else b"PK\x03\x04")


def test_nothing_compared_is_nothing_to_save(window: Window, presenter: FundersPresenter) -> None:
    for funder in presenter.view.compared:
        presenter.drop_funder(funder.id)
    presenter.save_comparison()
    assert not presenter.matching.filing.view.opened
