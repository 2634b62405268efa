"""Counts and sums over a result, made by the library file itself.

Two statements, whatever the result: one over the projects, one over their financing lines. Each
writes its result down once (`counted`) and groups that; lists of countries, sectors and themes are
grouped as they stand, because there are few different ones, and taken apart afterwards.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple

from wecoop_desktop.packs.labels import UNKNOWN
from wecoop_desktop.packs.statistics import GROUPS, SEVERAL, Bar, Group, Stack, Statistics

Read = Callable[..., list[tuple[str, ...]]]
PART = 1_000_000  # sums are made in two parts, or a large one would not fit the file's numbers
LAST = (SEVERAL, UNKNOWN)  # bars that stand at the end, whatever their length


class Row(NamedTuple):
    """Projects with the same value of a group, and what of their money is counted."""

    group: str
    value: str  # a list is separated by spaces
    projects: int
    amount: int


@dataclass(slots=True)
class Sum:
    """A bar being summed up."""

    projects: int = 0
    amount: int = 0


def of(read: Read, rows: Sequence[int] | None, currency: Literal["USD", "EUR"]) -> Statistics:
    """Statistics of the records with these numbers; None: of every project."""
    counting = _Counting(read, rows, currency)
    return counting.statistics()


class _Counting:
    """One result being counted."""

    def __init__(self, read: Read, rows: Sequence[int] | None, currency: str) -> None:
        self._read = read
        self._currency = currency
        self._given = () if rows is None else (json.dumps(rows),)
        given = (
            "" if rows is None else "chosen(row) AS MATERIALIZED (SELECT value FROM json_each(?)),"
        )
        among = "1" if rows is None else "{} IN (SELECT row FROM chosen)"
        self._with = _COUNTED.format(
            amount=currency.lower(),
            chosen=given,
            share_row=among.format("share.row"),
            share_within=among.format("share.within"),
            figure_row=among.format("figure.row"),
        )

    def statistics(self) -> Statistics:
        told = [
            (str(group), str(value), int(one or 0), int(other or 0), int(high or 0), int(low or 0))
            for group, value, one, other, high, low in self._read(
                self._with + _PROJECTS, *self._given
            )
        ]
        everything = next(row for row in told if row[0] == "all")
        projects, priced, contained = everything[2], everything[3], int(everything[1])
        wider = next(row[2] for row in told if row[0] == "beyond")
        rows = [
            Row(group, value, count, high * PART + low)
            for group, value, count, _, high, low in told
        ]
        middle = [row.amount for row in rows if row.group == "median"]
        shares = self._shares()
        return Statistics(
            currency=self._currency,
            projects=projects,
            priced=priced,
            contained=contained,
            wider=wider,
            unpriced=projects - priced - contained - wider,
            amount=everything[4] * PART + everything[5],
            median=sum(middle) // len(middle) if middle else None,
            grants=sum(row.amount for row in shares if (row.group, row.value) == _GRANTS),
            told=sum(r.amount for r in shares if r.group == "instrument" and r.value != UNKNOWN),
            years=tuple(_stacks(rows)),
            groups=MappingProxyType({str(name): _bars(name, rows, shares) for name in GROUPS}),
        )

    def _shares(self) -> list[Row]:
        found = self._read(self._with + _LINES, *self._given)
        return [
            Row(str(group), str(value), int(count), int(high or 0) * PART + int(low or 0))
            for group, value, count, high, low in found
        ]


def _stacks(rows: Iterable[Row]) -> Iterator[Stack]:
    """The years in their order, each with its themes."""
    years: dict[str, dict[str, Sum]] = defaultdict(lambda: defaultdict(Sum))
    for row in rows:
        if row.group == "stack":
            year, _, themes = row.value.partition(" ")
            held = years[year][_one(themes)]
            held.projects += row.projects
            held.amount += row.amount
    for year in sorted(years, key=lambda one: one.zfill(4)):
        if year:
            parts = sorted(years[year].items())
            yield Stack(
                int(year),
                sum(each.projects for _, each in parts),
                tuple((theme, each.amount) for theme, each in parts if each.amount),
                tuple((theme, each.projects) for theme, each in parts),
            )


def _bars(name: Group, rows: Iterable[Row], shares: Iterable[Row]) -> tuple[Bar, ...]:
    match name:
        case "funder" | "instrument":
            bars = [
                Bar(r.value or UNKNOWN, r.projects, r.amount) for r in shares if r.group == name
            ]
        case "year":
            bars = _summed((row.value.partition(" ")[0], row) for row in rows if _is_stack(row))
        case "theme":
            bars = _summed((row.value.partition(" ")[2], row) for row in rows if _is_stack(row))
        case _:
            bars = _summed((row.value, row) for row in rows if row.group == name)
    if name == "year":
        return tuple(sorted(bars, key=lambda bar: (bar.value in LAST, bar.value)))
    return tuple(sorted(bars, key=lambda bar: (bar.value in LAST, -bar.projects, bar.value)))


def _is_stack(row: Row) -> bool:
    return row.group == "stack"


def _summed(rows: Iterable[tuple[str, Row]]) -> list[Bar]:
    """Projects under each value of their list, money under the one, or under `SEVERAL`."""
    sums: dict[str, Sum] = defaultdict(Sum)
    for values, row in rows:
        for value in values.split() or [UNKNOWN]:
            sums[value].projects += row.projects
        if row.amount:
            sums[_one(values)].amount += row.amount
    return [Bar(value, each.projects, each.amount) for value, each in sums.items()]


def _one(values: str) -> str:
    listed = values.split()
    return listed[0] if len(listed) == 1 else SEVERAL if listed else UNKNOWN


_GRANTS = ("instrument", "grant")
# `inner`: financing lines that are passed over (`packs.money`): their money is part of that of
# another project of the result, where that one is known, or for other countries too (`beyond`).
# `inside`: projects of which no money is left.
_COUNTED = """
WITH {chosen}
inner(number, row, amount) AS MATERIALIZED (
  SELECT number, share.row, share.{amount} FROM share JOIN figure ON figure.row = share.within
  WHERE share.within IS NOT NULL AND share.{amount} IS NOT NULL AND {share_row} AND {share_within}
  AND figure.{amount} IS NOT NULL AND NOT figure.wider
  UNION SELECT number, share.row, share.{amount} FROM figure JOIN share ON share.row = figure.row
  WHERE figure.wider AND share.{amount} IS NOT NULL AND {share_row}),
