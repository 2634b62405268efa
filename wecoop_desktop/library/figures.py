"""Projects as the rows that statistics and the map count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from wecoop_desktop.library import plain
from wecoop_desktop.packs import money
from wecoop_desktop.packs.content import Project
from wecoop_desktop.packs.labels import UNKNOWN
from wecoop_desktop.packs.read import Packs

Rows = Mapping[str, int]  # the number of each project by its id
MOST = 10**18  # of an amount


def of_projects(packs: Packs, rows: Rows) -> Iterator[dict[str, object]]:
    """A row of `tables.Figure` for each project."""
    themes = {sector: theme.id for theme in packs.themes for sector in theme.sectors}
    for project in packs.projects:
        held = dict.fromkeys(themes.get(each, UNKNOWN) for each in project.sectors)
        usd, eur = (_sum(project, packs, into) for into in ("USD", "EUR"))
        yield {
            "row": rows[project.id],
            "year": money.year_of(project),
            "countries": " ".join(dict.fromkeys(project.countries)),
            "themes": " ".join(held),
            "sectors": " ".join(dict.fromkeys(project.sectors)),
            "status": project.status or UNKNOWN,
            "regional": project.regional,
            "wider": project.wider,
            "usd": usd,
            "eur": eur,
        }


def _sum(project: Project, packs: Packs, into: str) -> int | None:
    """All financing lines, each in whole units: so the bars of funders add up to the total."""
    year = money.year_of(project)
    amounts = (money.converted(line, year, packs.rates, into) for line in project.funding)
    known = [whole for amount in amounts if (whole := _whole(amount)) is not None]
    return min(sum(known), MOST) if known else None


def _whole(amount: Decimal | None) -> int | None:
    """Whole units; more than the file can hold is a slip of the pen."""
    return None if amount is None else max(-MOST, min(int(amount), MOST))


def shares(packs: Packs, rows: Rows) -> Iterator[dict[str, object]]:
    """A row of `tables.Share` for each financing line."""
    number = 0
    for project in packs.projects:
        for line in project.funding:
            usd, eur = (
                money.converted(line, money.year_of(project), packs.rates, into)
                for into in ("USD", "EUR")
            )
            yield {
                "number": number,
                "row": rows[project.id],
                "funder": line.organisation,
                "instrument": line.instrument or UNKNOWN,
                "within": rows.get(line.within),
                "usd": _whole(usd),
                "eur": _whole(eur),
            }
            number += 1


def spots(packs: Packs, rows: Rows) -> Iterator[dict[str, object]]:
    """A row of `tables.Spot` for each place with coordinates."""
    number = 0
    for project in packs.projects:
        for place in _placed(project):
            yield {"number": number, "row": rows[project.id], **place}
            number += 1


def _placed(project: Project) -> Iterator[dict[str, object]]:
    for place in project.locations:
        if place.latitude is not None and place.longitude is not None:
            yield {
                "name_en": place.name.en,
                "name_ru": place.name.ru,
                "name_more": plain.pairs(place.name.more),
                "region": place.region,
                "latitude": float(place.latitude),
                "longitude": float(place.longitude),
                "precision": place.precision,
                "origin": place.origin,
            }
