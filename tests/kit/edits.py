"""What people do to a proposal, as data: for tests of differences and merges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from random import Random
from typing import NamedTuple

from hypothesis import strategies as st

from tests.kit.content import form, packs
from wecoop_desktop.forms.answers import Answers, Cell, Money, Row, Value, Words
from wecoop_desktop.forms.codec import plain_value, read_answers
from wecoop_desktop.forms.conflicts import Conflict
from wecoop_desktop.forms.difference import are_rows
from wecoop_desktop.forms.form import Column, Field
from wecoop_desktop.forms.kinds import KINDS
from wecoop_desktop.forms.paragraphs import paragraphs
from wecoop_desktop.forms.rowkeys import keys_of


@cache
def examples() -> Mapping[str, Mapping[str, Value]]:
    """The answers of the worked examples by their ids."""
    return {each.id: read_answers(form(), each.answers)[0] for each in packs().examples}


@cache
def fields() -> tuple[Field, ...]:
    return tuple(f for step in form().steps for f in step.fields if f.kind != "computed")


@cache
def tables() -> tuple[Field, ...]:
    return tuple(field for field in fields() if KINDS[field.kind].has_rows)


@cache
def long_texts() -> tuple[Field, ...]:
    return tuple(field for field in fields() if field.kind == "rich_text")


class Edit(NamedTuple):
    """One act; the numbers choose among what is there. Those of a proposal are few, so that two
    people often touch the same thing."""

    act: str
    where: int
    row: int
    column: int
    text: str


ACTS = (
    "answer",
    "clear",
    "paragraph",
    "insert",
    "drop",
    "translate",
    "cell",
    "cell",
    "empty",
    "add",
    "add",
    "copy",
    "remove",
    "move",
    "renumber",
    "unknown",
    "choose",
)
WORDS = ("water", "озеро", "lorry", "насос", "кооператив", "dam", "weighbridge", "полигон")


def edits(side: str, most: int = 6) -> st.SearchStrategy[list[Edit]]:
    """Up to `most` edits; texts say whose they are, or now and then the same on both sides.

    Each is drawn as one number: a tenth of the time that drawing its parts would take.
    """
    return st.lists(st.integers(0, 2**40).map(lambda drawn: _edit(side, drawn)), max_size=most)


def _edit(side: str, drawn: int) -> Edit:
    one_of = Random(drawn).randrange

    act, row, column = ACTS[one_of(len(ACTS))], one_of(5), one_of(5)
    where = one_of(5) if one_of(2) else one_of(61)
    who = "both" if one_of(4) == 3 else side
    words = [WORDS[one_of(len(WORDS))] for _ in range(1 + one_of(3))]
    return Edit(act, where, row, column, f"{who} {one_of(4)} {' '.join(words)}")


def edited(answers: Answers, acts: Sequence[Edit]) -> dict[str, Value]:
    """The answers after these acts."""
    found = dict(answers)
    for act in acts:
        _do(found, act)
    return found


def _do(answers: dict[str, Value], act: Edit) -> None:
    if act.act in ("answer", "clear"):
        field = fields()[act.where % len(fields())]
        if act.act == "clear":
            answers.pop(field.path, None)
        elif not KINDS[field.kind].has_rows:
            answers[field.path] = made(field, act, answers.get(field.path))  # type: ignore[assignment]
    elif act.act in ("paragraph", "insert", "drop", "translate"):
        _write(answers, act)
    elif act.act == "unknown":
        answers[f"future.question{act.where % 3}"] = [act.text]  # type: ignore[assignment]
    elif act.act == "choose":
        _choose(answers, act)
    else:
        field = tables()[act.where % len(tables())]
        rows = answers.get(field.path, ())
        assert are_rows(rows)
        answers[field.path] = tuple(_changed(field, list(rows), act))


def _choose(answers: dict[str, Value], act: Edit) -> None:
    several = [field for field in fields() if field.kind == "multi_choice"]
    field = several[act.where % len(several)]
    ids = list(answers.get(field.path, ()))  # type: ignore[arg-type]
    name = f"id{act.column % 7}"
    if act.row == 0 and ids:
        ids.pop(act.column % len(ids))
    elif act.row == 1 and ids:
        ids.append(ids.pop(0))
    elif name not in ids:
        ids.insert(act.column % (len(ids) + 1), name)
    answers[field.path] = tuple(ids)


def _write(answers: dict[str, Value], act: Edit) -> None:
    field = long_texts()[act.where % len(long_texts())]
    value = answers.get(field.path)
    if field.plain:
        answers[field.path] = _rewritten(value if isinstance(value, str) else "", act)
        return
    words = value if isinstance(value, Words) else Words()
    language = "ru" if act.act == "translate" else "en"
    old = words.ru if language == "ru" else words.en
    answers[field.path] = words.written(language, _rewritten(old, act))


def _rewritten(text: str, act: Edit) -> str:
    lines = [line.rstrip("\n") for line in paragraphs(text)]
    at = act.column % (len(lines) + 1)
    if act.act == "insert":
        lines.insert(at, act.text)
    elif lines:
        at %= len(lines)
        lines[at : at + 1] = [] if act.act == "drop" else [f"{lines[at]} {act.text}"]
    else:
        lines = [act.text]
    return "\n\n".join(lines)


def _changed(field: Field, rows: list[Row], act: Edit) -> Iterator[Row]:
    at = act.row % len(rows) if rows else 0
    if act.act == "add":
        rows.insert(act.column % (len(rows) + 1), new_row(field, rows, act))
    elif not rows:
        pass
    elif act.act == "copy":
        rows.insert(at, dict(rows[at]))
    elif act.act == "remove":
        rows.pop(at)
    elif act.act == "move":
        rows.insert(act.column % len(rows), rows.pop(at))
    elif act.act in ("cell", "empty"):
        asked = [column for column in field.columns if column.kind != "computed"]
        column = asked[act.column % len(asked)]
        cell = None if act.act == "empty" else made(column, act, rows[at].get(column.id))
        rows[at] = {**rows[at], column.id: cell}
    elif act.act == "renumber" and field.columns:
        name = "id" if field.kind == "tree" else "code"
        if name in rows[at]:
            rows[at] = {**rows[at], name: f"X{act.column % 9}"}
    yield from rows


def new_row(field: Field, rows: Sequence[Row], act: Edit) -> Row:
    """A row as an editor begins it: the next number, then some of its cells."""
    row: dict[str, Cell] = {}
    for place, column in enumerate(field.columns):
        if column.kind == "computed" or (place + act.column) % 3 == 2:
            continue
        row[column.id] = made(column, act, None)  # type: ignore[assignment]
    name = "id" if field.kind == "tree" else "code"
    if name in {column.id for column in field.columns}:
        row[name] = f"N{len(rows) + 1}"
    for link in ("parent", "depends_on", "activity"):
        if link in row:
            row[link] = str(rows[act.column % len(rows)].get(name, "")) if rows else ""
    return row


def made(asked: Field | Column, act: Edit, old: object) -> Value | Cell:
    """An answer of the kind that is asked for."""
    stores = KINDS[asked.kind].stores
    number = Decimal(act.row * 100 + act.column)
    if stores == "words":
        if asked.plain:
            return act.text
        words = old if isinstance(old, Words) else Words()
        return words.written("ru" if act.column % 3 == 0 else "en", act.text)
    if stores == "choices" or (isinstance(asked, Field) and asked.multiple):
        return (f"id{act.column % 7}",)
    if stores == "choice":
        ids = [option.id for option in asked.options] or ["x", "y", "z"]
        return ids[act.column % len(ids)]
    if stores == "number":
        return number
    if stores == "money":
        return Money(number, ("EUR", "USD", "KGS")[act.row % 3])
    return date(2027, 1 + act.row, 1 + act.column % 28) if stores == "date" else act.row % 2 == 0


# ---------------------------------------------------------------------- what is written


class Leaf(NamedTuple):
    """A single thing that somebody wrote, and the question and column where."""

    path: str
    column: str
    text: str


def leaves(answers: Answers) -> list[Leaf]:
    """Everything written: paragraphs of texts, values of cells; not the numbers of rows."""
    return [leaf for path, value in answers.items() for leaf in _leaves(path, value)]


@cache
def _numbers(path: str) -> frozenset[str]:
    """Columns with codes and what refers to codes."""
    field = next((field for field in fields() if field.path == path), None)
    return keys_of(field).passed_over if field else frozenset()


def _leaves(path: str, value: object, column: str = "") -> Iterator[Leaf]:
    if isinstance(value, Mapping):
        for name, cell in value.items():
            if name not in _numbers(path):
                yield from _leaves(path, cell, name)
    elif isinstance(value, Words):
        for text in (value.en, value.ru):
            yield from _leaves(path, text, column)
    elif isinstance(value, tuple):
        for entry in value:
            yield from _leaves(path, entry, column)
    elif isinstance(value, str):
        for line in paragraphs(value):
            if line.strip():
                yield Leaf(path, column, line.strip())
    elif value is not None:
        yield Leaf(path, column, repr(plain_value(value)))  # type: ignore[arg-type]


def held(conflict: Conflict) -> Iterator[Leaf]:
    """Everything written that stands in a conflict."""
    if conflict.kind != "order":
        for side in (conflict.mine, conflict.theirs):
            yield from _leaves(conflict.path, side, conflict.column)


def without_marks(answers: Answers) -> Answers:
    """Without the marks of the older language: they are no texts."""
    return {path: _unmarked(value) for path, value in answers.items()}  # type: ignore[misc]


def _unmarked(value: object) -> object:
    if isinstance(value, Words):
        return replace(value, older="")
    if isinstance(value, tuple):
        return tuple(_unmarked(entry) for entry in value)
    if isinstance(value, Mapping):
        return {name: _unmarked(cell) for name, cell in value.items()}
    return value
