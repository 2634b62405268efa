"""The wizard: steps at the left, the questions of one step, and the panel that helps to answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.base.wording import say
from wecoop_desktop.forms.answers import Value
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.forms.state import Problem
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.card import FiguresCard, QuestionCard, plain_figure
from wecoop_desktop.ui.editors.keys import GridView
from wecoop_desktop.ui.editors.kinds import WIDEST
from wecoop_desktop.ui.editors.model import RowsModel
from wecoop_desktop.ui.editors.rows import limited
from wecoop_desktop.ui.editors.scene import Scene
from wecoop_desktop.ui.editors.still import Still
from wecoop_desktop.ui.keys import bind
from wecoop_desktop.ui.panels.newerform import form_banner
from wecoop_desktop.ui.panels.reviewing import ReviewBanner
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import Caption, Label, Picture, Rule, Title
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.steps import asked_at
from wecoop_desktop.ui.presenters.wizard import PANELS, WizardPresenter
from wecoop_desktop.ui.presenters.wizardview import Focus, WizardView, questions_of
from wecoop_desktop.ui.screen import Crumb
from wecoop_desktop.ui.screens.aside import Aside, Strip
from wecoop_desktop.ui.screens.stepper import Stepper
from wecoop_desktop.ui.wording import language, ntr, said, tr

INSIDE = Qt.ShortcutContext.WidgetWithChildrenShortcut
FORM = 680
NARROW = 1180  # below this width of the screen the panel opens over the questions


class WizardScreen(QWidget):
    def __init__(self, presenter: WizardPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._cards: dict[str, QuestionCard] = {}
        self._figures: dict[str, tuple[FiguresCard, Question]] = {}
        self._built: tuple[object, ...] = ()
        self._turn = presenter.view.focus.turn
        self._alert: Banner | None = None
        self._alert_of: tuple[object, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.stepper = Stepper()
        self.stepper.chosen.connect(self._to_step)
        self.stepper.level_chosen.connect(presenter.choose_level)
        self.stepper.checks_wanted.connect(lambda: self._open_panel("checks"))
        row.addWidget(self.stepper)
        row.addWidget(_upright())
        row.addWidget(self._centre(), 1)
        row.addWidget(_upright())
        self.aside, self.strip = Aside(presenter), Strip()
        self.aside.tab_wanted.connect(self._open_panel)
        self.strip.wanted.connect(self._open_panel)
        row.addWidget(self.aside)
        row.addWidget(self.strip)
        self._still = Still(self)
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
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self._saved_icon = Picture("check", "ok", 13)
        self._saved = Label("", "small", "ok")
        self._rank = Caption("")
        row.addWidget(self._saved_icon)
        row.addWidget(self._saved)
        row.addWidget(self._rank)
        row.addStretch(1)
        presenter = self._presenter
        self._undo = Button("", icon="undo-2", name=tr("Undo (Ctrl Z)"))
        self._undo.clicked.connect(presenter.undo)
        self._redo = Button("", icon="redo-2", name=tr("Redo (Ctrl Y)"))
        self._redo.clicked.connect(presenter.redo)
        self._revisions = Button(tr("Revisions"), icon="history", name=tr("Revisions"))
        self._revisions.clicked.connect(self._toggle_revisions)
        self._export = Button(tr("Export"), "primary", "file-down", name=tr("Export"))
        self._export.clicked.connect(presenter.export)
        for button in (self._undo, self._redo, self._revisions, self._export):
            row.addWidget(button)
        return bar

    def crumbs(self) -> Sequence[Crumb]:
        title = self._presenter.view.title.of(language().code) or tr("Proposal without a title")
        return (Crumb(tr("Proposals"), Place("proposals")), Crumb(title))

    def facts(self) -> str:
        return tr("Next empty answer: F8 · next problem: F9 · you can leave any time")

    def panes(self) -> Sequence[QWidget]:
        right = self.aside if self.aside.isVisible() else self.strip
        return (self.stepper, self._page, right)

    # the middle

    def _centre(self) -> QWidget:
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._page = Panel("canvas", (22, 14, 22, 18), 12)
        column.addWidget(self._page, 1)
        column.addWidget(Rule())
        foot = QWidget()
        foot.setProperty("ground", "surface")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme.px(20), theme.px(8), theme.px(20), theme.px(8))
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

    def _head(self, view: WizardView) -> QWidget:
        """Number and title of the step, and the language that is being written."""
        head = QWidget()
        # Large text has no room for both beside each other.
        row = QVBoxLayout(head) if theme.px(100) >= 150 else QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        number = next((step.number for step in view.steps if step.id == view.step), 1)
        texts = QVBoxLayout()
        texts.setSpacing(theme.px(2))
        total = len(view.steps)
        texts.addWidget(Caption(tr("Step {n} of {total}", n=number, total=total)))
        form = view.form
        title = said(form.step(view.step).title) if form is not None else ""
        texts.addWidget(Title(title, "display"))
        row.addLayout(texts, 1)
        spoken = QHBoxLayout()
        spoken.addWidget(Caption(tr("Writing in")), 0, Qt.AlignmentFlag.AlignBottom)
        self._writing = Segments(
            (("ru", "RU"), ("en", "EN"), ("both", "RU | EN")), view.writing, tr("Writing in")
        )
        self._writing.chosen.connect(self._presenter.write_in)
        spoken.addWidget(self._writing, 0, Qt.AlignmentFlag.AlignBottom)
        spoken.addStretch(1 if theme.px(100) >= 150 else 0)
        row.addLayout(spoken)
        return head

    def display(self, view: WizardView) -> None:
        for part in (self.stepper, self.aside, self.strip, self._back, self._next):
            part.setEnabled(view.form is not None)
        if view.form is None or view.state is None:
            self._show_missing(view)
            return
        asked = questions_of(view, view.form.step(view.step))
        paths = tuple(question.path for question in asked)
        form = (view.version, view.fits, bool(view.parked))
        sign = (view.id, view.step, paths, view.review, form)
        if sign[:2] != self._built[:2]:
            view = self._with_panel(view)
        if sign != self._built:
            turned = self._built[:2] != sign[:2] and bool(self._built)
            focused = QApplication.focusWidget()
            inside = focused is None or self._page.isAncestorOf(focused)
            self._build(view)
            self._built = sign
            if turned and inside:
                QTimer.singleShot(0, self, self._focus_first)
            self._fill(view)
            self._order_tabs()
        else:
            self._fill(view)
        self.stepper.display(view)
        self._show_aside(view)
        self._show_bar(view)
        self._show_alert(view)
        if view.focus.turn != self._turn:
            self._turn = view.focus.turn
            # The page is laid out first, or there would be nothing to scroll to.
            QTimer.singleShot(0, self, lambda: self._focus(view))

    def _show_missing(self, view: WizardView) -> None:
        clear(self._page.body)
        self._built = ()
        if view.error is not None:
            unknown = view.error.code == "proposal-form-unknown"
            see = tr("See its answers") if unknown else ""
            banner = Banner(say(language(), view.error), "err", action=see)
            banner.acted.connect(lambda: self._presenter.go(Place("newerform", view.id)))
            self._page.body.addWidget(banner)

    def _build(self, view: WizardView) -> None:
        """The questions of a step, once; afterwards they are only filled."""
        form = view.form
        if form is None:
            return
        step = form.step(view.step)
        self._cards, self._figures = {}, {}
        self._alert_of = ()
        self._alert = None
        clear(self._page.body)
        self._page.body.addWidget(self._head(view))
        if view.review:
            self._page.body.addLayout(limited(ReviewBanner(self._presenter.reviewing), FORM))
        of_form = form_banner(self._presenter, view)
        if of_form is not None:
            self._page.body.addLayout(limited(of_form, FORM))
        self._alert_place = QVBoxLayout()
        self._page.body.addLayout(self._alert_place)
        for plain, group in groupby(questions_of(view, step), plain_figure):
            if plain:
                self._add_figures(tuple(group))
            else:
                for question in group:
                    self._add_card(question)
        self._more(view)
        self._page.body.addStretch(1)
        self._page.verticalScrollBar().setValue(0)
        self._name_ways(view)

    def _add_card(self, question: Question) -> None:
        card = QuestionCard(question)
        card.edited.connect(self._edited)
        card.edited_several.connect(self._presenter.edit_several)
        card.kept.connect(self._presenter.hold)
        card.left.connect(self._presenter.flush)
        card.wanted.connect(self._presenter.go_to)
        card.remarked.connect(self._comments_of)
        card.exchanged.connect(self._presenter.exchange)
        if hasattr(card.editor, "take_files"):
            card.editor.take_files(self._presenter.attaching)
        self._cards[question.path] = card
        if card.wide:
            self._page.body.addWidget(card)
        else:
            self._page.body.addLayout(limited(card, FORM))

    def _add_figures(self, questions: tuple[Question, ...]) -> None:
        card = FiguresCard(questions)
        card.wanted.connect(self._presenter.go_to)
        for question in questions:
            self._figures[question.path] = (card, question)
        self._page.body.addLayout(limited(card, FORM))

    def _order_tabs(self) -> None:
        """Tab goes down the page, also to what was only made when it was first filled."""
        before: QWidget = self._writing
        for card in self._cards.values():
            for widget in card.findChildren(QWidget):
                takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
                # The list of a choice is a window of its own.
                if takes and widget.focusProxy() is None and widget.window() is self.window():
                    QWidget.setTabOrder(before, widget)
                    before = widget
        QWidget.setTabOrder(before, self._back)
        QWidget.setTabOrder(self._back, self._next)

    def _more(self, view: WizardView) -> None:
        """How many questions of this step belong to a higher level, and the way to them."""
        form, state = view.form, view.state
        if form is None or state is None:
            return
        later = [
            question
            for question in form.step(view.step).fields
            if question.path in state.visible and not asked_at(question, state.level)
        ]
        if not later:
            return
        if view.every_question:
            words, wish = tr("Hide the questions of higher levels"), "level"
        else:
            words = ntr(
                "Show {n} question of a higher level",
                "Show {n} questions of a higher level",
                len(later),
            )
            wish = "all"
        button = Button(words, "quiet", size="small")
        button.clicked.connect(lambda: self._presenter.show_every_question(wish))
        self._page.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

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

    def _fill(self, view: WizardView) -> None:
        state, form = view.state, view.form
        if state is None or form is None:
            return
        self._writing.show_value("both" if view.both else view.writing)
        plain = Scene(
            form=form,
            question=form.steps[0].fields[0],
            answers=view.answers,
            state=state,
            reference=self._presenter.reference,
            today=self._presenter.today,
            writing=view.writing,
            both=view.both,
        )
        for figures, question in self._figures.values():
            figures.display(question, replace(plain, question=question))
        problems: dict[str, list[Problem]] = {path: [] for path in self._cards}
        for problem in state.problems:
            if problem.path in problems:
                problems[problem.path].append(problem)
        for path, card in self._cards.items():
            scene = replace(
                plain,
                question=card.question,
                problems=tuple(problems[path]),
                held={
                    key: text
                    for key, text in view.held.items()
                    if key == path or key.startswith(f"{path}[")
                },
            )
            value = view.answers.get(path)
            card.display(value, scene, self._duty(view, path, value))
            card.show_comments(view.remarks.get(path, 0), always=view.review)
            if view.still:
                card.hold_still(self._still)

    def _duty(self, view: WizardView, path: str, value: Value | None) -> str:
        if self._cards[path].question.kind == "computed":
            return "required"
        if view.state is None or path not in view.state.required:
            return "optional"
        return "missing" if value is None else "required"

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
            right = self.width() - self.strip.width()
            self.aside.setGeometry(right - self.aside.width(), 0, self.aside.width(), self.height())
            self.aside.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
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
        if not hasattr(self, "_saved"):
            return
        self._undo.setEnabled(view.undo > 0 or view.waiting > 0)
        self._redo.setEnabled(view.redo > 0)
        if view.failure is not None and view.waiting:
            words, tone, icon = tr("Not saved"), "err", "circle-alert"
        elif view.waiting:
            words, tone, icon = tr("Saving …"), "muted", "clock"
        elif view.saved is not None:
            time = f"{view.saved.astimezone():%H:%M:%S}"
            words, tone, icon = tr("Saved {time}", time=time), "ok", "check"
        else:
            words, tone, icon = "", "muted", "check"
        self._saved.setText("" if self._narrow and tone != "err" else words)
        self._saved_icon.setToolTip(words)
        self._saved_icon.setAccessibleName(words)
        self._rank.setVisible(not self._narrow)
        self._shorten(self._revisions, tr("Revisions"), "history")
        self._shorten(self._export, tr("Export"), "file-down")
        self._saved.tone(tone)
        self._saved_icon.show_icon(icon, tone)
        self._rank.setText("· " + tr("revision {n}", n=view.revision) if view.revision else "")

    def _shorten(self, button: Button, words: str, icon: str) -> None:
        """Only the icon where the window is narrow."""
        wanted = "" if self._narrow else words
        if button.text() != wanted:
            button.setText(wanted)
            button.setToolTip("" if wanted else words)
            button.setProperty("bare", "" if wanted else "true")
            button.show_icon(icon)
            button.style().polish(button)

    def _show_alert(self, view: WizardView) -> None:
        """One line above the questions: what was not saved, or what of this step is wrong."""
        wrong = [
            problem
            for problem in (view.state.problems if view.state else ())
            if problem.level == "error"
            and problem.code != "required"
            and problem.path.partition(".")[0] == view.step
        ]
        if self._typing() and len(wrong) >= len(self._alert_of[1:]):
            wrong = list(self._alert_of[1:])  # type: ignore[arg-type]  # problems of before
        sign = (view.failure, *wrong)
        if sign == self._alert_of and (self._alert is not None) == bool(view.failure or wrong):
            return
        self._alert_of = sign
        if self._alert is not None:
            self._alert.deleteLater()
            self._alert = None
        if view.failure is not None:
            words = say(language(), view.failure)
            strong = tr("Your text is safe in memory.") if view.waiting else ""
            self._alert = Banner(words, "err", strong=strong, action=tr("Try again"))
            self._alert.acted.connect(self._presenter.flush)
        elif wrong:
            words = ntr("{n} answer needs attention.", "{n} answers need attention.", len(wrong))
            self._alert = Banner("", "err", strong=words, action=tr("Show the first"))
            first = wrong[0]
            self._alert.acted.connect(
                lambda: self._presenter.go_to(first.path, first.row, first.column)
            )
        if self._alert is not None:
            self._alert_place.addLayout(limited(self._alert, FORM))

    # what is done

    def _edited(self, path: str, value: object) -> None:
        self._presenter.edit(path, value)  # type: ignore[arg-type]  # a Value through a signal
        if self._presenter.view.still:
            QTimer.singleShot(0, self, lambda: self._fill(self._presenter.view))

    # comments

    def _remember(self, _before: object, now: object) -> None:
        """Where the cursor is among the answers: what a comment would be about."""
        if isinstance(now, QWidget):
            path = self._path_of(now)
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

    def _typing(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self._page.isAncestorOf(focused)

    def _here(self) -> str:
        """The question with the cursor in it."""
        focused = QApplication.focusWidget()
        return "" if focused is None else self._path_of(focused)

    def _path_of(self, widget: QWidget) -> str:
        for path, card in self._cards.items():
            if card.isAncestorOf(widget):
                return path
        return ""

    def _to_step(self, step: str) -> None:
        # Later: the list is still in the midst of its own selection.
        QTimer.singleShot(0, self, lambda: self._presenter.show_step(step))

    def _focus(self, view: WizardView) -> None:
        card = self._cards.get(view.focus.path)
        if card is None:
            figures = self._figures.get(view.focus.path)
            if figures is not None:
                self._page.ensureWidgetVisible(figures[0], 0, theme.px(40))
                figures[0].focus_at(view.focus.path)
            return
        self._page.ensureWidgetVisible(card, 0, theme.px(40))
        card.focus_at(view.focus.row, view.focus.column)
        focused = QApplication.focusWidget()
        if focused is not None and card.isAncestorOf(focused):
            self._page.ensureWidgetVisible(focused, 0, theme.px(60))

    def _focus_first(self) -> None:
        """After a step is turned by key, the cursor is in its first question."""
        if self._turn == self._presenter.view.focus.turn and not self._typing():
            first = next(iter(self._cards.values()), None)
            if first is not None:
                first.focus_at(None, "")

    def _open_panel(self, panel: str) -> None:
        form = self._presenter.view.form
        if form is not None:
            step = form.step(self._presenter.view.step)
            widest = self._narrow or any(question.kind in WIDEST for question in step.fields)
            self._presenter.panels["wide" if widest else "narrow"] = panel
        self._presenter.hide_revisions()
        self._presenter.open_panel(panel)

    def _toggle_revisions(self) -> None:
        if self._presenter.view.revisions is None:
            self._presenter.show_revisions()
        else:
            self._presenter.hide_revisions()

    def _ask_name(self) -> None:
        self._presenter.flush()
        self._presenter.keeping.enter("revisions")
        self._presenter.show_revisions()
        self.aside.revisions.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_top(self) -> bool:
        if self._presenter.view.revisions is None:
            return False
        self._presenter.hide_revisions()
        return True


def cell_of(widget: QWidget) -> tuple[int | None, str]:
    """Row and column of the cell with the cursor, where the widget is in a table of rows."""
    inside: QWidget | None = widget
    while inside is not None and not isinstance(inside, GridView):
        inside = inside.parentWidget()
    model = inside.model() if inside is not None else None
    if inside is None or not isinstance(model, RowsModel):
        return None, ""
    index = inside.currentIndex()
    if not index.isValid() or index.row() >= len(model.rows):
        return None, ""
    return index.row(), model.columns[index.column()].id


def _upright() -> QWidget:
    from wecoop_desktop.ui.parts.labels import Upright

    return Upright()
