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
    """Mark an answer; marked again, the words are replaced. Raises `AppError`
    workshop-group-unknown, disk-full."""
    record.session.group(new.group)
    if new.why not in WHYS:
        raise AppError(
            "workshop-answer-wrong", question="why", value=new.why, known="good, discuss"
        )
    kept = replace(new, note=new.note.strip()[:TEXT_LIMIT])
    others = tuple(each for each in record.highlights if _place(each) != _place(new))
    return keep(replace(record, highlights=(*others, kept)[-MOST:]))


def take_back(record: Record, old: Highlight) -> Record:
    """Unmark an answer."""
    others = tuple(each for each in record.highlights if _place(each) != _place(old))
    return record if others == record.highlights else keep(replace(record, highlights=others))


def _place(found: Highlight) -> tuple[int, str, int | None]:
    return found.group, found.path, found.row


def shown(board: Board, highlights: Iterable[Highlight]) -> tuple[Shown, ...]:
    """What can be shown of the highlights: those whose answer is still there, by the question."""
    letters = letters_of(board)
    found = []
    for each in highlights:
        answers = board.row(each.group).answers
        value = answers.get(each.path) if answers is not None else None
        if value is None:
            continue
        part: Value | Row = value
        if each.row is not None:
            if not are_rows(value) or each.row >= len(value):
                continue
            part = value[each.row]
        letter = letters[each.group]
        found.append(Shown(letter, each.path, each.row, part, each.why, each.note))
    return tuple(sorted(found, key=lambda each: (each.path, each.letter)))


def letters_of(board: Board) -> dict[int, str]:
    """A letter for each group, by a digest of session and group: A, B … Z, AA, AB …"""

    def rank(number: int) -> str:
        return hashlib.sha256(f"{board.session.id} {number}".encode()).hexdigest()

    numbers = sorted((row.group.number for row in board.rows), key=rank)
    return {number: _letters(at) for at, number in enumerate(numbers)}


def _letters(at: int) -> str:
    first, last = divmod(at, 26)
    return ("" if not first else chr(64 + first)) + chr(65 + last)
