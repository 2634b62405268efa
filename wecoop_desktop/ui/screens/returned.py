"""A review copy that came back: what it brings, and what to do with it."""

from __future__ import annotations

from wecoop_desktop.ui.panels.threads import one_line
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Wrapped
from wecoop_desktop.ui.presenters.proposals import ProposalsPresenter
from wecoop_desktop.ui.presenters.returned import Returned
from wecoop_desktop.ui.screens.drafts import title_words
from wecoop_desktop.ui.wording import ntr, tr

NAMES = 5  # of those who commented


class ReturnedCard(Card):
    """Take in the comments, look at the copy, or leave it."""

    def __init__(self, back: Returned, presenter: ProposalsPresenter) -> None:
        super().__init__(tr("A review copy came back"), "message-square", tone="selected")
        title = title_words(back.title)
        self.body.addWidget(Wrapped(tr("It is a copy of “{title}”.", title=title), "body", "text"))
        names = [one_line(name)[:60] for name in back.names[:NAMES]]
        words = ntr("It brings {n} new comment", "It brings {n} new comments", back.comments)
        if names:
            words = tr("{words}, from {names}", words=words, names=", ".join(names))
        none = tr("All its comments are here already")
        self.body.addWidget(Wrapped((words if back.comments else none) + ".", "body", "text"))
        if back.changed:
            words = tr(
                "Answers were changed here since it was sent; each comment stands at the answer it "
                "was made for."
            )
            self.body.addWidget(Wrapped(words, "small"))
        verbs = Flow(gap=8)
        take = ntr("Take in {n} comment", "Take in {n} comments", back.comments)
        self.take = Button(take, "primary")
        self.take.clicked.connect(lambda _=False: presenter.take_comments())
        self.take.setVisible(back.comments > 0)
        look = Button(tr("Open the copy itself"))
        look.clicked.connect(lambda _=False: presenter.take_file(back.path))
        leave = Button(tr("Leave it"), "quiet")
        leave.clicked.connect(lambda _=False: presenter.leave_returned())
        for button in (self.take, look, leave):
            verbs.addWidget(button)
        self.body.addLayout(verbs)
        self.body.addWidget(Wrapped(tr("No answer of yours is changed."), "small", "muted"))


def taken_banner(taken: tuple[str, int], presenter: ProposalsPresenter) -> Banner:
    """How many comments were taken in, and the way to them."""
    proposal, n = taken
    strong = ntr("{n} comment was taken in.", "{n} comments were taken in.", n)
    words = tr("No answer was changed.")
    banner = Banner(words, "ok", strong=strong, action=tr("Show the comments"), closable=True)
    banner.acted.connect(lambda: presenter.open_comments(proposal))
    banner.closed.connect(presenter.forget_messages)
    return banner
