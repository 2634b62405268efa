"""What the formulas of a workbook come to, so that viewers that do not compute show numbers too.

Only what our own formulas use is known here. A formula with anything else, or one that goes in a
circle, is left without a value, as all were before: a spreadsheet program works it out.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from openpyxl.formula.tokenizer import Token, Tokenizer
from openpyxl.utils import range_boundaries
from openpyxl.utils.datetime import to_excel

from wecoop_desktop.documents.xlsx.functions import (
    FUNCTIONS,
    Fault,
    Found,
    Given,
    Grid,
    Unknown,
    Value,
    binary,
    each,
    number,
    single,
    stretch,
)

if TYPE_CHECKING:
    from openpyxl import Workbook

Cell: TypeAlias = tuple[str, int, int]  # sheet, row, column

DEEPEST = 20  # formulas that lean on each other and are not worked out yet
PASSES = 6  # over all formulas, for those that lean on more
LEVELS = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4,
          "/": 4, "^": 6}  # fmt: skip
NEGATION = 5  # binds less than a power: not so in spreadsheets, which our formulas do not rely on


class Deep(RecursionError):  # noqa: N818 - no fault: later, when more is known
    """A formula leans on too many that are not worked out yet."""


def values(book: Workbook) -> dict[Cell, float | str | bool]:
    """What each formula comes to, as far as it is known here."""
    work = _Work(book)
    found: dict[Cell, float | str | bool] = {}
    left = list(work.formulas)
    for _ in range(PASSES):
        later = []
        for cell in left:
            try:
                value = work.value(cell)
            except Deep:
                later.append(cell)
            except (Unknown, Fault):
                continue
            else:
                found[cell] = 0.0 if value is None else value
        left = later
    return found


class _Work:
    def __init__(self, book: Workbook) -> None:
        self._given: dict[Cell, Value] = {}
        self.formulas: dict[Cell, str] = {}
        self._known: dict[Cell, Value | Exception] = {}
        self._open: set[Cell] = set()
        for sheet in book:
            for line in sheet.iter_rows():
                for one in line:
                    at = (sheet.title, one.row, one.column)
                    if one.data_type == "f":
                        self.formulas[at] = str(one.value)
                    elif one.value is not None:
                        self._given[at] = _plain(one.value)

    def value(self, cell: Cell) -> Value:
        """Raises `Unknown` or `Fault`."""
        if cell not in self.formulas:
            return self._given.get(cell)
        known = self._known.get(cell)
        if known is None:
            if cell in self._open:
                raise Unknown
            if len(self._open) > DEEPEST:
                raise Deep
            self._open.add(cell)
            try:
                known = single(_Formula(self, cell).result())
                known = 0.0 if known is None else known
            except (Unknown, Fault) as problem:
                known = problem
            finally:
                self._open.discard(cell)
            self._known[cell] = known
        if isinstance(known, Exception):
            raise known
        return known

    def grid(self, sheet: str, bounds: tuple[int, int, int, int]) -> Grid:
        left, top, right, bottom = bounds
        return [
            [self.value((sheet, row, column)) for column in range(left, right + 1)]
            for row in range(top, bottom + 1)
        ]


class _Formula:
    """One formula, read from left to right; operators by how strongly they bind."""

    def __init__(self, work: _Work, cell: Cell) -> None:
        self._work, self._cell = work, cell
        tokens = Tokenizer(work.formulas[cell]).items
        self._tokens = [token for token in tokens if token.type != Token.WSPACE]
        self._at = 0

    def result(self) -> Found:
        found = self._term(0)()
        if self._at < len(self._tokens):
            raise Unknown
        return found

    def _next(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self) -> Token:
        token = self._next()
        if token is None:
            raise Unknown
        self._at += 1
        return token

    # Everything is read at once and worked out when asked, as IF and IFERROR want it.

    def _term(self, least: int) -> Callable[[], Found]:
        left = self._operand()
        while (token := self._next()) is not None and token.type == Token.OP_IN:
            level = LEVELS.get(token.value)
            if level is None:
                raise Unknown
            if level <= least:
                break
            self._at += 1
            left = binary(token.value, left, self._term(level))
        return left

    def _operand(self) -> Callable[[], Found]:
        token = self._take()
        if token.type == Token.OP_PRE:
            sign = -1.0 if token.value == "-" else 1.0
            inner = self._term(NEGATION)
            return lambda: each(inner(), lambda value: sign * number(value))
        if token.type == Token.PAREN and token.subtype == Token.OPEN:
            inner = self._term(0)
            self._take()
            return inner
        if token.type == Token.FUNC and token.subtype == Token.OPEN:
            return self._call(token.value[:-1])
        if token.type == Token.OPERAND:
            return self._leaf(token)
        raise Unknown

    def _leaf(self, token: Token) -> Callable[[], Found]:
        said = token.value
        if token.subtype == Token.NUMBER:
            amount = float(said)
            return lambda: amount
        if token.subtype == Token.TEXT:
            text = said[1:-1].replace('""', '"')
            return lambda: text
        if token.subtype == Token.LOGICAL:
            return lambda: said == "TRUE"
        if token.subtype != Token.RANGE:
            raise Unknown
        name, _, place = said.rpartition("!")
        sheet = name.removeprefix("'").removesuffix("'").replace("''", "'") or self._cell[0]
        try:
            bounds = range_boundaries(place.replace("$", ""))
        except ValueError as problem:
            raise Unknown from problem
        if None in bounds:
            raise Unknown
        if ":" in place:
            return lambda: self._work.grid(sheet, bounds)
        return lambda: self._work.value((sheet, bounds[1], bounds[0]))

    def _call(self, name: str) -> Callable[[], Found]:
        given = self._given()
        token = self._next()
        if name == "INDEX" and token is not None and token.value == ":INDEX(":
            self._at += 1
            end = self._given()
            return lambda: stretch(given, end)
        function = FUNCTIONS.get(name)
        if function is None:
            raise Unknown
        return lambda: function(given)

    def _given(self) -> Given:
        """What stands in the brackets of a function, to their end."""
        given: Given = []
        while (token := self._next()) is not None:
            if token.type == Token.FUNC and token.subtype == Token.CLOSE:
                self._at += 1
                return given
            if token.type == Token.SEP:
                self._at += 1
                continue
            given.append(self._term(0))
        raise Unknown


def _plain(value: object) -> Value:
    if isinstance(value, bool | str) or value is None:
        return value
    if isinstance(value, date | datetime):
        return float(to_excel(value))
    return float(value) if isinstance(value, int | float | Decimal) else str(value)
