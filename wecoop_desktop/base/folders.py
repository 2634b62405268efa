"""Where things are: what is shipped with the program, and what it writes."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

MARKER = "portable"  # a file of this name beside the program; `portable.txt` does as well
BESIDE = "WECOOP data"  # the folder beside the program in which a portable one keeps everything
LONGEST, NAME = 4_000, 500  # bytes of a marker that are read; letters of a folder it names
DIALOGS = "dialogs"
OLD = 24 * 3600  # seconds after which a passing file belongs to nobody
Kept = Literal["", "portable", "elsewhere"]
_SOURCES = Path(__file__).resolve().parents[2]


def program_folder() -> Path:
    """The folder that holds `resources` and `translations`: the bundle's, or the source tree's."""
    bundled = getattr(sys, "_MEIPASS", None)
    return Path(bundled) if bundled else _SOURCES


def resources_folder() -> Path:
    return program_folder() / "resources"


def translations_folder() -> Path:
    return program_folder() / "translations"


@dataclass(frozen=True, slots=True)
class Home:
    """The one folder in which everything the program writes stands.

    `kept` is `portable` where it stands beside the program or where the marker names it, and
    `elsewhere` where it should and nothing can be written there; else empty.
    """

    root: Path
    kept: Kept = ""

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

    @property
    def dialogs(self) -> Path:
        """Where Qt remembers which folders its file dialogs were in."""
        return self.root / DIALOGS

    @property
    def passing(self) -> Path:
        """What is needed for a moment, where the computer is to keep nothing."""
        return self.root / "passing"


def home(chosen: str | Path | None = None) -> Home:
    """`--home`, else the variable WECOOP_HOME, else what a marker beside the program says, else
    the system's folder for user data.

    Never raises: a folder that cannot be written is told by whoever writes.
    """
    asked = chosen or os.environ.get("WECOOP_HOME")
    if asked:
        return Home(Path(asked).expanduser().absolute())
    folder = program_place()
    named = _marked(folder)
    if named is None:
        return Home(_of_system())
    for wanted in (*named, folder / BESIDE):
        if _is_writable(wanted):
            return Home(wanted, "portable")
    return Home(_of_system(), "elsewhere")


def program_place() -> Path:
    """The folder in which the program lies as people see it: beside it a marker may lie."""
    if not getattr(sys, "frozen", False):
        return program_folder()
    place = Path(sys.executable).absolute().parent
    inside = next((above for above in place.parents if above.suffix == ".app"), None)
    return inside.parent if inside else place


def _of_system() -> Path:
    from platformdirs import user_data_path

    return user_data_path("WECOOP Desktop", appauthor=False)


def _marked(place: Path) -> tuple[Path, ...] | None:
    """The folders that the marker names, a line each; None where there is no marker.

    An empty marker names none. Lines are meant from where the marker lies.
    """
    for name in (MARKER, f"{MARKER}.txt"):
        try:
            with (place / name).open("rb") as stream:
                lines = stream.read(LONGEST).decode("utf-8-sig", "replace").splitlines()
        except OSError:
            continue
        named = (line.strip() for line in lines)
        return tuple(
            (place / line).expanduser().absolute()
            for line in named
            if 0 < len(line) <= NAME and not line.startswith("#") and line.isprintable()
        )
    return None


def _is_writable(folder: Path) -> bool:
    """Whether something can be kept in the folder, which is made where it is missing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except (OSError, ValueError):
        return False


def keep_off(home: Home) -> None:
    """Leave nothing on the computer where the home is portable: passing files go into the home,
    and what others (the fonts of the system) remember of it as well.

    Called once, before anything is written. What earlier runs left behind is removed, unless
    another may still be using it (files of today).
    """
    if home.kept != "portable":
        return
    try:
        home.passing.mkdir(exist_ok=True)
        _clear(home.passing)
    except OSError:
        return
    tempfile.tempdir = str(home.passing)
    for name in ("TMPDIR", "TEMP", "TMP", "XDG_CACHE_HOME"):
        os.environ[name] = str(home.passing)


def _clear(folder: Path) -> None:
    before = time.time() - OLD
    for entry in folder.iterdir():
        with contextlib.suppress(OSError):
            if entry.lstat().st_mtime < before:
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
