"""Which country and topic an event is about, and its place in a calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from wecoop_desktop.advice import dates
from wecoop_desktop.advice.datespaper import papered
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.content import Event

EVENT = Event(
    id="training-1",
    kind="training",
    title=Text("Training on clean air projects", "Обучение: проекты чистого воздуха"),
    summary=Text("Four days with ministries.", "Четыре дня с министерствами."),
    date=date(2026, 11, 30),
    place=Text("Bishkek, Kyrgyzstan", "Бишкек, Кыргызстан"),
    organiser=Text("WECOOP", "WECOOP"),
    url="",
    when="2026-11-30",
)
MONTH = replace(EVENT, id="month", date=None, when="2026-11", place=Text())
UNDATED = replace(EVENT, id="undated", date=None, when="")


def test_what_the_words_say() -> None:
    assert dates.countries_of(EVENT) == ("KG",)
    assert "air" in dates.topics_of(EVENT)


def test_what_the_pack_says_counts_more() -> None:
    named = replace(EVENT, countries=("UZ",), topics=("water",))
    assert dates.countries_of(named) == ("UZ",)
    assert dates.topics_of(named) == ("water",)


@pytest.mark.parametrize(
    ("since", "until", "left"),
    [
        (None, None, ["training-1", "month", "undated"]),
        (date(2026, 11, 30), None, ["training-1", "month"]),
        (date(2026, 12, 1), None, []),
        (None, date(2026, 11, 1), ["month"]),
        (date(2026, 11, 10), date(2026, 11, 20), ["month"]),
    ],
)
def test_between(since: date | None, until: date | None, left: list[str]) -> None:
    found = dates.chosen((UNDATED, MONTH, EVENT), "", since, until)
    assert [event.id for event in found] == left


def test_several_days_touch_the_span() -> None:
    long = replace(EVENT, end=date(2026, 12, 3))
    assert dates.chosen((long,), "", date(2026, 12, 2)) == (long,)


def test_the_region_is_for_every_country() -> None:
    assert dates.chosen((EVENT, MONTH), "TJ") == (MONTH,)
    with pytest.raises(AppError) as raised:
        dates.chosen((EVENT,), "XX")
    assert raised.value.code == "country-unknown"


def test_entries_are_of_known_days() -> None:
    found = dates.entries((EVENT, MONTH, UNDATED), Language("ru"))
    assert [entry.id for entry in found] == ["training-1@events.wecoop"]
    assert found[0].title == "Обучение: проекты чистого воздуха"
    backwards = replace(EVENT, end=date(2026, 11, 1))
    assert dates.entries((backwards,), Language("en"))[0].end == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("when", "until", "first", "last", "said"),
    [
        ("2025-Q2", "2025-Q3", date(2025, 4, 1), date(2025, 9, 30),
         "quarter 2 of 2025 – quarter 3 of 2025"),
        ("2025-Q4", "", date(2025, 10, 1), date(2025, 12, 31), "quarter 4 of 2025"),
        ("2026-05", "2026-06", date(2026, 5, 1), date(2026, 6, 30), "May 2026 – June 2026"),
        ("2024-02", "", date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        ("2021", "2027", date(2021, 1, 1), date(2027, 12, 31), "2021 – 2027"),
        ("2026", "2025", date(2026, 1, 1), date(2026, 12, 31), "2026"),
    ],
)  # fmt: skip
def test_quarters_months_and_years_stay_what_they_are(
    when: str, until: str, first: date, last: date, said: str
) -> None:
    event = replace(EVENT, date=None, when=when, until=until)
    assert dates.span(event) == (first, last)
    assert dates.when_words(event, Language("en")) == said
    assert dates.entries((event,), Language("en")) == ()  # a calendar file has days only


def test_nothing_known_is_said_as_nothing() -> None:
    assert dates.span(UNDATED) is None
    assert dates.when_words(UNDATED, Language("ru")) == ""


def test_what_is_held_in_a_country_is_not_about_it_alone() -> None:
    regional = replace(EVENT, title=Text("EU–Central Asia Conference", ""))
    assert dates.countries_of(regional) == ()
    named = replace(regional, title=Text("Regional visit to Turkmenistan", ""))
    assert dates.countries_of(named) == ("TM",)
    call = replace(EVENT, kind="call")
    assert dates.countries_of(call) == ()


def test_on_paper_unknown_stays_unknown() -> None:
    outline = papered((UNDATED, MONTH), Language("en"), date(2026, 11, 23), date(2026, 11, 1))
    said = repr(outline.sections)
    assert outline.sections[0].orientation == "landscape"
    assert "date not known" in said
    assert "not said" in said
    assert "November 2026: " in said
