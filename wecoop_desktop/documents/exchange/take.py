"""A workbook of tables that comes back: read, compared with what was sent, merged cell by cell."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.exchange.grid import EMPTY, Grid
from wecoop_desktop.documents.exchange.heads import is_total, labelled, located
from wecoop_desktop.documents.exchange.layout import Slot, part_of, slots
from wecoop_desktop.documents.exchange.origin import KEY, Sent, read_sent, rows_of
from wecoop_desktop.documents.exchange.read import Tables
from wecoop_desktop.documents.exchange.remark import Remark
from wecoop_desktop.documents.exchange.send import sent_value
from wecoop_desktop.documents.exchange.values import reading
from wecoop_desktop.documents.listing.cells import Cleaner
from wecoop_desktop.documents.xlsx.page import LONGEST
from wecoop_desktop.forms.answers import Answers, Cell, Money, Row, Value, Words
from wecoop_desktop.forms.codec import MOST_ROWS
from wecoop_desktop.forms.evaluate import Reference
from wecoop_desktop.forms.form import Field, Form
from wecoop_desktop.forms.kinds import KINDS, empty
from wecoop_desktop.forms.merge import Merge, merge
from wecoop_desktop.forms.rowkeys import matched
from wecoop_desktop.forms.sameness import same

NO_CONTENT = Reference()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it came back. `places`: the row of the file of each row; `columns`: by slot id."""

    path: str
    grid: Grid
    rows: tuple[Row, ...]
    places: tuple[int, ...]
    columns: Mapping[str, int]
    known: Mapping[int, int]  # rows as sent among those that came back


@dataclass(frozen=True)
class Taken:
    """What comes in: the merge with everything that changes and conflicts, and the remarks."""

    sent: Sent
    sheets: tuple[Sheet, ...]
    merge: Merge
    remarks: tuple[Remark, ...]

    @cached_property
    def _places(self) -> Mapping[str, Mapping[int, int]]:
        """By path: rows of the merged answers among those that came back."""
        found = {}
        for sheet in self.sheets:
            rows = rows_of(self.merge.answers, sheet.path)
            found[sheet.path] = matched(self.merge.form.field(sheet.path), rows, sheet.rows)
        return found

    def address(self, path: str, row: int | None, column: str, language: str = "") -> str:
        """`Budget!F7` of a row of the merged answers; "" where no cell is meant."""
        sheet = next((one for one in self.sheets if one.path == path), None)
        if sheet is None or row is None:
            return ""
        merged = self.merge.answers.get(path)
        rows = merged if isinstance(merged, tuple) else ()
        if not 0 <= row < len(rows) or not isinstance(rows[row], Mapping):
            return ""
        at = self._places.get(path, {}).get(row)
        if at is None:
            return ""
        place = sheet.places[at]
        found = sheet.columns.get(f"{column}@{language}", sheet.columns.get(column))
        return f"{sheet.grid.name}!{sheet.grid.address(place, found or 1)}"


def taken(
    form: Form,
    answers: Answers,
    tables: Tables,
    *,
    reference: Reference = NO_CONTENT,
    only: Collection[str] = (),
) -> Taken:
    """Merge a workbook that was sent out; `only` these questions, if any are named.

    Raises `AppError` tables-foreign where the file was not made by this program, tables-form where
    it was made for another form, and as `read_sent`.
    """
    sent = read_sent(form, tables.grids)
    if sent is None:
        raise AppError("tables-foreign", path=tables.path)
    if (sent.identity.form, sent.identity.version) != (form.id, form.version):
        raise AppError("tables-form", path=tables.path, version=sent.identity.version)
    remarks = list(_about(tables))
    sheets = []
    for path, rows in sent.rows.items():
        if only and path not in only:
            continue
        name = sent.sheets.get(path, "")
        grid = next((grid for grid in tables.grids if grid.name == name), None)
        grid = grid or _renamed(form.field(path), tables.grids, sent)
        if grid is None:
            remarks.append(Remark("tables-sheet-gone", "note", name, path=path))
            continue
        reader = _Reader(form.field(path), grid, rows, sent, reference, _currency(answers))
        sheets.append(reader.sheet())
        remarks += reader.remarks
    return Taken(sent, tuple(sheets), _merged(form, answers, sent, sheets), tuple(remarks))


