"""The installed packs: edition, date, contents, size, state."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop import __version__
from wecoop_desktop.ui import theme, wording
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.chip import Status
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Label, Picture, Rule, SectionLabel, Wrapped
from wecoop_desktop.ui.presenters.updates import UpdatesPresenter
from wecoop_desktop.ui.presenters.updatesview import UpdatesView
from wecoop_desktop.ui.screens import updateswords as words
from wecoop_desktop.ui.wording import ntr, tr

COLUMNS = 7
HEAD = 90  # the most that a heading makes its column wide, pixels at 100 %
LARGE = 150  # percent of text from which a state has no room for a chip and goes on below itself
LEAST = 10_000  # bytes: what two digits of megabytes can say


def installed(presenter: UpdatesPresenter, view: UpdatesView, *, small: bool) -> Card:
    """`small`: three columns, with date, contents and size below the name of the pack."""
    card = Card(tr("Installed content"))
    if small:
        verbs = Flow(8)
        for button in _verbs(presenter, view):
            verbs.addWidget(button)
        card.body.addLayout(verbs)
        card.body.addLayout(_short_table(view))
        return card
    for button in _verbs(presenter, view):
        card.head.addWidget(button)
    card.body.addLayout(_table(view))
    return card


def _table(view: UpdatesView) -> QGridLayout:
    table = QGridLayout()
    table.setHorizontalSpacing(theme.px(14))
    table.setVerticalSpacing(theme.px(6))
    heads = (tr("Pack"), tr("Edition"), tr("Data as of"), tr("Contents"), tr("MB"), tr("State"))
    for column, head in enumerate(heads):
        at = 0 if column == 0 else column + 1
        span = 2 if column == 0 else 1
        label = SectionLabel(head)
        if column == 4:
            label.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        table.addWidget(label, 0, at, 1, span)
        if column:
            wide = label.fontMetrics().horizontalAdvance(head.upper())
            table.setColumnMinimumWidth(at, min(wide + theme.px(4), theme.px(HEAD)))
    for column, stretch in ((1, 4), (4, 4), (6, 3)):
        table.setColumnStretch(column, stretch)
    offered = _offered(view)
    for at, pack in enumerate(view.packs):
        row = 2 * at + 2
        table.addWidget(Rule(), row - 1, 0, 1, COLUMNS)
        table.addWidget(Picture(words.ICONS.get(pack.id, "archive"), "primary", 16), row, 0)
        table.addWidget(_cell(words.pack_title(pack.id, view.packs), "medium", "text"), row, 1)
        table.addWidget(Label(pack.version, "figures", "text2"), row, 2)
        table.addWidget(Label(wording.language().date(pack.issued), "figures", "text2"), row, 3)
        table.addWidget(_cell(_held(pack.id, view)), row, 4)
        size = Label(_size(pack.size), "figures")
        table.addWidget(size, row, 5, Qt.AlignmentFlag.AlignTrailing)
        table.addWidget(_state(pack.id, offered, view), row, 6)
    row = 2 * len(view.packs) + 2
    table.addWidget(Rule(), row - 1, 0, 1, COLUMNS)
    table.addWidget(Picture("monitor", "primary", 16), row, 0)
    table.addWidget(_cell(tr("Program"), "medium", "text"), row, 1)
    table.addWidget(Label(__version__, "figures", "text2"), row, 2)
    about = _cell(tr("is renewed by installing it again"), "body", "muted")
    table.addWidget(about, row, 4, 1, COLUMNS - 4)
    return table


def _short_table(view: UpdatesView) -> QGridLayout:
    table = QGridLayout()
    table.setHorizontalSpacing(theme.px(12))
    table.setVerticalSpacing(theme.px(6))
    table.setColumnStretch(1, 5)
    table.setColumnStretch(2, 3)
    offered = _offered(view)
    for at, pack in enumerate(view.packs):
        size = tr("{n} MB", n=_size(pack.size)) if pack.size is not None else ""
        day = wording.language().date(pack.issued)
        about = " · ".join(filter(None, (pack.version, day, _held(pack.id, view), size)))
        name = words.pack_title(pack.id, view.packs)
        icon = words.ICONS.get(pack.id, "archive")
        _short_row(table, at, icon, name, about)
        table.addWidget(_state(pack.id, offered, view), 2 * at + 1, 2)
    about = " · ".join((__version__, tr("is renewed by installing it again")))
    _short_row(table, len(view.packs), "monitor", tr("Program"), about)
    return table


def _short_row(table: QGridLayout, at: int, icon: str, name: str, about: str) -> None:
    table.addWidget(Rule(), 2 * at, 0, 1, 3)
    table.addWidget(Picture(icon, "primary", 16), 2 * at + 1, 0, Qt.AlignmentFlag.AlignTop)
    told = QVBoxLayout()
    told.setSpacing(theme.px(1))
    told.addWidget(Wrapped(name, "medium", "text"))
    told.addWidget(Wrapped(about, "small", "muted"))
    table.addLayout(told, 2 * at + 1, 1)


def _offered(view: UpdatesView) -> dict[str, str]:
    """What the offer brings: version by pack."""
    return {pack.id: pack.version for pack in (view.offer.packs if view.offer else ())}


def _size(size: int | None) -> str:
    """Megabytes as a number; the least that two digits can say where it is less."""
    if size is None:
        return ""
    known = words.megabytes(max(size, LEAST), 2)
    return f"< {known}" if size < LEAST else known


def _verbs(presenter: UpdatesPresenter, view: UpdatesView) -> tuple[Button, Button]:
    """Where updates come from: a stick or file, the network."""
    elsewhere = Button(tr("Import from USB or file…"), "plain", "usb")
    elsewhere.clicked.connect(lambda _checked=False: presenter.choose_carrier())
    leading = view.stage in ("", "current", "undone", "copied")
    check = Button(tr("Check now"), "primary" if leading else "plain", "refresh-cw")
    check.clicked.connect(lambda _checked=False: presenter.check())
    for button in (elsewhere, check):
        button.setEnabled(not view.busy)
        if view.busy:
            button.setToolTip(tr("Wait until what is under way is done, or cancel it."))
    if view.network == "never":
        check.setEnabled(False)
        check.setToolTip(tr("The program may not connect: see “Network”."))
    return elsewhere, check


def _held(pack: str, view: UpdatesView) -> str:
    kinds = words.HELD.get(pack, ())
    return ", ".join(
        ntr(one, many, view.counts[kind]) for kind, one, many in kinds if view.counts.get(kind)
    )


def _state(pack: str, offered: dict[str, str], view: UpdatesView) -> QWidget:
    version = offered.get(pack)
    if version is None:
        own = next((row for row in view.packs if row.id == pack), None)
        if view.stage in ("current", "offered", "fetching", "paused", "installing", "installed"):
            return _line("check", "ok", tr("Up to date"))
        came = own is not None and own.source == "update"
        return _line("check", "muted", tr("From an update") if came else tr("With the program"))
    if view.stage in ("fetching", "installing"):
        said = tr("{version} on the way", version=version)
    else:
        said = tr("{version} offered", version=version)
    if theme.px(100) >= LARGE:
        return _line("download", "info", said)
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(Status(said, "info", "download"))
    row.addStretch(1)
    return holder


def _cell(text: str, role: str = "body", tone: str = "text2") -> Label:
    """Words of a cell; they may go on in a second line."""
    label = Label(text, role, tone)
    label.setWordWrap(True)
    return label


def _line(icon: str, tone: str, text: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(6))
    row.addWidget(Picture(icon, tone, 14))
    row.addWidget(_cell(text, "body", tone), 1)
    return holder
