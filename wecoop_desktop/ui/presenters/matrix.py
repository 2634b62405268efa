"""Who finances what, and where: funders and projects by sector and country, as values.

A funder stands in a cell where its profile names the sector and lets the country in; where the
profile does not say one of the two it is counted as unknown. Profiles say nothing of regional
programmes, so the regional column holds funders that have paid for one. A project is counted in
each of its countries and sectors; its payers are all profiles of the organisations of its lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from wecoop_desktop.packs.content import Funder, Organisation, Project

COUNTRIES = ("KZ", "KG", "TJ", "TM", "UZ")
REGIONAL = "REG"
COLUMNS = (*COUNTRIES, REGIONAL)
LET_IN = ("yes", "limited", "paid")
UNKNOWN = "unknown"


class Paid(NamedTuple):
    """A project as the matrix counts it. `year` of approval, else of the start; 0 if unknown."""

    countries: tuple[str, ...]
    sectors: tuple[str, ...]
    regional: bool
    funders: tuple[str, ...]
    year: int


class Cell(NamedTuple):
    """`funders` that are let in, those of which it is `unknown`, and all projects."""

    sector: str
    column: str
    funders: int
    unknown: int
    projects: int


class Listed(NamedTuple):
    """A funder of a cell; `verdict` is yes, limited, paid or unknown; `last` year 0 if none."""

    funder: Funder
    verdict: str
    projects: int
    last: int


def paid(projects: Iterable[Project], organisations: Iterable[Organisation]) -> tuple[Paid, ...]:
    profiles = {each.id: each.profiles or (each.id,) for each in organisations}
    return tuple(_paid(project, profiles) for project in projects)


def _paid(project: Project, profiles: Mapping[str, tuple[str, ...]]) -> Paid:
    payers = [profiles.get(line.organisation, (line.organisation,)) for line in project.funding]
    day = (project.approved or project.start)[:4]
    return Paid(
        project.countries,
        project.sectors,
        project.regional,
        tuple(dict.fromkeys(profile for each in payers for profile in each)),
        int(day) if day.isdigit() else 0,
    )


def eligible(funder: Funder, country: str) -> str:
    """ "yes", "limited" or "no" for a country; empty where the profile does not say."""
    countries = funder.card.get("countries")
    entry = countries.get(country) if isinstance(countries, Mapping) else None
    return str(entry.get("eligible", "")) if isinstance(entry, Mapping) else ""


def table(
    funders: Sequence[Funder], projects: Sequence[Paid], sectors: Sequence[str]
) -> tuple[tuple[Cell, ...], ...]:
    """A row for each sector, a cell for each of `COLUMNS`."""
    return tuple(
        tuple(_cell(funders, projects, sector, column) for column in COLUMNS) for sector in sectors
    )


def _cell(funders: Sequence[Funder], projects: Sequence[Paid], sector: str, column: str) -> Cell:
    found = listed(funders, projects, sector, column)
    unknown = sum(1 for each in found if each.verdict == UNKNOWN)
    return Cell(
        sector, column, len(found) - unknown, unknown, len(inside(projects, sector, column))
    )


def listed(
    funders: Sequence[Funder], projects: Sequence[Paid], sector: str, column: str
) -> tuple[Listed, ...]:
    """The funders of a cell: those with most projects first, the unknown last."""
    years: dict[str, list[int]] = {}
    for project in inside(projects, sector, column):
        for payer in project.funders:
            years.setdefault(payer, []).append(project.year)
    found = []
    for funder in funders:
        mine = years.get(funder.id, [])
        verdict = _verdict(funder, sector, column, len(mine))
        if verdict:
            found.append(Listed(funder, verdict, len(mine), max(mine, default=0)))
    order = (*LET_IN, UNKNOWN)
    return tuple(
        sorted(
            found,
            key=lambda each: (
                each.verdict == UNKNOWN, -each.projects, order.index(each.verdict),
                each.funder.acronym.en,
            ),
        )
    )  # fmt: skip


def _verdict(funder: Funder, sector: str, column: str, projects: int) -> str:
    """Empty where the funder does not belong into the cell."""
    if column == REGIONAL:
        return "paid" if projects else ""
    said = eligible(funder, column)
    if said == "no" or (funder.sectors and sector not in funder.sectors):
        return ""
    return said if said in LET_IN and funder.sectors else UNKNOWN


def inside(projects: Iterable[Paid], sector: str, column: str) -> list[Paid]:
    """The projects of a cell."""
    return [
        each
        for each in projects
        if sector in each.sectors
        and (each.regional if column == REGIONAL else column in each.countries)
    ]


def last_year(projects: Iterable[Paid], funder: str) -> int:
    """Of the funder's newest project; 0 where it has none, or none with a year."""
    return max((each.year for each in projects if funder in each.funders), default=0)
