"""A group's draft to be read, and the answers of it that are shown to all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.chip import Status
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Caption, Label, Rule, SectionLabel, Wrapped
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter
from wecoop_desktop.ui.presenters.workshopreading import WHYS
from wecoop_desktop.ui.presenters.workshopview import Marked, Passage, WorkshopView
from wecoop_desktop.ui.screens import workshopwords as words
from wecoop_desktop.ui.screens.workshoppanels import headed
from wecoop_desktop.ui.wording import tr

INDENT = 12  # of what stands below an answer, pixels at 100 %


def draft_panel(presenter: WorkshopPresenter, view: WorkshopView) -> QWidget:
    """Its answers as sentences, step by step; nothing can be changed here."""
    group = view.row(view.group)
    if group is None:
        return QWidget()
    card = headed(tr("Draft of {group}, to be read", group=words.group_name(group)), presenter)
    row = QHBoxLayout()
    row.setSpacing(theme.px(8))
    show = Button(tr("Show on the projector"), "plain", "presentation")
    show.clicked.connect(lambda _checked=False: presenter.present(group.number))
    back = Button(tr("Rubric and comments"), "plain", "list-checks")
    back.clicked.connect(lambda _checked=False: presenter.choose(group.number))
    row.addWidget(show)
    row.addWidget(back)
    row.addStretch(1)
    card.body.addLayout(row)
    if not view.reading:
        card.body.addWidget(Wrapped(tr("Nothing is answered yet in the steps of the exercise.")))
    for widget in _passages(presenter, view):
        card.body.addWidget(widget)
    return card


def _passages(presenter: WorkshopPresenter, view: WorkshopView) -> Iterator[QWidget]:
    step = ""
    for passage in view.reading:
        if passage.step != step:
            step = passage.step
            yield SectionLabel(step)
        else:
            yield Rule()
        yield _passage(presenter, view, passage)


def _passage(presenter: WorkshopPresenter, view: WorkshopView, passage: Passage) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(4))
    column.addWidget(Wrapped(passage.label, "strong", "text"))
    if passage.rows:
        for at, text in enumerate(passage.rows):
            name = tr("{question}, row {n}", question=passage.label, n=at + 1)
            column.addWidget(Wrapped(text, "body", "text"))
            column.addWidget(mark_row(presenter, view, (view.group, passage.path, at), name))
    else:
        column.addWidget(Wrapped(passage.text, "body", "text"))
        place = (view.group, passage.path, None)
        column.addWidget(mark_row(presenter, view, place, passage.label))
    return holder


def mark_row(
    presenter: WorkshopPresenter,
    view: WorkshopView,
    place: tuple[int, str, int | None],
    name: str,
) -> QWidget:
    """“Show this in class”, or once it is marked, why and what to say."""
    marked = view.session.marked(place) if view.session else None
    if marked is not None:
        return mark_editor(presenter, marked, name)
    show = Button(tr("Show this in class"), "quiet", "star", size="small",
                  name=tr("Show this in class: {answer}", answer=name))  # fmt: skip
    show.clicked.connect(lambda _checked=False: presenter.reviewing.mark(Marked(*place)))
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(show)
    row.addStretch(1)
    return holder


def mark_editor(presenter: WorkshopPresenter, marked: Marked, name: str) -> QWidget:
    """Why an answer is shown, the trainer's own note, and the way to take it back."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(theme.px(INDENT), 0, 0, 0)
    column.setSpacing(theme.px(6))
    why = Segments(
        [(code, tr(said)) for code, said in WHYS.items()],
        marked.why,
        tr("Why it is shown: {answer}", answer=name),
    )
    why.chosen.connect(lambda code: presenter.reviewing.mark(replace(marked, why=code)))
    note = QLineEdit(marked.note)
    note.setMaxLength(2000)
    note.setPlaceholderText(tr("Why, or what to ask; only you see it"))
    note.setAccessibleName(tr("Note on {answer}", answer=name))

    def noted() -> None:
        if note.text().strip() != marked.note:
            presenter.reviewing.mark(replace(marked, note=note.text()))

    note.editingFinished.connect(noted)
    back = Button(tr("Do not show"), "quiet", "x", size="small",
                  name=tr("Do not show: {answer}", answer=name))  # fmt: skip
    back.clicked.connect(lambda _checked=False: presenter.reviewing.unmark(marked))
    across = QWidget()
    flow = Flow(8, across)
    flow.addWidget(Status(tr("in the list"), "ok", "star"))
    flow.addWidget(why)
    flow.addWidget(back)
    column.addWidget(across)
    column.addWidget(note)
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
        if text and beside.path:
            named = tr("{question}, group {n}", question=beside.label, n=number)
            half.body.addWidget(mark_row(presenter, view, (number, beside.path, None), named))
        across.addWidget(half, 1)
    card.body.addLayout(across)
    return card


def marks_panel(presenter: WorkshopPresenter, view: WorkshopView) -> QWidget:
    """The list in the order in which it is shown."""
    card = headed(tr("Answers to show in class"), presenter)
    marks = view.session.marks if view.session else ()
    card.body.addWidget(
        Wrapped(
            tr(
                "Nobody sees whose they are: a letter stands for each group. Mark answers in a "
                "draft or where two stand side by side."
            )
        )
    )
    if not marks:
        return card
    show = Button(tr("Show them on the projector"), "primary", "presentation")
    show.clicked.connect(lambda _checked=False: presenter.reviewing.present_marks())
    card.body.addWidget(show, 0, Qt.AlignmentFlag.AlignLeading)
    for at, marked in enumerate(marks):
        card.body.addWidget(Rule())
        card.body.addWidget(_listed(presenter, marked, at, len(marks)))
    return card


def _listed(presenter: WorkshopPresenter, marked: Marked, at: int, total: int) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(4))
    head = QHBoxLayout()
    head.setSpacing(theme.px(8))
    head.addWidget(Label(f"{at + 1}.", "strongFigures", "muted"), 0, Qt.AlignmentFlag.AlignTop)
    where = tr("Group {letter} · {question}", letter=marked.letter, question=marked.label)
    if marked.row is not None:
        where = tr("{question}, row {n}", question=where, n=marked.row + 1)
    head.addWidget(Wrapped(where, "strong", "text"), 1)
    for icon, words_, by, able in (
        ("arrow-up", tr("Show earlier: {answer}", answer=where), -1, at > 0),
        ("arrow-down", tr("Show later: {answer}", answer=where), 1, at < total - 1),
    ):
        button = Button("", "quiet", icon, size="small", name=words_)
        button.setEnabled(able)
        button.clicked.connect(lambda _checked=False, by=by: presenter.reviewing.move(marked, by))
        head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    column.addLayout(head)
    if marked.text:
        column.addWidget(Wrapped(shortened(marked.text), "body", "text"))
    else:
        column.addWidget(Caption(tr("The answer is not in the draft any more; it is left out.")))
    column.addWidget(mark_editor(presenter, marked, where))
    return holder


def shortened(text: str, most: int = 300) -> str:
    """The beginning of a long answer."""
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"
