"""What the screen of workshops asks for; the room `workshop/` does it, a test gives its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from wecoop_desktop.base.jobs import Job
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.ui.presenters.workshopview import (
    Clearing,
    Clock,
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


class Room(Protocol):
    """Verbs with a job run in a lane; all raise `AppError` only."""

    # Sessions

    def look(self, job: Job) -> tuple[Session | None, tuple[Past, ...], tuple[Workplace, ...]]:
        """The session that is open on this computer, earlier ones, and the places of groups."""

    def prepare(self, library: Library, wish: Wish, job: Job) -> Session:
        """Write the session to where the wish says, read it back, and open it."""

    def open(self, folder: Path, job: Job) -> Session:
        """Go on with a session that was prepared elsewhere."""

    def stick(self, session: Session, target: Path, job: Job) -> HandOut:
        """The program with packs and exercise on a stick, verified."""

    def one_file(self, session: Session, target: Path, job: Job) -> Path:
        """The session in one file."""

    def collect(self, library: Library, session: Session, job: Job) -> Session:
        """What lies in the folder now; safe to ask every twenty seconds."""

    def take(self, library: Library, session: Session, place: Path, job: Job) -> Session:
        """Drafts, reviews and forms that a stick brings back."""

    def keep_clock(self, session: Session, clock: Clock) -> None:
        """Remember the time left, so that it survives a restart."""

    # Drafts

    def answers(self, library: Library, session: Session, group: int) -> Answers:
        """What that group has answered so far."""

    def read(self, library: Library, session: Session, group: int, job: Job) -> tuple[Passage, ...]:
        """The same as sentences."""

    def score(self, session: Session, group: int, scores: Mapping[str, int], reviewer: str) -> None:
        """Keep scores by row of the rubric."""

    def comment(self, session: Session, group: int, text: str, author: str) -> None:
        """A remark on the whole draft."""

    def mark(self, session: Session, marked: Marked) -> None:
        """An answer to be shown to all."""

    def unmark(self, session: Session, marked: Marked) -> None:
        """No more."""

    def move(self, session: Session, marked: Marked, by: int) -> None:
        """Earlier or later."""

    # Groups for one another

    def hand_out_peers(self, library: Library, session: Session, job: Job) -> Session:
        """Give each group the draft of another one, without names."""

    def lay_out_peers(self, session: Session, target: Path, job: Job) -> Path:
        """The same files in another folder."""

    def pass_on(self, library: Library, session: Session, job: Job) -> int:
        """Reviews of groups become remarks for the reviewed; gives how many groups got some."""

    # After the session

    def report(self, library: Library, session: Session, target: Path, job: Job) -> Path:
        """One workbook of the board."""

    def certificates(
        self, session: Session, names: tuple[str, ...], language: str, target: Path, job: Job
    ) -> Path:
        """One file with a page for each name."""

    def evaluation(self, session: Session, language: str, target: Path, job: Job) -> Path:
        """The form that participants fill."""

    def summary(self, session: Session, language: str, target: Path, job: Job) -> Path:
        """What all said on it."""

    def enter(self, session: Session, scores: Mapping[str, int], texts: Mapping[str, str]) -> Path:
        """A form that was filled on paper; gives where it is kept."""

    def take_back(self, session: Session, path: Path) -> None:
        """A form that was entered by mistake."""

    # This computer

    def clearing(self, session: str) -> Clearing:
        """What a reset would remove, and what stays; of one session, or of all."""

    def reset(self, session: Session | None, job: Job) -> Path | None:
        """Remove sandboxes of this computer and close the session; gives the copy that is kept."""

    def undo(self, past: Past, job: Job) -> None:
        """Bring back what a reset removed."""

    def begin_anew(self, session: str, job: Job) -> Path:
        """A new participant in the place of a group; gives the home to start the program on."""

    def offered(self, place: Path, job: Job) -> Joining:
        """The newest session that lies there."""

    def join(self, place: Path, group: int, job: Job) -> Path:
        """A sandbox for a participant; gives the home to start the program on."""
