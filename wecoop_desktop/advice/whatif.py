"""What would be if: facts of a proposal changed for a trial, and what that changes in matching.

The draft is never touched: `changed` makes new answers of old ones. `compare` says how each funder
shifts. `cures` tries single changes from a small set, each the applicant's to make (the size, the
instrument, the guarantee, who applies and submits, the own contribution, what is included) and
never a fact of the world (climate markers, the category of risk), and keeps those that help:
every one is found by matching the changed answers, none is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

from wecoop_desktop.advice.change import FACTS, FINANCING, Change, changed, rows_of
from wecoop_desktop.advice.matching import NO_RATES, Match, Reason, amounts, match
from wecoop_desktop.forms.answers import Answers, Money, Words
from wecoop_desktop.forms.evaluate import Reference
from wecoop_desktop.forms.form import Form
from wecoop_desktop.packs.rates import Rates

__all__ = ["FACTS", "Change", "Cure", "Shift", "changed", "compare", "cures"]


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
    wanted = {row.get("instrument") for row in rows_of(answers, FINANCING)}
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
