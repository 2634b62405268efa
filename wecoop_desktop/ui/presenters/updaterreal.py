"""The room `sync` as the screen of updates asks it; everything of it is imported in the thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from wecoop_desktop import __version__
from wecoop_desktop.base.errors import AppError, Cancelled
from wecoop_desktop.base.files import parse_json, read_bytes
from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.folders import Home, resources_folder
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.settings import Settings
from wecoop_desktop.base.text import Text
from wecoop_desktop.ui.presenters.updatesview import (
    Attempt,
    Bringer,
    Changed,
    Found,
    How,
    Installed,
    Offered,
    OfferedPack,
    PackRow,
    Staging,
    Trust,
)

if TYPE_CHECKING:
    from wecoop_desktop.packs.changes import Change
    from wecoop_desktop.sync.content import InUse
    from wecoop_desktop.sync.editions import Held
    from wecoop_desktop.sync.log import Entry
    from wecoop_desktop.sync.offer import Offer
    from wecoop_desktop.sync.staging import Staged
    from wecoop_desktop.sync.trust import Standing
    from wecoop_desktop.sync.trust import Trust as Following

PATIENCE = 0.1  # seconds between two looks whether a job was stopped
ABOVE = 3  # folders above a chosen file in which its release may begin
PUBLISHER_LIMIT = 100_000  # bytes of publisher.json
CHANNELS = ("network", "stick")


class SyncUpdater:
    """`Updater` over a home; `settings` are asked each time. `drives` gives (name, folder) of what
    is plugged in; `trust_folder` holds the roots and the publisher of the program."""

    def __init__(
        self,
        home: Home,
        settings: Callable[[], Settings],
        drives: Callable[[], Iterator[tuple[str, Path]]] | None = None,
        trust_folder: Path | None = None,
    ) -> None:
        self._home = home
        self._settings = settings
        self._drives = drives or _plugged
        self._turn = threading.Lock()  # one at a time: a stopped job may not have ended yet
        self._trust_folder = trust_folder or resources_folder() / "trust"

    # What is here

    def look(self, job: Job) -> Installed:
        from wecoop_desktop.packs.read import read_manifests
        from wecoop_desktop.sync import content, log

        now = content.in_use(self._home)
        source = "update" if now.held else "shipped"
        packs = tuple(
            PackRow(one.id, one.title, one.version, one.issued, _size(now.folder, one.id), source)
            for one in read_manifests(now.folder)
        )
        entries = log.read(self._home)
        other = self._version_before(now)
        acts = [one for one in entries if one.act in ("install", "rollback")]
        undone = next((one.act for one in acts if one.outcome == "done"), "") == "rollback"
        return Installed(
            packs,
            tuple(self._attempts(entries, now, other, undone=undone)),
            self._trusted(entries),
            now.mended.finding if now.mended else None,
            "" if undone else other,
            other if undone else "",
        )

    def _version_before(self, now: InUse) -> str:
        """What a rollback brings, as the version of its newest pack; empty for nothing."""
        from wecoop_desktop.packs.read import read_manifests
        from wecoop_desktop.sync import content

        if now.previous is None:
            return ""
        if isinstance(now.previous, str):
            manifests = read_manifests(content.shipped_folder())
            return _newest((one.issued.isoformat(), one.version) for one in manifests)
        return _newest((pack.issued, pack.version) for pack in now.previous.packs)

    def _attempts(
        self, entries: tuple[Entry, ...], now: InUse, other: str, *, undone: bool
    ) -> Iterator[Attempt]:
        """The lines of the log that a user wants to see, the newest first."""
        versions = self._versions()
        last_asked = next((one for one in entries if one.act == "check"), None)
        before = ("", "", "")
        first = True  # only what was done last can be undone
        for one in entries:
            outcome = _outcome(one)
            if outcome is None or (outcome == "nothing" and one is not last_asked):
                continue
            same, before = before, (outcome, one.code, one.carrier)
            if outcome == "failed" and same == before:
                continue  # once is enough for a line that is down every morning
            bringer = self._bringer_of(one.carrier)
            version = versions.get(one.edition) or (str(one.edition) if one.edition else "")
            undo = outcome in ("installed", "undone") and first and bool(other)
            first = first and outcome not in ("installed", "undone")
            yield Attempt(
                _moment(one.when),
                outcome,  # type: ignore[arg-type]  # one of the literals, see _outcome
                bringer,
                version,
                len(one.packs),
                one.bytes,
                one.error if outcome == "failed" else None,
                undo,
            )

    def _versions(self) -> dict[int, str]:
        """The version of each edition that is still here, by its number; 0: the program's own."""
        from wecoop_desktop.packs.read import read_manifests
        from wecoop_desktop.sync import content, editions

        manifests = read_manifests(content.shipped_folder())
        found = {0: _newest((one.issued.isoformat(), one.version) for one in manifests)}
        for held in editions.all_held(self._home):
            found[held.number] = _newest((pack.issued, pack.version) for pack in held.packs)
        return found

    def _bringer_of(self, carrier: str) -> Bringer:
        if "://" in carrier:
            return Bringer("web", _host(carrier), carrier)
        if carrier and not Path(carrier).is_absolute():  # the name of an address
            return Bringer("web", carrier, carrier)
        here = Path(carrier)
        name = next((one for one, folder in self._drives() if here.is_relative_to(folder)), "")
        return Bringer("stick" if name else "folder", name or carrier, carrier)

    def _trusted(self, entries: tuple[Entry, ...]) -> Trust:
        """Whose content this is, by the last check and by what is kept of its signatures."""
        checks = [one for one in entries if one.act == "check" and one.outcome != "stopped"]
        standing = self._standing() if checks else None
        chosen = self._root_chosen()
        told = Trust(
            publisher=Text() if chosen else self._publisher_name(),
            program=__version__,
            chosen=chosen,
            keys=standing.keys if standing else (),
        )
        reached = [one for one in checks if one.outcome in ("done", "nothing")]
        if not reached or standing is None:
            return told
        issued = standing.issued.isoformat() if standing.issued else ""
        state = "genuine" if standing.genuine else "stale"
        if checks[0].outcome == "refused" and checks[0].code.startswith(("update-", "part-")):
            state = "refused" if checks[0].code != "update-expired" else "stale"
        return replace(told, state=state, checked=_moment(reached[0].when), issued=issued)

    def _standing(self) -> Standing | None:
        """The channel that was confirmed last; asks nobody."""
        from wecoop_desktop.sync.folder import Folder

        found = []
        for channel in CHANNELS:
            try:
                one = self._follow(Folder(self._home.incoming, channel), channel).known()
            except AppError:
                continue
            if one is not None:
                found.append(one)
        dated = [one for one in found if one.issued is not None]
        return max(dated, key=lambda one: cast(datetime, one.issued)) if dated else None

    def _root_chosen(self) -> bool:
        from wecoop_desktop.sync.root import trusted_root

        for channel in CHANNELS:
            try:
                own = read_bytes(self._trust_folder / channel / "root.json", PUBLISHER_LIMIT)
                if trusted_root(self._home, channel) != own:
                    return True
            except AppError:
                continue
        return False

    def _publisher(self) -> Mapping[str, object]:
        try:
            data = parse_json(read_bytes(self._trust_folder / "publisher.json", PUBLISHER_LIMIT))
        except (AppError, ValueError):
            return {}
        return data if isinstance(data, dict) else {}

    def _publisher_name(self) -> Text:
        name = self._publisher().get("name")
        if not isinstance(name, dict):
            return Text()
        return Text(str(name.get("en") or ""), str(name.get("ru") or ""))

    def mended(self, job: Job) -> Finding | None:
        from wecoop_desktop.sync import content

        found = content.in_use(self._home).mended
        return found.finding if found else None

    def forget_mended(self) -> None:
        from wecoop_desktop.sync import content

        content.forget_mended(self._home)

    # An update

    @contextmanager
    def _alone(self, job: Job) -> Iterator[None]:
        """Wait until an earlier job of this window, stopped or not, has ended."""
        while not self._turn.acquire(timeout=PATIENCE):
            if job.stopped:
                raise Cancelled
        try:
            yield
        finally:
            self._turn.release()

    def check(self, bringer: Bringer, job: Job) -> Offered | None:
        from wecoop_desktop.sync import update

        with self._alone(job):
            where = self._where(bringer)
            trust = self._opened(where)
            offer = update.check(self._home, trust, job)
        if not offer.available:
            return None
        return self._offered(offer, trust, bringer, where)

    def _where(self, bringer: Bringer) -> str:
        """Raises `AppError` update-no-address, network-forbidden."""
        from wecoop_desktop.sync.permission import allow

        own = self._publisher().get("address")
        where = bringer.address or self._settings().address or (own if isinstance(own, str) else "")
        if not where:
            raise AppError("update-no-address")
        allow(self._settings(), where)
        return where if "://" in where else _release_of(Path(where))

    def _opened(self, where: str) -> Following:
        from wecoop_desktop.sync.carrier import carrier

        found = carrier(where)
        return self._follow(found, found.channel)

    def _follow(self, brought: object, channel: str) -> Following:
        from wecoop_desktop.sync.flow import Carrier
        from wecoop_desktop.sync.root import trusted_root
        from wecoop_desktop.sync.trust import Trust as Following

        root = trusted_root(self._home, channel)
        return Following.open(self._home, channel, root, cast(Carrier, brought))

    def _offered(self, offer: Offer, trust: Following, bringer: Bringer, where: str) -> Offered:
        web = "://" in where
        kind = "web" if web else ("folder" if bringer.kind == "web" else bringer.kind)
        name = bringer.name or (_host(where) if web else where)
        parts = offer.edition.parts
        return Offered(
            number=offer.edition.number,
            version=_newest((part.issued.isoformat(), part.version) for part in parts),
            issued=offer.edition.issued,
            packs=tuple(
                OfferedPack(one.id, one.installed, one.offered, one.bytes)
                for one in offer.packs
                if one.bytes or one.installed != one.offered
            ),
            size=offer.bytes,
            seconds=None if offer.seconds is None else round(offer.seconds),
            bringer=Bringer(kind, name, where),
            handle=(offer, trust),
        )

    def fetch(self, offer: Offered, job: Job) -> Staging:
        from wecoop_desktop.sync import update

        told, trust = cast("tuple[Offer, Following]", offer.handle)
        with self._alone(job):
            return Staging(update.fetch(self._home, trust, told, job))

    def install(self, staging: Staging, job: Job) -> None:
        from wecoop_desktop.sync import update

        with self._alone(job):
            update.install(self._home, cast("Staged", staging.handle), self._build, job)

    def go_back(self, job: Job) -> str:
        from wecoop_desktop.packs.read import read_manifests
        from wecoop_desktop.sync import update

        with self._alone(job):
            done = update.rollback(self._home, self._build, job)
        manifests = read_manifests(done.folder)
        return _newest((one.issued.isoformat(), one.version) for one in manifests)

    def _build(self, folder: Path, job: Job) -> str:
        from wecoop_desktop.library import shelf

        library = shelf.current(self._home, job, folder)
        try:
            return library.info().digest
        finally:
            library.close()

    def differences(self, job: Job) -> tuple[Changed, ...]:
        from wecoop_desktop.packs.changes import folder_changes
        from wecoop_desktop.sync import content

        now = content.in_use(self._home)
        if now.previous is None:
            return ()
        shipped = isinstance(now.previous, str)
        before = content.shipped_folder() if shipped else cast("Held", now.previous).folder
        things = folder_changes(before, now.folder).things
        # A file that is only written differently says the same.
        return tuple(_changed(one) for one in things if one.how != "changed" or one.fields)

    # Other carriers

    def releases(self, job: Job) -> tuple[Found, ...]:
        from wecoop_desktop.sync.folder import release_in

        found = ((name, release_in(folder)) for name, folder in self._drives())
        return tuple(Found(name, path) for name, path in found if path is not None)

    def copy(self, bringer: Bringer, folder: Path, job: Job) -> Path:
        from wecoop_desktop.sync.copy import CHANNEL, copy
        from wecoop_desktop.sync.root import trusted_root

        root = trusted_root(self._home, CHANNEL)
        return copy(self._where(bringer), folder, root, job).folder


