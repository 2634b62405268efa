"""Where the program keeps what it writes: asked, portable, elsewhere, or the system's folder."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import pytest

from wecoop_desktop.base import folders
from wecoop_desktop.base.folders import BESIDE, Home, home, keep_off

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which the program lies, as a bundle says it."""
    place = tmp_path / "Флешка WECOOP"
    place.mkdir()
    monkeypatch.delenv("WECOOP_HOME", raising=False)
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setattr("sys.executable", str(place / "wecoop"))
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "user" / "data"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "user" / "data"))
    return place


def locked(folder: Path) -> bool:
    """Make a place nothing can be written in: a file stands where the folder should be."""
    folder.write_bytes(b"")
    return folder.is_file()


def test_without_a_marker_the_system_says_where(stick: Path, tmp_path: Path) -> None:
    found = home()
    assert found.kept == ""
    assert tmp_path / "user" in found.root.parents


def test_a_marker_keeps_everything_beside_the_program(stick: Path, tmp_path: Path) -> None:
    (stick / "portable").touch()
    assert home() == Home(stick / BESIDE, "portable")
    assert not (tmp_path / "user").exists()


def test_a_marker_as_windows_names_it(stick: Path) -> None:
    (stick / "portable.txt").touch()
    assert home() == Home(stick / BESIDE, "portable")


def test_what_was_asked_comes_before_the_marker(
    stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (stick / "portable").touch()
    assert home(tmp_path / "asked") == Home(tmp_path / "asked")
    monkeypatch.setenv("WECOOP_HOME", str(tmp_path / "variable"))
    assert home() == Home(tmp_path / "variable")


def test_a_marker_names_other_places(stick: Path, tmp_path: Path) -> None:
    """The first that can be written, meant from where the marker lies."""
    assert locked(tmp_path / "locked")
    lines = ["\ufeff# my places", "../locked/work", "", "../Работа", str(tmp_path / "third")]
    (stick / "portable").write_text("\r\n".join(lines), "utf-8")
    assert home().root.resolve() == tmp_path / "Работа"
    assert home().kept == "portable"
    assert not (tmp_path / "third").exists()


@pytest.mark.parametrize(
    "data",
    [b"\xff\xfe\x00\x00", b"\0\n\x1b[2J", b"# only words\n", b"x" * 70_000, b"a/" * 1_900],
    ids=["binary", "control", "words", "long", "deep"],
)
def test_a_marker_with_rubbish_is_a_marker(stick: Path, data: bytes) -> None:
    (stick / "portable").write_bytes(data)
    assert home().kept == "portable"


def test_a_medium_that_cannot_be_written_is_told(stick: Path, tmp_path: Path) -> None:
    (stick / "portable").touch()
    assert locked(stick / BESIDE)
    found = home()
    assert found.kept == "elsewhere"
    assert tmp_path / "user" in found.root.parents


def test_in_a_macintosh_program_the_marker_lies_beside_it(
    stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = stick / "WECOOP Desktop.app" / "Contents" / "MacOS"
    inside.mkdir(parents=True)
    monkeypatch.setattr("sys.executable", str(inside / "wecoop"))
    (stick / "portable").touch()
    assert home() == Home(stick / BESIDE, "portable")


def test_passing_files_stay_off_the_computer(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TMPDIR", "TEMP", "TMP", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, "elsewhere")
    monkeypatch.setattr(tempfile, "tempdir", None)
    (stick / "portable").touch()
    kept = home()
    kept.passing.mkdir()
    old, young = kept.passing / "old", kept.passing / "young"
    for folder in (old, young):
        folder.mkdir()
    past = time.time() - folders.OLD - 60
    os.utime(old, (past, past))
    keep_off(kept)
    assert Path(tempfile.gettempdir()) == kept.passing
    assert os.environ["XDG_CACHE_HOME"] == str(kept.passing)
    assert (old.exists(), young.exists()) == (False, True)


def test_a_home_of_the_system_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    keep_off(Home(tmp_path / "home"))
    assert not (tmp_path / "home").exists()
    assert Path(tempfile.gettempdir()) == tmp_path
