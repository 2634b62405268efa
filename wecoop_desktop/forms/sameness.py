"""Whether two values say the same, and how much two rows are alike."""

from __future__ import annotations

from collections.abc import Mapping

from wecoop_desktop.forms.answers import Cell, Row, Words
from wecoop_desktop.forms.kinds import empty

LOOKED_AT = 300  # letters of a text, where rows are compared


def same(one: object, other: object) -> bool:
    """Equal, or both not answered. What is not there and what is empty say the same."""
    if one is other:
        return True
    if type(one) is type(other) and not isinstance(one, Mapping | tuple):
        return one == other or (_blank(one) and _blank(other))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one == other or all(same(one.get(n), other.get(n)) for n in {**one, **other})
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        return all(map(same, one, other))
    return _blank(one) and _blank(other)


def _blank(value: object) -> bool:
    """Not answered, for values of forms and for data that fits none."""
    if isinstance(value, Mapping | list):
        return not value
    return empty(value)  # type: ignore[arg-type]  # data of other kinds is never empty


def blank(value: object) -> bool:
    """Not answered; a row, where none of its cells is."""
    if isinstance(value, Mapping):
        return all(_blank(cell) for cell in value.values())
    return _blank(value)


def said(cell: Cell) -> str:
    """The words of a cell, both languages one after the other; "" where it is no text."""
    if isinstance(cell, Words):
        return f"{cell.en[:LOOKED_AT]} {cell.ru[:LOOKED_AT]}".strip()
    return cell[:LOOKED_AT] if isinstance(cell, str) else ""


def likeness(one: Row, other: Row, naming: str, passed_over: frozenset[str]) -> float:
    """From 0 to 1: the text that names the rows counts more than the other cells together."""
    from rapidfuzz.fuzz import ratio

    total = count = 0.0
    for name in {**one, **other}:
        a, b = one.get(name), other.get(name)
        if name in passed_over or name == naming or (_blank(a) and _blank(b)):
            continue
        count += 1
        if a == b:
            total += 1
        elif said(a) and said(b):
            total += ratio(said(a), said(b)) / 200  # half: other words are another cell
    first, second = said(one.get(naming)), said(other.get(naming))
    if not first and not second:
        return total / count if count else 0.0
    named = ratio(first, second) / 100
    return 0.6 * named + 0.4 * total / count if count else named
