from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.kit import disk
from tests.kit.killing import old_database
from tests.work.conftest import Clock
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.work import backup, database, migration
from wecoop_desktop.work.schema import SCHEMA
from wecoop_desktop.work.store import WorkStore

ROOT = Path(__file__).resolve().parents[2]


def told(home: Home, clock: Clock) -> AppError:
    """The error with which the store refuses to open."""
    with pytest.raises(AppError) as caught:
        WorkStore.open(home, clock).close()
    return caught.value


def filled(home: Home, clock: Clock) -> str:
    """A closed store with one proposal and a backup of it."""
    store = WorkStore.open(home, clock)
    proposal = store.create("wecoop", "1", {"a.b": "ж" * 5_000})
    store.close()
    WorkStore.open(home, clock).close()
    return proposal


def image(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "work.lock"
    }


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])


def overwritten(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096 : 4096 * 3] = b"\xa5" * 4096 * 2
    path.write_bytes(bytes(data))


def zeroed(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text("Это не база данных. " * 1_000)


def foreign(path: Path) -> None:
    path.unlink()
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE notes (id)")


DAMAGES = [truncated, overwritten, zeroed, emptied, text, foreign]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_kept_and_the_backup_offered(
    home: Home, clock: Clock, damage: object
) -> None:
    proposal = filled(home, clock)
    damage(home.work)  # type: ignore[operator]
    damaged = home.work.read_bytes()
    error = told(home, clock)
    assert error.code == "work-damaged"
    aside, good = error.values["set_aside"], error.values["backup"]
    assert isinstance(aside, Path)
    assert isinstance(good, Path)
    assert aside.read_bytes() == damaged
    assert told(home, clock).code == "work-missing"
    backup.restore(home, good, clock)
    store = WorkStore.open(home, clock)
    assert store.load(proposal).answers == {"a.b": "ж" * 5_000}
    store.close()
    assert aside.read_bytes() == damaged


def test_starting_empty_after_damage_keeps_everything(home: Home, clock: Clock) -> None:
    filled(home, clock)
    truncated(home.work)
    aside = told(home, clock).values["set_aside"]
    backup.start_empty(home, clock)
    store = WorkStore.open(home, clock)
    assert store.proposals() == ()
    store.close()
    assert isinstance(aside, Path)
    assert aside.exists()
    assert backup.last_good(home) is not None


def test_damage_without_a_backup_is_told_too(home: Home, clock: Clock) -> None:
    WorkStore.open(home, clock).close()
    overwritten(home.work)
    error = told(home, clock)
    assert (error.code, error.values["backup"]) == ("work-damaged", None)


def test_a_damaged_backup_is_passed_over(home: Home, clock: Clock) -> None:
    filled(home, clock)
    clock.now += timedelta(days=1)
    WorkStore.open(home, clock).close()
    newest, older = (entry.path for entry in backup.backups(home))
    truncated(newest)
    with pytest.raises(AppError) as caught:
        backup.restore(home, newest, clock)
    assert caught.value.code == "backup-failed"
    emptied(home.work)
    assert told(home, clock).values["backup"] == older


def test_restoring_sets_the_present_file_aside(home: Home, clock: Clock) -> None:
    filled(home, clock)
    store = WorkStore.open(home, clock)
    later = store.create("wecoop", "1", {})
    store.close()
    good = backup.last_good(home)
    assert good is not None
    backup.restore(home, good.path, clock)
    (replaced,) = home.root.glob("work-replaced-*.sqlite")
    with contextlib.closing(sqlite3.connect(replaced)) as other:
        kept = {row[0] for row in other.execute("SELECT id FROM proposals")}
    assert later in kept


def test_restoring_while_the_program_runs_is_refused(home: Home, clock: Clock) -> None:
    filled(home, clock)
    store = WorkStore.open(home, clock)
    good = backup.last_good(home)
    assert good is not None
    for way in (lambda: backup.restore(home, good.path), lambda: backup.start_empty(home)):
        with pytest.raises(AppError) as caught:
            way()
        assert caught.value.code == "work-in-use"
    store.close()


@pytest.mark.parametrize("log", [False, True])
def test_a_newer_database_is_refused_untouched(home: Home, clock: Clock, log: bool) -> None:
    filled(home, clock)
    with contextlib.closing(sqlite3.connect(home.work)) as newer:
        newer.execute("PRAGMA journal_mode=DELETE")
        newer.execute(f"PRAGMA user_version={SCHEMA + 1}")
        newer.execute("PRAGMA journal_mode=WAL")
        newer.execute("DELETE FROM answers")
        newer.commit()
        if log:  # the newer program was killed: its log still holds the last commits
            before = image(home.root)
    if log:
        for name, data in before.items():
            (home.root / name).write_bytes(data)
    before = image(home.root)
    assert told(home, clock).code == "work-newer"
    assert image(home.root) == before


def test_backups_are_thinned_by_days_and_weeks(home: Home, clock: Clock) -> None:
    filled(home, clock)
    for _ in range(60):
        clock.now += timedelta(days=1)
        WorkStore.open(home, clock).close()
    ages = [(clock.now - entry.made).days for entry in backup.backups(home)]
    assert ages[:7] == list(range(7))
    assert len(ages) == 11
    assert 21 <= ages[-1] <= 35


def test_an_empty_store_makes_no_backup_and_one_a_day_is_enough(home: Home, clock: Clock) -> None:
    WorkStore.open(home, clock).close()
    WorkStore.open(home, clock).close()
    assert backup.backups(home) == ()
    filled(home, clock)
    WorkStore.open(home, clock).close()
    assert len(backup.backups(home)) == 1


def test_a_store_that_stays_open_is_backed_up_each_day(store: WorkStore, clock: Clock) -> None:
    proposal = store.create("wecoop", "1", {})
    for day in range(3):
        store.write(proposal, "a.b", day)
        store.back_up()
        store.back_up()
        clock.now += timedelta(days=1)
    kept = backup.backups(store._home)
    assert len(kept) == 3
    with contextlib.closing(sqlite3.connect(kept[0].path)) as newest:
        assert newest.execute("SELECT data FROM answers").fetchall() == [("2",)]


def test_what_a_kill_left_is_cleared_and_never_played_in(home: Home, clock: Clock) -> None:
    proposal = filled(home, clock)
    beside = database.part(home.work)
    for name in (beside.name, beside.name + "-journal", beside.name + "-wal"):
        home.work.with_name(name).write_bytes(b"left" * 5_000)
    store = WorkStore.open(home, clock)
    assert "a.b" in store.load(proposal).answers
    store.close()
    assert not list(home.root.glob(".*"))


def test_a_log_without_its_database_is_kept(home: Home, clock: Clock) -> None:
    home.root.mkdir(parents=True)
    log = home.root / "work.sqlite-wal"
    log.write_bytes(b"a log")
    WorkStore.open(home, clock).close()
    assert not log.exists()
    (kept,) = home.root.glob("work-damaged-*.sqlite-wal")
    assert kept.read_bytes() == b"a log"


def test_an_old_database_is_migrated_after_a_backup(home: Home, clock: Clock) -> None:
    home.root.mkdir(parents=True)
    old_database(home.work, proposals=3)
    old = home.work.read_bytes()
    store = WorkStore.open(home, clock)
    assert len(store.proposals()) == 3
    assert store.load("p1").answers == {"a.b": {"ru": "ж" * 2_000, "en": "1"}}
    store.write("p1", "a.b", "new")
    store.close()
    assert database.check_file(home.work) == SCHEMA
    (kept,) = backup.backups(home)
    assert database.check_file(kept.path) == 1
    assert len(kept.path.read_bytes()) == len(old)


def test_an_old_database_with_a_log_loses_nothing(home: Home, clock: Clock) -> None:
    """The old program was killed: what it acknowledged stands in the log only."""
    home.root.mkdir(parents=True)
    old_database(home.work, proposals=1)
    with contextlib.closing(sqlite3.connect(home.work)) as old:
        old.execute("PRAGMA journal_mode=WAL")
        old.execute("INSERT INTO answers VALUES ('p0', 'a.c', '\"in the log\"')")
        old.commit()
        killed = image(home.root)
    for name, data in killed.items():
        (home.root / name).write_bytes(data)
    assert (home.root / "work.sqlite-wal").stat().st_size > 0
    store = WorkStore.open(home, clock)
    assert store.load("p0").answers["a.c"] == "in the log"
    store.close()


def test_migrations_lead_to_the_tables_of_the_program(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlalchemy import create_engine

    from wecoop_desktop.work.tables import Table

    made, migrated = tmp_path / "made.sqlite", tmp_path / "migrated.sqlite"
    database.create(made)
    migration.upgrade(migrated)
    assert database.check_file(made) == database.check_file(migrated) == SCHEMA
    versions = []
    for path in (made, migrated):
        engine = create_engine(f"sqlite:///{path}")
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": False})
            assert compare_metadata(context, Table.metadata) == []
            versions.append(context.get_current_revision())
        engine.dispose()
    assert versions == [f"{SCHEMA:04d}"] * 2


def test_alembic_is_imported_only_for_a_migration(home: Home) -> None:
    program = (
        "import sys; from pathlib import Path; from wecoop_desktop.base.folders import Home;"
        "from wecoop_desktop.work.store import WorkStore;"
        "WorkStore.open(Home(Path(sys.argv[1]))).close();"
        "assert 'alembic' not in sys.modules; assert 'PySide6' not in sys.modules"
    )
    command = [sys.executable, "-c", program, str(home.root)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of one megabyte."""
    with disk.small(tmp_path / "stick", 1) as place:
        yield place


def test_a_full_disk_is_told_and_nothing_is_lost(small_disk: Path, clock: Clock) -> None:
    home = Home(small_disk / "дом")
    store = WorkStore.open(home, clock)
    proposal = store.create("wecoop", "1", {})
    store.write(proposal, "a.b", "kept")
    for size in (20_000, 300):
        with pytest.raises(AppError) as caught:
            fill(store, proposal, size)
        assert caught.value.code == "disk-full"
    kept = store.load(proposal).answers
    assert kept["a.b"] == "kept"
    with pytest.raises(AppError) as caught:
        store.export_file(proposal, small_disk / "a.wecoop", {"noise": os.urandom(400_000).hex()})
    assert caught.value.code == "disk-full"
    assert not (small_disk / "a.wecoop").exists()
    store.close()
    try:  # still full: it opens or says so, but never takes the file for damaged
        WorkStore.open(home, clock).close()
    except AppError as error:
        assert error.code == "disk-full"  # noqa: PT017 - either way is right
    subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    store = WorkStore.open(home, clock)
    assert store.load(proposal).answers == kept
    store.write(proposal, "a.b", "more")
    store.close()
    assert database.check_file(home.work) == SCHEMA
    assert not list(home.root.glob("work-*"))


def test_a_disk_that_fills_up_in_a_migration_leaves_the_old_database(
    small_disk: Path, clock: Clock
) -> None:
    home = Home(small_disk)
    old_database(home.work, proposals=1)
    now = "2026-01-01T00:00:00.000000+00:00"
    row = ("p0", 1, "a.b", "x" * 200_000, None, now, now, 200_000, 0)
    with contextlib.closing(sqlite3.connect(home.work)) as old, old:
        old.execute("INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    (small_disk / "filler").write_bytes(b"x" * 250_000)
    assert told(home, clock).code == "disk-full"
    assert database.check_file(home.work) == 1
    subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    store = WorkStore.open(home, clock)
    assert store.undo("p0") == "a.b"
    store.close()


def fill(store: WorkStore, proposal: str, size: int) -> None:
    """Write until nothing fits any more; what was acknowledged is there."""
    for number in range(2_000):
        store.write(proposal, f"a.c{size}-{number}", "x" * size)


def test_a_backup_that_does_not_fit_does_not_stand_in_the_way(
    small_disk: Path, clock: Clock
) -> None:
    home = Home(small_disk)
    store = WorkStore.open(home, clock)
    proposal = store.create("wecoop", "1", {"a.b": "x" * 300_000})
    store.close()
    (small_disk / "filler").write_bytes(b"x" * 400_000)
    store = WorkStore.open(home, clock)
    assert store.backup_problem is not None
    assert store.backup_problem.code == "disk-full"
    assert len(store.load(proposal).answers) == 1
    store.close()
    assert backup.backups(home) == ()


def test_a_limit_on_file_size_is_told(home: Home, clock: Clock) -> None:
    """What a quota does: the write fails in the middle."""
    resource = pytest.importorskip("resource")
    store = WorkStore.open(home, clock)
    proposal = store.create("wecoop", "1", {"a.b": "kept"})
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, before[1]))
    try:
        with pytest.raises(AppError) as caught:
            store.write(proposal, "a.b", "x" * 1_000_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert caught.value.code in ("disk-full", "work-not-writable")
    assert store.load(proposal).answers == {"a.b": "kept"}
    store.write(proposal, "a.b", "again")
    store.close()
    assert database.check_file(home.work) == SCHEMA


def test_a_home_that_is_a_file_is_told(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "home").write_text("x")
    assert told(Home(tmp_path / "home"), clock).code == "work-not-writable"


def test_a_protected_file_is_told(tmp_path: Path, clock: Clock) -> None:
    """Root may write anywhere, so a read-only mount stands for a protected stick."""
    place = tmp_path / "stick"
    place.mkdir()
    home = Home(place)
    filled(home, clock)
    before = image(place)
    if sys.platform == "linux" and os.geteuid() == 0:
        bound = subprocess.run(
            ["mount", "--bind", "-o", "ro", str(place), str(place)],
            capture_output=True,
            check=False,
        )
        if bound.returncode:
            pytest.skip("nothing can be mounted here")
    else:
        for path in (*place.iterdir(), place):
            path.chmod(path.stat().st_mode & ~0o222)
    try:
        assert told(home, clock).code == "work-not-writable"
        assert image(place) == before
    finally:
        if sys.platform == "linux" and os.geteuid() == 0:
            subprocess.run(["umount", "-l", str(place)], check=True)
        else:
            for path in (place, *place.iterdir()):
                path.chmod(path.stat().st_mode | 0o200)


def test_a_copied_home_opens_elsewhere(home: Home, clock: Clock, tmp_path: Path) -> None:
    proposal = filled(home, clock)
    moved = Home(tmp_path / "другой компьютер % #?")
    shutil.copytree(home.root, moved.root)
    store = WorkStore.open(moved, clock)
    assert "a.b" in store.load(proposal).answers
    store.close()
    emptied(moved.work)
    assert told(moved, clock).values["backup"] is not None
