"""What was tried with updates: `updates.jsonl` in the home, a line of JSON for each attempt.

The log is for reading; nothing depends on it, so a line that cannot be written or read stops
nothing. When it grows large the older half becomes `updates.old.jsonl`.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from dataclasses import field as made
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import parse_json
from wecoop_desktop.base.folders import Home

FORMAT = 1
FILE, OLD = "updates.jsonl", "updates.old.jsonl"
LARGE = 256_000  # bytes after which the file is turned over
LINE = 16_384  # characters of a line

Act = Literal["check", "fetch", "install", "rollback", "mend", "trust", "feedback"]
Outcome = Literal["done", "nothing", "refused", "stopped"]
ACTS: tuple[Act, ...] = ("check", "fetch", "install", "rollback", "mend", "trust", "feedback")
OUTCOMES: tuple[Outcome, ...] = ("done", "nothing", "refused", "stopped")


@dataclass(frozen=True, slots=True)
class Entry:
    """One attempt. `before` and `edition` are numbers of editions, 0 for the program's own packs.

    `packs` are those that changed; `code` and `values` say why it was refused, or what was done
    otherwise than usual, as `base.wording` knows it. `seconds` may be 0 where not measured.
    """

    act: Act
    outcome: Outcome
    when: str = ""
    carrier: str = ""
    edition: int = 0
    before: int = 0
    packs: tuple[str, ...] = ()
    bytes: int = 0
    seconds: float = 0
    code: str = ""
    values: Mapping[str, str] = made(default_factory=dict)

    @property
    def error(self) -> AppError | None:
        """Why, for `base.wording.say`."""
        return AppError(self.code, **self.values) if self.code else None


def write(home: Home, entry: Entry) -> None:
    """Add a line, with the time of now where the entry has none."""
    when = entry.when or datetime.now(UTC).isoformat(timespec="seconds")
    data = {"format": FORMAT, **asdict(entry), "when": when, "seconds": round(entry.seconds, 3)}
    line = json.dumps(data, ensure_ascii=False, default=str) + "\n"
    path = home.root / FILE
    with contextlib.suppress(OSError):
        home.root.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > LARGE:
            path.replace(home.root / OLD)
        # One write of a whole line at the end: two processes do not tear each other's.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
        try:
            os.write(handle, _own_line(path) + line[:LINE].encode("utf-8", "replace"))
        finally:
            os.close(handle)


def _own_line(path: Path) -> bytes:
    """What ends a line that a kill tore, so that the next one stands for itself."""
    with path.open("rb") as stream:
        if stream.seek(0, os.SEEK_END) == 0:
            return b""
        stream.seek(-1, os.SEEK_END)
        return b"" if stream.read() == b"\n" else b"\n"


def read(home: Home, most: int = 200) -> tuple[Entry, ...]:
    """The attempts, the newest first; lines that cannot be read are left out."""
    found: list[Entry] = []
    for name in (FILE, OLD):
        for line in reversed(_lines(home.root / name)):
            if len(found) >= most:
                return tuple(found)
            with contextlib.suppress(ValueError, KeyError, TypeError):
                found.extend(_entry(parse_json(line)))
    return tuple(found)


def _lines(path: Path) -> list[bytes]:
    """The whole lines of the end of a file, at most twice what is kept."""
    try:
        with path.open("rb") as stream:
            stream.seek(max(0, stream.seek(0, os.SEEK_END) - 2 * LARGE))
            return stream.read(2 * LARGE).splitlines()
    except OSError:
        return []


def _entry(data: object) -> Iterator[Entry]:
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        return
    act = next((one for one in ACTS if one == data["act"]), None)
    outcome = next((one for one in OUTCOMES if one == data["outcome"]), None)
    if act is None or outcome is None:
        return
    yield Entry(
        act,
        outcome,
        when=str(data["when"]),
        carrier=str(data["carrier"]),
        edition=int(data["edition"]),
        before=int(data["before"]),
        packs=tuple(str(pack) for pack in data["packs"]),
        bytes=int(data["bytes"]),
        seconds=float(data["seconds"]),
        code=str(data["code"]),
        values={str(name): str(value) for name, value in dict(data["values"]).items()},
    )


def pace(home: Home, kind: str) -> float | None:
    """Bytes a second of the last fetch of that kind ("web" or "folder"), None where unknown."""
    for entry in read(home):
        if entry.act == "fetch" and entry.outcome == "done" and entry.seconds > 0:
            web = "://" in entry.carrier
            if entry.bytes >= 10_000 and web == (kind == "web"):
                return entry.bytes / entry.seconds
    return None
