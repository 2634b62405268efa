"""What came with the last update, told from what was there before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.kit.small import small_packs, write_packs
from wecoop_desktop.base.folders import Home
from wecoop_desktop.library import news, shelf
from wecoop_desktop.library.library import Library


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    return write_packs(small_packs(), tmp_path / "packs")


def _opened(home: Home, packs: Path) -> Library:
    return shelf.current(home, packs=packs, shipped=home.root / "none")


def test_the_first_library_brings_no_news(tmp_path: Path, packs: Path) -> None:
    home = Home(tmp_path / "Дом")
    assert news.of(home, _opened(home, packs)) == news.NONE


def test_new_changed_and_gone_records_are_told_and_stay_told(tmp_path: Path, packs: Path) -> None:
    home = Home(tmp_path / "Дом")
    folder = packs / "projects" / "projects"
    first, second, *_ = sorted(folder.glob("*.json"))
    record = json.loads(second.read_text("utf-8"))
    first.rename(tmp_path / first.name)
    news.of(home, _opened(home, packs))

    (tmp_path / first.name).rename(first)
    record["title"]["en"] = "Another title"
    second.write_text(json.dumps(record), "utf-8")
    third = sorted(folder.glob("*.json"))[-1]
    third.unlink()
    library = _opened(home, packs)
    for _ in range(2):
        told = news.of(home, library)
        assert told.new["project"] == (first.stem,)
        assert told.changed["project"] == (second.stem,)
        assert told.gone["project"] == (third.stem,)
        assert told.new["section"] == ()
        assert told.since == "2026-11-22"


def test_going_back_and_forward_keeps_the_news_of_each(tmp_path: Path, packs: Path) -> None:
    home = Home(tmp_path / "Дом")
    folder = packs / "projects" / "projects"
    *_, last, other = sorted(folder.glob("*.json"))
    kept = {path: path.read_bytes() for path in (last, other)}
    other.unlink()
    assert news.of(home, _opened(home, packs)) == news.NONE

    other.write_bytes(kept[other])
    forward = news.of(home, _opened(home, packs))
    assert forward.new["project"] == (other.stem,)
    other.unlink()
    assert news.of(home, _opened(home, packs)) == news.NONE, "as it was then"
    other.write_bytes(kept[other])
    assert news.of(home, _opened(home, packs)) == forward

    last.unlink()
    assert news.of(home, _opened(home, packs)).gone["project"] == (last.stem,)


@pytest.mark.parametrize("held", [b"", b"{", b"[]", b'{"sums": 3}', b'{"digest": null}', b"\xff"])
def test_a_damaged_memory_is_no_news(tmp_path: Path, packs: Path, held: bytes) -> None:
    home = Home(tmp_path / "home")
    library = _opened(home, packs)
    (home.library / news.FILE).write_bytes(held)
    assert news.of(home, library) == news.NONE
    assert json.loads((home.library / news.FILE).read_bytes())["digest"] == library.info().digest


def test_a_home_that_cannot_be_written_keeps_no_memory(tmp_path: Path, packs: Path) -> None:
    library = _opened(Home(tmp_path / "home"), packs)
    (tmp_path / "other").write_text("a file where the home should be")
    assert news.of(Home(tmp_path / "other"), library) == news.NONE
