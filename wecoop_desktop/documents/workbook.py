"""One chart as a spreadsheet: its table on a sheet, and on another what is counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.listing.cells import Cleaner
from wecoop_desktop.documents.spool import spooled
from wecoop_desktop.documents.statistics import Cell, Exhibit

LONGEST = 32_000  # characters of a cell; the format ends at 32,767
FORMAT = "#,##0"
DIGITS = 15  # of a number; spreadsheets round longer ones, so they are kept as text
WIDTHS = (44, 14, 20)  # of the first columns; further ones as the last


def write_exhibit(
    exhibit: Exhibit, about: Sequence[str], language: Language, stream: BinaryIO
) -> None:
    """Write the table of a chart; `about`: sentences on what is counted, and from which data."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet(language.tr("Table"))
    sheet.freeze_panes = "B2"
    for column in range(len(exhibit.heads)):
        letter = chr(ord("A") + min(column, 25))
        sheet.column_dimensions[letter].width = WIDTHS[min(column, len(WIDTHS) - 1)]
    strong = Font(bold=True)
    sheet.append([_text(sheet, head, strong) for head in exhibit.heads])
    for row in exhibit.rows:
        sheet.append([_cell(sheet, value) for value in row])
    notes = book.create_sheet(language.tr("What is counted"))
    notes.column_dimensions["A"].width = 110
    notes.append([_text(notes, exhibit.title, strong)])
    for sentence in _given((exhibit.note, *about)):
        notes.append([_text(notes, sentence)])
    with spooled():
        book.save(stream)


def _given(sentences: Iterable[str]) -> Iterable[str]:
    return (sentence for sentence in sentences if sentence)


def _cell(sheet: object, value: Cell) -> object:
    from openpyxl.cell import WriteOnlyCell

    if value is None or isinstance(value, str):
        return _text(sheet, value or "")
    if len(str(abs(value))) > DIGITS:
        return _text(sheet, str(value))
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = FORMAT
    return cell


def _text(sheet: object, said: str, font: object = None) -> object:
    """Text that stays text, also where it begins like a formula."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, Cleaner().clean(said, LONGEST))
    cell.data_type = "s"
    if said[:1] in "=+-@\t\r" and said:
        cell.quotePrefix = True
    if font is not None:
        cell.font = font
    return cell
