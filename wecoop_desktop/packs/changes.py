"""What differs between two editions, thing by thing: values that others put into words.

Only files whose bytes differ are read. What cannot be read is listed without a title.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from wecoop_desktop.base.files import parse_json
from wecoop_desktop.base.text import Text
from wecoop_desktop.packs import source
from wecoop_desktop.packs.folder import ODD
from wecoop_desktop.packs.guide import natural

How = Literal["new", "changed", "gone"]
Files = Mapping[str, bytes]
Record = Mapping[str, object]

NOTHING: Record = MappingProxyType({})
HOW: tuple[How, ...] = ("new", "changed", "gone")
# One file a thing, with its prose beside it.
FOLDERS = {
    "projects/projects": "project",
    "guide/sections": "section",
    "guide/figures": "figure",
    "guide/quizzes": "quiz",
    "funders/funders": "funder",
    "policies/policies": "policy",
    "forms/templates": "template",
    "examples/examples": "example",
    "events/events": "event",
    "exercises/exercises": "exercise",
    "answers/answers": "answer",
}
LISTS = {"guide/glossary.json": "term", "projects/organisations.json": "organisation"}
# Several files that are one thing; its title stands in the first one.
WHOLES = {"forms": ("form", "forms/form.json"), "rates": ("rates", "rates/pack.json")}
PACK = "pack"  # what else a pack holds: its words, groups, decisions
KINDS = (
    "project", "section", "term", "funder", "policy", "form", "template", "example", "event",
    "rates", "exercise", "answer", "figure", "quiz", "organisation", PACK,
)  # fmt: skip
TITLES = ("title", "name", "term")  # where records keep what they are called
ENDED = ("closed", "cancelled")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is new, changed or gone.

    `fields` are the keys of its record that differ; of a section or exercise also "body"; of the
    form the ids of its steps and the names of its tables. `status`: what a project's has become.
    """

    how: How
    kind: str
    id: str
    title: Text
    fields: tuple[str, ...] = ()
    status: str = ""


