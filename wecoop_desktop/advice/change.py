"""A fact of a proposal changed for a trial: new answers made of old ones, the draft untouched."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.answers import Answers, Money, Row, Value, Words
from wecoop_desktop.forms.form import Form

OWN = frozenset({"budget", "own", "in_kind"})  # instruments of the national contribution
FINANCING = "budget.financing"
# Facts that are one answer: what they are called here, and the path of the answer.
SINGLE: Mapping[str, str] = MappingProxyType(
    {
        "countries": "basic.countries",
        "sectors": "basic.sectors",
        "applicant": "basic.applicant_type",
        "kind": "basic.project_type",
        "maturity": "basic.target_maturity",
        "total": "basic.total_cost",
        "guarantee": "budget.sovereign_guarantee",
        "category": "es_screening.category",
        "entity": "implementation.submitting_entity",
    }
)
MARKERS = ("mitigation", "adaptation", "biodiversity", "desertification")
# All that may be changed; their words are `wording.FACTS`.
FACTS = (
    *SINGLE, "requested", "size", "instrument", "share", "contribution", "reduction", *MARKERS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One fact and the value it is given for a trial.

    `requested`: Money, the cost stays; `size`: Money requested, the whole project grows or shrinks
    with it; `share` (of the funder) and `contribution` (of the country): 0-1 of the cost;
    `instrument`: an id; `reduction`: tonnes a year; markers: Decimal 0-2; the others as the answer
    they are kept under. `funder`: whose rows of the financing plan, where not all outside money.
    """

    fact: str
    value: Value
    funder: str = ""


def changed(answers: Answers, changes: Sequence[Change], form: Form) -> Answers:
    """New answers with the changes made one after the other; the old ones stay as they are.

    Raises `ValueError` for a fact that is none of `FACTS`.
    """
    made = dict(answers)
    for change in changes:
        made.update(_made(made, change, form))
    return made


def _made(answers: Answers, change: Change, form: Form) -> Mapping[str, Value]:
    """The answers that the change puts in place of the former ones."""
    fact, value = change.fact, change.value
    if fact in SINGLE:
        return {SINGLE[fact]: _kept(form, SINGLE[fact], value)}
    if fact in MARKERS:
        return {"climate.rio": _marked(answers, fact, value)}
    if fact == "reduction" and isinstance(value, Decimal):
        return {
            "climate.ghg_baseline": max(value, v.ZERO),
            "climate.ghg_project": max(-value, v.ZERO),
        }
    if fact == "instrument" and isinstance(value, str):
        return {FINANCING: _by_instrument(answers, value, change.funder)}
    if fact in _AMOUNTS and isinstance(value, Money | Decimal):
        return _AMOUNTS[fact](answers, value, change.funder)
    raise ValueError(f"{fact}: {value!r}")


def _kept(form: Form, path: str, value: Value) -> Value:
    """The value as its question keeps it: a plain text is in no language."""
    plain = isinstance(value, Words) and form.field(path).plain
    return (value.en or value.ru) if plain and isinstance(value, Words) else value


def _marked(answers: Answers, marker: str, value: Value) -> tuple[Row, ...]:
    kept = tuple(row for row in rows_of(answers, "climate.rio") if row.get("marker") != marker)
    return (*kept, {"marker": marker, "score": str(value)})


def _by_instrument(answers: Answers, instrument: str, funder: str) -> tuple[Row, ...]:
    """All outside money by one instrument: of the funder where the plan has rows of it."""
    rows = rows_of(answers, FINANCING)
    turned = _outside(rows, funder)
    if not turned:
        return (*rows, {"instrument": instrument})
    return tuple(
        {**row, "instrument": instrument} if index in turned else row
        for index, row in enumerate(rows)
    )


def _requested(answers: Answers, value: Value, funder: str) -> Mapping[str, Value]:
    """Another amount is asked for; the cost stays, and rows of the plan change in proportion.

    A funder with rows of its own in the plan is asked for their sum, which then is this amount;
    the amount asked of the lead funder stays unless it is that sum.
    """
    if not isinstance(value, Money):
        raise ValueError(f"requested: {value!r}")
    rows = rows_of(answers, FINANCING)
    before = _asked(answers, rows, funder)
    factor = _factor(before, value)
    made: dict[str, Value] = {}
    if before is None or before == answers.get("basic.requested") or not _own(rows, funder):
        made["basic.requested"] = value
    if factor is not None and rows:
        turned = _outside(rows, funder)
        made[FINANCING] = tuple(
            _times(row, factor) if index in turned else row for index, row in enumerate(rows)
        )
    return made


def _sized(answers: Answers, value: Value, funder: str) -> Mapping[str, Value]:
    """The whole project grows or shrinks: cost, budget and plan in the proportion of the request.

    Without a former request of the same currency the cost is left alone.
    """
    if not isinstance(value, Money):
        raise ValueError(f"size: {value!r}")
    factor = _factor(_asked(answers, rows_of(answers, FINANCING), funder), value)
    if factor is None:
        return {"basic.requested": value}
    made: dict[str, Value] = {"basic.requested": value}
    for path in ("basic.requested", "basic.total_cost"):
        former = answers.get(path)
        if isinstance(former, Money):
            made[path] = Money(v.BOUNDS.multiply(former.amount, factor), former.currency)
    for path in (FINANCING, "budget.lines"):
        if rows := rows_of(answers, path):
            made[path] = tuple(_times(row, factor) for row in rows)
    return made


