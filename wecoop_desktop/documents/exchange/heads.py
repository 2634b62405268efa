"""Where the head of a table stands and what its columns are; rows that are totals."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from wecoop_desktop.documents.exchange.grid import Grid
from wecoop_desktop.documents.exchange.layout import Slot
from wecoop_desktop.documents.exchange.origin import KEY
from wecoop_desktop.documents.exchange.words import folded

LOOKED_AT = 40  # rows from the top in which a head may stand
_TOTALS = re.compile(
    r"(grand )?(sub ?)?total\b.*|sum\b.*|(все|под)?итог\w*\b.*|всего\b.*|в том числе\b.*"
    r"|общая (сумма|стоимость)\b.*"
)
# What follows the sum of everything are tables of sums, never further rows.
_GRAND = re.compile(
    r"grand total.*|total (project|budget|cost of the project)\b.*"
    r"|(всего|итого) по (смете|проекту).*"
    r"|общая стоимость проекта.*"
)


def located(grid: Grid, slots: Sequence[Slot]) -> tuple[int, Mapping[str, int]] | None:
    """The first row of values, and columns by slot id, from the hidden row of a sheet of ours."""
    for row in range(min(grid.rows, LOOKED_AT)):
        ids = {grid.at(row, column).text.strip(): column for column in range(grid.columns)}
        named = {slot.id for slot in slots} & ids.keys()
        if KEY in ids and named:
            columns = {name: ids[name] for name in (KEY, *named)}
            return row + 1 + _heads_below(grid, row, columns), columns
    return None


def _heads_below(grid: Grid, row: int, columns: Mapping[str, int]) -> int:
    """The rows of words under the hidden row: those without a row key, right below it."""
    key, count = columns[KEY], 0
    for below in range(row + 1, min(row + 3, grid.rows)):
        said = grid.at(below, key).text.strip()
        if said not in ("", KEY) or not grid.filled(below):
            break
        count += 1
    return count


def labelled(grid: Grid, slots: Sequence[Slot]) -> tuple[int, Mapping[str, int]] | None:
    """The same from the words of the head, where the hidden row is gone."""
    wanted = {
        folded(words): slot.id
        for slot in slots
        for words in (slot.head.en, slot.head.ru, f"{slot.head.en}, {slot.column.unit_words.en}",
                      f"{slot.head.ru}, {slot.column.unit_words.ru}")
    }  # fmt: skip
    best: dict[str, int] = {}
    at = -1
    for row in range(min(grid.rows, LOOKED_AT)):
        found: dict[str, int] = {}
        for column in range(grid.columns):
            text = grid.at(row, column).text
            name = KEY if text.strip() == KEY else wanted.get(folded(text))
            if name and name not in found:
                found[name] = column
        if len(found) > len(best):
            best, at = found, row
        elif row == at + 1 and 2 * sum(best.get(n) == c for n, c in found.items()) > len(best):
            at = row  # the same heads in the other language
    if len(best) < 2:
        return None
    return at + 1, best


def is_grand(grid: Grid, row: int) -> bool:
    """Whether a row adds everything up."""
    first = next((text for text in grid.texts(row) if text), "")
    return _GRAND.fullmatch(folded(first)) is not None


def is_total(grid: Grid, row: int) -> bool:
    """Whether a row only adds others up: it begins with such a word."""
    for text in grid.texts(row):
        if text:
            return _TOTALS.fullmatch(folded(text)) is not None
    return False
