"""`wecoop backup` and passwords on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.settings import Settings, save
from wecoop_desktop.cli.main import run
from wecoop_desktop.work.file import read_proposal
from wecoop_desktop.work.store import WorkStore


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "Мой дом")


def wecoop(home: Home, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = run(["--home", str(home.root), "--lang", "en", *words])
    told = capsys.readouterr()
    return code, told.out + told.err


def begun(home: Home) -> str:
    store = WorkStore.open(home)
    proposal = store.create("proposal", "1", {"basic.title_en": "Osh", "a.b": "x"})
    store.close()
    return proposal


def test_made_listed_shown_and_brought_back(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert "There is no backup yet" in wecoop(home, capsys, "backup", "list")[1]
    assert "no work to keep" in wecoop(home, capsys, "backup", "make")[1]
    proposal = begun(home)
    assert wecoop(home, capsys, "backup", "make")[0] == 0
    listed = json.loads(wecoop(home, capsys, "backup", "list", "--json")[1])["backups"]
    name = listed[0]["name"]
    assert listed[0]["why"] == "asked"
    assert wecoop(home, capsys, "backup", "show", name)[0] == 0
    store = WorkStore.open(home)
    store.write(proposal, "a.b", "changed")
    store.close()
    code, told = wecoop(home, capsys, "backup", "show", name, "--json")
    assert code == 1
    assert json.loads(told)["proposals"][0]["answers"] == ["a.b"]
    assert wecoop(home, capsys, "backup", "restore", name, "--proposal", proposal)[0] == 0
    assert wecoop(home, capsys, "backup", "show", name)[0] == 0
    assert wecoop(home, capsys, "backup", "restore", "last")[0] == 0
    assert list(home.root.glob("work-replaced-*"))
    code, told = wecoop(home, capsys, "backup", "rebuild")
    assert code == 0
    assert "1 proposal is there again" in told


def test_odd_names_are_sentences(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (("show", "../x"), ("restore", "x\0y"), ("show", "last"), ("rebuild", "/nowhere")):
        code, told = wecoop(home, capsys, "backup", *words)
        assert code == 2
        assert told.count("\n") == 1


def test_kept_elsewhere_as_the_settings_say(
    home: Home, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    begun(home)
    place = tmp_path / "Флешка"
    save(home.settings, Settings(backups=str(place)))
    code, told = wecoop(home, capsys, "backup", "make")
    assert code == 2
    assert str(place) in told
    place.mkdir()
    assert wecoop(home, capsys, "backup", "make")[0] == 0
    assert list(place.glob("*/proposals/Osh*.wecoop"))


def test_a_file_is_closed_and_opened_with_a_password(
    home: Home, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    begun(home)
    wecoop(home, capsys, "backup", "make")
    (plain,) = (home.backups / "proposals").glob("*.wecoop")
    right, wrong, short = tmp_path / "right", tmp_path / "wrong", tmp_path / "short"
    right.write_text("три слова вместе\r\nnot this line", "utf-8-sig")
    wrong.write_text("other words", "utf-8")
    short.write_text("\n", "utf-8")
    closed, again = tmp_path / "closed.wecoop", tmp_path / "again.wecoop"

    def sealing(verb: str, source: Path, target: Path, key: Path) -> tuple[int, str]:
        words = (verb, str(source), "-o", str(target), "--password-file", str(key))
        return wecoop(home, capsys, "proposal", *words)

    code, told = sealing("seal", plain, closed, right)
    assert code == 0
    assert "without the password" in told
    assert sealing("seal", plain, closed, short)[0] == 2
    assert sealing("unseal", closed, again, wrong)[0] == 2
    assert not again.exists()
    code, told = wecoop(home, capsys, "proposal", "digest", str(closed))
    assert code == 2
    assert "password" in told
    before = closed.read_bytes()
    for code_of, words in (
        (0, ("proposal", "digest", str(closed), "--password-file", str(right))),
        (1, ("proposal", "check", str(closed), "--password-file", str(right))),
        (0, ("proposal", "diff", str(plain), str(closed), "--password-file", str(right))),
        (1, ("match", str(closed), "--password-file", str(right))),
        (2, ("proposal", "show", str(closed), "--password-file", str(wrong))),
        (2, ("proposal", "set", str(closed), "a.b=y", "--password-file", str(right))),
    ):
        assert wecoop(home, capsys, *words)[0] == code_of, words
    assert closed.read_bytes() == before
    assert sealing("unseal", closed, again, right)[0] == 0
    assert read_proposal(again).answers == read_proposal(plain).answers
