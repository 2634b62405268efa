"""The budget over years, and the flows of the economic analysis that follow from it.

A line is spread by its own split (`by_year`), else over the months of its activity in the
timeline, else over the implementation of the project; what was assumed is told apart.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.answers import Answers, Cell, Money, Row
from wecoop_desktop.forms.codec import parse_number

ZERO = Decimal(0)
ONE = Decimal(1)
CENT = Decimal("0.01")
NOT_IN_ANALYSIS = ("finance",)
TAXES = "taxes"
MOST_YEARS = 200
_PART = re.compile(r"^\s*(\d{4})\s*[:=–-]\s*(.+?)\s*$")


@dataclass(frozen=True, slots=True)
class Part:
    """What falls into a calendar year; `assumed` where no split was given for the line."""

    line: int
    year: int
    amount: Decimal
    assumed: bool


@dataclass(frozen=True, slots=True)
class Spread:
    """All lines over years. `undated` is what has no year at all: no split, no dates."""

    parts: tuple[Part, ...]
    undated: Decimal

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({part.year for part in self.parts}))

    @property
    def assumed(self) -> Decimal:
        return sum((part.amount for part in self.parts if part.assumed), ZERO)

    def of(self, year: int, lines: Sequence[int] | None = None) -> Decimal:
        wanted = (p for p in self.parts if p.year == year and (lines is None or p.line in lines))
        return sum((part.amount for part in wanted), ZERO)


def line_amount(row: Row) -> Decimal:
    """The amount of a budget line: as typed, else quantity times unit price.

    A price in another currency counts only once its amount is there.
    """
    typed = row.get("amount")
    if isinstance(typed, Decimal) and typed.is_finite():
        return typed
    return (product(row) or ZERO) if not row.get("currency") else ZERO


def product(row: Row, rate: Decimal = ONE) -> Decimal | None:
    """Quantity times unit price at `rate` units for one of the proposal's, to the cent."""
    quantity, price = row.get("quantity"), row.get("unit_price")
    if not isinstance(quantity, Decimal) or not isinstance(price, Decimal) or rate <= 0:
        return None
    if rate == ONE:
        return quantity * price
    worth = quantity * price / rate
    return worth if abs(worth) > Decimal("1e20") else worth.quantize(CENT)


def rate_of(answers: Answers, currency: object) -> Decimal | None:
    """Units of a currency for one of the proposal's, of the latest date; 1 for its own."""
    own = answers.get("basic.currency")
    if not currency or currency == own:
        return ONE
    found: tuple[date, Decimal] | None = None
    for row in rows_at(answers, "basic.exchange_rates"):
        rate, day = row.get("rate"), row.get("date")
        if row.get("currency") != currency or not isinstance(rate, Decimal) or rate <= 0:
            continue
        on = day if isinstance(day, date) else date.min
        if found is None or on >= found[0]:
            found = (on, rate)
    return found[1] if found is not None else None


def split(text: object) -> Mapping[int, Decimal]:
    """`2030: 900 000; 2031: 1 500 000`, or the same as JSON; nothing where it is neither."""
    if not isinstance(text, str) or not text.strip() or len(text) > 5000:
        return {}
    pairs: list[tuple[str, str]] = []
    if text.lstrip().startswith("{"):
        try:
            read = json.loads(text)
        except (ValueError, RecursionError):
            return {}
        pairs = [(str(y), str(a)) for y, a in read.items()] if isinstance(read, dict) else []
    else:
        for piece in re.split(r"[;\n]", text):
            match = _PART.match(piece)
            if match is None:
                return {}
            pairs.append((match[1], match[2]))
    found: dict[int, Decimal] = {}
    for year, amount in pairs:
        try:
            if year.isdecimal() and 1900 <= int(year) <= 2200:
                found[int(year)] = found.get(int(year), ZERO) + parse_number(amount)
        except AppError:
            return {}
    return found


def split_text(parts: Mapping[int, Decimal]) -> str:
    """The same as it is typed: `2030: 900000; 2031: 1500000`."""
    return "; ".join(f"{year}: {amount:f}" for year, amount in sorted(parts.items()))


def spread(answers: Answers) -> Spread:
    """The whole budget over calendar years."""
    parts: list[Part] = []
    undated = ZERO
    usual = _shares(*implementation(answers))
    activities = {str(row.get("code") or ""): row for row in rows_at(answers, "timeline.rows")}
    for at, row in enumerate(rows_at(answers, "budget.lines")):
        amount = line_amount(row)
        if not amount:
            continue
        given = split(row.get("by_year"))
        if given and abs(sum(given.values(), ZERO) - amount) <= CENT:
            parts += [Part(at, year, part, assumed=False) for year, part in given.items() if part]
            continue
        task = activities.get(str(row.get("activity") or ""))
        shares = _shares(*_dates(task)) if task is not None else {}
        shares = shares or usual
        if not shares:
            undated += amount
            continue
        parts += list(_shared(at, amount, shares))
    return Spread(tuple(parts), undated)


