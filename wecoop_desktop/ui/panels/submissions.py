"""Submissions: freeze the present state, its digest, its document, and what changed since."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.chip import Status
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Caption, Wrapped
from wecoop_desktop.ui.parts.panel import clear
from wecoop_desktop.ui.presenters.revisions import RevisionsPresenter, RevisionsView
from wecoop_desktop.ui.wording import language, said, tr
from wecoop_desktop.work.submissions import Submission

GROUP = 8  # letters of a digest between two spaces


class SubmissionList(QWidget):
    def __init__(self, presenter: RevisionsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._shown: object = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        words = tr(
            "A submission keeps the answers and the list of attached files as they are handed in. "
            "Its digest stands in the document: whoever has the file can compute it again."
        )
        column.addWidget(Wrapped(words, "small"))
        self._form = QWidget()
        column.addWidget(self._form)
        self._fill_form()
        self._messages = QVBoxLayout()
        column.addLayout(self._messages)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(theme.px(8))
        column.addLayout(self._cards)

    def _fill_form(self) -> None:
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        self.name = QLineEdit()
        self.name.setPlaceholderText(tr("What, and to whom"))
        self.name.setAccessibleName(tr("What is handed in, and to whom"))
        self.name.setMaxLength(200)
        self.name.returnPressed.connect(self._freeze)
        column.addWidget(self.name)
        self.template = Choice(name=tr("Document"))
        self.template.setSizeAdjustPolicy(
            Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.template.chosen.connect(self._presenter.freeze_for)
        column.addWidget(self.template)
        self.keep = Button(tr("Freeze as submitted"), "primary", "lock")
        self.keep.clicked.connect(lambda _=False: self._freeze())
        column.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeading)

    def _freeze(self) -> None:
        self._presenter.freeze(self.name.text())
        if self._presenter.view.frozen:
            self.name.clear()

    def display(self, view: RevisionsView) -> None:
        self._form.setVisible(not view.review)
        entries = [
            ("", tr("No document of these")),
            *((i, said(name)) for i, name in view.templates),
        ]
        sign = (view.templates, language().code)
        if sign != self._shown:
            self._shown = sign
            self.template.show_entries(entries, view.template)
        self.template.show_value(view.template)
        clear(self._messages)
        if view.frozen:
            words = tr("Submission {n} is kept.", n=view.frozen)
            banner = Banner(words, "ok", closable=True)
            banner.closed.connect(self._presenter.forget_messages)
            self._messages.addWidget(banner)
            banner.announce()
        clear(self._cards)
        for made in view.submissions:
            self._cards.addWidget(self._card(made, view))
        if not view.submissions:
            self._cards.addWidget(Wrapped(tr("Nothing was submitted yet."), "small", "muted"))

    def _card(self, made: Submission, view: RevisionsView) -> Card:
        card = Card(padding=11)
        card.body.setSpacing(theme.px(5))
        title = tr("Submission {n}: {name}", n=made.number, name=made.name)
        plain = tr("Submission {n}", n=made.number)
        card.body.addWidget(Wrapped(title if made.name else plain, "smallStrong", "text"))
        card.setAccessibleName(title if made.name else plain)
        card.body.addWidget(Caption(language().moment(made.made)))
        names = {key: said(name) for key, name in view.templates}
        if made.template:
            name = names.get(made.template, made.template)
            card.body.addWidget(Wrapped(name, "small", "text2"))
        same = made.digest == view.digest
        state = Status(tr("Unchanged since"), "ok") if same else Status(tr("Changed since"), "info")
        card.body.addWidget(state, 0, Qt.AlignmentFlag.AlignLeading)
        digest = Wrapped(grouped(made.digest), "smallFigures", "text2")
        digest.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        digest.setAccessibleName(tr("Digest {digest}", digest=made.digest))
        card.body.addWidget(digest)
        card.body.addLayout(self._verbs(made, same=same))
        return card

    def _verbs(self, made: Submission, *, same: bool) -> Flow:
        verbs = Flow(gap=4)
        copy = Button(tr("Copy the digest"), "quiet", "copy", size="small")
        copy.clicked.connect(partial(_copy, made.digest))
        verbs.addWidget(copy)
        paper = Button(tr("Its document"), "quiet", "file-down", size="small")
        paper.clicked.connect(lambda _=False: self._presenter.export(made))
        verbs.addWidget(paper)
        if not same:
            since = Button(tr("What changed since"), "quiet", "git-compare", size="small")
            since.clicked.connect(lambda _=False: self._presenter.changed_since(made.number))
            verbs.addWidget(since)
        return verbs


def grouped(digest: str) -> str:
    """A digest in groups that the eye can compare."""
    return " ".join(digest[at : at + GROUP] for at in range(0, len(digest), GROUP))


def _copy(text: str, _checked: bool = False) -> None:
    QApplication.clipboard().setText(text)
