"""What a project's money is in one currency, and what of it is counted.

The rules, the same everywhere:

- Every financing line is counted once, in the rate of the project's year (approval, else start).
- A line without an amount, or without a rate of that year, is left out and said to be left out.
- An amount that is already in the currency asked for is counted as it is, whatever the year.
- Nothing is corrected for inflation; nothing is estimated.
- A sum over projects passes over the lines whose money another project of the list contains
  (`within` of the line; `within` of the project where that is true of all its lines), and over
  projects whose amounts are for countries beyond the five as well (`wider`): which part is for
  these five no source tells.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from wecoop_desktop.packs.content import FundingLine, Project
from wecoop_desktop.packs.rates import Rates


@dataclass(frozen=True, slots=True)
class Financing:
    """The sum of a project's financing lines; None where none could be counted.

    `counted` lines are in the sum, `left` are not: no amount, or no rate of the year.
    """

    amount: Decimal | None
    counted: int
    left: int
    year: int | None


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over projects: of how many an amount is known (`priced`), how many lines are told
    again elsewhere (`contained`), and how many have no amount or no rate (`left`)."""

    amount: Decimal
    priced: int
    contained: int
    left: int


def year_of(project: Project) -> int | None:
    """The year whose rates convert a project's money: of the approval, else of the start."""
    begins = (project.approved or project.start)[:4]
    return int(begins) if begins.isascii() and begins.isdecimal() else None


def converted(line: FundingLine, year: int | None, rates: Rates, into: str) -> Decimal | None:
    """A financing line in another currency; None where amount or rate is not known."""
    return _into(line.amount, line.currency, year, rates, into)


def financing(project: Project, rates: Rates, into: str) -> Financing:
    """All financing lines together, each once: a co-financed project counts once as a whole."""
    year = year_of(project)
    amounts = [converted(line, year, rates, into) for line in project.funding]
    known = [amount for amount in amounts if amount is not None]
    total = sum(known, Decimal(0)) if known else None
    return Financing(total, len(known), len(amounts) - len(known), year)


def total(projects: Iterable[Project], rates: Rates, into: str) -> Total:
    """All the money of these projects, a framework and its parts counted once.

    A line whose money another project's lines contain is passed over where that project is in the
    list with an amount of its own in the sum; else it is all that is known, and is counted.
    """
    listed = tuple(projects)
    sums = {p.id: financing(p, rates, into) for p in listed if not p.wider}
    amount, contained, left = Decimal(0), 0, 0
    for project in listed:
        if project.wider:
            continue
        year = year_of(project)
        for line in project.funding:
            value = converted(line, year, rates, into)
            if value is None:
                left += 1
            elif line.within in sums and sums[line.within].amount is not None:
                contained += 1
            else:
                amount += value
    priced = sum(1 for found in sums.values() if found.amount is not None)
    return Total(amount, priced, contained, left)


def size(project: Project, rates: Rates, into: str) -> Decimal | None:
    """The total cost where a source states it, else the sum of the financing lines.

    None where nothing is known, or where the stated total has no rate of its year: the lines
    alone would then pass a part off as the whole.
    """
    if project.total_cost is not None:
        return _into(project.total_cost, project.currency, year_of(project), rates, into)
    return financing(project, rates, into).amount


def _into(
    amount: Decimal | None, currency: str, year: int | None, rates: Rates, into: str
) -> Decimal | None:
    found = None if amount is None else rates.convert(amount, currency, into, year)
    return found.amount if found else None
