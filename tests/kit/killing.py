"""Kills real processes at random moments and looks at what they left.

`python -m tests.kit.killing --kills 200` prints what was done as JSON and fails at the first loss.
Each process is a fork of this one after all imports, so that a kill costs milliseconds; for that
it runs in a process of its own, without the threads of a test runner.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import select
import shutil
import signal
import struct
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from tests.kit.clock import Ticking
from tests.kit.history import History
from tests.kit.remarking import Remarking
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.work import backup, copies, database, migration
from wecoop_desktop.work.file import ProposalFile, read_proposal, write_proposal
from wecoop_desktop.work.proposal import Reason
from wecoop_desktop.work.rebuild import rebuild
from wecoop_desktop.work.schema import SCHEMA
from wecoop_desktop.work.store import WorkStore

LONGEST = 0.05  # seconds that a process lives after it began
Report = Callable[[int], None]


class Scene(Protocol):
    """What a process does until it is killed, and what must hold then."""

    def prepare(self) -> None: ...
    def act(self, report: Report) -> None: ...
    def check(self, acknowledged: int) -> None: ...


def kill_once(scene: Scene, dice: random.Random) -> None:
    """Let the scene act in a process, kill it at a random moment, and check what is left."""
    scene.prepare()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _live(scene, reading, writing)
    os.close(writing)
    if dice.random() < 0.6:  # else the kill may also come while it is still opening
        select.select([reading], [], [], 10)
    time.sleep(dice.random() ** 2 * LONGEST)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as stream:
        told = stream.read()
    scene.check(struct.unpack("<q", told[-8:])[0] if told else 0)


def _live(scene: Scene, reading: int, writing: int) -> None:
    """The life of the process: it ends by the kill, or after all it had to do."""
    os.close(reading)

    def report(number: int) -> None:
        os.write(writing, struct.pack("<q", number))

    try:
        scene.act(report)
        signal.pause()
    finally:
        os._exit(1)


class Typing:
    """Answers are written, undone, redone, and revisions kept, in one growing database."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.home = Home(folder / "Дом Айгүл" / "work")
        self.seed = seed
        self.clock = Ticking()
        self.model = History()
        self.done = 0
        store = WorkStore.open(self.home, self.clock)
        self.proposal = store.create("wecoop", "1", {})
        store.close()

    def prepare(self) -> None:
        # The clock of the killed process went on without us; each new day makes a backup.
        self.clock.now += timedelta(hours=1)

    def act(self, report: Report) -> None:
        store = WorkStore.open(self.home, self.clock)
        for number in self._numbers():
            self._do(number, store, self.proposal)
            report(number)

    def _numbers(self) -> Iterator[int]:
        number = self.done
        while True:
            number += 1
            yield number

    def _do(self, number: int, store: WorkStore, proposal: str) -> None:
        verb, path, data = self._deed(number)
        if verb == "write":
            store.write(proposal, path, data)
        elif verb == "revise":
            store.revise(proposal, Reason.LEAVING)
        else:
            (store.undo if verb == "undo" else store.redo)(proposal)

    def _deed(self, number: int) -> tuple[str, str, object]:
        """What is done at this number: the same in the process and in the model."""
        dice = random.Random(self.seed * 1_000_003 + number)
        verb = dice.choices(("write", "undo", "redo", "revise"), (80, 10, 5, 1))[0]
        size = dice.choice((3, 30, 300, 9_000))
        data = {"en": "", "ru": f"{number} " + "ж" * size}
        return verb, f"step.field{dice.randrange(25)}", data

    def check(self, acknowledged: int) -> None:
        """The database holds all that was acknowledged, and at most the one deed in flight."""
        for number in range(self.done + 1, acknowledged + 1):
            self._follow(number)
        self.done = max(self.done, acknowledged)
        store = WorkStore.open(self.home, self.clock)
        found = store.load(self.proposal)
        if not self._same(found.answers, found.undo, found.redo):
            self.done += 1
            self._follow(self.done)
        assert found.answers == self.model.answers, f"lost or torn at {self.done}"
        assert self._same(found.answers, found.undo, found.redo), f"journal torn at {self.done}"
        assert store.backup_problem is None
        store.close()
        database.check_file(self.home.work)

    def _same(self, answers: object, undo: int, redo: int) -> bool:
        model = self.model
        steps = min(len(model.done) + len(model.undone), 200)
        return answers == model.answers and redo == len(model.undone) and undo == steps - redo

    def _follow(self, number: int) -> None:
        verb, path, data = self._deed(number)
        if verb == "write":
            self.model.write(path, data)
            del self.model.done[:-200]
        elif verb == "undo":
            self.model.undo()
        elif verb == "redo":
            self.model.redo()


