"""The trust of a computer: what it learns, keeps, forgets, and what damage to it does."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.kit.computer import PARTS, Computer
from tests.kit.publishing import NOW, Publisher
from wecoop_desktop.base.errors import AppError, Cancelled
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.sync.carrier import Folder
from wecoop_desktop.sync.limits import Limits
from wecoop_desktop.sync.root import trusted_root
from wecoop_desktop.sync.trust import Trust, begin_trust


def test_everything_that_is_published_comes(computer: Computer) -> None:
    computer.install()
    found = {path.name: path.read_bytes() for path in computer.incoming.iterdir()}
    assert found == PARTS


def test_the_standing_says_who_and_until_when(computer: Computer) -> None:
    standing = computer.trust().refresh()
    assert standing.genuine
    assert (standing.issued, standing.expires) == (NOW, NOW + timedelta(days=30))
    assert standing.since == NOW
    assert dict(standing.versions) == {"root": 1, "timestamp": 1, "snapshot": 1, "targets": 1}
    network = computer.publisher.network
    assert set(standing.keys) == {key.public_key.keyid for key in network.keys["root"]}


def test_what_is_known_needs_nobody(computer: Computer) -> None:
    fresh = computer.trust().known()
    assert (fresh.genuine, fresh.issued) == (False, None)
    computer.trust().refresh()
    shutil.rmtree(computer.release, ignore_errors=True)
    computer.publisher.files.clear()
    known = computer.trust().known()
    assert (known.genuine, known.issued) == (True, NOW)
    computer.now = NOW + timedelta(days=31)
    assert not computer.trust().known().genuine


def test_parts_are_described(computer: Computer) -> None:
    trust = computer.trust()
    trust.refresh()
    assert [(target.name, target.size) for target in trust.targets()] == sorted(
        (name, len(data)) for name, data in PARTS.items()
    )
    assert trust.info("guide.pack") == trust.targets()[1]
    assert trust.info("nothing.pack") is None
    with pytest.raises(AppError, match="part-missing"):
        trust.fetch("nothing.pack", computer.incoming)


def test_nothing_new_costs_two_questions_and_500_bytes(online: Computer) -> None:
    online.install()
    carrier = online.carrier()
    assert online.server is not None
    online.trust(carrier).refresh()
    assert online.server.asked == ["metadata/2.root.json", "metadata/timestamp.json"]
    assert online.server.sent <= 500


def test_only_what_changed_is_asked_for(online: Computer) -> None:
    online.install()
    online.publisher.publish({**PARTS, "edition.json": b"new"})
    online.install()
    assert online.server is not None
    asked = [path.rpartition("/")[2][-12:] for path in online.server.asked]
    assert [name for name in asked if name.endswith("pack")] == []


def test_progress_is_told_in_bytes(computer: Computer) -> None:
    steps: list[tuple[int, int, str]] = []
    trust = computer.trust()
    trust.refresh()
    trust.fetch("guide.pack", computer.incoming, Job(lambda *step: steps.append(step)))
    size = len(PARTS["guide.pack"])
    assert steps[-1] == (size, size, "update-fetching")
    assert [done for done, _, _ in steps] == sorted(done for done, _, _ in steps)
    assert len(steps) > 3


def test_a_refresh_can_be_stopped(computer: Computer) -> None:
    job = Job()
    job.stop()
    with pytest.raises(Cancelled):
        computer.trust().refresh(job)
    assert computer.trust().refresh().genuine


def test_a_part_beyond_the_limit_is_not_begun(computer: Computer) -> None:
    computer.limits = Limits(part=100_000)
    trust = computer.trust()
    trust.refresh()
    with pytest.raises(AppError, match="part-too-large"):
        trust.fetch("guide.pack", computer.incoming)
    assert not computer.incoming.exists()


# -- damage on this computer ----------------------------------------------------------------

FILES = (
    "root.json",
    "root_history/1.root.json",
    "root_history/2.root.json",
    "timestamp.json",
    "snapshot.json",
    "targets.json",
)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", ["gone", "empty", "cut", "other", "folder", "link"])
def test_no_damage_locks_anybody_out(beside: Computer, name: str, damage: str) -> None:
    """Whatever happened to a file: the program's own root leads back to what is published now."""
    beside.publisher.network.renew()
    beside.install()
    path = beside.home.trust / "network" / name
    data = path.read_bytes()
    path.unlink()
    if damage == "folder":
        (path / "inside").mkdir(parents=True)
    elif damage == "link":
        path.symlink_to(beside.folder / "nowhere")
    elif damage != "gone":
        path.write_bytes({"empty": b"", "cut": data[:100], "other": b'{"a": 1}'}[damage])
    beside.publisher.publish({**PARTS, "edition.json": b"new"})
    beside.trust().known()
    assert dict(beside.trust().refresh().versions)["targets"] == 2


