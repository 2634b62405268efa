"""Ninety days in the bin, by a clock that cannot always be trusted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.work.conftest import Clock
from wecoop_desktop.base.folders import Home
from wecoop_desktop.work import trash
from wecoop_desktop.work.store import WorkStore


def days(home: Home, clock: Clock, count: int, *, step: int = 1) -> int:
    """Open the work every so many days; gives how many proposals are there at the end."""
    left = 0
    for _ in range(0, count, step):
        clock.now += timedelta(days=step)
        store = WorkStore.open(home, clock)
        left = len(store.proposals())
        store.close()
    return left


def binned(home: Home, clock: Clock) -> str:
    store = WorkStore.open(home, clock)
    store.create("wecoop", "1", {})
    proposal = store.create("wecoop", "1", {})
    store.delete(proposal)
    store.close()
    return proposal


def test_after_ninety_days_it_is_gone_and_not_before(home: Home, clock: Clock) -> None:
    binned(home, clock)
    assert trash.leaves(clock.now) - clock.now == timedelta(days=90)
    assert days(home, clock, 89) == 2
    assert days(home, clock, 2) == 1


def test_a_clock_that_jumps_empties_nothing(home: Home, clock: Clock) -> None:
    binned(home, clock)
    days(home, clock, 3)
    clock.now = datetime(2099, 1, 1, tzinfo=UTC)
    assert days(home, clock, 80) == 2
    clock.now = datetime(2026, 12, 1, tzinfo=UTC)
    assert days(home, clock, 80) == 2
    assert days(home, clock, 12) == 1


def test_deleted_in_1980_stays_its_days(home: Home, clock: Clock) -> None:
    right = clock.now
    clock.now = datetime(1980, 1, 1, tzinfo=UTC)
    binned(home, clock)
    days(home, clock, 2)
    clock.now = right
    assert days(home, clock, 88) == 2
    assert days(home, clock, 4) == 1


def test_one_who_comes_rarely_keeps_it_longer(home: Home, clock: Clock) -> None:
    binned(home, clock)
    assert days(home, clock, 70, step=70) == 2
    assert days(home, clock, 50, step=10) == 2
    assert days(home, clock, 60, step=10) == 1
