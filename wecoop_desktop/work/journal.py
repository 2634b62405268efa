"""The journal of one proposal's changes: what undo and redo go along.

All functions work inside the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, and_, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.work.tables import Answers, Changes, Proposals

STEPS = 200  # steps kept of each proposal
SIZE = 40_000_000  # characters kept of each proposal's journal
PAUSE = timedelta(seconds=2)  # typing with shorter pauses is one step ...
LONGEST = timedelta(seconds=30)  # ... of at most this length

_CLOSED = datetime(1970, 1, 1, tzinfo=UTC)

Texts = Mapping[str, str | None]


def change(
    connection: Connection, proposal: str, after: Texts, now: datetime, *, joining: bool = True
) -> bool:
    """Set the JSON of these answers (None removes) as one step. False where nothing differs.

    With `joining`, typing that goes on in one answer stays one step.
    """
    before = _present(connection, proposal, after)
    differing = {path: text for path, text in after.items() if before.get(path) != text}
    touch(connection, proposal, now if differing else None)
    if not differing:
        return False
    _put(connection, proposal, differing)
    connection.execute(
        delete(Changes).where(Changes.proposal == proposal, Changes.undone.is_(True))
    )
    if joining and len(differing) == 1:
        ((path, text),) = differing.items()
        if _joined(connection, proposal, path, text, now):
            return True
    _begin(connection, proposal, before, differing, now)
    return True


def touch(connection: Connection, proposal: str, now: datetime | None) -> None:
    """Note the time of a change (None: only look). Raises `AppError` proposal-unknown."""
    if now is None:
        found = connection.execute(select(Proposals.id).where(Proposals.id == proposal)).first()
        known = found is not None
    else:
        noted = update(Proposals).where(Proposals.id == proposal).values(updated=now)
        known = connection.execute(noted).rowcount == 1
    if not known:
        raise AppError("proposal-unknown", id=proposal)


def _present(connection: Connection, proposal: str, paths: Texts) -> dict[str, str]:
    query = select(Answers.path, Answers.data).where(Answers.proposal == proposal)
    if len(paths) == 1:
        query = query.where(Answers.path == next(iter(paths)))
    return {path: data for path, data in connection.execute(query) if path in paths}


def _put(connection: Connection, proposal: str, texts: Texts) -> None:
    for path, text in texts.items():
        if text is None:
            connection.execute(
                delete(Answers).where(Answers.proposal == proposal, Answers.path == path)
            )
        else:
            row = upsert(Answers).values(proposal=proposal, path=path, data=text)
            connection.execute(
                row.on_conflict_do_update(
                    index_elements=[Answers.proposal, Answers.path],
                    set_={"data": row.excluded.data},
                )
            )


def _joined(
    connection: Connection, proposal: str, path: str, text: str | None, now: datetime
) -> bool:
    """Make the change part of the last step where that is the same typing, still going on."""
    last = connection.execute(
        select(Changes.step, Changes.path, Changes.before, Changes.began, Changes.at)
        .where(Changes.proposal == proposal)
        .order_by(Changes.step.desc())
        .limit(2)
    ).all()
    if not last or last[0].path != path or (len(last) == 2 and last[0].step == last[1].step):
        return False
    step = last[0]
    if not timedelta() <= now - step.at <= PAUSE or now - step.began > LONGEST:
        return False
    here = and_(Changes.proposal == proposal, Changes.step == step.step)
    if step.before == text:  # typed and taken back: no step at all
        connection.execute(delete(Changes).where(here))
    else:
        size = _size(step.before) + _size(text)
        connection.execute(update(Changes).where(here).values(after=text, at=now, size=size))
    return True


def _begin(
    connection: Connection, proposal: str, before: Texts, after: Texts, now: datetime
) -> None:
    newest = select(func.max(Changes.step)).where(Changes.proposal == proposal)
    step = (connection.scalar(newest) or 0) + 1
    connection.execute(
        insert(Changes),
        [
            {
                "proposal": proposal,
                "step": step,
                "path": path,
                "before": before.get(path),
                "after": text,
                "began": now,
                "at": now,
                "size": _size(before.get(path)) + _size(text),
                "undone": False,
            }
            for path, text in after.items()
        ],
    )
    _thin(connection, proposal, step)


def _size(text: str | None) -> int:
    return 0 if text is None else len(text)


def _thin(connection: Connection, proposal: str, newest: int) -> None:
    """Let the oldest steps go beyond the limits; the newest always stays."""
    own = Changes.proposal == proposal
    connection.execute(delete(Changes).where(own, Changes.step <= newest - STEPS))
    if (connection.scalar(select(func.sum(Changes.size)).where(own)) or 0) <= SIZE:
        return
    sizes = connection.execute(
        select(Changes.step, func.sum(Changes.size))
        .where(own)
        .group_by(Changes.step)
        .order_by(Changes.step.desc())
    ).all()
    total = 0
    for step, size in sizes:
        total += size
        if total > SIZE and step != newest:
            connection.execute(delete(Changes).where(own, Changes.step <= step))
            return


def go(connection: Connection, proposal: str, way: str, now: datetime) -> str | None:
    """Take one step back ("undo") or forward ("redo").

    Gives the path that changed, "" where several did, None where there is no step.
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
    texts = dict(connection.execute(select(Changes.path, column).where(here)).tuples().all())
    _put(connection, proposal, texts)
    connection.execute(update(Changes).where(here).values(undone=undoing))
    # What is typed next is a step of its own, however soon it comes.
    connection.execute(update(Changes).where(Changes.proposal == proposal).values(at=_CLOSED))
    touch(connection, proposal, now)
    return next(iter(texts)) if len(texts) == 1 else ""


def counts(connection: Connection, proposal: str) -> tuple[int, int]:
    """How many steps can be undone and redone."""
    found = dict(
        connection.execute(
            select(Changes.undone, func.count(func.distinct(Changes.step)))
            .where(Changes.proposal == proposal)
            .group_by(Changes.undone)
        )
        .tuples()
        .all()
    )
    return found.get(False, 0), found.get(True, 0)
