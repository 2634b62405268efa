"""The outbox: undo, change, remove until it has left; it survives everything."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.work.conftest import Clock
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.answers import Answer as Published
from wecoop_desktop.packs.feedback import (
    Entry,
    Kind,
    Person,
    Receipt,
    Thing,
    entry_data,
    fitting,
    message_bytes,
    missing,
    read_entry,
    read_message,
    read_own,
)
from wecoop_desktop.work import backup, database, migration
from wecoop_desktop.work.outbox import COUNT_LIMIT, Answer, State, new_id
from wecoop_desktop.work.schema import SCHEMA
from wecoop_desktop.work.store import WorkStore

NARYN = Thing("project", "ebrd-1", "Naryn water")


def question(text: str = "Where is the source?") -> Entry:
    return Entry(new_id(), Kind.QUESTION, NARYN, text=text, written=date(2026, 11, 20))


def states(store: WorkStore) -> list[str]:
    return [str(kept.state) for kept in store.outbox.entries()]


def test_an_entry_is_kept_changed_and_read_again(home: Home, clock: Clock) -> None:
    store = WorkStore.open(home, clock)
    entry = Entry(new_id(), Kind.CORRECTION, NARYN, "total_cost", "USD 1", source="p. 4\nтам же")
    kept = store.outbox.write(entry, ready=True)
    assert kept.state is State.DRAFT, "nothing is proposed yet"
    clock.pass_(minutes=1)
    kept = store.outbox.write(replace(entry, proposed="USD 2"), ready=True)
    assert (kept.state, kept.entry.id, kept.changed) == (State.WAITING, entry.id, clock.now)
    store.close()
    store = WorkStore.open(home, clock)
    (again,) = store.outbox.entries()
    assert again == kept
    assert again.entry == replace(entry, proposed="USD 2")
    assert store.outbox.write(replace(entry, proposed="3"), ready=False).state is State.DRAFT
    store.close()


def test_a_step_can_be_taken_back_and_done_again(store: WorkStore, clock: Clock) -> None:
    entry = question("a")
    store.outbox.write(entry, ready=False)
    for text in ("ab", "abc"):
        clock.pass_(seconds=1)
        store.outbox.write(replace(entry, text=text), ready=False)
    clock.pass_(minutes=1)
    store.outbox.write(replace(entry, text="else"), ready=True)
    clock.pass_(minutes=1)
    store.outbox.remove(entry.id)
    assert store.outbox.entries() == ()
    assert store.outbox.undo() == entry.id
    assert [kept.entry.text for kept in store.outbox.entries()] == ["else"]
    assert store.outbox.undo() == entry.id
    assert [(kept.entry.text, kept.state) for kept in store.outbox.entries()] == [
        ("abc", State.DRAFT)
    ]
    assert store.outbox.undo() == entry.id, "typing without a pause is one step"
    assert store.outbox.entries() == ()
    assert store.outbox.undo() is None
    for _ in range(3):
        assert store.outbox.redo() == entry.id
    assert store.outbox.redo() is None
    assert store.outbox.entries() == ()
    store.outbox.undo()
    clock.pass_(minutes=1)
    store.outbox.write(replace(entry, text="new"), ready=True)
    assert store.outbox.redo() is None, "a new step forgets what was taken back"


def test_what_has_left_is_not_changed_any_more(store: WorkStore) -> None:
    first, second = question("1"), question("2")
    store.outbox.write(first, ready=True)
    store.outbox.write(second, ready=True)
    store.outbox.sent([first.id])
    store.outbox.received([Receipt(second.id, "17", "2026-11-23T09:00:00+00:00")])
    assert sorted(states(store)) == ["received", "sent"]
    for entry in (first, second):
        with pytest.raises(AppError) as caught:
            store.outbox.write(replace(entry, text="other"), ready=True)
        assert caught.value.code == "feedback-left"
    assert store.outbox.undo() is None
    kept = store.outbox.one(second.id)
    assert (kept.number, kept.received, kept.open) == ("17", "2026-11-23T09:00:00+00:00", False)
    store.outbox.sent([second.id])
    assert store.outbox.one(second.id).state is State.RECEIVED
    store.outbox.remove(second.id)
    assert states(store) == ["sent"]
    assert store.outbox.undo() == second.id
    assert store.outbox.one(second.id).number == "17"


def test_what_may_have_arrived_is_replaced_by_another(store: WorkStore) -> None:
    entry = question()
    store.outbox.write(entry, ready=True)
    store.outbox.tried([entry.id])
    assert store.outbox.undo() is None, "the publisher may have it"
    same = store.outbox.write(entry, ready=True)
    assert same.entry.id == entry.id
    other = store.outbox.write(replace(entry, text="Better"), ready=True).entry
    assert (other.id != entry.id, other.replaces) == (True, entry.id)
    assert [kept.entry for kept in store.outbox.entries()] == [other]
    again = store.outbox.write(replace(other, text="Best"), ready=True).entry
    assert (again.id, again.replaces) == (other.id, entry.id), "this one was never tried"


def test_answers_appear_beside_what_was_sent(store: WorkStore) -> None:
    entry = question()
    store.outbox.write(entry, ready=True)
    store.outbox.received([Receipt(entry.id, "1", "")])
    reason = Text("Corrected.", "Исправлено.")
    published = Published(entry.id, "accepted", date(2026, 12, 1), reason)
    assert store.outbox.answered([published, replace(published, id=new_id())]) == 1
    assert store.outbox.answered([published]) == 0
    kept = store.outbox.one(entry.id)
    assert kept.state is State.ANSWERED
    assert kept.answer == Answer("accepted", reason, "2026-12-01")
    assert store.outbox.answered([]) == 0, "an edition without it takes nothing away"
    assert store.outbox.one(entry.id).answer is not None
    assert store.outbox.answered([replace(published, decision="noted")]) == 1


def test_unknown_and_too_many_are_told(home: Home, clock: Clock) -> None:
    store = WorkStore.open(home, clock)
    for verb in (store.outbox.one, store.outbox.remove):
        with pytest.raises(AppError) as caught:
            verb("0" * 32)
        assert caught.value.code == "feedback-unknown"
    store.outbox.write(question(), ready=True)
    store.close()
    with contextlib.closing(sqlite3.connect(home.work)) as file, file:
        (columns,) = zip(*file.execute("SELECT name FROM pragma_table_info('outbox')"), strict=True)
        rest = ", ".join(columns[1:])
        for _ in range(COUNT_LIMIT - 1):
            copied = f"INSERT INTO outbox SELECT ?, {rest} FROM outbox LIMIT 1"
            file.execute(copied, (new_id(),))
    store = WorkStore.open(home, clock)
    with pytest.raises(AppError) as caught:
        store.outbox.write(question(), ready=True)
    assert caught.value.code == "outbox-full"
    assert len(store.outbox.entries()) == COUNT_LIMIT
    store.close()


def test_an_outbox_alone_is_worth_a_backup(home: Home, clock: Clock) -> None:
    store = WorkStore.open(home, clock)
    store.outbox.write(question(), ready=False)
    store.back_up()
    store.close()
    (kept,) = backup.backups(home)
    assert database.check_file(kept.path) == SCHEMA


def test_suggestions_of_an_older_program_become_drafts(home: Home, clock: Clock) -> None:
    home.root.mkdir(parents=True)
    migration.upgrade(home.work, "0003")
    long = "ж" * 30_000
    marks = [
        ("suggestion", "ebrd-1", "Сумма\nдругая\x00"),
        ("suggestion", "ebrd-2", long),
        ("note", "ebrd-1", "mine"),
    ]
    with contextlib.closing(sqlite3.connect(home.work)) as old, old:
        for kind, key, value in marks:
            row = (kind, key, value, "2026-05-03T10:00:00.000000+00:00")
            old.execute("INSERT INTO marks (kind, key, value, at) VALUES (?, ?, ?, ?)", row)
    store = WorkStore.open(home, clock)
    (kept,) = store.outbox.entries()
    assert kept.state is State.DRAFT
    assert kept.entry.about == Thing("project", "ebrd-1")
    assert (kept.entry.kind, kept.entry.text) == (Kind.CORRECTION, "Сумма\nдругая ")
    assert kept.entry.written == date(2026, 5, 3)
    assert store.marks("note") == {"ebrd-1": "mine"}
    assert store.marks("suggestion") == {"ebrd-2": long}, "nothing is lost"
    ready = store.outbox.write(kept.entry, ready=True)
    assert ready.state is State.WAITING
    store.close()
    (before,) = backup.backups(home)
    assert database.check_file(before.path) == 3


# the entry as JSON

lines = st.text(st.characters(exclude_categories=("Cs",)), max_size=40).map(
    lambda text: fitting(text, lines=False)
)
texts = st.text(max_size=60).map(fitting)
entries = st.builds(
    Entry,
    id=st.uuids().map(lambda one: one.hex),
    kind=st.sampled_from(Kind),
    about=st.builds(Thing, lines, lines, lines),
    field=lines,
    present=texts,
    proposed=texts,
    source=texts,
    text=texts,
    written=st.none() | st.dates(),
    by=st.builds(Person, lines, lines, st.just("")),
)


@given(entries)
def test_what_was_typed_arrives_letter_by_letter(entry: Entry) -> None:
    assert read_own(json.loads(json.dumps(entry_data(entry)))) == entry
    message = read_message(message_bytes([entry], "1.0", "ru"))
    if missing(entry):
        assert message.refused == ((1, missing(entry)[0]),)
    else:
        assert message.entries == (entry,)
        assert (message.program, message.language) == ("1.0", "ru")


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=8))
def test_any_data_is_an_entry_or_told(data: object) -> None:
    for wrong in (data, {"id": data, "kind": data}, {**entry_data(question()), "text": data}):
        try:
            read_entry(wrong)
        except AppError as error:
            assert error.code == "feedback-odd"  # noqa: PT017 - either way is right


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "feedback-not-json"),
        (b"\xff\xfe", "feedback-not-json"),
        (b"[" * 100_000, "feedback-not-json"),
        (b"[]", "feedback-odd"),
        (b'{"format":2,"entries":[]}', "feedback-newer"),
        (b'{"format":true,"entries":[]}', "feedback-odd"),
        (b'{"format":1}', "feedback-odd"),
        (b'{"format":1,"entries":[],"also":1}', "feedback-odd"),
        (b'{"format":1,"entries":[' + b",".join([b"1"] * 2_001) + b"]}", "feedback-too-many"),
    ],
)
def test_a_message_that_is_none_is_told(data: bytes, code: str) -> None:
    with pytest.raises(AppError) as caught:
        read_message(data)
    assert caught.value.code == code


def test_entries_that_do_not_fit_are_counted_with_what_is_wrong() -> None:
    good = entry_data(question())
    wrong = [
        ({"also": 1}, "also"),
        ({"text": "x" * 20_001}, "text"),
        ({"text": "a\x1b[2J"}, "text"),
        ({"text": "\ud800"}, "text"),
        ({"id": "../../etc"}, "id"),
        ({"written": "2026-13-01"}, "written"),
        ({"written": "20261101"}, "written"),
        ({"about": {"kind": "project\n"}}, "about.kind"),
        ({"about": {"url": "x"}}, "about.url"),
        ({"by": {"email": "nobody"}}, "email"),
        ({"kind": "order"}, "kind"),
    ]
    listed = [good, *({**good, **change} for change, _ in wrong)]
    message = read_message(json.dumps({"format": 1, "entries": listed}).encode())
    assert len(message.entries) == 1
    assert message.refused == tuple((n, key) for n, (_, key) in enumerate(wrong, 2))
