"""Backups by the clock of work, files of single proposals, and a second folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.kit.disk import small
from tests.work.conftest import Clock
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.work import backup, copies
from wecoop_desktop.work.database import kind_of_drive
from wecoop_desktop.work.file import read_proposal
from wecoop_desktop.work.intake import Document
from wecoop_desktop.work.store import WorkStore


def photographed(store: WorkStore, home: Home) -> Path:
    target = home.backups / ".seen.sqlite"
    store.photograph(target)
    return target


def kept(store: WorkStore, home: Home, clock: Clock, elsewhere: str = "") -> copies.Kept:
    return copies.keep(home, photographed(store, home), elsewhere, clock.now, Job())


def names(folder: Path) -> set[str]:
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in found}


def test_half_an_hour_of_work_makes_a_backup(store: WorkStore, home: Home, clock: Clock) -> None:
    proposal = store.create("wecoop", "1", {})
    store.back_up()
    for _ in range(3):  # nothing is done: no further one
        clock.pass_(minutes=45)
        store.back_up()
    assert len(backup.backups(home)) == 1
    store.write(proposal, "a.b", "words")
    store.back_up()
    assert len(backup.backups(home)) == 2
    clock.pass_(minutes=29)
    store.write(proposal, "a.b", "more words")
    store.back_up()
    assert len(backup.backups(home)) == 2
    clock.pass_(minutes=1)
    store.back_up()
    assert len(backup.backups(home)) == 3


def test_a_reason_makes_a_backup_at_once_and_is_in_its_name(
    store: WorkStore, home: Home, clock: Clock
) -> None:
    store.create("wecoop", "1", {})
    for why in ("update", "merge", "asked"):
        store.back_up(why)
    assert [entry.why for entry in backup.backups(home)] == ["asked", "merge", "update"]
    assert [entry.number for entry in backup.backups(home)] == [3, 2, 1]


def test_a_full_day_of_work_is_thinned(store: WorkStore, home: Home, clock: Clock) -> None:
    proposal = store.create("wecoop", "1", {})
    store.back_up("update")
    for day in range(3):
        for hour in range(16):
            clock.pass_(minutes=31)
            store.write(proposal, "a.b", f"{day} {hour}")
            store.back_up()
        clock.now = clock.now.replace(hour=9, minute=0) + timedelta(days=1)
    left = backup.backups(home)  # the newest, the last of the days before, the one with a reason
    assert len(left) == backup.RECENT + 2 + 1
    assert left[-1].why == "update"


def test_a_clock_in_1980_neither_hides_nor_loses_backups(home: Home, clock: Clock) -> None:
    store = WorkStore.open(home, clock)
    proposal = store.create("wecoop", "1", {"a.b": "of 2026"})
    store.back_up()
    store.close()
    clock.now = datetime(1980, 1, 1, 0, 5, tzinfo=UTC)
    store = WorkStore.open(home, clock)
    store.write(proposal, "a.b", "of 1980")
    clock.pass_(minutes=40)
    store.back_up()
    store.close()
    clock.now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    newest = backup.last_good(home)
    assert newest is not None
    assert newest.made.year == 1980
    backup.restore(home, newest.path, clock)
    store = WorkStore.open(home, clock)
    assert store.load(proposal).answers == {"a.b": "of 1980"}
    store.close()
    assert {entry.made.year for entry in backup.backups(home)} == {1980, 2026}


def test_backups_of_older_programs_count_as_older(home: Home, clock: Clock) -> None:
    store = WorkStore.open(home, clock)
    store.create("wecoop", "1", {})
    store.back_up()
    store.close()
    (only,) = backup.backups(home)
    only.path.rename(home.backups / "work-2030-01-01-000000.sqlite")
    (home.backups / "work-nonsense.sqlite").write_bytes(b"x")
    (home.backups / "work-2030-13-01-000000.sqlite").write_bytes(b"x")
    WorkStore.open(home, clock).close()
    assert [entry.number for entry in backup.backups(home)] == [1, 0]


def test_each_proposal_is_a_file_that_follows_it(
    store: WorkStore, home: Home, clock: Clock
) -> None:
    proposal = store.create("wecoop", "1", {"basic.title_en": "Landfills: Ош / Osh"})
    store.attachments.attach(proposal, Document("Карта.pdf", b"%PDF-1.4 map"))
    assert kept(store, home, clock).written == 1
    (name,) = names(copies.folder(home))
    assert name.startswith("Landfills")
    file = read_proposal(copies.folder(home) / name)
    assert file.attachments == {"Карта.pdf": b"%PDF-1.4 map"}
    before = (copies.folder(home) / name).stat().st_mtime_ns
    assert kept(store, home, clock).written == 0
    assert (copies.folder(home) / name).stat().st_mtime_ns == before
    store.write(proposal, "basic.title_en", "Air")
    assert kept(store, home, clock).written == 1
    (name,) = names(copies.folder(home))
    assert name.startswith("Air")
    store.delete(proposal)
    kept(store, home, clock)
    (name,) = names(copies.folder(home))
    assert name.startswith("bin/Air")


def test_the_file_of_what_is_gone_stays_five_weeks(
    store: WorkStore, home: Home, clock: Clock
) -> None:
    store.delete(store.create("wecoop", "1", {}))
    kept(store, home, clock)
    store.empty_bin()
    kept(store, home, clock)
    assert len(names(copies.folder(home))) == 1
    clock.pass_(days=36)
    kept(store, home, clock)
    assert names(copies.folder(home)) == set()


def test_a_lost_attachment_is_said_and_the_others_are_written(
    store: WorkStore, home: Home, clock: Clock
) -> None:
    broken, whole = (store.create("wecoop", "1", {"a.b": each}) for each in "xy")
    store.attachments.attach(broken, Document("a.pdf", b"%PDF-1.4"))
    for path in home.attachments.glob("*/*"):
        path.unlink()
    found = kept(store, home, clock)
    assert found.written == 1
    assert [(each, error.code) for each, error in found.problems] == [(broken, "attachment-lost")]
    assert any(whole[:12] in name for name in names(copies.folder(home)))


def test_a_damaged_index_only_means_to_write_again(
    store: WorkStore, home: Home, clock: Clock
) -> None:
    store.create("wecoop", "1", {})
    kept(store, home, clock)
    for odd in (
        b"",
        b"{",
        b'{"format":1,"files":[]}',
        b'{"format":1,"files":{"a":{"name":"../x"}}}',
    ):
        (home.backups / copies.INDEX).write_bytes(odd)
        assert kept(store, home, clock).written == 1
    (home.root / "x.wecoop").write_bytes(b"mine")
    clock.pass_(days=99)
    (home.backups / copies.INDEX).write_bytes(
        b'{"format":1,"files":{"a":{"name":"../../x.wecoop","gone":"2020-01-01"}}}'
    )
    kept(store, home, clock)
    assert (home.root / "x.wecoop").exists()


def test_all_of_it_is_kept_elsewhere_too(
    store: WorkStore, home: Home, clock: Clock, tmp_path: Path
) -> None:
    place = tmp_path / "Диск сети"
    place.mkdir()
    proposal = store.create("wecoop", "1", {"basic.title_en": "Osh"})
    store.back_up()
    kept(store, home, clock, str(place))
    (own,) = place.iterdir()
    here = {name for name in names(home.backups) if name.endswith((".sqlite", ".wecoop"))}
    assert names(own) == {name for name in here if not name.startswith(".")}
    store.delete(proposal)
    kept(store, home, clock, str(place))
    assert any(name.startswith("proposals/bin/") for name in names(own))
    assert not any(name.startswith("proposals/Osh") for name in names(own))
    for path in backup.backups(home):  # what home lost stays there
        path.path.unlink()
    kept(store, home, clock, str(place))
    assert len(backup.backups_of(own)) == 1


def test_two_homes_share_one_folder(tmp_path: Path, clock: Clock) -> None:
    place = tmp_path / "shared"
    place.mkdir()
    for name in ("one", "two"):
        home = Home(tmp_path / name)
        store = WorkStore.open(home, clock)
        store.create("wecoop", "1", {})
        store.back_up()
        kept(store, home, clock, str(place))
        store.close()
    assert len(list(place.iterdir())) == 2


@pytest.mark.parametrize("where", ["gone", "file", "inside", "relative"])
def test_a_folder_that_cannot_be_used_is_said(
    store: WorkStore, home: Home, clock: Clock, tmp_path: Path, where: str
) -> None:
    store.create("wecoop", "1", {})
    (tmp_path / "file").write_text("x")
    chosen = {"inside": str(home.root), "relative": "there"}.get(where, str(tmp_path / where))
    with pytest.raises(AppError) as caught:
        kept(store, home, clock, chosen)
    assert caught.value.code == ("backups-inside" if where == "inside" else "folder-missing")
    assert len(names(copies.folder(home))) == 1  # at home all is kept before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of one megabyte."""
    with small(tmp_path / "stick", 1) as place:
        yield place


