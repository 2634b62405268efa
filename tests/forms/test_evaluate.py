"""`evaluate` as a whole: it never fails, what it says hangs together, its figures are right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.appraisal.test_cashflow import wastewater_town
from tests.kit.answers import answer, everything, filled_answers
from tests.kit.content import form, reference
from wecoop_desktop.forms.answers import Cell, Money, Value, Words
from wecoop_desktop.forms.evaluate import Reference, evaluate, holds
from wecoop_desktop.forms.form import LEVELS, Column, Field
from wecoop_desktop.forms.kinds import KINDS, filled
from wecoop_desktop.forms.plan import prepare
from wecoop_desktop.forms.state import State

D = Decimal
TODAY = date(2026, 11, 22)
FIELDS = [field for step in form().steps for field in step.fields]
ASKED = [field for field in FIELDS if field.kind != "computed"]
ORDER = {"C": 1, "B": 2, "A": 3, "X": 4}


def state_of(answers: dict[str, Value], **rest: str) -> State:
    level = next((name for name in LEVELS if name == rest.get("level")), None)
    return evaluate(form(), answers, reference=reference(), level=level, today=TODAY)


# ---------------------------------------------------------------------- any answers at all

texts = st.text(max_size=30)
numbers = st.one_of(
    st.decimals(-(10**15), 10**15, allow_nan=False, places=2),
    st.sampled_from([D(0), D(1), D(-1), D("1E+50"), D("1E-50"), D("NaN"), D("Infinity")]),
)
currencies = st.sampled_from(["USD", "EUR", "KGS", "ZZZ"])
days = st.integers(0, 9000).map(lambda days: date(2015, 1, 1) + timedelta(days=days))


def cells(item: Field | Column) -> st.SearchStrategy[Cell]:
    stores = KINDS[item.kind].stores
    ids = st.sampled_from([option.id for option in item.options] or ["ebrd", "gcf", "kg_ndc", "?"])
    return {
        "words": texts if item.plain else st.builds(Words, texts, texts),
        "choice": ids,
        "choices": st.lists(ids, max_size=4).map(tuple),
        "number": numbers,
        "money": st.builds(Money, numbers, currencies),
        "date": days,
        "yes_no": st.booleans(),
    }.get(stores, st.none())


def values_of(field: Field) -> st.SearchStrategy[Value]:
    if KINDS[field.kind].has_rows:
        columns = {column.id: cells(column) | st.none() for column in field.columns}
        row = st.fixed_dictionaries({}, optional=columns)
        return st.lists(row, max_size=4).map(tuple)
    if field.multiple:
        ids = [option.id for option in field.options] or ["ebrd", "gcf", "nobody"]
        return st.lists(st.sampled_from(ids), max_size=4).map(tuple)
    return cells(field)


def some_answers() -> st.SearchStrategy[dict[str, Value]]:
    def of(fields: list[Field]) -> st.SearchStrategy[dict[str, Value]]:
        return st.fixed_dictionaries({field.path: values_of(field) for field in fields})

    few = st.lists(st.sampled_from(ASKED), max_size=8, unique_by=lambda field: field.path)
    return few.flatmap(of)


@settings(max_examples=60, deadline=None)
@given(some_answers(), st.sampled_from(LEVELS), st.sampled_from(["en", "ru"]))
def test_any_answers_are_evaluated(answers, level, language):
    state = evaluate(
        form(), answers, reference=reference(), level=level, today=TODAY, language=language
    )
    assert state.required <= state.visible
    assert all(0 <= meter <= 100 for meter in (state.meters.complete, state.meters.strong))
    for progress in state.progress.values():
        assert progress.filled <= progress.required
    for path, value in answers.items():
        if filled(form().field(path).kind, value):
            assert path in state.visible


@settings(max_examples=15, deadline=None)
@given(some_answers())
def test_the_same_answers_give_the_same_state(answers):
    assert state_of(answers) == state_of(dict(answers))


def test_problems_come_in_the_order_of_the_form():
    place = {field.path: index for index, field in enumerate(FIELDS)}
    paths = [place[problem.path] for problem in state_of(everything(form())).problems]
    assert paths == sorted(paths)


def test_without_content_and_answers_there_is_still_a_state():
    state = evaluate(form(), {}, reference=Reference(), today=TODAY)
    assert state.level == "concept"
    assert state.meters.complete == 0
    assert state.required


# ---------------------------------------------------------------------- required and complete


@pytest.mark.parametrize(
    ("expression", "answers", "met"),
    [
        ("basic.target_maturity == 'full'", {"basic.target_maturity": "full"}, True),
        ("basic.target_maturity == 'full'", {"basic.target_maturity": "idea"}, False),
        (
            "basic.project_type in ['investment', 'programme']",
            {"basic.project_type": "programme"},
            True,
        ),
        (
            "any_of(climate.rio, marker == 'mitigation' and score > 0)",
            {"climate.rio": ({"marker": "mitigation", "score": D(1)},)},
            True,
        ),
        ("no_such_step.field == 1", {}, None),
        ("this is (no expression", {}, None),
    ],
)
def test_a_condition_of_a_template_is_met_or_not(expression, answers, met):
    assert holds(form(), expression, answers, reference=reference(), today=TODAY) is met


def test_the_level_comes_from_the_answers():
    assert state_of({"basic.target_maturity": "full"}).level == "full"
    assert state_of({"basic.target_maturity": "full"}, level="idea").level == "idea"
    assert state_of({}, level="idea").required < state_of({}, level="full").required


def test_fields_of_other_types_of_project_are_not_asked():
    ta = state_of({"basic.project_type": "ta"}, level="full")
    assert "economics.flows" not in ta.visible
    assert "economics.flows" not in ta.required
    kept = state_of({"basic.project_type": "ta", "economics.horizon": D(10)}, level="full")
    assert "economics.horizon" in kept.visible


def test_a_field_is_required_only_while_its_condition_is_true():
    loan: dict[str, Value] = {
        "basic.project_type": "investment",
        "budget.financing": ({"instrument": "loan", "amount": D(1)},),
    }
    assert "economics.dscr" in state_of(loan, level="full").required
    assert "economics.dscr" not in state_of({"basic.project_type": "ta"}, level="full").required


# Answers that conditions of other fields read may add to what is required.
_READ = {
    path
    for plan in prepare(form()).fields.values()
    for expression in (plan.required_if, plan.formula)
    if expression is not None
    for path in expression.paths
} | {"basic.project_type"}


@settings(max_examples=25, deadline=None)
@given(some_answers(), st.sampled_from([field for field in ASKED if field.path not in _READ]))
def test_one_answer_more_never_makes_a_proposal_less_complete(answers, field):
    answers = {path: value for path, value in answers.items() if path != field.path}
    before = state_of(answers).meters.complete
    after = state_of({**answers, field.path: answer(field)}).meters.complete
    assert after >= before


def test_everything_filled_is_complete():
    answers = everything(form())
    answers["review.template"] = "eu_concept"
    state = state_of(answers)
    assert state.meters.complete == 100
    assert not [problem for problem in state.problems if problem.code == "required"]


def test_defaults_are_offered_and_not_written():
    offered = state_of({}).computed
    assert (offered["basic.currency"].value, offered["basic.currency"].reason) == ("USD", "default")
    adb = state_of({"basic.target_funders": ("adb",), "basic.sectors": ("forestry",)}).computed
    assert adb["economics.eco_rate"].value == 6
    adb = state_of({"basic.target_funders": ("adb",), "basic.sectors": ("waste",)}).computed
    assert adb["economics.eco_rate"].value == 9
    assert "basic.currency" not in state_of({"basic.currency": "EUR"}).computed


# ---------------------------------------------------------------------- category

QUESTIONS = [option.id for column in form().field("es_screening.checklist").columns
             if column.id == "question" for option in column.options]  # fmt: skip
replies = st.sampled_from(["no", "unknown", "yes"])
WORSE = {"no": "unknown", "unknown": "yes", "yes": "yes"}


def category_of(given_answers: dict[str, str]) -> tuple[str, bool]:
    rows = tuple({"question": name, "answer": reply} for name, reply in given_answers.items())
    answers: dict[str, Value] = {"es_screening.checklist": rows}
    parts = state_of(answers).computed["es_screening.category_auto"].parts
    assert parts is not None
    return str(parts["letter"]), parts["provisional"] is True


@settings(max_examples=50, deadline=None)
@given(
    st.lists(replies, min_size=len(QUESTIONS), max_size=len(QUESTIONS)),
    st.sampled_from(QUESTIONS),
    st.booleans(),
)
def test_one_more_adverse_answer_never_lowers_the_category(given_replies, question, calm):
    known = dict.fromkeys(QUESTIONS, "no") if calm else dict(
        zip(QUESTIONS, given_replies, strict=True)
    )  # fmt: skip
    known[question] = given_replies[0]
    worse = {**known, question: WORSE[known[question]]}
    assert ORDER[category_of(worse)[0]] >= ORDER[category_of(known)[0]]


@pytest.mark.parametrize("question", ["q01", "q02", "q03"])
def test_an_open_exclusion_question_never_ends_as_c(question):
    clean = dict.fromkeys(QUESTIONS, "no")
    assert category_of(clean) == ("C", False)
    assert category_of({**clean, question: "unknown"}) == ("B", True)
    del clean[question]
    assert category_of(clean) == ("B", True)


def test_works_decide_how_protected_areas_count():
    rows = tuple({"question": q, "answer": "yes" if q == "q04" else "no"} for q in QUESTIONS)
    answers: dict[str, Value] = {"es_screening.checklist": rows, "basic.project_type": "ta"}
    assert state_of(answers).computed["es_screening.category_auto"].value == "B"
    answers["budget.lines"] = ({"category": "works", "amount": D(1)},)
    assert state_of(answers).computed["es_screening.category_auto"].value == "A"


def test_documents_follow_the_category_and_its_conditions():
    rows = tuple({"question": q, "answer": "yes" if q == "q05" else "no"} for q in QUESTIONS)
    needed = state_of({"es_screening.checklist": rows}).computed["es_screening.documents_needed"]
    assert isinstance(needed.value, tuple)
    ids = [row["id"] for row in needed.value]
    assert "bap_if_habitat" in ids
    assert "rap_or_lrf_if_land" not in ids


# ---------------------------------------------------------------------- figures by hand


def figure(answers: dict[str, Value], path: str) -> Decimal | None:
    value = state_of(answers, level="full").computed[path].value
    assert value is None or isinstance(value, Decimal)
    return value


def town(*, revenue_years: int = 10) -> dict[str, Value]:
    """The worked example E7 of the guide, entered as a user would."""
    rows = []
    for year in range(28):
        running = year >= 3
        capex = {0: D(6), 1: D(10), 2: D("6.7")}.get(year, D(0))
        rise = D("0.8") * (min(year, 3 + revenue_years) - 3) / revenue_years
        row: dict[str, Cell] = {"year": D(year), "capex": capex}
        if running:
            row |= {
                "opex": D("1.1"),
                "revenue": D("1.2") + rise,
                "benefits": D("2.2"),
                "carbon": D(3180 * 60) / 10**6,
            }
        row |= {"replacement": D("1.5")} if year == 15 else {}
        row |= {"residual": D("2.5")} if year == 27 else {}
        rows.append(row)
    return {
        "basic.project_type": "investment",
        "economics.flows": tuple(rows),
        "economics.fin_rate": D(6),
        "economics.eco_rate": D(5),
    }


def test_the_worked_example_of_the_guide():
    answers = town()
    shown = {
        name: round(value, 2) if value is not None else None
        for name in ("fnpv", "enpv", "eirr", "firr", "bcr", "payback", "funding_gap", "grant_case")
        for value in [figure(answers, f"economics.{name}")]
    }
    assert shown == {
        "fnpv": D("-14.40"),
        "enpv": D("17.11"),
        "eirr": D("10.70"),
        "firr": D("-0.96"),
        "bcr": D("1.47"),
        "payback": None,
        "funding_gap": D("14.40"),
        "grant_case": D("14.40"),
    }
    assert state_of(answers).computed["economics.payback"].reason == "not_recovered"
    assert len(wastewater_town(economic=True)) == 28


def test_the_sensitivity_of_the_guide():
    slow = town(revenue_years=24)
    assert round(figure(slow, "economics.fnpv") or D(0), 1) in (D("-16.9"), D("-16.8"))
    assert round(figure(slow, "economics.enpv") or D(0), 1) in (D("14.2"), D("14.3"))


def test_shares_of_the_budget():
    answers: dict[str, Value] = {
        "budget.lines": (
            {"category": "works", "amount": D(70)},
            {"category": "contingency_price", "amount": D(20)},
            {"category": "finance", "amount": D(10)},
        ),
        "budget.financing": (
            {"instrument": "loan", "amount": D(50)},
            {"instrument": "grant", "amount": D(30)},
            {"instrument": "own", "amount": D(15)},
            {"instrument": "in_kind", "amount": D(5)},
        ),
    }
    assert figure(answers, "budget.total") == 100
    assert figure(answers, "budget.total_without_finance") == 90
    assert figure(answers, "budget.total_without_finance_and_price_contingency") == 70
    assert figure(answers, "budget.counterpart_share") == 20
    assert figure(answers, "budget.grant_share") == 30
    shares = state_of(answers).computed["budget.financing[].share"].value
    assert shares == (50, 30, 15, 5)


def test_emissions_and_their_cost():
    answers: dict[str, Value] = {
        "climate.ghg_baseline": D(1000),
        "climate.ghg_project": D(200),
        "basic.lifetime_years": D(20),
        "basic.currency": "EUR",
        "basic.total_cost": Money(D(80_000), "EUR"),
    }
    assert figure(answers, "climate.ghg_reduction") == 800
    assert figure(answers, "climate.ghg_lifetime") == 16_000
    missing = state_of(answers).computed["climate.abatement_cost"]
    assert (missing.value, missing.reason) == (None, "no_rate")
    answers["basic.exchange_rates"] = (
        {"currency": "USD", "rate": D("1.3"), "date": date(2026, 1, 1)},
        {"currency": "USD", "rate": D("1.1"), "date": date(2026, 6, 1)},
    )
    assert figure(answers, "climate.abatement_cost") == D("5.5")  # the latest rate


def test_affordability():
    answers: dict[str, Value] = {
        "basic.countries": ("KG", "KZ"),
        "basic.sectors": ("adaptation", "wastewater"),
        "economics.household_income": Money(D(30_000), "KGS"),
        "economics.low_income": Money(D(15_000), "KGS"),
        "economics.household_bill": Money(D(900), "KGS"),
    }
    computed = state_of(answers).computed
    assert computed["economics.affordability_sector"].value == "wastewater"
    assert computed["economics.affordability_limit"].value == 3
    assert computed["economics.affordability_limit_low"].value == 4
    assert computed["economics.affordability"].value == 3
    assert computed["economics.affordability_low"].value == 6
    answers["economics.household_income"] = Money(D(0), "KGS")
    assert state_of(answers).computed["economics.affordability"].value is None


def test_cap_on_management_cost_by_size():
    def cap(amount: int) -> Decimal | None:
        line = {"funder": "gef", "instrument": "grant", "amount": D(amount), "source": "GEF"}
        answers: dict[str, Value] = {
            "basic.target_funders": ("gef",),
            "basic.currency": "USD",
            "budget.financing": (line,),
        }
        return figure(answers, "budget.pmc_cap")

    assert (cap(2_000_000), cap(2_000_001)) == (10, 5)
    assert figure({"basic.target_funders": ("ebrd",)}, "budget.pmc_cap") is None


def test_readiness_counts_every_item():
    done = ({"item": "pip", "status": "done"}, {"item": "fs", "status": "in_progress"})
    waived = ({"item": "pip", "status": "not_needed"},)
    explained = ({"item": "pip", "status": "not_needed", "comment": Words("Grant only", "")},)
    weights = 27  # of all items
    assert figure({"readiness.items": done}, "readiness.score") == D(350) / weights
    assert figure({"readiness.items": waived}, "readiness.score") == 0
    # Not needed is neither done nor open: it is left out, and so makes nobody ready.
    assert figure({"readiness.items": explained}, "readiness.score") == 0
    both = ({"item": "fs", "status": "done"}, *explained)
    assert figure({"readiness.items": both}, "readiness.score") == D(300) / (weights - 2)
    everything = tuple(
        {"item": item["id"], "status": "not_needed", "comment": Words("No", "")}
        for item in form().tables["readiness_items"]  # type: ignore[attr-defined]  # rows
    )
    assert figure({"readiness.items": everything}, "readiness.score") is None


def test_a_checklist_is_answered_when_every_question_is():
    path = "es_screening.checklist"
    rows = tuple({"question": question, "answer": "no"} for question in QUESTIONS)
    some, every = (
        evaluate(form(), {path: given}, level="concept", today=TODAY) for given in (rows[:-1], rows)
    )
    assert some.progress["es_screening"].filled == every.progress["es_screening"].filled - 1
    questions = "review.quality_questions"
    one = ({"question": "1", "answer": "yes"},)
    state = evaluate(form(), {questions: one}, level="full", today=TODAY)
    assert [p.code for p in state.problems if p.path == questions] == ["questions-open"]


def test_meters_of_a_template_look_at_its_questions_only():
    answers = {"basic.acronym": "X", "problem.core_problem": Words("One", "Один")}
    asked = ("problem.core_problem", "basic.acronym")
    whole = evaluate(form(), answers, level="concept", today=TODAY)
    part = evaluate(form(), answers, level="concept", today=TODAY, asked=asked)
    assert whole.meters.complete < 10
    assert part.meters.complete == 100
    assert part.problems == whole.problems
    answers["problem.core_problem"] = Words("7 towns", "8 городов")
    differing = evaluate(form(), answers, level="concept", today=TODAY, asked=asked)
    assert differing.meters.strong < part.meters.strong == 100
    assert part.computed["review.completeness"] == whole.computed["review.completeness"]


def test_scores_of_risks_row_by_row():
    risks = ({"likelihood": "4", "impact": "3"}, {}, {"likelihood": "2"})
    scores = state_of({"risks.matrix": risks}).computed["risks.matrix[].score"].value
    assert scores == (12, None, None)


def test_completeness_and_issues_are_values_too():
    computed = state_of(filled_answers(form())).computed
    assert isinstance(computed["review.completeness"].value, Decimal)
    assert isinstance(computed["review.issues"].value, tuple)


# ---------------------------------------------------------------------- bounds


def test_a_form_with_an_expression_that_goes_nowhere_still_works():
    broken = replace(form(), version="broken")
    step = broken.step("climate")
    fields = tuple(
        replace(field, formula="climate.nothing / 0 + 10 ^ 10 ^ 10")
        if field.id == "ghg_reduction"
        else field
        for field in step.fields
    )
    steps = tuple(replace(s, fields=fields) if s.id == "climate" else s for s in broken.steps)
    state = evaluate(replace(broken, steps=steps), {}, today=TODAY)
    assert state.computed["climate.ghg_reduction"].value is None


def test_a_number_out_of_bounds_is_empty_with_a_reason():
    answers: dict[str, Value] = {
        "climate.ghg_baseline": D("9E+50"),
        "climate.ghg_project": D(1),
        "basic.lifetime_years": D("9E+50"),
    }
    found = state_of(answers).computed["climate.ghg_lifetime"]
    assert (found.value, found.reason) == (None, "out_of_range")


HUGE = st.sampled_from([D("1E+58"), D("-1E+58"), D("1E-58"), D("9.9E+59"), D(0), D(1)])


@settings(max_examples=25, deadline=None)
@given(st.lists(HUGE, min_size=9, max_size=9), st.sampled_from(["USD", "EUR"]))
def test_numbers_at_the_bounds_are_evaluated(n, currency):
    rate = {"currency": "EUR", "rate": abs(n[0]), "date": TODAY}
    answers: dict[str, Value] = {
        **everything(form()),
        "basic.exchange_rates": (rate,),
        "basic.total_cost": Money(n[1], currency),
        "basic.requested": Money(n[2], currency),
        "economics.household_bill": Money(n[3], currency),
        "budget.lines": ({"category": "works", "amount": n[4]}, {"amount": n[5]}),
        "budget.financing": ({"instrument": "loan", "funder": "ebrd", "amount": n[6]},),
        "economics.flows": ({"year": D(0), "capex": n[7]}, {"year": D(1), "revenue": n[8]}),
        "economics.fin_rate": n[8],
    }
    assert state_of(answers).problems


def test_work_is_bounded():
    line = {"category": "works", "amount": D(1), "source": "a"}
    answers: dict[str, Value] = {"readiness.items": tuple({"item": "pip"} for _ in range(20_000)),
                                 "budget.lines": (line,)}  # fmt: skip
    assert state_of(answers).computed["readiness.score"].reason == "too_long"
