"""Notes of a table for pages that have no footnotes: small numbers, and the notes below it."""

from __future__ import annotations

from dataclasses import replace

from wecoop_desktop.documents.outline import Rich, Table

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(number: int) -> str:
    """A number in small raised digits."""
    return str(number).translate(_RAISED)


def noted(table: Table) -> Table:
    """The same table, its notes numbered from 1 and said in its own note; the same note once."""
    numbers: dict[str, int] = {}
    rows = tuple(
        replace(row, cells=tuple(cell and _numbered(cell, numbers) for cell in row.cells))
        for row in table.rows
    )
    if not numbers:
        return table
    said = [f"{raised(number)}\u00a0{text}" for text, number in numbers.items()]
    return replace(table, rows=rows, note="\n".join(filter(None, (*said, table.note))))


def _numbered(cell: Rich, numbers: dict[str, int]) -> Rich:
    if not any(run.note for run in cell):
        return cell
    return tuple(
        replace(
            run,
            text=run.text + raised(numbers.setdefault(run.note, len(numbers) + 1)),
            note="",
        )
        if run.note
        else run
        for run in cell
    )
