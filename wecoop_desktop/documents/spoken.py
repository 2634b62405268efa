"""What a chart says, in its own words: for those who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator

from wecoop_desktop.documents.chart import (
    Bars,
    CashFlow,
    Chart,
    Columns,
    Gantt,
    HeatGrid,
    Locator,
    Shares,
    Tiles,
    Tree,
)
from wecoop_desktop.documents.diagram import Sketch

MOST = 1500  # letters; what is longer stands in a table beside or is no help to listen to


def spoken(chart: Chart) -> str:
    """Names and figures of the chart, one after the other; shortened with a dot leader."""
    said = "; ".join(text for text in _said(chart) if text)
    return said if len(said) <= MOST else said[:MOST].rsplit(";", 1)[0] + "; …"


def _said(chart: Chart) -> Iterator[str]:
    match chart:
        case Shares():
            yield from (f"{part.label}: {part.text} ({part.share})" for part in chart.parts)
        case CashFlow():
            yield f"{chart.years[0]}–{chart.years[-1]}" if chart.years else ""
            yield from (*chart.names, chart.result)
        case Gantt():
            yield from (f"{task.code} {task.name}".strip() for task in chart.tasks)
            yield from (f"{one.name}: {one.said}" for one in chart.milestones)
        case HeatGrid():
            yield f"{chart.across} × {chart.up}"
            yield from (f"{name}: {across} × {up}" for across, up, name in chart.marks)
        case Locator():
            yield from (place.name for place in chart.places)
        case Tree():
            words = dict(chart.bands)
            yield from (f"{words.get(node.kind, '')}: {node.text}" for node in chart.nodes)
        case Tiles():
            yield from (f"{figure}: {words}" for figure, words in chart.tiles)
        case Columns():
            yield from (f"{pile.label}: {pile.said}" for pile in chart.piles)
        case Bars():
            yield from (f"{beam.label}: {beam.said}" for beam in chart.beams)
        case Sketch():
            yield chart.told
