"""What was accepted in the queue → files of the pack `projects`.

Everything is made and checked in memory first; then files are written one by one, each whole. If
one cannot be written, those before it are put back. What cannot be applied stays in the queue.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import parse_json, read_bytes, write_bytes
from wecoop_desktop.base.findings import Finding
from wecoop_desktop.documents.listing.iati import PREFIX
from wecoop_desktop.packs.folder import ID, LIMITS, RESERVED
from wecoop_desktop.packs.projects import read_organisations, read_projects
from wecoop_desktop.publisher.importing.decide import obstacles
from wecoop_desktop.publisher.importing.mapping import Record, ordered
from wecoop_desktop.publisher.importing.queue import Difference, Done, Entry, Queue, Reason

ORGANISATIONS = "projects/organisations.json"
# Facts of which a value that was not taken is kept as a discrepancy, by what records call them.
KEPT = {"status": "status", "approved": "approved", "start": "start", "end": "end",
        "dac_sector": "dac_sector", "env_category": "category"}  # fmt: skip
OTHERWISE = "queue-changed-since"


@dataclass(frozen=True, slots=True)
class Applied:
    """The queue afterwards, the files that were written, and what stayed with its reasons."""

    queue: Queue
    written: tuple[str, ...]
    stayed: tuple[tuple[str, Reason], ...]


def apply(queue: Queue, packs: Path) -> Applied:
    """Raises `AppError` packs-missing, file-*, disk-full; the packs are as before then."""
    if not (packs / "projects" / "projects").is_dir():
        raise AppError("packs-missing", path=packs)
    work = _Work(packs)
    done: list[Done] = []
    left: list[Entry] = []
    stayed: list[tuple[str, Reason]] = []
    for entry in queue.entries:
        if entry.state != "accepted":
            left.append(entry)
            continue
        found = obstacles(entry) or work.take(entry)
        if found:
            stayed += [(entry.id, one) for one in found]
            kept = tuple(one for one in entry.reasons if one not in found)
            left.append(replace(entry, state="waiting", reasons=(*kept, *found)))
        else:
            project = entry.match or str(entry.record.get("id"))
            done.append(Done(entry.id, entry.verdict, entry.identifier, project))
    written = work.write()
    after = replace(queue, entries=tuple(left), done=(*queue.done, *done))
    return Applied(after, written, tuple(stayed))


class _Work:
    """The files as they will be; `before` holds what is on the disk, None where there is none."""

    def __init__(self, packs: Path) -> None:
        self._packs = packs
        self._before: dict[str, bytes | None] = {}
        self._after: dict[str, bytes] = {}

    def take(self, entry: Entry) -> tuple[Reason, ...]:
        """Make the entry's files; nothing is made where a reason is given."""
        if not entry.differences and entry.match:
            return ()
        made: dict[str, bytes] = {}
        found = self._organisations(entry, made)
        if not found:
            found = self._changed(entry, made) if entry.match else self._new(entry, made)
        if found:
            return found
        faults = _faults(made)
        if faults:
            return faults
        self._after.update(made)
        return ()

    def _new(self, entry: Entry, made: dict[str, bytes]) -> tuple[Reason, ...]:
        name = str(entry.record.get("id") or "")
        if not _is_id(name):
            return (Reason("queue-missing", 0, {"path": "id"}),)
        file = f"projects/projects/{name}.json"
        data = _bytes(ordered(entry.record))
        there = self._read(file)
        if (there is not None and there != data) or (self._packs / file).is_symlink():
            return (Reason("queue-taken", 0, {"id": name}),)
        made[file] = data
        return ()

    def _changed(self, entry: Entry, made: dict[str, bytes]) -> tuple[Reason, ...]:
        file = f"projects/projects/{entry.match}.json"
        data = self._read(file) if _is_id(entry.match) else None
        if data is None:
            return (Reason("queue-gone", 0, {"id": entry.match}),)
        record = parse_json(data)
        if not isinstance(record, dict):
            return (Reason("queue-gone", 0, {"id": entry.match}),)
        taken = [one for one in entry.differences if one.take in ("theirs", "own")]
        clashes = [one for one in taken if not _as_seen(record, one)]
        if clashes:
            return tuple(Reason(OTHERWISE, 0, {"field": one.field}) for one in clashes)
        for one in taken:
            _put(record, one)
        at = _source(record, entry)
        for one in entry.differences:
            if one.take == "ours" and at is not None:
                _discrepancy(record, one, at)
        if taken:
            as_of = str(entry.record.get("data_as_of") or "")
            record["data_as_of"] = max(str(record.get("data_as_of") or ""), as_of)
            if any(one.field == "status" for one in taken) and as_of:
                record["status_as_of"] = as_of
        made[file] = _bytes(ordered(record))
        return ()

    def _organisations(self, entry: Entry, made: dict[str, bytes]) -> tuple[Reason, ...]:
        """New organisations that a taken line of money names."""
        used = set(_payers(entry))
        wanted = [one for one in entry.organisations if one.get("id") in used]
        if not wanted:
            return ()
        data = self._read(ORGANISATIONS)
        listed = parse_json(data) if data is not None else []
        if not isinstance(listed, list):
            return (Reason("queue-gone", 0, {"id": ORGANISATIONS}),)
        there = {one.get("id") for one in listed if isinstance(one, dict)}
        listed += [dict(one) for one in wanted if one.get("id") not in there]
        made[ORGANISATIONS] = _bytes(listed)
        return ()

    def _read(self, file: str) -> bytes | None:
        """The file as it will be: entries before may have changed it."""
        if file in self._after:
            return self._after[file]
        if file not in self._before:
            path = self._packs / file
            there = path.is_file() and not path.is_symlink()
            self._before[file] = read_bytes(path, LIMITS.file) if there else None
        return self._before[file]

    def write(self) -> tuple[str, ...]:
        """Organisations first: a record never names one that is not there."""
        names = [name for name in self._after if self._after[name] != self._before.get(name)]
        names.sort(key=lambda name: (name != ORGANISATIONS, name))
        written: list[str] = []
        try:
            for name in names:
                write_bytes(self._packs / name, self._after[name])
                written.append(name)
        except BaseException:
            self._put_back(written)
            raise
        return tuple(names)

    def _put_back(self, names: list[str]) -> None:
        for name in reversed(names):
            before = self._before.get(name)
            with contextlib.suppress(AppError, OSError):
                if before is None:
                    (self._packs / name).unlink(missing_ok=True)
                else:
                    write_bytes(self._packs / name, before)


