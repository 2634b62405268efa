"""A further language is chosen like the others, at once, and kept."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from PySide6.QtWidgets import QApplication

from tests.access.room import troubles
from tests.house.words import others
from tests.kit.places import PLACES
from tests.kit.window import opened, settle
from wecoop_desktop.base import settings as chosen
from wecoop_desktop.base.folders import Home, translations_folder
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import Text
from wecoop_desktop.prepare import compile_catalogues
from wecoop_desktop.ui.presenters.settings import SettingsPresenter
from wecoop_desktop.ui.wording import language, read, read_in, speak


def test_further_languages_are_switched_to_live(qapp: QApplication, tmp_path: Path) -> None:
    compile_catalogues(translations_folder())
    home = Home(tmp_path / "home")
    with opened(home) as window:
        for code in sorted(others()):
            window.visit("settings")
            settle()
            window.presenter("settings").take("language", code)  # type: ignore[attr-defined]
            settle()
            assert window.rail.item("home").text() == Language(code).tr("Home")
            assert chosen.load(home.settings).language == code
            assert read() == code  # content too, where it is written in it
            for place in ("home", "projects", "proposals", "funders"):
                window.visit(place)
                settle()


def test_content_is_read_apart_from_the_window(qapp: QApplication) -> None:
    """Also where sentences of the window are made of content: by `language()`."""
    speak("en")
    read_in("ru")
    try:
        assert language().text(Text("water", "вода")) == "вода"
        assert language().tr("Home") == "Home"
        speak("kk")
        assert language().text(Text("water", "вода")) == "вода"
        assert language() != Language("kk")
    finally:
        read_in("")
        speak("en")
    assert language() == Language("en")


# Where most words of the begun languages stand: the rail, the bar, tabs, verbs, settings.
SPOKEN = (
    "home",
    "projects",
    "guide",
    "funders-match",
    "proposals",
    "wizard-readiness",
    "workshop",
    "updates",
    "settings",
)


@pytest.mark.parametrize("zoom", [100, 150])
def test_words_of_further_languages_have_room(
    qapp: QApplication, tmp_path: Path, zoom: int
) -> None:
    """Captions of buttons, tabs, rail and chips that are longer than the Russian ones."""
    cut = []
    with opened(Home(tmp_path / "home"), zoom=zoom, drafts=1) as window:
        for code in sorted(others()):
            settings = window.presenter("settings")
            assert isinstance(settings, SettingsPresenter)
            settings.take("language", code)
            settle()
            longer = _longer(code)
            assert longer
            for name in SPOKEN:
                window.go(PLACES[name](window))
                settle()
                cut += [
                    f"{code} {name}: {line}"
                    for line in troubles(window)
                    if line.startswith("cut") and any(f"“{words}”" in line for words in longer)
                ]
    assert not cut, "\n".join(cut)


def _longer(code: str) -> set[str]:
    """What it says with more letters than Russian, as far as `room.say` names it."""
    own, russian = Language(code), Language("ru")
    catalogue = read_po(io.BytesIO(others()[code].read_bytes()), locale="en")
    keys = [one.id for one in catalogue if one.id and isinstance(one.id, str)]
    return {own.tr(key)[:60] for key in keys if len(own.tr(key)) > len(russian.tr(key))}
