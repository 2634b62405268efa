"""What the screen of workshops shows, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, get_args

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.exercises import Exercise
from wecoop_desktop.ui.presenters.workshopdates import DatesView

if TYPE_CHECKING:
    from wecoop_desktop.workshop.evaluation import Summary

Tab = Literal["today", "packs", "past", "dates"]
TABS: tuple[Tab, ...] = get_args(Tab)
Panel = Literal[
    "",
    "prepare",
    "group",
    "certificates",
    "evaluation",
    "reset",
    "join",
    "answer",
    "beside",
    "draft",
    "peers",
    "marks",
    "papers",
    "anew",
]
Mark = Literal["done", "work", "question", "none"]
State = Literal["ready", "work", "question", "silent", "waiting", "damaged"]
Kind = Literal["folder", "stick"]

SILENT = 15  # minutes without a file after which a group is looked after
MOST_GROUPS = 40
NO_SCORES: Mapping[str, int] = MappingProxyType({})
NO_WORDS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Task:
    """A task as a group left it; `minutes` it may take."""

    id: str
    title: str
    mark: Mark = "none"


@dataclass(frozen=True, slots=True)
class Peer:
    """What group `by` said about another group's draft, by row of the rubric and on the whole."""

    by: int
    scores: Mapping[str, int] = made(default_factory=lambda: NO_SCORES)
    comments: Mapping[str, str] = made(default_factory=lambda: NO_WORDS)
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A row of the board. `share`: readiness in percent, None before the first file. `minutes`
    since the last file by this computer's clock. `notes`: what was odd about its files."""

    number: int
    name: str
    country: str = ""
    tasks: tuple[Mark, ...] = ()
    share: int | None = None
    comments: int = 0
    state: State = "waiting"
    minutes: int | None = None
    question: str = ""
    draft: Path | None = None
    scores: Mapping[str, int] = made(default_factory=lambda: NO_SCORES)  # by row of the rubric
    notes: tuple[AppError, ...] = ()
    form: str = "same"  # its form is older or newer than that of this computer
    twice: int = 1  # drafts of different computers of the group
    peers: tuple[Peer, ...] = ()


@dataclass(frozen=True, slots=True)
class Differing:
    """A question in which the groups' answers differ: how many of them say something else than
    the others, and two groups to look at side by side."""

    path: str
    label: str
    groups: int
    total: int
    pair: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Pair:
    """Group `by` reviews the draft of group `of`; `done`: its review is here."""

    by: int
    of: int
    done: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """An answer to be shown to all, with the letter that stands for its group. `row` is that of a
    table, from 0, or None for the whole answer; `text` is empty where the answer went."""

    group: int
    path: str
    row: int | None = None
    letter: str = ""
    label: str = ""
    text: str = ""
    why: str = "discuss"
    note: str = ""

    @property
    def place(self) -> tuple[int, str, int | None]:
        return self.group, self.path, self.row


@dataclass(frozen=True, slots=True)
class Passage:
    """An answer of a draft, to be read. A table has `rows`, one sentence or more for each."""

    path: str
    step: str
    label: str
    text: str = ""
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where a group works on this computer, apart from one's own work."""

    session: str
    title: str
    group: int
    home: Path


