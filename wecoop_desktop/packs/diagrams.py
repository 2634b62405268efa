"""Figures of the guide as data: boxes on a grid, arrows between them, bands behind them.

What a grid cannot hold (a box outside of it, over another one, or a huge one) is said and left out,
so that whatever was read can be drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.record import Record, each_record

COLUMNS, ROWS = 8, 14  # of the grid
BOXES, ARROWS, BANDS = 36, 60, 8
LETTERS = {"title": 120, "note": 240, "told": 1500}
LOOKS = ("plain", "strong", "soft", "open", "bare")
TONES = ("good", "warn", "bad")


@dataclass(frozen=True, slots=True)
class Area:
    """Cells of the grid: the first column and row, counted from 0, and how many of each."""

    column: int
    row: int
    columns: int = 1
    rows: int = 1

    def meets(self, other: Area) -> bool:
        """Do both have a cell in common?"""
        return (
            self.column < other.column + other.columns
            and other.column < self.column + self.columns
            and self.row < other.row + other.rows
            and other.row < self.row + self.rows
        )


@dataclass(frozen=True, slots=True)
class Box:
    """`look`: plain, strong, soft, open (dashed: what is missing) or bare (words without a frame).

    `tone`: good, warn, bad, or none.
    """

    id: str
    area: Area
    title: Text
    note: Text = Text()
    look: str = "plain"
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one box to another, by their ids; `both`: it goes both ways."""

    start: str
    end: str
    dashed: bool = False
    both: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A field behind boxes, with its name."""

    area: Area
    title: Text


@dataclass(frozen=True, slots=True)
class Diagram:
    """A figure. `told` says in sentences what it shows, for those who cannot see it."""

    id: str
    title: Text
    told: Text
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...] = ()
    bands: tuple[Band, ...] = ()


def read_diagrams(files: Mapping[str, bytes], findings: list[Finding]) -> tuple[Diagram, ...]:
    """The figures of the guide, by id."""
    found = []
    for _, record in each_record(files, "guide/figures", findings):
        diagram = _diagram(record)
        record.rest()
        if diagram.id:
            found.append(diagram)
    return tuple(sorted(found, key=lambda diagram: diagram.id))


def _diagram(record: Record) -> Diagram:
    boxes = _apart(record, tuple(_boxes(record)))
    known = {box.id for box in boxes}
    bands = []
    for inner in _some(record, "bands", BANDS):
        area = _area(inner)
        band = Band(area or Area(0, 0), _said(inner, "title", "needed"))
        inner.rest()
        if area is not None:
            bands.append(band)
    return Diagram(
        id=record.named_identity(),
        title=_said(record, "title", "needed"),
        told=_said(record, "told", "needed"),
        boxes=boxes,
        arrows=tuple(_arrows(record, known)),
        bands=tuple(bands),
    )


def _some(record: Record, key: str, most: int) -> Iterable[Record]:
    """The records under a key, no more than so many."""
    for number, inner in enumerate(record.records(key)):
        if number >= most:
            record.report("pack-figure-large", key, limit=most)
            return
        yield inner


def _boxes(record: Record) -> Iterable[Box]:
    seen: set[str] = set()
    for inner in _some(record, "boxes", BOXES):
        area = _area(inner)
        box = Box(
            id=inner.string("id", "needed"),
            area=area or Area(0, 0),
            title=_said(inner, "title", "needed"),
            note=_said(inner, "note", "optional"),
            look=inner.choice("look", LOOKS) or "plain",
            tone=inner.choice("tone", TONES),
        )
        inner.rest()
        if box.id in seen:
            inner.report("pack-id-twice", "id", id=box.id)
        elif box.id and area is not None:
            seen.add(box.id)
            yield box


def _apart(record: Record, boxes: tuple[Box, ...]) -> tuple[Box, ...]:
    """Without the boxes that would lie over an earlier one."""
    kept: list[Box] = []
    for box in boxes:
        over = next((other for other in kept if box.area.meets(other.area)), None)
        if over is None:
            kept.append(box)
        else:
            record.report("pack-figure-overlap", "boxes", id=box.id, other=over.id)
    if not kept:
        record.report("pack-key-missing", "boxes")
    return tuple(kept)


def _arrows(record: Record, known: set[str]) -> Iterable[Arrow]:
    for inner in _some(record, "arrows", ARROWS):
        arrow = Arrow(
            start=inner.string("from", "needed"),
            end=inner.string("to", "needed"),
            dashed=inner.flag("dashed"),
            both=inner.flag("both"),
        )
        inner.rest()
        lost = [end for end in (arrow.start, arrow.end) if end not in known]
        for end in lost:
            inner.report("pack-reference-unknown", "", kind="box", id=end)
        if not lost and arrow.start != arrow.end:
            yield arrow


def _area(record: Record) -> Area | None:
    """`at` and `span` as two whole numbers each; None where they are not on the grid."""
    at, span = _pair(record, "at", (0, 0)), _pair(record, "span", (1, 1))
    if at is None or span is None:
        return None
    area = Area(*at, *span)
    inside = (
        area.column >= 0
        and area.row >= 0
        and area.columns >= 1
        and area.rows >= 1
        and area.column + area.columns <= COLUMNS
        and area.row + area.rows <= ROWS
    )
    if not inside:
        record.report("pack-value-unknown", "at", value=[*at, *span])
        return None
    return area


def _pair(record: Record, key: str, default: tuple[int, int]) -> tuple[int, int] | None:
    record.skip(key)
    value = record.data.get(key)
    if value is None:
        return default
    if isinstance(value, tuple) and len(value) == 2:
        first, second = value
        if type(first) is int and type(second) is int:
            return first, second
    record.report("pack-wrong-type", key, wanted="two whole numbers")
    return None


def _said(record: Record, key: str, need: str) -> Text:
    text = record.text(key, "needed" if need == "needed" else "optional")
    limit = LETTERS[key]
    if max(len(text.en), len(text.ru)) > limit:
        record.report("pack-figure-large", key, limit=limit)
    return Text(text.en[:limit], text.ru[:limit])