class Migrating:
    """An old database is migrated: what is left is the old one or the new one, whole."""

    def __init__(self, folder: Path, old: Path) -> None:
        self.home = Home(folder / "migrating")
        self.old = old
        self.answers: object = None

    def prepare(self) -> None:
        shutil.rmtree(self.home.root, ignore_errors=True)
        self.home.root.mkdir(parents=True)
        shutil.copy(self.old, self.home.work)

    def act(self, report: Report) -> None:
        report(1)
        WorkStore.open(self.home).close()

    def check(self, acknowledged: int) -> None:
        assert database.check_file(self.home.work) in (1, SCHEMA)
        for kept in backup.backups(self.home):
            assert database.check_file(kept.path) == 1
        store = WorkStore.open(self.home)
        rows = store.proposals()
        answers = [store.load(row.id).answers for row in rows]
        self.answers = self.answers or answers
        assert answers
        assert answers == self.answers
        store.close()


class Restoring:
    """A backup is put in the place of a damaged database."""

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder / "restoring")
        store = WorkStore.open(self.home)
        self.proposal = store.create("wecoop", "1", {"a.b": "x" * 50_000})
        store.close()
        WorkStore.open(self.home).close()
        self.good = self.home.work.read_bytes()

    def prepare(self) -> None:
        for path in self.home.root.glob("*work-*.sqlite*"):
            path.unlink()
        self.home.work.write_bytes(self.good[: len(self.good) // 2])

    def act(self, report: Report) -> None:
        report(1)
        good = backup.last_good(self.home)
        assert good is not None
        backup.restore(self.home, good.path)

    def check(self, acknowledged: int) -> None:
        """The next start opens the restored one, or offers the backup again."""
        for _ in range(2):
            try:
                store = WorkStore.open(self.home)
            except AppError as error:
                backup.restore(self.home, Path(str(error.values["backup"])))
            else:
                break
        assert store.load(self.proposal).answers == {"a.b": "x" * 50_000}
        store.close()
        assert any(self.home.root.glob("work-*.sqlite")), "the damaged file was kept"


class Rebuilding:
    """The database is made again from the files of its proposals, with one that is whole there."""

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder / "rebuilding")
        store = WorkStore.open(self.home)
        self.noise = "x" * 20_000
        for number in range(6):
            store.create("wecoop", "1", {"a.b": self.noise, "a.number": number})
        store.photograph(self.home.root / "now.sqlite")
        store.close()
        moment = datetime(2026, 11, 22, tzinfo=UTC)
        copies.keep(self.home, self.home.root / "now.sqlite", "", moment, Job())
        self.good = self.home.work.read_bytes()

    def prepare(self) -> None:
        for path in self.home.root.glob("work-*.sqlite*"):
            path.unlink()
        self.home.work.write_bytes(self.good)

    def act(self, report: Report) -> None:
        report(1)
        rebuild(self.home, copies.folder(self.home))

    def check(self, acknowledged: int) -> None:
        """The next start opens the one of before or the new one; between them is a moment in which
        both stand beside, and the files are still there to begin again."""
        if not self.home.work.exists():
            assert list(self.home.root.glob("work-replaced-*.sqlite"))
            rebuild(self.home, copies.folder(self.home))
        store = WorkStore.open(self.home)
        held = [store.load(row.id).answers for row in store.proposals()]
        store.close()
        assert sorted(int(str(each["a.number"])) for each in held) == list(range(6))
        assert all(each["a.b"] == self.noise for each in held)


class Keeping:
    """Files of proposals and a second folder are brought up to date: no file is ever a half."""

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder / "keeping")
        self.elsewhere = folder / "elsewhere"
        self.elsewhere.mkdir(parents=True, exist_ok=True)
        self.number = 0
        store = WorkStore.open(self.home)
        self.proposal = store.create("wecoop", "1", {"a.b": "x" * 60_000})
        store.close()

    def prepare(self) -> None:
        self.number += 1
        store = WorkStore.open(self.home)
        store.write(self.proposal, "a.number", self.number)
        store.back_up("asked")
        store.photograph(self.home.backups / ".now.sqlite")
        store.close()

    def act(self, report: Report) -> None:
        moment = datetime(2026, 11, 22, tzinfo=UTC)
        seen = self.home.backups / ".now.sqlite"
        report(1)
        copies.keep(self.home, seen, str(self.elsewhere), moment, Job())

    def check(self, acknowledged: int) -> None:
        for place in (copies.folder(self.home), *self.elsewhere.glob("*/proposals")):
            for path in place.glob("[!.]*.wecoop"):
                number = read_proposal(path).answers["a.number"]
                assert number in range(1, self.number + 1), number
        for place in (self.home.backups, *self.elsewhere.iterdir()):
            for each in backup.backups_of(place):
                assert database.check_file(each.path) == SCHEMA


