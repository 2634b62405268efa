"""What is typical of a funder in its financed projects: counted, with where and in how many.

A figure looks first at the countries and the main sector of a proposal; where fewer than `LEAST`
records tell it there, it looks further (`Scope`) and says so, and where even all records of the
funder are too few it has no value but still its count. What could not be counted is told (`left`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from wecoop_desktop.advice.records import INSTRUMENTS, LEAST, quantile
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.answers import Money
from wecoop_desktop.packs.content import FundingLine, Project
from wecoop_desktop.packs.money import converted, year_of
from wecoop_desktop.packs.rates import Rates


@dataclass(frozen=True, slots=True)
class Subject:
    """What is looked for: the facts of a draft or of a profile that projects are compared by."""

    countries: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()  # the main one first
    requested: Money | None = None
    currency: str = ""
    instruments: tuple[str, ...] = ()
    title: Text = Text()
    summary: Text = Text()
    sites: str = ""  # names of sites, in whatever words they were given


class Scope(NamedTuple):
    """Where was counted: `place` "countries" (of the proposal) or "region" (all five);
    `sector`: the main sector, or empty for all."""

    place: str
    sector: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A middle value with its quartiles, of `count` records in `scope`.

    The three are None where `count` is below `LEAST`. `left`: records of the scope that do not
    tell it (no amount, no rate of the year, no dates, money another record contains).
    """

    low: Decimal | None
    median: Decimal | None
    high: Decimal | None
    count: int
    left: int
    scope: Scope


@dataclass(frozen=True, slots=True)
class Portion:
    """One instrument of the mix: `count` records name it; `share` of the money, 0-1, or None."""

    instrument: str
    count: int
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Mix:
    """By which instruments the funder paid; empty where fewer than `LEAST` records tell it.

    `count` records name an instrument, `priced` of them with an amount; `left` name none.
    """

    portions: tuple[Portion, ...]
    count: int
    priced: int
    left: int
    scope: Scope


@dataclass(frozen=True, slots=True)
class Typical:
    """What is typical of a funder. `size` is what it gave to a project, in `currency`; `start` and
    `completion` are months from approval."""

    mix: Mix
    size: Figure
    start: Figure
    completion: Figure
    currency: str


def typical(
    projects: Sequence[Project],
    payers: frozenset[str],
    subject: Subject,
    rates: Rates,
    *,
    today: date,
) -> Typical:
    """What is typical of these organisations in their projects. Pure.

    A project whose end is still to come has only a planned end: it is not completed.
    """
    currency = subject.currency or "USD"
    scoped = tuple(_scoped(projects, subject))
    if not _rated(rates, currency):
        currency = "USD"

    def size(project: Project) -> Decimal | None:
        return _given(project, payers, rates, currency)

    def completion(project: Project) -> Decimal | None:
        past = project.end[:7] < today.isoformat()[:7]
        return months(project.approved, project.end) if past else None

    return Typical(
        mix=_mix(scoped, payers, rates, currency),
        size=_figure(scoped, size),
        start=_figure(scoped, lambda project: months(project.approved, project.start)),
        completion=_figure(scoped, completion),
        currency=currency,
    )


def months(begin: str, end: str) -> Decimal | None:
    """Months between two dates as records give them; None where one says no month or is earlier."""
    if len(begin) < 7 or len(end) < 7:
        return None
    count = 12 * (int(end[:4]) - int(begin[:4])) + int(end[5:7]) - int(begin[5:7])
    return Decimal(count) if count >= 0 else None


# ---------------------------------------------------------------------- counting

_Scoped = tuple[tuple[Scope, tuple[Project, ...]], ...]


