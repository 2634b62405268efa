"""A table as it stands in a file of others: cells with what is known about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

Raw: TypeAlias = str | Decimal | bool | date | None
Origin = Literal["xlsx", "docx", "pasted", "csv"]


class GridCell(NamedTuple):
    """`formula` is what worked the value out; `fault` is an error that stands there (#REF!).

    `percent`: the number is shown as percent, 0.12 as 12 %. `indent` counts steps to the right.
    `spread`: the value stands in a merged area that begins elsewhere, at `spread`.
    """

    value: Raw = None
    formula: str = ""
    fault: str = ""
    percent: bool = False
    indent: int = 0
    spread: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        """What a person reads there, roughly."""
        if isinstance(self.value, str):
            return self.value
        if self.value is None:
            return self.fault
        if isinstance(self.value, Decimal):
            return f"{self.value:f}"
        return str(self.value)

    @property
    def blank(self) -> bool:
        return not self.fault and (self.value is None or not self.text.strip())


EMPTY = GridCell()


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet or table; rows and columns count from 0. `first` is the row of the file that row 0
    is. `hidden` are rows and columns that nobody sees; `veiled` is a sheet that is hidden."""

    name: str
    origin: Origin
    cells: Mapping[tuple[int, int], GridCell]
    rows: int
    columns: int
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    veiled: bool = False
    notes: tuple[str, ...] = ()
    extra: Mapping[str, str] = made(default_factory=lambda: MappingProxyType({}))

    def at(self, row: int, column: int) -> GridCell:
        return self.cells.get((row, column), EMPTY)

    def address(self, row: int, column: int) -> str:
        """`B7` in a sheet; "row 7, column 2" has no words here, so tables of text say R7C2."""
        if self.origin in ("xlsx", "csv"):
            return f"{letters(column)}{row + 1}"
        return f"R{row + 1}C{column + 1}"

    def row(self, row: int) -> tuple[GridCell, ...]:
        return tuple(self.at(row, column) for column in range(self.columns))

    def filled(self, row: int) -> bool:
        return any(not self.at(row, column).blank for column in range(self.columns))

    def texts(self, row: int) -> Iterator[str]:
        for cell in self.row(row):
            yield " ".join(cell.text.split())


def letters(column: int) -> str:
    """A, B ... Z, AA of a column counted from 0."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def place(address: str) -> tuple[int, int]:
    """Row and column counted from 0 of `B7`. Raises ValueError."""
    name = address.replace("$", "").upper()
    bare = name.rstrip("0123456789")
    digits = name[len(bare) :]
    if not bare.isascii() or not bare.isalpha() or len(bare) > 3 or not digits:
        raise ValueError(address)
    column = 0
    for letter in bare:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(digits) - 1, column - 1
