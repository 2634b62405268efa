"""Whether what a carrier brings is the publisher's, and the parts that are, verified."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from tuf.api.exceptions import DownloadError, LengthOrHashMismatchError, RepositoryError
from tuf.api.metadata import Metadata, Root, TargetFile, Targets, Timestamp

from wecoop_desktop.base import files
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.sync import clock, refusal
from wecoop_desktop.sync.client import ROLES, Client
from wecoop_desktop.sync.fetching import Fetcher
from wecoop_desktop.sync.flow import Absent, Carrier, Flow
from wecoop_desktop.sync.limits import LIMITS, Limits
from wecoop_desktop.sync.root import chosen


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a publisher: everything in it is signed by keys that are trusted."""

    channel: str
    genuine: bool  # the newest state was confirmed and has not run out
    issued: datetime | None  # when the publisher last confirmed the state
    expires: datetime | None  # until when that counts
    versions: tuple[tuple[str, int], ...]  # by role
    keys: tuple[str, ...]  # ids of the keys of the root, which all trust rests upon
    since: datetime | None  # when the root that came with the program was signed


@dataclass(frozen=True, slots=True)
class Target:
    """A part that is signed for: its name, its bytes, and its digest in hexadecimal."""

    name: str
    size: int
    digest: str


class Trust:
    """One channel of one publisher on this computer. Not for two threads or processes at once."""

    def __init__(
        self,
        folder: Path,
        channel: str,
        root: bytes | None,
        carrier: Carrier,
        limits: Limits = LIMITS,
        now: clock.Clock = clock.system_now,
        memory: Path | None = None,
        sleep: Callable[[float], None] = time.sleep,
        tick: Callable[[], float] = time.monotonic,
    ) -> None:
        """`folder` keeps the signed metadata, `memory` the signed times (None: none is kept).

        `sleep` and `tick` wait between tries and measure the pace.
        """
        self.folder = folder
        self.channel = channel
        self.carrier = carrier
        self.fetcher = Fetcher(carrier, limits, sleep, tick)
        self._root = root
        self._limits = limits
        self._now = now
        self._memory = memory
        self._client: Client | None = None

    @classmethod
    def open(
        cls,
        home: Home,
        channel: str,
        root: bytes,
        carrier: Carrier,
        limits: Limits = LIMITS,
        now: clock.Clock = clock.system_now,
        sleep: Callable[[float], None] = time.sleep,
        tick: Callable[[], float] = time.monotonic,
    ) -> Trust:
        """The trust of a home. `root` is what counts where nothing newer was signed since."""
        memory = clock.memory(home, channel)
        folder = home.trust / channel
        return cls(folder, channel, root, carrier, limits, now, memory, sleep, tick)

    def refresh(self, job: Job | None = None) -> Standing:
        """Fetch and verify the signed metadata; what was trusted before stays if that fails.

        Raises `AppError` update-... (what came is not to be trusted), carrier-... (it could not
        be brought) or as `base.files.writing`, and `Cancelled`.
        """
        self._client = None
        self.fetcher.job = job or Job()
        client = self._begin(self.carrier)
        try:
            client.refresh()
        except (RepositoryError, DownloadError) as error:
            raise refusal.of(error, client, self.fetcher.last, self.carrier.name) from error
        except OSError as error:
            raise files.told(error, self.folder) from error
        finally:
            self._remember(client)
        self._client = client
        return self._standing(client)

    def known(self) -> Standing:
        """What this computer knows without asking anybody. Raises as `refresh` does for the root
        and the folder."""
        client = self._begin(_Nobody())
        try:
            client.refresh()
        except (RepositoryError, DownloadError):
            pass  # nobody brought anything: what was trusted before has been read
        except OSError as error:
            raise files.told(error, self.folder) from error
        return self._standing(client)

    def info(self, name: str) -> Target | None:
        """What is signed for the part `name`; None where there is no such part."""
        found = self._info(name)
        return None if found is None else _target(found)

    def targets(self) -> tuple[Target, ...]:
        """Every part that is signed for, by name."""
        signed = self._trusted().signed(Targets.type)
        assert isinstance(signed, Targets)
        return tuple(_target(signed.targets[name]) for name in sorted(signed.targets))

    def fetch(self, name: str, folder: Path, job: Job | None = None) -> Path:
        """The part `name` as a file in `folder`, verified; what is there of it is not fetched
        again. Reports bytes to `job`; after `Cancelled` the next call goes on.

        Raises as `refresh`, and `AppError` part-missing, part-too-large or part-damaged.
        """
        found, client = self._info(name), self._trusted()
        if found is None:
            raise AppError("part-missing", part=name, name=self.carrier.name)
        if found.length > self._limits.part:
            raise AppError("part-too-large", part=name, limit=self._limits.part)
        target = folder / quote(name, "")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if client.find_cached_target(found, str(target)) is None:
                self._load(client, found, target, job or Job())
        except OSError as error:
            raise files.told(error, target) from error
        return target

    def _load(self, client: Client, found: TargetFile, target: Path, job: Job) -> None:
        """Fetch a part, from the front once more where what was there of it proves wrong."""
        digest = _target(found).digest
        part, whole = target.with_name(f"{digest}.part"), target.with_name(f"{digest}.whole")
        while True:
            try:
                with self.fetcher.keeping(part, job):
                    client.download_target(found, str(whole))
                break
            except LengthOrHashMismatchError as error:
                part.unlink(missing_ok=True)
                if not self.fetcher.resumed:
                    raise AppError(
                        "part-damaged", part=found.path, name=self.carrier.name
                    ) from error
            except DownloadError as error:
                part.unlink(missing_ok=True)
                raise refusal.of(error, client, self.fetcher.last, self.carrier.name) from error
            except OSError:
                whole.unlink(missing_ok=True)
                raise
        files.replace(whole, target)
        part.unlink(missing_ok=True)

    def _info(self, name: str) -> TargetFile | None:
        client = self._trusted()
        try:
            return client.get_targetinfo(name)
        except (RepositoryError, DownloadError) as error:
            raise refusal.of(error, client, self.fetcher.last, self.carrier.name) from error
        except OSError as error:
            raise files.told(error, self.folder) from error

    def _trusted(self) -> Client:
        assert self._client is not None, "refresh comes first"
        return self._client

    def _begin(self, carrier: Carrier) -> Client:
        """The client on what this computer trusts. A folder that cannot be used is begun anew."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if self._root is not None:  # else the folder is all there is
                _clear_odd(self.folder)
            return Client(
                self.folder,
                self.fetcher if carrier is self.carrier else Fetcher(carrier, self._limits),
                carrier.metadata,
                carrier.targets,
                self._root,
                self._limits,
                self._time,
            )
        except RepositoryError as error:
            raise AppError("trust-root-damaged") from error
        except OSError as error:
            raise files.told(error, self.folder) from error

    def _time(self, keys: Mapping[str, Iterable[str]]) -> datetime:
        """The later of the computer's clock and of what was signed by keys that still count."""
        remembered = clock.recall(self._memory) if self._memory else ()
        trusted = clock.still_trusted((*remembered, *self._first()), keys)
        return max([self._now(), *(entry.time for entry in trusted)])

    def _first(self) -> tuple[clock.Signed, ...]:
        """When the root that came with the program was signed, whoever signs now."""
        issued = issued_of(self._root) if self._root else None
        return (clock.Signed(issued, "root", ()),) if issued else ()

    def _remember(self, client: Client) -> None:
        """Keep the signed times; times of keys that were replaced go."""
        if self._memory is None:
            return
        before = clock.recall(self._memory)
        kept = clock.latest(clock.still_trusted((*before, *client.times()), client.keys()))
        if kept != clock.latest(before):
            clock.remember(self._memory, kept)

    def _standing(self, client: Client) -> Standing:
        found = {role: signed for role in ROLES if (signed := client.signed(role)) is not None}
        timestamp = found.get(Timestamp.type)
        reference = max([client.reference, *(entry.time for entry in client.times())])
        ends = min((signed.expires for signed in found.values()), default=None)
        issued = {entry.role: entry.time for entry in client.times()}
        root = found[Root.type]
        assert isinstance(root, Root)
        return Standing(
            channel=self.channel,
            genuine=timestamp is not None and ends is not None and reference < ends,
            issued=issued.get(Timestamp.type),
            expires=ends,
            versions=tuple((role, signed.version) for role, signed in found.items()),
            keys=tuple(sorted(root.roles[Root.type].keyids)),
            since=issued_of(self._root) if self._root else None,
        )


