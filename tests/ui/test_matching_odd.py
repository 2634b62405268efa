"""The match view with what nobody expects: copies to comment on, no country, huge amounts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import cast

import pytest

from tests.kit.window import opened, settle
from wecoop_desktop.advice.change import Change
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.wording import say
from wecoop_desktop.forms.form import Data
from wecoop_desktop.ui.desk import Desk
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.panel import Panel
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.funders import COMPARE, FundersPresenter
from wecoop_desktop.ui.presenters.matching import MatchingPresenter
from wecoop_desktop.ui.presenters.matchingview import MATCH, PARTS
from wecoop_desktop.ui.screens.fundercompare import FunderCompare
from wecoop_desktop.ui.window import Window
from wecoop_desktop.ui.wording import language

ANSWERS: dict[str, Data] = {
    "basic.title_en": "Wastewater of Karakol",
    "basic.countries": ["KG"],
    "basic.sectors": ["wastewater"],
    "basic.target_maturity": "concept",
    "basic.applicant_type": "sub_sovereign",
    "basic.currency": "EUR",
    "basic.requested": {"amount": "7400000", "currency": "EUR"},
    "basic.total_cost": {"amount": "9000000", "currency": "EUR"},
}


@pytest.fixture
def desk(window: Window) -> Desk:
    desk = window.opening.view.desk
    assert desk is not None
    return desk


def _funders(window: Window) -> FundersPresenter:
    return cast(FundersPresenter, window.presenter("funders"))


def _open(window: Window, desk: Desk, answers: dict[str, Data]) -> MatchingPresenter:
    """The match view with a new draft of these answers."""
    form = desk.library.form()
    made = desk.store.create(form.id, form.version, answers)
    window.go(Place("funders", part=MATCH).choosing("draft", made))
    settle()
    return _funders(window).matching


def _banners(window: Window) -> str:
    settle()
    shown = (each for each in window.findChildren(Banner) if each.isVisible())
    return " ".join(each.accessibleName() for each in shown)


def test_a_review_copy_is_not_written_and_the_reason_is_said(
    window: Window, desk: Desk, tmp_path: Path
) -> None:
    form = desk.library.form()
    file = tmp_path / "copy.wecoop"
    desk.store.export_file(desk.store.create(form.id, form.version, ANSWERS), file, review=True)
    copy = desk.store.import_file(file)
    window.go(Place("funders", part=MATCH).choosing("draft", copy))
    settle()
    funders = _funders(window)
    matching = funders.matching
    before = desk.store.load(copy).answers
    matching.use_funder("ebrd")
    assert matching.view.error is not None
    sentence = say(language(), matching.view.error)
    assert sentence in _banners(window)
    matching.forget_told()
    assert sentence not in _banners(window)
    matching.try_out(Change("guarantee", "agreed"))
    settle()
    matching.take_over()
    assert sentence in _banners(window)
    assert matching.view.trial, "what was tried is kept"
    for place in (
        Place("funders", "ebrd", "match"),
        Place("funders", part=COMPARE).choosing("with", "ebrd", "gcf"),
    ):
        window.go(place.choosing("draft", copy))
        matching.forget_told()
        matching.use_funder("gcf")
        assert sentence in _banners(window), place
    window.go(Place("funders", "ebrd", "cycle").choosing("draft", copy))
    matching.forget_told()
    funders.appraising.wish_for("01.06.2029")
    settle()
    assert funders.appraising.view.plan is not None
    funders.appraising.into_timeline()
    assert sentence in _banners(window)
    assert desk.store.load(copy).answers == before


def test_a_draft_that_goes_while_it_is_matched(window: Window, desk: Desk) -> None:
    matching = _open(window, desk, ANSWERS)
    gone = matching.view.draft
    desk.store.delete(gone)
    matching.use_funder("ebrd")
    matching.try_out(Change("guarantee", "agreed"))
    settle()
    matching.take_over()
    settle()
    window.go(Place("home"))
    window.go(Place("funders", part=MATCH).choosing("draft", gone))
    settle()
    assert gone not in {row.id for row in matching.view.drafts}
    assert matching.view.draft != gone


ODD: tuple[dict[str, Data], ...] = (
    {"basic.countries": []},
    {"basic.countries": [], "basic.sectors": []},
    {"basic.countries": ["KZ", "KG", "TJ", "TM", "UZ", "REG"]},
    {"basic.requested": {"amount": "1e30", "currency": "EUR"}},
    {"basic.requested": {"amount": "5000000", "currency": "XAU"}},
    {"basic.requested": {"amount": "-3", "currency": "EUR"}},
    {"basic.requested": {"amount": "0", "currency": "EUR"}},
)


def test_odd_facts_are_shown_in_every_part(window: Window, desk: Desk) -> None:
    for odd in ODD:
        matching = _open(window, desk, {**ANSWERS, **odd})
        for part in PARTS:
            matching.turn(part)
            settle()
        assert matching.view.error is None, odd
        assert bool(matching.view.matches) == matching.view.known, odd
        if odd.get("basic.requested") and matching.view.matches:
            assert all(one.verdict != "fits" for one in matching.view.matches), odd


def test_two_drafts_of_one_name_are_told_apart(window: Window, desk: Desk) -> None:
    first = _open(window, desk, ANSWERS).view.draft
    matching = _open(window, desk, {**ANSWERS, "basic.countries": ["UZ"]})
    assert matching.view.draft != first
    matching.choose_draft(first)
    settle()
    assert matching.view.answers["basic.countries"] == ("KG",)


DAYS = {
    "29.02.2028": date(2028, 2, 29),
    "31.12.9999": date(9999, 12, 31),
    "01.01.0001": date(1, 1, 1),
    "05.03.2020": date(2020, 3, 5),
}


@pytest.mark.parametrize("funder", ["adb", "usaid", "nefco"])
def test_odd_days_are_planned_back_from(window: Window, desk: Desk, funder: str) -> None:
    for typed, day in DAYS.items():
        matching = _open(window, desk, ANSWERS)
        window.go(Place("funders", funder, "cycle").choosing("draft", matching.view.draft))
        settle()
        appraising = _funders(window).appraising
        appraising.wish_for(typed)
        settle()
        view = appraising.view
        if view.unclear is None:
            assert view.wished == day
            assert view.plan is not None
            appraising.into_timeline()
            settle()
        assert view.error is None, typed
        appraising.wish_for("30.02.2028")
        assert appraising.view.unclear is not None
        assert appraising.view.plan is None


@pytest.mark.parametrize("speech", ["en", "ru"])
@pytest.mark.usefixtures("qapp")
def test_three_funders_have_room_at_twice_the_size(tmp_path: Path, speech: str) -> None:
    with opened(Home(tmp_path / "home"), speech, "light", 200) as window:
        desk = window.opening.view.desk
        assert desk is not None
        _open(window, desk, ANSWERS)
        window.go(Place("funders", part=COMPARE).choosing("with", "ebrd", "gcf", "world_bank"))
        settle()
        panel = window.findChildren(FunderCompare)[-1].panes()[-1]
        assert isinstance(panel, Panel)
        inside = panel.widget()
        assert inside is not None
        assert inside.minimumSizeHint().width() <= panel.viewport().width()
