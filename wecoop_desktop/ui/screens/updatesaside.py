"""Beside the packs: whose content it is, and when the program may connect."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme, wording
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.labels import Caption, Label, Picture, Rule, SectionLabel, Wrapped
from wecoop_desktop.ui.presenters.updates import UpdatesPresenter
from wecoop_desktop.ui.presenters.updatesview import Trust, UpdatesView
from wecoop_desktop.ui.screens import updateswords as words
from wecoop_desktop.ui.screens.settings import network_choices
from wecoop_desktop.ui.wording import said, tr

KEYS = 3  # that are shown


def trust(view: UpdatesView) -> QWidget:
    holder, column = _group(tr("Trust"))
    card = Card(padding=14)
    head = QHBoxLayout()
    head.setSpacing(theme.px(11))
    icon, tone, title, about = _standing(view)
    head.addWidget(Picture(icon, tone, 24))
    told = QVBoxLayout()
    told.setSpacing(theme.px(1))
    told.addWidget(Wrapped(title, "strong", "text"))
    told.addWidget(Wrapped(about, "small", "muted"))
    head.addLayout(told, 1)
    card.body.addLayout(head)
    card.body.addWidget(Rule())
    facts = QGridLayout()
    facts.setHorizontalSpacing(theme.px(12))
    facts.setVerticalSpacing(theme.px(5))
    facts.setColumnStretch(1, 1)
    for at, (name, value) in enumerate(_facts(view.trust)):
        facts.addWidget(Caption(name), at, 0)
        facts.addWidget(Wrapped(value, "small", "text"), at, 1)
    card.body.addLayout(facts)
    card.body.addWidget(
        Wrapped(
            tr("An update with any other signature is refused and your content stays as it is."),
            "small",
            "muted",
        )
    )
    column.addWidget(card)
    return holder


def _standing(view: UpdatesView) -> tuple[str, str, str, str]:
    """Picture, tone, what is so, since when."""
    told = view.trust
    checked = tr("not checked yet")
    if told.checked is not None:
        checked = tr("checked {time}", time=words.when(told.checked, view))
    match told.state:
        case "genuine":
            return "shield-check", "ok", tr("All packs are genuine"), checked
        case "stale":
            about = tr(
                "issued {date}; whether it is the newest cannot be confirmed",
                date=wording.day(told.issued[:10]),
            )
            return "shield-check", "warn", tr("All packs are genuine"), about
        case "refused":
            about = tr("the last update was refused and changed nothing")
            return "shield-check", "ok", tr("What is installed is genuine"), about
    about = tr("no update was checked yet")
    return "shield", "primary", tr("The content came with the program"), about


def _facts(told: Trust) -> list[tuple[str, str]]:
    rows = [(tr("Publisher"), said(told.publisher) or tr("not named"))]
    shown = [words.fingerprint(key) for key in told.keys[:KEYS]]
    if shown:
        rows.append((tr("Keys") if len(shown) > 1 else tr("Key"), "\n".join(shown)))
    if told.chosen:
        rows.append((tr("Trusted"), tr("because it was chosen on this computer")))
    elif told.program:
        rows.append((tr("Built in"), tr("with this program, {version}", version=told.program)))
    return rows


def network(presenter: UpdatesPresenter, view: UpdatesView) -> QWidget:
    holder, column = _group(tr("Network"))
    row = QHBoxLayout()
    row.setSpacing(theme.px(8))
    label = Label(tr("Look for updates"))
    label.setWordWrap(True)
    row.addWidget(label, 1)
    choice = Choice(network_choices(), view.network, tr("Look for updates by network"))
    choice.setMinimumWidth(theme.px(132))
    choice.setMaximumWidth(theme.px(176))
    choice.chosen.connect(presenter.connect_when)
    row.addWidget(choice)
    column.addLayout(row)
    return holder


def others(presenter: UpdatesPresenter, view: UpdatesView) -> QWidget:
    """Taking what was found to computers without network."""
    holder, column = _group(tr("Other computers"))
    column.addWidget(
        Wrapped(
            tr("A copy on a stick brings the newest edition to computers without network."),
            "small",
            "muted",
        )
    )
    copy = Button(tr("Copy to a stick…"), icon="usb", size="small")
    copy.setEnabled(not view.busy)

    def choose() -> None:
        chosen = QFileDialog.getExistingDirectory(holder, tr("Where to write the copy"))
        if chosen:
            presenter.copy_to(Path(chosen))

    copy.clicked.connect(lambda _checked=False: choose())
    column.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeading)
    return holder


def _group(title: str) -> tuple[QWidget, QVBoxLayout]:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, theme.px(8))
    column.setSpacing(theme.px(6))
    column.addWidget(SectionLabel(title))
    return holder, column
