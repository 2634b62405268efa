"""The schedule as rows with their length, and beside them months that colour by the dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from wecoop_desktop.base.language import mark
from wecoop_desktop.documents.xlsx.page import Page
from wecoop_desktop.documents.xlsx.tables import Placed, put_table

if TYPE_CHECKING:
    from wecoop_desktop.documents.xlsx.write import Writer

ROWS = "timeline.rows"
MOST = 120  # columns of months, else quarters, else years


def write_timeline(writer: Writer) -> None:
    field, rows = writer.field(ROWS), writer.material.rows(ROWS)
    if field is None or not rows:
        return
    page = writer.page(mark("Timeline"))
    page.title(writer.material.language.text(field.label))
    placed = put_table(writer, page, field, rows, freeze=2)
    writer.placed[ROWS] = placed
    number = len(placed.letters) + 1
    tr = writer.material.language.tr
    page.width(number, 8)
    page.put(placed.first - 2, number, tr("Days"), look="group")
    if "start" in placed.letters and "end" in placed.letters:
        for at in range(placed.first, placed.last):
            start, end = placed.cell("start", at), placed.cell("end", at)
            text = f'IF(COUNT({start},{end})<2,"",{end}-{start}+1)'
            page.formula(at, number, text, "0")
        days = [d for row in rows for d in (row.get("start"), row.get("end")) if _is_day(d)]
        _bars(page, placed, number + 1, days)  # type: ignore[arg-type]  # only days were kept
    page.print_on()


def _is_day(value: object) -> bool:
    return isinstance(value, date) and 1901 <= value.year <= 2200


def _bars(page: Page, placed: Placed, start: int, days: list[date]) -> None:
    """One narrow column for each month, coloured where the row is under way."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import Alignment, PatternFill
    from openpyxl.utils import get_column_letter

    if not days:
        return
    firsts = list(_periods(min(days), max(days)))
    for number, first in enumerate(firsts, start=start):
        page.width(number, 3)
        cell = page.put(placed.first - 1, number, first, look="muted")
        cell.number_format = "mm/yy"
        cell.alignment = Alignment(text_rotation=90)
    left, right = get_column_letter(start), get_column_letter(start + len(firsts) - 1)
    months = _step(min(days), max(days))
    head = f"{left}${placed.first - 1}"
    begins, ends = placed.letters["start"], placed.letters["end"]
    fill = PatternFill("solid", bgColor="2F8F9D")
    text = (
        f'AND(${begins}{placed.first}<>"",${ends}{placed.first}<>"",'
        f"${begins}{placed.first}<EDATE({head},{months}),${ends}{placed.first}>={head})"
    )
    span = f"{left}{placed.first}:{right}{placed.last - 1}"
    page.sheet.conditional_formatting.add(span, FormulaRule(formula=[text], fill=fill))


def _step(first: date, last: date) -> int:
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return next((step for step in (1, 3, 12) if months / step <= MOST), 120)


def _periods(first: date, last: date) -> Iterator[date]:
    step = _step(first, last)
    at = date(first.year, (first.month - 1) // min(step, 12) * min(step, 12) + 1, 1)
    while at <= last:
        yield at
        month = at.month - 1 + step
        at = date(at.year + month // 12, month % 12 + 1, 1)
