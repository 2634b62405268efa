"""The places of a result, for the map."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import cast

from wecoop_desktop.base.text import Text
from wecoop_desktop.library import plain
from wecoop_desktop.library.query import Placed, Spot

Read = Callable[..., list[tuple[str, ...]]]
COLUMNS = (
    "figure.row, id, name_en, name_ru, name_more, region, latitude, longitude, precision, origin"
)


def of(read: Read, rows: Sequence[int] | None) -> Placed:
    """The places of the records with these numbers; None: of every project."""
    among = "" if rows is None else " AND figure.row IN (SELECT value FROM json_each(?))"
    given = () if rows is None else (json.dumps(rows),)
    counted = read(f"SELECT count(*), sum(regional) FROM figure WHERE 1{among}", *given)
    found = read(
        f"SELECT {COLUMNS} FROM figure JOIN spot USING (row) JOIN line USING (row) WHERE 1{among}"
        " ORDER BY spot.number",
        *given,
    )
    projects, regional = (int(number or 0) for number in counted[0])
    placed = len({row[0] for row in found})
    return Placed(tuple(map(_spot, found)), projects, projects - placed, regional)


def _spot(row: tuple[object, ...]) -> Spot:
    _, project, name_en, name_ru, more, region, latitude, longitude, precision, origin = row
    name = Text(str(name_en), str(name_ru), plain.read_pairs(str(more)))
    degrees = cast(float, latitude), cast(float, longitude)
    return Spot(str(project), name, str(region), *degrees, str(precision), str(origin))
