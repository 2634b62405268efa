"""What opens over the board: a group, two answers, certificates, the form, reset, the model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from wecoop_desktop.packs.exercises import RubricRow
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.labels import (
    Label,
    Picture,
    Rule,
    SectionLabel,
    Title,
    Wrapped,
)
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter
from wecoop_desktop.ui.presenters.workshopview import Group, WorkshopView
from wecoop_desktop.ui.screens import workshopwords as words
from wecoop_desktop.ui.wording import ntr, said, tr

Ask = Callable[[str], Path | None]
LANGUAGES = (("en", "English"), ("ru", "Русский"))


def headed(title: str, presenter: WorkshopPresenter) -> Card:
    """A card with a cross."""
    card = Card(padding=16)
    row = QHBoxLayout()
    row.addWidget(Title(title, "subtitle"), 1)
    cross = Button("", "quiet", "x", size="small", name=tr("Close (Esc)"))
    cross.clicked.connect(lambda _checked=False: presenter.close_panel())
    row.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
    card.body.addLayout(row)
    card.setAccessibleName(title)
    return card


# A group


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
    row.addWidget(show)
    row.addStretch(1)
    card.body.addLayout(row)
    if view.exercise is not None and view.exercise.rubric:
        card.body.addWidget(SectionLabel(tr("Rubric")))
        for criterion in view.exercise.rubric:
            card.body.addWidget(_criterion(presenter, group, criterion))
    card.body.addWidget(SectionLabel(tr("Comment for the group")))
    field = QPlainTextEdit()
    field.setFixedHeight(theme.px(74))
    field.setTabChangesFocus(True)
    field.setAccessibleName(tr("Comment for the group"))
    field.setObjectName("comment")
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

    def chosen(value: str) -> None:
        told.setText(levels.get(value, ""))
        if value:
            presenter.reviewing.score(row.id, int(value))

    switch.chosen.connect(chosen)
    return holder


def beside_panel(presenter: WorkshopPresenter, view: WorkshopView) -> QWidget:
    """Two answers, without names: they may be shown to all."""
    beside = view.beside
    card = headed(beside.label, presenter)
    across = QHBoxLayout()
    across.setSpacing(theme.px(12))
    for number, text in zip((beside.left, beside.right), beside.texts, strict=True):
        half = Card(tr("Group {n}", n=number), tone="subtle", padding=12)
        half.body.addWidget(Wrapped(text or tr("No answer yet"), "body", "text"))
        half.body.addStretch(1)
        across.addWidget(half, 1)
    card.body.addLayout(across)
    return card


# After the session


def certificates_panel(presenter: WorkshopPresenter, view: WorkshopView, ask: Ask) -> QWidget:
    card = headed(tr("Certificates of participation"), presenter)
    card.body.addWidget(
        Wrapped(tr("One name a line, as it shall be written. The file has a page for each name."))
    )
    field = QPlainTextEdit()
    field.setMinimumHeight(theme.px(120))
    field.setPlainText("\n".join(view.session.people) if view.session else "")
    field.setTabChangesFocus(True)
    field.setAccessibleName(tr("Names of participants, one a line"))
    card.body.addWidget(field)
    row, switch = _languages(view)
    card.body.addLayout(row)
    save = Button(tr("Save certificates …"), "primary", "award")
    save.setEnabled(not view.busy)

    def write() -> None:
        names = tuple(line.strip() for line in field.toPlainText().splitlines() if line.strip())
        target = ask("certificates") if names else None
        if target is not None:
            presenter.closing.certificates(names, switch.value, target)
        elif not names:
            field.setFocus()

    save.clicked.connect(lambda _checked=False: write())
    card.body.addWidget(save, 0, Qt.AlignmentFlag.AlignLeading)
    return card


def evaluation_panel(presenter: WorkshopPresenter, view: WorkshopView, ask: Ask) -> QWidget:
    card = headed(tr("Feedback form"), presenter)
    card.body.addWidget(
        Wrapped(
            tr(
                "A page that participants fill without their names; what comes back is "
                "summed up in the report."
            )
        )
    )
    row, switch = _languages(view)
    card.body.addLayout(row)
    save = Button(tr("Save the form …"), "primary", "message-square")
    save.setEnabled(not view.busy)

    def write() -> None:
        target = ask("evaluation")
        if target is not None:
            presenter.closing.evaluation(switch.value, target)

    save.clicked.connect(lambda _checked=False: write())
    card.body.addWidget(save, 0, Qt.AlignmentFlag.AlignLeading)
    return card


def _languages(view: WorkshopView) -> tuple[QHBoxLayout, Segments]:
    spoken = view.session.language if view.session else "en"
    switch = Segments(LANGUAGES, spoken, tr("Language"))
    row = QHBoxLayout()
    row.addWidget(switch)
    row.addStretch(1)
    return row, switch


def reset_panel(presenter: WorkshopPresenter, view: WorkshopView) -> QWidget:
    card = headed(tr("Reset this computer after the session"), presenter)
    clearing = view.clearing
    if clearing is None:
        return card
    across = QHBoxLayout()
    across.setSpacing(theme.px(12))
    for title, icon, tone, lines in (
        (tr("This goes"), "trash-2", "err", words.goes(clearing)),
        (tr("This stays"), "shield-check", "ok", words.stays(clearing)),
    ):
        half = Card(title, tone="subtle", padding=12)
        for line in lines:
            row = QHBoxLayout()
            row.setSpacing(theme.px(8))
            row.addWidget(Picture(icon, tone, 15), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Wrapped(line, "body", "text"), 1)
            half.body.addLayout(row)
        if not lines:
            half.body.addWidget(Wrapped(tr("nothing")))
        half.body.addStretch(1)
        across.addWidget(half, 1)
    card.body.addLayout(across)
    days = ntr("A copy is kept for {n} day and can be brought back under Past sessions.",
               "A copy is kept for {n} days and can be brought back under Past sessions.",
               clearing.days)  # fmt: skip
    card.body.addWidget(Wrapped(days, "body", "text"))
    row = QHBoxLayout()
    row.setSpacing(theme.px(8))
    keep = Button(tr("Keep everything"), "primary")
    keep.clicked.connect(lambda _checked=False: presenter.close_panel())
    clear_ = Button(tr("Reset"), "danger", "rotate-ccw")
    clear_.setEnabled(not view.busy)
    clear_.clicked.connect(lambda _checked=False: presenter.closing.reset())
    row.addWidget(keep)
    row.addWidget(clear_)
    row.addStretch(1)
    card.body.addLayout(row)
    return card


def answer_panel(presenter: WorkshopPresenter, view: WorkshopView) -> QWidget:
    card = headed(tr("Model answer"), presenter)
    exercise = view.session.exercise if view.session else view.shown
    card.body.addLayout(code_row(presenter, view, exercise))
    return card


def code_row(presenter: WorkshopPresenter, view: WorkshopView, exercise: str) -> QVBoxLayout:
    """The trainer's code, or what it opened."""
    column = QVBoxLayout()
    column.setSpacing(theme.px(8))
    if view.opened == exercise and exercise:
        column.addWidget(Wrapped(tr("The model answer is open for you."), "body", "text"))
        show = Button(tr("Show the model answer"), "primary", "presentation")
        show.clicked.connect(lambda _checked=False: presenter.reviewing.show_model(exercise))
        column.addWidget(show, 0, Qt.AlignmentFlag.AlignLeading)
        return column
    column.addWidget(
        Wrapped(tr("It opens with the trainer's code, which stands in the trainer's guide."))
    )
    row = QHBoxLayout()
    row.setSpacing(theme.px(8))
    field = QLineEdit()
    field.setAccessibleName(tr("Trainer's code"))
    field.setPlaceholderText(tr("Trainer's code"))
    field.setMaxLength(100)
    field.setMaximumWidth(theme.px(220))
    row.addWidget(field)
    open_ = Button(tr("Open"))
    for signal in (field.returnPressed, open_.clicked):
        signal.connect(lambda *_: presenter.reviewing.code(exercise, field.text()))
    row.addWidget(open_)
    row.addStretch(1)
    column.addLayout(row)
    if view.refused:
        column.addWidget(Banner(tr("That is not the code of this exercise."), "err"))
    return column


