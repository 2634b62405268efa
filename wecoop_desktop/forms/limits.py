"""What a single field asks for: being filled when required, and the limits it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial

from wecoop_desktop.forms.answers import Cell, Money, Value, Words
from wecoop_desktop.forms.form import Column, Field
from wecoop_desktop.forms.kinds import KINDS, empty, filled, unanswered
from wecoop_desktop.forms.rules import words
from wecoop_desktop.forms.state import Problem, ProblemLevel


def limited(item: Field) -> bool:
    """Whether a field has limits of its own that an answer can miss."""
    return bool(
        item.min_words
        or item.max_words
        or item.max_chars
        or item.min_rows
        or item.min_count
        or item.max_count
        or item.minimum
        or item.maximum
    )


Missed = tuple[tuple[str, str, Decimal | None], ...]  # column, code, the limit it names
ByRow = Callable[[tuple[object, ...], Callable[[object], Missed]], Iterable[Missed]]


def _each(rows: tuple[object, ...], look: Callable[[object], Missed]) -> Iterable[Missed]:
    return map(look, rows)


def problems(
    item: Field, value: Value | None, *, required: bool, by_row: ByRow = _each
) -> Iterator[Problem]:
    """An unfilled required field is an error; a missed limit is a warning.

    `by_row` looks at the rows of a table: it may know those that it saw before.
    """
    if item.kind == "computed":
        return
    if value is None or not filled(item.kind, value):
        if required:
            yield Problem(item.path, "required", "error")
        return
    if KINDS[item.kind].has_rows:
        if isinstance(value, tuple):
            yield from _rows(item, value, "error" if required else "warning", by_row)
            left = unanswered(item, value) if required else 0
            if left:
                yield Problem(item.path, "questions-open", "error", values={"count": Decimal(left)})
    elif isinstance(value, tuple):
        yield from _counts(item, len(value))
    elif isinstance(value, (str, Words)):
        yield from _text(item, value)
    elif isinstance(value, (Decimal, Money)):
        yield from _number(item, value)


def _warning(item: Field, code: str, **values: object) -> Problem:
    return Problem(item.path, code, "warning", values=values)


def _text(item: Field, value: str | Words) -> Iterator[Problem]:
    written = [value] if isinstance(value, str) else [value.en, value.ru]
    texts = [text for text in written if text.strip()]
    if item.min_words or item.max_words:
        counts = [words(text) for text in texts]
        if item.min_words and max(counts) < item.min_words:
            yield _warning(item, "below-min-words", words=max(counts), least=item.min_words)
        if item.max_words and max(counts) > item.max_words:
            yield _warning(item, "above-max-words", words=max(counts), most=item.max_words)
    longest = max(len(text) for text in texts)
    if item.max_chars and longest > item.max_chars:
        yield _warning(item, "above-max-chars", chars=longest, most=item.max_chars)


def _number(item: Field, value: Decimal | Money) -> Iterator[Problem]:
    amount = value.amount if isinstance(value, Money) else value
    low, high = item.minimum, item.maximum
    if item.kind == "percent":
        low, high = low or "0", high or "100"
    code = _outside(amount, low, high)
    if code:
        limit = low if code == "below-minimum" else high
        yield Problem(item.path, code, "error", values={"limit": Decimal(limit)})


def _outside(amount: Decimal, low: str, high: str) -> str:
    if low and amount < Decimal(low):
        return "below-minimum"
    return "above-maximum" if high and amount > Decimal(high) else ""


def _counts(item: Field, count: int) -> Iterator[Problem]:
    if item.min_count and count < item.min_count:
        yield _warning(item, "below-min-count", count=count, least=item.min_count)
    if item.max_count and count > item.max_count:
        yield _warning(item, "above-max-count", count=count, most=item.max_count)


def _rows(
    item: Field, value: tuple[object, ...], level: ProblemLevel, by_row: ByRow
) -> Iterator[Problem]:
    count = sum(isinstance(row, Mapping) and not empty((row,)) for row in value)
    if item.min_rows and count < item.min_rows:
        yield _warning(item, "below-min-rows", count=count, least=item.min_rows)
    yield from _counts(item, count)
    checked = [c for c in item.columns if _checkable(c)]
    if not checked:
        return
    for index, missed in enumerate(by_row(value, partial(_missed, checked))):
        for column, code, limit in missed:
            severity = level if code == "column-required" else "warning"
            values = {"limit": limit} if limit is not None else None
            yield Problem(item.path, code, severity, index, column, values)


def _missed(columns: Sequence[Column], row: object) -> Missed:
    """What is wrong with one row alone; nothing where it is empty."""
    if not isinstance(row, Mapping) or empty((row,)):
        return ()
    found = ((column.id, *_cell(column, row.get(column.id))) for column in columns)
    return tuple((name, code, limit) for name, code, limit in found if code)


def _checkable(column: Column) -> bool:
    ranged = column.kind == "percent" or column.minimum or column.maximum
    return bool(column.required or column.pattern or ranged)


def _cell(column: Column, cell: Cell) -> tuple[str, Decimal | None]:
    """The code of what is wrong with a cell, and the limit it names."""
    if empty(cell):
        return ("column-required", None) if column.required else ("", None)
    amount = cell.amount if isinstance(cell, Money) else cell
    if isinstance(amount, Decimal):
        low, high = column.minimum, column.maximum
        code = _outside(amount, low, high)
        return code, Decimal(low if code == "below-minimum" else high) if code else None
    if column.pattern and isinstance(cell, str) and not re.search(column.pattern, cell[:1000]):
        return "wrong-pattern", None
    return "", None
