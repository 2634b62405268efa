"""Texts, days and figures of others, as plain ones."""

from __future__ import annotations

import html
import re
from datetime import date
from decimal import Decimal, InvalidOperation

LONGEST = 20_000  # characters of a text that is kept
TITLE = 600
_TAG = re.compile(r"<(?:/?[A-Za-z][^<>]{0,2000}|!--.*?--)>", re.DOTALL)
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/h\d|/tr)\b[^<>]{0,200}>", re.IGNORECASE)
_ODD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
# Spaces that do not break a line are meant and stay.
_SPACE = re.compile(r"[^\S\n\u00a0\u202f]+")
_ANY_SPACE = re.compile(r"[^\S\u00a0\u202f]+")
_NBSP = re.compile(r"&(?:amp;)?(?:nbsp|#160|#xA0);", re.IGNORECASE)
_DAY = re.compile(
    r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ]\d{1,2}:\d{2}\S*(?: ?[AP]M)?|Z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:[T ].{0,20})?")
_YEAR = re.compile(r"\d{4}")
_FIGURE = re.compile(r"-?\d{1,18}(?:\.\d{1,30})?")
YEARS = range(1940, 2101)
WORDS = {"en": re.compile(r"[A-Za-z]"), "ru": re.compile(r"[А-Яа-яЁё]")}


def plain(text: str) -> str:
    """The words without markup, odd signs and empty lines; markup escaped twice is markup too."""
    for _ in range(2):
        if "<" in text:
            text = _TAG.sub("", _BREAK.sub("\n", text))
        if "&" in text:
            text = html.unescape(_NBSP.sub(" ", text))
    text = _SPACE.sub(" ", _ODD.sub(" ", text))
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    return flat(plain(text))


def flat(text: str) -> str:
    """The text in one line."""
    return _ANY_SPACE.sub(" ", text).strip()


def has_markup(text: str) -> bool:
    return bool(_TAG.search(text) or _TAG.search(html.unescape(text)))


def is_russian(text: str) -> bool:
    """Written in Cyrillic: most of its letters are."""
    return len(WORDS["ru"].findall(text)) > len(WORDS["en"].findall(text))


def day(text: str) -> str:
    """A date as YYYY, YYYY-MM or YYYY-MM-DD; empty where it is none. A time of day is passed over,
    and the day stays that of the source whatever its time zone."""
    text = text.strip()
    if _YEAR.fullmatch(text):
        return text if int(text) in YEARS else ""
    if found := _DAY.fullmatch(text):
        year, month, on = found.groups()
    elif found := _AMERICAN.fullmatch(text):
        month, on, year = found.groups()
    else:
        return ""
    try:
        whole = date(int(year), int(month), int(on or 1)).isoformat()
    except ValueError:
        return ""
    if int(year) not in YEARS:
        return ""
    return whole if on else whole[:7]


def figure(text: str) -> Decimal | None:
    """A number with separators of thousands or without; None where it is none."""
    bare = re.sub(r"[\s\u00a0'’$€£]", "", text.strip())
    if re.fullmatch(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?", bare):
        bare = bare.replace(",", "")
    if not _FIGURE.fullmatch(bare):
        bare = _scientific(bare)
    try:
        return Decimal(bare) if bare else None
    except InvalidOperation:
        return None


def _scientific(text: str) -> str:
    if re.fullmatch(r"-?\d{1,6}(?:\.\d{1,15})?[eE]\+?\d{1,2}", text):
        return f"{Decimal(text):f}"
    return ""


def slug(text: str, most: int = 80) -> str:
    """Letters of an id of packs: others become hyphens."""
    bare = re.sub(r"[^A-Za-z0-9._-]+", "-", text).strip("-._")
    return re.sub(r"-{2,}", "-", bare)[:most].rstrip("-._")
