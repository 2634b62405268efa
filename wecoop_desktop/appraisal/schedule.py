"""When the steps of a schedule can begin, which of them decide the end, and months without works.

All days are dates of the calendar, a step takes its first and its last day. A step *follows* others
(finish to start): it begins on the day after the last of them ended, after `lag` further days. A
start on the very day of such an end counts as in order, as in the rule of the form.
"""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from wecoop_desktop.base.circles import groups

FIRST, LAST = date.min.toordinal(), date.max.toordinal()
YEARS_LOOKED_AT = 60  # of works that wait for a month in which they are possible


class Task(NamedTuple):
    """A step from its first to its last day; `after` are codes of steps, `lag` days after them."""

    code: str
    start: date
    end: date
    after: tuple[str, ...] = ()
    lag: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """`earliest` and `finish`: as early as what it follows lets it, with its own duration; without
    anything to follow, as planned. `reserve`: days it may be later before the end moves, as things
    are planned; below zero where steps overlap that should not. `early`: it is planned to begin
    before it can."""

    earliest: date
    finish: date
    reserve: int
    early: bool


@dataclass(frozen=True, slots=True)
class Network:
    """`placed` in the order of the tasks. `critical` are the places (from 0) of the chain that ends
    last. `circles` are codes that wait for each other, each circle from its first code on; what
    follows inside of a circle is left out of everything else. `unknown` are codes that are followed
    and stand nowhere."""

    placed: tuple[Placed, ...]
    critical: frozenset[int]
    circles: tuple[tuple[str, ...], ...]
    unknown: tuple[str, ...]


def network(tasks: Sequence[Task]) -> Network:
    """What the steps say together. Of several with one code the first is meant."""
    places: dict[str, int] = {}
    for at, task in enumerate(tasks):
        if task.code:
            places.setdefault(task.code, at)
    follows = [_followed(at, task, places) for at, task in enumerate(tasks)]
    found = groups(dict(enumerate(follows)))
    circles = tuple(
        _circle(group, follows, tasks)
        for group in found
        if len(group) > 1 or group[0] in follows[group[0]]
    )
    home = {at: number for number, group in enumerate(found) for at in group}
    follows = [[to for to in each if home[to] != home[at]] for at, each in enumerate(follows)]
    order = [at for group in found for at in sorted(group)]  # what is followed stands before
    earliest = _forward(tasks, follows, order)
    reserves = _backward(tasks, follows, order)
    placed = tuple(
        Placed(
            date.fromordinal(earliest[at]),
            date.fromordinal(_day(earliest[at] + (task.end - task.start).days)),
            reserves[at],
            bool(follows[at]) and task.start.toordinal() < _ready(tasks, follows[at], task.lag),
        )
        for at, task in enumerate(tasks)
    )
    unknown = dict.fromkeys(code for task in tasks for code in task.after if code not in places)
    return Network(placed, _critical(tasks, follows), circles, tuple(unknown))


def _followed(at: int, task: Task, places: Mapping[str, int]) -> list[int]:
    return list(dict.fromkeys(places[code] for code in task.after if code in places))


def _day(ordinal: int) -> int:
    """Within what a calendar can say."""
    return min(max(ordinal, FIRST), LAST)


def _ready(tasks: Sequence[Task], followed: Sequence[int], lag: int) -> int:
    """The last day of what is followed, and the lag."""
    return _day(max(tasks[to].end.toordinal() for to in followed) + lag)


def _forward(
    tasks: Sequence[Task], follows: Sequence[Sequence[int]], order: Sequence[int]
) -> list[int]:
    first = [task.start.toordinal() for task in tasks]
    for at in order:
        if follows[at]:
            ends = (first[to] + (tasks[to].end - tasks[to].start).days for to in follows[at])
            first[at] = _day(max(ends) + 1 + tasks[at].lag)
    return first


def _backward(
    tasks: Sequence[Task], follows: Sequence[Sequence[int]], order: Sequence[int]
) -> list[int]:
    """Days between the planned end of each step and the latest that leaves the last end alone."""
    if not tasks:
        return []
    latest = [max(task.end for task in tasks).toordinal()] * len(tasks)
    for at in reversed(order):
        begin = latest[at] - (tasks[at].end - tasks[at].start).days
        for to in follows[at]:
            latest[to] = min(latest[to], begin - 1 - tasks[at].lag)
    return [latest[at] - task.end.toordinal() for at, task in enumerate(tasks)]


