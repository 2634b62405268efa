"""How the net present value answers to its inputs: changed streams, switching values, delay.

A stream is one term of the yearly balance (investment, revenue, benefits ...), already with its
sign: costs are negative. Changes and rates are in percent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from wecoop_desktop.appraisal.cashflow import HUNDRED, LAST_YEAR, ZERO, Flow, Rate, irr, npv

CHANGES = (Decimal(-20), Decimal(-10), Decimal(10), Decimal(20))


@dataclass(frozen=True, slots=True)
class Stream:
    """Amounts by year of one input, with their sign in the balance."""

    name: str
    flows: tuple[Flow, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """What the analysis says when one stream is `change` percent larger."""

    name: str
    change: Decimal
    npv: Decimal
    rate: Rate


def balance(streams: Sequence[Stream]) -> tuple[Flow, ...]:
    """All streams added up, one flow a year in their order."""
    years: dict[int, Decimal] = {}
    for stream in streams:
        for year, amount in stream.flows:
            years[year] = years.get(year, ZERO) + amount
    return tuple(sorted(years.items()))


def changed(streams: Sequence[Stream], name: str, percent: Decimal) -> tuple[Stream, ...]:
    """The same streams with those of that name larger by `percent`."""
    factor = 1 + percent / HUNDRED
    return tuple(
        Stream(stream.name, tuple((year, amount * factor) for year, amount in stream.flows))
        if stream.name == name
        else stream
        for stream in streams
    )


def delayed(streams: Sequence[Stream], names: Sequence[str], years: int) -> tuple[Stream, ...]:
    """The named streams `years` later; what would fall behind the last year is lost."""
    last = max((year for stream in streams for year, _ in stream.flows), default=0)
    last = min(last, LAST_YEAR)
    return tuple(
        Stream(
            stream.name,
            tuple((year + years, amount) for year, amount in stream.flows if year + years <= last),
        )
        if stream.name in names
        else stream
        for stream in streams
    )


def cases(
    streams: Sequence[Stream], rate: Decimal, changes: Sequence[Decimal] = CHANGES
) -> tuple[Case, ...]:
    """Each stream that is not all zero, changed by each of `changes`."""
    found = []
    for stream in streams:
        if not any(amount for _, amount in stream.flows):
            continue
        for change in changes:
            flows = balance(changed(streams, stream.name, change))
            found.append(Case(stream.name, change, npv(flows, rate), irr(flows)))
    return tuple(found)


def switching(streams: Sequence[Stream], name: str, rate: Decimal) -> Decimal | None:
    """The change of a stream in percent at which the net present value is 0.

    The value is linear in each stream, so one division finds it. None where the stream is worth
    nothing: then no change of it moves the result.
    """
    own = sum((npv(s.flows, rate) for s in streams if s.name == name), ZERO)
    if not own:
        return None
    return -HUNDRED * npv(balance(streams), rate) / own


def modified_irr(flows: Sequence[Flow], finance: Decimal, reinvest: Decimal) -> Decimal | None:
    """The modified rate of return: outflows at `finance`, inflows carried on at `reinvest`.

    None without both an outflow and an inflow. It is unique even where several internal rates fit.
    """
    if not flows:
        return None
    first, last = min(year for year, _ in flows), max(year for year, _ in flows)
    paid = -sum((npv([(year - first, a)], finance) for year, a in flows if a < 0), ZERO)
    gained = sum(
        (a * (1 + reinvest / HUNDRED) ** (last - year) for year, a in flows if a > 0), ZERO
    )
    if not paid or not gained or last == first:
        return None
    return HUNDRED * ((gained / paid) ** (Decimal(1) / (last - first)) - 1)


def ratio(gains: Sequence[Flow], costs: Sequence[Flow], rate: Decimal) -> Decimal | None:
    """Present value of gains over that of costs (both positive); None where costs are 0 or less."""
    spent = npv(costs, rate)
    return npv(gains, rate) / spent if spent > 0 else None
