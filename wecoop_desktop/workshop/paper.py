"""Small JSON files of a session: written beside, then replaced; read with limits and without trust.

A stick may be pulled out at any moment, several computers write into one folder, and anybody may
edit a file by hand.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import parse_json, read_bytes, told, write_bytes
from wecoop_desktop.forms.form import Data

FORMAT = 1
LIMIT = 2_000_000  # bytes of a paper
TEXT_LIMIT = 2_000  # characters of a question, a remark
NAME_LIMIT = 200  # characters of a name
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,79}")


class Paper:
    """What a file says, read by keys; whatever is of another kind is refused with its key."""

    def __init__(self, data: Mapping[str, Data], path: Path) -> None:
        self.data, self.path = data, path

    def wrong(self, key: str) -> NoReturn:
        raise AppError("workshop-file-damaged", path=self.path, part=key)

    def text(self, key: str, most: int = NAME_LIMIT) -> str:
        value = self.data.get(key)
        if value is None:
            return ""
        if not isinstance(value, str) or len(value) > most:
            self.wrong(key)
        return value

    def named(self, key: str) -> str:
        """An id that may stand in the name of a file."""
        value = self.text(key)
        if not _ID.fullmatch(value):
            self.wrong(key)
        return value

    def number(self, key: str, most: int = 1_000_000) -> int:
        value = self.data.get(key, 0)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
            self.wrong(key)
        return value

    def yes(self, key: str) -> bool:
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            self.wrong(key)
        return value

    def moment(self, key: str) -> datetime | None:
        value = self.text(key)
        if not value:
            return None
        try:
            moment = datetime.fromisoformat(value)
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            self.wrong(key)

    def part(self, key: str) -> Paper:
        value = self.data.get(key)
        if value is None:
            return Paper({}, self.path)
        if not isinstance(value, Mapping):
            self.wrong(key)
        return Paper(value, self.path)

    def parts(self, key: str, most: int = 1_000) -> tuple[Paper, ...]:
        value = self.data.get(key)
        if value is None:
            return ()
        if not isinstance(value, list | tuple) or len(value) > most:
            self.wrong(key)
        found = []
        for entry in value:
            if not isinstance(entry, Mapping):
                self.wrong(key)
            found.append(Paper(entry, self.path))
        return tuple(found)

    def texts(self, key: str, most: int = 200) -> tuple[str, ...]:
        value = self.data.get(key)
        if value is None:
            return ()
        if not isinstance(value, list | tuple) or len(value) > most:
            self.wrong(key)
        found = [each for each in value if isinstance(each, str) and len(each) <= NAME_LIMIT]
        if len(found) != len(value):
            self.wrong(key)
        return tuple(found)

    def words(self, key: str, most: int = TEXT_LIMIT) -> dict[str, str]:
        """A mapping of texts."""
        part = self.part(key)
        if len(part.data) > 500:
            self.wrong(key)
        return {name: part.text(name, most) for name in part.data}


def read_paper(path: Path) -> Paper:
    """Raises `AppError` file-missing, file-not-readable, file-too-large, workshop-file-damaged,
    workshop-file-newer."""
    return parse_paper(read_part(path, LIMIT), path)


def read_part(path: Path, limit: int) -> bytes:
    """As `read_bytes`, but of files only: a pipe on a share would let one wait for ever.

    Raises `AppError` as it.
    """
    if os.path.exists(path) and not os.path.isfile(path):  # noqa: PTH110, PTH113 - neither raises
        raise AppError("file-not-readable", path=path)
    return read_bytes(path, limit)


def parse_paper(data: bytes, path: Path) -> Paper:
    """As `read_paper`, of bytes that were found in `path`."""
    try:
        found = parse_json(data)
    except (ValueError, UnicodeDecodeError) as error:
        raise AppError("workshop-file-damaged", path=path, part="JSON") from error
    if not isinstance(found, dict):
        raise AppError("workshop-file-damaged", path=path, part="{}")
    number = found.get("format")
    if isinstance(number, bool) or not isinstance(number, int) or number < 1:
        raise AppError("workshop-file-damaged", path=path, part="format")
    if number > FORMAT:
        raise AppError("workshop-file-newer", path=path, format=number)
    return Paper(found, path)


def paper_bytes(told: Mapping[str, object]) -> bytes:
    whole = {"format": FORMAT, **told}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def write_paper(path: Path, told: Mapping[str, object]) -> None:
    """Raises as `base.files.writing`."""
    make_folder(path.parent)
    write_bytes(path, paper_bytes(told))


def make_folder(folder: Path) -> None:
    """Raises `AppError` disk-full, file-not-writable, folder-missing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise told(error, folder) from error


def stamp(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds")


def tidy(said: str, most: int = NAME_LIMIT) -> str:
    """A name on one line, cut, without halves of letters or signs that command."""
    whole = " ".join(said.split())[:most]
    return "".join(sign for sign in whole if sign.isprintable())
