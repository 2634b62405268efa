"""Counts and sums over a result, made by the library file itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Literal

from wecoop_desktop.packs.labels import UNKNOWN
from wecoop_desktop.packs.statistics import GROUPS, Bar, Group, Stack, Statistics

Read = Callable[..., list[tuple[str, ...]]]

# The column of `figure` whose value holds a project's money, for groups by the project's values.
OWN: tuple[Group, ...] = ("year", "country", "theme", "sector", "status")
LISTS = {"country": "countries", "sector": "sectors"}  # of `line`, by which projects are counted


def of(read: Read, rows: Sequence[int] | None, currency: Literal["USD", "EUR"]) -> Statistics:
    """Statistics of the records with these numbers; None: of every project."""
    return _Counting(read, rows, currency).statistics()


class _Counting:
    """One result being counted. `paid` is a project's money unless another one contains it."""

    def __init__(self, read: Read, rows: Sequence[int] | None, currency: str) -> None:
        self._read_rows = read
        self._currency = currency
        self._amount = currency.lower()
        self._given = () if rows is None else (json.dumps(rows),)
        chosen = "SELECT row FROM figure" if rows is None else "SELECT value FROM json_each(?)"
        self._with = (
            f"WITH chosen(row) AS ({chosen}), counted AS (SELECT figure.*, CASE WHEN within IN"
            f" (SELECT row FROM chosen) THEN NULL ELSE {self._amount} END AS paid,"
            " within IN (SELECT row FROM chosen) AS contained"
            " FROM figure WHERE row IN (SELECT row FROM chosen)) "
        )

    def _read(self, statement: str) -> list[tuple[str, ...]]:
        return self._read_rows(self._with + statement, *self._given)

    def statistics(self) -> Statistics:
        projects, priced, contained, amount = (
            int(number or 0)
            for number in self._read(
                "SELECT count(*), count(paid), sum(coalesce(contained, 0)), sum(paid) FROM counted"
            )[0]
        )
        grants, told = (
            int(number or 0) for number in self._read(_SHARES_TOLD.format(self._amount))[0]
        )
        return Statistics(
            currency=self._currency,
            projects=projects,
            priced=priced,
            contained=contained,
            unpriced=projects - priced - contained,
            amount=amount,
            median=self._median(priced),
            grants=grants,
            told=told,
            years=tuple(self._years()),
            groups=MappingProxyType({str(name): self._group(name) for name in GROUPS}),
        )

    def _median(self, priced: int) -> int | None:
        """The middle amount, or the mean of the two in the middle."""
        found = self._read(
            "SELECT avg(paid) FROM (SELECT paid FROM counted WHERE paid IS NOT NULL ORDER BY paid"
            f" LIMIT {2 - priced % 2} OFFSET {max(0, (priced - 1) // 2)})"
        )
        middle = found[0][0]
        return None if middle is None else int(middle)

    def _years(self) -> Iterator[Stack]:
        found = self._read(
            "SELECT year, theme, count(*), sum(paid) FROM counted WHERE year IS NOT NULL"
            " GROUP BY year, theme ORDER BY year, theme"
        )
        for year, rows in groupby(found, key=lambda row: row[0]):
            held = list(rows)
            parts = tuple((row[1], int(row[3])) for row in held if row[3])
            yield Stack(int(year), sum(int(row[2]) for row in held), parts)

    def _group(self, name: Group) -> tuple[Bar, ...]:
        shared = name in ("funder", "instrument")
        bars = self._by_share(name) if shared else self._by_project(name)
        if name == "year":
            return tuple(sorted(bars, key=lambda bar: bar.value))
        return tuple(sorted(bars, key=lambda bar: (-bar.projects, bar.value)))

    def _by_project(self, name: Group) -> list[Bar]:
        found = self._read(f"SELECT {name}, count(*), sum(paid) FROM counted GROUP BY {name}")
        money = {str(row[0] or UNKNOWN): int(row[2] or 0) for row in found}
        if name not in (*LISTS, "theme"):
            return [Bar(str(row[0] or UNKNOWN), int(row[1]), int(row[2] or 0)) for row in found]
        counts = self._counts(name)
        return [Bar(value, counts.get(value, 0), money.get(value, 0)) for value in counts | money]

    def _counts(self, name: Group) -> dict[str, int]:
        """How many projects have each value, every project under all of its own."""
        if name == "theme":
            statement = (
                "SELECT theme.id, count(DISTINCT counted.row) FROM counted JOIN line USING (row)"
                " JOIN (SELECT thing.id AS id, each.value AS sector FROM thing,"
                " json_each(thing.data, '$.sectors') AS each WHERE kind = 'theme') AS theme"
                " ON instr(' ' || sectors || ' ', ' ' || theme.sector || ' ') GROUP BY theme.id"
            )
        else:
            statement = (
                "SELECT each.value, count(*) FROM counted JOIN line USING (row), json_each('[\"' ||"
                f" replace({LISTS[name]}, ' ', '\",\"') || '\"]') AS each GROUP BY each.value"
            )
        return {str(row[0]): int(row[1]) for row in self._read(statement) if row[0]}

    def _by_share(self, name: Group) -> list[Bar]:
        found = self._read(
            f"SELECT share.{name}, count(DISTINCT share.row), sum(CASE WHEN contained THEN NULL"
            f" ELSE share.{self._amount} END) FROM counted JOIN share USING (row)"
            f" GROUP BY share.{name}"
        )
        return [Bar(str(row[0]), int(row[1]), int(row[2] or 0)) for row in found]


_SHARES_TOLD = (
    "SELECT sum(CASE WHEN instrument = 'grant' THEN share.{0} END), sum(CASE WHEN instrument !="
    " 'unknown' THEN share.{0} END) FROM counted JOIN share USING (row)"
    " WHERE contained IS NOT 1"
)
