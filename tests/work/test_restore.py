"""The restore drill: all of the work, one proposal, and the database made of single files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.kit.killing import old_database
from tests.work.conftest import Clock
from tests.work.test_backup import kept
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.work import backup, copies
from wecoop_desktop.work.intake import Document
from wecoop_desktop.work.rebuild import rebuild
from wecoop_desktop.work.store import WorkStore


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
    kept(store, home, clock, str(place))
    held = {store.load(each).identity: store.load(each) for each in (first, second, gone)}
    store.close()
    shutil.rmtree(home.root)
    (own,) = place.iterdir()
    done = rebuild(home, own / copies.FOLDER, clock)
    assert (done.proposals, done.binned, done.problems, done.set_aside) == (2, 1, (), None)
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
    store.close()


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
    assert made != proposal
    assert store.load(made).answers == {"a.b": "before"}
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
    store.close()
