"""The room `sync` as the screen of updates asks it; everything of it is imported in the thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.settings import Settings
from wecoop_desktop.ui.presenters.updatesview import (
    Bringer,
    Changed,
    Found,
    Installed,
    Offered,
)


class SyncUpdater:
    """`Updater` over a home; `settings` are asked each time."""

    def __init__(self, home: Home, settings: Callable[[], Settings]) -> None:
        self._home = home
        self._settings = settings

    def look(self, job: Job) -> Installed:
        return Installed()

    def check(self, bringer: Bringer, job: Job) -> Offered | None:
        raise AppError("folder-missing", path="")

    def fetch(self, offer: Offered, job: Job) -> None:
        raise NotImplementedError

    def install(self, offer: Offered, job: Job) -> None:
        raise NotImplementedError

    def go_back(self, job: Job) -> str:
        raise NotImplementedError

    def differences(self, job: Job) -> tuple[Changed, ...]:
        return ()

    def releases(self, job: Job) -> tuple[Found, ...]:
        return ()

    def copy(self, bringer: Bringer, folder: Path, job: Job) -> Path:
        raise NotImplementedError

    def forget_mended(self) -> None:
        return None
