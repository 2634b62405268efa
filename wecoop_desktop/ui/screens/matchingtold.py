"""What was done to a draft a moment ago, with Undo and the way there; or why it was not."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from wecoop_desktop.base.wording import say
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.banner import Banner, Tone
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.presenters.matching import MatchingPresenter
from wecoop_desktop.ui.presenters.matchingview import MatchingView, Told
from wecoop_desktop.ui.screens.projectuse import proposal_words
from wecoop_desktop.ui.wording import language, said, tr


def told_banner(view: MatchingView, presenter: MatchingPresenter) -> QWidget | None:
    """The sentence with its verbs, or why nothing was done; None where there is nothing to say."""
    told = view.told
    if view.error is None and told is None:
        return None
    words: str
    tone: Tone
    if view.error is not None:
        words, tone = say(language(), view.error), "err"
    else:
        assert told is not None
        words, tone = _words(told, view)
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(12))
    banner = Banner(words, tone, closable=True)
    banner.closed.connect(presenter.forget_told)
    row.addWidget(banner, 1)
    if view.error is None and told is not None and told.proposal and told.updated is not None:
        back = Button(tr("Undo"), "quiet", "undo-2", size="small")
        back.clicked.connect(lambda _=False: presenter.undo_told())
        row.addWidget(back)
        there = Button(tr("Open the draft"), "plain", "file-pen-line", size="small")
        there.clicked.connect(lambda _=False: presenter.open_draft())
        row.addWidget(there)
    banner.announce()
    return box


def _words(told: Told, view: MatchingView) -> tuple[str, Tone]:
    title = proposal_words(view.title)
    match told.code:
        case "taken":
            return tr("The change stands in “{title}” now.", title=title), "ok"
        case "used":
            funder = view.funders.get(told.funder)
            name = said(funder.acronym) if funder else told.funder
            if told.template:
                return tr(
                    "“{title}” is written for {funder} now, with its form.",
                    title=title,
                    funder=name,
                ), "ok"
            return tr(
                "“{title}” names {funder} first now; this funder has no form here.",
                title=title,
                funder=name,
            ), "ok"
        case "planned":
            return tr("The steps stand in the timeline of “{title}” now.", title=title), "ok"
        case "undone":
            return tr("Taken back; the draft is as it was."), "info"
        case "nothing":
            return tr("Nothing to change: the draft says it already."), "info"
    return tr("The draft was changed since and is left as it is."), "warn"
