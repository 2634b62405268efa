"""Beside the board: the session, the time left, presentation mode, the pack, where it lies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.bar import Bar
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.folder import show_folder
from wecoop_desktop.ui.parts.labels import (
    Caption,
    Label,
    Picture,
    Rule,
    SectionLabel,
    Title,
    Wrapped,
)
from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter
from wecoop_desktop.ui.presenters.workshopview import Clock, WorkshopView
from wecoop_desktop.ui.screens import workshopwords as words
from wecoop_desktop.ui.wording import ntr, tr


def session(view: WorkshopView) -> QWidget:
    holder, column = group(tr("Session"))
    told = view.session
    assert told is not None
    column.addWidget(Title(told.title or words.title_of(view.exercise), "subtitle"))
    people = told.participants
    about = " · ".join(
        part
        for part in (
            told.place,
            ntr("{n} group", "{n} groups", len(told.groups)),
            ntr("{n} participant", "{n} participants", people) if people else "",
        )
        if part
    )
    column.addWidget(Wrapped(about, "small", "muted"))
    return holder


class TimeCard(Card):
    """The time left in large figures; the buttons say what they will do."""

    def __init__(self, presenter: WorkshopPresenter) -> None:
        super().__init__(padding=14)
        self._presenter = presenter
        title = Caption(tr("Time left for the exercise"))
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.addWidget(title)
        self.figures = Label("", "timer")
        self.figures.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.addWidget(self.figures)
        self._bar = Bar(0, tr("Time that has passed"))
        self.body.addWidget(self._bar)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addStretch(1)
        self.turn = Button(tr("Start the time"), "plain", "play", size="small")
        self.turn.clicked.connect(lambda _checked=False: presenter.timer.turn())
        self.more = Button(tr("+5 min"), size="small", name=tr("Five minutes more"))
        self.more.clicked.connect(lambda _checked=False: presenter.timer.more())
        row.addWidget(self.turn)
        row.addWidget(self.more)
        row.addStretch(1)
        self.body.addLayout(row)
        self._running: bool | None = None

    def display(self, clock: Clock) -> None:
        self.figures.setText(words.left(clock))
        over = bool(clock.total) and not clock.left
        self.figures.tone("err" if over else "text")
        self.figures.setAccessibleName(
            tr("Time is over") if over else tr("{time} left", time=words.left(clock))
        )
        self._bar.show_share(clock.share)
        self.turn.setEnabled(bool(clock.left))
        if clock.running != self._running:
            self._running = clock.running
            self.turn.say(tr("Pause") if clock.running else tr("Start the time"))
            self.turn.show_icon("pause" if clock.running else "play")


def presenting(presenter: WorkshopPresenter, view: WorkshopView) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, theme.px(2), 0, theme.px(6))
    column.setSpacing(theme.px(6))
    button = Button(tr("Presentation mode (F11)"), "primary", "monitor", size="tall")
    button.clicked.connect(lambda _checked=False: presenter.present(view.group))
    column.addWidget(button)
    column.addWidget(
        Wrapped(
            tr("Large text, high contrast, no names; your notes stay on your screen."),
            "small",
            "muted",
        )
    )
    return holder


def pack(view: WorkshopView) -> QWidget:
    holder, column = group(tr("Session pack"))
    exercise, told = view.exercise, view.session
    if exercise is None or told is None:
        column.addWidget(Wrapped(tr("The exercise of this session is not among your packs.")))
        return holder
    tasks = ntr("{n} task", "{n} tasks", len(exercise.tasks))
    rows = [("list-checks", f"{words.title_of(exercise)}, {tasks}")]
    if exercise.projects:
        count = len(exercise.projects)
        rows.append(("database", ntr("Data: {n} project", "Data: {n} projects", count)))
    rows.append(("file-text", tr("Starting draft and model answer (trainer only)")))
    spoken = {"en": tr("Handed out in English"), "ru": tr("Handed out in Russian")}
    rows.append(("languages", spoken[told.language]))
    for at, (icon, text) in enumerate(rows):
        if at:
            column.addWidget(Rule())
        row = QHBoxLayout()
        row.setSpacing(theme.px(9))
        row.addWidget(Picture(icon, "primary", 15), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Wrapped(text, "body", "text"), 1)
        column.addLayout(row)
    return holder


def hand_outs(
    presenter: WorkshopPresenter, view: WorkshopView, ask: Callable[[str], Path | None]
) -> QWidget:
    """`ask` gives a folder or stick, or None."""
    holder, column = group(tr("Hand out"))
    told = view.session
    assert told is not None
    for one in told.hand_outs:
        name, about = words.hand_out(one, view)
        card = Card(padding=10)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(Picture("usb" if one.kind == "stick" else "folder-open", "primary", 17))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(Wrapped(name, "strong", "text"))
        texts.addWidget(Wrapped(about, "small", "muted"))
        row.addLayout(texts, 1)
        row.addWidget(Picture("circle-check" if one.checked else "circle-question-mark",
                              "ok" if one.checked else "warn", 16))  # fmt: skip
        card.body.addLayout(row)
        card.setAccessibleName(f"{name}: {about}")
        column.addWidget(card)

    def chosen(take: Callable[[Path], object]) -> None:
        place = ask("folder")
        if place is not None:
            take(place)

    def one_file() -> None:
        target = ask("one-file")
        if target is not None:
            presenter.preparing.one_file(target)

    verbs: tuple[tuple[str, str, Callable[[], object]], ...] = (
        (tr("Make a workshop stick …"), "usb", lambda: chosen(presenter.preparing.stick)),
        (tr("Save as one file …"), "file-down", one_file),
        (tr("Collect from a stick …"), "download", lambda: chosen(presenter.bring)),
        (tr("Show the folder"), "folder-open", lambda: show_folder(told.folder)),
    )
    for text, icon, call in verbs:
        button = Button(text, "quiet", icon, size="small")
        button.setEnabled(not view.busy)
        button.clicked.connect(lambda _checked=False, call=call: call())
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
    return holder


def group(title: str) -> tuple[QWidget, QVBoxLayout]:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, theme.px(6))
    column.setSpacing(theme.px(6))
    column.addWidget(SectionLabel(title))
    return holder, column
