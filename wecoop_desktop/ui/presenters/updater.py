"""What the screen of updates asks of the room `sync`; each function runs in a thread."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.ui.presenters.updatesview import (
    Bringer,
    Changed,
    Found,
    Installed,
    Offered,
    Staging,
)


class Updater(Protocol):
    """Errors of the world are raised as `AppError`; a stop as `Cancelled`."""

    def look(self, job: Job) -> Installed:
        """What is installed, its history, and whose it is; asks nobody."""

    def check(self, bringer: Bringer, job: Job) -> Offered | None:
        """What that carrier offers, None where it has nothing newer."""

    def fetch(self, offer: Offered, job: Job) -> Staging:
        """Bring every part and verify it; goes on where it stopped. Reports bytes."""

    def install(self, staging: Staging, job: Job) -> None:
        """Read what was fetched, build its library, switch."""

    def go_back(self, job: Job) -> str:
        """Use the edition before again; its version."""

    def differences(self, job: Job) -> tuple[Changed, ...]:
        """What differs between the edition before and the present one."""

    def releases(self, job: Job) -> tuple[Found, ...]:
        """The releases on drives that are plugged in."""

    def copy(self, bringer: Bringer, folder: Path, job: Job) -> Path:
        """Write a whole, verified copy of the release for others; the folder it stands in."""

    def mended(self, job: Job) -> Finding | None:
        """What was found damaged and repaired, if the user was not told yet."""

    def forget_mended(self) -> None:
        """The user has read what was repaired. Quick: may be called in the main thread."""