@dataclass(frozen=True, slots=True)
class PackChange:
    """A pack of another version; empty where it was or is not there."""

    id: str
    title: Text
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs, in the order of `KINDS`: first what is new, then changed, then gone."""

    packs: tuple[PackChange, ...] = ()
    things: tuple[Change, ...] = ()

    def of(self, kind: str, how: How | None = None) -> tuple[Change, ...]:
        return tuple(each for each in self.things if each.kind == kind and how in (None, each.how))

    def counts(self) -> Mapping[tuple[str, How], int]:
        """How many things by kind and how."""
        return Counter((each.kind, each.how) for each in self.things)

    @property
    def ended(self) -> tuple[Change, ...]:
        """Projects that were closed or cancelled."""
        return tuple(each for each in self.things if each.status in ENDED)


def changes(old: Mapping[str, Files], new: Mapping[str, Files]) -> Changes:
    """What differs between the files of all packs, by pack and path. Never raises."""
    packs: list[PackChange] = []
    things: list[Change] = []
    for pack in sorted(old.keys() | new.keys()):
        before, after = old.get(pack, {}), new.get(pack, {})
        differing = sorted(
            name for name in before.keys() | after.keys() if before.get(name) != after.get(name)
        )
        if differing:
            packs += _pack(pack, before, after)
            things += _things(pack, differing, before, after)
    order = {kind: place for place, kind in enumerate(KINDS)}
    things.sort(key=lambda each: (order[each.kind], HOW.index(each.how), natural(each.id)))
    return Changes(tuple(packs), tuple(things))


def folder_changes(old: Path, new: Path) -> Changes:
    """The same of two folders of packs. Raises `AppError` packs-missing."""
    return changes(dict(source.all_files(old)), dict(source.all_files(new)))


def _pack(pack: str, before: Files, after: Files) -> Iterator[PackChange]:
    name = f"{pack}/pack.json"
    was, now = _record(before, name), _record(after, name)
    versions = _string(was, "version"), _string(now, "version")
    if versions[0] != versions[1]:
        yield PackChange(pack, _title(now) or _title(was), *versions)


def _things(pack: str, differing: Iterable[str], before: Files, after: Files) -> Iterator[Change]:
    found: dict[tuple[str, str], list[str]] = {}
    for name in differing:
        if name in LISTS:
            yield from _listed(LISTS[name], name, before, after)
        elif name != f"{pack}/pack.json" or pack == "rates":
            found.setdefault(_thing(pack, name), []).append(name)
    former: dict[str, str] = {}
    single = [_single(kind, key, names, before, after) for (kind, key), names in found.items()]
    for each, record in single:
        if each.kind == "project" and each.how != "gone":
            former.update(dict.fromkeys(_strings(record, "aliases"), each.id))
    gone = {each.id for each, _ in single if each.how == "gone"}
    for each, _ in single:
        yield from _renamed(each, former, gone)


def _renamed(each: Change, former: Mapping[str, str], gone: set[str]) -> Iterator[Change]:
    """A project that has another id now is one that has changed, not one new and one gone."""
    if each.kind == "project" and each.how == "gone" and each.id in former:
        return
    if each.how == "new" and any(now == each.id and was in gone for was, now in former.items()):
        yield Change("changed", each.kind, each.id, each.title, ("id",), each.status)
    else:
        yield each


def _thing(pack: str, name: str) -> tuple[str, str]:
    """Kind and id of what a file tells of."""
    folder, _, file = name.rpartition("/")
    stem = file.rpartition(".")[0]
    if folder in FOLDERS:
        if file.endswith(".md"):
            stem = stem.rpartition(".")[0]
        return FOLDERS[folder], stem
    if pack in WHOLES:
        return WHOLES[pack]
    return PACK, pack


def _single(
    kind: str, key: str, names: list[str], before: Files, after: Files
) -> tuple[Change, Record]:
    """What is told of a thing, and its record as it is now or was last."""
    whole = kind in ("form", "rates", PACK)
    folder = names[0].rpartition("/")[0]
    main = (f"{key}/pack.json" if kind == PACK else key) if whole else f"{folder}/{key}.json"
    was, now = _record(before, main), _record(after, main)
    how = _how(before, after, main, *names)
    record = now or was
    title = _title(record)
    if how != "changed":
        return Change(how, kind, _key(kind, key, record), title), record
    fields = tuple(_parts(names)) if whole else tuple(_fields(names, was, now))
    status = _string(now, "status") if "status" in fields and kind == "project" else ""
    return Change(how, kind, _key(kind, key, record), title, fields, status), record


def _key(kind: str, key: str, record: Record) -> str:
    """The id of a thing; that of a form stands in its file."""
    if kind in ("form", "rates"):
        return _string(record, "id") or kind
    return key


def _how(was: Container[str], now: Container[str], *names: str) -> How:
    """What became of something that stood, or stands, under any of these names."""
    if not any(name in now for name in names):
        return "gone"
    return "changed" if any(name in was for name in names) else "new"


def _fields(names: Iterable[str], was: Record, now: Record) -> Iterator[str]:
    yield from sorted(key for key in was.keys() | now.keys() if was.get(key) != now.get(key))
    if any(name.endswith(".md") for name in names):
        yield "body"


def _parts(names: Iterable[str]) -> Iterator[str]:
    """The ids of steps and the names of tables, in their order."""
    for name in names:
        folder, _, file = name.rpartition("/")
        stem = file.rpartition(".")[0]
        yield stem.partition("-")[2] or stem if folder == "forms/steps" else stem


def _listed(kind: str, name: str, before: Files, after: Files) -> Iterator[Change]:
    """The records of a file that holds a list of them, compared by their ids."""
    was, now = _records(before, name), _records(after, name)
    for key in sorted(was.keys() | now.keys()):
        if was.get(key) == now.get(key):
            continue
        how = _how(was, now, key)
        title = _title(now[key] if key in now else was[key])
        both = how == "changed"
        fields = tuple(_fields((), was[key], now[key])) if both else ()
        yield Change(how, kind, key, title, fields)


def _records(files: Files, name: str) -> dict[str, Record]:
    data = _json(files, name)
    listed = data if isinstance(data, list) else []
    records = [entry for entry in listed if isinstance(entry, Mapping)]
    return {key: record for record in records if (key := _string(record, "id"))}


def _record(files: Files, name: str) -> Record:
    data = _json(files, name)
    return data if isinstance(data, dict) else NOTHING


def _json(files: Files, name: str) -> object:
    """What a file holds, None where there is none or it cannot be read.

    Packs are checked when they are built and before they are used; here only words are shown.
    """
    try:
        return parse_json(files[name].decode(), parse_float=str) if name in files else None
    except ValueError:
        return None


def _title(record: Record) -> Text:
    for key in TITLES:
        found = record.get(key)
        if isinstance(found, Mapping):
            return Text.from_map({key: _string(found, key) for key in found})
    return Text()


def _string(record: Record, key: str) -> str:
    found = record.get(key)
    return found if isinstance(found, str) and not ODD.search(found) else ""


def _strings(record: Record, key: str) -> tuple[str, ...]:
    found = record.get(key)
    return tuple(map(str, found)) if isinstance(found, list) else ()
