"""Updates: the packs on this computer with edition, date and contents; what will come."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from wecoop_desktop.base.language import nmark
from wecoop_desktop.ui import theme, wording
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.labels import Label, Picture, Rule, SectionLabel, Wrapped
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.presenters.updates import UpdatesPresenter, UpdatesView
from wecoop_desktop.ui.wording import ntr, said, tr

ICONS = {
    "projects": "database",
    "rates": "coins",
    "guide": "book-open",
    "funders": "landmark",
    "policies": "scale",
    "forms": "file-text",
    "events": "calendar-days",
    "examples": "file-pen-line",
}

# What a pack holds: kind of the counts, one, many.
HELD = {
    "projects": (("project", *nmark("{n} project", "{n} projects")),),
    "guide": (
        ("section", *nmark("{n} section", "{n} sections")),
        ("term", *nmark("{n} term", "{n} terms")),
    ),
    "funders": (("funder", *nmark("{n} profile", "{n} profiles")),),
    "policies": (("policy", *nmark("{n} policy", "{n} policies")),),
    "forms": (("template", *nmark("{n} template", "{n} templates")),),
    "events": (("event", *nmark("{n} event", "{n} events")),),
    "examples": (("example", *nmark("{n} example", "{n} examples")),),
}


class UpdatesScreen(QWidget):
    def __init__(self, presenter: UpdatesPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        main = Panel("canvas", (18, 14, 18, 18), 14)
        outer.addWidget(main, 1)
        self._body = main.body

    def facts(self) -> str:
        return tr("The content came with the program")

    def display(self, view: UpdatesView) -> None:
        clear(self._body)
        self._body.addWidget(
            Banner(
                tr(
                    "This version works with the content that came with it. Checking for new "
                    "editions by network or from a stick comes with a later version; drafts are "
                    "never changed by it."
                ),
                strong=tr("No updates to fetch yet."),
            )
        )
        self._body.addWidget(_installed(view))
        self._body.addWidget(_coming())
        self._body.addStretch(1)


def _installed(view: UpdatesView) -> Card:
    card = Card(tr("Installed content"))
    if view.data_as_of:
        card.head.addWidget(
            Label(tr("Data as of {date}", date=wording.day(view.data_as_of)), "small", "muted")
        )
    table = QGridLayout()
    table.setHorizontalSpacing(theme.px(20))
    table.setVerticalSpacing(theme.px(9))
    table.addWidget(SectionLabel(tr("Pack")), 0, 0, 1, 2)
    for column, words in enumerate((tr("Edition"), tr("Issued"), tr("Holds")), 2):
        table.addWidget(SectionLabel(words), 0, column)
    table.setColumnStretch(1, 2)
    table.setColumnStretch(4, 3)
    for at, pack in enumerate(view.packs):
        row = 2 * at + 2
        table.addWidget(Rule(), row - 1, 0, 1, 5)
        table.addWidget(Picture(ICONS.get(pack.id, "archive"), "primary", 16), row, 0)
        table.addWidget(Wrapped(said(pack.title), "medium", "text"), row, 1)
        table.addWidget(Label(pack.version, "figures", "text2"), row, 2)
        table.addWidget(Label(wording.language().date(pack.issued), "figures", "text2"), row, 3)
        table.addWidget(Wrapped(_held(pack.id, view), "body", "text2"), row, 4)
    card.body.addLayout(table)
    return card


def _held(pack: str, view: UpdatesView) -> str:
    counts = view.counts or {}
    return ", ".join(
        ntr(one, many, counts[kind]) for kind, one, many in HELD.get(pack, ()) if counts.get(kind)
    )


def _coming() -> Card:
    card = Card(tr("What will be here"), "refresh-cw")
    for icon, words in (
        ("shield-check", tr("Signed packs: what is not genuine is refused, and nothing changes.")),
        ("usb", tr("The same update by network, from a folder or from a stick.")),
        ("history", tr("A list of what changed, and the way back to the edition before.")),
        ("send", tr("An outbox for corrections and questions; it leaves only when you send it.")),
    ):
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(Picture(icon, "primary", 16), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Wrapped(words), 1)
        card.body.addLayout(row)
    return card
