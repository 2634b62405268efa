"""Tables of answers on sheets: which column is where, so that formulas can name it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from wecoop_desktop.base.text import Text
from wecoop_desktop.documents.compose.material import Material, option_name
from wecoop_desktop.documents.xlsx.page import FORMATS, Head, Page, quoted
from wecoop_desktop.documents.xlsx.translate import Translator, Untranslatable
from wecoop_desktop.forms.answers import Row
from wecoop_desktop.forms.form import Column, Field

if TYPE_CHECKING:
    from wecoop_desktop.documents.xlsx.write import Writer

WIDTHS = {"text": 30, "rich_text": 40, "choice": 18, "multi_choice": 26, "date": 12,
          "money": 18, "number": 13, "percent": 11, "yes_no": 9, "computed": 13}  # fmt: skip
NARROW = ("code", "parent", "id", "component", "activity", "depends_on", "result_code", "unit")
MONEY = ("amount", "unit_price", "cost", "budget", "capex", "opex", "npv", "revenue")


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a table stands; `letters` by column id. The last row is empty, for rows to come."""

    sheet: str
    letters: Mapping[str, str]
    first: int
    last: int

    def cells(self, column: str, *, local: bool = False) -> str:
        """The column from the first row to the last as a formula names it. Raises KeyError."""
        letter = self.letters[column]
        span = f"${letter}${self.first}:${letter}${self.last}"
        return span if local else f"{quoted(self.sheet)}!{span}"

    def cell(self, column: str, row: int) -> str:
        return f"{self.letters[column]}{row}"


def numeric(column: Column) -> bool:
    """Whether the ids of a choice are whole numbers: scales, markers, months."""
    return bool(column.options) and all(option.id.isdecimal() for option in column.options)


def said(material: Material, column: Column, value: object) -> object:
    """What stands in the cell for a value of that column."""
    if isinstance(value, bool):
        return material.language.tr("Yes") if value else material.language.tr("No")
    if column.kind == "choice" and isinstance(value, str):
        if numeric(column) and value.isdecimal():
            return int(value)
        return option_name(material, column.options, column.list_ref, value) if value else ""
    if isinstance(value, tuple):
        ids = [str(one) for one in value]
        return "; ".join(option_name(material, column.options, column.list_ref, i) for i in ids)
    return value


def pattern(column: Column) -> str:
    if "year" in column.id:
        return "0"
    if column.kind == "percent" or column.unit == "percent":
        return FORMATS["percent"]
    return "#,##0" if column.id in MONEY else FORMATS["number"]


def head(column: Column, unit: Text = Text()) -> Head:
    width = WIDTHS.get(column.kind, 16)
    if column.id in NARROW:
        width = 9
    if column.kind == "choice" and numeric(column):
        width = 11
    return Head(column.label or Text(column.id, column.id), width, column.unit_words or unit)


def put_table(
    writer: Writer,
    page: Page,
    field: Field,
    rows: Sequence[Row],
    *,
    columns: Sequence[Column] = (),
    freeze: int = 1,
    units: Mapping[str, Text] | None = None,
) -> Placed:
    """Heads and rows of a question; computed columns as formulas where they can be told so."""
    from openpyxl.utils import get_column_letter

    shown = tuple(columns) or tuple(c for c in field.columns if c.label)
    page.heads([head(c, (units or {}).get(c.id, Text())) for c in shown], freeze=freeze)
    letters = {c.id: get_column_letter(n) for n, c in enumerate(shown, start=1)}
    placed = Placed(page.name, letters, page.at, page.at + len(rows))
    for index, row in enumerate(rows):
        writer.job.step(0, 0, "")
        for number, column in enumerate(shown, start=1):
            if column.kind == "computed":
                _computed(writer, page, field, column, placed, index, number)
            else:
                value = said(writer.material, column, row.get(column.id))
                page.put(page.at + index, number, value, pattern(column))
        page.fit(page.at + index, len(shown))
    for column in shown:
        writer.lists.validate(page, column, placed)
    page.at = placed.last + 1
    return placed


def _computed(
    writer: Writer,
    page: Page,
    field: Field,
    column: Column,
    placed: Placed,
    index: int,
    number: int,
) -> None:
    at = placed.first + index

    def cell(name: str) -> str:
        if name not in placed.letters:
            raise Untranslatable
        needed.append(placed.cell(name, at))
        return needed[-1]

    needed: list[str] = []
    translator = Translator(writer, cell, field.path)
    try:
        text = translator.formula(column.formula)
    except Untranslatable:
        values = writer.material.computed(f"{field.path}[].{column.id}").value
        value = values[index] if isinstance(values, tuple) and index < len(values) else None
        page.put(at, number, value if isinstance(value, Decimal | str) else None, look="worked")
        return
    count = f"COUNT({','.join(dict.fromkeys(needed))})<{len(set(needed))}"
    page.formula(at, number, f'IFERROR(IF({count},"",{text}),"")', pattern(column))
