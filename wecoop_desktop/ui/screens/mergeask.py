"""What a copy is that came back and the ways on; afterwards, what was written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.labels import Caption, Title, Wrapped
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.saving import breakable
from wecoop_desktop.ui.presenters.merge import MergePresenter
from wecoop_desktop.ui.presenters.mergeview import MergeView
from wecoop_desktop.ui.screens.mergewords import done_words, kinship_words
from wecoop_desktop.ui.wording import language, ntr, tr

WIDE = 760  # of what is asked
Option = tuple[str, str, Callable[[], object]]  # what the button says, what comes of it, the verb


class AskPage(Panel):
    """`options` are the buttons that stand there, the usual way first."""

    def __init__(self, presenter: MergePresenter) -> None:
        super().__init__("canvas", (22, 18, 22, 18), 12)
        self._presenter = presenter
        self._asked: tuple[object, ...] = ()
        self.options: list[Button] = []

    def display(self, view: MergeView) -> None:
        sign = (view.stage, view.busy, view.brought, view.done, language().code)
        if sign == self._asked:
            return
        self._asked = sign
        clear(self.body)
        self.options = []
        if view.busy:
            words = tr("Bringing both together …") if view.brought else tr("Reading the file …")
            self._lay(Caption(words))
        elif view.done is not None:
            self._lay_done(view)
        elif view.brought is not None:
            self._lay_options(view)
        self.body.addStretch(1)

    def _lay(self, widget: QWidget) -> None:
        row = QHBoxLayout()
        widget.setMaximumWidth(theme.px(WIDE))
        row.addWidget(widget, 100)
        row.addStretch(1)
        self.body.addLayout(row)

    def _lay_options(self, view: MergeView) -> None:
        title = view.title.of(language().code) or tr("Proposal without a title")
        self._lay(Title(tr("A copy of “{title}” came back", title=title), "display"))
        if view.path is not None and view.saved is not None:
            words = tr("{name}, saved {moment}", name=breakable(view.path.name),
                       moment=language().moment(view.saved))  # fmt: skip
            self._lay(Wrapped(words, "small", "muted"))
        for words in kinship_words(view):
            self._lay(Wrapped(words, "body", "text"))
        for at, (words, told, verb) in enumerate(self._options(view)):
            self._lay(self._option(words, told, verb, first=at == 0))

    def _option(self, words: str, told: str, verb: Callable[[], object], *, first: bool) -> QWidget:
        card = Card(padding=12)
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(Wrapped(told, "body", "text2"), 1)
        button = Button(words, "primary" if first else "plain")
        button.setAccessibleDescription(told)
        button.clicked.connect(lambda _checked=False: verb())
        self.options.append(button)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        card.body.addLayout(row)
        return card

    def _options(self, view: MergeView) -> list[Option]:
        """The ways on, the usual one first."""
        found, presenter = view.brought, self._presenter
        assert found is not None
        relation, kinship = found.relation, found.relation.kinship.value
        apart: Option = (
            tr("Open separately"),
            tr("The file becomes another proposal in the list. The one here stays as it is."),
            presenter.open_apart,
        )
        see: Option = (
            tr("See what changed"),
            tr("The proposal here beside the file, answer by answer. Nothing is changed."),
            presenter.compare,
        )
        if kinship == "unrelated":
            return [apart, see]
        comments: list[Option] = []
        if relation.comments:
            told = ntr(
                "{n} comment is new or changed. Only comments come in, no answer changes.",
                "{n} comments are new or changed. Only comments come in, no answer changes.",
                relation.comments,
            )
            comments = [(tr("Take in comments"), told, presenter.take_comments)]
        if relation.review:
            return [*(comments or [self._here()]), see, apart]
        together: Option = (
            tr("Bring both together"),
            tr("What only one side changed is taken; you decide the rest. The state before is "
               "kept as a revision."),
            presenter.bring_together,
        )  # fmt: skip
        over: Option = (
            tr("Take over the file"),
            tr("All answers become those of the file. The state before is kept as a revision, and "
               "Undo brings it back."),
            presenter.replace_by_file,
        )  # fmt: skip
        if kinship == "descends":
            return [over, see, together, apart]
        if kinship == "diverged":
            return [together, see, over, *comments, apart]
        files: list[Option] = []
        if relation.attachments and kinship == "same":
            told = ntr("{n} attached file is not here yet.", "{n} attached files are not here yet.",
                       len(relation.attachments))  # fmt: skip
            files = [(tr("Take in files"), told, presenter.replace_by_file)]
        return [*files, *comments, *([] if files or comments else [self._here()]), see, apart]

    def _here(self) -> Option:
        return (
            tr("Go on here"),
            tr("Nothing new is in the file. The proposal here is up to date."),
            self._presenter.open_proposal,
        )

    def _lay_done(self, view: MergeView) -> None:
        assert view.done is not None
        words = " ".join(done_words(view.done))
        self._lay(Title(tr("Done"), "display"))
        self._lay(Banner(words, "ok"))
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.go_on = Button(tr("Open the proposal"), "primary")
        self.go_on.clicked.connect(lambda _checked=False: self._presenter.open_proposal())
        self.options = [self.go_on]
        row.addWidget(self.go_on)
        if view.done.revision:
            see = Button(tr("See what changed"), icon="git-compare")
            see.clicked.connect(lambda _checked=False: self._presenter.what_changed())
            row.addWidget(see)
        if view.done.how != "comments":
            undo = Button(tr("Undo"), icon="undo-2")
            undo.clicked.connect(lambda _checked=False: self._presenter.take_back())
            row.addWidget(undo)
        row.addStretch(1)
        self.body.addLayout(row)
        if view.done.how != "comments" and (view.done.comments or view.done.files):
            told = tr("Undo brings the answers back; comments and attached files stay.")
            self._lay(Wrapped(told, "small"))
