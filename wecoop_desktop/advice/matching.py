"""Which funders fit a proposal: a verdict for each, with its reasons and what would cure them.

The checks are the table `matching` of the form, what a funder asks stands in its profile; nothing
about a funder is written here. What is not known is never taken for met: a check whose fact is
missing is a reason "unknown", and so is an amount without an exchange rate. The verdict follows
from the hardest reason; the score only orders funders of the same verdict.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Context, Decimal, localcontext
from types import MappingProxyType
from typing import NamedTuple

from wecoop_desktop.advice.records import NO_RECORDS, Records, facts
from wecoop_desktop.advice.rulebook import Check, Known, Rules, Scored, Values, rules_of
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.answers import Answers, Money
from wecoop_desktop.forms.evaluate import Reference
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.plan import prepare
from wecoop_desktop.forms.scope import Expression, truth
from wecoop_desktop.forms.working import Working
from wecoop_desktop.packs.rates import Rates

# The hard reasons first, in the order in which verdicts are looked for.
_HARDNESS = ("does_not_fit", "unknown", "would_fit", "info")
NO_RATES = Rates()
NO_VALUES: Mapping[str, object] = MappingProxyType({})
CARDS = 200  # of which is kept what does not depend on answers
YEARS = 3  # how old the yearly average of a rate may be; before that the amount is not compared


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: `code` and `part` of the check, where the fact stands, the values of its sentence."""

    rule: str
    code: str
    part: str
    verdict: str  # does_not_fit, unknown, would_fit, info
    source: str
    message: Text
    cure: Text
    values: Mapping[str, object]
    as_of: str = ""  # of the funder's profile, where the fact stands in it
    pages: tuple[str, ...] = ()  # addresses that profile was made from
    verified: bool | None = None  # whether checked at its source; None: a fact of the proposal
    tries: tuple[tuple[str, object], ...] = ()  # changes that may remove it: fact and value


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the score, 0-1; None where an input is missing and the part is left out.

    `message` with `values` says how it came about.
    """

    id: str
    label: Text
    weight: Decimal
    score: Decimal | None
    message: Text = Text()
    values: Mapping[str, object] = field(default_factory=lambda: NO_VALUES)


@dataclass(frozen=True, slots=True)
class Match:
    """One funder: `score` 0-100 orders funders of the same verdict and never changes it."""

    funder: str
    verdict: str  # fits, would_fit, does_not_fit, unknown
    score: Decimal | None
    parts: tuple[Part, ...]
    reasons: tuple[Reason, ...]


def match(
    form: Form,
    answers: Answers,
    reference: Reference,
    *,
    today: date,
    language: str = "en",
    rates: Rates = NO_RATES,
    records: Records = NO_RECORDS,
    only: Collection[str] = (),
    explain: bool = True,
) -> tuple[Match, ...]:
    """Every funder of the reference (or those in `only`), best verdict first, then by score.

    Amounts are compared by the rates of the proposal, where it has none by the published yearly
    averages `rates`. `records`: what each funder has paid for (`records.of`); without them the
    parts of the score that read them are not known. Without `explain` the parts have no sentences,
    for a panel that follows every key. Pure: the order of facts inside an answer and
    of the cards changes nothing.
    """
    with localcontext(v.BOUNDS):
        rules = rules_of(form)
        if rules is None:
            return ()
        world = Working(prepare(form), answers, reference, today, language)
        _add_rates(world, rates)
        common: dict[str, object] = {}
        for name, expression in rules.common:
            common[name] = expression.of(world, names=common)
        of_records = facts(records, world)
        asked = frozenset(
            check.id for check in rules.checks if _holds(check.of_answers, world, common)
        )
        once = _Once(rules, asked, explain, world)
        matches = [
            _matched(once, card, {**common, "record": of_records(card["id"])})
            for card in reference.cards["funders"]
            if not only or card["id"] in only
        ]
        order = ("fits", "would_fit", "unknown", "does_not_fit")
        return tuple(
            sorted(
                matches,
                key=lambda one: (order.index(one.verdict), -(one.score or v.ZERO), one.funder),
            )
        )


def amounts(
    form: Form, answers: Answers, reference: Reference, *, today: date, rates: Rates = NO_RATES
) -> v.Exchange:
    """The rates by which `match` compares amounts."""
    world = Working(prepare(form), answers, reference, today, "en")
    _add_rates(world, rates)
    return world.exchange


def _add_rates(world: Working, rates: Rates) -> None:
    """Published rates to the currencies of tickets, for those the proposal gives no rate for."""
    home = world.exchange.currency
    asked = world.value("basic.requested")
    currencies = {asked.currency} if isinstance(asked, Money) else set()
    for card in world.cards("funders"):
        ticket = card.get("ticket")
        if isinstance(ticket, Mapping):
            currencies.add(str(ticket.get("currency")))
    found = dict(world.exchange.rates)
    for currency in currencies - {home, *found}:
        if rate := _latest(rates, home, currency, world.today.year):
            found[currency] = rate
    world.exchange = v.Exchange(home, found)


def _latest(rates: Rates, home: str, currency: str, year: int) -> Decimal | None:
    known: Iterable[Decimal | None] = (
        rates.rate(home, currency, year - back) for back in range(YEARS + 1)
    )
    return next((rate for rate in known if rate), None)


def _holds(condition: Expression | None, world: Working, names: Mapping[str, object]) -> bool:
    return condition is None or truth(condition.of(world, names=names)) is True


def _of_card(rules: Rules, card: Mapping[str, object], world: Working) -> Known:
    """What the card alone decides, worked out once for as long as the very same card is asked."""
    kept = rules.known.get(id(card))
    if kept is None or kept.card is not card:
        names: dict[str, object] = {"card": card}
        for name, expression in rules.of_card:
            names[name] = expression.of(world, names=names)
        open_checks = (check.id for check in rules.checks if _holds(check.of_card, world, names))
        kept = Known(card, names, frozenset(open_checks))
        if len(rules.known) >= CARDS:
            rules.known.clear()
        rules.known[id(card)] = kept
    return kept


class _Once(NamedTuple):
    """What is the same for every card of a match; `checks` that the answers leave open."""

    rules: Rules
    checks: frozenset[str]
    explain: bool
    world: Working


def _matched(once: _Once, card: Mapping[str, object], given: Mapping[str, object]) -> Match:
    rules, world = once.rules, once.world
    known = _of_card(rules, card, world)
    names: dict[str, object] = {**given, **known.names}
    for name, expression in rules.names:
        names[name] = expression.of(world, names=names)
    open_checks = [one for one in rules.checks if one.id in once.checks and one.id in known.checks]
    reasons = tuple(_reasons(open_checks, card, names, world))
    names["reasons"] = tuple({"result": one.verdict, "code": one.code} for one in reasons)
    verdict = next(
        (name for name, when in rules.verdicts if truth(when.of(world, names=names)) is True),
        "unknown",
    )
    parts = tuple(_part(scored, names, once) for scored in rules.parts)
    scored = tuple({"weight": part.weight, "score": part.score} for part in parts)
    score = v.number(rules.formula.of(world, names={**names, "parts": scored}), world.exchange)
    # The last digit of a sum of thirds depends on the order of its parts; ranks must not.
    rounded = None if score is None else round(score, 6)
    ordered = sorted(reasons, key=lambda reason: _HARDNESS.index(reason.verdict))
    return Match(str(card["id"]), verdict, rounded, parts, tuple(ordered))


def _part(scored: Scored, names: Mapping[str, object], once: _Once) -> Part:
    score = v.number(scored.score.of(once.world, names=names), once.world.exchange)
    part = Part(scored.id, scored.label, scored.weight, score)
    if score is None or not once.explain:
        return part
    values = _values(scored.values, names, once.world)
    return replace(part, message=scored.message, values=values)


def _reasons(
    checks: Iterable[Check],
    card: Mapping[str, object],
    names: Mapping[str, object],
    world: Working,
) -> Iterator[Reason]:
    """The checks that are true for this card; one that is empty is no reason."""
    funder = card.get("acronym") or card.get("name") or card["id"]
    for check in checks:
        if not _holds(check.of_both, world, names):
            continue
        origin = _origin(card, check.source)
        yield Reason(
            rule=check.id,
            code=check.code,
            part=check.part,
            verdict=check.result,
            source=check.source,
            message=check.message,
            cure=check.cure,
            values={"funder": funder, **_values(check.values, names, world)},
            as_of=origin.as_of,
            pages=origin.pages,
            verified=origin.verified,
            tries=tuple(_tries(check, names, world)),
        )
        if check.stops:
            return


def _values(made: Values, names: Mapping[str, object], world: Working) -> Mapping[str, object]:
    """The values of a sentence, as exact as a reader needs; amounts with a currency as money."""
    values = {name: value.of(world, names=names) for name, value in made.values.items()}
    for name, value in values.items():
        code = made.money[name].of(world, names=names) if name in made.money else None
        if isinstance(value, Decimal):
            values[name] = _money(value, code, world) if isinstance(code, str) else _short(value)
    return values


def _money(amount: Decimal, currency: str, world: Working) -> Money:
    """An amount in whole units; one that had to be converted only with four digits."""
    asked = world.value("basic.requested")
    own = {world.exchange.currency, asked.currency if isinstance(asked, Money) else ""}
    digits = amount if currency in own else Context(prec=4).plus(amount)
    return Money(v.units(digits), currency)


def _short(number: Decimal) -> Decimal:
    whole = number == number.to_integral_value() or number.adjusted() > 24
    return number if whole else round(number, 1)


def _tries(
    check: Check, names: Mapping[str, object], world: Working
) -> Iterator[tuple[str, object]]:
    for trial in check.tries:
        value = trial.value.of(world, names=names)
        code = trial.currency.of(world, names=names) if trial.currency else None
        if isinstance(value, Decimal) and isinstance(code, str):
            value = Money(value, code)
        for one in v.listed(value) if trial.each else (value,):
            if one is not None:
                yield trial.fact, one


class _Origin(NamedTuple):
    as_of: str = ""
    pages: tuple[str, ...] = ()
    verified: bool | None = None


def _origin(card: Mapping[str, object], source: str) -> _Origin:
    """Where a fact of the profile comes from; facts of the proposal come from its answers."""
    if not source.startswith("card."):
        return _Origin()
    part = card.get(source.split(".")[1])
    pages = tuple(str(page) for page in v.listed(card.get("sources")))
    # What is not marked as checked at its source is not verified.
    known = isinstance(part, Mapping) and part.get("verified") is True
    return _Origin(str(card.get("as_of") or ""), pages, known)