less(row, amount) AS MATERIALIZED (SELECT row, sum(amount) FROM inner GROUP BY row),
counted AS MATERIALIZED (
  SELECT ifnull(year, '') AS year, countries, themes, sectors, status,
  less.amount IS NOT NULL AND less.amount = {amount} AS inside,
  wider AND less.amount IS NOT NULL AS beyond,
  nullif({amount}, less.amount) - ifnull(less.amount, 0) AS paid
  FROM figure LEFT JOIN less ON less.row = figure.row WHERE {figure_row}),
parts AS MATERIALIZED (
  SELECT figure.row AS row, ifnull(funder, '') AS funder, ifnull(instrument, '') AS instrument,
  CASE WHEN number IN (SELECT number FROM inner) THEN NULL ELSE share.{amount} END AS paid
  FROM figure LEFT JOIN share ON share.row = figure.row WHERE {figure_row})
"""
_SUMS = f"sum(paid / {PART}), sum(paid % {PART})"
_PROJECTS = f"""
SELECT 'all', ifnull(sum(inside AND NOT beyond), 0), count(*), count(paid), {_SUMS} FROM counted
UNION ALL SELECT 'beyond', '', ifnull(sum(beyond), 0), 0, 0, 0 FROM counted
UNION ALL SELECT 'stack', year || ' ' || themes, count(*), 0, {_SUMS} FROM counted
  GROUP BY year, themes
UNION ALL SELECT 'country', countries, count(*), 0, {_SUMS} FROM counted GROUP BY countries
UNION ALL SELECT 'sector', sectors, count(*), 0, {_SUMS} FROM counted GROUP BY sectors
UNION ALL SELECT 'status', status, count(*), 0, {_SUMS} FROM counted GROUP BY status
UNION ALL SELECT 'median', '', 0, 0, paid / {PART}, paid % {PART} FROM (
  SELECT paid FROM counted WHERE paid IS NOT NULL ORDER BY paid
  LIMIT (SELECT 2 - count(paid) % 2 FROM counted)
  OFFSET (SELECT max(0, (count(paid) - 1) / 2) FROM counted))
"""
_LINES = f"""
SELECT 'funder', funder, count(DISTINCT row), {_SUMS} FROM parts GROUP BY funder
UNION ALL SELECT 'instrument', CASE instrument WHEN '' THEN '{UNKNOWN}' ELSE instrument END AS said,
  count(DISTINCT row), {_SUMS} FROM parts GROUP BY said
"""
