"""Every rule of the form, with answers that break it and answers that keep it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.kit.content import form
from wecoop_desktop.forms.answers import Money, Value, Words
from wecoop_desktop.forms.evaluate import Reference, evaluate
from wecoop_desktop.forms.state import Problem

D = Decimal
TODAY = date(2026, 11, 22)
FUNDER = {
    "id": "bank",
    "status": "active",
    "acronym": {"en": "BANK", "ru": "БАНК"},
    "sectors": ("waste", "wastewater"),
    "beneficiaries": ("sovereign",),
    "countries": {
        "KG": {"eligible": "yes"},
        "TJ": {"eligible": "limited", "note": {"en": "Only with a partner.", "ru": "С партнёром."}},
        "TM": {"eligible": "no"},
    },
    "ticket": {"min": 1_000_000, "max": 5_000_000, "currency": "USD"},
    "cofinancing": {"min_counterpart_share": D("0.1"), "max_funder_share": D("0.6"), "hard": True},
    "disclosure_days": {"A": 60, "B": 30, "A_private": 45},
    "submission": {"channel": "mdb"},
}
CLOSED = {**FUNDER, "id": "closed", "status": "closed"}
RARE = {**FUNDER, "id": "rare", "status": "limited"}
CAPPED = {
    **FUNDER,
    "id": "capped",
    "pmc_cap": {
        "tier_by": "funder_money",
        "currency": "USD",
        "tiers": ({"up_to": 2_000_000, "share": D("0.1")}, {"share": D("0.05")}),
    },
}
CARDS = (
    {card["id"]: card for card in (FUNDER, CLOSED, RARE, CAPPED)}
    | {name: {**FUNDER, "id": name} for name in ("gcf", "gef")}
    | {"strict": {**FUNDER, "id": "strict", "cofinancing": {"min_counterpart_share": D("0.2")}}}
)
POLICIES = {"kg_waste": {"id": "kg_waste", "country": "KG", "weights": {"waste": 3, "land": 1}}}
REFERENCE = Reference(CARDS, POLICIES, {})

LEAD: dict[str, Value] = {"basic.target_funders": ("bank",), "basic.currency": "USD"}
INVESTMENT: dict[str, Value] = {"basic.project_type": "investment"}
LONG = Words("word " * 70, "слово " * 70)
SHORT = Words("word " * 5, "")


def rows(*values: dict[str, object]) -> Value:
    return values  # type: ignore[return-value]  # written by hand, of the kinds of the columns


def budget(**amounts: int) -> dict[str, Value]:
    """A budget line for each category named."""
    lines = [{"category": name, "amount": D(amount)} for name, amount in amounts.items()]
    return {"budget.lines": rows(*lines)}


def financing(**amounts: int) -> dict[str, Value]:
    """A line of the financing plan for each instrument named; loans come from the bank."""
    lines = [
        {
            "instrument": name,
            "amount": D(amount),
            "source": name,
            "funder": "bank" if name == "loan" else "",
        }
        for name, amount in amounts.items()
    ]
    return {"budget.financing": rows(*lines)}


def levels(*names: str) -> dict[str, Value]:
    return {"logframe.matrix": rows(*({"level": n, "code": f"c{i}"} for i, n in enumerate(names)))}


def flows(*capex: int, **columns: int) -> dict[str, Value]:
    made = [{"year": D(i), "capex": D(c)} for i, c in enumerate(capex)]
    made += [{"year": D(len(capex)), **{name: D(amount) for name, amount in columns.items()}}]
    return {**INVESTMENT, "economics.flows": rows(*made), "economics.fin_rate": D(5),
            "economics.eco_rate": D(5)}  # fmt: skip


def screening(**answers: str) -> dict[str, Value]:
    """All questions answered no, but for those named."""
    table = form().tables["es_questions"]
    assert isinstance(table, tuple)
    given = [{"question": q["id"], "answer": answers.get(q["id"], "no")} for q in table]
    return {"es_screening.checklist": rows(*given)}


def annexes(*items: str, status: str = "done") -> dict[str, Value]:
    return {"annexes.items": rows(*({"item": item, "status": status} for item in items))}


def readiness(*items: str, status: str = "done") -> dict[str, Value]:
    return {"readiness.items": rows(*({"item": item, "status": status} for item in items))}


def bars(*bars: tuple[str, date, date]) -> dict[str, Value]:
    made = [
        {"code": f"T{i}", "kind": kind, "start": start, "end": end}
        for i, (kind, start, end) in enumerate(bars)
    ]
    return {"timeline.rows": rows(*made)}


def table(path: str, *values: dict[str, object]) -> dict[str, Value]:
    return {path: rows(*values)}


def usd(amount: int) -> Money:
    return Money(D(amount), "USD")


ALL_ANNEXES = tuple(
    str(item["id"])
    for item in form().tables["annex_items"]  # type: ignore[attr-defined]  # a table of rows
)
ALL_READY = tuple(
    str(item["id"])
    for item in form().tables["readiness_items"]  # type: ignore[attr-defined]  # a table of rows
)
UTILITY: dict[str, Value] = {**INVESTMENT, "basic.sectors": ("waste",)}
BILL = {**UTILITY, "economics.household_income": usd(100), "economics.low_income": usd(50)}
EXPENSIVE = {**BILL, "economics.household_bill": usd(10)}
CHEAP: dict[str, Value] = {**BILL, "economics.household_bill": Money(D("0.5"), "USD")}
ADAPTATION = table("climate.rio", {"marker": "adaptation", "score": "2"})
MITIGATION = {**INVESTMENT, **table("climate.rio", {"marker": "mitigation", "score": "2"})}
EMISSIONS: dict[str, Value] = {"climate.ghg_baseline": D(900), "climate.ghg_project": D(100)}
RISING: dict[str, Value] = {"climate.ghg_baseline": D(100), "climate.ghg_project": D(900)}
CATEGORY_A: dict[str, Value] = {"es_screening.category": "A"}
JAN, FEB, MAR, JUL = (date(2027, month, 1) for month in (1, 2, 3, 7))
RESULT = {"level": "output", "code": "R1", "parent": "c0", "indicator": Words("i", ""),
          "unit": Words("t", ""), "baseline": D(1), "target": D(2), "target_year": D(2030),
          "sov": Words("r", ""), "assumption": Words("a", "")}  # fmt: skip

OUTPUT = {"level": "output", "code": "R1", "parent": "S1"}
ACTIVITY = {"level": "activity", "code": "A1", "parent": "R1"}
INDICATOR = {"indicator": "i01", "baseline": D(0), "target": D(1), "year": D(2030),
             "sov": Words("r", "")}  # fmt: skip
PERIOD: dict[str, Value] = {"basic.start_date": JAN, "basic.duration_months": D(24)}
TWO_FUNDERS = {**LEAD, "basic.target_funders": ("bank", "strict")}

# rule: answers that break it, answers that keep it
CASES: dict[str, tuple[dict[str, Value], dict[str, Value]]] = {
    "R-basic-01": (
        {"basic.total_cost": usd(100), **budget(works=90)},
        {"basic.total_cost": usd(100), **budget(works=100)},
    ),
    "R-basic-02": (
        {"basic.total_cost": usd(100), "basic.requested": usd(101)},
        {"basic.total_cost": usd(100), "basic.requested": usd(100)},
    ),
    "R-basic-03": (
        {**LEAD, "basic.requested": usd(6_000_000)},
        {**LEAD, "basic.requested": usd(5_000_000)},
    ),
    "R-basic-04": (
        {**LEAD, "basic.countries": ("TM",)},
        {**LEAD, "basic.countries": ("REG", "KG")},
    ),
    "R-basic-05": (
        {**LEAD, "basic.sectors": ("land", "waste")},
        {**LEAD, "basic.sectors": ("waste", "land")},
    ),
    "R-basic-06": (
        {**LEAD, "basic.applicant_type": "ngo"},
        {**LEAD, "basic.applicant_type": "sovereign"},
    ),
    "R-basic-07": (
        table("basic.exchange_rates", {"currency": "EUR", "rate": D(1), "date": date(2026, 5, 1)}),
        table("basic.exchange_rates", {"currency": "EUR", "rate": D(1), "date": date(2026, 6, 1)}),
    ),
    "R-basic-08": ({"basic.countries": ("REG", "KG")}, {"basic.countries": ("REG", "KG", "TJ")}),
    "R-basic-09": ({**LEAD, "basic.countries": ("TJ",)}, {**LEAD, "basic.countries": ("KG",)}),
    "R-basic-10": ({"basic.target_funders": ("closed",)}, LEAD),
    "R-basic-11": ({"basic.target_funders": ("rare",)}, LEAD),
    "R-policy-01": (
        table("policy.national", {"policy": "kg_waste"}),
        table("policy.national", {"policy": "kg_waste", "target": Words("t", "")}),
    ),
    "R-policy-02": (
        {"basic.target_funders": ("gcf",)},
        {"basic.target_funders": ("gcf",), "policy.ndc_link": LONG},
    ),
    "R-policy-03": (
        {"basic.sectors": ("land",), **table("policy.national", {"policy": "kg_waste"})},
        {"basic.sectors": ("waste",), **table("policy.national", {"policy": "kg_waste"})},
    ),
    "R-prob-01": (
        table("problem.baseline_data", {"value": D(1), "unit": Words("t", ""), "year": D(2025)}),
        table(
            "problem.baseline_data",
            {"value": D(1), "unit": Words("t", ""), "year": D(2025), "source": Words("s", "")},
        ),
    ),
    "R-prob-02": (
        table("problem.baseline_data", {"year": D(2020)}),
        table("problem.baseline_data", {"year": D(2021)}),
    ),
    "R-stake-01": (
        {
            "stakeholders.direct_beneficiaries": D(100),
            **table("stakeholders.beneficiary_groups", {"number": D(80)}),
        },
        {
            "stakeholders.direct_beneficiaries": D(100),
            **table("stakeholders.beneficiary_groups", {"number": D(60)}, {"number": D(35)}),
        },
    ),
    "R-stake-02": (
        table("stakeholders.matrix", {"interest": "negative", "influence": "4"}),
        table("stakeholders.matrix", {"interest": "negative", "influence": "3"}),
    ),
    "R-lf-01": (levels("overall_objective", "overall_objective"), levels("overall_objective")),
    "R-lf-02": (levels("output"), levels("specific_objective")),
    "R-lf-03": (levels("output"), levels("output", "output")),
    "R-lf-04": (levels("output"), table("logframe.matrix", RESULT)),
    "R-lf-05": (levels("output"), table("logframe.matrix", RESULT)),
    "R-lf-06": (
        table("logframe.matrix", {**RESULT, "target": D(1)}),
        table("logframe.matrix", RESULT),
    ),
    "R-lf-07": (
        levels("overall_objective", "output"),
        table("logframe.matrix", {"level": "overall_objective", "code": "c0"}, RESULT),
    ),
    "R-lf-08": (
        table("logframe.matrix", {"code": "A"}, {"code": "A"}),
        table("logframe.matrix", {"code": "A"}, {"code": "B"}),
    ),
    "R-lf-09": (
        {**levels("activity"), **table("budget.lines", {"activity": "c9"})},
        {**levels("activity"), **table("budget.lines", {"activity": "c0"})},
    ),
    "R-lf-10": (
        {
            **table("basic.sdg", {"goal": "5"}),
            **table("logframe.indicators", {"indicator": "i01"}),
        },
        {
            **table("basic.sdg", {"goal": "13"}),
            **table("logframe.indicators", {"indicator": "i01"}),
        },
    ),
    "R-sol-01": (
        {**INVESTMENT, **table("solution.options", {"code": "1"})},
        {**INVESTMENT, **table("solution.options", {"code": "1"}, {"code": "2"}, {"code": "3"})},
    ),
    "R-sol-02": (
        {**INVESTMENT, **table("solution.options", {"code": "1", "chosen": False})},
        {**INVESTMENT, **table("solution.options", {"code": "1", "chosen": True})},
    ),
    "R-sol-03": (
        {**budget(works=100), **table("solution.components", {"code": "1", "cost": usd(90)})},
        {**budget(works=100), **table("solution.components", {"code": "1", "cost": usd(100)})},
    ),
    "R-site-01": (
        table("sites.locations", {"name": Words("s", "")}),
        table("sites.locations", {"lat": D(42), "lon": D(77)}),
    ),
    "R-site-02": (
        table("sites.locations", {"country": "KG", "lat": D(52), "lon": D(77)}),
        table("sites.locations", {"country": "KG", "lat": D(42), "lon": D(77)}),
    ),
    "R-es-01": (
        table("es_screening.checklist", {"question": "q01", "answer": "no"}),
        screening(q05="unknown"),
    ),
    "R-es-02": (
        {**screening(q05="yes"), "es_screening.category": "C"},
        {
            **screening(q05="yes"),
            "es_screening.category": "C",
            "es_screening.lowering_reason": LONG,
        },
    ),
    "R-es-03": (
        {**CATEGORY_A, **annexes("esia", status="not_started")},
        {**CATEGORY_A, **annexes("esia", status="in_progress")},
    ),
    "R-es-04": (
        {**LEAD, **CATEGORY_A, **bars(("disclosure", JAN, FEB))},
        {**LEAD, **CATEGORY_A, **bars(("disclosure", JAN, JUL))},
    ),
    "R-es-05": (
        {**budget(works=1000), **table("es_screening.impacts", {"cost": usd(1)})},
        {**budget(works=1000), **table("es_screening.impacts", {"cost": usd(5)})},
    ),
    "R-es-06": (screening(q01="yes"), screening()),
    "R-es-07": (screening(q01="unknown"), screening()),
    "R-es-08": (
        {"basic.project_type": "preparation", **screening(q04="yes")},
        {"basic.project_type": "preparation", **screening()},
    ),
    "R-clim-01": (
        table("climate.ghg_inputs", {"parameter": "W", "value": D(1)}),
        table("climate.ghg_inputs", {"parameter": "W", "value": D(1), "source": Words("s", "")}),
    ),
    "R-clim-02": (ADAPTATION, {**ADAPTATION, "climate.adaptation_rationale": LONG}),
    "R-clim-03": (MITIGATION, {**MITIGATION, **EMISSIONS}),
    "R-clim-04": ({**INVESTMENT, **RISING}, {**INVESTMENT, **EMISSIONS}),
    "R-clim-05": (
        {**LEAD, **EMISSIONS, "basic.lifetime_years": D(10), "basic.total_cost": usd(9_000_000)},
        {**LEAD, **EMISSIONS, "basic.lifetime_years": D(10), "basic.total_cost": usd(4_000_000)},
    ),
    "R-clim-06": (
        {"basic.target_funders": ("gcf",), "basic.sectors": ("adaptation",)},
        {
            "basic.target_funders": ("gcf",),
            "basic.sectors": ("adaptation",),
            "climate.adaptation_rationale": LONG,
        },
    ),
    "R-eco-01": (
        {"economics.price_base": "constant", **flows(100), **budget(works=90)},
        {"economics.price_base": "constant", **flows(100), **budget(works=100, finance=9)},
    ),
    "R-eco-02": (flows(100, benefits=50), flows(100, benefits=150)),
    "R-eco-03": (flows(100, revenue=150), flows(100, revenue=50)),
    "R-eco-04": (EXPENSIVE, CHEAP),
    "R-eco-05": (EXPENSIVE, CHEAP),
    "R-eco-06": (
        {**flows(100, opex=1), "economics.horizon": D(5)},
        {**flows(100, opex=1), "economics.horizon": D(1)},
    ),
    "R-eco-07": (
        {**INVESTMENT, "economics.dscr": D("1.1")},
        {**INVESTMENT, "economics.dscr": D("1.2")},
    ),
    "R-eco-08": (
        {**UTILITY, **financing(loan=1)},
        {**UTILITY, **financing(loan=1), **table("economics.tariff", {"service": "waste"})},
    ),
    "R-eco-09": (
        {"economics.price_base": "current", **flows(100), **budget(works=90)},
        {"economics.price_base": "current", **flows(100), **budget(works=90, contingency_price=10)},
    ),
    "R-eco-10": (flows(100, opex=20, revenue=10), flows(100, opex=10, revenue=20)),
    "R-eco-11": (
        flows(100, benefits=50)
        | {
            "economics.flows": rows({"year": D(0), "benefits": D(5)}, {"year": D(1), "capex": D(5)})
        },
        flows(100, benefits=150),
    ),
    "R-eco-12": (
        {**EXPENSIVE, "economics.household_income": Money(D(9000), "KGS")},
        EXPENSIVE,
    ),
    "R-bud-01": (
        {**budget(works=100), **financing(loan=90)},
        {**budget(works=100), **financing(loan=90, budget=10)},
    ),
    "R-bud-02": (
        {**LEAD, **budget(works=100), **financing(loan=95, budget=5)},
        {**LEAD, **budget(works=100), **financing(loan=90, own=5, in_kind=5)},
    ),
    "R-bud-03": (
        {**LEAD, **budget(works=100), **financing(loan=70)},
        {**LEAD, **budget(works=100), **financing(loan=60, grant=40)},
    ),
    "R-bud-04": (
        table("budget.lines", {"category": "works", "amount": D(1)}),
        table("budget.lines", {"category": "works", "amount": D(1), "description": Words("d", "")}),
    ),
    "R-bud-05": ({**LEAD, **budget(works=80, pmu=20)}, {**LEAD, **budget(works=90, pmu=10)}),
    "R-bud-06": (
        budget(works=50, goods=50, contingency_physical=16),
        budget(works=50, goods=50, contingency_physical=15),
    ),
    "R-bud-07": (
        {
            **financing(loan=1),
            "basic.applicant_type": "sovereign",
            "budget.sovereign_guarantee": "not_needed",
        },
        {
            **financing(loan=1),
            "basic.applicant_type": "sovereign",
            "budget.sovereign_guarantee": "agreed",
        },
    ),
    "R-bud-08": (
        table("budget.financing", {"status": "committed"}),
        table("budget.financing", {"status": "requested"}),
    ),
    "R-bud-09": (
        {
            "basic.target_funders": ("capped",),
            "basic.currency": "USD",
            **budget(works=80, pmu=20),
            **table("budget.financing", {"funder": "capped", "amount": D(100), "source": "c"}),
        },
        {
            "basic.target_funders": ("capped",),
            "basic.currency": "USD",
            **budget(works=90, pmu=10),
            **table("budget.financing", {"funder": "capped", "amount": D(100), "source": "c"}),
        },
    ),
    "R-imp-01": (
        table("implementation.procurement_plan", {"notice": FEB, "contract": JAN}),
        table("implementation.procurement_plan", {"notice": JAN, "contract": FEB}),
    ),
    "R-imp-02": (
        {**budget(works=100), **table("implementation.procurement_plan", {"amount": D(80)})},
        {**budget(works=100), **table("implementation.procurement_plan", {"amount": D(96)})},
    ),
    "R-imp-03": (LEAD, {**LEAD, "implementation.submitting_entity": Words("Bank", "")}),
    "R-time-01": (bars(("works", FEB, JAN)), bars(("works", JAN, JAN))),
    "R-time-02": (
        table("timeline.rows", {"code": "a", "depends_on": "z"}),
        table("timeline.rows", {"code": "a"}, {"code": "b", "depends_on": "a"}),
    ),
    "R-time-03": (
        table(
            "timeline.rows",
            {"code": "a", "start": JAN, "end": MAR},
            {"code": "b", "start": FEB, "end": JUL, "depends_on": "a"},
        ),
        table(
            "timeline.rows",
            {"code": "a", "start": JAN, "end": FEB},
            {"code": "b", "start": FEB, "end": JUL, "depends_on": "a"},
        ),
    ),
    "R-time-04": (
        {
            **bars(("works", JAN, date(2030, 1, 1))),
            "basic.start_date": JAN,
            "basic.duration_months": D(12),
        },
        {
            **bars(("works", JAN, date(2028, 1, 1))),
            "basic.start_date": JAN,
            "basic.duration_months": D(12),
        },
    ),
    "R-time-05": (
        {**CATEGORY_A, **bars(("works", JAN, FEB))},
        {**CATEGORY_A, **bars(("disclosure", JAN, FEB))},
    ),
    "R-risk-01": (
        table("risks.matrix", {"likelihood": "4", "impact": "3"}),
        table("risks.matrix", {"likelihood": "3", "impact": "3"}),
    ),
    "R-risk-02": (
        table("risks.matrix", {"category": "social"}),
        table(
            "risks.matrix",
            *({"category": name} for name in ("social", "climate", "political", "technical")),
        ),
    ),
    "R-mon-01": (
        {
            **table("logframe.matrix", RESULT),
            **table("monitoring.plan", {"indicator": Words("other", "")}),
        },
        {
            **table("logframe.matrix", RESULT),
            **table("monitoring.plan", {"indicator": Words("i", "")}),
        },
    ),
    "R-mon-02": (budget(works=100), budget(works=99, monitoring=1)),
    "R-gen-01": (
        {"basic.target_funders": ("gef",)},
        {"basic.target_funders": ("gef",), **table("gender.action_plan", {"budget": D(1)})},
    ),
    "R-gen-02": (
        {"gender.marker": "0", "gender.analysis": SHORT},
        {"gender.marker": "0", "gender.analysis": LONG},
    ),
    "R-ready-01": (readiness("need"), readiness(*ALL_READY)),
    "R-ready-02": (readiness("need"), readiness(*ALL_READY)),
    "R-ready-03": (readiness("need", "need"), readiness("need", "pip")),
    "R-ann-01": (annexes("map"), annexes(*ALL_ANNEXES)),
    "R-basic-12": (
        {"basic.currency": "USD", "basic.requested": Money(D(1), "KGS")},
        {
            "basic.currency": "USD",
            "basic.requested": Money(D(1), "KGS"),
            **table("basic.exchange_rates", {"currency": "KGS", "rate": D(87), "date": JAN}),
        },
    ),
    "R-basic-13": (
        {"basic.currency": "USD", "basic.total_cost": usd(12)},
        {"basic.currency": "USD", "basic.total_cost": usd(12_000_000)},
    ),
    "R-basic-14": (
        {"basic.start_date": date(2207, 1, 1)},
        {"basic.start_date": date(2027, 1, 1)},
    ),
    "R-prob-03": (
        table("problem.problem_tree", {"id": "a", "parent": "b"}, {"id": "b", "parent": "a"}),
        table("problem.problem_tree", {"id": "a"}, {"id": "b", "parent": "a"}),
    ),
    "R-prob-04": (
        table("problem.problem_tree", {"id": "a"}, {"id": "a"}),
        table("problem.problem_tree", {"id": "a"}, {"id": "b"}),
    ),
    "R-prob-05": (
        table("problem.objective_tree", {"id": "a", "parent": "a"}),
        table("problem.objective_tree", {"id": "a"}, {"id": "b", "parent": "a"}),
    ),
    "R-prob-06": (
        table("problem.objective_tree", {"id": "a"}, {"id": "a"}),
        table("problem.objective_tree", {"id": "a"}, {"id": "b"}),
    ),
    "R-stake-03": (
        {
            "stakeholders.women_share": D(60),
            **table("stakeholders.beneficiary_groups", {"number": D(100), "women": D(50)}),
        },
        {
            "stakeholders.women_share": D(51),
            **table("stakeholders.beneficiary_groups", {"number": D(100), "women": D(50)}),
        },
    ),
    "R-stake-04": (
        table("stakeholders.beneficiary_groups", {"number": D(100), "women": D(110)}),
        table("stakeholders.beneficiary_groups", {"number": D(100), "women": D(100)}),
    ),
    "R-stake-05": (
        {
            "stakeholders.direct_beneficiaries": D(32_000),
            "problem.core_problem": Words("35 000 people breathe smoke", ""),
        },
        {
            "stakeholders.direct_beneficiaries": D(32_000),
            "problem.core_problem": Words("", "Дымом дышат 32 тыс. жителей"),
        },
    ),
    "R-lf-11": (
        table("logframe.matrix", OUTPUT, {"level": "activity", "code": "A1", "parent": "R2"}),
        table("logframe.matrix", OUTPUT, ACTIVITY),
    ),
    "R-lf-12": (
        {
            **table("logframe.matrix", OUTPUT, ACTIVITY),
            **table("budget.lines", {"activity": "A2", "amount": D(1)}),
        },
        {
            **table("logframe.matrix", OUTPUT, ACTIVITY),
            **table("budget.lines", {"activity": "A2, A1", "amount": D(1)}),
        },
    ),
    "R-lf-13": (
        table("logframe.matrix", {"level": "specific_objective", "code": "S2"}, OUTPUT),
        table("logframe.matrix", {"level": "specific_objective", "code": "S1"}, OUTPUT),
    ),
    "R-lf-14": (
        table("logframe.indicators", {"indicator": "i01", "target": D(1)}),
        table("logframe.indicators", INDICATOR),
    ),
    "R-lf-15": (
        table("logframe.indicators", INDICATOR, INDICATOR),
        table("logframe.indicators", INDICATOR, {**INDICATOR, "indicator": "i02"}),
    ),
    "R-lf-16": (
        table("logframe.matrix", {"code": "a", "parent": "b"}, {"code": "b", "parent": "a"}),
        table("logframe.matrix", {"code": "a"}, {"code": "b", "parent": "a"}),
    ),
    "R-lf-17": (
        {**PERIOD, **table("logframe.matrix", {"target_year": D(2026)})},
        {**PERIOD, **table("logframe.matrix", {"target_year": D(2027)})},
    ),
    "R-lf-18": (
        {**PERIOD, **table("logframe.matrix", {"target_year": D(2033)})},
        {**PERIOD, **table("logframe.matrix", {"target_year": D(2032)})},
    ),
    "R-lf-19": (
        table("logframe.matrix", {"baseline_year": D(2031), "target_year": D(2030)}),
        table("logframe.matrix", {"baseline_year": D(2025), "target_year": D(2030)}),
    ),
    "R-lf-20": (
        {
            "stakeholders.direct_beneficiaries": D(100),
            **table("logframe.indicators", {**INDICATOR, "indicator": "i03", "target": D(101)}),
        },
        {
            "stakeholders.direct_beneficiaries": D(100),
            **table("logframe.indicators", {**INDICATOR, "indicator": "i03", "target": D(100)}),
        },
    ),
    "R-sol-04": (
        {**INVESTMENT, **table("solution.options", {"code": "1"}, {"code": "1"})},
        {**INVESTMENT, **table("solution.options", {"code": "1"}, {"code": "2"})},
    ),
    "R-sol-05": (
        table("solution.components", {"code": "1"}, {"code": "1"}),
        table("solution.components", {"code": "1"}, {"code": "2"}),
    ),
    "R-sol-06": (
        {
            **table("solution.components", {"code": "1", "cost": usd(90)}),
            **table("budget.lines", {"component": "1", "amount": D(100)}),
            "basic.currency": "USD",
        },
        {
            **table("solution.components", {"code": "1", "cost": usd(100)}),
            **table("budget.lines", {"component": "1", "amount": D(100)}),
            "basic.currency": "USD",
        },
    ),
    "R-clim-07": (
        {**INVESTMENT, **EMISSIONS, **table("logframe.indicators", INDICATOR)},
        {
            **INVESTMENT,
            **EMISSIONS,
            **table("logframe.indicators", {**INDICATOR, "target": D(800)}),
        },
    ),
    "R-clim-08": (
        {
            **INVESTMENT,
            **EMISSIONS,
            "basic.summary_en": "",
            "basic.summary_ru": "",
            "climate.paris_alignment": Words("It saves 1 200 t CO2e a year.", ""),
        },
        {
            **INVESTMENT,
            **EMISSIONS,
            "climate.paris_alignment": Words("It saves 800 t CO2e of 1 200 a year.", ""),
        },
    ),
    "R-clim-09": (
        {"stakeholders.direct_beneficiaries": D(10), "climate.adaptation_beneficiaries": D(11)},
        {"stakeholders.direct_beneficiaries": D(10), "climate.adaptation_beneficiaries": D(10)},
    ),
    "R-bud-10": (
        {**TWO_FUNDERS, **budget(works=100), **financing(loan=85, budget=15)},
        {**TWO_FUNDERS, **budget(works=100), **financing(loan=80, budget=20)},
    ),
    "R-bud-11": (
        {
            **table("budget.lines", {"source": "a", "amount": D(90)}),
            **table("budget.financing", {"source": "a", "amount": D(100)}),
        },
        {
            **table("budget.lines", {"source": "a", "amount": D(90)}, {"amount": D(10)}),
            **table("budget.financing", {"source": "a", "amount": D(90)}),
        },
    ),
    "R-bud-12": (
        table("budget.lines", {"quantity": D(3), "unit_price": D(5), "amount": D(16)}),
        table("budget.lines", {"quantity": D(3), "unit_price": D(5), "amount": D(15)}),
    ),
    "R-bud-13": (
        table("budget.lines", {"code": "1.1"}, {"code": "1.1"}),
        table("budget.lines", {"code": "1.1"}, {"code": "1.2"}),
    ),
    "R-bud-14": (
        {**LEAD, "basic.requested": usd(100), **financing(loan=90)},
        {**LEAD, "basic.requested": usd(100), **financing(loan=100, grant=30)},
    ),
    "R-imp-04": (
        {**PERIOD, **table("implementation.procurement_plan", {"completion": date(2031, 1, 1)})},
        {**PERIOD, **table("implementation.procurement_plan", {"completion": date(2029, 6, 1)})},
    ),
    "R-imp-05": (
        {
            **budget(works=90, goods=10),
            **table("implementation.procurement_plan", {"category": "works", "amount": D(100)}),
        },
        {
            **budget(works=100, goods=10),
            **table("implementation.procurement_plan", {"category": "works", "amount": D(100)}),
        },
    ),
    "R-time-06": (
        {**PERIOD, **bars(("works", date(2026, 12, 1), FEB))},
        {**PERIOD, **bars(("study", date(2026, 12, 1), FEB), ("works", JAN, FEB))},
    ),
    "R-time-07": (
        {**PERIOD, **table("timeline.milestones", {"date": date(2031, 1, 1)})},
        {**PERIOD, **table("timeline.milestones", {"date": date(2029, 6, 1)})},
    ),
    "R-time-08": (
        table(
            "timeline.rows",
            {"code": "a", "depends_on": "c"},
            {"code": "b", "depends_on": "a"},
            {"code": "c", "depends_on": "x, b"},
        ),
        table("timeline.rows", {"code": "a"}, {"code": "b", "depends_on": "a"}),
    ),
    "R-time-09": (
        table("timeline.rows", {"code": "a"}, {"code": "a"}),
        table("timeline.rows", {"code": "a"}, {"code": "b"}),
    ),
    "R-gen-03": (
        table("gender.jobs", {"number": D(10), "women": D(11)}),
        table("gender.jobs", {"number": D(10), "women": D(10)}),
    ),
    "R-gen-04": (
        {**budget(works=10), **table("gender.action_plan", {"budget": D(11)})},
        {**budget(works=10), **table("gender.action_plan", {"budget": D(1)})},
    ),
    "R-ready-04": (
        readiness("need", status="not_needed"),
        table(
            "readiness.items",
            {"item": "need", "status": "not_needed", "comment": Words("Below the limit", "")},
        ),
    ),
    "R-ann-02": (
        annexes("map", "budget_annex"),
        table("annexes.items", {"item": "map", "status": "done", "file": "map.pdf"}),
    ),
    "R-ann-03": (annexes("map", status="not_needed"), annexes("map", status="not_started")),
    "R-lang-01": (
        {"problem.core_problem": Words("3,200 houses", "3 300 домов")},
        {"problem.core_problem": Words("3,200.5 t in three towns", "3 200,5 т в 3 городах")},
    ),
}


def found(answers: dict[str, Value], rule: str) -> list[Problem]:
    state = evaluate(form(), answers, reference=REFERENCE, level="full", today=TODAY)
    return [problem for problem in state.problems if problem.code == rule]


def test_every_rule_of_the_form_has_a_case():
    assert {rule.id for step in form().steps for rule in step.rules} == set(CASES)


@pytest.mark.parametrize("rule", CASES)
def test_the_rule_is_broken_where_it_should_be(rule):
    problems = found(CASES[rule][0], rule)
    assert problems
    assert {problem.level for problem in problems} <= {"error", "warning", "hint"}


@pytest.mark.parametrize("rule", CASES)
def test_the_rule_is_kept_where_it_should_be(rule):
    assert found(CASES[rule][1], rule) == []


@pytest.mark.parametrize("rule", CASES)
def test_without_answers_no_rule_is_called_met_or_broken_silently(rule):
    """Nothing is known: a rule is not checked, does not apply, or counts an empty table."""
    for problem in found({}, rule):
        assert problem.message or problem.code
        assert problem.row is None
