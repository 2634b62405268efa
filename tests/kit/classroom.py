"""A class for tests: a session on the real exercises, participants on homes of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from tests.kit import content
from wecoop_desktop.base.folders import Home
from wecoop_desktop.forms.form import Data
from wecoop_desktop.packs.exercises import Exercise, filled
from wecoop_desktop.work.file import ProposalFile, read_proposal
from wecoop_desktop.workshop.board import Board, Measures, board
from wecoop_desktop.workshop.collect import Collected, collect
from wecoop_desktop.workshop.measure import Gauge, gauge_of
from wecoop_desktop.workshop.prepare import Prepared, Wanted, prepare
from wecoop_desktop.workshop.record import Record, open_record
from wecoop_desktop.workshop.sandbox import Handed, Sandbox, hand_in, join
from wecoop_desktop.workshop.session import make_groups

NINE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAY = date(2026, 11, 24)
EXERCISE = "issyk-kul-logframe"


@cache
def exercise(name: str = EXERCISE) -> Exercise:
    return next(each for each in content.packs().exercises if each.id == name)


@cache
def example(name: str = EXERCISE) -> Mapping[str, Data]:
    wanted = exercise(name).example
    return next(each.answers for each in content.packs().examples if each.id == wanted)


def model_answers(name: str = EXERCISE) -> Mapping[str, Data]:
    return filled(exercise(name).model, example(name))


@dataclass
class Classroom:
    """`share` is what all reach; `clock` the trainer's, moved by hand."""

    root: Path
    share: Path
    session: Prepared
    clock: datetime
    measures: Measures
    trainer: Home
    last: Collected | None = None

    @property
    def folder(self) -> Path:
        return self.session.folder

    def home(self, name: str) -> Home:
        return Home(self.root / "homes" / name)

    def participant(self, name: str, group: int, clock: datetime | None = None) -> Sandbox:
        return join(self.home(name), self.share, group, clock or self.clock)

    def record(self) -> Record:
        return open_record(self.trainer, self.folder, self.clock)

    def collect(self) -> Collected:
        seen = self.last.seen if self.last else None
        self.last = collect(self.record(), self.clock, seen)
        return self.last

    def gauge(self) -> Gauge:
        start = read_proposal(self.record().root / "start.wecoop")
        form, reference = content.form(), content.reference()
        named = exercise(self.session.session.exercise)
        return gauge_of(form, (), reference, named, start, DAY)

    def board(self) -> Board:
        return board(self.collect(), self.gauge(), self.clock, self.measures)

    def wait(self, minutes: int) -> None:
        self.clock += timedelta(minutes=minutes)


def classroom(
    root: Path, count: int = 3, names: tuple[str, ...] = (), language: str = "ru"
) -> Classroom:
    share = root / "Флешка"
    share.mkdir(parents=True)
    wanted = Wanted(exercise(), language, make_groups(count, names), place="Каракол")
    made = prepare(wanted, content.form(), example(), share, NINE)
    return Classroom(root, share, made, NINE, {}, Home(root / "homes" / "trainer"))


def worked(sandbox: Sandbox, steps: tuple[str, ...]) -> ProposalFile:
    """The group's draft with the model's answers in these steps."""
    file = read_proposal(sandbox.draft)
    model = model_answers(sandbox.session.exercise)
    given = {path: value for path, value in model.items() if path.partition(".")[0] in steps}
    return replace(file, answers={**file.answers, **given})


def answered(sandbox: Sandbox, answers: Mapping[str, Data]) -> ProposalFile:
    file = read_proposal(sandbox.draft)
    return replace(file, answers={**file.answers, **answers})


def handed(
    sandbox: Sandbox, file: ProposalFile | None = None, now: datetime = NINE
) -> tuple[Sandbox, Handed]:
    return hand_in(sandbox, file or read_proposal(sandbox.draft), now)
