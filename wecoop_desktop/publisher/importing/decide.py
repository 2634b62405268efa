"""What an editor does with an entry of the queue, and what still stands in the way of accepting."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import parse_json
from wecoop_desktop.publisher.importing.mapping import Known, ordered
from wecoop_desktop.publisher.importing.match import differences, loud
from wecoop_desktop.publisher.importing.queue import Difference, Entry, Queue, Reason

PART = re.compile(r"([^.\[\]]+)|\[(\d{1,4})\]")
LONGEST = 200_000  # characters of a value
NEW = "new"


def obstacles(entry: Entry) -> tuple[Reason, ...]:
    """Why an entry cannot be accepted yet; nothing when it can."""
    return tuple(_obstacles(entry))


def _obstacles(entry: Entry) -> Iterator[Reason]:
    if entry.verdict == "rejected" and not entry.record and not entry.match:
        yield Reason("queue-nothing")
        return
    if entry.candidates and not entry.match and entry.by != "editor":
        yield Reason("queue-match", 0, {"ids": ", ".join(entry.candidates)})
        return
    for one in entry.differences:
        if not one.take:
            yield Reason("queue-undecided", 0, {"field": one.field})
    if entry.match:
        taken = {one.field for one in entry.differences if one.take == "theirs"}
        yield from _missing_texts(entry, taken)
        return
    for key in ("countries", "sectors", "sources"):
        if not entry.record.get(key):
            yield Reason("queue-missing", 0, {"path": key})
    yield from _missing_texts(entry, {"title", "summary", "locations", "funders"})


def _missing_texts(entry: Entry, taken: set[str]) -> Iterator[Reason]:
    """Texts that are wanting in a language, where what holds them would be taken."""
    for path in (*entry.translate, *entry.write):
        head = re.split(r"[.\[]", path, maxsplit=1)[0]
        if head == "organisations":
            index = int(path.split("[")[1].split("]")[0])
            name = str(entry.organisations[index].get("id")) if index < len(
                entry.organisations
            ) else ""  # fmt: skip
            if entry.match and f"funders.{name}" not in taken:
                continue
        elif head not in taken:
            continue
        if not str(_at(_data(entry), path) or "").strip():
            yield Reason("queue-translate", 0, {"path": path})


def accept(queue: Queue, wanted: str) -> Queue:
    """Raises `AppError` queue-no-entry, queue-not-ready."""
    entry = queue.entry(wanted)
    found = obstacles(entry)
    if found:
        raise AppError("queue-not-ready", id=entry.id, problem=found[0].code, first=found[0])
    return queue.having(replace(entry, state="accepted", why=""))


def reject(queue: Queue, wanted: str, why: str) -> Queue:
    """Raises `AppError` queue-no-entry, queue-no-reason."""
    if not why.strip():
        raise AppError("queue-no-reason")
    return queue.having(replace(queue.entry(wanted), state="rejected", why=why.strip()[:2000]))


def set_value(queue: Queue, wanted: str, assignment: str, known: Known | None = None) -> Queue:
    """`match=ID|new`, `take.FIELD=ours|theirs`, the own value of a difference, or a path of the
    proposed record. What is set goes back to waiting.

    Raises `AppError` queue-no-entry, queue-bad-path.
    """
    path, sign, text = assignment.partition("=")
    path = path.strip()
    if not sign or not path or len(text) > LONGEST:
        raise AppError("queue-bad-path", path=assignment[:80])
    entry = replace(queue.entry(wanted), state="waiting", why="")
    if path == "match":
        return queue.having(_matched(entry, text.strip(), known))
    if path.startswith("take."):
        return queue.having(_taken(entry, path.removeprefix("take."), text.strip()))
    fields = {one.field for one in entry.differences}
    if entry.match and path in fields:
        changed = (
            replace(one, take="own", value=_value(text, one.theirs)) if one.field == path else one
            for one in entry.differences
        )
        return queue.having(replace(entry, differences=tuple(changed)))
    return queue.having(_assigned(entry, path, text))


def _matched(entry: Entry, wanted: str, known: Known | None) -> Entry:
    if wanted == NEW:
        return replace(entry, match="", by="editor", verdict="new", differences=())
    project = known.aliases.get(wanted, wanted) if known else ""
    if known is None or project not in known.projects or not entry.record:
        raise AppError("queue-bad-path", path=f"match={wanted[:80]}")
    told = f"{entry.file}:{entry.line}"
    found = differences(known.projects[project], entry.record, told, newer=False, own=False)
    verdict = "conflict" if any(not one.take for one in found) else "update"
    if not loud(found):
        verdict = "same"
    return replace(entry, match=project, by="editor", verdict=verdict, differences=found)


def _taken(entry: Entry, field: str, take: str) -> Entry:
    fields = {one.field for one in entry.differences}
    if field not in fields or take not in ("ours", "theirs"):
        raise AppError("queue-bad-path", path=f"take.{field[:80]}={take[:40]}")
    changed = (
        replace(one, take=take, value=None) if one.field == field else one
        for one in entry.differences
    )
    return replace(entry, differences=tuple(changed))


def _assigned(entry: Entry, path: str, text: str) -> Entry:
    data = _data(entry)
    keys = _keys(path)
    if keys[0] in ("id", "sources") or not entry.record:
        raise AppError("queue-bad-path", path=path[:80])
    value = _value(text, _at(data, path))
    _put(data, keys, value, path)
    organisations = data.pop("organisations", [])
    listed = organisations if isinstance(organisations, list) else []
    names = {one.get("id"): one.get("name") for one in listed if isinstance(one, dict)}
    _rename(data.get("funders"), names)
    record = ordered(data)
    changed = replace(
        entry,
        record=MappingProxyType(record),
        organisations=tuple(MappingProxyType(one) for one in listed if isinstance(one, dict)),
        unknown=tuple(key for key in entry.unknown if not record.get(key)),
    )
    return replace(changed, differences=_again(entry, changed))


def _again(before: Entry, after: Entry) -> tuple[Difference, ...]:
    """Differences whose texts were translated take the translated ones."""
    names = {one.get("id"): one.get("name") for one in after.organisations}
    found = []
    for one in before.differences:
        theirs = after.record.get(one.field) if one.field == "locations" else one.theirs
        copied = json.loads(json.dumps(theirs, default=_plain))
        _rename(copied, names)
        found.append(replace(one, theirs=copied))
    return tuple(found)


def _rename(lines: object, names: Mapping[object, object]) -> None:
    """Lines of money name a new organisation as its own record does."""
    for line in lines if isinstance(lines, list) else ():
        if isinstance(line, dict) and names.get(line.get("org_id")):
            line["org"] = names[line["org_id"]]


def _data(entry: Entry) -> dict[str, object]:
    """Record and new organisations as one piece of data that may be changed."""
    whole = {**entry.record, "organisations": list(entry.organisations)}
    copied = json.loads(json.dumps(whole, default=_plain))
    return copied if isinstance(copied, dict) else {}


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else str(value)


def _keys(path: str) -> list[str | int]:
    found: list[str | int] = []
    for match in PART.finditer(path):
        found.append(match.group(1) or int(match.group(2)))
    if not found or len(found) > 8 or not isinstance(found[0], str):
        raise AppError("queue-bad-path", path=path[:80])
    return found


def _at(data: object, path: str) -> object:
    held = data
    for key in _keys(path):
        if isinstance(held, Mapping) and isinstance(key, str):
            held = held.get(key)
        elif isinstance(held, Sequence) and not isinstance(held, str) and isinstance(key, int):
            held = held[key] if key < len(held) else None
        else:
            return None
    return held


def _put(data: object, keys: list[str | int], value: object, path: str) -> None:
    held = data
    for key, following in pairwise(keys):
        inner: object = None
        if isinstance(held, dict) and isinstance(key, str):
            inner = held.setdefault(key, [] if isinstance(following, int) else {})
        elif isinstance(held, list) and isinstance(key, int) and key < len(held):
            inner = held[key]
        held = inner
    last = keys[-1]
    if isinstance(held, dict) and isinstance(last, str):
        if value is None:
            held.pop(last, None)
        else:
            held[last] = value
    elif isinstance(held, list) and isinstance(last, int) and last <= len(held):
        held[last : last + 1] = [] if value is None else [value]
    else:
        raise AppError("queue-bad-path", path=path[:80])


def _value(text: str, before: object) -> object:
    """Text stays text where text was; else JSON where it is JSON. Nothing takes away."""
    if text == "":
        return None
    if isinstance(before, str):
        return text
    try:
        return parse_json(text)
    except ValueError:
        return text