def test_a_full_second_folder_is_said_and_holds_no_halves(
    store: WorkStore, home: Home, clock: Clock, small_disk: Path
) -> None:
    store.create("wecoop", "1", {"a.b": "x" * 300_000})
    store.back_up()
    (small_disk / "filler").write_bytes(b"x" * 700_000)
    with pytest.raises(AppError) as caught:
        kept(store, home, clock, str(small_disk))
    assert caught.value.code == "disk-full"
    assert {name for name in names(small_disk) if "filler" not in name} == set()


def test_a_full_disk_at_home_leaves_the_older_files(clock: Clock, small_disk: Path) -> None:
    home = Home(small_disk / "дом")
    store = WorkStore.open(home, clock)
    proposal = store.create("wecoop", "1", {"basic.title_en": "Osh"})
    kept(store, home, clock)
    (name,) = names(copies.folder(home))
    before = (copies.folder(home) / name).read_bytes()
    store.write(proposal, "a.b", os.urandom(100_000).hex())
    with (small_disk / "filler").open("wb", buffering=0) as filler:
        try:
            while filler.write(b"x" * 4096):
                pass
        except OSError:
            pass
    with pytest.raises(AppError) as caught:
        kept(store, home, clock)
    assert caught.value.code == "disk-full"
    assert (copies.folder(home) / name).read_bytes() == before
    store.close()


MOUNTS = """/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
//server/share /media/Общий\\040диск cifs rw 0 0
/dev/sdb1 /media/Общий ext4 rw 0 0
/dev/sdc1 /home/aigul/local ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/aigul", "nfs4"),
        ("/home/aigul/local/WECOOP", "ext4"),
        ("/homework", "ext4"),
        ("/media/Общий диск/WECOOP", "cifs"),
        ("/media/Общий/WECOOP", "ext4"),
        ("/", "ext4"),
    ],
)
def test_a_drive_of_the_network_is_known(folder: str, kind: str) -> None:
    assert kind_of_drive(MOUNTS, folder) == kind


def test_without_a_write_ahead_log_nothing_is_lost(home: Home, clock: Clock) -> None:
    """As in the network: the older journal, and the same work."""
    store = WorkStore.open(home, clock)
    assert store._connection.execute("PRAGMA journal_mode=DELETE").fetchone() == ("delete",)
    proposal = store.create("wecoop", "1", {"a.b": "x"})
    store.back_up("asked")
    assert kept(store, home, clock).written == 1
    store.close()
    store = WorkStore.open(home, clock)
    assert store.load(proposal).answers == {"a.b": "x"}
    store.close()
