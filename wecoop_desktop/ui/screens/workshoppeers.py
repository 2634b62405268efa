"""Groups that review one another: who has whose draft, and what was said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.packs.exercises import RubricRow
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.chip import Status
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Rule, Wrapped
from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter
from wecoop_desktop.ui.presenters.workshopview import Group, Pair, WorkshopView
from wecoop_desktop.ui.screens import workshopwords as words
from wecoop_desktop.ui.screens.workshoppanels import headed
from wecoop_desktop.ui.wording import said, tr

Ask = Callable[[str], Path | None]


def peers_panel(presenter: WorkshopPresenter, view: WorkshopView, ask: Ask) -> QWidget:
    card = headed(tr("Peer review"), presenter)
    session = view.session
    if session is None:
        return card
    card.body.addWidget(
        Wrapped(
            tr(
                "Each group gets the draft of another one with the rubric, without names. It finds "
                "it in the band on top of its window. Only you see who has whose draft; do not "
                "show this list on the projector."
            )
        )
    )
    drafts = sum(group.draft is not None for group in session.groups)
    for at, pair in enumerate(session.pairs):
        if at:
            card.body.addWidget(Rule())
        card.body.addWidget(_pair(view, pair))
    if not session.pairs and drafts < 2:
        card.body.addWidget(Wrapped(tr("At least two groups must have handed in first.")))
    card.body.addWidget(_verbs(presenter, view, ask, enough=drafts > 1))
    return card


def _pair(view: WorkshopView, pair: Pair) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, theme.px(2), 0, theme.px(2))
    row.setSpacing(theme.px(10))
    by, of = view.row(pair.by), view.row(pair.of)
    told = tr(
        "{group} reviews the draft of {other}",
        group=words.group_name(by) if by else pair.by,
        other=words.group_name(of) if of else pair.of,
    )
    row.addWidget(Wrapped(told, "body", "text"), 1)
    state = (tr("review is here"), "ok", "circle-check") if pair.done else (
        tr("no review yet"), "plain", "clock")  # fmt: skip
    row.addWidget(Status(*state))
    return holder


def _verbs(presenter: WorkshopPresenter, view: WorkshopView, ask: Ask, *, enough: bool) -> QWidget:
    session = view.session
    assert session is not None
    handed = bool(session.pairs)
    done = any(pair.done for pair in session.pairs)
    holder = QWidget()
    flow = Flow(8, holder)
    hand = Button(tr("Hand the drafts out anew") if handed else tr("Hand the drafts out"),
                  "plain" if handed else "primary", "users")  # fmt: skip
    hand.setEnabled(enough and not view.busy)
    hand.clicked.connect(lambda _checked=False: presenter.reviewing.hand_out_peers())
    save = Button(tr("Save for groups without the folder …"), "plain", "usb")
    save.setEnabled(handed and not view.busy)

    def lay_out() -> None:
        target = ask("folder")
        if target is not None:
            presenter.reviewing.lay_out_peers(target)

    save.clicked.connect(lambda _checked=False: lay_out())
    give = Button(tr("Pass the reviews on"), "primary" if done else "plain", "send")
    give.setEnabled(done and not view.busy)
    give.setToolTip(tr("The groups find them as comments after their next hand-in."))
    give.clicked.connect(lambda _checked=False: presenter.reviewing.pass_on())
    for button in (give, hand, save) if done else (hand, save, give):
        flow.addWidget(button)
    return holder


def said_of(group: Group, criterion: RubricRow) -> QWidget | None:
    """What other groups said of this one in a row of the rubric, for the trainer alone."""
    lines = []
    for peer in group.peers:
        score = peer.scores.get(criterion.id)
        comment = peer.comments.get(criterion.id, "")
        if score is None and not comment:
            continue
        who = tr("Group {n}", n=peer.by)
        judged = "–" if score is None else str(score)
        lines.append(f"{who}: {judged}{f' · {comment}' if comment else ''}")
    return _lines(lines, said(criterion.title))


def remarks_of(group: Group) -> QWidget | None:
    """What they said on the whole."""
    lines = [
        tr("Group {n}: “{text}”", n=peer.by, text=peer.remark)
        for peer in group.peers
        if peer.remark
    ]
    return _lines(lines, tr("Peer review"))


def _lines(lines: list[str], about: str) -> QWidget | None:
    if not lines:
        return None
    holder = QWidget()
    holder.setAccessibleName(tr("Other groups on {row}", row=about))
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(2))
    for line in lines:
        column.addWidget(Wrapped(line, "small", "text2"))
    return holder
