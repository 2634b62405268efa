"""The budget over years, and the flows that are worked out from it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.forms.test_derivation import EXAMPLES, example
from wecoop_desktop.forms.answers import Money, Value
from wecoop_desktop.forms.spread import proposed_flows, rows_at, split, split_text, spread

D = Decimal


def answers(**more: Value) -> dict[str, Value]:
    return {
        "basic.currency": "EUR",
        "basic.start_date": date(2029, 7, 1),
        "basic.duration_months": D(24),
        "economics.horizon": D(5),
        "budget.lines": (
            {"category": "works", "amount": D(900), "by_year": "2029: 300; 2030: 600"},
            {"category": "goods", "quantity": D(2), "unit_price": D(100), "activity": "A1"},
            {"category": "finance", "amount": D(50)},
            {"category": "taxes", "amount": D(60), "by_year": '{"2030": "60"}'},
        ),
        "timeline.rows": ({"code": "A1", "start": date(2030, 1, 1), "end": date(2030, 12, 31)},),
        **{name.replace("__", "."): value for name, value in more.items()},
    }


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2030: 900 000; 2031: 1 500 000,5", {2030: D(900000), 2031: D("1500000.5")}),
        ('{"2030": "7"}', {2030: D(7)}),
        ("2030 = 5\n2030 = 6", {2030: D(11)}),
        ("half in 2030", {}),
        ("[" * 3000, {}),
        ('{"2030": "x"}', {}),
        ("", {}),
        (None, {}),
    ],
)
def test_a_split_is_read_as_people_write_it(text, parts):
    assert split(text) == parts
    assert split(split_text(parts)) == parts


def test_lines_follow_their_split_their_activity_or_the_project():
    found = spread(answers())
    assert found.of(2029, [0]) == 300
    assert found.of(2030, [1]) == 200
    assert sum(found.of(year, [2]) for year in found.years) == 50
    assert {part.assumed for part in found.parts if part.line == 0} == {False}
    assert found.undated == 0
    no_dates = spread({"budget.lines": ({"amount": D(5)},)})
    assert (no_dates.parts, no_dates.undated) == ((), 5)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_parts_of_every_example_add_up_to_the_budget(name: str) -> None:
    lines = rows_at(example(name), "budget.lines")
    amounts = [row["amount"] for row in lines if isinstance(row.get("amount"), Decimal)]
    found = spread(example(name))
    assert sum(p.amount for p in found.parts) + found.undated == sum(amounts)


def test_missing_years_are_proposed_and_typed_rows_stay():
    typed = {"year": D(1), "capex": D(1), "revenue": D(5)}
    made = proposed_flows(
        answers(economics__flows=(typed,), economics__om_cost=Money(D(40), "EUR"))
    )
    assert made.rows[1] is typed
    assert [row["year"] for row in made.rows] == [0, 1, 2, 3, 4, 5]
    assert made.rows[0]["capex"] == 300
    assert "opex" not in made.rows[0]  # the investment still runs
    assert made.rows[2]["opex"] == 40  # the last expense but interest is in 2030
    assert made.added == 5
    again = proposed_flows(answers(economics__flows=made.rows))
    assert (again.rows, again.added) == (made.rows, 0)


def test_a_cost_in_another_currency_is_not_put_in_as_it_is():
    made = proposed_flows(answers(economics__om_cost=Money(D(40), "KGS")))
    assert "no-operating-cost" in made.notes
    assert not any("opex" in row for row in made.rows)


def test_without_dates_nothing_is_proposed():
    made = proposed_flows({"budget.lines": ({"amount": D(5)},)})
    assert (made.rows, made.added, made.notes) == ((), 0, ("no-years",))


amounts_of = st.sampled_from([D(0), D(-7), D("1e30"), D("0.01"), D("333.33")])


@settings(max_examples=80, deadline=None)
@given(
    st.lists(amounts_of, max_size=5),
    st.sampled_from([D(0), D(-3), D(1), D(600), D("1e30")]),
    st.sampled_from([D(0), D(200), D(10**9), D("2.5"), D(-1)]),
    st.dates(),
)
def test_absurd_budgets_and_dates(lines, months, horizon, start):
    given_answers = answers(
        budget__lines=tuple({"amount": amount, "category": "works"} for amount in lines),
        basic__duration_months=months,
        basic__start_date=start,
        economics__horizon=horizon,
    )
    found = spread(given_answers)
    whole = sum(lines, D(0))
    assert abs(sum((p.amount for p in found.parts), D(0)) + found.undated - whole) <= abs(
        whole
    ) * D("1e-20") + D("0.01") * len(lines) + D("1e10") * (abs(whole) > D("1e25"))
    assert len(proposed_flows(given_answers).rows) <= 260