class Exporting:
    """A proposal file is written over an older one: one of the two is there, whole."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "Заявка.wecoop"
        folder.mkdir(parents=True, exist_ok=True)
        self._write(0)

    def _write(self, number: int) -> None:
        moment = datetime(2026, 11, 22, tzinfo=UTC)
        noise = random.Random(number).randbytes(200_000)
        answers = {"a.number": number}
        file = ProposalFile("wecoop", "1", answers, moment, moment, attachments={"a.bin": noise})
        write_proposal(self.path, file)

    def prepare(self) -> None:
        for part in self.path.parent.glob(".wecoop-*"):
            part.unlink()

    def act(self, report: Report) -> None:
        for number in range(10_000):
            self._write(number)
            report(number)

    def check(self, acknowledged: int) -> None:
        file = read_proposal(self.path)
        number = file.answers["a.number"]
        assert isinstance(number, int)
        assert number >= acknowledged
        assert file.attachments == {"a.bin": random.Random(number).randbytes(200_000)}


def old_database(path: Path, proposals: int = 20) -> None:
    """A database as the first schema had it, with content."""
    import contextlib
    import sqlite3

    migration.upgrade(path, "0001")
    now = "2026-01-01T00:00:00.000000+00:00"
    with contextlib.closing(sqlite3.connect(path)) as old, old:
        for number in range(proposals):
            row = (f"p{number}", "wecoop", "1", now, now)
            old.execute("INSERT INTO proposals VALUES (?, ?, ?, ?, ?, NULL)", row)
            data = json.dumps({"ru": "ж" * 2_000, "en": str(number)}, ensure_ascii=False)
            old.execute("INSERT INTO answers VALUES (?, 'a.b', ?)", (f"p{number}", data))


def run(kills: int, seed: int) -> dict[str, int]:
    """Kill that many processes; raises AssertionError at the first loss."""
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="wecoop-") as name:
        folder = Path(name)
        old = folder / "old.sqlite"
        old_database(old)
        typing, remarking = Typing(folder, seed), Remarking(folder, seed)
        scenes: dict[str, tuple[Scene, int]] = {
            "typing": (typing, kills),
            "migrating": (Migrating(folder, old), kills // 8),
            "restoring": (Restoring(folder), kills // 8),
            "rebuilding": (Rebuilding(folder), kills // 8),
            "keeping": (Keeping(folder), kills // 8),
            "exporting": (Exporting(folder / "out"), kills // 8),
            "remarking": (remarking, kills // 4),
        }
        for scene, times in scenes.values():
            for _ in range(times):
                kill_once(scene, dice)
        counts = {name: times for name, (_, times) in scenes.items()}
        return {**counts, "deeds": typing.done, "remarks": remarking.done}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=None)
    arguments = parser.parse_args()
    seed = arguments.seed if arguments.seed is not None else random.randrange(1_000_000)
    sys.stderr.write(f"seed {seed}\n")
    began = time.monotonic()
    done = run(arguments.kills, seed)
    seconds = round(time.monotonic() - began, 1)
    sys.stdout.write(json.dumps({"seed": seed, "seconds": seconds, **done}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
