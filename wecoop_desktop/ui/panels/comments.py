"""What readers of the proposal remarked, each at its answer; and where one remarks oneself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.base.wording import say
from wecoop_desktop.forms.form import Form
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.panels.reviewing import SendCard
from wecoop_desktop.ui.panels.threads import ThreadCard, one_line
from wecoop_desktop.ui.panels.writing import Assigning, NewWriting, Writing
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.labels import SectionLabel, Wrapped
from wecoop_desktop.ui.parts.link import Link
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.presenters.comments import CommentsView, chosen_threads, place_of
from wecoop_desktop.ui.presenters.wizard import WizardPresenter
from wecoop_desktop.ui.presenters.wizardview import WizardView
from wecoop_desktop.ui.wording import language, ntr, order, said, tr
from wecoop_desktop.work.comments import Comment, Spot, Thread

REVEALED = 60  # ms after which what was opened has its height
FILTERS = {
    "open": mark("Unresolved"),
    "todo": mark("To do"),
    "mine": mark("For me"),
    "resolved": mark("Resolved"),
}
NOTHING = {
    "open": mark("No open comments here."),
    "todo": mark("Nothing to do here."),
    "mine": mark("Nothing is assigned to you here."),
    "resolved": mark("Nothing was resolved here."),
}


class CommentsPanel(Panel):
    def __init__(self, presenter: WizardPresenter, parent: QWidget | None = None) -> None:
        super().__init__("surface", (14, 12, 12, 14), 10, parent)
        self._wizard = presenter
        self._presenter = presenter.discussion
        self._cards: dict[str, tuple[object, ThreadCard]] = {}
        self._shown: object = None
        self._turn = 0
        self.body.addLayout(self._filters())
        self._messages = QVBoxLayout()
        self.body.addLayout(self._messages)
        self.add = Button(tr("Add a comment"), "plain", "plus", size="small")
        self.add.clicked.connect(lambda _=False: self._wizard.comment())
        self.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)
        self._composer = QVBoxLayout()
        self.body.addLayout(self._composer)
        self.writing: NewWriting | None = None
        self._threads = QVBoxLayout()
        self._threads.setSpacing(theme.px(8))
        self.body.addLayout(self._threads)
        self.send = SendCard(presenter.reviewing)
        self.body.addWidget(self.send)
        self.body.addStretch(1)
        self._presenter.changed.connect(self._changed)

    def _filters(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.px(6))
        presenter = self._presenter
        self._scope = Segments(
            (("all", tr("All steps")), ("step", tr("This step"))), "all", tr("Comments of")
        )
        self._scope.chosen.connect(presenter.look_at)
        column.addWidget(self._scope, 0, Qt.AlignmentFlag.AlignLeading)
        self._which = Choice(name=tr("Show comments"))
        self._which.chosen.connect(presenter.show)
        column.addWidget(self._which)
        return column

    # showing

    def display(self, view: WizardView) -> None:
        self._presenter.follow(view)
        self._changed()

    def _changed(self) -> None:
        if not self.isVisible() and self._shown is not None:
            return
        view = self._presenter.view
        sign = (view, language().code)
        if sign == self._shown:
            return
        before, self._shown = self._shown, sign
        focused = QApplication.focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        old = before[0] if isinstance(before, tuple) else None
        if isinstance(old, CommentsView) and old.proposal != view.proposal:
            self.verticalScrollBar().setValue(0)
        self._scope.show_value(view.scope)
        self._show_filters(view)
        if not isinstance(old, CommentsView) or _messages(old) != _messages(view):
            self._show_messages(view)
        self._show_threads(view)
        self._show_writing(view, old if isinstance(old, CommentsView) else None)
        if inside and view.task.what == "" and not _holds_focus(self):
            self.add.setFocus()

    def _show_filters(self, view: CommentsView) -> None:
        mine = [thread for thread in view.threads if thread.open]
        numbers = {
            "open": view.counts.open,
            "todo": view.counts.todos,
            "mine": sum(_is_for(thread, view.author.name) for thread in mine),
            "resolved": view.counts.resolved,
        }
        entries = [(key, f"{tr(words)} · {numbers[key]}") for key, words in FILTERS.items()]
        self._which.show_entries(entries, view.shown)

    def _show_messages(self, view: CommentsView) -> None:
        clear(self._messages)
        presenter = self._presenter
        if view.error is not None:
            banner = Banner(say(language(), view.error), "err", closable=True)
            banner.closed.connect(presenter.forget_messages)
            self._messages.addWidget(banner)
            banner.announce()
        if view.gone:
            words = tr("The comment is deleted.")
            banner = Banner(words, "info", action=tr("Undo"), closable=True)
            banner.acted.connect(presenter.restore)
            banner.closed.connect(presenter.forget_messages)
            self._messages.addWidget(banner)

    def _show_threads(self, view: CommentsView) -> None:
        """Cards whose thread did not change stay as they are."""
        found = chosen_threads(view)
        kept: dict[str, tuple[object, ThreadCard]] = {}
        _take_out(self._threads, [card for _sign, card in self._cards.values()])
        people = people_of(view.threads, view.author.name)
        answers = self._wizard.view.answers
        heading: str | None = None
        for thread in found[: view.most]:
            spot = thread.first.spot
            if spot.path != heading:
                heading = spot.path
                self._threads.addWidget(self._heading(view.form, thread.first))
            row = place_of(view.form, answers, spot)
            where = row_words(spot, row)
            sign = (thread, where, view.author.name, language().code)
            old = self._cards.get(thread.first.id)
            card = old[1] if old is not None and old[0] == sign else None
            if card is None:
                card = ThreadCard(self._presenter, thread, where, people)
            kept[thread.first.id] = (sign, card)
            self._threads.addWidget(card)
            card.show()
        for key, (_sign, card) in self._cards.items():
            if key not in kept or kept[key][1] is not card:
                card.hide()
                card.deleteLater()
        self._cards = kept
        self._foot(view, found)

    def _foot(self, view: CommentsView, found: Sequence[Thread]) -> None:
        rest = len(found) - view.most
        if rest > 0:
            more = Button(ntr("Show {n} more", "Show {n} more", rest), "quiet", size="small")
            more.clicked.connect(lambda _=False: self._presenter.show_more())
            self._threads.addWidget(more, 0, Qt.AlignmentFlag.AlignLeading)
        if not found:
            self._threads.addWidget(Wrapped(tr(NOTHING[view.shown]), "small", "muted"))
            if not view.threads:
                words = tr(
                    "Ctrl Alt M comments on the answer where the cursor is. Comments travel with "
                    "the proposal file."
                )
                self._threads.addWidget(Wrapped(words, "small", "muted"))

    def _heading(self, form: Form | None, comment: Comment) -> QWidget:
        """The question that is spoken of; a link where it is one of the form."""
        label = question_words(form, comment.spot.path)
        if not comment.spot.path:
            return SectionLabel(label)
        link = Link(label, "arrow-right", hint=tr("To the answer"))
        link.clicked.connect(lambda _=False: self._presenter.jump(comment))
        return link

    # writing

    def _show_writing(self, view: CommentsView, before: CommentsView | None) -> None:
        same = before is not None and (before.task, before.spot, before.turn, before.proposal) == (
            view.task,
            view.spot,
            view.turn,
            view.proposal,
        )
        new = view.task.what == "new"
        self.add.setVisible(not new)
        if not same:
            self._compose(view)
        for _sign, card in self._cards.values():
            if not same or view.task.comment == card.talk.first.id:
                card.show_task(view.task)
        if view.turn != self._turn:
            self._turn = view.turn
            QTimer.singleShot(0, self, self._focus)

    def _compose(self, view: CommentsView) -> None:
        clear(self._composer)
        self.writing = None
        if view.task.what != "new":
            return
        card = Card(padding=11, tone="subtle")
        words = question_words(view.form, view.spot.path)
        self.writing = NewWriting(
            tr("Comment on: {question}", question=words),
            self._presenter.typed or "",
            people_of(view.threads, view.author.name),
        )
        card.body.addWidget(Wrapped(words, "smallStrong", "text"))
        where = row_words(view.spot, view.spot.row)
        if where:
            card.body.addWidget(Wrapped(where, "small", "muted"))
        if view.spot.path:
            whole = Button(tr("On the whole proposal instead"), "quiet", size="small")
            whole.clicked.connect(lambda _=False: self._presenter.begin())
            card.body.addWidget(whole, 0, Qt.AlignmentFlag.AlignLeading)
        if not view.author.name:
            card.body.addWidget(Wrapped(tr("Your name, to stand at your comments"), "small"))
            card.body.addWidget(self._signing())
        writing = self.writing
        writing.typed.connect(self._presenter.hold)
        writing.sent.connect(
            lambda text: self._presenter.add(text, writing.kind, writing.person.text())
        )
        writing.given_up.connect(self._presenter.give_up)
        card.body.addWidget(writing)
        self._composer.addWidget(card)

    def _signing(self) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(tr("Your name"))
        line.setPlaceholderText(tr("Your name"))
        line.setMaxLength(200)
        line.editingFinished.connect(lambda: self._presenter.sign_as(line.text()))
        return line

    def _focus(self) -> None:
        """To where something is written; once more when all is laid out, which takes a moment."""
        target = self._place()
        if target is not None:
            target.take_focus()
            self._reveal()
            QTimer.singleShot(REVEALED, self, self._reveal)

    def _place(self) -> Writing | Assigning | None:
        """Where something is being written."""
        boxes = (card.answer_box for _sign, card in self._cards.values())
        found = next((box for box in boxes if box is not None), None)
        return self.writing if self._presenter.view.task.what == "new" else found

    def _reveal(self) -> None:
        self.body.activate()
        target = self._place()
        if target is not None:
            self.ensureWidgetVisible(target, 0, theme.px(24))


def _messages(view: CommentsView) -> tuple[object, ...]:
    return view.error, view.gone


def _holds_focus(panel: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and panel.isAncestorOf(focused) and focused.isVisible()


def _take_out(layout: QVBoxLayout, keep: Sequence[QWidget]) -> None:
    """Empty a layout; those to keep stay widgets of the panel."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None and widget not in keep:
            widget.hide()
            widget.deleteLater()


def _is_for(thread: Thread, name: str) -> bool:
    return bool(name) and thread.first.assigned.casefold() == name.casefold()


def people_of(threads: Sequence[Thread], me: str) -> tuple[str, ...]:
    """Everybody who remarked or is named, to be assigned to."""
    found = {me} if me else set()
    for thread in threads:
        for comment in (thread.first, *thread.replies):
            found |= {one_line(name) for name in (comment.author.name, comment.assigned) if name}
    return tuple(sorted(filter(None, found), key=order))


def question_words(form: Form | None, path: str) -> str:
    """The question a comment stands at."""
    if not path:
        return tr("The whole proposal")
    try:
        return said(form.field(path).label) if form is not None else path
    except KeyError:
        return tr("A question of another form: {path}", path=one_line(path)[:80])


def row_words(spot: Spot, row: int | None) -> str:
    """Which row is spoken of, and that it is gone where it is."""
    if spot.row is None:
        return ""
    name = one_line(spot.key)[:80] or str(spot.row + 1)
    if row is None:
        return tr("Row “{row}”, which is not there any more", row=name)
    return tr("Row {n}: {row}", n=row + 1, row=name)
