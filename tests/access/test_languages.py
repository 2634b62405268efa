"""A further language is chosen like the others, at once, and kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.house.words import others
from tests.kit.window import opened, settle
from wecoop_desktop.base import settings as chosen
from wecoop_desktop.base.folders import Home, translations_folder
from wecoop_desktop.base.language import Language
from wecoop_desktop.prepare import compile_catalogues


@pytest.mark.parametrize("code", sorted(others()))
def test_a_further_language_is_switched_to_live(
    qapp: QApplication, tmp_path: Path, code: str
) -> None:
    compile_catalogues(translations_folder())
    home = Home(tmp_path / "home")
    with opened(home) as window:
        window.visit("settings")
        settle()
        window.presenter("settings").take("language", code)  # type: ignore[attr-defined]
        settle()
        assert window.rail.item("home").text() == Language(code).tr("Home")
        assert chosen.load(home.settings).language == code
        for place in ("home", "projects", "proposals", "funders"):
            window.visit(place)
            settle()
