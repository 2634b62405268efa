"""The table `matching` of a form, made ready for use: its expressions compiled, once for each form.

What stands in it and how to write a rule: docs/matching.md.

A condition is cut at its outermost `and`s into what asks only the funder's card, only the answers,
and both: the first is worked out once for a card, the second once for a match, the third for each.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from wecoop_desktop.base.text import Text
from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.expression import Compiler
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.language import LanguageError, names_in
from wecoop_desktop.forms.plan import roots_of
from wecoop_desktop.forms.scope import Expression
from wecoop_desktop.forms.shapes import ANY, RECORD, SCALAR, Shape


@dataclass(frozen=True, slots=True)
class Values:
    """What the placeholders of a sentence show; `money` names the currencies of amounts."""

    values: Mapping[str, Expression]
    money: Mapping[str, Expression]


@dataclass(frozen=True, slots=True)
class Trial:
    """A change worth a trial where the check is a reason: one value, or `each` of several."""

    fact: str
    value: Expression
    each: bool
    currency: Expression | None


@dataclass(frozen=True, slots=True)
class Check:
    id: str
    code: str
    part: str
    result: str
    source: str
    message: Text
    cure: Text
    of_card: Expression | None  # None: nothing is asked of it
    of_answers: Expression | None
    of_both: Expression | None
    values: Values
    tries: tuple[Trial, ...]
    stops: bool  # where it is a reason, the checks after it are not made


@dataclass(frozen=True, slots=True)
class Scored:
    """A part of the score."""

    id: str
    label: Text
    message: Text
    weight: Decimal
    score: Expression
    values: Values


@dataclass(frozen=True, slots=True)
class Known:
    """What is true of a card whatever is asked: its names, and the checks it leaves open."""

    card: Mapping[str, object]
    names: Mapping[str, object]
    checks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rules:
    """The table with its expressions ready."""

    common: tuple[tuple[str, Expression], ...]  # names that are the same for every card
    of_card: tuple[tuple[str, Expression], ...]  # names that are the same for all answers
    names: tuple[tuple[str, Expression], ...]
    parts: tuple[Scored, ...]
    formula: Expression
    verdicts: tuple[tuple[str, Expression], ...]
    checks: tuple[Check, ...]
    # By card; entries are replaced whole, so threads may share them.
    known: dict[int, Known] = field(default_factory=dict, compare=False)


_ready: dict[int, tuple[Form, Rules | None]] = {}


def rules_of(form: Form) -> Rules | None:
    """The rules of the form, None where it has no such table."""
    kept = _ready.get(id(form))
    if kept is None or kept[0] is not form:
        _ready.clear()
        kept = _ready[id(form)] = (form, _made(form))
    return kept[1]


def _made(form: Form) -> Rules | None:
    table = v.plain(form.tables.get("matching"))
    if not isinstance(table, Mapping):
        return None
    roots = roots_of(form)
    given: dict[str, Shape] = {"card": ANY, "record": RECORD}
    kinds = _Kinds({"card"}, {"record"}, {*roots.fields, *roots.others})
    sorted_names: dict[str, list[tuple[str, Expression]]] = {kind: [] for kind in KINDS}
    for name, text in _mapping(table.get("names")).items():
        made = Compiler(roots.with_given(given)).expression(str(text))
        given[name] = made.shape
        sorted_names[kinds.of_name(name, str(text))].append((name, made))
    weights = _mapping(table.get("weights"))
    compiler = Compiler(roots.with_given(given))
    reasons = Shape("rows", {"result": SCALAR, "code": SCALAR})
    scored = Shape("rows", {"weight": SCALAR, "score": SCALAR})
    judge = Compiler(roots.with_given({**given, "parts": scored, "reasons": reasons}))
    return Rules(
        common=tuple(sorted_names["answers"]),
        of_card=tuple(sorted_names["card"]),
        names=tuple(sorted_names["both"]),
        parts=tuple(_scored(judge, entry, weights) for entry in v.elements(table.get("parts"))),
        formula=_of(judge, table.get("formula")),
        verdicts=tuple(
            (str(entry.get("id")), _of(judge, entry.get("when")))
            for entry in v.elements(table.get("verdicts"))
        ),
        checks=tuple(_check(compiler, entry, kinds) for entry in v.elements(table.get("checks"))),
    )


KINDS = ("card", "answers", "both")
# Functions that read more than what stands in their brackets: answers, rates.
_READING = re.compile(r"\b(ticket_amount|convert|completeness|issues|el|factor)\s*\(")


class _Kinds:
    """Sorts expressions by what they read: only the card, only the answers, or both."""

    def __init__(self, card: set[str], both: set[str], roots: set[str]) -> None:
        self._card, self._both, self._roots = card, both, roots

    def of_name(self, name: str, text: str) -> str:
        kind = self.of(text)
        (self._card if kind == "card" else self._both if kind == "both" else self._roots).add(name)
        return kind

    def of(self, text: str) -> str:
        try:
            names = names_in(text)
        except LanguageError:
            return "both"
        if names & self._both:
            return "both"
        if not names & self._card:
            return "answers"
        return "both" if names & self._roots or _READING.search(text) else "card"


def _conjuncts(text: str) -> list[str]:
    """The parts of a condition between its outermost `and`s; one with an outer `or` is whole."""
    parts, start, depth = [], 0, 0
    for found in _MARKS.finditer(text):
        mark = found.group()
        if mark in "([":
            depth += 1
        elif mark in ")]":
            depth -= 1
        elif depth == 0 and mark in ("or", ";"):
            return [text]
        elif depth == 0 and mark == "and":
            parts.append(text[start : found.start()])
            start = found.end()
    return [*parts, text[start:]]


_MARKS = re.compile(r"'[^']*'|[()\[\];]|\b(?:and|or)\b")


def _scored(
    compiler: Compiler, entry: Mapping[str, object], weights: Mapping[str, object]
) -> Scored:
    name = str(entry.get("id"))
    weight = weights.get(name)
    return Scored(
        id=name,
        label=_text(entry, "label"),
        message=_text(entry, "message"),
        weight=weight if isinstance(weight, Decimal) else v.ZERO,
        score=_of(compiler, entry.get("score")),
        values=_values(compiler, entry),
    )


def _check(compiler: Compiler, entry: Mapping[str, object], kinds: _Kinds) -> Check:
    asked: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for part in _conjuncts(str(entry.get("when"))):
        asked[kinds.of(part)].append(part)
    of_card, of_answers, of_both = (
        _of(compiler, " and ".join(asked[kind])) if asked[kind] else None for kind in KINDS
    )
    return Check(
        id=str(entry.get("id")),
        code=str(entry.get("code")),
        part=str(entry.get("part")),
        result=str(entry.get("result")),
        source=str(entry.get("source")),
        message=_text(entry, "message"),
        cure=_text(entry, "cure"),
        of_card=of_card,
        of_answers=of_answers,
        of_both=of_both,
        values=_values(compiler, entry),
        tries=tuple(_trial(compiler, trial) for trial in v.elements(entry.get("tries"))),
        stops=entry.get("stops") is True,
    )


def _trial(compiler: Compiler, entry: Mapping[str, object]) -> Trial:
    return Trial(
        fact=str(entry.get("fact")),
        value=_of(compiler, entry.get("each", entry.get("value"))),
        each="each" in entry,
        currency=_of(compiler, entry["currency"]) if "currency" in entry else None,
    )


def _values(compiler: Compiler, entry: Mapping[str, object]) -> Values:
    return Values(
        *(
            {name: _of(compiler, text) for name, text in _mapping(entry.get(key)).items()}
            for key in ("values", "money")
        )
    )


def _of(compiler: Compiler, text: object) -> Expression:
    return compiler.expression(str(text))


def _text(entry: Mapping[str, object], name: str) -> Text:
    both = entry.get(name)
    return Text.from_map(both) if isinstance(both, Mapping) else Text.from_map(entry, name)


def _mapping(data: object) -> Mapping[str, object]:
    return data if isinstance(data, Mapping) else {}
