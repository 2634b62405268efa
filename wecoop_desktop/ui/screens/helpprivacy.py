"""The page of privacy: every time the program connected, and everything it writes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.ui import theme, wording
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.folder import show_folder
from wecoop_desktop.ui.parts.labels import Caption, Label, Picture, Rule, Wrapped
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.help import HelpPresenter
from wecoop_desktop.ui.presenters.privacy import Contact, Privacy, Written
from wecoop_desktop.ui.wording import ntr, tr

WHAT = {
    "check": mark("looked for an update"),
    "fetch": mark("fetched an update"),
    "feedback": mark("sent what stood in the outbox"),
}
NETWORK = {
    "never": mark("The settings forbid it to connect."),
    "asked": mark("The settings let it connect only when you press something."),
    "start": mark("The settings let it look for updates when it starts."),
}
PARTS = {
    "work": mark("Your work: proposals, revisions, comments, notes, bookmarks, outbox"),
    "attachments": mark("Files that were copied into proposals"),
    "backups": mark("Backups of your work"),
    "copies": mark("Each proposal as a file of its own"),
    "settings": mark("Settings"),
    "content": mark("Content that came with updates"),
    "incoming": mark("An update on its way"),
    "trust": mark("Signatures of the publisher"),
    "library": mark("Index of the content, made here"),
    "log": mark("List of what was tried with the network and with updates"),
    "faults": mark("Reports of faults; they are sent to nobody"),
    "workshop": mark("Workshop sessions"),
    "aside": mark("Your work as it was before something was brought back, or when it was damaged"),
    "window": mark("Where the window was, and that it is open"),
    "dialogs": mark("Folders that were last opened in the dialogs for files"),
    "passing": mark("Files on their way, removed by themselves"),
}
SHOWN = 60  # lines of contacts; all are in the log


def cards(told: Privacy | None, presenter: HelpPresenter) -> tuple[QWidget, ...]:
    if told is None:
        card = Card(tr("Privacy"), "lock")
        card.body.addWidget(Wrapped(tr("Being looked at …"), "body", "muted"))
        return (card,)
    return _promise(told, presenter), _contacts(told), _written(told)


def _promise(told: Privacy, presenter: HelpPresenter) -> Card:
    card = Card(tr("What leaves this computer"), "lock")
    for words in (
        tr("Nothing, unless you send it. There is no account, no counting, no telemetry."),
        tr(
            "The program connects for two things only: to look for and fetch updates, and to send "
            "the feedback that you put into the outbox and send. Nothing of your proposals goes "
            "along."
        ),
        tr("Links to sources open in your browser, when you press them."),
    ):
        card.body.addWidget(Wrapped(words))
    row = QHBoxLayout()
    row.setSpacing(theme.px(10))
    icon, tone = ("shield-check", "ok") if told.network == "never" else ("wifi", "info")
    row.addWidget(Picture(icon, tone, 16))
    row.addWidget(Wrapped(tr(NETWORK[told.network]), "strong", "text"), 1)
    change = Button(tr("Edit"), size="small", name=tr("Change when the program may connect"))
    place = Place("settings", part="updates")
    change.clicked.connect(lambda _on=False: presenter.go(place))
    row.addWidget(change)
    card.body.addLayout(row)
    return card


def _contacts(told: Privacy) -> Card:
    card = Card(tr("Every connection that was made"), "globe")
    count = len(told.contacts)
    card.head.addWidget(Caption(ntr("{n} connection", "{n} connections", count)))
    if not count:
        words = tr("None: this program has never connected from this home.")
        card.body.addWidget(Wrapped(words, "body", "text2"))
    for at, contact in enumerate(told.contacts[:SHOWN]):
        if at:
            card.body.addWidget(Rule())
        card.body.addLayout(_contact(contact))
    if count > SHOWN:
        words = tr("Older ones stand in updates.jsonl and with “wecoop sync --log”.")
        card.body.addWidget(Wrapped(words, "small", "muted"))
    return card


def _contact(contact: Contact) -> QHBoxLayout:
    language = wording.language()
    row = QHBoxLayout()
    row.setSpacing(theme.px(14))
    when = Label(language.moment(contact.when), "smallFigures", "text2")
    when.setMinimumWidth(theme.px(130))
    row.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
    words = tr(WHAT[contact.what])
    if not contact.reached:
        words = tr("{what}: no answer", what=words)
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(Wrapped(words, "small", "text"))
    column.addWidget(Wrapped(contact.where, "small", "muted"))
    row.addLayout(column, 1)
    if contact.bytes:
        row.addWidget(Label(size_words(contact.bytes), "smallFigures", "muted"))
    return row


def _written(told: Privacy) -> Card:
    card = Card(tr("Everything that is written"), "folder-open")
    card.body.addWidget(_folder(tr("All of it stands in one folder:"), told.home))
    for part in told.written:
        card.body.addWidget(Rule())
        card.body.addLayout(_part(part))
    if not told.written:
        card.body.addWidget(Wrapped(tr("Nothing is written there yet."), "small", "muted"))
    for _, path in told.elsewhere:
        card.body.addWidget(Rule())
        card.body.addWidget(_folder(tr("Backups are also kept in:"), path))
    card.body.addWidget(Rule())
    card.body.addWidget(
        Wrapped(
            tr(
                "Documents, tables and proposal files are written where you save them, and nowhere "
                "else. While a file is written, a part of it may stand in the system's folder for "
                "temporary files; it is removed afterwards. An attached file that you open is "
                "copied there and stays until the system clears that folder."
            ),
            "small",
            "muted",
        )
    )
    return card


def _folder(words: str, path: Path) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    column = QVBoxLayout()
    column.setSpacing(theme.px(2))
    column.addWidget(Wrapped(words))
    place = Label(str(path), "small", "text2")
    place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    place.setToolTip(str(path))
    column.addWidget(place)
    row.addLayout(column, 1)
    show = Button(tr("Show the folder"), size="small", name=f"{tr('Show the folder')}: {path}")
    show.clicked.connect(lambda _on=False: show_folder(path))
    row.addWidget(show)
    return holder


def _part(part: Written) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.px(14))
    words = tr(PARTS[part.name]) if part.known else tr("Other: {name}", name=part.name)
    row.addWidget(Wrapped(words, "small", "text"), 1)
    row.addWidget(Label(part.path.name, "small", "muted"))
    size = Label(size_words(part.bytes), "smallFigures", "text2")
    size.setMinimumWidth(theme.px(80))
    size.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(size)
    return row


def size_words(size: int) -> str:
    """Bytes as one reads them."""
    language = wording.language()
    if size < 1_000_000:
        return tr("{n} kB", n=language.number(max(1, round(size / 1000)) if size else 0))
    return tr("{n} MB", n=language.number(round(size / 1_000_000)))
