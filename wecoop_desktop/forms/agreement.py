"""The numbers a text names, and whether the two languages of a text name the same ones.

`1 200,5`, `1,200.5`, `1,2 тыс.` and `1.2 thousand` are told apart by value, not by their signs.
A sign that can be read in two ways (`1,200` in Russian) is taken in both: a false alarm teaches
people to look away, so where it is not certain that two numbers differ, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, localcontext
from functools import lru_cache
from typing import NamedTuple

from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.numerals import said_in_words

LONGEST = 20_000  # signs of a text; a longer one is not compared: too slow for a key press
MOST = 600  # numbers of one text
CELL = 400  # signs of a text as cells of tables hold it

_DIGIT = re.compile(r"\d")
_SPACE = r"[ \u00a0\u202f\u2009]"
_NUMBER = re.compile(
    rf"(?<![\w.,])(?:\d{{1,3}}(?:(?:{_SPACE}|['’])\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
)
_APART = re.compile(r"https?://\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,80}|`[^`]*`|\]\([^()\s]*\)")
_SIGNS_APART = ("http", "@", "`", "](")  # one of them is in whatever `_APART` finds
_ISO_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_SCALE = re.compile(
    rf"{_SPACE}?-?(?:(trillion|трлн|триллион\w*)|(billion|bn\b|млрд|миллиард\w*)"
    r"|(million|mln\b|млн|миллион\w*)|(thousand|тысяч\w*|тыс\.?))",
    re.I,
)
_WORTH = (Decimal(10**12), Decimal(10**9), Decimal(10**6), Decimal(1000))  # of its groups
_GROUPING = re.compile(rf"{_SPACE}|['’]")
_GROUPED = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_SHORT_SCALES = {"k": Decimal(1000), "m": Decimal(10**6), "К": Decimal(1000), "к": Decimal(1000)}
_JOINS = re.compile(
    r"\s*(?:[–—−-]|/|,|\bto\b|\band\b|\bor\b|\bдо\b|\bи\b|\bили\b|\bпо\b)\s*(?:[A-Z]{3}\s|[€$]\s?)?"
)
_TONNES = re.compile(
    rf"{_SPACE}*(?P<of>kt|кт|Mt|Мт|t|т|tonnes?|tons?|тонн\w*)\.?{_SPACE}*(?:of\s+)?"
    r"(?:[CС][OО](?:2|₂))"
)
_PEOPLE = re.compile(
    r"\s*(?:[\w-]+\s){0,1}(?:persons?|people|residents?|inhabitants?|beneficiar\w+|жител\w*|"
    r"человек\w*|чел\.|людей|бенефициар\w*|благополучател\w*)",
    re.I,
)


class Figure(NamedTuple):
    """A number as it stands in the text, what it may be worth, and where it ends."""

    said: str
    worth: frozenset[Decimal]
    end: int
    needed: bool = True  # False: a part of a date, which the other language may say by a word


def figures(text: str, language: str) -> tuple[Figure, ...]:
    """All numbers of a text, in their order; those inside of names (PM2.5, CO2) are no numbers."""
    if not _DIGIT.search(text):
        return ()
    return (_of_cell if len(text) <= CELL else _of_text)(text[:LONGEST], language)


# Of a long text only its last states are kept: each key makes another.
@lru_cache(maxsize=8192)
def _of_cell(text: str, language: str) -> tuple[Figure, ...]:
    return _figures(text, language)


@lru_cache(maxsize=128)
def _of_text(text: str, language: str) -> tuple[Figure, ...]:
    return _figures(text, language)


def _figures(text: str, language: str) -> tuple[Figure, ...]:
    bare = text
    if any(sign in text for sign in _SIGNS_APART):
        bare = _APART.sub(lambda found: " " * len(found.group()), text)
    found: list[Figure] = []
    dates = {at: part for match in _ISO_DATE.finditer(bare) for at, part in _dated(match)}
    with localcontext(v.BOUNDS):
        for match in _NUMBER.finditer(bare):
            if len(found) >= MOST:
                break
            if match.start() in dates:
                found.append(dates[match.start()])
                continue
            found.extend(_read(match, bare, language, found[-1] if found else None))
        return tuple(_shared(found, bare))


def _dated(match: re.Match[str]) -> Iterator[tuple[int, Figure]]:
    """Year, month and day of `2026-11-22`; the month may be a word in the other language."""
    for number, needed in ((1, True), (2, False), (3, True)):
        part = match.group(number)
        worth = frozenset({Decimal(part)})
        yield match.start(number), Figure(part, worth, match.end(number), needed)


def _read(
    match: re.Match[str], text: str, language: str, before: Figure | None
) -> Iterator[Figure]:
    said, end = match.group(), match.end()
    if len(said) > 40:
        return
    parts = _several(said)
    if parts is not None:
        for index, part in enumerate(parts):
            needed = not (len(parts) == 3 and index == 1)
            yield Figure(part, frozenset({Decimal(part)}), end, needed)
        return
    worth = _worth(said, language)
    scale, after = _scaled(text, end)
    if scale is not None:
        worth = {value * scale for value in worth}
        end = after
    elif end < len(text) and text[end] in _SHORT_SCALES and not text[end + 1 : end + 2].isalnum():
        worth |= {value * _SHORT_SCALES[text[end]] for value in worth}
    if (
        before is not None
        and len(said) == 2
        and text[before.end : match.start()] in ("/", "–", "-")
    ):
        worth |= {century + value for value in worth for century in _century(before)}
    yield Figure(text[match.start() : end], frozenset(worth), end)


def _century(before: Figure) -> list[Decimal]:
    """`2026/27`: 2000 for the second of the two years."""
    return [value - value % 100 for value in before.worth if 1900 <= value <= 2100]


def _several(said: str) -> list[str] | None:
    """`22.11.2026` and `1,2,3` are several numbers; `1,234,567` is one."""
    commas, points = said.count(","), said.count(".")
    if commas > 1 and not points and not re.fullmatch(r"\d{1,3}(?:,\d{3})+", said):
        return said.split(",")
    if points > 1 and not commas and not re.fullmatch(r"\d{1,3}(?:\.\d{3})+", said):
        return said.split(".")
    return None


def _worth(said: str, language: str) -> set[Decimal]:
    """What the digits can mean; thousands are grouped by spaces, commas or, seldom, points."""
    if said.isdecimal():
        return {Decimal(said)}
    bare = _GROUPING.sub("", said)
    if bare != said:  # grouped by spaces: what is left is the decimal sign
        return {Decimal(bare.replace(",", "."))}
    comma, point = bare.rfind(","), bare.rfind(".")
    if comma >= 0 and point >= 0:
        thousands, sign = (",", ".") if point > comma else (".", ",")
        return {Decimal(_pointed(bare.replace(thousands, ""), sign))}
    sign = "," if comma >= 0 else "."
    if bare.count(sign) > 1:
        return {Decimal(bare.replace(sign, ""))}
    plain = {Decimal(bare.replace(",", "."))}
    if not _GROUPED.fullmatch(bare):
        return plain
    grouped = {Decimal(bare.replace(sign, ""))}
    if language == "ru":
        return plain | grouped
    return grouped if sign == "," else plain


def _pointed(bare: str, sign: str) -> str:
    whole, _, rest = bare.rpartition(sign)
    return f"{whole.replace(sign, '')}.{rest}"


def _scaled(text: str, end: int) -> tuple[Decimal | None, int]:
    match = _SCALE.match(text, end)
    if match is None or match.lastindex is None:
        return None, end
    return _WORTH[match.lastindex - 1], match.end()


def _shared(found: Sequence[Figure], text: str) -> Iterator[Figure]:
    """`1.2–1.5 million`: the first of the two may be millions too."""
    following: Figure | None = None
    made: list[Figure] = []
    for figure in reversed(found):
        if following is not None and figure.worth:
            start = following.end - len(following.said)
            scale = _scale_of(following)
            if scale and not _scale_of(figure) and _JOINS.fullmatch(text, figure.end, start):
                both = figure.worth | {value * scale for value in figure.worth}
                # The mark of the scale goes on to the number before: 1, 2 and 3 million.
                figure = figure._replace(worth=frozenset(both))
        made.append(figure)
        following = figure
    return reversed(made)


def _scale_of(figure: Figure) -> Decimal | None:
    if figure.said.isdecimal():
        return None
    match = _SCALE.search(figure.said)
    return _WORTH[match.lastindex - 1] if match is not None and match.lastindex else None


# ---------------------------------------------------------------------- both languages


class Difference(NamedTuple):
    """Numbers that stand in one language only, as they are written there."""

    english: tuple[str, ...]
    russian: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.english or self.russian)


NONE = Difference((), ())


def difference(english: str, russian: str) -> Difference:
    """Numbers of one text that the other does not name. Empty where one of them is not written."""
    if not english.strip() or not russian.strip() or max(len(english), len(russian)) > LONGEST:
        return NONE
    en, ru = figures(english, "en"), figures(russian, "ru")
    if not (en or ru) or max(len(en), len(ru)) >= MOST:
        return NONE
    return Difference(
        tuple(_missing(en, ru, russian, "ru")), tuple(_missing(ru, en, english, "en"))
    )


def _missing(
    mine: Sequence[Figure], others: Sequence[Figure], text: str, language: str
) -> Iterator[str]:
    known = {value for figure in others for value in figure.worth}
    told: set[frozenset[Decimal]] = set()
    for figure in mine:
        if not figure.needed or figure.worth & known or figure.worth in told:
            continue
        told.add(figure.worth)
        if _scale_left_out(figure, mine, others, known):
            continue
        if not any(said_in_words(value, text, language) for value in figure.worth):
            yield figure.said.replace("\u00a0", " ").strip().rstrip(".")


def _scale_left_out(
    figure: Figure, mine: Sequence[Figure], others: Sequence[Figure], known: set[Decimal]
) -> bool:
    """`0.6 million against 1.4` and `0,6 против 1,4 млн` say the same."""
    scale = _scale_of(figure)
    if scale:
        fits = any(value / scale in known for value in figure.worth)
        return fits and any(_scale_of(other) == scale for other in others)
    used = {found for each in mine if (found := _scale_of(each))}
    return any(value * found in known for found in used for value in figure.worth)


# ---------------------------------------------------------------------- claims


def claims(text: str, language: str, unit: str) -> tuple[Decimal, ...]:
    """Numbers that a text gives in tonnes of CO2 (`tco2e`) or in people (`persons`)."""
    found: list[Decimal] = []
    for figure in figures(text, language):
        if unit == "tco2e":
            match = _TONNES.match(text, figure.end)
            if match:
                factor = _MANY_TONNES.get(match.group("of"), Decimal(1))
                found.extend(value * factor for value in figure.worth)
        elif _PEOPLE.match(text, figure.end):
            found.extend(figure.worth)
    return tuple(found)


_MANY_TONNES = {
    "kt": Decimal(1000),
    "кт": Decimal(1000),
    "Mt": Decimal(10**6),
    "Мт": Decimal(10**6),
}
