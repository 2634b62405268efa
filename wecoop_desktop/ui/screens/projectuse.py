"""What a user does with a project: cite it, start from it."""

from __future__ import annotations

from PySide6.QtCore import Qt

from wecoop_desktop.advice.citation import citation
from wecoop_desktop.advice.seed import Taken
from wecoop_desktop.base.language import nmark
from wecoop_desktop.base.wording import say
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.banner import Banner, Tone
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.labels import Label, Wrapped
from wecoop_desktop.ui.presenters.projectview import ProjectView, Spot, Told
from wecoop_desktop.ui.screens.projectgroup import Group, Row
from wecoop_desktop.ui.wording import language, ntr, said, tr

TAKEN = {
    "countries": nmark("{n} country", "{n} countries"),
    "sectors": nmark("{n} sector", "{n} sectors"),
    "type": nmark("the type of project", "the type of project"),
    "size": nmark("the order of its size", "the order of its size"),
    "funders": nmark("{n} funder to consider", "{n} funders to consider"),
    "financing": nmark("{n} line of financing", "{n} lines of financing"),
    "sites": nmark("the name of {n} place", "the names of {n} places"),
}


class ToldGroup(Group):
    """What was done a moment ago, or what went wrong."""

    def key(self, view: ProjectView) -> object:
        return (view.told, view.failure, view.error, view.near)

    def fill(self, view: ProjectView) -> None:
        if view.error is not None:
            self.body.addWidget(Banner(say(language(), view.error), "err"))
            for near in view.near:
                button = Button(near, "quiet", "layers", size="small")
                button.clicked.connect(lambda _=False, id=near: self.presenter.open(id))
                self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        if view.failure is not None:
            banner = Banner(say(language(), view.failure), "err", closable=True)
            banner.closed.connect(self.presenter.forget_messages)
            self.body.addWidget(banner)
            banner.announce()
        if view.told is not None:
            self._told(view.told)

    def _told(self, told: Told) -> None:
        words, tone = told_words(told)
        banner = Banner(words, tone, closable=True)
        banner.closed.connect(self.presenter.forget_messages)
        self.body.addWidget(banner)
        verbs = []
        if told.code in ("cited", "cited-already", "begun", "changed"):
            there = Button(tr("Open the proposal"), "plain", "file-pen-line", size="small")
            there.clicked.connect(lambda _=False: self.presenter.open_told())
            verbs.append(there)
        if told.code in ("cited", "begun"):
            back = Button(tr("Undo"), "quiet", "undo-2", size="small")
            back.clicked.connect(lambda _=False: self.presenter.undo_told())
            verbs.append(back)
        if verbs:
            self.body.addWidget(Row(*verbs))
        banner.announce()


class UseGroup(Group):
    """The form below the buttons: where to cite."""

    def key(self, view: ProjectView) -> object:
        return (view.part, view.drafts, view.spots, view.project)

    def fill(self, view: ProjectView) -> None:
        if view.project is None:
            return
        if view.part == "cite":
            self._cite(view)

    def _cite(self, view: ProjectView) -> None:
        card = Card(tr("Cite in a proposal"), "quote", tone="subtle")
        if not view.drafts:
            card.body.addWidget(
                Wrapped(tr("There is no proposal yet. Start one, then cite the project in it."))
            )
            start = Button(tr("Start a proposal like this one"), "plain", "file-plus")
            start.clicked.connect(lambda _=False: self.presenter.start_like())
            card.body.addWidget(start, 0, Qt.AlignmentFlag.AlignLeading)
            self.body.addWidget(card)
            return
        drafts = Choice(
            [(draft.id, proposal_words(draft.title)) for draft in view.drafts],
            view.drafts[0].id,
            tr("Proposal"),
        )
        places = Choice(
            [(spot.path, spot_words(spot)) for spot in view.spots],
            view.spots[0].path if view.spots else "",
            tr("Place in the proposal"),
        )
        for name, choice in ((tr("Proposal"), drafts), (tr("Place in the proposal"), places)):
            choice.setMinimumWidth(theme.px(60))
            choice.setSizeAdjustPolicy(
                choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            choice.currentTextChanged.connect(choice.setToolTip)
            choice.setToolTip(choice.currentText())
            label = Label(name, "small", "muted")
            label.setBuddy(choice)
            card.body.addWidget(label)
            card.body.addWidget(choice)
        assert view.project is not None
        card.body.addWidget(Wrapped(citation(view.project, language()), "small", "text2"))
        insert = Button(tr("Insert the citation"), "primary", "check")
        insert.clicked.connect(lambda _=False: self.presenter.cite(drafts.value, places.value))
        self._end(card, insert)
        drafts.setFocus()

    def _end(self, card: Card, verb: Button) -> None:
        close = Button(tr("Cancel"), "quiet")
        close.clicked.connect(lambda _=False: self.presenter.show_part(""))
        card.body.addWidget(Row(verb, close))
        self.body.addWidget(card)


def proposal_words(title: Words) -> str:
    return title.of(language().code) or tr("Proposal without a title")


def spot_words(spot: Spot) -> str:
    return f"{said(spot.step)}: {said(spot.label)}"


def told_words(told: Told) -> tuple[str, Tone]:
    """The sentence about what was done, and its tone."""
    title = proposal_words(told.title)
    where = spot_words(told.spot) if told.spot else ""
    match told.code:
        case "cited":
            return tr("Cited in “{title}”, {place}.", title=title, place=where), "ok"
        case "cited-already":
            return tr(
                "“{title}” cites it there already: {place}.", title=title, place=where
            ), "info"
        case "cite-undone":
            return tr("The citation was taken out again."), "info"
        case "begun":
            return begun_words(told.taken), "ok"
        case "begun-undone":
            return tr("The new proposal is in the bin."), "info"
    return tr("The proposal was changed since and is left as it is."), "warn"


def begun_words(taken: tuple[Taken, ...]) -> str:
    """One sentence about what a new proposal took from a project."""
    facts = [ntr(*TAKEN[entry.fact], entry.count) for entry in taken if entry.fact in TAKEN]
    if not facts:
        return tr("A new proposal was started; nothing of the project could be taken over.")
    return tr(
        "A new proposal was started with {facts}. No text of the source was taken.",
        facts=", ".join(facts),
    )
