"""What readers of the proposal remarked, each at its answer."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wecoop_desktop.ui.parts.empty import Empty
from wecoop_desktop.ui.presenters.wizard import WizardPresenter, WizardView
from wecoop_desktop.ui.wording import tr


class CommentsPanel(QWidget):
    def __init__(self, presenter: WizardPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            Empty(
                "message-square",
                tr("No comments yet"),
                tr(
                    "Comments of a reviewer come with the proposal file and will be shown here, "
                    "each at its answer."
                ),
            )
        )

    def display(self, view: WizardView) -> None:
        """Nothing changes while there are none."""
