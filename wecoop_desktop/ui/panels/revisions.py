"""Kept states of the proposal: name one, compare, go back as a whole or in part; submissions."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.base.wording import say
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.panels.part import PartList
from wecoop_desktop.ui.panels.submissions import SubmissionList
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Caption, Label, Rule, Title, Wrapped
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.presenters.revisions import Entry, RevisionsView
from wecoop_desktop.ui.presenters.wizard import WizardPresenter
from wecoop_desktop.ui.presenters.wizardview import WizardView
from wecoop_desktop.ui.wording import language, ntr, tr

REASONS = {
    "starting": mark("Start of a session"),
    "leaving": mark("End of a session"),
    "named": mark("Named"),
    "importing": mark("Taken in from a file"),
    "restoring": mark("Restored"),
    "updating": mark("Before an update"),
    "exporting": mark("Exported"),
    "receiving": mark("A colleague’s file"),
    "merging": mark("Brought together"),
    "upgrading": mark("Another version of the form"),
    "freezing": mark("Submitted"),
}
FILTERS = (
    ("all", mark("All revisions")),
    ("named", mark("Named and submitted")),
    ("automatic", mark("Automatic")),
)


class RevisionsPanel(Panel):
    def __init__(self, presenter: WizardPresenter, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self._presenter = presenter
        self._keeping = presenter.keeping
        self._read: object = None
        self._shown: object = None
        head = QHBoxLayout()
        head.addWidget(Title(tr("Revisions"), "subtitle"), 1)
        close = Button("", "quiet", "x", size="small", name=tr("Close the revisions"))
        close.clicked.connect(presenter.hide_revisions)
        head.addWidget(close)
        self.body.addLayout(head)
        self.rooms = Segments(
            (("revisions", tr("Revisions")), ("submissions", tr("Submissions"))),
            "revisions",
            tr("Show"),
        )
        self.rooms.chosen.connect(self._keeping.enter)
        self.body.addWidget(self.rooms, 0, Qt.AlignmentFlag.AlignLeading)
        self._messages = QVBoxLayout()
        self.body.addLayout(self._messages)
        self._list = self._revisions()
        self.submissions = SubmissionList(self._keeping)
        self.part = PartList(self._keeping)
        for room in (self._list, self.submissions, self.part):
            self.body.addWidget(room)
        self.body.addStretch(1)
        self._keeping.changed.connect(self._changed)

    def _revisions(self) -> QWidget:
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        words = tr("Everything is saved by itself. Name a state to find it again.")
        column.addWidget(Wrapped(words, "small"))
        self.name = QLineEdit()
        self.name.setPlaceholderText(tr("For example: before the review"))
        self.name.setAccessibleName(tr("Name of the revision"))
        self.name.setMaxLength(120)
        self.name.returnPressed.connect(self._keep)
        column.addWidget(self.name)
        keep = Button(tr("Keep this state"), "primary")
        keep.clicked.connect(self._keep)
        column.addWidget(keep, 0, Qt.AlignmentFlag.AlignLeft)
        entries = [(key, tr(words)) for key, words in FILTERS]
        self.filter = Choice(entries, "all", tr("Show revisions"))
        self.filter.chosen.connect(self._keeping.show)
        column.addWidget(self.filter)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.px(8))
        column.addLayout(self._rows)
        return room

    def _keep(self) -> None:
        self._presenter.name_revision(self.name.text().strip())
        self.name.clear()

    # showing

    def display(self, view: WizardView) -> None:
        sign = (view.id, view.revisions, view.review, view.saved)
        if sign != self._read:
            self._read = sign
            self._keeping.load()
        self._changed()

    def _changed(self) -> None:
        if self._read is None:
            return
        view = self._keeping.view
        sign = (view, language().code)
        if sign == self._shown:
            return
        self._shown = sign
        self.rooms.show_value(view.room)
        self.filter.show_value(view.shown)
        self._list.setVisible(view.room == "revisions" and view.part is None)
        self.submissions.setVisible(view.room == "submissions")
        self.part.setVisible(view.part is not None)
        clear(self._messages)
        if view.error is not None:
            banner = Banner(say(language(), view.error), "err", closable=True)
            banner.closed.connect(self._keeping.forget_messages)
            self._messages.addWidget(banner)
            banner.announce()
        self._show_rows(view)
        self.submissions.display(view)
        self.part.display(view)

    def _show_rows(self, view: RevisionsView) -> None:
        clear(self._rows)
        for entry in view.entries:
            self._rows.addWidget(self._row(entry, view))
            self._rows.addWidget(Rule())
        rest = view.total - len(view.entries)
        if rest > 0:
            more = Button(ntr("Show {n} more", "Show {n} more", rest), "quiet", size="small")
            more.clicked.connect(lambda _=False: self._keeping.show_more())
            self._rows.addWidget(more, 0, Qt.AlignmentFlag.AlignLeading)
        if not view.total:
            self._rows.addWidget(Wrapped(tr("There are none of these yet."), "small", "muted"))

    def _row(self, entry: Entry, view: RevisionsView) -> QWidget:
        revision = entry.revision
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        number = Label(str(revision.number), "strongFigures")
        row.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(theme.px(1))
        words = revision.name or tr(REASONS[revision.reason.value])
        if revision.origin:
            words = tr("Restored from {n}", n=revision.origin)
        texts.addWidget(Wrapped(words, "small", "text"))
        texts.addWidget(Caption(language().moment(revision.made)))
        if entry.changes is not None:
            n = entry.changes
            counted = ntr("{n} answer changed", "{n} answers changed", n)
            texts.addWidget(Caption(counted if n else tr("The same answers as before")))
        verbs = Flow(gap=4)
        compare = Button(tr("Compare with now"), "quiet", size="small")
        compare.setAccessibleName(tr("Compare revision {n} with now", n=revision.number))
        compare.clicked.connect(partial(self._compare, revision.number))
        verbs.addWidget(compare)
        if not view.review:
            verbs.addWidget(self._restoring(revision.number))
        texts.addLayout(verbs)
        row.addLayout(texts, 1)
        return line

    def _restoring(self, number: int) -> Button:
        """All of it, or some answers."""
        button = Button(tr("Restore"), "quiet", size="small")
        button.setAccessibleName(tr("Restore revision {n}", n=number))
        menu = QMenu(button)
        whole = menu.addAction(icons.icon("rotate-ccw"), tr("Restore everything"))
        whole.triggered.connect(lambda _=False: self._presenter.restore_revision(number))
        some = menu.addAction(icons.icon("list-checks"), tr("Restore a part …"))
        some.triggered.connect(lambda _=False: self._keeping.choose_part(number))
        button.setMenu(menu)
        return button

    def _compare(self, number: int, _checked: bool = False) -> None:
        self._keeping.compare(number)
