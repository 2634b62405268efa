"""A whole update by every carrier: the same tests for the web and for a stick."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.kit.publishing import NOW, Publisher, Server
from tests.kit.small import Packs, revised, small_packs, write_packs
from wecoop_desktop.base import lock
from wecoop_desktop.base.errors import AppError, Cancelled
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.wording import say
from wecoop_desktop.library import shelf
from wecoop_desktop.packs import source
from wecoop_desktop.packs.edition import edition_digest, pack_digest
from wecoop_desktop.packs.read import read_packs
from wecoop_desktop.sync import content, editions, log, staging, update
from wecoop_desktop.sync.carrier import Carrier, carrier
from wecoop_desktop.sync.offer import Offer
from wecoop_desktop.sync.trust import Trust


def library_of(folder: Path, job: Job) -> str:
    """Stands for the building of a library, of which the update knows nothing."""
    job.step(0, 1, update.BUILDING)
    return shelf.digest(folder)


@dataclass
class World:
    """A publisher, a home, and a carrier between them."""

    home: Home
    shipped: Path
    publisher: Publisher
    packs: Packs
    where: Callable[[], str]
    server: Server | None = None
    carriers: list[Carrier] = field(default_factory=list)

    def publish(self, number: int, *, program: str = "", patches: int = 3) -> None:
        day = date(2026, 12, number)
        self.publisher.at(NOW + timedelta(days=8 + number))
        self.packs = revised(self.packs, number)
        self.publisher.release(self.packs, number, day, program, patches)

    def trust(self) -> Trust:
        found = carrier(self.where())
        self.carriers.append(found)
        root = self.publisher.root(found.channel)
        return Trust.open(self.home, found.channel, root, found, now=lambda: self.now)

    @property
    def now(self) -> datetime:
        return self.publisher.network.now

    def check(self) -> Offer:
        return update.check(self.home, self.trust(), shipped=self.shipped)

    def fetch(self, job: Job | None = None) -> staging.Staged:
        trust = self.trust()
        offer = update.check(self.home, trust, shipped=self.shipped)
        assert offer.available
        return update.fetch(self.home, trust, offer, job)

    def install(self) -> update.Installed:
        return update.install(self.home, self.fetch(), library_of, shipped=self.shipped)

    def in_use(self) -> content.InUse:
        return content.in_use(self.home, self.shipped)

    def digest(self) -> str:
        """Of what is published now."""
        return edition_digest({pack: pack_digest(files) for pack, files in self.packs.items()})


@pytest.fixture(params=["folder", "web"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    packs = small_packs()
    publisher = Publisher()
    home, shipped = Home(tmp_path / "Дом Айгүл"), write_packs(packs, tmp_path / "shipped")
    if request.param == "web":
        with Server(publisher.files) as server:
            made = World(home, shipped, publisher, packs, lambda: server.address, server)
            yield made
            for used in made.carriers:
                used.close()
    else:

        def stick() -> str:
            return str(publisher.write(tmp_path / "stick" / "WECOOP", "stick").parent)

        yield World(home, shipped, publisher, packs, stick)


def test_an_update_from_the_packs_of_the_program(world: World) -> None:
    world.publish(1)
    offer = world.check()
    assert offer.verdict == "new"
    assert [pack.id for pack in offer.packs if pack.bytes] == ["projects"]
    assert offer.bytes == sum(pack.bytes for pack in offer.packs) > 0
    assert offer.patch is None, "nobody has published the edition of the program"
    assert offer.standing.genuine
    assert world.in_use().folder == world.shipped
    done = world.install()
    assert (done.number, done.before, done.earlier) == (1, 0, world.shipped)
    now = world.in_use()
    assert (now.number, now.previous) == (1, content.SHIPPED)
    assert source.folder_digest(now.folder) == world.digest()
    assert now.library == shelf.digest(now.folder)
    assert read_packs(now.folder).sound
    assert sorted(path.name for path in world.home.incoming.iterdir()) == ["edition.json"]


def test_the_next_update_travels_as_a_patch(world: World) -> None:
    world.publish(1)
    world.install()
    world.publish(2)
    offer = world.check()
    assert offer.patch is not None
    full = offer.edition.part("projects")
    assert full is not None
    assert offer.bytes == offer.patch.size < full.size
    done = world.install()
    assert (done.number, done.before) == (2, 1)
    assert source.folder_digest(world.in_use().folder) == world.digest()
    assert world.check().verdict == "same"
    fetched = next(entry for entry in log.read(world.home) if entry.act == "fetch")
    assert (fetched.bytes, fetched.packs, fetched.code) == (offer.bytes, ("projects",), "")


def test_nothing_new_is_told_and_changes_nothing(world: World) -> None:
    world.publish(1)
    world.install()
    before = held_files(world.home)
    offer = world.check()
    assert not offer.available
    assert (offer.verdict, offer.bytes) == ("same", 0)
    assert held_files(world.home) == before
    assert log.read(world.home)[0].outcome == "nothing"


def held_files(home: Home) -> dict[str, bytes]:
    return {
        path.relative_to(home.content).as_posix(): path.read_bytes()
        for path in home.content.rglob("*")
        if path.is_file() and path.name != "lock"
    }


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        ("unfit", "patch-unfit"),
        ("gone", "update-incomplete"),
        ("tampered", "part-damaged"),
        ("longer", "update-endless"),
    ],
)
def test_a_patch_of_no_use_is_no_end(world: World, harm: str, code: str) -> None:
    world.publish(1)
    world.install()
    world.publish(2)
    publisher = world.publisher
    if harm == "unfit":
        named = publisher.network.targets.targets
        parts = {name: publisher.files[publisher.part(name)] for name in named}
        parts["from-1.patch"] = parts["from-1.patch"][:-40] + bytes(40)
        publisher.publish(parts)
    path = publisher.part("from-1.patch")
    if harm == "tampered":
        publisher.tamper(path)
    if harm == "longer":
        publisher.files[path] += b"more"
    if harm == "gone":
        del publisher.files[path]
    staged = world.fetch()
    assert staged.unfit is not None
    assert staged.unfit.code == code
    update.install(world.home, staged, library_of, shipped=world.shipped)
    assert source.folder_digest(world.in_use().folder) == world.digest()
    fetched = next(entry for entry in log.read(world.home) if entry.act == "fetch")
    assert (fetched.outcome, fetched.code) == ("done", code)


def test_back_and_forward_again_cost_no_bytes(world: World) -> None:
    for number in (1, 2):
        world.publish(number)
        world.install()
    back = update.rollback(world.home, library_of, shipped=world.shipped)
    assert (back.number, back.before) == (1, 2)
    assert world.in_use().number == 1
    offer = world.check()
    assert (offer.verdict, offer.bytes) == ("new", 0), "what was gone back from is still here"
    forward = update.rollback(world.home, library_of, shipped=world.shipped)
    assert (forward.number, forward.before) == (2, 1)
    update.rollback(world.home, library_of, shipped=world.shipped)
    assert world.install().number == 2
    assert [held.number for held in editions.all_held(world.home)] == [2, 1]


def test_back_to_the_packs_of_the_program(world: World) -> None:
    with pytest.raises(AppError, match="update-nothing-before"):
        update.rollback(world.home, library_of, shipped=world.shipped)
    world.publish(1)
    world.install()
    done = update.rollback(world.home, library_of, shipped=world.shipped)
    assert (done.number, done.before, done.folder) == (0, 1, world.shipped)
    assert world.in_use().folder == world.shipped
    assert world.check().bytes == 0


def test_an_older_edition_is_refused_with_words(world: World, tmp_path: Path) -> None:
    """A stick that lay in a drawer, after newer content came by another way."""
    world.publish(1)
    shutil.copytree(world.publisher.write(tmp_path / "now"), tmp_path / "drawer")
    world.publish(2)
    world.install()
    found = carrier(str(tmp_path / "drawer"), "stick" if world.server else "network")
    root = world.publisher.root(found.channel)
    trust = Trust.open(world.home, found.channel, root, found, now=lambda: world.now)
    with pytest.raises(AppError) as caught:
        update.check(world.home, trust, shipped=world.shipped)
    assert caught.value.code == "update-edition-older"
    assert caught.value.values == {"offered": 1, "installed": 2}
    assert "older" in say(Language("en"), caught.value)
    assert world.in_use().number == 2


def test_what_is_older_than_the_program_is_nothing_new(world: World) -> None:
    world.publish(1)
    newer = revised(world.packs, 5)
    shutil.rmtree(world.shipped)
    write_packs(newer, world.shipped)
    assert world.check().verdict == "older"


def test_an_edition_for_newer_programs_is_refused(world: World) -> None:
    world.publish(1, program="99.1")
    with pytest.raises(AppError) as caught:
        world.check()
    assert caught.value.code == "update-needs-program"
    assert "99.1" in say(Language("ru"), caught.value)
    world.publish(2, program="0.0.1")
    assert world.check().available


def test_a_pack_of_a_newer_shape_refuses_the_edition(world: World) -> None:
    manifest = json.loads(world.packs["guide"]["guide/pack.json"])
    world.packs["guide"]["guide/pack.json"] = json.dumps({**manifest, "format": 9}).encode()
    world.publish(1)
    refused(world, "update-pack-newer", packs="guide")


def test_an_edition_with_mistakes_is_refused(world: World) -> None:
    world.packs["events"]["events/events/odd.json"] = b'{"id": "other"}'
    world.publish(1)
    refused(world, "update-unsound", problem="events/events/odd.json id")


def test_an_edition_without_a_form_would_lock_proposals_out(world: World) -> None:
    for name in [name for name in world.packs["forms"] if name != "forms/pack.json"]:
        del world.packs["forms"][name]
    world.publish(1)
    refused(world, "update-no-form")


def refused(world: World, code: str, **values: object) -> None:
    staged = world.fetch()
    with pytest.raises(AppError) as caught:
        update.install(world.home, staged, library_of, shipped=world.shipped)
    assert caught.value.code == code
    assert values.items() <= caught.value.values.items()
    assert say(Language("en"), caught.value)
    assert world.in_use() == content.InUse(world.shipped)
    assert editions.all_held(world.home) == []
    entry = log.read(world.home)[0]
    assert (entry.act, entry.outcome, entry.code) == ("install", "refused", code)


def test_a_library_that_cannot_be_built_changes_nothing(world: World) -> None:
    world.publish(1)
    staged = world.fetch()

    def build(folder: Path, job: Job) -> str:
        raise AppError("disk-full", path=folder)

    with pytest.raises(AppError, match="disk-full"):
        update.install(world.home, staged, build, shipped=world.shipped)
    assert world.in_use() == content.InUse(world.shipped)
    assert editions.all_held(world.home) == []
    assert world.install().number == 1


class Stopping(Job):
    """Stops itself at its step of that number."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self.left = after

    def step(self, done: int, total: int, code: str = "") -> None:
        self.left -= 1
        if self.left < 0:
            self.stop()
        super().step(done, total, code)


