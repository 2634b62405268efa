"""Values while expressions are worked out: what is empty, arithmetic, comparison, money, rows.

Empty is None. Numbers are Decimal, texts str, lists and rows tuples, maps and rows mappings.
Numbers that leave the bounds of `BOUNDS` raise a `decimal` signal (an ArithmeticError), which
the evaluation of the expression turns into an empty value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import (
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)

from wecoop_desktop.forms.answers import Money, Words

BOUNDS = Context(
    prec=28,
    rounding=ROUND_HALF_EVEN,
    Emin=-60,
    Emax=60,
    traps=[InvalidOperation, DivisionByZero, Overflow],
)
ZERO = Decimal(0)
ONE = Decimal(1)
HUNDRED = Decimal(100)


class Entries(dict[str, object]):
    """The entries of a map that passed a filter: `.column` of it is a list."""


class Maps(tuple[Mapping[str, object], ...]):
    """Maps read from a column of several rows: a filter works inside of every map."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Result:
    """A value with parts of other names: the rate of return and its reason, a letter ..."""

    value: object
    parts: Mapping[str, object]


@dataclass(slots=True)
class Exchange:
    """Rates of the proposal: units of a currency for one unit of the proposal's currency."""

    currency: str
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    missing: bool = False  # a rate was asked for and not found

    def home(self, money: Money) -> Decimal | None:
        """The amount in the proposal's currency, or None without a rate."""
        if money.currency == self.currency:
            return money.amount
        rate = self.rates.get(money.currency)
        if not rate:
            self.missing = True
            return None
        try:
            return money.amount / rate
        except ArithmeticError:
            return None

    def convert(self, value: object, currency: str) -> Decimal | None:
        """Money, or a number in the proposal's currency, as a number in `currency`."""
        if isinstance(value, Money):
            if value.currency == currency:
                return value.amount
            value = self.home(value)
        if not isinstance(value, Decimal):
            return None
        if currency == self.currency:
            return value
        rate = self.rates.get(currency)
        if not rate:
            self.missing = True
            return None
        return value * rate