def join_panel(presenter: WorkshopPresenter, view: WorkshopView) -> QWidget:
    joining = view.joining
    card = headed(joining.title if joining else tr("Take part in a session"), presenter)
    if joining is None:
        return card
    card.body.addWidget(
        Wrapped(
            tr(
                "Which group are you? The program opens once more for the session; your own "
                "proposals are not touched."
            )
        )
    )
    entries = [
        (str(number), tr("Group {n} · {name}", n=number, name=name) if name else
         tr("Group {n}", n=number))
        for number, name in joining.groups
    ]  # fmt: skip
    choice = choice_of(entries, entries[0][0] if entries else "", tr("Group"))
    row = QHBoxLayout()
    row.setSpacing(theme.px(8))
    row.addWidget(choice)
    join = Button(tr("Take part"), "primary", "users")
    join.setEnabled(bool(entries) and not view.busy)
    join.clicked.connect(lambda _checked=False: presenter.preparing.join(int(choice.value)))
    row.addWidget(join)
    row.addStretch(1)
    card.body.addLayout(row)
    return card


def choice_of(entries: list[tuple[str, str]], value: str, name: str, most: int = 460) -> Choice:
    made = Choice(entries, value, name)
    made.setMaximumWidth(theme.px(most))
    # Long titles are cut where the window is small; the list shows them whole.
    made.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(4)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made


def ruled(widgets: list[QWidget]) -> QVBoxLayout:
    """Rows with hairlines between them."""
    column = QVBoxLayout()
    for at, widget in enumerate(widgets):
        if at:
            column.addWidget(Rule())
        column.addWidget(widget)
    return column
