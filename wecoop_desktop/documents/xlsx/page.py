"""Sheets, cells and their looks; texts stay texts whatever they begin with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from wecoop_desktop.base.text import Text
from wecoop_desktop.documents.listing.cells import Cleaner
from wecoop_desktop.forms.answers import Money, Words

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST = 32_000  # letters of a cell; the format ends at 32,767
DIGITS = 15  # of a number; spreadsheets round longer ones, so they are kept as text
FIRST_DAY = date(1900, 3, 1)  # spreadsheets know no earlier day for sure
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
# Spreadsheets read _x0041_ as the letter A.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")

HEAD_GROUND, HEAD_INK = "0B6472", "FFFFFF"
GROUP_GROUND, TOTAL_GROUND, GIVEN_INK, MUTED_INK = "E6F1F2", "CFE3E6", "1F4E9E", "5B6770"

Look = Literal["given", "worked", "group", "total", "muted", "title", "strong", "plain", "name"]

FACE = "Calibri"
LINE, TALLEST = 13, 400  # points: of a line of text, of a row; the format ends at 409
NUMBER, PERCENT, DAY = "#,##0.##", '0.00"%"', "yyyy-mm-dd"
FORMATS = {"number": NUMBER, "whole": "0", "money": "#,##0", "percent": PERCENT, "date": DAY}


def sheet_name(wanted: str, taken: Iterable[str]) -> str:
    """A name that a sheet may have: 31 letters, no brackets, none twice."""
    bare = " ".join(_NOT_IN_NAMES.sub(" ", wanted).split())[:31].strip() or "Sheet"
    names = {name.casefold() for name in taken}
    name, number = bare, 2
    while name.casefold() in names:
        ending = f" {number}"
        name, number = bare[: 31 - len(ending)].rstrip() + ending, number + 1
    return name


def kept_text(text: str, cleaner: Cleaner) -> str:
    """Text as the format can hold it."""
    return _ESCAPE.sub("_x005F_", cleaner.clean(text, LONGEST))


def quoted(name: str) -> str:
    """The name of a sheet in a formula."""
    return "'" + name.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its heading in both languages, its width in characters, a unit after the words."""

    label: Text
    width: int = 14
    unit: Text = Text()


