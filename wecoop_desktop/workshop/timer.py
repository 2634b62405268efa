"""The time for an exercise: it runs, pauses and is extended; a value that survives a restart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Timer:
    """`total` and `left` in seconds; it runs since `since`, or stands still where that is None."""

    total: int
    left: int
    since: datetime | None = None

    @property
    def running(self) -> bool:
        return self.since is not None


def new_timer(minutes: int) -> Timer:
    return Timer(minutes * 60, minutes * 60)


def left(timer: Timer, now: datetime) -> int:
    """Seconds left; negative when time is over. A clock that was put back adds nothing."""
    if timer.since is None:
        return timer.left
    return timer.left - max(0, int((now - timer.since).total_seconds()))


def start(timer: Timer, now: datetime) -> Timer:
    return timer if timer.running else replace(timer, since=now)


def pause(timer: Timer, now: datetime) -> Timer:
    return replace(timer, left=left(timer, now), since=None)


def extend(timer: Timer, minutes: int) -> Timer:
    """More time, or less where negative; never less than nothing in total."""
    return replace(timer, total=max(0, timer.total + minutes * 60), left=timer.left + minutes * 60)
