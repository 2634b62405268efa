"""The exercises: the case, the tasks, the time plan, the rubric; the model behind the code."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wecoop_desktop.packs.exercises import Exercise, RubricRow
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.chip import Chip, Status
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import (
    Caption,
    Label,
    SectionLabel,
    Title,
    Wrapped,
)
from wecoop_desktop.ui.parts.panel import Panel
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter
from wecoop_desktop.ui.presenters.workshopview import WorkshopView
from wecoop_desktop.ui.screens.workshoppanels import code_row, ruled
from wecoop_desktop.ui.wording import language, ntr, said, tr

NARROW = 700  # below this width the list stands over the exercise


def listed(presenter: WorkshopPresenter, view: WorkshopView) -> QWidget:
    """All exercises; the one that is looked at is marked."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(10))
    shown = chosen(view)
    for exercise in view.exercises:
        mine = shown is not None and exercise.id == shown.id
        card = Card(tone="selected" if mine else "surface", padding=12)
        title = said(exercise.title)
        card.body.addWidget(Wrapped(title, "strong", "text"))
        card.body.addWidget(Wrapped(said(exercise.summary), "small", "text2"))
        row = QHBoxLayout()
        row.addWidget(Caption(_facts(exercise)), 1)
        button = Button(tr("Open"), "quiet", size="small")
        button.setAccessibleName(tr("Open: {words}", words=title))
        button.setEnabled(not mine)
        button.clicked.connect(lambda _c=False, name=exercise.id: presenter.show_exercise(name))
        row.addWidget(button)
        card.body.addLayout(row)
        column.addWidget(card)
    column.addStretch(1)
    return holder


def _facts(exercise: Exercise) -> str:
    minutes = ntr("{n} min", "{n} min", exercise.minutes)
    tasks = ntr("{n} task", "{n} tasks", len(exercise.tasks))
    return f"{minutes} · {tasks}"


def chosen(view: WorkshopView) -> Exercise | None:
    found = next((each for each in view.exercises if each.id == view.shown), None)
    return found or next(iter(view.exercises), None)


