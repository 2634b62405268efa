"""What time it is: the later of the computer's clock and the latest time the publisher signed.

A computer whose battery is empty wakes up in 1980 and would take anything for fresh. Only *signed*
times are remembered, never the clock of the computer: one that is far ahead today does no harm
tomorrow. A time counts as long as the keys that signed it are trusted: when a stolen key is
replaced, the times that it signed are forgotten with it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import parse_json, read_bytes, write_bytes
from wecoop_desktop.base.folders import Home

Clock = Callable[[], datetime]

FORMAT = 1
LIMIT = 100_000  # bytes
ISSUED = "issued"  # the field beside "expires" in which the publisher signs when it was made


@dataclass(frozen=True, slots=True)
class Signed:
    """A time and who signed it: the role, and its key ids at that moment."""

    time: datetime
    role: str
    keys: tuple[str, ...]


def system_now() -> datetime:
    return datetime.now(UTC)


def trusted_now(home: Home, system: Clock = system_now) -> datetime:
    """The later of the system's clock and every signed time that this home remembers."""
    times = (entry.time for path in home.trust.glob("*.clock.json") for entry in recall(path))
    return max([system(), *times])


def memory(home: Home, channel: str) -> Path:
    """Where the signed times of a channel are kept."""
    return home.trust / f"{channel}.clock.json"


def recall(path: Path) -> tuple[Signed, ...]:
    """What was remembered; nothing where the file is missing or damaged."""
    try:
        data = parse_json(read_bytes(path, LIMIT))
    except (AppError, ValueError):
        return ()
    entries = data.get("signed") if isinstance(data, dict) else None
    if not isinstance(entries, dict):
        return ()
    read = (_entry(role, entry) for role, entry in entries.items() if isinstance(role, str))
    return tuple(entry for entry in read if entry is not None)


def _entry(role: str, data: object) -> Signed | None:
    if not isinstance(data, dict):
        return None
    time, keys = parse_time(data.get("time")), data.get("keys")
    if time is None or not isinstance(keys, list):
        return None
    return Signed(time, role, tuple(str(key) for key in keys))


def still_trusted(
    entries: Iterable[Signed], keys: Mapping[str, Iterable[str]]
) -> tuple[Signed, ...]:
    """Those whose keys all still speak for their role; `keys` are the present ones by role."""
    return tuple(entry for entry in entries if set(entry.keys) <= set(keys.get(entry.role, ())))


def latest(entries: Iterable[Signed]) -> tuple[Signed, ...]:
    """The latest of each role."""
    best: dict[str, Signed] = {}
    for entry in entries:
        if entry.role not in best or best[entry.role].time < entry.time:
            best[entry.role] = entry
    return tuple(best[role] for role in sorted(best))


def remember(path: Path, entries: Iterable[Signed]) -> None:
    """Keep the signed times. Raises `AppError` as `base.files.writing` does."""
    signed = {
        entry.role: {"time": write_time(entry.time), "keys": list(entry.keys)} for entry in entries
    }
    data = {"format": FORMAT, "signed": signed}
    write_bytes(path, json.dumps(data, indent=1).encode())


def write_time(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_time(value: object) -> datetime | None:
    """A signed time as it is written, or None."""
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        return datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
