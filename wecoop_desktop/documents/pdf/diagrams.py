"""Figures of the guide on paper: the drawing that the window shows, drawn with the pen."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType

from wecoop_desktop.documents.diagram import Frame, Role, Sketch, Track, drawn
from wecoop_desktop.documents.outline import plain
from wecoop_desktop.documents.pdf.flow import Piece
from wecoop_desktop.documents.pdf.lines import natural_width
from wecoop_desktop.documents.pdf.pen import Pen
from wecoop_desktop.documents.pdf.style import (
    BAD,
    BAD_TINT,
    FAINT,
    GOOD,
    GOOD_TINT,
    GREY,
    INK,
    NAVY,
    PETROL,
    TINT,
    WARN,
    WARN_TINT,
    WHITE,
    Type,
)

TYPES: Mapping[Role, Type] = MappingProxyType(
    {
        "title": Type("Sans", 9, 12, INK, bold=True),
        "note": Type("Sans", 8, 10.5, INK),
        "bare": Type("Sans", 8.5, 11, GREY),
        "band": Type("Sans", 9, 12, NAVY, bold=True),
    }
)
# Edge and fill by the tone of a box; the looks differ by their lines too, for grey prints.
TONES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"good": (GOOD, GOOD_TINT), "warn": (WARN, WARN_TINT), "bad": (BAD, BAD_TINT)}
)
LOOKS: Mapping[str, tuple[str, str, float]] = MappingProxyType(
    {
        "plain": (GREY, WHITE, 0.75),
        "strong": (PETROL, "#DDEDEF", 1.5),
        "soft": (FAINT, TINT, 0.75),
        "open": (GREY, "", 0.9),
        "band": (FAINT, "#F6FAFA", 0.75),
    }
)


class _Paper:
    """The document's fonts; a unit is less than a point."""

    unit = 0.74

    def width(self, said: str, role: Role) -> float:
        return natural_width(plain(said), TYPES[role])

    def size(self, role: Role) -> float:
        return TYPES[role].size


PAPER = _Paper()


def diagram(sketch: Sketch, width: float) -> Piece:
    """The figure as one piece."""
    drawing = drawn(sketch, width, PAPER)

    def paint(pen: Pen, x: float, top: float) -> None:
        bands = [frame for frame in drawing.frames if frame.look == "band"]
        for frame in bands:
            _frame(pen, frame, x, top)
        for track in drawing.tracks:
            _track(pen, track, x, top)
        for frame in drawing.frames:
            if frame.look != "band":
                _frame(pen, frame, x, top)
        for words in drawing.words:
            kind = TYPES[words.role]
            if words.role == "band":  # an arrow may pass behind it
                wide, high = PAPER.width(words.said, "band"), kind.size
                fill = LOOKS["band"][1]
                left, above = x + words.x - wide / 2, top + words.baseline - high
                pen.box(left, above, wide, high * 1.25, fill)
            pen.text(x + words.x, top + words.baseline, words.said, kind, "centre")

    return Piece(drawing.height, paint)


def _frame(pen: Pen, frame: Frame, x: float, top: float) -> None:
    if frame.look == "bare":
        return
    colour, fill, thick = LOOKS[frame.look]
    if frame.tone in TONES:
        colour, fill = TONES[frame.tone]
    dash = (3, 2) if frame.look == "open" else ()
    pen.frame(
        x + frame.x, top + frame.top, frame.width, frame.height,
        colour=colour, thick=thick, fill=fill, dash=dash,
    )  # fmt: skip


def _track(pen: Pen, track: Track, x: float, top: float) -> None:
    """The line and its heads; a dashed one is drawn in short strokes."""
    points = [(x + px, top + py) for px, py in track.points]
    for (ax, ay), (bx, by) in pairwise(points):
        if track.dashed:
            _strokes(pen, ax, ay, bx, by)
        else:
            pen.rule(ax, ay, bx, by, colour=GREY, thick=1.0)
    for head in track.heads:
        pen.path([(x + px, top + py) for px, py in head], fill=GREY)


def _strokes(pen: Pen, ax: float, ay: float, bx: float, by: float) -> None:
    long = abs(bx - ax) + abs(by - ay)
    count = max(1, round(long / 5))
    for number in range(count):
        one, two = number / count, (number + 0.6) / count
        pen.rule(
            ax + (bx - ax) * one, ay + (by - ay) * one,
            ax + (bx - ax) * two, ay + (by - ay) * two, colour=GREY, thick=1.0,
        )  # fmt: skip
