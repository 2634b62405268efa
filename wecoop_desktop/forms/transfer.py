"""One answer from a question of one version of a form to one of another.

What fits is given back; what does not is left out, never guessed. Whoever calls compares with the
way back to see whether all of it arrived.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.codec import plain_value, read_cell, read_value
from wecoop_desktop.forms.form import Column, Data, Field, Form, Move, Option
from wecoop_desktop.forms.kinds import KINDS

LANGUAGES = ("en", "ru")


class _Missing:
    """No answer, which is not the same as an answer that is null."""


MISSING = _Missing()


@dataclass(frozen=True, slots=True)
class Passage:
    """The forms at both ends; None where a version is only passed through."""

    source: Form | None
    target: Form | None

    def reversed(self) -> Passage:
        return Passage(self.target, self.source)


def _field(form: Form | None, path: str) -> Field | None:
    try:
        return form.field(path) if form else None
    except KeyError:
        return None


def transferred(move: Move, values: Mapping[str, Data], passage: Passage) -> dict[str, Data]:
    """The answers of `move.targets` made of those of `move.sources`."""
    made = _arranged(move, values)
    single = len(move.sources) == len(move.targets) == 1
    found: dict[str, Data] = {}
    for path, value in made.items():
        if single:
            value = _renamed(move, value)
        start = _field(passage.source, move.sources[0]) if single else None
        fitted = _fitted(path, value, start, passage)
        if not isinstance(fitted, _Missing):
            found[path] = fitted
    return found


def _arranged(move: Move, values: Mapping[str, Data]) -> dict[str, Data]:
    """Values by target, before they are looked at: as they are, split or put together."""
    if not values:
        return {}
    if len(move.sources) == 1 and len(move.targets) == 1:
        return {move.targets[0]: values[move.sources[0]]}
    if move.languages and len(move.sources) == 1:
        whole = values[move.sources[0]]
        if isinstance(whole, Mapping):
            pairs = zip(LANGUAGES, move.targets, strict=False)
            return {path: whole[code] for code, path in pairs if whole.get(code) is not None}
        return {move.targets[0]: whole}
    if move.languages:
        pairs = zip(LANGUAGES, move.sources, strict=False)
        return {move.targets[0]: {code: values[path] for code, path in pairs if path in values}}
    if len(move.sources) == 1:
        return {move.targets[0]: values[move.sources[0]]}
    given = [values[path] for path in move.sources if path in values]
    return {move.targets[0]: _together(given)}


def _together(given: Sequence[Data]) -> Data:
    """Texts one below the other, rows and choices one after the other; else the first."""
    if len(given) == 1:
        return given[0]
    if all(isinstance(value, str) for value in given):
        return "\n\n".join(str(value) for value in given if value)
    if all(isinstance(value, list | tuple) for value in given):
        joined = [entry for value in given if isinstance(value, list | tuple) for entry in value]
        if all(isinstance(entry, str) for entry in joined):
            return list(dict.fromkeys(joined))
        return joined
    texts = [value for value in given if isinstance(value, Mapping)]
    if len(texts) == len(given) and all(set(text) <= {"en", "ru", "older"} for text in texts):
        return {
            code: "\n\n".join(str(text[code]) for text in texts if text.get(code))
            for code in LANGUAGES
        }
    return given[0]


def _renamed(move: Move, value: Data) -> Data:
    """Renamed options and columns under their other names."""
    if not move.columns and not move.options:
        return value
    if isinstance(value, str):
        return move.options.get("", {}).get(value, value)
    if not isinstance(value, list | tuple):
        return value
    renamed: list[Data] = []
    for entry in value:
        if isinstance(entry, Mapping):
            renamed.append(
                {
                    move.columns.get(name, name): _option(move, name, cell)
                    for name, cell in entry.items()
                }
            )
        else:
            renamed.append(_option(move, "", entry))
    return renamed


def _option(move: Move, column: str, cell: Data) -> Data:
    renamed = move.options.get(column)
    if not renamed:
        return cell
    if isinstance(cell, str):
        return renamed.get(cell, cell)
    if isinstance(cell, list | tuple):
        return [renamed.get(entry, entry) if isinstance(entry, str) else entry for entry in cell]
    return cell


# ---------------------------------------------------------------------- what the target takes


def _fitted(path: str, value: Data, start: Field | None, passage: Passage) -> Data | _Missing:
    """The value as the target question takes it; unchanged where that question is not known."""
    field = _field(passage.target, path)
    if field is None:
        return value
    if field.kind == "computed":
        return MISSING
    if KINDS[field.kind].has_rows:
        return _rows(field, value, start)
    return _whole(field, value, start)


def _whole(field: Field, value: Data, start: Field | None) -> Data | _Missing:
    try:
        read = read_value(field, value)
    except AppError:
        return MISSING
    if _other_shape(value, start, field):
        value = plain_value(read)
    chosen = KINDS[field.kind].stores in ("choice", "choices")
    return _offered(value, field.options, field.list_ref) if chosen else value


def _other_shape(value: Data, start: Field | Column | None, target: Field | Column) -> bool:
    """Whether the question kept something else before: a text of one language, a single choice."""
    if start is not None and start.kind != "computed":
        return _shape(start) != _shape(target)
    kept, plain, multiple = _shape(target)
    if kept == "words":
        return isinstance(value, str) != plain
    return kept in ("choice", "choices") and isinstance(value, str) == multiple


def _shape(item: Field | Column) -> tuple[str, bool, bool]:
    multiple = item.multiple if isinstance(item, Field) else item.kind == "multi_choice"
    return KINDS[item.kind].stores, item.plain, multiple


def _offered(value: Data, options: tuple[Option, ...], elsewhere: str) -> Data | _Missing:
    """Choices that the question offers; a list of content outside of the form is not looked at."""
    if not options or elsewhere or value == "":
        return value
    known = {option.id for option in options}
    if isinstance(value, list | tuple):
        kept = [entry for entry in value if str(entry) in known]
        return value if len(kept) == len(value) else kept
    return value if str(value) in known else MISSING


def _rows(field: Field, value: Data, start: Field | None) -> Data | _Missing:
    if not isinstance(value, list | tuple) or any(not isinstance(row, Mapping) for row in value):
        return MISSING
    columns = {column.id: column for column in field.columns if column.kind != "computed"}
    before = {column.id: column for column in start.columns} if start else {}
    rows: list[Data] = []
    for row in value:
        assert isinstance(row, Mapping)
        made: dict[str, Data] = {}
        for name, cell in row.items():
            column = columns.get(name)
            if column is None:
                continue
            fitted = _cell(column, cell, before.get(name))
            if not isinstance(fitted, _Missing):
                made[name] = fitted
        rows.append(made)
    try:
        read_value(field, rows)
    except AppError:
        return MISSING
    return rows


def _cell(column: Column, cell: Data, start: Column | None) -> Data | _Missing:
    try:
        read = read_cell(column, cell)
    except AppError:
        return MISSING
    if cell is not None and _other_shape(cell, start, column):
        cell = plain_value(read)
    chosen = KINDS[column.kind].stores in ("choice", "choices") and read is not None
    return _offered(cell, column.options, column.list_ref) if chosen else cell


# ---------------------------------------------------------------------- back again


def alike(one: Mapping[str, Data], other: Mapping[str, Data]) -> bool:
    """Whether two sets of answers are the same, lists as tuples."""
    return one.keys() == other.keys() and all(_same(one[path], other[path]) for path in one)


def _same(a: Data, b: Data) -> bool:
    if isinstance(a, list | tuple) and isinstance(b, list | tuple):
        return len(a) == len(b) and all(_same(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, Mapping) and isinstance(b, Mapping):
        return a.keys() == b.keys() and all(_same(a[key], b[key]) for key in a)
    return type(a) is type(b) and a == b


def restored(
    move: Move,
    values: Mapping[str, Data],
    present: Mapping[str, Data],
    earlier: Mapping[str, Data],
    left: Mapping[str, Data],
) -> dict[str, Data]:
    """What was edited since, with the parts of `earlier` that had no place there put back in.

    `left` is what became of `earlier` when that version was left: what it lacks was lost then.
    """
    made = dict(values)
    if len(move.sources) != 1 or len(move.targets) != 1:
        return made
    source, target = move.sources[0], move.targets[0]
    now, then, was = present.get(source), left.get(source), earlier.get(target)
    value = made.get(target)
    if not isinstance(was, list | tuple) or not isinstance(value, list | tuple):
        return made
    if all(isinstance(entry, str) for entry in was):
        kept = then if isinstance(then, list | tuple) else ()
        lost = [entry for entry in was if _option(_reversed(move), "", entry) not in kept]
        made[target] = [*value, *(entry for entry in lost if entry not in value)]
    elif isinstance(now, list | tuple) and isinstance(then, list | tuple):
        made[target] = _put_back(move, value, now, was, then)
    return made


def _reversed(move: Move) -> Move:
    options = {
        column: {new: old for old, new in renamed.items()}
        for column, renamed in move.options.items()
    }
    return Move(move.targets, move.sources, options=options)


def _put_back(
    move: Move,
    values: Sequence[Data],
    now: Sequence[Data],
    was: Sequence[Data],
    then: Sequence[Data],
) -> list[Data]:
    """Rows as edited, each with the cells of the earlier row that were lost and are still empty."""
    back = {new: old for old, new in move.columns.items()}
    partners = _partners(now, then)
    rows: list[Data] = []
    for index, value in enumerate(values):
        at = partners.get(index)
        earlier = was[at] if at is not None and at < len(was) else None
        if at is None or not isinstance(earlier, Mapping) or not isinstance(value, Mapping):
            rows.append(value)
            continue
        if _same(now[index], then[at]):
            rows.append(earlier)
            continue
        kept = then[at]
        lost = {
            name: cell
            for name, cell in earlier.items()
            if isinstance(kept, Mapping) and back.get(name, name) not in kept
        }
        rows.append({**{n: c for n, c in lost.items() if value.get(n) is None}, **value})
    return rows


def _partners(now: Sequence[Data], then: Sequence[Data]) -> dict[int, int]:
    """Rows of today with the row they were: the same, else of the same code, else at its place."""
    found: dict[int, int] = {}
    free = dict.fromkeys(range(len(then)))
    for mark in (_whole_row, _code):
        places: dict[str, list[int]] = {}
        for at in free:
            if marked := mark(then[at]):
                places.setdefault(marked, []).append(at)
        for index, row in enumerate(now):
            if index not in found and (waiting := places.get(mark(row) or "")):
                found[index] = waiting.pop(0)
                del free[found[index]]
    if len(now) == len(then):
        found.update(
            {index: index for index in range(len(now)) if index in free and index not in found}
        )
    return found


def _whole_row(row: Data) -> str:
    return repr(sorted(row.items())) if isinstance(row, Mapping) else repr(row)


def _code(row: Data) -> str:
    given = (
        [str(row[name]) for name in ("code", "id") if row.get(name)]
        if isinstance(row, Mapping)
        else []
    )
    return given[0] if given else ""