def _release_of(path: Path) -> str:
    """The folder of a release of which `path` is a file; else `path` itself, whatever it is."""
    from wecoop_desktop.sync.folder import release_in

    with suppress(OSError, ValueError):  # no name of a file; the carrier says so
        if path.is_file():
            above = list(path.parents)[:ABOVE]
            return str(next((one for one in above if release_in(one) is not None), path.parent))
    return str(path)


def _plugged() -> Iterator[tuple[str, Path]]:
    from wecoop_desktop.ui.parts.drives import drives

    for drive in drives(writable=False):
        yield drive.name, drive.path


def _changed(change: Change) -> Changed:
    from wecoop_desktop.packs.changes import ENDED

    how: How = "closed" if change.status in ENDED else change.how
    return Changed(change.kind, change.id, change.title, how)


def _outcome(entry: Entry) -> str | None:
    """What a line of the log says to a user; None for what says nothing of its own."""
    if entry.act == "feedback":  # told by the outbox
        return None
    if entry.outcome == "refused":
        return "failed"
    if entry.outcome == "stopped":
        return "stopped" if entry.act == "fetch" else None
    if entry.outcome == "nothing":
        return "nothing" if entry.act == "check" else None
    return {"install": "installed", "rollback": "undone", "mend": "mended"}.get(entry.act)


def _newest(packs: Iterator[tuple[str, str]]) -> str:
    """The version of the pack issued last, of (issued, version)."""
    return max(packs, default=("", ""))[1]


def _size(folder: Path, pack: str) -> int | None:
    """Bytes on the disk, whatever carries the pack; None where that cannot be found out."""
    try:
        if (folder / pack).is_dir():
            files = (path for path in (folder / pack).rglob("*") if path.is_file())
            return sum(path.stat().st_size for path in files)
        return (folder / f"{pack}.pack").stat().st_size
    except OSError:
        return None


def _moment(written: str) -> datetime:
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return datetime(1970, 1, 1, tzinfo=UTC)


def _host(address: str) -> str:
    return urlsplit(address).hostname or address
