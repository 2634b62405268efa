"""The four stages of a session, and what the trainer does next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.circle import Circle
from wecoop_desktop.ui.parts.fold import Fold
from wecoop_desktop.ui.parts.labels import Elided, Picture, Rule, Wrapped
from wecoop_desktop.ui.parts.tiles import Tiles
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter
from wecoop_desktop.ui.presenters.workshopnext import Step, next_step
from wecoop_desktop.ui.presenters.workshopview import WorkshopView
from wecoop_desktop.ui.screens import workshopwords as words
from wecoop_desktop.ui.wording import ntr, tr

# Chapters of the trainer's part of the guide, by stage.
CHAPTERS = {1: "G01", 2: "G03", 3: "G04", 4: "G06"}


class StageCircle(QWidget):
    """The number of the present stage in a filled circle."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.setFixedSize(theme.px(26), theme.px(26))
        self.setAccessibleName(tr("Present stage"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("primary"))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setPen(theme.colour("onPrimary"))
        painter.setFont(theme.font("smallStrong"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.end()


STAGE = 160  # the least width of a stage, pixels at 100 %


def stages(presenter: WorkshopPresenter, view: WorkshopView) -> Card:
    """Prepare, hand out, collect and review, close: the present one is filled; then what to do."""
    card = Card(padding=14)
    across = Tiles(STAGE)
    named = _stages(view)
    for number, (title, about) in enumerate(named, 1):
        stage = QWidget()
        row = QHBoxLayout(stage)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        now = number == view.stage
        row.addWidget(StageCircle(number) if now else
                      Circle(0 if number < view.stage else number, 26))  # fmt: skip
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(Elided(title, "strong" if now else "medium", "primary" if now else "text"))
        texts.addWidget(Elided(about, "small", "muted"))
        row.addLayout(texts, 1)
        if number < len(named):
            line = Rule()
            line.setFixedWidth(theme.px(20))
            row.addWidget(line, 0, Qt.AlignmentFlag.AlignVCenter)
        across.add(stage)
    card.body.addWidget(across)
    card.body.addWidget(Rule())
    card.body.addWidget(told(presenter, view))
    card.setAccessibleName(tr("Stage {n} of 4", n=view.stage))
    return card


def _stages(view: WorkshopView) -> tuple[tuple[str, str], ...]:
    session = view.session
    if session is None:
        return (
            (tr("Prepare the pack"), tr("exercise, language, groups")),
            (tr("Hand out"), tr("stick or shared folder")),
            (tr("Collect and review"), tr("drafts come back")),
            (tr("Close and reset"), tr("keep or delete drafts")),
        )
    groups = len(session.groups)
    fresh = ntr("{n} new file", "{n} new files", session.fresh)
    return (
        (tr("Prepare the pack"), words.title_of(view.exercise)),
        (tr("Hand out"), tr("{n} of {total} groups", n=session.taken, total=groups)),
        (tr("Collect and review"), f"{ntr('{n} group', '{n} groups', groups)} · {fresh}"),
        (tr("Close and reset"), tr("keep or delete drafts")),
    )


def told(presenter: WorkshopPresenter, view: WorkshopView) -> QWidget:
    """What to do now, with the button that does it, and the chapter that explains it."""
    step = next_step(view)
    sentence, action, call = _said(presenter, view, step)
    fold = Fold(640, 10)
    words_ = QWidget()
    row = QHBoxLayout(words_)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(10))
    row.addWidget(Picture("flag", "primary", 16), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Wrapped(tr("What to do now: {step}", step=sentence), "body", "text"), 1)
    fold.add(words_, 1)
    verbs = QWidget()
    across = QHBoxLayout(verbs)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(theme.px(6))
    if action:
        do = Button(action, "plain", size="small")
        do.setEnabled(not view.busy)
        do.clicked.connect(lambda _checked=False: call())
        across.addWidget(do)
    chapter = CHAPTERS[view.stage]
    name = tr("Guide for trainers, chapter {number}", number=f"G{int(chapter[1:])}")
    guide = Button(f"G{int(chapter[1:])}", "quiet", "book-open", size="small", name=name)
    guide.setToolTip(name)
    guide.clicked.connect(lambda _checked=False: presenter.go(Place("guide", chapter)))
    across.addWidget(guide)
    across.addStretch(1)
    fold.add(verbs)
    return fold


Verb = Callable[[], object]


def _said(presenter: WorkshopPresenter, view: WorkshopView, step: Step) -> tuple[str, str, Verb]:
    """The sentence, the words of the button (or none), and what it does."""
    group = view.row(step.number)
    name = words.group_name(group) if group else ""
    choose: Verb = lambda: presenter.choose(step.number)  # noqa: E731 - a verb of the table
    match step.what:
        case "begin":
            said = tr("read chapter G1, look at an exercise under Packs, then prepare a session.")
            return said, tr("Look at the exercises"), lambda: presenter.turn("packs")
        case "hand-out":
            said = tr(
                "let every group open the program and choose Workshop, “Take part in a session …” "
                "and this stick or folder. When all have read the case, start the time."
            )
            return said, tr("Start the time"), presenter.timer.start
        case "wait":
            said = tr("groups read and work; the first drafts appear here by themselves.")
            return said, "", choose
        case "question":
            said = tr("{group} has a question; go there first.", group=name)
            return said, tr("Read the question"), choose
        case "damaged":
            said = tr("the file of {group} cannot be read; let it hand in again.", group=name)
            return said, tr("What is wrong with it"), choose
        case "silent":
            said = tr("{group} has sent nothing for long; look there.", group=name)
            return said, tr("Open its last draft"), lambda: presenter.reviewing.read(step.number)
        case "peers":
            said = tr(
                "all groups are ready. Hand their drafts out to one another, or choose answers to "
                "show to all."
            )
            return said, tr("Peer review"), lambda: presenter.panel("peers")
        case "reviews":
            said = ntr(
                "groups review one another; {n} review is missing.",
                "groups review one another; {n} reviews are missing.",
                step.number,
            )
            return said, tr("Who reviews whom"), lambda: presenter.panel("peers")
        case "pass-on":
            said = tr("all reviews are here. Pass them on to the groups, then show and discuss.")
            return said, tr("Peer review"), lambda: presenter.panel("peers")
        case "show":
            if step.number:
                said = ntr(
                    "{n} answer is marked to be shown to all.",
                    "{n} answers are marked to be shown to all.",
                    step.number,
                )
                return said, tr("Show them"), presenter.reviewing.present_marks
            said = tr("time is over. Open a draft and mark the answers that all shall see.")
            return said, "", choose
        case "over":
            said = tr("write report and certificates, then reset the computers.")
            return said, tr("Certificates"), lambda: presenter.panel("certificates")
        case "closed":
            said = tr("the session is closed; report and certificates can still be written.")
            return said, "", choose
    said = tr("groups work. Open a draft, comment on it, and mark what all shall see.")
    return said, "", choose
