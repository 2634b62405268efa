"""The room `workshop/` as the screen asks for it: values of the one become those of the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import writing
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.settings import Settings
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.ui.presenters.workshopview import (
    Clearing,
    Clock,
    Differing,
    Group,
    HandOut,
    Joining,
    Past,
    Session,
    State,
    Wish,
)

if TYPE_CHECKING:
    from wecoop_desktop.library.library import Library
    from wecoop_desktop.packs.exercises import Exercise
    from wecoop_desktop.workshop.board import Board, BoardRow, Measures
    from wecoop_desktop.workshop.collect import Collected, Seen
    from wecoop_desktop.workshop.measure import Gauge
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
GROUPS, START = "groups", "start.wecoop"


def _now() -> datetime:
    return datetime.now(UTC)


def _today() -> date:
    """The day as people here write it."""
    return datetime.now().astimezone().date()


class WorkshopRoom:
    """`Room` over the files of a home. It remembers what was measured, so that a look every
    twenty seconds reads only what changed."""

    def __init__(self, home: Home, settings: Callable[[], Settings]) -> None:
        self._home = home
        self._settings = settings
        self._seen: dict[str, Seen] = {}
        self._measures: Measures = {}
        self._boards: dict[str, tuple[Board, Gauge]] = {}
        self._errors: dict[Path, AppError] = {}

    # Sessions

    def look(self, job: Job) -> tuple[Session | None, tuple[Past, ...]]:
        from wecoop_desktop.workshop.record import all_records
        from wecoop_desktop.workshop.reset import kept

        records = all_records(self._home)
        present = next((each for each in records if each.stage != "closed"), None)
        earlier = [_past(each) for each in records if present is None or each != present]
        copies = [
            Past(
                id=copy.path.name,
                title="",
                day=copy.made.date().isoformat(),
                exercise="",
                groups=len(copy.sessions),
                folder=copy.path,
                kept=copy.until.date().isoformat(),
            )
            for copy in kept(self._home, _now())
        ]
        return (_session(present) if present else None), (*copies, *earlier)

    def prepare(self, library: Library, wish: Wish, job: Job) -> Session:
        from wecoop_desktop.workshop.prepare import Wanted, prepare
        from wecoop_desktop.workshop.record import open_record
        from wecoop_desktop.workshop.session import Group as Named

        assert wish.target is not None
        exercise = library.exercise(wish.exercise)
        example = library.example(exercise.example).answers if exercise.example else {}
        groups = tuple(Named(at, *each) for at, each in enumerate(wish.groups, 1))
        wanted = Wanted(exercise, wish.language, groups, wish.title, wish.place)
        made = prepare(wanted, library.form(), example, wish.target, _now())
        self._close_others(made.session.id)
        return _session(open_record(self._home, made.folder, _now()), size=made.bytes)

    def open(self, folder: Path, job: Job) -> Session:
        from wecoop_desktop.workshop.record import keep, open_record
        from wecoop_desktop.workshop.session import find_sessions

        found = find_sessions(folder)
        if not found:
            raise AppError("workshop-no-session", path=folder)
        record = open_record(self._home, found[0], _now())
        if record.stage == "closed":
            record = keep(replace(record, stage="collecting"))
        self._close_others(record.session.id)
        return _session(record)

    def _close_others(self, session: str) -> None:
        """One session is open at a time; the others are among the past ones."""
        from wecoop_desktop.workshop.record import all_records, keep

        for record in all_records(self._home):
            if record.session.id != session and record.stage != "closed":
                keep(replace(record, stage="closed"))

    def _record(self, session: str) -> Record:
        from wecoop_desktop.workshop.record import load, records

        return load(records(self._home) / session)

    def keep_clock(self, session: Session, clock: Clock) -> None:
        from wecoop_desktop.workshop.record import keep
        from wecoop_desktop.workshop.timer import Timer

        record = self._record(session.id)
        timer = Timer(clock.total, clock.left, _now() if clock.running else None)
        keep(replace(record, timer=timer))

    def stick(self, session: Session, target: Path, job: Job) -> HandOut:
        from wecoop_desktop.workshop.record import keep
        from wecoop_desktop.workshop.stick import own_program, plan_stick, write_stick

        done = write_stick(plan_stick(target, session.folder, self._home, own_program()), job)
        record = self._record(session.id)
        keep(replace(record, sticks=tuple(dict.fromkeys((*record.sticks, str(target))))))
        return HandOut("stick", target.name or str(target), target, done.bytes, checked=True)

    # Collecting

    def collect(self, library: Library, session: Session, job: Job) -> Session:
        return self._collected(library, session.id, None, job)

    def take(self, library: Library, session: Session, place: Path, job: Job) -> Session:
        from wecoop_desktop.workshop.session import find_sessions, read_session

        folders = [each for each in find_sessions(place) if read_session(each).id == session.id]
        if not folders:
            raise AppError("workshop-no-session", path=place)
        return self._collected(library, session.id, folders[0], job)

    def _collected(self, library: Library, session: str, place: Path | None, job: Job) -> Session:
        from wecoop_desktop.workshop.board import board
        from wecoop_desktop.workshop.collect import Seen, collect, watched
        from wecoop_desktop.workshop.spread import differing

        record = self._record(session)
        if place is not None:
            share = record.share
            taken = collect(watched(record, place), _now(), None, job)
            record = replace(taken.record, share=share)
        seen = self._seen.get(session) or Seen()
        found: Collected = collect(record, _now(), seen, job)
        self._seen[session] = found.seen
        gauge = self._gauge(library, found.record)
        made = board(found, gauge, _now(), self._measures)
        self._boards[session] = (made, gauge)
        told = differing(made, gauge)
        reviews = self._reviews(found.record)
        notes = [fault.error for fault in made.faults]
        if not made.reached and found.record.share is not None:
            notes.insert(0, self._gone(found.record.share))
        form, spoken = gauge.form, Language(self._language())
        return replace(
            _session(found.record),
            groups=tuple(_group(row, reviews) for row in made.rows),
            people=tuple(dict.fromkeys(name for row in made.rows for name in row.people)),
            differing=tuple(
                Differing(d.path, spoken.text(form.field(d.path).label), d.groups, d.total, d.pair)
                for d in told
            ),
            last=made.last,
            fresh=made.fresh,
            notes=tuple(notes),
        )

    def _gone(self, share: Path) -> AppError:
        """The same value each time: the message is then not said anew every twenty seconds."""
        held = self._errors.get(share)
        if held is None:
            held = self._errors[share] = AppError("workshop-folder-gone", path=share)
        return held

    def _language(self) -> str:
        from wecoop_desktop.base.language import system_language

        return self._settings().language or system_language()

    def _gauge(self, library: Library, record: Record) -> Gauge:
        from wecoop_desktop.work.file import read_proposal
        from wecoop_desktop.workshop.measure import gauge

        exercise = self._exercise(library, record)
        return gauge(library, exercise, read_proposal(record.root / START), _today())

    def _exercise(self, library: Library, record: Record) -> Exercise:
        """That of the packs, which knows the conditions; else what was handed out."""
        from wecoop_desktop.workshop.handout import read_handout

        wanted = record.session.exercise
        known = next((each for each in library.exercises() if each.id == wanted), None)
        return known or read_handout(record.root, wanted)

    def answers(self, library: Library, session: Session, group: int) -> Answers:
        if session.id not in self._boards:
            self._collected(library, session.id, None, Job())
        return self._boards[session.id][0].row(group).answers or {}

    # Reviewing

    def _reviews(self, record: Record) -> tuple[Review, ...]:
        from wecoop_desktop.workshop.rubric import reviews_of

        return tuple(each for each in reviews_of(record) if each.kind == "trainer")

    def score(self, session: Session, group: int, scores: Mapping[str, int], reviewer: str) -> None:
        from wecoop_desktop.workshop.rubric import Review, save_review

        record = self._record(session.id)
        exercise = self._boards[session.id][1].exercise
        save_review(record, exercise, Review(group, reviewer, scores=scores), _now())

    def comment(self, session: Session, group: int, text: str, author: str) -> None:
        from wecoop_desktop.work.comments import Author, Spot
        from wecoop_desktop.workshop.discuss import comment

        by = Author(author, self._settings().role)
        comment(self._record(session.id), group, text, _now(), spot=Spot(), by=by)

    # After the session

    def report(self, library: Library, session: Session, target: Path, job: Job) -> Path:
        from wecoop_desktop.workshop.evaluation import summary
        from wecoop_desktop.workshop.report import Judging, report, write_report
        from wecoop_desktop.workshop.rubric import reviews_of, standings

        self._collected(library, session.id, None, job)
        made, gauge = self._boards[session.id]
        record = self._record(session.id)
        places = (record.root, *((record.share,) if record.share is not None else ()))
        judging = Judging(standings(record, gauge.exercise), reviews_of(record), summary(*places))
        spoken = Language(self._language())
        target = _ending(target, ".xlsx")
        with writing(target) as stream:
            write_report(report(made, gauge, judging, spoken), spoken, stream)
        return target

    def certificates(
        self, session: Session, names: tuple[str, ...], language: str, target: Path, job: Job
    ) -> Path:
        from base64 import b64decode

        from wecoop_desktop.documents.certificate import write_certificates
        from wecoop_desktop.workshop.certificate import Issuer, certificates

        settings = self._settings()
        emblem = b64decode(settings.emblem) if settings.emblem else b""
        issuer = Issuer(settings.author, settings.role, settings.ministry, emblem)
        record = self._record(session.id)
        made = certificates(names, record.session, _today(), issuer)
        target = _ending(target, ".pdf")
        with writing(target) as stream:
            write_certificates(made, language, session.title, stream)
        return target

    def evaluation(self, session: Session, language: str, target: Path, job: Job) -> Path:
        from wecoop_desktop.documents.pdf import write_pdf
        from wecoop_desktop.workshop.evaluation import evaluation_form

        record = self._record(session.id)
        outline = evaluation_form(record.session, Language(language), _today())
        target = _ending(target, ".pdf")
        with writing(target) as stream:
            write_pdf(outline, stream, job)
        return target

    def clearing(self) -> Clearing:
        from wecoop_desktop.workshop.reset import FOLDER, what_goes

        plan = what_goes(self._home)
        goes = [
            ("sandboxes", len(plan.goes)),
            ("files", plan.files),
            ("unsent", sum(each.unsent for each in plan.goes)),
        ]
        stays = [(each.part, each.files) for each in plan.stays]
        return Clearing(
            tuple(row for row in goes if row[1]), tuple(stays), self._home.root / FOLDER
        )

    def reset(self, session: Session | None, job: Job) -> Path | None:
        from wecoop_desktop.workshop.record import keep
        from wecoop_desktop.workshop.reset import reset, what_goes

        copy = reset(what_goes(self._home), _now())
        if session is not None:
            keep(replace(self._record(session.id), stage="closed"))
        return copy.path if copy else None

    def undo(self, past: Past, job: Job) -> None:
        from wecoop_desktop.workshop.reset import kept, undo

        copy = next((c for c in kept(self._home, _now()) if c.path == past.folder), None)
        if copy is None:
            raise AppError("workshop-nothing-kept", name=past.id)
        undo(self._home, copy)

    # Taking part

    def offered(self, place: Path, job: Job) -> Joining:
        from wecoop_desktop.workshop.sandbox import offered

        session = offered(place)[0]
        return Joining(place, session.title, tuple((g.number, g.name) for g in session.groups))

    def join(self, place: Path, group: int, job: Job) -> Path:
        from wecoop_desktop.workshop.sandbox import join

        return join(self._home, place, group, _now()).home.root


def _ending(target: Path, ending: str) -> Path:
    return target if target.suffix.lower() == ending else target.with_name(target.name + ending)


def _past(record: Record) -> Past:
    session = record.session
    return Past(
        id=session.id,
        title=session.title,
        day=record.opened.date().isoformat(),
        exercise=session.exercise,
        groups=len(session.groups),
        folder=record.share or record.root,
    )


def _session(record: Record, size: int = 0) -> Session:
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
        clock=_clock(record),
    )


def _clock(record: Record) -> Clock:
    from wecoop_desktop.workshop.timer import left

    timer = record.timer
    return Clock(timer.total, max(0, left(timer, _now())), timer.running)


def _group(row: BoardRow, reviews: tuple[Review, ...]) -> Group:
    scores: dict[str, int] = {}
    for review in sorted(reviews, key=lambda each: each.count):
        if review.group == row.group.number:
            scores.update(review.scores)
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
    )
