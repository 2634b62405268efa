"""What readers say about what is published: an entry, and the message that carries entries.

The same JSON is sent to the publisher, written into a `.feedback` file and read by the publisher's
tools. Nothing stands in it but what the reader typed, what it is about, the version of the program
and the language of its window. docs/feedback.md describes it key by key.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import parse_json

FORMAT = 1
ENDING = ".feedback"
TEXT_LIMIT = 20_000  # characters of what is said, of a value, of a source
LINE_LIMIT = 500  # characters of what stands in one line: a name, an id, a title
MESSAGE_LIMIT = 512_000  # bytes of a message with one entry
FILE_LIMIT = 20_000_000  # bytes of a file
COUNT_LIMIT = 2_000  # entries of a file
ID = re.compile(r"[0-9a-f]{32}")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
LONG = ("present", "proposed", "source", "text")  # may have several lines


class Kind(StrEnum):
    CORRECTION = "correction"  # of a fact
    QUESTION = "question"
    PROJECT = "project"  # one that is missing
    COMMENT = "comment"  # on the guide


@dataclass(frozen=True, slots=True)
class Thing:
    """What it is about: `kind` as the library has it (project, section, funder, policy, term),
    empty for nothing in particular; `id` is empty for what is not published yet."""

    kind: str = ""
    id: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Who says it, where it was typed; nothing is filled in by the program."""

    name: str = ""
    role: str = ""
    email: str = ""


NOTHING = Thing()
NOBODY = Person()


