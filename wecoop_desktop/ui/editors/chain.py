"""The results chain of a logframe as values: a result moves, goes and is copied with all below it.

Each verb takes the rows of the answer and gives a `Change`: the rows in the order of the chain,
numbered anew, and what became of each code, so that other answers can follow (`links`).
A further indicator of a result is a row of its own: same level, its code with a letter (R1b).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from wecoop_desktop.forms.answers import Cell, Row, Words

LEVELS = ("overall_objective", "specific_objective", "output", "activity")
PREFIXES = {"overall_objective": "OO", "specific_objective": "SO", "output": "R", "activity": "A"}
# Codes that were made here and may be made anew; what the user wrote otherwise stays.
_OWN = {
    "overall_objective": re.compile(r"(OO[0-9]*)?"),
    "specific_objective": re.compile(r"(SO[0-9]*)?"),
    "output": re.compile(r"(R[0-9]*)?"),
    "activity": re.compile(r"(A[0-9]*(\.[0-9]+)*)?"),
}
INDICATOR = (
    "indicator",
    "unit",
    "baseline",
    "baseline_year",
    "milestone",
    "target",
    "target_year",
    "sov",
)


@dataclass(frozen=True, slots=True)
class Change:
    """`codes`: each former code that changed to its new one, "" where the row is gone; `named` the
    same for what refers to the indicator of a row, which may have changed its row.

    `places` and `measured`: where each row, and each indicator, stood and stands; `at` is the row
    that was meant.
    """

    rows: tuple[Row, ...]
    codes: Mapping[str, str]
    named: Mapping[str, str]
    places: Mapping[int, int]
    measured: Mapping[int, int]
    at: int

    def place(self, row: int, column: str) -> int | None:
        """Where a cell stands now; None where it is gone."""
        return (self.measured if column in INDICATOR else self.places).get(row)


@dataclass(slots=True)
class _Entry:
    """A row on its way: `above` and `base` are entries, so that no link hangs on a code."""

    row: dict[str, Cell]
    was: int  # its place among the rows that came in, -1 where it is new
    measured: int  # the place its indicator came from
    above: _Entry | None = None
    base: _Entry | None = None


def code(row: Row) -> str:
    return text(row.get("code"))


def text(cell: object) -> str:
    if isinstance(cell, Words):
        return cell.en or cell.ru
    return cell if isinstance(cell, str) else ""


def rank(row: Row) -> int:
    level = str(row.get("level") or "")
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def base_of(rows: Sequence[Row], at: int) -> int:
    """The place of the result that the row is a further indicator of; -1 where it is none."""
    whole = code(rows[at])
    if len(whole) < 2 or whole[-1] not in ascii_lowercase or whole[-1] == "a":
        return -1
    for place, row in enumerate(rows):
        if place != at and code(row) == whole[:-1] and row.get("level") == rows[at].get("level"):
            return place
    return -1


def _entries(rows: Sequence[Row]) -> list[_Entry]:
    made = [_Entry(dict(row), at, at) for at, row in enumerate(rows)]
    for at, entry in enumerate(made):
        base = base_of(rows, at)
        entry.base = made[base] if base >= 0 else None
    for entry in made:
        while entry.base is not None and entry.base.base is not None:
            entry.base = entry.base.base
    for at, entry in enumerate(made):
        parent = text(rows[at].get("parent"))
        for other in made:
            higher = rank(other.row) < rank(entry.row)
            if parent and higher and other.base is None and code(other.row) == parent:
                entry.above = other
                break
    return made


def _ordered(entries: Sequence[_Entry]) -> list[_Entry]:
    """Each result, its further indicators, then what is below it; who has nothing above, last."""
    found: list[_Entry] = []

    def take(entry: _Entry) -> None:
        found.append(entry)
        found.extend(other for other in entries if other.base is entry)
        for other in entries:
            if other.above is entry and other.base is None:
                take(other)

    tops = [entry for entry in entries if entry.above is None and entry.base is None]
    for entry in sorted(tops, key=lambda entry: rank(entry.row)):
        take(entry)
    return found


def _numbered(entries: Sequence[_Entry]) -> None:
    """Codes by place: OO, SO1, R1, A1.1, R1b; codes of the user's own making stay as they are."""
    own: list[_Entry] = []
    taken: set[str] = set()
    for entry in entries:
        level = str(entry.row.get("level") or "")
        pattern = _OWN.get(level)
        if entry.base is not None:
            continue
        if pattern is not None and pattern.fullmatch(code(entry.row)):
            own.append(entry)
        else:
            taken.add(code(entry.row))
    for entry in own:
        entry.row["code"] = _fresh(entry, taken)
        taken.add(code(entry.row))
    for entry in entries:
        if entry.base is not None:
            letters = (f"{code(entry.base.row)}{letter}" for letter in ascii_lowercase[1:])
            free = (name for name in letters if name not in taken)
            entry.row["code"] = next(free, code(entry.row))
            taken.add(code(entry.row))


