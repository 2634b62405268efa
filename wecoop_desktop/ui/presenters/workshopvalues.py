"""Values of the room `workshop/` as the screen shows them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.ui.presenters.workshopview import (
    Clock,
    Group,
    HandOut,
    Marked,
    Pair,
    Past,
    Peer,
    Session,
    State,
)

if TYPE_CHECKING:
    from wecoop_desktop.workshop.board import BoardRow
    from wecoop_desktop.workshop.record import Record
    from wecoop_desktop.workshop.rubric import Review

STATES: Mapping[str, State] = {
    "ready": "ready",
    "question": "question",
    "late": "silent",
    "work": "work",
    "damaged": "damaged",
    "none": "waiting",
}


def past_of(record: Record) -> Past:
    session = record.session
    return Past(
        id=session.id,
        title=session.title,
        day=record.opened.date().isoformat(),
        exercise=session.exercise,
        groups=len(session.groups),
        folder=record.share or record.root,
    )


def session_of(record: Record, now: datetime, size: int = 0) -> Session:
    """What stands without looking at drafts."""
    session, share = record.session, record.share
    outs = [HandOut("stick", Path(each).name or each, Path(each), 0, checked=True)
            for each in record.sticks]  # fmt: skip
    if share is not None:
        taken = len({receipt.group for receipt in record.receipts})
        outs.insert(0, HandOut("folder", share.parent.name or str(share.parent), share, size,
                               checked=True, taken=taken))  # fmt: skip
    return Session(
        id=session.id,
        title=session.title,
        folder=share or record.root,
        exercise=session.exercise,
        language=session.language,
        minutes=session.minutes,
        groups=tuple(Group(g.number, g.name, g.country) for g in session.groups),
        place=session.place,
        hand_outs=tuple(outs),
        closed=record.stage == "closed",
        clock=clock_of(record, now),
        pairs=pairs_of(record, ()),
        marks=marks_of(record),
    )


def clock_of(record: Record, now: datetime) -> Clock:
    from wecoop_desktop.workshop.timer import left

    timer = record.timer
    return Clock(timer.total, max(0, left(timer, now)), timer.running)


def group_of(row: BoardRow, reviews: tuple[Review, ...]) -> Group:
    """A row of the board with the trainers' scores and what other groups said."""
    scores: dict[str, int] = {}
    own = [each for each in reviews if each.group == row.group.number]
    for review in sorted(own, key=lambda each: each.count):
        if review.kind == "trainer":
            scores.update(review.scores)
    peers = tuple(
        Peer(int(each.reviewer), each.scores, each.comments, each.remark)
        for each in own
        if each.kind == "peer" and each.reviewer.isdecimal()
    )
    notes = [fault.error for fault in row.faults]
    return Group(
        number=row.group.number,
        name=row.group.name,
        country=row.group.country,
        tasks=row.tasks,
        share=None if row.readiness is None else round(row.readiness),
        comments=row.comments,
        state=STATES[row.state],
        minutes=row.minutes,
        question=row.question,
        draft=row.drafts[0].path if row.drafts else None,
        scores=scores,
        notes=tuple(notes),
        form=row.version,
        twice=len(row.drafts),
        peers=peers,
    )


def pairs_of(record: Record, reviews: tuple[Review, ...]) -> tuple[Pair, ...]:
    """Who reviews whose draft, and whose review is here."""
    from wecoop_desktop.workshop.peers import pairs

    came = {(each.reviewer, each.group) for each in reviews if each.kind == "peer"}
    return tuple(Pair(by, of, (str(by), of) in came) for _packet, by, of in pairs(record))


def marks_of(record: Record) -> tuple[Marked, ...]:
    """Answers that are shown to all, with the letters of their groups; without words yet."""
    from wecoop_desktop.workshop.highlight import letters_of

    if not record.highlights:
        return ()
    letters = letters_of(record.session)
    return tuple(
        Marked(each.group, each.path, each.row, letters.get(each.group, ""), why=each.why,
               note=each.note)
        for each in record.highlights
    )  # fmt: skip
