"""Answers as values: what each kind of field keeps, in memory and in JSON.

In memory        In JSON                               Kinds
Words            {"en": ..., "ru": ..., "older": ...}  text, rich_text (unless the field is plain)
str              "..."                                 plain text, choice
tuple of str     ["...", ...]                          multi_choice, choice with `multiple`
Decimal          "12.5" (a string, never a float)      number, percent
bool             true                                  yes_no
date             "2026-11-22"                          date
Money            {"amount": "12.5", "currency": "EUR"} money
tuple of rows    [{"column": value, ...}, ...]         every kind with columns, checklist, tree ...
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from wecoop_desktop.base.catalogue import original


@dataclass(frozen=True, slots=True)
class Words:
    """What the user wrote, in either language; `older` names the one that lags behind, if any.

    Answers have these two languages only: who reads in a further one reads them in the original
    that its chain names first.
    """

    en: str = ""
    ru: str = ""
    older: str = ""

    def of(self, language: str) -> str:
        """The text in that language, else in the other: for reading. `own` is for writing."""
        own, other = (self.ru, self.en) if _is_russian(language) else (self.en, self.ru)
        return own if own.strip() or not other else other

    def own(self, language: str) -> str:
        """What was written in that language, and nothing else: an emptied half is empty."""
        return self.ru if _is_russian(language) else self.en

    def taken(self, language: str) -> bool:
        """Whether `of` shows the other language because this half is empty."""
        return not self.own(language).strip() and bool(self)

    def written(self, language: str, text: str) -> Words:
        """The same with `text` in `language`; the other language, if written, is now older."""
        if _is_russian(language):
            return Words(self.en, text, "en" if self.en and text else "")
        return Words(text, self.ru, "ru" if self.ru and text else "")

    def __bool__(self) -> bool:
        return bool(self.en.strip() or self.ru.strip())


def _is_russian(language: str) -> bool:
    return language == "ru" or (language != "en" and original(language) == "ru")


@dataclass(frozen=True, slots=True)
class Money:
    amount: Decimal
    currency: str  # ISO 4217, or SDR


Cell: TypeAlias = str | bool | Decimal | date | Money | Words | tuple[str, ...] | None
Row: TypeAlias = Mapping[str, Cell]
Value: TypeAlias = str | bool | Decimal | date | Money | Words | tuple[str, ...] | tuple[Row, ...]
Answers: TypeAlias = Mapping[str, Value]
