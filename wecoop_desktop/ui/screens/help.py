from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wecoop_desktop.ui.parts.empty import Empty
from wecoop_desktop.ui.presenters.help import HelpPresenter


class HelpScreen(QWidget):
    def __init__(self, presenter: HelpPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        QVBoxLayout(self).addWidget(Empty("info", "Help"))

    def display(self, view: int) -> None:
        pass
