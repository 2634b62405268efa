"""`wecoop sync` and what `wecoop packs` says of it, as a person and as a script see them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.kit.publishing import Publisher, Server
from tests.kit.small import revised, small_packs
from wecoop_desktop.base.folders import Home
from wecoop_desktop.cli.main import NO, WRONG, YES, run
from wecoop_desktop.sync import content


class Release:
    """A publisher of this very day, for the clock of the command is the computer's."""

    def __init__(self, folder: Path) -> None:
        self.publisher = Publisher(datetime.now(UTC))
        self.packs = small_packs()
        self.folder = folder
        self.number = 0

    def next(self, *, program: str = "") -> str:
        self.number += 1
        self.packs = revised(self.packs, self.number)
        self.publisher.release(self.packs, self.number, date(2026, 12, self.number), program)
        return str(self.publisher.write(self.folder))


@pytest.fixture
def release(tmp_path: Path) -> Release:
    return Release(tmp_path / "Флешка")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "wecoop")


def answer(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def packs_listed(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    capsys.readouterr()
    assert run(["packs", "list", "--json"]) == YES
    return answer(capsys)


def test_from_check_to_rollback(release: Release, capsys: pytest.CaptureFixture[str]) -> None:
    where = release.next()
    assert run(["sync", "--trust", where]) == YES
    assert "trusted" in capsys.readouterr().err
    assert run(["sync", "--from", where, "--check", "--json"]) == YES
    offer = answer(capsys)
    assert offer["available"] is True
    packs = offer["packs"]
    assert isinstance(packs, list)
    assert {"id", "installed", "offered", "bytes"} <= packs[0].keys()
    assert sum(pack["bytes"] for pack in packs) == offer["bytes"]
    assert packs_listed(capsys)["edition"] == 0

    assert run(["sync", "--from", where, "--lang", "en"]) == YES
    captured = capsys.readouterr()
    assert "projects removed" in captured.out
    assert "Edition 1 is in use" in captured.out
    assert "being built" in captured.err
    listed = packs_listed(capsys)
    assert (listed["edition"], listed["before"]) == (1, 0)
    assert isinstance(listed["packs"], list)
    assert all(pack["source"] == "update" for pack in listed["packs"])
    assert run(["packs", "verify"]) == YES
    assert run(["guide", "search", "water", "--json"]) in (YES, NO)
    capsys.readouterr()

    release.next()
    assert run(["sync", "--from", where, "--json"]) == YES
    done = answer(capsys)
    assert (done["updated"], done["patch"]) == (True, True)
    assert {"kind": "project", "how": "new", "n": 1} in done["counts"]  # type: ignore[operator]
    assert "Title of edition 2" in [entry["title"] for entry in done["changes"]]  # type: ignore[attr-defined]
    assert run(["sync", "--from", where, "--json"]) == YES
    assert answer(capsys)["updated"] is False

    assert run(["packs", "rollback", "--json"]) == YES
    assert answer(capsys) == {"edition": 1, "before": 2}
    assert packs_listed(capsys)["edition"] == 1
    assert run(["packs", "rollback", "--lang", "ru"]) == YES
    assert packs_listed(capsys)["edition"] == 2

    assert run(["sync", "--log", "--json"]) == YES
    attempts = answer(capsys)["attempts"]
    assert isinstance(attempts, list)
    assert [entry["act"] for entry in attempts][:4] == ["rollback", "rollback", "check", "install"]
    assert run(["sync", "--log", "--lang", "ru"]) == YES


def test_the_same_over_the_network(release: Release, capsys: pytest.CaptureFixture[str]) -> None:
    where = release.next()
    assert run(["sync", "--trust", where]) == YES
    with Server(release.publisher.files) as server:
        assert run(["sync", "--from", server.address, "--json"]) == YES
        assert answer(capsys)["updated"] is True
        server.sent = 0
        server.asked.clear()
        assert run(["sync", "--from", server.address, "--check", "--json"]) == YES
        assert answer(capsys)["available"] is False
        assert len(server.asked) <= 2
        assert server.sent <= 500


def test_a_publisher_that_is_not_trusted_is_refused(
    release: Release, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    where = release.next()
    other = Publisher(datetime.now(UTC)).write(release.folder.parent / "other")
    assert run(["sync", "--trust", str(other)]) == YES
    capsys.readouterr()
    assert run(["sync", "--from", where, "--json", "--lang", "en"]) == NO
    captured = capsys.readouterr()
    refused = json.loads(captured.out)["refused"]
    assert refused["code"].startswith("update-")
    assert len(captured.err.splitlines()) == 1
    assert content.in_use(home).held is None


def test_an_edition_for_newer_programs_is_no(
    release: Release, capsys: pytest.CaptureFixture[str]
) -> None:
    where = release.next(program="99.0")
    assert run(["sync", "--trust", where]) == YES
    capsys.readouterr()
    assert run(["sync", "--from", where, "--lang", "ru"]) == NO
    assert "99.0" in capsys.readouterr().err


def test_trusting_the_same_again_forgets_nothing(
    release: Release, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    where = release.next()
    assert run(["sync", "--trust", where]) == YES
    assert run(["sync", "--from", where]) == YES
    before = {path: path.read_bytes() for path in home.trust.rglob("*.json")}
    assert run(["sync", "--trust", where, "--from", where]) == YES
    after = {path: path.read_bytes() for path in home.trust.rglob("*.json")}
    assert before == after
    assert not content.is_anew(home)


def test_another_publisher_may_begin_with_any_number(
    release: Release, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(3):
        where = release.next()
    assert run(["sync", "--trust", where, "--from", where]) == YES
    other = Release(release.folder.parent / "other")
    there = other.next()
    assert run(["sync", "--from", there]) == NO
    assert run(["sync", "--trust", there, "--from", there]) == YES
    capsys.readouterr()
    assert packs_listed(capsys)["edition"] == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["sync"],
        ["sync", "--check"],
        ["sync", "--from", "/nowhere/at/all"],
        ["sync", "--from", ""],
        ["sync", "--from", "ftp://example.org"],
        ["sync", "--from", "http://example.org"],
        ["sync", "--from", "https://"],
        ["sync", "--from", "\0"],
        ["sync", "--trust", "/nowhere/at/all"],
        ["sync", "--copy", "/nowhere", "--from", "/nowhere/at/all"],
        ["sync", "--serve", "/nowhere/at/all"],
        ["packs", "rollback"],
    ],
)
def test_what_cannot_be_is_one_line_and_2(
    arguments: list[str], home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*arguments, "--lang", "en"]) == WRONG
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1, captured.err
    assert content.in_use(home).held is None


def test_a_root_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for data in (b"", b"{}", b"\xff", b'{"signed": {"_type": "root"}, "signatures": []}'):
        root = tmp_path / "root.json"
        root.write_bytes(data)
        assert run(["sync", "--trust", str(root), "--lang", "en"]) == WRONG
        assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_address_of_the_settings(
    release: Release, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    from wecoop_desktop.base import settings

    where = release.next()
    settings.save(home.settings, settings.Settings(address=where))
    assert run(["sync", "--trust", where, "--check", "--json"]) == YES
    assert answer(capsys)["available"] is True


def test_damage_is_mended_and_told(
    release: Release, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    where = release.next()
    assert run(["sync", "--trust", where, "--from", where]) == YES
    (content.packs_in_use(home) / "projects.pack").write_bytes(b"damaged")
    capsys.readouterr()
    assert run(["packs", "list", "--lang", "en"]) == YES
    assert "Content was damaged" in capsys.readouterr().err
    assert packs_listed(capsys)["edition"] == 0
    assert run(["sync", "--from", where]) == YES
    capsys.readouterr()
    assert run(["packs", "verify", "--lang", "en"]) == YES
    assert "damaged" not in capsys.readouterr().err
    assert packs_listed(capsys)["edition"] == 1
