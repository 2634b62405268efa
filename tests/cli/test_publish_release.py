"""`wecoop publish init ... release` as those who publish see it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kit.small import revised, small_packs, write_packs
from wecoop_desktop.cli.main import NO, WRONG, YES, run
from wecoop_desktop.publisher.roles import HOLDERS

Said = Callable[[], str]


class Office:
    """A folder in which somebody publishes."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.press = folder / "press"
        self._capsys = capsys
        self.phrase = folder / "phrase.txt"
        self.phrase.write_text("five words that do not belong together\n", encoding="utf-8")
        write_packs(small_packs(), folder / "packs")

    def run(self, *words: object, code: int = YES) -> str:
        """The command with the pass phrase where it takes one; what it printed."""
        told = [str(word) for word in words]
        if words[0] in ("init", "keys", "sign", "refresh", "rotate"):
            told += ["--passphrase-file", str(self.phrase)]
        if words[0] not in ("init", "keys", "build", "diff", "check"):
            told += ["--in", str(self.press)]
        found = run(["publish", *told, "--lang", "en"])
        said = self._capsys.readouterr()
        assert found == code, said.out + said.err
        return said.out if found != WRONG else said.err

    def said(self) -> str:
        return self._capsys.readouterr().out

    def data(self, *words: object, code: int = YES) -> dict[str, object]:
        found = json.loads(self.run(*words, "--json", code=code))
        assert isinstance(found, dict)
        return found

    def begin(self) -> None:
        self.run("init", self.press)
        self.run("build", self.folder / "packs", "-o", self.folder / "edition")
        self.run("sign", "--edition", self.folder / "edition", "--keys", self.press / "keys")


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    return Office(tmp_path, capsys)


def test_init_says_what_goes_where(office: Office) -> None:
    said = office.run("init", office.press)
    for holder in HOLDERS:
        assert str(office.press / "keys" / holder) in said
    assert "safe" in said
    assert "Nothing waits for signatures." in said
    assert "press is a publisher's folder already" in office.run("init", office.press, code=WRONG)


def test_data_of_each_command(office: Office) -> None:
    made = office.data("init", office.press)
    assert set(made) == {"folder", "keys", "waiting"}
    built = office.data("build", office.folder / "packs", "-o", office.folder / "edition")
    assert built["number"] == 1
    signed = office.data(
        "sign", "--edition", office.folder / "edition", "--keys", office.press / "keys" / "editor",
        code=NO,
    )  # fmt: skip
    assert [entry["role"] for entry in signed["published"]] == ["targets", "snapshot", "timestamp"]  # type: ignore[attr-defined]
    assert signed["waiting"] == [
        {
            "channel": "network",
            "role": "timestamp",
            "version": 1,
            "missing": 1,
            "holders": ["clock"],
        }
    ]
    office.data("sign", "--keys", office.press / "keys" / "clock")
    shown = office.data("release", office.folder / "www")
    assert shown["cleared"] == []
    assert str(shown["written"]).count("timestamp.json") == 2
    assert office.data("check", office.press) == {"clean": True, "findings": []}
    assert office.data("check", office.folder / "www")["clean"] is True


def test_check_of_a_release_that_was_tampered_with(office: Office) -> None:
    office.begin()
    part = next((office.press / "release" / "targets").glob("*.projects.pack"))
    part.write_bytes(b"x")
    found = office.data("check", office.press, code=NO)
    assert found["clean"] is False
    part.unlink()
    assert "error" in office.run("check", office.press / "release", code=NO)


def test_check_of_packs_is_as_it_was(office: Office) -> None:
    assert office.run("check", office.folder / "packs") == "0 things to look at\n"


def test_what_differs(office: Office) -> None:
    office.begin()
    new = write_packs(revised(small_packs(), 1), office.folder / "new")
    assert office.run("diff", office.folder / "packs", office.press) == "Nothing differs.\n"
    said = office.run("diff", office.press, new)
    assert "1 project added" in said
    assert "Title of edition 1 (title)" in said
    assert "2026.12.1" in said
    note = office.run("diff", office.press / "release", new, "--markdown")
    assert note.startswith("# What is new\n\n- 1 project added\n")
    assert note.count("# ") >= 2  # both languages
    data = office.data("diff", office.press, new)
    kinds = [(thing["how"], thing["kind"]) for thing in data["things"]]  # type: ignore[attr-defined]
    assert ("new", "project") in kinds


