"""Backups and passwords in the window, and what it does for the work by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QWidget

from tests.kit.window import settle, shown
from tests.ui import test_screens
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.settings import Settings
from wecoop_desktop.ui.desk import Desk
from wecoop_desktop.ui.keeping import AWAY, SILENT, Keeper
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.drives import plugged
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.backups import BackupsPresenter
from wecoop_desktop.ui.presenters.proposals import ProposalsPresenter
from wecoop_desktop.ui.presenters.wizard import WizardPresenter
from wecoop_desktop.ui.runner import Immediate, Runner
from wecoop_desktop.ui.screens.backups import BackupsScreen
from wecoop_desktop.ui.screens.proposals import ProposalsScreen
from wecoop_desktop.ui.screens.sealing import SealCard, SealedCard
from wecoop_desktop.ui.window import Window
from wecoop_desktop.work import backup, copies
from wecoop_desktop.work.file import read_proposal
from wecoop_desktop.work.seal import is_sealed_file


def words(root: QWidget) -> str:
    """All words that are to be seen in a part of the window."""
    return test_screens.words(cast(Window, root))


PASSWORD = "три слова вместе"


@pytest.fixture
def desk(window: Window) -> Desk:
    desk = window.opening.view.desk
    assert desk is not None
    return desk


def draft(desk: Desk) -> str:
    return desk.store.proposals()[0].id


@pytest.fixture
def presenter(window: Window, desk: Desk) -> BackupsPresenter:
    """The screen, a backup, and an answer that was changed since."""
    desk.store.back_up("asked")
    desk.store.write(draft(desk), "basic.title_en", "Another title")
    window.go(Place("backups"))
    settle()
    return cast(BackupsPresenter, window.presenter("backups"))


def screen(window: Window) -> BackupsScreen:
    settle()
    found = window.screen_shown
    assert isinstance(found, BackupsScreen)
    return found


def test_the_way_there_is_beside_the_list(window: Window, desk: Desk) -> None:
    window.go(Place("proposals"))
    settle()
    test_screens.button(window, "Backups").click()
    assert window.place == Place("backups")


def test_what_differs_is_said_and_one_comes_back(
    window: Window, desk: Desk, presenter: BackupsPresenter
) -> None:
    shown_words = words(screen(window))
    assert "differs now" in shown_words
    assert "1 answer differs" in shown_words
    assert "asked for" in shown_words
    presenter.restore(draft(desk))
    assert desk.store.load(draft(desk)).answers["basic.title_en"] != "Another title"
    settle()
    assert "undo leads back" in words(screen(window))
    assert presenter.view.lines[0].difference.standing == "same"
    desk.store.undo(draft(desk))
    assert desk.store.load(draft(desk)).answers["basic.title_en"] == "Another title"


def test_what_differs_opens_beside_the_present(
    window: Window, desk: Desk, presenter: BackupsPresenter
) -> None:
    presenter.compare(draft(desk))
    settle()
    assert window.place.screen == "compare"
    assert "1 change: 1 changed" in words(window.screen_shown)


def test_all_come_back_after_a_question(
    window: Window, home: Home, presenter: BackupsPresenter
) -> None:
    presenter.restore_all()  # not asked: nothing happens
    assert not list(home.root.glob("work-replaced-*"))
    window.go(Place("proposals"))  # a presenter that holds the store of before
    window.go(Place("backups"))
    settle()
    screen(window).all.click()
    settle()
    screen(window).really.click()
    settle()
    assert "nothing was deleted" in words(screen(window))
    assert list(home.root.glob("work-replaced-*"))
    desk = window.opening.view.desk
    assert desk is not None
    assert desk.store.load(draft(desk)).answers["basic.title_en"] != "Another title"
    window.go(Place("proposals"))
    settle()
    assert len(cast(ProposalsPresenter, window.presenter("proposals")).view.drafts) == 1


def test_the_wizard_shows_what_came_back(window: Window, desk: Desk) -> None:
    proposal = draft(desk)
    desk.store.back_up("asked")
    window.go(Place("wizard", proposal, "basic"))
    settle()
    wizard = cast(WizardPresenter, window.presenter("wizard"))
    before = desk.store.load(proposal).answers["basic.title_en"]
    desk.store.write(proposal, "basic.title_en", "Another title")
    wizard.arrive(window.place)
    window.go(Place("backups"))
    settle()
    cast(BackupsPresenter, window.presenter("backups")).restore(proposal)
    window.go(Place("wizard", proposal, "basic"))
    settle()
    assert wizard.view.answers.get("basic.title_en") == before
    assert desk.store.load(proposal).answers["basic.title_en"] == before


def test_a_damaged_backup_is_said_and_the_others_stay(
    window: Window, desk: Desk, presenter: BackupsPresenter
) -> None:
    desk.store.back_up("asked")
    broken = presenter.view.backups[0].path
    broken.write_bytes(b"noise")
    presenter.arrive(Place("backups"))
    presenter.choose(broken)
    presenter.load()
    presenter.choose(backup.backups(window.opening.home)[-1].path)
    presenter.choose(broken)
    settle()
    assert presenter.view.error is not None
    assert presenter.view.error.code == "backup-failed"
    presenter.ask_all()
    presenter.restore_all()
    assert presenter.view.error.code == "backup-failed"
    assert window.opening.view.desk is not None
    assert window.opening.view.desk.store.proposals()


def test_without_a_backup_the_screen_says_so(window: Window) -> None:
    window.go(Place("backups"))
    settle()
    assert "No backups yet" in words(screen(window))
    screen(window).make.click()
    settle()
    assert "A backup was made" in words(screen(window))
    assert all(w.accessibleName() for w in shown(screen(window)) if w.inherits("QPushButton"))


# by itself


class Hanging(Immediate):
    """What is to be done in the second folder never comes to an end."""

    def start(self, lane: str, *rest: Any) -> None:
        if lane != AWAY:
            super().start(lane, *rest)


def keeper(
    window: Window, told: list[Banner], backups: str = "", runner: Runner | None = None
) -> Keeper:
    return Keeper(
        window.opening.home,
        window.opening,
        runner or Immediate(),
        lambda: Settings(backups=backups),
        lambda: window.place,
        told.append,
        window,
    )


def test_a_second_folder_that_hangs_holds_up_nothing_and_is_said_once(
    window: Window, desk: Desk, home: Home, tmp_path: Path
) -> None:
    told: list[Banner] = []
    care = keeper(window, told, str(tmp_path), Hanging())
    for number in range(2 * SILENT):
        desk.store.write(draft(desk), "basic.title_en", f"Landfill {number}")
        care.look()
        care.look()
    (path,) = copies.folder(home).glob("*.wecoop")
    assert path.name.startswith(f"Landfill {2 * SILENT - 1}")
    assert len(told) == 1
    assert str(tmp_path) in told[0].accessibleName()


def test_files_follow_once_nothing_was_written_for_a_minute(
    window: Window, desk: Desk, home: Home, tmp_path: Path
) -> None:
    place = tmp_path / "диск"
    place.mkdir()
    told: list[Banner] = []
    care = keeper(window, told, str(place))
    care.look()
    desk.store.write(draft(desk), "basic.title_en", "Landfill")
    care.look()
    assert not copies.folder(home).exists()
    care.look()
    (path,) = copies.folder(home).glob("*.wecoop")
    assert read_proposal(path).answers["basic.title_en"] == "Landfill"
    assert list(place.glob("*/proposals/Landfill*.wecoop"))
    assert list(place.glob("*/work-*.sqlite"))
    assert told == []


def test_a_folder_that_is_not_there_is_said_once(
    window: Window, desk: Desk, tmp_path: Path
) -> None:
    told: list[Banner] = []
    care = keeper(window, told, str(tmp_path / "unplugged"))
    for _ in range(5):
        care.look()
    assert len(told) == 1
    assert "unplugged" in told[0].accessibleName()


# passwords


def test_a_proposal_is_saved_with_a_password_and_opened_again(
    window: Window, desk: Desk, tmp_path: Path
) -> None:
    window.go(Place("proposals"))
    settle()
    page = window.screen_shown
    assert isinstance(page, ProposalsScreen)
    presenter = cast(ProposalsPresenter, window.presenter("proposals"))
    target = tmp_path / "закрыто.wecoop"
    page.ask_save = lambda _name: str(target)
    presenter.close_with_password(draft(desk))
    settle()
    (card,) = page.findChildren(SealCard)
    assert "no way around" in words(card)
    for first, second, hint in (
        ("short", "short", "too short"),
        (PASSWORD, "три слова вмести", "not the same"),
    ):
        card.password.setText(first)
        card.again.setText(second)
        card.save.click()
        assert hint in card.hint.text()
        assert not target.exists()
    card.again.setText(PASSWORD)
    card.save.click()
    settle()
    assert is_sealed_file(target)
    assert presenter.view.exported == target
    presenter.from_file(target)
    settle()
    (asking,) = page.findChildren(SealedCard)
    asking.password.setText("another one")
    asking.open.click()
    settle()
    (asking,) = page.findChildren(SealedCard)
    assert "not the password" in words(asking)
    asking.password.setText(PASSWORD)
    asking.open.click()
    settle()
    assert presenter.view.sealed is None
    assert window.place.screen in ("merge", "wizard")


def test_a_closed_file_that_is_damaged_says_so(window: Window, desk: Desk, tmp_path: Path) -> None:
    window.go(Place("proposals"))
    presenter = cast(ProposalsPresenter, window.presenter("proposals"))
    target = tmp_path / "a.wecoop"
    presenter.close_with_password(draft(desk))
    presenter.save_sealed(target, PASSWORD)
    data = bytearray(target.read_bytes())
    data[-1] ^= 1
    target.write_bytes(data)
    presenter.from_file(target)
    presenter.unseal(PASSWORD)
    error: AppError | None = presenter.view.seal_error
    assert error is not None
    assert error.code == "seal-damaged"
    presenter.close_with_password(draft(desk))
    presenter.save_sealed(tmp_path / "nowhere" / "a.wecoop", PASSWORD)
    error = presenter.view.seal_error
    assert error is not None
    assert error.code == "folder-missing"


def test_the_bin_says_until_when(window: Window, desk: Desk) -> None:
    window.go(Place("proposals"))
    presenter = cast(ProposalsPresenter, window.presenter("proposals"))
    presenter.delete(draft(desk))
    presenter.show("bin")
    settle()
    assert "90 days" in words(window.screen_shown)


MOUNTS = r"""
/dev/sda1 / ext4 rw 0 0
/dev/sdb1 /media/aigul/\320\244\320\273\320\265\321\210\320\272\320\260\0401 vfat rw 0 0
/dev/sdc1 /run/media/aigul/NTFS fuseblk rw 0 0
//server/share /mnt/share cifs rw 0 0
server:/x /mnt/x nfs4 rw 0 0
host: /media/remote fuse.sshfs rw 0 0
auto /mnt/auto autofs rw 0 0
/dev/sdd1 /home/disk ext4 rw 0 0
torn
"""


def test_only_disks_that_are_plugged_in_are_asked() -> None:
    """A share that does not answer would hold up the whole window."""
    names = ["/media/aigul/Флешка 1", "/run/media/aigul/NTFS"]
    assert [path.as_posix() for path in plugged(MOUNTS)] == names
