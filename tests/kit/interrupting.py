"""Kills updates at random moments: fetching, unpacking, reading, building, switching.

`python -m tests.kit.interrupting --kills 100` prints what was found as JSON and fails at the first
edition that is neither the old nor the new. Everything happens in forks of this process, so that
none of them inherits the threads of another.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from tests.kit.publishing import NOW, Publisher
from tests.kit.small import Packs, revised, small_packs, write_packs
from wecoop_desktop.base.folders import Home
from wecoop_desktop.library import shelf
from wecoop_desktop.library.build import write as _build  # noqa: F401 - imported before the forks
from wecoop_desktop.packs import source
from wecoop_desktop.packs.edition import edition_digest, pack_digest
from wecoop_desktop.packs.read import read_packs
from wecoop_desktop.sync import content, editions, log, update
from wecoop_desktop.sync.folder import Folder
from wecoop_desktop.sync.trust import Trust

WORK = b"the user's own work, which no update touches"
OLD, NEW = 1, 2
FAILED = 99


class Scene:
    """A home with edition 1 in use, and a stick that brings edition 2, as a patch or whole."""

    def __init__(self, folder: Path, *, patched: bool) -> None:
        self.publisher = Publisher()
        self.shipped = write_packs(small_packs(), folder / "shipped")
        self.stick = folder / "stick"
        self.before = Home(folder / "before")
        self.home = Home(folder / "Дом Айгүл")
        packs = small_packs()
        self.digests = {}
        for number in (OLD, NEW):
            packs = revised(packs, number)
            self.digests[number] = digest_of(packs)
            self.publisher.at(NOW + timedelta(days=number))
            self.publisher.release(packs, number, date(2026, 12, number), patches=patched)
            self.publisher.write(self.stick, "stick")
            if number == OLD:
                in_a_fork(partial(self.act, self.before))
        self.before.work.write_bytes(WORK)

    def act(self, home: Home) -> None:
        """The whole of an update, as the command does it."""
        brings = Folder(self.stick, "stick")
        root = self.publisher.root("stick")
        now = self.publisher.stick.now
        trust = Trust.open(home, "stick", root, brings, now=lambda: now)
        offer = update.check(home, trust, shipped=self.shipped)
        if not offer.available:
            return
        staged = update.fetch(home, trust, offer)
        update.install(
            home, staged, lambda packs, job: shelf.make(home, packs, job), shipped=self.shipped
        )

    def begin(self) -> None:
        shutil.rmtree(self.home.root, ignore_errors=True)
        shutil.copytree(self.before.root, self.home.root)

    def check(self) -> int:
        """What a kill left: sound, old or new, with its library; then the next try ends well.

        Gives the number of the edition that was left.
        """
        now = content.in_use(self.home, self.shipped, thorough=True)
        left = now.number
        assert left in (OLD, NEW), f"edition {left}"
        assert now.mended is None, now.mended
        self._is_whole(left)
        self.act(self.home)
        self._is_whole(NEW)
        after = content.in_use(self.home, self.shipped)
        assert isinstance(after.previous, editions.Held)
        assert after.previous.number == OLD
        assert self.home.work.read_bytes() == WORK
        assert [path.name for path in self.home.incoming.iterdir()] == ["edition.json"]
        assert [held.number for held in editions.all_held(self.home)] == [NEW, OLD]
        assert not list(self.home.content.glob(".*"))
        assert log.read(self.home)
        return left

    def _is_whole(self, number: int) -> None:
        now = content.in_use(self.home, self.shipped)
        assert now.number == number
        assert source.folder_digest(now.folder) == self.digests[number]
        assert read_packs(now.folder).sound
        library = shelf.available(self.home, self.home.root / "none", now.library)
        assert library is not None
        assert library.info().digest == now.library
        library.close()


def digest_of(packs: Packs) -> str:
    return edition_digest({pack: pack_digest(files) for pack, files in packs.items()})


def in_a_fork(act: Callable[[], int | None]) -> int:
    """What `act` gives, done in a process of its own; raises AssertionError if it failed."""
    child = os.fork()
    if child == 0:
        code = FAILED
        try:
            code = act() or 0
        finally:
            if code == FAILED:
                traceback.print_exc()
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code != FAILED, "failed in a process of its own; see above"
    return code


def kill_once(scene: Scene, seconds: float) -> int:
    """Begin an update, kill it after so many seconds, and look; the edition that was left."""
    scene.begin()
    child = os.fork()
    if child == 0:
        try:
            scene.act(scene.home)
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return in_a_fork(scene.check)


def run(kills: int, seed: int) -> dict[str, object]:
    """Kill that many updates; raises AssertionError at the first that is neither old nor new."""
    dice = random.Random(seed)
    left: Counter[int] = Counter()
    with tempfile.TemporaryDirectory(prefix="wecoop-") as name:
        for patched in (True, False):
            scene = Scene(Path(name) / str(patched), patched=patched)
            scene.begin()
            began = time.monotonic()
            in_a_fork(partial(scene.act, scene.home))
            whole = time.monotonic() - began
            for _ in range(kills // 2):
                left[kill_once(scene, dice.random() * whole * 1.05)] += 1
    return {"kills": left.total(), "old": left[OLD], "new": left[NEW]}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
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
