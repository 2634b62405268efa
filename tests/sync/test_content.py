"""Which packs are in use: the switch, what is kept, and what happens to damage."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from wecoop_desktop.base import lock
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.wording import say_finding
from wecoop_desktop.packs import source
from wecoop_desktop.packs.archive import pack_bytes
from wecoop_desktop.packs.edition import pack_digest
from wecoop_desktop.sync import content, editions
from wecoop_desktop.sync.editions import Held, Pack

PACKS = ("guide", "projects")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "Дом Айгүл")


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    folder = tmp_path / "shipped"
    ship(folder, "2026-11-22", "2026.11.0")
    return folder


def ship(folder: Path, issued: str, version: str) -> None:
    for pack in PACKS:
        (folder / pack).mkdir(parents=True, exist_ok=True)
        manifest = {"id": pack, "issued": issued, "version": version}
        (folder / pack / "pack.json").write_text(json.dumps(manifest))


def placed(home: Home, number: int, issued: str = "", guide: bytes = b"the guide") -> Held:
    """An edition of two small packs; its guide is the same in all unless said otherwise."""
    issued = issued or f"2026-12-{number:02}"
    beside = home.root / "beside"
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    (beside / "edition.json").write_text(f'{{"number": {number}}}')
    (beside / "guide.pack").write_bytes(guide)
    (beside / "projects.pack").write_bytes(b"projects of edition %d" % number)
    packs = tuple(Pack(pack, "2026.12.0", issued, f"{number:064x}") for pack in PACKS)
    sealed = editions.seal(beside, f"{number:064x}", number, issued, packs)
    return editions.place(home, sealed)


def installed(home: Home, shipped: Path, number: int) -> Held:
    held = placed(home, number)
    content.switch_to(home, held.digest, f"library{number}", shipped)
    content.clear(home)
    return held


def test_without_updates_the_packs_of_the_program_are_in_use(home: Home, shipped: Path) -> None:
    assert content.in_use(home, shipped) == content.InUse(shipped)
    assert content.packs_in_use(home, shipped) == shipped
    assert not home.root.exists(), "looking writes nothing"


def test_an_edition_is_in_use_from_the_switch_on(home: Home, shipped: Path) -> None:
    held = placed(home, 1)
    assert content.packs_in_use(home, shipped) == shipped
    content.switch_to(home, held.digest, "abc", shipped)
    now = content.in_use(home, shipped)
    assert (now.folder, now.number, now.library) == (held.folder, 1, "abc")
    assert now.previous == content.SHIPPED
    assert {path.name for path in held.folder.iterdir()} == {
        *("contents.json", "edition.json", "guide.pack", "projects.pack"),
    }


def test_back_and_forward_again(home: Home, shipped: Path) -> None:
    first, second = installed(home, shipped, 1), installed(home, shipped, 2)
    now = content.in_use(home, shipped)
    assert now.previous == first
    content.switch_to(home, first.digest, "library1", shipped)
    back = content.in_use(home, shipped)
    assert (back.held, back.previous, back.library) == (first, second, "library1")
    content.switch_to(home, second.digest, "library2", shipped)
    assert content.in_use(home, shipped) == now


def test_back_to_the_packs_of_the_program_and_forward(home: Home, shipped: Path) -> None:
    held = installed(home, shipped, 1)
    content.switch_to(home, content.SHIPPED, "library0", shipped)
    now = content.in_use(home, shipped)
    assert (now.folder, now.held, now.previous, now.library) == (shipped, None, held, "library0")
    content.switch_to(home, held.digest, "library1", shipped)
    assert content.in_use(home, shipped).previous == content.SHIPPED


def test_two_editions_at_most_stay(home: Home, shipped: Path) -> None:
    for number in range(1, 6):
        installed(home, shipped, number)
    assert [held.number for held in editions.all_held(home)] == [5, 4]
    content.switch_to(home, f"{4:064x}", "library4", shipped)
    installed(home, shipped, 6)
    assert [held.number for held in editions.all_held(home)] == [6, 4]
    assert content.in_use(home, shipped).previous == editions.read_held(home.content / f"{4:064x}")


@pytest.mark.parametrize(
    ("issued", "version", "wins"),
    [
        ("2026-12-01", "2026.12.0", False),  # the same
        ("2026-12-01", "2026.12.1", True),
        ("2026-12-01", "2026.12.10", True),
        ("2027-01-15", "2027.1.0", True),
        ("2026-11-30", "2027.1.0", False),
    ],
)
def test_an_upgraded_program_with_newer_packs_wins(
    home: Home, shipped: Path, issued: str, version: str, *, wins: bool
) -> None:
    installed(home, shipped, 1)
    ship(shipped, issued, version)
    now = content.in_use(home, shipped)
    assert (now.folder == shipped) is wins
    assert now.library == ("" if wins else "library1")
    installed(home, shipped, 2)
    was_in_use = content.SHIPPED if wins else editions.read_held(home.content / f"{1:064x}")
    ship(shipped, "2026-11-22", "2026.11.0")
    assert content.in_use(home, shipped).previous == was_in_use


@pytest.mark.parametrize("cut", ["short", "other", "gone", "folder"])
def test_a_damaged_pack_comes_back_from_a_copy(home: Home, shipped: Path, cut: str) -> None:
    installed(home, shipped, 1)
    held = installed(home, shipped, 2)
    harm(held.folder / "guide.pack", cut)
    now = content.in_use(home, shipped)
    assert now.held == held
    assert (held.folder / "guide.pack").read_bytes() == b"the guide"
    assert now.mended is not None
    assert (now.mended.by, now.mended.packs, now.mended.edition) == ("copy", ("guide",), 2)
    assert content.in_use(home, shipped).mended == now.mended, "told until it was read"
    content.forget_mended(home)
    assert content.in_use(home, shipped).mended is None


def harm(path: Path, how: str) -> None:
    data = path.read_bytes()
    path.unlink()
    if how == "short":
        path.write_bytes(data[:-1])
    elif how == "other":
        path.write_bytes(bytes([data[0] ^ 1]) + data[1:])
    elif how == "folder":
        path.mkdir()


def test_a_pack_that_the_program_has_as_well_is_made_again(home: Home, shipped: Path) -> None:
    files = source.files_of(shipped, "guide", [])
    pack = Pack("guide", "2026.12.0", "2026-12-01", pack_digest(files))
    beside = home.root / "beside"
    beside.mkdir(parents=True)
    (beside / "guide.pack").write_bytes(pack_bytes(files))
    held = editions.place(home, editions.seal(beside, f"{1:064x}", 1, "2026-12-01", (pack,)))
    content.switch_to(home, held.digest, "", shipped)
    harm(held.folder / "guide.pack", "short")
    now = content.in_use(home, shipped, thorough=True)
    assert now.mended is not None
    assert now.mended.by == "copy"
    assert source.files_of(now.folder, "guide", []) == files
    assert content.in_use(home, shipped, thorough=True).mended == now.mended


@pytest.mark.parametrize("harmed", ["projects.pack", "edition.json", "contents.json"])
@pytest.mark.parametrize("cut", ["short", "gone"])
def test_a_damaged_edition_gives_way_to_the_one_before(
    home: Home, shipped: Path, harmed: str, cut: str
) -> None:
    first, second = installed(home, shipped, 1), installed(home, shipped, 2)
    harm(second.folder / harmed, cut)
    now = content.in_use(home, shipped)
    assert (now.held, now.library, now.previous) == (first, "library1", content.SHIPPED)
    assert now.mended is not None
    assert (now.mended.by, now.mended.now) == ("previous", 1)
    assert "1" in say_finding(Language("en"), now.mended.finding)
    assert not second.folder.exists()
    installed(home, shipped, 2)
    assert content.in_use(home, shipped).mended is None, "the next update mends for good"
    assert not list(home.content.glob(".*"))


def test_where_all_is_damaged_the_program_has_its_own(home: Home, shipped: Path) -> None:
    for number in (1, 2):
        harm(installed(home, shipped, number).folder / "projects.pack", "other")
    now = content.in_use(home, shipped)
    assert (now.folder, now.held, now.previous) == (shipped, None, None)
    assert now.mended is not None
    assert (now.mended.by, now.mended.issued) == ("shipped", "2026-11-22")
    assert content.in_use(home, shipped) == now


def test_damage_that_only_a_thorough_look_sees(home: Home, shipped: Path) -> None:
    held = placed(home, 1, guide=bytes(editions.CHEAP + 1))
    content.switch_to(home, held.digest, "", shipped)
    harm(held.folder / "projects.pack", "other")
    assert content.in_use(home, shipped).held == held
    assert content.in_use(home, shipped, thorough=True).held is None


@pytest.mark.parametrize(
    "said",
    [
        b"", b"{", b"[]", b"\xff", b'{"format": 2, "current": ""}', b'{"format": 1}',
        b'{"format": 1, "current": "../../etc"}', b'{"format": 1, "current": 3}',
        b'{"format": 1, "current": "", "previous": "/"}',
        b'{"format": 1, "current": "", "mended": {"by": "copy"}}',
    ],
)  # fmt: skip
def test_a_damaged_switch_takes_the_newest_whole_edition(
    home: Home, shipped: Path, said: bytes
) -> None:
    first, second = installed(home, shipped, 1), installed(home, shipped, 2)
    (home.content / "current.json").write_bytes(said)
    assert content.in_use(home, shipped).held == second
    harm(second.folder / "projects.pack", "short")
    assert content.in_use(home, shipped).held == first


def test_a_lost_switch_is_the_program(home: Home, shipped: Path) -> None:
    """As after a kill between the name of the first edition and the switch."""
    placed(home, 1)
    assert content.in_use(home, shipped).held is None


@pytest.mark.parametrize("number", ["digest", "files", "packs"])
def test_contents_that_lie_are_damage(home: Home, shipped: Path, number: str) -> None:
    held = installed(home, shipped, 1)
    path = held.folder / "contents.json"
    said = json.loads(path.read_text())
    said[number] = {"../../work.sqlite": [0, 0]} if number == "files" else "x"
    path.write_text(json.dumps(said))
    assert editions.read_held(held.folder) is None
    assert content.in_use(home, shipped).folder == shipped


def test_while_another_process_is_at_work_nothing_is_mended(home: Home, shipped: Path) -> None:
    held = installed(home, shipped, 1)
    harm(held.folder / "projects.pack", "short")
    other = lock.hold(home.content / "lock")
    assert other is not None
    assert content.in_use(home, shipped) == content.InUse(shipped)
    assert held.folder.exists()
    other.release()
    assert content.in_use(home, shipped).mended is not None


def test_a_home_that_cannot_be_written_still_has_content(home: Home, shipped: Path) -> None:
    held = installed(home, shipped, 1)
    assert content.in_use(home, shipped).held == held
    shutil.rmtree(home.content)
    home.content.write_text("a file where the folder should be")
    assert content.in_use(home, shipped) == content.InUse(shipped)


def test_placing_twice_keeps_the_whole_and_replaces_the_damaged(home: Home) -> None:
    first = placed(home, 1)
    assert placed(home, 1) == first
    harm(first.folder / "guide.pack", "other")
    assert editions.damaged(first) == ("guide.pack",)
    assert not editions.damaged(placed(home, 1))


def test_the_library_of_what_is_in_use_is_remembered(home: Home, shipped: Path) -> None:
    content.note_library(home, content.in_use(home, shipped), "new")
    assert not home.content.exists(), "without an update there is nothing to remember"
    installed(home, shipped, 1)
    content.note_library(home, content.in_use(home, shipped), "new")
    assert content.in_use(home, shipped).library == "new"
    ship(shipped, "2027-01-15", "2027.1.0")
    content.note_library(home, content.in_use(home, shipped), "of the upgraded program")
    ship(shipped, "2026-11-22", "2026.11.0")
    assert content.in_use(home, shipped).library == "new"
