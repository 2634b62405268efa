"""The bin: how long proposals stay in it, and how they leave.

Days are counted by the clock of the computer, which may stand in 1980 or jump: after a jump the
days of everything in the bin begin anew, so that no jump empties it.
"""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta
from sqlite3 import Connection

from wecoop_desktop.base.folders import Home
from wecoop_desktop.work import annexes, ask, journal, marks
from wecoop_desktop.work.moments import stored

DAYS = 90
STAY = timedelta(days=DAYS)
JUMP = timedelta(days=60)  # a longer time between two looks is not believed
KIND, KEY = "program", "bin-seen"  # the mark that remembers the last look

_PUT = "UPDATE proposals SET deleted = ? WHERE id = ?"
_COUNT = "SELECT count(*) FROM proposals WHERE deleted IS NOT NULL"
_BEGIN_AGAIN = "UPDATE proposals SET deleted = :now WHERE deleted > :now OR deleted < :jumped"
_CORRECT = "UPDATE proposals SET deleted = :now WHERE deleted > :now"
_EVERY = "SELECT id FROM proposals WHERE deleted IS NOT NULL"
_OLD = "SELECT id FROM proposals WHERE deleted <= ?"
_REMOVE = "DELETE FROM proposals WHERE id IN (SELECT value FROM json_each(?))"


def leaves(deleted: datetime) -> datetime:
    """When a proposal that was deleted then leaves the bin for good."""
    return deleted + STAY


def put(work: Connection, proposal: str, deleted: datetime | None) -> None:
    """Put a proposal into the bin, or take it out (None). Raises `AppError` proposal-unknown."""
    journal.touch(work, proposal, None)
    work.execute(_PUT, (None if deleted is None else stored(deleted), proposal))


def thin(work: Connection, home: Home, now: datetime) -> int:
    """Let go what stayed in the bin for 90 days; gives how many proposals that were."""
    if not ask.number(work, _COUNT):
        marks.put(work, KIND, KEY, None, now)
        return 0
    seen = _seen(work)
    marks.put(work, KIND, KEY, now.isoformat(), now)
    if seen is None or abs(now - seen) > JUMP:
        work.execute(_BEGIN_AGAIN, {"now": stored(now), "jumped": stored(now - JUMP)})
        return 0
    work.execute(_CORRECT, {"now": stored(now)})
    return _remove(work, home, ask.texts(work, _OLD, stored(now - STAY)))


def empty(work: Connection, home: Home) -> int:
    """Remove the proposals of the bin for good; gives how many there were."""
    return _remove(work, home, ask.texts(work, _EVERY))


def _remove(work: Connection, home: Home, proposals: tuple[str, ...]) -> int:
    annexes.leave(work, home, proposals)
    return work.execute(_REMOVE, (ask.listed(proposals),)).rowcount


def _seen(work: Connection) -> datetime | None:
    kept = marks.of(work, KIND, (KEY,)).get(KEY, "")
    with contextlib.suppress(ValueError):
        return datetime.fromisoformat(kept)
    return None
