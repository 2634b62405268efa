"""What would be if: facts of a proposal changed for a trial, and what that changes in matching.

The draft is never touched: `changed` makes new answers of old ones. `compare` says how each funder
shifts. `cures` tries single changes that the rules of the reasons name (`tries` in the table
`matching`), each the applicant's to make: the size, the instrument, the guarantee, who applies and
submits, the own contribution, what is included; never a fact of the world such as climate markers
or the category of risk. Those that help are kept: every one is found by matching the changed
answers, none is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

from wecoop_desktop.advice.change import FACTS, SINGLE, Change, changed
from wecoop_desktop.advice.matching import NO_RATES, Match, Reason, amounts, match
from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.answers import Answers, Money, Words
from wecoop_desktop.forms.evaluate import Reference
from wecoop_desktop.forms.form import Form
from wecoop_desktop.packs.rates import Rates

# Facts whose change concerns the rows of one funder in the financing plan.
OF_FUNDER = frozenset({"requested", "size", "share", "instrument"})
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
    exchange = amounts(form, answers, reference, today=today, rates=rates)
    found = []
    for change in _candidates(before, answers, exchange):
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
    """Whether something in the way is gone, nothing else came, and it is not ruled out still."""
    hard = [reason for reason in _without(before, after) if reason.verdict != "info"]
    worse = [reason for reason in _without(after, before) if reason.verdict != "info"]
    return bool(hard) and not worse and after.verdict != "does_not_fit"


# ---------------------------------------------------------------------- what may be tried


def _candidates(before: Match, answers: Answers, exchange: v.Exchange) -> Iterator[Change]:
    """What the rules of the reasons name, each once: the funder's own limits and lists."""
    seen: set[Change] = set()
    for reason in before.reasons:
        for fact, value in reason.tries:
            change = _change(fact, value, before.funder, answers, exchange)
            if change is not None and change not in seen:
                seen.add(change)
                yield change


def _change(
    fact: str, value: object, funder: str, answers: Answers, exchange: v.Exchange
) -> Change | None:
    """A trial as a change; None where it is no value for this fact or is there already."""
    of_funder = funder if fact in OF_FUNDER else ""
    match value:
        case Money():
            asked = answers.get("basic.requested")
            into = asked.currency if isinstance(asked, Money) else value.currency
            money = _inside(value, into, fact, exchange)
            return None if money is None else Change(fact, money, of_funder)
        case Mapping():
            return Change(fact, Words(str(value.get("en") or ""), str(value.get("ru") or "")))
        case str() | Decimal() | tuple() if answers.get(SINGLE.get(fact, "")) != value:
            return Change(fact, value, of_funder)
    return None


def _inside(limit: Money, into: str, fact: str, exchange: v.Exchange) -> Money | None:
    """A limit in another currency, rounded to three digits so that it is kept."""
    if limit.currency == into:
        return limit
    exact = exchange.convert(limit, into)
    rounding = ROUND_CEILING if fact == "size" else ROUND_FLOOR
    if exact is None:
        return None
    return Money(v.units(Context(prec=3, rounding=rounding).plus(exact)), into)
