"""What others may do to a release, and what a computer makes of it: nothing, in a sentence.

Everything here goes through the program's own client, with real keys, by web and by folder.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from tuf.api.metadata import MetaFile

from tests.kit.computer import PARTS, Computer, check_sentence
from tests.kit.publishing import NOW, key
from wecoop_desktop.base.errors import AppError

ROLES = ("root", "timestamp", "snapshot", "targets")
LATER = ("timestamp", "snapshot", "targets")


def _file(computer: Computer, role: str) -> str:
    """Where the present version of a role lies."""
    channel = computer.publisher.network
    version = "" if role == "timestamp" else f"{channel.role(role).version}."
    return f"{channel.folder}/{version}{role}.json"


def _news(computer: Computer) -> None:
    """Something new is published, so that every role is fetched again."""
    computer.publisher.publish({**PARTS, "edition.json": b'{"number": 2}' * 20})


# -- changed by somebody --------------------------------------------------------------------


@pytest.mark.parametrize("role", LATER)
def test_a_changed_byte_in_metadata_is_refused(computer: Computer, role: str) -> None:
    computer.install()
    _news(computer)
    path = _file(computer, role)
    data = computer.publisher.files[path]
    computer.publisher.files[path] = data.replace(b'"version":2', b'"version":3', 1)
    assert computer.publisher.files[path] != data
    assert str(computer.refuses("update-not-genuine").values["file"]).endswith(f"{role}.json")


def test_a_changed_root_is_refused(computer: Computer) -> None:
    computer.install()
    computer.publisher.network.renew()
    path = "metadata/2.root.json"
    data = computer.publisher.files[path]
    computer.publisher.files[path] = data.replace(b'"threshold":2', b'"threshold":1')
    computer.refuses("update-not-genuine")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("data", [b"", b"{", b"<html>Log in</html>", b"\xff\xfe", b"[" * 9_999])
def test_what_is_no_metadata_is_refused(computer: Computer, role: str, data: bytes) -> None:
    computer.install()
    _news(computer)
    computer.publisher.network.renew()
    computer.publisher.files[_file(computer, role)] = data
    computer.refuses("update-unreadable")


def test_a_changed_part_is_refused(computer: Computer) -> None:
    computer.publisher.tamper(computer.publisher.part("guide.pack"))
    trust = computer.trust()
    trust.refresh()
    with pytest.raises(AppError) as caught:
        trust.fetch("guide.pack", computer.incoming)
    check_sentence(caught.value)
    assert caught.value.code == "part-damaged"
    assert list(computer.incoming.iterdir()) == []
    assert trust.fetch("edition.json", computer.incoming).read_bytes() == PARTS["edition.json"]


@pytest.mark.parametrize("change", [-1, 1, 100_000])
def test_a_part_of_another_length_is_refused(computer: Computer, change: int) -> None:
    path = computer.publisher.part("guide.pack")
    data = computer.publisher.files[path]
    computer.publisher.files[path] = data[:change] if change < 0 else data + b"x" * change
    trust = computer.trust()
    trust.refresh()
    with pytest.raises(AppError) as caught:
        trust.fetch("guide.pack", computer.incoming)
    check_sentence(caught.value)
    assert caught.value.code == ("part-damaged" if change < 0 else "update-endless")
    assert list(computer.incoming.iterdir()) == []


# -- old or mixed ---------------------------------------------------------------------------


def test_an_old_timestamp_is_refused(computer: Computer) -> None:
    old = computer.publisher.files["metadata/timestamp.json"]
    _news(computer)
    computer.install()
    computer.publisher.files["metadata/timestamp.json"] = old
    computer.refuses("update-replayed")


def test_an_old_snapshot_under_a_new_timestamp_is_refused(computer: Computer) -> None:
    _news(computer)
    computer.install()
    network = computer.publisher.network
    network.timestamp.version += 1
    network.timestamp.snapshot_meta = MetaFile(1)
    network.put("timestamp")
    computer.refuses("update-replayed")


def test_old_targets_under_a_new_snapshot_are_refused(computer: Computer) -> None:
    _news(computer)
    computer.install()
    network = computer.publisher.network
    network.snapshot.version += 1
    network.snapshot.meta = {"targets.json": MetaFile(1)}
    network.timestamp.version += 1
    network.timestamp.snapshot_meta = MetaFile(network.snapshot.version)
    network.put("snapshot", "timestamp")
    computer.refuses("update-mixed")


def test_targets_that_vanish_from_a_snapshot_are_refused(computer: Computer) -> None:
    computer.install()
    network = computer.publisher.network
    network.snapshot.version += 1
    network.snapshot.meta = {"others.json": MetaFile(1)}
    network.timestamp.version += 1
    network.timestamp.snapshot_meta = MetaFile(network.snapshot.version)
    network.put("snapshot", "timestamp")
    computer.refuses("update-mixed")


@pytest.mark.parametrize("role", ["snapshot", "targets"])
def test_old_files_under_new_names_are_refused(computer: Computer, role: str) -> None:
    computer.install()
    old = computer.publisher.files[_file(computer, role)]
    _news(computer)
    computer.publisher.files[_file(computer, role)] = old
    computer.refuses("update-mixed")


def test_a_root_under_the_number_of_the_next_is_refused(computer: Computer) -> None:
    computer.publisher.files["metadata/2.root.json"] = computer.publisher.root()
    computer.refuses("update-mixed")


def test_metadata_of_one_role_do_not_pass_for_another(computer: Computer) -> None:
    computer.publisher.files["metadata/timestamp.json"] = computer.publisher.files[
        "metadata/1.snapshot.json"
    ]
    computer.refuses("update-mixed")


def test_what_is_signed_for_sticks_is_nothing_for_the_network(computer: Computer) -> None:
    files = computer.publisher.files
    for name in ("timestamp.json", "1.snapshot.json", "1.targets.json"):
        files[f"metadata/{name}"] = files[f"stick/{name}"]
    computer.refuses("update-not-genuine")


def test_a_hash_that_the_timestamp_gives_must_fit(computer: Computer) -> None:
    network = computer.publisher.network
    wrong = MetaFile(1, length=network.snapshot.version, hashes={"sha256": "0" * 64})
    wrong.length = None
    network.timestamp.version += 1
    network.timestamp.snapshot_meta = wrong
    network.put("timestamp")
    computer.refuses("update-mixed")


def test_the_same_version_with_other_content_changes_nothing(computer: Computer) -> None:
    computer.install()
    network = computer.publisher.network
    network.timestamp.snapshot_meta = MetaFile(100)
    network.put("timestamp")
    assert dict(computer.trust().refresh().versions)["snapshot"] == 1


# -- held back ------------------------------------------------------------------------------


def test_a_frozen_release_counts_until_its_end_and_not_longer(computer: Computer) -> None:
    computer.install()
    computer.now = NOW + timedelta(days=29)
    assert computer.trust().refresh().genuine
    computer.now = NOW + timedelta(days=31)
    error = computer.refuses("update-expired")
    assert (error.values["role"], error.values["ended"]) == ("timestamp", "2026-12-22")
    assert not computer.trust().known().genuine


@pytest.mark.parametrize("role", ROLES)
def test_what_ran_out_is_refused(computer: Computer, role: str) -> None:
    computer.install()
    network = computer.publisher.network
    _news(computer)
    network.role(role).version += 1
    network.agree()
    if role != "timestamp":
        network.timestamp.version += 1
    network.issue("root", *LATER)
    network.issue(role, days=-1)
    network.put(*LATER)
    if role == "root":
        network.put("root")
    assert computer.refuses("update-expired").values["role"] == role


def test_new_content_is_taken_again_after_a_freeze(computer: Computer) -> None:
    computer.install()
    computer.now = NOW + timedelta(days=40)
    computer.refuses("update-expired")
    computer.publisher.at(computer.now).confirm()
    assert computer.trust().refresh().issued == computer.now


# -- keys -----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", LATER)
def test_another_key_is_refused(computer: Computer, role: str) -> None:
    computer.install()
    network = computer.publisher.network
    network.signers[role] = [key()]
    _news(computer)
    computer.refuses("update-not-genuine")


@pytest.mark.parametrize("role", LATER)
def test_nothing_is_signed_by_a_key_of_another_role(computer: Computer, role: str) -> None:
    network = computer.publisher.network
    network.signers[role] = [*network.keys["root"]]
    _news(computer)
    computer.refuses("update-not-genuine")


@pytest.mark.parametrize("role", LATER)
def test_unsigned_metadata_are_refused(computer: Computer, role: str) -> None:
    computer.publisher.network.signers[role] = []
    _news(computer)
    computer.refuses("update-not-genuine")


@pytest.mark.parametrize("role", LATER)
def test_a_revoked_key_is_refused(computer: Computer, role: str) -> None:
    computer.install()
    old = computer.publisher.network.rotate(role)
    assert computer.trust().refresh().genuine
    computer.publisher.network.signers[role] = old
    _news(computer)
    computer.refuses("update-not-genuine")


def test_one_signature_given_twice_is_one(computer: Computer) -> None:
    """A threshold of two is not met by the same key under two names, or twice in the list."""
    network = computer.publisher.network
    network.root.version += 1
    data = json.loads(network.signed("root", network.keys["root"][:1]))
    computer.publisher.files["metadata/2.root.json"] = json.dumps(data).encode()
    computer.refuses("update-not-genuine")
    data["signatures"] *= 2
    computer.publisher.files["metadata/2.root.json"] = json.dumps(data).encode()
    computer.refuses("update-unreadable")  # key ids must differ


def test_a_key_listed_twice_counts_once(computer: Computer) -> None:
    network = computer.publisher.network
    twice = network.keys["timestamp"][0].public_key.keyid
    network.root.version += 1
    text = json.loads(network.signed("root"))
    text["signed"]["roles"]["timestamp"]["keyids"] = [twice, twice]
    text["signed"]["roles"]["timestamp"]["threshold"] = 2
    computer.publisher.files["metadata/2.root.json"] = json.dumps(text).encode()
    computer.refuses("update-unreadable")


# -- the keys of the publisher change: rehearsals --------------------------------------------


@pytest.mark.parametrize("role", ROLES)
def test_every_key_can_be_replaced(computer: Computer, role: str) -> None:
    computer.install()
    computer.publisher.network.rotate(role)
    _news(computer)
    standing = computer.trust().refresh()
    assert standing.genuine
    assert dict(standing.versions)["root"] == 2


def test_one_lost_root_key_locks_nobody_out(computer: Computer) -> None:
    """Two of three sign the root in which a new key takes the place of the lost one."""
    computer.install()
    network = computer.publisher.network
    kept = network.keys["root"][:2]
    network.rotate("root", leave=(0, 1), by=kept)
    _news(computer)
    standing = computer.trust().refresh()
    assert standing.genuine
    assert {each.public_key.keyid for each in network.keys["root"]} == set(standing.keys)


def test_one_stolen_root_key_signs_nothing(computer: Computer) -> None:
    computer.install()
    network = computer.publisher.network
    thief, honest = network.keys["root"][0], network.keys["root"][1:]
    evil = key()
    network.root.version += 1
    network.root.add_key(evil.public_key, "timestamp")
    network.put("root", signers=[thief])
    computer.refuses("update-not-genuine")
    network.root.revoke_key(evil.public_key.keyid, "timestamp")
    network.root.version -= 1
    network.rotate("root", leave=(1, 2), by=honest)
    assert computer.trust().refresh().genuine
    assert thief.public_key.keyid not in computer.trust().known().keys


def test_new_root_keys_alone_are_not_enough(computer: Computer) -> None:
    """The threshold of the old keys must be met, and that of the new ones."""
    computer.install()
    network = computer.publisher.network
    network.rotate("root", by=())
    computer.refuses("update-not-genuine")


def test_old_root_keys_alone_are_not_enough(computer: Computer) -> None:
    network = computer.publisher.network
    old = list(network.keys["root"])
    network.rotate("root", by=old)
    network.put("root", signers=old)
    computer.refuses("update-not-genuine")


def test_a_computer_that_slept_through_five_roots_follows_them(computer: Computer) -> None:
    computer.install()
    for role in ("root", "timestamp", "root", "snapshot", "targets"):
        computer.publisher.network.rotate(role)
    _news(computer)
    assert dict(computer.trust().refresh().versions)["root"] == 6


def test_expired_roots_on_the_way_do_not_stop_anybody(computer: Computer) -> None:
    network = computer.publisher.network
    network.root.version += 1
    network.issue("root", days=-1)
    network.put("root")
    network.renew()
    assert computer.trust().refresh().genuine


def test_another_organisation_takes_over_all_keys(computer: Computer) -> None:
    computer.install()
    for role in ROLES:
        computer.publisher.network.rotate(role)
    _news(computer)
    standing = computer.trust().refresh()
    assert standing.genuine
    first = json.loads(computer.publisher.root())["signed"]["roles"]["root"]["keyids"]
    assert not set(first) & set(standing.keys)


def test_versions_of_a_stolen_timestamp_key_are_left_behind(computer: Computer) -> None:
    """Fast forward: the thief counts up to the largest number, new keys begin anew."""
    computer.install()
    network = computer.publisher.network
    honest = network.timestamp.version
    network.timestamp.version = 2**31
    network.put("timestamp")
    computer.trust().refresh()
    network.timestamp.version = honest
    network.put("timestamp")
    computer.refuses("update-replayed")
    network.rotate("timestamp")
    assert dict(computer.trust().refresh().versions)["timestamp"] == honest + 1


def test_versions_of_a_stolen_snapshot_key_are_left_behind(computer: Computer) -> None:
    computer.install()
    network = computer.publisher.network
    honest = network.snapshot.version
    network.snapshot.version = 2**31
    network.timestamp.version += 1
    network.agree()
    network.put("snapshot", "timestamp")
    computer.trust().refresh()
    network.snapshot.version = honest
    network.rotate("snapshot")
    computer.refuses("update-replayed")  # the timestamp still remembers the large number
    network.rotate("timestamp")
    assert dict(computer.trust().refresh().versions)["snapshot"] == honest + 1


# -- clocks ---------------------------------------------------------------------------------


def test_a_clock_of_1980_does_not_make_old_things_fresh(computer: Computer) -> None:
    """The first root says that it is 2026 at least; an end before that is over."""
    network = computer.publisher.network
    network.timestamp.expires = NOW - timedelta(days=1)
    network.timestamp.unrecognized_fields.clear()
    network.put("timestamp")
    computer.now = datetime(1980, 1, 1, tzinfo=UTC)
    computer.refuses("update-expired")


def test_what_was_seen_in_spring_is_not_forgotten_by_a_clock_of_1980(computer: Computer) -> None:
    old = computer.publisher.files["metadata/timestamp.json"]
    spring = NOW + timedelta(days=150)
    computer.publisher.at(spring).confirm()
    computer.now = spring
    computer.install()
    computer.now = datetime(1980, 1, 1, tzinfo=UTC)
    assert computer.trust().refresh().genuine
    # Even where nothing but the memory of the time is left.
    for path in (computer.home.trust / "network").glob("*.json"):
        path.unlink()
    computer.publisher.files["metadata/timestamp.json"] = old
    computer.refuses("update-expired")


def test_a_computer_in_1980_learns_the_time_from_what_it_fetches(computer: Computer) -> None:
    """The root is signed later than the timestamp ends: somebody holds back newer ones."""
    computer.now = datetime(1980, 1, 1, tzinfo=UTC)
    network = computer.publisher.network
    network.now = NOW + timedelta(days=60)
    network.renew()
    assert computer.refuses("update-expired").values["role"] == "timestamp"


def test_a_clock_far_ahead_poisons_nothing(computer: Computer) -> None:
    computer.install()
    computer.now = NOW + timedelta(days=36_500)
    assert str(computer.refuses("update-expired").values["today"]).startswith("2126")
    computer.now = NOW
    assert computer.trust().refresh().genuine


@pytest.mark.parametrize("days", [200, 9_000])
def test_a_time_that_a_thief_signed_goes_with_the_stolen_key(computer: Computer, days: int) -> None:
    """With the key of timestamps alone one can hold back updates, until the key is replaced."""
    computer.install()
    network = computer.publisher.network
    network.now = NOW + timedelta(days=days)
    network.step("timestamp")
    if days > 365:  # everything else would have run out by then
        computer.refuses("update-expired")
    else:
        assert computer.trust().refresh().genuine
    network.now = NOW
    network.step("timestamp")
    computer.refuses("update-expired")
    network.rotate("timestamp")
    assert computer.trust().refresh().genuine
    assert '"2027-' not in (computer.home.trust / "network.clock.json").read_text()
