"""A further language is chosen like the others, at once, and kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.house.words import others
from tests.kit.window import opened, settle
from wecoop_desktop.base import settings as chosen
from wecoop_desktop.base.folders import Home, translations_folder
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import Text
from wecoop_desktop.prepare import compile_catalogues
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
