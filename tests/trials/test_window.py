"""The window over damaged, newer and protected files: it says so, stays usable, loses nothing."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from tests.kit import disk
from tests.kit.window import opened, settle, shared_library, shown
from wecoop_desktop.app import make_window
from wecoop_desktop.base import settings
from wecoop_desktop.base.folders import Home
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.runner import Immediate
from wecoop_desktop.ui.window import Window
from wecoop_desktop.work.store import WorkStore

TITLE = {"en": "Sewage of Karakol", "ru": "Стоки Каракола"}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with one proposal and its backup, as after a week of work."""
    shared_library()
    made = Home(tmp_path / "Дом Айгүл")
    store = WorkStore.open(made)
    store.create("proposal", "1", {"basic.title_en": TITLE["en"]})
    store.close()
    WorkStore.open(made).close()
    return made


def said(window: Window) -> str:
    settle()
    return " ".join(label.text() for label in shown(window) if isinstance(label, QLabel))


def press(window: Window, text: str) -> None:
    (button,) = (
        each for each in shown(window) if isinstance(each, QPushButton) and each.text() == text
    )
    button.click()
    settle()


def usable(window: Window) -> None:
    """Every section can still be gone to."""
    for screen in ("projects", "guide", "funders", "proposals", "settings", "help", "home"):
        window.go(Place(screen))
        settle()


def _noise(path: Path) -> None:
    path.write_bytes(b"\xa5" * path.stat().st_size)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [_noise, _cut, _empty])
def test_damaged_work_is_restored_from_the_backup(
    qtbot: object, home: Home, damage: Callable[[Path], None]
) -> None:
    damage(home.work)
    with opened(home) as window:
        assert "damaged" in said(window)
        usable(window)
        press(window, "Restore the last good copy")
        desk = window.opening.view.desk
        assert desk is not None
        assert [row.title.en for row in desk.store.proposals()] == [TITLE["en"]]
        assert list(home.root.glob("work-*.sqlite")), "the damaged file was kept"
        usable(window)


def test_damaged_work_is_left_for_an_empty_list(qtbot: object, home: Home) -> None:
    _cut(home.work)
    with opened(home) as window:
        press(window, "Start with an empty list")
        desk = window.opening.view.desk
        assert desk is not None
        assert desk.store.proposals() == ()
        assert list(home.root.glob("work-*.sqlite")), "the damaged file was kept"
        assert list(home.backups.iterdir())


def test_newer_work_is_left_alone(qtbot: object, home: Home) -> None:
    with sqlite3.connect(home.work) as file:
        file.execute("PRAGMA journal_mode=DELETE")
        file.execute("PRAGMA user_version=99")
    file.close()
    before = home.work.read_bytes()
    with opened(home) as window:
        assert "newer" in said(window)
        usable(window)
        assert home.work.read_bytes() == before


def test_work_in_use_opens_when_it_is_free(qtbot: object, home: Home) -> None:
    other = WorkStore.open(home)
    with opened(home) as window:
        assert "another window" in said(window)
        usable(window)
        other.close()
        press(window, "Try again")
        assert window.opening.view.desk is not None


def test_a_folder_in_the_place_of_work_is_said(qtbot: object, home: Home) -> None:
    shutil.move(home.work, home.root / "mine.sqlite")
    home.work.mkdir()
    with opened(home) as window:
        assert "work.sqlite" in said(window)
        usable(window)
        assert home.work.is_dir()


def test_a_megabyte_and_odd_letters_are_shown(qtbot: object, home: Home) -> None:
    store = WorkStore.open(home)
    odd = {"en": "\ud800\u202e\u200b👩‍👩‍👧", "ru": "ж" * 1_000_000}
    numbers = {"basic.total_cost": {"amount": "9" * 24, "currency": "USD"}}
    made = store.create(
        "proposal", "1", {"problem.core_problem": odd, "basic.title_en": odd["en"], **numbers}
    )
    store.close()
    with opened(home) as window:
        for step in ("basic", "problem", "budget"):
            window.go(Place("wizard", made, step))
            settle()
        usable(window)
        desk = window.opening.view.desk
        assert desk is not None
        assert desk.store.load(made).answers["problem.core_problem"] == odd


def test_damaged_settings_are_no_choice(qtbot: object, home: Home) -> None:
    home.settings.write_bytes(b"\x00\xff{{{")
    assert settings.load(home.settings) == settings.Settings()


@pytest.fixture
def protected(home: Home) -> Iterator[Home]:
    """A home on a protected drive; for root only a mount is one."""
    settings.save(home.settings, replace(settings.Settings(), language="en"))
    with disk.protected(home.root):
        yield home


def test_a_protected_home_is_said_and_the_content_can_be_read(
    qtbot: object, protected: Home
) -> None:
    before = protected.work.read_bytes()
    window = make_window(protected, Immediate())
    window.show()
    window.opening.begin()
    try:
        assert "cannot be written" in said(window)
        usable(window)
        library = window.opening.view.library
        assert library is not None
        assert library.project("ebrd-38901").id == "ebrd-38901"
        window.take_settings(replace(window.settings, single_keys=False))
        assert "settings.json" in said(window)
        assert protected.work.read_bytes() == before
    finally:
        window.close()
        window.opening.close()
        window.deleteLater()
        settle()
