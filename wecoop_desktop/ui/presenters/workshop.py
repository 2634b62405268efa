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

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.ui.desk import Front
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.opening import OpeningPresenter
from wecoop_desktop.ui.presenters.workshopclock import SessionClock
from wecoop_desktop.ui.presenters.workshopclosing import Closing
from wecoop_desktop.ui.presenters.workshopdates import (
    DatesView,
    Look,
    filtered,
    known_of,
    next_dated,
    other_month,
    write_dates,
)
from wecoop_desktop.ui.presenters.workshoppreparing import Preparing
from wecoop_desktop.ui.presenters.workshopreviewing import Reviewing
from wecoop_desktop.ui.presenters.workshopseat import is_sandbox
from wecoop_desktop.ui.presenters.workshopview import (
    TABS,
    Clock,
    Doing,
    Panel,
    Past,
    Session,
    Tab,
    Told,
    Workplace,
    WorkshopView,
)

if TYPE_CHECKING:
    from wecoop_desktop.library.library import Library
    from wecoop_desktop.ui.presenters.workshoproom import Room

T = TypeVar("T")

LANE, COLLECT_LANE, LOOK_LANE = "workshop", "workshop.collect", "workshop.look"
EVERY = 20_000  # milliseconds between two looks into the folder


class WorkshopPresenter(Presenter[WorkshopView]):
    """`room` may be replaced by a test before anything is asked.

    The session, the board and long work are here; the verbs of what is done with them stand in
    `preparing`, `reviewing` and `closing`, which change the view by `put`, `do` and `file`.
    """

    def __init__(self, front: Front, opening: OpeningPresenter) -> None:
        super().__init__(WorkshopView())
        self._front = front
        self._opening = opening
        self._room: Room | None = None
        self.preparing, self.reviewing, self.closing = (
            Preparing(self),
            Reviewing(self),
            Closing(self),
        )
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
    def library(self) -> Library | None:
        return self._opening.view.library

    @property
    def front(self) -> Front:
        return self._front

    def put(self, **parts: object) -> None:
        """Change parts of the view."""
        self._set(replace(self.view, **parts))  # type: ignore[arg-type]  # by name

    def arrive(self, place: Place) -> None:
        self._visited = True
        self.put(inside=is_sandbox(self._opening.home.root))
        self._read()
        self.look()
        if place.part in TABS:
            self._set(replace(self.view, tab=place.part))
        if place.id and place.part in ("", "packs"):
            self._set(replace(self.view, tab="packs", shown=place.id))
        if place.part == "prepare":
            self.preparing.begin(place.id)
        if place.part == "join":
            self._find(next(iter(place.choice("path")), ""))

    def _find(self, path: str) -> None:
        """A session that came as a file or a folder: whose it is to lead, opens the board; all
        others are asked for their group."""
        if path:
            self._front.stay(Place("workshop"))
            self.put(tab="today")
            self.preparing.join_at(Path(path))

    def _opened(self) -> None:
        if self._visited:
            self._read()

    def _read(self) -> None:
        """The exercises and dates of the library that is open."""
        library = self.library
        if library is None or self._known is library:
            return
        self._known = library
        dates = filtered(self.view.dates, known_of(library), self._front.today())
        exercises = library.exercises()
        criteria = {
            (funder.id, criterion.name.en): (funder.acronym or funder.name, criterion.name)
            for funder in library.funders()
            for criterion in funder.criteria
        }
        self._set(
            replace(self.view, ready=True, exercises=exercises, dates=dates, criteria=criteria)
        )

    # The session

    def look(self) -> None:
        """Which session is open on this computer, and which were."""
        self._front.runner.start(LOOK_LANE, self.room.look, self._looked, self._not_collected)

    def _looked(
        self, found: tuple[Session | None, tuple[Past, ...], tuple[Workplace, ...]]
    ) -> None:
        session, past, seats = found
        self.put(past=past, seats=seats)
        if session is not None and (
            self.view.session is None or session.id != self.view.session.id
        ):
            self.take(session)
            self.collect()

    def take(self, session: Session) -> None:
        """This is the session that is led from here."""
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
        self.do("open", lambda job: self.room.open(folder, job), self._now_open)

    def _now_open(self, session: Session) -> None:
        self.take(session)
        self._set(replace(self.view, tab="today", panel=""))
        self.collect()

    def collect(self) -> None:
        """Look into the folder; the board stays as it is while that lasts."""
        session, library = self.view.session, self.library
        if session is None or session.closed or library is None:
            return
        room = self.room
        self._front.runner.start(
            COLLECT_LANE,
            lambda job: room.collect(library, session, job),
            self.collected,
            self._not_collected,
        )

    def bring(self, place: Path) -> None:
        """Drafts, reviews and forms that a stick brings back."""
        session, library = self.view.session, self.library
        if session is not None and library is not None:
            room = self.room
            self.do("take", lambda job: room.take(library, session, place, job), self.collected)

    def collected(self, session: Session) -> None:
        """The board as it stands now."""
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

    def cleared(self, copy: Path | None) -> None:
        """This computer was reset; `copy` is kept."""
        self._watch.stop()
        self.timer.set(0)
        told = Told("reset", copy)
        self._set(replace(self.view, session=None, panel="", clearing=None, told=told, group=0))
        self.look()

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
                self.fail(error)

    # Dates

    def dates(self, **parts: str) -> None:
        """Filter the dates: country, topic, kind, look."""
        changed: DatesView = replace(self.view.dates, **parts)  # type: ignore[arg-type]
        library = self.library
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
        self.file("calendar", lambda job: write_dates(dates, spoken, target))

    # Long work

    def do(self, verb: str, work: Callable[[Job], T], done: Callable[[T], None]) -> None:
        """Begin long work, if nothing else is under way."""
        if self.view.busy:
            return

        def finished(result: T) -> None:
            self.put(doing=Doing())
            done(result)

        self.put(doing=Doing(verb), error=None, told=Told())
        self._front.runner.start(LANE, work, finished, self.fail, partial(self._progress, verb))

    def file(self, verb: str, work: Callable[[Job], Path]) -> None:
        """Long work that gives a file, which is told."""

        def done(path: Path) -> None:
            self.put(told=Told(verb, path))

        self.do(verb, work, done)

    def _progress(self, verb: str, done: int, total: int, code: str) -> None:
        self.put(doing=Doing(verb, done, total, code))

    def stop(self) -> None:
        """Give up what is under way; what was written whole stays."""
        if self.view.busy:
            self._front.runner.stop(LANE)
            self.put(doing=Doing(), told=Told("stopped"))

    def fail(self, error: AppError) -> None:
        """Something of the world went wrong; it is told."""
        self.put(doing=Doing(), error=error)


def start_program(home: Path) -> None:
    """Open the program once more, on another home."""
    from PySide6.QtCore import QProcess

    bundled = getattr(sys, "frozen", False)
    words = [] if bundled else ["-m", "wecoop_desktop"]
    QProcess.startDetached(sys.executable, [*words, "--home", str(home)])
