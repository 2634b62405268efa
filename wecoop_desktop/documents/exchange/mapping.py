"""Which question an old table belongs to, where its head is, and which column is which of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from wecoop_desktop.documents.exchange.grid import Grid
from wecoop_desktop.documents.exchange.layout import slots, tables
from wecoop_desktop.documents.exchange.synonyms import CURRENCIES, HEADS, SCALES
from wecoop_desktop.documents.exchange.words import folded
from wecoop_desktop.forms.form import Column, Field, Form
from wecoop_desktop.forms.kinds import KINDS

LOOKED_AT = 30  # rows from the top in which a head may begin
DEEPEST = 3  # rows of a head
_ENGLISH = frozenset({"en", "eng", "english", "англ", "английский"})
_RUSSIAN = frozenset({"ru", "rus", "russian", "рус", "русский"})
_CODE = re.compile(r"\b(USD|EUR|CHF|KZT|KGS|TJS|TMT|UZS|JPY|KRW|SDR)\b")
FULL, PART = 4, 2  # how well a head fits: its very words, or words among others


@dataclass(frozen=True, slots=True)
class Columns:
    """How a table is read. `targets`: for each column of the grid a column of the question,
    `description@en` for one language of it, "" where it is left out. `heads` are rows of the head,
    `first` the first row below them. `scale`: by column, powers of ten of its amounts; `currencies`
    by column, where the head names one. `score` says how sure it is; below 2 it is a guess."""

    path: str
    targets: tuple[str, ...]
    heads: tuple[int, ...] = ()
    first: int = 0
    scale: Mapping[int, int] = None  # type: ignore[assignment]  # always given by `proposed`
    currencies: Mapping[int, str] = None  # type: ignore[assignment]
    score: int = 0

    def changed(self, column: int, target: str) -> Columns:
        """Another column of ours for one of theirs; none of ours is taken twice."""
        targets = [
            "" if at != column and target and one == target else one
            for at, one in enumerate(self.targets)
        ]
        targets[column] = target
        return replace(self, targets=tuple(targets))


def proposed(form: Form, grid: Grid, path: str = "") -> Columns | None:
    """What the table most likely is; `path` says the question where it is known.

    None where no question fits at all.
    """
    fields = [field for field in tables(form) if not path or field.path == path]
    best: Columns | None = None
    for field in fields:
        found = _best(field, grid)
        if found is not None and (best is None or found.score > best.score):
            best = found
    if best is None and path and fields:
        return _guessed(fields[0], grid)
    return best


def _guessed(field: Field, grid: Grid) -> Columns:
    """The first row that holds only words is the head, whatever few columns it names."""
    for row in range(min(grid.rows, LOOKED_AT)):
        own = [cell for cell in grid.row(row) if not cell.blank]
        if len(own) > 1 and all(isinstance(cell.value, str) for cell in own):
            fits = _fits(field, grid, (row,))
            return _columns(field, grid, (row,), fits, sum(p for _, p in fits.values()))
    return _columns(field, grid, (), {}, 0)


def choices(field: Field) -> tuple[str, ...]:
    """What a column may be: columns of the question, and languages of its texts."""
    found: list[str] = []
    for slot in slots(field):
        if slot.part == "en":
            found.append(slot.column.id)
        found.append(slot.id)
    return tuple(found)


def _best(field: Field, grid: Grid) -> Columns | None:
    best: Columns | None = None
    for row in range(min(grid.rows, LOOKED_AT)):
        if not grid.filled(row):
            continue
        for depth in range(1, DEEPEST + 1):
            rows = tuple(range(row, min(row + depth, grid.rows)))
            if len(rows) < depth:
                break
            fits = _fits(field, grid, rows)
            score = sum(points for _, points in fits.values())
            if len(fits) < 2 or (depth > 1 and not _goes_on(grid, rows)):
                continue
            if best is None or score > best.score:
                best = _columns(field, grid, rows, fits, score)
    return best


def _goes_on(grid: Grid, rows: Sequence[int]) -> bool:
    """Whether rows are one head: a cell above covers several columns or rows of the next."""
    for upper in rows[:-1]:
        joined = any(
            grid.at(below, column).spread is not None
            for below in (upper, upper + 1)
            for column in range(grid.columns)
        )
        if not joined:
            return False
    return True


def head_text(grid: Grid, rows: Sequence[int], column: int) -> str:
    """The words of a head over several rows, each once."""
    texts = [" ".join(grid.at(row, column).text.split()) for row in rows]
    return " ".join(dict.fromkeys(text for text in texts if text))


def says_heads(field: Field, grid: Grid, row: int, targets: Sequence[str]) -> bool:
    """Whether a row only names columns: the head in the other language, or once more."""
    own = named = 0
    for column, target in enumerate(targets):
        cell = grid.at(row, column)
        if target and not cell.blank:
            own += 1
            meant = {name.partition("@")[0]: n for name, n in _meant(field, cell.text, cell.text)}
            named += meant.get(target.partition("@")[0], 0) > PART
    return own > 1 and 2 * named > own


def currency_in(text: str) -> str:
    """The currency that words or signs name; "" where there is none."""
    return _currency(text)


def _fits(field: Field, grid: Grid, rows: Sequence[int]) -> dict[int, tuple[str, int]]:
    """By column of the grid: ours, and how well it fits; each of ours once, the best first."""
    found: list[tuple[int, int, str]] = []
    for column in range(grid.columns):
        whole = head_text(grid, rows, column)
        last = head_text(grid, rows[-1:], column)
        for target, points in _meant(field, whole, last):
            found.append((-points, column, target))
    taken: dict[int, tuple[str, int]] = {}
    for points, column, target in sorted(found):
        used = {name.partition("@")[0] if "@" not in target else name for name, _ in taken.values()}
        if column not in taken and target not in used:
            taken[column] = (target, -points)
    return taken


def _meant(field: Field, whole: str, last: str) -> Iterator[tuple[str, int]]:
    if not whole or len(whole) > 200:
        return
    words = folded(whole).split()
    language = "@en" if _ENGLISH & set(words) else "@ru" if _RUSSIAN & set(words) else ""
    bare = " ".join(word for word in words if word not in _ENGLISH | _RUSSIAN | _UNITS)
    own = " ".join(word for word in folded(last).split() if word not in _UNITS)
    for column, named in _named(field):
        points = max((_points(name, bare, own) for name in named), default=0)
        if points:
            yield column.id + (language if _bilingual(column) else ""), points


_UNITS = frozenset({"usd", "eur", "kzt", "kgs", "tjs", "tmt", "uzs", *SCALES, *CURRENCIES, "in",
                    "в", "сша", "долларах"}) - {"m", "k"}  # fmt: skip


def _bilingual(column: Column) -> bool:
    return KINDS[column.kind].stores == "words" and not column.plain


def _named(field: Field) -> Iterator[tuple[Column, tuple[str, ...]]]:
    """Our columns with all names they go by."""
    known = HEADS.get(field.path) or HEADS.get(field.kind) or {}
    for column in field.columns:
        if column.kind != "computed" and column.label:
            own = (folded(column.label.en), folded(column.label.ru))
            yield column, (*own, *known.get(column.id, ()))


def _points(name: str, bare: str, own: str) -> int:
    if not name:
        return 0
    if bare == name:
        return FULL
    if own == name:
        return FULL - 1
    words = bare.split()
    if len(name) > 2 and set(name.split()) <= set(words) and len(words) <= 8:
        return PART
    if len(name) > 4 and bare.startswith(name):
        return PART
    return 0


def _columns(
    field: Field,
    grid: Grid,
    rows: Sequence[int],
    fits: Mapping[int, tuple[str, int]],
    score: int,
) -> Columns:
    targets = tuple(fits[c][0] if c in fits else "" for c in range(grid.columns))
    scale, currencies = {}, {}
    for column in range(grid.columns):
        text = head_text(grid, rows, column)
        words = folded(text).split()
        power = next((SCALES[word] for word in words if word in SCALES and len(word) > 1), 0)
        if power:
            scale[column] = power
        code = _currency(text)
        if code:
            currencies[column] = code
    first = rows[-1] + 1 if rows else 0
    return Columns(field.path, targets, tuple(rows), first, scale, currencies, score)


def _currency(text: str) -> str:
    found = _CODE.search(text)
    if found:
        return found[1]
    words = set(folded(text).split()) | {sign for sign in "$€" if sign in text}
    return next((code for word, code in CURRENCIES.items() if word in words), "")
