"""`store.outbox`: corrections, questions and proposals for the publisher, until they have left."""

from __future__ import annotations

import enum
import json
import uuid
from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from sqlite3 import Connection
from typing import NamedTuple

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.answers import Answer as Published
from wecoop_desktop.packs.feedback import Entry, Receipt, entry_data, missing, read_own
from wecoop_desktop.work import ask
from wecoop_desktop.work.moments import moment, moment_or_none, stored

STEPS = 200  # steps of undo that are kept
PAUSE = timedelta(seconds=2)  # typing with shorter pauses is one step ...
LONGEST = timedelta(seconds=30)  # ... of at most this length
COUNT_LIMIT = 2_000  # entries, those that have left with them

_CLOSED = stored(datetime(1970, 1, 1, tzinfo=UTC))

_COLUMNS = 'id, data, state, created, changed, removed, tried, "left", number, received, answer'
_EVERY = f"SELECT {_COLUMNS} FROM outbox WHERE removed IS NULL ORDER BY created DESC, id"
_ONE = f"SELECT {_COLUMNS} FROM outbox WHERE id = ?"
_COUNT = "SELECT count(*) FROM outbox"
_ADD = "INSERT INTO outbox (id, data, state, created, changed) VALUES (?, ?, ?, ?, ?)"
_CHANGE = """
UPDATE outbox SET data = :data, state = :state, removed = :removed, changed = :changed
WHERE id = :id
"""
_RENAME = "UPDATE outbox SET id = ?, tried = 0, changed = ? WHERE id = ?"
_REMOVE = "DELETE FROM outbox WHERE id = ?"
_RESTORE = """
INSERT INTO outbox (id, data, state, created, changed, removed)
VALUES (:id, :data, :state, :created, :changed, :removed)
ON CONFLICT (id) DO UPDATE SET data = excluded.data, state = excluded.state,
created = excluded.created, changed = excluded.changed, removed = excluded.removed
"""
_TRY = "UPDATE outbox SET tried = 1 WHERE id IN (SELECT value FROM json_each(?))"
_SEND = """
UPDATE outbox SET state = 'sent', "left" = ?, tried = 1
WHERE id IN (SELECT value FROM json_each(?)) AND state IN ('waiting', 'sent')
"""
_RECEIVE = """
UPDATE outbox SET state = 'received', "left" = ?, number = ?, received = ? WHERE id = ?
"""
_ANSWER = "UPDATE outbox SET answer = ? WHERE id = ?"

_STEP_COLUMNS = "step, entry, before, after, began, at"
_LAST = f"SELECT {_STEP_COLUMNS} FROM outbox_changes ORDER BY step DESC LIMIT 1"
_LAST_DONE = f"""
SELECT {_STEP_COLUMNS} FROM outbox_changes WHERE undone = 0 ORDER BY step DESC LIMIT 1
"""
_FIRST_UNDONE = f"""
SELECT {_STEP_COLUMNS} FROM outbox_changes WHERE undone = 1 ORDER BY step LIMIT 1
"""
_ADD_STEP = """
INSERT INTO outbox_changes (step, entry, before, after, began, at, undone)
VALUES (:step, :entry, :before, :after, :now, :now, 0)
"""
_GROW = "UPDATE outbox_changes SET after = ?, at = ? WHERE step = ?"
_TURN = "UPDATE outbox_changes SET undone = ?, began = ? WHERE step = ?"
_FORGET_UNDONE = "DELETE FROM outbox_changes WHERE undone = 1"
_FORGET_OLD = "DELETE FROM outbox_changes WHERE step <= ?"
_FORGET = "DELETE FROM outbox_changes WHERE entry IN (SELECT value FROM json_each(?))"


class State(enum.StrEnum):
    """`SENT`: it left in a file, and nobody said yet that it came."""

    DRAFT = "draft"
    WAITING = "waiting"
    SENT = "sent"
    RECEIVED = "received"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was published about an entry; `date` is YYYY-MM-DD as the pack gives it."""

    decision: str  # accepted, declined, noted
    reason: Text = Text()
    date: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry of the outbox. `left` is when it went last; `number` and `received` are the
    publisher's receipt."""

    entry: Entry
    state: State
    changed: datetime
    left: datetime | None = None
    number: str = ""
    received: str = ""
    answer: Answer | None = None

    @property
    def open(self) -> bool:
        """Whether it can still be changed."""
        return self.state in (State.DRAFT, State.WAITING)


