"""Preparing a session: the exercise, its language, the groups, and where it is handed out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.bar import Bar
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.labels import Elided, SectionLabel, Wrapped
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter
from wecoop_desktop.ui.presenters.workshopview import MOST_GROUPS, Wish, WorkshopView
from wecoop_desktop.ui.screens import workshopwords as words
from wecoop_desktop.ui.screens.workshoppanels import LANGUAGES, choice_of, headed
from wecoop_desktop.ui.wording import ntr, said, tr

COUNTRIES = ("", "KZ", "KG", "TJ", "TM", "UZ")
ACROSS = 2  # groups beside each other


def prepare_panel(
    presenter: WorkshopPresenter, view: WorkshopView, ask: Callable[[str], Path | None]
) -> QWidget:
    wish = view.wish
    card = headed(tr("Prepare a session"), presenter)
    if wish is None or not view.exercises:
        card.body.addWidget(Wrapped(tr("There is no exercise among your packs.")))
        return card
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(14))
    grid.setVerticalSpacing(theme.px(10))
    grid.setColumnStretch(1, 1)
    for at, (label, widget) in enumerate(_rows(presenter, view, wish)):
        grid.addWidget(Elided(label, "medium", "text"), at, 0)
        grid.addWidget(widget, at, 1)
    grid.setColumnMinimumWidth(0, theme.px(120))
    card.body.addLayout(grid)
    card.body.addWidget(SectionLabel(tr("Groups: country and name, both may stay empty")))
    card.body.addLayout(_groups(presenter, wish))
    card.body.addWidget(SectionLabel(tr("Where to")))
    card.body.addLayout(_where(presenter, wish, ask))
    row = QHBoxLayout()
    row.setSpacing(theme.px(8))
    write = Button(tr("Prepare the session"), "primary", "check")
    write.setEnabled(not view.busy and wish.target is not None)
    if wish.target is None:
        write.setToolTip(tr("Choose first where the session is written."))
    write.clicked.connect(lambda _checked=False: presenter.preparing.prepare())
    row.addWidget(write)
    cancel = Button(tr("Cancel"))
    cancel.clicked.connect(lambda _checked=False: presenter.close_panel())
    row.addWidget(cancel)
    row.addStretch(1)
    card.body.addLayout(row)
    return card


def _rows(
    presenter: WorkshopPresenter, view: WorkshopView, wish: Wish
) -> list[tuple[str, QWidget]]:
    exercises = [
        (each.id, f"{said(each.title)} · {ntr('{n} min', '{n} min', each.minutes)}")
        for each in view.exercises
    ]
    exercise = choice_of(exercises, wish.exercise, tr("Exercise"), 560)
    exercise.chosen.connect(lambda value: presenter.preparing.wish(exercise=value))
    spoken = Segments(LANGUAGES, wish.language, tr("Language of the exercise"))
    spoken.chosen.connect(lambda value: presenter.preparing.wish(language=value))
    title = _field(
        wish.title, tr("Title of the session"), lambda t: presenter.preparing.wish(title=t)
    )
    place = _field(wish.place, tr("Place"), lambda text: presenter.preparing.wish(place=text))
    numbers = [(str(n), str(n)) for n in range(1, MOST_GROUPS + 1)]
    count = choice_of(numbers, str(len(wish.groups)), tr("Number of groups"), 90)
    count.setObjectName("count")
    count.chosen.connect(lambda value: presenter.preparing.number(int(value)))
    return [
        (tr("Exercise"), exercise),
        (tr("Language"), _start(spoken)),
        (tr("Title"), title),
        (tr("Place"), place),
        (tr("Groups"), _start(count)),
    ]


def _start(widget: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch(1)
    return holder


def _field(text: str, name: str, take: Callable[[str], object]) -> QLineEdit:
    field = QLineEdit(text)
    field.setMaxLength(200)
    field.setMaximumWidth(theme.px(560))
    field.setAccessibleName(name)
    field.editingFinished.connect(lambda: take(field.text()))
    return field


def _groups(presenter: WorkshopPresenter, wish: Wish) -> QGridLayout:
    grid = QGridLayout()
    grid.setSpacing(theme.px(8))
    for at, (name, country) in enumerate(wish.groups):
        row, column = divmod(at, ACROSS)
        number = Elided(str(at + 1), "figures", "muted")
        number.setFixedWidth(theme.px(20))
        where = Choice([(c, c or "–") for c in COUNTRIES], country,
                       tr("Country of group {n}", n=at + 1))  # fmt: skip
        where.setFixedWidth(theme.px(72))
        field = QLineEdit(name)
        field.setMaxLength(200)
        field.setAccessibleName(tr("Name of group {n}", n=at + 1))

        def keep(at: int = at, field: QLineEdit = field, where: Choice = where) -> None:
            presenter.preparing.name(at, field.text(), where.value)

        field.editingFinished.connect(keep)
        where.chosen.connect(lambda _value, keep=keep: keep())
        line = QHBoxLayout()
        line.setSpacing(theme.px(6))
        line.addWidget(number)
        line.addWidget(where)
        line.addWidget(field, 1)
        grid.addLayout(line, row, column)
    return grid


def _where(
    presenter: WorkshopPresenter, wish: Wish, ask: Callable[[str], Path | None]
) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(theme.px(8))
    column.addWidget(
        Wrapped(
            tr(
                "A folder that all laptops reach, or a memory stick. The session is written there "
                "and read back; your own computer collects from the same place."
            ),
            "small",
            "muted",
        )
    )
    row = QHBoxLayout()
    row.setSpacing(theme.px(8))
    choose = Button(tr("Choose the folder or stick …"), "plain", "folder-open")

    def chosen() -> None:
        target = ask("folder")
        if target is not None:
            presenter.preparing.wish(target=target)

    choose.clicked.connect(lambda _checked=False: chosen())
    row.addWidget(choose)
    told = str(wish.target) if wish.target else tr("not chosen yet")
    row.addWidget(Elided(told, "body", "text" if wish.target else "muted"), 1)
    column.addLayout(row)
    return column


class DoingCard(Card):
    """What is under way, how far, and the way to stop it."""

    def __init__(self, presenter: WorkshopPresenter) -> None:
        super().__init__(padding=12)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        self._words = Wrapped("", "body", "text")
        row.addWidget(self._words, 1)
        stop = Button(tr("Stop"), size="small")
        stop.clicked.connect(lambda _checked=False: presenter.stop())
        row.addWidget(stop, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self._bar = Bar(0, tr("Progress"))
        self.body.addWidget(self._bar)

    def display(self, view: WorkshopView) -> None:
        self.setVisible(view.busy)
        doing = view.doing
        counted = f" {doing.done} / {doing.total}" if doing.total else ""
        self._words.setText(f"{words.doing(doing)}{counted}")
        self._bar.show_share(doing.share)
