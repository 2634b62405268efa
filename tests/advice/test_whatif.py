"""Facts changed for a trial: the draft stays, what shifts is said, and cures really cure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.advice.test_matching_financed import PROFILES, WASTE
from tests.kit.content import form, packs, reference
from wecoop_desktop.advice.matching import Match, match
from wecoop_desktop.advice.profile import Profile, answers_of
from wecoop_desktop.advice.whatif import FACTS, Change, changed, compare, cures
from wecoop_desktop.advice.wording import FACTS as WORDS
from wecoop_desktop.advice.wording import change_words
from wecoop_desktop.base.language import Language
from wecoop_desktop.forms.answers import Answers, Money
from wecoop_desktop.forms.codec import read_answers

TODAY = date(2026, 11, 22)
HARD = ("does_not_fit", "unknown", "would_fit")


def eur(amount: int) -> Money:
    return Money(Decimal(amount), "EUR")


def example(name: str) -> Answers:
    found = next(one for one in packs().examples if one.id == name)
    return read_answers(form(), found.answers)[0]


def matched(answers: Answers, *only: str) -> tuple[Match, ...]:
    return match(form(), answers, reference(), today=TODAY, rates=packs().rates, only=only)


def one(answers: Answers, funder: str) -> Match:
    return matched(answers, funder)[0]


def cured(answers: Answers, funder: str) -> dict[str, tuple[object, bool]]:
    found = cures(form(), answers, reference(), funder, today=TODAY, rates=packs().rates)
    return {cure.change.fact: (cure.change.value, cure.enough) for cure in found}


def row_amounts(answers: Answers) -> list[Decimal]:
    rows = answers["budget.financing"]
    assert isinstance(rows, tuple)
    cells = [row["amount"] for row in rows if isinstance(row, Mapping)]
    return [cell for cell in cells if isinstance(cell, Decimal)]


CHANGES = (
    Change("countries", ("UZ",)),
    Change("sectors", ("adaptation",)),
    Change("applicant", "private"),
    Change("kind", "ta"),
    Change("maturity", "idea"),
    Change("total", eur(1_000_000)),
    Change("guarantee", "agreed"),
    Change("category", "C"),
    Change("entity", "UNDP"),
    Change("requested", eur(5_000_000)),
    Change("size", eur(30_000_000)),
    Change("instrument", "grant"),
    Change("share", Decimal("0.25")),
    Change("contribution", Decimal("0.5")),
    Change("reduction", Decimal(1000)),
    Change("mitigation", Decimal(2)),
    Change("adaptation", Decimal(2)),
    Change("biodiversity", Decimal(1)),
    Change("desertification", Decimal(0)),
)


def test_every_fact_can_be_changed_and_has_words() -> None:
    assert {change.fact for change in CHANGES} == set(FACTS) == set(WORDS)


@pytest.mark.parametrize("change", CHANGES, ids=[change.fact for change in CHANGES])
def test_a_change_makes_new_answers_and_leaves_the_old(change: Change) -> None:
    answers = example("issyk-kul-waste")
    before = dict(answers)
    after = changed(answers, (change,), form())
    assert answers == before
    assert after != answers
    assert len(matched(after)) == len(reference().funders)
    for language in ("en", "ru"):
        said = change_words(form(), change, Language(language))
        assert said
        assert "{" not in said


def test_other_amounts_keep_the_plan_together() -> None:
    answers = example("issyk-kul-waste")
    larger = changed(answers, (Change("size", eur(16_000_000)),), form())
    assert larger["basic.total_cost"] == eur(36_000_000)
    assert sum(row_amounts(larger)) == 36_000_000
    asked = changed(answers, (Change("requested", eur(4_000_000), "ebrd"),), form())
    assert asked["basic.total_cost"] == answers["basic.total_cost"]
    assert asked["basic.requested"] == eur(4_000_000)
    # SECO has a row of its own: only that is changed, not what the lead funder is asked for.
    other = changed(answers, (Change("requested", eur(1_000_000), "sdc_seco"),), form())
    assert other["basic.requested"] == answers["basic.requested"]
    own = changed(answers, (Change("contribution", Decimal("0.5")),), form())
    half = next(r for r in one(own, "gef_sgp").reasons if r.part == "ticket")
    assert half.code != "counterpart_below"


def test_an_unknown_fact_is_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="colour"):
        changed({}, (Change("colour", "red"),), form())


def test_shifts_say_what_went_and_what_came() -> None:
    answers = answers_of(WASTE, form())
    before = matched(answers)
    changes = (Change("guarantee", "agreed"), Change("size", eur(30_000_000)))
    after = matched(changed(answers, changes, form()))
    shifts = {shift.funder: shift for shift in compare(before, after)}
    assert len(shifts) == len(before)
    assert list(shifts) == [found.funder for found in after]
    eib = shifts["eib"]
    assert (eib.before.verdict, eib.after.verdict) == ("unknown", "fits")
    assert {reason.code for reason in eib.gone} >= {"guarantee_missing", "ticket_below"}
    assert eib.rank_after < eib.rank_before
    assert eib.changed
    assert not any(shift.changed for shift in compare(before, before))


def test_cures_of_a_worked_example() -> None:
    answers = example("issyk-kul-waste")
    assert cures(form(), answers, reference(), "ebrd", today=TODAY) == ()  # it fits
    assert cures(form(), answers, reference(), "nobody", today=TODAY) == ()
    assert cured(answers, "adb") == {"size": (eur(8_700_000), True)}
    assert cured(answers, "jica") == {"applicant": ("sovereign", True)}
    # Two things stand against it: each change helps, none is enough.
    assert cured(answers, "world_bank") == {
        "size": (eur(8_700_000), False),
        "applicant": ("sovereign", False),
    }
    assert "category" not in cured(answers, "gef_sgp")  # a fact of the world is not for choosing
    assert "mitigation" not in cured(answers, "gcf")


def test_what_the_funder_cannot_be_given_has_no_cure() -> None:
    answers = answers_of(replace(WASTE, countries=("TM",)), form())
    assert cured(answers, "edb") == {}
    assert cured(answers, "usaid") == {}


def test_a_contradiction_is_cured_by_deciding() -> None:
    private = answers_of(replace(WASTE, applicant="private", guarantee="agreed"), form())
    found = one(private, "ebrd")
    assert found.verdict == "unknown"
    assert [reason.code for reason in found.reasons] == ["private_with_guarantee"]
    assert cured(private, "ebrd")["guarantee"] == ("not_needed", True)


def test_a_private_applicant_needs_no_guarantee_where_the_funder_lends_to_companies() -> None:
    private = answers_of(
        replace(WASTE, applicant="private", requested=eur(30_000_000), guarantee="not_needed"),
        form(),
    )
    for funder in ("adb", "eib"):
        codes = {reason.code for reason in one(private, funder).reasons}
        assert not codes & {"guarantee_missing", "guarantee_not_foreseen"}
    sovereign = answers_of(
        replace(WASTE, applicant="sovereign", requested=eur(30_000_000), guarantee="not_needed"),
        form(),
    )
    assert "guarantee_not_foreseen" in {r.code for r in one(sovereign, "adb").reasons}


@pytest.mark.parametrize(
    ("facts", "funder", "code", "verdict"),
    [
        ({"markers": {"mitigation": 1}}, "gcf", "climate_not_main", "would_fit"),
        ({"instruments": ("grant",)}, "eu_apif", "loan_beside", "would_fit"),
        ({"instruments": ("grant",)}, "undp", "money_of_others", "would_fit"),
        ({}, "world_bank", "through_the_state", "would_fit"),
        ({"requested": eur(9_000_000)}, "gef_sgp", "other_order", "does_not_fit"),
        ({"sectors": ("water_resources",)}, "carec_csppf", "one_country", "would_fit"),
        ({"total": eur(1_000_000)}, "ebrd", "asks_too_much", "unknown"),
        ({"guarantee": "needed_requested"}, "adb", "guarantee_not_agreed", "info"),
        ({"category": "A"}, "ebrd", "disclosed_early", "info"),
        ({"sectors": ("mitigation_energy",)}, "adb", "ghg_asked_later", "info"),
        ({}, "eib", "share_not_compared", "info"),
        ({"total": eur(10_000_000), "contribution": Decimal("0.1")}, "nefco", "counterpart_below",
         "would_fit"),
        ({"sectors": ("adaptation",), "markers": {"adaptation": 2}, "maturity": "full"},
         "adaptation_fund", "rationale_missing", "unknown"),
        ({"sectors": ("irrigation",), "maturity": "idea"}, "isdb", "too_early", "would_fit"),
    ],
)  # fmt: skip
def test_facts_that_have_a_check(
    facts: dict[str, object], funder: str, code: str, verdict: str
) -> None:
    answers = answers_of(replace(WASTE, **facts), form())  # type: ignore[arg-type]
    reason = next(r for r in one(answers, funder).reasons if r.code == code)
    assert reason.verdict == verdict
    assert reason.cure
    assert reason.as_of or not reason.source.startswith("card.")


@settings(max_examples=20, deadline=None)
@given(PROFILES, st.sampled_from(sorted(reference().funders)))
def test_cures_really_cure(profile: Profile, funder: str) -> None:
    answers = answers_of(profile, form())
    before = one(answers, funder)
    for cure in cures(form(), answers, reference(), funder, today=TODAY, rates=packs().rates):
        after = one(changed(answers, (cure.change,), form()), funder)
        assert after == cure.after
        assert cure.enough == (after.verdict == "fits")
        gone = {reason.rule for reason in cure.gone}
        assert gone
        assert not gone & {reason.rule for reason in after.reasons}
        hard = {reason.rule for reason in after.reasons if reason.verdict in HARD}
        assert hard <= {reason.rule for reason in before.reasons}


def test_options_of_a_question_are_said_in_its_words() -> None:
    options = form().field("budget.sovereign_guarantee").options
    for option in options:
        said = change_words(form(), Change("guarantee", option.id), Language("en"))
        assert option.label.en.casefold() in said.casefold()
        assert "_" not in said
