"""The list of proposals: starting, copying, files, the bin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from tests.kit.window import settle
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.ui.desk import Desk
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.empty import Empty
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.merge import MergePresenter
from wecoop_desktop.ui.presenters.proposals import ProposalsPresenter
from wecoop_desktop.ui.screens.proposals import ProposalsScreen, next_words
from wecoop_desktop.ui.window import Window
from wecoop_desktop.work.file import read_proposal


@pytest.fixture
def desk(window: Window) -> Desk:
    desk = window.opening.view.desk
    assert desk is not None
    return desk


@pytest.fixture
def presenter(window: Window) -> ProposalsPresenter:
    window.go(Place("proposals"))
    settle()
    return cast(ProposalsPresenter, window.presenter("proposals"))


@pytest.fixture
def screen(window: Window, presenter: ProposalsPresenter) -> Callable[[], ProposalsScreen]:
    return lambda: window.findChildren(ProposalsScreen)[-1]


def test_a_draft_shows_level_readiness_and_its_next_step(
    presenter: ProposalsPresenter, desk: Desk
) -> None:
    draft = presenter.view.drafts[0]
    assert draft.countries == ("KG",)
    assert draft.level == "concept"
    assert 0 < draft.readiness <= 100
    assert next_words(draft, presenter.view.form)[2]
    assert len(draft.offers) == len(desk.library.templates())


def test_a_new_proposal_opens_in_the_wizard_and_back_makes_no_other(
    window: Window, presenter: ProposalsPresenter, desk: Desk
) -> None:
    before = len(desk.store.proposals())
    window.go(Place("proposals", part="new"))
    settle()
    assert window.place.screen == "wizard"
    assert len(desk.store.proposals()) == before + 1
    window.back()
    settle()
    assert window.place == Place("proposals")
    assert len(desk.store.proposals()) == before + 1


def test_the_example_is_called_illustrative_and_gives_a_whole_proposal(
    window: Window,
    presenter: ProposalsPresenter,
    screen: Callable[[], ProposalsScreen],
    desk: Desk,
) -> None:
    screen().example_way.click()
    settle()
    example = presenter.view.examples[0]
    presenter.from_example(example.id)
    settle()
    assert window.place.screen == "wizard"
    kept = desk.store.load(window.place.id).answers
    assert set(kept) == set(example.answers)


def test_a_copy_is_named_as_one(
    presenter: ProposalsPresenter, screen: Callable[[], ProposalsScreen]
) -> None:
    from wecoop_desktop.ui.screens.proposals import copied

    draft = presenter.view.drafts[0]
    presenter.duplicate(draft.id, copied(draft.title))
    assert len(presenter.view.drafts) == 2
    chosen = presenter.view.draft
    assert chosen is not None
    assert chosen.id != draft.id
    assert chosen.title.en == f"{draft.title.en} (copy)"


def test_deleting_can_be_taken_back(
    presenter: ProposalsPresenter, screen: Callable[[], ProposalsScreen]
) -> None:
    draft = presenter.view.drafts[0]
    presenter.delete(draft.id)
    assert presenter.view.drafts == ()
    assert presenter.view.gone == draft.id
    assert not screen().list.isVisible()
    assert "No proposals here yet" in empty(screen())
    presenter.show("bin")
    assert [entry.id for entry in presenter.view.drafts] == [draft.id]
    presenter.restore(draft.id)
    assert "The bin is empty" in empty(screen())
    presenter.show("active")
    assert [entry.id for entry in presenter.view.drafts] == [draft.id]
    presenter.search("абракадабра")
    assert "No proposal has these words in its title" in empty(screen())
    assert len(empty(screen())) == 1


def empty(screen: ProposalsScreen) -> list[str]:
    settle()
    return [each.accessibleName() for each in screen.findChildren(Empty) if each.isVisible()]


def test_a_proposal_goes_out_as_a_file_and_comes_back(
    window: Window,
    presenter: ProposalsPresenter,
    screen: Callable[[], ProposalsScreen],
    desk: Desk,
    tmp_path: Path,
) -> None:
    draft = presenter.view.drafts[0]
    target = tmp_path / "заявка"
    screen().ask_save = lambda _name: str(target)
    screen()._save_file(draft)
    file = tmp_path / "заявка.wecoop"
    assert presenter.view.exported == file
    assert read_proposal(file).form_data, "the form goes along"
    screen().ask_open = lambda: str(file)
    screen()._open_file()
    settle()
    assert (window.place.screen, window.place.id) == ("merge", draft.id), "a copy of what is here"
    cast(MergePresenter, window.presenter("merge")).open_apart()
    settle()
    assert window.place.screen == "wizard"
    assert window.place.id != draft.id
    taken, own = desk.store.load(window.place.id), desk.store.load(draft.id)
    assert taken.answers == own.answers


def test_a_file_that_is_none_is_told_and_nothing_is_lost(
    presenter: ProposalsPresenter, desk: Desk, tmp_path: Path
) -> None:
    before = desk.store.proposals()
    for name, data in (("empty.wecoop", b""), ("text.wecoop", b"no zip"), ("gone.wecoop", None)):
        file = tmp_path / name
        if data is not None:
            file.write_bytes(data)
        presenter.from_file(file)
        assert presenter.view.error is not None
        presenter.forget_messages()
    assert desk.store.proposals() == before


def test_the_list_is_searched_and_walked_by_keyboard(
    window: Window,
    presenter: ProposalsPresenter,
    screen: Callable[[], ProposalsScreen],
    qtbot: QtBot,
) -> None:
    from PySide6.QtCore import Qt

    presenter.search("no such title")
    assert presenter.view.drafts == ()
    presenter.search("")
    assert len(presenter.view.drafts) == 1
    window.activateWindow()
    screen().list.setFocus()
    qtbot.keyClick(screen().list, Qt.Key.Key_Return)
    settle()
    assert window.place.screen == "wizard"


def test_a_backup_that_failed_is_told_and_tried_again(
    window: Window,
    presenter: ProposalsPresenter,
    screen: Callable[[], ProposalsScreen],
    desk: Desk,
) -> None:
    desk.store.backup_problem = AppError("disk-full", path="backups", needed=1, free=0)
    window.go(Place("proposals"))
    settle()
    assert presenter.view.unsafe is not None
    banners = [b for b in screen().findChildren(Banner) if b.isVisible()]
    assert any("backup" in banner.accessibleName() for banner in banners)
    presenter.back_up()
    assert presenter.view.unsafe is None