def _currency(answers: Answers) -> str:
    found = answers.get("basic.currency")
    return found if isinstance(found, str) else ""


def _about(tables: Tables) -> Iterator[Remark]:
    if tables.macros:
        yield Remark("tables-macros", "note", "")
    if tables.links:
        yield Remark("tables-links", "note", "")


def _renamed(field: Field, grids: Sequence[Grid], sent: Sent) -> Grid | None:
    """The sheet of a question under another name: by its hidden row."""
    own = slots(field)
    ids = {slot.id for slot in own}
    used = set(sent.sheets.values())
    for grid in grids:
        found = located(grid, own)
        if grid.name not in used and found is not None and set(found[1]) - {KEY} == ids:
            return grid
    return None


def _merged(form: Form, answers: Answers, sent: Sent, sheets: Sequence[Sheet]) -> Merge:
    """Only the tables that came back take part; everything else is as it is."""
    base: dict[str, Value] = dict(answers)
    theirs: dict[str, Value] = dict(answers)
    known: dict[str, Mapping[int, int]] = {}
    for sheet in sheets:
        for side, rows in ((base, sent.rows[sheet.path]), (theirs, sheet.rows)):
            side.pop(sheet.path, None)
            if rows:
                side[sheet.path] = rows
        known[sheet.path] = sheet.known
    return merge(form, base, answers, theirs, known=known)


