"""Statistics of a list of projects, as values: the screen, the report and the sheets read the same.

A project is counted once. Its money is the sum of its financing lines, converted at the average
rate of the year of approval (else of the start), each in whole units; a line whose money another
project of the list contains (`FundingLine.within`), where that one's is known, is passed over, and
so are amounts for countries beyond the five as well (`Project.wider`): nobody knows the part.
Bars count a project under each of its values, so that they may add up to more than the list; money
is shown under one value only, and under `SEVERAL` where a project has more than one. Bars of
funders and instruments hold the money of their own financing lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from types import MappingProxyType
from typing import Literal, NamedTuple, get_args

SEVERAL = "several"  # the money of projects with more than one value
Group = Literal["year", "country", "theme", "sector", "funder", "instrument", "status"]
GROUPS: tuple[Group, ...] = get_args(Group)


class Bar(NamedTuple):
    """A value of a group: how many projects have it, and their money in whole units."""

    value: str
    projects: int
    amount: int


class Stack(NamedTuple):
    """A year by theme: `parts` are (theme, amount) where there is any, `counts` (theme, projects).

    Each project stands under one theme, or under `SEVERAL`: both add up to the whole year.
    """

    year: int
    projects: int
    parts: tuple[tuple[str, int], ...]
    counts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Statistics:
    """`priced` of `projects` have money that could be converted to `currency`.

    `contained`: projects left out of the sum because all their money is part of other ones';
    `wider`: those whose amounts are for other countries too;
    `unpriced` = without any known amount or rate. `median` is of priced projects. `grants` is the
    part of `amount` that lines call grants, of which `told` is the money of lines that tell their
    instrument.
    """

    currency: str
    projects: int
    priced: int
    contained: int
    wider: int
    unpriced: int
    amount: int
    median: int | None
    grants: int
    told: int
    years: tuple[Stack, ...] = ()
    groups: Mapping[str, tuple[Bar, ...]] = made(default_factory=lambda: MappingProxyType({}))
