"""What comparison, profiles, policies and the wizard's panel of funders say about a draft."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.kit.window import button, buttons, settle
from wecoop_desktop.forms.form import Data
from wecoop_desktop.ui.desk import Desk
from wecoop_desktop.ui.panels.funders import FundersPanel
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.appraising import stage_of
from wecoop_desktop.ui.presenters.funders import COMPARE, POLICIES, FundersPresenter
from wecoop_desktop.ui.presenters.matchingview import standing
from wecoop_desktop.ui.presenters.prospects import IDLE, NATIONAL
from wecoop_desktop.ui.presenters.wizard import PANELS, WizardPresenter
from wecoop_desktop.ui.screens.aside import TABS
from wecoop_desktop.ui.screens.funders import FundersScreen
from wecoop_desktop.ui.screens.wizard import WizardScreen
from wecoop_desktop.ui.window import Window

THREE = Place("funders", part=COMPARE).choosing("with", "ebrd", "gcf", "world_bank")


@pytest.fixture
def desk(window: Window) -> Desk:
    desk = window.opening.view.desk
    assert desk is not None
    return desk


@pytest.fixture
def draft(desk: Desk) -> str:
    form = desk.library.form()
    answers: dict[str, Data] = {
        "basic.title_en": "Air of Osh",
        "basic.countries": ["KG"],
        "basic.sectors": ["air_quality"],
        "basic.target_maturity": "concept",
        "basic.project_type": "investment",
        "basic.target_funders": ["gcf"],
    }
    return desk.store.create(form.id, form.version, answers)


@pytest.fixture
def presenter(window: Window) -> FundersPresenter:
    return cast(FundersPresenter, window.presenter("funders"))


@pytest.fixture
def wizard(window: Window, draft: str) -> WizardPresenter:
    window.go(Place("wizard", draft, "policy"))
    settle()
    window.findChildren(WizardScreen)[-1]._open_panel("funders")
    settle()
    return cast(WizardPresenter, window.presenter("wizard"))


def texts(window: Window, kind: type = FundersScreen) -> str:
    settle()
    return " ".join(
        getattr(label, "words", "") or label.text()
        for label in window.findChildren(kind)[-1].findChildren(QLabel)
        if label.isVisible()
    )


# Comparison


def test_a_comparison_says_how_the_draft_stands(
    window: Window, presenter: FundersPresenter, draft: str, desk: Desk
) -> None:
    window.go(THREE.choosing("draft", draft))
    view = presenter.matching.view
    assert view.draft == draft
    said = texts(window)
    assert "Match with the draft" in said
    gcf = view.match_of("gcf")
    assert gcf is not None
    assert standing(gcf, "country") == "fits"
    assert standing(gcf, "instrument") in ("unknown", "would_fit")
    assert standing(gcf, "nothing of it") == ""
    buttons(window, "Use this form for the draft")[0].click()
    assert desk.store.load(draft).answers["review.template"]
    button(window, "Undo").click()
    assert "review.template" not in desk.store.load(draft).answers


def test_without_a_draft_a_comparison_is_as_before(
    window: Window, presenter: FundersPresenter, desk: Desk
) -> None:
    for row in desk.store.proposals():
        desk.store.delete(row.id)
    window.go(THREE)
    assert presenter.matching.view.draft == ""
    assert "Match with the draft" not in texts(window)


# Profile


def test_the_stage_of_the_draft_is_marked_where_it_names_the_funder(
    window: Window, presenter: FundersPresenter, draft: str
) -> None:
    window.go(Place("funders", "gcf", "cycle").choosing("draft", draft))
    assert presenter.appraising.view.stage == 1
    assert presenter.view.stage == 1
    assert "your draft is here" in texts(window)
    window.go(Place("funders", "ebrd", "cycle"))
    assert presenter.appraising.view.stage is None
    assert "your draft is here" not in texts(window)


def test_a_stage_that_cannot_be_told_is_not_guessed(desk: Desk) -> None:
    for funder in desk.library.funders():
        for level in ("idea", "concept", "full", "", "later"):
            stage = stage_of(funder, level)
            assert stage is None or 0 <= stage < len(funder.cycle)
    assert stage_of(desk.library.funder("usaid"), "idea") is None


def test_the_criteria_say_where_they_are_answered(
    window: Window, presenter: FundersPresenter, draft: str, tmp_path: Path
) -> None:
    window.go(Place("funders", "gcf", "criteria").choosing("draft", draft))
    said = texts(window)
    assert "How far the draft answers the criteria" in said
    assert "Not answered" in said
    button(window, "Print the self-assessment").click()
    presenter.matching.filing.save(tmp_path / "review.pdf")
    assert presenter.matching.filing.view.file.written


def test_a_plan_goes_into_the_timeline_as_one_step(
    window: Window, presenter: FundersPresenter, draft: str, desk: Desk, tmp_path: Path
) -> None:
    mine: list[Data] = [{"code": "1", "name": {"en": "Survey", "ru": ""}}]
    desk.store.write(draft, "timeline.rows", mine)
    before = desk.store.load(draft)
    window.go(Place("funders", "gcf", "cycle").choosing("draft", draft))
    presenter.appraising.wish_for("01.07.2032")
    plan = presenter.appraising.view.plan
    assert plan is not None
    assert plan.wished == date(2032, 7, 1)
    button(window, "Put into the timeline of the draft").click()
    after = desk.store.load(draft)
    rows = after.answers["timeline.rows"]
    assert isinstance(rows, list | tuple)
    assert len(rows) > 1
    assert rows[0]["code"] == "1"  # type: ignore[index,call-overload]
    assert after.undo == before.undo + 1
    desk.store.undo(draft)
    assert desk.store.load(draft).answers == before.answers
    presenter.appraising.save_plan()
    presenter.matching.filing.choose("ics")
    presenter.matching.filing.save(tmp_path / "plan.ics")
    assert (tmp_path / "plan.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_a_date_that_is_none_is_told_and_a_past_one_too(
    window: Window, presenter: FundersPresenter, draft: str
) -> None:
    window.go(Place("funders", "gcf", "cycle").choosing("draft", draft))
    presenter.appraising.wish_for("soon")
    assert presenter.appraising.view.unclear is not None
    assert presenter.appraising.view.plan is None
    presenter.appraising.wish_for("01.01.1999")
    assert presenter.appraising.view.unclear is None
    assert "past already" in texts(window)
    presenter.appraising.wish_for("")
    assert presenter.appraising.view.plan is None


# Policies


def test_a_policy_says_who_finances_and_which_drafts_name_it(
    window: Window, presenter: FundersPresenter, draft: str, desk: Desk
) -> None:
    desk.store.write(draft, NATIONAL, [{"policy": "kg_air"}])
    window.go(Place("funders", part=POLICIES).choosing("policy", "kg_air").choosing("draft", draft))
    view = presenter.policies.view
    assert view.shown[0].id == "kg_air"
    assert view.country == "KG"
    assert draft in {one.proposal for one in view.using["kg_air"]}
    said = texts(window)
    assert "Who finances such projects" in said
    assert "Used in your drafts" in said
    button(window, "Back to the draft").click()
    assert window.place == Place("wizard", draft, "policy")


def test_filters_without_a_policy_offer_a_way_out(
    window: Window, presenter: FundersPresenter
) -> None:
    place = Place("funders", part=POLICIES).choosing("country", "TM")
    window.go(place.choosing("sector", "nothing"))
    assert presenter.policies.view.shown == ()
    assert "No policy is known for this country and sector" in texts(window)
    button(window, "Clear the filters").click()
    assert len(presenter.policies.view.shown) == 50


# The panel of the wizard


def test_the_panel_is_the_fifth(window: Window) -> None:
    assert PANELS[4] == "funders"
    assert set(TABS) == set(PANELS)


def test_the_panel_shows_the_draft_s_funders_and_what_reviewers_look_at(
    window: Window, wizard: WizardPresenter
) -> None:
    view = wizard.prospects.view
    assert sum(view.counts.values()) == 33
    assert [one.funder for one in view.chosen] == ["gcf"]
    assert "gcf" not in {one.funder for one in view.best}
    assert {one.funder for one in view.asked} == {"gcf"}
    assert "FUNDERS OF THIS DRAFT" in texts(window, FundersPanel).upper()


def test_a_national_document_is_put_into_the_answer_as_one_step(
    window: Window, wizard: WizardPresenter, desk: Desk, draft: str
) -> None:
    before = desk.store.load(draft)
    documents = wizard.prospects.view.documents
    assert documents
    assert {one.policy.country for one in documents} <= {"KG", "REG"}
    first = documents[0].policy
    wizard.prospects.insert(first.id)
    wizard.prospects.insert(first.id)
    stored = desk.store.load(draft)
    rows = stored.answers[NATIONAL]
    assert isinstance(rows, list | tuple)
    assert [row["policy"] for row in rows] == [first.id]  # type: ignore[index,call-overload]
    assert stored.undo == before.undo + 1
    assert wizard.prospects.view.documents[0].named
    assert wizard.view.answers[NATIONAL]
    wizard.undo()
    assert NATIONAL not in wizard.view.answers


def test_nothing_is_matched_while_keys_are_pressed(
    window: Window, wizard: WizardPresenter, qtbot: QtBot
) -> None:
    before = wizard.prospects.view
    wizard.edit("basic.countries", ("TM",))
    wizard.edit("basic.sectors", ("waste",))
    assert wizard.prospects.view == before
    with qtbot.waitSignal(wizard.prospects.changed, timeout=40 * IDLE):
        pass
    qtbot.waitUntil(lambda: wizard.prospects.view.counts != before.counts, timeout=40 * IDLE)


def test_without_country_and_sector_the_panel_says_what_is_missing(
    window: Window, wizard: WizardPresenter
) -> None:
    wizard.edit("basic.countries", None)
    wizard.edit("basic.sectors", None)
    wizard.prospects.look()
    assert wizard.prospects.view.counts == {}
    assert "Choose the country and the sector in step 1" in texts(window, FundersPanel)


def test_the_panel_leads_to_the_match_and_the_policies_and_back(
    window: Window, wizard: WizardPresenter, draft: str, presenter: FundersPresenter
) -> None:
    wizard.prospects.open_policies()
    assert presenter.policies.view.country == "KG"
    assert presenter.policies.view.draft == draft
    presenter.policies.open_draft(draft)
    assert window.place == Place("wizard", draft, "policy")
    wizard.prospects.open_match("gcf")
    assert presenter.matching.view.draft == draft
    assert presenter.matching.view.funder == "gcf"
