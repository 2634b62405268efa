"""Debt service of loans, by hand and against the present value of what is paid."""

from __future__ import annotations

from decimal import Decimal

import pyxirr
from hypothesis import given, settings
from hypothesis import strategies as st

from wecoop_desktop.appraisal.debt import Loan, cover, service

D = Decimal


def test_equal_principal_after_the_grace():
    paid = service([Loan(D(1000), D(5), 2, 6)])
    assert [paid[year] for year in range(1, 7)] == [50, 50, 300, D("287.5"), 275, D("262.5")]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 10**8), st.integers(0, 20), st.integers(0, 10), st.integers(1, 30))
def test_what_is_paid_is_worth_the_loan(amount: int, rate: int, grace: int, rest: int) -> None:
    paid = service([Loan(D(amount), D(rate), grace, grace + rest)])
    flows = [0.0] + [float(paid.get(year, 0)) for year in range(1, grace + rest + 1)]
    worth = pyxirr.npv(rate / 100, flows)
    assert worth is not None
    assert abs(worth - amount) <= 1e-6 * amount


def test_cover_by_year():
    flows = [(0, D(-1000)), (1, D(100)), (2, D(100)), (3, D(360))]
    assert cover(flows, [Loan(D(1000), D(5), 2, 6)]) == ((1, 2), (2, 2), (3, D("1.2")))


def test_loans_that_cannot_be_are_left_out():
    assert not service([Loan(D(-5), D(5), 0, 5), Loan(D(5), D(5), 5, 5), Loan(D(0), D(1), 0, 1)])
    assert len(service([Loan(D(1), D(1), 0, 10**6)])) == 200
    assert cover([], [Loan(D(1), D(1), 0, 5)]) == ()
