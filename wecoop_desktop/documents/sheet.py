"""A table of plain cells as CSV or as a spreadsheet, with sentences on what it holds."""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO, TypeAlias

from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.listing.cells import Cleaner
from wecoop_desktop.documents.listing.commas import LONGEST, said
from wecoop_desktop.documents.spool import spooled

Cell: TypeAlias = str | int | Decimal | None  # None: not known
WIDEST, NARROW = 46, 12  # characters of a column


@dataclass(frozen=True, slots=True)
class Sheet:
    """`notes` are sentences that stand on a sheet of their own, and nowhere in the CSV."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()


def write_csv(sheet: Sheet, language: Language, stream: BinaryIO) -> None:
    """UTF-8 with a mark; commas in English, semicolons in Russian, as spreadsheets expect."""
    russian, cleaner = language.original == "ru", Cleaner()
    stream.write(codecs.BOM_UTF8)
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    try:
        rows = csv.writer(text, delimiter=";" if russian else ",", lineterminator="\r\n")
        for row in (sheet.heads, *sheet.rows):
            rows.writerow([said(cell, cleaner, russian=russian) for cell in row])
        text.flush()
    finally:
        text.detach()


def write_xlsx(sheet: Sheet, language: Language, stream: BinaryIO) -> None:
    """A table that can be filtered, and the notes on a second sheet; every text stays text."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    table = book.create_sheet(language.tr("Table"))
    table.freeze_panes = "B2"
    for number, head in enumerate(sheet.heads, 1):
        longest = max((len(str(row[number - 1] or "")) for row in sheet.rows), default=0)
        width = min(max(len(head), longest, NARROW), WIDEST)
        table.column_dimensions[get_column_letter(number)].width = width
    strong = Font(bold=True)
    table.append([_cell(table, head, strong) for head in sheet.heads])
    for row in sheet.rows:
        table.append([_cell(table, value) for value in row])
    if sheet.rows:
        last = get_column_letter(len(sheet.heads))
        table.auto_filter.ref = f"A1:{last}{len(sheet.rows) + 1}"
    notes = book.create_sheet(language.tr("About"))
    notes.column_dimensions["A"].width = 110
    for sentence in (sheet.title, *sheet.notes):
        notes.append([_cell(notes, sentence, strong if sentence == sheet.title else None)])
    with spooled():
        book.save(stream)


def _cell(table: object, value: Cell, font: object = None) -> object:
    """A number as a number; text that stays text, also where it begins like a formula."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment

    if isinstance(value, int | Decimal):
        return WriteOnlyCell(table, value)
    cell = WriteOnlyCell(table, Cleaner().clean(value or "", LONGEST))
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if value and value[:1] in "=+-@\t\r":
        cell.quotePrefix = True
    if font is not None:
        cell.font = font
    return cell