class _Reader:
    """One sheet on its way to rows."""

    def __init__(
        self,
        field: Field,
        grid: Grid,
        base: tuple[Row, ...],
        sent: Sent,
        reference: Reference,
        currency: str,
    ) -> None:
        self.field, self.grid, self.base = field, grid, base
        self.reference, self.currency = reference, currency
        self.language = Language(sent.language)
        self.slots = slots(field)
        self.remarks: list[Remark] = []

    def remark(
        self, code: str, at: tuple[int, int] | None = None, *, error: bool = False, **values: object
    ) -> None:
        address = "" if at is None else self.grid.address(*at)
        level: Literal["error", "note"] = "error" if error else "note"
        row = None if at is None else at[0]
        self.remarks.append(
            Remark(code, level, self.grid.name, address, self.field.path, "", row, values)
        )

    def sheet(self) -> Sheet:
        found = located(self.grid, self.slots) or labelled(self.grid, self.slots)
        if found is None:
            self.remark("tables-no-head", error=True)
            whole = {at: at for at in range(len(self.base))}
            return Sheet(self.field.path, self.grid, self.base, tuple(whole), {}, whole)
        first, columns = found
        for slot in self.slots:
            if slot.id not in columns:
                words = slot.head.of(self.language.code)
                self.remark("tables-column-gone", error=False, column=words)
        self._further(first, columns)
        lines = [row for row in range(first, self.grid.rows) if self._said(row, columns)]
        if self.grid.hidden_rows & set(lines):
            self.remark("tables-hidden-rows")
        keys = self._keys(lines, columns)
        rows: list[Row] = []
        places: list[int] = []
        known: dict[int, int] = {}
        for line in lines:
            base = keys.get(line)
            if base is None and is_total(self.grid, line):
                self.remark("tables-total", (line, min(columns.values())), text=_first(self, line))
                continue
            if base is not None:
                known[base] = len(rows)
            rows.append(self._row(line, columns, {} if base is None else self.base[base]))
            places.append(line)
        if len(rows) > MOST_ROWS:
            raise AppError("tables-too-long", path=self.grid.name, most=MOST_ROWS)
        return Sheet(self.field.path, self.grid, tuple(rows), tuple(places), columns, known)

    def _further(self, first: int, columns: Mapping[str, int]) -> None:
        """Columns that somebody added have no place."""
        used = set(columns.values())
        for column in range(self.grid.columns):
            below = [row for row in range(first, self.grid.rows)
                     if not self.grid.at(row, column).blank]  # fmt: skip
            if column not in used and below:
                head = next(
                    (t for row in range(first - 1, -1, -1)
                     if (t := self.grid.at(row, column).text.strip())), ""
                )  # fmt: skip
                self.remark("tables-column-new", (below[0], column), error=True, column=head[:60])

    def _said(self, row: int, columns: Mapping[str, int]) -> bool:
        return any(
            not self.grid.at(row, column).blank for name, column in columns.items() if name != KEY
        )

    def _keys(self, lines: Sequence[int], columns: Mapping[str, int]) -> dict[int, int]:
        """Which row as sent each line is: by its hidden key, checked against what it says."""
        key = columns.get(KEY)
        found: dict[int, int] = {}
        plain = {line: self._row(line, columns, {}, quiet=True) for line in lines}
        exact: dict[int, int] = {}
        shown = self._shown()
        waiting: dict[object, list[int]] = {}
        for at, row in enumerate(shown):
            waiting.setdefault(frozenset(row.items()), []).append(at)
        for line in lines:
            same_rows = waiting.get(frozenset(_bare(plain[line]).items()))
            if same_rows:
                exact[line] = same_rows.pop(0)
        moved = 0
        for line in lines:
            keyed = _numbered(self.grid.at(line, key).text) if key is not None else None
            if keyed is None or not 0 <= keyed < len(self.base):
                continue
            if line in exact and exact[line] != keyed and shown[keyed] != _bare(plain[line]):
                moved += 1
            elif line not in exact:
                found[line] = keyed
        taken_rows = set(exact.values())
        found = {line: at for line, at in found.items() if at not in taken_rows}
        if moved:
            # Sorted without the hidden column: the keys stand at the wrong rows.
            self.remark("tables-keys", count=moved)
            found = {}
        once: dict[int, int] = {}
        held: set[int] = set()
        for line, at in {**exact, **found}.items():
            if at not in held:
                once[line] = at
                held.add(at)
        return self._alike(lines, plain, once)

    def _alike(
        self, lines: Sequence[int], plain: Mapping[int, Row], once: dict[int, int]
    ) -> dict[int, int]:
        """Rows without a key that are one of those sent all the same, by their words."""
        open_lines = [line for line in lines if line not in once]
        held = set(once.values())
        left = [at for at in range(len(self.base)) if at not in held]
        if not open_lines or not left:
            return once
        pairs = matched(
            self.field, [self.base[at] for at in left], [plain[line] for line in open_lines]
        )
        for one, other in pairs.items():
            once[open_lines[other]] = left[one]
        return once

    def _shown(self) -> list[dict[str, object]]:
        """The rows as they were sent, as they would be read again."""
        return [
            _bare({slot.id: self._as_sent(slot, row) for slot in self.slots}) for row in self.base
        ]

    def _as_sent(self, slot: Slot, row: Row) -> Cell:
        return self._clean(slot, part_of(row.get(slot.column.id), slot.part))

    def _clean(self, slot: Slot, cell: Cell) -> Cell:
        value = sent_value(slot, cell, self.language, self.reference)
        return Cleaner().clean(value, LONGEST).strip() or None if isinstance(value, str) else value

    def _row(self, line: int, columns: Mapping[str, int], base: Row, *, quiet: bool = False) -> Row:
        """The row of a line; `quiet`: by slot, as it would be sent, without remarks."""
        row: dict[str, Cell] = {} if quiet else dict(base)
        parts: dict[str, dict[str, Cell]] = {}
        for slot in self.slots:
            if slot.id not in columns:
                continue
            where = (line, columns[slot.id])
            before = part_of(base.get(slot.column.id), slot.part)
            value = self._value(slot, where, before, self._as_sent(slot, base), quiet=quiet)
            if quiet:
                row[slot.id] = self._clean(slot, value)
            else:
                parts.setdefault(slot.column.id, {})[slot.part] = value
        for name, held in parts.items():
            row[name] = self._joined(line, columns, name, held, base.get(name))
        kept = {n: cell for n, cell in row.items() if not empty(cell) or cell is base.get(n)}
        return base if kept == base and base else kept

    def _value(
        self, slot: Slot, where: tuple[int, int], before: Cell, sent: Cell, *, quiet: bool
    ) -> Cell:
        cell = self.grid.at(*where)
        if cell.spread is not None and cell.spread[0] == where[0]:
            cell = EMPTY  # merged across: the value stands in the first column only
        if cell.formula and cell.value is None and slot.column.formula and not cell.fault:
            return before  # worked out anew from its parts
        try:
            found = reading(slot, cell, self.reference)
        except AppError as error:
            if not quiet:
                if sent is not None and cell.text.strip() == str(sent).strip():
                    return before
                self.remark(error.code, where, error=True, **error.values)
            return cell.text if quiet else before
        if _same_figure(found.value, sent) or (isinstance(sent, str) and cell.text.strip() == sent):
            return before
        if quiet:
            return found.value
        if found.note and not same(found.value, before):
            self.remark(found.note, where, value=str(found.value)[:60])
        if cell.spread is not None:
            self.remark("tables-merged", where, value=cell.text[:60])
        return found.value

    def _joined(
        self, line: int, columns: Mapping[str, int], name: str, held: Mapping[str, Cell], old: Cell
    ) -> Cell:
        """A text of its languages, an amount with its currency."""
        column = next(slot.column for slot in self.slots if slot.column.id == name)
        stores = KINDS[column.kind].stores
        if stores == "words" and not column.plain:
            return _words(held, old)
        if stores == "money":
            amount = held.get("", old.amount if isinstance(old, Money) else None)
            if not isinstance(amount, Decimal):
                return None
            code = held.get("currency") or (old.currency if isinstance(old, Money) else "")
            code = code or self.currency
            if not code:
                self.remark("tables-no-currency", (line, columns[name]), error=True, value=amount)
                return old
            return Money(amount, str(code))
        return held.get("")


