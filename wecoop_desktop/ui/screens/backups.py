"""Backups: the list at the left, and what the chosen one has beside the present work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.base.wording import say
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.chip import Status
from wecoop_desktop.ui.parts.empty import Empty
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.folder import show_folder
from wecoop_desktop.ui.parts.labels import SectionLabel, Title, Wrapped
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.rows import RowDelegate, RowList, Rows, draw_text
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.backups import BackupsPresenter, BackupsView, Line
from wecoop_desktop.ui.screen import Crumb
from wecoop_desktop.ui.wording import language, ntr, said, tr
from wecoop_desktop.work.proposal import Backup

REASONS = {
    "": mark("after work"),
    "migration": mark("before a newer program took over"),
    "update": mark("before an update"),
    "merge": mark("before a merge"),
    "restore": mark("before something was brought back"),
    "asked": mark("asked for"),
}
STANDINGS = {  # words, icon, tone
    "same": (mark("the same now"), "circle-check", "ok"),
    "differs": (mark("differs now"), "git-compare", "warn"),
    "binned": (mark("in the bin now"), "trash-2", "warn"),
    "gone": (mark("gone now"), "circle-alert", "err"),
    "later": (mark("begun later"), "info", "info"),
}
WIDE = 300  # pixels at 100 % of the list


class BackupsScreen(QWidget):
    def __init__(self, presenter: BackupsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._filling = False
        self._shown: object = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = QWidget()
        left.setFixedWidth(theme.px(WIDE))
        column = QVBoxLayout(left)
        column.setContentsMargins(theme.px(18), theme.px(14), theme.px(8), theme.px(14))
        column.setSpacing(theme.px(10))
        self.make = Button(tr("Make a backup now"), "primary", "save")
        self.make.clicked.connect(lambda _checked=False: presenter.make())
        column.addWidget(self.make)
        card = Card(padding=0)
        self.model: Rows[Backup] = Rows(_spoken, self)
        self.list = RowList(self.model, BackupRows(), tr("Backups"))
        self.list.opened.connect(self._chosen)
        self.list.moved.connect(self._chosen)
        card.body.addWidget(self.list, 1)
        column.addWidget(card, 1)
        row.addWidget(left)
        self._pane = Panel("canvas", (10, 14, 22, 18), 10)
        row.addWidget(self._pane, 1)

    def crumbs(self) -> Sequence[Crumb]:
        return (Crumb(tr("Proposals"), Place("proposals")), Crumb(tr("Backups")))

    def panes(self) -> Sequence[QWidget]:
        return (self.list, self._pane)

    def facts(self) -> str:
        count = len(self._presenter.view.backups)
        return ntr("{n} backup", "{n} backups", count)

    def _chosen(self, backup: Backup) -> None:
        if not self._filling:
            self._presenter.choose(backup.path)

    def display(self, view: BackupsView) -> None:
        sign = (view, language().code)
        if sign == self._shown:
            return
        self._shown = sign
        self._filling = True
        self.model.replace(view.backups)
        for at, backup in enumerate(view.backups):
            if backup.path == view.chosen and self.list.currentIndex().row() != at:
                self.list.choose(at)
        self._filling = False
        self.make.setEnabled(view.ready)
        clear(self._pane.body)
        self._lay_messages(view)
        found = next((each for each in view.backups if each.path == view.chosen), None)
        if found is None:
            self._pane.body.addWidget(_nothing())
        else:
            self._lay_backup(view, found)
        self._lay_places(view)
        self._pane.body.addStretch(1)

    def _lay_messages(self, view: BackupsView) -> None:
        presenter, body = self._presenter, self._pane.body
        if view.error is not None:
            banner = Banner(say(language(), view.error), "err", closable=True)
            banner.closed.connect(presenter.forget_messages)
            body.addWidget(banner)
            banner.announce()
        words = ""
        if view.made:
            words = tr("A backup was made.")
        elif view.restored == "all":
            words = tr("All proposals are as they were then. What was here before is set aside in "
                       "the same folder; nothing was deleted.")  # fmt: skip
        elif view.restored:
            words = tr("The proposal is as it was then. What it was before is kept: undo leads "
                       "back to it.")  # fmt: skip
        if words:
            one = view.restored not in ("", "all")
            action = tr("Open the proposal") if one else ""
            banner = Banner(words, "ok", closable=True, action=action)
            banner.acted.connect(lambda: presenter.open(view.restored))
            banner.closed.connect(presenter.forget_messages)
            body.addWidget(banner)
            banner.announce()

    def _lay_backup(self, view: BackupsView, backup: Backup) -> None:
        presenter, body = self._presenter, self._pane.body
        body.addWidget(Title(language().moment(backup.made), "title"))
        body.addWidget(Wrapped(tr("Reason: {why}", why=_why(backup)), "body", "text2"))
        if view.asking:
            body.addWidget(self._question())
        else:
            verbs = Flow(gap=8)
            self.all = Button(tr("Bring all back …"), icon="rotate-ccw")
            self.all.clicked.connect(lambda _checked=False: presenter.ask_all())
            verbs.addWidget(self.all)
            body.addLayout(verbs)
        if not view.lines:
            return
        body.addWidget(SectionLabel(tr("Then, beside the proposals of now")))
        for line in view.lines:
            body.addWidget(self._line(line))

    def _question(self) -> Card:
        presenter = self._presenter
        card = Card(tr("Bring all proposals back?"), "triangle-alert", tone="selected")
        words = tr("The whole list becomes as it was then. The list of now is set aside as a file "
                   "in the folder of the program; proposals begun later are only in that file. "
                   "To bring back one proposal, use its own button below.")  # fmt: skip
        card.body.addWidget(Wrapped(words, "body", "text"))
        verbs = Flow(gap=8)
        self.really = Button(tr("Bring all back"), "primary")
        self.really.clicked.connect(lambda _checked=False: presenter.restore_all())
        leave = Button(tr("Not now"), "quiet")
        leave.clicked.connect(lambda _checked=False: presenter.leave_all())
        verbs.addWidget(self.really)
        verbs.addWidget(leave)
        card.body.addLayout(verbs)
        return card

    def _line(self, line: Line) -> Card:
        found = line.difference
        words, icon, tone = STANDINGS[found.standing]
        title = found.title.of(language().code) or tr("Proposal without a title")
        card = Card()
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(Wrapped(title, "strong", "text"), 1)
        head.addWidget(Status(tr(words), tone, icon))
        card.body.addLayout(head)
        if found.paths and found.standing == "differs":
            count = ntr("{n} answer differs", "{n} answers differ", len(found.paths))
            named = ", ".join(said(label) for label in line.questions)
            text = tr("{count}: {questions}", count=count, questions=named) if named else count
            card.body.addWidget(Wrapped(text, "small", "text2"))
        times = _times(found.then, found.now)
        if times:
            card.body.addWidget(Wrapped(times, "small", "muted"))
        if found.standing != "later":
            card.body.addLayout(self._verbs(line, title))
        return card

    def _verbs(self, line: Line, title: str) -> Flow:
        presenter, found = self._presenter, line.difference
        verbs = Flow(gap=8)
        if found.standing == "differs":
            look = Button(tr("See what differs"), size="small", icon="git-compare")
            look.setAccessibleName(tr("See what differs: {title}", title=title))
            look.clicked.connect(lambda _checked=False: presenter.compare(found.id))
            verbs.addWidget(look)
        if found.standing != "same":
            back = Button(tr("Bring this one back"), size="small", icon="rotate-ccw")
            back.setAccessibleName(tr("Bring back: {title}", title=title))
            back.clicked.connect(lambda _checked=False: presenter.restore(found.id))
            verbs.addWidget(back)
        return verbs

    def _lay_places(self, view: BackupsView) -> None:
        body = self._pane.body
        body.addWidget(SectionLabel(tr("Where they are")))
        words = tr("Backups are made after half an hour of work, each day, and before updates and "
                   "merges; older ones are thinned to one a day and one a week. Each proposal is "
                   "also kept as a file of its own.")  # fmt: skip
        body.addWidget(Wrapped(words, "small", "text2"))
        if view.elsewhere:
            words = tr("All of this is kept in {path} too.", path=view.elsewhere)
        else:
            words = tr("All of this is on this computer only. Choose a second folder in the "
                       "settings, on another drive or in the network.")  # fmt: skip
        body.addWidget(Wrapped(words, "small", "text2" if view.elsewhere else "warn"))
        verbs = Flow(gap=8)
        folder = Button(tr("Show the files"), size="small", icon="folder-open")
        place = view.folder if view.folder.is_dir() else view.folder.parent
        folder.clicked.connect(lambda _checked=False: show_folder(place))
        folder.setEnabled(place.is_dir())
        verbs.addWidget(folder)
        body.addLayout(verbs)


class BackupRows(RowDelegate):
    """When it was made, and why."""

    height = 52

    def draw(self, painter: QPainter, box: QRect, value: object, *, selected: bool) -> None:
        if not isinstance(value, Backup):
            return
        left, width = box.left() + theme.px(14), box.width() - theme.px(24)
        place = QRectF(left, box.top() + theme.px(7), width, theme.px(20))
        draw_text(painter, place, language().moment(value.made), theme.font("strong"))
        place = QRectF(left, box.top() + theme.px(27), width, theme.px(18))
        draw_text(painter, place, _why(value), theme.font("small"), "muted")


def _why(backup: Backup) -> str:
    return tr(REASONS[backup.why]) if backup.why in REASONS else backup.why


def _spoken(backup: Backup) -> str:
    return f"{language().moment(backup.made)}, {_why(backup)}"


def _times(then: datetime | None, now: datetime | None) -> str:
    if then is not None and now is not None and then != now:
        return tr(
            "Changed {then} there, {now} here",
            then=language().moment(then),
            now=language().moment(now),
        )
    return tr("Changed {moment}", moment=language().moment(then)) if then is not None else ""


def _nothing() -> QWidget:
    words = tr("The first one is made as soon as there is a proposal.")
    return Empty("archive", tr("No backups yet"), words)
