"""A stick gets a complete copy that was verified and read back, or stays as it was."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.kit.listening import running
from tests.kit.organisation import NOW, Organisation
from tests.kit.publishing import NOW as PUBLISHED
from tests.kit.publishing import Publisher
from wecoop_desktop.base.errors import AppError, Cancelled
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.sync.copy import BESIDE, FOLDER, Copied, copy
from wecoop_desktop.sync.folder import Folder, release_in
from wecoop_desktop.sync.limits import Limits
from wecoop_desktop.sync.serve import server
from wecoop_desktop.sync.trust import Trust

PARTS = {"edition.json": b'{"number": 1}', "guide.pack": bytes(range(256)) * 900}


def _at(now: datetime) -> Callable[[], datetime]:
    return lambda: now


class Stopping(Job):
    """Stops at that step."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self._left = place

    def step(self, done: int, total: int, code: str = "") -> None:
        if not self._left:
            self.stop()
        self._left -= 1
        super().step(done, total, code)


class Desk:
    """A publisher's release, and a stick."""

    def __init__(self, folder: Path) -> None:
        self.publisher = Publisher()
        self.publisher.publish(PARTS)
        self.release = folder / "release"
        self.publisher.write(self.release)
        self.stick = folder / "stick"
        self.stick.mkdir()
        self.now = PUBLISHED

    @property
    def root(self) -> bytes:
        return self.publisher.root("stick")

    def copy(self, source: str | Path | None = None, job: Job | None = None) -> Copied:
        return copy(source or self.release, self.stick, self.root, job, now=_at(self.now))

    def read(self, user: Path) -> dict[str, bytes]:
        """What a computer gets from the stick."""
        found = release_in(self.stick)
        assert found is not None
        trust = Trust(user, "stick", self.root, Folder(found, "stick"), now=_at(self.now))
        trust.refresh()
        return {
            part.name: trust.fetch(part.name, user / "parts").read_bytes()
            for part in trust.targets()
        }

    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.stick).as_posix(): path.read_bytes()
            for path in self.stick.rglob("*")
            if path.is_file()
        }


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_copy_of_a_folder(desk: Desk, tmp_path: Path) -> None:
    done = desk.copy()
    assert done.folder == desk.stick
    assert desk.read(tmp_path / "user") == PARTS
    assert not (desk.stick / "metadata").exists()  # for sticks only
    assert not list(desk.stick.glob(f"{BESIDE}*"))
    assert done.size == sum(len(data) for data in desk.files().values())
    again = desk.copy()
    assert again.written == 0


def test_a_copy_of_an_address(desk: Desk, tmp_path: Path) -> None:
    with running(server(desk.release, port=0)) as port:
        desk.copy(f"http://127.0.0.1:{port}")
    assert desk.read(tmp_path / "user") == PARTS


def test_a_copy_of_a_copy(desk: Desk, tmp_path: Path) -> None:
    desk.copy()
    first = desk.stick
    desk.stick = tmp_path / "second"
    desk.stick.mkdir()
    desk.copy(first)
    assert desk.read(tmp_path / "user") == PARTS


def test_beside_other_things(desk: Desk, tmp_path: Path) -> None:
    (desk.stick / "holiday.jpg").write_bytes(b"picture")
    done = desk.copy()
    assert done.folder == desk.stick / FOLDER
    assert (desk.stick / "holiday.jpg").read_bytes() == b"picture"
    assert desk.read(tmp_path / "user") == PARTS
    desk.publisher.publish({**PARTS, "guide.pack": b"new"})
    desk.publisher.write(desk.release)
    assert desk.copy().folder == desk.stick / FOLDER
    assert desk.read(tmp_path / "user")["guide.pack"] == b"new"


def test_what_an_earlier_copy_had_goes(desk: Desk) -> None:
    desk.copy()
    desk.publisher.publish({**PARTS, "guide.pack": b"new"})
    desk.publisher.write(desk.release)
    desk.copy()
    assert len(list((desk.stick / "targets").iterdir())) == len(PARTS)
    assert len(list((desk.stick / "stick").glob("*.targets.json"))) == 1


def test_a_copy_for_programs_of_years_ago(tmp_path: Path) -> None:
    """Every root is there, so that a program follows from the one it was shipped with."""
    house = Organisation(tmp_path)
    house.publish(1)
    for holder in ("root-1", "root-2"):
        house.rotate([holder], ("root",))
        house.sign("root-1", "root-2", "root-3")
    stick = tmp_path / "stick"
    stick.mkdir()
    newest = (house.release / "stick" / "3.root.json").read_bytes()
    copy(house.release, stick, newest, now=_at(NOW))
    assert {path.name for path in (stick / "stick").glob("*.root.json")} == {
        "1.root.json", "2.root.json", "3.root.json",
    }  # fmt: skip
    assert house.user("stick", "old", stick).edition() == 1


