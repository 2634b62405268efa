"""The review board: one row for each group. Screen, command line and report read this and nothing
else, so that their numbers are the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Literal

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.state import Meters
from wecoop_desktop.work.comments import counts, threads
from wecoop_desktop.workshop.collect import Collected, Fault
from wecoop_desktop.workshop.discuss import comments_of
from wecoop_desktop.workshop.measure import Gauge, Measured, TaskState, Version, measure
from wecoop_desktop.workshop.record import Receipt, Record, newest
from wecoop_desktop.workshop.session import Group, Session

LATE = 20  # minutes without a file after which a group is told

GroupState = Literal["ready", "question", "late", "work", "damaged", "none"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft that stands for a group: `path` is the copy that the trainer's computer keeps."""

    receipt: Receipt
    path: Path
    measured: Measured


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A group. `drafts` are the last of each writer, the newest first: two where two computers of a
    group handed in. `tasks` in the order of the exercise. `minutes` since the last file that was
    new, by the trainer's clock; None where none came. `readiness` 0-100 is the least of the three
    meters over the questions of the exercise's steps; None without a draft."""

    group: Group
    state: GroupState
    tasks: tuple[TaskState, ...]
    readiness: Decimal | None = None
    meters: Meters | None = None
    comments: int = 0
    question: str = ""
    asked: str = ""  # id of the task
    minutes: int | None = None
    received: datetime | None = None
    version: Version = "same"
    drafts: tuple[Draft, ...] = ()
    people: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def done(self) -> int:
        return self.tasks.count("done")

    @property
    def answers(self) -> Answers | None:
        return self.drafts[0].measured.answers if self.drafts else None


@dataclass(frozen=True, slots=True)
class Board:
    """All groups in their order. `faults` are files that belong to no group; `last` is when the
    last new file arrived; `reached` False: the folder is not there, what is shown was collected
    before."""

    session: Session
    rows: tuple[BoardRow, ...]
    looked: datetime
    last: datetime | None = None
    fresh: int = 0
    reached: bool = True
    faults: tuple[Fault, ...] = ()
    totals: Mapping[str, int] = made(default_factory=dict)

    def row(self, group: int) -> BoardRow:
        """Raises `AppError` workshop-group-unknown."""
        number = self.session.group(group).number
        return next(each for each in self.rows if each.group.number == number)


Measures = dict[str, Measured | AppError]  # by digest; kept by whoever asks again and again


def board(
    collected: Collected, gauge: Gauge, now: datetime, measures: Measures | None = None
) -> Board:
    """The board of what was collected. `measures` remembers drafts that were measured before."""
    record = collected.record
    known: Measures = {} if measures is None else measures
    rows = tuple(
        _row(record, group, collected, gauge, now, known) for group in record.session.groups
    )
    arrived = [each.received for each in record.receipts]
    return Board(
        session=record.session,
        rows=rows,
        looked=now,
        last=max(arrived, default=None),
        fresh=collected.fresh,
        reached=collected.reached,
        faults=tuple(each for each in collected.faults if not each.group),
        totals=_totals(rows),
    )


def _totals(rows: tuple[BoardRow, ...]) -> dict[str, int]:
    return {
        "groups": len(rows),
        "handed": sum(bool(row.drafts) for row in rows),
        "questions": sum(row.state == "question" for row in rows),
        "ready": sum(row.state == "ready" for row in rows),
        "done": sum(row.done for row in rows),
        "tasks": sum(len(row.tasks) for row in rows),
        "comments": sum(row.comments for row in rows),
    }


def _row(
    record: Record,
    group: Group,
    collected: Collected,
    gauge: Gauge,
    now: datetime,
    known: Measures,
) -> BoardRow:
    receipts = [each for each in record.receipts if each.group == group.number]
    last = sorted(newest(receipts).values(), key=lambda each: each.received, reverse=True)
    faults = [each for each in collected.faults if each.group == group.number]
    drafts = []
    for receipt in last:
        found = _measured(record, receipt, gauge, known)
        if isinstance(found, AppError):
            faults.append(Fault(record.draft(receipt), group.number, found))
        else:
            drafts.append(Draft(receipt, record.draft(receipt), found))
    arrived = max((each.received for each in receipts), default=None)
    minutes = None if arrived is None else max(0, int((now - arrived).total_seconds() // 60))
    if not drafts:
        nothing: TaskState = "none"
        waiting = tuple(nothing for _task in gauge.exercise.tasks)
        state: GroupState = "damaged" if faults else "none"
        return BoardRow(group, state, waiting, minutes=minutes, faults=tuple(faults))
    shown = drafts[0].measured
    note = shown.note
    return BoardRow(
        group=group,
        state=_state(shown, minutes or 0),
        tasks=shown.tasks,
        readiness=min(shown.meters.complete, shown.meters.consistent, shown.meters.strong),
        meters=shown.meters,
        comments=counts(threads((*shown.file.comments, *comments_of(record, group.number)))).open,
        question=note.question if note else "",
        asked=note.asked if note else "",
        minutes=minutes,
        received=arrived,
        version=shown.version,
        drafts=tuple(drafts),
        people=tuple(dict.fromkeys(name for each in drafts for name in _people(each))),
        faults=tuple(faults),
    )


def _people(draft: Draft) -> tuple[str, ...]:
    note = draft.measured.note
    return note.people if note else ()


def _measured(
    record: Record, receipt: Receipt, gauge: Gauge, known: Measures
) -> Measured | AppError:
    if receipt.digest not in known:
        try:
            known[receipt.digest] = measure(gauge, record.draft(receipt))
        except AppError as error:
            known[receipt.digest] = error
    return known[receipt.digest]


def _state(measured: Measured, minutes: int) -> GroupState:
    note = measured.note
    if note is not None and note.question:
        return "question"
    if (note is not None and note.ready) or all(task == "done" for task in measured.tasks):
        return "ready"
    return "late" if minutes >= LATE else "work"
