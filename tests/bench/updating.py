"""A whole update of the real packs from a folder, and what an edition costs at each start."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from tests.bench.figure import Figure, best, milliseconds
from tests.kit import revised
from tests.kit.publishing import NOW, Publisher
from wecoop_desktop.base.folders import Home
from wecoop_desktop.library import shelf
from wecoop_desktop.sync import content, update
from wecoop_desktop.sync.folder import Folder
from wecoop_desktop.sync.staging import Staged
from wecoop_desktop.sync.trust import Trust


def whole_updates(old: revised.Packs) -> Iterator[Figure]:
    """Milliseconds, beside building the library alone, which every new content needs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        publisher = Publisher()
        changed = revised.revise(old)
        new = {**old, "guide": changed["guide"]}
        publisher.release(old, 1, date(2026, 11, 22))
        publisher.at(NOW + timedelta(days=9)).release(new, 2, date(2026, 12, 1))
        publisher.write(folder / "stick", "stick")
        home = Home(folder / "home")
        yield from _update(home, folder / "stick", publisher)
        yield from _start(home)


def _update(home: Home, stick: Path, publisher: Publisher) -> Iterator[Figure]:
    brings, now = Folder(stick, "stick"), publisher.stick.now
    trust = Trust.open(home, "stick", publisher.root("stick"), brings, now=lambda: now)
    offer = update.check(home, trust)
    staged: list[Staged] = []
    built: list[float] = []
    took = milliseconds(lambda: staged.append(update.fetch(home, trust, offer)))
    yield Figure("update fetched and verified, 1 % of the guide", took, "ms", 500)
    yield Figure("update of 1 % of the guide, with its list", staged[0].bytes, "bytes", 20_000)

    def build(packs: Path, job: object) -> str:
        names: list[str] = []
        built.append(milliseconds(lambda: names.append(shelf.make(home, packs))))
        return names[0]

    took = milliseconds(lambda: update.install(home, staged[0], build))
    yield Figure("update read, library built, switched", took, "ms", 1.5, built[0], "ratio")
    took = best(lambda: update.rollback(home, build), 5)
    yield Figure("back to the edition before", took, "ms", 500)


def _start(home: Home) -> Iterator[Figure]:
    """What a start pays for knowing which content is in use, and that it is whole."""
    if content.in_use(home).held is None:
        update.rollback(home, lambda packs, _job: shelf.make(home, packs))
    assert content.in_use(home).held is not None
    yield Figure("start: which content is in use, sums and all",
                 best(lambda: content.in_use(home), 9), "ms", 5)  # fmt: skip
    nothing = Home(home.root / "fresh")
    yield Figure("start: the same where no update ever came",
                 best(lambda: content.in_use(nothing), 9), "ms", 1)  # fmt: skip
