"""The log of attempts: read back as written, never in the way, bounded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.sync import log
from wecoop_desktop.sync.log import Entry

WORDS = st.text(max_size=60)
ENTRIES = st.builds(
    Entry,
    act=st.sampled_from(log.ACTS),
    outcome=st.sampled_from(log.OUTCOMES),
    when=st.just("2026-12-01T10:00:00+00:00"),
    carrier=WORDS,
    edition=st.integers(0, 10**6),
    before=st.integers(0, 10**6),
    packs=st.lists(WORDS, max_size=8).map(tuple),
    bytes=st.integers(0, 10**12),
    seconds=st.integers(0, 10**6).map(float),
    code=WORDS,
    values=st.dictionaries(WORDS, WORDS, max_size=4),
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "Дом Айгүл")


@given(st.lists(ENTRIES, max_size=6))
def test_entries_are_read_as_written_the_newest_first(
    tmp_path_factory: pytest.TempPathFactory, entries: list[Entry]
) -> None:
    home = Home(tmp_path_factory.mktemp("home"))
    for entry in entries:
        log.write(home, entry)
    assert list(log.read(home)) == list(reversed(entries))


def test_no_log_is_an_empty_one(home: Home) -> None:
    assert log.read(home) == ()
    assert log.pace(home, "web") is None


def test_an_entry_says_when_and_why(home: Home) -> None:
    log.write(home, Entry("fetch", "refused", code="update-busy", values={"name": "x"}))
    (entry,) = log.read(home)
    assert entry.when.startswith("20")
    assert isinstance(entry.error, AppError)
    assert entry.error.values == {"name": "x"}
    assert Entry("check", "nothing").error is None


@pytest.mark.parametrize(
    "line",
    [
        b"", b"{", b"[]", b"\xff\xfe", b'{"format": 2}', b'{"format": 1, "act": "dance"}',
        b'{"format": 1, "act": "check", "outcome": "done"}', b"[" * 5000, b"x" * 300_000,
        b'{"format":1,"act":"check","outcome":"done","when":"","carrier":"","edition":"x",'
        b'"before":0,"packs":[],"bytes":0,"seconds":0,"code":"","values":{}}',
    ],
)  # fmt: skip
def test_torn_and_foreign_lines_are_left_out(home: Home, line: bytes) -> None:
    log.write(home, Entry("check", "nothing", edition=1))
    with (home.root / log.FILE).open("ab") as stream:
        stream.write(line)  # and no end of the line, as after a kill
    log.write(home, Entry("check", "done", edition=2))
    assert next(entry.edition for entry in log.read(home)) == 2
    assert len(log.read(home)) <= 2


def test_the_file_is_turned_over_and_the_newest_are_read(home: Home) -> None:
    for number in range(2_000):
        log.write(home, Entry("check", "nothing", edition=number, carrier="x" * 300))
    sizes = [path.stat().st_size for path in home.root.glob("updates*.jsonl")]
    assert len(sizes) == 2
    assert max(sizes) <= log.LARGE + log.LINE
    assert [entry.edition for entry in log.read(home)] == list(range(1999, 1799, -1))


def test_what_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("where the home should be")
    home = Home(tmp_path / "file")
    log.write(home, Entry("check", "done"))
    assert log.read(home) == ()


def test_a_line_never_grows_beyond_its_limit(home: Home) -> None:
    log.write(home, Entry("check", "done", carrier="ж" * 100_000))
    log.write(home, Entry("check", "done", edition=2))
    assert [entry.edition for entry in log.read(home)] == [2]
    lines = (home.root / log.FILE).read_bytes().splitlines()
    assert max(map(len, lines)) <= 2 * log.LINE


def test_the_pace_is_that_of_the_last_fetch_of_its_kind(home: Home) -> None:
    for carrier, bytes_, seconds in (
        ("https://example.org", 100_000, 10),
        ("/media/stick", 900_000, 1),
        ("https://example.org", 300_000, 10),
        ("https://example.org", 500, 10),  # too little to tell
    ):
        log.write(home, Entry("fetch", "done", carrier=carrier, bytes=bytes_, seconds=seconds))
    assert log.pace(home, "web") == 30_000
    assert log.pace(home, "folder") == 900_000
    assert json.loads((home.root / log.FILE).read_text().splitlines()[0])["format"] == 1
