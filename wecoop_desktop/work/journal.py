"""The journal of one proposal's changes: what undo and redo go along.

All functions work inside the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from sqlite3 import Connection
from typing import NamedTuple

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.work import ask, toggles
from wecoop_desktop.work.moments import moment, stored
from wecoop_desktop.work.toggles import ANSWER, COMMENT, Thing

STEPS = 200  # steps kept of each proposal
SIZE = 40_000_000  # characters kept of each proposal's journal
PAUSE = timedelta(seconds=2)  # typing with shorter pauses is one step ...
LONGEST = timedelta(seconds=30)  # ... of at most this length

_CLOSED = stored(datetime(1970, 1, 1, tzinfo=UTC))

_KNOWN = "SELECT count(*) FROM proposals WHERE id = ?"
_TOUCH = "UPDATE proposals SET updated = ? WHERE id = ? AND review = 0"

_READ = "SELECT data FROM answers WHERE proposal = ? AND path = ?"
_REMOVE = "DELETE FROM answers WHERE proposal = ? AND path = ?"
_PUT = """
INSERT INTO answers (proposal, path, data) VALUES (?, ?, ?)
ON CONFLICT (proposal, path) DO UPDATE SET data = excluded.data
"""

_LAST = """
SELECT step, kind, path, before, began, at, undone FROM changes
WHERE proposal = ? ORDER BY step DESC LIMIT 2
"""
_ADD = """
INSERT INTO changes (proposal, step, kind, path, before, after, began, at, size, undone)
VALUES (:proposal, :step, :kind, :path, :before, :after, :now, :now, :size, 0)
"""
_GROW = "UPDATE changes SET after = ?, at = ?, size = ? WHERE proposal = ? AND step = ?"
_DROP = "DELETE FROM changes WHERE proposal = ? AND step = ?"
_FORGET_UNDONE = "DELETE FROM changes WHERE proposal = ? AND undone = 1"
_FORGET_OLD = "DELETE FROM changes WHERE proposal = ? AND step <= ?"
_SIZES = """
SELECT step, sum(size) FROM changes WHERE proposal = ? GROUP BY step ORDER BY step DESC
"""

_LAST_DONE = "SELECT max(step) FROM changes WHERE proposal = ? AND undone = 0"
_FIRST_UNDONE = "SELECT min(step) FROM changes WHERE proposal = ? AND undone = 1"
_BEFORE = "SELECT kind, path, before FROM changes WHERE proposal = ? AND step = ?"
_AFTER = "SELECT kind, path, after FROM changes WHERE proposal = ? AND step = ?"
_TURN = "UPDATE changes SET undone = ? WHERE proposal = ? AND step = ?"
_CLOSE = "UPDATE changes SET at = ? WHERE proposal = ?"
_COUNTS = """
SELECT count(DISTINCT step) FILTER (WHERE undone = 0),
       count(DISTINCT step) FILTER (WHERE undone = 1)
