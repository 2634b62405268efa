from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wecoop_desktop.ui.parts.empty import Empty
from wecoop_desktop.ui.presenters.settings import SettingsPresenter


class SettingsScreen(QWidget):
    def __init__(self, presenter: SettingsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        QVBoxLayout(self).addWidget(Empty("info", "Settings"))

    def display(self, view: int) -> None:
        pass
