"""`wecoop feedback`: corrections, questions and missing projects, for the publisher."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.base.wording import say
from wecoop_desktop.cli.call import Call
from wecoop_desktop.cli.draft import today
from wecoop_desktop.packs.feedback import (
    Entry,
    Kind,
    Person,
    Thing,
    entry_data,
    fitting,
    message_bytes,
    missing,
)

if TYPE_CHECKING:
    from wecoop_desktop.work.outbox import Kept
    from wecoop_desktop.work.store import WorkStore

STATES = {
    "draft": mark("draft"),
    "waiting": mark("waiting to be sent"),
    "sent": mark("sent in a file"),
    "received": mark("received"),
    "answered": mark("answered"),
}
DECISIONS = {
    "accepted": mark("accepted"),
    "declined": mark("declined"),
    "noted": mark("noted"),
}


def declare(parser: ArgumentParser, common: ArgumentParser, language: Language) -> None:
    tr = language.tr
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add = commands.add_parser("add", parents=[common], help=tr("write an entry"))
    add.add_argument("--kind", choices=[str(kind) for kind in Kind], default="question")
    add.add_argument(
        "--about", metavar="KIND:ID", default="", help=tr("project:ID, section:ID, funder:ID ...")
    )
    add.add_argument("--title", default="", help=tr("what a missing project is called"))
    add.add_argument("--field", default="", help=tr("which fact is wrong"))
    add.add_argument("--proposed", default="", help=tr("what should stand there"))
    add.add_argument("--source", default="", help=tr("where it can be read"))
    add.add_argument("--text", default="")
    add.add_argument("--name", default="", help=tr("yours, if you like"))
    add.add_argument("--role", default="")
    add.add_argument("--email", default="")
    add.add_argument("--draft", action="store_true", help=tr("not to be sent yet"))
    add.set_defaults(run=add_entry)
    listing = commands.add_parser("list", parents=[common], help=tr("the outbox, with answers"))
    listing.set_defaults(run=list_entries)
    show = commands.add_parser("show", parents=[common], help=tr("what would leave, to the letter"))
    show.add_argument("id", metavar="ID")
    show.set_defaults(run=show_entry)
    send = commands.add_parser("send", parents=[common], help=tr("send what waits"))
    send.add_argument("ids", nargs="*", metavar="ID")
    send.add_argument("--to", default="", metavar="URL", help=tr("else the publisher's address"))
    send.set_defaults(run=send_entries)
    save = commands.add_parser(
        "save", parents=[common], help=tr("write what waits into a file, for mail or a stick")
    )
    save.add_argument("file", type=Path, metavar="FILE")
    save.add_argument("ids", nargs="*", metavar="ID")
    save.set_defaults(run=save_entries)
    remove = commands.add_parser("remove", parents=[common], help=tr("take an entry away"))
    remove.add_argument("id", metavar="ID")
    remove.set_defaults(run=remove_entry)


def add_entry(call: Call) -> int:
    """1 where it is kept as a draft because something is missing."""
    from wecoop_desktop.work.outbox import new_id

    asked = call.arguments
    entry = Entry(
        id=new_id(),
        kind=Kind(asked.kind),
        proposed=fitting(asked.proposed),
        source=fitting(asked.source),
        text=fitting(asked.text),
        written=today(),
        by=Person(*(fitting(each, lines=False) for each in (asked.name, asked.role, asked.email))),
    )
    entry = _about(call, entry)
    with _store(call) as store:
        kept = store.outbox.write(entry, ready=not asked.draft)
    lacking = missing(entry)
    lines = [f"{kept.entry.id}  {call.language.tr(STATES[kept.state])}"]
    if lacking:
        lines.append(say(call.language, AppError("feedback-incomplete", key=", ".join(lacking))))
    call.answer({"id": kept.entry.id, "state": kept.state, "missing": lacking}, lines)
    return 1 if lacking and not asked.draft else 0


def _about(call: Call, entry: Entry) -> Entry:
    """With what it is about, as the content in use has it, and the value of the field."""
    from wecoop_desktop.advice.facts import KINDS, OTHER, facts

    asked = call.arguments
    if not asked.about:
        kind = "project" if entry.kind is Kind.PROJECT else ""
        return replace(entry, about=Thing(kind, "", fitting(asked.title, lines=False)))
    kind, _, id = asked.about.partition(":")
    if kind not in KINDS or not id:
        wanted = ", ".join(f"{each}:ID" for each in KINDS)
        raise AppError("use-wrong", problem=f"--about {wanted}", command="wecoop feedback add")
    thing, known = facts(call.library(), kind, id, call.language)
    values = {fact.field: fact.value for fact in known}
    if asked.field and asked.field not in values:
        wanted = ", ".join(values)
        raise AppError("use-wrong", problem=f"--field {wanted}", command="wecoop feedback add")
    field = asked.field if asked.field != OTHER else ""
    return replace(entry, about=thing, field=field, present=values.get(field, ""))


def list_entries(call: Call) -> int:
    with _store(call) as store:
        store.outbox.answered(call.library().answers())
        entries = store.outbox.entries()
    call.answer(
        {"entries": [_data(kept) for kept in entries]},
        [line for kept in entries for line in _lines(call.language, kept)],
    )
    return 0


def show_entry(call: Call) -> int:
    from wecoop_desktop.sync.feedback import PROGRAM

    with _store(call) as store:
        store.outbox.answered(call.library().answers())
        kept = _named(store, call.arguments.id)
    message = message_bytes((kept.entry,), PROGRAM, call.language.code).decode()
    call.answer(_data(kept), [*_lines(call.language, kept), "", *message.split("\n")])
    return 0


def send_entries(call: Call) -> int:
    """1 where something did not arrive."""
    from wecoop_desktop.base import settings
    from wecoop_desktop.sync import feedback
    from wecoop_desktop.sync.permission import allow
    from wecoop_desktop.sync.publisher import read_publisher

    asked = call.arguments
    chosen = settings.load(call.home.settings)
    address = feedback.checked_address(asked.to or chosen.feedback or read_publisher().feedback)
    allow(chosen, address)
    with _store(call) as store:
        entries = _leaving(store, asked.ids)
        store.outbox.tried([entry.id for entry in entries])
        sent = feedback.send(entries, address, call.language.code, Job())
        feedback.note(call.home, address, sent)
        store.outbox.received(sent.receipts)
    data = {
        "sent": [
            {"id": one.id, "number": one.number, "received": one.received} for one in sent.receipts
        ],
        "failed": [{"id": id, "message": say(call.language, error)} for id, error in sent.failed],
    }
    lines = [f"{one.id}  {one.number}  {one.received}" for one in sent.receipts]
    lines += [f"{id}  {say(call.language, error)}" for id, error in sent.failed]
    lines.append(
        call.language.ntr(
            "{n} entry was received.", "{n} entries were received.", len(sent.receipts)
        )
    )
    call.answer(data, lines)
    return 1 if sent.failed else 0


def save_entries(call: Call) -> int:
    """1 where nothing waits."""
    from wecoop_desktop.sync import feedback

    path: Path = call.arguments.file
    with _store(call) as store:
        entries = _leaving(store, call.arguments.ids)
        if entries:
            feedback.write_file(path, entries, call.language.code)
            store.outbox.sent([entry.id for entry in entries])
    said = call.language.ntr("{n} entry was written.", "{n} entries were written.", len(entries))
    call.answer({"file": str(path) if entries else None, "entries": len(entries)}, [said])
    return 0 if entries else 1


def remove_entry(call: Call) -> int:
    with _store(call) as store:
        kept = _named(store, call.arguments.id)
        store.outbox.remove(kept.entry.id)
    call.answer({"id": kept.entry.id}, [kept.entry.id])
    return 0


@contextmanager
def _store(call: Call) -> Iterator[WorkStore]:
    from wecoop_desktop.work.store import WorkStore

    store = WorkStore.open(call.home)
    try:
        yield store
    finally:
        store.close()


def _leaving(store: WorkStore, ids: list[str]) -> tuple[Entry, ...]:
    from wecoop_desktop.work.outbox import State

    if ids:
        return tuple(_named(store, id).entry for id in ids)
    return tuple(kept.entry for kept in store.outbox.entries() if kept.state is State.WAITING)


def _named(store: WorkStore, id: str) -> Kept:
    """The entry of an id or its beginning. Raises `AppError` feedback-unknown."""
    found = [kept for kept in store.outbox.entries() if kept.entry.id.startswith(id)]
    if len(found) != 1 or len(id) < 6:
        raise AppError("feedback-unknown", id=fitting(id, lines=False)[:40])
    return found[0]


def _data(kept: Kept) -> dict[str, object]:
    answer = kept.answer
    return {
        "entry": entry_data(kept.entry),
        "state": kept.state,
        "number": kept.number,
        "received": kept.received,
        "answer": {
            "decision": answer.decision,
            "reason": {"en": answer.reason.en, "ru": answer.reason.ru},
            "date": answer.date,
        }
        if answer
        else None,
    }


def _lines(language: Language, kept: Kept) -> Iterator[str]:
    entry = kept.entry
    about = entry.about.title or entry.about.id or entry.text[:60]
    number = f"  {kept.number}" if kept.number else ""
    state = language.tr(STATES[kept.state])
    yield f"{entry.id[:8]}  {state}{number}  {entry.kind}  {' '.join(about.split())}"
    if kept.answer:
        decision = language.tr(DECISIONS.get(kept.answer.decision, kept.answer.decision))
        yield f"          {decision}: {language.text(kept.answer.reason)}"
