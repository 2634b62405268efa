"""The restore drill: all of the work, one proposal, and the database made of single files."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kit.killing import old_database
from tests.work.conftest import Clock
from tests.work.test_backup import kept
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.packs.feedback import Entry
from wecoop_desktop.work import backup, copies, notes, past
from wecoop_desktop.work.intake import Document
from wecoop_desktop.work.proposal import Reason, Revision
from wecoop_desktop.work.rebuild import rebuild
from wecoop_desktop.work.store import WorkStore
from wecoop_desktop.work.tables import creating

TABLES = tuple(creating())


def backed(store: WorkStore, home: Home) -> Path:
    store.back_up("asked")
    return backup.backups(home)[0].path


def test_the_drill(home: Home, clock: Clock, tmp_path: Path) -> None:
    """A computer is lost; on another one all is made again from the folder elsewhere."""
    place = tmp_path / "сеть"
    place.mkdir()
    store = WorkStore.open(home, clock)
    first = store.create("wecoop", "1", {"basic.title_en": "Osh", "a.b": "x"}, {"id": "wecoop"})
    store.attachments.attach(first, Document("Карта.pdf", b"%PDF-1.4 map"))
    second = store.create("wecoop", "1", {"basic.title_ru": "Воздух"})
    gone = store.create("wecoop", "1", {"basic.title_en": "Given up"})
    store.delete(gone)
    lived(store, first, clock)
    kept(store, home, clock, str(place))
    held = {store.load(each).identity: store.load(each) for each in (first, second, gone)}
    before = told_of(store, first)
    store.close()
    shutil.rmtree(home.root)
    (own,) = place.iterdir()
    done = rebuild(home, own / copies.FOLDER, clock)
    assert (done.proposals, done.binned, done.problems, done.set_aside) == (2, 1, (), None)
    assert (done.revisions, done.notes) == (4, 3)
    store = WorkStore.open(home, clock)
    rows = store.proposals()
    assert sum(row.deleted is not None for row in rows) == 1
    for row in rows:
        now = store.load(row.id)
        then = held[now.identity]
        assert (now.answers, now.form, now.form_version) == (then.answers, then.form, "1")
        assert (now.created, now.updated) == (
            then.created.replace(microsecond=0),
            then.updated.replace(microsecond=0),
        )
        attached = store.attachments.of(row.id)
        assert [each.name for each in attached] == (["Карта.pdf"] if then.id == first else [])
    assert told_of(store, first) == before
    store.close()


def lived(store: WorkStore, proposal: str, clock: Clock) -> None:
    """Earlier states, one of them handed in and one in an earlier form, a remark, notes."""
    store.revise(proposal, Reason.NAMED, "Черновик")
    store.write_all(proposal, {"a.b": "y", "a.c": [{"deep": None}], "basic.title_en": "Ош \ud83d"})
    store.submissions.freeze(proposal, "To the bank", "ebrd")
    clock.pass_(minutes=5)
    store.adopt_form(proposal, "2", {"a.z": "z"}, {"id": "wecoop", "version": "2"})
    store.adopt_form(proposal, "1", {"a.b": "x"}, {"id": "wecoop", "version": "1"})
    store.comments.add(proposal, "Why?")
    store.mark("note.project", "p-1", "Ask Aigul")
    store.mark("merge", proposal, "half decided")
    store.outbox.write(Entry("e-1", "question", text="Where is it?"), ready=False)


def told_of(store: WorkStore, proposal: str) -> object:
    states = [(each, store.revision(proposal, each.number)) for each in store.revisions(proposal)]
    handed_in = store.submissions.of(proposal)
    return (
        states,
        handed_in,
        [store.submissions.attachments(proposal, each.number) for each in handed_in],
        [thread.first.text for thread in store.comments.of(proposal)],
        store.form_data(proposal, "2"),
        dict(store.marks("note.project")),
        dict(store.marks("merge")),
        store.outbox.entries(),
    )


def test_what_stands_beside_a_file_may_be_missing_damaged_or_of_another(
    home: Home, clock: Clock, tmp_path: Path
) -> None:
    """The proposal itself is there in any case."""
    store = WorkStore.open(home, clock)
    proposals = [store.create("wecoop", "1", {"a.b": each}) for each in "xyz"]
    for each in proposals:
        store.write(each, "a.b", "later")
        store.revise(each, Reason.NAMED, "one")
    store.mark("note.project", "p-1", "Ask")
    kept(store, home, clock)
    store.close()
    folder = copies.folder(home)
    first, second, _third = sorted(folder.glob("*.past.zip"))
    whole = first.read_bytes()
    second.write_bytes(whole)  # of another proposal
    first.write_bytes(whole[:-40])
    (folder / notes.NAME).write_bytes(b'{"format":1,"marks":[{"kind":7}]}')
    done = rebuild(home, folder, clock)
    assert (done.proposals, done.revisions, done.notes) == (3, 1, 0)
    assert {path for path, _error in done.problems} == {first, folder / notes.NAME}


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 10_000), byte=st.integers(0, 255), cut=st.booleans())
def test_a_past_that_is_damaged_is_told(at: int, byte: int, cut: bool) -> None:
    revision = Revision(3, Reason.NAMED, "Черновик", datetime(2026, 11, 22, tzinfo=UTC))
    older = Revision(1, Reason.STARTING, "", datetime(2026, 11, 21, tzinfo=UTC))
    held = past.Past("1" * 32, "2" * 32, ((revision, {"a.b": "x", "c": "y"}), (older, {"a.b": 1})))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.past.zip"
        past.write(path, held)
        assert past.read(path) == held
        data = bytearray(path.read_bytes())
        data[at % len(data)] = byte
        path.write_bytes(data[: at % len(data)] if cut else data)
        assert refusal(lambda: past.read(path)).startswith("proposal-")
        plain = bytearray(json.dumps({"format": 1, "marks": [], "outbox": []}).encode())
        plain[at % len(plain)] = byte
        (Path(folder) / notes.NAME).write_bytes(plain)
        with contextlib.closing(sqlite3.connect(":memory:")) as work:
            for statement in TABLES:
                work.execute(statement)
            said = refusal(lambda: notes.put(work, Path(folder) / notes.NAME))
            assert said.startswith("proposal-")


def refusal(reading: Callable[[], object]) -> str:
    """The code with which something is refused; of what is not, one that is expected too."""
    try:
        reading()
    except AppError as error:
        return error.code
    return "proposal-read"


def test_rebuilding_sets_the_present_database_aside_and_names_what_cannot_be_read(
    home: Home, clock: Clock
) -> None:
    store = WorkStore.open(home, clock)
    store.create("wecoop", "1", {"a.b": "x"})
    kept(store, home, clock)
    (copies.folder(home) / "odd.wecoop").write_bytes(b"no zip")
    with pytest.raises(AppError) as caught:
        rebuild(home, copies.folder(home), clock)
    assert caught.value.code == "work-in-use"
    store.close()
    done = rebuild(home, copies.folder(home), clock)
    assert done.proposals == 1
    assert [(path.name, error.code) for path, error in done.problems] == [
        ("odd.wecoop", "proposal-not-zip")
    ]
    assert done.set_aside is not None
    assert done.set_aside.exists()
    WorkStore.open(home, clock).close()


def test_nothing_to_rebuild_from_changes_nothing(home: Home, clock: Clock) -> None:
    WorkStore.open(home, clock).close()
    before = home.work.read_bytes()
    for folder in (home.root / "none", home.root):
        with pytest.raises(AppError) as caught:
            rebuild(home, folder, clock)
        assert caught.value.code == "copies-missing"
    assert home.work.read_bytes() == before


def test_a_backup_says_what_differs(store: WorkStore, home: Home, clock: Clock) -> None:
    same, other, binned, gone = (
        store.create("wecoop", "1", {"basic.title_en": name, "a.b": "x"})
        for name in ("Same", "Other", "Binned", "Gone")
    )
    path = backed(store, home)
    before = path.read_bytes()
    store.write_all(other, {"a.b": "y", "a.c": "new"})
    store.delete(gone)
    store.empty_bin()
    store.delete(binned)
    later = store.create("wecoop", "1", {})
    found = {each.id: each for each in store.differences(path)}
    assert {key: each.standing for key, each in found.items()} == {
        same: "same",
        other: "differs",
        binned: "binned",
        gone: "gone",
        later: "later",
    }
    assert found[other].paths == ("a.b", "a.c")
    assert path.read_bytes() == before
    assert not list(home.backups.glob("*-wal"))


def test_one_proposal_comes_back_and_undo_leads_on(
    store: WorkStore, home: Home, clock: Clock
) -> None:
    proposal = store.create("wecoop", "1", {"a.b": "before"})
    store.attachments.attach(proposal, Document("a.pdf", b"%PDF-1.4"))
    store.revise(proposal, Reason.NAMED, "Draft")
    path = backed(store, home)
    store.write_all(proposal, {"a.b": "after", "a.c": "new"})
    assert store.bring_back(path, proposal) == proposal
    assert store.load(proposal).answers == {"a.b": "before"}
    store.undo(proposal)
    assert store.load(proposal).answers == {"a.b": "after", "a.c": "new"}
    store.delete(proposal)
    store.bring_back(path, proposal)
    assert store.proposals()[0].deleted is None
    store.delete(proposal)
    store.empty_bin()
    made = store.bring_back(path, proposal)
    assert made == proposal
    assert store.load(made).answers == {"a.b": "before"}
    assert [each.name for each in store.revisions(made)] == ["Draft"]
    assert [each.name for each in store.attachments.of(made)] == ["a.pdf"]
    with pytest.raises(AppError) as caught:
        store.bring_back(path, "nobody")
    assert caught.value.code == "proposal-unknown"


def test_another_version_of_the_form_comes_back_with_its_answers(
    store: WorkStore, home: Home, clock: Clock
) -> None:
    proposal = store.create("wecoop", "1", {"a.b": "x"}, {"id": "wecoop", "version": "1"})
    path = backed(store, home)
    store.adopt_form(proposal, "2", {"a.z": "x"}, {"id": "wecoop", "version": "2"})
    store.bring_back(path, proposal)
    now = store.load(proposal)
    assert (now.form_version, now.answers) == ("1", {"a.b": "x"})
    store.undo(proposal)
    assert store.load(proposal).form_version == "2"


def test_backups_that_cannot_be_read_are_said(store: WorkStore, home: Home, clock: Clock) -> None:
    store.create("wecoop", "1", {})
    path = backed(store, home)
    whole = path.read_bytes()
    for data, code in (
        (b"", "backup-failed"),
        (whole[:-4096], "backup-failed"),
        (whole[:60] + (99).to_bytes(4, "big") + whole[64:], "work-newer"),
    ):
        path.write_bytes(data)
        with pytest.raises(AppError) as caught:
            store.differences(path)
        assert caught.value.code == code
    with pytest.raises(AppError) as caught:
        store.differences(home.backups / "none.sqlite")
    assert caught.value.code == "backup-missing"


def test_a_backup_of_an_older_program_is_read_in_a_copy(
    home: Home, clock: Clock, tmp_path: Path
) -> None:
    old = Home(tmp_path / "old")
    old.root.mkdir()
    old_database(old.work)
    before = old.work.read_bytes()
    store = WorkStore.open(home, clock)
    found = store.differences(old.work)
    assert {each.standing for each in found} == {"gone"}
    assert old.work.read_bytes() == before
    made = store.bring_back(old.work, found[0].id)
    assert [row.title for row in store.proposals() if row.id == made] == [found[0].title]
    with contextlib.closing(sqlite3.connect(old.work)) as odd:
        odd.execute("DROP TABLE changes")  # it cannot be brought to the present
    with pytest.raises(AppError) as caught:
        store.differences(old.work)
    assert caught.value.code == "backup-failed"
    store.close()
