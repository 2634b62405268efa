"""The match view over the real rules, profiles and a real store."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.kit.window import button, settle
from wecoop_desktop.advice.change import Change
from wecoop_desktop.advice.matching import Reason
from wecoop_desktop.advice.profile import Profile
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.answers import Money
from wecoop_desktop.forms.form import Data
from wecoop_desktop.ui.desk import Desk
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.funders import FundersPresenter
from wecoop_desktop.ui.presenters.matching import MatchingPresenter
from wecoop_desktop.ui.presenters.matchingview import MATCH, ORDER, fix_of
from wecoop_desktop.ui.screens.matching import Matching
from wecoop_desktop.ui.screens.matchingtrial import Trial, _amount, _place
from wecoop_desktop.ui.window import Window

QUICK = Place("funders", part=MATCH).choosing("draft", "none")
PROFILE = Profile(
    countries=("KG",),
    sectors=("wastewater",),
    applicant="sub_sovereign",
    requested=Money(Decimal(7_400_000), "EUR"),
    instruments=("loan",),
    excluded="no",
)


@pytest.fixture
def desk(window: Window) -> Desk:
    desk = window.opening.view.desk
    assert desk is not None
    return desk


@pytest.fixture
def presenter(window: Window) -> MatchingPresenter:
    """The quick form, still empty."""
    window.go(QUICK)
    return cast(FundersPresenter, window.presenter("funders")).matching


@pytest.fixture
def draft(desk: Desk, presenter: MatchingPresenter, window: Window) -> str:
    """A draft that names country, sector and size, and is matched."""
    form = desk.library.form()
    answers: dict[str, Data] = {
        "basic.title_en": "Wastewater of Karakol",
        "basic.countries": ["KG"],
        "basic.sectors": ["wastewater"],
        "basic.target_maturity": "concept",
        "basic.project_type": "investment",
        "basic.applicant_type": "sub_sovereign",
        "basic.requested": {"amount": "7400000", "currency": "EUR"},
        "basic.total_cost": {"amount": "9000000", "currency": "EUR"},
    }
    made = desk.store.create(form.id, form.version, answers)
    window.go(Place("funders", part=MATCH).choosing("draft", made))
    return made


def screen(window: Window) -> Matching:
    settle()
    return window.findChildren(Matching)[-1]


def texts(window: Window) -> str:
    return " ".join(
        getattr(label, "words", "") or label.text()
        for label in screen(window).findChildren(QLabel)
        if label.isVisible()
    )


# The quick form


def test_nothing_is_matched_before_anything_is_known(
    window: Window, presenter: MatchingPresenter
) -> None:
    assert presenter.view.matches == ()
    assert "Which funders fit?" in texts(window)
    assert not button(window, "Start a proposal from this").isEnabled()


def test_every_funder_has_a_verdict_and_groups_keep_their_order(
    window: Window, presenter: MatchingPresenter
) -> None:
    presenter.tell(PROFILE)
    groups = presenter.view.groups
    assert sum(len(group.lines) for group in groups) == 33
    assert [group.verdict for group in groups] == [
        verdict for verdict in ORDER if verdict in {group.verdict for group in groups}
    ]
    for group in groups:
        assert [line.rank for line in group.lines] == list(range(1, len(group.lines) + 1))
    presenter.show_only("does_not_fit")
    assert [group.verdict for group in presenter.view.shown] == ["does_not_fit"]
    assert window.place.choice("verdict") == ("does_not_fit",)


def test_what_is_left_open_stays_unknown(presenter: MatchingPresenter) -> None:
    presenter.tell(Profile(countries=("KG",)))
    assert not [one for one in presenter.view.matches if one.verdict == "fits"]
    codes = {reason.code for one in presenter.view.matches for reason in one.reasons}
    assert "sector_missing" in codes


def test_the_form_is_filled_by_keys_and_a_wrong_amount_is_told(
    window: Window, presenter: MatchingPresenter, qtbot: QtBot
) -> None:
    quick = screen(window).facts.quick
    assert quick is not None
    quick.countries["KG"].click()
    assert presenter.view.profile is not None
    assert presenter.view.profile.countries == ("KG",)
    quick.amount.insert("много")
    qtbot.keyClick(quick.amount, Qt.Key.Key_Return)
    assert quick._wrong.isVisible()
    assert presenter.view.profile.requested is None
    quick.amount.setText("12 500 000")
    qtbot.keyClick(quick.amount, Qt.Key.Key_Return)
    assert presenter.view.profile.requested == Money(Decimal(12_500_000), "USD")
    assert not quick._wrong.isVisible()
    quick.amount.setText("-5")
    qtbot.keyClick(quick.amount, Qt.Key.Key_Return)
    assert quick._wrong.isVisible()


def test_the_arrows_choose_a_funder(
    window: Window, presenter: MatchingPresenter, qtbot: QtBot
) -> None:
    presenter.tell(PROFILE)
    matching = screen(window)
    before = presenter.view.funder
    matching.list.list.setFocus()
    qtbot.keyClick(matching.list.list, Qt.Key.Key_Down)
    assert presenter.view.funder not in ("", before)
    assert window.place.choice("funder") == (presenter.view.funder,)
    line = presenter.view.line
    assert line is not None
    assert line.funder.name.en in texts(window)


def test_a_proposal_is_started_from_the_answers(
    window: Window, presenter: MatchingPresenter, desk: Desk
) -> None:
    presenter.tell(PROFILE)
    button(window, "Start a proposal from this").click()
    assert window.place.screen == "wizard"
    answers = desk.store.load(window.place.id).answers
    assert answers["basic.countries"] == ["KG"]
    assert answers["basic.requested"] == {"amount": "7400000", "currency": "EUR"}
    assert answers["basic.target_maturity"] == "idea"


def test_an_unknown_currency_or_funder_of_a_place_is_passed_over(
    window: Window, presenter: MatchingPresenter
) -> None:
    money = Money(Decimal(10) ** 18, "ZZZ")
    presenter.tell(replace(PROFILE, requested=money))
    assert len(presenter.view.matches) == 33
    window.go(QUICK.choosing("funder", "nobody").choosing("show", "nothing"))
    assert presenter.view.funder in presenter.view.funders
    assert presenter.view.part == "reasons"


# Reasons


def test_every_check_has_a_question_that_settles_it_or_is_a_fact_of_the_funder(
    desk: Desk,
) -> None:
    form = desk.library.form()
    table = form.tables["matching"]
    assert isinstance(table, Mapping)
    checks = cast("tuple[Mapping[str, str], ...]", table["checks"])
    without = set()
    for check in checks:
        reason = Reason(
            check["id"], check["code"], check["part"], check["result"], check["source"],
            Text(), Text(), {},
        )  # fmt: skip
        path = fix_of(reason)
        if not path:
            without.add(check["code"])
        else:
            assert form.field(path), path
    assert without == {
        "funder_closed", "funder_limited", "no_money", "money_of_others", "country_limited",
        "country_not_eligible", "no_sector", "unusual_sector",
    }  # fmt: skip


def test_reasons_say_their_source_and_lead_to_the_question(
    window: Window, presenter: MatchingPresenter, draft: str
) -> None:
    match = next(one for one in presenter.view.matches if one.verdict == "unknown")
    presenter.choose(match.funder)
    said = texts(window)
    assert "A guide, not a decision of the funder" in said
    assert "From the answers of the proposal" in said or "From the profile of the funder" in said
    path = next(path for reason in match.reasons if (path := fix_of(reason)))
    presenter.fix(path)
    assert window.place.screen == "wizard"
    assert window.place.id == draft


def test_parts_of_the_order_are_words_with_weights(
    window: Window, presenter: MatchingPresenter, draft: str
) -> None:
    presenter.choose(presenter.view.matches[0].funder)
    said = texts(window)
    assert "Why it stands there" in said
    assert "weighs 25 of" in said
    assert "met in full" in said


# What if


def test_a_trial_never_touches_the_draft(
    window: Window, presenter: MatchingPresenter, desk: Desk, draft: str
) -> None:
    before = desk.store.load(draft)
    presenter.turn("trial")
    presenter.try_out(Change("requested", Money(Decimal(42_000_000), "EUR")))
    presenter.try_out(Change("instrument", "grant"))
    assert presenter.view.shifts
    assert {change.fact for change in presenter.view.trial} == {"requested", "instrument"}
    after = desk.store.load(draft)
    assert (after.answers, after.updated, after.undo) == (
        before.answers, before.updated, before.undo,
    )  # fmt: skip
    presenter.leave_out("requested")
    presenter.leave_out("instrument")
    assert presenter.view.matches == presenter.view.before


def test_taking_over_is_one_step_of_undo(
    window: Window, presenter: MatchingPresenter, desk: Desk, draft: str
) -> None:
    before = desk.store.load(draft)
    presenter.turn("trial")
    presenter.try_out(Change("instrument", "loan"))
    presenter.try_out(Change("guarantee", "agreed"))
    settle()
    button(window, "Take over into the draft").click()
    after = desk.store.load(draft)
    assert after.answers["budget.sovereign_guarantee"] == "agreed"
    assert after.answers["budget.financing"]
    assert after.undo == before.undo + 1
    button(window, "Undo").click()
    assert desk.store.load(draft).answers == before.answers
    told = presenter.view.told
    assert told is not None
    assert told.code == "undone"


def test_a_draft_changed_since_is_not_undone(
    presenter: MatchingPresenter, desk: Desk, draft: str
) -> None:
    presenter.use_funder("ebrd")
    desk.store.write(draft, "basic.acronym", "KW")
    presenter.undo_told()
    told = presenter.view.told
    assert told is not None
    assert told.code == "changed"
    assert desk.store.load(draft).answers["basic.acronym"] == "KW"


def test_a_slider_is_tried_when_it_rests_and_shows_the_amount(
    window: Window, presenter: MatchingPresenter, draft: str, qtbot: QtBot
) -> None:
    presenter.turn("trial")
    trial = screen(window).findChildren(Trial)[-1]
    assert trial.amount.text() == "7,400,000"
    with qtbot.waitSignal(presenter.changed, timeout=5000):
        trial.slider.setValue(_place(Decimal(25_000_000)))
    change = presenter.view.trial[0]
    assert change.fact == "requested"
    assert isinstance(change.value, Money)
    assert change.value.currency == "EUR"
    assert Decimal(20_000_000) < change.value.amount < Decimal(30_000_000)
    trial.amount.setText("x")
    qtbot.keyClick(trial.amount, Qt.Key.Key_Return)
    assert trial._wrong.isVisible()
    assert presenter.view.trial == (change,)


def test_the_slider_reaches_its_ends() -> None:
    assert _place(_amount(0)) == 0
    assert _place(_amount(250)) == 250
    assert _place(Decimal(0)) == 0
    assert _place(Decimal(10) ** 20) == 250


def test_a_single_change_that_helps_can_be_tried(presenter: MatchingPresenter, draft: str) -> None:
    for one in presenter.view.matches:
        presenter.choose(one.funder)
        cures = presenter.view.cures
        if cures:
            presenter.try_cure(cures[0])
            after = presenter.view.match_of(one.funder)
            assert after is not None
            gone = {reason.rule for reason in cures[0].gone}
            assert gone.isdisjoint({reason.rule for reason in after.reasons})
            return
    pytest.fail("no funder has a cure")


# The other parts


def test_evidence_and_priorities_are_shown(
    window: Window, presenter: MatchingPresenter, draft: str
) -> None:
    presenter.choose("ebrd")
    presenter.turn("evidence")
    assert "Projects it has paid for that are most like this one" in texts(window)
    evidence = presenter.view.evidence
    assert evidence is not None
    presenter.open_project(evidence.nearest[0].hit.id)
    assert window.place.screen == "projects"
    window.go(presenter.place())
    presenter.turn("priorities")
    assert presenter.view.priorities is not None
    assert "The country" in texts(window)


def test_a_funder_is_used_for_the_draft_with_its_form(
    presenter: MatchingPresenter, desk: Desk, draft: str
) -> None:
    before = desk.store.load(draft).undo
    presenter.use_funder("adb")
    stored = desk.store.load(draft)
    assert stored.answers["basic.target_funders"] == ["adb"]
    assert stored.answers["review.template"] == "adb_concept"
    assert stored.undo == before + 1
    presenter.use_funder("ebrd")
    assert desk.store.load(draft).answers["basic.target_funders"] == ["ebrd", "adb"]
    presenter.use_funder("ebrd")
    told = presenter.view.told
    assert told is not None
    assert told.code == "nothing"


# Files


def test_the_match_is_saved_as_a_table(
    window: Window, presenter: MatchingPresenter, draft: str, tmp_path: Path
) -> None:
    for ending in ("xlsx", "csv", "pdf"):
        presenter.save_table()
        filing = presenter.filing
        filing.choose(ending)
        target = tmp_path / f"match.{ending}"
        filing.save(target)
        assert filing.view.file.written
        assert target.stat().st_size > 2000
        if ending == "csv":
            with target.open(encoding="utf-8-sig", newline="") as file:
                rows = list(csv.reader(file))
            assert len({row[0] for row in rows[1:]}) == 33
        filing.save(target)
        assert filing.view.file.clash == target
        filing.file.keep_both()
        assert len(list(tmp_path.glob(f"match*.{ending}"))) == 2
        assert screen(window).window().close_top()
        assert not filing.view.opened


def test_a_folder_that_is_not_there_is_told(
    presenter: MatchingPresenter, draft: str, tmp_path: Path
) -> None:
    presenter.save_table()
    presenter.filing.save(tmp_path / "gone" / "match.xlsx")
    assert presenter.filing.view.file.error is not None
    assert not presenter.filing.view.file.written


def test_priorities_are_saved(presenter: MatchingPresenter, draft: str, tmp_path: Path) -> None:
    presenter.choose("ebrd")
    presenter.turn("priorities")
    presenter.save_priorities()
    presenter.filing.speak("ru")
    presenter.filing.save(tmp_path / "priorities.xlsx")
    assert presenter.filing.view.file.written


# Narrow windows


def test_narrow_windows_show_two_panes_and_lead_to_the_third(
    window: Window, presenter: MatchingPresenter, draft: str
) -> None:
    window.resize(960, 600)
    matching = screen(window)
    assert not matching.facts.isVisible()
    assert matching.list.isVisible()
    assert matching.detail.isVisible()
    button(window, "What is matched").click()
    settle()
    assert matching.facts.isVisible()
    assert not matching.detail.isVisible()
    assert matching.close_top()
    assert matching.detail.isVisible()
    assert not matching.close_top()
