"""A group as it opens over the board: its tasks, question, rubric and comments."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from wecoop_desktop.packs.exercises import RubricRow
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import Label, Picture, SectionLabel, Wrapped
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter
from wecoop_desktop.ui.presenters.workshopview import Group, WorkshopView
from wecoop_desktop.ui.screens import workshopwords as words
from wecoop_desktop.ui.screens.workshoppanels import headed
from wecoop_desktop.ui.screens.workshoppeers import remarks_of, said_of
from wecoop_desktop.ui.wording import said, tr


def group_panel(presenter: WorkshopPresenter, view: WorkshopView) -> QWidget:
    group = view.row(view.group)
    if group is None:
        return QWidget()
    card = headed(words.group_name(group), presenter)
    for line in words.oddities(group):
        card.body.addWidget(Banner(line, "warn"))
    if group.question:
        card.body.addWidget(Banner(group.question, "info", strong=tr("Question to the trainer:")))
    card.body.addLayout(_tasks(group, view))
    row = QHBoxLayout()
    row.setSpacing(theme.px(8))
    show = Button(tr("Show on the projector"), "primary", "presentation")
    show.setEnabled(group.draft is not None)
    show.clicked.connect(lambda _checked=False: presenter.present(group.number))
    read = Button(tr("Read the draft"), "plain", "book-open")
    read.setEnabled(group.draft is not None and not view.busy)
    read.clicked.connect(lambda _checked=False: presenter.reviewing.read(group.number))
    row.addWidget(show)
    row.addWidget(read)
    row.addStretch(1)
    card.body.addLayout(row)
    if view.exercise is not None and view.exercise.rubric:
        card.body.addWidget(SectionLabel(tr("Rubric")))
        for criterion in view.exercise.rubric:
            card.body.addWidget(_criterion(presenter, group, criterion))
    remarks = remarks_of(group)
    if remarks is not None:
        card.body.addWidget(SectionLabel(tr("What other groups said")))
        card.body.addWidget(remarks)
    card.body.addWidget(SectionLabel(tr("Comment for the group")))
    field = QPlainTextEdit()
    field.setFixedHeight(theme.px(74))
    field.setTabChangesFocus(True)
    field.setAccessibleName(tr("Comment for the group"))
    field.setObjectName("comment")
    field.setProperty("typed", True)
    card.body.addWidget(field)
    send = Button(tr("Keep the comment"), "plain", "message-square")
    send.setEnabled(group.draft is not None)

    def keep() -> None:
        text = field.toPlainText()
        field.clear()
        presenter.reviewing.comment(text)

    send.clicked.connect(lambda _checked=False: keep())
    card.body.addWidget(send, 0, Qt.AlignmentFlag.AlignLeading)
    return card


def _tasks(group: Group, view: WorkshopView) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(theme.px(4))
    titles = [said(task.title) for task in view.exercise.tasks] if view.exercise else []
    for at, mark in enumerate(group.tasks):
        icon, tone, word = words.MARKS[mark]
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(Picture(icon or "circle", tone, 15), 0, Qt.AlignmentFlag.AlignTop)
        title = titles[at] if at < len(titles) else tr("Task {n}", n=at + 1)
        row.addWidget(Wrapped(title, "body", "text"), 1)
        row.addWidget(Label(tr(word), "small", "text2" if tone == "muted" else tone))
        column.addLayout(row)
    return column


def _criterion(presenter: WorkshopPresenter, group: Group, row: RubricRow) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, theme.px(6))
    column.setSpacing(theme.px(4))
    column.addWidget(Wrapped(said(row.title), "strong", "text"))
    levels = {str(level.score): said(level.told) for level in row.levels}
    entries = [("", tr("not judged")), *((score, score) for score in levels)]
    score = group.scores.get(row.id)
    shown = "" if score is None else str(score)
    line = QHBoxLayout()
    switch = Segments(entries, shown, said(row.title))
    line.addWidget(switch)
    line.addStretch(1)
    column.addLayout(line)
    told = Wrapped(levels.get(shown, ""), "small", "muted")
    column.addWidget(told)
    others = said_of(group, row)
    if others is not None:
        column.addWidget(others)

    def chosen(value: str) -> None:
        told.setText(levels.get(value, ""))
        if value:
            presenter.reviewing.score(row.id, int(value))

    switch.chosen.connect(chosen)
    return holder
