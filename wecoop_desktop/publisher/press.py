"""The publisher's folder: what is released, and what still waits for signatures.

    press.json                      how long signatures count, keys that are never used again
    keys/<holder>/                  made here, then moved to the holders' sticks
    waiting/<channel>/<role>.json   metadata that lack signatures; nobody sees them
    release/                        the last whole release, as a server carries it

The folder without `keys` holds nothing secret and may travel on any stick.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import parse_json, read_bytes, told, write_bytes
from wecoop_desktop.publisher.roles import DAYS, FOLDERS

FORMAT = 1
FILE = "press.json"
LIMIT = 1_000_000  # bytes
MOST_DAYS = 3660


@dataclass(frozen=True, slots=True)
class Press:
    folder: Path
    days: Mapping[str, Mapping[str, int]] = field(default_factory=lambda: DAYS)
    leaked: frozenset[str] = frozenset()  # ids of keys that sign nothing any more

    @property
    def release(self) -> Path:
        return self.folder / "release"

    @property
    def keys(self) -> Path:
        return self.folder / "keys"

    def metadata(self, channel: str) -> Path:
        return self.release / FOLDERS[channel]

    def waiting(self, channel: str) -> Path:
        return self.folder / "waiting" / channel

    def without(self, keys: frozenset[str]) -> Press:
        """The same, where these keys are never used again."""
        return replace(self, leaked=self.leaked | keys)


def found_press(folder: Path) -> Press:
    """A new publisher's folder. Raises `AppError` press-there where it is one already."""
    if (folder / FILE).exists():
        raise AppError("press-there", path=folder)
    press = Press(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise told(error, folder) from error
    save_press(press)
    return press


def save_press(press: Press) -> None:
    data = {
        "format": FORMAT,
        "days": {channel: dict(days) for channel, days in press.days.items()},
        "leaked": sorted(press.leaked),
    }
    text = json.dumps(data, indent=1) + "\n"
    write_bytes(press.folder / FILE, text.encode())


def open_press(folder: Path) -> Press:
    """Raises `AppError` press-missing, press-newer or press-damaged."""
    path = folder / FILE
    try:
        data = parse_json(read_bytes(path, LIMIT))
    except AppError as error:
        if error.code == "file-missing":
            raise AppError("press-missing", path=folder) from error
        raise
    except ValueError as error:
        raise AppError("press-damaged", path=path) from error
    if not isinstance(data, dict):
        raise AppError("press-damaged", path=path)
    if data.get("format") != FORMAT:
        raise AppError("press-newer", path=path, format=data.get("format"))
    leaked = data.get("leaked")
    if not isinstance(leaked, list) or not all(isinstance(key, str) for key in leaked):
        raise AppError("press-damaged", path=path)
    return Press(folder, _days(data.get("days"), path), frozenset(leaked))


def _days(given: object, path: Path) -> Mapping[str, Mapping[str, int]]:
    if not isinstance(given, dict) or set(given) != set(DAYS):
        raise AppError("press-damaged", path=path)
    for channel, days in given.items():
        if not isinstance(days, dict) or set(days) != set(DAYS[channel]):
            raise AppError("press-damaged", path=path)
        if not all(type(count) is int and 0 < count <= MOST_DAYS for count in days.values()):
            raise AppError("press-damaged", path=path)
    return given
