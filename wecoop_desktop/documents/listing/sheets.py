"""A list of projects as XLSX: sheets of projects and of what they have several of, and a note."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import mark
from wecoop_desktop.documents.listing import drawings, note
from wecoop_desktop.documents.listing.cells import Cell, Cleaner, Day
from wecoop_desktop.documents.listing.listing import Listing, Written
from wecoop_desktop.documents.listing.tables import SHEETS, Column, Kind, Sheet
from wecoop_desktop.packs import labels
from wecoop_desktop.packs.content import Project
from wecoop_desktop.packs.statistics import GROUPS, SEVERAL, Bar, Group

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

LONGEST = 32_767  # letters of a cell (limits of the format)
MOST_ROWS = 1_048_576
DIGITS = 15  # of a number; longer ones are kept as text
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
# Spreadsheets read _x0041_ as the letter A.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
FORMATS: dict[Kind, str] = {"whole": "0", "money": "#,##0"}  # others as they are
PRECISE = {4: "yyyy", 7: "yyyy-mm", 10: "yyyy-mm-dd"}  # by the length of a date as written
HEAD_GROUND, HEAD_INK = "0B6472", "FFFFFF"
HEAD_HEIGHT = 45  # points: three lines
PRINTED = 250  # letters on the width of a page, small but to be read; wider sheets go on beside

STATISTICS = (
    Column(mark("Counted by"), 22),
    Column(mark("Code"), 24),
    Column(mark("Value"), 46),
    Column(mark("Projects"), 12, "whole"),
    Column(mark("Amount in {currency}"), 20, "money"),
)
ABOUT = (Column(mark("About this list"), 34), Column("", 110, "prose"))


def write_xlsx(
    listing: Listing, stream: BinaryIO, job: Job | None = None, *, most_rows: int = MOST_ROWS
) -> Written:
    """Write the workbook; every text stays text, whatever it begins with.

    Raises `Cancelled` when the job is stopped, `AppError` listing-too-long where the format has
    too few rows; nothing was written to the stream then.
    """
    from openpyxl import Workbook

    job = job or Job()
    book = Workbook(write_only=True)
    _describe(book, listing)
    cleaner = Cleaner()
    pages = [_Page(book, listing, sheet, cleaner, most_rows) for sheet in SHEETS]
    pages += [
        _Page(book, listing, Sheet(name, columns, _nothing, held=0), cleaner, most_rows)
        for name, columns in ((mark("Statistics"), STATISTICS), (mark("About"), ABOUT))
    ]
    try:
        _fill(listing, pages, cleaner, job)
        job.step(listing.count, listing.count, "listing-packing")
        _save(book, stream)
    except BaseException:
        for page in pages:
            page.drop()
        raise
    gaps = (("listing-removed", cleaner.removed), ("listing-shortened", cleaner.shortened))
    return Written(listing.count, gaps=tuple(gap for gap in gaps if gap[1]))


def _save(book: Workbook, stream: BinaryIO) -> None:
    """An archive cut off by a full disk is given up: let go later, it would try to go on."""
    from openpyxl.writer.excel import ExcelWriter

    archive = ZipFile(stream, "w", ZIP_DEFLATED)
    try:
        ExcelWriter(book, archive).save()
    except BaseException:
        archive.fp = None
        raise


def _nothing(listing: Listing, project: Project) -> tuple[tuple[Cell, ...], ...]:
    """A sheet that has no rows of projects."""
    return ()


def _fill(listing: Listing, pages: list[_Page], cleaner: Cleaner, job: Job) -> None:
    """All sheets in one go through the projects; the note comes last, it tells what was lost."""
    for done, project in enumerate(listing.projects):
        job.step(done, listing.count, "listing-projects")
        for page in pages:
            page.extend(page.sheet.rows(listing, project))
    *_, statistics, about = pages
    statistics.extend(statistics_rows(listing))
    statistics.draw(_spans(listing))
    about.extend(_note_rows(listing, cleaner))
    for page in pages:
        page.finish()


def _describe(book: Workbook, listing: Listing) -> None:
    about = book.properties
    about.creator = "WECOOP Desktop"
    about.title = Cleaner().clean(listing.title, 255)
    about.language = listing.language.code
    about.created = about.modified = datetime.combine(listing.made, time())


class _Page:
    """A sheet that is being written row by row."""

    def __init__(
        self, book: Workbook, listing: Listing, sheet: Sheet, cleaner: Cleaner, most: int
    ) -> None:
        self.sheet = sheet
        self._most = most
        self._rows = 1
        self._page: WriteOnlyWorksheet = book.create_sheet(listing.language.tr(sheet.name)[:31])
        self._set_up(listing)
        self._pens = _Pens(self._page, cleaner)
        self._page.append([self._pens.head(column.said(listing)) for column in sheet.columns])

    def _set_up(self, listing: Listing) -> None:
        from openpyxl.utils import get_column_letter

        page = self._page
        for number, column in enumerate(self.sheet.columns, start=1):
            page.column_dimensions[get_column_letter(number)].width = column.width
        page.freeze_panes = f"{get_column_letter(self.sheet.held + 1)}2"
        page.sheet_view.zoomScale = 100
        page.row_dimensions[1].height = HEAD_HEIGHT
        page.print_title_rows = "1:1"
        page.page_setup.orientation = "landscape"
        page.page_setup.paperSize = 9  # A4
        if sum(column.width for column in self.sheet.columns) <= PRINTED:
            page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
            page.sheet_properties.pageSetUpPr.fitToPage = True
        else:
            page.print_title_cols = "A:B"
        page.oddFooter.left.text = "WECOOP Desktop"
        page.oddFooter.center.text = listing.made.isoformat()
        page.oddFooter.right.text = "&P / &N"

    def extend(self, rows: Iterable[tuple[Cell, ...]]) -> None:
        for row in rows:
            self._rows += 1
            if self._rows > self._most:
                raise AppError("listing-too-long", most=self._most)
            pairs = zip(row, self.sheet.columns, strict=True)
            self._page.append([self._pens.cell(cell, column.kind) for cell, column in pairs])

    def finish(self) -> None:
        from openpyxl.utils import get_column_letter

        last = get_column_letter(len(self.sheet.columns))
        if all(column.head for column in self.sheet.columns):
            self._page.auto_filter.ref = f"A1:{last}{self._rows}"

    def draw(self, spans: dict[Group, drawings.Span]) -> None:
        drawings.draw(self._page, spans)

    def drop(self) -> None:
        """Let go of the temporary file of a sheet that will not be saved."""
        with contextlib.suppress(OSError):  # it was never made, or is gone already
            if not self._page.closed:
                self._page.close()
            self._page._writer.cleanup()


class _Pens:
    """Makes cells; openpyxl writes a row at once, so that plain texts need no cell of their own."""

    def __init__(self, page: WriteOnlyWorksheet, cleaner: Cleaner) -> None:
        self._page = page
        self._cleaner = cleaner
        self._kept: dict[str, WriteOnlyCell] = {}

    def head(self, text: str) -> WriteOnlyCell:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font, PatternFill

        cell = WriteOnlyCell(self._page, text)
        cell.font = Font(bold=True, color=HEAD_INK)
        cell.fill = PatternFill("solid", fgColor=HEAD_GROUND)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        return cell

    def cell(self, value: Cell, kind: Kind) -> object:
        if value is None or value == "":
            return None
        if isinstance(value, Day):
            first = value.first() if value.written else None
            # Excel knows no day before 1900.
            if first is None or first < date(1900, 3, 1):
                return self._text(value.written)
            return self._styled(first, PRECISE.get(len(value.written), PRECISE[10]))
        if isinstance(value, str):
            return self._prose(value) if kind == "prose" else self._text(value)
        if isinstance(value, Decimal) and (
            not value.is_finite() or len(value.normalize().as_tuple().digits) > DIGITS
        ):
            return self._text(str(value))
        return self._styled(value, FORMATS.get(kind, "General"))

    def _prose(self, text: str) -> WriteOnlyCell:
        """A text of several lines, which its row grows with."""
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment

        cell = WriteOnlyCell(self._page, self._kept_text(text))
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.quotePrefix = text.startswith(FORMULA)
        return cell

    def _kept_text(self, text: str) -> str:
        return _ESCAPE.sub("_x005F_", self._cleaner.clean(text, LONGEST))

    def _text(self, text: str) -> object:
        """A text as it is; one that a spreadsheet could take for a formula is marked as text."""
        from openpyxl.cell import WriteOnlyCell

        text = self._kept_text(text)
        if not text:
            return None
        if not text.startswith(FORMULA) and not text.startswith("#"):
            return text
        cell = WriteOnlyCell(self._page, text)
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = True
        return cell

    def _styled(self, value: object, pattern: str) -> WriteOnlyCell:
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._page, value)
        kept = self._kept.get(pattern)
        if kept is None:
            self._kept[pattern] = kept = WriteOnlyCell(self._page)
            kept.number_format = pattern
        # Shared and never changed: looking a style up again would cost half of the time.
        cell._style = kept._style
        return cell


def statistics_rows(listing: Listing) -> Iterator[tuple[Cell, ...]]:
    """Totals first, then every group; a row is a value of a group."""
    whole = listing.language.tr("All projects")
    for said, projects, amount in _totals(listing):
        yield whole, "", said, projects, amount
    for group, bars in _groups(listing):
        name = labels.name_of(listing.language, group)
        for bar in bars:
            said = value_said(listing, group, bar.value)
            yield name, bar.value, said, bar.projects, bar.amount


def _totals(listing: Listing) -> Iterator[tuple[str, int | None, int | None]]:
    tr, found = listing.language.tr, listing.statistics
    yield tr("In the list"), found.projects, found.amount
    yield tr("With a known amount"), found.priced, found.amount
    yield tr("With money that another project contains"), found.contained, None
    yield tr("With amounts for other countries too"), found.wider, None
    yield tr("Without a known amount or rate"), found.unpriced, None
    yield tr("Median of known amounts"), None, found.median
    yield tr("Grants, of the money whose instrument is known"), None, found.grants
    yield tr("Money whose instrument is known"), None, found.told


def _groups(listing: Listing) -> Iterator[tuple[Group, Sequence[Bar]]]:
    """Years in their order; of others the largest first, by what their chart shows."""
    for group in GROUPS:
        bars = listing.statistics.groups.get(group, ())
        if bars:
            yield group, bars if group == "year" else _ordered(group, bars)


def _ordered(group: Group, bars: Sequence[Bar]) -> Sequence[Bar]:
    """The largest first; several and unknown last, whatever their size."""

    def place(bar: Bar) -> tuple[bool, int]:
        size = bar.amount if drawings.by_money(group) else bar.projects
        return bar.value in (SEVERAL, labels.UNKNOWN), -size

    return sorted(bars, key=place)


def _spans(listing: Listing) -> dict[Group, drawings.Span]:
    """Where the values of each group stand on the sheet, the unknown ones left out."""
    row = 2 + sum(1 for _ in _totals(listing))
    found: dict[Group, drawings.Span] = {}
    for group, bars in _groups(listing):
        shown = sum(1 for bar in bars if bar.value not in (SEVERAL, labels.UNKNOWN))
        if shown:
            name = labels.name_of(listing.language, group)
            by_money = drawings.by_money(group)
            unit = listing.currency if by_money else listing.language.tr("Projects")
            found[group] = drawings.Span(row, row + shown - 1, f"{name}, {unit}")
        row += len(bars)
    return found


def value_said(listing: Listing, group: Group, value: str) -> str:
    """What a bar of a group is called."""
    if value == SEVERAL:
        return listing.language.tr("Several")
    return listing.label(group, value)


def _note_rows(listing: Listing, cleaner: Cleaner) -> Iterator[tuple[Cell, ...]]:
    for part in (
        note.about(listing),
        note.counting(listing),
        note.rates(listing),
        note.reading(listing),
        note.publishers(listing),
    ):
        yield from part
    yield from note.losses(listing, cleaner)