class _Row(NamedTuple):
    """A row of the outbox."""

    id: str
    data: str
    state: str
    created: str
    changed: str
    removed: str | None
    tried: int
    left: str | None
    number: str
    received: str
    answer: str


class _Step(NamedTuple):
    """A row of its journal."""

    step: int
    entry: str
    before: str | None
    after: str | None
    began: str
    at: str


class OutboxStore:
    """Verbs raise `AppError` feedback-unknown, feedback-left, outbox-full, disk-full."""

    def __init__(
        self,
        transaction: Callable[[], AbstractContextManager[Connection]],
        clock: Callable[[], datetime],
    ) -> None:
        self._work, self._clock = transaction, clock

    def entries(self) -> tuple[Kept, ...]:
        """Everything that was not removed, the last made first."""
        with self._work() as work:
            rows = work.execute(_EVERY).fetchall()
        return tuple(_kept(_Row._make(row)) for row in rows)

    def one(self, id: str) -> Kept:
        with self._work() as work:
            return _kept(_row(work, id))

    def write(self, entry: Entry, *, ready: bool) -> Kept:
        """Keep an entry, new or changed; `ready` for leaving only where nothing is missing in it.

        Where the one before may have arrived already, this becomes another one that replaces it:
        `entry.id` of what is given back is then a new one.
        """
        state = State.WAITING if ready and not missing(entry) else State.DRAFT
        now = self._clock()
        with self._work() as work:
            row = _found(work, entry.id)
            if row is None:
                return self._add(work, entry, state, now)
            if row.state not in (State.DRAFT, State.WAITING):
                raise AppError("feedback-left")
            if row.tried and _text(entry) != row.data:
                entry = _another(work, entry, now)
                row = _row(work, entry.id)
            _change(work, row, row._replace(data=_text(entry), state=state.value), now)
            return _kept(_row(work, entry.id))

    def _add(self, work: Connection, entry: Entry, state: State, now: datetime) -> Kept:
        if ask.number(work, _COUNT) >= COUNT_LIMIT:
            raise AppError("outbox-full", limit=COUNT_LIMIT)
        work.execute(_ADD, (entry.id, _text(entry), state.value, stored(now), stored(now)))
        made = _row(work, entry.id)
        _note(work, entry.id, None, _snapshot(made), now)
        return _kept(made)

    def remove(self, id: str) -> None:
        """Take an entry away; one step of undo. What has left stays with the publisher."""
        now = self._clock()
        with self._work() as work:
            row = _row(work, id)
            _change(work, row, row._replace(removed=stored(now)), now, joining=False)

    def undo(self) -> str | None:
        """Take the last step back; the id of its entry, None where no step is."""
        return self._go(back=True)

    def redo(self) -> str | None:
        """Do again what was taken back."""
        return self._go(back=False)

    def _go(self, *, back: bool) -> str | None:
        with self._work() as work:
            step = _step(work, _LAST_DONE if back else _FIRST_UNDONE)
            if step is None:
                return None
            _restore(work, step.entry, step.before if back else step.after)
            # What was taken back is not joined by the next typing.
            work.execute(_TURN, (back, _CLOSED, step.step))
            return step.entry

    # leaving

    def tried(self, ids: Collection[str]) -> None:
        """They are about to be sent: from now on they may have arrived."""
        with self._work() as work:
            work.execute(_TRY, (ask.listed(ids),))
            _forget(work, ids)

    def sent(self, ids: Collection[str]) -> None:
        """They left in a file. Those that were received before stay so."""
        with self._work() as work:
            work.execute(_SEND, (stored(self._clock()), ask.listed(ids)))
            _forget(work, ids)

    def received(self, receipts: Collection[Receipt]) -> None:
        """The publisher has them."""
        with self._work() as work:
            for each in receipts:
                now = stored(self._clock())
                work.execute(_RECEIVE, (now, each.number, each.received, each.id))
            _forget(work, [each.id for each in receipts])

    def answered(self, published: Iterable[Published]) -> int:
        """Keep what the content in use says about entries; how many answers are new or others."""
        known = {kept.entry.id: kept.answer for kept in self.entries()}
        fresh = {
            each.id: answer
            for each in published
            if each.id in known and known[each.id] != (answer := _from(each))
        }
        if not fresh:
            return 0
        with self._work() as work:
            for id, one in fresh.items():
                reason = {"en": one.reason.en, "ru": one.reason.ru}
                data = {"decision": one.decision, "reason": reason, "date": one.date}
                text = json.dumps(data, ensure_ascii=False)
                work.execute(_ANSWER, (text, id))
            _forget(work, fresh)
        return len(fresh)


