"""Charts of statistics on paper: the plot that the window shows, drawn with the pen."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from wecoop_desktop.documents.chart import Bars, Columns
from wecoop_desktop.documents.outline import plain
from wecoop_desktop.documents.pdf.flow import Piece
from wecoop_desktop.documents.pdf.lines import natural_width
from wecoop_desktop.documents.pdf.pen import Pen
from wecoop_desktop.documents.pdf.style import FAINT, GREY, INK, PETROL, WHITE, Type
from wecoop_desktop.documents.plot import Plot, Role, Spot, hatching, plotted

WHOLE = 20  # bars that stay together on a page
# Colours by the tones of `documents.chart.Series`.
TONES: Mapping[str, str] = MappingProxyType(
    {
        "primary": PETROL,
        "water": "#1B75A6",
        "irrigation": "#417A36",
        "energy": "#9F6700",
        "climate": "#6D5BA8",
        "waste": "#80624A",
        "biodiversity": "#12806A",
        "air": "#66727A",
        "other": GREY,
        "several": "#8A969C",
    }
)
TYPES: Mapping[Role, Type] = MappingProxyType(
    {
        "label": Type("Sans", 9, 12, INK),
        "aside": Type("Sans", 9, 12, GREY),
        "value": Type("Sans", 9, 12, INK),
        "tick": Type("Sans", 8.5, 11, GREY),
    }
)


class _Paper:
    """The document's fonts. A unit is less than a point: rows need no room for fingers."""

    unit = 0.72

    def width(self, said: str, role: Role) -> float:
        return natural_width(plain(said), TYPES[role])

    def size(self, role: Role) -> float:
        return TYPES[role].size


PAPER = _Paper()


def statistics(chart: Columns | Bars, width: float) -> list[Piece]:
    """The chart as one piece; long lists of bars as a piece for each, which may turn the page."""
    plot = plotted(chart, width, PAPER)
    if isinstance(chart, Columns) or len(chart.beams) <= WHOLE:
        return [_piece(plot)]
    return [_piece(_cut(plot, spot)) for spot in plot.spots]


def _cut(plot: Plot, spot: Spot) -> Plot:
    """One bar out of the plot."""
    low, high = spot.top, spot.top + spot.height
    return Plot(
        plot.width,
        spot.height,
        tuple(b._replace(top=b.top - low) for b in plot.boxes if low <= b.top < high),
        (),
        tuple(
            w._replace(baseline=w.baseline - low) for w in plot.words if low < w.baseline <= high
        ),
    )


def _piece(plot: Plot) -> Piece:
    def paint(pen: Pen, x: float, top: float) -> None:
        for rule in plot.rules:
            colour = GREY if rule.strong else FAINT
            pen.rule(x + rule.x, top + rule.y, x + rule.to_x, top + rule.to_y, colour=colour)
        for box in plot.boxes:
            pen.box(x + box.x, top + box.top, box.width, box.height, TONES.get(box.tone, PETROL))
            for ax, ay, bx, by in hatching(box, PAPER.unit):
                pen.rule(x + ax, top + ay, x + bx, top + by, colour=WHITE, thick=0.5)
        for words in plot.words:
            kind = TYPES[words.role]
            pen.text(x + words.x, top + words.baseline, words.said, kind, words.align)

    return Piece(plot.height, paint)
