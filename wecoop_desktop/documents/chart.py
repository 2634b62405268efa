"""Charts as data: what is drawn, in words and numbers; how it looks is the writer's matter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from wecoop_desktop.documents.diagram import Sketch


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a whole. `text` is the amount in words of the document; `missing`: a gap."""

    label: str
    amount: Decimal
    text: str
    share: str
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Shares:
    """One bar divided into parts: the financing plan."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class CashFlow:
    """Bars of money out and in for each year, and the running sum; `ticks` say amounts in words."""

    years: tuple[str, ...]
    spent: tuple[Decimal, ...]  # below the axis, given as positive numbers
    net: tuple[Decimal, ...]
    running: tuple[Decimal, ...]
    ticks: tuple[tuple[Decimal, str], ...]
    names: tuple[str, str, str]  # spent, net, running
    result: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A row of the work plan; `heading`: a group without a code of its own."""

    code: str
    name: str
    start: date
    end: date
    kind: Literal["step", "gate", "group"] = "step"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day that matters, drawn as a diamond."""

    name: str
    date: date
    said: str


@dataclass(frozen=True, slots=True)
class Gantt:
    """A work plan in quarters; `names`: the head of the first column, then the legend."""

    tasks: tuple[Task, ...]
    milestones: tuple[Milestone, ...]
    head: str
    names: tuple[tuple[str, str], ...]  # kind ("step", "gate", "milestone"), word


@dataclass(frozen=True, slots=True)
class HeatGrid:
    """Risks on a grid of likelihood (across) and impact (up), each 1-5."""

    marks: tuple[tuple[int, int, str], ...]  # likelihood, impact, name
    across: str
    up: str
    scale: tuple[str, ...]
    names: tuple[tuple[str, str], ...]  # tone ("good", "warn", "bad"), word


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    latitude: Decimal
    longitude: Decimal


@dataclass(frozen=True, slots=True)
class Locator:
    """Places on a small map with the borders of countries and regions (WGS84)."""

    places: tuple[Place, ...]
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    id: str
    parent: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Tree:
    """A problem or objective tree; `bands` are the kinds from top to bottom with their words."""

    nodes: tuple[Node, ...]
    bands: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Tiles:
    """Up to four figures with what they say."""

    tiles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Series:
    """What the parts of columns stand for. `tone`: "water", "energy" ..., "other", "several"."""

    key: str
    label: str
    tone: str


@dataclass(frozen=True, slots=True)
class Pile:
    """A column: one amount for each series, from the foot up; `said` is their sum in words."""

    key: str
    label: str
    amounts: tuple[int, ...]
    said: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Stacked columns, one for each year; `ticks` say amounts of the axis in words."""

    piles: tuple[Pile, ...]
    series: tuple[Series, ...]
    ticks: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Beam:
    """A bar with its name and its amount in words. `aside`: not a value like the others."""

    key: str
    label: str
    amount: int
    said: str
    tone: str = "primary"
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars under each other, in the order in which they are shown."""

    beams: tuple[Beam, ...]


Chart: TypeAlias = (
    Shares | CashFlow | Gantt | HeatGrid | Locator | Tree | Tiles | Columns | Bars | Sketch
)
