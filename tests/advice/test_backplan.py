"""Plans back from a date: by hand for one funder, by rule for all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.advice.test_priorities import answers_of
from tests.kit.content import form, packs, reference
from wecoop_desktop.advice.backplan import Leg, Plan, backplan
from wecoop_desktop.advice.cycle import Months, Span, Wish, months_before
from wecoop_desktop.advice.paper import About
from wecoop_desktop.advice.planpaper import calendar_entries, plan_outline, sentences
from wecoop_desktop.advice.said import GAPS, PLANS, leg_words
from wecoop_desktop.advice.schedule import STUDIES, into_timeline
from wecoop_desktop.base.language import Language
from wecoop_desktop.forms.answers import Answers, Row, Value, Words
from wecoop_desktop.forms.evaluate import evaluate

TODAY = date(2026, 11, 22)
FUNDERS = {funder.id: funder for funder in packs().funders}
CATEGORY_A: dict[str, Value] = {"es_screening.category": "A"}
EN = Language("en")


def plan(
    funder: str,
    wished: date,
    wish: Wish = "approval",
    answers: Answers = CATEGORY_A,
    today: date = TODAY,
    skip: int = 0,
) -> Plan:
    return backplan(
        form(), answers, FUNDERS[funder], wished=wished, wish=wish, today=today, skip=skip
    )


def leg(found: Plan, name: str) -> Leg:
    return next(one for one in found.legs if one.id == name)


def test_adb_by_hand() -> None:
    found = plan("adb", date(2030, 6, 30))
    assert found.usual == Months(18, 30)
    assert found.summed == Months(21, 38)  # 6-12, 3-6, 9-15, 3-5; the last stage begins with it
    assert not found.agrees
    assert "usual-differs" in found.gaps
    assert leg(found, "stage-1").slow == Span(date(2027, 4, 30), date(2028, 4, 29))
    assert leg(found, "stage-1").fast == Span(date(2028, 9, 30), date(2029, 3, 29))
    assert leg(found, "stage-4").slow == Span(date(2030, 1, 30), date(2030, 6, 29))
    assert leg(found, "stage-5").slow == Span(date(2030, 6, 30), date(2031, 3, 29))
    assert leg(found, "disclosure-A").days == 120
    assert leg(found, "disclosure-A").slow == Span(date(2030, 3, 2), date(2030, 6, 29))
    assert leg(found, "decision").slow == Span(date(2030, 6, 30), date(2030, 6, 30))
    assert found.begin == Span(date(2027, 12, 30), date(2028, 12, 30))
    assert found.verdict == "possible"


@pytest.mark.parametrize(
    ("wished", "verdict"),
    [
        (date(2030, 6, 30), "possible"),
        (date(2029, 6, 30), "tight"),
        (date(2028, 6, 30), "late"),
        (date(2026, 11, 21), "past"),
    ],
)
def test_whether_it_can_be_reached(wished: date, verdict: str) -> None:
    found = plan("adb", wished)
    assert found.verdict == verdict
    assert found.soonest == Span(date(2028, 8, 22), date(2030, 1, 22))
    assert any(one.late for one in found.legs) == (verdict in ("late", "past"))
    assert next(sentences(found, EN)) == PLANS[verdict]


def test_stages_that_are_done_are_left_out() -> None:
    whole, rest = plan("adb", date(2028, 6, 30)), plan("adb", date(2028, 6, 30), skip=2)
    assert rest.skipped == 2
    assert [one.id for one in rest.legs] == [one.id for one in whole.legs[2:]]
    assert rest.verdict == "tight"
    assert rest.begin is None  # the usual months are those of the whole way
    nothing = plan("adb", date(2028, 6, 30), skip=99)
    assert nothing.legs == ()
    assert "all-done" in nothing.gaps
    assert nothing.verdict == "unknown"


def test_no_stage_of_decision_means_no_dates() -> None:
    found = plan("gggi", date(2028, 1, 31))
    assert found.verdict == "unknown"
    assert "no-decision" in found.gaps
    assert found.legs
    assert all(one.slow is None and one.fast is None for one in found.legs)
    assert found.begin == Span(date(2026, 7, 31), date(2027, 7, 31))  # by the usual months alone
    assert into_timeline(found, {}, form()) == {}


def test_unknown_months_are_not_guessed() -> None:
    funder = FUNDERS["adb"]
    cycle = tuple(
        replace(stage, months=None) if number == 2 else stage
        for number, stage in enumerate(funder.cycle)
    )
    found = backplan(
        form(),
        CATEGORY_A,
        replace(funder, cycle=cycle),
        wished=date(2030, 6, 30),
        today=TODAY,
    )
    dated = {one.id: one.slow is not None for one in found.legs if one.kind == "stage"}
    assert dated == {
        "stage-1": False, "stage-2": False, "stage-3": False, "stage-4": True, "stage-5": True,
    }  # fmt: skip
    assert "months-unknown" in found.gaps
    assert found.summed is None
    assert found.soonest is None
    assert found.verdict == "unknown"


def test_a_decision_within_its_stage_is_a_span() -> None:
    found = plan("jica", date(2030, 1, 31), "start")
    decided = leg(found, "decision").slow
    assert decided is not None
    assert decided.start < decided.end
    assert "decision-within" in found.gaps
    assert leg(found, "disclosure-A").slow is None
    assert "timeline.milestones" not in into_timeline(found, {}, form())
    approved = plan("jica", date(2030, 1, 31))
    assert approved.verdict == "possible"
    assert [one.id for one in approved.legs][-1] == "stage-3"
    assert leg(approved, "stage-3").slow is None  # how long the rest of stage 2 takes is unknown


def test_disclosure_by_category_and_side() -> None:
    day = date(2030, 6, 30)
    public = {one.id: one.days for one in plan("ebrd", day).legs if one.days}
    assert public == {"disclosure-A_public": 120, "disclosure-summary_public": 60}
    private = plan("ebrd", day, answers={**CATEGORY_A, "basic.applicant_type": "private"})
    assert leg(private, "disclosure-A_private").days == 60
    assert "category-unknown" in plan("ebrd", day, answers={}).gaps
    odd = plan("ebrd", day, answers={"es_screening.category": "Z"})
    assert "disclosure-unknown" in odd.gaps


def test_documents_know_their_item_of_readiness() -> None:
    found = plan("adb", date(2029, 6, 30), answers=answers_of("issyk-kul-waste"))
    study = next(paper for paper in leg(found, "stage-3").papers if paper.id == "fs")
    assert (study.item, study.status) == ("fs", "not_started")
    unit = next(paper for paper in leg(found, "stage-4").papers if paper.id == "pmu")
    assert unit.behind  # planned for June 2029, asked for before the approval
    waiting = {paper.id for paper in found.open_items}
    assert "site" in waiting
    assert "fs" not in waiting


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(FUNDERS)),
    st.dates(date(1990, 1, 1), date(2090, 12, 31)),
    st.sampled_from(["approval", "start"]),
    st.integers(0, 4),
)
def test_dates_run_on(funder: str, wished: date, wish: Wish, skip: int) -> None:
    found = plan(funder, wished, wish, skip=skip)
    stages = [one for one in found.legs if one.kind == "stage"]
    assert set(found.gaps) <= set(GAPS)
    for one in found.legs:
        assert (one.slow is None) == (one.fast is None)
        if one.slow and one.fast:
            assert one.slow.start <= one.slow.end
            assert one.fast.start <= one.fast.end
    for pace in ("slow", "fast"):
        spans = [getattr(one, pace) for one in stages if getattr(one, pace)]
        for before, after in pairwise(spans):
            assert before.end < after.start
    if stages and stages[0].slow and stages[0].fast:
        assert stages[0].slow.start <= stages[0].fast.start
    assert all(leg_words(found, one, EN) for one in found.legs)


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(0, 400))
def test_months_before(day: date, months: int) -> None:
    back = months_before(day, months)
    assert (day.year - back.year) * 12 + day.month - back.month == months
    assert back.day <= day.day
    later = months_before(day, months + 1)
    assert later < back
    assert months_before(date.min, 5) > date.min
    assert months_before(date.max, -5) < date.max


@pytest.mark.parametrize("pace", ["slow", "fast"])
@pytest.mark.parametrize("funder", ["adb", "gcf", "ebrd", "world_bank", "gef", "eu_apif"])
def test_into_the_timeline(funder: str, pace: str) -> None:
    answers = answers_of("issyk-kul-waste")
    found = plan(funder, date(2030, 6, 30), answers=answers)
    new = into_timeline(found, answers, form(), pace="slow" if pace == "slow" else "fast")
    for path, rows in new.items():
        there = answers[path]
        assert isinstance(there, tuple)
        assert rows[: len(there)] == there
        assert len(rows) > len(there)
    codes = [row.get("code") for row in new["timeline.rows"]]
    assert len(set(codes)) == len(codes)
    kinds = {option.id for option in form().field("timeline.rows").columns[2].options}
    assert {row.get("kind") for row in new["timeline.rows"]} <= kinds
    after = {**answers, **new}
    assert into_timeline(found, after, form()) == {}  # a second time nothing is added
    ruled = evaluate(form(), after, reference=reference(), today=TODAY).problems
    wrong = {problem.code for problem in ruled if problem.level == "error"}
    assert not wrong & {"R-time-01", "R-time-02", "R-time-03"}


def test_rows_of_the_user_are_kept_whatever_they_are_called() -> None:
    mine: Row = {"code": "P01", "name": Words("ADB: Concept paper", "")}
    own: dict[str, Value] = {"timeline.rows": (mine,)}
    found = plan("adb", date(2030, 6, 30), answers={**CATEGORY_A, **own})
    rows = into_timeline(found, own, form())["timeline.rows"]
    names = [row["name"] for row in rows]
    assert rows[0] == mine
    assert sum(isinstance(name, Words) and name.en == "ADB: Concept paper" for name in names) == 1
    assert [row["code"] for row in rows].count("P01") == 1


def test_studies_are_documents_of_the_pack() -> None:
    named = {
        document for funder in packs().funders for s in funder.cycle for document in s.documents
    }
    assert set(STUDIES) <= named


@pytest.mark.parametrize("code", ["en", "ru"])
@pytest.mark.parametrize("funder", sorted(FUNDERS))
def test_on_paper_and_in_a_calendar(funder: str, code: str) -> None:
    language = Language(code)
    found = plan(funder, date(2030, 6, 30), answers=answers_of("issyk-kul-waste"))
    outline = plan_outline(found, About("A title", "", "", TODAY), form(), language)
    assert outline.sections[0].blocks
    entries = calendar_entries(found, "x", form(), language)
    assert len({entry.id for entry in entries}) == len(entries)
    assert len(entries) == sum(one.slow is not None for one in found.legs)
    assert all(entry.start <= entry.end for entry in entries)
    again = plan(funder, date(2031, 6, 30), answers=answers_of("issyk-kul-waste"))
    moved = calendar_entries(again, "x", form(), language)
    assert [entry.id for entry in moved] == [entry.id for entry in entries]
    assert all(later.start > entry.start for entry, later in zip(entries, moved, strict=True))


def test_a_day_is_enough_for_nothing() -> None:
    tomorrow = TODAY + timedelta(days=1)
    assert plan("gcf", tomorrow).verdict == "late"
