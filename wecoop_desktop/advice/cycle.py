"""The stages of a funder's cycle, counted in months back from a wished date, or on from it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from wecoop_desktop.forms import values as v
from wecoop_desktop.packs.content import Funder, Stage

LONGEST = 600  # months that are still dated
DAY = timedelta(days=1)

Wish = Literal["approval", "start"]
Pace = Literal["slow", "fast"]


class Span(NamedTuple):
    """First and last day."""

    start: date
    end: date


class Months(NamedTuple):
    """Least and most."""

    least: int
    most: int


def months_before(day: date, months: int) -> date:
    """The same day `months` earlier (later where negative), or the last of a shorter month.

    Kept within the years that dates can hold, with a year to spare at either end.
    """
    whole = day.year * 12 + day.month - 1 - months
    year, month = min(max(whole // 12, 2), 9998), whole % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _before(stage: Stage, wish: Wish) -> Months | None:
    """Months of a stage that lie before the wished event; of its decision, not of what follows."""
    if stage.months is None:
        return None
    least, most = stage.months
    if wish == "approval" and stage.decision == "start":
        return Months(0, 0)
    return Months(0 if wish == "approval" and stage.decision == "within" else least, most)


def _sum(found: Sequence[Months | None]) -> Months | None:
    known = [months for months in found if months is not None]
    if len(known) < len(found) or not found:
        return None
    whole = Months(sum(months.least for months in known), sum(months.most for months in known))
    return whole if whole.most <= LONGEST else None


class Track:
    """The stages on the way to the wished event, counted back from it in both paces."""

    def __init__(self, funder: Funder, wish: Wish, wished: date, skip: int) -> None:
        self.cycle = funder.cycle
        self.wish = wish
        self.wished = wished
        phases = [stage.phase for stage in self.cycle]
        self.decided_in = phases.index("decision") if "decision" in phases else None
        self.agreed = tuple(n for n, phase in enumerate(phases) if phase == "agreement")
        last = self._last()
        self.dated = last is not None  # else the stages are only named
        way: Sequence[int] = range(last + 1) if last is not None else self._named()
        self.skipped = tuple(number for number in way if number < skip)
        self.ahead = tuple(number for number in way if number >= skip)
        self.decision = self.decided_in if self.decided_in in self.ahead else None
        self.gaps = tuple(self._gaps(funder, last))

    def _last(self) -> int | None:
        """The last stage before the wished event; None where the cycle does not show it."""
        if self.decided_in is None or self.wish == "approval":
            return self.decided_in
        return max([self.decided_in, *self.agreed])

    def _named(self) -> Sequence[int]:
        """The stages before the project itself."""
        phases = [stage.phase for stage in self.cycle]
        ends = (n for n, phase in enumerate(phases) if phase in ("implementation", "completion"))
        return range(next(ends, len(phases)))

    def _gaps(self, funder: Funder, last: int | None) -> Iterator[str]:
        if funder.status == "closed":
            yield "funder-closed"
        if not self.cycle:
            yield "no-cycle"
        elif last is None:
            yield "no-decision"
        elif not self.ahead:
            yield "all-done"
        if any(self.cycle[number].months is None for number in self.ahead):
            yield "months-unknown"
        if self.decision is not None and self.cycle[self.decision].decision == "within":
            yield "decision-within"
        if usual(funder) is None:
            yield "usual-unknown"
        elif self.summed is not None and not self.skipped and usual(funder) != self.summed:
            yield "usual-differs"

    def whole(self, number: int) -> Months | None:
        """Months from the beginning of a stage to the wished event; None where one is unknown."""
        if not self.dated:
            return None
        return _sum([_before(self.cycle[n], self.wish) for n in self.ahead if n >= number])

    @property
    def summed(self) -> Months | None:
        """Months of all stages up to the decision, whatever was wished and is done."""
        if self.decided_in is None:
            return None
        stages = self.cycle[: self.decided_in + 1]
        return _sum([_before(stage, "approval") for stage in stages])

    def span(self, number: int, pace: Pace) -> Span | None:
        """The days of a stage, counted back from the wished day."""
        whole = self.whole(number)
        if whole is None:
            return None
        start = months_before(self.wished, whole[pace == "slow"])
        following = self.whole(number + 1) if number + 1 in self.ahead else Months(0, 0)
        if following is None:
            return None
        end = months_before(self.wished, following[pace == "slow"])
        last = self.wish == "approval" and number == self.ahead[-1]
        return Span(start, max(start, end if last else end - DAY))

    @property
    def following(self) -> tuple[int, ...]:
        """Stages after a wished approval, until money can flow."""
        if self.wish == "start" or self.decision is None:
            return ()
        return tuple(number for number in self.agreed if number > self.decision)

    def then(self, number: int, pace: Pace) -> Span | None:
        """The days of a stage after a wished approval, counted on from it.

        None where the decision lies within its stage: how long the rest takes is not known.
        """
        if self.decision is None or self.cycle[self.decision].decision == "within":
            return None
        rest = (self.decision,) if self.cycle[self.decision].decision == "start" else ()
        way = [n for n in (*rest, *self.following) if n <= number]
        until = _sum([_before(self.cycle[n], "start") for n in way])
        since = _sum([_before(self.cycle[n], "start") for n in way[:-1]]) or Months(0, 0)
        if until is None:
            return None
        start = months_before(self.wished, -since[pace == "slow"])
        if not rest and len(way) == 1:
            start += DAY  # the day of the decision is the last of its stage
        return Span(start, max(start, months_before(self.wished, -until[pace == "slow"]) - DAY))

    def days(self, number: int, pace: Pace) -> Span | None:
        """The days of any stage."""
        begins = number == self.decision and self.cycle[number].decision == "start"
        if self.wish == "approval" and (begins or number in self.following):
            return self.then(number, pace)
        return self.span(number, pace)

    def decided(self, pace: Pace) -> Span | None:
        """When the decision falls: one day, or the stage it lies in."""
        if self.decision is None:
            return None
        if self.wish == "approval":
            return Span(self.wished, self.wished)
        span = self.span(self.decision, pace)
        where = self.cycle[self.decision].decision
        if span is None or where == "within":
            return span
        day = span.start if where == "start" else span.end
        return Span(day, day)


def usual(funder: Funder) -> Months | None:
    found = [one for one in v.listed(funder.card.get("lead_time_months")) if type(one) is int]
    if len(found) != 2 or not 0 <= found[0] <= found[1] or not found[1]:
        return None
    return Months(found[0], found[1])
