"""A release on its way to a static host: at no moment is there half of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.kit.organisation import Organisation
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.publisher.press import found_press
from wecoop_desktop.publisher.release import EDITIONS, clear, ordered, release
from wecoop_desktop.publisher.roles import CHANNELS
from wecoop_desktop.publisher.sign import sign_edition


@pytest.fixture
def house(tmp_path: Path) -> Organisation:
    made = Organisation(tmp_path)
    made.publish(1)
    return made


def _shown(house: Organisation) -> Path:
    shown = house.folder / "www"
    release(house.release, shown)
    return shown


def test_everything_arrives_and_a_second_time_nothing(house: Organisation) -> None:
    shown = _shown(house)
    there = {
        str(path.relative_to(house.release)): path.read_bytes()
        for path in house.release.rglob("*")
        if path.is_file()
    }
    for name, data in there.items():
        assert (shown / name).read_bytes() == data
    assert release(house.release, shown) == ((), ())


def test_a_copy_that_breaks_off_after_any_file_breaks_no_client(house: Organisation) -> None:
    shown = _shown(house)
    users = {name: house.user(name, "steady", shown) for name in CHANNELS}
    house.publish(2)
    names = list(ordered(house.release, shown))
    assert names[-1].endswith(("timestamp.json", "root.json"))
    for place, name in enumerate(names):
        (shown / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(house.release / name, shown / name)
        for channel in CHANNELS:
            new = house.user(channel, f"new at {place}", shown)
            assert users[channel].edition() == new.edition()
    assert {user.edition() for user in users.values()} == {2}


def test_old_files_stay_for_those_in_the_middle_and_go_later(house: Organisation) -> None:
    shown = _shown(house)
    late = house.user("network", "late", shown).trust
    late.refresh()
    house.publish(2)
    release(house.release, shown)
    for part in late.targets():  # began with edition 1, goes on with it
        late.fetch(part.name, house.folder / "late")
    for number in range(3, EDITIONS + 4):
        house.publish(number)
        done = release(house.release, shown)
    assert done.cleared
    assert len(list((shown / "targets").glob("*.edition.json"))) == EDITIONS
    assert house.user("network", "new", shown).edition() == EDITIONS + 3
    # The publisher's own folder is cleared in the same way, and goes on as before.
    assert clear(house.release)
    assert clear(house.release) == ()
    assert len(list((house.release / "targets").glob("*.edition.json"))) == EDITIONS
    assert (shown / "metadata" / "1.root.json").exists()
    (shown / "notes.txt").write_text("of the server's keeper")
    (shown / "targets" / "notes.txt").write_text("as well")
    house.publish(EDITIONS + 4)
    release(house.release, shown)
    assert (shown / "notes.txt").exists()
    assert (shown / "targets" / "notes.txt").exists()


def test_nothing_older_replaces_what_is_out(house: Organisation) -> None:
    before = house.folder / "before"
    shutil.copytree(house.release, before)
    house.publish(2)
    shown = _shown(house)
    with pytest.raises(AppError) as refused:
        release(before, shown)
    assert refused.value.code == "release-older"
    assert house.user("network", "u", shown).edition() == 2


def test_nothing_signed_nothing_released(house: Organisation, tmp_path: Path) -> None:
    for source, code in ((tmp_path / "nothing", "release-empty"), (tmp_path, "copy-onto-itself")):
        with pytest.raises(AppError) as refused:
            release(source, tmp_path)
        assert refused.value.code == code


def test_the_publishers_folder_is_made_again_from_what_is_out(house: Organisation) -> None:
    """As the manual says where `press` is lost: the release itself is enough to go on."""
    shown = _shown(house)
    shutil.rmtree(house.folder / "press")
    found_press(house.folder / "press")
    shutil.copytree(shown, house.release)
    done = sign_edition(house.press, house.edition(2), house.keys("editor", "clock"), house.now)
    assert done.lacks == ()
    release(house.release, shown)
    assert house.user("network", "u", shown).edition() == 2


def test_a_file_in_the_way_on_the_server_is_told(house: Organisation) -> None:
    shown = house.folder / "www"
    shown.mkdir()
    (shown / "targets").write_text("a file")
    with pytest.raises(AppError) as refused:
        release(house.release, shown)
    assert refused.value.code in ("file-not-writable", "folder-missing")
