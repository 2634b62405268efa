"""The first start: everything can be skipped, nothing typed is lost, and the program is full."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from tests.kit.window import opened, settle, shown
from wecoop_desktop.base import settings as chosen
from wecoop_desktop.base.folders import Home
from wecoop_desktop.ui.place import HOME
from wecoop_desktop.ui.presenters.home import HomePresenter
from wecoop_desktop.ui.presenters.sample import samples
from wecoop_desktop.ui.presenters.welcome import PATH, WelcomePresenter
from wecoop_desktop.ui.window import Window


def _welcome(window: Window) -> WelcomePresenter:
    return cast(WelcomePresenter, window.presenter("welcome"))


def _button(window: Window, words: str) -> QPushButton:
    return next(w for w in shown(window) if isinstance(w, QPushButton) and w.text() == words)


def test_all_that_is_chosen_is_kept(qapp: QApplication, home: Home) -> None:
    with opened(home, "") as window:
        welcome = _welcome(window)
        welcome.speak("ru")
        welcome.live_in("TJ")
        welcome.sign_as("  Специалист \n отдела ")
        welcome.belong_to("Комитет охраны окружающей среды")
        welcome.do_mostly("finding")
        welcome.begin()
        settle()
        kept = chosen.load(home.settings)
        assert (kept.language, kept.country, kept.purpose) == ("ru", "TJ", "finding")
        assert (kept.author, kept.ministry) == (
            "Специалист отдела",
            "Комитет охраны окружающей среды",
        )
        assert window.place == HOME


def test_what_is_typed_counts_also_with_the_button_at_once(qapp: QApplication, home: Home) -> None:
    with opened(home, "") as window:
        line = next(w for w in shown(window) if isinstance(w, QLineEdit))
        line.setFocus()
        line.insert("Айгүл")
        line.editingFinished.emit()  # what leaving the line does
        _button(window, "Begin").click()
        settle()
        assert chosen.load(home.settings).author == "Айгүл"


def test_chosen_again_is_chosen_no_more(qapp: QApplication, home: Home) -> None:
    with opened(home, "") as window:
        welcome = _welcome(window)
        for _ in range(2):
            welcome.do_mostly("training")
            welcome.live_in("KZ")
        assert (welcome.view.purpose, welcome.view.country) == ("", "")


def test_it_starts_with_one_sample_that_can_be_removed(qapp: QApplication, home: Home) -> None:
    with opened(home, "") as window:
        _button(window, "Skip, ask me later").click()
        settle()
        first = cast(HomePresenter, window.presenter("home"))
        (draft,) = first.view.drafts
        assert draft.sample
        assert not draft.filled  # nothing of it was written by the user
        _button(window, "Remove").click()
        settle()
        assert first.view.drafts == ()
        desk = window.opening.view.desk
        assert desk is not None
        (row,) = desk.store.proposals()
        assert row.deleted is not None  # in the bin, not gone
        assert samples(desk) == {row.id}
        _welcome(window).begin()
        settle()
        assert first.view.drafts == ()  # it does not come again


def test_no_sample_beside_proposals_that_are_there(qapp: QApplication, home: Home) -> None:
    with opened(home, "", drafts=1) as window:
        _welcome(window).begin()
        settle()
        assert len(cast(HomePresenter, window.presenter("home")).view.drafts) == 1


def test_shown_around_the_path_is_in_focus(qapp: QApplication, home: Home) -> None:
    with opened(home, "") as window:
        _button(window, "Show me around").click()
        settle()
        assert window.place == PATH
        focused = QApplication.focusWidget()
        assert focused is not None
        assert "financed projects look" in focused.accessibleName()


@pytest.mark.parametrize("zoom", [100, 150, 200])
def test_all_of_it_can_be_reached(qapp: QApplication, tmp_path: Path, zoom: int) -> None:
    with opened(Home(tmp_path / "h"), "", zoom=zoom) as window:
        for button in (w for w in shown(window) if isinstance(w, QPushButton)):
            window.screen_shown.ensurePolished()
            assert button.width() >= min(button.sizeHint().width(), 120), button.text()
