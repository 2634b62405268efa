"""A new proposal: the ways to begin at the left, what the chosen one asks and gives beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from wecoop_desktop.base.language import mark, nmark
from wecoop_desktop.base.wording import say
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.panels.rows import WHAT, rows
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.labels import Title, Upright, Wrapped
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.searchbox import SearchBox
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.begin import WAYS, BeginPresenter, BeginView
from wecoop_desktop.ui.screen import Crumb
from wecoop_desktop.ui.screens.fivequestions import FiveQuestions
from wecoop_desktop.ui.screens.projectuse import TAKEN
from wecoop_desktop.ui.screens.proposals import FILES
from wecoop_desktop.ui.screens.stepper import LEVEL_WORDS
from wecoop_desktop.ui.screens.waycard import WayCard
from wecoop_desktop.ui.wording import language, ntr, said, tr

WORDS = {
    "problem": ("circle-question-mark", mark("From a problem"), mark("Five questions")),
    "blank": ("file-plus", mark("Empty proposal"), mark("Starts with the idea")),
    "example": ("copy", mark("From an example"), mark("Illustrative, to be rewritten")),
    "project": ("layers", mark("From a financed project"), mark("Its structure, no sentences")),
    "proposal": ("file-pen-line", mark("From an earlier proposal"), mark("Whole or structure")),
    "match": ("landmark", mark("From the quick match"), mark("Six questions, then funders")),
    "file": ("folder-open", mark("Open a file"), mark("USB, workshop or e-mail")),
}
TOLD = {
    "blank": mark("Every question is open; only the country of the settings is filled in."),
    "example": mark(
        "An example shows the form filled. Its project is illustrative, not a request."
    ),
    "project": mark(
        "Coded facts go along: countries, sectors, type, order of size, funders, lines of "
        "financing without amounts, names of places. No sentence of the source is taken."
    ),
    "proposal": mark(
        "Dates, files, the readiness list and the self-check stay behind, and so do comments, "
        "revisions and submissions."
    ),
    "match": mark(
        "Six questions say which funders fit. “Start a proposal” there takes your answers along."
    ),
    "file": mark("A proposal that someone gave you: a file with the ending .wecoop."),
}
LEFT = (
    ("dates", nmark("{n} date", "{n} dates")),
    (
        "files",
        nmark("{n} list of files or checks", "{n} lists of files or checks"),
    ),
    ("rest", nmark("{n} answer with texts and figures", "{n} answers with texts and figures")),
)


LARGE = 150  # per cent of text, from which on room is short


class BeginScreen(QWidget):
    def __init__(self, presenter: BeginPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._way = ""
        self.ask_open: Callable[[], str] = self._ask_open
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._left = Panel("canvas", (16, 14, 14, 14), 8)
        large = theme.px(100) >= LARGE
        self._left.setFixedWidth(theme.px(200 if large else 300))
        self.ways: dict[str, WayCard] = {}
        for way in WAYS:
            icon, title, text = WORDS[way]
            card = WayCard(icon, tr(title), tr(text), brief="title" if large else "all")
            card.clicked.connect(lambda _checked=False, which=way: presenter.turn(which))
            self.ways[way] = card
            self._left.body.addWidget(card)
        self._left.body.addStretch(1)
        row.addWidget(self._left)
        row.addWidget(Upright())
        self._right = Panel("canvas", (22, 16, 22, 18), 10)
        row.addWidget(self._right, 1)
        self.start = Button("")

    def bar(self) -> QWidget:
        return QWidget()

    def crumbs(self) -> Sequence[Crumb]:
        return (Crumb(tr("Proposals"), Place("proposals")), Crumb(tr("New proposal")))

    def facts(self) -> str:
        return tr("Everything can be changed later; nothing is sent anywhere")

    def panes(self) -> Sequence[QWidget]:
        return (self.ways[self._presenter.view.way], self._right)

    # showing

    def display(self, view: BeginView) -> None:
        for way, card in self.ways.items():
            card.setChecked(way == view.way)
        if view.form is None:
            clear(self._right.body)
            if view.error is not None:
                self._right.body.addWidget(Banner(say(language(), view.error), "err"))
            return
        if self._way != view.way:
            self._way = view.way
            self._build(view)
        self._fill(view)

    def _build(self, view: BeginView) -> None:
        """The page of a way, once; afterwards it is only filled."""
        body = self._right.body
        clear(body)
        self.list = rows(tr(WORDS[view.way][1]))
        self.list.currentItemChanged.connect(lambda item, _before: self._chosen(item))
        self._listed: object = None
        self._message = QVBoxLayout()
        body.addLayout(self._message)
        self._said: object = None
        body.addWidget(Title(tr(WORDS[view.way][1]), "title"))
        if view.way in TOLD:
            body.addWidget(Wrapped(tr(TOLD[view.way]), "body", "text2"))
        self._gives = Wrapped("", "small", "text")
        getattr(self, f"_{view.way}")(view)
        body.addStretch(1)

    def _button(self, words: str, verb: Callable[[], object]) -> None:
        self.start = Button(words, "primary")
        self.start.clicked.connect(lambda _checked=False: verb())
        self._right.body.addWidget(self.start, 0, Qt.AlignmentFlag.AlignLeading)

    def _blank(self, view: BeginView) -> None:
        levels = Segments(
            [(level, tr(words)) for level, words in LEVEL_WORDS.items()],
            "idea",
            tr("Level of maturity"),
        )
        self._right.body.addWidget(levels)
        self._button(tr("Begin"), lambda: self._presenter.begin_blank(levels.value))

    def _problem(self, view: BeginView) -> None:
        assert view.form is not None
        self.questions = FiveQuestions(view.form, view.country)
        self._right.body.addWidget(self.questions)
        self._button(tr("Begin with these answers"), self._begin_problem)
        self.questions.answered.connect(self._begin_problem)

    def _begin_problem(self) -> None:
        told = self.questions.told()
        if told is not None:
            self._presenter.begin_problem(told)

    def _example(self, view: BeginView) -> None:
        self._choose_and_begin()

    def _project(self, view: BeginView) -> None:
        search = SearchBox(tr("Find a financed project"))
        search.searched.connect(self._presenter.search)
        self._right.body.addWidget(search)
        self._choose_and_begin()

    def _proposal(self, view: BeginView) -> None:
        self._wish = Segments(
            (("whole", tr("Whole")), ("structure", tr("Structure only"))), view.wish, tr("Take")
        )
        self._wish.chosen.connect(self._presenter.take)
        self._right.body.addWidget(self._wish)
        self._choose_and_begin()

    def _choose_and_begin(self) -> None:
        self.list.setMinimumHeight(theme.px(400))
        frame = Card(padding=6)
        frame.body.addWidget(self.list)
        self._right.body.addWidget(frame, 1)
        self._right.body.addWidget(self._gives)
        self._button(tr("Begin with it"), self._presenter.begin_chosen)
        self.list.itemActivated.connect(lambda _item: self._presenter.begin_chosen())

    def _match(self, view: BeginView) -> None:
        self._button(tr("To the six questions"), self._presenter.ask_match)

    def _file(self, view: BeginView) -> None:
        self._button(tr("Choose a file …"), self._open)

    def _fill(self, view: BeginView) -> None:
        if self._said != view.error:
            self._said = view.error
            clear(self._message)
            if view.error is not None:
                self._message.addWidget(Banner(say(language(), view.error), "err"))
        if view.way in ("example", "project", "proposal"):
            self._list(view)
            self._gives.setText(self._words(view))
            self._gives.setVisible(bool(self._gives.words))
            self.start.setEnabled(bool(view.chosen))

    def _list(self, view: BeginView) -> None:
        offered = {
            "example": [(e.id, said(e.title), said(e.note)) for e in view.examples],
            "project": [(h.id, said(h.title), _facts(h)) for h in view.offered],
            "proposal": [
                (one.id, one.title.of(language().code) or tr("Proposal without a title"),
                 language().moment(one.changed))
                for one in view.earlier
            ],
        }[view.way]  # fmt: skip
        if offered == self._listed:
            return
        self._listed = offered
        self.list.blockSignals(True)
        self.list.clear()
        icon = icons.icon(WORDS[view.way][0], "primary", 15)
        for key, title, words in offered:
            item = QListWidgetItem(icon, f"{title}\n{words}" if words else title)
            item.setData(WHAT, key)
            self.list.addItem(item)
        self.list.blockSignals(False)

    def _words(self, view: BeginView) -> str:
        """What goes along and what stays behind."""
        if view.way == "proposal" and not view.earlier:
            return tr("There is no earlier proposal on this computer.")
        if view.way == "project" and not view.offered:
            return tr("No financed project has these words.")
        if view.begun is not None and view.chosen:
            counts = [(getattr(view.begun, name), words) for name, words in LEFT]
            left = ", ".join(ntr(*words, n) for n, words in counts if n) or tr("nothing")
            taken = ntr("{n} answer goes along.", "{n} answers go along.", view.begun.taken)
            return f"{taken} " + tr("Left behind: {what}.", what=left)
        if view.taken is not None and view.chosen:
            facts = [ntr(*TAKEN[one.fact], one.count) for one in view.taken if one.fact in TAKEN]
            nothing = tr("Nothing of this project can be taken over.")
            return tr("Goes along: {facts}.", facts=", ".join(facts)) if facts else nothing
        return ""

    # what is done

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._presenter.choose(str(item.data(WHAT)))

    def _open(self) -> None:
        chosen = self.ask_open()
        if chosen:
            self._presenter.open_file(Path(chosen))

    def _ask_open(self) -> str:
        return QFileDialog.getOpenFileName(self, tr("Open a file"), "", tr(FILES))[0]


def _facts(hit: object) -> str:
    from wecoop_desktop.library.query import Hit

    assert isinstance(hit, Hit)
    money = language().money(Decimal(hit.amount), hit.currency, "short") if hit.amount else ""
    years = "–".join(year[:4] for year in hit.years if year)
    parts = (", ".join(hit.countries), ", ".join(said(name) for name in hit.funders), money, years)
    return " · ".join(part for part in parts if part)
