"""The review queue: what was read, what is proposed of it, and what an editor decided. A JSON file.

Values and their reading and writing; docs/import.md describes the file for those who edit it.
Everything read is counted once: read = accepted + waiting + rejected + out of scope.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from dataclasses import field as made
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import parse_json, read_bytes, write_bytes

FORMAT = 1
LIMIT = 400_000_000  # bytes
MOST = 20_000  # entries: as many files as a pack may have
VERDICTS = ("new", "update", "same", "conflict", "rejected")
STATES = ("waiting", "accepted", "rejected")
TAKES = ("", "ours", "theirs", "own")
NONE: Mapping[str, object] = MappingProxyType({})
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Difference:
    """What the pack and the source say of one thing. `take` is the editor's: "ours", "theirs", or
    "own" with `value`; empty while nobody decided. `added`: the pack says nothing."""

    field: str
    ours: object
    theirs: object
    ours_source: str = ""
    theirs_source: str = ""
    take: str = ""
    value: object = None
    added: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """A code of `base.wording` about a line of the file."""

    code: str
    line: int = 0
    values: Mapping[str, object] = made(default_factory=lambda: NONE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One activity. `match` is the published record it is, `candidates` those it may be."""

    id: str
    verdict: str
    state: str
    identifier: str = ""
    file: str = ""
    line: int = 0
    match: str = ""
    by: str = ""
    candidates: tuple[str, ...] = ()
    record: Mapping[str, object] = made(default_factory=lambda: NONE)
    organisations: tuple[Mapping[str, object], ...] = ()
    translate: tuple[str, ...] = ()
    write: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    other_languages: Mapping[str, object] = made(default_factory=lambda: NONE)
    differences: tuple[Difference, ...] = ()
    reasons: tuple[Reason, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """An accepted entry that was applied, or had nothing to apply."""

    id: str
    verdict: str
    identifier: str = ""
    project: str = ""


@dataclass(frozen=True, slots=True)
class Aside:
    """In one of the five countries, but in no sector of ours as far as its codes tell."""

    identifier: str = ""
    title: str = ""
    file: str = ""
    line: int = 0
    codes: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A file that was read, and what was remarked of it as a whole."""

    name: str
    kind: str
    version: str = ""
    as_of: str = ""
    bytes: int = 0
    read: int = 0
    remarks: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Queue:
    """`outside` counts what is out of scope by its reason: country, sector. `unlisted` counts
    rejected activities by code that are not among the entries, because there are too many."""

    files: tuple[Listed, ...] = ()
    entries: tuple[Entry, ...] = ()
    done: tuple[Done, ...] = ()
    outside: Mapping[str, int] = made(default_factory=lambda: MappingProxyType({}))
    unlisted: Mapping[str, int] = made(default_factory=lambda: MappingProxyType({}))
    aside: tuple[Aside, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        states = dict.fromkeys(STATES, 0)
        for entry in self.entries:
            states[entry.state] += 1
        return {
            "read": sum(file.read for file in self.files),
            "accepted": states["accepted"] + len(self.done),
            "waiting": states["waiting"],
            "rejected": states["rejected"] + sum(self.unlisted.values()),
            "out_of_scope": sum(self.outside.values()),
        }

    @property
    def verdicts(self) -> dict[str, int]:
        found = dict.fromkeys(VERDICTS, 0)
        listed = [entry.verdict for entry in self.entries] + [done.verdict for done in self.done]
        for verdict in listed:
            found[verdict] += 1
        return found

    def entry(self, wanted: str) -> Entry:
        """Raises `AppError` queue-no-entry."""
        for entry in self.entries:
            if entry.id == wanted:
                return entry
        raise AppError("queue-no-entry", id=wanted[:120])

    def having(self, changed: Entry) -> Queue:
        """The queue with this entry in the place of that of its id."""
        listed = tuple(changed if one.id == changed.id else one for one in self.entries)
        return replace(self, entries=listed)


def write_queue(queue: Queue, path: Path) -> None:
    """The whole file or nothing. Raises `AppError` as `base.files.writing`."""
    data: dict[str, object] = {
        "format": FORMAT,
        "counts": queue.counts,
        "verdicts": queue.verdicts,
        "files": [_bare(file) for file in queue.files],
        "out_of_scope": dict(sorted(queue.outside.items())),
        "rejected_unlisted": dict(sorted(queue.unlisted.items())),
        "entries": [_bare(entry) for entry in queue.entries],
        "done": [_bare(done) for done in queue.done],
        "aside": [_bare(aside) for aside in queue.aside],
    }
    text = json.dumps(data, ensure_ascii=False, indent=1, default=_plain)
    write_bytes(path, text.encode("utf-8", "replace") + b"\n")


ALWAYS = ("id", "verdict", "state", "field", "ours", "theirs", "take", "code", "name", "read")


def _bare(value: object) -> object:
    """A value as data; what is empty is left out, but for what an editor looks for."""
    found = {}
    for one in fields(value):  # type: ignore[arg-type]
        held = getattr(value, one.name)
        if isinstance(held, tuple):
            held = [_bare(each) if hasattr(each, "__slots__") else each for each in held]
        if one.name in ALWAYS or (held not in ("", 0, None, [], False) and held != {}):
            found[one.name] = dict(held) if isinstance(held, Mapping) else held
    return found


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else str(value)


def read_queue(path: Path) -> Queue:
    """Raises `AppError` queue-unreadable with the place, queue-newer, file-*."""
    try:
        data = parse_json(read_bytes(path, LIMIT).decode("utf-8-sig"))
        return _Reader(path).queue(data)
    except (ValueError, RecursionError) as error:
        raise AppError("queue-unreadable", path=path, problem=str(error)[:200]) from error


class _Reader:
    """Reads what an editor may have changed by hand; every fault names its place."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def queue(self, data: object) -> Queue:
        if not isinstance(data, dict) or not isinstance(data.get("format"), int):
            raise ValueError("this is no review queue")
        if data["format"] > FORMAT:
            raise AppError("queue-newer", path=self._path, format=data["format"])
        queue = Queue(
            files=self._each(data, "files", self._file),
            entries=self._each(data, "entries", self._entry),
            done=self._each(data, "done", lambda d, at: self._flat(Done, d, at)),
            outside=self._numbers(data, "out_of_scope"),
            unlisted=self._numbers(data, "rejected_unlisted"),
            aside=self._each(data, "aside", lambda d, at: self._flat(Aside, d, at)),
        )
        seen: set[str] = set()
        for index, entry in enumerate(queue.entries):
            if entry.id in seen or not entry.id:
                raise ValueError(f"entries[{index}].id: missing or there twice")
            seen.add(entry.id)
        return queue

    def _each(
        self, data: Mapping[str, object], key: str, read: Callable[[dict[str, object], str], T]
    ) -> tuple[T, ...]:
        listed = data.get(key, [])
        if not isinstance(listed, list) or len(listed) > 10 * MOST:
            raise ValueError(f"{key}: should be a list")
        found = []
        for index, each in enumerate(listed):
            if not isinstance(each, dict):
                raise ValueError(f"{key}[{index}]: should be an object")
            found.append(read(each, f"{key}[{index}]"))
        return tuple(found)

    def _numbers(self, data: Mapping[str, object], key: str) -> Mapping[str, int]:
        held = data.get(key, {})
        if not isinstance(held, dict) or not all(
            isinstance(n, int) and n >= 0 for n in held.values()
        ):
            raise ValueError(f"{key}: should hold numbers")
        return MappingProxyType(held)

    def _file(self, data: dict[str, object], at: str) -> Listed:
        remarks = self._each(data, "remarks", self._reason)
        return replace(self._flat(Listed, {**data, "remarks": []}, at), remarks=remarks)

    def _reason(self, data: dict[str, object], at: str) -> Reason:
        return self._flat(Reason, data, at)

    def _difference(self, data: dict[str, object], at: str) -> Difference:
        found = self._flat(Difference, data, at)
        self._among(found.take, TAKES, f"{at}.take")
        return found

    def _entry(self, data: dict[str, object], at: str) -> Entry:
        parts = {**data, "differences": [], "reasons": [], "organisations": []}
        entry = self._flat(Entry, parts, at)
        self._among(entry.verdict, VERDICTS, f"{at}.verdict")
        self._among(entry.state, STATES, f"{at}.state")
        return replace(
            entry,
            differences=self._each(data, "differences", self._difference),
            reasons=self._each(data, "reasons", self._reason),
            organisations=self._each(data, "organisations", lambda d, _: MappingProxyType(d)),
        )

    def _among(self, value: str, choices: tuple[str, ...], at: str) -> None:
        if value not in choices:
            allowed = ", ".join(f'"{one}"' for one in choices)
            raise ValueError(f"{at}: should be one of {allowed}")

    def _flat(self, kind: type[T], data: dict[str, object], at: str) -> T:
        """A value whose parts are texts, numbers, lists of texts and free data, by their types."""
        given: dict[str, object] = {}
        for one in fields(kind):  # type: ignore[arg-type]
            if one.name not in data:
                continue
            held, wanted = data[one.name], str(one.type)
            if wanted.startswith("tuple"):
                fine = isinstance(held, list) and all(isinstance(each, str) for each in held)
                held = tuple(held) if isinstance(held, list) else held
            elif wanted == "str":
                fine = isinstance(held, str)
            elif wanted in ("int", "bool"):
                fine = isinstance(held, int)
            elif wanted.startswith("Mapping"):
                fine = isinstance(held, dict)
            else:
                fine = True
            if not fine:
                raise ValueError(f"{at}.{one.name}: should be another kind of value")
            given[one.name] = held
        try:
            return kind(**given)
        except TypeError as error:
            raise ValueError(f"{at}: something is missing") from error
