"""The page of a participant's session: the draft of another group, the form at the end, and the
way to the next participant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, get_args

from PySide6.QtCore import QCoreApplication, QTimer

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.ui.desk import Front
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.opening import OpeningPresenter
from wecoop_desktop.ui.presenters.workshop import start_program
from wecoop_desktop.ui.presenters.workshopview import NO_SCORES, NO_WORDS, Clearing, Passage

if TYPE_CHECKING:
    from wecoop_desktop.library.library import Library
    from wecoop_desktop.packs.exercises import RubricRow
    from wecoop_desktop.ui.presenters.workshopseat import SeatPresenter
    from wecoop_desktop.workshop.anew import Request
    from wecoop_desktop.workshop.peers import Packet
    from wecoop_desktop.workshop.rubric import Review
    from wecoop_desktop.workshop.sandbox import Sandbox

LANE = "seat"
PAUSE = 400  # milliseconds after which what was said of a review is kept
Part = Literal["review", "evaluation", "anew"]
PARTS: tuple[Part, ...] = get_args(Part)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A draft to review with what the group has said so far; `handed` counts hand-ins."""

    packet: str
    passages: tuple[Passage, ...]
    rubric: tuple[RubricRow, ...]
    scores: Mapping[str, int] = made(default_factory=lambda: NO_SCORES)
    comments: Mapping[str, str] = made(default_factory=lambda: NO_WORDS)
    remark: str = ""
    handed: int = 0


@dataclass(frozen=True, slots=True)
class SeatPageView:
    """`there` False: the window is not in a session. `filled` counts forms handed in from here.
    `kept` is until when the work of who was here before can be brought back. `told` names the verb
    that was just done."""

    there: bool = False
    part: Part = "review"
    judgement: Judgement | None = None
    filled: int = 0
    clearing: Clearing | None = None
    kept: date | None = None
    told: str = ""
    error: AppError | None = None
    failed: str = ""  # the verb that did not go, to be tried elsewhere
    leaving: bool = False


