"""The journal of one proposal's changes: what undo and redo go along.

All functions work inside the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from sqlalchemy import Connection, Row, and_, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.work import toggles
from wecoop_desktop.work.tables import Answers, Changes, Proposals
from wecoop_desktop.work.toggles import ANSWER, COMMENT, Thing

STEPS = 200  # steps kept of each proposal
SIZE = 40_000_000  # characters kept of each proposal's journal
PAUSE = timedelta(seconds=2)  # typing with shorter pauses is one step ...
LONGEST = timedelta(seconds=30)  # ... of at most this length

_CLOSED = datetime(1970, 1, 1, tzinfo=UTC)

Texts = Mapping[str, str | None]
Deeds = Mapping[Thing, str | None]
Last: TypeAlias = "Sequence[Row[int, str, str, str | None, datetime, datetime, bool]]"


# Built once: putting a statement together takes longer than running it.
_HERE = and_(Changes.proposal == bindparam("p"), Changes.step == bindparam("s"))
_LOOK = select(Proposals.review).where(Proposals.id == bindparam("p"))
_TOUCH = (
    update(Proposals)
    .where(Proposals.id == bindparam("p"), Proposals.review.is_(False))
    .values(updated=bindparam("now"))
)
_ONE = and_(Answers.proposal == bindparam("p"), Answers.path == bindparam("a"))
_READ = select(Answers.data).where(_ONE)
_REMOVE = delete(Answers).where(_ONE)
_ROW = upsert(Answers).values(proposal=bindparam("p"), path=bindparam("a"), data=bindparam("d"))
_PUT = _ROW.on_conflict_do_update(
    index_elements=[Answers.proposal, Answers.path], set_={"data": _ROW.excluded.data}
)
_FORGET_UNDONE = delete(Changes).where(Changes.proposal == bindparam("p"), Changes.undone.is_(True))
_FORGET_OLD = delete(Changes).where(
    Changes.proposal == bindparam("p"), Changes.step <= bindparam("s")
)
_LAST = (
    select(
        Changes.step,
        Changes.kind,
        Changes.path,
        Changes.before,
        Changes.began,
        Changes.at,
        Changes.undone,
    )
    .where(Changes.proposal == bindparam("p"))
    .order_by(Changes.step.desc())
    .limit(2)
)
_DROP = delete(Changes).where(_HERE)
_GROW = (
    update(Changes)
    .where(_HERE)
    .values(after=bindparam("d"), at=bindparam("now"), size=bindparam("z"))
)
_ADD = insert(Changes)


def change(
    connection: Connection,
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
    before = {thing: _state(connection, proposal, thing) for thing in wanted}
    differing = {thing: text for thing, text in wanted.items() if before[thing] != text}
    touch(connection, proposal, now if _is_writing(differing) else None)
    if not differing:
        return False
    _put(connection, proposal, differing, now)
    last = connection.execute(_LAST, {"p": proposal}).all()
    if last and last[0].undone:
        connection.execute(_FORGET_UNDONE, {"p": proposal})
        last = connection.execute(_LAST, {"p": proposal}).all()
    if not (
        joining and len(differing) == 1 and _joined(connection, proposal, last, differing, now)
    ):
        _begin(connection, proposal, last[0].step + 1 if last else 1, before, differing, now)
    return True


def _is_writing(things: Iterable[Thing]) -> bool:
    """Whether more than comments changes: those are free in a review copy too."""
    return any(thing.kind != COMMENT for thing in things)


def touch(connection: Connection, proposal: str, now: datetime | None) -> None:
    """Note the time of a change (None: only look).

    Raises `AppError` proposal-unknown, and proposal-review where a change is not allowed.
    """
    if now is not None and connection.execute(_TOUCH, {"p": proposal, "now": now}).rowcount == 1:
        return
    review = connection.scalar(_LOOK, {"p": proposal})
    if review is None:
        raise AppError("proposal-unknown", id=proposal)
    if now is not None:
        raise AppError("proposal-review")


def _state(connection: Connection, proposal: str, thing: Thing) -> str | None:
    if thing.kind == ANSWER:
        return connection.scalar(_READ, {"p": proposal, "a": thing.name})
    return toggles.state(connection, proposal, thing)


def _put(connection: Connection, proposal: str, things: Deeds, now: datetime) -> None:
    for thing, text in things.items():
        if thing.kind != ANSWER:
            toggles.put(connection, proposal, thing, text, now)
        elif text is None:
            connection.execute(_REMOVE, {"p": proposal, "a": thing.name})
        else:
            connection.execute(_PUT, {"p": proposal, "a": thing.name, "d": text})


def _joined(connection: Connection, proposal: str, last: Last, after: Deeds, now: datetime) -> bool:
    """Make the change part of the last step where that is the same typing, still going on."""
    ((thing, text),) = after.items()
    if not last or thing.kind != ANSWER or thing != (last[0].kind, last[0].path):
        return False
    if len(last) == 2 and last[0].step == last[1].step:
        return False
    step = last[0]
    if not timedelta() <= now - step.at <= PAUSE or now - step.began > LONGEST:
        return False
    here: dict[str, object] = {"p": proposal, "s": step.step}
    if step.before == text:  # typed and taken back: no step at all
        connection.execute(_DROP, here)
    else:
        size = _size(step.before) + _size(text)
        connection.execute(_GROW, {**here, "d": text, "now": now, "z": size})
        _thin(connection, proposal, step.step, size)
    return True


def _begin(
    connection: Connection, proposal: str, step: int, before: Deeds, after: Deeds, now: datetime
) -> None:
    rows = [
        {
            "proposal": proposal,
            "step": step,
            "kind": thing.kind,
            "path": thing.name,
            "before": before[thing],
            "after": text,
            "began": now,
            "at": now,
            "size": _size(before[thing]) + _size(text),
            "undone": False,
        }
        for thing, text in after.items()
    ]
    connection.execute(_ADD, rows)
    _thin(
        connection,
        proposal,
        step,
        max(_size(before[thing]) + _size(after[thing]) for thing in after),
    )


def _size(text: str | None) -> int:
    return 0 if text is None else len(text)


def _thin(connection: Connection, proposal: str, newest: int, size: int) -> None:
    """Let the oldest steps go beyond the limits; the newest always stays."""
    if newest > STEPS:
        connection.execute(_FORGET_OLD, {"p": proposal, "s": newest - STEPS})
    if size <= SIZE // STEPS:  # however many of these there are, they cannot exceed the limit
        return
    sizes = connection.execute(
        select(Changes.step, func.sum(Changes.size))
        .where(Changes.proposal == proposal)
        .group_by(Changes.step)
        .order_by(Changes.step.desc())
    ).all()
    total = 0
    for step, taken in sizes:
        total += taken
        if total > SIZE and step != newest:
            connection.execute(_FORGET_OLD, {"p": proposal, "s": step})
            return


def go(connection: Connection, proposal: str, way: str, now: datetime) -> str | None:
    """Take one step back ("undo") or forward ("redo").

    Gives the path of the answer that changed, "" where several things or none of the answers did,
    None where there is no step.
    """
    undoing = way == "undo"
    own = and_(Changes.proposal == proposal, Changes.undone.is_(not undoing))
    end = func.max(Changes.step) if undoing else func.min(Changes.step)
    step = connection.scalar(select(end).where(own))
    if step is None:
        touch(connection, proposal, None)
        return None
    here = and_(Changes.proposal == proposal, Changes.step == step)
    column = Changes.before if undoing else Changes.after
    rows = connection.execute(select(Changes.kind, Changes.path, column).where(here)).all()
    things = {Thing(kind, name): text for kind, name, text in rows}
    _put(connection, proposal, things, now)
    connection.execute(update(Changes).where(here).values(undone=undoing))
    # What is typed next is a step of its own, however soon it comes.
    connection.execute(update(Changes).where(Changes.proposal == proposal).values(at=_CLOSED))
    touch(connection, proposal, now if _is_writing(things) else None)
    (first, *others) = things
    return first.name if first.kind == ANSWER and not others else ""


def counts(connection: Connection, proposal: str) -> tuple[int, int]:
    """How many steps can be undone and redone."""
    found = dict(
        connection.execute(
            select(Changes.undone, func.count(func.distinct(Changes.step)))
            .where(Changes.proposal == proposal)
            .group_by(Changes.undone)
        ).all()
    )
    return found.get(False, 0), found.get(True, 0)
