"""An update in four verbs: check what is offered, fetch it, install it, and go back.

Each is a job for a thread, holds the lock of content while it works, and leaves a line in the log.
Until `install` switches, nothing that is in use was touched.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from wecoop_desktop.base.errors import AppError, Cancelled
from wecoop_desktop.base.files import read_bytes, told
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.packs import edition as published
from wecoop_desktop.sync import content, editions, log, staging
from wecoop_desktop.sync.log import Entry
from wecoop_desktop.sync.offer import Offer, make_offer
from wecoop_desktop.sync.staging import Staged
from wecoop_desktop.sync.trust import Trust

Build = Callable[[Path, Job], str]
READING, BUILDING = "update-reading", "update-building"


@dataclass(frozen=True, slots=True)
class Installed:
    """What is in use now and what was before: numbers of editions (0: the program's own packs),
    and the folders of their packs, from which `packs.changes` tells what changed."""

    number: int
    before: int
    folder: Path
    earlier: Path
    library: str


def check(
    home: Home, trust: Trust, job: Job | None = None, *, shipped: Path | None = None
) -> Offer:
    """Ask the carrier of `trust` what it offers.

    Raises `AppError` as `Trust.refresh`, update-no-edition, edition-..., update-edition-older,
    update-needs-program or update-busy; `Cancelled`.
    """
    entry = Entry("check", "done", carrier=trust.carrier.name)
    with _told(home, entry) as line, content.alone(home):
        standing = trust.refresh(job)
        if trust.info(published.FILE) is None:
            raise AppError("update-no-edition", path=trust.carrier.name)
        path = trust.fetch(published.FILE, home.incoming, job)
        data = read_bytes(path, published.LIMIT)
        edition = published.read_edition(data)
        line.entry = replace(line.entry, edition=edition.number)
        offer = make_offer(home, trust, edition, data, standing, shipped)
        line.entry = replace(
            line.entry,
            outcome="done" if offer.available else "nothing",
            before=offer.present.number,
            bytes=offer.bytes,
        )
        if not offer.available:  # what a kill right after the switch left behind
            content.clear(home)
            staging.forget(home)
    return offer


def fetch(home: Home, trust: Trust, offer: Offer, job: Job | None = None) -> Staged:
    """Fetch what is missing and verify it; what came in an earlier attempt is not fetched again.

    Reports bytes (update-fetching), then packs (update-staging). Raises `AppError` as
    `Trust.fetch`, update-no-room, update-differs, disk-full or update-busy; `Cancelled`.
    """
    entry = Entry("fetch", "done", carrier=offer.carrier, edition=offer.edition.number)
    with _told(home, replace(entry, before=offer.present.number)) as line, content.alone(home):
        _check_room(home, offer)
        try:
            staged = staging.stage(home, offer, trust, job or Job())
        except OSError as error:
            raise told(error, home.incoming) from error
        line.entry = replace(line.entry, packs=staged.packs, bytes=staged.bytes)
        if staged.unfit is not None:
            line.refused(staged.unfit)
    return staged


def install(
    home: Home,
    staged: Staged,
    build: Build,
    job: Job | None = None,
    *,
    shipped: Path | None = None,
) -> Installed:
    """Check the staged edition as packs, build its library, and switch to it.

    `build` builds the library of a folder of packs and gives its name. Raises `AppError`
    update-pack-newer, update-unsound, update-no-form, update-busy, what `build` raises;
    `Cancelled`. Whatever it raises, what was in use still is.
    """
    job = job or Job()
    earlier = content.in_use(home, shipped)
    entry = Entry("install", "done", carrier=staged.carrier, edition=staged.edition.number)
    with _told(home, replace(entry, before=earlier.number)) as line, content.alone(home):
        line.entry = replace(line.entry, packs=staged.packs, bytes=staged.bytes)
        _check_packs(staged, job)
        try:
            held = editions.place(home, staged.held)
        except OSError as error:
            raise told(error, home.content) from error
        try:
            job.step(0, 1, BUILDING)
            library = build(held.folder, job)
            content.switch_to(home, held.digest, library, shipped)
        except BaseException:
            if held.digest not in content.named(home):
                shutil.rmtree(held.folder, ignore_errors=True)
            raise
        content.clear(home)
        staging.forget(home)
    return Installed(held.number, earlier.number, held.folder, earlier.folder, library)


def rollback(
    home: Home, build: Build, job: Job | None = None, *, shipped: Path | None = None
) -> Installed:
    """Use again what was in use before the last update or rollback.

    Raises `AppError` update-nothing-before, update-busy and what `build` raises; `Cancelled`.
    """
    job = job or Job()
    shipped = shipped or content.shipped_folder()
    now = content.in_use(home, shipped)
    entry = Entry("rollback", "done", before=now.number)
    with _told(home, entry) as line, content.alone(home):
        target = now.previous
        if target is None or (target and editions.damaged(target, thorough=True)):
            raise AppError("update-nothing-before")
        folder = target.folder if target else shipped
        number = target.number if target else 0
        line.entry = replace(line.entry, edition=number)
        job.step(0, 1, BUILDING)
        library = build(folder, job)
        content.switch_to(home, target.digest if target else content.SHIPPED, library, shipped)
    return Installed(number, now.number, folder, now.folder, library)


def _check_packs(staged: Staged, job: Job) -> None:
    """Read the staged packs as the program will; mistakes refuse the edition as a whole."""
    from wecoop_desktop.packs.read import read_packs

    job.step(0, 1, READING)
    packs = read_packs(staged.held.folder, job)
    number = staged.edition.number
    newer = {
        one.file.partition("/")[0].removesuffix(".pack")
        for one in packs.findings
        if one.code == "pack-newer"
    }
    if newer:
        names = ", ".join(sorted(newer))
        raise AppError("update-pack-newer", edition=number, packs=names)
    wrong = [finding for finding in packs.findings if finding.level == "error"]
    if wrong:
        first = f"{wrong[0].file} {wrong[0].path}".strip()
        raise AppError("update-unsound", edition=number, count=len(wrong), problem=first)
    if not packs.forms:
        raise AppError("update-no-form", edition=number)


def _check_room(home: Home, offer: Offer) -> None:
    """Raises `AppError` update-no-room."""
    folder = next(path for path in (home.content, *home.content.parents) if path.exists())
    free = shutil.disk_usage(folder).free
    if free < offer.room:
        million = 1_000_000
        raise AppError(
            "update-no-room",
            needed=-(-offer.room // million),
            free=free // million,
            path=folder,
        )


class _Line:
    """The line of the log that is being written, which grows while the attempt goes on."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry

    def refused(self, error: AppError) -> None:
        values = {name: str(value) for name, value in error.values.items()}
        self.entry = replace(self.entry, code=error.code, values=values)


@contextmanager
def _told(home: Home, entry: Entry) -> Iterator[_Line]:
    """Write the attempt into the log, however it ends."""
    began = time.monotonic()
    line = _Line(entry)
    try:
        yield line
    except AppError as error:
        line.refused(error)
        line.entry = replace(line.entry, outcome="refused")
        raise
    except Cancelled:
        line.entry = replace(line.entry, outcome="stopped")
        raise
    finally:
        log.write(home, replace(line.entry, seconds=time.monotonic() - began))
