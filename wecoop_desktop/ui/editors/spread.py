"""Where the boxes of a drawn tree stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF

from wecoop_desktop.forms.answers import Row
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors import branches

WIDE, GAP, FLOOR, FAMILY = 172, 12, 34, 26  # pixels at 100 %: box, between boxes, levels, trees


def placed(rows: Sequence[Row], heights: Sequence[float], width: float) -> list[QRectF]:
    """Where each box stands: roots in the middle, effects above them, causes below."""
    above = branches.parents(rows)
    under: dict[int, list[int]] = {}
    for at, parent in enumerate(above):
        under.setdefault(parent, []).append(at)
    sides = branches.sides(rows)
    gap, floor, family = map(theme.px, (GAP, FLOOR, FAMILY))
    depth: dict[int, int] = {}
    lefts: dict[int, float] = {}

    def span(at: int) -> float:
        parts = [span_of(at, way) for way in ((-1, 1) if above[at] < 0 else (sides[at],))]
        return max(width, *parts)

    def span_of(at: int, way: int) -> float:
        mine = [child for child in under.get(at, ()) if sides[child] == way]
        return sum(spans[child] for child in mine) + gap * max(0, len(mine) - 1)

    spans: dict[int, float] = {}
    for at in _deepest_first(above):
        spans[at] = span(at)

    start = 0.0
    waiting: list[tuple[int, float, int]] = []
    for root in under.get(-1, ()):
        waiting.append((root, start, 0))
        start += spans[root] + family
    while waiting:
        at, left, level = waiting.pop()
        depth[at] = level
        lefts[at] = left + (spans[at] - width) / 2
        for way in (-1, 1):
            mine = [child for child in under.get(at, ()) if sides[child] == way]
            here = left + (spans[at] - span_of(at, way)) / 2
            for child in mine:
                waiting.append((child, here, level + way))
                here += spans[child] + gap
    tops: dict[int, float] = {}
    high = 0.0
    for level in sorted(set(depth.values())):
        tops[level] = high
        high += max(heights[at] for at in depth if depth[at] == level) + floor
    return [QRectF(lefts[at], tops[depth[at]], width, heights[at]) for at in range(len(rows))]


def _deepest_first(above: Sequence[int]) -> list[int]:
    def steps(at: int) -> int:
        count = 0
        while above[at] >= 0:
            at, count = above[at], count + 1
        return count

    return sorted(range(len(above)), key=steps, reverse=True)
