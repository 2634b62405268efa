"""What is counted of a project's money."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.content import FundingLine, Project
from wecoop_desktop.packs.money import Financing, financing, size, year_of
from wecoop_desktop.packs.rates import Rates, Series

YEARS = {"2014": Decimal("1.25")}
RATES = Rates((Series("USD", "EUR", "a", YEARS), Series("KZT", "USD", "a", {"2014": Decimal(200)})))
NAME = Text("x", "х")
EMPTY = Project("p", NAME, NAME, ("KG",), ("waste",), (), ())


def line(amount: str | None, currency: str = "USD") -> FundingLine:
    return FundingLine("ebrd", NAME, amount=None if amount is None else Decimal(amount),
                       currency=currency)  # fmt: skip


def project(*lines: FundingLine, approved: str = "2014-05") -> Project:
    return replace(EMPTY, funding=lines, approved=approved)


def test_the_year_is_of_the_approval_else_of_the_start() -> None:
    assert year_of(project()) == 2014
    assert year_of(replace(EMPTY, start="2011-02-03")) == 2011
    assert year_of(EMPTY) is None
    assert year_of(replace(EMPTY, approved="²⁰¹⁴")) is None


def test_lines_are_counted_once_and_what_is_left_is_said() -> None:
    mixed = project(line("100"), line("100", "EUR"), line("100", "QQQ"), line(None))
    assert financing(mixed, RATES, "EUR") == Financing(Decimal("180.00"), 2, 2, 2014)


def test_nothing_known_is_not_nothing() -> None:
    assert financing(project(), RATES, "USD").amount is None
    assert financing(project(line(None)), RATES, "USD") == Financing(None, 0, 1, 2014)
    assert size(project(line(None)), RATES, "USD") is None
    assert size(project(line("0")), RATES, "USD") == 0


def test_dollars_are_dollars_even_where_the_year_is_unknown() -> None:
    undated = project(line("100"), line("100", "EUR"), approved="")
    assert financing(undated, RATES, "USD") == Financing(Decimal(100), 1, 1, None)
    assert financing(undated, RATES, "EUR") == Financing(Decimal(100), 1, 1, None)


def test_the_stated_total_is_the_size() -> None:
    stated = replace(project(line("100")), total_cost=Decimal(500), currency="EUR")
    assert size(stated, RATES, "USD") == Decimal("625.00")
    assert size(stated, RATES, "EUR") == 500
    assert size(project(line("100")), RATES, "EUR") == Decimal("80.00")


def test_a_total_without_a_rate_is_not_replaced_by_a_part() -> None:
    stated = replace(project(line("100"), approved="2013"), total_cost=Decimal(500), currency="EUR")
    assert size(stated, RATES, "USD") is None


LINES = st.lists(
    st.builds(
        line,
        st.none() | st.integers(0, 10**12).map(str),
        st.sampled_from(["USD", "EUR", "KZT", "QQQ", ""]),
    ),
    max_size=6,
)


@given(LINES, st.sampled_from(["2014", "2013", ""]))
def test_every_line_is_either_counted_or_left(lines: list[FundingLine], approved: str) -> None:
    found = financing(project(*lines, approved=approved), RATES, "USD")
    assert found.counted + found.left == len(lines)
    assert (found.amount is None) == (found.counted == 0)


@given(LINES)
def test_the_order_of_lines_does_not_matter(lines: list[FundingLine]) -> None:
    there, back = project(*lines), project(*reversed(lines))
    assert financing(there, RATES, "EUR") == financing(back, RATES, "EUR")


@given(LINES, LINES)
def test_sums_add_up(first: list[FundingLine], second: list[FundingLine]) -> None:
    parts = [financing(project(*lines), RATES, "EUR").amount or 0 for lines in (first, second)]
    whole = financing(project(*first, *second), RATES, "EUR").amount or 0
    assert whole == sum(parts)
