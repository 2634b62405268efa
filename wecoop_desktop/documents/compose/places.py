"""Sites: a table, and a locator map where coordinates are known."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from wecoop_desktop.documents.chart import Locator, Place
from wecoop_desktop.documents.compose.material import Material, clipped, words_text
from wecoop_desktop.documents.compose.rows import table
from wecoop_desktop.documents.outline import Block, Figure
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.forms.form import Field

NAME = 60  # letters of a name on the map
REGIONS = 160  # letters of the place on the cover


def blocks(material: Material, field: Field) -> Sequence[Block]:
    return (table(material, field),)


def located(material: Material) -> tuple[Place, ...]:
    """The sites with coordinates on the globe."""
    found = []
    for row in material.rows("sites.locations"):
        latitude, longitude = row.get("lat"), row.get("lon")
        if not isinstance(latitude, Decimal) or not isinstance(longitude, Decimal):
            continue
        if abs(latitude) > 85 or abs(longitude) > 180:
            continue
        found.append(Place(_short_name(material, row.get("name")), latitude, longitude))
    return tuple(found)


def _short_name(material: Material, name: object) -> str:
    """The part of a site's name before its explanation."""
    text = words_text(material, name) if isinstance(name, Words | str) else ""
    short = text = text[:500]
    for stop in (":", "(", ",", ";"):
        short = short.partition(stop)[0].strip() or short
    return short if len(short) <= NAME else short[: NAME - 1].rstrip() + "…"


def map_figure(material: Material) -> Figure | None:
    """The locator map, or None without coordinates."""
    sites = located(material)
    if not sites:
        return None
    tr = material.language.tr
    chosen = material.answers.get("basic.countries")
    countries = tuple(str(one) for one in chosen) if isinstance(chosen, tuple) else ()
    return Figure(
        Locator(sites, countries), tr("Location of the project."), tr("Borders: Natural Earth.")
    )


def place_words(material: Material) -> str:
    """Regions of the sites, each once."""
    regions: list[str] = []
    for row in material.rows("sites.locations"):
        for name in ("admin1", "admin2", "name"):
            value = row.get(name)
            said = words_text(material, value).strip() if isinstance(value, Words | str) else ""
            if said:
                if said not in regions:
                    regions.append(said)
                break
    return clipped(", ".join(regions[:3]), REGIONS)