class SeatPagePresenter(Presenter[SeatPageView]):
    """`attend` gives it the strip's presenter. `restart` opens the program again on a home and
    `leave_program` closes this window; tests put their own there."""

    def __init__(self, front: Front, opening: OpeningPresenter) -> None:
        super().__init__(SeatPageView())
        self._front = front
        self._opening = opening
        self._found_seat: Callable[[], SeatPresenter | None] = lambda: None
        self._arrived = Place("seat")
        self._packet: Packet | None = None
        self._waits = False  # something said is not kept yet
        self._later = QTimer(self, singleShot=True, interval=PAUSE)
        self._later.timeout.connect(self._keep)
        self.restart: Callable[[Path], None] = start_program
        self.leave_program: Callable[[], None] = QCoreApplication.quit

    def attend(self, seat: Callable[[], SeatPresenter | None]) -> None:
        """`seat` gives the presenter of the strip, once the window has one."""
        self._found_seat = seat
        self._opening.changed.connect(self._opened)

    def _opened(self) -> None:
        if self._place is not None and not self.view.there:
            self.arrive(self._arrived)

    @property
    def _seat(self) -> SeatPresenter | None:
        return self._found_seat()

    @property
    def _place(self) -> Sandbox | None:
        return self._seat.sandbox if self._seat else None

    def leave(self) -> None:
        self._keep()

    def arrive(self, place: Place) -> None:
        self._keep()
        self._arrived = place
        there = self._place is not None
        part = next((each for each in PARTS if each == place.part), self.view.part)
        self._set(replace(self.view, there=there, part=part, told="", error=None))
        if not there:
            return
        if part == "anew":
            self._weigh()
        elif part == "review":
            self.look()

    def turn(self, part: Part) -> None:
        self._front.stay(Place("seat", part=part))
        self.arrive(Place("seat", part=part))

    # The draft of another group

    def look(self, file: Path | None = None) -> None:
        """What is to be reviewed: that of the session folder, or of a file that came."""
        self._keep()
        place, library = self._place, self._opening.view.library
        if place is None or library is None:
            return

        content = self._front.settings().content

        def work(_job: Job) -> tuple[Packet, Judgement] | None:
            from wecoop_desktop.workshop.peers import take_packet, waiting

            packet = take_packet(place, file) if file is not None else waiting(place)
            return None if packet is None else (packet, judgement(library, place, packet, content))

        self._front.runner.start(LANE, work, self._found, self._fail)

    def _found(self, found: tuple[Packet, Judgement] | None) -> None:
        self._keep()
        if found is None:
            self._packet = None
            self._set(replace(self.view, judgement=None))
        else:
            self._packet, read = found
            said = self.view.judgement
            if said is not None and said.packet == read.packet:
                # What was typed since the file was read counts.
                read = replace(read, scores=said.scores, comments=said.comments, remark=said.remark)
            self._set(replace(self.view, judgement=read, error=None))
        if self._seat is not None:
            self._seat.look()

    def score(self, row: str, score: int | None) -> None:
        """None takes the score back."""
        now = self.view.judgement
        if now is not None:
            others = {each: given for each, given in now.scores.items() if each != row}
            scores = others if score is None else {**others, row: score}
            self._say(replace(now, scores=MappingProxyType(scores)))

    def comment(self, row: str, text: str) -> None:
        now = self.view.judgement
        if now is not None:
            self._say(replace(now, comments=MappingProxyType({**now.comments, row: text})))

    def remark(self, text: str) -> None:
        now = self.view.judgement
        if now is not None:
            self._say(replace(now, remark=text))

    def _say(self, said: Judgement) -> None:
        """Kept on this computer a moment later, with what is said by then."""
        if self._place is None or self._packet is None or said == self.view.judgement:
            return
        self._set(replace(self.view, judgement=said, told=""))
        self._waits = True
        if not self._later.isActive():  # not put off by each letter: no more than a moment is lost
            self._later.start()

    def _keep(self) -> bool:
        """Keep what waits to be kept; False where the disk did not take it, and it waits on."""
        from wecoop_desktop.workshop.peers import keep_review

        place, packet, said = self._place, self._packet, self.view.judgement
        self._later.stop()
        if not self._waits or place is None or packet is None or said is None:
            return True
        try:
            self._packet = keep_review(place, packet, _review(said))
        except AppError as error:
            self._fail(error)
            return False
        self._waits = False
        return True

    def hand_in(self, target: Path | None = None) -> None:
        """The review, to the trainer; to `target` where no folder is shared."""
        from wecoop_desktop.workshop.peers import hand_in_review

        place, said = self._place, self.view.judgement
        if place is None or said is None or not self._keep():
            return
        try:
            hand_in_review(place, _review(said), datetime.now(UTC), target)
        except AppError as error:
            self._fail(error, "review")
            return
        handed = replace(said, handed=said.handed + 1)
        self._set(replace(self.view, judgement=handed, told="review", error=None, failed=""))
        self.look()

    # The form at the end

    def fill(
        self, scores: Mapping[str, int], texts: Mapping[str, str], target: Path | None = None
    ) -> bool:
        """One person's form, without a name; whether it was kept."""
        from wecoop_desktop.workshop.evaluation import Evaluation, hand_in_evaluation

        place = self._place
        if place is None:
            return False
        try:
            hand_in_evaluation(place, Evaluation(scores, texts), target)
        except AppError as error:
            self._fail(error, "evaluation")
            return False
        filled = self.view.filled + 1
        self._set(replace(self.view, filled=filled, told="evaluation", error=None, failed=""))
        return True

    # The next participant

    def _weigh(self) -> None:
        """What would go, and whether there is a way back to who was here before."""
        from wecoop_desktop.workshop.anew import home_of, last_copy
        from wecoop_desktop.workshop.reset import FOLDER, what_goes

        place = self._place
        assert place is not None
        try:
            home = home_of(place.home)
            plan = what_goes(home, place.session.id)
        except AppError as error:
            self._fail(error)
            return
        copy = last_copy(place.home, datetime.now(UTC))
        goes = (
            ("sandboxes", len(plan.goes)),
            ("files", plan.files),
            ("unsent", sum(each.unsent for each in plan.goes)),
        )
        clearing = Clearing(
            tuple(row for row in goes if row[1]),
            tuple((each.part, each.files) for each in plan.stays),
            home.root / FOLDER,
        )
        kept = copy.until.date() if copy else None
        self._set(replace(self.view, clearing=clearing, kept=kept))

    def begin_anew(self) -> None:
        """Close this window and open it again for the next participant; a copy is kept."""
        from wecoop_desktop.workshop.anew import Request

        self._ask(Request("new"))

    def bring_back(self) -> None:
        """The same way back to the work of who was here before; that of now becomes the copy."""
        from wecoop_desktop.workshop.anew import Request, last_copy

        place = self._place
        copy = last_copy(place.home, datetime.now(UTC)) if place else None
        if copy is not None:
            self._ask(Request("back", copy.path.name))

    def _ask(self, request: Request) -> None:
        from wecoop_desktop.workshop.anew import ask

        place = self._place
        if place is None or not self._keep():
            return
        try:
            ask(place.home, request)
        except AppError as error:
            self._fail(error)
            return
        self._set(replace(self.view, leaving=True, error=None))
        self.restart(place.home.root)
        self.leave_program()

    def forget(self) -> None:
        """Close the message."""
        self._set(replace(self.view, error=None, told=""))

    def _fail(self, error: AppError, verb: str = "") -> None:
        self._set(replace(self.view, error=error, failed=verb, told=""))


def _review(said: Judgement) -> Review:
    from wecoop_desktop.workshop.rubric import Review

    return Review(0, "", "peer", said.scores, said.comments, said.remark)


def judgement(library: Library, place: Sandbox, packet: Packet, content: str = "") -> Judgement:
    """The draft as sentences in the language of the session, its questions in that of `content`.

    Raises as `read_proposal`.
    """
    from wecoop_desktop.forms.codec import read_answers
    from wecoop_desktop.ui.presenters.workshopreading import passages
    from wecoop_desktop.workshop.peers import packet_draft

    answers, _findings = read_answers(library.form(), packet_draft(packet).answers)
    today = datetime.now().astimezone().date()
    return Judgement(
        packet.id,
        passages(library, place.exercise, answers, place.session.language, today, content),
        place.exercise.rubric,
        packet.review.scores,
        packet.review.comments,
        packet.review.remark,
        packet.handed,
    )
