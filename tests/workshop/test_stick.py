"""A workshop stick: everything on it, read back, gone on with, and nobody's work."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.kit.classroom import NINE, Classroom
from tests.kit.disk import small
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.workshop.sandbox import join, offered
from wecoop_desktop.workshop.stick import StickPlan, plan_stick, write_stick


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """What a bundle looks like, small; portable, with somebody's work in it."""
    root = tmp_path / "bundle"
    for name, data in (
        ("wecoop", b"\x7fELF program"),
        ("_internal/resources/packs/guide/pack.json", b"{}"),
        ("_internal/big.bin", bytes(range(256)) * 4_000),
        ("portable", b""),
        ("WECOOP data/work.sqlite", b"precious"),
        ("WECOOP data/sessions/x/record.json", b"names"),
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    (root / "wecoop").chmod(0o755)
    return root


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "USB диск"
    place.mkdir()
    return place


def plan(room: Classroom, stick: Path, bundle: Path | None) -> StickPlan:
    home = room.trainer
    (home.content / "abc").mkdir(parents=True, exist_ok=True)
    (home.content / "abc" / "guide.pack").write_bytes(b"newer content")
    (home.library / "digest").mkdir(parents=True, exist_ok=True)
    (home.library / "digest" / "library.sqlite").write_bytes(b"built")
    return plan_stick(stick, room.folder, home, bundle, "digest")


def test_a_stick_holds_program_content_and_session_and_nobodys_work(
    room: Classroom, stick: Path, bundle: Path
) -> None:
    done = write_stick(plan(room, stick, bundle))
    assert done.program
    assert done.written == done.files
    names = {path.relative_to(stick).as_posix() for path in stick.rglob("*") if path.is_file()}
    assert "WECOOP/portable" in names
    assert "WECOOP/WECOOP data/content/abc/guide.pack" in names
    assert "WECOOP/WECOOP data/library/digest/library.sqlite" in names
    assert "START HERE.txt" in names
    assert not [name for name in names if "work.sqlite" in name or "sessions" in name]
    assert (stick / "WECOOP" / "wecoop").stat().st_mode & 0o100
    said = (stick / "START HERE.txt").read_text("utf-8-sig")
    assert "WECOOP" in said
    assert "“wecoop” in it (Linux)" in said
    assert "chmod +x wecoop" in said
    assert [each.id for each in offered(stick)] == [room.session.session.id]
    assert join(room.home("a"), stick, 3, NINE).draft.is_file()


def test_a_stick_is_gone_on_with(room: Classroom, stick: Path, bundle: Path) -> None:
    seen: list[int] = []

    def stop(done: int, total: int, code: str) -> None:
        if code == "workshop-stick-writing":
            seen.append(done)
            if len(seen) == 4:
                raise OSError(5, "pulled out")

    with pytest.raises(AppError):
        write_stick(plan(room, stick, bundle), Job(stop))
    with pytest.raises(AppError, match="workshop-no-session"):
        offered(stick)
    before = sum(path.is_file() for path in stick.rglob("*"))
    assert before
    done = write_stick(plan(room, stick, bundle))
    assert done.written == done.files - before
    assert write_stick(plan(room, stick, bundle)).written == 0


def test_what_was_damaged_on_the_stick_is_written_again(
    room: Classroom, stick: Path, bundle: Path
) -> None:
    write_stick(plan(room, stick, bundle))
    big = stick / "WECOOP" / "_internal" / "big.bin"
    whole = big.read_bytes()
    big.write_bytes(b"\xff" + whole[1:])
    assert write_stick(plan(room, stick, bundle)).written == 1
    assert big.read_bytes() == whole


def test_without_a_bundle_it_is_said(room: Classroom, stick: Path) -> None:
    made = plan(room, stick, None)
    assert not made.program
    assert not write_stick(made).program
    assert not (stick / "WECOOP").exists()
    said = (stick / "START HERE.txt").read_text("utf-8-sig")
    assert "it is not on this stick" in said
    assert "WECOOP from this stick" not in said


def test_whoever_opens_the_stick_reads_for_which_computers_it_is(
    room: Classroom, stick: Path, bundle: Path
) -> None:
    (bundle / "wecoop").rename(bundle / "WECOOP Desktop.exe")
    (bundle / "wecoop.exe").write_bytes(b"for the command line")
    write_stick(plan(room, stick, bundle))
    said = (stick / "START HERE.txt").read_text("utf-8-sig")
    assert "“WECOOP Desktop.exe” in it (Windows)" in said
    assert "chmod" not in said


def test_a_stick_that_is_too_small(room: Classroom, small_disk: Path, bundle: Path) -> None:
    made = plan(room, small_disk, bundle)
    assert not made.fits
    with pytest.raises(AppError) as full:
        write_stick(made)
    assert full.value.code == "workshop-no-room"
    assert list(small_disk.iterdir()) == []


def test_a_stick_that_is_pulled_out_while_its_folder_stays(
    room: Classroom, tmp_path: Path, bundle: Path
) -> None:
    """A system may leave an ordinary folder where the stick was; what goes there is on no stick."""
    seen: list[int] = []
    place = tmp_path / "stick"

    def pull(done: int, total: int, code: str) -> None:
        if code == "workshop-stick-writing":
            seen.append(done)
            if len(seen) == 3:
                subprocess.run(["umount", "-l", place], check=True)

    with small(place, 64):
        with pytest.raises(AppError) as gone:
            write_stick(plan(room, place, bundle), Job(pull))
        assert gone.value.code == "workshop-folder-gone"
        assert len(seen) == 3
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", place], check=True)
        assert write_stick(plan(room, place, bundle)).written > 3


def test_odd_places(room: Classroom, stick: Path, bundle: Path) -> None:
    for target, code in (
        (stick / "nowhere", "folder-missing"),
        (bundle / "_internal", "workshop-onto-itself"),
        (room.folder / "groups", "workshop-onto-itself"),
    ):
        with pytest.raises(AppError) as odd:
            plan(room, target, bundle)
        assert odd.value.code == code


def test_the_session_that_stands_on_the_stick_already_is_left_as_it_is(
    room: Classroom, bundle: Path
) -> None:
    before = (room.folder / "session.json").read_bytes()
    done = write_stick(plan(room, room.share, bundle))
    assert done.folder == room.folder
    assert (room.folder / "session.json").read_bytes() == before
