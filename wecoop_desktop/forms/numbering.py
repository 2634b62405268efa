"""Codes of rows over three versions: one code for each row, and references that follow it.

Before anything is merged, all three versions are written with the codes that the rows will have.
Then a row that one side gave another number is no change for the other, and what refers to it goes
along. Where both sides gave one code to different rows, the row of theirs gets the next free one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from wecoop_desktop.forms.answers import Answers, Cell, Row, Value
from wecoop_desktop.forms.difference import are_rows, questions
from wecoop_desktop.forms.form import Field, Form
from wecoop_desktop.forms.rowkeys import LINKS, keys_of, matched, twins
from wecoop_desktop.forms.sameness import same

_NUMBERED = re.compile(r"(.*?)([0-9]{1,9})")
CODES = re.compile(r"[^,;\s]+")


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A row whose code had to change because both sides gave it to different rows.

    `side` is whose code it was; whatever on that side referred to it follows.
    """

    path: str
    side: Literal["mine", "theirs"]
    before: str
    after: str


class Places(NamedTuple):
    """Where one row stands in the three versions; None where it is not in one."""

    base: int | None
    mine: int | None
    theirs: int | None


Versions = tuple[Answers, Answers, Answers]
Known: TypeAlias = Mapping[str, Mapping[int, int]]  # by path: rows of the base among theirs
Tables = tuple[tuple[Row, ...], tuple[Row, ...], tuple[Row, ...]]


@dataclass(frozen=True, slots=True)
class Numbered:
    """The three versions with the codes of the merged one; by path, for tables with codes: all
    rows, and those that are needed though one side took them out, because the other began to
    refer to them."""

    versions: Versions
    renumbered: tuple[Renumbered, ...]
    places: Mapping[str, tuple[Places, ...]]
    needed: Mapping[str, frozenset[Places]]


def places_of(
    question: Field, tables: Tables, *, related: bool, known: Mapping[int, int] | None = None
) -> tuple[Places, ...]:
    """Every row of the three versions, once; `known` are rows of the base among theirs."""
    base, mine, theirs = tables
    if not related:
        pairs = matched(question, mine, theirs)
        found = [Places(None, at, pairs.get(at)) for at in range(len(mine))]
        taken = set(pairs.values())
        return (*found, *(Places(None, None, n) for n in range(len(theirs)) if n not in taken))
    left = matched(question, base, mine)
    right = matched(question, base, theirs) if known is None else dict(known)
    found = [Places(at, left.get(at), right.get(at)) for at in range(len(base))]
    held, others = set(left.values()), set(right.values())
    new = [at for at in range(len(mine)) if at not in held]
    added = [at for at in range(len(theirs)) if at not in others]
    same_rows = twins(question, mine, theirs, new, added)
    found += [Places(None, at, same_rows.get(at)) for at in new]
    taken = set(same_rows.values())
    return (*found, *(Places(None, None, at) for at in added if at not in taken))


NOTHING_KNOWN: Known = MappingProxyType({})


def numbered(
    form: Form, versions: Versions, *, related: bool, known: Known = NOTHING_KNOWN
) -> Numbered:
    """The versions ready to be merged cell by cell."""
    fields = questions(form)
    maps: dict[str, tuple[dict[str, str], ...]] = {}  # by path of the table, for each version
    renumbered: list[Renumbered] = []
    places: dict[str, tuple[Places, ...]] = {}
    needed: dict[str, frozenset[Places]] = {}
    for path, question in fields.items():
        if not question.columns:
            continue
        keys = keys_of(question)
        code = keys.code
        tables = tables_of(versions, path) if code else None
        if tables is None or tables[0] == tables[1] == tables[2]:
            continue
        rows = places[path] = places_of(question, tables, related=related, known=known.get(path))
        uses = [_uses(fields, version, path) for version in versions]
        needed[path] = frozenset(row for row in rows if _needed(row, tables, code, uses))
        table = _Codes(question, tables, code)
        table.give([row for row in rows if _stays(row, tables, keys.passed_over, needed[path])])
        maps[path] = table.changes()
        renumbered += table.renumbered
    rewritten = [
        _written(fields, version, {path: each[at] for path, each in maps.items() if each[at]})
        for at, version in enumerate(versions)
    ]
    return Numbered((rewritten[0], rewritten[1], rewritten[2]), tuple(renumbered), places, needed)


def tables_of(versions: Versions, path: str) -> Tables | None:
    """The rows of one question in the three versions; None where a version holds no rows there."""
    found = [version.get(path, ()) for version in versions]
    base, mine, theirs = found
    if are_rows(base) and are_rows(mine) and are_rows(theirs):
        return base, mine, theirs
    return None


def changed(old: Row, new: Row, passed_over: Collection[str]) -> bool:
    """Whether a row says something else: its numbers and references aside."""
    return any(
        not same(old.get(name), new.get(name)) for name in {**old, **new} if name not in passed_over
    )


def _stays(
    row: Places, tables: Tables, passed_over: Collection[str], needed: frozenset[Places]
) -> bool:
    """Whether the row will be in the merged answers, for all that is known before a choice."""
    if row.mine is not None and row.theirs is not None:
        return True
    if row.base is None or row in needed:
        return True
    there = next(((v, at) for v, at in ((1, row.mine), (2, row.theirs)) if at is not None), None)
    if there is None:
        return False
    version, at = there
    old, new = tables[0][row.base], tables[version][at]
    return changed(old, new, passed_over)


# ---------------------------------------------------------------------- references


