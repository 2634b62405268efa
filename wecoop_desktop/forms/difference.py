"""What differs between two versions of a proposal: by answer, row, cell and language, then word.

Rows are recognised by `forms.rowkeys`, words of long texts are compared by `forms.paragraphs`.
Answers that the form does not know are compared as wholes, never passed over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from wecoop_desktop.forms.answers import Answers, Cell, Row, Value
from wecoop_desktop.forms.form import Form

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


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text that both versions have, or only one of them."""

    what: Literal["kept", "added", "removed"]
    text: str


def differences(form: Form, before: Answers, after: Answers) -> tuple[Change, ...]:
    """All changes from `before` to `after` in the order of the form; unknown answers come last.

    Empty and not answered are the same. No change exactly where the two say the same.
    """
    raise NotImplementedError


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Both texts as one, by paragraphs and in them by words.

    All that is kept or removed makes `before`, all that is kept or added makes `after`.
    """
    raise NotImplementedError