@dataclass(frozen=True, slots=True)
class HandOut:
    """Where the exercise lies for the groups. `size` in bytes; `checked`: read back after writing;
    `taken`: groups that have opened it, None where that is not known."""

    kind: Kind
    name: str
    path: Path
    size: int = 0
    checked: bool = False
    taken: int | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """Time left for the exercise in seconds. `total` grows with what is added; `running` False
    before the start and while it pauses."""

    total: int = 0
    left: int = 0
    running: bool = False

    @property
    def share(self) -> int:
        return max(0, min(100, 100 * (self.total - self.left) // self.total)) if self.total else 0


@dataclass(frozen=True, slots=True)
class Session:
    """The session that is open. `folder` is where its files lie."""

    id: str
    title: str
    folder: Path
    exercise: str
    language: str
    minutes: int
    groups: tuple[Group, ...] = ()
    place: str = ""
    participants: int | None = None
    people: tuple[str, ...] = ()  # the names that groups gave for certificates
    hand_outs: tuple[HandOut, ...] = ()
    differing: tuple[Differing, ...] = ()
    last: datetime | None = None  # when the newest file was received
    fresh: int = 0  # files that came with the last look
    notes: tuple[AppError, ...] = ()
    closed: bool = False
    clock: Clock | None = None
    pairs: tuple[Pair, ...] = ()
    marks: tuple[Marked, ...] = ()
    forms: Summary | None = None  # what participants said at the end

    def marked(self, place: tuple[int, str, int | None]) -> Marked | None:
        return next((each for each in self.marks if each.place == place), None)

    @property
    def taken(self) -> int:
        """Groups of which something came."""
        return sum(group.minutes is not None for group in self.groups)


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier session. `kept`: the day until which its copy is kept after a reset."""

    id: str
    title: str
    day: str
    exercise: str
    groups: int
    folder: Path
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Clearing:
    """What a reset removes and what stays: codes of `screens.workshopwords` with a number each;
    `copy` is where the copy goes, `bytes` its size at most."""

    goes: tuple[tuple[str, int], ...] = ()
    stays: tuple[tuple[str, int], ...] = ()
    copy: Path | None = None
    days: int = 30


@dataclass(frozen=True, slots=True)
class Wish:
    """How a session shall be."""

    exercise: str
    language: str
    title: str
    groups: tuple[tuple[str, str], ...]  # name and country
    kind: Kind
    target: Path | None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Doing:
    """Long work under way: what it is, and how far."""

    verb: str = ""
    done: int = 0
    total: int = 0
    code: str = ""

    @property
    def share(self) -> int:
        return min(100, 100 * self.done // self.total) if self.total else 0


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a verb: its name, a file or folder that was written, a number."""

    verb: str = ""
    path: Path | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Beside:
    """Two groups' answers to a question, as sentences; numbers of the groups."""

    path: str = ""
    label: str = ""
    left: int = 0
    right: int = 0
    texts: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Joining:
    """A session that one can take part in; `groups` are numbers with names. `leads`: it lies in a
    folder, so that it can be led from here as well."""

    place: Path
    title: str
    groups: tuple[tuple[int, str], ...]
    leads: bool = False


@dataclass(frozen=True, slots=True)
class WorkshopView:
    """`by`: the board shows tasks, or scores by criterion. `criteria` are the names of funders and
    of their criteria, by the funder's id and the criterion's English name."""

    tab: Tab = "today"
    panel: Panel = ""
    ready: bool = False  # the content is open
    exercises: tuple[Exercise, ...] = ()
    session: Session | None = None
    past: tuple[Past, ...] = ()
    by: Literal["board", "criterion"] = "board"
    group: int = 0  # that is chosen
    wish: Wish | None = None
    joining: Joining | None = None
    clearing: Clearing | None = None
    clock: Clock = Clock()
    doing: Doing = Doing()
    told: Told = Told()
    error: AppError | None = None
    opened: str = ""  # the exercise whose model answer is open
    refused: bool = False  # that was not the trainer's code
    beside: Beside = Beside()
    reading: tuple[Passage, ...] = ()  # the draft of the group that is chosen
    entered: tuple[Path, ...] = ()  # forms on paper that were entered, the last at the end
    inside: bool = False  # this window is a participant's own
    seats: tuple[Workplace, ...] = ()  # of groups on this computer
    seat: str = ""  # the session whose place is to be begun anew
    shown: str = ""  # the exercise that is looked at among the packs
    dates: DatesView = made(default_factory=DatesView)
    criteria: Mapping[tuple[str, str], tuple[Text, Text]] = made(default_factory=dict)

    @property
    def busy(self) -> bool:
        return bool(self.doing.verb)

    @property
    def exercise(self) -> Exercise | None:
        """That of the session."""
        wanted = self.session.exercise if self.session else ""
        return next((each for each in self.exercises if each.id == wanted), None)

    @property
    def stage(self) -> int:
        """1 prepare, 2 hand out, 3 collect and review, 4 closed."""
        if self.session is None:
            return 1
        if self.session.closed:
            return 4
        return 3 if self.session.taken else 2

    def row(self, number: int) -> Group | None:
        groups = self.session.groups if self.session else ()
        return next((each for each in groups if each.number == number), None)
