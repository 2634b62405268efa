"""The stage: what stands on the projector, with nothing on it but the slide."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from wecoop_desktop.ui.keys import SAME_KEY
from wecoop_desktop.ui.parts.labels import CountryTag, Key
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.presenters.presentation import PresentationPresenter
from wecoop_desktop.ui.presenters.presentationroom import HIGH, WIDE
from wecoop_desktop.ui.presenters.presentationview import PresentationView
from wecoop_desktop.ui.role import speak_as
from wecoop_desktop.ui.screens import presentationblocks as blocks
from wecoop_desktop.ui.screens.presentationblocks import Drawn, Measure, Pills, Words
from wecoop_desktop.ui.wording import tr

LATIN = {cyrillic: latin for latin, cyrillic in SAME_KEY.items()}
LEFT, RIGHT = Qt.Key.Key_Left, Qt.Key.Key_Right
BACK = (Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace)
ON = (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Space, Qt.Key.Key_Return)


def press(presenter: PresentationPresenter, event: QKeyEvent, *, mirrored: bool) -> bool:
    """What a key does on the stage and on the trainer's screen; False: nothing."""
    key = event.key()
    letter = event.text().upper()
    letter = LATIN.get(letter, letter)
    if key in (LEFT, RIGHT):
        by = 1 if (key == RIGHT) != mirrored else -1
        if presenter.view.groups:
            presenter.turn_group(by)
        else:
            presenter.step(by)
    elif key in BACK or key in ON:
        presenter.step(-1 if key in BACK else 1)
    elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        presenter.jump(0 if key == Qt.Key.Key_Home else len(presenter.view.slides) - 1)
    elif key in (Qt.Key.Key_Escape, Qt.Key.Key_F11):
        presenter.end()
    elif letter == "H":
        presenter.turn_answer()
    elif letter == "P" and presenter.timer is not None:
        presenter.timer.turn()
    elif letter in ("+", "="):
        presenter.scale(1)
    elif letter == "-":
        presenter.scale(-1)
    else:
        return False
    return True


class SlideView(QWidget):
    """A slide at the size it is given: the whole stage, or the small picture beside the notes.

    `quiet`: without the line of keys, which stands only where whoever leads has no other screen."""

    def __init__(self, *, quiet: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = quiet
        self._view = PresentationView()
        self._seen: object = None
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self)
        self._time: Words | None = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.display(self._view)

    def quiet(self, *, yes: bool) -> None:
        if yes != self._quiet:
            self._quiet, self._seen = yes, None
            self.display(self._view)

    def display(self, view: PresentationView) -> None:
        self._view = view
        seen = (self.size().width(), self.size().height(), view.slide, view.answer, view.at,
                len(view.slides), view.group, view.scale, view.subject)  # fmt: skip
        if seen != self._seen:
            self._seen = seen
            self._build(view)
        if self._time is not None:
            text = blocks.time_words(view)
            self._time.setText(text)
            self._time.setAccessibleName(tr("{time} left", time=text))

    def _build(self, view: PresentationView) -> None:
        measure = Measure(self.width(), self.height(), view.scale)
        column = self._column
        clear(column)
        column.setContentsMargins(*(measure.px(m) for m in (56, 30, 56, 22)))
        column.setSpacing(measure.px(18))
        column.addLayout(self._head(measure, view))
        slide = view.slide
        if slide is None:
            column.addStretch(1)
            column.addWidget(Words(measure, tr("There is nothing to show here."), "slideTitle"))
            column.addStretch(2)
            return
        column.addWidget(Words(measure, slide.title, "slideTitle"))
        body = Panel("surface", (0, 0, 0, 0), 0)
        body.body.setSpacing(measure.px(14))
        shown, answered = blocks.answers(measure, view), view.answered
        quoted = (answered.quote,) if answered is not None and answered.quote else ()
        # With the answer, only what it answers: the rest would push it off the screen.
        for line in quoted if answered is not None else slide.lines:
            body.body.addWidget(blocks.line_widget(measure, line))
        if shown is not None:
            body.body.addLayout(shown)
        body.body.addStretch(1)
        column.addWidget(body, 1)
        column.addLayout(self._foot(measure, view))

    def _head(self, measure: Measure, view: PresentationView) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(measure.px(14))
        parts = [view.subject, tr("Group {n}", n=view.group) if view.group else ""]
        subject = " · ".join(part for part in parts if part)
        row.addWidget(blocks.Running(measure, subject, "slideAside", "text2"), 1)
        if view.country:
            tag = CountryTag(view.country)
            tag.setFont(measure.font("slideAside"))
            row.addWidget(tag)
        self._time = None
        if view.clock.total:
            row.addWidget(Drawn("clock", "text2", round(24 * measure.factor)))
            self._time = Words(measure, blocks.time_words(view), "slideFigures")
            self._time.setWordWrap(False)
            row.addWidget(self._time)
        return row

    def _foot(self, measure: Measure, view: PresentationView) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(measure.px(10))
        if view.source:
            source = Words(measure, tr("Guide {number}", number=view.source), "slideAside", "text2")
            source.setWordWrap(False)
            row.addWidget(source)
        row.addWidget(Pills(view.at, len(view.slides), measure.unit))
        row.addStretch(1)
        if self._quiet:
            return row
        slide = view.slide
        keys = [("← →", tr("group"))] if view.groups else []
        keys.append(("↑ ↓", tr("slide")))
        if slide is not None and slide.answered:
            keys.append(("H", tr("hide answer") if view.answer else tr("show answer")))
        keys.append(("Esc", tr("end")))
        for key, words in keys:
            label = Key(key)
            label.setFont(measure.font("slideKeys"))
            row.addWidget(label)
            said = Words(measure, words, "slideKeys", "text2")
            said.setWordWrap(False)
            row.addWidget(said)
        return row


class Stage(QWidget):
    """A window of its own: on the second screen where there is one, else on the only one."""

    def __init__(self, presenter: PresentationPresenter, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._presenter = presenter
        self.setWindowTitle(tr("Presentation"))
        self.setAccessibleName(tr("Presentation"))
        speak_as(self, "group")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        # Its size is that of the screen, whatever the slide would like.
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.slide = SlideView()
        column.addWidget(self.slide)
        self.resize(WIDE, HIGH)

    def appear(self) -> None:
        """Cover the other screen, or this one."""
        other = self.other_screen()
        self.slide.quiet(yes=other is not None)
        # The keys stay with the notes where both are seen.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, other is not None)
        shown = other or self._own()
        if shown is not None:
            if self.isVisible():
                self.showNormal()  # a window that fills a screen does not move to another one
            self.setScreen(shown)
            self.setGeometry(shown.geometry())
        self.showFullScreen()
        below = self.parentWidget()
        leading = self if other is None or below is None else below
        leading.window().activateWindow()
        leading.setFocus()

    def _own(self) -> QScreen | None:
        below = self.parentWidget()
        return below.window().screen() if below is not None else None

    def other_screen(self) -> QScreen | None:
        """A screen that the trainer's window does not stand on; None where there is only one."""
        own = self._own()
        others = [screen for screen in QGuiApplication.screens() if screen is not own]
        return others[0] if others else None

    def display(self, view: PresentationView) -> None:
        self.slide.display(view)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if not press(self._presenter, event, mirrored=mirrored):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed by the system: the presentation ends with it."""
        super().closeEvent(event)
        if self._presenter.view.on:
            self._presenter.end()
