"""A participant's seat in a session: the tasks, what is said to the trainer, handing in.

It is there where the home is a sandbox of a session; an ordinary home has none.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QTimer

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.text import Text
from wecoop_desktop.ui.desk import Front
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.opening import OpeningPresenter

if TYPE_CHECKING:
    from wecoop_desktop.work.file import ProposalFile
    from wecoop_desktop.workshop.sandbox import Sandbox

Reviewing = Literal["", "waiting", "begun", "handed"]  # the draft of another group
LOOK_LANE = "seat.look"
EVERY = 20_000  # milliseconds between two looks for a draft to review
PAPER = "workshop.json"  # of a sandbox: workshop/sandbox.py


@dataclass(frozen=True, slots=True)
class SeatTask:
    id: str
    title: Text
    told: Text
    step: str
    minutes: int
    done: bool = False


@dataclass(frozen=True, slots=True)
class SeatView:
    """`there` False: an ordinary home. `handed` counts hand-ins, `at` is when the last one was;
    `comments`: how many of the trainer's came with it."""

    there: bool = False
    title: str = ""
    group: int = 0
    tasks: tuple[SeatTask, ...] = ()
    question: str = ""
    ready: bool = False
    people: tuple[str, ...] = ()
    handed: int = 0
    at: datetime | None = None
    comments: int = 0
    draft: str = ""
    opened: bool = False
    review: Reviewing = ""
    error: AppError | None = None

    @property
    def done(self) -> int:
        return sum(task.done for task in self.tasks)


def is_sandbox(root: Path) -> bool:
    """Whether a home is a participant's; nothing is read for it."""
    return (root / PAPER).is_file()


class SeatPresenter(Presenter[SeatView]):
    def __init__(self, front: Front, opening: OpeningPresenter) -> None:
        super().__init__(SeatView())
        self._front = front
        self._opening = opening
        self._place: Sandbox | None = None
        self._watch = QTimer(self)
        self._watch.setInterval(EVERY)
        self._watch.timeout.connect(self.look)

    @property
    def sandbox(self) -> Sandbox | None:
        """Where this group works; None before its papers are read."""
        return self._place

    def begin(self) -> None:
        """Read the papers of the sandbox; the first time the starting draft is taken in and
        opened."""
        from wecoop_desktop.workshop.sandbox import standing

        store = self._opening.view.store
        if store is None or self._place is not None:
            return
        try:
            place = standing(self._opening.home)
            if place is None:
                return
            rows = [row for row in store.proposals() if row.deleted is None]
            fresh = not rows
            draft = store.import_file(place.draft) if fresh else rows[-1].id
        except AppError as error:
            self._set(replace(self.view, there=True, error=error))
            return
        self._set(replace(self.view, draft=draft, opened=fresh))
        self._take(place)
        if fresh:
            self.open_task("")
        self._watch.start()
        self.look()

    def look(self) -> None:
        """Whether there is a draft of another group to review."""
        place = self._place
        if place is None:
            return

        def work(_job: Job) -> Reviewing:
            from wecoop_desktop.workshop.peers import waiting

            packet = waiting(place)
            if packet is None:
                return ""
            return "handed" if packet.handed else "begun" if packet.review.scores else "waiting"

        def found(review: Reviewing) -> None:
            self._set(replace(self.view, review=review))

        def failed(error: AppError) -> None:
            """A folder that is gone is told when something is handed in."""

        self._front.runner.start(LOOK_LANE, work, found, failed)

    def go(self, part: str) -> None:
        """To the page of the session: review, evaluation, anew."""
        self._set(replace(self.view, opened=False))
        self._front.go(Place("seat", part=part))

    def _take(self, place: Sandbox) -> None:
        self._place = place
        note, exercise = place.note, place.exercise
        tasks = tuple(
            SeatTask(task.id, task.title, task.told, task.step, task.minutes,
                     note.ticks.get(task.id) == "done")
            for task in exercise.tasks
        )  # fmt: skip
        self._set(
            replace(
                self.view,
                there=True,
                title=place.session.title,
                group=note.group,
                tasks=tasks,
                question=note.question,
                ready=note.ready,
                people=note.people,
                handed=note.count,
                error=None,
            )
        )

    # Verbs

    def turn(self) -> None:
        """Open or close the list of tasks."""
        self._set(replace(self.view, opened=not self.view.opened))

    def open_task(self, task: str) -> None:
        """The step of the wizard in which a task is done."""
        found = next((each for each in self.view.tasks if each.id == task), None)
        first = next(iter(self.view.tasks), None)
        step = found or first
        if self.view.draft and step is not None:
            self._front.go(Place("wizard", self.view.draft, step.step))

    def tick(self, task: str, done: bool) -> None:
        from wecoop_desktop.workshop.sandbox import tick

        if self._place is not None:
            place = self._place
            self._try(lambda: tick(place, task, "done" if done else None))

    def ask(self, question: str) -> None:
        """It goes with the next hand-in, which follows at once; empty takes it back."""
        from wecoop_desktop.workshop.sandbox import ask

        if self._place is not None:
            place = self._place
            if self._try(lambda: ask(place, question)):
                self.hand_in()

    def say_ready(self, ready: bool) -> None:
        from wecoop_desktop.workshop.sandbox import say_ready

        if self._place is not None:
            place = self._place
            self._try(lambda: say_ready(place, ready=ready))

    def name_people(self, names: str) -> None:
        """Names for the certificates, one a line or by commas."""
        from wecoop_desktop.workshop.sandbox import name_people

        if self._place is not None:
            place = self._place
            people = tuple(names.replace(",", "\n").splitlines())
            self._try(lambda: name_people(place, people))

    def hand_in(self, target: Path | None = None) -> None:
        """To the session's folder, or to `target`: another folder or stick."""
        from wecoop_desktop.workshop.sandbox import hand_in, remarks, with_remarks

        store, place = self._opening.view.store, self._place
        if store is None or place is None:
            return
        try:
            file = self._file()
            place, _ = hand_in(place, file, datetime.now(UTC), target)
            told = len(remarks(place))
            if told:
                store.take_in(self.view.draft, with_remarks(place, file))
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        self._take(place)
        self._set(replace(self.view, at=datetime.now(UTC), comments=told))
        self.look()

    def _file(self) -> ProposalFile:
        """The draft as it would travel."""
        from wecoop_desktop.work.file import read_proposal

        store = self._opening.view.store
        assert store is not None
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "draft.wecoop"
            store.export_file(self.view.draft, path)
            return read_proposal(path)

    def forget(self) -> None:
        self._set(replace(self.view, error=None))

    def _try(self, verb: Callable[[], Sandbox]) -> bool:
        try:
            self._take(verb())
        except AppError as error:
            self._set(replace(self.view, error=error))
            return False
        return True
