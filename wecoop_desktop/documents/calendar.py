"""Days of a plan as an iCalendar file (RFC 5545) that calendars of any program take.

All entries are days without an hour. The same entry has the same id each time, so that a file that
is read in again changes entries instead of doubling them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import BinaryIO

WIDEST = 75  # octets of a line, without its end
PRODUCER = "-//WECOOP//WECOOP Desktop//EN"
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True, slots=True)
class Entry:
    """`start` and `end` are the first and the last day. `id` is stable and without spaces."""

    id: str
    start: date
    end: date
    title: str
    about: str = ""
    kind: str = ""


def write_calendar(
    entries: Iterable[Entry], name: str, made: datetime, language: str, stream: BinaryIO
) -> None:
    """Write the calendar `name`; `made` is an aware moment, `language` "en" or "ru"."""
    for line in _lines(entries, name, made.astimezone(UTC), language):
        for part in folded(line):
            stream.write(part + b"\r\n")


def _lines(entries: Iterable[Entry], name: str, made: datetime, language: str) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:{PRODUCER}"
    yield "CALSCALE:GREGORIAN"
    yield f"X-WR-CALNAME:{escaped(name)}"
    for entry in entries:
        yield from _entry(entry, f"{made:%Y%m%dT%H%M%SZ}", language)
    yield "END:VCALENDAR"


def _entry(entry: Entry, stamp: str, language: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(entry.id)}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{_day(entry.start)}"
    yield f"DTEND;VALUE=DATE:{_day(_after(entry.end))}"  # the first day that is free again
    yield f"SUMMARY;LANGUAGE={language}:{escaped(entry.title)}"
    if entry.about:
        yield f"DESCRIPTION;LANGUAGE={language}:{escaped(entry.about)}"
    if entry.kind:
        yield f"CATEGORIES:{escaped(entry.kind)}"
    yield "TRANSP:TRANSPARENT"  # nobody is busy because a stage lasts
    yield "END:VEVENT"


def _after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def escaped(text: str) -> str:
    """Text as a value: commas, semicolons, backslashes and line ends; no other controls."""
    kept = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()
    plain = "".join(sign for sign in kept if sign == "\n" or sign == "\t" or sign.isprintable())
    return plain.translate(_ESCAPES)


def folded(line: str) -> Iterator[bytes]:
    """A line in pieces of at most 75 octets, never inside of a letter; the further begin with a
    space."""
    piece = b""
    for sign in line:
        octets = sign.encode("utf-8")
        if len(piece) + len(octets) > WIDEST:
            yield piece
            piece = b" "
        piece += octets
    yield piece
