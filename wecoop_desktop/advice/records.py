"""What each funder is known to have paid for: the records of the database, made short for counting.

A record is one project and one funder with all its lines in it. An organisation with several
profiles (the European Union, Germany) has paid as a whole: its projects count for each of them and
`shared` says so. Amounts are in dollars of the year of the project (`packs.money`), never summed
with money another record contains already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.working import Working
from wecoop_desktop.library.query import Query
from wecoop_desktop.packs.content import Organisation, Project
from wecoop_desktop.packs.money import converted, year_of
from wecoop_desktop.packs.rates import Rates

if TYPE_CHECKING:
    from wecoop_desktop.library.library import Library

KEPT = 1000  # counts, before they are made anew
LEAST = 3  # records; from fewer nothing is said to be typical
CURRENCY = "USD"
INSTRUMENTS = MappingProxyType({"mixed": "blending"})  # by the names the form has for them


class Paid(NamedTuple):
    """What one funder gave to one project; `amounts` by instrument, in dollars of its year."""

    project: str
    countries: frozenset[str]
    sectors: frozenset[str]
    instruments: frozenset[str]
    amounts: tuple[tuple[str, Decimal], ...]
    left: int  # lines without an amount or a rate, or whose money another record contains


@dataclass(frozen=True, slots=True)
class Records:
    """By funder profile, the projects it has paid for; `shared`: profiles of one organisation."""

    paid: Mapping[str, tuple[Paid, ...]] = field(default_factory=lambda: MappingProxyType({}))
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    # What was counted before; a key press asks the same again. Entries are replaced whole.
    counted: dict[tuple[object, ...], Mapping[str, object]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def without(self, projects: Iterable[str]) -> Records:
        """The same as if these projects had never been recorded."""
        gone = frozenset(projects)
        return Records(
            {
                funder: tuple(one for one in found if one.project not in gone)
                for funder, found in self.paid.items()
            },
            self.shared,
        )


NO_RECORDS = Records()
Facts = Callable[[object], Mapping[str, object]]


def of_library(library: Library) -> Records:
    """The records of all projects; reads them all, so it is work for a job (some 0.2 s)."""
    return of_projects(
        library.projects(Query(limit=None, typing=False)), library.organisations(), library.rates()
    )


def of_projects(
    projects: Iterable[Project], organisations: Iterable[Organisation], rates: Rates
) -> Records:
    profiles = {one.id: one.profiles for one in organisations}
    found: dict[str, list[Paid]] = {}
    for project in projects:
        for funder in dict.fromkeys(
            profile for line in project.funding for profile in profiles.get(line.organisation, ())
        ):
            found.setdefault(funder, []).append(_paid(project, funder, profiles, rates))
    shared = {one: group for group in profiles.values() if len(group) > 1 for one in group}
    return Records({funder: tuple(paid) for funder, paid in found.items()}, shared)


def _paid(
    project: Project, funder: str, profiles: Mapping[str, tuple[str, ...]], rates: Rates
) -> Paid:
    lines = [line for line in project.funding if funder in profiles.get(line.organisation, ())]
    year = year_of(project)
    sums: dict[str, Decimal] = {}
    left = 0
    for line in lines:
        amount = converted(line, year, rates, CURRENCY)
        if amount is None or line.within:
            left += 1
        else:
            kind = INSTRUMENTS.get(line.instrument, line.instrument)
            sums[kind] = sums.get(kind, Decimal(0)) + amount
    kinds = frozenset(INSTRUMENTS.get(line.instrument, line.instrument) for line in lines)
    return Paid(
        project.id,
        frozenset(project.countries),
        frozenset(project.sectors),
        kinds - {""},
        tuple(sorted(sums.items())),
        left,
    )


def facts(records: Records, world: Working) -> Facts:
    """What the records say of each funder for this proposal, as the expressions of rules see it.

    `count`: its records; `sector`: those of the main sector; `here`: those of them in a country of
    the proposal; `low`, `high`: between these lies the middle half of what it gave to a project by
    the instruments sought (else by any), `least` and `most` all of it, in dollars; empty where
    fewer than `LEAST` records tell it.
    """
    countries = frozenset(_strings(world.value("basic.countries")))
    sector = next(iter(_strings(world.value("basic.sectors"))), "")
    rows = v.elements(world.value("budget.financing"))
    sought = frozenset(str(row.get("instrument")) for row in rows)

    def of(funder: object) -> Mapping[str, object]:
        key = (funder, countries, sector, sought)
        found = records.counted.get(key)
        if found is None:
            if len(records.counted) >= KEPT:
                records.counted.clear()
            paid = records.paid.get(str(funder), ())
            found = records.counted[key] = _counted(paid, countries, sector, sought)
        return found

    return of


def _counted(
    paid: Sequence[Paid], countries: frozenset[str], sector: str, sought: frozenset[str]
) -> Mapping[str, object]:
    alike = [one for one in paid if sector in one.sectors]
    here = [one for one in alike if not countries.isdisjoint(one.countries)]
    return {
        "count": Decimal(len(paid)),
        "sector": Decimal(len(alike)),
        "here": Decimal(len(here)),
        **_sizes(paid, sought),
    }


def _sizes(paid: Sequence[Paid], sought: frozenset[str]) -> Mapping[str, object]:
    given = [sum(amount for kind, amount in one.amounts if kind in sought) for one in paid]
    values = sorted(Decimal(value) for value in given if value > 0)
    if len(values) < LEAST:
        given = [sum(amount for _, amount in one.amounts) for one in paid]
        values = sorted(Decimal(value) for value in given if value > 0)
    if len(values) < LEAST:
        return {"priced": Decimal(len(values))}
    return {
        "priced": Decimal(len(values)),
        "least": values[0],
        "low": quantile(values, 1),
        "high": quantile(values, 3),
        "most": values[-1],
    }


def quantile(values: Sequence[Decimal], quarter: int) -> Decimal:
    """Of sorted values, by a straight line between the two that are nearest."""
    place = Decimal(quarter * (len(values) - 1)) / 4
    below = int(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (place - below)


def _strings(value: object) -> tuple[str, ...]:
    return tuple(entry for entry in v.listed(value) if isinstance(entry, str))
