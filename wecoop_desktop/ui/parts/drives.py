"""Memory sticks and other disks that were plugged in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QDir, QStorageInfo

PLUGGED = ("/media/", "/run/media/", "/Volumes/", "/mnt/")


class Drive(NamedTuple):
    name: str
    path: Path


def drives(*, writable: bool = True) -> tuple[Drive, ...]:
    """Disks but for the system's own and that of the home; only those that can be written, or
    all that can be read."""
    own = {QStorageInfo.root().rootPath(), QStorageInfo(QDir.homePath()).rootPath()}
    return tuple(
        Drive(volume.displayName() or volume.rootPath(), Path(volume.rootPath()))
        for volume in QStorageInfo.mountedVolumes()
        if volume.isReady()
        and not (writable and volume.isReadOnly())
        and volume.rootPath() not in own
        and (sys.platform == "win32" or volume.rootPath().startswith(PLUGGED))
    )