def _critical(tasks: Sequence[Task], follows: Sequence[Sequence[int]]) -> frozenset[int]:
    """From what ends last back through those that each step waits for longest."""
    if not any(follows):
        return frozenset()
    end = max(task.end for task in tasks)
    waiting = [at for at, task in enumerate(tasks) if task.end == end]
    chain: set[int] = set()
    while waiting:
        at = waiting.pop()
        if at in chain:
            continue
        chain.add(at)
        if follows[at]:
            last = max(tasks[to].end for to in follows[at])
            waiting += [to for to in follows[at] if tasks[to].end == last]
    return frozenset(chain) if len(chain) > 1 else frozenset()


# ---------------------------------------------------------------------- circles


def _circle(
    group: Sequence[int], follows: Sequence[Sequence[int]], tasks: Sequence[Task]
) -> tuple[str, ...]:
    """A way round inside of the group, in the order of the work: each is followed by the next."""
    inside, start = set(group), min(group)
    way, seen = [start], {start}
    while True:
        to = next((to for to in follows[way[-1]] if to in inside and to not in seen), None)
        if to is None:
            break
        way.append(to)
        seen.add(to)
    closed = next((n for n in range(len(way)) if way[n] in follows[way[-1]]), 0)
    return tuple(tasks[at].code for at in reversed(way[closed:]))


# ---------------------------------------------------------------------- months without works


class Season(NamedTuple):
    """Months of every year, 1-12, both included; over the turn of the year where `last` is
    smaller."""

    first: int
    last: int

    @property
    def months(self) -> frozenset[int]:
        if self.first <= self.last:
            return frozenset(range(self.first, self.last + 1))
        return frozenset((*range(self.first, 13), *range(1, self.last + 1)))


def closed(seasons: Iterable[Season]) -> frozenset[int]:
    """The months of the year in which at least one of the seasons is."""
    return frozenset(month for season in seasons for month in season.months)


def days_closed(start: date, end: date, months: Collection[int]) -> int:
    """How many days of a step fall into these months."""
    count = 0
    for first, last in _months(start, end):
        if first.month in months:
            count += (last - first).days + 1
    return count


def _months(start: date, end: date) -> Iterable[tuple[date, date]]:
    """The days from `start` to `end`, month by month."""
    day = start
    while day <= end:
        last = min(end, day.replace(day=calendar.monthrange(day.year, day.month)[1]))
        yield day, last
        if last == date.max:
            return
        day = date.fromordinal(last.toordinal() + 1)


def outside(start: date, end: date, months: Collection[int]) -> tuple[date, date] | None:
    """The step from the first day on which works are possible, resting in these months: as many
    days of work as planned. None where no month is left, or the calendar ends."""
    wanted = (end - start).days + 1
    if len(set(months)) >= 12 or wanted > YEARS_LOOKED_AT * 366:
        return None
    limit = date.fromordinal(_day(start.toordinal() + (YEARS_LOOKED_AT * 12 + 1) * 366))
    begin: date | None = None
    for first, last in _months(start, limit):
        if first.month in months:
            continue
        begin = begin or first
        length = (last - first).days + 1
        if length >= wanted:
            return begin, date.fromordinal(first.toordinal() + wanted - 1)
        wanted -= length
    return None


# ---------------------------------------------------------------------- moving


def moved(day: date, months: int) -> date | None:
    """The same day of another month; the last day of a month stays a last day. None where the
    calendar has no such year."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    if not date.min.year <= year <= date.max.year:
        return None
    longest = calendar.monthrange(year, month + 1)[1]
    ended = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, month + 1, longest if ended else min(day.day, longest))


def shifted(start: date, end: date, days: int) -> tuple[date, date] | None:
    """Both days so many later; None where the calendar ends."""
    if not (start.toordinal() + days >= FIRST and end.toordinal() + days <= LAST):
        return None
    return (
        date.fromordinal(start.toordinal() + days),
        date.fromordinal(end.toordinal() + days),
    )


def resolved(tasks: Sequence[Task]) -> tuple[tuple[date, date], ...]:
    """First and last days with every step that is planned too early moved to where it can begin,
    and what follows it too; all others, and those of circles, stay."""
    dates = [(task.start, task.end) for task in tasks]
    codes: dict[str, int] = {}
    for at, task in enumerate(tasks):
        if task.code:
            codes.setdefault(task.code, at)
    follows = [_followed(at, task, codes) for at, task in enumerate(tasks)]
    for group in groups(dict(enumerate(follows))):
        at = group[0]
        if len(group) > 1 or at in follows[at] or not follows[at]:
            continue
        ready = max(dates[to][1].toordinal() for to in follows[at]) + tasks[at].lag
        start, end = dates[at]
        if start.toordinal() < ready:
            dates[at] = shifted(start, end, ready + 1 - start.toordinal()) or (start, end)
    return tuple(dates)