def _asked(answers: Answers, rows: Sequence[Row], funder: str) -> Money | None:
    """What the funder is asked for: the sum of its rows in the plan, else the request."""
    currency = answers.get("basic.currency")
    own = [rows[index].get("amount") for index in _own(rows, funder)]
    known = [cell for cell in own if isinstance(cell, Decimal)]
    if known and isinstance(currency, str):
        return Money(sum(known, v.ZERO), currency)
    asked = answers.get("basic.requested")
    return asked if isinstance(asked, Money) else None


def _own(rows: Sequence[Row], funder: str) -> frozenset[int]:
    """The rows of outside money that the plan ascribes to this funder."""
    return frozenset(
        index
        for index, row in enumerate(rows)
        if funder and row.get("funder") == funder and row.get("instrument") not in OWN
    )


def _shared(answers: Answers, value: Value, funder: str) -> Mapping[str, Value]:
    """Another share of the cost is asked for."""
    total = _cost(answers)
    if not isinstance(value, Decimal) or total is None:
        return {}
    asked = Money(v.BOUNDS.multiply(total.amount, value), total.currency)
    made = dict(_requested(answers, asked, funder))
    rows = rows_of(answers, FINANCING)
    if own := _own(rows, funder):  # its share is that of its rows
        made[FINANCING] = _summing(rows, own, asked.amount)
    return made


def _contributed(answers: Answers, value: Value, funder: str) -> Mapping[str, Value]:
    """The country pays this share of the cost, outside money the rest of what the plan holds."""
    total = _cost(answers)
    if not isinstance(value, Decimal) or total is None:
        return {}
    rows = rows_of(answers, FINANCING)
    own = {index for index, row in enumerate(rows) if row.get("instrument") in OWN}
    part = v.BOUNDS.multiply(total.amount, value)
    if not own:
        rows, own = (*rows, {"instrument": "budget"}), {len(rows)}
    outside = _outside(rows, "")
    made = _summing(rows, own, part)
    if all(isinstance(rows[index].get("amount"), Decimal) for index in outside):
        made = _summing(made, outside, v.BOUNDS.subtract(total.amount, part))
    return {FINANCING: made, **_less(answers, total, part)}


def _less(answers: Answers, total: Money, own: Decimal) -> Mapping[str, Value]:
    """What is asked for is never more than the country leaves open."""
    asked = answers.get("basic.requested")
    rest = v.BOUNDS.subtract(total.amount, own)
    if isinstance(asked, Money) and asked.currency == total.currency and asked.amount > rest:
        return {"basic.requested": Money(rest, total.currency)}
    return {}


_AMOUNTS: Mapping[str, Callable[[Answers, Value, str], Mapping[str, Value]]] = MappingProxyType(
    {"requested": _requested, "size": _sized, "share": _shared, "contribution": _contributed}
)


def rows_of(answers: Answers, path: str) -> tuple[Row, ...]:
    found = answers.get(path)
    if not isinstance(found, tuple):
        return ()
    return tuple(row for row in found if isinstance(row, Mapping))


def _outside(rows: Sequence[Row], funder: str) -> frozenset[int]:
    """The rows of outside money: of this funder where it has any, else all."""
    return _own(rows, funder) or frozenset(
        index for index, row in enumerate(rows) if row.get("instrument") not in OWN
    )


def _factor(before: object, after: Money) -> Decimal | None:
    if not isinstance(before, Money) or before.currency != after.currency or not before.amount:
        return None
    return v.BOUNDS.divide(after.amount, before.amount)


def _times(row: Row, factor: Decimal) -> Row:
    """A row with its amounts multiplied; of a budget line the quantity, prices stay."""
    made = dict(row)
    for column in ("amount", "quantity"):
        cell = made.get(column)
        if isinstance(cell, Decimal):
            made[column] = v.BOUNDS.multiply(cell, factor)
    return made


def _summing(
    rows: Sequence[Row], turned: frozenset[int] | set[int], total: Decimal
) -> tuple[Row, ...]:
    """The rows with those chosen brought to a sum: in proportion, else in equal parts."""
    known = {i: cell for i in turned if isinstance(cell := rows[i].get("amount"), Decimal)}
    together = sum(known.values(), v.ZERO)
    if together > 0:
        factor = v.BOUNDS.divide(total, together)
        parts = {i: v.BOUNDS.multiply(cell, factor) for i, cell in known.items()}
    else:
        parts = {i: v.BOUNDS.divide(total, Decimal(len(turned))) for i in turned}
    return tuple(
        {**row, "amount": parts[index]} if index in parts else row for index, row in enumerate(rows)
    )


def _cost(answers: Answers) -> Money | None:
    """The sum of the budget in the proposal's currency, else the total cost as it is given."""
    lines = [row.get("amount") for row in rows_of(answers, "budget.lines")]
    total = sum((cell for cell in lines if isinstance(cell, Decimal)), v.ZERO)
    given = answers.get("basic.total_cost")
    currency = answers.get("basic.currency")
    if total > 0 and isinstance(currency, str) and currency:
        return Money(total, currency)
    return given if isinstance(given, Money) and given.amount > 0 else None
