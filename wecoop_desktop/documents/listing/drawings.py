"""The charts of a workbook's statistics, drawn by the spreadsheet from the rows beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from wecoop_desktop.packs.statistics import Group

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

VALUE, PROJECTS, AMOUNT = 3, 4, 5  # columns of the sheet
MOST_BARS = 14
WIDTH, BAR, LEAST = 20.0, 0.62, 6.0  # centimetres
LEFT = "G"
ROWS_A_CENTIMETRE = 1.9
COLOUR = "0B6472"
# The charts in their order: by which column, and whether bars lie.
DRAWN: Mapping[Group, tuple[int, bool]] = {
    "year": (AMOUNT, False),
    "country": (PROJECTS, True),
    "sector": (PROJECTS, True),
    "funder": (AMOUNT, True),
}


def by_money(group: Group) -> bool:
    """Whether the chart of a group shows money, else numbers of projects."""
    return group in DRAWN and DRAWN[group][0] == AMOUNT


class Span(NamedTuple):
    """The rows of a group on the sheet, both inclusive, and its title."""

    first: int
    last: int
    title: str


def draw(page: WriteOnlyWorksheet, spans: Mapping[Group, Span]) -> None:
    """Charts beside the table, under each other."""
    from openpyxl.chart import BarChart, Reference
    from openpyxl.chart.shapes import GraphicalProperties

    row = 2
    for group, (column, lying) in DRAWN.items():
        if group not in spans:
            continue
        first, last, title = spans[group]
        shown = last - first + 1 if not lying else min(last - first + 1, MOST_BARS)
        chart = BarChart()
        chart.type = "bar" if lying else "col"
        chart.title, chart.legend, chart.style = title, None, 10
        chart.width = WIDTH
        chart.height = max(LEAST, 2.5 + BAR * shown) if lying else 8.0
        chart.gapWidth = 40
        end = first + shown - 1
        chart.add_data(Reference(page, min_col=column, min_row=first, max_row=end))
        chart.set_categories(Reference(page, min_col=VALUE, min_row=first, max_row=end))
        chart.series[0].graphicalProperties = GraphicalProperties(solidFill=COLOUR)
        chart.x_axis.delete = chart.y_axis.delete = False
        chart.y_axis.numFmt = "#,##0"
        if lying:
            chart.x_axis.scaling.orientation = "maxMin"  # the first row at the top
        page.add_chart(chart, f"{LEFT}{row}")
        row += round(chart.height * ROWS_A_CENTIMETRE) + 2
