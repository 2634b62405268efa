"""The options of choices on a hidden sheet, and the lists that cells offer from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wecoop_desktop.documents.listing.cells import Cleaner
from wecoop_desktop.documents.xlsx.page import Page, quoted
from wecoop_desktop.documents.xlsx.tables import Placed, said
from wecoop_desktop.forms.form import Column

if TYPE_CHECKING:
    from openpyxl import Workbook

    from wecoop_desktop.documents.compose.material import Material

SPARE = 200  # rows below a table that offer the list as well


class Lists:
    """One column of the hidden sheet for each list of options."""

    def __init__(self, book: Workbook, material: Material, name: str, cleaner: Cleaner) -> None:
        self._material = material
        self._page = Page(book, name, material.code, cleaner)
        self._page.sheet.sheet_state = "hidden"
        self._spans: dict[tuple[object, ...], str] = {}

    def validate(self, page: Page, column: Column, placed: Placed) -> None:
        """Offer the options in the cells of a column; other words are warned of, not refused."""
        from openpyxl.worksheet.datavalidation import DataValidation

        if column.kind not in ("choice", "yes_no"):
            return
        span = self.span(column)
        if not span:
            return
        rule = DataValidation(type="list", formula1=span, allow_blank=True)
        rule.errorStyle = "warning"
        letter = placed.letters[column.id]
        rule.add(f"{letter}{placed.first}:{letter}{placed.last + SPARE}")
        page.sheet.add_data_validation(rule)

    def span(self, column: Column) -> str:
        """The cells that hold the options of a column; "" where it has none."""
        values: tuple[object, ...]
        if column.kind == "yes_no":
            values = tuple(said(self._material, column, value) for value in (True, False))
        else:
            values = tuple(said(self._material, column, one.id) for one in column.options)
        if not values:
            return ""
        if values not in self._spans:
            self._spans[values] = self._written(values)
        return self._spans[values]

    def _written(self, values: tuple[object, ...]) -> str:
        from openpyxl.utils import get_column_letter

        number = len(self._spans) + 1
        for row, value in enumerate(values, start=1):
            self._page.put(row, number, value, "0")
        letter = get_column_letter(number)
        return f"{quoted(self._page.name)}!${letter}$1:${letter}${len(values)}"
