"""Results with places for tests and pictures of the map: of the real packs, and made ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from tests.kit import content
from wecoop_desktop.base.text import Text
from wecoop_desktop.library.query import Hit, Placed, Spot
from wecoop_desktop.packs.content import Project
from wecoop_desktop.ui.parts.clusters import Atlas, gather


@cache
def projects() -> tuple[Project, ...]:
    return content.packs().projects


def placed(wanted: Callable[[Project], bool] = lambda project: True) -> Placed:
    """The places of the published projects that are wanted."""
    found = [project for project in projects() if wanted(project)]
    spots = tuple(
        Spot(
            project.id,
            place.name,
            place.region,
            float(place.latitude),
            float(place.longitude),
            place.precision,
            place.origin,
        )
        for project in found
        for place in project.locations
        if place.latitude is not None and place.longitude is not None
    )
    without = len(found) - len({spot.project for spot in spots})
    return Placed(spots, len(found), without, sum(project.regional for project in found))


@cache
def whole() -> Atlas:
    """Every published project."""
    return gather(placed())


def hits_of(ids: Sequence[str]) -> tuple[Hit, ...]:
    """The lines of published projects, in the order asked for."""
    by_id = {project.id: project for project in projects()}
    return tuple(_hit(by_id[id_]) for id_ in ids if id_ in by_id)


def _hit(project: Project) -> Hit:
    line = next((each for each in project.funding if each.amount is not None), None)
    return Hit(
        "project",
        project.id,
        project.title,
        project.summary,
        0.0,
        countries=project.countries,
        funders=tuple(dict.fromkeys(each.name for each in project.funding)),
        amount=line.amount if line else None,
        currency=line.currency if line else "",
        status=project.status,
        years=((project.start or project.approved)[:4], project.end[:4]),
        regional=project.regional,
    )


def spot(
    project: str, longitude: float, latitude: float, name: str = "", precision: str = "place"
) -> Spot:
    """A made place."""
    text = Text(name or project, f"{name or project} по-русски")
    return Spot(project, text, "KG-C", latitude, longitude, precision, "source")


def atlas(*spots: Spot, without: int = 0, regional: int = 0) -> Atlas:
    """The circles of made places."""
    count = len({each.project for each in spots}) + without
    return gather(Placed(tuple(spots), count, without, regional))