def _from(published: Published) -> Answer:
    day = published.date.isoformat() if published.date else ""
    return Answer(published.decision, published.reason, day)


def new_id() -> str:
    """Random: nobody can tell from it who wrote, or where."""
    return uuid.uuid4().hex


def _text(entry: Entry) -> str:
    return json.dumps(entry_data(entry), ensure_ascii=False)


def _kept(row: _Row) -> Kept:
    answer = _answer(row.answer)
    return Kept(
        entry=read_own(json.loads(row.data)),
        state=State.ANSWERED if answer else State(row.state),
        changed=moment(row.changed),
        left=moment_or_none(row.left),
        number=row.number,
        received=row.received,
        answer=answer,
    )


def _answer(text: str) -> Answer | None:
    if not text:
        return None
    data = json.loads(text)
    return Answer(data["decision"], Text.from_map(data["reason"]), data["date"])


def _found(work: Connection, id: str) -> _Row | None:
    row = work.execute(_ONE, (id,)).fetchone()
    return None if row is None else _Row._make(row)


def _row(work: Connection, id: str) -> _Row:
    row = _found(work, id)
    if row is None:
        raise AppError("feedback-unknown", id=id)
    return row


def _step(work: Connection, statement: str) -> _Step | None:
    row = work.execute(statement).fetchone()
    return None if row is None else _Step._make(row)


def _forget(work: Connection, ids: Collection[str]) -> None:
    """What may have arrived cannot be taken back any more."""
    work.execute(_FORGET, (ask.listed(ids),))


def _another(work: Connection, entry: Entry, now: datetime) -> Entry:
    """The same row under a new id; its steps so far cannot be taken back any more."""
    made = replace(entry, id=new_id(), replaces=entry.id)
    _forget(work, (entry.id,))
    work.execute(_RENAME, (made.id, stored(now), entry.id))
    return made


def _change(
    work: Connection, row: _Row, wanted: _Row, now: datetime, *, joining: bool = True
) -> None:
    if row == wanted:
        return
    made = wanted._replace(changed=stored(now))
    work.execute(_CHANGE, made._asdict())
    _note(work, row.id, _snapshot(row), _snapshot(made), now, joining=joining)


def _note(
    work: Connection,
    entry: str,
    before: str | None,
    after: str,
    now: datetime,
    *,
    joining: bool = True,
) -> None:
    """Write down a step; typing goes on with the last one."""
    work.execute(_FORGET_UNDONE)
    last = _step(work, _LAST)
    if last is not None and joining and last.entry == entry and _goes_on(last, now):
        work.execute(_GROW, (after, stored(now), last.step))
        return
    number = last.step + 1 if last is not None else 1
    row = {"step": number, "entry": entry, "before": before, "after": after, "now": stored(now)}
    work.execute(_ADD_STEP, row)
    work.execute(_FORGET_OLD, (number - STEPS,))


def _goes_on(last: _Step, now: datetime) -> bool:
    return now - moment(last.at) <= PAUSE and now - moment(last.began) <= LONGEST


_MOMENTS = ("created", "changed", "removed")


def _snapshot(row: _Row) -> str:
    moments = {"created": row.created, "changed": row.changed, "removed": row.removed}
    said = {name: text and moment(text).isoformat() for name, text in moments.items()}
    return json.dumps({"data": row.data, "state": row.state, **said}, ensure_ascii=False)


def _restore(work: Connection, entry: str, snapshot: str | None) -> None:
    if snapshot is None:
        work.execute(_REMOVE, (entry,))
        return
    held = json.loads(snapshot)
    moments = {name: held[name] and stored(moment(held[name])) for name in _MOMENTS}
    work.execute(_RESTORE, {**held, **moments, "id": entry})