def _scoped(
    projects: Sequence[Project], subject: Subject
) -> Iterator[tuple[Scope, tuple[Project, ...]]]:
    """The ways of looking, the nearest first; those that ask for nothing known are passed over."""
    here, sector = frozenset(subject.countries), next(iter(subject.sectors), "")
    scopes = [Scope("countries", sector), Scope("region", sector)]
    if sector:
        scopes += [Scope("countries", ""), Scope("region", "")]
    for scope in scopes:
        if scope.place == "countries" and not here:
            continue
        yield scope, tuple(project for project in projects if _within(project, scope, here))


def _within(project: Project, scope: Scope, here: frozenset[str]) -> bool:
    there = scope.place == "region" or not here.isdisjoint(project.countries)
    return there and (not scope.sector or scope.sector in project.sectors)


def _figure(scoped: _Scoped, told: Callable[[Project], Decimal | None]) -> Figure:
    """The figure in the first scope that has enough records, else without values in the last."""
    for scope, projects in scoped:
        values = sorted(value for one in projects if (value := told(one)) is not None)
        if len(values) >= LEAST or scope == scoped[-1][0]:
            break
    left = len(projects) - len(values)
    if len(values) < LEAST:
        return Figure(None, None, None, len(values), left, scope)
    low, median, high = (quantile(values, quarter) for quarter in (1, 2, 3))
    return Figure(low, median, high, len(values), left, scope)


def _mix(scoped: _Scoped, payers: frozenset[str], rates: Rates, currency: str) -> Mix:
    for scope, projects in scoped:
        naming = [one for one in projects if _instruments(one, payers)]
        if len(naming) >= LEAST or scope == scoped[-1][0]:
            break
    left = len(projects) - len(naming)
    if len(naming) < LEAST:
        return Mix((), len(naming), 0, left, scope)
    counts: dict[str, int] = {}
    for project in naming:
        for kind in _instruments(project, payers):
            counts[kind] = counts.get(kind, 0) + 1
    sums, priced = _sums(naming, payers, rates, currency)
    together = sum(sums.values(), Decimal(0))
    enough = priced >= LEAST and together > 0
    portions = (
        Portion(kind, count, sums.get(kind, Decimal(0)) / together if enough else None)
        for kind, count in counts.items()
    )
    ordered = sorted(portions, key=lambda one: (-(one.share or 0), -one.count, one.instrument))
    return Mix(tuple(ordered), len(naming), priced, left, scope)


def _sums(
    projects: Iterable[Project], payers: frozenset[str], rates: Rates, currency: str
) -> tuple[Mapping[str, Decimal], int]:
    """The money by instrument, and of how many projects it is known."""
    sums: dict[str, Decimal] = {}
    priced = 0
    for project in projects:
        year, known = year_of(project), False
        for line in _lines(project, payers):
            amount = converted(line, year, rates, currency)
            if amount is not None and line.instrument:
                kind = INSTRUMENTS.get(line.instrument, line.instrument)
                sums[kind] = sums.get(kind, Decimal(0)) + amount
                known = True
        priced += known
    return sums, priced


def _instruments(project: Project, payers: frozenset[str]) -> tuple[str, ...]:
    kinds = (line.instrument for line in _lines(project, payers) if line.instrument)
    return tuple(dict.fromkeys(INSTRUMENTS.get(kind, kind) for kind in kinds))


def _given(project: Project, payers: frozenset[str], rates: Rates, currency: str) -> Decimal | None:
    """What these organisations gave to a project together; None where a part of it is not known."""
    year = year_of(project)
    amounts = [converted(line, year, rates, currency) for line in _lines(project, payers)]
    known = [amount for amount in amounts if amount is not None]
    total = sum(known, Decimal(0))
    return total if known and len(known) == len(amounts) and total > 0 else None


def _lines(project: Project, payers: frozenset[str]) -> Iterator[FundingLine]:
    """Lines of these organisations; money that another record contains is told there."""
    return (line for line in project.funding if line.organisation in payers and not line.within)


def _rated(rates: Rates, currency: str) -> bool:
    """Whether any published rate leads to the currency."""
    return currency == "USD" or any(one.currency == currency for one in rates.series)
