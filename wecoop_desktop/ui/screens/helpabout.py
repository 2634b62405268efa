"""What the program is made of: versions, sources of the content, works and libraries of others."""

from __future__ import annotations

import platform
import re
import sqlite3
from collections.abc import Iterator

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from wecoop_desktop import __version__
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes
from wecoop_desktop.base.folders import Home, program_folder
from wecoop_desktop.ui import theme, wording
from wecoop_desktop.ui.fault import copy_diagnostics
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.folder import show_folder
from wecoop_desktop.ui.parts.labels import Label, Rule, Wrapped
from wecoop_desktop.ui.presenters.help import HelpView
from wecoop_desktop.ui.wording import said, tr

NOTICES = "third-party.md"
LIMIT = 200_000  # bytes


def cards(view: HelpView, home: Home) -> tuple[QWidget, ...]:
    return _program(view), _support(home), _sources(view), _made_with()


def _program(view: HelpView) -> Card:
    card = Card(f"WECOOP Desktop {__version__}", "droplets")
    copy = Button(tr("Copy the versions"), "quiet", "copy", size="small")
    copy.clicked.connect(lambda _on=False: QGuiApplication.clipboard().setText(versions(view)))
    card.head.addWidget(copy)
    card.body.addWidget(
        Wrapped(
            tr(
                "From a national environmental priority to a financed project: projects, guide, "
                "funders and proposals of Central Asia, without internet. Licence: EUPL-1.2."
            )
        )
    )
    for name, version in _versions():
        row = QHBoxLayout()
        row.addWidget(Label(name, "small"), 1)
        row.addWidget(Label(version, "smallFigures", "text2"))
        card.body.addLayout(row)
    return card


def _support(home: Home) -> Card:
    card = Card(tr("When something does not work"), "wrench")
    words = tr("Support asks for versions, the size of the folders and the last reports of faults. "
               "Nothing that you wrote is among them; read them before you send them.")  # fmt: skip
    card.body.addWidget(Wrapped(words, "small", "text2"))
    buttons = Flow(12)
    copy = Button(tr("Copy the details for support"), icon="copy", size="small")
    copy.clicked.connect(lambda _on=False: copy_diagnostics(home))
    buttons.addWidget(copy)
    show = Button(tr("Show the folder"), "quiet", size="small")
    show.clicked.connect(lambda _on=False: show_folder(home.root))
    buttons.addWidget(show)
    card.body.addLayout(buttons)
    return card


def _versions() -> Iterator[tuple[str, str]]:
    yield "Python", platform.python_version()
    yield "Qt, PySide6", f"{qVersion()}, {pyside_version}"
    yield "SQLite", sqlite3.sqlite_version
    yield tr("System"), f"{platform.system()} {platform.release()}"


def versions(view: HelpView) -> str:
    """All versions as lines, for a mail to support; nothing of the user is in them."""
    lines = [f"WECOOP Desktop {__version__}"]
    lines += [f"{name} {version}" for name, version in _versions()]
    lines += [f"{pack.id} {pack.version} ({pack.issued.isoformat()})" for pack in view.packs]
    return "\n".join(lines)


def _sources(view: HelpView) -> Card:
    card = Card(tr("Where the content comes from"), "database")
    if not view.packs:
        card.body.addWidget(Wrapped(tr("The content is not open yet."), "body", "muted"))
    for at, pack in enumerate(view.packs):
        if at:
            card.body.addWidget(Rule())
        issued = wording.language().date(pack.issued)
        title = tr(
            "{title}, edition {version} of {date}",
            title=said(pack.title),
            version=pack.version,
            date=issued,
        )
        card.body.addWidget(Wrapped(title, "strong", "text"))
        card.body.addWidget(Wrapped("; ".join(pack.sources), "small", "muted"))
    return card


def _made_with() -> Card:
    card = Card(tr("Works and libraries of others"), "wrench")
    found = tuple(notices())
    if not found:
        card.body.addWidget(Wrapped(tr("The list of notices is missing."), "body", "muted"))
    for name, licence in found:
        row = QHBoxLayout()
        row.setSpacing(theme.px(20))
        row.addWidget(Wrapped(name, "small", "text"), 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Wrapped(licence, "small", "muted"), 1, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(row)
    return card


def notices() -> Iterator[tuple[str, str]]:
    """Names and licences of the tables of docs/third-party.md, in their order."""
    try:
        written = read_bytes(program_folder() / "docs" / NOTICES, LIMIT).decode("utf-8", "replace")
    except AppError:
        return
    for line in written.splitlines():
        cells = [_plain(cell.strip()) for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|") or len(cells) < 2 or set(cells[0]) <= {"-", ":"}:
            continue
        if cells[-1] not in ("Licence", ""):
            yield cells[0], cells[-1]


def _plain(cell: str) -> str:
    """A cell without marks of code and links."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", cell).replace("`", "")
