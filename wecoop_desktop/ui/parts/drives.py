"""Memory sticks and other disks that were plugged in."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QDir, QStorageInfo

PLUGGED = ("/media/", "/run/media/", "/Volumes/", "/mnt/")
# Drives of others, which may not answer: they are never asked anything. `autofs` mounts when asked.
_AWAY = ("nfs", "cifs", "smb", "9p", "afs", "ceph", "dav", "ncpfs", "autofs")
_OWN_FUSE = "fuseblk"  # disks of Windows; every other kind of FUSE may lead anywhere


class Drive(NamedTuple):
    name: str
    path: Path


def drives(*, writable: bool = True) -> tuple[Drive, ...]:
    """Disks but for the system's own and that of the home; only those that can be written, or
    all that can be read."""
    if sys.platform == "linux":
        return tuple(_of_linux(writable=writable))
    own = {QStorageInfo.root().rootPath(), QStorageInfo(QDir.homePath()).rootPath()}
    return tuple(
        Drive(volume.displayName() or volume.rootPath(), Path(volume.rootPath()))
        for volume in QStorageInfo.mountedVolumes()
        if volume.isReady()
        and not (writable and volume.isReadOnly())
        and volume.rootPath() not in own
        and (sys.platform == "win32" or volume.rootPath().startswith(PLUGGED))
    )


def _of_linux(*, writable: bool) -> Iterator[Drive]:
    """Not by Qt, which asks every drive, those in a network too, and holds up all threads of Python
    as long as one of them does not answer."""
    try:
        mounts = Path("/proc/mounts").read_text("utf-8", "surrogateescape")
    except OSError:
        return
    home = str(Path(QDir.homePath()).absolute())
    for path in plugged(mounts):
        if home == str(path) or home.startswith(f"{path}/"):
            continue
        try:
            read_only = bool(os.statvfs(path).f_flag & os.ST_RDONLY)
        except OSError:
            continue
        if not (writable and read_only):
            yield Drive(path.name, path)


def plugged(mounts: str) -> Iterator[Path]:
    """Where disks stand that were plugged into this computer, from the lines of `/proc/mounts`, in
    which spaces and line ends are written as octal numbers of bytes."""
    for line in mounts.splitlines():
        _, place, kind, *_ = [*line.split(" "), "", "", ""]
        if kind.startswith(_AWAY) or (kind.startswith("fuse") and kind != _OWN_FUSE):
            continue
        raw = re.sub(rb"\\([0-7]{3})", lambda octal: bytes((int(octal[1], 8) & 255,)),
                     place.encode("utf-8", "surrogateescape"))  # fmt: skip
        name = os.fsdecode(raw)
        if name.startswith(PLUGGED):
            yield Path(name)
