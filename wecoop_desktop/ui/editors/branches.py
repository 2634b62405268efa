"""A tree of statements as values: nodes are known by their place among the rows.

Rows are `{id, parent, kind, text_en, text_ru, result}`. Whatever the rows say, every one of them is
in the tree once: a parent that is not there, or a circle, makes a root.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wecoop_desktop.forms.answers import Cell, Row

UP = frozenset({"effect", "end"})  # kinds that are drawn above the core
CORE = "core"
MOST = 400  # nodes


@dataclass(frozen=True, slots=True)
class Grown:
    """The rows after a verb, and the place of the node that was meant (-1: none)."""

    rows: tuple[Row, ...]
    at: int


def parents(rows: Sequence[Row]) -> list[int]:
    """For each row the place of the row above it, -1 for a root."""
    places: dict[str, int] = {}
    for at, row in enumerate(rows):
        places.setdefault(str(row.get("id") or ""), at)
    found = [places.get(str(row.get("parent") or "") or "\0", -1) for row in rows]
    for at in range(len(rows)):
        seen, here = {at}, found[at]
        while here >= 0 and here not in seen:
            seen.add(here)
            here = found[here]
        if here >= 0:  # a circle: it is opened at its first row
            found[min(_circle(found, here))] = -1
    return found


def _circle(above: Sequence[int], start: int) -> list[int]:
    found, here = [start], above[start]
    while here != start:
        found.append(here)
        here = above[here]
    return found


def below(rows: Sequence[Row], at: int) -> set[int]:
    """A node and everything that hangs on it."""
    above = parents(rows)
    found, waiting = {at}, [at]
    while waiting:
        here = waiting.pop()
        more = [place for place, parent in enumerate(above) if parent == here]
        waiting += more
        found.update(more)
    return found


def sides(rows: Sequence[Row]) -> list[int]:
    """-1 for each node that is drawn above its root, 1 below it, 0 for a root."""
    above, found = parents(rows), []
    for at in range(len(rows)):
        here, top = at, 0
        while above[here] >= 0:
            top = -1 if rows[here].get("kind") in UP else 1
            here = above[here]
        found.append(top)
    return found


def _beside(rows: Sequence[Row], at: int) -> list[int]:
    """The nodes of the same parent on the same side, in their order."""
    above, ways = parents(rows), sides(rows)
    return [
        place for place in range(len(rows)) if above[place] == above[at] and ways[place] == ways[at]
    ]


def next_id(rows: Sequence[Row]) -> str:
    taken = {str(row.get("id") or "") for row in rows}
    number = len(rows) + 1
    while f"n{number}" in taken:
        number += 1
    return f"n{number}"


def added(rows: Sequence[Row], at: int, kind: str) -> Grown:
    """A new node of that kind below `at`; a root for -1."""
    found = list(rows)
    if at >= 0 and not found[at].get("id"):
        found[at] = {**found[at], "id": next_id(found)}
    new: dict[str, Cell] = {"id": next_id(found)}
    if at >= 0:
        new["parent"] = found[at]["id"]
    if kind:
        new["kind"] = kind
    return Grown((*found, new), len(found))


def removed(rows: Sequence[Row], at: int) -> Grown:
    """Without a node and everything that hangs on it."""
    gone, above = below(rows, at), parents(rows)[at]
    left = [place for place in range(len(rows)) if place not in gone]
    near = [place for place in left if place < at]
    meant = above if above in left else near[-1] if near else left[0] if left else -1
    return Grown(tuple(rows[place] for place in left), left.index(meant) if meant >= 0 else -1)


def moved(rows: Sequence[Row], at: int, way: int) -> Grown:
    """Before or behind its neighbour on the same side of the same parent."""
    same = _beside(rows, at)
    to = same.index(at) + way
    if not 0 <= to < len(same):
        return Grown(tuple(rows), at)
    found, other = list(rows), same[to]
    found[at], found[other] = found[other], found[at]
    return Grown(tuple(found), other)


def indented(rows: Sequence[Row], at: int) -> Grown:
    """Below the neighbour before it."""
    same = _beside(rows, at)
    to = same.index(at) - 1
    return _hung(rows, at, same[to]) if to >= 0 else Grown(tuple(rows), at)


def outdented(rows: Sequence[Row], at: int) -> Grown:
    """Beside its parent; right below the root it stays where it is."""
    above = parents(rows)
    if above[at] < 0:
        return Grown(tuple(rows), at)
    return _hung(rows, at, above[above[at]])


def _hung(rows: Sequence[Row], at: int, to: int) -> Grown:
    found = list(rows)
    row = {name: cell for name, cell in found[at].items() if name != "parent"}
    if to >= 0:
        if not found[to].get("id"):
            found[to] = {**found[to], "id": next_id(found)}
        row["parent"] = found[to]["id"]
    found[at] = row
    return Grown(tuple(found), at)


def said(rows: Sequence[Row], at: int, cells: Mapping[str, Cell]) -> tuple[Row, ...]:
    """The rows with cells of one node changed; None takes one away."""
    found = list(rows)
    merged = {**found[at], **cells}
    found[at] = {name: cell for name, cell in merged.items() if cell is not None}
    return tuple(found)


TURNED = {"effect": "end", "core": "core", "cause": "means", "root_cause": "means"}


def derived(rows: Sequence[Row], problems: Sequence[Row]) -> tuple[Row, ...]:
    """The nodes of a problem tree as places for objectives: linked by their ids, without words."""
    here = {str(row.get("id") or "") for row in rows}
    new: list[Row] = []
    for problem in problems:
        if problem.get("id") and str(problem["id"]) not in here:
            row: dict[str, Cell] = {"id": problem["id"]}
            if problem.get("parent"):
                row["parent"] = problem["parent"]
            row["kind"] = TURNED.get(str(problem.get("kind")), "means")
            new.append(row)
    return (*rows, *new)