FROM changes WHERE proposal = ?
"""

Texts = Mapping[str, str | None]
Deeds = Mapping[Thing, str | None]


class _Change(NamedTuple):
    """A row of the journal."""

    step: int
    kind: str
    path: str
    before: str | None
    began: str
    at: str
    undone: int


def change(
    work: Connection,
    proposal: str,
    after: Texts,
    now: datetime,
    *,
    joining: bool = True,
    toggled: Deeds | None = None,
) -> bool:
    """Set the JSON of these answers (None removes) as one step. False where nothing differs.

    `toggled` are other things that change with them. With `joining`, typing that goes on in one
    answer stays one step. Raises `AppError` proposal-unknown, proposal-review.
    """
    wanted: dict[Thing, str | None] = {Thing(ANSWER, path): text for path, text in after.items()}
    wanted.update(toggled or {})
    before = {thing: _state(work, proposal, thing) for thing in wanted}
    differing = {thing: text for thing, text in wanted.items() if before[thing] != text}
    touch(work, proposal, now if _is_writing(differing) else None)
    if not differing:
        return False
    _put(work, proposal, differing, now)
    last = _last(work, proposal)
    if last and last[0].undone:
        work.execute(_FORGET_UNDONE, (proposal,))
        last = _last(work, proposal)
    if not (joining and len(differing) == 1 and _joined(work, proposal, last, differing, now)):
        _begin(work, proposal, last[0].step + 1 if last else 1, before, differing, now)
    return True


def _last(work: Connection, proposal: str) -> list[_Change]:
    """The newest row, and the one before it: whether both are of one step."""
    return [*map(_Change._make, work.execute(_LAST, (proposal,)))]


def _is_writing(things: Iterable[Thing]) -> bool:
    """Whether more than comments changes: those are free in a review copy too."""
    return any(thing.kind != COMMENT for thing in things)


def touch(work: Connection, proposal: str, now: datetime | None) -> None:
    """Note the time of a change (None: only look).

    Raises `AppError` proposal-unknown, and proposal-review where a change is not allowed.
    """
    if now is not None and work.execute(_TOUCH, (stored(now), proposal)).rowcount == 1:
        return
    if not ask.number(work, _KNOWN, proposal):
        raise AppError("proposal-unknown", id=proposal)
    if now is not None:
        raise AppError("proposal-review")


def _state(work: Connection, proposal: str, thing: Thing) -> str | None:
    if thing.kind == ANSWER:
        return ask.text(work, _READ, proposal, thing.name)
    return toggles.state(work, proposal, thing)


def _put(work: Connection, proposal: str, things: Deeds, now: datetime) -> None:
    for thing, text in things.items():
        if thing.kind != ANSWER:
            toggles.put(work, proposal, thing, text, now)
        elif text is None:
            work.execute(_REMOVE, (proposal, thing.name))
        else:
            work.execute(_PUT, (proposal, thing.name, text))


def _joined(
    work: Connection, proposal: str, last: Sequence[_Change], after: Deeds, now: datetime
) -> bool:
    """Make the change part of the last step where that is the same typing, still going on."""
    ((thing, text),) = after.items()
    if not last or thing.kind != ANSWER or thing != (last[0].kind, last[0].path):
        return False
    if len(last) == 2 and last[0].step == last[1].step:
        return False
    step = last[0]
    began, at = moment(step.began), moment(step.at)
    if not timedelta() <= now - at <= PAUSE or now - began > LONGEST:
        return False
    if step.before == text:  # typed and taken back: no step at all
        work.execute(_DROP, (proposal, step.step))
    else:
        size = _size(step.before) + _size(text)
        work.execute(_GROW, (text, stored(now), size, proposal, step.step))
        _thin(work, proposal, step.step, size)
    return True


def _begin(
    work: Connection, proposal: str, step: int, before: Deeds, after: Deeds, now: datetime
) -> None:
    rows = [
        {
            "proposal": proposal,
            "step": step,
            "kind": thing.kind,
            "path": thing.name,
            "before": before[thing],
            "after": text,
            "now": stored(now),
            "size": _size(before[thing]) + _size(text),
        }
        for thing, text in after.items()
    ]
    work.executemany(_ADD, rows)
    largest = max(_size(before[thing]) + _size(after[thing]) for thing in after)
    _thin(work, proposal, step, largest)


def _size(text: str | None) -> int:
    return 0 if text is None else len(text)


def _thin(work: Connection, proposal: str, newest: int, size: int) -> None:
    """Let the oldest steps go beyond the limits; the newest always stays."""
    if newest > STEPS:
        work.execute(_FORGET_OLD, (proposal, newest - STEPS))
    if size <= SIZE // STEPS:  # however many of these there are, they cannot exceed the limit
        return
    total = 0
    for step, taken in work.execute(_SIZES, (proposal,)).fetchall():
        total += taken
        if total > SIZE and step != newest:
            work.execute(_FORGET_OLD, (proposal, step))
            return


def go(work: Connection, proposal: str, way: str, now: datetime) -> str | None:
    """Take one step back ("undo") or forward ("redo").

    Gives the path of the answer that changed, "" where several things or none of the answers did,
    None where there is no step.
    """
    undoing = way == "undo"
    step = ask.number(work, _LAST_DONE if undoing else _FIRST_UNDONE, proposal)
    if not step:
        touch(work, proposal, None)
        return None
    rows = work.execute(_BEFORE if undoing else _AFTER, (proposal, step)).fetchall()
    things = {Thing(kind, name): text for kind, name, text in rows}
    _put(work, proposal, things, now)
    work.execute(_TURN, (undoing, proposal, step))
    # What is typed next is a step of its own, however soon it comes.
    work.execute(_CLOSE, (_CLOSED, proposal))
    touch(work, proposal, now if _is_writing(things) else None)
    (first, *others) = things
    return first.name if first.kind == ANSWER and not others else ""


def counts(work: Connection, proposal: str) -> tuple[int, int]:
    """How many steps can be undone and redone."""
    undo, redo = work.execute(_COUNTS, (proposal,)).fetchone()
    return undo, redo
