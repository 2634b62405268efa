"""Operators and functions of the formulas in our workbooks, as spreadsheet programs have them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

Value: TypeAlias = float | str | bool | None
Row: TypeAlias = list[Value]
Grid: TypeAlias = list[Row]  # rows of a range, or of what was worked out for each of its cells
Found: TypeAlias = Value | Grid
Given: TypeAlias = list[Callable[[], Found]]


class Unknown(ValueError):  # noqa: N818 - no fault: the cell stays without a value
    """Something that is not known here."""


class Fault(ValueError):  # noqa: N818 - an error value, which IFERROR takes up
    """A value that is an error, such as a division by nothing."""


def number(value: Value) -> float:
    if value is None:
        return 0.0
    if isinstance(value, str):
        raise Fault
    return float(value)


def single(found: Found) -> Value:
    if isinstance(found, list):
        if len(found) == 1 and len(found[0]) == 1:
            return found[0][0]
        raise Unknown
    return found


def each(found: Found, change: Callable[[Value], Value]) -> Found:
    if isinstance(found, list):
        return [[change(value) for value in row] for row in found]
    return change(found)


def binary(sign: str, left: Callable[[], Found], right: Callable[[], Found]) -> Callable[[], Found]:
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
    first, second = number(left), number(right)
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
            yield number(found)


def _if(given: Given) -> Found:
    test = single(given[0]())
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
    match = _matches(single(given[1]()))
    return float(sum(map(match, _flat(given[0]()))))


def _sumif(given: Given) -> Found:
    match = _matches(single(given[1]()))
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
            product *= number(value) if counts else 0.0
        products.append(product)
    return math.fsum(products)


def _index(given: Given) -> Found:
    rows, at = given[0](), int(number(single(given[1]())))
    flat = _flat(rows)
    if not 1 <= at <= len(flat):
        raise Fault
    return flat[at - 1]


def stretch(first: Given, last: Given) -> Found:
    """The cells of a range between two places in it."""
    flat = _flat(first[0]())
    start, end = (int(number(single(one[1]()))) for one in (first, last))
    if not 1 <= start <= end <= len(flat):
        raise Fault
    return [[value] for value in flat[start - 1 : end]]


def _match(given: Given) -> Found:
    if len(given) < 3 or number(single(given[2]())) != 0:
        raise Unknown
    wanted = single(given[0]())
    for at, value in enumerate(_flat(given[1]()), start=1):
        if (
            value is not None
            and wanted is not None
            and _rank(value, wanted) == _rank(wanted, value)
        ):
            return float(at)
    raise Fault


def _sign(given: Given) -> Found:
    return each(given[0](), lambda v: float((number(v) > 0) - (number(v) < 0)))


def _n(given: Given) -> Found:
    value = single(given[0]())
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
