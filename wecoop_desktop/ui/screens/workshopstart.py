"""Before a session: lead one or take part; and the places of groups on this computer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Picture, Title, Wrapped
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter
from wecoop_desktop.ui.presenters.workshopview import Workplace, WorkshopView
from wecoop_desktop.ui.screens.workshoppanels import add_clearing, headed, ruled
from wecoop_desktop.ui.wording import tr

Choose = Callable[[], object]


def start(presenter: WorkshopPresenter, view: WorkshopView, lead: Choose, join: Choose) -> QWidget:
    """No session yet: begin one, go on with one, or take part. `lead` and `join` ask for a
    folder."""
    if view.inside:
        return _inside(presenter)
    card = Card(padding=20)
    card.body.addWidget(Title(tr("A training with the program, without internet"), "display"))
    card.body.addWidget(
        Wrapped(
            tr(
                "Choose an exercise and hand it out by a stick or a shared folder. The drafts "
                "of the groups come back to one board, and any of them can be shown."
            ),
            "lead",
            "text",
        )
    )
    verbs = QWidget()
    flow = Flow(8, verbs)
    prepare = Button(tr("Prepare a session"), "primary", "presentation", size="tall")
    prepare.setEnabled(bool(view.exercises))
    prepare.clicked.connect(lambda _checked=False: presenter.preparing.begin())
    going = Button(tr("Go on with a session …"), "plain", "folder-open", size="tall")
    going.clicked.connect(lambda _checked=False: lead())
    part = Button(tr("Take part in a session …"), "plain", "users", size="tall")
    part.clicked.connect(lambda _checked=False: join())
    for button in (prepare, going, part):
        flow.addWidget(button)
    card.body.addWidget(verbs)
    reset = Button(tr("Reset this computer …"), "quiet", "rotate-ccw", size="small")
    reset.clicked.connect(lambda _checked=False: presenter.closing.ask_reset())
    card.body.addWidget(reset, 0, Qt.AlignmentFlag.AlignLeading)
    return card


def _inside(presenter: WorkshopPresenter) -> QWidget:
    """In a participant's own window sessions are not led."""
    card = Card(padding=20)
    card.body.addWidget(Title(tr("You take part in a session"), "display"))
    card.body.addWidget(
        Wrapped(
            tr(
                "This window is the place of your group. The band on top has the tasks, the "
                "question to the trainer and “Hand in”. Sessions are led from the ordinary window."
            ),
            "lead",
            "text",
        )
    )
    open_ = Button(tr("To the session of your group"), "primary", "arrow-right", size="tall")
    open_.clicked.connect(lambda _checked=False: presenter.go(Place("seat")))
    card.body.addWidget(open_, 0, Qt.AlignmentFlag.AlignLeading)
    return card


def seats(presenter: WorkshopPresenter, view: WorkshopView) -> QWidget:
    """Who works on this computer, and the way to the next participant."""
    card = Card(tr("Places of groups on this computer"), "users")
    card.body.addLayout(ruled([_seat(presenter, view, seat) for seat in view.seats]))
    return card


def _seat(presenter: WorkshopPresenter, view: WorkshopView, seat: Workplace) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, theme.px(4), 0, theme.px(4))
    row.setSpacing(theme.px(10))
    row.addWidget(Picture("user-round", "primary", 16))
    name = tr("{session} · group {n}", session=seat.title or seat.session, n=seat.group)
    row.addWidget(Wrapped(name, "body", "text"), 1)
    for words, icon, verb in (
        (tr("Open"), "arrow-right", presenter.preparing.open_seat),
        (tr("New participant …"), "rotate-ccw", presenter.preparing.ask_anew),
    ):
        button = Button(words, "plain", icon, size="small", name=f"{words} {name}")
        button.setEnabled(not view.busy)
        button.clicked.connect(lambda _checked=False, verb=verb: verb(seat.session))
        row.addWidget(button)
    return holder


def anew_panel(presenter: WorkshopPresenter, view: WorkshopView) -> QWidget:
    """Exactly what goes when the next participant begins in the place of a group."""
    card = headed(tr("A new participant begins"), presenter)
    if view.clearing is not None:
        told = tr("The group begins again from the starting proposal.")
        card.body.addWidget(Wrapped(told, "body", "text"))
        begin = Button(tr("Begin anew"), "danger", "rotate-ccw")
        begin.setEnabled(not view.busy)
        begin.clicked.connect(lambda _checked=False: presenter.preparing.begin_anew())
        add_clearing(card, view.clearing, begin, presenter)
    return card
