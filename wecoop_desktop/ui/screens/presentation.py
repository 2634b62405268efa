"""The trainer's own screen in presentation mode: notes, time, what comes next."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QResizeEvent,
    QScreen,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.base.wording import say
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Caption, Label, Wrapped
from wecoop_desktop.ui.parts.panel import clear
from wecoop_desktop.ui.parts.sidepane import SidePane
from wecoop_desktop.ui.presenters.presentation import PresentationPresenter
from wecoop_desktop.ui.presenters.presentationview import SCALES, PresentationView
from wecoop_desktop.ui.role import speak_as
from wecoop_desktop.ui.screen import Crumb
from wecoop_desktop.ui.screens import workshopwords
from wecoop_desktop.ui.screens.presentationstage import SlideView, Stage, press
from wecoop_desktop.ui.wording import language, tr

SIDE = 330  # pixels at 100 %
NARROW = 760  # pixels of the design below which notes and time stand below the slide
KINDS = {
    "group": mark("Answers of a group"),
    "exercise": mark("The exercise"),
    "highlights": mark("Answers of the groups"),
    "model": mark("Model answer"),
    "case": mark("The case"),
    "draft": mark("A draft"),
    "section": mark("A section of the guide"),
    "match": mark("Matching funders"),
    "statistics": mark("Projects in figures"),
}


class Framed(QWidget):
    """The slide as it stands on the projector, small, in its proportions."""

    def __init__(self) -> None:
        super().__init__()
        self.slide = SlideView(quiet=True, parent=self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.px(150))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(640), theme.px(360))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = min(self.width(), self.height() * 16 // 9)
        height = width * 9 // 16
        self.slide.setGeometry((self.width() - width) // 2, 0, width, height)


class PresentationScreen(QWidget):
    """`stage` is the window of the projector; it stands as long as this screen is shown."""

    def __init__(self, presenter: PresentationPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._seen: object = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Presentation: notes and controls"))
        speak_as(self, "group")
        self.stage = Stage(presenter, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._page = SidePane(SIDE, NARROW)
        row.addWidget(self._page)
        left = Card(tr("On the projector"), "monitor")
        self.picture = Framed()
        left.body.addWidget(self.picture, 1)
        left.body.addLayout(self._controls())
        self._page.body.addWidget(left, 1)
        self._side = self._page.side
        self._side.setSpacing(theme.px(12))
        self._time: Label | None = None
        self._gone = False  # the projector's screen was pulled out while it showed the stage
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self._screens_changed)
            application.screenRemoved.connect(self._screens_changed)

    def _controls(self) -> Flow:
        presenter = self._presenter
        row = Flow(8)
        self._buttons: dict[str, Button] = {}
        for code, icon, name, call in (
            ("back", "arrow-left", tr("Slide before"), lambda: presenter.step(-1)),
            ("on", "arrow-right", tr("Next slide"), lambda: presenter.step(1)),
        ):
            button = Button("", "plain", icon, name=name)
            button.clicked.connect(lambda _checked=False, call=call: call())
            self._buttons[code] = button
            row.addWidget(button)
        self._where = Label("", "figures", "text2")
        row.addWidget(self._where)
        for code, text, call in (
            ("group", tr("Next group"), lambda: presenter.turn_group(1)),
            ("answer", tr("Show answer (H)"), presenter.turn_answer),
        ):
            button = Button(text)
            button.clicked.connect(lambda _checked=False, call=call: call())
            self._buttons[code] = button
            row.addWidget(button)
        for name, step in ((tr("Smaller words"), -1), (tr("Larger words"), 1)):
            button = Button("", "plain", "plus" if step > 0 else "minus", name=name)
            button.clicked.connect(lambda _checked=False, step=step: presenter.scale(step))
            self._buttons[f"scale{step}"] = button
            row.addWidget(button)
        end = Button(tr("End (Esc)"), "danger")
        end.clicked.connect(lambda _checked=False: presenter.end())
        row.add_last(end)
        return row

    # What the window asks

    def crumbs(self) -> tuple[Crumb, ...]:
        return (Crumb(tr("Presentation")),)

    def panes(self) -> tuple[QWidget, ...]:
        return self._page.panes()

    def facts(self) -> str:
        return tr("Names are not shown; notes stay on this screen")

    def close_top(self) -> bool:
        self._presenter.end()
        return True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._raise(self._presenter.view)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.stage.hide()

    def _screens_changed(self, _screen: QScreen) -> None:
        self.screens_changed(self.stage.other_screen())

    def screens_changed(self, other: QScreen | None) -> None:
        """A screen came or went during the show. `other` is one for the stage; without it the stage
        would cover the notes in the middle of a sentence, so it waits."""
        if not self._presenter.view.on or not self.isVisible():
            return
        self._gone = other is None
        if other is not None:
            self.stage.appear()
        self.display(self._presenter.view)

    def show_here(self) -> None:
        """On the only screen that is left, over the notes."""
        self._gone = False
        self.display(self._presenter.view)

    def _raise(self, view: PresentationView) -> None:
        if not view.on:
            self._gone = False
        wanted = view.on and self.isVisible() and not self._gone
        if wanted and not self.stage.isVisible():
            self.stage.appear()
        elif not wanted and self.stage.isVisible():
            self.stage.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if not press(self._presenter, event, mirrored=mirrored):
            super().keyPressEvent(event)

    # Displaying

    def display(self, view: PresentationView) -> None:
        self.picture.slide.display(view)
        self.stage.display(view)
        self._raise(view)
        total = len(view.slides)
        self._where.setText(tr("{n} of {total}", n=min(view.at + 1, total), total=total))
        self._buttons["back"].setEnabled(view.at > 0)
        self._buttons["on"].setEnabled(view.at + 1 < total)
        self._buttons["group"].setVisible(len(view.groups) > 1)
        slide = view.slide
        answer = self._buttons["answer"]
        answer.setVisible(slide is not None and bool(slide.answered))
        answer.say(tr("Hide answer (H)") if view.answer else tr("Show answer (H)"))
        self._buttons["scale-1"].setEnabled(view.scale > SCALES[0])
        self._buttons["scale1"].setEnabled(view.scale < SCALES[-1])
        seen = (view.slide, view.following, view.kind, view.error, bool(view.clock.total),
                self._gone)  # fmt: skip
        if seen != self._seen:
            self._seen = seen
            self._lay(view)
        if self._time is not None:
            self._time.setText(workshopwords.left(view.clock))
            self._time.tone("err" if not view.clock.left else "text")

    def _lay(self, view: PresentationView) -> None:
        clear(self._side)
        self._time = None
        if view.error is not None:
            self._side.addWidget(Banner(say(language(), view.error), "err"))
        if self._gone:
            self._side.addWidget(self._waiting())
        if view.clock.total and self._presenter.timer is not None:
            self._side.addWidget(self._clock(view))
        notes = Card(tr("Notes, only on this screen"), "sticky-note")
        told = view.slide.notes if view.slide else ()
        for note in told:
            notes.body.addWidget(Wrapped(note, "body", "text"))
        if not told:
            notes.body.addWidget(Wrapped(tr("No notes for this slide.")))
        self._side.addWidget(notes)
        following = Card(tr("Next"), "arrow-right")
        title = view.following.title if view.following else tr("This is the last slide.")
        following.body.addWidget(Wrapped(title, "strong", "text"))
        self._side.addWidget(following)
        if view.kind in KINDS:
            self._side.addWidget(Caption(tr(KINDS[view.kind])))
        self._side.addStretch(1)

    def _waiting(self) -> Card:
        """The projector's screen went; this column is too narrow for a banner."""
        card = Card(tr("No second screen"), "monitor", padding=14)
        said = tr("The second screen is gone. Connect it again, or show the slides here.")
        card.body.addWidget(Wrapped(said, "body", "text"))
        here = Button(tr("Show on this screen"), "primary")
        here.clicked.connect(lambda _checked=False: self.show_here())
        card.body.addWidget(here, 0, Qt.AlignmentFlag.AlignLeading)
        return card

    def _clock(self, view: PresentationView) -> Card:
        timer = self._presenter.timer
        assert timer is not None
        card = Card(padding=14)
        self._time = Label(workshopwords.left(view.clock), "timer")
        self._time.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card.body.addWidget(self._time)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addStretch(1)
        for text, name, call in (
            (tr("Start or pause (P)"), tr("Start or pause the time"), timer.turn),
            (tr("+5 min"), tr("Five minutes more"), timer.more),
        ):
            button = Button(text, size="small", name=name)
            button.clicked.connect(lambda _checked=False, call=call: call())
            row.addWidget(button)
        row.addStretch(1)
        card.body.addLayout(row)
        return card
