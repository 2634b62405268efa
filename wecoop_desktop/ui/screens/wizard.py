"""The wizard: steps at the left, the questions of one step, and the panel that helps to answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.base.wording import say
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.kinds import WIDEST
from wecoop_desktop.ui.keys import bind
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import Caption, Rule, Upright
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.wizard import PANELS, WizardPresenter
from wecoop_desktop.ui.presenters.wizardview import Focus, WizardView
from wecoop_desktop.ui.screen import Crumb
from wecoop_desktop.ui.screens.aside import Aside, Strip
from wecoop_desktop.ui.screens.questions import Questions, cell_of
from wecoop_desktop.ui.screens.stepper import Stepper
from wecoop_desktop.ui.screens.wizardalert import Alert
from wecoop_desktop.ui.screens.wizardbar import WizardBar
from wecoop_desktop.ui.wording import language, said, tr

INSIDE = Qt.ShortcutContext.WidgetWithChildrenShortcut
DRAWER = 760  # pixels of the design below which the steps are a drawer
NARROW = 1180  # below this width of the screen the panel opens over the questions


class WizardScreen(QWidget):
    def __init__(self, presenter: WizardPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._step = ("", "")
        self._bar: WizardBar | None = None
        self._drawn = False  # the drawer of steps is open
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.stepper = Stepper()
        self.stepper.chosen.connect(self._to_step)
        # The arrows go through the steps; a click and Enter choose one and close the drawer.
        for picked in (self.stepper.list.clicked, self.stepper.list.activated):
            picked.connect(lambda _index: QTimer.singleShot(0, self, self._close_drawer))
        self.stepper.level_chosen.connect(presenter.choose_level)
        self.stepper.checks_wanted.connect(lambda: self._open_panel("checks"))
        row.addWidget(self.stepper)
        self._border = Upright()
        row.addWidget(self._border)
        row.addWidget(self._centre(), 1)
        row.addWidget(Upright())
        self.aside, self.strip = Aside(presenter), Strip()
        self.aside.tab_wanted.connect(self._open_panel)
        self.strip.wanted.connect(self._open_panel)
        row.addWidget(self.aside)
        row.addWidget(self.strip)
        self._alert = Alert(presenter, self.questions)
        self._bind()
        QApplication.instance().focusChanged.connect(self._remember)  # type: ignore[union-attr]

    def _bind(self) -> None:
        presenter = self._presenter
        bind(self, "Ctrl+Z", presenter.undo, INSIDE)
        bind(self, "Ctrl+Y", presenter.redo, INSIDE)
        bind(self, "Ctrl+PgUp", presenter.previous_step, INSIDE)
        bind(self, "Ctrl+PgDown", presenter.next_step, INSIDE)
        bind(self, "F8", lambda: presenter.next_empty(self._here()), INSIDE)
        bind(self, "F9", lambda: presenter.next_problem(self._here()), INSIDE)
        bind(self, "Ctrl+S", self._ask_name, INSIDE)
        bind(self, "Ctrl+E", presenter.export, INSIDE)
        bind(self, "Ctrl+Alt+M", self._comment, INSIDE)
        for at, panel in enumerate(PANELS, 1):
            bind(self, f"Alt+{at}", partial(self._open_panel, panel), INSIDE)

    # the bar at the top

    def bar(self) -> QWidget:
        self._bar = WizardBar(self._presenter)
        return self._bar

    def crumbs(self) -> Sequence[Crumb]:
        title = self._presenter.view.title.of(language().code) or tr("Proposal without a title")
        return (Crumb(tr("Proposals"), Place("proposals")), Crumb(title))

    def facts(self) -> str:
        return tr("Next empty answer: F8 · next problem: F9 · you can leave any time")

    def panes(self) -> Sequence[QWidget]:
        right = self.aside if self.aside.isVisible() else self.strip
        steps = (self.stepper,) if self.stepper.isVisible() else ()
        return (*steps, self.questions, right)

    # the middle

    def _centre(self) -> QWidget:
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.questions = Questions(self._presenter)
        self.questions.remarked.connect(self._comments_of)
        self.questions.steps_wanted.connect(self._turn_drawer)
        column.addWidget(self.questions, 1)
        column.addWidget(Rule())
        foot = QWidget()
        foot.setProperty("ground", "surface")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme.px(20), theme.px(8), theme.px(20), theme.px(8))
        row.setSpacing(theme.px(12))
        self._back = Button(" ", icon="arrow-left")
        self._back.clicked.connect(self._presenter.previous_step)
        self._next = Button(" ", "primary")
        self._next.clicked.connect(self._presenter.next_step)
        row.addWidget(self._back)
        row.addStretch(1)
        self._leave = Caption(tr("You can leave any time, nothing is lost"))
        row.addWidget(self._leave)
        row.addWidget(self._next)
        column.addWidget(foot)
        return centre

    def display(self, view: WizardView) -> None:
        for part in (self.stepper, self.aside, self.strip, self._back, self._next):
            part.setEnabled(view.form is not None)
        if view.form is None or view.state is None:
            self._show_missing(view)
            return
        step = (view.id, view.step)
        if step != self._step:
            view = self._with_panel(view)
            if step == self._step:
                return  # turning the panel has displayed it all
            self._step = step
            self._name_ways(view)
        self.questions.display(view)
        self.stepper.display(view)
        self._show_aside(view)
        self._show_bar(view)
        self._alert.display(view)

    def _show_missing(self, view: WizardView) -> None:
        self.questions.forget()
        self._step = ("", "")
        if view.error is not None:
            unknown = view.error.code == "proposal-form-unknown"
            see = tr("See its answers") if unknown else ""
            banner = Banner(say(language(), view.error), "err", action=see)
            banner.acted.connect(lambda: self._presenter.go(Place("newerform", view.id)))
            self.questions.body.addWidget(banner)

    def _name_ways(self, view: WizardView) -> None:
        ids = [step.id for step in view.steps]
        at = ids.index(view.step)
        self._back.setVisible(at > 0)
        self._next.setVisible(at < len(ids) - 1)
        if at > 0:
            self._back.say(said(view.steps[at - 1].title))
        if at < len(ids) - 1:
            title = said(view.steps[at + 1].title)
            self._next.say(f"{title}  →")
            self._next.setAccessibleName(title)

    def _with_panel(self, view: WizardView) -> WizardView:
        """Steps with wide editors start with the panel folded, as it was left the last time.

        Done before the step is laid out, which would otherwise happen twice.
        """
        form = view.form
        if form is None or view.revisions is not None or view is not self._presenter.view:
            return view
        fields = form.step(view.step).fields
        narrow = self._narrow and self.isVisible()  # before that, its width says nothing
        widest = narrow or any(question.kind in WIDEST for question in fields)
        kept, usual = ("wide", "") if widest else ("narrow", "guidance")
        wish = self._presenter.panels.get(kept, usual)
        if wish != view.panel:
            self._presenter.open_panel(wish)
        return self._presenter.view

    @property
    def _narrow(self) -> bool:
        """Whether the panel would leave the questions too little room beside it."""
        return self.width() < theme.px(NARROW)

    def _place_aside(self) -> None:
        """Beside the questions, or over them where the window is narrow."""
        row = self.layout()
        over = row is not None and row.indexOf(self.aside) < 0
        if self._narrow and not over and row is not None:
            row.removeWidget(self.aside)
        elif not self._narrow and over and isinstance(row, QHBoxLayout):
            row.insertWidget(row.indexOf(self.strip), self.aside)
        if self._narrow:
            wide, strip = self.aside.width(), self.strip.width()
            left = strip if self._mirrored else self.width() - strip - wide
            self.aside.setGeometry(left, 0, wide, self.height())
            self.aside.raise_()

    @property
    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    @property
    def _drawer(self) -> bool:
        """Whether the steps have no room beside the questions: they open over them."""
        return theme.logical(self.width()) < DRAWER

    def _place_stepper(self) -> None:
        row = self.layout()
        if not isinstance(row, QHBoxLayout):
            return
        over = row.indexOf(self.stepper) < 0
        if self._drawer and not over:
            row.removeWidget(self.stepper)
        elif not self._drawer and over:
            row.insertWidget(0, self.stepper)
            self._drawn = False
        self.questions.show_steps_button(wanted=self._drawer)
        self._border.setVisible(not self._drawer)
        self.stepper.setVisible(not self._drawer or self._drawn)
        if self._drawer:
            wide = self.stepper.width()
            left = self.width() - wide if self._mirrored else 0
            self.stepper.setGeometry(left, 0, wide, self.height())
            self.stepper.raise_()

    def _turn_drawer(self) -> None:
        """Open or close the drawer of steps; the focus goes with it."""
        if not self._drawer:
            return
        self._drawn = not self._drawn
        self._place_stepper()
        target = self.stepper.list if self._drawn else self.questions.steps_button
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_drawer(self) -> None:
        if self._drawn:
            self._turn_drawer()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_stepper()
        self._place_aside()
        self._leave.setVisible(not self._narrow)
        self._show_aside(self._presenter.view)
        self._show_bar(self._presenter.view)

    def _show_aside(self, view: WizardView) -> None:
        chosen = "wide" in self._presenter.panels or not self._narrow
        wanted = (bool(view.panel) and chosen) or view.revisions is not None
        self.aside.setVisible(wanted)
        self.strip.setVisible(self._narrow or not wanted)
        if wanted:
            self.aside.display(view)
        self.strip.display(view)

    def _show_bar(self, view: WizardView) -> None:
        if self._bar is not None:
            self._bar.display(view, narrow=self._narrow)

    # what is done

    def _remember(self, _before: object, now: object) -> None:
        """Where the cursor is among the answers: what a comment would be about."""
        if self._drawn and isinstance(now, QWidget) and self.questions.isAncestorOf(now):
            self._drawn = False
            self._place_stepper()
        if isinstance(now, QWidget):
            path = self.questions.path_of(now)
            if path:
                row, column = cell_of(now)
                self._presenter.at = Focus(path, row, column)

    def _comment(self) -> None:
        focused = QApplication.focusWidget()
        self._remember(None, focused)  # the cell may be another one since
        self._open_panel("comments")
        self._presenter.comment()

    def _comments_of(self, path: str) -> None:
        """The mark at a question: what was said of it, or a comment to write."""
        there = self._presenter.view.remarks.get(path, 0)
        self._presenter.at = Focus(path)
        self._open_panel("comments")
        if there:
            self._presenter.discussion.show_at(path)
        else:
            self._presenter.comment()

    def _here(self) -> str:
        """The question with the cursor in it."""
        return self.questions.path_of(QApplication.focusWidget())

    def _to_step(self, step: str) -> None:
        # Later: the list is still in the midst of its own selection.
        QTimer.singleShot(0, self, lambda: self._presenter.show_step(step))

    def _open_panel(self, panel: str) -> None:
        form = self._presenter.view.form
        if form is not None:
            step = form.step(self._presenter.view.step)
            widest = self._narrow or any(question.kind in WIDEST for question in step.fields)
            self._presenter.panels["wide" if widest else "narrow"] = panel
        self._presenter.hide_revisions()
        self._presenter.open_panel(panel)

    def _ask_name(self) -> None:
        self._presenter.flush()
        self._presenter.keeping.enter("revisions")
        self._presenter.show_revisions()
        self.aside.revisions.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_top(self) -> bool:
        if self._drawn:
            self._turn_drawer()
            return True
        if self._presenter.view.revisions is None:
            return False
        self._presenter.hide_revisions()
        return True
