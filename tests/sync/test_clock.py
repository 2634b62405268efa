"""The time that counts, and the memory of signed times."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wecoop_desktop.base.folders import Home
from wecoop_desktop.sync import clock
from wecoop_desktop.sync.clock import Signed

SPRING = datetime(2027, 4, 1, tzinfo=UTC)
OLD = datetime(1980, 1, 1, tzinfo=UTC)

times = st.integers(0, 6_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))
entries = st.builds(
    Signed,
    times,
    st.sampled_from(["root", "timestamp", "snapshot", "targets"]),
    st.lists(st.sampled_from("abc"), min_size=1, max_size=2, unique=True).map(tuple),
)


def _remember(home: Home, *signed: Signed) -> None:
    home.trust.mkdir(parents=True, exist_ok=True)
    clock.remember(clock.memory(home, "network"), signed)


def test_the_clock_of_the_computer_counts_where_nothing_is_known(tmp_path: Path) -> None:
    assert clock.trusted_now(Home(tmp_path), lambda: OLD) == OLD


def test_the_later_of_both_counts(tmp_path: Path) -> None:
    home = Home(tmp_path)
    _remember(home, Signed(SPRING, "timestamp", ("a",)))
    assert clock.trusted_now(home, lambda: OLD) == SPRING
    later = SPRING + timedelta(days=1)
    assert clock.trusted_now(home, lambda: later) == later


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"{}",
        b'{"signed": []}',
        b'{"signed": {"root": null}}',
        b'{"signed": {"root": {"time": "tomorrow", "keys": []}}}',
        b'{"signed": {"root": {"time": "2027-04-01T00:00:00Z"}}}',
        b'{"signed": {"root": {"time": 7, "keys": []}}}',
        b"\xff",
        b"[" * 100_000,
    ],
)
def test_a_damaged_memory_is_no_memory(tmp_path: Path, data: bytes) -> None:
    home = Home(tmp_path)
    home.trust.mkdir()
    clock.memory(home, "network").write_bytes(data)
    assert clock.trusted_now(home, lambda: OLD) == OLD


def test_times_go_with_the_keys_that_signed_them() -> None:
    stolen, honest = Signed(SPRING, "timestamp", ("a",)), Signed(OLD, "root", ("b", "c"))
    keys = {"timestamp": ("d",), "root": ("b", "c", "e")}
    assert clock.still_trusted((stolen, honest), keys) == (honest,)


@given(st.lists(entries, max_size=9))
def test_the_latest_of_each_role_is_kept(found: list[Signed]) -> None:
    kept = clock.latest(found)
    assert {entry.role for entry in kept} == {entry.role for entry in found}
    assert len(kept) == len({entry.role for entry in kept})
    for entry in found:
        assert any(best.role == entry.role and best.time >= entry.time for best in kept)


@given(times)
def test_times_are_read_as_they_are_written(time: datetime) -> None:
    assert clock.parse_time(clock.write_time(time)) == time


@settings(deadline=None, max_examples=20)  # each waits for the disk
@given(st.lists(entries, max_size=5))
def test_what_is_remembered_is_recalled(found: list[Signed]) -> None:
    kept = clock.latest(found)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "network.clock.json")
        clock.remember(path, kept)
        assert clock.recall(path) == kept


@pytest.mark.parametrize(
    "value", [None, 7, "", "2027", "2027-04-01", "2027-13-01T00:00:00Z", "9" * 99]
)
def test_what_is_no_time_is_none(value: object) -> None:
    assert clock.parse_time(value) is None
