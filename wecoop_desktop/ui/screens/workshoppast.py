"""Earlier sessions: what they were, and the way back while a copy is kept."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme, wording
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.empty import Empty
from wecoop_desktop.ui.parts.labels import Wrapped
from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter
from wecoop_desktop.ui.presenters.workshopview import Past, WorkshopView
from wecoop_desktop.ui.screens.workshoppanels import ruled
from wecoop_desktop.ui.wording import ntr, said, tr


def past(presenter: WorkshopPresenter, view: WorkshopView) -> QWidget:
    if not view.past:
        return Empty(
            "history",
            tr("No sessions yet"),
            tr("Sessions that were led from this computer are kept here."),
        )
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    card = Card(tr("Past sessions"), "history")
    card.body.addLayout(ruled([_row(presenter, view, one) for one in view.past]))
    column.addWidget(card)
    column.addStretch(1)
    return holder


def _row(presenter: WorkshopPresenter, view: WorkshopView, one: Past) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, theme.px(4), 0, theme.px(4))
    row.setSpacing(theme.px(12))
    texts = QVBoxLayout()
    texts.setSpacing(0)
    exercise = next((each for each in view.exercises if each.id == one.exercise), None)
    named = said(exercise.title) if exercise else one.exercise
    title = one.title or named or (tr("Copy of a reset") if one.kept else one.id)
    texts.addWidget(Wrapped(title, "strong", "text"))
    day = wording.day(one.day)
    groups = ntr("{n} group", "{n} groups", one.groups) if one.groups else ""
    about = " · ".join(part for part in (day, named if title != named else "", groups) if part)
    texts.addWidget(Wrapped(about, "small", "muted"))
    row.addLayout(texts, 1)
    if one.kept:
        until = tr("copy kept until {date}", date=wording.day(one.kept))
        row.addWidget(Wrapped(until, "small", "muted"))
        back = Button(tr("Bring back"), "plain", "undo-2", size="small",
                      name=tr("Bring back {title}", title=title))  # fmt: skip
        back.clicked.connect(lambda _checked=False: presenter.closing.undo(one))
        row.addWidget(back)
    elif view.session is None or view.session.id != one.id:
        open_ = Button(tr("Open"), size="small", name=tr("Open {title}", title=title))
        open_.clicked.connect(lambda _checked=False: presenter.open(one.folder))
        row.addWidget(open_)
    return holder
