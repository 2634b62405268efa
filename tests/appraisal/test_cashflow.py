"""Present value, rate of return and payback, against figures worked out by hand or by theory."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest
import pyxirr
from hypothesis import given
from hypothesis import strategies as st

from wecoop_desktop.appraisal.cashflow import irr, npv, payback

D = Decimal
amounts = st.integers(-10_000, 10_000).map(D)
flows_of = st.lists(amounts, min_size=1, max_size=30).map(lambda row: list(enumerate(row)))


def wastewater_town(*, economic: bool) -> list[tuple[int, Decimal]]:
    """The worked example E7 of the guide, in millions of euro, without taxes and subsidy."""
    flows = []
    for year in range(28):
        running = year >= 3
        revenue = D("1.2") + D("0.8") * (min(year, 13) - 3) / 10 if running else D(0)
        cost = {0: D(6), 1: D(10), 2: D("6.7")}.get(year, D(0)) + (D("1.1") if running else D(0))
        cost += D("1.5") if year == 15 else D(0)
        residual = D("2.5") if year == 27 else D(0)
        benefits = D("2.2") + D(3180 * 60) / 10**6 if running and economic else D(0)
        flows.append((year, revenue + residual + benefits - cost))
    return flows


def test_the_example_of_the_guide():
    financial, economic = wastewater_town(economic=False), wastewater_town(economic=True)
    assert round(npv(financial, D(6)), 1) == D("-14.4")
    assert round(npv(economic, D(5)), 1) == D("17.1")
    rate = irr(economic).value
    assert rate is not None
    assert round(rate, 1) == D("10.7")
    loss = irr(financial).value
    assert loss is not None
    assert round(loss, 1) == D("-1.0")
    assert payback(financial) is None


def test_two_years():
    assert npv([(0, D(-100)), (1, D(110))], D(10)) == 0
    found = irr([(0, D(-100)), (1, D(110))])
    assert (found.value, found.reason, found.comparable) == (D(10), "", True)
    assert npv([(0, D(0)), (3, D(1331))], D(10)) == D(1000)


def test_why_there_is_no_rate():
    assert irr([]).reason == "empty"
    assert irr([(0, D(0))]).reason == "no_sign_change"
    assert irr([(0, D(5)), (1, D(5))]).reason == "no_sign_change"
    assert irr([(0, D(1)), (1, D(-2)), (2, D(2))]).reason == "no_real_root"
    two = irr([(0, D(-100)), (1, D(230)), (2, D(-132))])
    assert (two.value, two.reason, two.roots) == (None, "multiple", (D(10), D(20)))
    assert not two.comparable


def test_a_root_that_only_touches_zero_is_found():
    found = irr([(0, D(-121)), (1, D(220)), (2, D(-100))])
    assert found.value is not None
    assert round(found.value, 2) == D("-9.09")


def test_an_inflow_first_is_not_comparable():
    found = irr([(0, D(100)), (1, D(-110))])
    assert (found.value, found.comparable) == (D(10), False)


@given(flows_of)
def test_at_each_root_the_present_value_is_as_good_as_zero(flows):
    size = sum(abs(amount) for _, amount in flows)
    for rate in irr(flows).roots:
        if D(-95) < rate < D(1000):
            scale = max(D(1), (1 + rate / 100) ** -len(flows)) * size
            assert abs(npv(flows, rate)) <= D("1e-6") * scale


@given(flows_of)
def test_one_change_of_sign_gives_at_most_one_rate(flows):
    signs = [amount > 0 for _, amount in flows if amount]
    changes = sum(a != b for a, b in itertools.pairwise(signs))
    found = irr(flows)
    if changes == 0:
        assert found.value is None
    if changes == 1:
        assert len(found.roots) <= 1
    if found.comparable and found.value is not None and -90 < found.value < 1000:
        better, worse = npv(flows, found.value - 1), npv(flows, found.value + 1)
        assert better >= 0 >= worse


@given(flows_of)
def test_payback_is_the_last_time_the_sum_turns_positive(flows):
    years = payback(flows)
    total = sum(amount for _, amount in flows)
    if total < 0:
        assert years is None
    else:
        assert years is not None
        assert 0 <= years <= flows[-1][0]


@pytest.mark.parametrize(
    ("row", "years"),
    [
        ([-100, 40, 40, 40], D("2.5")),
        ([100], D(0)),
        ([-100, 50], None),
        ([-100, 150, -80, 60], D(2) + D(30) / D(60)),
    ],
)
def test_payback_by_hand(row, years):
    assert payback([(year, D(amount)) for year, amount in enumerate(row)]) == years


@given(
    outlay=st.integers(1, 10**9),
    income=st.lists(st.integers(0, 10**9), min_size=1, max_size=40).filter(any),
)
def test_rates_and_values_agree_with_an_independent_library(outlay: int, income: list[int]) -> None:
    amounts = [-outlay, *income]
    flows = [(year, Decimal(amount)) for year, amount in enumerate(amounts)]
    rate = irr(flows)
    assert rate.comparable
    if rate.value is not None and -90 < rate.value < 900:
        theirs = pyxirr.irr([float(amount) for amount in amounts])
        if theirs is not None:
            assert float(rate.value) / 100 == pytest.approx(theirs, rel=1e-5, abs=1e-6)
    assert float(npv(flows, Decimal("7.5"))) == pytest.approx(
        pyxirr.npv(0.075, [float(amount) for amount in amounts]), rel=1e-9, abs=1e-6
    )