def _is_id(name: str) -> bool:
    """Queues are edited by hand: nothing but an id may become the name of a file."""
    return bool(ID.fullmatch(name)) and not RESERVED.fullmatch(name) and not name.endswith(".")


def _payers(entry: Entry) -> list[str]:
    lines: list[object] = []
    if entry.match:
        for one in entry.differences:
            if one.field.startswith("funders.") and one.take == "theirs":
                lines += one.theirs if isinstance(one.theirs, list) else []
    else:
        funders = entry.record.get("funders")
        lines += funders if isinstance(funders, list | tuple) else []
    return [str(line.get("org_id")) for line in lines if isinstance(line, Mapping)]


def _as_seen(record: Mapping[str, object], one: Difference) -> bool:
    """Whether the pack still says what the editor saw, or says already what was chosen."""
    if one.field.startswith("funders.") or one.field in ("countries", "locations", "total_cost"):
        copied = json.loads(json.dumps(record))
        _put(copied, one)
        if copied == record or one.added:
            return one.field != "locations" or not record.get("locations") or copied == record
        return _shown(record, one.field) == one.ours
    now = _value(record, one.field)
    chosen = one.value if one.take == "own" else one.theirs
    return not now or now in (one.ours, chosen)


def _value(record: Mapping[str, object], field: str) -> object:
    held: object = record
    for key in field.split("."):
        held = held.get(key) if isinstance(held, Mapping) else None
    return held


def _shown(record: Mapping[str, object], field: str) -> object:
    """What the difference showed as ours."""
    if field == "countries":
        return record.get("countries")
    if field == "total_cost":
        if record.get("total_cost") is None:
            return None
        return {"total_cost": record.get("total_cost"), "currency": record.get("currency", "")}
    payer = field.split(".")[1]
    return [
        f"{_figure(line.get('amount'))} {line.get('currency', '')}"
        for line in _lines(record)
        if line.get("org_id") == payer and line.get("amount") is not None
    ] or None


