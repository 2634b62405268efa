"""What changed between two states: the answers at the left, the changes of one at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.base.wording import say
from wecoop_desktop.forms.form import Form
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.keys import bind
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.check import Check
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.empty import Empty
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Caption, Label, Rule, Title, Wrapped
from wecoop_desktop.ui.parts.pageview import PageView
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.panes import Panes
from wecoop_desktop.ui.parts.rows import RowList, Rows
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.compare import ComparePresenter, CompareView, Group
from wecoop_desktop.ui.presenters.sealing import sealed_path
from wecoop_desktop.ui.presenters.sides import NOW
from wecoop_desktop.ui.screen import Crumb
from wecoop_desktop.ui.screens.comparepage import page_of
from wecoop_desktop.ui.screens.comparerows import GroupRows, narrowed, share_out
from wecoop_desktop.ui.screens.comparewords import (
    KINDS,
    LANGUAGES,
    count_words,
    question_words,
    row_words,
    side_words,
    sides_in,
    step_words,
)
from wecoop_desktop.ui.screens.filing import FilingPanel
from wecoop_desktop.ui.screens.proposals import FILES
from wecoop_desktop.ui.screens.sealing import SealedCard
from wecoop_desktop.ui.wording import language, ntr, tr

TOLD = {
    "removed": mark("removed: “{text}”"),
    "added": mark("added: “{text}”"),
}
INSIDE = Qt.ShortcutContext.WidgetWithChildrenShortcut


class CompareScreen(QWidget):
    def __init__(self, presenter: ComparePresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._filling = False
        self._turn = presenter.view.turn
        self._told: tuple[object, ...] = ()
        self._paged: tuple[object, ...] = ()
        self._every = False
        # The only dialog; tests put their own answer here.
        self.ask_file: Callable[[], str] = self._ask_file
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        across.addLayout(column, 1)
        column.addWidget(self._head())
        column.addWidget(Rule())
        self._messages = QVBoxLayout()
        self._messages.setContentsMargins(theme.px(18), 0, theme.px(18), 0)
        column.addLayout(self._messages)
        self._body = Panes((360, 700))
        self._body.addWidget(self._left())
        self._body.addWidget(self._right())
        self._body.setStretchFactor(1, 1)
        self._body.lay()
        column.addWidget(self._body, 1)
        self._empty = QVBoxLayout()
        column.addLayout(self._empty, 1)
        self.filing = FilingPanel(presenter.filing)
        across.addWidget(self.filing)
        bind(self, "F7", lambda: self.walk(1), INSIDE)
        bind(self, "Shift+F7", lambda: self.walk(-1), INSIDE)

    # building

    def _head(self) -> QWidget:
        head = QWidget()
        head.setProperty("ground", "surface")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(head)
        column.setContentsMargins(theme.px(18), theme.px(10), theme.px(18), theme.px(10))
        column.setSpacing(theme.px(8))
        column.addLayout(self._sides())
        column.addWidget(self._filters())
        return head

    def _sides(self) -> QHBoxLayout:
        presenter = self._presenter
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.before = narrowed(Choice(name=tr("Earlier side")))
        self.before.chosen.connect(presenter.choose_before)
        self.after = narrowed(Choice(name=tr("Later side")))
        self.after.chosen.connect(presenter.choose_after)
        self.swap = Button("", icon="arrow-up-down", name=tr("Swap the two sides"))
        self.swap.clicked.connect(lambda _checked=False: presenter.swap())
        self.file = Button(tr("With a file …"), icon="folder-open")
        self.file.clicked.connect(lambda _checked=False: self._take_file())
        row.addWidget(Label(tr("What changed from"), "medium"))
        row.addWidget(self.before, 3)
        row.addWidget(Label(tr("to"), "medium"))
        row.addWidget(self.after, 2)
        row.addWidget(self.swap)
        row.addWidget(self.file)
        return row

    def _filters(self) -> QWidget:
        """Lists that narrow the changes; they go on in another line where the window is narrow."""
        narrow = self._presenter.narrow
        holder = QWidget()
        row = Flow(8, holder)
        self.steps = narrowed(Choice(name=tr("Step")), 18)
        self.steps.chosen.connect(lambda step: narrow(step=step))
        self.kinds = Choice([(key, tr(words)) for key, words in KINDS], name=tr("Kind of change"))
        self.kinds.chosen.connect(lambda what: narrow(what=what))
        spoken = [(key, tr(words)) for key, words in LANGUAGES]
        self.languages = Choice(spoken, name=tr("Language of the texts"))
        self.languages.chosen.connect(lambda code: narrow(language=code))
        self.save = Button(tr("Save as a table …"), icon="download")
        self.save.clicked.connect(lambda _checked=False: self._save())
        for widget in (self.steps, self.kinds, self.languages, self.save):
            row.addWidget(widget)
        return holder

    def _left(self) -> QWidget:
        self.model: Rows[Group] = Rows(self._row_words, self)
        self.list = RowList(self.model, GroupRows(lambda: self._form), tr("Changed answers"))
        self.list.setMinimumWidth(theme.px(200))
        self.list.moved.connect(self._moved)
        self.list.opened.connect(lambda _group: self.page.setFocus())
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._counts = Wrapped("", "small")
        self._counts.setContentsMargins(theme.px(14), theme.px(8), theme.px(14), theme.px(8))
        column.addWidget(self._counts)
        column.addWidget(Rule())
        column.addWidget(self.list, 1)
        return left

    def _right(self) -> QWidget:
        right = Panel("surface", (18, 12, 14, 12), 8)  # scrolls where the window is low
        self._detail = right
        column = right.body
        self._step = Caption("")
        column.addWidget(self._step)
        self._question = Title("", "subtitle")
        column.addWidget(self._question)
        column.addWidget(self._verbs())
        self.page = PageView(tr("Changes of the answer"))
        self.page.setMinimumHeight(theme.px(150))
        self.page.linked.connect(lambda _address: self._show_every())
        column.addWidget(self.page, 1)
        return right

    def _verbs(self) -> QWidget:
        presenter = self._presenter
        holder = QWidget()
        row = Flow(8, holder, line=28)
        self.next = Button("", icon="arrow-down", size="small", name=tr("Next change (F7)"))
        self.next.clicked.connect(lambda _checked=False: self.walk(1))
        self.back = Button("", icon="arrow-up", size="small", name=tr("Change before (Shift F7)"))
        self.back.clicked.connect(lambda _checked=False: self.walk(-1))
        self._place = Caption("")
        self.restore = Button(tr("Restore this answer"), icon="rotate-ccw", size="small")
        self.restore.clicked.connect(lambda _=False: presenter.restore(presenter.view.chosen))
        self.open = Button(tr("Open in the proposal"), "quiet", size="small")
        self.open.clicked.connect(lambda _=False: presenter.open_answer(presenter.view.chosen))
        self.whole = Check(tr("Whole texts"))
        self.whole.toggled.connect(lambda _on: self._show_page(presenter.view))
        parts = (self.next, self.back, self._place, self.restore, self.open, self.whole)
        for widget in parts:
            row.addWidget(widget)
        return holder

    @property
    def _form(self) -> Form | None:
        return self._presenter.view.form

    def _row_words(self, group: Group) -> str:
        form = self._form
        return row_words(form, group) if form is not None else group.path

    # what the window asks

    def crumbs(self) -> Sequence[Crumb]:
        view = self._presenter.view
        title = view.title.of(language().code) or tr("Proposal without a title")
        return (
            Crumb(tr("Proposals"), Place("proposals")),
            Crumb(title, Place("wizard", view.id)),
            Crumb(tr("What changed")),
        )

    def panes(self) -> Sequence[QWidget]:
        return (self.list, self.page, self.filing)

    def facts(self) -> str:
        n = len(self._presenter.view.groups)
        return ntr("{n} answer with changes", "{n} answers with changes", n)

    def close_top(self) -> bool:
        return self.filing.close_top()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        share_out(self._body)

    # showing

    def display(self, view: CompareView) -> None:
        self._filling = True
        self._show_sides(view)
        self._show_filters(view)
        self.model.replace(view.groups)
        paths = [group.path for group in view.groups]
        if view.chosen in paths and self.list.currentIndex().row() != paths.index(view.chosen):
            self.list.choose(paths.index(view.chosen))
        self._filling = False
        self._show_messages(view)
        self._show_empty(view)
        self._show_page(view)
        if view.turn != self._turn:
            self._turn = view.turn
            self._halt_first(view)

    def _show_sides(self, view: CompareView) -> None:
        spoken = language()
        entries = [(each.side.code, side_words(each, spoken)) for each in view.sides]
        for choice, side in ((self.before, view.before), (self.after, view.after)):
            known = {choice.itemData(at): choice.itemText(at) for at in range(choice.count())}
            if known != dict(entries):
                choice.show_entries(entries)
            choice.show_value(side.code)
            choice.setToolTip(choice.currentText())

    def _show_filters(self, view: CompareView) -> None:
        form = view.form
        groups = view.found.groups if view.found is not None else ()
        steps = dict.fromkeys(group.step for group in groups)
        entries = [("", tr("All steps"))]
        if form is not None:
            # The answers that no step asks have a name of their own: "" is all of them.
            entries += [(step, step_words(form, step)) for step in steps if step]
        shown = [self.steps.itemText(at) for at in range(self.steps.count())]
        if shown != [words for _, words in entries]:
            self.steps.show_entries(entries)
        self.steps.show_value(view.step)
        self.kinds.show_value(view.what)
        self.languages.show_value(view.language)
        total = sum(view.counts.values())
        words = ntr("{n} change", "{n} changes", total)
        self._counts.setText(f"{words}: {count_words(view.counts)}" if total else "")
        self.save.setEnabled(bool(view.groups))

    def _show_messages(self, view: CompareView) -> None:
        files = view.found.files if view.found is not None else ()
        signs = (view.error, view.seal_error, view.restored, files, view.found is None)
        if signs == self._told:
            return
        self._told = signs
        clear(self._messages)
        closed = sealed_path(view.error)
        if closed is not None:
            presenter = self._presenter
            card = SealedCard(closed, view.seal_error, presenter.unseal, presenter.forget_message)
            self._messages.addWidget(card)
            card.password.setFocus()
        elif view.error is not None:
            self._tell(Banner(say(language(), view.error), "err", closable=True))
        if view.restored and view.form is not None:
            words = tr("“{question}” is as it was. The state before is kept as a revision.",
                       question=question_words(view.form, view.restored))  # fmt: skip
            banner = Banner(words, "ok", closable=True, action=tr("Undo"))
            banner.acted.connect(self._presenter.undo)
            self._tell(banner)
        if files:
            named = ", ".join(f"{each.name} ({tr(_KIND[each.what])})" for each in files)
            self._tell(Banner(named, "info", strong=tr("Attached files differ:")))

    def _tell(self, banner: Banner) -> None:
        banner.closed.connect(self._presenter.forget_message)
        self._messages.addWidget(banner)
        banner.announce()

    def _show_empty(self, view: CompareView) -> None:
        shown = bool(view.groups)
        self._body.setVisible(shown)
        clear(self._empty)
        if shown or view.busy or view.found is None:
            return
        if view.found.groups:
            empty = Empty(
                "search-x",
                tr("No change of this kind"),
                tr("The filters above leave nothing."),
                action=tr("Show all changes"),
            )
            empty.acted.connect(lambda: self._presenter.narrow(step="", what="", language=""))
        else:
            words = tr("All answers say the same on both sides.")
            if view.before == view.after:
                words = tr("The same state stands on both sides. Choose another one above.")
            empty = Empty("circle-check", tr("The two are equal"), words)
        self._empty.addWidget(empty)

    def _show_page(self, view: CompareView) -> None:
        group, form = view.group, view.form
        if group is None or form is None:
            self._paged = ()
            return
        if self._paged[:1] != (group.path,):
            self._every = False
        sign = (group.path, group, self.whole.isChecked(), self._every, language().code)
        self._verb(view)
        if sign == self._paged:
            return
        self._paged = sign
        self._step.setText(step_words(form, group.step))
        self._question.setText(question_words(form, group.path))
        page = page_of(
            form, group.path, group.changes, whole=self.whole.isChecked(), every=self._every
        )
        more = ""
        if page.left:
            words = ntr("Show {n} more change", "Show {n} more changes", page.left)
            more = f'<p><a style="color:{theme.token("primary")}" href="more">{words}</a></p>'
        self.page.show_page(page.text + more)
        self._show_place()

    def _verb(self, view: CompareView) -> None:
        self.restore.setVisible(view.restorable)
        kept = view.before.sort in ("revision", "submission")
        self.restore.say(tr("Restore this answer") if kept else tr("Take this answer over"))
        known = bool(view.group and view.group.step)
        proposal = view.after.sort in ("now", "proposal") or view.after == NOW
        self.open.setVisible(known and proposal)

    def _show_every(self) -> None:
        self._every = True
        self._show_page(self._presenter.view)

    # walking

    def walk(self, way: Literal[1, -1]) -> None:
        """F7: the next change, in this answer or the next one."""
        if not self._presenter.view.groups:
            return
        if self.page.go(way):
            self._detail.ensureWidgetVisible(self.page, 0, 0)
            self._show_place()
        else:
            self._presenter.next_answer(way)

    def _halt_first(self, view: CompareView) -> None:
        if self.page.stops:
            self.page.halt(self.page.stops - 1 if view.backwards else 0)
            self._detail.ensureWidgetVisible(self.page, 0, 0)
        self._show_place()

    def _show_place(self) -> None:
        total = self.page.stops
        spoken = language().number
        if self.page.at < 0:
            words = ntr("{n} place in this answer", "{n} places in this answer", total)
        else:
            words = tr("{n} of {total} in this answer", n=spoken(self.page.at + 1),
                       total=spoken(total))  # fmt: skip
        self._place.setText(words)
        told = (tr(TOLD[what], text=text) if what else text for what, text in self.page.change())
        self.page.setAccessibleDescription(". ".join((words, *told)))

    # what is done

    def _moved(self, group: Group) -> None:
        if not self._filling:
            self._presenter.choose(group.path)

    def _save(self) -> None:
        view = self._presenter.view
        self._presenter.save_table(sides_in(view, "before"), sides_in(view, "after"))

    def _take_file(self) -> None:
        chosen = self.ask_file()
        if chosen:
            self._presenter.take_file(Path(chosen))

    def _ask_file(self) -> str:
        return QFileDialog.getOpenFileName(self, tr("Compare with a file"), "", tr(FILES))[0]


_KIND = dict(KINDS)
