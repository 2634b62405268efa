"""What the user has chosen for this computer: each setting once, with its default and limits."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import parse_json, read_bytes, told, write_bytes

FORMAT = 1
LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """Each field is described in docs/manual.md under its name (a test compares them)."""

    language: str = ""  # "en", "ru", or empty: the system's
    content: str = ""  # in which content is read; empty: as the window speaks
    beside: str = ""  # the language beside it where two are shown; empty: Russian or English
    theme: str = "system"  # system, light, dark, contrast
    zoom: int = 100  # percent of text and measures, 90-200
    density: str = "comfortable"  # height of rows in tables and lists: comfortable, compact
    motion: bool = True  # pop-ups may fade, the cursor may blink
    currency: str = "USD"  # in which sums over several currencies are told: USD, EUR
    purpose: str = ""  # what the user mostly does: preparing, training, finding
    guided: bool = True  # the first screen shows the learning path
    country: str = ""  # the user's own country comes first in lists
    author: str = ""  # the user's name as it stands at comments
    role: str = ""  # what the user is there: head of unit, expert
    ministry: str = ""  # stands on the cover of documents
    emblem: str = ""  # its picture beside it: PNG in base64
    single_keys: bool = True  # single-letter shortcuts outside of text fields
    network: str = "asked"  # look for updates: never, asked (when asked to), start
    address: str = ""  # where updates are looked for; empty: the publisher's own address
    feedback: str = ""  # where feedback is sent; empty: the publisher's own address
    sticks: bool = True  # say so when a stick with an update is plugged in
    backups: str = ""  # a folder where backups are kept too; empty: only in the home
    width: int = 1366
    height: int = 768


CHOICES = {
    "language": ("", "en", "ru"),
    "content": ("", "en", "ru"),
    "beside": ("", "en", "ru"),
    "theme": ("system", "light", "dark", "contrast"),
    "density": ("comfortable", "compact"),
    "currency": ("USD", "EUR"),
    "purpose": ("", "preparing", "training", "finding"),
    "country": ("", "KZ", "KG", "TJ", "TM", "UZ"),
    "network": ("never", "asked", "start"),
}
LONGEST = {  # characters
    "author": 200,
    "role": 200,
    "ministry": 300,
    "emblem": 900_000,
    "address": 500,
    "feedback": 500,
    "backups": 1000,
}
RANGES = {"zoom": (90, 200), "width": (960, 20_000), "height": (600, 20_000)}


def load(path: Path) -> Settings:
    """The settings at `path`; what is missing, unknown or out of range falls back to the default.

    Settings are never worth an error at start: a damaged file is read as no choice made.
    """
    try:
        data = parse_json(read_bytes(path, LIMIT))
    except (AppError, ValueError):
        return Settings()
    chosen = data if isinstance(data, dict) else {}
    known = {
        entry.name: chosen[entry.name]
        for entry in fields(Settings)
        if entry.name in chosen and _fits(entry.name, chosen[entry.name], entry.default)
    }
    return Settings(**known)


def changed(settings: Settings, name: str, value: object) -> Settings:
    """The settings with another value of a field. Raises KeyError for a value that does not fit."""
    if not fitting(name, value):
        raise KeyError(name)
    data: dict[str, Any] = {**asdict(settings), name: value}
    return Settings(**data)


def fitting(name: str, value: object) -> bool:
    """Whether a field takes that value. Raises KeyError for a field that is none."""
    return _fits(name, value, {entry.name: entry.default for entry in fields(Settings)}[name])


def _fits(name: str, value: object, default: object) -> bool:
    if type(value) is not type(default):
        return False
    if name in ("language", "content", "beside") and value not in CHOICES[name]:
        from wecoop_desktop.base.catalogue import languages

        return value in {one.code for one in languages()}
    if name in CHOICES:
        return value in CHOICES[name]
    if name in LONGEST and isinstance(value, str):
        return len(value) <= LONGEST[name]
    if name in RANGES and isinstance(value, int):
        low, high = RANGES[name]
        return low <= value <= high
    return True


def _of_newer(path: Path, settings: Settings) -> dict[str, object]:
    """What a newer program wrote and this one does not know, kept as it is: fields, and choices of
    known fields that nobody has chosen anew."""
    try:
        data = parse_json(read_bytes(path, LIMIT))
    except (AppError, ValueError):
        return {}
    known = asdict(settings)
    found = data if isinstance(data, dict) else {}
    defaults = {entry.name: entry.default for entry in fields(Settings)}
    return {
        name: value
        for name, value in found.items()
        if name != "format"
        and (
            name not in known
            or (known[name] == defaults[name] and not _fits(name, value, defaults[name]))
        )
    }


def save(path: Path, settings: Settings) -> None:
    """Write the settings; raises `AppError` as `base.files.writing` does."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise told(error, path) from error
    data = {"format": FORMAT, **asdict(settings), **_of_newer(path, settings)}
    write_bytes(path, json.dumps(data, ensure_ascii=False, indent=1).encode())