def _links(fields: Mapping[str, Field], question: Field) -> Iterator[tuple[str, str]]:
    """Columns of a question that refer to rows, and the path of the question of these rows."""
    for link in LINKS.get(question.kind, ()):
        kind = link.kind or question.kind
        first = next((path for path, other in fields.items() if other.kind == kind), "")
        target = link.path or (first if link.kind else question.path)
        if target in fields:
            yield link.column, target


def _uses(fields: Mapping[str, Field], version: Answers, target: str) -> dict[str, int]:
    """How often each code of a table is referred to."""
    found: dict[str, int] = {}
    for path, question in fields.items():
        if question.kind not in LINKS:
            continue
        columns = [column for column, to in _links(fields, question) if to == target]
        rows = version.get(path, ())
        for row in rows if columns and are_rows(rows) else ():
            for column in columns:
                for code in CODES.findall(_text(row.get(column))):
                    found[code] = found.get(code, 0) + 1
    return found


def _needed(row: Places, tables: Tables, code: str, uses: Sequence[dict[str, int]]) -> bool:
    """Whether one side took the row out and the other refers to it more often than before."""
    if row.base is None or (row.mine is None) == (row.theirs is None):
        return False
    version, at = (1, row.mine) if row.mine is not None else (2, row.theirs)
    before = _text(tables[0][row.base].get(code))
    after = _text(tables[version][at or 0].get(code))
    return bool(after) and uses[version].get(after, 0) > uses[0].get(before, 0)


def _text(cell: Cell) -> str:
    return cell.strip() if isinstance(cell, str) else ""


def _written(
    fields: Mapping[str, Field], version: Answers, maps: Mapping[str, Mapping[str, str]]
) -> Answers:
    """The version with other codes, in the tables and wherever they are referred to."""
    if not maps:
        return version
    changed: dict[str, Value] = dict(version)
    for path, question in fields.items():
        rows = version.get(path, ())
        columns = {column: maps[to] for column, to in _links(fields, question) if to in maps}
        if path in maps:
            columns[keys_of(question).code] = maps[path]
        if columns and rows and are_rows(rows):
            changed[path] = tuple(_renamed(row, columns) for row in rows)
    return changed


def _renamed(row: Row, columns: Mapping[str, Mapping[str, str]]) -> Row:
    new = dict(row)
    for column, codes in columns.items():
        cell = row.get(column)
        if isinstance(cell, str) and cell.strip():
            new[column] = codes.get(cell.strip()) or CODES.sub(
                lambda found, codes=codes: codes.get(found.group(), found.group()),  # type: ignore[misc]
                cell,
            )
    return new


# ---------------------------------------------------------------------- codes


class _Codes:
    """The codes of one table: given to its rows, those of the base first, theirs last."""

    def __init__(self, question: Field, tables: Tables, column: str) -> None:
        self.path, self.column = question.path, column
        self.nested = question.kind == "logframe"
        self.tables = tables
        self.given: dict[Places, str] = {}
        self.renumbered: list[Renumbered] = []
        self._holders: dict[str, list[Places]] = {}
        self._taken = {_text(row.get(column)) for table in tables for row in table}

    def give(self, rows: Sequence[Places]) -> None:
        for row in sorted(rows, key=self._rank):
            wanted = self._wanted(row)
            if not wanted:
                continue
            code = wanted
            if not all(self._together(row, other) for other in self._holders.get(wanted, ())):
                code = self._free(wanted)
                mine = row.mine is not None and self._code(row, 1) == wanted
                side: Literal["mine", "theirs"] = "mine" if mine else "theirs"
                self.renumbered.append(Renumbered(self.path, side, wanted, code))
            self.given[row] = code
            self._taken.add(code)
            self._holders.setdefault(code, []).append(row)

    def _code(self, row: Places, version: int) -> str:
        at = row[version]
        return "" if at is None else _text(self.tables[version][at].get(self.column))

    def _wanted(self, row: Places) -> str:
        """The code of the side that changed it; mine where both did."""
        base, mine, theirs = (self._code(row, version) for version in range(3))
        if row.mine is None:
            return theirs
        if row.theirs is None:
            return mine
        return theirs if row.base is not None and mine == base else mine

    def _rank(self, row: Places) -> tuple[int, int]:
        at = next((place for place in row if place is not None), 0)
        if row.base is not None:
            return (0 if self._wanted(row) == self._code(row, 0) else 1), at
        return (2 if row.mine is not None else 3), at

    def _together(self, row: Places, other: Places) -> bool:
        """Whether one side has both rows under the same code already: its duplicates stay."""
        return any(
            row[version] is not None
            and other[version] is not None
            and self._code(row, version) == self._code(other, version)
            for version in (1, 2)
        )

    def _free(self, code: str) -> str:
        """The next code of its kind that no version has: 1.4 after 1.3, A6.1 where R5 became R6."""
        for one in self.renumbered if self.nested else ():
            old, new = one.before.lstrip("R"), one.after.lstrip("R")
            moved = f"A{new}.{code.removeprefix(f'A{old}.')}"
            if code.startswith(f"A{old}.") and moved not in self._taken:
                return moved
        found = _NUMBERED.fullmatch(code)
        stem, number = (found[1], int(found[2]) + 1) if found else (code, 2)
        width = len(found[2]) if found else 1
        while f"{stem}{number:0{width}}" in self._taken:
            number += 1
        return f"{stem}{number:0{width}}"

    def changes(self) -> tuple[dict[str, str], ...]:
        """For each version: the codes that rows of it will have another of in the end."""
        return tuple(self._changes(version) for version in range(3))

    def _changes(self, version: int) -> dict[str, str]:
        found: dict[str, set[str]] = {}
        for row, code in self.given.items():
            if row[version] is not None and self._code(row, version):
                found.setdefault(self._code(row, version), set()).add(code)
        return {old: new for old, (new, *more) in found.items() if not more and old != new}
