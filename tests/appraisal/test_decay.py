"""First-order decay against the closed form of IPCC 2006 volume 5, annex 3A.1."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wecoop_desktop.appraisal.decay import Deposit, methane

D = Decimal


def test_one_deposit_gives_half_of_its_methane_within_a_half_life():
    # Equation 3A1.2: DDOCm(t) = DDOCm(0) * exp(-k t); k = ln 2 / 10 leaves half after 10 years
    k = D(repr(math.log(2) / 10))
    made = methane([Deposit(D(100), k)], 1, 11)
    assert made[0] == 0  # decay starts on 1 January after the year of disposal
    assert float(sum(made)) == pytest.approx(50, rel=1e-12)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 10**6),
    st.integers(1, 200),
    st.integers(1, 40),
    st.integers(1, 60),
    st.sampled_from([0, 1]),
)
def test_every_year_agrees_with_the_sum_over_deposits(
    potential: int, permille: int, depositing: int, years: int, delay: int
) -> None:
    """Year T: sum over years x of P * (1 - e^-k) * e^(-k (T - delay - x))."""
    k = permille / 1000
    made = methane([Deposit(D(potential), D(permille) / 1000)], depositing, years, delay=delay)
    for at, tonnes in enumerate(made, 1):
        expected = sum(
            potential * (1 - math.exp(-k)) * math.exp(-k * (at - delay - x))
            for x in range(1, depositing + 1)
            if x <= at - delay
        )
        assert float(tonnes) == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_no_years_and_far_too_many():
    assert methane([Deposit(D(1), D("0.05"))], 10, 0) == ()
    assert methane([], 10, 3) == (0, 0, 0)
    assert len(methane([Deposit(D(1), D("0.05"))], 10, 10**6)) == 200
