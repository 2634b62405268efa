"""The room `workshop/` as the screen asks for it: values of the one become those of the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.settings import Settings
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.ui.presenters.workshopvalues import (
    group_of,
    marks_of,
    pairs_of,
    past_of,
    session_of,
)
from wecoop_desktop.ui.presenters.workshopview import (
    Clearing,
    Clock,
    Differing,
    HandOut,
    Joining,
    Marked,
    Passage,
    Past,
    Session,
    Wish,
    Workplace,
)

if TYPE_CHECKING:
    from wecoop_desktop.library.library import Library
    from wecoop_desktop.packs.exercises import Exercise
    from wecoop_desktop.ui.presenters.workshoppapers import Papers
    from wecoop_desktop.workshop.board import Board, Measures
    from wecoop_desktop.workshop.collect import Collected, Fault, Seen
    from wecoop_desktop.workshop.measure import Gauge
    from wecoop_desktop.workshop.record import Highlight, Record

START = "start.wecoop"


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
        self._errors: dict[str, AppError] = {}

    # Sessions

    def look(self, job: Job) -> tuple[Session | None, tuple[Past, ...], tuple[Workplace, ...]]:
        from wecoop_desktop.workshop.record import all_records
        from wecoop_desktop.workshop.reset import kept

        records = all_records(self._home)
        present = next((each for each in records if each.stage != "closed"), None)
        earlier = [past_of(each) for each in records if present is None or each != present]
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
        return (
            (session_of(present, _now()) if present else None),
            (*copies, *earlier),
            self._seats(),
        )

    def _seats(self) -> tuple[Workplace, ...]:
        from wecoop_desktop.workshop.sandbox import sandboxes

        return tuple(
            Workplace(each.session.id, each.session.title, each.note.group, each.home.root)
            for each in sandboxes(self._home)
        )

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
        return session_of(open_record(self._home, made.folder, _now()), _now(), made.bytes)

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
        return session_of(record, _now())

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

    def one_file(self, session: Session, target: Path, job: Job) -> Path:
        from wecoop_desktop.ui.presenters.workshoppapers import with_ending
        from wecoop_desktop.workshop.prepare import ENDING, write_one_file

        target = with_ending(target, ENDING)
        write_one_file(session.folder, target)
        return target

    # Collecting

    def collect(self, library: Library, session: Session, job: Job) -> Session:
        return self._collected(library, session.id, None, job)

    def take(self, library: Library, session: Session, place: Path, job: Job) -> Session:
        return self._collected(library, session.id, place, job)

    def _collected(self, library: Library, session: str, place: Path | None, job: Job) -> Session:
        from wecoop_desktop.workshop.board import board
        from wecoop_desktop.workshop.collect import Seen, collect
        from wecoop_desktop.workshop.evaluation import summary
        from wecoop_desktop.workshop.loose import take
        from wecoop_desktop.workshop.rubric import review_faults, reviews_of
        from wecoop_desktop.workshop.spread import differing

        record = self._record(session)
        loose: tuple[Fault, ...] = ()
        if place is not None:
            record, loose = take(record, place, _now(), job)
        seen = self._seen.get(session) or Seen()
        found: Collected = collect(record, _now(), seen, job)
        self._seen[session] = found.seen
        gauge = self._gauge(library, found.record)
        made = board(found, gauge, _now(), self._measures)
        self._boards[session] = (made, gauge)
        told = differing(made, gauge)
        reviews = reviews_of(found.record)
        forms = summary(*_folders(found.record))
        notes = [fault.error for fault in (*made.faults, *loose)]
        notes += [*review_faults(found.record), *forms.faults]
        notes = [self._same(each) for each in notes]
        if not made.reached and found.record.share is not None:
            notes.insert(0, self._gone(found.record.share))
        form, spoken = gauge.form, Language(self._language(), self._settings().content)
        return replace(
            session_of(found.record, _now()),
            groups=tuple(group_of(row, reviews) for row in made.rows),
            people=tuple(dict.fromkeys(name for row in made.rows for name in row.people)),
            differing=tuple(
                Differing(d.path, spoken.text(form.field(d.path).label), d.groups, d.total, d.pair)
                for d in told
            ),
            last=made.last,
            fresh=made.fresh,
            notes=tuple(notes),
            pairs=pairs_of(found.record, reviews),
            marks=self._marks(library, found.record, made),
            forms=forms if forms.forms else None,
        )

    def _marks(self, library: Library, record: Record, made: Board) -> tuple[Marked, ...]:
        """With words: what stands in the drafts now."""
        from wecoop_desktop.ui.presenters.workshopreading import marked_words

        marks = marks_of(record)
        if not marks:
            return ()
        drafts = {row.group.number: row.answers or {} for row in made.rows}
        return marked_words(
            library, drafts, marks, record.session.language, _today(), self._settings().content
        )

    def _gone(self, share: Path) -> AppError:
        return self._same(AppError("workshop-folder-gone", path=share))

    def _same(self, error: AppError) -> AppError:
        """The same value each time: the message is then not said anew every twenty seconds."""
        return self._errors.setdefault(repr((error.code, sorted(error.values.items()))), error)

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

    def read(self, library: Library, session: Session, group: int, job: Job) -> tuple[Passage, ...]:
        from wecoop_desktop.ui.presenters.workshopreading import passages

        answers = self.answers(library, session, group)
        exercise = self._boards[session.id][1].exercise
        return passages(
            library, exercise, answers, session.language, _today(), self._settings().content
        )

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

    def mark(self, session: Session, marked: Marked) -> None:
        from wecoop_desktop.workshop.highlight import highlight

        highlight(self._record(session.id), _highlight(marked))

    def unmark(self, session: Session, marked: Marked) -> None:
        from wecoop_desktop.workshop.highlight import take_back

        take_back(self._record(session.id), _highlight(marked))

    def move(self, session: Session, marked: Marked, by: int) -> None:
        from wecoop_desktop.workshop.highlight import move

        move(self._record(session.id), _highlight(marked), by)

    # Groups for one another

    def hand_out_peers(self, library: Library, session: Session, job: Job) -> Session:
        from wecoop_desktop.workshop.peers import hand_out_peers

        self._collected(library, session.id, None, job)
        hand_out_peers(self._record(session.id), self._boards[session.id][0], _now())
        return self._collected(library, session.id, None, job)

    def lay_out_peers(self, session: Session, target: Path, job: Job) -> Path:
        from wecoop_desktop.workshop.peers import lay_out

        lay_out(self._record(session.id), target)
        return target

    def pass_on(self, library: Library, session: Session, job: Job) -> int:
        from wecoop_desktop.workshop.peers import pass_on
        from wecoop_desktop.workshop.rubric import reviews_of

        record = self._record(session.id)
        return len(pass_on(record, self._exercise(library, record), reviews_of(record)))

    # After the session

    def _papers(self, session: Session) -> Papers:
        from wecoop_desktop.ui.presenters.workshoppapers import Papers

        return Papers(self._record(session.id), Language(self._language()), _today())

    def report(self, library: Library, session: Session, target: Path, job: Job) -> Path:
        self._collected(library, session.id, None, job)
        return self._papers(session).report(*self._boards[session.id], target)

    def certificates(
        self, session: Session, names: tuple[str, ...], language: str, target: Path, job: Job
    ) -> Path:
        return self._papers(session).certificates(names, language, self._settings(), target)

    def evaluation(self, session: Session, language: str, target: Path, job: Job) -> Path:
        return self._papers(session).evaluation(language, target, job)

    def summary(self, session: Session, language: str, target: Path, job: Job) -> Path:
        return self._papers(session).summary(language, target, job)

    def enter(self, session: Session, scores: Mapping[str, int], texts: Mapping[str, str]) -> Path:
        from wecoop_desktop.workshop.evaluation import Evaluation, save_evaluation

        return save_evaluation(self._record(session.id).root, Evaluation(scores, texts))

    def take_back(self, session: Session, path: Path) -> None:
        from wecoop_desktop.workshop.evaluation import take_back_evaluation

        take_back_evaluation(self._record(session.id), path)

    def clearing(self, session: str) -> Clearing:
        from wecoop_desktop.workshop.reset import FOLDER, what_goes

        plan = what_goes(self._home, session)
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

    def begin_anew(self, session: str, job: Job) -> Path:
        from wecoop_desktop.workshop.reset import new_participant

        return new_participant(self._home, session, _now()).home.root

    # Taking part

    def offered(self, place: Path, job: Job) -> Joining:
        from wecoop_desktop.workshop.sandbox import offered

        session = offered(place)[0]
        groups = tuple((g.number, g.name) for g in session.groups)
        return Joining(place, session.title, groups, leads=place.is_dir())

    def join(self, place: Path, group: int, job: Job) -> Path:
        from wecoop_desktop.workshop.sandbox import join

        return join(self._home, place, group, _now()).home.root


def _folders(record: Record) -> tuple[Path, ...]:
    return (record.root, *((record.share,) if record.share is not None else ()))


def _highlight(marked: Marked) -> Highlight:
    from wecoop_desktop.workshop.record import Highlight

    return Highlight(marked.group, marked.path, marked.row, marked.why, marked.note)
