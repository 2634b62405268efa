"""Sensitivity, switching values, benefit-cost ratio, MIRR: against another library and by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
import pyxirr
from hypothesis import given, settings
from hypothesis import strategies as st

from wecoop_desktop.appraisal.cashflow import npv, payback
from wecoop_desktop.appraisal.sensitivity import (
    Stream,
    balance,
    cases,
    changed,
    delayed,
    modified_irr,
    ratio,
    switching,
)

D = Decimal


def stream(name: str, *amounts: int) -> Stream:
    return Stream(name, tuple((year, D(a)) for year, a in enumerate(amounts)))


PLANT = (
    stream("investment", -1000, 0, 0, 0, 0, 0),
    stream("operation", 0, -50, -50, -50, -50, -50),
    stream("revenue", 0, 300, 300, 300, 300, 300),
)
amounts = st.lists(st.integers(-(10**7), 10**7), min_size=2, max_size=30)


def theirs(flows: tuple[tuple[int, Decimal], ...], rate: float) -> float:
    value = pyxirr.npv(rate, [float(amount) for _, amount in flows])
    assert value is not None
    return float(value)


def test_a_switching_value_by_hand():
    # PV of 300 over five years at 10 % = 1137.236; NPV = -1000 - 189.539 + 1137.236 = -52.303
    value = switching(PLANT, "revenue", D(10))
    assert value is not None
    assert round(value, 3) == D("4.599")


@settings(max_examples=150, deadline=None)
@given(st.lists(amounts, min_size=1, max_size=4), st.integers(0, 25))
def test_at_the_switching_value_the_present_value_is_zero(rows: list[list[int]], rate: int) -> None:
    streams = [stream(str(at), *row) for at, row in enumerate(rows)]
    for one in streams:
        change = switching(streams, one.name, D(rate))
        if change is None or abs(change) > 10**9:
            continue
        moved = balance(changed(streams, one.name, change))
        size = sum(abs(amount) for row in rows for amount in row) + 1
        assert abs(npv(moved, D(rate))) <= D("1e-9") * size * (1 + abs(change))


@settings(max_examples=100, deadline=None)
@given(amounts, st.integers(0, 20))
def test_each_case_agrees_with_an_independent_library(row: list[int], rate: int) -> None:
    streams = (stream("a", *row), stream("b", *([-(10**6)] + [0] * (len(row) - 1))))
    for case in cases(streams, D(rate)):
        scaled = [
            float(a) * (1 + float(case.change) / 100 * (case.name == "a"))
            - (10**6 if at == 0 else 0) * (1 + float(case.change) / 100 * (case.name == "b"))
            for at, a in enumerate(row)
        ]
        assert float(case.npv) == pytest.approx(pyxirr.npv(rate / 100, scaled), rel=1e-9, abs=1e-4)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.integers(0, 10**6), min_size=2, max_size=25),
    st.lists(st.integers(1, 10**6), min_size=2, max_size=25),
    st.integers(0, 20),
)
def test_the_ratio_is_above_one_exactly_when_the_value_is_positive(
    gains: list[int], costs: list[int], rate: int
) -> None:
    gained, spent = stream("g", *gains).flows, stream("c", *costs).flows
    found = ratio(gained, spent, D(rate))
    assert found is not None
    assert float(found) == pytest.approx(theirs(gained, rate / 100) / theirs(spent, rate / 100))
    value = npv(gained, D(rate)) - npv(spent, D(rate))
    if abs(value) > D("1e-9"):
        assert (found > 1) == (value > 0)


@settings(max_examples=100, deadline=None)
@given(
    st.integers(1, 10**6),
    st.lists(st.integers(0, 10**6), min_size=1, max_size=25).filter(any),
    st.integers(0, 20),
    st.integers(0, 20),
)
def test_the_modified_rate_agrees_with_an_independent_library(
    outlay: int, income: list[int], finance: int, reinvest: int
) -> None:
    row = [-outlay, *income]
    mine = modified_irr([(at, D(a)) for at, a in enumerate(row)], D(finance), D(reinvest))
    other = pyxirr.mirr([float(a) for a in row], finance / 100, reinvest / 100)
    assert mine is not None
    assert other is not None
    assert float(mine) / 100 == pytest.approx(other, rel=1e-9, abs=1e-9)


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 10**6), st.lists(st.integers(1, 10**6), min_size=1, max_size=40),
       st.integers(0, 20))  # fmt: skip
def test_payback_against_running_sums(outlay: int, income: list[int], rate: int) -> None:
    """Counted on again in floats, year by year, with each year's income spread evenly."""
    found = payback([(at, D(a)) for at, a in enumerate([-outlay, *income])], D(rate))
    left = float(outlay)
    expected = None
    for year, gain in enumerate(income, 1):
        worth = gain / (1 + rate / 100) ** year
        if worth >= left:
            expected = year - 1 + left / worth
            break
        left -= worth
    if expected is None:
        assert found is None or float(found) == pytest.approx(len(income), rel=1e-6)
    elif found is not None:
        assert float(found) == pytest.approx(expected, rel=1e-6, abs=1e-6)


def test_delay_loses_the_last_year():
    later = delayed(PLANT, ("operation", "revenue"), 1)
    assert balance(later)[1] == (1, D(0)) or balance(later)[1][0] != 1
    assert sum(a for _, a in balance(later)) == -1000 + 4 * 250


@pytest.mark.parametrize("size", ["1e30", "-1e30", "0"])
def test_absurd_amounts_have_an_answer(size: str) -> None:
    streams = (Stream("a", ((0, D(size)), (200, D(1)))), stream("b", 0))
    assert cases(streams, D(5)) is not None
    assert switching(streams, "b", D(5)) is None
    assert modified_irr((), D(5), D(5)) is None
    assert modified_irr(((0, D(5)),), D(5), D(5)) is None
    assert ratio((), ((0, D(0)),), D(5)) is None
