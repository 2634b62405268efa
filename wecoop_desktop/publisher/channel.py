"""The metadata of one channel, edited with python-tuf's repository library.

What is new waits beside the release until enough keys have signed it; then `settle` moves all of
it into the release at once. Versions, thresholds and what a snapshot names are python-tuf's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from securesystemslib.signer import CryptoSigner
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, Targets, Timestamp
from tuf.api.serialization import DeserializationError
from tuf.api.serialization.json import JSONSerializer
from tuf.repository import Repository

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes, told, write_bytes
from wecoop_desktop.publisher.press import Press
from wecoop_desktop.publisher.roles import ROLES
from wecoop_desktop.sync.clock import ISSUED, write_time

LIMIT = 4_000_000  # bytes of a metadata file
HOLDER = "x-wecoop-holder"  # beside a key in the root: whose it is
Paper = Metadata[Any]  # of any role: python-tuf's type has no common name for the four
_SERIALIZER = JSONSerializer(compact=True)
_CLASSES = {"root": Root, "targets": Targets, "snapshot": Snapshot, "timestamp": Timestamp}


@dataclass(frozen=True, slots=True)
class Lack:
    """Metadata that wait for signatures: how many more, by whom."""

    channel: str
    role: str
    version: int
    missing: int
    holders: tuple[str, ...]


class Channel(Repository):
    """`signers` are the keys that are present; `now` is when what they sign begins to count."""

    def __init__(
        self, press: Press, name: str, now: datetime, signers: Iterable[CryptoSigner] = ()
    ) -> None:
        self.name = name
        self._press = press
        self._now = now.replace(microsecond=0)
        self._signers = [
            signer for signer in signers if signer.public_key.keyid not in press.leaked
        ]
        self._released = press.metadata(name)
        self._waiting = press.waiting(name)

    # What python-tuf's repository asks for.

    def open(self, role: str) -> Paper:
        """The newest metadata of a role, waiting or released; version 0 where there are none."""
        waiting = self._waiting / f"{role}.json"
        if waiting.exists():
            return read_metadata(waiting)
        return self.released(role) or _fresh(role)

    def close(self, role: str, md: Paper) -> None:
        """Keep it waiting, with the signatures of the keys that are present."""
        self._date(role, md)
        if not (self._waiting / f"{role}.json").exists():
            md.signed.version += 1
        md.signatures.clear()
        if role == "root":
            self._keep(role, md)  # it says itself whose signatures it needs
        self._sign(role, md)
        self._keep(role, md)

    @property
    def targets_infos(self) -> dict[str, MetaFile]:
        return {"targets.json": MetaFile(self.targets().version)}

    @property
    def snapshot_info(self) -> MetaFile:
        return MetaFile(self.snapshot().version)

    # What is ours.

    def released(self, role: str) -> Paper | None:
        """What the release holds of a role; None before the first release."""
        if role == "timestamp":
            path = self._released / "timestamp.json"
            return read_metadata(path) if path.exists() else None
        numbers = versions(self._released, role)
        return read_metadata(self._released / f"{numbers[-1]}.{role}.json") if numbers else None

    def awaits(self, role: str) -> bool:
        return (self._waiting / f"{role}.json").exists()

    def sign(self) -> None:
        """Add the signatures of the keys that are present to everything that waits."""
        for role in ROLES:
            if not self.awaits(role):
                continue
            md = self.open(role)
            self._advance(role, md)
            if role == "timestamp" and self._is_ours(role):
                # Its life is short, and may have passed while it waited for the others.
                md.signatures.clear()
                self._date(role, md)
            self._sign(role, md)
            self._keep(role, md)

    def _is_ours(self, role: str) -> bool:
        """Whether the keys that are present are enough for a role."""
        wanted = self.root().roles[role]
        present = {signer.public_key.keyid for signer in self._signers}
        return len(present & set(wanted.keyids)) >= wanted.threshold

    def _advance(self, role: str, md: Paper) -> None:
        """While it waited the release may have gone on: by a timestamp that was renewed."""
        released = self.released(role)
        if released is not None and released.signed.version >= md.signed.version:
            md.signed.version = released.signed.version + 1
            md.signatures.clear()
            self._date(role, md)

    def _date(self, role: str, md: Paper) -> None:
        """Say until when it counts, and from when on: what clients know of the time."""
        md.signed.expires = self._now + timedelta(days=self._press.days[self.name][role])
        md.signed.unrecognized_fields[ISSUED] = write_time(self._now)

    def renew_timestamp(self) -> bool:
        """A later end for the released timestamp, past everything that waits.

        False, and nothing changes, where the key for it is not present.
        """
        md = self.released("timestamp")
        root = self.released("root")
        if md is None or root is None:
            return False
        self._date("timestamp", md)
        md.signed.version += 1
        md.signatures.clear()
        self._sign("timestamp", md)
        if not _root(root).get_verification_result("timestamp", md.signed_bytes, md.signatures):
            return False
        _put(self._released / "timestamp.json", md.to_bytes(_SERIALIZER))
        return True

    def renew(self, role: str) -> None:
        """A next version with the same contents, a new end, and signatures of the present keys."""
        with self.edit(role):
            pass

    def lacks(self) -> tuple[Lack, ...]:
        """What still waits for whom."""
        return tuple(self._lacks())

    def settle(self) -> bool:
        """Move everything that waits into the release, if all of it has its signatures."""
        roles = [role for role in ROLES if self.awaits(role)]
        if not roles or self.lacks():
            return False
        for role in sorted(roles, key=("targets", "snapshot", "root", "timestamp").index):
            data = read_bytes(self._waiting / f"{role}.json", LIMIT)
            if role != "timestamp":
                version = self.open(role).signed.version
                _put(self._released / f"{version}.{role}.json", data)
            if role in ("root", "timestamp"):
                _put(self._released / f"{role}.json", data)
        for role in roles:
            (self._waiting / f"{role}.json").unlink(missing_ok=True)
        return True

    def _roots(self) -> Iterator[Root]:
        """The root that is coming, and the one that counts until then."""
        for md in (self.open("root"), self.released("root")):
            if md is not None:
                yield _root(md)

    def _sign(self, role: str, md: Paper) -> None:
        """With a key of the coming root, and of the present one so that nobody has to wait.

        A client that has not seen the coming root yet accepts what the present one's keys signed;
        one that has seen it ignores them.
        """
        wanted = {keyid for root in self._roots() for keyid in root.roles[role].keyids}
        for signer in self._signers:
            if signer.public_key.keyid in wanted:
                md.sign(signer, append=True)

    def _keep(self, role: str, md: Paper) -> None:
        path, data = self._waiting / f"{role}.json", md.to_bytes(_SERIALIZER)
        if not path.exists() or read_bytes(path, LIMIT) != data:
            _put(path, data)

    def _lacks(self) -> Iterator[Lack]:
        roots = list(self._roots())
        for role in ROLES:
            if not self.awaits(role):
                continue
            md = self.open(role)
            judges = roots if role == "root" else roots[:1]
            results = [
                root.get_verification_result(role, md.signed_bytes, md.signatures)
                for root in judges
            ]
            missing = max(result.missing for result in results)
            if missing:
                unsigned = {
                    str(key.unrecognized_fields.get(HOLDER, keyid))
                    for result in results
                    if result.missing
                    for keyid, key in result.unsigned.items()
                    if keyid not in self._press.leaked
                }
                yield Lack(self.name, role, md.signed.version, missing, tuple(sorted(unsigned)))


def read_metadata(path: Path) -> Paper:
    """Raises `AppError` metadata-damaged, file-missing ..."""
    try:
        return Metadata.from_bytes(read_bytes(path, LIMIT))
    except (DeserializationError, RepositoryError) as error:
        raise AppError("metadata-damaged", path=path) from error


def versions(folder: Path, role: str) -> list[int]:
    """The versions of a role in a folder of metadata, the newest last."""
    found = []
    for path in folder.glob(f"*.{role}.json"):
        number = path.name.removesuffix(f".{role}.json")
        if number.isdigit() and len(number) < 10:
            found.append(int(number))
    return sorted(found)


def all_roots(press: Press, channel: str) -> tuple[Root, ...]:
    """Every root that was released, the newest last."""
    folder = press.metadata(channel)
    return tuple(
        _root(read_metadata(folder / f"{number}.root.json")) for number in versions(folder, "root")
    )


def newest_root(press: Press, channel: str) -> bytes:
    """The file of the root that counts. Raises `AppError` press-empty."""
    folder = press.metadata(channel)
    numbers = versions(folder, "root")
    if not numbers:
        raise AppError("press-empty", channel=channel)
    return read_bytes(folder / f"{numbers[-1]}.root.json", LIMIT)


def _root(md: Paper) -> Root:
    if not isinstance(md.signed, Root):
        raise AppError("metadata-damaged", path="root.json")
    return md.signed


def _fresh(role: str) -> Paper:
    md: Paper = Metadata(_CLASSES[role]())
    md.signed.version = 0  # `close` counts on from here
    return md


def _put(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise told(error, path) from error
    write_bytes(path, data)
