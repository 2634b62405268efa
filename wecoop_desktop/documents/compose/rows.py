"""Fields that hold rows as tables: heads with units, no empty columns, figures to the right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from wecoop_desktop.documents.compose.material import (
    Material,
    cell,
    decimals_of,
    figure,
    label,
    missing,
    unit,
)
from wecoop_desktop.documents.outline import Column as TableColumn
from wecoop_desktop.documents.outline import Rich, Row, Run, Table, letters, plain
from wecoop_desktop.forms.answers import Cell, Money
from wecoop_desktop.forms.answers import Row as Answer
from wecoop_desktop.forms.form import Column, Field
from wecoop_desktop.forms.kinds import empty

PORTRAIT = 108  # letters that stand side by side on a portrait page in the small size
CROWDED = 8  # columns; so many leave little room for a second one of running text
TEXT = 16  # letters in a cell, on average, from which a column is one of running text
_HINT = re.compile(r" \([^()]*…\)$")  # how to fill the column in: "Year (0, 1, 2…)"
FIGURES = ("number", "percent", "computed", "money")


# Where the column "source" says whence a figure is, not who pays.
CITED = (
    "basic.exchange_rates",
    "problem.baseline_data",
    "climate.ghg_inputs",
    "climate.hazards",
    "timeline.seasons",
)
FEW = 2  # columns, of which a source remains one


@dataclass(frozen=True, slots=True)
class Listed:
    """A column with its cells as values."""

    column: Column
    values: tuple[Cell, ...]


def table(material: Material, field: Field, skip: Sequence[str] = ()) -> Table:
    """All rows of a field; `skip` names columns that are said elsewhere."""
    rows = material.rows(field.path)
    listed = [entry for entry in columns(material, field, rows) if entry.column.id not in skip]
    source = next((e for e in listed if e.column.id == "source"), None)
    if field.path not in CITED or len(listed) <= FEW:
        source = None
    listed = [entry for entry in listed if entry is not source]
    cells = [_cells(material, entry) for entry in listed]
    if source is not None:
        cells = _sourced(cells, _cells(material, source))
    return narrowed(
        Table(
            columns=tuple(_column(material, entry) for entry in listed),
            rows=tuple(Row(line) for line in zip(*cells, strict=True)) if cells else (),
            caption=label(material, field),
        )
    )


def _sourced(cells: list[list[Rich]], sources: Sequence[Rich]) -> list[list[Rich]]:
    """Sources as notes at the first cell of their row that says something: a column less."""
    found = [list(line) for line in cells]
    for row, source in enumerate(sources):
        said = letters(source).strip()
        place = next((line for line in found if letters(line[row])), None)
        if said and place is not None:
            place[row] = (*place[row], Run("", note=said))
    return found


def columns(material: Material, field: Field, rows: Sequence[Answer]) -> list[Listed]:
    """The columns that say anything, with computed cells filled in; required ones always."""
    found = []
    for column in field.columns:
        values = column_values(material, field, column, rows)
        if column.required or any(not empty(value) for value in values):
            found.append(Listed(column, values))
    return found


def column_values(
    material: Material, field: Field, column: Column, rows: Sequence[Answer]
) -> tuple[Cell, ...]:
    """The cells of a column: as answered, else as computed."""
    computed = material.computed(f"{field.path}[].{column.id}").value
    worked_out = computed if isinstance(computed, tuple) else ()
    values = []
    for index, row in enumerate(rows):
        value = row.get(column.id)
        if empty(value) and index < len(worked_out):
            other = worked_out[index]
            value = other if isinstance(other, Decimal | str) else None
        values.append(value)
    return tuple(values)


def _cells(material: Material, entry: Listed) -> list[Rich]:
    """One rule of decimals for the column; one currency goes to the head."""
    single = _one_currency(entry.values)
    amounts = [value.amount if isinstance(value, Money) else value for value in entry.values]
    decimals = decimals_of(amounts)
    cells: list[Rich] = []
    for value, amount in zip(entry.values, amounts, strict=True):
        if empty(value):
            cells.append(missing(material) if entry.column.required else ())
        elif isinstance(amount, Decimal) and (single or isinstance(value, Decimal)):
            said = figure(material, entry.column, amount, decimals)
            cells.append(plain(said.removesuffix("\u00a0%")))
        else:
            cells.append(cell(material, entry.column, value))
    return cells


def _one_currency(values: Sequence[Cell]) -> str:
    names = {value.currency for value in values if isinstance(value, Money)}
    return names.pop() if len(names) == 1 else ""


def _column(material: Material, entry: Listed) -> TableColumn:
    column = entry.column
    figures = column.kind in FIGURES or any(isinstance(v, Decimal) for v in entry.values)
    of = "%" if column.kind == "percent" else unit(material, column.unit) if column.unit else ""
    of = of or _one_currency(entry.values)
    head = _HINT.sub("", label(material, column))
    if of and of not in head:
        head = f"{head}, {of}"
    return TableColumn(head, "right" if figures else "left")


def narrowed(table: Table) -> Table:
    """A table too wide for an upright page: its remarks go below each row, over its width."""
    main = next((i for i in range(len(table.columns)) if _usual_length(table, i) >= TEXT), None)
    if main is None or not (is_wide(table) or len(table.columns) >= CROWDED):
        return table
    others = range(main + 1, len(table.columns))
    index = max(others, key=lambda i: _usual_length(table, i), default=main)
    if index == main or _usual_length(table, index) < TEXT:
        return table
    return _folded(table, index, main)


def _usual_length(table: Table, index: int) -> float:
    """Letters in a cell of a column of text, on average; none for figures."""
    if table.columns[index].align != "left" or not table.rows:
        return 0
    shown = table.rows[:60]
    return sum(len(letters(row.cells[index])) for row in shown) / len(shown)


def _folded(table: Table, index: int, main: int) -> Table:
    """Without column `index`, whose cells stand in rows of their own under their head's name."""
    head = table.columns[index].head
    rows: list[Row] = []
    for row in table.rows:
        said = row.cells[index] or ()
        cells = tuple(cell for at, cell in enumerate(row.cells) if at != index)
        rows.append(replace(row, cells=cells))
        if letters(said):
            below = (*plain(f"{head}: ", tone="muted"), *said)
            covered = (None,) * (len(cells) - main - 1)
            rows.append(Row((*((),) * main, below, *covered), follows=True))
    columns = (*table.columns[:index], *table.columns[index + 1 :])
    return replace(table, columns=columns, rows=tuple(rows))


def is_wide(table: Table) -> bool:
    """Would the words of the table be cut on a portrait page? Heads of mere figures may be."""
    figures = all(column.align == "right" for column in table.columns)
    needed = 0
    for index, column in enumerate(table.columns):
        longest = max((len(word) for word in column.head.split(" ")), default=0)
        if figures:
            longest = min(longest, 8)
        for row in table.rows[:60]:
            said = letters(row.cells[index] if index < len(row.cells) else ())[:400]
            longest = max(longest, *(len(word) for word in said.split(" ")))
        needed += min(longest, 12) + 3
    return needed > PORTRAIT
