"""`store.outbox`: corrections, questions and proposals for the publisher, until they have left."""

from __future__ import annotations

import enum
import json
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.answers import Answer as Published
from wecoop_desktop.packs.feedback import Entry, Receipt, entry_data, missing, read_own
from wecoop_desktop.work.tables import Outbox as Entries
from wecoop_desktop.work.tables import OutboxChanges as Changes

STEPS = 200  # steps of undo that are kept
PAUSE = timedelta(seconds=2)  # typing with shorter pauses is one step ...
LONGEST = timedelta(seconds=30)  # ... of at most this length
_CLOSED = datetime(1970, 1, 1, tzinfo=UTC)
COUNT_LIMIT = 2_000  # entries, those that have left with them


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
        query = select(Entries).where(Entries.removed.is_(None))
        with self._work() as work:
            rows = work.execute(query.order_by(Entries.created.desc(), Entries.id)).all()
        return tuple(_kept(row) for row in rows)

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
            row = work.execute(select(Entries).where(Entries.id == entry.id)).one_or_none()
            if row is None:
                return self._add(work, entry, state, now)
            if row.state not in (State.DRAFT, State.WAITING):
                raise AppError("feedback-left")
            if row.tried and _text(entry) != row.data:
                entry = _another(work, entry, now)
                row = _row(work, entry.id)
            _change(work, row, {"data": _text(entry), "state": str(state)}, now)
            return _kept(_row(work, entry.id))

    def _add(self, work: Connection, entry: Entry, state: State, now: datetime) -> Kept:
        if (work.scalar(select(func.count()).select_from(Entries)) or 0) >= COUNT_LIMIT:
            raise AppError("outbox-full", limit=COUNT_LIMIT)
        row = {
            "id": entry.id,
            "data": _text(entry),
            "state": str(state),
            "created": now,
            "changed": now,
        }
        work.execute(insert(Entries).values(row))
        made = _row(work, entry.id)
        _note(work, entry.id, None, _snapshot(made), now)
        return _kept(made)

    def remove(self, id: str) -> None:
        """Take an entry away; one step of undo. What has left stays with the publisher."""
        now = self._clock()
        with self._work() as work:
            _change(work, _row(work, id), {"removed": now}, now, joining=False)

    def undo(self) -> str | None:
        """Take the last step back; the id of its entry, None where no step is."""
        return self._go(back=True)

    def redo(self) -> str | None:
        """Do again what was taken back."""
        return self._go(back=False)

    def _go(self, *, back: bool) -> str | None:
        order = Changes.step.desc() if back else Changes.step.asc()
        query = select(Changes).where(Changes.undone.is_(not back)).order_by(order).limit(1)
        with self._work() as work:
            step = work.execute(query).one_or_none()
            if step is None:
                return None
            _restore(work, step.entry, step.before if back else step.after)
            # What was taken back is not joined by the next typing.
            passed = update(Changes).where(Changes.step == step.step)
            work.execute(passed.values(undone=back, began=_CLOSED))
            return str(step.entry)

    # leaving

    def tried(self, ids: Collection[str]) -> None:
        """They are about to be sent: from now on they may have arrived."""
        with self._work() as work:
            work.execute(update(Entries).where(Entries.id.in_(ids)).values(tried=True))
            work.execute(delete(Changes).where(Changes.entry.in_(ids)))

    def sent(self, ids: Collection[str]) -> None:
        """They left in a file. Those that were received before stay so."""
        here = Entries.id.in_(ids) & Entries.state.in_((State.WAITING, State.SENT))
        with self._work() as work:
            values = {"state": str(State.SENT), "left": self._clock(), "tried": True}
            work.execute(update(Entries).where(here).values(values))
            work.execute(delete(Changes).where(Changes.entry.in_(ids)))

    def received(self, receipts: Collection[Receipt]) -> None:
        """The publisher has them."""
        with self._work() as work:
            for receipt in receipts:
                values = {
                    "state": str(State.RECEIVED),
                    "left": self._clock(),
                    "number": receipt.number,
                    "received": receipt.received,
                }
                work.execute(update(Entries).where(Entries.id == receipt.id).values(values))
                work.execute(delete(Changes).where(Changes.entry == receipt.id))

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
                work.execute(update(Entries).where(Entries.id == id).values(answer=text))
                work.execute(delete(Changes).where(Changes.entry == id))
        return len(fresh)


