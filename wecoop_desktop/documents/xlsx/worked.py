"""What the formulas of a workbook come to, so that viewers that do not compute show numbers too.

Only what our own formulas use is known here. A formula with anything else, or one that goes in a
circle, is left without a value, as all were before: a spreadsheet program works it out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from openpyxl.formula.tokenizer import Token, Tokenizer
from openpyxl.utils import range_boundaries
from openpyxl.utils.datetime import to_excel

if TYPE_CHECKING:
    from openpyxl import Workbook

Value: TypeAlias = float | str | bool | None
Row: TypeAlias = list[Value]
Grid: TypeAlias = list[Row]  # rows of a range, or of what was worked out for each of its cells
Found: TypeAlias = Value | Grid
Cell: TypeAlias = tuple[str, int, int]  # sheet, row, column
Given: TypeAlias = list[Callable[[], Found]]

DEEPEST = 20  # formulas that lean on each other and are not worked out yet
PASSES = 6  # over all formulas, for those that lean on more
LEVELS = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4,
          "/": 4, "^": 6}  # fmt: skip
NEGATION = 5  # binds less than a power: not so in spreadsheets, which our formulas do not rely on


class Unknown(ValueError):  # noqa: N818 - no fault: the cell stays without a value
    """Something that is not known here."""


class Deep(RecursionError):  # noqa: N818 - no fault: later, when more is known
    """A formula leans on too many that are not worked out yet."""


class Fault(ValueError):  # noqa: N818 - an error value, which IFERROR takes up
    """A value that is an error, such as a division by nothing."""


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
                known = _single(_Formula(self, cell).result())
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
            left = _binary(token.value, left, self._term(level))
        return left

    def _operand(self) -> Callable[[], Found]:
        token = self._take()
        if token.type == Token.OP_PRE:
            sign = -1.0 if token.value == "-" else 1.0
            inner = self._term(NEGATION)
            return lambda: _each(inner(), lambda value: sign * _number(value))
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
            number = float(said)
            return lambda: number
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
            return lambda: _stretch(given, end)
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


def _number(value: Value) -> float:
    if value is None:
        return 0.0
    if isinstance(value, str):
        raise Fault
    return float(value)


def _single(found: Found) -> Value:
    if isinstance(found, list):
        if len(found) == 1 and len(found[0]) == 1:
            return found[0][0]
        raise Unknown
    return found


def _each(found: Found, change: Callable[[Value], Value]) -> Found:
    if isinstance(found, list):
        return [[change(value) for value in row] for row in found]
    return change(found)


def _binary(
    sign: str, left: Callable[[], Found], right: Callable[[], Found]
) -> Callable[[], Found]:
    def work() -> Found:
        first, second = left(), right()
        if not isinstance(first, list) and not isinstance(second, list):
            return _apply(sign, first, second)
        rows = max(len(one) for one in (first, second) if isinstance(one, list))
        wide = max(len(one[0]) for one in (first, second) if isinstance(one, list))
        return [
            [_apply(sign, _at(first, row, at), _at(second, row, at)) for at in range(wide)]
            for row in range(rows)
        ]

    return work


def _at(found: Found, row: int, at: int) -> Value:
    if not isinstance(found, list):
        return found
    line = found[row if len(found) > 1 else 0]
    return line[at if len(line) > 1 else 0]


def _apply(sign: str, left: Value, right: Value) -> Value:
    if sign in COMPARED:
        return COMPARED[sign](_rank(left, right), _rank(right, left))
    if sign == "&":
        raise Unknown  # how a number is written is the spreadsheet's own
    first, second = _number(left), _number(right)
    try:
        result = COUNTED[sign](first, second)
    except (ZeroDivisionError, OverflowError) as problem:
        raise Fault from problem
    if isinstance(result, complex) or not math.isfinite(result):
        raise Fault
    return result


def _rank(value: Value, other: Value) -> tuple[int, float | str]:
    """Numbers come before texts, texts before truths; nothing is like what it is compared with."""
    if value is None:
        value = "" if isinstance(other, str) else False if isinstance(other, bool) else 0.0
    if isinstance(value, bool):
        return 2, float(value)
    return (1, value.casefold()) if isinstance(value, str) else (0, value)


Ranked: TypeAlias = tuple[int, float | str]
COMPARED: Mapping[str, Callable[[Ranked, Ranked], bool]] = {
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
}
COUNTED: Mapping[str, Callable[[float, float], float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": lambda a, b: a**b,
}


def _numbers(given: Given) -> Iterator[float]:
    """Of ranges the numbers, texts and truths aside; of single values all."""
    for one in given:
        found = one()
        if isinstance(found, list):
            for row in found:
                yield from (v for v in row if isinstance(v, float) and not isinstance(v, bool))
        elif found is not None:
            yield _number(found)


def _if(given: Given) -> Found:
    test = _single(given[0]())
    if isinstance(test, str):
        raise Fault
    if test:
        return given[1]()
    return given[2]() if len(given) > 2 else False


def _iferror(given: Given) -> Found:
    try:
        return given[0]()
    except Fault:
        return given[1]()


def _count(given: Given) -> Found:
    count = 0
    for one in given:
        try:
            found = one()
        except Fault:
            continue
        cells = [v for row in found for v in row] if isinstance(found, list) else [found]
        count += sum(isinstance(v, float) for v in cells)
    return float(count)


def _matches(test: Value) -> Callable[[Value], bool]:
    """A condition as COUNTIF has it: a value, or a sign and a number."""
    if isinstance(test, str):
        for sign in ("<=", ">=", "<>", "<", ">", "="):
            if test.startswith(sign):
                limit = float(test[len(sign) :])
                return lambda v: isinstance(v, float) and COMPARED[sign]((0, v), (0, limit))
    return lambda v: v is not None and _rank(v, test) == _rank(test, v)


def _flat(found: Found) -> Row:
    return [value for row in found for value in row] if isinstance(found, list) else [found]


def _countif(given: Given) -> Found:
    match = _matches(_single(given[1]()))
    return float(sum(map(match, _flat(given[0]()))))


def _sumif(given: Given) -> Found:
    match = _matches(_single(given[1]()))
    tested, added = _flat(given[0]()), _flat(given[-1]() if len(given) > 2 else given[0]())
    if len(tested) != len(added):
        raise Unknown
    pairs = zip(tested, added, strict=True)
    return math.fsum(v for test, v in pairs if match(test) and isinstance(v, float))


def _sumproduct(given: Given) -> Found:
    columns = [_flat(one()) for one in given]
    if len({len(column) for column in columns}) != 1:
        raise Unknown
    products = []
    for line in zip(*columns, strict=True):
        single = len(line) == 1
        product = 1.0
        for value in line:
            # Texts and truths of a range count as nothing.
            counts = isinstance(value, float) or (single and value is None)
            product *= _number(value) if counts else 0.0
        products.append(product)
    return math.fsum(products)


def _index(given: Given) -> Found:
    rows, at = given[0](), int(_number(_single(given[1]())))
    flat = _flat(rows)
    if not 1 <= at <= len(flat):
        raise Fault
    return flat[at - 1]


def _stretch(first: Given, last: Given) -> Found:
    """The cells of a range between two places in it."""
    flat = _flat(first[0]())
    start, end = (int(_number(_single(one[1]()))) for one in (first, last))
    if not 1 <= start <= end <= len(flat):
        raise Fault
    return [[value] for value in flat[start - 1 : end]]


def _match(given: Given) -> Found:
    if len(given) < 3 or _number(_single(given[2]())) != 0:
        raise Unknown
    wanted = _single(given[0]())
    for at, value in enumerate(_flat(given[1]()), start=1):
        if (
            value is not None
            and wanted is not None
            and _rank(value, wanted) == _rank(wanted, value)
        ):
            return float(at)
    raise Fault


def _sign(given: Given) -> Found:
    return _each(given[0](), lambda v: float((_number(v) > 0) - (_number(v) < 0)))


def _n(given: Given) -> Found:
    value = _single(given[0]())
    return 0.0 if isinstance(value, str) or value is None else float(value)


def _irr(given: Given) -> Found:
    """The rate at which the balances come to nothing: halved until it is found."""
    flows = [v for v in _flat(given[0]()) if isinstance(v, float)]

    def worth(rate: float) -> float:
        return math.fsum(flow / (1 + rate) ** year for year, flow in enumerate(flows))

    low, high = -0.99, 10.0
    first, last = worth(low), worth(high)
    if first * last > 0:
        raise Unknown
    for _ in range(200):
        middle = (low + high) / 2
        now = worth(middle)
        if now * first > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


FUNCTIONS: Mapping[str, Callable[[Given], Found]] = {
    "IF": _if,
    "IFERROR": _iferror,
    "COUNT": _count,
    "COUNTIF": _countif,
    "SUMIF": _sumif,
    "SUMPRODUCT": _sumproduct,
    "INDEX": _index,
    "MATCH": _match,
    "SIGN": _sign,
    "N": _n,
    "IRR": _irr,
    "SUM": lambda given: math.fsum(_numbers(given)),
    "MAX": lambda given: max(_numbers(given), default=0.0),
    "MIN": lambda given: min(_numbers(given), default=0.0),
}
