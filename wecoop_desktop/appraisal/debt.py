"""Debt service of loans and how well the operating cash flow covers it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from wecoop_desktop.appraisal.cashflow import HUNDRED, LAST_YEAR, ZERO, Flow


@dataclass(frozen=True, slots=True)
class Loan:
    """A loan drawn in year 0: rate in percent a year, `grace` and `maturity` in years from then.

    Interest is paid every year on what is owed; the principal in equal parts after the grace.
    """

    amount: Decimal
    rate: Decimal
    grace: int
    maturity: int


def service(loans: Sequence[Loan]) -> Mapping[int, Decimal]:
    """Interest and principal of each year, for all loans."""
    paid: dict[int, Decimal] = {}
    for loan in loans:
        grace = max(0, min(loan.grace, LAST_YEAR))
        maturity = min(loan.maturity, LAST_YEAR)
        if loan.amount <= 0 or maturity <= grace:
            continue
        part, owed = loan.amount / (maturity - grace), loan.amount
        for year in range(1, maturity + 1):
            due = owed * loan.rate / HUNDRED
            if year > grace:
                due += part
                owed -= part
            paid[year] = paid.get(year, ZERO) + due
    return paid


def cover(operating: Sequence[Flow], loans: Sequence[Loan]) -> tuple[tuple[int, Decimal], ...]:
    """Operating cash flow over debt service for each year with a payment and a flow."""
    due = service(loans)
    flows: dict[int, Decimal] = {}
    for year, amount in operating:
        flows[year] = flows.get(year, ZERO) + amount
    return tuple(
        (year, flows[year] / due[year]) for year in sorted(due) if year in flows and due[year] > 0
    )
