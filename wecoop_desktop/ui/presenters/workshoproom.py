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
    Past,
    Session,
    Wish,
)

if TYPE_CHECKING:
    from wecoop_desktop.library.library import Library


class Room(Protocol):
    """All verbs run in a lane but `groups_answers`; they raise `AppError` only."""

    def look(self, job: Job) -> tuple[Session | None, tuple[Past, ...]]:
        """The session that is open on this computer, and earlier ones."""

    def prepare(self, library: Library, wish: Wish, job: Job) -> Session:
        """Write the session to where the wish says, read it back, and open it."""

    def open(self, folder: Path, job: Job) -> Session:
        """Go on with a session that was prepared elsewhere."""

    def stick(self, session: Session, target: Path, job: Job) -> HandOut:
        """The program with packs and exercise on a stick, verified."""

    def collect(self, library: Library, session: Session, job: Job) -> Session:
        """What lies in the folder now; safe to ask every twenty seconds."""

    def take(self, library: Library, session: Session, place: Path, job: Job) -> Session:
        """Drafts that a stick brings back."""

    def answers(self, library: Library, session: Session, group: int) -> Answers:
        """What that group has answered so far."""

    def score(self, session: Session, group: int, scores: Mapping[str, int], reviewer: str) -> None:
        """Keep scores by row of the rubric."""

    def comment(self, session: Session, group: int, text: str, author: str) -> None:
        """A remark on the whole draft."""

    def report(self, library: Library, session: Session, target: Path, job: Job) -> Path:
        """One workbook of the board."""

    def certificates(
        self, session: Session, names: tuple[str, ...], language: str, target: Path, job: Job
    ) -> Path:
        """One file with a page for each name."""

    def evaluation(self, session: Session, language: str, target: Path, job: Job) -> Path:
        """The form that participants fill."""

    def clearing(self) -> Clearing:
        """What a reset would remove, and what stays."""

    def reset(self, session: Session | None, job: Job) -> Path | None:
        """Remove sandboxes of this computer and close the session; gives the copy that is kept."""

    def keep_clock(self, session: Session, clock: Clock) -> None:
        """Remember the time left, so that it survives a restart."""

    def undo(self, past: Past, job: Job) -> None:
        """Bring back what a reset removed."""

    def offered(self, place: Path, job: Job) -> Joining:
        """The newest session that lies there."""

    def join(self, place: Path, group: int, job: Job) -> Path:
        """A sandbox for a participant; gives the home to start the program on."""
