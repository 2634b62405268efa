"""The table `matching` of a form, made ready for use: its expressions compiled, once for each form.

What stands in it and how to write a rule: docs/matching.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.expression import Compiler
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.language import names_in
from wecoop_desktop.forms.plan import roots_of
from wecoop_desktop.forms.scope import Expression
from wecoop_desktop.forms.shapes import ANY, SCALAR, Shape


@dataclass(frozen=True, slots=True)
class Check:
    entry: Mapping[str, object]
    when: Expression
    values: Mapping[str, Expression]


@dataclass(frozen=True, slots=True)
class Rules:
    """The table with its expressions ready."""

    common: tuple[tuple[str, Expression], ...]  # names that are the same for every card
    names: tuple[tuple[str, Expression], ...]
    parts: tuple[tuple[Mapping[str, object], Decimal, Expression], ...]
    formula: Expression
    verdicts: tuple[tuple[str, Expression], ...]
    checks: tuple[Check, ...]


_ready: dict[int, tuple[Form, Rules | None]] = {}


def rules_of(form: Form) -> Rules | None:
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
    given: dict[str, Shape] = {"card": ANY}
    common: list[tuple[str, Expression]] = []
    names: list[tuple[str, Expression]] = []
    of_card = {"card"}
    for name, text in _mapping(table.get("names")).items():
        made = Compiler(roots.with_given(given)).expression(str(text))
        given[name] = made.shape
        if not made.errors and of_card.isdisjoint(names_in(made.text)):
            common.append((name, made))
        else:
            names.append((name, made))
            of_card.add(name)
    weights = _mapping(table.get("weights"))
    compiler = Compiler(roots.with_given(given))
    parts = tuple(
        (entry, _decimal(weights.get(str(entry.get("id")))), _of(compiler, entry.get("score")))
        for entry in v.elements(table.get("parts"))
    )
    scored = Shape("rows", {"weight": SCALAR, "score": SCALAR})
    reasons = Shape("rows", {"result": SCALAR, "code": SCALAR})
    judge = Compiler(roots.with_given({**given, "parts": scored, "reasons": reasons}))
    return Rules(
        common=tuple(common),
        names=tuple(names),
        parts=parts,
        formula=_of(judge, table.get("formula")),
        verdicts=tuple(
            (str(entry.get("id")), _of(judge, entry.get("when")))
            for entry in v.elements(table.get("verdicts"))
        ),
        checks=tuple(
            Check(
                entry,
                _of(compiler, entry.get("when")),
                {n: _of(compiler, text) for n, text in _mapping(entry.get("values")).items()},
            )
            for entry in v.elements(table.get("checks"))
        ),
    )


def _of(compiler: Compiler, text: object) -> Expression:
    return compiler.expression(str(text))


def _mapping(data: object) -> Mapping[str, object]:
    return data if isinstance(data, Mapping) else {}


def _decimal(value: object) -> Decimal:
    return value if isinstance(value, Decimal) else v.ZERO