@pytest.mark.parametrize("damage", ["file", "link", "memory"])
def test_no_damage_to_folders_locks_anybody_out(beside: Computer, damage: str) -> None:
    beside.install()
    history = beside.home.trust / "network" / "root_history"
    shutil.rmtree(history)
    if damage == "file":
        history.write_bytes(b"")
    elif damage == "link":
        history.symlink_to(beside.folder)
    else:
        (beside.home.trust / "network.clock.json").write_bytes(b'{"signed": {"root": 7}}')
    assert beside.trust().refresh().genuine


def test_a_damaged_root_of_the_program_is_told(computer: Computer) -> None:
    computer.root = computer.publisher.root().replace(b'"version":1', b'"version":2')
    computer.refuses("trust-root-damaged")


def test_there_are_no_links_in_the_home(computer: Computer) -> None:
    """Sticks and shared drives know none."""
    computer.publisher.network.renew()
    computer.install()
    paths = [path for path in computer.home.trust.rglob("*") if path.is_symlink()]
    assert paths == []
    assert (computer.home.trust / "network" / "root.json").read_bytes() == (
        computer.publisher.files["metadata/2.root.json"]
    )


# -- other publishers and newer programs ----------------------------------------------------


def test_a_newer_program_brings_a_newer_root(computer: Computer) -> None:
    computer.install()
    for _ in range(3):
        computer.publisher.network.rotate("root")
    computer.root = computer.publisher.files["metadata/4.root.json"]
    for number in (2, 3):
        del computer.publisher.files[f"metadata/{number}.root.json"]
    assert dict(computer.trust().refresh().versions)["root"] == 4


def test_an_older_program_keeps_the_newer_root_of_its_home(computer: Computer) -> None:
    computer.publisher.network.rotate("root")
    computer.install()
    for number in (1, 2):
        del computer.publisher.files[f"metadata/{number}.root.json"]
    shutil.rmtree(computer.release, ignore_errors=True)
    assert dict(computer.trust().refresh().versions)["root"] == 2


def test_another_publisher_is_trusted_only_when_told(beside: Computer) -> None:
    beside.install()
    other = Publisher(NOW + timedelta(days=1))
    other.publish({"edition.json": b"other"})
    mine = beside.publisher
    beside.publisher = other
    beside.root = mine.root()
    shutil.rmtree(beside.release)
    beside.refuses("update-not-genuine")
    begin_trust(beside.home, "network", other.root())
    beside.root = trusted_root(beside.home, "network")
    assert beside.root == other.root()
    assert beside.trust().refresh().issued == NOW + timedelta(days=1)


@pytest.mark.parametrize("wrong", [b"", b"{}", b"[]", b"\xff", b"{" * 5000])
def test_what_is_no_root_is_not_trusted(tmp_path: Path, wrong: bytes) -> None:
    with pytest.raises(AppError, match="trust-root-wrong"):
        begin_trust(Home(tmp_path), "network", wrong)
    assert list(tmp_path.iterdir()) == []


def test_a_root_with_too_few_signatures_is_not_trusted(tmp_path: Path) -> None:
    network = Publisher().network
    alone = network.signed("root", network.keys["root"][:1])
    with pytest.raises(AppError, match="trust-root-wrong"):
        begin_trust(Home(tmp_path), "network", alone)


def test_a_channel_has_a_memory_of_its_own(beside: Computer) -> None:
    """What sticks signed later says nothing about the network, but the time."""
    beside.install()
    beside.publisher.write(beside.release)
    stick = Folder(beside.release, "stick")
    root = beside.publisher.root("stick")
    trust = Trust.open(beside.home, "stick", root, stick, now=lambda: NOW)
    assert replace(trust.refresh(), keys=()).channel == "stick"
    assert sorted(path.name for path in beside.home.trust.iterdir()) == [
        "network",
        "network.clock.json",
        "stick",
        "stick.clock.json",
    ]