def test_what_is_published_is_what_others_install(office: Office) -> None:
    """From packs to another computer: by a folder on the web's side, and by a stick."""
    office.begin()
    www, stick = office.folder / "www", office.folder / "stick"
    stick.mkdir()
    office.run("release", www)
    home = ["--home", str(office.folder / "home"), "--lang", "en"]
    assert run(["sync", "--trust", str(www), *home]) == YES
    assert run(["sync", "--from", str(www), "--copy", str(stick), *home]) == YES
    assert run(["sync", "--from", str(www), "--channel", "network", *home]) == YES
    new = write_packs(revised(small_packs(), 1), office.folder / "new")
    office.run("build", new, "-o", office.folder / "edition", "--previous", www)
    keys = office.press / "keys"
    office.run("sign", "--edition", office.folder / "edition", "--keys", keys)
    office.run("release", www)
    assert run(["sync", "--from", str(www), "--copy", str(stick), *home]) == YES
    assert run(["sync", "--from", str(stick), *home]) == YES
    said = office.said()
    assert "1 project added" in said
    assert run(["sync", "--from", str(stick), "--check", "--json", *home]) == YES
    assert json.loads(office.said())["available"] is False
    assert run(["packs", "verify", *home]) == YES


def test_keys_are_changed(office: Office) -> None:
    office.begin()
    said = office.run("rotate", "timestamp", "--holder", "clock", code=NO)
    assert "New key: clock, network, timestamp" in said
    assert "2 signatures more, of root-1, root-2, root-3" in said
    keys = office.press / "keys"
    said = office.run("sign", "--keys", keys / "root-1", "--keys", keys / "root-3")
    assert "Signed: network, root" in said
    assert "Nothing waits" in said
    office.run("check", office.press)


def test_a_timestamp_is_renewed(office: Office) -> None:
    office.begin()
    keys = office.press / "keys"
    assert "Signed: network, timestamp" in office.run("refresh", "--keys", keys / "clock")
    office.run("refresh", "--keys", keys / "root-1", code=NO)  # has no key for it
    office.run("check", office.press)


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("sign", "--keys", "nowhere"), "There are no keys in nowhere."),
        (("rotate", "root"), "--holder"),
        (("rotate", "timestamp", "--holder", "root-1"), "root-1: timestamp"),
        (("rotate", "kings"), "kings"),
        (("release", "press/release"), "onto itself"),
        (("sign", "--edition", "packs"), "There is no edition in packs."),
        (("build", "packs", "-o", "packs"), "packs holds other files"),
        (("build", "nowhere", "-o", "edition"), "There is no folder of packs nowhere."),
        (("build", "packs", "-o", "new", "--previous", "press/release"), "exactly these packs"),
        (("diff", "packs", "nowhere"), "There is no folder of packs nowhere."),
    ],
)
def test_wrong_use_is_said(
    words: tuple[str, ...], part: str, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.begin()
    monkeypatch.chdir(office.folder)
    said = office.run(*words, code=WRONG)
    assert part in said
    assert said.count("\n") == 1


def test_a_wrong_pass_phrase(office: Office) -> None:
    office.begin()
    office.phrase.write_text("five other words that do not belong together")
    said = office.run("sign", "--keys", office.press / "keys" / "editor", code=WRONG)
    assert "does not open" in said
    office.phrase.write_text("too short")
    assert "20 letters" in office.run("keys", "clock", office.folder / "more", code=WRONG)
    office.phrase.write_bytes(b"\xff\xfe" * 30)
    assert "UTF-8" in office.run("keys", "clock", office.folder / "more", code=WRONG)


def test_no_press_here(office: Office) -> None:
    assert "is no publisher's folder" in office.run("sign", "--keys", ".", code=WRONG)
    shutil.rmtree(office.folder / "packs")
    assert office.run("release", office.folder / "www", code=WRONG)