def test_nothing_that_is_not_genuine_is_carried_on(desk: Desk, tmp_path: Path) -> None:
    for path in (desk.release / "targets").glob("*.guide.pack"):
        path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(AppError) as refused:
        desk.copy()
    assert refused.value.code == "part-damaged"
    assert release_in(desk.stick) is None
    stranger = Publisher()
    stranger.publish(PARTS)
    stranger.write(tmp_path / "stranger")
    with pytest.raises(AppError) as refused:
        desk.copy(tmp_path / "stranger")
    assert refused.value.code == "update-not-genuine"
    assert not [name for name in desk.files() if not name.startswith("targets/")]


def test_a_state_that_has_run_out_is_not_carried_on(desk: Desk) -> None:
    desk.now += timedelta(days=500)
    with pytest.raises(AppError) as refused:
        desk.copy()
    assert refused.value.code in ("update-expired", "copy-expired")
    assert desk.files() == {}


def test_stopped_or_broken_off_anywhere_the_stick_stays_readable(
    desk: Desk, tmp_path: Path
) -> None:
    desk.copy()
    new = {**PARTS, "guide.pack": b"new" * 100_000, "more.pack": b"more" * 50_000}
    desk.publisher.publish(new)
    desk.publisher.write(desk.release)
    for place in range(12):
        try:
            desk.copy(job=Stopping(place))
        except Cancelled:
            assert desk.read(tmp_path / f"user-{place}") in (PARTS, new)
            assert not list(desk.stick.glob(f"{BESIDE}*"))
    desk.copy()
    assert desk.read(tmp_path / "last") == new


def test_a_stick_pulled_out_in_the_middle(desk: Desk) -> None:
    job = Job(lambda done, total, code: shutil.rmtree(desk.stick, ignore_errors=True))
    with pytest.raises(AppError) as gone:
        desk.copy(job=job)
    assert gone.value.code == "copy-gone"


def test_the_source_pulled_out_in_the_middle(desk: Desk) -> None:
    job = Job(lambda done, total, code: shutil.rmtree(desk.release, ignore_errors=True))
    with pytest.raises(AppError) as gone:
        desk.copy(job=job)
    assert gone.value.code == "carrier-gone"
    assert release_in(desk.stick) is None


def test_a_stick_without_room(desk: Desk) -> None:
    vast = 2**62
    desk.publisher.network.targets.targets["guide.pack"].length = vast
    desk.publisher.stick.targets.targets["guide.pack"].length = vast
    for channel in desk.publisher.channels.values():
        channel.step("targets", "snapshot", "timestamp")
    desk.publisher.write(desk.release)
    with pytest.raises(AppError) as full:
        desk.copy()
    assert full.value.code == "copy-no-room"
    assert desk.files() == {}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a system with limits on files")
def test_a_stick_that_fills_up(desk: Desk) -> None:
    import resource

    data = os.urandom(300_000)
    desk.publisher.publish({**PARTS, "guide.pack": data})
    desk.publisher.write(desk.release)
    import signal

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(AppError) as full:
            desk.copy()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert full.value.code in ("disk-full", "file-not-writable")
    assert release_in(desk.stick) is None
    assert not list(desk.stick.glob(f"{BESIDE}*"))


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_stick_that_is_write_protected(desk: Desk) -> None:
    desk.stick.chmod(0o500)
    try:
        with pytest.raises(AppError) as refused:
            desk.copy()
    finally:
        desk.stick.chmod(0o700)
    assert refused.value.code == "file-not-writable"


def test_odd_places(desk: Desk, tmp_path: Path) -> None:
    for target, code in (
        (tmp_path / "nothing", "folder-missing"),
        (desk.release, "copy-onto-itself"),
    ):
        with pytest.raises(AppError) as refused:
            copy(desk.release, target, desk.root, now=_at(desk.now))
        assert refused.value.code == code
    with pytest.raises(AppError) as refused:
        copy(tmp_path / "empty", desk.stick, desk.root, now=_at(desk.now))
    assert refused.value.code == "carrier-missing"
    with pytest.raises(AppError) as refused:
        copy(desk.release, desk.stick, b"{}", limits=Limits(), now=_at(desk.now))
    assert refused.value.code == "trust-root-damaged"
    assert desk.files() == {}


def test_a_link_on_the_stick_is_not_followed(desk: Desk, tmp_path: Path) -> None:
    desk.copy()
    mine = tmp_path / "mine"
    mine.write_bytes(b"mine")
    part = next((desk.stick / "targets").glob("*.guide.pack"))
    part.unlink()
    part.symlink_to(mine)
    desk.copy()
    assert mine.read_bytes() == b"mine"
    assert not part.is_symlink()
    assert part.read_bytes() == PARTS["guide.pack"]
