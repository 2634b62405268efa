"""Signatures: over a new edition, over what waits, over a timestamp that only runs out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import TargetFile

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes, told, write_bytes
from wecoop_desktop.publisher.channel import Channel, Lack
from wecoop_desktop.publisher.press import Press
from wecoop_desktop.publisher.roles import CHANNELS, NETWORK, ROLES

LIMIT = 200_000_000  # bytes of a file that travels
MOST = 100  # files of an edition: their list is fetched by everyone


class Signed(NamedTuple):
    """What became part of the release, as channel and role, and what still waits for whom."""

    settled: tuple[tuple[str, str], ...]
    lacks: tuple[Lack, ...]


def sign(press: Press, signers: Iterable[CryptoSigner], now: datetime) -> Signed:
    """Add signatures to everything that waits; what is complete moves into the release."""
    signers = tuple(signers)
    return _settled([Channel(press, name, now, signers) for name in CHANNELS], ())


def sign_edition(
    press: Press, edition: Path, signers: Iterable[CryptoSigner], now: datetime
) -> Signed:
    """Publish the files of `edition` (what `build` made) in both channels.

    Raises `AppError` edition-empty, edition-too-many-files, press-empty and of files.
    """
    files = _edition_files(edition)
    targets = {name: TargetFile.from_data(name, data, ["sha256"]) for name, data in files.items()}
    for name, target in targets.items():
        _put(press.release / "targets" / f"{target.hashes['sha256']}.{name}", files[name])
    signers = tuple(signers)
    channels = [Channel(press, name, now, signers) for name in CHANNELS]
    for channel in channels:
        if channel.root().version == 0:
            raise AppError("press-empty", channel=channel.name)
        if channel.targets().targets != targets:
            with channel.edit_targets() as signed:
                signed.targets = dict(targets)
        channel.do_snapshot()
        channel.do_timestamp()
    return _settled(channels, ())


def refresh(
    press: Press,
    signers: Iterable[CryptoSigner],
    now: datetime,
    roles: tuple[str, ...] = ("timestamp",),
    channels: tuple[str, ...] = (NETWORK,),
) -> Signed:
    """The same contents with a later end: nobody has to be asked, nothing else changes.

    A timestamp is renewed past whatever waits for other holders. Raises `AppError` press-empty.
    """
    signers = tuple(signers)
    opened = [Channel(press, name, now, signers) for name in channels]
    done: list[tuple[str, str]] = []
    for channel in opened:
        if channel.released("timestamp") is None:
            raise AppError("press-empty", channel=channel.name)
        if roles == ("timestamp",):
            if channel.renew_timestamp():
                done.append((channel.name, "timestamp"))
            continue
        for role in roles:
            if role in ("root", "targets"):
                channel.renew(role)
        channel.do_snapshot(force="snapshot" in roles)
        channel.do_timestamp(force="timestamp" in roles)
    if roles == ("timestamp",):
        return Signed(tuple(done), tuple(lack for channel in opened for lack in channel.lacks()))
    return _settled(opened, tuple(done))


def _settled(channels: list[Channel], done: tuple[tuple[str, str], ...]) -> Signed:
    settled = list(done)
    for channel in channels:
        channel.sign()
        waited = [(channel.name, role) for role in ROLES if channel.awaits(role)]
        if channel.settle():
            settled += waited
    lacks = tuple(lack for channel in channels for lack in channel.lacks())
    return Signed(tuple(settled), lacks)


def _edition_files(folder: Path) -> Mapping[str, bytes]:
    try:
        names = sorted(path.name for path in folder.iterdir() if path.is_file())
    except OSError as error:
        raise AppError("folder-missing", path=folder) from error
    names = [name for name in names if not name.startswith(".")]
    if "edition.json" not in names:
        raise AppError("edition-empty", path=folder)
    if len(names) > MOST:
        raise AppError("edition-too-many-files", path=folder, most=MOST)
    return {name: read_bytes(folder / name, LIMIT) for name in names}


def _put(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise told(error, path) from error
    write_bytes(path, data)