def test_a_stop_is_gone_on_from(world: World) -> None:
    """Cancelled after each step in turn, an update arrives all the same and loses nothing."""
    world.publish(1)
    stops = 0
    while True:
        try:
            world.fetch(Stopping(stops))
            break
        except Cancelled:
            stops += 1
            assert world.in_use().folder == world.shipped
    assert stops > 3
    assert world.install().number == 1
    fetches = [entry.outcome for entry in log.read(world.home) if entry.act == "fetch"]
    assert fetches.count("stopped") == stops


def test_verified_parts_are_not_asked_for_again(world: World) -> None:
    if world.server is None:
        pytest.skip("a folder counts no requests")
    for pack in ("guide", "events"):
        manifest = json.loads(world.packs[pack][f"{pack}/pack.json"])
        world.packs[pack][f"{pack}/pack.json"] = json.dumps({**manifest, "version": "x"}).encode()
    world.publish(1)

    trust = world.trust()
    offer = update.check(world.home, trust, shipped=world.shipped)
    first, *_ = sorted(pack.id for pack in offer.packs if pack.bytes)
    size = next(pack.bytes for pack in offer.packs if pack.id == first)
    job = Job(lambda done, total, code: job.stop() if done >= size else None)
    with pytest.raises(Cancelled):
        update.fetch(world.home, trust, offer, job)
    world.server.asked.clear()
    update.fetch(world.home, trust, offer)
    asked = [path.rpartition(".")[0].rpartition(".")[2] for path in world.server.asked]
    assert first not in asked
    assert len(asked) == len({pack.id for pack in offer.packs if pack.bytes} - {first})
    world.server.asked.clear()
    update.fetch(world.home, trust, offer)
    assert world.server.asked == [], "what is staged is not fetched again"


