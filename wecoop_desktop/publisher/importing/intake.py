"""Files of others → the queue: read, kept to our countries and sectors, matched, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.documents.listing.iati import PREFIX
from wecoop_desktop.publisher.importing.activity import Activity, Log, Remark, Told, Unread
from wecoop_desktop.publisher.importing.iati import read_iati
from wecoop_desktop.publisher.importing.mapping import Known, Proposed, proposed
from wecoop_desktop.publisher.importing.match import PAIRS, Matcher, differences, loud
from wecoop_desktop.publisher.importing.queue import (
    MOST,
    Aside,
    Difference,
    Entry,
    Listed,
    Queue,
    Reason,
)
from wecoop_desktop.publisher.importing.worldbank import read_worldbank

ASIDE = 5_000  # listed; more are only counted
Reader = Callable[[Path, Log, Job | None], Iterator[Told]]
READERS: Mapping[str, Reader] = {"iati": read_iati, "worldbank": read_worldbank}


def import_files(files: Sequence[Path], kind: str, known: Known, job: Job | None = None) -> Queue:
    """The queue of all activities of the files (`kind`: iati, worldbank), by their ids.

    Raises `AppError` of the readers and import-many; and `Cancelled`.
    """
    intake = _Intake(known)
    for path in files:
        log = Log(path.name, kind)
        intake.take(READERS[kind](path, log, job), log)
    return intake.queue()


def import_told(told: Sequence[Told], known: Known, log: Log) -> Queue:
    """The same of activities that were read already; `log.read` counts them."""
    intake = _Intake(known)
    intake.take(iter(told), log)
    return intake.queue()


@dataclass(frozen=True, slots=True)
class _Held:
    """An entry on its way, with what is compared when its match is known."""

    entry: Entry
    activity: Activity


class _Intake:
    def __init__(self, known: Known) -> None:
        self._known = known
        self._matcher = Matcher(known)
        self._files: list[Listed] = []
        self._held: list[_Held] = []
        self._rejected: list[Entry] = []
        self._outside: Counter[str] = Counter()
        self._unlisted: Counter[str] = Counter()
        self._aside: list[Aside] = []
        self._seen: dict[str, tuple[str, int]] = {}
        self._matched: dict[str, str] = {}
        self._ids: set[str] = set()

    def take(self, told: Iterator[Told], log: Log) -> None:
        for each in told:
            if isinstance(each, Unread):
                self._reject(each.identifier, each.file, each.line, (each.remark,))
            else:
                self._activity(each)
        listed = Listed(
            log.name, log.kind, log.version, log.as_of, log.bytes, log.read,
            tuple(_reason(one) for one in log.remarks),
        )  # fmt: skip
        self._files.append(listed)

    def queue(self) -> Queue:
        entries = [*self._alike(), *self._rejected]
        return Queue(
            tuple(self._files),
            tuple(sorted(entries, key=lambda entry: entry.id)),
            (),
            MappingProxyType(dict(self._outside)),
            MappingProxyType(dict(self._unlisted)),
            tuple(self._aside),
        )

    def _activity(self, activity: Activity) -> None:
        matches = self._matcher.certain(activity)
        if not matches and not activity.countries and not activity.regional:
            self._outside["country"] += 1
            return
        if not matches and not activity.sectors:
            self._outside["sector"] += 1
            self._put_aside(activity)
            return
        if activity.identifier in self._seen and activity.identifier:
            file, line = self._seen[activity.identifier]
            twice = Remark("import-twice", activity.line, {"file": file, "first": line})
            self._reject(activity.identifier, activity.file, activity.line, (twice,))
            return
        self._seen[activity.identifier] = (activity.file, activity.line)
        if len(self._held) >= MOST:
            raise AppError("import-many", path=activity.file, limit=MOST)
        self._held.append(_Held(self._entry(activity, matches), activity))

    def _put_aside(self, activity: Activity) -> None:
        if len(self._aside) < ASIDE:
            title = next(iter(activity.title.values()), "")[:200]
            codes = " ".join(purpose.code for purpose in activity.purposes)
            self._aside.append(
                Aside(activity.identifier, title, activity.file, activity.line, codes)
            )

    def _entry(self, activity: Activity, matches: tuple[str, ...]) -> Entry:
        made = proposed(activity, self._known)
        reasons = [_reason(one) for one in (*activity.remarks, *made.remarks)]
        if activity.related:
            refs = ", ".join(activity.related[:20])
            reasons.append(Reason("import-related", activity.line, {"refs": refs}))
        match = matches[0] if len(matches) == 1 else ""
        if match and match in self._matched:
            reasons.append(Reason("import-same-record", 0, {"id": self._matched[match]}))
        entry = Entry(
            id=self._id(str(made.record["id"]), match),
            verdict="new",
            state="waiting",
            identifier=activity.identifier,
            file=activity.file,
            line=activity.line,
            match=match,
            by="identifier" if match else "",
            candidates=matches if len(matches) > 1 else (),
            organisations=made.organisations,
            translate=made.translate,
            write=made.write,
            unknown=made.unknown,
            other_languages=made.other_languages,
            reasons=tuple(reasons),
        )
        if len(matches) > 1:
            entry = replace(entry, verdict="conflict")
        entry = replace(entry, record=_named(made, entry.id))
        return self._compared(entry, activity) if match else entry

    def _compared(self, entry: Entry, activity: Activity) -> Entry:
        """The entry of a published record: same, update or conflict."""
        found = compared(entry, activity, self._known)
        facts = loud(found)
        twice = entry.match in self._matched
        self._matched.setdefault(entry.match, entry.id)
        if not facts and not twice:
            return replace(
                entry, verdict="same", state="accepted", differences=found, record={},
                organisations=(), translate=(), write=(), unknown=(), other_languages={},
            )  # fmt: skip
        decided = all(one.take for one in found) and not twice
        return replace(entry, verdict="update" if decided else "conflict", differences=found)

    def _alike(self) -> list[Entry]:
        """Entries without a match are compared with what is published, and with each other."""
        records = [
            (held.entry.id, held.entry.record)
            for held in self._held
            if not held.entry.match and not held.entry.candidates
        ]
        alike = self._matcher.alike(records) if records else {}
        left = {name for name, _ in records[PAIRS:]}
        entries = []
        for held in self._held:
            hits = alike.get(held.entry.id, ()) if not held.entry.match else ()
            if hits:
                ids = tuple(dict.fromkeys(hit for hit, _ in hits))[:10]
                reason = Reason("import-alike", held.entry.line, {"ids": ", ".join(ids)})
                known = tuple(one for one in ids if one in self._known.projects)
                entry = replace(
                    held.entry,
                    verdict="conflict" if known else held.entry.verdict,
                    candidates=known,
                    reasons=(*held.entry.reasons, reason),
                )
                entries.append(entry)
            elif held.entry.id in left:
                reason = Reason("import-not-compared", held.entry.line, {"most": PAIRS})
                reasons = (*held.entry.reasons, reason)
                entries.append(replace(held.entry, reasons=reasons))
            else:
                entries.append(held.entry)
        return entries

    def _reject(self, identifier: str, file: str, line: int, remarks: tuple[Remark, ...]) -> None:
        if len(self._rejected) >= MOST:
            self._unlisted[remarks[0].code] += 1
            return
        self._rejected.append(
            Entry(
                id=self._id(f"rejected-{len(self._rejected) + 1:05}", ""),
                verdict="rejected",
                state="rejected",
                identifier=identifier,
                file=file,
                line=line,
                reasons=tuple(_reason(one) for one in remarks),
            )
        )

    def _id(self, wanted: str, match: str) -> str:
        """An id that no entry has and, for what is not matched, no published record."""
        taken = wanted
        number = 2
        known = self._known
        while taken in self._ids or (
            taken != match and (taken in known.projects or taken in known.aliases)
        ):
            taken = f"{wanted[:90]}-{number}"
            number += 1
        self._ids.add(taken)
        return taken


def compared(entry: Entry, activity: Activity, known: Known) -> tuple[Difference, ...]:
    project = known.projects[entry.match]
    held = {source.identifier for source in project.sources}
    newer = activity.as_of > project.data_as_of and bool(
        {activity.identifier, *activity.others} & held
    )
    told = ", ".join(
        filter(None, (next(iter(activity.publisher.name.values()), ""), activity.as_of))
    )
    own = activity.identifier.startswith(f"{PREFIX}-")
    return differences(project, entry.record, told, newer=newer, own=own)


def _named(made: Proposed, name: str) -> Mapping[str, object]:
    return MappingProxyType({**made.record, "id": name})


def _reason(remark: Remark) -> Reason:
    return Reason(remark.code, remark.line, MappingProxyType(dict(remark.values)))
