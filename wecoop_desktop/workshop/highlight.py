"""Answers that the trainer marked to be shown to all: nobody sees whose they are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.answers import Row, Value
from wecoop_desktop.forms.difference import are_rows
from wecoop_desktop.workshop.board import Board
from wecoop_desktop.workshop.paper import TEXT_LIMIT
from wecoop_desktop.workshop.record import Highlight, Record, keep
from wecoop_desktop.workshop.session import Session

MOST = 200
WHYS = ("good", "discuss")


@dataclass(frozen=True, slots=True)
class Shown:
    """A highlight without a name. `letter` tells groups apart: the same for one group through a
    session, in no order that could be guessed. `value` is the answer, or a row of it."""

    letter: str
    path: str
    row: int | None
    value: Value | Row
    why: str
    note: str


def highlight(record: Record, new: Highlight) -> Record:
    """Mark an answer, as the last to be shown; marked again, the words are replaced and its place
    stays. Raises `AppError` workshop-group-unknown, disk-full."""
    record.session.group(new.group)
    if new.why not in WHYS:
        raise AppError(
            "workshop-answer-wrong", question="why", value=new.why, known=", ".join(WHYS)
        )
    kept = replace(new, note=new.note.strip()[:TEXT_LIMIT])
    places = [_place(each) for each in record.highlights]
    if _place(new) in places:
        at = places.index(_place(new))
        listed = (*record.highlights[:at], kept, *record.highlights[at + 1 :])
    else:
        listed = (*record.highlights, kept)[-MOST:]
    return keep(replace(record, highlights=listed))


def take_back(record: Record, old: Highlight) -> Record:
    """Unmark an answer."""
    others = tuple(each for each in record.highlights if _place(each) != _place(old))
    return record if others == record.highlights else keep(replace(record, highlights=others))


def move(record: Record, one: Highlight, by: int) -> Record:
    """Show an answer earlier (`by` below 0) or later."""
    listed = list(record.highlights)
    at = next((n for n, each in enumerate(listed) if _place(each) == _place(one)), None)
    if at is None:
        return record
    found = listed.pop(at)
    listed.insert(min(max(at + by, 0), len(listed)), found)
    if tuple(listed) == record.highlights:
        return record
    return keep(replace(record, highlights=tuple(listed)))


def _place(found: Highlight) -> tuple[int, str, int | None]:
    return found.group, found.path, found.row


def shown(board: Board, highlights: Iterable[Highlight]) -> tuple[Shown, ...]:
    """What can be shown of the highlights, in their order: those whose answer is still there."""
    found = (shown_one(board, each) for each in highlights)
    return tuple(each for each in found if each is not None)


def shown_one(board: Board, one: Highlight) -> Shown | None:
    """A highlight without its name; None where the answer is not there any more."""
    answers = board.row(one.group).answers
    value = answers.get(one.path) if answers is not None else None
    if value is None:
        return None
    part: Value | Row = value
    if one.row is not None:
        if not are_rows(value) or one.row >= len(value):
            return None
        part = value[one.row]
    letter = letters_of(board.session)[one.group]
    return Shown(letter, one.path, one.row, part, one.why, one.note)


def letters_of(session: Session) -> dict[int, str]:
    """A letter for each group, by a digest of session and group: A, B … Z, AA, AB …"""

    def rank(number: int) -> str:
        return hashlib.sha256(f"{session.id} {number}".encode()).hexdigest()

    numbers = sorted((group.number for group in session.groups), key=rank)
    return {number: _letters(at) for at, number in enumerate(numbers)}


def _letters(at: int) -> str:
    first, last = divmod(at, 26)
    return ("" if not first else chr(64 + first)) + chr(65 + last)
