"""How the earth becomes flat, and which part of it is seen. Values and sums, without Qt.

The map of the region is a conic of equal areas (Albers) through 38° and 52° north around 66° east:
Kazakhstan and Tajikistan keep their proportion, and a circle's share of a country is honest. The
flat unit is one degree of latitude at the two parallels; x grows to the east, y to the south.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

MIDDLE = 66.0
_SOUTH, _NORTH, _ORIGIN = math.radians(38), math.radians(52), math.radians(45)
_CONE = (math.sin(_SOUTH) + math.sin(_NORTH)) / 2
_CONSTANT = math.cos(_SOUTH) ** 2 + 2 * _CONE * math.sin(_SOUTH)
_UNIT = math.degrees(1)


def _distance(sine: float) -> float:
    """From the tip of the cone to a parallel, in flat units."""
    return _UNIT * math.sqrt(max(0.0, _CONSTANT - 2 * _CONE * sine)) / _CONE


_BASE = _distance(math.sin(_ORIGIN))


def flat(longitude: float, latitude: float) -> tuple[float, float]:
    """A place in flat units. Every number of degrees gives a point; poles are not meant."""
    far = _distance(math.sin(math.radians(latitude)))
    turn = _CONE * math.radians(longitude - MIDDLE)
    return far * math.sin(turn), far * math.cos(turn) - _BASE


def round_again(x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude of a flat point."""
    down = y + _BASE
    far = math.hypot(x, down)
    turn = math.atan2(x, down)
    sine = (_CONSTANT - (far * _CONE / _UNIT) ** 2) / (2 * _CONE)
    latitude = math.degrees(math.asin(min(1.0, max(-1.0, sine))))
    return MIDDLE + math.degrees(turn) / _CONE, latitude


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in flat units."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )


@dataclass(frozen=True, slots=True)
class Frame:
    """What is seen: the flat point in the middle, pixels for a flat unit, size in pixels."""

    x: float
    y: float
    scale: float
    width: float
    height: float

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        """Where a flat point is seen."""
        return (
            (x - self.x) * self.scale + self.width / 2,
            (y - self.y) * self.scale + self.height / 2,
        )

    def place(self, across: float, down: float) -> tuple[float, float]:
        """The flat point at a pixel."""
        return (
            self.x + (across - self.width / 2) / self.scale,
            self.y + (down - self.height / 2) / self.scale,
        )

    def box(self, around: float = 0.0) -> Box:
        """What is seen, with so many pixels around it."""
        left, top = self.place(-around, -around)
        right, bottom = self.place(self.width + around, self.height + around)
        return Box(left, top, right, bottom)

    def panned(self, across: float, down: float) -> Frame:
        """The map moved by pixels: what is seen moves the other way."""
        return replace(self, x=self.x - across / self.scale, y=self.y - down / self.scale)

    def zoomed(self, scale: float, across: float, down: float) -> Frame:
        """Another scale, with the flat point under a pixel staying there."""
        x, y = self.place(across, down)
        return replace(
            self,
            scale=scale,
            x=x - (across - self.width / 2) / scale,
            y=y - (down - self.height / 2) / scale,
        )

    def within(self, limits: Box) -> Frame:
        """The same with its middle inside of the limits."""
        return replace(
            self,
            x=min(max(self.x, limits.left), limits.right),
            y=min(max(self.y, limits.top), limits.bottom),
        )


def fitted(box: Box, width: float, height: float, margin: float) -> Frame:
    """The frame of that size that shows the whole box, with a margin in pixels."""
    wide, tall = box.right - box.left or 1.0, box.bottom - box.top or 1.0
    room = max(1.0, width - 2 * margin), max(1.0, height - 2 * margin)
    scale = min(room[0] / wide, room[1] / tall)
    return Frame((box.left + box.right) / 2, (box.top + box.bottom) / 2, scale, width, height)
