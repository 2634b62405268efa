"""Several tables of plain cells in one workbook, each with its notes below."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, BinaryIO

from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.listing.cells import Cleaner
from wecoop_desktop.documents.sheet import Cell, Sheet
from wecoop_desktop.documents.spool import spooled
from wecoop_desktop.documents.xlsx.page import HEAD_GROUND, HEAD_INK, kept_text, sheet_name

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

WIDEST, NARROW = 48, 9  # characters of a column
LINE = 13  # points of a line of a head
COMMANDS = "=+-@\t\r\n#"


def write_register(
    title: str, sheets: Sequence[Sheet], language: Language, stream: BinaryIO
) -> None:
    """Every text stays text, whatever it begins with; numbers are numbers."""
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    cleaner = Cleaner()
    book.properties.creator = "WECOOP Desktop"
    book.properties.title = cleaner.clean(title, 255)
    book.properties.language = language.code
    for sheet in sheets:
        page: Worksheet = book.create_sheet(sheet_name(sheet.title, book.sheetnames))
        _fill(page, sheet, cleaner)
        _print_on(page)
    with spooled():
        book.save(stream)


def _fill(page: Worksheet, sheet: Sheet, cleaner: Cleaner) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    ground = PatternFill("solid", fgColor=HEAD_GROUND)
    top = Alignment(wrap_text=True, vertical="top")
    deepest = 1
    for column, head in enumerate(sheet.heads, start=1):
        longest = max((len(str(row[column - 1] or "")) for row in sheet.rows), default=0)
        width = min(max(NARROW, longest + 2, min(len(head) + 2, 18)), WIDEST)
        page.column_dimensions[get_column_letter(column)].width = width
        deepest = max(deepest, -(-len(head) // max(1, width - 2)))
        _put(page, 1, column, head, cleaner)
        cell = page.cell(1, column)
        cell.font, cell.fill = Font(bold=True, color=HEAD_INK), ground
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    page.row_dimensions[1].height = LINE * min(deepest + 1, 6) + 6
    for number, row in enumerate(sheet.rows, start=2):
        for column, value in enumerate(row, start=1):
            _put(page, number, column, value, cleaner)
            page.cell(number, column).alignment = top
    page.freeze_panes = "C2" if len(sheet.heads) > 3 else "A2"
    if sheet.rows:
        last = get_column_letter(len(sheet.heads))
        page.auto_filter.ref = f"A1:{last}{len(sheet.rows) + 1}"
    for number, note in enumerate(sheet.notes, start=len(sheet.rows) + 3):
        _put(page, number, 1, note, cleaner)
        page.cell(number, 1).font = Font(italic=True, color="5B6770")


def _put(page: Worksheet, row: int, column: int, value: Cell, cleaner: Cleaner) -> None:
    cell = page.cell(row, column)
    if isinstance(value, int | Decimal):
        cell.value = value
    elif value:
        cell.value = kept_text(value, cleaner)
        cell.data_type = "s"
        if value[0] in COMMANDS:
            cell.number_format = "@"
            cell.quotePrefix = True


def _print_on(page: Worksheet) -> None:
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9  # A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"
    page.oddFooter.left.text = "WECOOP Desktop"
    page.oddFooter.center.text = "&A"
    page.oddFooter.right.text = "&P / &N"
