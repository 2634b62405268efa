"""Feedback for editors: files and what came in by network become one list; answers become a pack.

The list is `inbox.json` in a folder of the publisher's (read again and added to), with the same as
a spreadsheet and as CSV to look at. Everything in it was written by strangers: it is read as data,
and nothing in the tables is a formula.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import parse_json, read_bytes, told, write_bytes, writing
from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.base.text import Text
from wecoop_desktop.documents.sheet import Cell, Sheet, write_csv, write_xlsx
from wecoop_desktop.packs.feedback import (
    FILE_LIMIT,
    Kind,
    Thing,
    entry_data,
    fitting,
    read_entry,
    read_message,
)
from wecoop_desktop.publisher.mailbox import Letter

FORMAT = 1
NAME = "inbox.json"
LIMIT = 500_000_000  # bytes of the list
DECISIONS = ("accepted", "declined", "noted")
KINDS = {
    Kind.CORRECTION: mark("correction"),
    Kind.QUESTION: mark("question"),
    Kind.PROJECT: mark("new project"),
    Kind.COMMENT: mark("comment on the guide"),
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What the editors decided about an entry."""

    decision: str
    reason: Text
    date: date


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of the list; `origin` is the name of the file it came in, empty for the network."""

    letter: Letter
    origin: str = ""
    reply: Reply | None = None

    @property
    def id(self) -> str:
        return self.letter.entry.id


@dataclass(frozen=True, slots=True)
class Trouble:
    """What could not be taken of a file: the number of an entry with the key that is wrong, or 0
    and the error of the whole file."""

    file: str
    entry: int
    error: AppError


@dataclass(frozen=True, slots=True)
class Gathered:
    """`read` = `new` + `known` + entries in `troubles`; `clashes` are ids that came with another
    text before: the first is kept, both are in the list of troubles."""

    items: tuple[Item, ...]
    read: int = 0
    new: int = 0
    known: int = 0
    troubles: tuple[Trouble, ...] = ()


def gather(
    items: Sequence[Item], files: Sequence[Path], letters: Iterable[Letter] = ()
) -> Gathered:
    """The list with what files and the receiver's database add to it; each entry once.

    A receipt that comes later than its entry (first the stick, then the network) is taken over.
    """
    kept = {item.id: item for item in items}
    counts = {"read": 0, "new": 0, "known": 0}
    troubles: list[Trouble] = []

    def take(letter: Letter, origin: str, number: int) -> None:
        counts["read"] += 1
        before = kept.get(letter.entry.id)
        if before is None:
            counts["new"] += 1
            kept[letter.entry.id] = Item(letter, origin)
        elif before.letter.entry != letter.entry:
            clash = AppError("feedback-odd", key="id")
            troubles.append(Trouble(origin, number, clash))
        else:
            counts["known"] += 1
            if letter.number and not before.letter.number:
                kept[letter.entry.id] = replace(before, letter=letter)

    for path in files:
        origin = fitting(path.name, lines=False)
        try:
            message = read_message(read_bytes(path, FILE_LIMIT))
        except AppError as error:
            troubles.append(Trouble(origin, 0, error))
            continue
        for number, entry in enumerate(message.entries, 1):
            take(Letter(entry, "", "", message.program, message.language), origin, number)
        for number, key in message.refused:
            counts["read"] += 1
            troubles.append(Trouble(origin, number, AppError("feedback-odd", key=key)))
    for number, letter in enumerate(letters, 1):
        take(letter, "", number)
    ordered = tuple(sorted(kept.values(), key=_order))
    return Gathered(ordered, troubles=tuple(troubles), **counts)


def _order(item: Item) -> tuple[str, str, str]:
    """What concerns one thing stands together; then by day."""
    entry = item.letter.entry
    about = f"{entry.about.kind}:{entry.about.id}"
    return about, entry.written.isoformat() if entry.written else "", entry.id


# the list as a file


def read_list(folder: Path) -> tuple[Item, ...]:
    """What stands in the list of a folder, nothing where there is none.

    Raises `AppError` inbox-damaged (path), file-not-readable, file-too-large.
    """
    path = folder / NAME
    if not path.exists():
        return ()
    try:
        data = parse_json(read_bytes(path, LIMIT))
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise ValueError("format")
        return tuple(_item(one) for one in data["entries"])
    except (ValueError, KeyError, TypeError) as error:
        raise AppError("inbox-damaged", path=path) from error
    except AppError as error:
        if error.code == "feedback-odd":
            raise AppError("inbox-damaged", path=path) from error
        raise


def _item(data: Mapping[str, object]) -> Item:
    heads = {
        name: fitting(str(data.get(name) or ""), lines=False)
        for name in ("number", "received", "program", "language")
    }
    letter = Letter(read_entry(data["entry"]), **heads)
    return Item(letter, fitting(str(data.get("origin") or ""), lines=False), _reply(data))


def _reply(data: Mapping[str, object]) -> Reply | None:
    found = data.get("answer")
    if not isinstance(found, dict):
        return None
    reason = found["reason"]
    day = date.fromisoformat(str(found["date"]))
    return Reply(str(found["decision"]), Text(str(reason["en"]), str(reason["ru"])), day)


def write_list(folder: Path, items: Sequence[Item], language: Language) -> tuple[Path, ...]:
    """Write the list as JSON, XLSX and CSV. Raises `AppError` as `base.files.writing` does."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise told(error, folder) from error
    sheet = _sheet(items, language)
    table, commas = folder / "inbox.xlsx", folder / "inbox.csv"
    with writing(table) as stream:
        write_xlsx(sheet, language, stream)
    with writing(commas) as stream:
        write_csv(sheet, language, stream)
    data = {"format": FORMAT, "entries": [_data(item) for item in items]}
    path = folder / NAME
    write_bytes(path, json.dumps(data, ensure_ascii=False, indent=1).encode())
    return path, table, commas


