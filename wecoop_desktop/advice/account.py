"""What a project's money is, line by line: as given, converted, and what of it is counted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.content import FundingLine, Project
from wecoop_desktop.packs.money import Financing, financing, year_of
from wecoop_desktop.packs.rates import Converted, Rates, RateSource

# Stated total and sum of the lines are rounded by their sources: below this share of the total
# they are taken for the same.
NEAR = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as given and in the currency `into`.

    `converted` is None where `lacking` says why: "amount", "currency", "year" or "rate" is not
    known; `lacking` is "" also where nothing had to be converted.
    """

    amount: Decimal | None
    currency: str
    into: str
    year: int | None
    converted: Converted | None
    lacking: str
    sources: tuple[RateSource, ...] = ()

    @property
    def foreign(self) -> bool:
        """Whether the converted value is another one than the amount as given."""
        return self.converted is not None and self.converted.year is not None


@dataclass(frozen=True, slots=True)
class Entry:
    """A financing line with its amount; `acronym` is that of the organisation, where it has one."""

    line: FundingLine
    amount: Amount
    acronym: Text


@dataclass(frozen=True, slots=True)
class Share:
    """What one funder gives by one instrument, in units of the account's currency."""

    name: Text
    instrument: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Account:
    """All lines, their sum in `into`, and how it compares with the total cost a source states.

    `gap`: the stated total less the sum of the lines, in `into`, where both are known and the
    difference is more than rounding.
    """

    into: str
    entries: tuple[Entry, ...]
    sum: Financing
    total: Amount | None
    gap: Decimal | None
    shares: tuple[Share, ...]


def account(project: Project, rates: Rates, acronyms: dict[str, Text], into: str) -> Account:
    """The account of a project in one currency; `acronyms` by id of the organisation."""
    year = year_of(project)
    entries = tuple(
        Entry(
            line,
            _amount(line.amount, line.currency, year, rates, into),
            acronyms.get(line.organisation) or line.name,
        )
        for line in project.funding
    )
    total = None
    if project.total_cost is not None:
        total = _amount(project.total_cost, project.currency, year, rates, into)
    together = financing(project, rates, into)
    return Account(into, entries, together, total, _gap(together, total), _shares(entries))


def _amount(
    amount: Decimal | None, currency: str, year: int | None, rates: Rates, into: str
) -> Amount:
    if amount is None:
        return Amount(None, currency, into, year, None, "amount")
    converted = rates.convert(amount, currency, into, year)
    if converted is not None:
        sources = rates.sources_of(currency, into, converted.year)
        return Amount(amount, currency, into, year, converted, "", sources)
    lacking = "currency" if not currency else "year" if year is None else "rate"
    return Amount(amount, currency, into, year, None, lacking)


def _gap(together: Financing, total: Amount | None) -> Decimal | None:
    """Lines that could not be counted make every comparison a guess: then there is none."""
    if total is None or total.converted is None or together.amount is None or together.left:
        return None
    gap = total.converted.amount - together.amount
    return gap if abs(gap) > NEAR * abs(total.converted.amount) else None


def _shares(entries: tuple[Entry, ...]) -> tuple[Share, ...]:
    """Parts of the sum by funder and instrument, the largest first; only what is above zero."""
    parts: dict[tuple[Text, str], Decimal] = defaultdict(Decimal)
    for entry in entries:
        if entry.amount.converted is not None and entry.amount.converted.amount > 0:
            parts[entry.acronym, entry.line.instrument] += entry.amount.converted.amount
    found = [Share(name, instrument, amount) for (name, instrument), amount in parts.items()]
    return tuple(sorted(found, key=lambda share: -share.amount))
