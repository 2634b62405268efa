"""A starting proposal in the one language that the groups of a session write.

The starts of exercises are written in both languages. A group writes one of them; the other half
of each text it changes would then be old, and the checks would compare the numbers of the two.
"""

from __future__ import annotations

from collections.abc import Mapping

from wecoop_desktop.forms.answers import Row, Value, Words
from wecoop_desktop.forms.codec import plain_value, read_answers
from wecoop_desktop.forms.form import Data, Form
from wecoop_desktop.forms.texts import EXPORT


def in_one_language(form: Form, answers: Mapping[str, Data], code: str) -> dict[str, Data]:
    """The answers with texts in `code` only, asked for in that language; a text that has no such
    half keeps the other. Questions that come twice, one for each language, stay both."""
    read, _findings = read_answers(form, answers)
    kept = {path: plain_value(one_half(value, code)) for path, value in read.items()}
    return {**answers, **kept, EXPORT: code}


def one_half(value: Value, code: str) -> Value:
    """An answer without the other language of its texts."""
    if isinstance(value, Words):
        return _half(value, code)
    if isinstance(value, tuple):
        rows = [_row(row, code) for row in value if isinstance(row, Mapping)]
        return tuple(rows) if rows else value
    return value


def _half(words: Words, code: str) -> Words:
    own = words.ru if code == "ru" else words.en
    if not own.strip():
        return words
    return Words("", own) if code == "ru" else Words(own, "")


def _row(row: Row, code: str) -> Row:
    """Its texts, and cells that come in pairs: `text_en` beside `text_ru`."""
    kept = {
        name: _half(cell, code) if isinstance(cell, Words) else cell for name, cell in row.items()
    }
    own, other = ("_ru", "_en") if code == "ru" else ("_en", "_ru")
    for name in row:
        twin = name[: -len(other)] + own
        if name.endswith(other) and row.get(twin) and isinstance(row[name], str):
            kept[name] = ""
    return kept