class Page:
    """A sheet that is written from the top; `at` is the next free row."""

    def __init__(self, book: Workbook, name: str, code: str, cleaner: Cleaner) -> None:
        self.sheet: Worksheet = book.create_sheet(sheet_name(name, book.sheetnames))
        self.code, self.at, self._cleaner = code, 1, cleaner
        self.widest = 0
        self._looks: dict[tuple[Look, bool], tuple[int, int, int]] = {}

    @property
    def name(self) -> str:
        return str(self.sheet.title)

    def title(self, said: str, under: str = "") -> None:
        self.put(self.at, 1, said, look="title")
        self.sheet.row_dimensions[self.at].height = 22
        self.at += 1
        if under:
            self.put(self.at, 1, under, look="muted")
            self.at += 1
        self.at += 1

    def heads(self, heads: Sequence[Head], *, freeze: int = 0) -> None:
        """Two rows: the language of the workbook, below it the other one, small."""
        from openpyxl.styles import Alignment, Font, PatternFill

        ground = PatternFill("solid", fgColor=HEAD_GROUND)
        for number, head in enumerate(heads, start=1):
            self.width(number, head.width)
            own, other = ("ru", "en") if self.code == "ru" else ("en", "ru")
            first = _united(head.label.of(own), head.unit.of(own))
            second = head.label.en if other == "en" else head.label.ru
            for row, said in ((self.at, first), (self.at + 1, second)):
                cell = self.text(row, number, said if row == self.at or said != first else "")
                cell.fill = ground
                cell.alignment = Alignment(wrap_text=True, vertical="center")
                size = 10 if row == self.at else 8
                cell.font = Font(name=FACE, bold=row == self.at, size=size, color=HEAD_INK)
        self.sheet.row_dimensions[self.at].height = 32
        self.sheet.row_dimensions[self.at + 1].height = 22
        self.widest = max(self.widest, len(heads))
        if freeze:
            self.sheet.freeze_panes = self.sheet.cell(self.at + 2, freeze + 1).coordinate
            self.sheet.print_title_rows = f"{self.at}:{self.at + 1}"
        self.at += 2

    def width(self, column: int, width: int) -> None:
        from openpyxl.utils import get_column_letter

        known = self.sheet.column_dimensions[get_column_letter(column)]
        known.width = max(width, known.width if known.customWidth else 0)

    def text(self, row: int, column: int, said: str) -> Cell:
        """Text that stays text, also where it begins like a formula."""
        cell: Cell = self.sheet.cell(row, column)
        kept = kept_text(said, self._cleaner)
        if kept:
            cell.value = kept
            cell.data_type = "s"
            if kept.startswith(FORMULA) or kept.startswith("#"):
                cell.number_format = "@"
                cell.quotePrefix = True
        return cell

    def put(
        self, row: int, column: int, value: object, pattern: str = "", *, look: Look = "given"
    ) -> Cell:
        """A value as what it is: text, number, amount, date, yes or no."""
        cell = self._valued(row, column, value, pattern)
        wrap = isinstance(value, str | Words) and look in ("given", "plain", "worked")
        self._dressed(cell, look, wrap=wrap)
        return cell

    def _valued(self, row: int, column: int, value: object, pattern: str) -> Cell:
        if isinstance(value, Words):
            cell = self.text(row, column, value.of(self.code))
        elif isinstance(value, str):
            cell = self.text(row, column, value)
        elif isinstance(value, Money):
            cell = self._number(row, column, value.amount, f'#,##0.## "{value.currency[:3]}"')
        elif isinstance(value, Decimal | int) and not isinstance(value, bool):
            cell = self._number(row, column, Decimal(value), pattern or NUMBER)
        elif isinstance(value, date):
            cell = self._day(row, column, value)
        else:
            cell = self.sheet.cell(row, column)
        return cell

    def _number(self, row: int, column: int, value: Decimal, pattern: str) -> Cell:
        if not value.is_finite() or len(value.normalize().as_tuple().digits) > DIGITS:
            return self.text(row, column, f"{value:f}" if value.is_finite() else str(value))
        cell: Cell = self.sheet.cell(row, column)
        whole = value == value.to_integral_value()
        cell.value = int(value) if whole else value
        cell.number_format = pattern.replace(".##", "") if whole else pattern
        return cell

    def _day(self, row: int, column: int, value: date) -> Cell:
        if value < FIRST_DAY:
            return self.text(row, column, value.isoformat())
        cell: Cell = self.sheet.cell(row, column)
        cell.value = value
        cell.number_format = DAY
        return cell

    def formula(
        self, row: int, column: int, formula: str, pattern: str = "#,##0", look: Look = "worked"
    ) -> Cell:
        """A formula of ours; nothing that a person wrote goes in but through `constant`."""
        cell: Cell = self.sheet.cell(row, column)
        cell.value = f"={formula}"
        cell.number_format = pattern
        self._dressed(cell, look)
        return cell

    def _dressed(self, cell: Cell, look: Look, *, wrap: bool = False) -> None:
        """Looks are made once and then shared: each search for one would cost as much again."""
        kept = self._looks.get((look, wrap))
        if kept is not None:
            from openpyxl.styles.cell_style import StyleArray

            cell._style = cell._style or StyleArray()
            cell._style.fontId, cell._style.fillId, cell._style.alignmentId = kept
            return
        from openpyxl.styles import Alignment, Font, PatternFill

        cell.font = Font(
            name=FACE,
            bold=look in ("title", "group", "total", "strong"),
            size={"title": 14, "muted": 9}.get(look, 10),
            color={"given": GIVEN_INK, "muted": MUTED_INK}.get(look, "000000"),
        )
        ground = {"group": GROUP_GROUND, "total": TOTAL_GROUND}.get(look)
        if ground:
            cell.fill = PatternFill("solid", fgColor=ground)
        cell.alignment = Alignment(wrap_text=wrap, vertical="top")
        style = cell._style
        self._looks[look, wrap] = (style.fontId, style.fillId, style.alignmentId)

    def fit(self, row: int, columns: int) -> None:
        """Make a row as high as its longest text in the width of its column."""
        from openpyxl.utils import get_column_letter

        lines = 1
        for number in range(1, columns + 1):
            value = self.sheet.cell(row, number).value
            width = self.sheet.column_dimensions[get_column_letter(number)].width
            if isinstance(value, str) and not value.startswith("="):
                parts = value.split("\n")
                lines = max(lines, sum(1 + len(part) // max(4, int(width)) for part in parts))
        if lines > 1:
            self.sheet.row_dimensions[row].height = min(TALLEST, LINE * lines + 3)

    def note(self, said: str) -> None:
        """A sentence over the width of the sheet."""
        self.put(self.at, 1, said, look="muted")
        self.at += 1

    def print_on(self, *, upright: bool = False) -> None:
        """A4, as wide as the page, with name and pages below."""
        sheet = self.sheet
        sheet.page_setup.orientation = "portrait" if upright else "landscape"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.oddFooter.left.text = "WECOOP Desktop"
        sheet.oddFooter.center.text = "&A"
        sheet.oddFooter.right.text = "&P / &N"
        sheet.sheet_view.showGridLines = False
        sheet.sheet_view.zoomScale = 90


def _united(label: str, unit: str) -> str:
    said = label.rstrip(" :")
    return f"{said}, {unit}" if unit and unit not in said else said
