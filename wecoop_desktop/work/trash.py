"""The bin: how long proposals stay in it, and how they leave.

Days are counted by the clock of the computer, which may stand in 1980 or jump: after a jump the
days of everything in the bin begin anew, so that no jump empties it.
"""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, func, or_, select, update

from wecoop_desktop.base.folders import Home
from wecoop_desktop.work import annexes, marks
from wecoop_desktop.work.tables import Proposals

DAYS = 90
STAY = timedelta(days=DAYS)
JUMP = timedelta(days=60)  # a longer time between two looks is not believed
KIND, KEY = "program", "bin-seen"  # the mark that remembers the last look


def leaves(deleted: datetime) -> datetime:
    """When a proposal that was deleted then leaves the bin for good."""
    return deleted + STAY


def thin(work: Connection, home: Home, now: datetime) -> int:
    """Let go what stayed in the bin for 90 days; gives how many proposals that were."""
    binned = Proposals.deleted.is_not(None)
    if not work.scalar(select(func.count()).select_from(Proposals).where(binned)):
        marks.put(work, KIND, KEY, None, now)
        return 0
    seen = _seen(work)
    marks.put(work, KIND, KEY, now.isoformat(), now)
    if seen is None or abs(now - seen) > JUMP:
        doubtful = or_(Proposals.deleted > now, Proposals.deleted < now - JUMP)
        work.execute(update(Proposals).where(binned, doubtful).values(deleted=now))
        return 0
    work.execute(update(Proposals).where(Proposals.deleted > now).values(deleted=now))
    return empty(work, home, now - STAY)


def empty(work: Connection, home: Home, before: datetime | None = None) -> int:
    """Remove the proposals of the bin for good, or those that were put there until then."""
    which: ColumnElement[bool] = Proposals.deleted.is_not(None)
    if before is not None:
        which = Proposals.deleted <= before
    annexes.leave(work, home, which)
    return work.execute(delete(Proposals).where(which)).rowcount


def _seen(work: Connection) -> datetime | None:
    kept = marks.of(work, KIND, (KEY,)).get(KEY, "")
    with contextlib.suppress(ValueError):
        return datetime.fromisoformat(kept)
    return None
