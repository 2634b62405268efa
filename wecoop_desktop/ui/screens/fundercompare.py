"""Up to three funders side by side: the same rows in the same order, first where they differ."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from wecoop_desktop.advice.statements import ROWS, Statement, pages_of
from wecoop_desktop.packs.content import Funder
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.check import Check
from wecoop_desktop.ui.parts.chip import Status
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.empty import Empty
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Caption, Picture, Rule, Wrapped
from wecoop_desktop.ui.parts.link import Link
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.verdicts import LOOKS, SHORT, counts_words
from wecoop_desktop.ui.presenters.funders import MATRIX, MOST, FundersPresenter, FundersView
from wecoop_desktop.ui.presenters.matchingview import counted, standing
from wecoop_desktop.ui.presenters.sidebyside import about_of
from wecoop_desktop.ui.screens.funderdraft import with_draft
from wecoop_desktop.ui.screens.fundertray import Tray
from wecoop_desktop.ui.screens.matchingtold import told_banner
from wecoop_desktop.ui.wording import language, ntr, said, tr

NAMES, COLUMN = 150, 225  # pixels of the design that the names of rows and a funder need

DRAFT = 520  # pixels at 100 % of the list of drafts, with its name


class Stated(NamedTuple):
    """What a profile says in a row; `standing`: how the draft stands to it."""

    said: Statement
    standing: str = ""


# What of a match a row is about; rows that are not here say nothing of the draft.
ASPECTS = {
    "Countries": "country",
    "Sectors": "sector",
    "Instruments": "instrument",
    "Usual size": "ticket",
    "Who may apply": "beneficiary",
    "Who submits": "submission",
    "Co-financing": "cofinancing",
    "State guarantee": "guarantee",
    "Environmental and social policy": "es",
    "Not financed": "exclusion",
    "Climate and gender": "climate",
}


class FunderCompare(QWidget):
    def __init__(self, presenter: FundersPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._shown: tuple[object, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QWidget()
        head.setProperty("ground", "surface")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QVBoxLayout(head)
        row.setContentsMargins(theme.px(16), theme.px(4), theme.px(16), theme.px(8))
        self._tray = Tray(presenter)
        row.addWidget(self._tray)
        self._only = Check(tr("Only differences"))
        self._only.clicked.connect(lambda on: presenter.show_everything(not on))
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._draft = QHBoxLayout()
        self._line.setSpacing(theme.px(16))
        self._line.addLayout(self._draft, 1)
        line = QHBoxLayout()
        line.setSpacing(theme.px(16))
        line.addWidget(self._only)
        line.addStretch(1)
        self._line.addLayout(line, 1)
        self._save = Button(tr("Export table"), "plain", "download", size="small")
        self._save.clicked.connect(lambda _=False: presenter.save_comparison())
        line.addWidget(self._save)
        row.addLayout(self._line)
        self._notes = QVBoxLayout()
        row.addLayout(self._notes)
        column.addWidget(head)
        self._panel = Panel("surface", (16, 8, 16, 20), 8)
        # The page keys and the arrows scroll the table.
        self._panel.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._panel.setAccessibleName(tr("Funders side by side"))
        column.addWidget(self._panel, 1)

    def panes(self) -> tuple[QWidget, ...]:
        return (self._tray, self._panel)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._shown and self._shown[-1] != self._stacked():
            self.display(self._presenter.view)

    def display(self, view: FundersView) -> None:
        self._tray.display(view)
        self._only.setChecked(not view.everything)
        self._only.setVisible(len(view.compared) > 1)
        self._save.setVisible(bool(view.compared))
        matching = self._presenter.matching.view
        state = (
            view.picked, view.everything, view.paid, matching.draft, matching.drafts,
            matching.matches, matching.told, matching.error, self._stacked(),
        )  # fmt: skip
        if state == self._shown:
            return
        down = QBoxLayout.Direction.TopToBottom
        self._line.setDirection(down if self._stacked() else QBoxLayout.Direction.LeftToRight)
        same = self._shown[:1] == state[:1]
        scroll = self._panel.verticalScrollBar().value() if same else 0
        self._shown = state
        self._show_draft()
        clear(self._panel.body)
        if not view.compared:
            self._panel.body.addWidget(self._nothing(), 1)
            return
        about = about_of(view)
        rows = tuple(
            (title, [self._stands(title, saying(f, about, language()), f) for f in view.compared])
            for title, saying in ROWS
        )
        many = len(view.compared) > 1 and not view.everything
        shown = [row for row in rows if not many or len(set(row[1])) > 1]
        self._panel.body.addLayout(self._table(view, shown))
        if hidden := len(rows) - len(shown):
            alike = ntr("{n} row is alike and hidden.", "{n} rows are alike and hidden.", hidden)
            self._panel.body.addWidget(Caption(alike))
        if matching.matches:
            legend = Flow(8)
            for verdict in ("fits", "part", "would_fit", "unknown", "does_not_fit"):
                icon, tone = LOOKS[verdict]
                kind = "plain" if tone == "muted" else tone
                legend.addWidget(Status(tr(SHORT[verdict]), kind, icon))
            self._panel.body.addLayout(legend)
        note = tr("“Unknown” means that the profile does not say it; it is never a guess.")
        if matching.matches:
            note = tr(
                "A sign tells how the draft stands there; where there is none, the draft or the "
                "profile does not say enough. A guide, not a decision."
            )
        self._panel.body.addWidget(Wrapped(note, "small", "muted"))
        self._panel.body.addStretch(1)
        self._panel.verticalScrollBar().setValue(scroll)

    def _show_draft(self) -> None:
        """Which draft is compared with, and what was done to it."""
        focused = self.window().focusWidget()
        mine = isinstance(focused, Choice) and focused.parent() is not None and any(
            (item := self._draft.itemAt(at)) is not None
            and (widget := item.widget()) is not None
            and widget.isAncestorOf(focused)
            for at in range(self._draft.count())
        )  # fmt: skip
        clear(self._draft)
        clear(self._notes)
        choice = with_draft(self._presenter)
        choice.setMaximumWidth(theme.px(DRAFT))
        self._draft.addWidget(choice)
        if mine:
            choice.findChildren(Choice)[0].setFocus()
        banner = told_banner(self._presenter.matching.view, self._presenter.matching)
        if banner is not None:
            self._notes.addWidget(banner)

    def _stands(self, title: str, statement: Statement, funder: Funder) -> Stated:
        """The statement with how the draft stands to it."""
        match = self._presenter.matching.view.match_of(funder.id)
        if match is None or title not in ASPECTS:
            return Stated(statement)
        return Stated(statement, standing(match, ASPECTS[title]))

    def _nothing(self) -> QWidget:
        nothing = Empty(
            "git-compare",
            tr("Compare funders side by side"),
            tr("Add up to {most} funders above, or tick them in the matrix.", most=MOST),
            action=tr("Open the matrix"),
        )
        nothing.acted.connect(lambda: self._presenter.show(MATRIX))
        return nothing

    def _stacked(self) -> bool:
        """Whether the window is too narrow for columns."""
        many = max(len(self._presenter.view.compared), 2)
        return theme.logical(self.width()) < NAMES + many * COLUMN

    def _table(self, view: FundersView, rows: list[tuple[str, list[Stated]]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(8))
        stacked = self._stacked()
        first = 0 if stacked else 1
        if not stacked:
            grid.setColumnMinimumWidth(0, theme.px(120))
        for at, funder in enumerate(view.compared):
            grid.setColumnStretch(at + first, 1)
            grid.addWidget(self._head(funder), 0, at + first, Qt.AlignmentFlag.AlignTop)
        wide = len(view.compared) + first
        if self._presenter.matching.view.matches:
            self._verdicts(grid, view, stacked=stacked)
        for title, statements in rows:
            line = grid.rowCount()
            grid.addWidget(Rule(), line, 0, 1, wide)
            name = Wrapped(tr(title), "small", "muted")
            if stacked:
                grid.addWidget(name, line + 1, 0, 1, wide)
            else:
                name.setMaximumWidth(theme.px(150))
                grid.addWidget(name, line + 1, 0, Qt.AlignmentFlag.AlignTop)
            below = line + 2 if stacked else line + 1
            for at, statement in enumerate(statements):
                who = said(view.compared[at].acronym)
                grid.addLayout(_stated(statement, f"{who}, {tr(title)}"), below, at + first)
        line = grid.rowCount()
        grid.addWidget(Rule(), line, 0, 1, wide)
        for at, funder in enumerate(view.compared):
            grid.addWidget(self._sources(funder), line + 1, at + first, Qt.AlignmentFlag.AlignTop)
        return grid

    def _verdicts(self, grid: QGridLayout, view: FundersView, *, stacked: bool) -> None:
        """The first row: the verdict of each funder for the draft."""
        line, wide = grid.rowCount(), len(view.compared) + (0 if stacked else 1)
        grid.addWidget(Rule(), line, 0, 1, wide)
        name = Wrapped(tr("Match with the draft"), "small", "muted")
        if stacked:
            grid.addWidget(name, line + 1, 0, 1, wide)
        else:
            name.setMaximumWidth(theme.px(150))
            grid.addWidget(name, line + 1, 0, Qt.AlignmentFlag.AlignTop)
        below = line + 2 if stacked else line + 1
        for at, funder in enumerate(view.compared):
            cell = self._verdict(funder)
            grid.addWidget(cell, below, at + (0 if stacked else 1), Qt.AlignmentFlag.AlignTop)

    def _verdict(self, funder: Funder) -> QWidget:
        from wecoop_desktop.advice.wording import VERDICTS

        matching = self._presenter.matching
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        match = matching.view.match_of(funder.id)
        if match is None:
            column.addWidget(Caption(tr("unknown")))
            return box
        icon, tone = LOOKS[match.verdict]
        said_as = SHORT if self._stacked() else VERDICTS
        status = Status(tr(said_as[match.verdict]), tone, icon)
        column.addWidget(status, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(Wrapped(counts_words(counted(match.reasons)), "small", "text2"))
        why = Button(tr("All reasons"), "quiet", size="small")
        why.setAccessibleName(tr("All reasons: {name}", name=said(funder.name)))
        why.clicked.connect(lambda _=False: self._presenter.choose(funder.id, "match"))
        column.addWidget(why, 0, Qt.AlignmentFlag.AlignLeading)
        if matching.view.draft and matching.template_of(funder.id):
            name = said(funder.acronym)
            text = tr("Use this form") if self._stacked() else tr("Use this form for the draft")
            use = Button(text, "plain", "check", size="small")
            use.setAccessibleName(tr("Use the {funder} form for this draft", funder=name))
            use.clicked.connect(lambda _=False: matching.use_funder(funder.id))
            column.addWidget(use, 0, Qt.AlignmentFlag.AlignLeading)
        return box

    def _head(self, funder: Funder) -> QWidget:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        line = QHBoxLayout()
        line.setSpacing(theme.px(4))
        link = Link(said(funder.acronym), hint=tr("Open the profile"))
        link.setFont(theme.font("cardTitle"))
        link.clicked.connect(lambda _=False: self._presenter.choose(funder.id))
        line.addWidget(link, 1)
        name = said(funder.acronym)
        away = Button(
            "", "quiet", "x", size="small", name=tr("Take {name} out of the comparison", name=name)
        )
        away.clicked.connect(lambda _=False: self._presenter.drop_funder(funder.id))
        line.addWidget(away)
        column.addLayout(line)
        column.addWidget(Wrapped(said(funder.name), "small", "muted"))
        return head

    def _sources(self, funder: Funder) -> QWidget:
        """The projects of the funder, and the sources of its profile."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        projects = Link(tr("Show its projects"), "layers")
        projects.clicked.connect(lambda _=False: self._presenter.find_projects(funder.id))
        column.addWidget(projects)
        for url in pages_of(funder):
            if url.startswith(("https://", "http://")):
                link = Link(url, "external-link")
                link.clicked.connect(lambda _=False, u=url: QDesktopServices.openUrl(QUrl(u)))
                column.addWidget(link)
        return box


def _stated(stated: Stated, name: str) -> QVBoxLayout:
    """A statement with its note; `name` is what a screen reader says before it."""
    statement = stated.said
    column = QVBoxLayout()
    column.setSpacing(theme.px(2))
    text = statement.text or tr("unknown")
    if statement.text or not statement.note:
        label = Wrapped(text, "body", "text" if statement.text else "warn")
        label.setAccessibleName(f"{name}: {text}")
        if stated.standing:
            icon, tone = LOOKS[stated.standing]
            word = tr(SHORT[stated.standing])
            sign = Picture(icon, tone, 15)
            sign.setToolTip(word)
            sign.setAccessibleName(word)
            label.setAccessibleName(f"{name}: {text}. {word}")
            row = QHBoxLayout()
            row.setSpacing(theme.px(6))
            row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(label, 1)
            column.addLayout(row)
        else:
            column.addWidget(label)
    if statement.note:
        note = Wrapped(statement.note, "small", "text2")
        note.setAccessibleName(f"{name}: {statement.note}")
        column.addWidget(note)
    column.addStretch(1)
    return column
