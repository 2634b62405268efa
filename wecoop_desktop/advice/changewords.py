"""Values and changes of answers in words: for the screen, for tables and on paper."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.forms.answers import Money, Words
from wecoop_desktop.forms.codec import parse_number
from wecoop_desktop.forms.difference import Change, Side
from wecoop_desktop.forms.form import Field, Option

WHATS = {
    "added": mark("added"),
    "removed": mark("removed"),
    "changed": mark("changed"),
    "moved": mark("moved"),
}
_YEAR = r"[12][0-9]{3}"
NO_OPTIONS: tuple[Option, ...] = ()


def label_of(question: Field | None, path: str, language: Language) -> str:
    """What is asked; the path itself where the form does not ask it."""
    return language.text(question.label) or path if question is not None else path


def column_words(question: Field | None, column: str, language: Language) -> str:
    """The head of a column; its name where the form has none."""
    columns = question.columns if question is not None else ()
    return next((language.text(each.label) for each in columns if each.id == column), "") or column


def options_of(question: Field | None, column: str = "") -> tuple[Option, ...]:
    """What an answer, or a cell of that column, is chosen from."""
    if question is None:
        return NO_OPTIONS
    if not column:
        return question.options
    return next((each.options for each in question.columns if each.id == column), NO_OPTIONS)


def value_words(
    side: object, question: Field | None, column: str, language: Language, *, spoken: str = ""
) -> str:
    """A value in words, "" where nothing is answered; rows as "head: value; ...".

    `spoken` is the language of a text in two; where it is "" that of `language`.
    """
    if side is None:
        return ""
    if isinstance(side, Mapping):
        cells = (
            (column_words(question, name, language), value_words(cell, question, name, language))
            for name, cell in side.items()
        )
        return "; ".join(f"{head}: {said}" for head, said in cells if said)
    if isinstance(side, tuple | list):
        found = (value_words(entry, question, column, language) for entry in side)
        rows = any(isinstance(entry, Mapping) for entry in side)
        return ("\n" if rows else ", ").join(entry for entry in found if entry)
    return _single(side, options_of(question, column), language, spoken or language.code)


def _single(side: object, options: tuple[Option, ...], language: Language, spoken: str) -> str:
    if isinstance(side, Words):
        return side.of(spoken)
    if isinstance(side, Money):
        return language.money(side.amount, side.currency)
    if isinstance(side, bool):
        return language.tr("yes") if side else language.tr("no")
    if isinstance(side, Decimal):
        return language.number(side)
    if isinstance(side, date):
        return language.date(side)
    if isinstance(side, str):
        if side.startswith("{"):
            return _by_year(side, language)
        label = next((option.label for option in options if option.id == side), None)
        return language.text(label) or side if label else side
    return json.dumps(side, ensure_ascii=False, default=str)


def _by_year(side: str, language: Language) -> str:
    """Amounts by year, which are kept as one text; any other text stays as it is."""
    try:
        found = json.loads(side)
    except (ValueError, RecursionError):
        return side
    years = isinstance(found, dict) and found and all(re.fullmatch(_YEAR, key) for key in found)
    if not years or not all(isinstance(each, str) for each in found.values()):
        return side
    try:
        amounts = {year: parse_number(amount) for year, amount in found.items() if amount.strip()}
    except AppError:
        return side
    return "; ".join(f"{year}: {language.number(each)}" for year, each in amounts.items())


def step_by(before: Side, after: Side, language: Language) -> str:
    """By how much a number changed, as "+12.5 (+4%)"; "" where the two are no such numbers."""
    if isinstance(before, Money) and isinstance(after, Money):
        if before.currency != after.currency:
            return ""
        old, new = before.amount, after.amount
    elif isinstance(before, Decimal) and isinstance(after, Decimal):
        old, new = before, after
    else:
        return ""
    difference = new - old
    said = f"{_sign(difference)}{language.number(abs(difference))}"
    if not old:
        return said
    share = abs(difference) / abs(old) * 100
    if share < Decimal("0.1") or share > 100_000:
        return said
    fine = share < 10 or (99 < share < 101 and share != 100)
    percent = language.percent(share, 1 if fine else 0)
    return f"{said} ({_sign(difference)}{percent})"


def _sign(value: Decimal) -> str:
    return "+" if value > 0 else "\u2212" if value < 0 else ""


def moved_words(change: Change, language: Language) -> str:
    """From which place to which a row was moved; "" for other changes."""
    if change.what != "moved" or change.row_before is None or change.row_after is None:
        return ""
    return language.tr(
        "moved from row {before} to row {after}",
        before=change.row_before + 1,
        after=change.row_after + 1,
    )


def where_words(change: Change, question: Field | None, language: Language) -> str:
    """Row, column and language of a change, as far as it has them."""
    column = column_words(question, change.column, language) if change.column else ""
    parts = (change.name, column, change.language.upper())
    return " · ".join(part for part in parts if part)
