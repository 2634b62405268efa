"""All kinds of rules: their parameters, and how each is checked.

A check gives None when it could not be made (something it needs is empty), otherwise the places
where the rule is not met: none of them means that it is met.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from wecoop_desktop.forms import across
from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.asking import (
    FAILED,
    MET,
    OPERATORS,
    ROW,
    Asking,
    Outcome,
    Place,
    decimal,
    index_of,
    named,
    near,
    places,
)

if TYPE_CHECKING:
    from wecoop_desktop.forms.scope import World

__all__ = ["KINDS_OF_RULES", "OPERATORS", "ROW", "Asking", "Outcome", "Place", "RuleKind", "words"]


@lru_cache(maxsize=4096)
def words(text: str) -> int:
    """Words of a text: groups of signs with a letter or digit in them."""
    return sum(1 for word in text.split() if any(char.isalnum() for char in word))


# ---------------------------------------------------------------------- filled


def _required(ask: Asking) -> Outcome:
    return FAILED if v.is_empty(ask.of("left")) else MET


def _conditional_required(ask: Asking) -> Outcome:
    return FAILED if v.is_empty(ask.of("then")) else MET


def _each_row(ask: Asking) -> Outcome:
    columns = ask.plan.names("columns")
    missing = [
        (row, next(c for c in columns if v.is_empty(row.get(c))))
        for row in ask.rows("left")
        if any(v.is_empty(row.get(c)) for c in columns)
    ]
    return places(missing)


def _rows_for_each(ask: Asking) -> Outcome:
    """For all_answered and rows_for_each: one problem that names every entry without a row."""
    key, columns = str(ask.plan.literal("key")), ask.plan.names("columns")
    done = {
        row.get(key)
        for row in ask.rows("left")
        if all(not v.is_empty(row.get(column)) for column in columns)
    }
    table = ask.of("table")
    if table is None:
        return ask.empty
    missing = tuple(row["id"] for row in v.elements(table) if row.get("id") not in done)
    return (Place(values={"missing": missing}),) if missing else MET


# ---------------------------------------------------------------------- numbers


def _range(ask: Asking) -> Outcome:
    """For range and lookup_range."""
    value = ask.of("left")
    limits = [(name, op) for name, op in (("min", ">="), ("max", "<=")) if ask.has(name)]
    verdicts = [ask.compare(value, op, ask.of(name)) for name, op in limits]
    if any(verdict is False for verdict in verdicts):
        return FAILED
    return ask.empty if any(verdict is None for verdict in verdicts) else MET


def _words(ask: Asking) -> Outcome:
    text, least, most = ask.of("left"), ask.number("min"), ask.number("max")
    if not isinstance(text, str):
        return ask.empty
    count = words(text)
    low = least is not None and count < least
    high = most is not None and count > most
    return (Place(values={"words": Decimal(count)}),) if low or high else MET


def _min_count(ask: Asking) -> Outcome:
    return _counted(ask, len(v.known(v.listed(ask.of("left")))))


def _counted(ask: Asking, count: int) -> Outcome:
    least, most = ask.number("min"), ask.number("max")
    low = least is not None and count < least
    high = most is not None and count > most
    return (Place(values={"count": Decimal(count)}),) if low or high else MET


def _has_level(ask: Asking) -> Outcome:
    at = ask.plan.literal("at")
    return _counted(ask, sum(1 for row in ask.rows("left") if row.get("level") == at))


def _sum_equals(ask: Asking) -> Outcome:
    values = v.known(v.listed(ask.of("left")))
    right = ask.number("right")
    if not values or right is None:
        return ask.empty
    left = v.number(v.total(values, ask.world.exchange), ask.world.exchange)
    if left is None:
        return ask.empty
    return MET if near(left, right, ask.plan.literal("tolerance")) else FAILED


def _share(ask: Asking) -> Outcome:
    """For share_min and share_max."""
    exchange = ask.world.exchange
    whole = ask.of("whole")
    share = v.divide(ask.of("part"), whole, exchange)
    if share is None or ask.inputs_missing("whole"):
        return ask.empty
    name, op = ("min", ">=") if ask.has("min") else ("max", "<=")
    verdict = v.compare(share, op, ask.of(name), exchange)
    if verdict is None:
        return ask.empty
    percent = v.number(share, exchange)
    shown = {"share": percent * 100} if percent is not None else {}
    return MET if verdict else (Place(values=shown),)


def _compare(ask: Asking) -> Outcome:
    """For compare and conditional_compare."""
    left, right, op = ask.of("left"), ask.of("right"), str(ask.plan.literal("op"))
    if ask.plan.literal("tolerance") is not None:
        a, b = v.number(left, ask.world.exchange), v.number(right, ask.world.exchange)
        if a is None or b is None:
            return ask.empty
        return MET if near(a, b, ask.plan.literal("tolerance")) else FAILED
    verdict = ask.compare(left, op, right)
    if verdict is None:
        return ask.empty if v.is_empty(left) else None
    return MET if verdict else FAILED


def _compare_rows(ask: Asking) -> Outcome:
    left, right = ask.plan.expressions["left"], ask.plan.expressions["right"]
    op, tolerance = str(ask.plan.literal("op")), ask.plan.literal("tolerance")
    failed: list[tuple[Mapping[str, object], str]] = []
    checked = 0
    for row in ask.rows("rows"):
        one, other = left.of(ask.world, (row,)), right.of(ask.world, (row,))
        verdict = ask.compare(one, op, other)
        if verdict is False and tolerance is not None:
            verdict = ask.near(one, other, tolerance)
        checked += verdict is not None
        if verdict is False:
            failed.append((row, left.text if left.text.isidentifier() else ""))
    return places(failed) if checked else ask.empty


def _sequence(ask: Asking) -> Outcome:
    column = str(ask.plan.literal("column"))
    rows = [row for row in ask.rows("rows") if isinstance(row.get(column), Decimal)]
    if not rows:
        return ask.empty
    found = sorted(v.known(row[column] for row in rows), key=lambda value: Decimal(str(value)))
    start, step = decimal(ask.plan.literal("start")), decimal(ask.plan.literal("step"))
    wanted = [start + step * index for index in range(len(found))]
    last = ask.number("last_min")
    if found != wanted:
        return FAILED
    if last is None:
        return ask.empty if ask.has("last_min") else MET
    return MET if wanted[-1] >= last else FAILED


# ---------------------------------------------------------------------- rows and references


def _cells(ask: Asking) -> list[tuple[int | None, object]]:
    """The values of `left`, each with the row it stands in where it comes from rows."""
    if ask.plan.rows is not None:
        column = ask.plan.column
        rows = v.elements(ask.plan.rows.of(ask.world))
        return [
            (index_of(row), cell) for row in rows for cell in v.listed(row.get(column)) or (None,)
        ]
    return [(None, value) for value in v.listed(ask.of("left"))]


def _unique(ask: Asking) -> Outcome:
    cells = [(row, cell) for row, cell in _cells(ask) if not v.is_empty(cell)]
    if not cells:
        return ask.empty
    seen: set[object] = set()
    failed = []
    for row, cell in cells:
        if cell in seen:
            failed.append(Place(row, ask.plan.column, {"value": cell}))
        seen.add(cell)
    return tuple(failed)


def _cross_ref(ask: Asking) -> Outcome:
    """For cross_ref and lookup_in: each value of left is among those of the other side."""
    name = "lookup" if ask.has("lookup") else "right"
    other, cells = ask.of(name), _cells(ask)
    if other is None or (v.is_empty(other) and ask.inputs_missing(name) and ask.has("right")):
        return None
    if not v.known(cell for _, cell in cells) and not (cells and ask.plan.fails_when_empty):
        return None
    allowed = {part for value in v.known(v.listed(other)) for part in (value, *named(value))}
    failed = []
    for row, cell in cells:
        if v.is_empty(cell):
            if ask.plan.fails_when_empty:
                failed.append(Place(row, ask.plan.column))
        elif cell not in allowed and not set(named(cell)) <= allowed:
            failed.append(Place(row, ask.plan.column, {"value": cell}))
    return tuple(failed)


def _dates(ask: Asking) -> Outcome:
    columns = ask.plan.names("columns")
    equal = ask.plan.literal("allow_equal") is True
    failed: list[tuple[Mapping[str, object], str]] = []
    checked = 0
    for row in ask.rows("left"):
        dates = [(c, row.get(c)) for c in columns if isinstance(row.get(c), date)]
        checked += len(dates) > 1
        for (_, before), (column, after) in pairwise(dates):
            verdict = ask.compare(before, "<=" if equal else "<", after)
            if verdict is False:
                failed.append((row, column))
                break
    return places(failed) if checked else ask.empty


def _dependency_order(ask: Asking) -> Outcome:
    start, end = str(ask.plan.literal("start")), str(ask.plan.literal("end"))
    after = str(ask.plan.literal("depends_on"))
    rows = ask.rows("left")
    ends = {row.get("code"): row.get(end) for row in rows}
    failed: list[tuple[Mapping[str, object], str]] = []
    checked = 0
    for row in rows:
        for code in named(row.get(after)) if not v.is_empty(row.get(after)) else []:
            verdict = ask.compare(row.get(start), ">=", ends.get(code))
            checked += verdict is not None
            if verdict is False:
                failed.append((row, start))
                break
    return places(failed) if checked else ask.empty


def _regex(ask: Asking) -> Outcome:
    cells = [(row, cell) for row, cell in _cells(ask) if isinstance(cell, str)]
    if not cells:
        return ask.empty
    pattern = re.compile(str(ask.plan.literal("pattern")))
    return tuple(
        Place(row, ask.plan.column) for row, cell in cells if not pattern.search(cell[:1000])
    )


def _coordinates(ask: Asking) -> Outcome:
    boxes = _boxes(ask.world)
    failed: list[tuple[Mapping[str, object], str]] = []
    checked = 0
    for row in ask.rows("left"):
        box = boxes.get(row.get("country"))
        lat, lon = row.get("lat"), row.get("lon")
        if box is None or not isinstance(lat, Decimal) or not isinstance(lon, Decimal):
            continue
        checked += 1
        if not (box[0] <= lat <= box[2] and box[1] <= lon <= box[3]):
            failed.append((row, "lat"))
    return places(failed) if checked else ask.empty


def _boxes(world: World) -> dict[object, tuple[Decimal, ...]]:
    """lat_min, lon_min, lat_max, lon_max by country; REG has none."""
    boxes: dict[object, tuple[Decimal, ...]] = {}
    for entry in v.elements(world.options("countries")):
        box = entry.get("bbox")
        if isinstance(box, tuple) and len(box) == 4:
            boxes[entry.get("id")] = tuple(side for side in box if isinstance(side, Decimal))
    return boxes


def _not_stale(ask: Asking) -> Outcome:
    limit = decimal(ask.plan.literal("max_months"))
    ages = [(row, _age(ask, cell)) for row, cell in _cells(ask)]
    if not any(age is not None for _, age in ages):
        return ask.empty
    return tuple(
        Place(row, ask.plan.column) for row, age in ages if age is not None and age > limit
    )


def _age(ask: Asking, cell: object) -> Decimal | None:
    """Months from a date, or from a year, to the day of the check."""
    today = ask.world.today
    if ask.plan.literal("unit") == "year":
        return 12 * (today.year - cell) if isinstance(cell, Decimal) else None
    if not isinstance(cell, date):
        return None
    return Decimal((today - cell).days) / Decimal("30.4375")


# ---------------------------------------------------------------------- the table


@dataclass(frozen=True, slots=True)
class RuleKind:
    """A kind of rule: which parameters are expressions, selections of rows or plain values.

    `row_wise` kinds read their expressions in every row of their selection.
    """

    id: str
    check: Callable[[Asking], Outcome]
    expressions: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    literals: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    empty: str = "skip"
    row_wise: bool = False
    gives: tuple[str, ...] = ()  # placeholders that each place brings along


_LIMITS = ("min", "max")
_KINDS = (
    RuleKind("required", _required, ("left",), empty="fail"),
    RuleKind("conditional_required", _conditional_required, ("then",), empty="fail"),
    RuleKind("conditional_compare", _compare, ("left", "right"), (), ("op",), empty="fail"),
    RuleKind(
        "all_answered", _rows_for_each, ("left",), ("table",), ("key", "columns"), empty="fail"
    ),
    RuleKind(
        "rows_for_each", _rows_for_each, ("left",), ("table",), ("key", "columns"), empty="fail"
    ),
    RuleKind("range", _range, ("left", *_LIMITS), optional=_LIMITS),
    RuleKind("max_words", _words, ("left", "max")),
    RuleKind("min_words", _words, ("left", "min")),
    RuleKind("min_count", _min_count, ("left", *_LIMITS), optional=_LIMITS, empty="fail"),
    RuleKind("sum_equals", _sum_equals, ("left", "right"), (), ("tolerance",)),
    RuleKind("share_min", _share, ("part", "whole", "min")),
    RuleKind("share_max", _share, ("part", "whole", "max")),
    RuleKind("date_order", _dates, (), ("left",), ("columns", "allow_equal"), ("allow_equal",)),
    RuleKind("each_row", _each_row, (), ("left",), ("columns",), empty="fail"),
    RuleKind("has_level", _has_level, _LIMITS, ("left",), ("at",), _LIMITS, empty="fail"),
    RuleKind("unique", _unique, ("left",)),
    RuleKind("cross_ref", _cross_ref, ("left", "right")),
    RuleKind("compare", _compare, ("left", "right"), (), ("op", "tolerance"), ("tolerance",)),
    RuleKind(
        "compare_rows",
        _compare_rows,
        ("left", "right"),
        ("rows",),
        ("op", "tolerance"),
        ("tolerance",),
        row_wise=True,
    ),
    RuleKind(
        "sequence", _sequence, ("last_min",), ("rows",), ("column", "start", "step"), empty="fail"
    ),
    RuleKind("dependency_order", _dependency_order, (), ("left",), ("start", "end", "depends_on")),
    RuleKind("lookup_range", _range, ("left", *_LIMITS)),
    RuleKind("lookup_in", _cross_ref, ("left", "lookup")),
    RuleKind("regex", _regex, ("left",), (), ("pattern",)),
    RuleKind("coordinates_in_country", _coordinates, (), ("left",)),
    RuleKind("not_stale", _not_stale, ("left",), (), ("max_months", "unit"), ("unit",)),
    RuleKind(
        "linked_through", across.linked_through, ("right",), ("left", "via"), ("code", "parent")
    ),
    RuleKind("no_cycle", across.no_cycle, (), ("left",), ("code", "after"), gives=("value",)),
    RuleKind(
        "sums_by_key",
        across.sums_by_key,
        (),
        ("left", "right"),
        ("key", "amount", "right_key", "right_amount", "tolerance"),
        ("right_key", "right_amount", "tolerance"),
        gives=("value", "sum", "other"),
    ),
    RuleKind("languages_agree", across.languages_agree, gives=("en", "ru")),
    RuleKind(
        "texts_claim",
        across.texts_claim,
        ("right", "more", "also"),
        (),
        ("unit", "fields", "tolerance"),
        ("more", "also", "fields", "tolerance"),
        gives=("figure", "known"),
    ),
    RuleKind("rates_known", across.rates_known, ("left",), gives=("currency",)),
)
KINDS_OF_RULES: Mapping[str, RuleKind] = {kind.id: kind for kind in _KINDS}
