"""Present value, internal rate of return and payback of yearly flows.

A flow is (year, amount); years are whole numbers from 0, amounts in one currency; rates are in
percent. The definitions are those of docs/form-language.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Literal, TypeAlias

Flow: TypeAlias = tuple[int, Decimal]
Reason = Literal["", "empty", "no_sign_change", "no_real_root", "multiple"]

LAST_YEAR = 200
ONE = Decimal(1)
ZERO = Decimal(0)
HUNDRED = Decimal(100)

# The discount factor x = 1 / (1 + r) is looked for in (0, 100]: rates from -99 %.
LOWEST, HIGHEST = 0.0001, 100.0
GRID = 4000
DIGITS = Decimal("1e-8")  # of a rate in percent


@dataclass(frozen=True, slots=True)
class Rate:
    """The internal rate of return in percent, or None with the reason; all roots, ascending.

    `comparable` is true only for exactly one change of sign after a first flow that is negative:
    only then is "rate above the discount rate" the same as "net present value above 0".
    """

    value: Decimal | None
    reason: Reason = ""
    roots: tuple[Decimal, ...] = ()
    comparable: bool = False


@lru_cache(maxsize=4096)
def _discount(rate: Decimal, year: int) -> Decimal:
    return ONE / (ONE + rate / HUNDRED) ** year


def npv(flows: Sequence[Flow], rate: Decimal) -> Decimal:
    """The sum of amount / (1 + rate/100)^year. `rate` must be above -100."""
    return sum((amount * _discount(rate, year) for year, amount in flows), ZERO)


def irr(flows: Sequence[Flow]) -> Rate:
    """The rate at which the net present value is 0, by all roots of the flow."""
    merged: dict[int, Decimal] = {}
    for year, amount in flows:
        merged[year] = merged.get(year, ZERO) + amount
    ordered = tuple(sorted((year, amount) for year, amount in merged.items() if amount))
    return _irr(ordered) if ordered else Rate(None, "empty" if not flows else "no_sign_change")


@lru_cache(maxsize=256)
def _irr(flows: tuple[Flow, ...]) -> Rate:
    """`flows` have distinct years in order and no 0. Cached: most key presses change no flow."""
    changes = sum(1 for (_, a), (_, b) in pairwise(flows) if (a < 0) != (b < 0))
    if changes == 0:
        return Rate(None, "no_sign_change")
    comparable = changes == 1 and flows[0][1] < 0
    roots = _roots(flows, changes)
    rates = sorted({_percent(root) for root in roots})
    if not rates:
        return Rate(None, "no_real_root", (), comparable)
    if len(rates) > 1:
        return Rate(None, "multiple", tuple(rates), comparable)
    return Rate(rates[0], "", tuple(rates), comparable)


def _percent(root: float) -> Decimal:
    return (Decimal(repr((1 / root - 1) * 100))).quantize(DIGITS)


def _roots(flows: tuple[Flow, ...], changes: int) -> list[float]:
    worth = _polynomial(flows)
    if changes == 1:  # Descartes: exactly one positive root
        low, high = worth(LOWEST), worth(HIGHEST)
        if (low < 0) == (high < 0) and low and high:
            return []
        return [_bisected(worth, LOWEST, HIGHEST)]
    return _scanned(worth)


def _polynomial(flows: tuple[Flow, ...]) -> Callable[[float], float]:
    """sum of amount * x^year as a function of x, scaled so that the largest amount is 1.

    Divided by x^(first year): that changes no root above 0.
    """
    first = flows[0][0]
    largest = max(abs(amount) for _, amount in flows)
    terms = [(year - first, float(amount / largest)) for year, amount in flows]
    dense = [0.0] * (terms[-1][0] + 1)
    for power, factor in terms:
        dense[power] = factor
    dense.reverse()

    def worth(x: float) -> float:
        value = 0.0
        for factor in dense:
            value = value * x + factor
        return value

    return worth


def _bisected(worth: Callable[[float], float], low: float, high: float) -> float:
    """The root between two points of different sign, by halving in equal proportions."""
    below = worth(low) < 0
    if not worth(low):
        return low
    for _ in range(200):
        middle = float((low * high) ** 0.5)
        if not low < middle < high:
            break
        value = worth(middle)
        if not value:
            return middle
        if (value < 0) == below:
            low = middle
        else:
            high = middle
    return float((low * high) ** 0.5)


def _scanned(worth: Callable[[float], float]) -> list[float]:
    """All roots on a geometric grid: changes of sign, and double roots that only touch 0."""
    step = (HIGHEST / LOWEST) ** (1 / (GRID - 1))
    points = [LOWEST * step**index for index in range(GRID - 1)] + [HIGHEST]
    values = [worth(point) for point in points]
    roots: list[float] = []
    for index in range(1, GRID):
        before, after = values[index - 1], values[index]
        if not after:
            roots.append(points[index])
        elif before and (before < 0) != (after < 0):
            roots.append(_bisected(worth, points[index - 1], points[index]))
        elif index >= 2:
            middle = values[index - 1]
            same = (values[index - 2] < 0) == (middle < 0) == (after < 0)
            if same and abs(middle) < abs(values[index - 2]) and abs(middle) <= abs(after):
                roots.extend(_touching(worth, points[index - 2], points[index]))
    return roots


def _touching(worth: Callable[[float], float], low: float, high: float) -> list[float]:
    """The place of the least absolute value between two points, if it is as good as 0."""
    for _ in range(120):
        third = (high - low) / 3
        if abs(worth(low + third)) < abs(worth(high - third)):
            high -= third
        else:
            low += third
    middle = (low + high) / 2
    scale = max(1.0, middle)
    return [middle] if abs(worth(middle)) < 1e-12 * scale else []


def payback(flows: Sequence[Flow], rate: Decimal = ZERO) -> Decimal | None:
    """Years from year 0 until the running sum (discounted at `rate`) is never negative again.

    Linear inside the year; 0 when it is never negative; None when the sum stays negative.
    """
    running = ZERO
    sums: list[tuple[int, Decimal]] = []
    for year, amount in sorted(flows):
        running += amount * _discount(rate, year)
        sums.append((year, running))
    if not sums or running < 0:
        return None
    last = max((index for index, (_, value) in enumerate(sums) if value < 0), default=None)
    if last is None:
        return ZERO
    (year, below), (later, above) = sums[last], sums[last + 1]
    return Decimal(year) + (later - year) * (-below) / (above - below)
