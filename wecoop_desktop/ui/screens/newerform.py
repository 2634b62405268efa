"""Another version of the form: kept, moved and parked answers before one moves, and afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from wecoop_desktop.advice.changewords import value_words
from wecoop_desktop.base.language import mark
from wecoop_desktop.base.text import Text
from wecoop_desktop.base.wording import say
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.labels import Caption, Label, Title, Wrapped
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.newerform import (
    NewerFormPresenter,
    NewerFormView,
    ParkedAnswer,
    Preview,
)
from wecoop_desktop.ui.screen import Crumb
from wecoop_desktop.ui.wording import language, ntr, said, tr

WIDE = 860
MOST = 200  # parked answers that are laid out; all of them can be copied
REASONS = {
    "dropped": mark("This version does not ask it any more."),
    "no-question": mark("This version has no such question."),
    "not-all": mark("A part of it has no place; the rest was taken over."),
    "no-form": mark("The form is not known on this computer."),
}


class NewerFormScreen(Panel):
    def __init__(self, presenter: NewerFormPresenter, parent: QWidget | None = None) -> None:
        super().__init__("canvas", (22, 18, 22, 18), 12, parent)
        self._presenter = presenter
        self._shown: object = None

    def crumbs(self) -> Sequence[Crumb]:
        view = self._presenter.view
        title = view.title.of(language().code) or tr("Proposal without a title")
        return (
            Crumb(tr("Proposals"), Place("proposals")),
            Crumb(title, Place("wizard", view.id)),
            Crumb(tr("The form")),
        )

    def display(self, view: NewerFormView) -> None:
        sign = (view, language().code)
        if sign == self._shown:
            return
        self._shown = sign
        clear(self.body)
        self._lay(Title(_title(view), "display"))
        if view.error is not None:
            banner = Banner(say(language(), view.error), "err")
            self._lay(banner)
            banner.announce()
        for words in _sentences(view):
            self._lay(Wrapped(words, "body", "text"))
        self._lay_verbs(view)
        if view.preview is not None:
            self._lay_preview(view.preview)
        if view.aside:
            self._lay_asides(tr("Parked answers") if not view.unknown else tr("All answers"),
                             view.aside)  # fmt: skip
        self.body.addStretch(1)

    def _lay(self, widget: QWidget) -> None:
        row = QHBoxLayout()
        widget.setMaximumWidth(theme.px(WIDE))
        row.addWidget(widget, 100)
        row.addStretch(1)
        self.body.addLayout(row)

    def _lay_verbs(self, view: NewerFormView) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        presenter, preview = self._presenter, view.preview
        self.mover: Button | None = None
        if preview is not None:
            newer = preview.way == "newer"
            words = tr("Move to the newer form") if newer else tr("Go back to the earlier form")
            self.mover = Button(words, "primary" if newer else "plain")
            self.mover.clicked.connect(lambda _checked=False: presenter.move())
            row.addWidget(self.mover)
        elif view.moved is not None:
            open_ = Button(tr("Open the proposal"), "primary")
            open_.clicked.connect(lambda _checked=False: presenter.open_proposal())
            row.addWidget(open_)
        self._other(view, row)
        if view.moved is None:
            stay = Button(tr("Leave it as it is"))
            stay.clicked.connect(lambda _checked=False: presenter.open_proposal())
            row.addWidget(stay)
        row.addStretch(1)
        self.body.addLayout(row)

    def _other(self, view: NewerFormView, row: QHBoxLayout) -> None:
        """The way that is not shown: back, where the newer form is, and the other way round."""
        shown = view.preview.way if view.preview is not None else ""
        if view.earlier and shown != "earlier":
            back = Button(tr("Go back to the earlier form …"), icon="rotate-ccw")
            back.clicked.connect(lambda _checked=False: self._presenter.show("earlier"))
            row.addWidget(back)
        if view.newer and shown != "newer":
            on = Button(tr("See the newer form …"))
            on.clicked.connect(lambda _checked=False: self._presenter.show("newer"))
            row.addWidget(on)

    def _lay_preview(self, preview: Preview) -> None:
        card = Card(tr("What would become of the answers"), "list-checks")
        kept = ntr(
            "{n} answer stays where it is.", "{n} answers stay where they are.", preview.kept
        )
        card.body.addWidget(Wrapped(kept, "body", "text"))
        if preview.went:
            words = ntr("{n} change of place:", "{n} changes of place:", len(preview.went))
            card.body.addWidget(Label(words, "strong"))
            for one in preview.went:
                line = f"{_joined(one.before)} → {_joined(one.after)}"
                card.body.addWidget(Wrapped(line, "small"))
        if preview.back:
            words = ntr("{n} parked answer has its place again:",
                        "{n} parked answers have their place again:",
                        len(preview.back))  # fmt: skip
            card.body.addWidget(Label(words, "strong"))
            card.body.addWidget(Wrapped(_joined(preview.back), "small"))
        self._lay(card)
        if preview.aside:
            self._lay_asides(tr("Would be parked"), preview.aside)
        else:
            card.body.addWidget(Wrapped(tr("No answer would be parked."), "body", "text"))

    def _lay_asides(self, title: str, asides: Sequence[ParkedAnswer]) -> None:
        card = Card(title, "archive")
        row = QHBoxLayout()
        words = tr("Nothing of this is deleted: it stays with the proposal and in its files.")
        row.addWidget(Wrapped(words, "small"), 1)
        every = Button(tr("Copy all"), icon="copy", size="small")
        every.setAccessibleName(tr("Copy all: {title}", title=title))
        every.clicked.connect(lambda _checked=False: copy("\n\n".join(map(aside_text, asides))))
        row.addWidget(every, 0, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(row)
        for one in asides[:MOST]:
            card.body.addLayout(self._aside(one))
        left = len(asides) - MOST
        if left > 0:
            words = ntr("{n} more is copied with the others.",
                        "{n} more are copied with the others.", left)  # fmt: skip
            card.body.addWidget(Caption(words))
        self._lay(card)

    def _aside(self, one: ParkedAnswer) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.px(3))
        head = QHBoxLayout()
        head.addWidget(Label(aside_label(one), "strong"), 1)
        if one.version:
            head.addWidget(Caption(tr("from version {version}", version=one.version)))
        take = Button("", "quiet", "copy", size="small",
                      name=tr("Copy “{answer}”", answer=aside_label(one)))  # fmt: skip
        take.clicked.connect(lambda _checked=False: copy(aside_words(one)))
        head.addWidget(take)
        column.addLayout(head)
        if one.reason in REASONS:
            column.addWidget(Wrapped(tr(REASONS[one.reason]), "small", "muted"))
        column.addWidget(_text(aside_words(one), aside_label(one)))
        return column


def _title(view: NewerFormView) -> str:
    if view.unknown:
        return tr("The form of this proposal is not on this computer")
    if view.moved == "newer":
        return tr("The proposal uses the newer form now")
    if view.moved == "earlier":
        return tr("The proposal uses the earlier form again")
    if view.preview is not None and view.preview.way == "newer":
        return tr("A newer form is available")
    return tr("The form of this proposal")


def _sentences(view: NewerFormView) -> list[str]:
    if view.unknown:
        return [
            tr("Its answers are kept as they are and go along in its file. Update the content to "
               "work on them.")
        ]  # fmt: skip
    said = []
    preview = view.preview
    if preview is not None and preview.way == "newer":
        said.append(
            tr("The proposal is filled with version {version}, the content of this computer has "
               "{newer}. The state before is kept as a revision, and you can go back at any time.",
               version=view.version or "?", newer=preview.version)
        )  # fmt: skip
    elif preview is not None:
        said.append(
            tr("Version {earlier} comes back, with all its answers as they were, and what was "
               "written since where it fits. The rest is parked.", earlier=preview.version)
        )  # fmt: skip
    elif view.ahead:
        said.append(
            tr("The proposal is filled with version {version}, later than that of this computer’s "
               "content ({mine}). It goes on with its own form.",
               version=view.version, mine=view.content)
        )  # fmt: skip
    else:
        said.append(tr("The proposal is filled with version {version}.", version=view.version))
    return said


def _joined(labels: Sequence[Text]) -> str:
    return ", ".join(said(label) for label in labels)


def aside_label(one: ParkedAnswer) -> str:
    return said(one.question.label) if one.question is not None else one.path


def aside_words(one: ParkedAnswer) -> str:
    """All of a parked answer, in both languages where it has them."""
    if isinstance(one.value, Words):
        parts = [part for part in (one.value.en, one.value.ru) if part.strip()]
        return "\n\n".join(parts)
    return value_words(one.value, one.question, "", language())


def aside_text(one: ParkedAnswer) -> str:
    return f"{aside_label(one)}\n{aside_words(one)}"


def copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def _text(words: str, name: str) -> QPlainTextEdit:
    """Text to be read, marked and copied."""
    field = QPlainTextEdit(words)
    field.setReadOnly(True)
    field.setTabChangesFocus(True)
    field.setAccessibleName(name)
    lines = min(6, 1 + words.count("\n") + len(words) // 110)
    field.setFixedHeight(theme.px(20) + lines * theme.line_height("body"))
    field.setStyleSheet(f"QPlainTextEdit {{ background: {theme.token('subtle')}; }}")
    return field
