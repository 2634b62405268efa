"""Suggest a correction, ask, propose a project, comment on a section; beside it what will leave."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wecoop_desktop.advice.facts import LABELS, OTHER
from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.base.wording import say
from wecoop_desktop.packs.feedback import LINE_LIMIT, TEXT_LIMIT, Entry, Kind, message_bytes
from wecoop_desktop.sync.feedback import PROGRAM
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.button import Kind as Looks
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.check import Check
from wecoop_desktop.ui.parts.chip import Status
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Caption, Label, SectionLabel, Title, Wrapped
from wecoop_desktop.ui.parts.link import Link
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.feedback import FeedbackPresenter, FeedbackView, place_of
from wecoop_desktop.ui.screen import Crumb
from wecoop_desktop.ui.screens.guidenotes import NoteBox
from wecoop_desktop.ui.wording import language, said, tr

WIDE = 960  # pixels of the design from which what will leave stands beside the form
FORM = 640

KINDS = {
    Kind.CORRECTION: (mark("Suggest a correction"), mark("Correction")),
    Kind.QUESTION: (mark("Ask the publisher"), mark("Question")),
    Kind.PROJECT: (mark("Propose a project"), mark("Missing project")),
    Kind.COMMENT: (mark("Comment on this section"), mark("Comment")),
}
ABOUT = {
    "project": mark("Project"),
    "section": mark("Section of the guide"),
    "funder": mark("Funder"),
    "policy": mark("National policy"),
    "term": mark("Term of the glossary"),
}
WANTING = {
    "about": mark("what it is about"),
    "proposed": mark("what should stand there, or what is wrong"),
    "title": mark("what the project is called"),
    "text": mark("what you want to say"),
    "email": mark("an e-mail address as name@place.org"),
}
STATES = {
    "draft": (mark("Draft"), "plain", "file-pen-line"),
    "waiting": (mark("Waits in the outbox"), "info", "send"),
    "sent": (mark("Left in a file"), "info", "usb"),
    "received": (mark("Received by the publisher"), "ok", ""),
    "answered": (mark("Answered"), "ok", "message-square"),
}
DECISIONS = {
    "accepted": (mark("Accepted"), "ok"),
    "declined": (mark("Declined"), "warn"),
    "noted": (mark("Noted"), "info"),
}
# Keys of what leaves, as a reader understands them.
KEYS = {
    "id": mark("Random number"),
    "kind": mark("Kind"),
    "about": mark("What it is about"),
    "field": mark("Fact"),
    "present": mark("Stands there"),
    "proposed": mark("Should stand there"),
    "source": mark("Source"),
    "text": mark("Text"),
    "written": mark("Day"),
    "name": mark("Name"),
    "role": mark("Role"),
    "email": mark("E-mail"),
    "replaces": mark("In place of"),
    "program": mark("Program"),
    "language": mark("Language"),
}


class FeedbackScreen(QWidget):
    def __init__(self, presenter: FeedbackPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._shown: object = None
        self._state: object = None
        self._beside = True  # what will leave stands beside the form, else below it
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        self._form = Panel("canvas", (22, 16, 22, 20), 10)
        self._leaving = Panel("surface", (18, 16, 18, 18), 8)
        across.addWidget(self._form, 3)
        across.addWidget(self._leaving, 2)
        self._below = QVBoxLayout()
        self._messages = QVBoxLayout()
        self._verbs = QVBoxLayout()
        self._row = Flow(8)

    def crumbs(self) -> Sequence[Crumb]:
        entry = self._presenter.view.entry
        title = tr(KINDS[entry.kind][0]) if entry is not None else tr("Feedback")
        return (Crumb(tr("Updates"), Place("updates")), Crumb(title))

    def facts(self) -> str:
        view = self._presenter.view
        if not view.open:
            return tr("Kept on this computer")
        if view.waiting:
            return tr("Not saved yet")
        if view.kept is not None:
            return tr("Saved on this computer; nothing leaves until you send it")
        return tr("Nothing leaves until you send it from the outbox")

    def panes(self) -> Sequence[QWidget]:
        return (self._form, self._leaving)

    def display(self, view: FeedbackView) -> None:
        entry = view.entry
        field = entry.field if entry is not None else ""
        kind = entry.kind if entry is not None else None
        sign = (view.serial, kind, field, view.named, view.open, view.removed, language().code)
        if sign != self._shown:
            focus = self._focused()
            self._shown, self._state = sign, None
            self._build(view)
            self._give_back(focus)
        state = (view.kept.state if view.kept else "", view.error, view.asked and view.wanting)
        if state != self._state:
            self._state = state
            self._say(view)
        self._show_leaving(view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = theme.logical(self.width()) >= WIDE
        if beside != self._beside:
            self._beside = beside
            self._leaving.setVisible(beside)
            self._show_leaving(self._presenter.view)

    # the form

    def _focused(self) -> str:
        focused = self.focusWidget()
        return focused.accessibleName() if focused is not None else ""

    def _give_back(self, name: str) -> None:
        """The focus to what has the same name after building anew."""
        if name:
            for widget in self._form.findChildren(QWidget):
                able = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisibleTo(self)
                if able and widget.accessibleName() == name:
                    widget.setFocus()
                    return

    def _build(self, view: FeedbackView) -> None:
        body = self._form.body
        clear(body)
        self._messages, self._verbs, self._below = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        entry = view.entry
        if entry is None:
            body.addLayout(self._messages)
            body.addStretch(1)
            return
        self._lay(Title(tr(KINDS[entry.kind][0]), "display"))
        body.addLayout(self._messages)
        self._about(view, entry)
        if view.open and not view.removed:
            self._fields(view, entry)
            self._person(view, entry)
        body.addLayout(self._verbs)
        body.addLayout(self._below)
        body.addStretch(1)

    def _lay(self, widget: QWidget) -> None:
        row = QHBoxLayout()
        widget.setMaximumWidth(theme.px(FORM))
        row.addWidget(widget, 1)
        row.addStretch(0)
        self._form.body.addLayout(row)

    def _about(self, view: FeedbackView, entry: Entry) -> None:
        if entry.about.id:
            name = tr(ABOUT.get(entry.about.kind, mark("What it is about")))
            self._lay(Label(name, "small", "muted"))
            if place_of(entry.about) is not None:
                link = Link(entry.about.title or entry.about.id, "arrow-left")
                link.clicked.connect(lambda _=False: self._presenter.go_to_thing())
                self._lay(link)
            else:
                self._lay(Wrapped(entry.about.title or entry.about.id, "body", "text"))
        if len(view.kinds) > 1 and view.open and not view.removed:
            entries = [(str(kind), tr(KINDS[kind][1])) for kind in view.kinds]
            switch = Segments(entries, str(entry.kind), tr("What it is"))
            switch.chosen.connect(self._presenter.choose_kind)
            self._form.body.addWidget(switch, 0, Qt.AlignmentFlag.AlignLeading)

    def _fields(self, view: FeedbackView, entry: Entry) -> None:
        if entry.kind is Kind.CORRECTION:
            self._fact(view, entry)
            self._text("proposed", tr("What should stand there"), entry.proposed, 2)
            self._text("text", tr("What is wrong, and how you know"), entry.text, 3)
        elif entry.kind is Kind.PROJECT:
            name = tr("What the project is called")
            self._line("title", name, entry.about.title)
            words = tr("What you know of it: country, funder, amount, years")
            self._text("text", words, entry.text, 4)
        elif entry.kind is Kind.COMMENT:
            words = tr("What is unclear, wrong or missing in this section")
            self._text("text", words, entry.text, 5)
        else:
            self._text("text", tr("Your question"), entry.text, 5)
        if entry.kind in (Kind.CORRECTION, Kind.PROJECT):
            words = tr("Where it can be read: a document, a web page (optional)")
            self._text("source", words, entry.source, 1)

    def _fact(self, view: FeedbackView, entry: Entry) -> None:
        if view.facts:
            choice = Choice(
                [(fact.field, tr(LABELS[fact.field])) for fact in view.facts],
                entry.field or OTHER,
                tr("Which fact is wrong"),
            )
            choice.chosen.connect(self._presenter.choose_field)
            self._named(tr("Which fact is wrong"), choice)
        if entry.field:
            card = Card(tone="subtle", padding=10)
            card.body.addWidget(Label(tr("Stands there now"), "small", "muted"))
            there = Wrapped(entry.present or tr("Nothing is known"), "body", "text")
            there.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            card.body.addWidget(there)
            self._lay(card)

    def _person(self, view: FeedbackView, entry: Entry) -> None:
        check = Check(tr("Add my name, so that the editors can ask back"))
        check.setChecked(view.named)
        check.toggled.connect(lambda on: self._presenter.show_name(on))
        self._lay(check)
        if view.named:
            self._line("name", tr("Name (optional)"), entry.by.name)
            self._line("role", tr("Role or institution (optional)"), entry.by.role)
            self._line("email", tr("E-mail (optional)"), entry.by.email)

    def _text(self, part: str, name: str, text: str, lines: int) -> None:
        box = NoteBox(max(lines, 2), TEXT_LIMIT)
        box.setAccessibleName(name)
        box.setPlainText(text)
        box.document().setModified(False)
        box.textChanged.connect(lambda: self._presenter.write(part, box.toPlainText()))
        box.left.connect(self._presenter.flush)
        box.done.connect(self._to_verbs)
        self._named(name, box)

    def _line(self, part: str, name: str, text: str) -> None:
        line = QLineEdit(text)
        line.setAccessibleName(name)
        line.setMaxLength(LINE_LIMIT)
        line.textEdited.connect(lambda typed: self._presenter.write(part, typed))
        line.editingFinished.connect(self._presenter.flush)
        self._named(name, line)

    def _named(self, name: str, field: QWidget) -> None:
        label = Wrapped(name, "small", "text2")
        label.setBuddy(field)
        pair = QWidget()
        column = QVBoxLayout(pair)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(label)
        column.addWidget(field)
        self._lay(pair)

    # messages and verbs

    def _say(self, view: FeedbackView) -> None:
        clear(self._messages)
        clear(self._verbs)
        self._row = Flow(8)
        holder = QWidget()
        holder.setLayout(self._row)
        holder.setMaximumWidth(theme.px(FORM))
        self._verbs.addWidget(holder)
        kept = view.kept
        if view.error is not None:
            self._announce(Banner(say(language(), view.error), "err"))
        if view.removed:
            banner = Banner(tr("Taken away."), "info", action=tr("Undo"))
            banner.acted.connect(self._presenter.undo)
            self._announce(banner)
            self._verb(tr("Open the outbox"), "primary", "send", self._presenter.go_to_outbox)
            return
        if view.entry is None:
            self._verb(tr("Open the outbox"), "primary", "send", self._presenter.go_to_outbox)
            return
        if view.asked and view.wanting:
            lacking = ", ".join(tr(WANTING[code]) for code in view.wanting)
            words = tr("Missing before it can be sent: {what}.", what=lacking)
            self._announce(Banner(words, "warn"))
        if kept is not None:
            self._standing(view)
        self._own_verbs(view)

    def _announce(self, banner: Banner) -> None:
        banner.setMaximumWidth(theme.px(FORM))
        self._messages.addWidget(banner)
        banner.announce()

    def _standing(self, view: FeedbackView) -> None:
        """How it stands: state, receipt, answer."""
        kept = view.kept
        assert kept is not None
        words, tone, icon = STATES[kept.state]
        flow = Flow(8)
        flow.addWidget(Status(tr(words), tone, icon))
        if kept.number:
            flow.addWidget(Status(tr("Receipt {number}", number=kept.number), "plain"))
        holder = QWidget()
        holder.setLayout(flow)
        self._messages.addWidget(holder)
        if kept.left is not None:
            moment = language().moment(kept.left)
            self._messages.addWidget(Caption(tr("Left on {moment}", moment=moment)))
        if kept.answer is not None:
            decision, tone = DECISIONS.get(kept.answer.decision, (kept.answer.decision, "info"))
            card = Card(tr("The answer of the editors"), "message-square", tone="subtle")
            card.setMaximumWidth(theme.px(FORM))
            card.head.addWidget(Status(tr(decision), tone))
            card.body.addWidget(Wrapped(said(kept.answer.reason), "body", "text"))
            if kept.answer.date:
                card.body.addWidget(Caption(language().written_date(kept.answer.date)))
            self._messages.addWidget(card)

    def _own_verbs(self, view: FeedbackView) -> None:
        presenter, kept = self._presenter, view.kept
        if kept is None or kept.state == "draft":
            self._verb(tr("Put into the outbox"), "primary", "send", presenter.put)
            if kept is not None:
                self._verb(tr("Open the outbox"), "plain", "", presenter.go_to_outbox)
        elif kept.state == "waiting":
            self._verb(tr("Open the outbox"), "primary", "send", presenter.go_to_outbox)
            self._verb(tr("Keep as a draft"), "plain", "", presenter.hold)
        else:
            self._verb(tr("Open the outbox"), "primary", "send", presenter.go_to_outbox)
        remove = tr("Delete") if kept is not None else tr("Cancel")
        self._verb(remove, "quiet", "trash-2" if kept is not None else "", presenter.remove)

    def _verb(self, words: str, kind: Looks, icon: str, act: Callable[[], object]) -> None:
        button = Button(words, kind, icon)
        button.clicked.connect(lambda _=False: act())
        self._row.addWidget(button)

    def _to_verbs(self) -> None:
        """Esc in a text goes on to the verbs; the next Esc leaves the screen."""
        for button in self._form.findChildren(Button):
            if button.isVisibleTo(self):
                button.setFocus()
                return

    # what will leave

    def _show_leaving(self, view: FeedbackView) -> None:
        clear(self._leaving.body)
        clear(self._below)
        entry = view.entry
        if entry is None or view.removed:
            return
        body = self._leaving.body if self._beside else self._below
        rows = leaving_rows(entry, language())
        if view.open:
            body.addWidget(Title(tr("What will leave this computer"), "cardTitle"))
            body.addWidget(Wrapped(tr(PROMISE), "small", "text2"))
            rows += sender_rows(entry, language())
        else:
            body.addWidget(Title(tr("What has left this computer"), "cardTitle"))
        for name, value in rows:
            pair = QVBoxLayout()
            pair.setSpacing(theme.px(2))
            pair.addWidget(SectionLabel(name))
            pair.addWidget(Wrapped(value, "small", "text"))
            body.addLayout(pair)
        body.addStretch(1)


PROMISE = mark(
    "Exactly this and nothing else: no account, no drafts, no name unless you type it. It goes out "
    "only when you press Send in the outbox, or save it as a file."
)


def leaving_rows(entry: Entry, language: Language) -> list[tuple[str, str]]:
    """Every value of the entry that travels, read from the bytes of its message."""
    (data,) = json.loads(message_bytes((entry,), PROGRAM, language.code))["entries"]
    about, by = data.pop("about", {}), data.pop("by", {})
    kind, number = data.pop("kind"), data.pop("id")
    named = [language.tr(ABOUT.get(about.get("kind", ""), "")), about.get("title", "")]
    where = f"({about['kind']}:{about['id']})" if about.get("id") else ""
    rows = {"kind": language.tr(KINDS[Kind(kind)][1])}
    if about:
        rows["about"] = " ".join(part for part in (*named, where) if part)
    if "field" in data:
        rows["field"] = language.tr(LABELS.get(data["field"], data["field"]))
    rest = {**{key: value for key, value in data.items() if key not in rows}, **by, "id": number}
    return [(language.tr(KEYS[key]), str(value)) for key, value in {**rows, **rest}.items()]


def sender_rows(entry: Entry, language: Language) -> list[tuple[str, str]]:
    """What the message says of the program; nothing of who uses it."""
    message = json.loads(message_bytes((entry,), PROGRAM, language.code))
    return [(language.tr(KEYS[name]), str(message[name])) for name in ("program", "language")]
