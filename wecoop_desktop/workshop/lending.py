"""What a sandbox need not build or fetch again: content, library and settings of the home."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes, write_bytes
from wecoop_desktop.base.folders import Home
from wecoop_desktop.workshop.paper import LIMIT


def lend(home: Home, sandbox: Home) -> None:
    """The sandbox has the content and the settings of the home: nothing is built or fetched again.

    Files are linked where the disk can, else copied; what fails is built by the program later.
    """
    for folder in ("content", "library"):
        with contextlib.suppress(OSError):
            _lend(home.root / folder, sandbox.root / folder)
    with contextlib.suppress(AppError):
        write_bytes(sandbox.settings, read_bytes(home.settings, LIMIT))


def _lend(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, copy_function=_link, dirs_exist_ok=True)


def _link(source: str, target: str) -> str:
    try:
        if source.endswith(".json"):  # may be replaced by each home on its own
            shutil.copy2(source, target)
        else:
            os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target