def _fresh(entry: _Entry, taken: Collection[str]) -> str:
    level = str(entry.row.get("level"))
    prefix = PREFIXES[level]
    if level == "overall_objective" and prefix not in taken:
        return prefix
    above = code(entry.above.row) if entry.above is not None else ""
    if level == "activity" and re.fullmatch(r"R[0-9]+", above):
        prefix = f"A{above[1:]}."
    number = 2 if level == "overall_objective" else 1
    while f"{prefix}{number}" in taken:
        number += 1
    return f"{prefix}{number}"


def _done(rows: Sequence[Row], entries: Sequence[_Entry], meant: _Entry | None) -> Change:
    """Write codes and parents of the entries that are left, in the order of the chain."""
    left = {id(entry) for entry in entries}
    for entry in entries:  # what hung on a row that is gone hangs on nothing
        if entry.above is not None and id(entry.above) not in left:
            entry.above = None
    order = _ordered(entries)
    _numbered(order)
    for entry in order:
        above = entry.base.above if entry.base is not None else entry.above
        if above is not None:
            entry.row["parent"] = code(above.row)
    places = {entry.was: at for at, entry in enumerate(order) if entry.was >= 0}
    measured = {entry.measured: at for at, entry in enumerate(order) if entry.measured >= 0}
    made = tuple(entry.row for entry in order)
    at = next((place for place, entry in enumerate(order) if entry is meant), -1)
    return Change(
        made, _changed(rows, made, places), _changed(rows, made, measured), places, measured, at
    )


def _changed(
    before: Sequence[Row], after: Sequence[Row], places: Mapping[int, int]
) -> dict[str, str]:
    """Former codes to their new ones; of a code that stood twice, the first row's."""
    codes: dict[str, str] = {}
    for was, row in enumerate(before):
        if code(row):
            new = code(after[places[was]]) if was in places else ""
            codes.setdefault(code(row), new)
    return {old: new for old, new in codes.items() if old != new}


def arranged(rows: Sequence[Row]) -> Change:
    """The rows in the order of the chain with codes by place."""
    entries = _entries(rows)
    return _done(rows, entries, entries[0] if entries else None)


def _below(entries: Sequence[_Entry], top: _Entry) -> list[_Entry]:
    """The result itself, its further indicators, and everything below it."""
    found = [top]
    for entry in found:  # grows while it is walked
        found.extend(
            other
            for other in entries
            if (other.above is entry and other.base is None) or other.base is entry
        )
    return found


def family(rows: Sequence[Row], at: int) -> tuple[int, ...]:
    """The places of a result, its further indicators and everything below it."""
    entries = _entries(rows)
    return tuple(sorted(entry.was for entry in _below(entries, entries[at])))


def moved(rows: Sequence[Row], at: int, way: int) -> Change:
    """Before or behind its neighbour of the same level, with its family; at the end of its
    parent's, into the next parent. A further indicator changes places with its neighbour."""
    entries = _entries(rows)
    order = _ordered(entries)
    entry = entries[at]
    if entry.base is not None:
        return indicator_moved(rows, at, way)
    same = [e for e in order if e.base is None and e.row.get("level") == entry.row.get("level")]
    place = same.index(entry) + way
    if 0 <= place < len(same):
        other = same[place]
        if other.above is entry.above:
            a, b = entries.index(entry), entries.index(other)
            entries[a], entries[b] = entries[b], entries[a]
        elif other.above is not None:
            entry.above = other.above
            entries.remove(entry)
            entries.insert(entries.index(other) + (1 if way < 0 else 0), entry)
    return _done(rows, entries, entry)


def indicator_moved(rows: Sequence[Row], at: int, way: int) -> Change:
    """An indicator before or behind the other ones of its result."""
    entries = _entries(rows)
    entry = entries[at]
    base = entry.base or entry
    group = [base, *(other for other in entries if other.base is base)]
    place = group.index(entry) + way
    if not 0 <= place < len(group):
        return _done(rows, entries, entry)
    other = group[place]
    mine = {name: entry.row[name] for name in INDICATOR if name in entry.row}
    theirs = {name: other.row[name] for name in INDICATOR if name in other.row}
    for target, cells in ((entry, theirs), (other, mine)):
        for name in INDICATOR:
            target.row.pop(name, None)
        target.row.update(cells)
    entry.measured, other.measured = other.measured, entry.measured
    return _done(rows, entries, other)


