"""Bugs: written into a log in the home without the user's text, and told calmly in the window."""

from __future__ import annotations

import contextlib
import platform
import shutil
import sqlite3
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from wecoop_desktop import __version__
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home, program_folder
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.wording import tr

LOG = "problems.txt"
LONGEST = 200_000  # bytes of one log; then it becomes `problems.1.txt`
KEPT = 3  # logs
FRAMES = 60  # lines of a report
_DEEPEST = 5  # errors that led to one another
_TAIL = 6_000  # characters of the log that go into a copy


def write_fault(error: BaseException, target: Path) -> None:
    """Add a report to the log. Faults of the disk are left alone: there is nowhere to tell."""
    said = f"{datetime.now(UTC).isoformat(timespec='seconds')} {__version__}\n{report(error)}\n\n"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and target.stat().st_size > LONGEST:
            _rotate(target)
        with target.open("a", encoding="utf-8", errors="replace") as stream:
            stream.write(said)
    except OSError:
        return


def _rotate(target: Path) -> None:
    for number in range(KEPT - 1, 0, -1):
        older = target.with_name(f"{target.stem}.{number}{target.suffix}")
        newer = target if number == 1 else target.with_name(
            f"{target.stem}.{number - 1}{target.suffix}"
        )  # fmt: skip
        if newer.exists():
            newer.replace(older)


def report(error: BaseException) -> str:
    """Where a bug happened: kinds of errors with files and lines of the program.

    What an error says stays out of it, and so do values: both may hold what the user wrote.
    """
    parts: list[str] = []
    seen: BaseException | None = error
    while seen is not None and len(parts) < _DEEPEST:
        frames = traceback.extract_tb(seen.__traceback__)[-FRAMES:]
        lines = [f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        code = f" {seen.code}" if isinstance(seen, AppError) else ""
        parts.append("\n".join((f"{type(seen).__module__}.{type(seen).__name__}{code}", *lines)))
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\nafter\n".join(parts)


def _short(name: str) -> str:
    """A file of the program or of Python, without the folders of this computer."""
    path = Path(name)
    for root in (program_folder(), Path(sys.prefix), Path(sys.base_prefix)):
        with contextlib.suppress(ValueError, OSError):
            return path.relative_to(root).as_posix()
    return path.name


def diagnostics(home: Home) -> str:
    """What support asks for: versions, the system, the state of the folders, the last reports.

    Nothing of what the user wrote, no names of files of theirs, no name of theirs.
    """
    from PySide6.QtCore import qVersion
    from PySide6.QtGui import QGuiApplication

    screens = [
        f"{each.geometry().width()}x{each.geometry().height()}@{each.devicePixelRatio():g}"
        for each in QGuiApplication.screens()
    ]
    lines = [
        f"WECOOP Desktop {__version__}{' (bundle)' if getattr(sys, 'frozen', False) else ''}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        f"Python {platform.python_version()}, Qt {qVersion()} {QGuiApplication.platformName()}, "
        f"SQLite {sqlite3.sqlite_version}",
        f"screens: {', '.join(screens)}",
        f"home: {home.kept or 'usual'}, free: {_free(home.root)} MB",
        *(f"{name}: {_state(home.root / name)}" for name in _LOOKED_AT),
    ]
    with contextlib.suppress(OSError):
        lines += ["", (home.root / LOG).read_text("utf-8", "replace")[-_TAIL:]]
    return "\n".join(lines)


_LOOKED_AT = ("work.sqlite", "settings.json", "backups", "attachments", "library", "content")


def _free(folder: Path) -> int | str:
    with contextlib.suppress(OSError):
        return shutil.disk_usage(folder).free // 1_000_000
    return "?"


def _state(path: Path) -> str:
    """How large a file is, or how many entries a folder has."""
    try:
        if path.is_dir():
            return f"{sum(1 for _each in path.iterdir())} entries"
        return f"{path.stat().st_size} bytes"
    except FileNotFoundError:
        return "none"
    except OSError as error:
        return f"cannot be read ({error.errno})"


def tell_fault(tell: Callable[[Banner], None], error: BaseException, home: Home) -> None:
    """Say that something went wrong, that the work is safe, and what to do with the details."""
    words = tr(
        "Your answers up to now are saved. You can go on; if it happens again, restart the "
        "program. Details for support, without anything you wrote: {path} ({kind}).",
        path=str(home.root / LOG),
        kind=type(error).__name__,
    )
    banner = Banner(
        words,
        "err",
        strong=tr("Something did not work."),
        action=tr("Copy the details"),
        closable=True,
    )
    banner.acted.connect(lambda: copy_diagnostics(home))
    tell(banner)


def copy_diagnostics(home: Home) -> None:
    """Put the details for support on the clipboard."""
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().setText(diagnostics(home))
