"""Workshop: the session of today with its board, the exercises, earlier sessions, and dates."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer

from wecoop_desktop.base.catalogue import original
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.ui.desk import Front
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.opening import OpeningPresenter
from wecoop_desktop.ui.presenters.workshopclock import SessionClock
from wecoop_desktop.ui.presenters.workshopdates import (
    DatesView,
    Look,
    filtered,
    known_of,
    next_dated,
    other_month,
    write_dates,
)
from wecoop_desktop.ui.presenters.workshopview import (
    MOST_GROUPS,
    TABS,
    Beside,
    Clearing,
    Clock,
    Doing,
    Joining,
    Panel,
    Past,
    Session,
    Tab,
    Told,
    Wish,
    WorkshopView,
)

if TYPE_CHECKING:
    from wecoop_desktop.library.library import Library
    from wecoop_desktop.ui.presenters.workshoproom import Room

T = TypeVar("T")

LANE, COLLECT_LANE, LOOK_LANE = "workshop", "workshop.collect", "workshop.look"
EVERY = 20_000  # milliseconds between two looks into the folder
FEW_GROUPS = 4  # to begin with


class WorkshopPresenter(Presenter[WorkshopView]):
    """`room` may be replaced by a test before anything is asked."""

    def __init__(self, front: Front, opening: OpeningPresenter) -> None:
        super().__init__(WorkshopView())
        self._front = front
        self._opening = opening
        self._room: Room | None = None
        self.start: Callable[[Path], None] = start_program
        self._visited = False
        self._known: object = None
        self.timer = SessionClock(self)
        self.timer.ticked.connect(self._ticked)
        self.timer.turned.connect(self._turned)
        self._watch = QTimer(self)
        self._watch.setInterval(EVERY)
        self._watch.timeout.connect(self.collect)
        opening.changed.connect(self._opened)

    @property
    def room(self) -> Room:
        if self._room is None:
            from wecoop_desktop.ui.presenters.workshopreal import WorkshopRoom

            self._room = WorkshopRoom(self._opening.home, self._front.settings)
        return self._room

    @room.setter
    def room(self, room: Room) -> None:
        self._room = room

    @property
    def _library(self) -> Library | None:
        return self._opening.view.library

    def arrive(self, place: Place) -> None:
        self._visited = True
        self._read()
        self.look()
        if place.part in TABS:
            self._set(replace(self.view, tab=place.part))
        if place.id and place.part in ("", "packs"):
            self._set(replace(self.view, tab="packs", shown=place.id))
        if place.part == "prepare":
            self.begin(place.id)

    def _opened(self) -> None:
        if self._visited:
            self._read()

    def _read(self) -> None:
        """The exercises and dates of the library that is open."""
        library = self._library
        if library is None or self._known is library:
            return
        self._known = library
        dates = filtered(self.view.dates, known_of(library), self._front.today())
        exercises = library.exercises()
        self._set(replace(self.view, ready=True, exercises=exercises, dates=dates))

    # The session

    def look(self) -> None:
        """Which session is open on this computer, and which were."""
        self._front.runner.start(LOOK_LANE, self.room.look, self._looked, self._not_collected)

    def _looked(self, found: tuple[Session | None, tuple[Past, ...]]) -> None:
        session, past = found
        self._set(replace(self.view, past=past))
        if session is not None and (
            self.view.session is None or session.id != self.view.session.id
        ):
            self._take(session)
            self.collect()

    def _take(self, session: Session) -> None:
        before = self.view.session
        self._set(replace(self.view, session=session))
        if before is None or before.id != session.id:
            if session.clock is not None:
                self.timer.restore(session.clock)
            else:
                self.timer.set(session.minutes)
        if session.closed:
            self._watch.stop()
        elif not self._watch.isActive():
            self._watch.start()

    def open(self, folder: Path) -> None:
        """Go on with a session that lies there."""
        self._do("open", lambda job: self.room.open(folder, job), self._now_open)

    def _now_open(self, session: Session) -> None:
        self._take(session)
        self._set(replace(self.view, tab="today", panel=""))
        self.collect()

    def collect(self) -> None:
        """Look into the folder; the board stays as it is while that lasts."""
        session, library = self.view.session, self._library
        if session is None or session.closed or library is None:
            return
        room = self.room
        self._front.runner.start(
            COLLECT_LANE,
            lambda job: room.collect(library, session, job),
            self._collected,
            self._not_collected,
        )

    def take(self, place: Path) -> None:
        """Drafts that a stick brings back."""
        session, library = self.view.session, self._library
        if session is not None and library is not None:
            room = self.room
            self._do("take", lambda job: room.take(library, session, place, job), self._collected)

    def _collected(self, session: Session) -> None:
        now = self.view.session
        if now is not None and now.id == session.id:
            error = None if self.view.error and not self.view.busy else self.view.error
            self._set(replace(self.view, session=session, error=error))

    def _not_collected(self, error: AppError) -> None:
        """Told, unless something else is under way; the next look comes in any case."""
        if not self.view.busy:
            self._set(replace(self.view, error=error))

    # Tabs, panels, what is chosen

    def turn(self, tab: Tab) -> None:
        self._set(replace(self.view, tab=tab, panel="", error=None, told=Told()))
        self._front.stay(Place("workshop", part="" if tab == "today" else tab))

    def by(self, which: str) -> None:
        self._set(replace(self.view, by="criterion" if which == "criterion" else "board"))

    def panel(self, panel: Panel) -> None:
        self._set(replace(self.view, panel=panel, error=None, told=Told()))

    def close_panel(self) -> bool:
        """False: nothing was open."""
        if not self.view.panel:
            return False
        self._set(replace(self.view, panel="", error=None, refused=False))
        return True

    def forget(self) -> None:
        """Close the message."""
        self._set(replace(self.view, error=None, told=Told()))

    def choose(self, group: int) -> None:
        """Look at a group: its draft, comments, scores."""
        if self.view.row(group) is not None:
            self._set(replace(self.view, group=group, panel="group", error=None, told=Told()))

    def show_exercise(self, exercise: str) -> None:
        self._set(replace(self.view, shown=exercise, refused=False))

    def open_exercise(self, exercise: str) -> None:
        """The exercise of a training."""
        self.turn("packs")
        self.show_exercise(exercise)

    def go(self, place: Place) -> None:
        self._front.go(place)

    def present(self, group: int = 0) -> None:
        """On the projector: a group's answers, or the exercise."""
        place = Place("presentation", part="exercise")
        if group:
            self._set(replace(self.view, group=group))
            place = Place("presentation", str(group), "group")
        self._front.go(place)

    # Preparing

    def begin(self, exercise: str = "") -> None:
        """Open the panel that prepares a session."""
        known = [each.id for each in self.view.exercises]
        chosen = exercise if exercise in known else next(iter(known), "")
        wish = self.view.wish
        if wish is None or (exercise and wish.exercise != chosen):
            groups = wish.groups if wish else (("", ""),) * FEW_GROUPS
            language = original(self._front.language())
            wish = Wish(chosen, language, "", groups, "folder", None)
        self._set(replace(self.view, tab="today", panel="prepare", wish=wish, error=None))

    def wish(self, **parts: object) -> None:
        """Change parts of the wish: exercise, language, title, place, kind, target."""
        if self.view.wish is not None:
            changed = replace(self.view.wish, **parts)  # type: ignore[arg-type]
            self._set(replace(self.view, wish=changed, error=None))

    def number(self, count: int) -> None:
        """So many groups; names that were written stay."""
        if self.view.wish is not None:
            count = min(max(count, 1), MOST_GROUPS)
            given = self.view.wish.groups
            groups = (given + (("", ""),) * count)[:count]
            self._set(replace(self.view, wish=replace(self.view.wish, groups=groups)))

    def name(self, at: int, name: str, country: str) -> None:
        wish = self.view.wish
        if wish is not None and 0 <= at < len(wish.groups):
            groups = (*wish.groups[:at], (name[:200], country), *wish.groups[at + 1 :])
            self._set(replace(self.view, wish=replace(wish, groups=groups)))

    def prepare(self) -> None:
        wish, library = self.view.wish, self._library
        if wish is None or wish.target is None or library is None or self.view.busy:
            return
        room, asked = self.room, wish
        self._do("prepare", lambda job: room.prepare(library, asked, job), self._prepared)

    def _prepared(self, session: Session) -> None:
        self._take(session)
        told = Told("prepare", session.folder, len(session.groups))
        self._set(replace(self.view, panel="", wish=None, told=told))
        self.look()

    def stick(self, target: Path) -> None:
        """The program with the exercise on a stick."""
        session = self.view.session
        if session is None:
            return
        room = self.room

        def done(made: object) -> None:
            self._set(replace(self.view, told=Told("stick", target)))
            self.look()
            self.collect()

        self._do("stick", lambda job: room.stick(session, target, job), done)

    def join_at(self, place: Path) -> None:
        """Which session is there, and its groups, for someone who wants to take part."""
        room = self.room

        def found(joining: Joining) -> None:
            self._set(replace(self.view, panel="join", joining=joining))

        self._do("join", lambda job: room.offered(place, job), found)

    def join(self, group: int) -> None:
        """Take part on this computer: the program opens once more, on a home of its own."""
        joining, room = self.view.joining, self.room
        if joining is None:
            return

        def joined(home: Path) -> None:
            self._set(replace(self.view, panel="", joining=None, told=Told("join", home, group)))
            self.start(home)

        self._do("join", lambda job: room.join(joining.place, group, job), joined)

    # Reviewing

    def score(self, criterion: str, score: int) -> None:
        session, row = self.view.session, self.view.row(self.view.group)
        if session is None or row is None:
            return
        scores = {**row.scores, criterion: score}
        settings = self._front.settings()
        self._try(lambda: self.room.score(session, row.number, scores, settings.author))

    def comment(self, text: str) -> None:
        session, row = self.view.session, self.view.row(self.view.group)
        if session is None or row is None or not text.strip():
            return
        author = self._front.settings().author
        if self._try(lambda: self.room.comment(session, row.number, text.strip(), author)):
            self._set(replace(self.view, told=Told("comment", number=row.number)))

    def _try(self, verb: Callable[[], None]) -> bool:
        try:
            verb()
        except AppError as error:
            self._failed(error)
            return False
        self.collect()
        return True

    def side_by_side(self, path: str) -> None:
        """The two answers that differ most in a question."""
        session = self.view.session
        found = next((d for d in session.differing if d.path == path), None) if session else None
        if session is None or found is None or self._library is None:
            return
        try:
            texts = tuple(self._answer(session, group, path) for group in found.pair)
        except AppError as error:
            self._failed(error)
            return
        beside = Beside(found.label, *found.pair, (texts[0], texts[1]))
        self._set(replace(self.view, panel="beside", beside=beside, error=None))

    def _answer(self, session: Session, group: int, path: str) -> str:
        from wecoop_desktop.ui.presenters.presentationdecks import answer_words

        assert self._library is not None
        answers = self.room.answers(self._library, session, group)
        return answer_words(self._library, answers, path, session.language)

    def code(self, exercise: str, code: str) -> None:
        """Open the model answer, if that is the trainer's code."""
        from wecoop_desktop.packs.exercises import opens

        found = next((each for each in self.view.exercises if each.id == exercise), None)
        right = found is not None and opens(code, found.code)
        opened = exercise if right else self.view.opened
        self._set(replace(self.view, opened=opened, refused=not right))

    def show_model(self, exercise: str) -> None:
        """The model answer on the projector or this screen."""
        if exercise == self.view.opened:
            self._front.go(Place("presentation", exercise, "model"))

    # After the session

    def report(self, target: Path) -> None:
        session, library = self.view.session, self._library
        if session is not None and library is not None:
            room = self.room
            self._file("report", lambda job: room.report(library, session, target, job))

    def certificates(self, names: tuple[str, ...], language: str, target: Path) -> None:
        session, room = self.view.session, self.room
        if session is None:
            return

        def done(file: Path) -> None:
            self._set(replace(self.view, told=Told("certificates", file, len(names))))

        self._do(
            "certificates",
            lambda job: room.certificates(session, names, language, target, job),
            done,
        )

    def evaluation(self, language: str, target: Path) -> None:
        session, room = self.view.session, self.room
        if session is not None:
            self._file("evaluation", lambda job: room.evaluation(session, language, target, job))

    def _file(self, verb: str, work: Callable[[Job], Path]) -> None:
        def done(path: Path) -> None:
            self._set(replace(self.view, told=Told(verb, path)))

        self._do(verb, work, done)

    def ask_reset(self) -> None:
        """Say exactly what goes and what stays, before anything does."""
        try:
            clearing: Clearing = self.room.clearing()
        except AppError as error:
            self._failed(error)
            return
        self._set(replace(self.view, panel="reset", clearing=clearing, error=None, told=Told()))

    def reset(self) -> None:
        session, room = self.view.session, self.room
        if self.view.clearing is not None:
            self._do("reset", lambda job: room.reset(session, job), self._cleared)

    def _cleared(self, copy: Path | None) -> None:
        self._watch.stop()
        self.timer.set(0)
        told = Told("reset", copy)
        self._set(replace(self.view, session=None, panel="", clearing=None, told=told, group=0))
        self.look()

    def undo(self, past: Past) -> None:
        room = self.room

        def done(nothing: None) -> None:
            self._set(replace(self.view, told=Told("undo")))
            self.look()

        self._do("undo", lambda job: room.undo(past, job), done)

    # Time

    def _ticked(self) -> None:
        clock: Clock = self.timer.clock
        self._set(replace(self.view, clock=clock))

    def _turned(self) -> None:
        session = self.view.session
        if session is not None and not session.closed:
            try:
                self.room.keep_clock(session, self.timer.clock)
            except AppError as error:  # it runs all the same
                self._failed(error)

    # Dates

    def dates(self, **parts: str) -> None:
        """Filter the dates: country, topic, kind, look."""
        changed: DatesView = replace(self.view.dates, **parts)  # type: ignore[arg-type]
        library = self._library
        if library is not None:
            changed = filtered(changed, known_of(library), self._front.today())
        self._set(replace(self.view, dates=changed))

    def look_at(self, look: Look) -> None:
        self.dates(look=look)

    def month(self, step: int) -> None:
        if self.view.dates.month is not None:
            self._turn_month(other_month(self.view.dates.month, step))

    def dated_month(self, step: int) -> None:
        """The next month, or the one before, in which something is."""
        self._turn_month(next_dated(self.view.dates, step))

    def _turn_month(self, month: date | None) -> None:
        if month is not None:
            moved = replace(self.view.dates, month=month)
            self._set(replace(self.view, dates=moved))

    def suggest_date(self) -> None:
        """A date that is missing, to the publisher."""
        from wecoop_desktop.packs.feedback import Kind
        from wecoop_desktop.ui.presenters.feedback import feedback_place

        self._front.go(feedback_place(Kind.QUESTION))

    def calendar(self, target: Path) -> None:
        """The dates that are shown, as a calendar file or on paper."""
        dates, spoken = self.view.dates, self._front.language()
        self._file("calendar", lambda job: write_dates(dates, spoken, target))

    # Long work

    def _do(self, verb: str, work: Callable[[Job], T], done: Callable[[T], None]) -> None:
        if self.view.busy:
            return

        def finished(result: T) -> None:
            self._set(replace(self.view, doing=Doing()))
            done(result)

        self._set(replace(self.view, doing=Doing(verb), error=None, told=Told()))
        self._front.runner.start(LANE, work, finished, self._failed, partial(self._progress, verb))

    def _progress(self, verb: str, done: int, total: int, code: str) -> None:
        self._set(replace(self.view, doing=Doing(verb, done, total, code)))

    def stop(self) -> None:
        """Give up what is under way; what was written whole stays."""
        if self.view.busy:
            self._front.runner.stop(LANE)
            self._set(replace(self.view, doing=Doing(), told=Told("stopped")))

    def _failed(self, error: AppError) -> None:
        self._set(replace(self.view, doing=Doing(), error=error))


def start_program(home: Path) -> None:
    """Open the program once more, on another home."""
    from PySide6.QtCore import QProcess

    bundled = getattr(sys, "frozen", False)
    words = [] if bundled else ["-m", "wecoop_desktop"]
    QProcess.startDetached(sys.executable, [*words, "--home", str(home)])
