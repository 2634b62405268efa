"""Calendars are read back as a calendar program would: unfolded, unescaped, day by day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wecoop_desktop.documents.calendar import WIDEST, Entry, escaped, folded, write_calendar

MADE = datetime(2026, 11, 22, 15, 30, tzinfo=timezone(timedelta(hours=6)))
ENTRY = Entry(
    "a1-adb-stage-1@wecoop-desktop",
    date(2028, 2, 28),
    date(2028, 2, 29),
    "АБР: Концептуальный документ; состав, объём",
    "Первая строка\nвторая, с запятой; и \\ чертой",
    "АБР",
)


def written(*entries: Entry, language: str = "ru", name: str = "План") -> bytes:
    stream = BytesIO()
    write_calendar(entries, name, MADE, language, stream)
    return stream.getvalue()


def read(data: bytes) -> list[dict[str, str]]:
    """The properties of each entry, without their parameters."""
    lines = data.decode("utf-8").replace("\r\n ", "").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    found: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and line not in ("END:VEVENT", "END:VCALENDAR", ""):
            found[-1][name.split(";")[0]] = value
    return found


def unescaped(value: str) -> str:
    parts = value.split("\\\\")
    return "\\".join(
        part.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";") for part in parts
    )


def test_an_entry_comes_back_as_it_was() -> None:
    (found,) = read(written(ENTRY))
    assert unescaped(found["SUMMARY"]) == ENTRY.title
    assert unescaped(found["DESCRIPTION"]) == ENTRY.about
    assert found["DTSTART"] == "20280228"
    assert found["DTEND"] == "20280301"  # the day after the last one
    assert found["DTSTAMP"] == "20261122T093000Z"
    assert found["UID"] == ENTRY.id
    assert found["TRANSP"] == "TRANSPARENT"


def test_days_without_an_hour() -> None:
    text = written(ENTRY).decode()
    assert "DTSTART;VALUE=DATE:20280228\r\n" in text
    assert "VERSION:2.0\r\n" in text
    assert "PRODID:" in text


def test_the_same_plan_is_the_same_file() -> None:
    assert written(ENTRY) == written(ENTRY)
    empty = written()
    assert read(empty) == []


def test_line_ends_are_those_of_the_standard() -> None:
    data = written(ENTRY)
    assert data.count(b"\n") == data.count(b"\r\n")
    assert all(len(line) <= WIDEST for line in data.split(b"\r\n"))
    for line in data.split(b"\r\n"):
        line.decode("utf-8")  # no letter is torn apart


@pytest.mark.parametrize(
    "text", ["\r\nEND:VCALENDAR\r\n", "a\rb", "\ud800", "\x00\x1b[2J", "x" * 999]
)
def test_no_text_breaks_out(text: str) -> None:
    entry = Entry("id", date(2026, 1, 1), date(2026, 1, 1), text, text, text)
    data = written(entry, name=text)
    assert data.count(b"\r\nEND:VCALENDAR") == 1
    assert len(read(data)) == 1


def test_the_last_day_there_is() -> None:
    entry = Entry("id", date.max, date.max, "x")
    assert read(written(entry))[0]["DTEND"] == "99991231"


@given(st.text())
def test_folding_and_escaping_lose_nothing(text: str) -> None:
    line = "SUMMARY:" + escaped(text)
    pieces = list(folded(line))
    assert all(len(piece) <= WIDEST for piece in pieces)
    assert b"".join([pieces[0], *(piece[1:] for piece in pieces[1:])]).decode() == line
    assert all(piece.startswith(b" ") for piece in pieces[1:])


def test_made_in_any_zone_is_told_in_utc() -> None:
    stream = BytesIO()
    write_calendar([ENTRY], "x", datetime(2026, 1, 1, tzinfo=UTC), "en", stream)
    assert b"DTSTAMP:20260101T000000Z" in stream.getvalue()
