"""What a sandbox need not build or fetch again: content, library and settings of the home."""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import replace
from pathlib import Path

from wecoop_desktop.base import settings
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home


def lend(home: Home, sandbox: Home, language: str) -> None:
    """The sandbox has the content and the settings of the home, and speaks the language of the
    session: nothing is built or fetched again.

    Files are linked where the disk can, else copied; what fails is built by the program later.
    """
    for folder in ("content", "library"):
        with contextlib.suppress(OSError):
            _lend(home.root / folder, sandbox.root / folder)
    with contextlib.suppress(AppError):
        own = replace(settings.load(home.settings), language=language, content="")
        settings.save(sandbox.settings, own)


def _lend(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, copy_function=_link, dirs_exist_ok=True)


def _link(source: str, target: str) -> str:
    try:
        if source.endswith(".json"):  # may be replaced by each home on its own
            shutil.copyfile(source, target)
        else:
            os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
    return target
