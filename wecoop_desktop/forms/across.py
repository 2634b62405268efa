"""Checks that look across the parts of a proposal: sums by key, circles, figures in texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial

from wecoop_desktop.base.circles import circles
from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.agreement import Difference, claims, difference
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.forms.asking import SILENT, Asking, Outcome, Place, index_of, named, near
from wecoop_desktop.forms.state import Said
from wecoop_desktop.forms.written import written

# ---------------------------------------------------------------------- circles


def no_cycle(ask: Asking) -> Outcome:
    """Nothing follows itself, over any number of rows in between."""
    code, after = str(ask.plan.literal("code")), str(ask.plan.literal("after"))
    rows = [row for row in ask.rows("left") if not v.is_empty(row.get(code))]
    follows = {
        row[code]: [name for name in named(row.get(after)) if not v.is_empty(name)] for row in rows
    }
    if not any(follows.values()):
        return SILENT
    circle = {code for each in circles(follows) for code in each}
    return tuple(
        Place(index_of(row), after, {"value": row[code]}) for row in rows if row[code] in circle
    )


# ---------------------------------------------------------------------- links


def linked_through(ask: Asking) -> Outcome:
    """Each row of `left` is the parent of a row of `via` whose code stands in `right`."""
    code, parent = str(ask.plan.literal("code")), str(ask.plan.literal("parent"))
    given = {part for cell in v.known(v.listed(ask.of("right"))) for part in named(cell)}
    left = [row for row in ask.rows("left") if not v.is_empty(row.get(code))]
    via = ask.rows("via")
    if not given or not left or not via:
        return SILENT
    reached = {row.get(parent) for row in via if row.get(code) in given}
    return tuple(
        Place(index_of(row), code, {"value": row[code]}) for row in left if row[code] not in reached
    )


# ---------------------------------------------------------------------- sums by key


def sums_by_key(ask: Asking) -> Outcome:
    """For each key: the amounts of `left` add up to those of `right`. Rows without a key count
    nowhere; a place for the first row of each key that differs."""
    key, amount = str(ask.plan.literal("key")), str(ask.plan.literal("amount"))
    other_key = str(ask.plan.literal("right_key") or key)
    other_amount = str(ask.plan.literal("right_amount") or amount)
    left, right = ask.rows("left"), ask.rows("right")
    if not any(not v.is_empty(row.get(key)) for row in left) or not right:
        return SILENT
    mine, others = _sums(ask, left, key, amount), _sums(ask, right, other_key, other_amount)
    tolerance = ask.plan.literal("tolerance")
    found = []
    for name, (row, total) in mine.items():
        wanted = others.get(name, (None, v.ZERO))[1]
        if total is not None and wanted is not None and not near(total, wanted, tolerance):
            shown = {"value": name, "sum": total, "other": wanted}
            found.append(Place(row, amount, shown))
    for name, (_, wanted) in others.items():
        if name not in mine and wanted:
            found.append(Place(None, "", {"value": name, "sum": v.ZERO, "other": wanted}))
    return tuple(found)


def _sums(
    ask: Asking, rows: tuple[Mapping[str, object], ...], key: str, amount: str
) -> dict[object, tuple[int | None, Decimal | None]]:
    """Key: the first row with it, and the sum in the currency of the proposal."""
    gathered: dict[object, tuple[int | None, list[object]]] = {}
    for row in rows:
        name = row.get(key)
        if not v.is_empty(name):
            gathered.setdefault(name, (index_of(row), []))[1].append(row.get(amount))
    exchange = ask.world.exchange
    return {
        name: (row, v.number(v.total(amounts, exchange), exchange))
        for name, (row, amounts) in gathered.items()
    }


# ---------------------------------------------------------------------- money without a rate


def rates_known(ask: Asking) -> Outcome:
    """Each currency of an amount in the answers is that of the proposal or has a rate in `left`,
    the list of currencies with a rate."""
    known = {ask.world.exchange.currency, *v.listed(ask.of("left"))}
    used = ask.world.currencies()
    if {name for names in used.values() for name in names} <= {ask.world.exchange.currency}:
        return SILENT
    found = []
    for path, names in used.items():
        missing = tuple(name for name in names if name not in known)
        if missing:
            found.append(Place(values={"currency": missing}, path=path))
    return tuple(found)


# ---------------------------------------------------------------------- texts


def languages_agree(ask: Asking) -> Outcome:
    """Both languages of each text name the same numbers."""
    found: list[Place] = []
    compared = 0
    for path, value in ask.world.texts():
        count, apart = ask.world.remembered("numbers", path, value, partial(_apart, ask, path))
        compared += count
        found.extend(Place(row, column, _told(told), path) for row, column, told in apart)
    for path, words in ask.world.pairs():
        told = difference(words.en, words.ru)
        compared += _both(words)
        if told:
            found.append(Place(None, "", _told(told), path))
    return tuple(found) if compared else SILENT


def _both(words: Words) -> bool:
    return bool(words.en.strip() and words.ru.strip())


_Apart = tuple[int, list[tuple[int | None, str, Difference]]]


def _apart(ask: Asking, path: str, value: object) -> _Apart:
    """How many texts of an answer are written in both languages, and those whose numbers differ:
    only rows that are new are read."""
    count, found = 0, []
    for index, (texts, apart) in ask.world.remembered_by_row("numbers", path, value, _differences):
        count += texts
        for row, column, told in apart:
            found.append((None if row is None else index, column, told))
    return count, found


def _differences(value: object) -> _Apart:
    """The same of a text, or of the texts in one row."""
    texts = list(written(value))
    apart = [
        (text.row, text.column, told)
        for text in texts
        if (told := difference(text.words.en, text.words.ru))
    ]
    return sum(_both(text.words) for text in texts), apart


def _told(told: Difference) -> Mapping[str, object]:
    """The numbers as they are written, in the placeholders {en} and {ru}."""
    return {"en": Said(told.english), "ru": Said(told.russian)}


def texts_claim(ask: Asking) -> Outcome:
    """Where a text gives figures of that unit, one of them at least is a value of `right`,
    `more` or `also`.

    One is enough: a text may name other figures beside it (a part, another scenario).
    """
    exchange = ask.world.exchange
    listed = (value for name in ("right", "more", "also") for value in v.listed(ask.of(name)))
    known = [number for value in listed if (number := v.number(value, exchange)) is not None]
    if not known:
        return SILENT
    unit, tolerance = str(ask.plan.literal("unit")), ask.plan.literal("tolerance")
    only = set(ask.plan.names("fields"))
    found: list[Place] = []
    told = 0
    for path, value in (*ask.world.texts(), *ask.world.pairs()):
        if only and path not in only:
            continue
        claimed = (
            list(_claims(value, unit))
            if isinstance(value, Words)
            else ask.world.remembered(
                f"claims {unit}", path, value, partial(_claimed, ask, path, unit)
            )
        )
        told += len(claimed)
        for row, column, figures in claimed:
            if not any(near(figure, worth, tolerance) for figure in figures for worth in known):
                found.append(Place(row, column, {"figure": figures[0], "known": known[0]}, path))
    return tuple(found) if told else SILENT


_Claim = tuple[int | None, str, tuple[Decimal, ...]]


def _claimed(ask: Asking, path: str, unit: str, value: object) -> list[_Claim]:
    """The figures of that unit in all rows; only rows that are new are read."""
    rows = ask.world.remembered_by_row(
        f"claims {unit}", path, value, lambda row: list(_claims(row, unit))
    )
    return [
        (None if row is None else index, column, figures)
        for index, found in rows
        for row, column, figures in found
    ]


def _claims(value: object, unit: str) -> Iterator[_Claim]:
    for text in written(value):
        figures = tuple(
            dict.fromkeys((*claims(text.words.en, "en", unit), *claims(text.words.ru, "ru", unit)))
        )
        if figures:
            yield text.row, text.column, figures
