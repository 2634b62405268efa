"""What an update must survive besides kills: full disks, homes that cannot be written, mistakes of
the publisher; whatever happens, what was in use still is, and the way back works."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.kit.publishing import NOW, Publisher
from tests.kit.small import Packs, revised, small_packs, write_packs
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.wording import say
from wecoop_desktop.library import shelf
from wecoop_desktop.packs import source
from wecoop_desktop.sync import content, editions, update
from wecoop_desktop.sync.folder import Folder
from wecoop_desktop.sync.trust import Trust


class Stick:
    """A publisher whose editions come on a stick, and a home that takes them."""

    def __init__(self, folder: Path) -> None:
        self.publisher = Publisher()
        self.packs: Packs = small_packs()
        self.shipped = write_packs(self.packs, folder / "shipped")
        self.home = Home(folder / "Дом Айгүл")
        self.folder = folder / "stick"
        self.number = 0

    def next(self) -> None:
        self.number += 1
        self.packs = revised(self.packs, self.number)
        self.publisher.at(NOW + timedelta(days=self.number))
        self.publisher.release(self.packs, self.number, date(2026, 12, self.number))
        self.publisher.write(self.folder, "stick")

    def take(self) -> update.Installed:
        now = self.publisher.stick.now
        trust = Trust.open(
            self.home,
            "stick",
            self.publisher.root("stick"),
            Folder(self.folder, "stick"),
            now=lambda: now,
        )
        offer = update.check(self.home, trust, shipped=self.shipped)
        staged = update.fetch(self.home, trust, offer)
        return update.install(self.home, staged, self.build, shipped=self.shipped)

    def build(self, folder: Path, job: Job) -> str:
        return shelf.make(self.home, folder, job)

    def in_use(self) -> content.InUse:
        return content.in_use(self.home, self.shipped, thorough=True)


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    return Stick(tmp_path)


@contextmanager
def small_files(most: int) -> Iterator[None]:
    """The system takes no file of more bytes, as a disk that has filled up."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of the size of files")
@pytest.mark.parametrize("most", [10, 300, 1_500, 6_000, 30_000, 90_000])
def test_a_disk_that_fills_up_changes_nothing(stick: Stick, most: int) -> None:
    """At each limit the update breaks off somewhere else: metadata, parts, packs, the library."""
    stick.next()
    stick.take()
    before = stick.in_use()
    stick.next()
    with small_files(most), pytest.raises(AppError) as caught:
        stick.take()
    assert say(Language("en"), caught.value)
    assert stick.in_use() == before
    assert source.folder_digest(before.folder) == before.held.digest if before.held else False
    assert [held.number for held in editions.all_held(stick.home)] == [1]
    assert stick.take().number == 2


def test_too_little_room_is_told_before_anything_is_fetched(stick: Stick) -> None:
    stick.next()
    now = stick.publisher.stick.now
    brings = Folder(stick.folder, "stick")
    root = stick.publisher.root("stick")
    trust = Trust.open(stick.home, "stick", root, brings, now=lambda: now)
    offer = update.check(stick.home, trust, shipped=stick.shipped)
    assert offer.room > offer.bytes
    with pytest.raises(AppError) as caught:
        update.fetch(stick.home, trust, replace(offer, room=2**70))
    assert caught.value.code == "update-no-room"
    assert "МБ" in say(Language("ru"), caught.value)
    assert not list(stick.home.incoming.glob("parts-*"))


def test_a_home_that_is_a_file_is_told(stick: Stick) -> None:
    stick.next()
    stick.home.root.write_text("a file where the home should be")
    with pytest.raises(AppError) as caught:
        stick.take()
    assert say(Language("en"), caught.value)
    assert stick.in_use() == content.InUse(stick.shipped)


def test_going_back_from_a_damaged_edition_needs_no_update(stick: Stick) -> None:
    for _ in range(2):
        stick.next()
        stick.take()
    held = stick.in_use().held
    assert held is not None
    for path in held.folder.glob("*.pack"):
        path.write_bytes(path.read_bytes()[:-1])
    now = stick.in_use()
    assert now.number == 1
    assert now.mended is not None
    library = shelf.available(stick.home, stick.home.root / "none", now.library)
    assert library is not None
    assert library.info().digest == now.library == shelf.digest(now.folder)
    library.close()


def test_a_damaged_edition_is_not_gone_back_to(stick: Stick) -> None:
    for _ in range(2):
        stick.next()
        stick.take()
    previous = stick.in_use().previous
    assert isinstance(previous, editions.Held)
    (previous.folder / "projects.pack").write_bytes(b"damaged")
    with pytest.raises(AppError, match="update-nothing-before"):
        update.rollback(stick.home, stick.build, shipped=stick.shipped)
    assert stick.in_use().number == 2


def test_a_library_that_was_removed_is_built_again_when_going_back(stick: Stick) -> None:
    for _ in range(2):
        stick.next()
        stick.take()
    shutil.rmtree(stick.home.library)
    assert update.rollback(stick.home, stick.build, shipped=stick.shipped).number == 1
    now = stick.in_use()
    assert shelf.available(stick.home, stick.home.root / "none", now.library) is not None


def test_going_back_stopped_in_the_middle_stays(stick: Stick) -> None:
    for _ in range(2):
        stick.next()
        stick.take()
    before = stick.in_use()

    def fails(folder: Path, job: Job) -> str:
        raise AppError("disk-full", path=folder)

    with pytest.raises(AppError, match="disk-full"):
        update.rollback(stick.home, fails, shipped=stick.shipped)
    assert stick.in_use() == before


def test_odd_things_in_the_folders_of_updates_are_no_end(stick: Stick) -> None:
    """Files where folders should be and the other way round, left by whomever."""
    stick.next()
    stick.home.content.mkdir(parents=True)
    (stick.home.content / "current.json").mkdir()
    (stick.home.content / "x").write_text("x")
    stick.home.incoming.mkdir()
    (stick.home.incoming / "staged").write_text("x")
    (stick.home.incoming / "unfinished").write_text("x")
    assert stick.in_use().folder == stick.shipped
    assert stick.take().number == 1