def plain(data: object) -> object:
    """Data of a pack as expressions see it: numbers as Decimal, tuples, blank text as empty."""
    if isinstance(data, bool) or data is None:
        return data
    if isinstance(data, str):
        return data if data.strip() else None
    if isinstance(data, int):
        return Decimal(data)
    if isinstance(data, float):
        return plain(Decimal(repr(data)))
    if isinstance(data, Decimal):
        return data if data.is_finite() else None
    if isinstance(data, Mapping):
        return {str(key): plain(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return tuple(plain(value) for value in data)
    return data


# Types whose values are in arithmetic what they are; asked first, because nearly all are.
_SIMPLE = frozenset({Decimal, str, bool, date, Money, type(None)})
_ORDERED = frozenset({Decimal, str, date})


def is_empty(value: object) -> bool:
    kind = type(value)
    if kind is Decimal or kind is bool or kind is date:
        return False
    if isinstance(value, Result):
        return is_empty(value.value)
    if isinstance(value, (tuple, Mapping)):
        return not value
    return value is None or (isinstance(value, str) and not value.strip())


def scalar(value: object) -> object:
    """What stands in arithmetic: the value of a result; nothing for lists and maps."""
    if type(value) in _SIMPLE:
        return value
    if isinstance(value, Result):
        return scalar(value.value)
    if isinstance(value, (tuple, Mapping)):
        return None
    return value


def number(value: object, exchange: Exchange) -> Decimal | None:
    """A number; money in the proposal's currency; None for everything else."""
    value = scalar(value)
    if type(value) is Decimal:
        return value
    if isinstance(value, Money):
        return exchange.home(value)
    return None


def add(a: object, b: object, exchange: Exchange, sign: str = "+") -> object:
    if type(a) is Decimal and type(b) is Decimal:
        return a + b if sign == "+" else a - b
    a, b = scalar(a), scalar(b)
    if isinstance(a, Money) and isinstance(b, Money) and a.currency == b.currency:
        return Money(a.amount + b.amount if sign == "+" else a.amount - b.amount, a.currency)
    left, right = number(a, exchange), number(b, exchange)
    if left is None or right is None:
        return None
    return left + right if sign == "+" else left - right


def multiply(a: object, b: object, exchange: Exchange) -> object:
    if type(a) is Decimal and type(b) is Decimal:
        return a * b
    a, b = scalar(a), scalar(b)
    if isinstance(a, Money) and type(b) is Decimal:
        return Money(a.amount * b, a.currency)
    if isinstance(b, Money) and type(a) is Decimal:
        return Money(b.amount * a, b.currency)
    left, right = number(a, exchange), number(b, exchange)
    return None if left is None or right is None else left * right


def divide(a: object, b: object, exchange: Exchange) -> object:
    """Empty where the divisor is 0. Money by money of the same currency needs no rate."""
    if type(a) is not Decimal or type(b) is not Decimal:
        a, b = scalar(a), scalar(b)
        if isinstance(a, Money) and isinstance(b, Money) and a.currency == b.currency:
            a, b = a.amount, b.amount
        elif isinstance(a, Money) and type(b) is Decimal:
            return Money(a.amount / b, a.currency) if b else None
        else:
            a, b = number(a, exchange), number(b, exchange)
    if a is None or b is None or not b:
        return None
    return a / b


def units(number: Decimal) -> Decimal:
    """Rounded to whole units; numbers of more digits than are counted with stay as they are."""
    return number.quantize(Decimal(1)) if number.adjusted() < 26 else number


def negative(a: object, exchange: Exchange) -> object:
    return multiply(a, Decimal(-1), exchange)


def power(a: object, b: object, exchange: Exchange) -> object:
    base, exponent = number(a, exchange), number(b, exchange)
    if base is None or exponent is None:
        return None
    return BOUNDS.power(base, exponent)


def compare(a: object, op: str, b: object, exchange: Exchange) -> bool | None:
    """One of == != <= >= < >; None where a side is empty or the two cannot be put in order."""
    if type(a) is not type(b) or type(a) not in _ORDERED:
        a, b = _alike(scalar(a), scalar(b), exchange)
        if a is None or b is None:
            return None
        if type(a) is not type(b):
            return {"==": False, "!=": True}.get(op)
        if isinstance(a, bool) and op not in ("==", "!="):
            return None
        if not isinstance(a, (Decimal, str, date, bool)):
            return None
    if op == "==":
        return a == b
    if op == "!=":
        return a != b
    return _ordered(a, op, b)


def _alike(a: object, b: object, exchange: Exchange) -> tuple[object, object]:
    """Money of one currency, and money beside 0, as amounts; other money in the proposal's."""
    if isinstance(a, Money) and isinstance(b, Money) and a.currency == b.currency:
        return a.amount, b.amount
    if isinstance(a, Money):
        return (a.amount if b == ZERO and type(b) is Decimal else exchange.home(a)), (
            exchange.home(b) if isinstance(b, Money) else b
        )
    if isinstance(b, Money):
        return a, (b.amount if a == ZERO and type(a) is Decimal else exchange.home(b))
    return a, b


def _ordered(a: object, op: str, b: object) -> bool | None:
    if isinstance(a, Decimal) and isinstance(b, Decimal):
        return _holds(a < b, a == b, op)
    if isinstance(a, str) and isinstance(b, str):
        return _holds(a < b, a == b, op)
    if isinstance(a, date) and isinstance(b, date):
        return _holds(a < b, a == b, op)
    return None


def _holds(less: bool, same: bool, op: str) -> bool:
    if op == "<":
        return less
    if op == "<=":
        return less or same
    if op == ">":
        return not (less or same)
    return not less


def inside(a: object, b: object) -> bool | None:
    """Whether a scalar is among the values of a list; None where one of them is not known."""
    if type(b) is tuple and type(a) is str:
        return a in b
    a = scalar(a)
    if a is None or b is None:
        return None
    if isinstance(b, Result):
        b = b.value
    if isinstance(b, (tuple, Mapping)):
        return a in b
    return a == b if b is not None else None


def listed(value: object) -> tuple[object, ...]:
    """Lists and rows as they are, names of a map, one value as a list of one."""
    if isinstance(value, Result):
        value = value.value
    if value is None:
        return ()
    if isinstance(value, tuple):
        return value
    if isinstance(value, Mapping):
        return tuple(value)
    return (value,)


def known(values: Iterable[object]) -> list[object]:
    return [value for value in values if not is_empty(value)]


def total(values: Iterable[object], exchange: Exchange) -> object:
    """The sum, passing over what is empty; money of one currency stays money of it."""
    filled = [scalar(value) for value in known(values)]
    currencies = {value.currency for value in filled if isinstance(value, Money)}
    if len(currencies) == 1 and all(isinstance(value, Money) for value in filled):
        amounts = [value.amount for value in filled if isinstance(value, Money)]
        return Money(sum(amounts, ZERO), currencies.pop())
    numbers = [number(value, exchange) for value in filled]
    if exchange.missing and any(value is None for value in numbers):
        return None
    return sum((value for value in numbers if value is not None), ZERO)


def extreme(values: Iterable[object], op: str, exchange: Exchange) -> object:
    """The least (op "<") or the greatest (">"), passing over what is empty."""
    best: object = None
    for value in known(values):
        candidate = scalar(value)
        if best is None or compare(candidate, op, best, exchange):
            best = candidate
    return best


def read(row: Mapping[str, object], name: str, language: str) -> object:
    """The entry of a row or map; `x_lang` is `x_en`, `x_ru`, or `x` written in two languages."""
    if name in row:
        return row[name]
    if not name.endswith("_lang"):
        return None
    stem = name[:-5]
    both = row.get(stem)
    if isinstance(both, Mapping):
        return both.get(language) or both.get("en") or both.get("ru")
    if isinstance(both, Words):
        return both.of(language) or None
    if both is not None:
        return both
    return row.get(f"{stem}_{language}") or row.get(f"{stem}_en") or row.get(f"{stem}_ru")


def key(value: object, name: str, language: str) -> object:
    """`.name` of whatever stands before it."""
    if value is None:
        return None
    if isinstance(value, Maps):
        return tuple(read(entry, name, language) for entry in value)
    if isinstance(value, tuple):
        return column(value, name, language)
    if isinstance(value, Entries):
        return column(tuple(value.values()), name, language)
    if isinstance(value, Mapping):
        return read(value, name, language)
    if isinstance(value, Result):
        return value.parts.get(name)
    return None


def column(rows: tuple[object, ...], name: str, language: str) -> object:
    """One column of rows: a list; lists in it are joined, maps in it become maps."""
    cells = [read(row, name, language) for row in rows if isinstance(row, Mapping)]
    if _SIMPLE.issuperset(map(type, cells)):
        return tuple(cells)
    if any(isinstance(cell, Mapping) for cell in cells):
        return Maps(cell for cell in cells if isinstance(cell, Mapping))
    if not any(isinstance(cell, tuple) for cell in cells):
        return tuple(cells)
    joined: list[object] = []
    for cell in cells:
        joined.extend(cell if isinstance(cell, tuple) else (cell,))
    return tuple(joined)


def elements(value: object) -> list[Mapping[str, object]]:
    """What a filter or a row-wise function goes through, each as a row of names."""
    if type(value) is tuple and value and type(value[0]) is dict:
        return [entry for entry in value if entry is not None]
    if isinstance(value, Maps):
        return [row for entry in value for row in elements(dict(entry))]
    if isinstance(value, Mapping):
        return [
            {**(entry if isinstance(entry, Mapping) else {}), "key": name, "value": entry}
            for name, entry in value.items()
        ]
    return [
        entry if isinstance(entry, Mapping) else {"value": entry}
        for entry in listed(value)
        if entry is not None
    ]
