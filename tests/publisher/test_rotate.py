"""Rehearsals: keys that are replaced, lost, leaked, and handed to another organisation.

Every user is the client of the program with real signatures, and has known the first root only.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.kit.organisation import Organisation
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.publisher.release import release
from wecoop_desktop.publisher.roles import CHANNELS, HOLDERS, ROLES, Duty, holders_of

ROOTS = ("root-1", "root-2", "root-3")


@pytest.fixture
def house(tmp_path: Path) -> Organisation:
    made = Organisation(tmp_path)
    made.publish(1)
    return made


def _everybody_follows(house: Organisation, number: int) -> None:
    """Those who were there before, and those who come new with the first root."""
    for channel in CHANNELS:
        assert house.user(channel).edition() == number
        assert house.user(channel, f"new at {number}").edition() == number


@pytest.mark.parametrize("role", ROLES)
def test_every_role_is_rotated_as_planned(house: Organisation, role: str) -> None:
    _everybody_follows(house, 1)
    holders = tuple(
        dict.fromkeys(each for name in CHANNELS for each in holders_of(Duty(name, role)))
    )
    old = {name: house.user(name).refresh() for name in CHANNELS}
    assert house.rotate(holders[:1] if role == "root" else holders, (role,))
    house.sign("root-1", "root-2", "root-3", "editor", "clock")
    for channel in CHANNELS:
        assert house.user(channel).refresh()["root"] == old[channel]["root"] + 1
    _everybody_follows(house, 1)
    house.publish(2)
    _everybody_follows(house, 2)


def test_holders_sign_one_after_the_other_on_different_computers(house: Organisation) -> None:
    lacks = house.rotate(["clock"], ("timestamp",))
    assert [(lack.role, lack.missing, lack.holders) for lack in lacks] == [("root", 2, ROOTS)]
    first = house.sign("root-3")
    assert not first.settled
    assert first.lacks[0].holders == ("root-1", "root-2")
    assert house.user().refresh()["root"] == 1  # nobody sees what waits
    shutil.move(house.folder / "press", house.folder / "carried")
    shutil.move(house.folder / "carried", house.folder / "press")
    assert house.sign("root-1").settled == (("network", "root"), ("network", "timestamp"))
    assert house.user().refresh()["root"] == 2


def test_a_timestamp_is_renewed_while_a_root_waits(house: Organisation) -> None:
    house.rotate(["editor"], ("targets",))
    house.later(20)
    assert house.refresh().settled == (("network", "timestamp"),)
    house.later(20)
    assert house.user().edition() == 1
    # The timestamp that waited with the root is overtaken, and is signed once more at the end.
    house.sign("root-1", "root-2")
    house.sign("clock")
    house.later(20)
    assert house.sign("editor").lacks == ()
    house.refresh()
    _everybody_follows(house, 1)
    house.publish(2)
    _everybody_follows(house, 2)


def test_a_lost_root_key(house: Organisation) -> None:
    shutil.rmtree(house.stick("root-2"))
    house.rotate(["root-2"], ("root",))
    house.sign("root-1", "root-3")
    _everybody_follows(house, 1)
    # Now the first is lost as well: the new second key and the third are enough.
    shutil.rmtree(house.stick("root-1"))
    house.rotate(["root-1"], ("root",))
    house.sign("root-2", "root-3")
    house.publish(2)
    _everybody_follows(house, 2)
    assert house.user().refresh()["root"] == 3


def test_a_leaked_root_key_signs_nothing_any_more(house: Organisation) -> None:
    house.rotate(["root-1"], ("root",), leaked=True)
    # Its holder still has the old key beside the new one; only two others get it through.
    one = house.sign("root-2")
    assert not one.settled
    assert all(lack.missing == 1 for lack in one.lacks)
    assert house.sign("root-3").lacks == ()
    _everybody_follows(house, 1)


def test_keys_without_which_nobody_could_sign_are_not_given_up(house: Organisation) -> None:
    house.rotate(["root-1"], ("root",), leaked=True)
    with pytest.raises(AppError) as refused:
        house.rotate(["root-2"], ("root",), leaked=True)
    assert refused.value.code == "rotation-none-left"
    assert house.sign("root-2", "root-3").lacks == ()
    house.rotate(["root-2"], ("root",), leaked=True)  # the first has a new key meanwhile
    assert house.sign("root-1", "root-3").lacks == ()
    _everybody_follows(house, 1)


def test_one_root_key_alone_changes_nothing(house: Organisation) -> None:
    house.rotate(["clock", "editor"], present=("root-1",))
    assert house.sign("root-1").settled == ()
    assert house.user().refresh()["root"] == 1


def test_a_leaked_timestamp_key_and_the_old_timestamp_refused(house: Organisation) -> None:
    user = house.user()
    user.refresh()
    stolen = house.keys("clock")
    caught = house.release / "metadata" / "timestamp.json"
    before = caught.read_bytes()
    house.rotate(["clock"], ("timestamp",), leaked=True)
    house.sign("root-1", "root-2")
    assert user.refresh()["root"] == 2
    good = caught.read_bytes()
    caught.write_bytes(before)
    with pytest.raises(AppError) as refused:
        user.refresh()
    assert refused.value.code == "update-not-genuine"
    caught.write_bytes(good)
    house.later(1)
    assert house.publish(2, "editor", "clock").lacks == ()
    assert user.edition() == 2
    # The thief's key is known to the press, and never used again.
    assert stolen[0].public_key.keyid in house.press.leaked


def test_versions_pushed_ahead_by_a_thief_are_recovered_from(house: Organisation) -> None:
    """With the timestamp key a thief can only count ahead; a new key ends it."""
    from tuf.api.metadata import Metadata, Timestamp

    path = house.release / "metadata" / "timestamp.json"
    saved = path.read_bytes()
    md = Metadata[Timestamp].from_bytes(saved)
    md.signed.version = 1_000_000
    md.sign(house.keys("clock")[0])
    path.write_bytes(md.to_bytes())
    user = house.user()
    assert user.refresh()["timestamp"] == 1_000_000
    path.write_bytes(saved)
    house.rotate(["clock"], ("timestamp",), leaked=True)
    house.sign("root-1", "root-3")
    assert user.refresh()["timestamp"] == 2


@pytest.mark.parametrize("roles", [("targets",), ("snapshot",), ROLES], ids="+".join)
def test_a_leaked_key_of_the_editor(house: Organisation, roles: tuple[str, ...]) -> None:
    user = house.user()
    user.refresh()
    old = house.user().refresh()
    house.rotate(["editor"], roles, leaked=True)
    assert house.sign("root-2", "root-3", "clock", "editor").lacks == ()
    fresh = house.user().refresh()
    assert fresh["root"] == old["root"] + 1
    assert fresh["snapshot"] > old["snapshot"]
    house.publish(2)
    _everybody_follows(house, 2)


def test_another_organisation_takes_over(house: Organisation) -> None:
    """New keys for every holder; old and new holders sign; old users follow, the old keys end."""
    _everybody_follows(house, 1)
    theirs = house.folder / "theirs"
    house.rotate(HOLDERS, sticks=theirs)
    assert house.sign("root-1", "root-2").lacks == ()
    old = house.keys("editor", "clock")
    (house.folder / "sticks").rename(house.folder / "old sticks")
    theirs.rename(house.folder / "sticks")
    house.publish(2)
    _everybody_follows(house, 2)
    # What the old editor and clock sign from now on counts for nothing.
    from wecoop_desktop.publisher.sign import sign_edition

    done = sign_edition(house.press, house.edition(3), old, house.now)
    assert done.settled == ()
    assert {lack.role for lack in done.lacks} == {"targets", "snapshot", "timestamp"}
    _everybody_follows(house, 2)


def test_a_planned_rotation_disturbs_nobody_between_two_files(house: Organisation) -> None:
    """Old and new key sign together, and the root comes last: each state in between is whole."""
    shown = house.folder / "www"
    release(house.release, shown)
    users = {name: house.user(name, "steady", shown) for name in CHANNELS}
    house.rotate(["editor", "clock"], ("targets", "snapshot", "timestamp"))
    house.sign("root-1", "root-2", "editor", "clock")
    from wecoop_desktop.publisher.release import ordered

    for name in ordered(house.release, shown):
        (shown / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(house.release / name, shown / name)
        for channel in CHANNELS:
            users[channel].refresh()
    assert users["network"].refresh()["root"] == 2


def test_keys_of_the_network_say_nothing_on_sticks(house: Organisation) -> None:
    """Metadata of one channel in the place of the other are refused."""
    mixed = house.folder / "mixed"
    shutil.copytree(house.release, mixed)
    shutil.rmtree(mixed / "metadata")
    shutil.copytree(mixed / "stick", mixed / "metadata")
    user = house.user("network", "cautious", mixed)
    with pytest.raises(AppError) as refused:
        user.refresh()
    assert refused.value.code == "update-not-genuine"