def _words(held: Mapping[str, Cell], old: Cell) -> Cell:
    before = old if isinstance(old, Words) else Words(old if isinstance(old, str) else "")
    en, ru = (str(held[part] or "") if part in held else before.own(part) for part in ("en", "ru"))
    if (en, ru) == (before.en, before.ru):
        return old
    older = before.older if not (en != before.en and ru != before.ru) else ""
    if en != before.en and ru == before.ru:
        older = "ru" if ru and before.en else ""
    elif ru != before.ru and en == before.en:
        older = "en" if en and before.ru else ""
    return Words(en, ru, older if en and ru else "")


def _same_figure(value: Cell, sent: Cell) -> bool:
    """A sheet keeps 15 digits."""
    if isinstance(value, Decimal) and isinstance(sent, Decimal):
        return value == sent or float(value) == float(sent)
    return value == sent and type(value) is type(sent)


def _bare(row: Mapping[str, object]) -> dict[str, object]:
    return {
        name: float(cell) if isinstance(cell, Decimal) else cell
        for name, cell in row.items()
        if cell is not None and cell != ""
    }


def _numbered(key: str) -> int | None:
    bare = key.strip().removeprefix("r")
    return int(bare) - 1 if bare.isascii() and bare.isdecimal() and len(bare) < 7 else None


def _first(reader: _Reader, line: int) -> str:
    return next((text for text in reader.grid.texts(line) if text and text[:1] != "r"), "")[:60]
