"""A stick from the publisher's release to a computer that never has a network."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.kit.publishing import NOW, Publisher, Server
from tests.kit.small import revised, small_packs, write_packs
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.packs import source
from wecoop_desktop.sync import content, update
from wecoop_desktop.sync.carrier import carrier
from wecoop_desktop.sync.copy import copy
from wecoop_desktop.sync.offer import Offer
from wecoop_desktop.sync.staging import Staged
from wecoop_desktop.sync.trust import Trust


@pytest.fixture
def publisher() -> Publisher:
    """Of two editions, of which the second can travel as a patch."""
    made = Publisher()
    packs = small_packs()
    for number in (1, 2):
        packs = revised(packs, number)
        made.at(NOW + timedelta(days=number)).release(packs, number, date(2026, 12, number))
    return made


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    return write_packs(small_packs(), tmp_path / "shipped")


def trust_of(home: Home, where: Path, publisher: Publisher) -> Trust:
    found = carrier(where)
    now = publisher.stick.now
    return Trust.open(home, found.channel, publisher.root(found.channel), found, now=lambda: now)


def built(folder: Path, job: Job) -> str:
    return "library of " + folder.name


def fetched(home: Home, trust: Trust, offer: Offer, job: Job) -> Staged | str:
    """What was fetched, or the code of what hindered it."""
    try:
        return update.fetch(home, trust, offer, job)
    except AppError as error:
        return error.code


def take(home: Home, where: Path, publisher: Publisher, shipped: Path) -> update.Installed:
    trust = trust_of(home, where, publisher)
    offer = update.check(home, trust, shipped=shipped)
    return update.install(home, update.fetch(home, trust, offer), built, shipped=shipped)


def test_from_the_web_by_a_copy_to_a_computer_without_network(
    publisher: Publisher, shipped: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "Флешка"
    (stick / "Фото").mkdir(parents=True)
    (stick / "Отчёт.docx").write_bytes(b"something else on the same stick")
    with Server(publisher.files) as server:
        root, now = publisher.root("stick"), publisher.stick.now
        copied = copy(server.address, stick, root, now=lambda: now)
    assert copied.folder.parent == stick
    home = Home(tmp_path / "Дом")
    assert take(home, stick, publisher, shipped).number == 2
    assert not (home.trust / "network").exists()
    assert (stick / "Отчёт.docx").exists()


def test_a_stick_pulled_out_at_any_step_and_put_in_elsewhere(
    publisher: Publisher, shipped: Path, tmp_path: Path
) -> None:
    """The drive has another letter the next time; what was verified is not read again."""
    home = Home(tmp_path / "home")
    where = publisher.write(tmp_path / "E" / "wecoop-updates", "stick")

    class Pulling(Job):
        def __init__(self, at: int) -> None:
            super().__init__()
            self.left = at

        def step(self, done: int, total: int, code: str = "") -> None:
            self.left -= 1
            if self.left == 0 and where.exists():
                shutil.rmtree(where)

    for at in range(1, 20):
        letter = tmp_path / f"drive{at}"
        if where.exists():
            shutil.rmtree(where)
        where = publisher.write(letter, "stick")
        trust = trust_of(home, where, publisher)
        offer = update.check(home, trust, shipped=shipped)
        staged = fetched(home, trust, offer, Pulling(at))
        if not isinstance(staged, str):
            break
        assert staged in ("carrier-gone", "carrier-empty", "update-incomplete")
        assert content.in_use(home, shipped) == content.InUse(shipped)
    assert isinstance(staged, Staged)
    assert update.install(home, staged, built, shipped=shipped).number == 2


def test_an_installed_stick_may_be_anywhere(
    publisher: Publisher, shipped: Path, tmp_path: Path
) -> None:
    """Once staged, the stick is not needed for the rest."""
    home = Home(tmp_path / "home")
    where = publisher.write(tmp_path / "E", "stick")
    trust = trust_of(home, where, publisher)
    staged = update.fetch(home, trust, update.check(home, trust, shipped=shipped))
    shutil.rmtree(where)
    done = update.install(home, staged, built, shipped=shipped)
    assert source.folder_digest(done.folder) == staged.edition.digest
    assert update.rollback(home, built, shipped=shipped).number == 0


def test_a_tampered_stick_is_refused_and_a_good_one_taken(
    publisher: Publisher, shipped: Path, tmp_path: Path
) -> None:
    home = Home(tmp_path / "home")
    bad = publisher.write(tmp_path / "bad", "stick")
    for path in (bad / "targets").glob("*.pack"):
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(bytes(data))
    trust = trust_of(home, bad, publisher)
    offer = update.check(home, trust, shipped=shipped)
    with pytest.raises(AppError) as caught:
        update.fetch(home, trust, offer)
    assert caught.value.code == "part-damaged"
    assert content.in_use(home, shipped) == content.InUse(shipped)
    good = publisher.write(tmp_path / "good", "stick")
    assert take(home, good, publisher, shipped).number == 2
