"""Where a point lies by the shipped shapes, and how coordinates are read. Values, without Qt.

Borders have three decimals and are simplified: a point within `NEAR` of a border of its country is
not called outside.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from wecoop_desktop.base.text import Text
from wecoop_desktop.ui.parts.borders import Line, Shape, region_names, shapes

NEAR = 0.05  # degrees, some five kilometres
DEGREE = 111.2  # kilometres of a degree of latitude
_PLACES = Decimal("0.00001")
_NUMBER = r"(\d{1,3}(?:[.,]\d{1,12})?)"
_PARTS = re.compile(
    rf"^\s*([-−+])?\s*{_NUMBER}(?:\s*[°ºd]\s*|\s+)"
    rf"(?:{_NUMBER}(?:\s*['’′]\s*|\s+|$))?(?:{_NUMBER}\s*(?:[\"”″]|''|′′)?)?\s*$"
)
_SIDES = {
    **dict.fromkeys(("n", "с", "сш", "с.ш"), (1, "lat")),
    **dict.fromkeys(("s", "ю", "юш", "ю.ш"), (-1, "lat")),
    **dict.fromkeys(("e", "в", "вд", "в.д"), (1, "lon")),
    **dict.fromkeys(("w", "з", "зд", "з.д"), (-1, "lon")),
}
_SIDE = re.compile(
    r"^([a-zа-я][a-zа-я.]{0,3})\s*(?=\d)|(?<=[\d°'’′\"”″\s])([a-zа-я][a-zа-я.]{0,3})$"
)


def degrees(text: str) -> Decimal | None:
    """An angle with degrees, minutes and seconds, or with its side, as decimal degrees.

    `42°29′24″N`, `42 29 24`, `42° 29,4' с.ш.`, `N 42.49`. None where it is none of these: a bare
    number is read as any other number.
    """
    words = " ".join(text.strip().lower().split())[:60]
    side = _SIDE.search(words)
    sign = 1
    if side is not None:
        name = (side.group(1) or side.group(2)).rstrip(".")
        if name not in _SIDES:
            return None
        sign = _SIDES[name][0]
        words = (words[: side.start()] + words[side.end() :]).strip()
        if re.fullmatch(_NUMBER, words):
            return sign * Decimal(words.replace(",", "."))
    found = _PARTS.match(words)
    if found is None:
        return None
    minus, whole, minutes, seconds = found.groups()
    parts = [Decimal((part or "0").replace(",", ".")) for part in (whole, minutes, seconds)]
    if parts[1] >= 60 or parts[2] >= 60:
        return None
    value = parts[0] + parts[1] / 60 + parts[2] / 3600
    return (sign * (-value if minus in ("-", "−") else value)).quantize(_PLACES).normalize()


@dataclass(frozen=True, slots=True)
class Verdict:
    """`code`: fine, globe (no place on the earth), swapped (right the other way round), outside
    (of the country it should be in). `country` is the one in which it lies, or would if swapped."""

    code: str
    country: str = ""


def verdict(lat: Decimal, lon: Decimal, country: str) -> Verdict:
    """What is to be said about coordinates of a site; `country` "" or REG where none is named."""
    known = "" if country == "REG" else country
    if _on_globe(lat, lon):
        here = country_at(float(lat), float(lon))
        if here and (not known or here == known):
            return Verdict("fine", here)
        if known and near(float(lat), float(lon), known):
            return Verdict("fine", known)
    else:
        here = ""
    if _on_globe(lon, lat):
        turned = country_at(float(lon), float(lat))
        if turned and (not known or turned == known):
            return Verdict("swapped", turned)
    if not _on_globe(lat, lon):
        return Verdict("globe")
    return Verdict("outside", here)


def _on_globe(lat: Decimal, lon: Decimal) -> bool:
    return abs(lat) <= 90 and abs(lon) <= 180


def country_at(lat: float, lon: float) -> str:
    """The code of the country in which a point lies, "" outside of all five."""
    found = _inside("countries.geojson", lat, lon)
    return found.code if found is not None else ""


def region_at(lat: float, lon: float) -> Text:
    """What the first-level region is called in which a point lies."""
    found = _inside("regions.geojson", lat, lon)
    return region_names().get(found.code, found.name) if found is not None else Text()


def water_at(lat: float, lon: float) -> Text:
    """The named lake or sea in which a point lies."""
    found = _inside("waters.geojson", lat, lon)
    return found.name if found is not None else Text()


def town_near(lat: float, lon: float) -> tuple[Text, float]:
    """The nearest of the shipped cities, and how many kilometres away; no name without any."""
    found = [(away(lat, lon, s.lines[0][0][1], s.lines[0][0][0]), s.name) for s in _cities()]
    if not found:
        return Text(), 0.0
    far, name = min(found, key=lambda pair: pair[0])
    return name, far


def away(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres between two points of the earth (great circle)."""
    a, b = math.radians(lat), math.radians(other_lat)
    turn = math.radians(other_lon - lon)
    cosine = math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(turn)
    return DEGREE * math.degrees(math.acos(min(1.0, max(-1.0, cosine))))


def near(lat: float, lon: float, country: str) -> bool:
    """Whether a point lies within `NEAR` of the border of a country."""
    shape = next((s for s in shapes("countries.geojson") if s.code == country), None)
    if shape is None:
        return True  # nothing is known of it
    return any(_touches(line, lat, lon) for line in shape.lines)


def _touches(line: Line, lat: float, lon: float) -> bool:
    narrow = math.cos(math.radians(lat))
    for (x1, y1), (x2, y2) in zip(line, (*line[1:], line[0]), strict=True):
        ax, ay, bx, by = (x1 - lon) * narrow, y1 - lat, (x2 - lon) * narrow, y2 - lat
        if min(abs(ay), abs(by)) > 3 or min(abs(ax), abs(bx)) > 3:
            continue
        dx, dy = bx - ax, by - ay
        length = dx * dx + dy * dy
        share = 0.0 if length == 0 else min(1.0, max(0.0, -(ax * dx + ay * dy) / length))
        if math.hypot(ax + share * dx, ay + share * dy) <= NEAR:
            return True
    return False


def _inside(file: str, lat: float, lon: float) -> Shape | None:
    return next((s for s in shapes(file) if s.lines and _holds(s.lines, lat, lon)), None)


def _holds(lines: tuple[Line, ...], lat: float, lon: float) -> bool:
    """By how often a ray to the east crosses the rings; holes count twice."""
    odd = False
    for line in lines:
        for (x1, y1), (x2, y2) in zip(line, (*line[1:], line[0]), strict=True):
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                odd = not odd
    return odd


@cache
def _cities() -> tuple[Shape, ...]:
    return tuple(shape for shape in shapes("cities.geojson") if shape.lines)
