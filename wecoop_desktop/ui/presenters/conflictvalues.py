"""What a person may give in place of both sides of a conflict, from what was typed or chosen."""

from __future__ import annotations

from typing import Literal

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.codec import parse_value
from wecoop_desktop.forms.conflicts import Conflict, Own
from wecoop_desktop.forms.difference import questions
from wecoop_desktop.forms.form import Column, Field, Form, Option
from wecoop_desktop.forms.kinds import KINDS

Entry = Literal["text", "line", "choice", ""]


def entry_of(form: Form, conflict: Conflict) -> Entry:
    """How an own value is entered: a long text, a line, a choice; "" where it cannot be."""
    asked = asked_of(form, conflict)
    if conflict.kind != "changed" or asked is None:
        return ""
    if all(side is None or isinstance(side, str) for side in _sides(conflict)):
        if conflict.language or conflict.paragraph is not None:
            return "text"
        if KINDS[asked.kind].stores == "words":
            return "text"
    stores = KINDS[asked.kind].stores
    if stores in ("number", "date", "money"):
        return "line"
    if stores == "choice" and asked.options and not _several(asked):
        return "choice"
    return ""


def _sides(conflict: Conflict) -> tuple[object, object, object]:
    return conflict.base, conflict.mine, conflict.theirs


def _several(asked: Field | Column) -> bool:
    return isinstance(asked, Field) and asked.multiple


def asked_of(form: Form, conflict: Conflict) -> Field | Column | None:
    """The question or column; None where the form does not know it."""
    question = questions(form).get(conflict.path)
    if question is None or not conflict.column:
        return question
    return next((each for each in question.columns if each.id == conflict.column), None)


def options_for(form: Form, conflict: Conflict) -> tuple[Option, ...]:
    asked = asked_of(form, conflict)
    return asked.options if asked is not None else ()


def own_of(form: Form, conflict: Conflict, text: str, language: str) -> Own:
    """The value of what was typed; nothing typed is no answer.

    Raises `AppError` as `forms.codec.parse_value`, answer-wrong-kind where none can be given.
    """
    entry, asked = entry_of(form, conflict), asked_of(form, conflict)
    if not entry or asked is None:
        raise AppError("answer-wrong-kind", path=conflict.path, wanted=conflict.kind)
    if entry == "text":
        return Own(text)
    if not text.strip():
        return Own(None)
    field = asked if isinstance(asked, Field) else _field(conflict, asked)
    return Own(parse_value(field, text, language))


def _field(conflict: Conflict, column: Column) -> Field:
    """A question that asks what the column asks, at the path of the table."""
    step, _, name = conflict.path.partition(".")
    return Field(step, name, column.kind, column.label, options=column.options, plain=True)
