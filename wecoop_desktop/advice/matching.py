"""Which funders fit a proposal: a verdict for each, with its reasons and what would cure them.

The checks are the table `matching` of the form, what a funder asks stands in its profile; nothing
about a funder is written here. What is not known is never taken for met: a check whose fact is
missing is a reason "unknown", and so is an amount without an exchange rate. The verdict follows
from the hardest reason; the score only orders funders of the same verdict.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from typing import NamedTuple

from wecoop_desktop.advice.records import NO_RECORDS, Records, facts
from wecoop_desktop.advice.rulebook import Rules, rules_of
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.answers import Answers, Money
from wecoop_desktop.forms.evaluate import Reference
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.plan import prepare
from wecoop_desktop.forms.scope import truth
from wecoop_desktop.forms.working import Working
from wecoop_desktop.packs.rates import Rates

# The hard reasons first, in the order in which verdicts are looked for.
_HARDNESS = ("does_not_fit", "unknown", "would_fit", "info")
NO_RATES = Rates()
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
    verified: bool | None = None  # whether this fact was checked at its source; None: not said


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the score, 0-1; None where an input is missing and the part is left out."""

    id: str
    label: Text
    weight: Decimal
    score: Decimal | None


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
) -> tuple[Match, ...]:
    """Every funder of the reference (or those in `only`), best verdict first, then by score.

    Amounts are compared by the rates of the proposal, where it has none by the published yearly
    averages `rates`. `records`: what each funder has paid for (`records.of`); without them the
    parts of the score that read them are left out. Pure: the order of facts inside an answer and
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
        known = facts(records, world)
        matches = [
            _matched(rules, {**card, "record": known(card["id"])}, common, world)
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


def _matched(
    rules: Rules, card: Mapping[str, object], common: Mapping[str, object], world: Working
) -> Match:
    names: dict[str, object] = {**common, "card": card}
    for name, expression in rules.names:
        names[name] = expression.of(world, names=names)
    parts = tuple(_part(entry, weight, score.of(world, names=names), world)
                  for entry, weight, score in rules.parts)  # fmt: skip
    reasons = _reasons(rules, card, names, world)
    rows = tuple({"result": reason.verdict, "code": reason.code} for reason in reasons)
    verdict = next(
        (
            name
            for name, when in rules.verdicts
            if truth(when.of(world, names={**names, "reasons": rows})) is True
        ),
        "unknown",
    )
    scored = tuple({"weight": part.weight, "score": part.score} for part in parts)
    score = v.number(rules.formula.of(world, names={**names, "parts": scored}), world.exchange)
    # The last digit of a sum of thirds depends on the order of its parts; ranks must not.
    rounded = None if score is None else round(score, 6)
    return Match(str(card["id"]), verdict, rounded, parts, reasons)


def _part(entry: Mapping[str, object], weight: Decimal, score: object, world: Working) -> Part:
    return Part(str(entry["id"]), _text(entry, "label"), weight, v.number(score, world.exchange))


def _reasons(
    rules: Rules, card: Mapping[str, object], names: Mapping[str, object], world: Working
) -> tuple[Reason, ...]:
    """The checks that are true for this card; one that is empty is no reason."""
    funder = card.get("acronym") or card.get("name") or card["id"]
    found = []
    for check in rules.checks:
        if truth(check.when.of(world, names=names)) is not True:
            continue
        values = {name: made.of(world, names=names) for name, made in check.values.items()}
        entry = check.entry
        origin = _origin(card, str(entry.get("source")))
        found.append(
            Reason(
                rule=str(entry.get("id")),
                code=str(entry.get("code")),
                part=str(entry.get("part")),
                verdict=str(entry.get("result")),
                source=str(entry.get("source")),
                message=_text(entry, "message"),
                cure=_text(entry, "cure"),
                values={"funder": funder, **values},
                as_of=origin.as_of,
                pages=origin.pages,
                verified=origin.verified,
            )
        )
    return tuple(sorted(found, key=lambda reason: _HARDNESS.index(reason.verdict)))


class _Origin(NamedTuple):
    as_of: str = ""
    pages: tuple[str, ...] = ()
    verified: bool | None = None


def _origin(card: Mapping[str, object], source: str) -> _Origin:
    """Where a fact of the profile comes from; facts of the proposal come from its answers."""
    if not source.startswith("card."):
        return _Origin()
    part = card.get(source.split(".")[1])
    verified = part.get("verified") if isinstance(part, Mapping) else None
    pages = tuple(str(page) for page in v.listed(card.get("sources")))
    known = verified if isinstance(verified, bool) else None
    return _Origin(str(card.get("as_of") or ""), pages, known)


def _text(entry: Mapping[str, object], name: str) -> Text:
    both = entry.get(name)
    return Text.from_map(both) if isinstance(both, Mapping) else Text.from_map(entry, name)