def test_another_process_at_work_is_told(world: World) -> None:
    world.publish(1)
    world.home.content.mkdir(parents=True)
    other = lock.hold(world.home.content / "lock")
    assert other is not None
    with pytest.raises(AppError, match="update-busy"):
        world.check()
    other.release()
    assert world.check().available


def test_the_packs_in_use_may_change_between_offer_and_fetch(world: World) -> None:
    """A rollback in another window: the patch does not fit any more, whole packs do."""
    for number in (1, 2):
        world.publish(number)
        world.install()
    world.publish(3)
    trust = world.trust()
    offer = update.check(world.home, trust, shipped=world.shipped)
    assert offer.patch is not None
    update.rollback(world.home, library_of, shipped=world.shipped)
    staged = update.fetch(world.home, trust, offer)
    update.install(world.home, staged, library_of, shipped=world.shipped)
    assert (world.in_use().number, source.folder_digest(world.in_use().folder)) == (
        3,
        world.digest(),
    )
    previous = world.in_use().previous
    assert isinstance(previous, editions.Held)
    assert previous.number == 1


def test_with_a_real_library(world: World) -> None:
    def build(folder: Path, job: Job) -> str:
        return shelf.make(world.home, folder, job)

    world.publish(1)
    update.install(world.home, world.fetch(), build, shipped=world.shipped)
    now = world.in_use()
    library = shelf.available(world.home, world.home.root / "none", now.library)
    assert library is not None
    assert library.info().digest == now.library
    assert library.info().counts["project"] == 6
    library.close()
