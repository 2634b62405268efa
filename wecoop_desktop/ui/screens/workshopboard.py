"""The review board: a row for each group with tasks, readiness, comments and what it needs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.bar import Bar
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.chip import Status
from wecoop_desktop.ui.parts.labels import (
    Caption,
    CountryTag,
    Elided,
    Label,
    Picture,
    Rule,
    Wrapped,
)
from wecoop_desktop.ui.parts.link import Link
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter
from wecoop_desktop.ui.presenters.workshopview import Group, Mark, Session, WorkshopView
from wecoop_desktop.ui.screens import workshopwords as words
from wecoop_desktop.ui.screens.workshopmarks import Marks, Sample, width_of
from wecoop_desktop.ui.wording import ntr, plain_percent, said, tr

METER, COMMENTS, STATE, SHOW = 96, 74, 150, 104  # columns, pixels at 100 %
NARROW = 840  # below this width the bar and the comments are left out
TINY = 680  # below this one the name stands over the marks


class Board(Card):
    """`narrow` leaves out what a small window has no room for."""

    collected = Signal()

    def __init__(
        self,
        presenter: WorkshopPresenter,
        view: WorkshopView,
        *,
        narrow: bool,
        tiny: bool = False,
    ) -> None:
        super().__init__(padding=0)
        self._presenter, self._narrow, self._tiny = presenter, narrow, tiny
        session = view.session
        assert session is not None
        exercise = view.exercise
        self._titles = tuple(said(task.title) for task in exercise.tasks) if exercise else ()
        # As wide as the longest state, in any language.
        states = [Status(*words.state(group)) for group in session.groups]
        widest = max([0, *(state.sizeHint().width() for state in states)])
        self._state = max(widest, theme.px(STATE))
        self._tasks = max([len(self._titles), *(len(g.tasks) for g in session.groups)])
        self.body.setSpacing(0)
        self.body.addLayout(self._title(view, session))
        self.body.addWidget(Rule())
        if view.by == "criterion":
            self._criteria(view, session)
        else:
            if not tiny:
                self.body.addWidget(self._head())
            for group in session.groups:
                self.body.addWidget(Rule())
                self.body.addWidget(self._row(group, chosen=group.number == view.group))
        self.body.addWidget(Rule())
        self.body.addLayout(self._foot(view, session))
        self.setAccessibleName(tr("Review board"))

    def _title(self, view: WorkshopView, session: Session) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(9))
        row.setSpacing(theme.px(9))
        row.addWidget(Elided(tr("Review board"), "cardTitle") if self._tiny else
                      Label(tr("Review board"), "cardTitle"))  # fmt: skip
        about = f"{words.title_of(view.exercise)} · {ntr('{n} min', '{n} min', session.minutes)}"
        if not self._tiny:
            row.addWidget(Elided(about, "small", "muted"), 1)
        by = Segments(
            (("board", tr("Board")), ("criterion", tr("By criterion"))), view.by, tr("Show")
        )
        by.chosen.connect(self._presenter.by)
        row.addWidget(by)
        collect = Button("" if self._narrow else tr("Collect now"), "plain", "download",
                         name=tr("Collect now"))  # fmt: skip
        collect.clicked.connect(lambda _checked=False: self._presenter.collect())
        row.addWidget(collect)
        return row

    def _line(self) -> tuple[QFrame, QHBoxLayout]:
        line = QFrame()
        line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(line)
        row.setContentsMargins(theme.px(14), theme.px(6), theme.px(14), theme.px(6))
        row.setSpacing(theme.px(12))
        return line, row

    def _head(self) -> QFrame:
        line, row = self._line()
        line.setProperty("ground", "subtle")
        marks = max(width_of(self._tasks), theme.px(92))
        heads = [(tr("Group"), 0), (tr("Exercise steps"), marks)]
        if self._narrow:
            heads += [(tr("Ready"), theme.px(52))]
        else:
            heads += [(tr("Readiness"), theme.px(METER)), (tr("Comments"), theme.px(COMMENTS))]
        heads += [(tr("State"), self._state), ("", theme.px(SHOW))]
        for said_, width in heads:
            label = Elided(said_, "smallStrong", "text2")
            if width:
                label.setFixedWidth(width)
            row.addWidget(label, 0 if width else 1)
        return line

    def _row(self, group: Group, *, chosen: bool) -> QFrame:
        line, row = self._line()
        line.setMinimumHeight(theme.px(47))
        if chosen:
            line.setProperty("ground", "selected")
        name = words.group_name(group)
        first = QHBoxLayout()
        first.setSpacing(theme.px(9))
        if group.country:
            tag = CountryTag(group.country)
            tag.setFixedWidth(theme.px(36))
            tag.setAlignment(Qt.AlignmentFlag.AlignCenter)
            first.addWidget(tag)
        open_ = Link(name)
        open_.setAccessibleName(tr("Open {group}", group=name))
        open_.setFont(theme.font("strong"))
        open_.clicked.connect(lambda _checked=False: self._presenter.choose(group.number))
        first.addWidget(open_, 1)
        if group.notes:
            first.addWidget(Picture("triangle-alert", "warn", 15))
        if self._tiny:  # the name stands over the marks
            column = QVBoxLayout()
            column.setSpacing(theme.px(6))
            column.addLayout(first)
            below = QHBoxLayout()
            below.setSpacing(theme.px(12))
            column.addLayout(below)
            row.addLayout(column, 1)
            row = below
        else:
            row.addLayout(first, 1)
        empty: Mark = "none"
        further = (empty,) * (self._tasks - len(group.tasks))
        cells = Marks((*group.tasks, *further), self._titles)
        holder = QWidget()
        inside = QHBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(cells)
        inside.addStretch(1)
        holder.setFixedWidth(max(width_of(self._tasks), theme.px(92)))
        row.addWidget(holder)
        self._meter(row, group)
        shown, tone, icon = words.state(group)
        state = QHBoxLayout()
        state.addWidget(Status(shown, tone, icon))
        state.addStretch(1)
        place = QWidget()
        state.setContentsMargins(0, 0, 0, 0)
        place.setLayout(state)
        place.setFixedWidth(self._state)
        row.addWidget(place)
        show = Button(tr("Show"), "primary" if chosen else "plain", "presentation", size="small",
                      name=tr("Show {group}", group=name))  # fmt: skip
        show.setFixedWidth(theme.px(SHOW))
        show.setEnabled(group.draft is not None)
        if group.draft is None:
            show.setToolTip(tr("Nothing has come from this group yet."))
        show.clicked.connect(lambda _checked=False: self._presenter.present(group.number))
        if self._tiny:
            row.addStretch(1)
        row.addWidget(show)
        line.setAccessibleName(f"{name}: {shown}")
        return line

    def _meter(self, row: QHBoxLayout, group: Group) -> None:
        share = plain_percent(group.share) if group.share is not None else "–"
        percent = Label(share, "strongFigures")
        percent.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        if self._narrow:
            percent.setFixedWidth(theme.px(52))
            row.addWidget(percent)
            return
        holder = QWidget()
        inside = QHBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.px(8))
        inside.addWidget(Bar(group.share or 0, tr("Readiness {share}", share=share)), 1)
        percent.setFixedWidth(theme.px(42))
        inside.addWidget(percent)
        holder.setFixedWidth(theme.px(METER))
        row.addWidget(holder)
        comments = Label(str(group.comments), "figures")
        comments.setFixedWidth(theme.px(COMMENTS))
        comments.setAlignment(Qt.AlignmentFlag.AlignCenter)
        comments.setAccessibleName(ntr("{n} comment", "{n} comments", group.comments))
        row.addWidget(comments)

    def _criteria(self, view: WorkshopView, session: Session) -> None:
        """Scores by the rubric: a row for each criterion, a column for each group."""
        exercise = view.exercise
        if exercise is None or not exercise.rubric:
            self.body.addWidget(_padded(Wrapped(tr("This exercise has no rubric."))))
            return
        line, row = self._line()
        line.setProperty("ground", "subtle")
        row.addWidget(Elided(tr("Criterion"), "smallStrong", "text2"), 1)
        shown = session.groups[: 10 if self._narrow else 20]
        for group in shown:
            number = Label(str(group.number), "smallStrong", "text2")
            number.setAlignment(Qt.AlignmentFlag.AlignCenter)
            number.setFixedWidth(theme.px(24))
            number.setToolTip(words.group_name(group))
            row.addWidget(number)
        self.body.addWidget(line)
        for criterion in exercise.rubric:
            self.body.addWidget(Rule())
            line, row = self._line()
            line.setMinimumHeight(theme.px(42))
            row.addWidget(Wrapped(said(criterion.title), "medium", "text"), 1)
            for group in shown:
                score = group.scores.get(criterion.id)
                cell = Label("–" if score is None else str(score), "strongFigures",
                             "muted" if score is None else "text")  # fmt: skip
                cell.setFixedWidth(theme.px(24))
                cell.setAlignment(Qt.AlignmentFlag.AlignCenter)
                cell.setAccessibleName(f"{words.group_name(group)}: {cell.text()}")
                row.addWidget(cell)
            self.body.addWidget(line)

    def _foot(self, view: WorkshopView, session: Session) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(14), theme.px(8), theme.px(14), theme.px(9))
        row.setSpacing(theme.px(8))
        if not self._narrow:
            for mark in words.MARKS:
                row.addWidget(Sample(mark))  # type: ignore[arg-type]
                row.addWidget(Caption(tr(words.MARKS[mark][2])))
                row.addSpacing(theme.px(6))
        row.addStretch(1)
        last = words.clock_time(view)
        if session.closed:
            told = tr("The session is closed")
        elif last:
            told = tr("Watching the folder · last file {time}", time=last)
        else:
            told = tr("Watching the folder · no file yet")
        row.addWidget(Caption(told))
        return row


def _padded(widget: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(*(theme.px(14),) * 4)
    column.addWidget(widget)
    return holder
