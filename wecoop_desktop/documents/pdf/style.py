"""Measures (points) and colours of the documents; see ui.md section 12 for their reasons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
SIDE = 19 * MM
TOP = 19 * MM
BOTTOM = 18 * MM

INK = "#1A2429"
BLACK = "#000000"
NAVY = "#0E3540"
PETROL = "#0B6472"
GREY = "#55646C"
RULE = "#CBD5D9"
FAINT = "#E6ECEE"
GROUP = "#EBF1F3"
TINT = "#F1F7F8"
EDGE = "#A9C6CA"
WHITE = "#FFFFFF"
GOOD = "#1B6B3A"
WARN = "#855000"
BAD = "#B0261E"
WARN_TINT = "#FCF2DA"
BAD_TINT = "#FCEBE9"
GOOD_TINT = "#E5F3E9"

TONES = {"": INK, "muted": GREY, "accent": PETROL, "good": GOOD, "warn": WARN, "bad": BAD}
MARKS = {"impact": "#6D5BA8", "outcome": "#1B75A6", "output": "#12806A", "activity": "#80624A"}
# Chart areas in their fixed order: water, biodiversity, energy, climate, waste, irrigation, air.
SERIES = ("#1B75A6", "#12806A", "#9F6700", "#6D5BA8", "#80624A", "#417A36", "#66727A")

Align = Literal["left", "right", "centre"]


@dataclass(frozen=True, slots=True)
class Type:
    """How a text is set: family ("Serif" or "Sans"), weight, size and line height in points.

    `whole`: hyphens only in words that are wider than their line.
    """

    family: str
    size: float
    leading: float
    colour: str = INK
    bold: bool = False
    hyphenate: bool = False
    whole: bool = False

    def inked(self, colour: str) -> Type:
        return replace(self, colour=colour)


BODY = Type("Serif", 10.5, 15.5, hyphenate=True)
LIST = BODY
SANS_BODY = Type("Sans", 10.5, 15.5, hyphenate=True)
TITLE = Type("Sans", 16, 20, NAVY, bold=True)
# Of sections by their level; those of proposals are all of level 1.
TITLES = {
    1: TITLE,
    2: Type("Sans", 14, 18, NAVY, bold=True),
    3: Type("Sans", 12, 16, NAVY, bold=True),
}
SUBTITLE = Type("Sans", 11.5, 15, PETROL, bold=True)
MINOR = Type("Sans", 10.5, 14, INK, bold=True)
CELL = Type("Sans", 9.5, 13, hyphenate=True)
SMALL_CELL = Type("Sans", 8.5, 11.5, hyphenate=True)
HEAD_CELL = Type("Sans", 9, 12, WHITE, bold=True, hyphenate=True, whole=True)
CAPTION = Type("Sans", 9, 12.5, GREY)
NOTE = Type("Sans", 8.5, 11.5, GREY)
LABEL = Type("Sans", 9.5, 13, GREY, hyphenate=True)
RUNNING = Type("Sans", 8.5, 11, GREY)
CHART = Type("Sans", 8.5, 11, GREY)


@dataclass(frozen=True, slots=True)
class Dress:
    """What of the type follows the funder's own form: running text, and how titles look."""

    body: Type = BODY
    headings: Literal["house", "bar", "plain"] = "house"

    @property
    def house(self) -> bool:
        return self.headings == "house"

    def title(self, level: int) -> Type:
        """Of a section."""
        kind = TITLES[level]
        return kind if self.house else replace(kind, size=kind.size - 2, colour=BLACK)

    def heading(self, level: int) -> Type:
        """Inside of a section, level 2 or 3."""
        kind = SUBTITLE if level == 2 else MINOR
        return kind if self.house else kind.inked(BLACK)


HOUSE = Dress()


def dress(headings: Literal["house", "bar", "plain"], body: Literal["serif", "sans"]) -> Dress:
    return Dress(BODY if body == "serif" else SANS_BODY, headings)
