"""What a project's money is in one currency, and what of it is counted.

The rules, the same everywhere:

- Every financing line is counted once, in the rate of the project's year (approval, else start).
- A line without an amount, or without a rate of that year, is left out and said to be left out.
- An amount that is already in the currency asked for is counted as it is, whatever the year.
- Nothing is corrected for inflation; nothing is estimated.
- A sum over projects passes over those whose money another project already contains (`within`).
"""

from __future__ import annotations

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
