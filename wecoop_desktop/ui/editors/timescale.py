"""Where a day stands on the scale of a schedule, and the lines and words of its head."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from wecoop_desktop.appraisal.schedule import moved

# Pixels of a month, quarter, year at 100 %.
ZOOMS = {"months": 46.0, "quarters": 34.0, "years": 66.0}
_DAYS = {"months": 30.4375, "quarters": 91.3125, "years": 365.25}


class Tick(NamedTuple):
    """The first day of a part of the scale, its pixel, and the pixel where the next begins."""

    day: date
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Scale:
    """Pixels of days, 0 at `first`. `day` is the width of a day, `factor` the text size."""

    first: date
    last: date
    day: float
    factor: float = 1.0

    @property
    def width(self) -> float:
        return self.at(self.last) + self.day

    def at(self, day: date) -> float:
        """The left edge of a day."""
        return (day.toordinal() - self.first.toordinal()) * self.day

    def days(self, pixels: float) -> int:
        """Whole days that a move by so many pixels means."""
        return round(pixels / self.day)

    def date(self, pixel: float) -> date:
        """The day at a pixel."""
        ordinal = self.first.toordinal() + int(pixel // self.day)
        return date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal()))

    def ticks(self, months: int, left: float, right: float) -> Iterator[Tick]:
        """Parts of so many months that are seen between two pixels."""
        day = _floor(max(self.date(left), self.first), months)
        while True:
            following = _later(day, months)
            begin = self.at(day)
            if begin > right or day > self.last:
                return
            stop = self.at(following) if following is not None else self.width
            yield Tick(day, begin, stop)
            if following is None:
                return
            day = following

    @property
    def step(self) -> int:
        """Months between two lines: as many lines as have room for their words."""
        wide = self.day * 30.4375 / self.factor
        return 1 if wide >= 36 else 3 if 3 * wide >= 24 else 12

    @property
    def years(self) -> int:
        """Years between two that are named, so that their names have room."""
        wide = self.day * 365.25 / self.factor
        return next((n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500) if n * wide >= 40), 1000)


def scaled(zoom: str, first: date, last: date, room: float, factor: float) -> Scale:
    """The scale from the quarter of `first` to that of `last`, at least `room` pixels wide;
    `factor` is the text size."""
    begin = _floor(first, 3 if zoom != "years" else 12)
    stop = _end(last, 3 if zoom != "years" else 12)
    days = stop.toordinal() - begin.toordinal() + 1
    day = max(ZOOMS[zoom] * factor / _DAYS[zoom], room / days)
    return Scale(begin, stop, day, factor)


def _floor(day: date, months: int) -> date:
    """The first day of the part of so many months, 1, 3, 12 or a multiple, that holds the day."""
    count = (day.year * 12 + day.month - 1) // months * months
    count = max(count, 12)
    return date(count // 12, count % 12 + 1, 1)


def _later(day: date, months: int) -> date | None:
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1) if count // 12 <= date.max.year else None


def _end(day: date, months: int) -> date:
    following = _later(_floor(day, months), months)
    return date.max if following is None else date.fromordinal(following.toordinal() - 1)


def pushed(start: date, end: date, months: int, *, by_end: bool) -> tuple[date, date] | None:
    """The days of a bar some months later, or only its end; None where there are no such days."""
    last = moved(end, months)
    first = start if by_end else moved(start, months)
    if first is None or last is None or last < first:
        return None
    return first, last


def plus(day: date, days: int) -> date | None:
    """So many days later; None where the calendar ends."""
    ordinal = day.toordinal() + days
    known = date.min.toordinal() <= ordinal <= date.max.toordinal()
    return date.fromordinal(ordinal) if known else None
