"""A workshop that does what a test says: a session with six groups, and every verb noted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.library.library import Library
from wecoop_desktop.packs.exercises import filled
from wecoop_desktop.ui.presenters.workshopview import (
    Clearing,
    Clock,
    Differing,
    Group,
    HandOut,
    Joining,
    Marked,
    Pair,
    Passage,
    Past,
    Peer,
    Session,
    Wish,
    Workplace,
)
from wecoop_desktop.work.file import ProposalFile, write_proposal
from wecoop_desktop.workshop.evaluation import JUDGED, Judged, Summary
from wecoop_desktop.workshop.note import Note
from wecoop_desktop.workshop.sandbox import Sandbox
from wecoop_desktop.workshop.session import Group as WorkshopGroup
from wecoop_desktop.workshop.session import Session as WorkshopSession

LAST = datetime(2026, 11, 23, 6, 38, tzinfo=UTC)
EXERCISE = "issyk-kul-logframe"

GROUPS = (
    Group(1, "Ministry specialists", "KG", ("done", "done", "done", "done", "work"), 86, 2,
          "ready", 3, draft=Path("01.wecoop"), scores=MappingProxyType({"logic": 3})),
    Group(2, "Water utility", "KG", ("done", "done", "done", "work", "none"), 71, 0, "work", 4,
          draft=Path("02.wecoop")),
    Group(3, "Basin authority", "UZ", ("done", "done", "question", "work", "none"), 64, 1,
          "question", 2, "May an output stand in the project's own control?", Path("03.wecoop"),
          peers=(Peer(1, {"problem": 2}, {"problem": "Which year is the figure of?"},
                      "Clear tree, weak assumptions"),)),
    Group(4, "Местное самоуправление", "TJ", ("done", "done", "work", "none", "none"), 58, 0,
          "work", 9, draft=Path("04.wecoop")),
    Group(5, "Қоршаған орта агенттігі", "KZ", ("done", "work", "work", "none", "none"), 52, 0,
          "work", 6, draft=Path("05.wecoop")),
    Group(6, "Hydromet service", "TM", ("done", "work", "none", "none", "none"), 31, 0, "silent",
          25, draft=Path("06.wecoop")),
)  # fmt: skip

DIFFERING = (
    Differing("problem.causes", "Root causes of the problem", 4, 6, (1, 3)),
    Differing("logframe.rows", "Logframe", 3, 6, (1, 2)),
    Differing("basic.title", "Title", 2, 6, (4, 5)),
)

MARKS = (
    Marked(1, "problem.core_problem", None, "C", "Core problem",
           "Untreated wastewater of 40 000 residents reaches the river.", "good",
           "Who is harmed, and where, in one sentence"),
    Marked(4, "problem.problem_tree", 2, "A", "Problem tree",
           "Root cause: Плата не покрывает стоимость электроэнергии"),
)  # fmt: skip
FORMS = Summary(
    3,
    tuple(Judged(question, (0, 1, 0, 1, 1), Decimal("3.67")) for question in JUDGED),
    {"best": ("Comparing two trees", "Обсуждение"), "change": (), "next": ("Cash flow",)},
)
PAIRS = (Pair(1, 3, done=True), Pair(2, 1), Pair(3, 2, done=True))
PASSAGES = (
    Passage("problem.core_problem", "Problem and causes", "Core problem",
            "Untreated wastewater of 40 000 residents reaches the river."),
    Passage("problem.problem_tree", "Problem and causes", "Problem tree",
            rows=("core: The works treats a third of the flow",
                  "cause: The tariff does not cover the cost of electricity")),
)  # fmt: skip


def session(folder: Path, groups: tuple[Group, ...] = GROUPS) -> Session:
    return Session(
        id="20261123-0a1b2c3d",
        title="Project preparation, day 2",
        folder=folder,
        exercise=EXERCISE,
        language="en",
        minutes=75,
        groups=groups,
        place="Bishkek",
        participants=18,
        people=("Participant One", "Участник Второй"),
        hand_outs=(
            HandOut("folder", "training", folder, 2_400_000, checked=True, taken=len(groups)),
            HandOut("stick", "E:", folder, 2_400_000, checked=True),
        ),
        differing=DIFFERING,
        last=LAST,
        fresh=4,
    )


@dataclass
class FakeRoom:
    """Gives what it holds; `fails` names a verb and the error it raises."""

    held: Session | None = None
    earlier: tuple[Past, ...] = ()
    seats: tuple[Workplace, ...] = ()
    given: dict[int, Answers] = field(default_factory=dict)
    fails: dict[str, AppError] = field(default_factory=dict)
    asked: list[tuple[Any, ...]] = field(default_factory=list)
    kept: Clearing = field(
        default_factory=lambda: Clearing(
            (("sandboxes", 1), ("files", 6), ("unsent", 1)),
            (("work", 2), ("sessions", 14), ("settings", 1)),
        )
    )

    def _note(self, verb: str, *values: object) -> None:
        self.asked.append((verb, *values))
        if verb in self.fails:
            raise self.fails[verb]

    @property
    def verbs(self) -> list[str]:
        return [verb for verb, *_ in self.asked]

    def look(self, job: Job) -> tuple[Session | None, tuple[Past, ...], tuple[Workplace, ...]]:
        self._note("look")
        return self.held, self.earlier, self.seats

    def prepare(self, library: Library, wish: Wish, job: Job) -> Session:
        job.step(1, 3, "")
        self._note("prepare", wish)
        groups = tuple(Group(at, *each) for at, each in enumerate(wish.groups, 1))
        self.held = replace(
            session(wish.target or Path(), groups),
            exercise=wish.exercise,
            language=wish.language,
            last=None,
            fresh=0,
            differing=(),
        )
        return self.held

    def open(self, folder: Path, job: Job) -> Session:
        self._note("open", folder)
        self.held = self.held or session(folder)
        return self.held

    def stick(self, of: Session, target: Path, job: Job) -> HandOut:
        job.step(5, 10, "")
        self._note("stick", target)
        return HandOut("stick", target.name, target, checked=True)

    def collect(self, library: Library, of: Session, job: Job) -> Session:
        self._note("collect")
        return self.held or of

    def take(self, library: Library, of: Session, place: Path, job: Job) -> Session:
        self._note("take", place)
        return self.held or of

    def answers(self, library: Library, of: Session, group: int) -> Answers:
        self._note("answers", group)
        return self.given.get(group, {})

    def read(self, library: Library, of: Session, group: int, job: Job) -> tuple[Passage, ...]:
        self._note("read", group)
        return PASSAGES

    def mark(self, of: Session, marked: Marked) -> None:
        self._note("mark", marked.place, marked.why, marked.note)
        others = tuple(each for each in self._held.marks if each.place != marked.place)
        named = replace(marked, letter="B", label="Root causes", text="Tariffs do not cover costs")
        self.held = replace(self._held, marks=(*others, named))

    def unmark(self, of: Session, marked: Marked) -> None:
        self._note("unmark", marked.place)
        kept = tuple(each for each in self._held.marks if each.place != marked.place)
        self.held = replace(self._held, marks=kept)

    def move(self, of: Session, marked: Marked, by: int) -> None:
        self._note("move", marked.place, by)

    def hand_out_peers(self, library: Library, of: Session, job: Job) -> Session:
        self._note("hand_out_peers")
        self.held = replace(self._held, pairs=PAIRS)
        return self.held

    def lay_out_peers(self, of: Session, target: Path, job: Job) -> Path:
        self._note("lay_out_peers", target)
        return target

    def pass_on(self, library: Library, of: Session, job: Job) -> int:
        self._note("pass_on")
        return 2

    @property
    def _held(self) -> Session:
        assert self.held is not None
        return self.held

    def score(self, of: Session, group: int, scores: Mapping[str, int], reviewer: str) -> None:
        self._note("score", group, dict(scores))
        assert self.held is not None
        rows = tuple(
            replace(row, scores=scores) if row.number == group else row for row in self.held.groups
        )
        self.held = replace(self.held, groups=rows)

    def comment(self, of: Session, group: int, text: str, author: str) -> None:
        self._note("comment", group, text)

    def report(self, library: Library, of: Session, target: Path, job: Job) -> Path:
        self._note("report", target)
        return target

    def certificates(
        self, of: Session, names: tuple[str, ...], language: str, target: Path, job: Job
    ) -> Path:
        self._note("certificates", names, language)
        return target

    def evaluation(self, of: Session, language: str, target: Path, job: Job) -> Path:
        self._note("evaluation", language)
        return target

    def summary(self, of: Session, language: str, target: Path, job: Job) -> Path:
        self._note("summary", language)
        return target

    def enter(self, of: Session, scores: Mapping[str, int], texts: Mapping[str, str]) -> Path:
        self._note("enter", dict(scores), dict(texts))
        return Path(f"{len(self.asked)}.json")

    def take_back(self, of: Session, path: Path) -> None:
        self._note("take_back", path)

    def one_file(self, of: Session, target: Path, job: Job) -> Path:
        self._note("one_file", target)
        return target

    def keep_clock(self, of: Session, clock: Clock) -> None:
        self._note("keep_clock", clock)

    def clearing(self, session: str) -> Clearing:
        self._note("clearing", session)
        return self.kept

    def reset(self, of: Session | None, job: Job) -> Path | None:
        self._note("reset")
        self.held = None
        copy = Path("kept.zip")
        self.earlier = (Past(copy.name, "", "2026-11-23", "", 1, copy, "2026-12-23"),)
        return copy

    def undo(self, past: Past, job: Job) -> None:
        self._note("undo", past.id)
        self.earlier = ()

    def begin_anew(self, session: str, job: Job) -> Path:
        self._note("begin_anew", session)
        return Path("sandbox")

    def offered(self, place: Path, job: Job) -> Joining:
        self._note("offered", place)
        return Joining(place, "Project preparation", ((1, "Ministry"), (2, "")))

    def join(self, place: Path, group: int, job: Job) -> Path:
        self._note("join", group)
        return place / "sandbox"


class FakeSeat:
    """A participant's place without a folder: what the page of the session asks of the strip."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox

    def look(self) -> None: ...


def seated(library: Library, folder: Path) -> FakeSeat:
    """In group 3 of a session, with the draft of another group to review; `folder` is empty."""
    exercise = library.exercise(EXERCISE)
    home = Home(folder / "workshop" / "20261123-0a1b2c3d")
    home.root.mkdir(parents=True)
    of = WorkshopSession("20261123-0a1b2c3d", "Day 2", EXERCISE, exercise.title, "en", 75,
                         (WorkshopGroup(3),), LAST)  # fmt: skip
    packet = {"format": 1, "session": of.id, "packet": "0a1b2c3d", "for": 3}
    draft = ProposalFile(
        form=library.form().id,
        form_version=library.form().version,
        answers=filled(exercise.start, library.example(exercise.example).answers),
        created=LAST,
        saved=LAST,
        review=True,
        further={"packet.json": json.dumps(packet).encode()},
    )
    write_proposal(home.root / "packet.wecoop", draft)
    return FakeSeat(Sandbox(home, of, exercise, Note(of.id, 3, "a1b2c3d4")))
