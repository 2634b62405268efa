"""Earliest dates, reserve, the chain that ends last, circles, and months without works."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from wecoop_desktop.appraisal.schedule import (
    Season,
    Task,
    closed,
    days_closed,
    moved,
    network,
    outside,
    resolved,
    shifted,
)


def task(code: str, start: str, end: str, *after: str, lag: int = 0) -> Task:
    return Task(code, date.fromisoformat(start), date.fromisoformat(end), after, lag)


PLAN = (
    task("A", "2027-01-01", "2027-01-31"),
    task("B", "2027-02-01", "2027-02-28", "A"),
    task("C", "2027-02-01", "2027-02-10", "A"),
    task("D", "2027-03-11", "2027-03-31", "B", "C", lag=10),
)


def test_a_step_begins_the_day_after_and_its_lag() -> None:
    found = network(PLAN)
    assert [one.earliest.isoformat() for one in found.placed] == [
        "2027-01-01",
        "2027-02-01",
        "2027-02-01",
        "2027-03-11",
    ]
    assert [one.reserve for one in found.placed] == [0, 0, 18, 0]
    assert found.critical == {0, 1, 3}
    assert not any(one.early for one in found.placed)


def test_gaps_are_reserve_and_the_chain_is_still_told() -> None:
    found = network(
        (task("A", "2027-01-01", "2027-01-31"), task("B", "2027-04-01", "2027-05-31", "A"))
    )
    assert found.placed[0].reserve == 59
    assert found.placed[1].earliest == date(2027, 2, 1)
    assert found.placed[1].finish == date(2027, 4, 2)
    assert found.critical == {0, 1}


def test_what_begins_too_early_is_told_and_moved_with_all_that_follows() -> None:
    plan = (
        task("A", "2027-01-01", "2027-03-31"),
        task("B", "2027-03-01", "2027-03-31", "A"),
        task("C", "2027-04-01", "2027-04-30", "B"),
        task("D", "2027-09-01", "2027-09-30", "C"),
    )
    assert [one.early for one in network(plan).placed] == [False, True, False, False]
    dates = resolved(plan)
    assert dates[1] == (date(2027, 4, 1), date(2027, 5, 1))
    assert dates[2] == (date(2027, 5, 2), date(2027, 5, 31))
    assert dates[0] == (plan[0].start, plan[0].end)
    assert dates[3] == (date(2027, 9, 1), date(2027, 9, 30))
    later = [Task(t.code, *days, t.after, t.lag) for t, days in zip(plan, dates, strict=True)]
    assert not any(one.early for one in network(later).placed)


def test_a_start_on_the_day_of_the_end_is_in_order() -> None:
    plan = (task("A", "2027-01-01", "2027-01-31"), task("B", "2027-01-31", "2027-02-28", "A"))
    assert not network(plan).placed[1].early
    assert resolved(plan)[1] == (plan[1].start, plan[1].end)


def test_circles_are_named_in_the_order_of_the_work_and_nothing_hangs() -> None:
    plan = (
        task("X", "2027-01-01", "2027-01-31", "Z"),
        task("Y", "2027-02-01", "2027-02-28", "X"),
        task("Z", "2027-03-01", "2027-03-31", "Y"),
        task("W", "2027-04-01", "2027-04-30", "Z", "W"),
        task("E", "2027-05-01", "2027-05-31", "Z"),
    )
    found = network(plan)
    assert found.circles == (("Y", "Z", "X"), ("W",))
    assert found.placed[4].earliest == date(2027, 4, 1)
    assert found.critical == {4, 2}
    assert resolved(plan)[:4] == tuple((t.start, t.end) for t in plan[:4])


def test_unknown_and_double_codes() -> None:
    plan = (
        task("A", "2027-01-01", "2027-01-31"),
        task("A", "2028-01-01", "2028-01-31"),
        task("", "2027-02-01", "2027-02-28", "A", "nowhere", "nowhere"),
    )
    found = network(plan)
    assert found.unknown == ("nowhere",)
    assert found.placed[2].earliest == date(2027, 2, 1)
    assert network(()).placed == ()


def test_the_ends_of_the_calendar() -> None:
    plan = (
        task("A", "0001-01-01", "9999-12-31"),
        task("B", "9999-12-01", "9999-12-31", "A", lag=3650),
    )
    found = network(plan)
    assert found.placed[1].earliest == date.max
    assert found.placed[1].early
    assert resolved(plan)[1] == (plan[1].start, plan[1].end)
    assert shifted(date.min, date.min, -1) is None
    assert moved(date(9999, 12, 31), 1) is None
    assert moved(date(1, 1, 31), -1) is None
    assert outside(date(9999, 11, 1), date(9999, 12, 31), {12}) is None


def test_any_tangle_of_two_hundred_steps_is_told() -> None:
    draw = random.Random(3)
    start = date(2027, 1, 1)
    for _ in range(20):
        plan = []
        for at in range(200):
            first = start + timedelta(days=draw.randrange(2000))
            after = tuple(f"T{draw.randrange(210)}" for _ in range(draw.randrange(4)))
            last = first + timedelta(days=draw.randrange(300))
            plan.append(Task(f"T{at}", first, last, after, draw.choice((0, 0, 30))))
        found = network(plan)
        codes = {one.code: one for one in plan}
        for circle in found.circles:
            for before, behind in zip(circle, (*circle[1:], circle[0]), strict=True):
                assert before in codes[behind].after
        dates = resolved(plan)
        assert all(new >= old.start for (new, _end), old in zip(dates, plan, strict=True))
        assert (
            resolved(
                [Task(t.code, *days, t.after, t.lag) for t, days in zip(plan, dates, strict=True)]
            )
            == dates
        )


def test_seasons_over_the_turn_of_the_year() -> None:
    months = closed((Season(11, 3), Season(7, 7)))
    assert months == {11, 12, 1, 2, 3, 7}
    assert days_closed(date(2028, 10, 16), date(2029, 1, 15), months) == 30 + 31 + 15
    assert days_closed(date(2028, 4, 1), date(2028, 6, 30), months) == 0


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        ("2028-12-01", "2029-01-30", ("2029-04-01", "2029-05-31")),
        ("2028-10-02", "2028-11-30", ("2028-10-02", "2029-04-30")),
        ("2028-05-01", "2028-06-30", ("2028-05-01", "2028-06-30")),
    ],
)
def test_works_rest_in_the_season_and_keep_their_days(
    start: str, end: str, wanted: tuple[str, str]
) -> None:
    found = outside(date.fromisoformat(start), date.fromisoformat(end), {11, 12, 1, 2, 3})
    assert found == tuple(map(date.fromisoformat, wanted))


def test_no_month_without_a_season_has_no_proposal() -> None:
    assert outside(date(2028, 1, 1), date(2028, 1, 2), range(1, 13)) is None


def test_a_month_later_keeps_the_last_day() -> None:
    assert moved(date(2027, 2, 28), 1) == date(2027, 3, 31)
    assert moved(date(2027, 1, 30), 1) == date(2027, 2, 28)
    assert moved(date(2027, 1, 15), -1) == date(2026, 12, 15)
