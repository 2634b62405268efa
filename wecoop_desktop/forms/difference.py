"""What differs between two versions of a proposal: by answer, row, cell and language, then word.

Rows are recognised by `forms.rowkeys`, words of long texts are compared by `forms.paragraphs`.
Answers that the form does not know are compared as wholes, never passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, TypeGuard

from wecoop_desktop.forms.alignment import rising
from wecoop_desktop.forms.answers import Answers, Cell, Row, Value, Words
from wecoop_desktop.forms.form import Field, Form
from wecoop_desktop.forms.paragraphs import Piece, pieces
from wecoop_desktop.forms.rowkeys import name_of, paired
from wecoop_desktop.forms.sameness import blank, same

__all__ = ["Change", "Piece", "Side", "What", "differences", "pieces"]

What = Literal["added", "removed", "changed", "moved"]
Side: TypeAlias = Value | Cell | Row  # what one version holds; None: nothing


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs, as small as it can be told.

    A single answer has a `path` only; a cell of a row that is in both versions has `column` too.
    A row that came, went or was moved has no `column`; `before` and `after` are then the row
    itself, None where it is not there. `language` is "en" or "ru" where that language of a text
    differs, and `before` and `after` are its texts; where only the mark of the older language
    differs it is "" and they are `Words`. `row_before` and `row_after` are places counted from 0,
    None where there is no such row. `name` is what people know the row by: its code, else
    the start of its text.
    """

    path: str
    what: What
    before: Side = None
    after: Side = None
    row_before: int | None = None
    row_after: int | None = None
    name: str = ""
    column: str = ""
    language: str = ""


def differences(form: Form, before: Answers, after: Answers) -> tuple[Change, ...]:
    """All changes from `before` to `after` in the order of the form; unknown answers come last.

    Empty and not answered are the same. No change exactly where the two say the same.
    """
    fields = questions(form)
    found: list[Change] = []
    for path in ordered_paths(fields, before, after):
        old, new = before.get(path), after.get(path)
        if old is not new and not same(old, new):
            found += _answer(path, fields.get(path), old, new)
    return tuple(found)


def questions(form: Form) -> dict[str, Field]:
    """The questions by path, in the order of the form."""
    return {field.path: field for step in form.steps for field in step.fields}


def ordered_paths(known: Mapping[str, Field], *versions: Answers) -> list[str]:
    """Paths of all versions: those of the form in its order, then the others by name."""
    there = {path for version in versions for path in version}
    return [*(path for path in known if path in there), *sorted(there - known.keys())]


def are_rows(value: object) -> TypeGuard[tuple[Row, ...]]:
    """Whether a value is a table: rows and nothing else."""
    return isinstance(value, tuple) and all(isinstance(entry, Mapping) for entry in value)


def _answer(path: str, question: Field | None, old: Side, new: Side) -> Iterator[Change]:
    before, after = (() if value is None else value for value in (old, new))
    if question is not None and are_rows(before) and are_rows(after) and (before or after):
        yield from _table(question, before, after)
    else:
        yield from _value(Change(path, "changed"), old, new)


def _value(place: Change, old: Side, new: Side) -> Iterator[Change]:
    """Changes of an answer or a cell; `place` says where."""
    if isinstance(old, Words) or isinstance(new, Words):
        first, second = _words(old), _words(new)
        if first is not None and second is not None:
            yield from _languages(place, first, second)
            return
    yield _said(place, old, new)


def _words(value: Side) -> Words | None:
    if isinstance(value, Words):
        return value
    return Words() if blank(value) else None


def _languages(place: Change, old: Words, new: Words) -> Iterator[Change]:
    found = 0
    for language, before, after in (("en", old.en, new.en), ("ru", old.ru, new.ru)):
        if not same(before, after):
            found += 1
            yield _said(place, before, after, language)
    if not found:
        yield _said(place, old, new)


def _said(place: Change, old: Side, new: Side, language: str = "") -> Change:
    what: What = "added" if blank(old) else "removed" if blank(new) else "changed"
    return Change(
        place.path,
        what,
        old,
        new,
        place.row_before,
        place.row_after,
        place.name,
        place.column,
        language,
    )


def _table(question: Field, before: Sequence[Row], after: Sequence[Row]) -> Iterator[Change]:
    pairs = paired(question, before, after)
    kept = [pair.before for pair in pairs if pair.before is not None and pair.after is not None]
    stayed = {kept[at] for at in rising(kept)}
    for a, b in pairs:
        if a is None and b is not None:
            yield _row(question, "added", None, after[b], a, b)
        elif b is None and a is not None:
            yield _row(question, "removed", before[a], None, a, b)
        elif a is not None and b is not None:
            if a not in stayed:
                yield _row(question, "moved", before[a], after[b], a, b)
            if before[a] is not after[b] and before[a] != after[b]:
                yield from _cells(question, before[a], after[b], (a, b))


def _row(
    question: Field, what: What, old: Row | None, new: Row | None, a: int | None, b: int | None
) -> Change:
    shown = new if new is not None else old
    return Change(question.path, what, old, new, a, b, name_of(question, shown or {}))


def _cells(question: Field, old: Row, new: Row, places: tuple[int, int]) -> Iterator[Change]:
    name = ""
    for column in columns_of(question, old, new):
        before, after = old.get(column), new.get(column)
        if not same(before, after):
            name = name or name_of(question, new)
            place = Change(question.path, "changed", None, None, *places, name, column)
            yield from _value(place, before, after)


def columns_of(question: Field, *rows: Row) -> list[str]:
    """Columns of these rows: those of the form in its order, then the others by name."""
    there = {name for row in rows for name in row}
    known = [column.id for column in question.columns if column.id in there]
    return [*known, *sorted(there.difference(known))]
