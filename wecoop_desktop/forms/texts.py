"""What can be better in the texts themselves: hints, and the text that a click would put there.

Not a part of `evaluate`: called when the person pauses, for all texts or for one. What was found
out about a text is remembered by the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias, cast

from wecoop_desktop.base.typography import held
from wecoop_desktop.forms.answers import Answers, Row, Value, Words
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.plan import prepare
from wecoop_desktop.forms.state import Problem, Said
from wecoop_desktop.forms.written import Written, written

# By language: a variant that is not used ("*" at its end: any ending), and the term instead.
Avoided: TypeAlias = Mapping[str, tuple[tuple[str, str], ...]]

NO_TERMS: Avoided = {}
EXPORT = "review.export_language"
LONGEST = 200_000  # signs; a longer text is not looked at
FEW_LETTERS = 25  # so short a text may be a name in the letters of the other language

_APART = re.compile(
    r"https?://\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,80}|`[^`]*`|\]\([^()\s]*\)|\{[^{}]*\}"
)
_LINE = re.compile(r"[^\n]+")
_SPACES = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")
_BEFORE_SIGN = re.compile(r"(?<=\w) +(?=[,;:!?](?:\s|$)|\.(?:\s|$))")
_DASH = re.compile(r"(?<=\S)[ \u00a0](?:--?|—|–|−)[ \u00a0]+(?=\S)")
_DIFFERENCE = re.compile(r"\d[ \u00a0][-−][ \u00a0]+\d")
_DOTS = re.compile(r"(?<!\.)\.\.\.(?!\.)")
_STRAIGHT = re.compile(r'"')
_CURLY = re.compile(r"“([^“”\n]*)”")
# Capitals are left aside: acronyms keep their letters.
_LATIN, _CYRILLIC = re.compile(r"[a-z]"), re.compile(r"[а-яё]")


def text_problems(
    form: Form, answers: Answers, *, terms: Avoided = NO_TERMS, only: Collection[str] | None = None
) -> tuple[Problem, ...]:
    """Hints about every text, in the order of the form; `only` names the questions to look at.

    Codes: text-typography {shown}, text-term {variant} {term}, text-wrong-language, text-older and
    text-one-language {language}. Rows and columns are told as in `evaluate`.
    """
    needed = _needed(answers)
    plan = prepare(form)
    places: list[tuple[str, Written]] = []
    for path in plan.texts:
        value = answers.get(path)
        if value is not None and (only is None or path in only):
            places.extend((path, text) for text in written(value))
    for english, russian in plan.pairs:
        en, ru = answers.get(english, ""), answers.get(russian, "")
        asked = only is None or english in only or russian in only
        if asked and isinstance(en, str) and isinstance(ru, str) and (en or ru):
            places.append((russian, Written(None, "", Words(en, ru))))
    allowed = tuple(sorted((code, tuple(listed)) for code, listed in terms.items()))
    order = {path: index for index, path in enumerate(plan.fields)}
    found = [
        Problem(path, code, "hint", text.row, text.column, values)
        for path, text in places
        for code, values in _found(text.words, needed, allowed)
    ]
    return tuple(sorted(found, key=lambda problem: order.get(problem.path, len(order))))


def _needed(answers: Answers) -> tuple[str, ...]:
    """The languages that the document is to be in; none while that is not chosen."""
    chosen = answers.get(EXPORT)
    if chosen == "both":
        return ("en", "ru")
    return (chosen,) if isinstance(chosen, str) and chosen in ("en", "ru") else ()


_Allowed: TypeAlias = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
_Found: TypeAlias = tuple[str, Mapping[str, object]]


def _found(words: Words, needed: tuple[str, ...], terms: _Allowed) -> Iterator[_Found]:
    for language, text in (("en", words.en), ("ru", words.ru)):
        if text.strip() and len(text) <= LONGEST:
            yield from _in_text(text, language, dict(terms).get(language, ()))
    both = bool(words.en.strip() and words.ru.strip())
    if both and words.older:
        yield "text-older", {"language": words.older}
    if not both and words:
        missing = "ru" if words.en.strip() else "en"
        if missing in needed:
            yield "text-one-language", {"language": missing}


@lru_cache(maxsize=4096)
def _in_text(text: str, language: str, terms: tuple[tuple[str, str], ...]) -> tuple[_Found, ...]:
    found: list[_Found] = []
    if in_other_language(text, language):
        return (("text-wrong-language", {"language": language}),)
    odd = _odd(text, language)
    if odd:
        found.append(("text-typography", {"language": language, "shown": Said(odd)}))
    for variant, term in _avoided(text, terms):
        found.append(("text-term", {"variant": Said((variant,)), "term": Said((term,))}))
    return tuple(found)


def in_other_language(text: str, language: str) -> bool:
    """Whether a text is written in the letters of the other language; names and codes may be."""
    latin, cyrillic = len(_LATIN.findall(text)), len(_CYRILLIC.findall(text))
    own, other = (cyrillic, latin) if language == "ru" else (latin, cyrillic)
    return other >= FEW_LETTERS and own * 4 < other


def _avoided(text: str, terms: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, str]]:
    if not terms:
        return
    pattern = _any_of(tuple(variant for variant, _ in terms))
    bare = _APART.sub(" ", text)
    told: set[str] = set()
    for match in pattern.finditer(bare):
        index = next(i for i, group in enumerate(match.groups()) if group is not None)
        said = match.group()
        if said.casefold() not in told:
            told.add(said.casefold())
            yield said, terms[index][1]


@lru_cache(maxsize=8)
def _any_of(variants: tuple[str, ...]) -> re.Pattern[str]:
    parts = []
    for variant in variants:
        stem = variant.rstrip("*")
        ending = r"\w*" if stem != variant else ""
        parts.append(rf"({re.escape(stem)}{ending})")
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


# ---------------------------------------------------------------------- typography


def fixed(text: str, language: str) -> str:
    """The text with the signs of the language and spaces that hold; what it says stays the same.

    Twice fixed is fixed once.
    """
    return _LINE.sub(lambda line: held(_set(line.group(), language), language), text)


def well_set(form: Form, answers: Answers, only: Collection[str]) -> dict[str, Value]:
    """The answers to these questions whose texts `fixed` would change, changed so."""
    found: dict[str, Value] = {}
    for path in prepare(form).texts:
        value = answers.get(path)
        if value is not None and path in only:
            made = _well(value)
            if made != value:
                found[path] = made
    return found


def _well(value: Value) -> Value:
    if isinstance(value, Words):
        return _words(value)
    if isinstance(value, tuple) and all(isinstance(row, Mapping) for row in value):
        rows = cast("tuple[Row, ...]", value)
        return tuple(
            {name: _words(cell) if isinstance(cell, Words) else cell for name, cell in row.items()}
            for row in rows
        )
    return value


def _words(words: Words) -> Words:
    return Words(fixed(words.en, "en"), fixed(words.ru, "ru"), words.older)


def _odd(text: str, language: str) -> tuple[str, ...]:
    """Up to three pieces of the text that `fixed` would change, spaces that hold left aside."""
    found: list[str] = []
    for match in _LINE.finditer(text):
        line = match.group()
        made = _set(line, language)
        if made != line:
            found.append(_piece(line, made))
            if len(found) == 3:
                break
    return tuple(found)


def _piece(line: str, made: str) -> str:
    """The words around the first difference."""
    at = next((i for i, (a, b) in enumerate(zip(line, made, strict=False)) if a != b), len(made))
    start, end = max(0, at - 12), min(len(line), at + 14)
    return f"{'…' if start else ''}{line[start:end].strip()}{'…' if end < len(line) else ''}"


def _set(line: str, language: str) -> str:
    """One line (a paragraph) with the signs of the language; addresses and code as they are."""
    if line.lstrip().startswith("|"):  # a row of a table
        return line
    pieces: list[str] = []
    kept: list[str] = []
    last = 0
    for match in _APART.finditer(line):
        pieces.append(line[last : match.start()])
        kept.append(match.group())
        last = match.end()
    pieces.append(line[last:])
    # Quotation marks are set over the whole line: they may open before an address.
    joined = _quoted("\0".join(pieces), language)
    joined = _DASH.sub(lambda found: _dash(found, language), joined)
    joined = _DOTS.sub("…", _BEFORE_SIGN.sub("", _SPACES.sub(" ", joined)))
    parts = joined.split("\0")
    if len(parts) != len(kept) + 1:  # the text itself holds that sign
        return line
    return "".join(
        part + (kept[index] if index < len(kept) else "") for index, part in enumerate(parts)
    )


def _dash(found: re.Match[str], language: str) -> str:
    around = found.string[max(0, found.start() - 1) : found.end() + 1]
    if _DIFFERENCE.fullmatch(around):  # 5 - 3 is no remark
        return found.group()
    sign = "—" if language == "ru" else "–"
    space = "\u00a0" if found.group()[0] == "\u00a0" else " "
    return f"{space}{sign} "


def _quoted(line: str, language: str) -> str:
    if line.count('"') % 2 == 0 and '"' in line and not re.search(r'\d"', line):
        marks = ("«", "»") if language == "ru" else ("“", "”")
        count = iter(range(line.count('"')))
        line = _STRAIGHT.sub(lambda _: marks[next(count) % 2], line)
    if language == "ru":
        return _CURLY.sub(r"«\1»", line) if "«" not in line and "„" not in line else line
    return line