def removed(rows: Sequence[Row], places: Collection[int]) -> Change:
    """Without these results and everything below them; a further indicator goes alone."""
    entries = _entries(rows)
    gone: set[int] = set()
    for at in places:
        gone |= {id(entry) for entry in _below(entries, entries[at])}
    first = min(places, default=0)
    left = [entry for entry in entries if id(entry) not in gone]
    before = [entry for entry in left if entry.was < first]
    return _done(rows, left, (before or left or [None])[-1])  # type: ignore[list-item]


def without_indicator(rows: Sequence[Row], at: int) -> Change:
    """One indicator of a result goes; where it was the first, the next takes its place."""
    entries = _entries(rows)
    entry = entries[at]
    further = [other for other in entries if other.base is entry]
    if entry.base is None and further:
        for name in INDICATOR:
            entry.row.pop(name, None)
            if name in further[0].row:
                entry.row[name] = further[0].row[name]
        entry.measured = further[0].measured
        entries.remove(further[0])
    elif entry.base is not None:
        entries.remove(entry)
        entry = entry.base
    else:
        entry.measured = -1
        for name in INDICATOR:
            entry.row.pop(name, None)
    return _done(rows, entries, entry)


def inserted(rows: Sequence[Row], at: int, level: str) -> Change:
    """A new result of that level: behind the one at `at` where that is of the same level, at the
    end of it where it is of the level above, else where the last of its level is."""
    entries = _entries(rows)
    here = entries[at] if 0 <= at < len(entries) else None
    here = here.base if here is not None and here.base is not None else here
    new = _Entry({"level": level}, -1, -1)
    wanted = LEVELS.index(level)
    while here is not None and rank(here.row) > wanted:
        here = here.above
    if here is not None and rank(here.row) == wanted:
        new.above = here.above
        entries.insert(entries.index(here) + 1, new)
    else:
        higher = [
            entry for entry in entries if entry.base is None and rank(entry.row) == wanted - 1
        ]
        near = here is not None and rank(here.row) == wanted - 1
        new.above = here if near else higher[-1] if higher else None
        entries.append(new)
    return _done(rows, entries, new)


def with_indicator(rows: Sequence[Row], at: int, cells: Mapping[str, Cell]) -> Change:
    """A further indicator of the result at `at`; in its own row where it has none yet."""
    entries = _entries(rows)
    entry = entries[at]
    base = entry.base or entry
    group = [base, *(other for other in entries if other.base is base)]
    bare = next((e for e in group if not any(e.row.get(name) for name in INDICATOR)), None)
    if bare is not None and cells:
        bare.row.update(cells)
        return _done(rows, entries, bare)
    shared = {name: base.row[name] for name in ("level", "statement") if base.row.get(name)}
    new = _Entry({**shared, **cells}, -1, -1, base.above, base)
    entries.insert(entries.index(group[-1]) + 1, new)
    return _done(rows, entries, new)


def copied(rows: Sequence[Row], at: int) -> Change:
    """A second copy of a result with everything below it, behind the first."""
    entries = _entries(rows)
    top = entries[at].base or entries[at]
    twins: dict[int, _Entry] = {}
    for entry in _below(entries, top):
        row = {name: cell for name, cell in entry.row.items() if name not in ("code", "parent")}
        row["code"] = ""
        twins[id(entry)] = _Entry(row, -1, -1)
    for entry in _below(entries, top):
        twin = twins[id(entry)]
        twin.above = twins.get(id(entry.above), entry.above)
        twin.base = twins.get(id(entry.base)) if entry.base is not None else None
    place = entries.index(top) + 1
    entries[place:place] = list(twins.values())
    return _done(rows, entries, twins[id(top)])


def indicators(rows: Sequence[Row], at: int) -> int:
    """How many indicators the result of a row has, counting rows."""
    entries = _entries(rows)
    base = entries[at].base or entries[at]
    return 1 + sum(entry.base is base for entry in entries)


def agreeing(rows: tuple[Row, ...], former: Sequence[Row]) -> tuple[Row, ...]:
    """Rows of further indicators follow the statement of their result where they shared it."""
    was = {code(row): row.get("statement") for row in reversed(former) if code(row)}
    found = list(rows)
    for at, row in enumerate(rows):
        base = base_of(rows, at)
        if base < 0 or row.get("statement") is None:
            continue
        top = rows[base].get("statement")
        if row["statement"] != top and row["statement"] == was.get(code(rows[base])):
            left = {name: cell for name, cell in row.items() if name != "statement"}
            found[at] = {**left, "statement": top} if top is not None else left
    return tuple(found)
