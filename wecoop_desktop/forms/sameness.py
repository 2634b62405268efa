"""Whether two values say the same, and how much two rows are alike."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

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


class Features(NamedTuple):
    """What a row is compared by: the text that names it, and its other cells with their words."""

    named: str
    cells: Mapping[str, tuple[Cell, str]]


def features(row: Row, naming: str, passed_over: Collection[str]) -> Features:
    """Without the columns that say nothing about the row itself."""
    cells = {
        name: (cell, said(cell))
        for name, cell in row.items()
        if name != naming and name not in passed_over and not _blank(cell)
    }
    return Features(said(row.get(naming)), cells)


NAME, REST = 0.6, 0.4  # what the naming text and all other cells together count for


def likeness(one: Features, other: Features, least: float) -> float:
    """From 0 to 1; 0 where it is less than `least`, which is found out fast."""
    from rapidfuzz.fuzz import ratio

    names = one.cells.keys() | other.cells.keys()
    equal = 0
    pairs: list[tuple[str, str]] = []
    for name in one.cells.keys() & other.cells.keys():
        (a, text), (b, others) = one.cells[name], other.cells[name]
        if a == b:
            equal += 1
        elif text and others:
            pairs.append((text, others))
    named = bool(one.named or other.named)
    most = (equal + len(pairs) / 2) / len(names) if names else 1.0  # other words: another cell
    if not named and most < least:
        return 0.0
    score = 1.0
    if named:
        needed = (least - REST * most) / NAME if names else least
        score = ratio(one.named, other.named, score_cutoff=max(0.0, needed * 100)) / 100
        if not names or (needed > 0 and not score):
            return score
    rest = (equal + sum(ratio(*pair) for pair in pairs) / 200) / len(names) if names else 0.0
    alike = NAME * score + REST * rest if named else rest
    return alike if alike >= least else 0.0
