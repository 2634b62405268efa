"""Reviewing: scores and comments, drafts to be read, groups for one another, answers for all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.workshopview import Beside, Group, Marked, Passage, Session, Told

if TYPE_CHECKING:
    from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter


class Reviewing:
    """Verbs of `WorkshopPresenter.reviewing`."""

    def __init__(self, led: WorkshopPresenter) -> None:
        self._led = led

    def _chosen(self) -> tuple[Session, Group] | None:
        session, row = self._led.view.session, self._led.view.row(self._led.view.group)
        return None if session is None or row is None else (session, row)

    # A group

    def score(self, criterion: str, score: int) -> None:
        found = self._chosen()
        if found is not None:
            session, row = found
            scores = {**row.scores, criterion: score}
            author = self._led.front.settings().author
            self._try(lambda: self._led.room.score(session, row.number, scores, author))

    def comment(self, text: str) -> None:
        found = self._chosen()
        if found is None or not text.strip():
            return
        session, row = found
        author = self._led.front.settings().author
        said = text.strip()
        if self._try(lambda: self._led.room.comment(session, row.number, said, author)):
            self._led.put(told=Told("comment", number=row.number))

    def _try(self, verb: Callable[[], object]) -> bool:
        try:
            verb()
        except AppError as error:
            self._led.fail(error)
            return False
        self._led.collect()
        return True

    def read(self, group: int) -> None:
        """Open a group's draft, to be read only."""
        led, session, library = self._led, self._led.view.session, self._led.library
        if session is None or library is None or led.view.row(group) is None:
            return
        room, asked = led.room, session

        def done(passages: tuple[Passage, ...]) -> None:
            led.put(group=group, panel="draft", reading=passages, error=None)

        led.do("read", lambda job: room.read(library, asked, group, job), done)

    # Two answers

    def side_by_side(self, path: str) -> None:
        """The two answers that differ most in a question."""
        session = self._led.view.session
        found = next((d for d in session.differing if d.path == path), None) if session else None
        if session is None or found is None or self._led.library is None:
            return
        try:
            texts = tuple(self._answer(session, group, path) for group in found.pair)
        except AppError as error:
            self._led.fail(error)
            return
        beside = Beside(path, found.label, *found.pair, (texts[0], texts[1]))
        self._led.put(panel="beside", beside=beside, error=None)

    def _answer(self, session: Session, group: int, path: str) -> str:
        from wecoop_desktop.ui.presenters.presentationdecks import answer_words

        library = self._led.library
        assert library is not None
        answers = self._led.room.answers(library, session, group)
        return answer_words(library, answers, path, session.language)

    # Answers that are shown to all

    def mark(self, marked: Marked) -> None:
        """Show this answer in class, without a name; said again, its words are replaced."""
        session = self._led.view.session
        if session is not None:
            self._try(lambda: self._led.room.mark(session, marked))

    def unmark(self, marked: Marked) -> None:
        session = self._led.view.session
        if session is not None:
            self._try(lambda: self._led.room.unmark(session, marked))

    def move(self, marked: Marked, by: int) -> None:
        """Show it earlier or later."""
        session = self._led.view.session
        if session is not None:
            self._try(lambda: self._led.room.move(session, marked, by))

    def present_marks(self) -> None:
        """All of them on the projector."""
        if self._led.view.session is not None and self._led.view.session.marks:
            self._led.go(Place("presentation", part="highlights"))

    # Groups for one another

    def hand_out_peers(self) -> None:
        """Give each group the draft of another one."""
        led, session, library = self._led, self._led.view.session, self._led.library
        if session is None or library is None:
            return
        room = led.room

        def done(made: Session) -> None:
            led.collected(made)
            led.put(told=Told("peers", number=len(made.pairs)))

        led.do("peers", lambda job: room.hand_out_peers(library, session, job), done)

    def lay_out_peers(self, target: Path) -> None:
        """The same drafts in a folder or on a stick, for groups that reach no folder."""
        led, session = self._led, self._led.view.session
        if session is not None:
            room = led.room
            led.file("lay-out", lambda job: room.lay_out_peers(session, target, job))

    def pass_on(self) -> None:
        """Give the groups what others said about their drafts, without names."""
        led, session, library = self._led, self._led.view.session, self._led.library
        if session is None or library is None:
            return
        room = led.room

        def done(reached: int) -> None:
            led.put(told=Told("pass-on", number=reached))
            led.collect()

        led.do("pass-on", lambda job: room.pass_on(library, session, job), done)

    # The model answer

    def code(self, exercise: str, code: str) -> None:
        """Open the model answer, if that is the trainer's code."""
        from wecoop_desktop.packs.exercises import opens

        view = self._led.view
        found = next((each for each in view.exercises if each.id == exercise), None)
        right = found is not None and opens(code, found.code)
        self._led.put(opened=exercise if right else view.opened, refused=not right)

    def show_model(self, exercise: str) -> None:
        """The model answer on the projector or this screen."""
        if exercise == self._led.view.opened:
            self._led.go(Place("presentation", exercise, "model"))