def _data(item: Item) -> dict[str, object]:
    letter = item.letter
    found: dict[str, object] = {"entry": entry_data(letter.entry)}
    for name in ("number", "received", "program", "language"):
        if getattr(letter, name):
            found[name] = getattr(letter, name)
    if item.origin:
        found["origin"] = item.origin
    if item.reply is not None:
        found["answer"] = _reply_data(item.reply)
    return found


def _reply_data(reply: Reply) -> dict[str, object]:
    reason = {"en": reply.reason.en, "ru": reply.reason.ru}
    return {"decision": reply.decision, "reason": reason, "date": reply.date.isoformat()}


HEADS = (
    mark("Id"),
    mark("Number"),
    mark("Received"),
    mark("Written"),
    mark("Kind"),
    mark("What it is about"),
    mark("Title"),
    mark("Field"),
    mark("Stands there"),
    mark("Should stand there"),
    mark("Source"),
    mark("Text"),
    mark("Name"),
    mark("Role"),
    mark("E-mail"),
    mark("Replaces"),
    mark("Came in"),
    mark("Decision"),
    mark("Reason (English)"),
    mark("Reason (Russian)"),
)


def _sheet(items: Sequence[Item], language: Language) -> Sheet:
    return Sheet(
        title=language.tr("Feedback that came in"),
        heads=tuple(language.tr(head) for head in HEADS),
        rows=tuple(_row(item, language) for item in items),
        notes=(
            language.tr("Written by users of the program; nothing in it was checked."),
            language.tr("Names and addresses are there where their owners typed them."),
        ),
    )


def _row(item: Item, language: Language) -> tuple[Cell, ...]:
    letter, entry, reply = item.letter, item.letter.entry, item.reply
    about = f"{entry.about.kind}:{entry.about.id}" if entry.about.id else entry.about.kind
    return (
        entry.id,
        letter.number,
        letter.received,
        entry.written.isoformat() if entry.written else "",
        language.tr(KINDS[entry.kind]),
        about,
        entry.about.title,
        entry.field,
        entry.present,
        entry.proposed,
        entry.source,
        entry.text,
        entry.by.name,
        entry.by.role,
        entry.by.email,
        entry.replaces,
        item.origin,
        reply.decision if reply else "",
        reply.reason.en if reply else "",
        reply.reason.ru if reply else "",
    )


# answers


def answered(items: Sequence[Item], id: str, reply: Reply) -> tuple[Item, ...]:
    """The list with a decision on an entry, which may be named by its id, the beginning of it or
    its number.

    Raises `AppError` answer-unknown (id), answer-reason-missing.
    """
    if not (reply.reason.en.strip() and reply.reason.ru.strip()):
        raise AppError("answer-reason-missing")
    found = [item for item in items if id in (item.id, item.letter.number)]
    if not found and len(id) >= 6:
        found = [item for item in items if item.id.startswith(id)]
    if len(found) != 1 or not id:
        raise AppError("answer-unknown", id=id[:100])
    clean = replace(reply, reason=Text(fitting(reply.reason.en), fitting(reply.reason.ru)))
    return tuple(replace(item, reply=clean) if item is found[0] else item for item in items)


def write_answers(pack: Path, items: Sequence[Item], day: date) -> int:
    """Write the decisions of the list as the pack `answers`; how many files are new or other.

    `pack` is its folder (`packs/answers`). Answers of earlier lists stay. Nothing of what users
    typed goes into the pack, only what it was about. Raises `AppError` as `writing` does.
    """
    try:
        (pack / "answers").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise told(error, pack) from error
    changed = sum(_write_answer(pack / "answers", item) for item in items if item.reply)
    if changed or not (pack / "pack.json").exists():
        _write(pack / "pack.json", _manifest(pack, day))
    return changed


def _write_answer(folder: Path, item: Item) -> bool:
    assert item.reply is not None
    about = item.letter.entry.about
    data = {"id": item.id, **_reply_data(item.reply)}
    named = _about(about)
    if named:
        data["about"] = named
    return _write(folder / f"{item.id}.json", data)


def _about(about: Thing) -> dict[str, str]:
    return {"kind": about.kind, "id": about.id} if about.kind and about.id else {}


def _manifest(pack: Path, day: date) -> dict[str, object]:
    """A version of the month that is higher than the one before."""
    month, last = f"{day:%Y.%m}", ""
    try:
        data = parse_json(read_bytes(pack / "pack.json", 100_000))
        last = str(data.get("version", "")) if isinstance(data, dict) else ""
    except (AppError, ValueError):
        last = ""
    told_last = last.removeprefix(f"{month}.")
    step = int(told_last) + 1 if told_last != last and told_last.isdigit() else 0
    return {
        "id": "answers",
        "format": 1,
        "version": f"{month}.{step}",
        "issued": day.isoformat(),
        "title": {"en": "Answers to feedback", "ru": "Ответы на сообщения"},
        "sources": [],
    }


def _write(path: Path, data: Mapping[str, object]) -> bool:
    """Write a file of the pack; whether it is another than before."""
    text = (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
    if path.exists() and read_bytes(path, FILE_LIMIT) == text:
        return False
    write_bytes(path, text)
    return True