class _Nobody:
    """The carrier of somebody who asks nobody."""

    kind = name = channel = metadata = targets = ""

    def flow(self, url: str, start: int, most: int) -> Flow:
        raise Absent

    def close(self) -> None: ...


def _target(found: TargetFile) -> Target:
    return Target(found.path, found.length, next(iter(found.hashes.values())))


def _clear_odd(folder: Path) -> None:
    """Take away what stands where a file must stand: nobody is locked out by a folder or link."""
    for path in (*folder.glob("*.json"), *folder.glob("root_history/*.json")):
        if path.is_symlink():
            path.unlink()
        elif path.is_dir():
            shutil.rmtree(path)
    history = folder / "root_history"
    if history.is_symlink() or history.is_file():
        history.unlink()


def issued_of(root: bytes) -> datetime | None:
    """When a root.json says that it was signed."""
    try:
        signed = Metadata[Root].from_bytes(root).signed
    except RepositoryError:
        return None
    return clock.parse_time(signed.unrecognized_fields.get(clock.ISSUED))


def begin_trust(home: Home, channel: str, root: bytes) -> None:
    """Trust another publisher from now on: what the earlier one signed is forgotten.

    Raises `AppError` trust-root-wrong for what is no root signed by itself.
    """
    try:
        metadata = Metadata[Root].from_bytes(root)
        metadata.verify_delegate(Root.type, metadata)
    except (RepositoryError, ValueError, TypeError) as error:
        raise AppError("trust-root-wrong") from error
    path = chosen(home, channel)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        clock.memory(home, channel).unlink(missing_ok=True)
        if (home.trust / channel).exists():
            shutil.rmtree(home.trust / channel)
    except OSError as error:
        raise files.told(error, path) from error
    files.write_bytes(path, root)
