"""Which columns a table has in a workbook: one for each language of a text, two for an amount."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.answers import Cell, Money, Words
from wecoop_desktop.forms.form import Column, Field, Form
from wecoop_desktop.forms.kinds import KINDS

Part = Literal["", "en", "ru", "currency"]


class Slot(NamedTuple):
    """One column of a sheet: a column of the question, or a part of it."""

    column: Column
    part: Part = ""

    @property
    def id(self) -> str:
        """As it stands in the hidden row: `statement@en`."""
        return f"{self.column.id}@{self.part}" if self.part else self.column.id

    @property
    def head(self) -> Text:
        label = self.column.label or Text(self.column.id, self.column.id)
        if self.part in ("en", "ru"):
            return Text(f"{label.en} ({self.part.upper()})", f"{label.ru} ({self.part.upper()})")
        if self.part == "currency":
            return Text(f"{label.en}: currency", f"{label.ru}: валюта")
        return label


def tables(form: Form) -> tuple[Field, ...]:
    """All questions that are tables, in the order of the form."""
    return tuple(
        field
        for step in form.steps
        for field in step.fields
        if KINDS[field.kind].has_rows and any(slots(field))
    )


def slots(field: Field) -> tuple[Slot, ...]:
    return tuple(_slots(field))


def _slots(field: Field) -> Iterator[Slot]:
    for column in field.columns:
        stores = KINDS[column.kind].stores
        if column.kind == "computed" or not column.label:
            continue  # worked out anew, or not for people
        if stores == "words" and not column.plain:
            yield Slot(column, "en")
            yield Slot(column, "ru")
        elif stores == "money":
            yield Slot(column)
            yield Slot(column, "currency")
        else:
            yield Slot(column)


def part_of(cell: Cell, part: Part) -> Cell:
    """What stands in a column of the sheet: a language of a text, an amount, its currency."""
    if isinstance(cell, Words):
        return cell.ru if part == "ru" else cell.en
    if isinstance(cell, Money):
        return cell.currency if part == "currency" else cell.amount
    return cell if part in ("", "en") else None
