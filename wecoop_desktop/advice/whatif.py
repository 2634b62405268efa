"""What would be if: facts of a proposal changed for a trial, and what that changes in matching.

The draft is never touched: `changed` makes new answers of old ones. `compare` says how each funder
shifts. `cures` tries single changes from a small set, each the applicant's to make (the size, the
instrument, the guarantee, who applies and submits, the own contribution, what is included) and
never a fact of the world (climate markers, the category of risk), and keeps those that help:
every one is found by matching the changed answers, none is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from types import MappingProxyType

from wecoop_desktop.advice.matching import NO_RATES, Match, Reason, amounts, match
from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.answers import Answers, Money, Row, Value, Words
from wecoop_desktop.forms.evaluate import Reference
from wecoop_desktop.forms.form import Form
from wecoop_desktop.packs.rates import Rates

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


@dataclass(frozen=True, slots=True)
class Shift:
    """How one funder stood and would stand; `rank` counts from 1 over all funders."""

    funder: str
    before: Match
    after: Match
    gone: tuple[Reason, ...]
    new: tuple[Reason, ...]
    rank_before: int
    rank_after: int

    @property
    def verdict_changed(self) -> bool:
        return self.before.verdict != self.after.verdict

    @property
    def changed(self) -> bool:
        """Whether anything a reader would see is another: verdict, reasons or rank."""
        return (
            self.verdict_changed
            or bool(self.gone or self.new)
            or self.rank_before != self.rank_after
        )


@dataclass(frozen=True, slots=True)
class Cure:
    """A single change that removes reasons and brings no harder ones: `after` is the match then."""

    change: Change
    after: Match
    gone: tuple[Reason, ...]

    @property
    def enough(self) -> bool:
        """Whether this change alone makes the funder fit."""
        return self.after.verdict == "fits"


def changed(answers: Answers, changes: Sequence[Change], form: Form) -> Answers:
    """New answers with the changes made one after the other; the old ones stay as they are.

    Raises `ValueError` for a fact that is none of `FACTS`.
    """
    made = dict(answers)
    for change in changes:
        made.update(_made(made, change, form))
    return made


def compare(before: Sequence[Match], after: Sequence[Match]) -> tuple[Shift, ...]:
    """Every funder that is in both, in the order of `after`."""
    earlier = {one.funder: (rank, one) for rank, one in enumerate(before, 1)}
    return tuple(
        _shift(*earlier[one.funder], rank, one)
        for rank, one in enumerate(after, 1)
        if one.funder in earlier
    )


def cures(
    form: Form,
    answers: Answers,
    reference: Reference,
    funder: str,
    *,
    today: date,
    language: str = "en",
    rates: Rates = NO_RATES,
) -> tuple[Cure, ...]:
    """Single changes that help with this funder, those that are enough first; none where it fits.

    An unknown funder has none.
    """

    def matched(given: Answers) -> Match | None:
        found = match(form, given, reference, today=today, language=language, rates=rates,
                      only=(funder,))  # fmt: skip
        return found[0] if found else None

    before = matched(answers)
    if before is None or before.verdict == "fits":
        return ()
    card = reference.funder_by_id[funder]
    found = []
    for change in _candidates(form, answers, reference, card, today, rates):
        after = matched(changed(answers, (change,), form))
        if after is not None and _helps(before, after):
            found.append(Cure(change, after, _without(before, after)))
    return tuple(sorted(found, key=lambda cure: (not cure.enough, -len(cure.gone))))


def _shift(rank_before: int, before: Match, rank: int, after: Match) -> Shift:
    return Shift(
        after.funder,
        before,
        after,
        gone=_without(before, after),
        new=_without(after, before),
        rank_before=rank_before,
        rank_after=rank,
    )


def _without(one: Match, other: Match) -> tuple[Reason, ...]:
    """Reasons of one match that the other does not have, told apart by their rules."""
    kept = {reason.rule for reason in other.reasons}
    return tuple(reason for reason in one.reasons if reason.rule not in kept)


def _helps(before: Match, after: Match) -> bool:
    """Whether something that stands in the way is gone and nothing else has come in its place."""
    hard = [reason for reason in _without(before, after) if reason.verdict != "info"]
    worse = [reason for reason in _without(after, before) if reason.verdict != "info"]
    return bool(hard) and not worse


# ---------------------------------------------------------------------- a change, made


def _made(answers: Answers, change: Change, form: Form) -> Mapping[str, Value]:
    """The answers that the change puts in place of the former ones."""
    fact, value = change.fact, change.value
    if fact in SINGLE:
        return {SINGLE[fact]: value}
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


def _marked(answers: Answers, marker: str, value: Value) -> tuple[Row, ...]:
    kept = tuple(row for row in _rows(answers, "climate.rio") if row.get("marker") != marker)
    return (*kept, {"marker": marker, "score": str(value)})


def _by_instrument(answers: Answers, instrument: str, funder: str) -> tuple[Row, ...]:
    """All outside money by one instrument: of the funder where the plan has rows of it."""
    rows = _rows(answers, FINANCING)
    turned = _outside(rows, funder)
    if not turned:
        return (*rows, {"instrument": instrument})
    return tuple(
        {**row, "instrument": instrument} if index in turned else row
        for index, row in enumerate(rows)
    )


def _requested(answers: Answers, value: Value, funder: str) -> Mapping[str, Value]:
    """Another amount is asked for; the cost stays, and rows of the plan change in proportion."""
    if not isinstance(value, Money):
        raise ValueError(f"requested: {value!r}")
    made: dict[str, Value] = {"basic.requested": value}
    factor = _factor(answers.get("basic.requested"), value)
    rows = _rows(answers, FINANCING)
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
    made: dict[str, Value] = {"basic.requested": value}
    factor = _factor(answers.get("basic.requested"), value)
    if factor is None:
        return made
    total = answers.get("basic.total_cost")
    if isinstance(total, Money):
        made["basic.total_cost"] = Money(v.BOUNDS.multiply(total.amount, factor), total.currency)
    for path in (FINANCING, "budget.lines"):
        if rows := _rows(answers, path):
            made[path] = tuple(_times(row, factor) for row in rows)
    return made


def _shared(answers: Answers, value: Value, funder: str) -> Mapping[str, Value]:
    """Another share of the cost is asked for."""
    total = _cost(answers)
    if not isinstance(value, Decimal) or total is None:
        return {}
    asked = Money(v.BOUNDS.multiply(total.amount, value), total.currency)
    made = dict(_requested(answers, asked, funder))
    rows = _rows(answers, FINANCING)
    turned = _outside(rows, funder)
    if funder and turned:  # of one funder the share is that of its rows
        made[FINANCING] = _summing(rows, turned, asked.amount)
    return made


def _contributed(answers: Answers, value: Value, funder: str) -> Mapping[str, Value]:
    """The country pays this share of the cost, outside money the rest of what the plan holds."""
    total = _cost(answers)
    if not isinstance(value, Decimal) or total is None:
        return {}
    rows = _rows(answers, FINANCING)
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


def _rows(answers: Answers, path: str) -> tuple[Row, ...]:
    found = answers.get(path)
    if not isinstance(found, tuple):
        return ()
    return tuple(row for row in found if isinstance(row, Mapping))


def _outside(rows: Sequence[Row], funder: str) -> frozenset[int]:
    """The rows of outside money: of this funder where it has any, else all."""
    foreign = [i for i, row in enumerate(rows) if row.get("instrument") not in OWN]
    of_funder = [i for i in foreign if funder and rows[i].get("funder") == funder]
    return frozenset(of_funder or foreign)


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
    lines = [row.get("amount") for row in _rows(answers, "budget.lines")]
    total = sum((cell for cell in lines if isinstance(cell, Decimal)), v.ZERO)
    given = answers.get("basic.total_cost")
    currency = answers.get("basic.currency")
    if total > 0 and isinstance(currency, str) and currency:
        return Money(total, currency)
    return given if isinstance(given, Money) and given.amount > 0 else None


# ---------------------------------------------------------------------- what may be tried


def _candidates(
    form: Form,
    answers: Answers,
    reference: Reference,
    card: Mapping[str, object],
    today: date,
    rates: Rates,
) -> Iterator[Change]:
    """Each single change worth a trial with this funder; matching decides whether it helps."""
    funder = str(card["id"])
    yield from _smaller_or_larger(form, answers, reference, card, today, rates)
    sharing = _part(card, "cofinancing")
    most, least = sharing.get("max_funder_share"), sharing.get("min_counterpart_share")
    if isinstance(most, Decimal) and 0 < most < 1:
        yield Change("share", most, funder)
    if isinstance(least, Decimal) and least > 0:
        yield Change("contribution", least, funder)
    wanted = {row.get("instrument") for row in _rows(answers, FINANCING)}
    for instrument in _strings(card.get("instruments")):
        if instrument not in wanted:
            yield Change("instrument", instrument, funder)
    if answers.get("budget.sovereign_guarantee") != "agreed":
        yield Change("guarantee", "agreed")
    for kind in _strings(card.get("beneficiaries")):
        if kind != answers.get("basic.applicant_type"):
            yield Change("applicant", kind)
    if not answers.get("implementation.submitting_entity"):
        yield from _entity(card)
    for kind in _strings(_part(card, "requires").get("types")):
        if kind != answers.get("basic.project_type"):
            yield Change("kind", kind)
    yield from _fewer(answers, card)


def _smaller_or_larger(
    form: Form,
    answers: Answers,
    reference: Reference,
    card: Mapping[str, object],
    today: date,
    rates: Rates,
) -> Iterator[Change]:
    """The limits of the ticket in the currency of the request, rounded to the inside."""
    ticket, asked = _part(card, "ticket"), answers.get("basic.requested")
    if not isinstance(asked, Money):
        return
    exchange = amounts(form, answers, reference, today=today, rates=rates)
    for name, fact, rounding in (
        ("min", "size", ROUND_CEILING),
        ("max", "requested", ROUND_FLOOR),
    ):
        limit = ticket.get(name)
        if not isinstance(limit, Decimal) or limit <= 0:
            continue
        money = exchange.convert(Money(limit, str(ticket.get("currency"))), asked.currency)
        if money is None or (asked.amount >= money if name == "min" else asked.amount <= money):
            continue
        exact = asked.currency == ticket.get("currency")
        amount = money if exact else Context(prec=3, rounding=rounding).plus(money)
        yield Change(fact, Money(amount, asked.currency), str(card["id"]))


def _entity(card: Mapping[str, object]) -> Iterator[Change]:
    who = _part(card, "submission").get("who")
    if isinstance(who, Mapping):
        yield Change("entity", Words(str(who.get("en") or ""), str(who.get("ru") or "")))


def _fewer(answers: Answers, card: Mapping[str, object]) -> Iterator[Change]:
    """Only the countries, only the sectors of the project that the funder works in."""
    countries = _strings(answers.get("basic.countries"))
    eligible = {
        code for code, entry in _part(card, "countries").items()
        if isinstance(entry, Mapping) and entry.get("eligible") in ("yes", "limited")
    }  # fmt: skip
    kept = tuple(code for code in countries if code in eligible)
    if 0 < len(kept) < len(countries):
        yield Change("countries", kept)
    sectors = _strings(answers.get("basic.sectors"))
    theirs = _strings(card.get("sectors"))
    kept = tuple(sector for sector in sectors if sector in theirs)
    if 0 < len(kept) < len(sectors):
        yield Change("sectors", kept)


def _part(card: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = card.get(name)
    return found if isinstance(found, Mapping) else {}


def _strings(value: object) -> tuple[str, ...]:
    if not isinstance(value, tuple):
        return ()
    return tuple(entry for entry in value if isinstance(entry, str))
