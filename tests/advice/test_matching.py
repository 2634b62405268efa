"""Verdicts with reasons: each hand-made case, and that matching never fails."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings

from tests.forms.test_evaluate import some_answers
from tests.forms.test_rules import CLOSED, FUNDER, RARE, screening, usd
from tests.kit.content import form, packs, reference
from wecoop_desktop.advice import records
from wecoop_desktop.advice.matching import Match, match
from wecoop_desktop.advice.wording import reason_message
from wecoop_desktop.base.language import Language
from wecoop_desktop.forms.answers import Money, Value
from wecoop_desktop.forms.evaluate import Reference

TODAY = date(2026, 11, 22)
CARD = {
    **FUNDER,
    "instruments": ("loan", "grant"),
    "submission": {"channel": "direct"},
    "name": {"en": "Bank", "ru": "Банк"},
}
GOOD: dict[str, Value] = {
    "basic.countries": ("KG",),
    "basic.sectors": ("waste",),
    "basic.applicant_type": "sovereign",
    "basic.currency": "USD",
    "basic.requested": usd(2_000_000),
    "basic.total_cost": usd(4_000_000),
    "budget.lines": ({"amount": Decimal(4_000_000)},),
    "budget.financing": (
        {"instrument": "grant", "amount": Decimal(2_000_000)},
        {"instrument": "budget", "amount": Decimal(2_000_000)},
    ),
    **screening(),
}


def one(answers: dict[str, Value], card: dict[str, object] = CARD) -> Match:
    cards = Reference({"bank": {**card, "id": "bank"}}, {}, {})
    return match(form(), answers, cards, today=TODAY)[0]


def test_what_fits_fits_without_a_reason():
    found = one(GOOD)
    assert (found.verdict, found.reasons) == ("fits", ())
    scores = {part.id: part.score for part in found.parts}
    assert scores["country"] == scores["sector"] == scores["ticket"] == 1
    assert scores["instrument"] == 1
    assert scores["priority"] is scores["experience"] is scores["size"] is None
    assert scores["conditions"] == 1
    # 25 + 25 + 15 + 10 + 15 + 15 of 150, and half of what is not known (10 + 15 + 10); no policy
    # is at hand.
    assert found.score == round(Decimal("122.5") * 100 / 150, 6)


@pytest.mark.parametrize(
    ("changes", "verdict", "rule"),
    [
        ({"basic.countries": ("TM",)}, "does_not_fit", "M-02"),
        ({"basic.countries": ("TJ",)}, "would_fit", "M-22"),
        ({"basic.countries": ("KG", "TM")}, "would_fit", "M-21"),
        ({"basic.countries": ()}, "unknown", "M-11"),
        ({"basic.sectors": ("land",)}, "does_not_fit", "M-05"),
        ({"basic.sectors": ("land", "waste")}, "would_fit", "M-24"),
        ({"basic.applicant_type": "ngo"}, "would_fit", "M-25"),
        ({"basic.requested": usd(100)}, "would_fit", "M-27"),
        ({"basic.requested": usd(3_000_000)}, "would_fit", "M-29"),
        ({"es_screening.checklist": ()}, "unknown", "M-14"),
        (screening(q01="yes"), "does_not_fit", "M-03"),
    ],
)
def test_what_speaks_against_it(changes, verdict, rule):
    found = one({**GOOD, **changes})
    assert found.verdict == verdict
    assert rule in [reason.rule for reason in found.reasons]


def test_closed_and_rare_funders():
    assert one(GOOD, {**CARD, **CLOSED, "instruments": ("loan",)}).verdict == "does_not_fit"
    assert "M-23" in [r.rule for r in one(GOOD, {**CARD, "status": RARE["status"]}).reasons]


def test_hard_reasons_come_first():
    found = one({**GOOD, "basic.countries": ("TM",), "basic.requested": usd(100)})
    assert [reason.verdict for reason in found.reasons] == ["does_not_fit", "would_fit"]


def test_an_amount_without_a_rate_is_told():
    found = one({**GOOD, "basic.currency": "KGS", "basic.requested": usd(1)}, {
        **CARD, "ticket": {"min": 1, "max": 5, "currency": "EUR"}})  # fmt: skip
    reason = next(reason for reason in found.reasons if reason.code == "amount_not_compared")
    assert reason.values["requested"] == usd(1)
    assert "EUR" in reason_message(form(), reason, Language("en"))


def test_the_real_funders_are_ordered_by_verdict_and_score():
    found = match(form(), GOOD, reference(), today=TODAY)
    assert len(found) == len(reference().funders)
    order = ["fits", "would_fit", "unknown", "does_not_fit"]
    places = [order.index(one.verdict) for one in found]
    assert places == sorted(places)
    for entry in found:
        for reason in entry.reasons:
            assert reason.message
            assert reason.source
            assert Language("ru").text(reason.message)


@settings(max_examples=15, deadline=None)
@given(some_answers())
def test_any_answers_are_matched(answers):
    for found in match(form(), answers, reference(), today=TODAY):
        assert found.score is None or 0 <= found.score <= 100
        if found.verdict != "fits":
            assert found.reasons


def of_funder(answers: dict[str, Value], funder: str = "ebrd") -> Match:
    known = records.of_projects(packs().projects, packs().organisations, packs().rates)
    return match(
        form(),
        answers,
        reference(),
        today=TODAY,
        rates=packs().rates,
        records=known,
        only=(funder,),
    )[0]


def said(found: Match, code: str) -> str:
    reason = next(each for each in found.reasons if each.code == code)
    return reason_message(form(), reason, Language("en"))


@pytest.mark.parametrize(("applicant", "days"), [("sub_sovereign", "120"), ("private", "60")])
def test_the_time_of_disclosure_is_that_of_the_applicant(applicant: str, days: str) -> None:
    answers: dict[str, Value] = {
        **GOOD, "basic.applicant_type": applicant, "es_screening.category": "A",
    }  # fmt: skip
    assert f"at least {days} days" in said(of_funder(answers), "disclosed_early")


def test_questions_of_the_screening_are_named_by_their_numbers() -> None:
    answers = {path: value for path, value in GOOD.items() if not path.startswith("es_screening")}
    assert said(of_funder(answers), "exclusion_unknown").endswith("no. 1, 2, 3 of the screening.")


def test_what_was_paid_outside_the_usual_sectors_is_counted() -> None:
    waste: dict[str, Value] = {**GOOD, "basic.sectors": ("waste",)}
    known = {"gef": "that the database knows: ", "fao": "the database knows no project"}
    for funder, words in known.items():
        assert words in said(of_funder(waste, funder), "unusual_sector")


def test_of_a_blend_only_the_grant_is_the_share_of_the_union() -> None:
    plan: tuple[dict[str, object], ...] = (
        {"instrument": "loan", "amount": Decimal(7_000_000)},
        {"instrument": "grant", "amount": Decimal(2_000_000)},
        {"instrument": "budget", "amount": Decimal(1_000_000)},
    )
    answers: dict[str, Value] = {
        **GOOD,
        "basic.currency": "EUR",
        "basic.requested": Money(Decimal(9_000_000), "EUR"),
        "basic.total_cost": Money(Decimal(10_000_000), "EUR"),
        "budget.financing": plan,
        "budget.lines": (),
    }
    codes = {reason.code for reason in of_funder(answers, "eu_apif").reasons}
    assert not codes & {"share_above", "ticket_below", "ticket_above"}
    alone = {
        **answers,
        "budget.financing": ({"instrument": "grant", "amount": Decimal(9_000_000)},),
    }
    assert "share_above" in {reason.code for reason in of_funder(alone, "eu_apif").reasons}


def test_a_public_body_is_not_told_to_sell_shares() -> None:
    plan = ({"instrument": "grant", "amount": Decimal(3_000_000)},)
    for applicant, offered in (("sovereign", False), ("private", True)):
        answers: dict[str, Value] = {
            **GOOD, "basic.applicant_type": applicant, "budget.financing": plan,
        }  # fmt: skip
        reason = next(r for r in of_funder(answers).reasons if r.code == "no_instrument")
        assert (("instrument", "equity") in reason.tries) == offered
