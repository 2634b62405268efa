"""A release in a folder: a stick, a network drive, a copy on this computer."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.sync.flow import Absent, Flow

SCHEME = "folder:"
CHANNELS = {"stick": "stick", "network": "metadata"}  # channel: the folder of its metadata
CHUNK = 65_536  # bytes
SEEN = 200  # entries of a folder among which a release is looked for


class Folder:
    """Reads regular files below one folder; follows no links and no names that lead out of it."""

    kind = "folder"

    def __init__(self, path: Path, channel: str = "") -> None:
        self.path = path
        self.name = str(path)
        self.channel = channel or _channel(path)
        self.metadata = f"{SCHEME}{CHANNELS[self.channel]}/"
        self.targets = f"{SCHEME}targets/"

    def flow(self, url: str, start: int, most: int) -> Flow:
        """As `Carrier.flow`. Raises `AppError` carrier-gone when a stick was pulled out."""
        path = self._inside(url)
        try:
            stream = path.open("rb", buffering=0)
        except FileNotFoundError as error:
            raise self._absent() from error
        except OSError as error:
            raise self._gone() from error
        try:
            size = os.fstat(stream.fileno()).st_size
            start = start if start < size else 0
            stream.seek(start)
        except OSError as error:
            stream.close()
            raise self._gone() from error
        return Flow(start, size, self._chunks(stream, most), stream.close)

    def _chunks(self, stream: io.FileIO, most: int) -> Iterator[bytes]:
        """The rest of the file; one byte more than `most` at the end tells that there is more."""
        left = most + 1
        try:
            while left > 0 and (data := stream.read(min(CHUNK, left))):
                left -= len(data)
                yield data
        except OSError as error:
            raise self._gone() from error

    def close(self) -> None:
        """Nothing is held between two files."""

    def _inside(self, url: str) -> Path:
        """The file below the folder that `url` names. Raises `Absent` for odd names and links."""
        path, mode = self.path, 0
        for part in url.removeprefix(SCHEME).split("/"):
            name = unquote(part)
            if name in ("", ".", "..") or any(sign in name for sign in '/\\:\0*?"<>|'):
                raise Absent
            path = path / name
            try:
                mode = path.lstat().st_mode
            except (OSError, ValueError) as error:
                raise self._absent() from error
            if stat.S_ISLNK(mode):
                raise Absent
        if not stat.S_ISREG(mode):  # a pipe would be waited for without an end
            raise Absent
        return path

    def _absent(self) -> Exception:
        """A file that is not there, or a whole folder that is not there any more."""
        try:
            there = (self.path / CHANNELS[self.channel]).is_dir()
        except OSError:
            there = False
        return Absent() if there else self._gone()

    def _gone(self) -> AppError:
        return AppError("carrier-gone", name=self.name)


def _channel(path: Path) -> str:
    return next((name for name, inside in CHANNELS.items() if (path / inside).is_dir()), "network")


def release_in(path: Path) -> Path | None:
    """The folder of a release: `path`, or one directly below it; None where there is none.

    On a stick a release stands beside other things, under any name.
    """
    try:
        if _is_release(path):
            return path
        with os.scandir(path) as listing:
            names = sorted(entry.name for entry, _ in zip(listing, range(SEEN), strict=False))
    except OSError:
        return None
    return next((path / name for name in names if _is_release(path / name)), None)


def _is_release(path: Path) -> bool:
    try:
        return any((path / inside / "timestamp.json").is_file() for inside in CHANNELS.values())
    except OSError:
        return False
