"""The language of the window is also that of what Qt says itself."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from wecoop_desktop.ui import wording


@pytest.mark.parametrize(
    ("code", "said"),
    [("ru", "Отменить действие"), ("en", "Undo"), ("kk", "Болдырмау"), ("uz", "Отменить действие")],
)
def test_menus_of_fields_speak_the_language(qapp: QApplication, code: str, said: str) -> None:
    """Uzbek has no words of Qt: those of its chain stand for them."""
    field = QLineEdit()
    wording.speak(code)
    try:
        menu = field.createStandardContextMenu()
        assert menu.actions()[0].text().replace("&", "").startswith(said)
        menu.deleteLater()
    finally:
        wording.speak("en")
        field.deleteLater()
