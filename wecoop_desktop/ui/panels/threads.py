"""A comment with its answers: who, when, what, for whom, and what can be done with it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.panels.writing import Assigning, Writing
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.chip import Status
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Caption, Wrapped
from wecoop_desktop.ui.presenters.comments import CommentsPresenter, Task
from wecoop_desktop.ui.wording import language, ntr, tr
from wecoop_desktop.work.comments import Author, Comment, Kind, Thread

FIRST = 320  # characters of a text that are shown until all of it is asked for
REPLIES = 3  # answers of a thread that are shown until all are asked for
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
Entry = tuple[str, str, Callable[[], object]]


def one_line(name: str) -> str:
    """A name of somebody else's file: no signs that turn the writing or take no room."""
    seen = (sign for sign in name if unicodedata.category(sign)[0] != "C")
    return " ".join("".join(seen).split())


def settled(text: str) -> str:
    """A text whose signs that turn the direction of writing reach no further than themselves."""
    return "".join(sign for sign in text if sign not in TURNING)


def who(author: Author) -> str:
    """Name and role; some say neither."""
    parts = (one_line(author.name), one_line(author.role))
    return " · ".join(part for part in parts if part) or tr("Without a name")


class ThreadCard(Card):
    """One thread. `where` is what its row is called, where it stands in a table."""

    def __init__(
        self,
        presenter: CommentsPresenter,
        thread: Thread,
        where: str,
        people: Sequence[str],
    ) -> None:
        super().__init__(padding=11, tone="surface" if thread.open else "subtle")
        self._presenter, self.talk, self._people = presenter, thread, people
        self.setAccessibleName(who(thread.first.author))
        self.body.setSpacing(theme.px(5))
        self.answer_box: Writing | Assigning | None = None
        if where:
            self.body.addWidget(Wrapped(where, "small", "muted"))
        self._said(thread.first, self.body, self._entries(thread.first))
        self._states()
        self._replies()
        self.body.addLayout(self._verbs())
        self._below = QVBoxLayout()
        self.body.addLayout(self._below)

    # what is said

    def _said(self, comment: Comment, column: QVBoxLayout, entries: Sequence[Entry]) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.px(4))
        names = Wrapped(who(comment.author), "smallStrong", "text")
        head.addWidget(names, 1)
        name = tr("More for the comment of {name}", name=who(comment.author))
        head.addWidget(_menu(name, entries), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        moment = language().moment(comment.created)
        changed = comment.changed != comment.created
        column.addWidget(Caption(tr("{moment}, changed", moment=moment) if changed else moment))
        text = settled(comment.text)
        words = Wrapped(short(text), "small", "text")
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(words)
        if short(text) != text:
            whole = Button(
                ntr("Show all of {n} character", "Show all of {n} characters", len(text)),
                "quiet",
                size="small",
            )

            def unfold() -> None:
                words.setText(text)
                whole.hide()

            whole.clicked.connect(lambda _=False: unfold())
            column.addWidget(whole, 0, Qt.AlignmentFlag.AlignLeading)

    def _states(self) -> None:
        first = self.talk.first
        found: list[Status] = []
        if first.kind is Kind.TASK:
            found.append(Status(tr("To do"), "warn", "square-check"))
        if first.assigned:
            found.append(
                Status(tr("For {name}", name=one_line(first.assigned)[:28]), "plain", "user")
            )
        if first.resolved is not None:
            found.append(Status(tr("Resolved"), "ok"))
        if found:
            states = Flow(gap=6)
            for status in found:
                states.addWidget(status)
            self.body.addLayout(states)
        if first.resolved is not None and first.resolved_at is not None:
            moment = language().moment(first.resolved_at)
            by = tr("{name}, {moment}", name=who(first.resolved), moment=moment)
            self.body.addWidget(Wrapped(by, "small", "muted"))

    def _replies(self) -> None:
        replies = self.talk.replies
        hidden = replies[: len(replies) - REPLIES] if len(replies) > REPLIES else ()
        holder = QVBoxLayout()
        holder.setContentsMargins(theme.px(12), theme.px(4), 0, 0)
        holder.setSpacing(theme.px(8))
        self.body.addLayout(holder)
        if hidden:
            words = ntr("{n} earlier answer", "{n} earlier answers", len(hidden))
            button = Button(words, "quiet", size="small")
            holder.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)

            def unfold() -> None:
                button.hide()
                for at, reply in enumerate(hidden):
                    holder.insertWidget(at, self._reply(reply))

            button.clicked.connect(lambda _=False: unfold())
        for reply in replies[len(hidden) :]:
            holder.addWidget(self._reply(reply))

    def _reply(self, reply: Comment) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(3))
        self._said(reply, column, self._own_entries(reply))
        return box

    # what can be done

    def _verbs(self) -> QHBoxLayout:
        first, presenter = self.talk.first, self._presenter
        row = QHBoxLayout()
        row.setSpacing(theme.px(4))
        self.answer = Button(tr("Reply"), "quiet", size="small")
        self.answer.setAccessibleName(tr("Answer {name}", name=who(first.author)))
        self.answer.clicked.connect(lambda _=False: presenter.turn_to("reply", first.id))
        row.addWidget(self.answer)
        if self.talk.open:
            self.settle = Button(tr("Resolve"), "quiet", "check", size="small")
            self.settle.clicked.connect(lambda _=False: presenter.resolve(first.id))
        else:
            self.settle = Button(tr("Open again"), "quiet", "rotate-ccw", size="small")
            self.settle.clicked.connect(lambda _=False: presenter.reopen(first.id))
        name = f"{self.settle.text()}: {who(first.author)}"
        self.settle.setAccessibleName(name)
        row.addWidget(self.settle)
        row.addStretch(1)
        return row

    def _entries(self, comment: Comment) -> tuple[Entry, ...]:
        presenter = self._presenter
        task = comment.kind is Kind.TASK
        other = Kind.COMMENT if task else Kind.TASK
        words = tr("Nothing to do") if task else tr("Something to do")
        own = self._own_entries(comment)
        entries: list[Entry] = [
            own[0],
            ("square-check", words, lambda: presenter.count_as(comment.id, other)),
            ("user", tr("Assign …"), lambda: presenter.turn_to("assign", comment.id)),
        ]
        if presenter.view.author.name and comment.assigned != presenter.view.author.name:
            entries.append(
                ("user-round", tr("Assign to me"), lambda: presenter.assign_to_me(comment.id))
            )
        return (*entries, *own[1:])

    def _own_entries(self, comment: Comment) -> tuple[Entry, ...]:
        presenter = self._presenter
        return (
            ("pencil", tr("Change the text"), lambda: presenter.turn_to("edit", comment.id)),
            ("copy", tr("Copy the text"), lambda: _copy(comment.text)),
            ("trash-2", tr("Delete"), lambda: presenter.delete(comment.id)),
        )

    def show_task(self, task: Task) -> bool:
        """Open what is being written of this thread; True where there is something."""
        comments = (self.talk.first, *self.talk.replies)
        mine = next((each for each in comments if each.id == task.comment), None)
        if self.answer_box is not None:
            self.answer_box.hide()
            self.answer_box.deleteLater()
            self.answer_box = None
        if mine is None:
            return False
        presenter = self._presenter
        if task.what == "assign":
            assigning = Assigning(mine.assigned, self._people)
            assigning.sent.connect(presenter.send)
            assigning.given_up.connect(presenter.give_up)
            self.answer_box = assigning
        else:
            typed = presenter.typed
            edits = task.what == "edit"
            text = typed if typed is not None else mine.text if edits else ""
            name = tr("Text of the comment") if edits else tr("Your answer")
            writing = Writing(name, tr("Keep") if edits else tr("Reply"), text)
            writing.typed.connect(presenter.hold)
            writing.sent.connect(presenter.send)
            writing.given_up.connect(presenter.give_up)
            self.answer_box = writing
        self._below.addWidget(self.answer_box)
        return True


def short(text: str) -> str:
    """The beginning of a long text, cut at a word."""
    if len(text) <= FIRST and text.count("\n") < 10:
        return text
    lines = "\n".join(text.split("\n")[:8])[:FIRST]
    cut = lines.rsplit(" ", 1)[0] if len(lines) == FIRST else lines
    return cut + " …"


def _menu(name: str, entries: Sequence[Entry]) -> Button:
    button = Button("", "quiet", "ellipsis", size="small", name=name)
    menu = QMenu(button)

    def fill() -> None:
        menu.clear()
        for icon, words, verb in entries:
            action = menu.addAction(icons.icon(icon), words)
            action.triggered.connect(lambda _checked=False, do=verb: do())

    menu.aboutToShow.connect(fill)
    button.setMenu(menu)
    return button


def _copy(text: str) -> None:
    QApplication.clipboard().setText(text)
