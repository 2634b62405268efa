"""The screens of the frame: first start, home, settings, help, and what is said in trouble."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from tests.kit.window import button, opened, settle, shown
from wecoop_desktop.base import settings as chosen
from wecoop_desktop.base.folders import Home
from wecoop_desktop.ui import wording
from wecoop_desktop.ui.fault import LOG, tell_fault, write_fault
from wecoop_desktop.ui.parts.labels import Wrapped
from wecoop_desktop.ui.place import HOME, Place
from wecoop_desktop.ui.window import Window

pytestmark = pytest.mark.at_home


def words(window: Window) -> str:
    """All words that are to be seen."""
    said = []
    for widget in shown(window):
        if isinstance(widget, Wrapped):
            said.append(widget.words)
        elif isinstance(widget, QLabel | QPushButton):
            said.append(widget.text())
        elif widget.accessibleName():
            said.append(widget.accessibleName())
    return "\n".join(said)


def test_the_first_start_asks_for_language_and_country(qapp: QApplication, home: Home) -> None:
    with opened(home, "") as window:
        assert window.place.screen == "welcome"
        assert not window.rail.isVisible()
        button(window, "Русский").click()
        settle()
        button(window, "Кыргызстан" if "Кыргызстан" in words(window) else "Kyrgyzstan").click()
        settle()
        window.presenter("welcome").begin()  # type: ignore[attr-defined]
        settle()
        assert window.place == HOME
        assert window.rail.isVisible()
        kept = chosen.load(home.settings)
        assert (kept.language, kept.country) == ("ru", "KG")


def test_a_skipped_first_start_is_not_asked_again(qapp: QApplication, home: Home) -> None:
    with opened(home, "") as window:
        window.presenter("welcome").begin()  # type: ignore[attr-defined]
        assert chosen.load(home.settings).language == wording.language().code
        window.back()
        assert window.place == HOME


def test_home_shows_drafts_content_and_honest_dates(window: Window) -> None:
    said = words(window)
    assert "908" in said
    assert "Data as of" in said
    assert "No event ahead is known" in said
    assert "no update yet" in said
    assert "Nothing is missing" in said or "Next:" in said


def test_the_first_draft_opens_where_it_was_left(window: Window) -> None:
    button(window, "Continue").click()
    assert window.place.screen == "wizard"
    desk = window.opening.view.desk
    assert desk is not None
    assert window.place.id == desk.store.proposals()[0].id


def test_settings_apply_at_once(window: Window, home: Home) -> None:
    window.visit("settings")
    settle()
    window.presenter("settings").take("language", "ru")  # type: ignore[attr-defined]
    settle()
    assert wording.language().code == "ru"
    window.presenter("settings").take("country", "TJ")  # type: ignore[attr-defined]
    window.presenter("settings").take("single_keys", "off")  # type: ignore[attr-defined]
    kept = chosen.load(home.settings)
    assert (kept.language, kept.country, kept.single_keys) == ("ru", "TJ", False)


@pytest.mark.parametrize("part", ["here", "keys", "about"])
def test_help_has_parts(window: Window, part: str) -> None:
    window.go(Place("help", "projects", part))
    settle()
    wanted = {"here": "word forms", "keys": "Search and commands", "about": "EUPL-1.2"}
    assert wanted[part] in words(window)


def test_help_about_a_screen_that_nobody_knows_is_that_of_home(window: Window) -> None:
    window.go(Place("help", "atlantis"))
    settle()
    assert "Home" in words(window)


def test_updates_name_every_pack(window: Window) -> None:
    window.visit("updates")
    settle()
    library = window.opening.view.library
    assert library is not None
    for pack in library.info().packs:
        assert pack.title.en in words(window)


def _damage(home: Home) -> None:
    home.root.mkdir(parents=True)
    home.work.write_bytes(b"this is no database" * 500)


def test_damaged_work_offers_two_ways(qapp: QApplication, home: Home) -> None:
    _damage(home)
    with opened(home) as window:
        assert window.opening.view.desk is None
        assert "could not be opened" in words(window)
        window.visit("proposals")
        settle()
        assert "could not be opened" in words(window)
        button(window, "Start with an empty list").click()
        settle()
        assert window.opening.view.desk is not None
        assert window.place.screen == "proposals"
        kept = [path.read_bytes() for path in home.root.glob("*.sqlite") if path != home.work]
        assert b"this is no database" * 500 in kept


def test_no_backup_is_said_and_leaves_the_other_way(qapp: QApplication, home: Home) -> None:
    _damage(home)
    with opened(home) as window:
        button(window, "Restore the last good copy").click()
        settle()
        assert "no good backup" in words(window)
        assert button(window, "Start with an empty list").isEnabled()


def test_a_fault_is_told_calmly_and_written_down(window: Window, home: Home) -> None:
    target = home.root / LOG
    try:
        raise ValueError("seventeen")
    except ValueError as error:
        write_fault(error, target)
        tell_fault(window.tell, error, home)
    settle()
    assert "Something did not work." in words(window)
    assert "ValueError" in target.read_text("utf-8")
    assert window.close_top()
    settle()
    assert "Something did not work." not in words(window)
