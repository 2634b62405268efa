"""What opens over the board: certificates, reset, the model answer, taking part."""

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

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.fold import Fold
from wecoop_desktop.ui.parts.labels import (
    Picture,
    Rule,
    Title,
    Wrapped,
)
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter
from wecoop_desktop.ui.presenters.workshopview import Clearing, WorkshopView
from wecoop_desktop.ui.screens import workshopwords as words
from wecoop_desktop.ui.wording import ntr, tr

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
    field.setProperty("typed", True)
    card.body.addWidget(field)
    switch = languages(view)
    row = QHBoxLayout()
    row.addWidget(switch)
    row.addStretch(1)
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


def languages(view: WorkshopView) -> Segments:
    """In which language a paper is written; that of the session to begin with."""
    spoken = view.session.language if view.session else "en"
    return Segments(LANGUAGES, spoken, tr("Language"))


def reset_panel(presenter: WorkshopPresenter, view: WorkshopView) -> QWidget:
    card = headed(tr("Reset this computer after the session"), presenter)
    if view.clearing is not None:
        clear = Button(tr("Reset"), "danger", "rotate-ccw")
        clear.setEnabled(not view.busy)
        clear.clicked.connect(lambda _checked=False: presenter.closing.reset())
        add_clearing(card, view.clearing, clear, presenter)
    return card


def add_clearing(
    card: Card, clearing: Clearing, clear: Button, presenter: WorkshopPresenter
) -> None:
    """What goes and what stays, how long a copy is kept, and the way out beside the button."""
    card.body.addWidget(clearing_card(clearing))
    days = ntr("A copy is kept for {n} day and can be brought back under Past sessions.",
               "A copy is kept for {n} days and can be brought back under Past sessions.",
               clearing.days)  # fmt: skip
    card.body.addWidget(Wrapped(days, "body", "text"))
    verbs = QWidget()
    flow = Flow(8, verbs)
    keep = Button(tr("Keep everything"), "primary")
    keep.clicked.connect(lambda _checked=False: presenter.close_panel())
    flow.addWidget(keep)
    flow.addWidget(clear)
    card.body.addWidget(verbs)


def clearing_card(clearing: Clearing) -> QWidget:
    """What goes beside what stays."""
    holder = Fold(520, 12)
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
        holder.add(half, 1)
    return holder


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
    field.setProperty("typed", True)
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
    choice.setMinimumWidth(theme.px(220))
    row.addWidget(choice, 1)
    join = Button(tr("Take part"), "primary", "users")
    join.setEnabled(bool(entries) and not view.busy)
    join.clicked.connect(lambda _checked=False: presenter.preparing.join(int(choice.value)))
    row.addWidget(join)
    row.addStretch(1)
    card.body.addLayout(row)
    if joining.leads:
        lead = Button(tr("Lead this session from here"), "quiet", "presentation", size="small")
        lead.setEnabled(not view.busy)
        lead.clicked.connect(lambda _checked=False: presenter.open(joining.place))
        card.body.addWidget(lead, 0, Qt.AlignmentFlag.AlignLeading)
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