def _shared(line: int, amount: Decimal, shares: Mapping[int, Decimal]) -> Iterator[Part]:
    """An amount by shares; the last year takes what rounding leaves."""
    left = amount
    years = sorted(shares)
    for year in years[:-1]:
        part = (amount * shares[year]).quantize(CENT) if abs(amount) < Decimal("1e20") else left / 2
        left -= part
        yield Part(line, year, part, assumed=True)
    yield Part(line, years[-1], left, assumed=True)


def implementation(answers: Answers) -> tuple[date | None, date | None]:
    """Start of the project and its last day."""
    start, months = answers.get("basic.start_date"), answers.get("basic.duration_months")
    if not isinstance(start, date) or not isinstance(months, Decimal) or not 0 < months <= 600:
        return None, None
    try:
        return start, start + timedelta(days=int(months * Decimal("30.4375")) - 1)
    except OverflowError:
        return None, None


def _dates(row: Row) -> tuple[date | None, date | None]:
    start, end = row.get("start"), row.get("end")
    if isinstance(start, date) and isinstance(end, date) and start <= end:
        return start, end
    return None, None


def _shares(start: date | None, end: date | None) -> Mapping[int, Decimal]:
    """The share of each calendar year in the days from start to end."""
    if start is None or end is None or end < start or end.year - start.year > MOST_YEARS:
        return {}
    days = Decimal((end - start).days + 1)
    found: dict[int, Decimal] = {}
    for year in range(start.year, end.year + 1):
        first, last = max(start, date(year, 1, 1)), min(end, date(year, 12, 31))
        found[year] = Decimal((last - first).days + 1) / days
    return found


def rows_at(answers: Answers, path: str) -> tuple[Row, ...]:
    value = answers.get(path)
    if not isinstance(value, tuple):
        return ()
    return tuple(row for row in value if isinstance(row, Mapping))


@dataclass(frozen=True, slots=True)
class Proposed:
    """Rows of flows for the years that have none yet; what was assumed is in `notes` as codes."""

    rows: tuple[Row, ...]
    added: int
    notes: tuple[str, ...]


def proposed_flows(answers: Answers) -> Proposed:
    """The flows that are there, and a row for each missing year of the analysis.

    Year 0 is the calendar year of the first expense. Investment comes from the budget without
    interest (and without price contingency in constant prices); operating cost from the answer
    about it, from the first year after the investment. Rows that exist are left as they are.
    """
    kept = rows_at(answers, "economics.flows")
    taken = {int(y) for row in kept if isinstance(y := row.get("year"), Decimal) and _whole(y)}
    constant = answers.get("economics.price_base") != "current"
    left_out = (*NOT_IN_ANALYSIS, "contingency_price") if constant else NOT_IN_ANALYSIS
    lines = rows_at(answers, "budget.lines")
    used = [at for at, row in enumerate(lines) if row.get("category") not in left_out]
    taxes = [at for at, row in enumerate(lines) if row.get("category") == TAXES]
    whole = spread(answers)
    years = sorted({part.year for part in whole.parts if part.line in used})
    if not years:
        return Proposed(kept, 0, ("no-years",))
    first, last = years[0], years[-1]
    horizon = answers.get("economics.horizon")
    end = int(horizon) if isinstance(horizon, Decimal) and 0 < horizon <= MOST_YEARS else 0
    cost = _cost(answers.get("economics.om_cost"), answers)
    made: list[dict[str, Cell]] = []
    for year in range(max(end, last - first) + 1):
        if year in taken:
            continue
        row: dict[str, Cell] = {"year": Decimal(year)}
        capex = whole.of(first + year, used)
        if capex:
            row["capex"] = capex
            tax = whole.of(first + year, taxes)
            row |= {"tax_in_capex": tax} if tax else {}
        if cost is not None and first + year > last:
            row["opex"] = cost
        made.append(row)
    notes = []
    if whole.assumed:
        notes.append("spread-evenly")
    if cost is None:
        notes.append("no-operating-cost")
    if not end:
        notes.append("no-horizon")
    rows = sorted((*kept, *made), key=_order)
    return Proposed(tuple(rows), len(made), tuple(notes))


def _cost(value: object, answers: Answers) -> Decimal | None:
    """The yearly operating cost in the currency of the proposal; None in any other."""
    if isinstance(value, Money) and value.currency == answers.get("basic.currency"):
        return value.amount
    return value if isinstance(value, Decimal) else None


def _whole(value: Decimal) -> bool:
    return value.is_finite() and value == value.to_integral_value() and abs(value) <= MOST_YEARS


def _order(row: Row) -> tuple[int, Decimal]:
    year = row.get("year")
    return (0, year) if isinstance(year, Decimal) and year.is_finite() else (1, ZERO)
