"""A copy that came back: what it is, the conflicts one by one, and what was written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from wecoop_desktop.base.wording import say
from wecoop_desktop.forms.conflicts import Conflict
from wecoop_desktop.forms.form import Form
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.keys import bind
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.bar import Bar
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import Caption, Label, Rule, Title
from wecoop_desktop.ui.parts.pageview import PageView
from wecoop_desktop.ui.parts.panel import clear
from wecoop_desktop.ui.parts.panes import Panes
from wecoop_desktop.ui.parts.rows import RowDelegate, RowList, Rows, draw_text
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.compare import Group
from wecoop_desktop.ui.presenters.merge import MergePresenter
from wecoop_desktop.ui.presenters.mergeview import MergeView
from wecoop_desktop.ui.presenters.sealing import sealed_path
from wecoop_desktop.ui.screen import Crumb
from wecoop_desktop.ui.screens.comparepage import page_of
from wecoop_desktop.ui.screens.comparerows import GroupRows, share_out
from wecoop_desktop.ui.screens.comparewords import question_words, row_words, step_words
from wecoop_desktop.ui.screens.mergeask import AskPage
from wecoop_desktop.ui.screens.mergeconflict import ConflictPane
from wecoop_desktop.ui.screens.mergewords import (
    CHOSEN,
    conflict_words,
)
from wecoop_desktop.ui.screens.sealing import SealedCard
from wecoop_desktop.ui.wording import language, ntr, tr

INSIDE = Qt.ShortcutContext.WidgetWithChildrenShortcut


class MergeScreen(QWidget):
    def __init__(self, presenter: MergePresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._filling = False
        self._stage = presenter.view.stage
        self._told: tuple[object, ...] = ()
        self._paged: tuple[object, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._messages = QVBoxLayout()
        self._messages.setContentsMargins(theme.px(18), 0, theme.px(18), 0)
        column.addLayout(self._messages)
        self._pages = QStackedWidget()
        column.addWidget(self._pages, 1)
        self.asking = AskPage(presenter)
        self.deciding = self._make_deciding()
        self._pages.addWidget(self.asking)
        self._pages.addWidget(self.deciding)
        bind(self, "F7", lambda: self._walk(1), INSIDE)
        bind(self, "Shift+F7", lambda: self._walk(-1), INSIDE)

    # deciding

    def _make_deciding(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(Rule())
        self._body = Panes((330, 700))
        self.pane = ConflictPane(self._presenter)
        self._lists = QStackedWidget()
        self._lists.setMinimumWidth(theme.px(200))
        self.conflicts: Rows[Conflict] = Rows(self._conflict_words, self)
        self.list = RowList(
            self.conflicts, ConflictRows(lambda: self._presenter.view), tr("To decide")
        )
        self.list.moved.connect(self._looked_at)
        self.list.opened.connect(lambda _conflict: self.pane.verbs["mine"].setFocus())
        self.groups: Rows[Group] = Rows(self._group_words, self)
        self.taken = RowList(self.groups, GroupRows(lambda: self._form), tr("Comes in"))
        self.taken.moved.connect(self._looked_at_answer)
        self._lists.addWidget(self.list)
        self._lists.addWidget(self.taken)
        self._body.addWidget(self._lists)
        self._right = QStackedWidget()
        self._right.setMinimumWidth(theme.px(240))
        self._right.addWidget(self.pane)
        self._right.addWidget(self._taken_page())
        self._body.addWidget(self._right)
        self._body.setStretchFactor(1, 1)
        self._body.lay()
        column.addWidget(self._body, 1)
        return page

    def _head(self) -> QWidget:
        presenter = self._presenter
        head = QWidget()
        head.setProperty("ground", "surface")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(head)
        column.setContentsMargins(theme.px(18), theme.px(10), theme.px(18), theme.px(10))
        column.setSpacing(theme.px(8))
        first = QHBoxLayout()
        first.setSpacing(theme.px(10))
        self._progress = Label("", "strong")
        self._bar = Bar(0, tr("Decided"))
        self._bar.setMinimumWidth(theme.px(80))
        first.addWidget(self._progress)
        first.addWidget(self._bar, 1)
        self._back = Button(tr("Other choices"), icon="arrow-left")
        self._back.clicked.connect(lambda _checked=False: presenter.back_to_start())
        self.finish = Button(tr("Finish"), "primary", "check")
        self.finish.clicked.connect(lambda _checked=False: presenter.finish())
        first.addWidget(self._back)
        first.addWidget(self.finish)
        column.addLayout(first)
        second = QHBoxLayout()
        second.setSpacing(theme.px(8))
        self.which = Segments(
            (("conflicts", tr("To decide")), ("taken", tr("Comes in"))), "conflicts", tr("Show")
        )
        self.which.chosen.connect(self._show_which)
        second.addWidget(self.which)
        second.addStretch(1)
        self.rest_mine = Button("", "quiet", size="small")
        self.rest_mine.clicked.connect(lambda _checked=False: presenter.decide_rest("mine"))
        self.rest_theirs = Button("", "quiet", size="small")
        self.rest_theirs.clicked.connect(lambda _checked=False: presenter.decide_rest("theirs"))
        second.addWidget(self.rest_mine)
        second.addWidget(self.rest_theirs)
        column.addLayout(second)
        return head

    def _taken_page(self) -> QWidget:
        page = QWidget()
        page.setProperty("ground", "surface")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.px(18), theme.px(12), theme.px(14), theme.px(12))
        self._step = Caption("")
        column.addWidget(self._step)
        self._question = Title("", "subtitle")
        column.addWidget(self._question)
        self.page = PageView(tr("What comes in"))
        column.addWidget(self.page, 1)
        return page

    @property
    def _form(self) -> Form | None:
        return self._presenter.view.form

    def _conflict_words(self, conflict: Conflict) -> str:
        view, form = self._presenter.view, self._form
        if form is None:
            return conflict.path
        parts = (question_words(form, conflict.path), conflict_words(form, conflict),
                 state_words(view, conflict))  # fmt: skip
        return ", ".join(part for part in parts if part)

    def _group_words(self, group: Group) -> str:
        form = self._form
        return row_words(form, group) if form is not None else group.path

    # what the window asks

    def crumbs(self) -> Sequence[Crumb]:
        view = self._presenter.view
        title = view.title.of(language().code) or tr("Proposal without a title")
        return (
            Crumb(tr("Proposals"), Place("proposals")),
            Crumb(title, Place("wizard", view.id)),
            Crumb(tr("A copy came back")),
        )

    def panes(self) -> Sequence[QWidget]:
        if self._pages.currentWidget() is self.asking:
            return (self.asking,)
        return (self._lists, self._right)

    def facts(self) -> str:
        if self._presenter.view.stage != "deciding":
            return ""
        return tr("Nothing is written before “Finish” · next: F7")

    def close_top(self) -> bool:
        return self.pane.close_top()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        share_out(self._body)

    # showing

    def display(self, view: MergeView) -> None:
        self._show_messages(view)
        deciding = view.stage == "deciding" and not view.busy and view.form is not None
        if deciding:
            self._show_deciding(view)
        else:
            self.asking.display(view)
        page = self.deciding if deciding else self.asking
        turned = self._pages.currentWidget() is not page or view.stage != self._stage
        focused = QApplication.focusWidget()
        inside = focused is None or self.isAncestorOf(focused)
        self._pages.setCurrentWidget(page)
        self._stage = view.stage
        if turned and inside and self.isVisible():
            self._begin(view)

    def _begin(self, view: MergeView) -> None:
        """Another page came: the cursor stands at what is usually done there."""
        if view.stage == "deciding":
            shown = self.list if view.shown == "conflicts" else self.finish
            shown.setFocus()
        elif self.asking.options:
            self.asking.options[0].setFocus()

    def _show_messages(self, view: MergeView) -> None:
        signs = (view.error, view.seal_error, view.changed, language().code)
        if signs == self._told:
            return
        self._told = signs
        clear(self._messages)
        closed = sealed_path(view.error)
        if closed is not None:
            presenter = self._presenter
            card = SealedCard(closed, view.seal_error, presenter.unseal, presenter.leave_sealed)
            self._messages.addWidget(card)
            card.password.setFocus()
        elif view.error is not None:
            again = tr("Try again") if view.stage == "reading" else ""
            banner = Banner(say(language(), view.error), "err", action=again)
            banner.acted.connect(self._presenter.try_again)
            self._messages.addWidget(banner)
            banner.announce()
        if view.changed:
            words = tr("The proposal was changed here meanwhile. What you decided still holds "
                       "where the same stands on both sides.")  # fmt: skip
            note = Banner(words, "info", closable=True)
            note.closed.connect(self._presenter.accept_changed)
            self._messages.addWidget(note)

    def _show_deciding(self, view: MergeView) -> None:
        self._filling = True
        self.conflicts.replace(view.conflicts)
        self.groups.replace(view.groups)
        names = [each.id for each in view.conflicts]
        if view.chosen in names and self.list.currentIndex().row() != names.index(view.chosen):
            self.list.choose(names.index(view.chosen))
        paths = [group.path for group in view.groups]
        if view.answer in paths and self.taken.currentIndex().row() != paths.index(view.answer):
            self.taken.choose(paths.index(view.answer))
        self._filling = False
        self.list.viewport().update()
        self._show_progress(view)
        conflicts = view.shown == "conflicts"
        self._lists.setCurrentWidget(self.list if conflicts else self.taken)
        self._right.setCurrentIndex(0 if conflicts else 1)
        self.pane.display(view)
        self._show_taken(view)

    def _show_progress(self, view: MergeView) -> None:
        total, spoken = len(view.conflicts), language().number
        done = total - view.open
        words = tr("{n} of {total} decided", n=spoken(done), total=spoken(total))
        self._progress.setText(words if total else tr("Nothing has to be decided"))
        self._bar.show_share(100 * done // total if total else 100)
        self._bar.setAccessibleDescription(words)
        self.finish.setEnabled(not view.open)
        self.finish.setToolTip(tr("Decide all differences first") if view.open else "")
        self.which.show_value(view.shown)
        self.which.button("conflicts").setText(tr("To decide {n}", n=spoken(total)))
        self.which.button("taken").setText(tr("Comes in {n}", n=spoken(len(view.groups))))
        self.rest_mine.setVisible(view.open > 0)
        self.rest_theirs.setVisible(view.open > 0)
        self.rest_mine.say(ntr("Mine for the {n} left", "Mine for all {n} left", view.open))
        self.rest_theirs.say(ntr("Theirs for the {n} left", "Theirs for all {n} left", view.open))

    def _show_taken(self, view: MergeView) -> None:
        group, form = view.group, view.form
        if group is None or form is None or view.shown != "taken":
            return
        sign = (group, language().code)
        if sign == self._paged:
            return
        self._paged = sign
        self._step.setText(step_words(form, group.step))
        self._question.setText(question_words(form, group.path))
        self.page.show_page(page_of(form, group.path, group.changes, whole=False, every=False).text)

    def _show_which(self, shown: str) -> None:
        self._presenter.show("taken" if shown == "taken" else "conflicts")

    def _walk(self, way: Literal[1, -1]) -> None:
        view = self._presenter.view
        if view.stage != "deciding":
            return
        if view.shown == "conflicts":
            self._presenter.next_conflict(way)
            return
        at = self.taken.currentIndex().row() + way
        if 0 <= at < len(view.groups):
            self._presenter.look_at_answer(view.groups[at].path)

    def _looked_at(self, conflict: Conflict) -> None:
        if not self._filling:
            self._presenter.look_at(conflict.id)

    def _looked_at_answer(self, group: Group) -> None:
        if not self._filling:
            self._presenter.look_at_answer(group.path)


def state_words(view: MergeView, conflict: Conflict) -> str:
    choice = view.choices.get(conflict.id)
    if choice is None:
        return tr("To be decided")
    return tr(CHOSEN[choice if isinstance(choice, str) else "own"])


class ConflictRows(RowDelegate):
    """Icon, question, and below it where it is and what was decided."""

    height = 54

    def __init__(self, view: Callable[[], MergeView]) -> None:
        super().__init__()
        self._view = view

    def draw(self, painter: QPainter, box: QRect, value: object, *, selected: bool) -> None:
        view = self._view()
        if not isinstance(value, Conflict) or view.form is None:
            return
        decided = value.id in view.choices
        icon, tone = ("circle-check", "ok") if decided else ("circle-question-mark", "warn")
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side, edge = theme.px(16), theme.px(14)
        x = box.right() - edge - side if mirrored else box.left() + edge
        painter.drawPixmap(x, box.top() + theme.px(10), icons.pixmap(icon, tone, 16))
        start = theme.px(40)
        inner = box.adjusted(edge if mirrored else start, 0, -start if mirrored else -edge, 0)
        line = QRectF(inner.left(), box.top() + theme.px(8), inner.width(), theme.px(20))
        draw_text(painter, line, question_words(view.form, value.path), theme.font("medium"))
        below = QRectF(inner.left(), box.top() + theme.px(29), inner.width(), theme.px(18))
        parts = (state_words(view, value), conflict_words(view.form, value))
        words = " · ".join(part for part in parts if part)
        draw_text(painter, below, words, theme.font("small"), "text2")