@dataclass(frozen=True, slots=True)
class Entry:
    """`id` is random. A correction names the `field`, what stands there and what should.

    `replaces` is the id of an earlier entry that may have arrived and is not meant any more.
    """

    id: str
    kind: Kind
    about: Thing = NOTHING
    field: str = ""
    present: str = ""
    proposed: str = ""
    source: str = ""
    text: str = ""
    written: date | None = None
    by: Person = NOBODY
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """Entries on their way, with the program's version and its language; `refused` are numbers of
    entries that do not fit, each with the key that is wrong."""

    program: str
    language: str
    entries: tuple[Entry, ...]
    refused: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the publisher says on arrival: its own number, and when (ISO, UTC)."""

    id: str
    number: str
    received: str


def missing(entry: Entry) -> tuple[str, ...]:
    """Codes of what an entry needs before it can leave; none where it is complete."""
    found: list[str] = []
    if entry.kind is Kind.CORRECTION:
        if not entry.about.id:
            found.append("about")
        if not (entry.proposed.strip() or entry.text.strip()):
            found.append("proposed")
    elif entry.kind is Kind.PROJECT:
        if not entry.about.title.strip():
            found.append("title")
    elif not entry.text.strip():
        found.append("text")
    if entry.by.email and not EMAIL.fullmatch(entry.by.email):
        found.append("email")
    return tuple(found)


def entry_data(entry: Entry) -> dict[str, object]:
    """As JSON has it; what is empty is not there."""
    found: dict[str, object] = {}
    for each in fields(entry):
        value = getattr(entry, each.name)
        if isinstance(value, Thing | Person):
            value = {
                part.name: getattr(value, part.name)
                for part in fields(value)
                if getattr(value, part.name)
            }
        elif isinstance(value, date):
            value = value.isoformat()
        if value:
            found[each.name] = str(value) if isinstance(value, Kind) else value
    return found


def message_bytes(entries: Sequence[Entry], program: str, language: str) -> bytes:
    """What leaves this computer, to the last byte."""
    return json.dumps(
        {
            "format": FORMAT,
            "program": program,
            "language": language,
            "entries": [entry_data(entry) for entry in entries],
        },
        ensure_ascii=False,
        indent=1,
    ).encode()


def read_message(data: bytes) -> Message:
    """A message of anybody. Entries that do not fit are counted in `refused`.

    Raises `AppError` feedback-not-json (problem), feedback-newer (format), feedback-odd (key),
    feedback-too-many (limit).
    """
    try:
        found = parse_json(data)
    except ValueError as error:  # UnicodeDecodeError is one
        raise AppError("feedback-not-json", problem=_short(str(error))) from error
    if not isinstance(found, dict):
        raise AppError("feedback-odd", key="format")
    version = found.get("format")
    if type(version) is not int or version < 1:
        raise AppError("feedback-odd", key="format")
    if version > FORMAT:
        raise AppError("feedback-newer", format=version)
    listed = found.get("entries")
    if not isinstance(listed, list):
        raise AppError("feedback-odd", key="entries")
    if len(listed) > COUNT_LIMIT:
        raise AppError("feedback-too-many", limit=COUNT_LIMIT)
    _known(found, ("format", "program", "language", "entries"), "")
    entries: list[Entry] = []
    refused: list[tuple[int, str]] = []
    for number, one in enumerate(listed, 1):
        try:
            entries.append(read_entry(one))
        except AppError as error:
            refused.append((number, str(error.values["key"])))
    return Message(
        _line(found, "program"), _line(found, "language"), tuple(entries), tuple(refused)
    )


def read_entry(data: object) -> Entry:
    """An entry of anybody. Raises `AppError` feedback-odd (key)."""
    if not isinstance(data, dict):
        raise AppError("feedback-odd", key="entries")
    _known(data, tuple(each.name for each in fields(Entry)), "")
    about, by = _part(data, "about"), _part(data, "by")
    _known(about, tuple(each.name for each in fields(Thing)), "about.")
    _known(by, tuple(each.name for each in fields(Person)), "by.")
    kind = data.get("kind")
    if kind not in list(Kind):
        raise AppError("feedback-odd", key="kind")
    entry = Entry(
        id=_id(data, "id"),
        kind=Kind(kind),
        about=Thing(*(_line(about, each.name, "about.") for each in fields(Thing))),
        field=_line(data, "field"),
        present=_text(data, "present"),
        proposed=_text(data, "proposed"),
        source=_text(data, "source"),
        text=_text(data, "text"),
        written=_day(data),
        by=Person(*(_line(by, each.name, "by.") for each in fields(Person))),
        replaces=_id(data, "replaces") if data.get("replaces") else "",
    )
    wanting = missing(entry)
    if wanting:
        raise AppError("feedback-odd", key=wanting[0])
    return entry


def read_own(data: Mapping[str, object]) -> Entry:
    """An entry as this program wrote it, perhaps not complete yet."""
    about, by = _part(data, "about"), _part(data, "by")
    texts = {name: str(data.get(name) or "") for name in ("id", "field", *LONG, "replaces")}
    return Entry(
        kind=Kind(str(data["kind"])),
        about=Thing(*(str(about.get(each.name) or "") for each in fields(Thing))),
        by=Person(*(str(by.get(each.name) or "") for each in fields(Person))),
        written=_day(data),
        **texts,
    )


def fitting(text: str, *, lines: bool = True) -> str:
    """What was typed, without letters that command a screen, and no longer than is allowed."""
    kept = "\n\t" if lines else ""
    cleaned = "".join(
        letter if letter in kept or not _odd(letter) else " "
        for letter in text.replace("\r\n", "\n").replace("\r", "\n")
    )
    return cleaned[:TEXT_LIMIT] if lines else " ".join(cleaned.split())[:LINE_LIMIT]


def _odd(letter: str) -> bool:
    """Control letters, halves of letters, and signs that turn the direction of a line."""
    return unicodedata.category(letter) in ("Cc", "Cs") or letter in _TURNING


_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff")


def _known(data: Mapping[str, object], names: Sequence[str], where: str) -> None:
    for name in data:
        if name not in names:
            raise AppError("feedback-odd", key=where + fitting(name, lines=False)[:60])


def _part(data: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = data.get(name, {})
    if not isinstance(found, dict):
        raise AppError("feedback-odd", key=name)
    return found


def _text(data: Mapping[str, object], name: str) -> str:
    return _checked(data, name, name, TEXT_LIMIT, "\n\t")


def _line(data: Mapping[str, object], name: str, where: str = "") -> str:
    return _checked(data, name, where + name, LINE_LIMIT, "")


def _checked(data: Mapping[str, object], name: str, key: str, limit: int, kept: str) -> str:
    value = data.get(name, "")
    if not isinstance(value, str) or len(value) > limit:
        raise AppError("feedback-odd", key=key)
    if any(_odd(letter) and letter not in kept for letter in value):
        raise AppError("feedback-odd", key=key)
    return value


def _id(data: Mapping[str, object], name: str) -> str:
    value = data.get(name)
    if not isinstance(value, str) or not ID.fullmatch(value):
        raise AppError("feedback-odd", key=name)
    return value


def _day(data: Mapping[str, object]) -> date | None:
    value = data.get("written")
    if not value:
        return None
    if not isinstance(value, str) or not DAY.fullmatch(value):
        raise AppError("feedback-odd", key="written")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise AppError("feedback-odd", key="written") from error


def _short(text: str) -> str:
    return text if len(text) <= 120 else text[:120] + " …"
