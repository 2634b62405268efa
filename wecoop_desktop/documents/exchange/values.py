"""One cell of a file as a value of one of our columns, or a plain reason why not."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.documents.exchange import words
from wecoop_desktop.documents.exchange.grid import GridCell
from wecoop_desktop.documents.exchange.layout import Slot
from wecoop_desktop.forms.answers import Cell
from wecoop_desktop.forms.codec import MOST_DIGITS
from wecoop_desktop.forms.evaluate import Reference
from wecoop_desktop.forms.form import Column
from wecoop_desktop.forms.kinds import KINDS

LONGEST = 200_000  # letters of a text
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 90_000  # days that are dates of 1954 to 2146


class Reading(NamedTuple):
    """A value, and what is to be said of how it was understood (a code, or nothing)."""

    value: Cell
    note: str = ""


def reading(slot: Slot, cell: GridCell, reference: Reference) -> Reading:
    """The value of a cell for a column. Raises `AppError` tables-... where it is none."""
    if cell.fault:
        raise AppError("tables-fault", value=cell.fault)
    if cell.value is None:
        if cell.formula:
            raise AppError("tables-no-result")
        return Reading(None)
    if isinstance(cell.value, str) and not cell.value.strip():
        return Reading(None)
    found = _by_kind(slot, cell, reference)
    if cell.formula and not found.note:
        return Reading(found.value, "tables-formula")
    return found


def _by_kind(slot: Slot, cell: GridCell, reference: Reference) -> Reading:
    column = slot.column
    stores = KINDS[column.kind].stores
    if slot.part == "currency":
        return _currency(cell)
    if stores == "words":
        return _text(cell)
    if stores in ("number", "money"):
        return _number(column, cell)
    if stores == "date":
        return _day(cell)
    if stores == "yes_no":
        value = cell.value if isinstance(cell.value, bool) else words.truth(cell.text)
        return Reading(value)
    if stores == "choices":
        parts = [part for part in cell.text.replace("\n", ";").split(";") if part.strip()]
        return Reading(tuple(words.chosen(column, part, reference) for part in parts) or None)
    return Reading(words.chosen(column, _bare(cell), reference))


def _bare(cell: GridCell) -> str:
    """3 of a sheet is the text 3, not 3.0."""
    if isinstance(cell.value, Decimal):
        whole = cell.value == cell.value.to_integral_value()
        return str(int(cell.value)) if whole else f"{cell.value:f}"
    return cell.text


def _text(cell: GridCell) -> Reading:
    if isinstance(cell.value, date):
        # A code like 1.2 that a spreadsheet turned into a day: what was meant is not known.
        raise AppError("tables-day-for-text", value=cell.value.isoformat())
    text = _bare(cell).replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > LONGEST:
        raise AppError("tables-text-long", most=LONGEST)
    return Reading(text or None)


def _number(column: Column, cell: GridCell) -> Reading:
    value, note, percent = cell.value, "", cell.percent
    if isinstance(value, bool | date):
        raise AppError("tables-no-number", value=cell.text[:60])
    if isinstance(value, str):
        if words.says_nothing(value):
            return Reading(None, "tables-nothing")
        figure, percent = words.figure(value)
        note = "tables-typed-number"
    elif isinstance(value, Decimal):
        figure = value * 100 if percent and column.kind == "percent" else value
    else:
        return Reading(None)
    if percent and column.kind != "percent" and column.unit != "percent":
        note = "tables-percent"
    if abs(figure.adjusted()) >= MOST_DIGITS:
        raise AppError("tables-no-number", value=cell.text[:60])
    return Reading(_trimmed(figure), note)


def _trimmed(figure: Decimal) -> Decimal:
    """12 and not 12.00 or 1.2E+1."""
    whole = figure == figure.to_integral_value()
    return figure.quantize(Decimal(1)) if whole else figure.normalize()


def _day(cell: GridCell) -> Reading:
    if isinstance(cell.value, date):
        return Reading(cell.value)
    if isinstance(cell.value, Decimal):
        if _FIRST_SERIAL <= cell.value <= _LAST_SERIAL:
            return Reading(date(1899, 12, 30) + timedelta(days=int(cell.value)), "tables-serial")
        raise AppError("tables-no-date", value=cell.text[:60])
    if words.says_nothing(cell.text):
        return Reading(None, "tables-nothing")
    found, doubtful = words.day(cell.text)
    return Reading(found, "tables-day-first" if doubtful else "")


def _currency(cell: GridCell) -> Reading:
    text = cell.text.strip().upper()
    if len(text) == 3 and text.isascii() and text.isalpha():
        return Reading(text)
    raise AppError("tables-no-currency", value=cell.text[:60])