def _figure(value: object) -> str:
    return str(value)


def _lines(record: Mapping[str, object]) -> list[dict[str, object]]:
    funders = record.get("funders")
    return [one for one in funders if isinstance(one, dict)] if isinstance(funders, list) else []


def _put(record: dict[str, object], one: Difference) -> None:
    """Set the chosen value of one difference."""
    chosen = one.value if one.take == "own" else one.theirs
    parts = one.field.split(".")
    if parts[0] == "funders":
        _pay(record, parts, chosen)
    elif one.field == "total_cost" and isinstance(chosen, Mapping):
        record["total_cost"] = chosen.get("total_cost")
        record["currency"] = chosen.get("currency")
    elif len(parts) == 2:
        held = record.setdefault(parts[0], {})
        if isinstance(held, dict):
            held[parts[1]] = chosen
    else:
        record[one.field] = chosen
        if one.field == "dac_sector":
            record["dac_source"] = "reported"
        if one.field == "countries" and isinstance(chosen, list) and len(chosen) > 1:
            record["regional"] = True


def _pay(record: dict[str, object], parts: list[str], chosen: object) -> None:
    """Lines of a new payer, or the amount of one that is there with a single line."""
    payer = parts[1]
    lines = _lines(record)
    if parts[-1] != "amount" or len(parts) < 3:
        if not any(line.get("org_id") == payer for line in lines) and isinstance(chosen, list):
            record["funders"] = [*lines, *(dict(line) for line in chosen)]
        return
    own = [line for line in lines if line.get("org_id") == payer]
    if len(own) == 1 and isinstance(chosen, Mapping):
        own[0]["amount"] = chosen.get("amount")
        own[0]["currency"] = chosen.get("currency")
        keys = ("org_id", "org", "window", "amount", "currency", "instrument")
        bare = {key: own[0][key] for key in keys if key in own[0]}
        own[0].clear()
        own[0].update(bare)


def _source(record: dict[str, object], entry: Entry) -> int | None:
    """Where the entry's source stands among those of the record; it is added where it is new."""
    sources = record.get("sources")
    listed = sources if isinstance(sources, list) else []
    if entry.identifier.startswith(f"{PREFIX}-"):
        return None
    proposed = entry.record.get("sources")
    first = proposed[0] if isinstance(proposed, list | tuple) and proposed else None
    if not isinstance(first, Mapping):
        return None
    for index, one in enumerate(listed):
        if isinstance(one, dict) and one.get("identifier") == first.get("identifier"):
            return index
    record["sources"] = [*listed, dict(first)]
    return len(listed)


def _discrepancy(record: dict[str, object], one: Difference, at: int) -> None:
    """What the source says and was not taken, kept beside what is shown."""
    told: Record = {"field": KEPT.get(one.field, one.field), "value": one.theirs}
    amount = one.theirs if isinstance(one.theirs, Mapping) else {}
    if one.field == "total_cost" or one.field.endswith(".amount"):
        told["value"] = amount.get("amount", amount.get("total_cost"))
        told["currency"] = amount.get("currency")
    elif one.field not in KEPT:
        return
    told["source"] = at
    held = record.get("discrepancies")
    listed = held if isinstance(held, list) else []
    if told not in listed and told["value"] is not None:
        record["discrepancies"] = [*listed, told]


def _bytes(data: object) -> bytes:
    text = json.dumps(data, ensure_ascii=False, indent=1, default=_plain)
    return text.encode("utf-8", "replace") + b"\n"


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else str(value)


def _faults(made: Mapping[str, bytes]) -> tuple[Reason, ...]:
    """What the reader of packs would find wrong with the files."""
    findings: list[Finding] = []
    read_projects({k: v for k, v in made.items() if k != ORGANISATIONS}, findings)
    if ORGANISATIONS in made:
        read_organisations(made, findings)
    return tuple(
        Reason("queue-fault", 0, {"path": one.path, "file": one.file, "code": one.code})
        for one in findings
        if one.level == "error"
    )
