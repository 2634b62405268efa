"""The settings: one table for the file, the screen, its search, the palette and the manual."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication

from tests.kit.window import settle
from wecoop_desktop.base import settings as chosen
from wecoop_desktop.base.folders import Home, program_folder
from wecoop_desktop.base.settings import CHOICES, LONGEST, RANGES, Settings
from wecoop_desktop.base.text import Text
from wecoop_desktop.ui import sheet, theme, wording
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.settings import SettingsPresenter
from wecoop_desktop.ui.screens import settingsrows as table
from wecoop_desktop.ui.screens.settings import SettingsScreen
from wecoop_desktop.ui.window import Window


@pytest.fixture(autouse=True)
def _as_before(qapp: QApplication) -> Iterator[None]:
    yield
    theme.choose("light", 100)
    wording.read_in("")
    qapp.setStyleSheet("")


def at(window: Window, section: str = "you") -> tuple[SettingsPresenter, SettingsScreen]:
    window.go(Place("settings", part=section))
    settle()
    return (
        cast(SettingsPresenter, window.presenter("settings")),
        cast(SettingsScreen, window.screen_shown),
    )


def test_every_setting_has_one_row_and_its_words_in_the_manual() -> None:
    names = [entry.name for entry in fields(Settings)]
    assert sorted(row.field for row in table.ROWS) == sorted(names)
    manual = (program_folder() / "docs" / "manual.md").read_text("utf-8")
    part = manual.split("## Settings")[1].split("\n## ")[0]
    headings = [line[4:] for line in part.splitlines() if line.startswith("### ")]
    assert sorted(headings) == sorted(names)


def test_the_table_offers_what_the_file_takes() -> None:
    for row in table.ROWS:
        values = [value for value, _ in row.offered()]
        if row.field in CHOICES and row.field not in ("language", "content", "beside"):
            assert sorted(values) == sorted(CHOICES[row.field])
        for value in values:
            default = getattr(Settings(), row.field)
            typed = value == "on" if isinstance(default, bool) else type(default)(value)
            assert chosen.fitting(row.field, typed), (row.field, value)
        if row.kind in ("line", "folder"):
            assert row.field in LONGEST
    assert {row.section for row in table.ROWS} == {section.id for section in table.SECTIONS}


@pytest.mark.parametrize("section", [section.id for section in table.SECTIONS])
def test_a_section_shows_a_control_for_each_row(window: Window, section: str) -> None:
    _, screen = at(window, section)
    shown = {row.field for row in table.rows_of(section) if row.kind != "elsewhere"}
    assert set(screen._controls) == shown
    assert all(control.accessibleName() for control in screen._controls.values())


def test_a_choice_applies_and_is_kept(window: Window, home: Home) -> None:
    presenter, screen = at(window, "look")
    control = screen._controls["density"]
    assert not isinstance(control, Choice)
    control.chosen.emit("compact")  # type: ignore[union-attr]
    settle()
    assert theme.row(36) == 28
    presenter.take("zoom", "90")
    settle()
    assert theme.px(100) == 90
    kept = chosen.load(home.settings)
    assert (kept.density, kept.zoom) == ("compact", 90)


def test_what_does_not_fit_is_left(window: Window) -> None:
    presenter, _ = at(window)
    for field, value in (("theme", "pink"), ("zoom", "900"), ("country", "XX"), ("content", "xx")):
        before = presenter.view.value(field)
        presenter.take(field, value)
        assert presenter.view.value(field) == before
    presenter.take("role", "  head \n of   unit ")
    assert presenter.view.settings.role == "head of unit"
    presenter.take("backups", "/media/" + "x" * 5000)
    assert len(presenter.view.settings.backups) == LONGEST["backups"]


def test_settings_are_found_by_their_words(window: Window) -> None:
    presenter, screen = at(window)
    presenter.find("animation")
    settle()
    assert set(screen._controls) == {"motion"}
    presenter.find("nothing of that name")
    settle()
    assert not screen._controls
    presenter.turn("storage")
    settle()
    assert set(screen._controls) == {"backups"}


def test_the_palette_knows_every_setting(window: Window) -> None:
    window.open_palette("> text size")
    settle()
    assert window._palette is not None
    found = [command.words for command in window._palette._fitting("> text size")]
    assert "Setting: Text size" in found
    window.close_top()


def test_content_is_read_in_its_own_language(window: Window) -> None:
    presenter, _ = at(window)
    presenter.take("content", "ru")
    assert wording.said(Text("water", "вода")) == "вода"
    assert wording.tr("Settings") == "Settings"
    presenter.take("content", "kk")
    assert wording.said(Text("water", "вода", (("kk", "су"),))) == "су"
    assert wording.said(Text("water", "вода")) == "вода"
    assert wording.pair() == ("kk", "ru")
    presenter.take("beside", "en")
    assert wording.pair() == ("kk", "en")
    presenter.take("content", "")
    assert wording.said(Text("water", "вода")) == "water"
    assert wording.pair() == ("en", "ru")
    presenter.take("beside", "")


def test_without_movement_the_cursor_stays(window: Window, qapp: QApplication) -> None:
    presenter, _ = at(window, "look")
    presenter.take("motion", "off")
    assert qapp.cursorFlashTime() == 0
    presenter.take("motion", "on")
    assert qapp.cursorFlashTime() > 0


def test_high_contrast_has_strong_lines(window: Window) -> None:
    presenter, _ = at(window, "look")
    presenter.take("theme", "contrast")
    settle()
    assert theme.strong()
    assert "border: 2px solid #000000" in sheet.style_sheet()
    presenter.take("theme", "light")
    assert not theme.strong()


def test_an_odd_file_is_read_as_far_as_it_can_be(home: Home) -> None:
    home.root.mkdir(parents=True)
    home.settings.write_text('{"theme": "contrast", "zoom": 89, "motion": "no", "backups": 7}')
    kept = chosen.load(home.settings)
    assert (kept.theme, kept.zoom, kept.motion, kept.backups) == ("contrast", 100, True, "")
    chosen.save(home.settings, replace(kept, density="compact"))
    newer = {**json.loads(home.settings.read_text()), "theme": "sepia", "voice": {"speed": 2}}
    home.settings.write_text(json.dumps(newer))
    kept = chosen.load(home.settings)
    assert (kept.theme, kept.density) == ("system", "compact")
    chosen.save(home.settings, replace(kept, country="KG"))
    again = json.loads(home.settings.read_text())
    assert (again["theme"], again["voice"], again["country"]) == ("sepia", {"speed": 2}, "KG")
    chosen.save(home.settings, replace(kept, theme="dark"))
    assert json.loads(home.settings.read_text())["theme"] == "dark"
    low, high = RANGES["zoom"]
    assert (low, high) == (90, 200)