def _from(published: Published) -> Answer:
    day = published.date.isoformat() if published.date else ""
    return Answer(published.decision, published.reason, day)


def new_id() -> str:
    """Random: nobody can tell from it who wrote, or where."""
    return uuid.uuid4().hex


def _text(entry: Entry) -> str:
    return json.dumps(entry_data(entry), ensure_ascii=False)


# Any: a row of the table; its columns are typed in `tables`.
def _kept(row: Row[Any]) -> Kept:
    answer = _answer(row.answer)
    return Kept(
        entry=read_own(json.loads(row.data)),
        state=State.ANSWERED if answer else State(row.state),
        changed=row.changed,
        left=row.left,
        number=row.number,
        received=row.received,
        answer=answer,
    )


def _answer(text: str) -> Answer | None:
    if not text:
        return None
    data = json.loads(text)
    return Answer(data["decision"], Text.from_map(data["reason"]), data["date"])


def _row(work: Connection, id: str) -> Row[Any]:
    row = work.execute(select(Entries).where(Entries.id == id)).one_or_none()
    if row is None:
        raise AppError("feedback-unknown", id=id)
    return row


def _another(work: Connection, entry: Entry, now: datetime) -> Entry:
    """The same row under a new id; its steps so far cannot be taken back any more."""
    made = replace(entry, id=new_id(), replaces=entry.id)
    work.execute(delete(Changes).where(Changes.entry == entry.id))
    renamed = update(Entries).where(Entries.id == entry.id)
    work.execute(renamed.values(id=made.id, tried=False, changed=now))
    return made


def _change(
    work: Connection,
    row: Row[Any],
    values: Mapping[str, object],
    now: datetime,
    *,
    joining: bool = True,
) -> None:
    before = _snapshot(row)
    if not any(getattr(row, name) != value for name, value in values.items()):
        return
    work.execute(update(Entries).where(Entries.id == row.id).values(**values, changed=now))
    _note(work, row.id, before, _snapshot(_row(work, row.id)), now, joining=joining)


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
    work.execute(delete(Changes).where(Changes.undone.is_(True)))
    last = work.execute(select(Changes).order_by(Changes.step.desc()).limit(1)).one_or_none()
    if last is not None and joining and last.entry == entry and _goes_on(last, now):
        joined = update(Changes).where(Changes.step == last.step)
        work.execute(joined.values(after=after, at=now))
        return
    number = last.step + 1 if last is not None else 1
    row = {"step": number, "entry": entry, "before": before, "after": after}
    work.execute(insert(Changes).values(**row, began=now, at=now, undone=False))
    work.execute(delete(Changes).where(Changes.step <= number - STEPS))


def _goes_on(last: Row[Any], now: datetime) -> bool:
    return bool(now - last.at <= PAUSE and now - last.began <= LONGEST)


_PARTS = ("data", "state", "created", "changed", "removed")


def _snapshot(row: Row[Any]) -> str:
    held = {name: getattr(row, name) for name in _PARTS}
    plain = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in held.items()
    }
    return json.dumps(plain, ensure_ascii=False)


def _restore(work: Connection, entry: str, snapshot: str | None) -> None:
    if snapshot is None:
        work.execute(delete(Entries).where(Entries.id == entry))
        return
    held = json.loads(snapshot)
    for name in ("created", "changed", "removed"):
        held[name] = datetime.fromisoformat(held[name]) if held[name] else None
    row = upsert(Entries).values(id=entry, **held)
    work.execute(row.on_conflict_do_update(index_elements=[Entries.id], set_=held))
