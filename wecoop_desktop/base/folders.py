"""Where things are: what is shipped with the program, and what it writes."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path


def program_folder() -> Path:
    """The folder that holds `resources` and `translations`: the bundle's, or the source tree's."""
    bundled = getattr(sys, "_MEIPASS", None)
    return Path(bundled) if bundled else Path(__file__).resolve().parents[2]


def resources_folder() -> Path:
    return program_folder() / "resources"


def translations_folder() -> Path:
    return program_folder() / "translations"


@dataclass(frozen=True, slots=True)
class Home:
    """The one folder in which everything the program writes stands."""

    root: Path

    @property
    def work(self) -> Path:
        """The user's own work; exists nowhere else."""
        return self.root / "work.sqlite"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def attachments(self) -> Path:
        """Files copied into proposals, each content once; part of the user's own work."""
        return self.root / "attachments"

    @property
    def library(self) -> Path:
        """Libraries built on this computer; each can be rebuilt at any time."""
        return self.root / "library"

    @property
    def content(self) -> Path:
        """Editions of the packs that came with updates; each can be fetched again."""
        return self.root / "content"

    @property
    def incoming(self) -> Path:
        """Parts of an update that are on their way; verified parts are not fetched again."""
        return self.root / "incoming"

    @property
    def trust(self) -> Path:
        """Signed metadata of the publisher, a folder for each channel."""
        return self.root / "trust"

    @property
    def settings(self) -> Path:
        return self.root / "settings.json"


def home(chosen: str | Path | None = None) -> Home:
    """`--home`, else the variable WECOOP_HOME, else the system's folder for user data."""
    asked = chosen or os.environ.get("WECOOP_HOME")
    if asked:
        return Home(Path(asked).expanduser().absolute())
    from platformdirs import user_data_path

    return Home(user_data_path("WECOOP Desktop", appauthor=False))
