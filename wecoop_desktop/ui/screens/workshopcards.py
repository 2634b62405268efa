"""Below the board: where answers differ most, and what is done when the session ends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.fold import Fold
from wecoop_desktop.ui.parts.labels import Caption, Elided, Rule, Wrapped
from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter
from wecoop_desktop.ui.presenters.workshopview import WorkshopView
from wecoop_desktop.ui.wording import ntr, tr

SHOWN = 5


def handed_in(view: WorkshopView) -> int:
    """How many groups have handed a draft in."""
    groups = view.session.groups if view.session else ()
    return sum(group.draft is not None for group in groups)


def differing(presenter: WorkshopPresenter, view: WorkshopView) -> QWidget:
    card = Card(tr("Where answers differ most"))
    told = view.session.differing if view.session else ()
    if not told:
        words = tr("Once two groups have handed in, their answers are compared here.")
        if handed_in(view) > 1:
            words = tr("So far all groups answer alike.")
        card.body.addWidget(Wrapped(words))
    for at, one in enumerate(told[:SHOWN]):
        if at:
            card.body.addWidget(Rule())
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(Elided(one.label, "body", "text"), 1)
        row.addWidget(Caption(tr("{n} of {total} groups", n=one.groups, total=one.total)))
        if one.pair[0] and one.pair[1]:
            show = Button(
                tr("Side by side"),
                "quiet",
                size="small",
                name=tr("Side by side: {question}", question=one.label),
            )
            show.clicked.connect(
                lambda _checked=False, p=one.path: presenter.reviewing.side_by_side(p)
            )
            row.addWidget(show)
        card.body.addLayout(row)
    card.body.addStretch(1)
    return card


def in_class(presenter: WorkshopPresenter, view: WorkshopView) -> QWidget:
    """What the class does with its drafts: groups review one another, answers are shown to all."""
    session = view.session
    assert session is not None
    card = Card(padding=12)
    card.setAccessibleName(tr("In class"))
    done = sum(pair.done for pair in session.pairs)
    peers = tr("not handed out yet") if not session.pairs else tr(
        "{n} of {total} reviews are here", n=done, total=len(session.pairs)
    )  # fmt: skip
    n = len(session.marks)
    marks = ntr("{n} answer is marked", "{n} answers are marked", n) if n else tr(
        "mark answers in a draft"
    )  # fmt: skip
    rows: tuple[tuple[str, str, str, Callable[[], object]], ...] = (
        (tr("Peer review"), "users", peers, lambda: presenter.panel("peers")),
        (tr("Answers to show"), "star", marks, lambda: presenter.panel("marks")),
    )
    fold = Fold(560, 16)
    for name, icon, about, call in rows:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        button = Button(name, "plain", icon)
        button.setEnabled(not view.busy)
        button.clicked.connect(lambda _checked=False, call=call: call())
        row.addWidget(button)
        row.addWidget(Wrapped(about, "small", "muted"), 1)
        fold.add(holder, 1)
    card.body.addWidget(fold)
    return card


def after(
    presenter: WorkshopPresenter,
    view: WorkshopView,
    ask: Callable[[str], Path | None],
) -> QWidget:
    """`ask` gives a file for the report, or None."""
    card = Card(tr("After the session"))
    grid = QGridLayout()
    grid.setSpacing(theme.px(8))

    def report() -> None:
        target = ask("report")
        if target is not None:
            presenter.closing.report(target)

    verbs: tuple[tuple[str, str, Callable[[], object]], ...] = (
        (tr("Certificates"), "award", lambda: presenter.panel("certificates")),
        (tr("Session report"), "file-text", report),
        (tr("Feedback form"), "message-square", lambda: presenter.panel("evaluation")),
        (tr("Model answer"), "lock", lambda: presenter.panel("answer")),
    )
    for at, (text, icon, call) in enumerate(verbs):
        button = Button(text, "plain", icon)
        button.setEnabled(not view.busy)
        button.clicked.connect(lambda _checked=False, call=call: call())
        grid.addWidget(button, at // 2, at % 2)
    card.body.addLayout(grid)
    row = QHBoxLayout()
    row.setSpacing(theme.px(9))
    reset = Button(tr("Reset this computer …"), "danger", "rotate-ccw")
    reset.setEnabled(not view.busy)
    reset.clicked.connect(lambda _checked=False: presenter.closing.ask_reset())
    row.addWidget(reset)
    row.addWidget(
        Wrapped(
            tr("Removes workshop drafts; your own stay. A copy is kept 30 days."),
            "small",
            "muted",
        ),
        1,
    )
    card.body.addLayout(row)
    card.body.addStretch(1)
    return card
