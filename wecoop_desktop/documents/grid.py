"""A plain table with its notes as a file: spreadsheet, CSV or PDF.

All words are in the language of the file already. CSV is written as lists are: docs/lists.md.
"""

from __future__ import annotations

import codecs
import csv
import io
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO, Literal, TypeAlias

from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.listing.cells import Cleaner
from wecoop_desktop.documents.listing.commas import said
from wecoop_desktop.documents.outline import (
    Column,
    Cover,
    Outline,
    Paragraph,
    Properties,
    Row,
    Section,
    Table,
    plain,
)

GridFormat = Literal["xlsx", "csv", "pdf"]
Cell: TypeAlias = str | int | None
ENDINGS: Mapping[GridFormat, str] = {"xlsx": ".xlsx", "csv": ".csv", "pdf": ".pdf"}
LONGEST = 32_000  # characters of a cell; spreadsheets end at 32,767


@dataclass(frozen=True, slots=True)
class Grid:
    """`widths` are shares of the columns; `grouped`: rows with the same first cell belong
    together; `facts` say what the table is about, `notes` what its reader should know."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    facts: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


def write_grid(
    grid: Grid, form: GridFormat, language: Language, stream: BinaryIO, job: Job | None = None
) -> None:
    """Write the table. Raises `Cancelled` when the job is stopped."""
    if form == "pdf":
        from wecoop_desktop.documents.pdf import write_pdf

        write_pdf(grid_outline(grid, language), stream, job)
    elif form == "csv":
        _write_csv(grid, language, stream)
    else:
        _write_xlsx(grid, language, stream)


def _write_csv(grid: Grid, language: Language, stream: BinaryIO) -> None:
    cleaner, russian = Cleaner(), language.code == "ru"
    stream.write(codecs.BOM_UTF8)
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    try:
        rows = csv.writer(text, delimiter=";" if russian else ",", lineterminator="\r\n")
        for row in (grid.heads, *grid.rows):
            rows.writerow([said(cell, cleaner, russian=russian) for cell in row])
        text.flush()
    finally:
        text.detach()


def _write_xlsx(grid: Grid, language: Language, stream: BinaryIO) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    strong, top = Font(bold=True), Alignment(vertical="top", wrap_text=True)

    def cell(sheet: object, value: Cell, font: object = None) -> object:
        made = WriteOnlyCell(sheet, value if isinstance(value, int) else _clean(value))
        if not isinstance(value, int):
            made.data_type = "s"
            made.quotePrefix = (value or "")[:1] in ("=", "+", "-", "@")
        made.alignment = top
        if font is not None:
            made.font = font
        return made

    book = Workbook(write_only=True)
    sheet = book.create_sheet(language.tr("Table"))
    sheet.freeze_panes = "B2"
    for at, width in enumerate(grid.widths):
        sheet.column_dimensions[chr(ord("A") + at)].width = width
    sheet.append([cell(sheet, head, strong) for head in grid.heads])
    for row in grid.rows:
        sheet.append([cell(sheet, value) for value in row])
    about = book.create_sheet(language.tr("About"))
    about.column_dimensions["A"].width = 30
    about.column_dimensions["B"].width = 80
    about.append([cell(about, grid.title, strong)])
    for name, fact in grid.facts:
        about.append([cell(about, name), cell(about, fact)])
    for note in grid.notes:
        about.append([cell(about, ""), cell(about, note)])
    book.save(stream)


def _clean(value: str | None) -> str:
    return Cleaner().clean(value or "", LONGEST)


def grid_outline(grid: Grid, language: Language) -> Outline:
    """The table on landscape pages."""
    table = Table(
        tuple(
            Column(head, share=width) for head, width in zip(grid.heads, grid.widths, strict=True)
        ),
        tuple(Row(tuple(plain(_said(value)) for value in row)) for row in grid.rows),
    )
    notes = tuple(Paragraph(plain(note), "note") for note in grid.notes)
    section = Section(grid.title, (*notes, table), "1", orientation="landscape", new_page=True)
    made = dict(grid.facts)
    date = next(iter(made.values()), "")
    cover = Cover(
        kind=language.tr("Table"),
        title=grid.title,
        place="",
        applicant="",
        applicant_note="",
        facts=grid.facts[:6],
        lines=(),
        origin=language.tr("Made with WECOOP Desktop"),
        seed=zlib.crc32(grid.title.encode("utf-8", "replace")),
    )
    return Outline(
        language=language.code,
        cover=cover,
        contents=language.tr("Contents"),
        head=grid.title,
        foot=date,
        properties=Properties(grid.title, "", grid.title, ()),
        sections=(section,),
    )


def _said(value: Cell) -> str:
    return "" if value is None else str(value)
