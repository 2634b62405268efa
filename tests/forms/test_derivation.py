"""How results came: what is told agrees with what is computed, in both languages, for any input."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kit.content import form, packs, reference
from wecoop_desktop.appraisal.cashflow import npv
from wecoop_desktop.base.language import Language
from wecoop_desktop.forms.answers import Answers, Money, Value
from wecoop_desktop.forms.codec import read_answers
from wecoop_desktop.forms.derivation import Derivation, derive
from wecoop_desktop.forms.emissions import estimates
from wecoop_desktop.forms.evaluate import evaluate
from wecoop_desktop.forms.greenhouse import derivation, together
from wecoop_desktop.forms.streams import analysis

D = Decimal
TODAY = date(2026, 11, 22)
EXAMPLES = [example.id for example in packs().examples]
COMPUTED = [
    field.path
    for step in form().steps
    for field in step.fields
    if field.kind == "computed" and field.formula and "issues(" not in field.formula
]


@cache
def example(name: str) -> Answers:
    found = next(entry for entry in packs().examples if entry.id == name)
    return read_answers(form(), found.answers)[0]


def told(path: str, answers: Answers, code: str = "en") -> Derivation:
    found = derive(form(), answers, reference(), path=path, today=TODAY, language=Language(code))
    assert found is not None
    return found


def test_the_affordability_of_the_example_step_by_step():
    found = told("economics.affordability", example("issyk-kul-waste"))
    assert found.result == "0.6%"
    assert [(entry.label, entry.path) for entry in found.given] == [
        ("Average household income", "economics.household_income"),
        ("Monthly bill after the project", "economics.household_bill"),
    ]
    (line,) = found.lines
    assert line.numbers == "100 × KGS\u00a0270 ÷ KGS\u00a045,000"
    assert "100 × Monthly bill after the project ÷ Average household income" in line.formula


def test_a_present_value_is_told_by_its_terms_and_years():
    found = told("economics.enpv", example("issyk-kul-waste"))
    assert found.sheet is not None
    assert len(found.sheet.rows) == 25
    assert found.sheet.rows[-1][-1] == "12,851,673"  # the running sum ends at the result
    assert found.result == "EUR\u00a012,851,673"
    assert any("Investment" in line.formula for line in found.lines)


@pytest.mark.parametrize("code", ["en", "ru"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_result_of_every_example_is_told(name: str, code: str) -> None:
    answers = example(name)
    state = evaluate(form(), answers, reference=reference(), today=TODAY)
    for path in COMPUTED:
        found = told(path, answers, code)
        assert found.lines, path
        value = state.computed[path].value if path in state.computed else None
        assert (found.result == "–") == (value is None or value == ()), path
        for line in found.lines:
            assert "None" not in line.formula + line.numbers + line.value, path


@pytest.mark.parametrize("name", EXAMPLES)
def test_streams_add_up_to_the_present_value_of_the_form(name: str) -> None:
    answers = example(name)
    state = evaluate(form(), answers, reference=reference(), today=TODAY)
    for path in ("economics.enpv", "economics.fnpv"):
        found = analysis(form(), answers, reference(), path=path, today=TODAY)
        assert found is not None
        value = state.computed[path].value
        if isinstance(value, Decimal) and found.rate is not None:
            assert abs(npv(found.flows, found.rate) - value) < D("1e-6")


def test_emissions_are_told_with_their_sources():
    answers = example("urban-wastewater")
    (found,) = estimates(form(), answers, reference(), today=TODAY)
    story = derivation(form(), found, Language("en"))
    assert story.result == "3,179 t CO₂e a year"
    assert [line.name for line in story.lines][-1] == "tCO2e"
    assert story.lines[0].numbers == "80,000 × 60 × 365 ÷ 1,000,000 × 1"
    assert any("California Air Resources Board" in note for note in story.notes)
    assert together(form(), (found,), Language("en")) is None
    both = together(form(), (found, found), Language("ru"))
    assert both is not None
    assert both.result.startswith("6\u00a0358")


ODD = st.sampled_from([D(0), D(-5), D("1e30"), D("-1e30"), D("1e-9"), D(200), D(7)])
flow = st.fixed_dictionaries(
    {
        "year": st.sampled_from([D(0), D(1), D(200), D(201), D("0.5"), D(-1)]),
        "capex": ODD,
        "opex": ODD,
        "revenue": st.none() | ODD,
        "units": st.none() | ODD,
    }
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(flow, max_size=4),
    st.none() | ODD,
    st.none() | ODD,
    ODD,
    st.sampled_from(["EUR", "KGS"]),
)
def test_absurd_answers_are_told_without_a_fault(rows, rate, life, bill, currency):
    answers: dict[str, Value] = {
        "basic.currency": "EUR",
        "basic.project_type": "investment",
        "economics.flows": tuple(rows),
        "economics.household_bill": Money(bill, currency),
        "economics.household_income": Money(D(0), "EUR"),
        "budget.lines": ({"category": "works", "amount": bill},),
    }
    if rate is not None:
        answers |= {"economics.fin_rate": rate, "economics.eco_rate": rate}
    if life is not None:
        answers |= {"basic.lifetime_years": life, "economics.horizon": life}
    for path in COMPUTED:
        assert told(path, answers).label
    for path in ("economics.enpv", "economics.fnpv"):
        assert analysis(form(), answers, reference(), path=path, today=TODAY) is not None


def test_what_is_no_result_is_not_told():
    assert derive(form(), {}, reference(), path="basic.title_en", today=TODAY,
                  language=Language("en")) is None  # fmt: skip
    assert derive(form(), {}, reference(), path="no.where", today=TODAY,
                  language=Language("en")) is None  # fmt: skip


def test_several_rates_of_return_are_named_with_the_modified_one():
    answers: dict[str, Value] = {
        "basic.project_type": "investment",
        "economics.fin_rate": D(12),
        "economics.flows": tuple(
            {"year": D(year), "revenue": D(amount)} for year, amount in enumerate((-100, 230, -132))
        ),
    }
    found = told("economics.firr", answers)
    assert (found.result, found.reason) == ("–", "multiple")
    assert "Rates that fit these flows: 10.00%; 20.00%." in found.notes
    # paid: 100 + 132 / 1.12^2 = 205.230; gained: 230 x 1.12 = 257.6; (257.6 / 205.230)^(1/2)
    assert any("12.03%" in note for note in found.notes)
