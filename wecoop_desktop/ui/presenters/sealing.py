"""Proposal files that are closed with a password: into a passing file, and out of one."""

from __future__ import annotations

import atexit
import contextlib
import shutil
import tempfile
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes, told, write_bytes

LANE = "sealing"


def unsealed(path: Path, password: str) -> Path:
    """What a closed file holds, as a file of its own that goes when the program ends.

    May run in a job. Raises `AppError` as `work.seal.opened` and of `base.files.writing`.
    """
    from wecoop_desktop.work import seal

    data = seal.opened(read_bytes(path, seal.LIMIT), password, path)
    target = passing_file(path)
    write_bytes(target, data)
    return target


def passing_file(path: Path) -> Path:
    """Where a file can stand for a while that is called as `path`: in a folder that only this user
    can read and that goes when the program ends. Raises `AppError` as `passing_folder`."""
    target = passing_folder(path) / path.name
    if not _passing:
        atexit.register(drop_all)
    _passing.append(target)
    return target


_passing: list[Path] = []


def drop_all() -> None:
    """Remove all passing files; called when the program ends."""
    while _passing:
        drop(_passing.pop())


def sealed_path(error: AppError | None) -> Path | None:
    """The file that has to be opened with its password first, where that is what is wrong."""
    if error is None or error.code != "proposal-sealed":
        return None
    return Path(str(error.values["path"]))


def passing_folder(path: Path) -> Path:
    """A new folder that only this user can read. Raises `AppError` disk-full, file-not-writable."""
    try:
        return Path(tempfile.mkdtemp(prefix="wecoop-"))
    except OSError as error:
        raise told(error, path) from error


def seal_away(plain: Path, target: Path, password: str) -> Path:
    """Close a passing file into `target`; the passing one goes, whatever happens.

    May run in a job. Raises `AppError` as `work.seal.seal_file`.
    """
    from wecoop_desktop.work import seal

    try:
        seal.seal_file(plain, target, password)
    finally:
        drop(plain)
    return target


def drop(plain: Path) -> None:
    """Remove a passing file with its folder."""
    with contextlib.suppress(OSError):
        shutil.rmtree(plain.parent)
