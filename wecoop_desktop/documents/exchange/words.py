"""Words of options, and which option, truth or day a word of somebody else means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.codec import parse_date, parse_number
from wecoop_desktop.forms.evaluate import Reference
from wecoop_desktop.forms.form import Column, Data

YES = frozenset({"yes", "y", "true", "1", "x", "✓", "+", "да", "д", "истина"})
NO = frozenset({"no", "n", "false", "0", "-", "–", "—", "нет", "н", "ложь"})
_NOT_WORDS = re.compile(r"[^\w%+#]+")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})")
_SPOKEN = re.compile(r"(\d{1,2})\s+([^\W\d]+)\.?,?\s+(\d{4})(?:\s*(?:г\.?|года))?")
_AMERICAN = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2}),\s+(\d{4})")
_SHORT_YEAR = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{2})")
_MONTHS = (
    ("jan", "янв"), ("feb", "фев"), ("mar", "мар"), ("apr", "апр"), ("may", "мая", "май"),
    ("jun", "июн"), ("jul", "июл"), ("aug", "авг"), ("sep", "сен"), ("oct", "окт"),
    ("nov", "ноя"), ("dec", "дек"),
)  # fmt: skip
_SCALES = {
    "thousand": 3, "thsd": 3, "k": 3, "тыс": 3, "тысяч": 3, "тысячи": 3,
    "million": 6, "mln": 6, "mio": 6, "m": 6, "млн": 6, "миллионов": 6, "миллион": 6,
    "billion": 9, "bn": 9, "млрд": 9,
}  # fmt: skip
_FIGURE = re.compile(r"([+\-−(]?\s*\d[\d\s.,'\u00a0\u202f\u2009]*\)?)\s*([^\W\d]*\.?)")
LONGEST_FIGURE = 100  # signs; what is longer is a text, however it begins
_DASHES = frozenset({"-", "–", "—", "n/a", "n.a.", "н/д", "нет данных", "…", "..."})


def folded(text: str) -> str:
    """Words without case, signs and double spaces; ё as е."""
    return " ".join(_NOT_WORDS.sub(" ", text.casefold().replace("ё", "е")).split())


def option_words(column: Column, chosen: str, code: str, reference: Reference) -> str:
    """The words of an id; scales keep their number before the words."""
    for option in column.options:
        if option.id == chosen:
            said = option.label.of("ru" if code == "ru" else "en") or option.id
            return f"{chosen} {said}" if chosen.isdecimal() and said != chosen else said
    card = _cards(column, reference).get(chosen)
    names = list(_names(card)) if card is not None else []
    return names[0] if names else chosen


def chosen(column: Column, said: str, reference: Reference) -> str:
    """The id that words mean. Raises `AppError` tables-no-option."""
    bare = folded(said)
    if not bare:
        raise AppError("tables-no-option", value=said[:60])
    for option in column.options:
        if bare in _meanings(option.id, option.label.en, option.label.ru):
            return option.id
    cards = _cards(column, reference)
    for card_id, card in cards.items():
        if said.strip() == card_id or bare in {folded(name) for name in _names(card)}:
            return card_id
    begun = {
        option.id
        for option in column.options
        for label in (option.label.en, option.label.ru)
        if len(bare) > 3 and folded(label).startswith(bare)
    }
    if len(begun) == 1:
        return begun.pop()
    if not column.options and not cards:
        return said.strip()
    raise AppError("tables-no-option", value=said[:60])


def _meanings(option: str, english: str, russian: str) -> set[str]:
    names = {folded(option), folded(english), folded(russian)}
    if option.isdecimal():
        names |= {f"{option} {folded(english)}", f"{option} {folded(russian)}"}
    return names - {""}


def _cards(column: Column, reference: Reference) -> Mapping[str, Mapping[str, Data]]:
    kinds = {"funders": reference.funders, "policies": reference.policies}
    return kinds.get(column.list_ref, {})


def _names(card: Mapping[str, Data]) -> Iterator[str]:
    """Acronyms and names of a card, in both languages."""
    for key in ("acronym", "name"):
        both = card.get(key)
        held = (both.get("en"), both.get("ru")) if isinstance(both, Mapping) else (both,)
        for said in (*held, card.get(f"{key}_en"), card.get(f"{key}_ru")):
            if isinstance(said, str) and said.strip():
                yield said


def truth(said: str) -> bool:
    """Raises `AppError` tables-no-option."""
    bare = said.strip().casefold()
    if bare in YES | NO:
        return bare in YES
    raise AppError("tables-no-option", value=said[:60])


def figure(said: str) -> tuple[Decimal, bool]:
    """A number typed as text: `1 200,5`, `12 %`, `1.2 млн`, `(300)`, and whether it has a percent.

    Raises `AppError` tables-no-number.
    """
    text = said.strip()
    percent = text.endswith("%")
    bare = text.rstrip("%").strip()
    found = _FIGURE.fullmatch(bare) if len(bare) <= LONGEST_FIGURE else None
    if found is None:
        raise AppError("tables-no-number", value=said[:60])
    digits, word = found[1].strip(), found[2].rstrip(".").casefold()
    if word and word not in _SCALES:
        raise AppError("tables-no-number", value=said[:60])
    minus = digits.startswith("(") and digits.endswith(")")
    if ("(" in digits) != (")" in digits):
        raise AppError("tables-no-number", value=said[:60])
    try:
        value = parse_number(digits.strip("() ").replace("\u2009", " "))
    except AppError as error:
        raise AppError("tables-no-number", value=said[:60]) from error
    value = value.scaleb(_SCALES.get(word, 0)) if word else value
    return (-value if minus else value), percent


def says_nothing(said: str) -> bool:
    """Whether a text only says that there is nothing: a dash, n/a."""
    return said.strip().casefold() in _DASHES


def day(said: str) -> tuple[date, bool]:
    """A day as people write it, and whether day and month could be the other way round.

    Raises `AppError` tables-no-date.
    """
    text = " ".join(said.split())
    try:
        return parse_date(text.partition("T")[0].removesuffix(" г.").removesuffix(" г")), False
    except AppError:
        pass
    found = _SLASHED.fullmatch(text) or _SHORT_YEAR.fullmatch(text)
    if found:
        first, second, year = (int(part) for part in found.groups())
        year += 2000 if year < 100 else 0
        swapped = second > 12 >= first
        doubtful = "." not in text and first <= 12 and second <= 12 and first != second
        return _made(year, *((first, second) if swapped else (second, first)), said), doubtful
    spoken = _SPOKEN.fullmatch(text)
    american = _AMERICAN.fullmatch(text)
    if spoken or american:
        parts = (spoken[1], spoken[2], spoken[3]) if spoken else ("", "", "")
        if american:
            parts = (american[2], american[1], american[3])
        month = _month(parts[1])
        if month:
            return _made(int(parts[2]), month, int(parts[0]), said), False
    raise AppError("tables-no-date", value=said[:60])


def _month(word: str) -> int:
    bare = word.casefold()
    for number, stems in enumerate(_MONTHS, start=1):
        if bare.startswith(stems):
            return number
    return 0


def _made(year: int, month: int, on: int, said: str) -> date:
    try:
        return date(year, month, on)
    except ValueError as error:
        raise AppError("tables-no-date", value=said[:60]) from error
