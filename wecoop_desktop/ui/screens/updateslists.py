"""What an update changed, in short, and the history of attempts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.labels import Caption, Elided, Picture, Rule, Wrapped
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.updates import UpdatesPresenter
from wecoop_desktop.ui.presenters.updatesview import Attempt, Changes, UpdatesView
from wecoop_desktop.ui.screens import updateswords as words
from wecoop_desktop.ui.wording import tr

SHOWN = 6  # lines of what changed, and of the history
ALONE = 2  # so many things of a kind are named, more are counted


def changes(presenter: UpdatesPresenter, view: UpdatesView) -> Card:
    told = view.changes
    version = told.version if told else ""
    card = _card(tr("What changed in {version}", version=version) if told else tr("What changed"))
    if told is None:
        card.body.addWidget(
            Wrapped(
                tr("After an update this list says what it changed, and which drafts it concerns."),
                "body",
                "muted",
            )
        )
        card.body.addStretch(1)
        return card
    if told.rows:
        link = Button(tr("Full list"), "quiet", size="small")
        link.clicked.connect(lambda _checked=False: presenter.go(Place("updates", part="changes")))
        card.head.addWidget(link)
    else:
        card.body.addWidget(Wrapped(tr("No record differs from the edition before."), "body"))
    for at, (icon, text, effect) in enumerate(lines(told)):
        if at == SHOWN:
            break
        if at:
            card.body.addWidget(Rule())
        row = QHBoxLayout()
        row.setSpacing(theme.px(9))
        row.addWidget(Picture(icon, "primary", 14))
        row.addWidget(Elided(text, "body"), 3)
        row.addWidget(Caption(effect))
        card.body.addLayout(row)
    card.body.addStretch(1)
    return card


def _card(title: str) -> Card:
    """Both cards are as high at their heads, whether a link stands there or not."""
    card = Card(title)
    card.head.addStrut(theme.px(28))
    card.body.setSpacing(theme.px(4))
    return card


def lines(told: Changes) -> Iterator[tuple[str, str, str]]:
    """Picture, words, effect: what concerns own things by name, of the rest many as a count."""
    for row in told.rows:
        if row.drafts or row.saved:
            yield words.HOW_ICONS[row.how], words.title_of(row), words.effect(row)
    rest = [row for row in told.rows if not row.drafts and not row.saved]
    counts = Counter((row.kind, row.how) for row in rest)
    for (kind, how), n in counts.items():
        if n > ALONE:
            yield words.KIND_ICONS.get(kind, "archive"), words.counted(kind, how, n), ""
        else:
            for row in rest:
                if (row.kind, row.how) == (kind, how):
                    yield words.HOW_ICONS[how], words.title_of(row), words.effect(row)


def history(presenter: UpdatesPresenter, view: UpdatesView) -> Card:
    card = _card(tr("History"))
    if not view.history:
        text = tr("No update was tried on this computer yet; the content came with the program.")
        card.body.addWidget(Wrapped(text, "body", "muted"))
    for at, attempt in enumerate(view.history[:SHOWN]):
        if at:
            card.body.addWidget(Rule())
        card.body.addLayout(_attempt(presenter, view, at, attempt))
        if at == view.why:
            card.body.addWidget(Wrapped(_why(attempt), "small", "text2"))
    card.body.addStretch(1)
    return card


def _attempt(
    presenter: UpdatesPresenter, view: UpdatesView, at: int, attempt: Attempt
) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.px(9))
    row.addWidget(Picture(*words.attempt_icon(attempt), 15))
    told = words.attempt_words(attempt)
    row.addWidget(Elided(told, "body"), 1)
    date = words.when(attempt.when, view)
    row.addWidget(Caption(date))
    if attempt.undo:
        undo = Button(tr("Undo"), "quiet", size="small", name=tr("Undo: {what}", what=told))
        undo.setEnabled(not view.busy)
        undo.clicked.connect(lambda _checked=False: presenter.undo())
        row.addWidget(undo, 0, Qt.AlignmentFlag.AlignVCenter)
    elif attempt.error is not None:
        why = Button(tr("Why"), "quiet", size="small", name=tr("Why: {what}", what=told))
        why.clicked.connect(lambda _checked=False: presenter.explain(at))
        row.addWidget(why, 0, Qt.AlignmentFlag.AlignVCenter)
    return row


def _why(attempt: Attempt) -> str:
    assert attempt.error is not None
    return words.refusal(attempt.error)