def whole(
    presenter: WorkshopPresenter, view: WorkshopView, exercise: Exercise, code: QWidget
) -> QWidget:
    """One exercise for the trainer; `code` is where its model answer is opened."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(12))
    column.addWidget(_head(presenter, exercise))
    case = Card(tr("The case"), "book-text")
    case.body.addWidget(_case(presenter, exercise))
    case.body.addLayout(_data(presenter, exercise))
    column.addWidget(case)
    tasks = Card(tr("Tasks"), "list-checks")
    tasks.body.addLayout(ruled([_task(at, exercise) for at in range(len(exercise.tasks))]))
    column.addWidget(tasks)
    if exercise.plan:
        plan = Card(tr("Time plan with notes for the trainer"), "clock")
        plan.body.addLayout(
            ruled([_line(ntr("{n} min", "{n} min", row.minutes), said(row.title), said(row.notes))
                   for row in exercise.plan])
        )  # fmt: skip
        column.addWidget(plan)
    if exercise.rubric:
        rubric = Card(tr("Rubric"), "scale")
        rubric.body.addLayout(ruled([_criterion(row, view) for row in exercise.rubric]))
        column.addWidget(rubric)
    model = Card(tr("Model answer"), "lock")
    model.body.addWidget(code)
    column.addWidget(model)
    column.addStretch(1)
    return holder


def _head(presenter: WorkshopPresenter, exercise: Exercise) -> Card:
    card = Card(padding=16)
    card.body.addWidget(Title(said(exercise.title), "display"))
    card.body.addWidget(Wrapped(said(exercise.summary), "body", "text"))
    row = Flow(8)
    start = Button(tr("Prepare a session"), "primary", "presentation")
    start.clicked.connect(lambda _checked=False: presenter.preparing.begin(exercise.id))
    row.addWidget(start)
    show = Button(tr("Show the case"), "plain", "monitor")
    show.clicked.connect(
        lambda _checked=False: presenter.go(Place("presentation", exercise.id, "case"))
    )
    row.addWidget(show)
    row.add_last(Status(_facts(exercise), "plain", "clock"))
    card.body.addLayout(row)
    return card


def _case(presenter: WorkshopPresenter, exercise: Exercise) -> QWidget:
    """The case as the guide sets its texts: tables, quotations, links to what is real."""
    from wecoop_desktop.ui.panels.guidance import Prose
    from wecoop_desktop.ui.parts.reader import Copy

    text = Prose(tr("The case"))
    text.display(Copy(said(exercise.body), language().code), "body")
    text.followed.connect(lambda address: _follow(presenter, address))
    return text


def _follow(presenter: WorkshopPresenter, address: str) -> None:
    """Links of a case lead to sections, projects and funders; others lead nowhere from here."""
    kind, _, name = address.partition(":")
    screen = {"guide": "guide", "project": "projects", "funder": "funders"}.get(kind)
    if screen is not None:
        presenter.go(Place(screen, name))


def _data(presenter: WorkshopPresenter, exercise: Exercise) -> QVBoxLayout:
    """Its real projects and sections, one click away."""
    column = QVBoxLayout()
    for title, screen, ids, icon in (
        (tr("Projects"), "projects", exercise.projects, "layers"),
        (tr("Sections of the guide"), "guide", exercise.sections, "book-open"),
    ):
        if not ids:
            continue
        column.addWidget(SectionLabel(title))
        row = Flow(6)
        for name in ids[:8]:
            chip = Chip(name, icon=icon)
            chip.clicked.connect(lambda _c=False, s=screen, n=name: presenter.go(Place(s, n)))
            row.addWidget(chip)
        column.addLayout(row)
    return column


def _task(at: int, exercise: Exercise) -> QWidget:
    task = exercise.tasks[at]
    minutes = ntr("{n} min", "{n} min", task.minutes)
    return _line(minutes, f"{at + 1}. {said(task.title)}", said(task.told))


def _criterion(row: RubricRow, view: WorkshopView) -> QWidget:
    """A row of the rubric with the criterion of the funder that it stands for."""
    told = "\n".join(f"{level.score}: {said(level.told)}" for level in row.levels)
    known = view.criteria.get((row.funder, row.criterion))
    source = " · ".join(said(part) for part in known) if known else row.criterion
    return _line("", said(row.title), f"{told}\n{source}" if source else told)


def _line(before: str, title: str, about: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, theme.px(4), 0, theme.px(4))
    row.setSpacing(theme.px(12))
    if before:
        label = Label(before, "smallFigures", "muted")
        label.setFixedWidth(theme.px(62))
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
    texts = QVBoxLayout()
    texts.setSpacing(theme.px(2))
    texts.addWidget(Wrapped(title, "strong", "text"))
    if about:
        texts.addWidget(Wrapped(about, "body", "text2"))
    row.addLayout(texts, 1)
    return holder


class PacksPage(QWidget):
    """The list at the start, one exercise beside it."""

    def __init__(self, presenter: WorkshopPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._seen: object = None
        self._opened: object = None
        self._code: QVBoxLayout | None = None
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.list = Panel("canvas", (18, 14, 8, 14), 0)
        self.whole = Panel("canvas", (8, 14, 18, 14), 0)
        row.addWidget(self.list, 2)
        row.addWidget(self.whole, 5)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Large text or a small window: the list stands over the exercise."""
        narrow = theme.logical(self.width()) < NARROW
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if narrow else across)
        super().resizeEvent(event)

    def display(self, view: WorkshopView) -> None:
        from wecoop_desktop.ui.parts.empty import Empty
        from wecoop_desktop.ui.parts.panel import clear

        seen = (view.exercises, view.shown)
        exercise = chosen(view)
        if seen == self._seen:
            self._show_code(view, exercise)
            return
        self._seen, self._code = seen, None
        clear(self.list.body)
        clear(self.whole.body)
        self.list.setVisible(exercise is not None)
        if exercise is None:
            self.whole.body.addWidget(
                Empty("presentation", tr("No exercises on this computer"),
                      tr("They come with the packs of an update."))
            )  # fmt: skip
            return
        self.list.body.addWidget(listed(self._presenter, view))
        code = QWidget()
        self._code = QVBoxLayout(code)
        self._code.setContentsMargins(0, 0, 0, 0)
        self._code.addLayout(code_row(self._presenter, view, exercise.id))
        self._opened = (view.opened, view.refused)
        self.whole.body.addWidget(whole(self._presenter, view, exercise, code))

    def _show_code(self, view: WorkshopView, exercise: Exercise | None) -> None:
        """The code was entered: only its place changes, and whoever typed it stays there."""
        from wecoop_desktop.ui.parts.panel import clear

        opened = (view.opened, view.refused)
        if self._code is None or exercise is None or opened == self._opened:
            return
        self._opened = opened
        clear(self._code)
        self._code.addLayout(code_row(self._presenter, view, exercise.id))
        holder = self._code.parentWidget()
        kind = QLineEdit if view.refused else Button
        found = holder.findChildren(kind) if holder is not None else []
        # What was there before still waits for its end: the newest stands last.
        if found:
            found[-1].setFocus()
