from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wecoop_desktop.ui.parts.empty import Empty
from wecoop_desktop.ui.presenters.home import HomePresenter


class HomeScreen(QWidget):
    def __init__(self, presenter: HomePresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        QVBoxLayout(self).addWidget(Empty("info", "Home"))

    def display(self, view: int) -> None:
        pass
