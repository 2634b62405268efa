"""Charts as pieces, drawn with the pen; one function for each kind of `documents.chart`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from wecoop_desktop.documents.chart import (
    Bars,
    CashFlow,
    Chart,
    Columns,
    Gantt,
    HeatGrid,
    Locator,
    Part,
    Shares,
    Task,
    Tiles,
    Tree,
)
from wecoop_desktop.documents.diagram import Sketch
from wecoop_desktop.documents.outline import plain
from wecoop_desktop.documents.pdf.bars import statistics
from wecoop_desktop.documents.pdf.diagrams import diagram
from wecoop_desktop.documents.pdf.flow import Piece
from wecoop_desktop.documents.pdf.lines import broken, natural_width
from wecoop_desktop.documents.pdf.maps import locator
from wecoop_desktop.documents.pdf.pen import Pen
from wecoop_desktop.documents.pdf.style import (
    BAD,
    BAD_TINT,
    CELL,
    CHART,
    FAINT,
    GOOD_TINT,
    GREY,
    INK,
    LABEL,
    NAVY,
    PETROL,
    RULE,
    SERIES,
    TINT,
    WHITE,
    Type,
)
from wecoop_desktop.documents.pdf.trees import tree

# From light to dark, so that they differ in a grey print too.
HEAT = {"good": GOOD_TINT, "warn": "#F5DFA9", "bad": "#E8A79F"}
LEGEND = Type("Sans", 9, 12, INK)
STRONG = Type("Sans", 9.5, 13, INK, bold=True)
HEAD = Type("Sans", 9, 12, WHITE, bold=True)


def drawing(chart: Chart, width: float, room: float, language: str) -> list[Piece]:
    """The chart in `width`; several pieces where it may go on over pages."""
    match chart:
        case Shares():
            return [_shares(chart, width)]
        case CashFlow():
            return [_cash_flow(chart, width)]
        case Gantt():
            return _gantt(chart, width, language)
        case HeatGrid():
            return [_heat(chart, width, language)]
        case Locator():
            return [locator(chart, width)]
        case Tree():
            return tree(chart, width, room, language)
        case Tiles():
            return [_tiles(chart, width, language)]
        case Columns() | Bars():
            return statistics(chart, width)
        case Sketch():
            return [diagram(chart, width)]


def _legend(
    entries: Sequence[tuple[str, str, str]], width: float
) -> list[tuple[float, float, str, str, str]]:
    """(x, y, shape, colour, words) for each entry, wrapped into lines of 14 points."""
    placed = []
    x = y = 0.0
    for shape, colour, words in entries:
        wide = 13 + natural_width(plain(words), LEGEND)
        if x and x + wide > width:
            x, y = 0.0, y + 14
        placed.append((x, y, shape, colour, words))
        x += wide + 16
    return placed


def _draw_legend(
    pen: Pen, x: float, top: float, placed: Sequence[tuple[float, float, str, str, str]]
) -> None:
    for dx, dy, shape, colour, words in placed:
        middle = top + dy + 6
        kind = LEGEND
        if shape == "line":
            pen.rule(x + dx, middle, x + dx + 11, middle, colour=colour, thick=1.4)
        elif shape == "diamond":
            pen.diamond(x + dx + 5, middle, 4.2, fill=colour)
        elif shape == "gap":
            pen.frame(x + dx, middle - 4, 8, 8, colour=BAD, thick=0.8, fill=BAD_TINT, dash=(2, 1.4))
            kind = Type("Sans", 9, 12, BAD, bold=True)
        else:
            pen.box(x + dx, middle - 4, 8, 8, colour)
        pen.text(x + dx + 13, middle + 3.1, words, kind)


def _shares(chart: Shares, width: float) -> Piece:
    total = sum((part.amount for part in chart.parts), start=0) or 1
    entries = [
        ("gap" if part.missing else "box", _series(chart.parts, part), _share_words(part))
        for part in chart.parts
    ]
    legend = _legend(entries, width)
    bar = 24.0
    height = bar + 8 + (legend[-1][1] if legend else 0) + 15

    def paint(pen: Pen, x: float, top: float) -> None:
        left = x
        for part in chart.parts:
            wide = width * float(part.amount / total)
            if part.missing:
                pen.frame(
                    left + 0.5, top + 0.5, max(wide - 1, 1.5), bar - 1,
                    colour=BAD, thick=0.8, fill=BAD_TINT, dash=(3, 2),
                )  # fmt: skip
            else:
                pen.box(left, top, max(wide - 1, 0.5), bar, _series(chart.parts, part))
                if natural_width(plain(part.text), HEAD) + 12 < wide:
                    pen.text(left + 6, top + bar / 2 + 3.2, part.text, HEAD)
            left += wide
        _draw_legend(pen, x, top + bar + 7, legend)

    return Piece(height, paint)


def _series(parts: Sequence[Part], part: Part) -> str:
    return SERIES[min(parts.index(part), len(SERIES) - 1)]


def _share_words(part: Part) -> str:
    return " · ".join(word for word in (f"{part.label} {part.text}", part.share) if word)


def _cash_flow(chart: CashFlow, width: float) -> Piece:
    names = chart.names
    legend = _legend(
        [("box", SERIES[4], names[0]), ("box", SERIES[1], names[1]), ("line", NAVY, names[2])],
        width - natural_width(plain(chart.result), STRONG) - 12,
    )
    plot, below = 170.0, 18.0
    left = max((natural_width(plain(said), CHART) for _, said in chart.ticks), default=0) + 8
    values = [*chart.net, *chart.running, *(-value for value in chart.spent)]
    values += [value for value, _ in chart.ticks]
    low, high = float(min(values)), float(max(values))
    span = (high - low) or 1.0
    height = plot + below + legend[-1][1] + 16

    def paint(pen: Pen, x: float, top: float) -> None:
        def at(value: float) -> float:
            return top + 4 + (high - value) / span * (plot - 8)

        for value, said in chart.ticks:
            y = at(float(value))
            pen.rule(x + left, y, x + width, y, colour=GREY if value == 0 else FAINT, thick=0.6)
            pen.text(x + left - 6, y + 3, said, CHART, "right")
        step = (width - left) / max(len(chart.years), 1)
        bar = min(step * 0.68, 22)
        points = []
        every = max(1, -(-len(chart.years) // 8))
        for index, year in enumerate(chart.years):
            middle = x + left + step * (index + 0.5)
            for height_of, colour in (
                (-float(chart.spent[index]), SERIES[4]),
                (float(chart.net[index]), SERIES[1]),
            ):
                upper, lower = sorted((at(height_of), at(0)))
                if lower - upper > 0.2:
                    pen.box(middle - bar / 2, upper, bar, lower - upper, colour)
            points.append((middle, at(float(chart.running[index]))))
            if index % every == 0:
                pen.text(middle, top + plot + 11, year, CHART, "centre")
        pen.path(points, colour=NAVY, thick=1.4)
        _draw_legend(pen, x, top + plot + below, legend)
        if chart.result:
            pen.text(x + width, top + plot + below + 9, chart.result, STRONG, "right")

    return Piece(height, paint)


def _quarter(day: date) -> int:
    """Quarters since year 0."""
    return day.year * 4 + (day.month - 1) // 3


def _position(day: date, first: int, count: int) -> float:
    """Share of the axis from the first quarter, 0-1."""
    quarter = _quarter(day)
    start = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    inside = (day - start).days / 92
    return max(0.0, min(1.0, (quarter - first + inside) / count))


def _day_after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def _gantt(chart: Gantt, width: float, language: str) -> list[Piece]:
    days = [task.start for task in chart.tasks] + [task.end for task in chart.tasks]
    days += [stone.date for stone in chart.milestones]
    first = min(day.year for day in days) * 4
    last = (max(day.year for day in days) + 1) * 4
    count = last - first
    names = width * 0.4
    pieces = [_gantt_head(chart, width, names, first, count)]
    pieces += [_gantt_row(task, width, names, first, count, language) for task in chart.tasks]
    body = [
        Piece(piece.height, piece.paint, head=pieces[0] if index else None, glued=index == 0)
        for index, piece in enumerate(pieces)
    ]
    if chart.milestones:
        body += [
            Piece(piece.height, piece.paint, head=pieces[0])
            for piece in _gantt_stones(chart, width, names, first, count, language)
        ]
    return [*body, _gantt_legend(chart, width)]


def _years(first: int, count: int) -> range:
    return range(first // 4, (first + count) // 4)


def _gantt_head(chart: Gantt, width: float, names: float, first: int, count: int) -> Piece:
    def paint(pen: Pen, x: float, top: float) -> None:
        pen.box(x, top, names, 17, NAVY)
        pen.text(x + 6, top + 11.7, chart.head, HEAD)
        years = _years(first, count)
        wide = (width - names) / len(years)
        every = max(1, -(-len(years) * 26 // int(width - names)))
        for index, year in enumerate(years):
            left = x + names + wide * index
            pen.box(left, top, wide, 17, NAVY if index % 2 == 0 else "#1A4D59")
            if index % every == 0:
                pen.text(left + wide / 2, top + 11.7, str(year), HEAD, "centre")

    return Piece(17, paint)


def _grid(pen: Pen, x: float, top: float, wide: float, height: float, count: int) -> None:
    step = wide / count
    for index in range(count + 1):
        if count > 40 and index % 4:
            continue
        colour = RULE if index % 4 == 0 else FAINT
        pen.rule(x + step * index, top, x + step * index, top + height, colour=colour, thick=0.5)
    pen.rule(x, top + height, x + wide, top + height, colour=FAINT, thick=0.5)


def _gantt_row(
    task: Task, width: float, names: float, first: int, count: int, language: str
) -> Piece:
    kind = STRONG if task.kind == "group" else CELL
    code = natural_width(plain(task.code), kind) + 6 if task.code else 0.0
    indent = 3.0 if task.kind == "group" else 9.0
    lines = broken(plain(task.name), kind, names - indent - code - 6, language)[:6]
    height = max(16.5, len(lines) * 12 + 4.5)

    def paint(pen: Pen, x: float, top: float) -> None:
        baseline = top + 11.4
        pen.text(x + indent, baseline, task.code, kind)
        for line in lines:
            pen.line_of_text(x + indent + code, baseline, line, kind.size)
            baseline += 12
        pen.rule(x, top + height, x + names, top + height, colour=RULE, thick=0.5)
        wide = width - names
        _grid(pen, x + names, top, wide, height, count)
        start = x + names + wide * _position(task.start, first, count)
        end = x + names + wide * _position(_day_after(task.end), first, count)
        middle = top + height / 2
        if task.kind == "group":
            pen.box(start, middle - 2, max(end - start, 2), 3.5, GREY)
        else:
            colour = SERIES[2] if task.kind == "gate" else PETROL
            pen.box(start, middle - 4, max(end - start, 2), 8.5, colour)

    return Piece(height, paint)


def _gantt_stones(
    chart: Gantt, width: float, names: float, first: int, count: int, language: str
) -> list[Piece]:
    return [
        _gantt_stone(stone.name, stone.said, stone.date, width, names, first, count, language)
        for stone in chart.milestones
    ]


def _gantt_stone(
    name: str, said: str, day: date, width: float, names: float, first: int, count: int,
    language: str,
) -> Piece:  # fmt: skip
    lines = broken(plain(name), CELL, names - 15, language)[:6]
    height = max(16.5, len(lines) * 12 + 4.5)

    def paint(pen: Pen, x: float, top: float) -> None:
        baseline = top + 11.4
        for line in lines:
            pen.line_of_text(x + 9, baseline, line, CELL.size)
            baseline += 12
        pen.rule(x, top + height, x + names, top + height, colour=RULE, thick=0.5)
        wide = width - names
        _grid(pen, x + names, top, wide, height, count)
        share = _position(day, first, count)
        at = x + names + wide * share
        middle = top + height / 2
        pen.diamond(at, middle, 4.8, fill=BAD)
        side = 8 if share < 0.7 else -8
        pen.text(at + side, middle + 3, said, CHART, "left" if side > 0 else "right")

    return Piece(height, paint)


def _gantt_legend(chart: Gantt, width: float) -> Piece:
    shapes = {"step": ("box", PETROL), "gate": ("box", SERIES[2]), "milestone": ("diamond", BAD)}
    legend = _legend([(*shapes[kind], word) for kind, word in chart.names], width)

    def paint(pen: Pen, x: float, top: float) -> None:
        _draw_legend(pen, x, top + 5, legend)

    return Piece((legend[-1][1] if legend else 0) + 19, paint)


def _heat(chart: HeatGrid, width: float, language: str) -> Piece:
    words = max((natural_width(plain(word), CHART) for word in chart.scale), default=0) + 8
    left = words + 16
    cell_width = min((width - left) / 5, 84.0)
    cell = 27.0
    legend = _legend([("box", HEAT[tone], word) for tone, word in chart.names], width)
    height = 5 * cell + 40 + 30

    def paint(pen: Pen, x: float, top: float) -> None:
        pen.text(x, top + 8, chart.up, CHART)
        top += 13
        for impact in range(1, 6):
            y = top + (5 - impact) * cell
            pen.text(x + left - 6, y + cell / 2 + 3, _named(chart.scale, impact), CHART, "right")
            for likelihood in range(1, 6):
                score = likelihood * impact
                tone = "bad" if score >= 15 else "warn" if score >= 6 else "good"
                at = x + left + (likelihood - 1) * cell_width
                pen.box(at + 0.75, y + 0.75, cell_width - 1.5, cell - 1.5, HEAT[tone])
                said = ", ".join(
                    name for one, two, name in chart.marks if (one, two) == (likelihood, impact)
                )
                lines = broken(plain(said), STRONG, cell_width - 6, language)[:2]
                baseline = y + cell / 2 + 3.3 - (len(lines) - 1) * 5.5
                for line in lines:
                    middle = at + (cell_width - line.width) / 2
                    pen.line_of_text(middle, baseline, line, STRONG.size)
                    baseline += 11
        foot = top + 5 * cell
        for likelihood in range(1, 6):
            at = x + left + (likelihood - 0.5) * cell_width
            pen.text(at, foot + 10, _named(chart.scale, likelihood), CHART, "centre")
        pen.text(x + left + 5 * cell_width, foot + 23, chart.across, CHART, "right")
        _draw_legend(pen, x + left, foot + 34, legend)

    return Piece(height, paint)


def _named(scale: Sequence[str], level: int) -> str:
    return scale[level - 1] if level <= len(scale) else str(level)


def _tiles(chart: Tiles, width: float, language: str) -> Piece:
    gap = 8.0
    count = len(chart.tiles) or 1
    wide = (width - gap * (max(count, 3) - 1)) / max(count, 3)
    value_kind = Type("Sans", 16 if count < 4 else 15, 19, NAVY, bold=True, hyphenate=True)
    set_tiles = [
        (
            broken(plain(value), value_kind, wide - 15, language),
            broken(plain(label), LABEL, wide - 15, language),
        )
        for value, label in chart.tiles
    ]
    height = 16.0 + max(
        len(value) * value_kind.leading + len(label) * LABEL.leading for value, label in set_tiles
    )

    def paint(pen: Pen, x: float, top: float) -> None:
        for index, (value, label) in enumerate(set_tiles):
            left = x + index * (wide + gap)
            pen.box(left, top, wide, height, TINT)
            pen.box(left, top, wide, 2, PETROL)
            baseline = top + 23
            for line in value:
                pen.line_of_text(left + 8, baseline, line, value_kind.size)
                baseline += value_kind.leading
            baseline -= value_kind.leading - 15
            for line in label:
                pen.line_of_text(left + 8, baseline, line, LABEL.size)
                baseline += LABEL.leading

    return Piece(height, paint)
