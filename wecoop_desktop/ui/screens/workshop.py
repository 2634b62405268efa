"""Workshop: says what will be here, and what a trainer can do today."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.circle import Circle
from wecoop_desktop.ui.parts.labels import Picture, Rule, Wrapped
from wecoop_desktop.ui.parts.panel import Panel
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter, WorkshopView
from wecoop_desktop.ui.wording import tr


class WorkshopScreen(QWidget):
    def __init__(self, presenter: WorkshopPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        panel = Panel("canvas", (20, 18, 20, 18), 16)
        outer.addWidget(panel)
        panel.body.addWidget(_stages())
        panel.body.addWidget(_today(presenter))
        panel.body.addStretch(1)

    def facts(self) -> str:
        return tr("Not part of this version yet")

    def display(self, view: WorkshopView) -> None:
        """Always the same."""


def _stages() -> Card:
    """The four stages of a training, as they will be here."""
    card = Card(tr("Trainings will be run from here"), "presentation")
    card.body.addWidget(
        Wrapped(tr("This room opens with a later version. It will have four stages:"))
    )
    across = QHBoxLayout()
    across.setSpacing(theme.px(20))
    for number, (title, about) in enumerate(
        (
            (tr("Prepare the pack"), tr("An exercise with its data, for a stick or a folder.")),
            (tr("Hand out"), tr("Groups open it on their laptops, without internet.")),
            (tr("Collect and review"), tr("Drafts come back and stand side by side.")),
            (tr("Close and reset"), tr("Keep or remove the drafts of the training.")),
        ),
        1,
    ):
        stage = QHBoxLayout()
        stage.setSpacing(theme.px(10))
        circle = Circle(number, 24)
        stage.addWidget(circle, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(Wrapped(title, "strong", "text"))
        words.addWidget(Wrapped(about, "small", "muted"))
        words.addStretch(1)
        stage.addLayout(words, 1)
        across.addLayout(stage, 1)
    card.body.addLayout(across)
    return card


def _today(presenter: WorkshopPresenter) -> Card:
    card = Card(tr("What works for a training today"), "square-check")
    for at, (icon, words, action, place) in enumerate(
        (
            (
                "file-pen-line",
                tr("Participants begin with the worked example and change it."),
                tr("Open the example"),
                Place("proposals", part="example"),
            ),
            (
                "usb",
                tr("A proposal is saved as a file, carried on a stick and opened elsewhere."),
                tr("Proposals"),
                Place("proposals"),
            ),
            (
                "book-open",
                tr("Each chapter of the guide has a checklist to go through together."),
                tr("Guide"),
                Place("guide"),
            ),
        )
    ):
        if at:
            card.body.addWidget(Rule())
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(Picture(icon, "primary", 16))
        row.addWidget(Wrapped(words, "body", "text"), 1)
        button = Button(action, "quiet", size="small")
        button.clicked.connect(lambda _checked=False, place=place: presenter.go(place))
        row.addWidget(button)
        card.body.addLayout(row)
    return card
