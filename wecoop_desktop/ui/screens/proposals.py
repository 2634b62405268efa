"""All proposals: ways to start one, the list with what each lacks, and one of them in detail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from wecoop_desktop.base.language import mark
from wecoop_desktop.base.wording import say
from wecoop_desktop.forms.form import Form
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.ahead import WIZARD, Ahead
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.bar import Bar
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.chip import Status
from wecoop_desktop.ui.parts.empty import Empty
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.folder import show_folder as show_folder
from wecoop_desktop.ui.parts.labels import (
    Elided,
    Label,
    Picture,
    Rule,
    SectionLabel,
    Title,
    Wrapped,
)
from wecoop_desktop.ui.parts.panel import clear
from wecoop_desktop.ui.parts.rows import RowList, Rows
from wecoop_desktop.ui.parts.searchbox import SearchBox
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.parts.sidepane import SidePane
from wecoop_desktop.ui.parts.tiles import Tiles
from wecoop_desktop.ui.presenters.proposals import Draft, ProposalsPresenter, ProposalsView
from wecoop_desktop.ui.screens.drafts import (
    DraftRows,
    HeadRow,
    copied,
    next_words,
    spoken,
    title_words,
)
from wecoop_desktop.ui.screens.returned import ReturnedCard, taken_banner
from wecoop_desktop.ui.screens.sealing import SealCard, SealedCard
from wecoop_desktop.ui.screens.waycard import WayCard
from wecoop_desktop.ui.wording import language, ntr, said, tr

FILES = mark("Proposals (*.wecoop)")
OPENED = mark("Proposals and documents that hold one (*.wecoop *.pdf)")


HIGH = 86  # pixels at 100 %: a title and two lines, in any language
WAY = 180  # the least width of a way to begin, pixels at 100 %
SIDE, NARROW = 351, 860  # the pane of a proposal; below this width of the screen it goes below
ROWS = 3  # of the list that are seen at least


class ProposalsScreen(QWidget):
    def __init__(self, presenter: ProposalsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._presenter = presenter
        self._filling = False
        self._shown: ProposalsView | None = None
        # The only dialogs of the program; tests put their own answers here.
        self.ask_open: Callable[[], str] = self._ask_open
        self.ask_save: Callable[[str], str] = self._ask_save
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._page = SidePane(SIDE, NARROW)
        row.addWidget(self._page)
        self._fill(self._page.body)
        self._detail = self._page.side
        Ahead(WIZARD, self)  # most who come here open a proposal next

    def bar(self) -> QWidget:
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        new = Button(tr("New proposal"), "primary", "plus")
        new.clicked.connect(lambda _checked=False: self._presenter.ways())
        row.addWidget(new)
        row.addStretch(1)
        return bar

    def _fill(self, column: QVBoxLayout) -> None:
        ways = Tiles(WAY)
        presenter = self._presenter
        self.empty_way = _way("file-plus", tr("Empty proposal"), tr("Starts with the idea"))
        self.empty_way.clicked.connect(lambda _checked=False: presenter.new())
        self.example_way = _way("copy", tr("From an example"), tr("Illustrative, to be rewritten"))
        self.example_way.clicked.connect(lambda _checked=False: presenter.choose_example())
        self.file_way = _way("folder-open", tr("Open a file"), tr("USB, workshop or e-mail"))
        self.file_way.clicked.connect(lambda _checked=False: self._open_file())
        text = tr("Problem, project, copy")
        self.further_way = _way("circle-question-mark", tr("Other ways"), text)
        self.further_way.clicked.connect(lambda _checked=False: presenter.ways())
        for way in (self.empty_way, self.example_way, self.file_way, self.further_way):
            ways.add(way)
        column.addWidget(ways)
        self._messages = QVBoxLayout()
        self._messages.setSpacing(theme.px(8))
        column.addLayout(self._messages)
        self._examples = QVBoxLayout()
        column.addLayout(self._examples)
        column.addWidget(self._table(), 1)

    def _table(self) -> Card:
        card = Card(padding=0)
        head = Flow(12)
        head.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(6))
        head.addWidget(Label(tr("My proposals"), "cardTitle"))
        self._search = SearchBox(tr("Find in proposals"))
        self._search.setFixedWidth(theme.px(200))
        self._search.searched.connect(self._presenter.search)
        head.addWidget(self._search)
        self._which = Segments(
            (("active", tr("In work")), ("bin", tr("Bin"))), "active", tr("Show")
        )
        self._which.chosen.connect(self._presenter.show)
        head.addWidget(self._which)
        self.backups = Button(tr("Backups"), "quiet", "archive", size="small")
        self.backups.clicked.connect(lambda _checked=False: self._presenter.show_backups())
        head.add_last(self.backups)
        card.body.addLayout(head)
        card.body.addWidget(Rule())
        card.body.setSpacing(0)
        self._head = HeadRow()
        card.body.addWidget(self._head)
        self.model: Rows[Draft] = Rows(spoken, self)
        self.list = RowList(self.model, DraftRows(lambda: self._form), tr("My proposals"))
        self.list.opened.connect(lambda draft: self._opened(draft))
        self.list.moved.connect(lambda draft: self._moved(draft))
        self.list.doubleClicked.connect(lambda _index: self._continue())
        self.list.setMinimumHeight(theme.px(ROWS * DraftRows.height))
        card.body.addWidget(self.list, 1)
        self._nothing = {
            "none": Empty(
                "file-pen-line",
                tr("No proposals here yet"),
                tr("Begin with an empty one, or look how a finished example is written."),
                action=tr("Empty proposal"),
                alternative=tr("From an example"),
            ),
            "bin": Empty(
                "trash-2",
                tr("The bin is empty"),
                tr("What you delete stays here for 90 days and can be brought back."),
            ),
            "search": Empty(
                "search",
                tr("No proposal has these words in its title"),
                action=tr("Clear the search"),
            ),
        }
        self._nothing["none"].acted.connect(lambda: self._presenter.new())
        self._nothing["none"].alternative_taken.connect(self._presenter.choose_example)
        self._nothing["search"].acted.connect(self._search.empty)
        for empty in self._nothing.values():
            card.body.addWidget(empty, 1)
        return card

    @property
    def _form(self) -> Form | None:
        return self._presenter.view.form

    def search_field(self) -> QWidget:
        return self._search

    def panes(self) -> Sequence[QWidget]:
        _, *beside = self._page.panes()
        return (self.list, *beside) if beside else (self._page,)

    def facts(self) -> str:
        n = self._presenter.view.active
        return ntr("{n} proposal in work · all saved", "{n} proposals in work · all saved", n)

    # showing

    def display(self, view: ProposalsView) -> None:
        self._filling = True
        self.model.replace(view.drafts)
        for at, draft in enumerate(view.drafts):
            if draft.id == view.selected and self.list.currentIndex().row() != at:
                self.list.choose(at)
        self._filling = False
        self.list.setVisible(bool(view.drafts))
        self._head.setVisible(bool(view.drafts))
        why = "search" if view.text.strip() else "bin" if view.shown == "bin" else "none"
        for name, empty in self._nothing.items():
            empty.setVisible(not view.drafts and name == why)
        self._which.show_value(view.shown)
        self._which.button("bin").setText(tr("Bin {n}", n=language().number(view.binned)))
        self._show_messages(view)
        self._show_examples(view)
        before = self._shown
        if before is None or before.draft != view.draft or before.form is not view.form:
            self._show_detail(view)
        self._shown = view

    def _show_messages(self, view: ProposalsView) -> None:
        before = self._shown
        if before is not None and _messages(view) == _messages(before):
            return
        clear(self._messages)
        presenter = self._presenter
        if view.returned is not None:
            self._messages.addWidget(ReturnedCard(view.returned, presenter))
        if view.sealed is not None:
            asking = SealedCard(
                view.sealed, view.seal_error, presenter.unseal, presenter.leave_sealed
            )
            self._messages.addWidget(asking)
            asking.password.setFocus()
        if view.closing:
            card = SealCard(presenter, view.seal_error, self._save_sealed)
            self._messages.addWidget(card)
            card.password.setFocus()
        if view.taken[0]:
            self._messages.addWidget(taken_banner(view.taken, presenter))
        if view.error is not None:
            banner = Banner(say(language(), view.error), "err", closable=True)
            banner.closed.connect(presenter.forget_messages)
            self._messages.addWidget(banner)
        if view.unsafe is not None:
            strong = tr("There is no backup of today; your proposals themselves are safe.")
            words = say(language(), view.unsafe)
            banner = Banner(words, "warn", strong=strong, action=tr("Try again"))
            banner.acted.connect(presenter.back_up)
            self._messages.addWidget(banner)
        if view.exported is not None:
            words = tr("The proposal is in {path}.", path=view.exported)
            banner = Banner(words, "ok", closable=True, action=tr("Show in folder"))
            folder = view.exported.parent
            banner.acted.connect(lambda: show_folder(folder))
            banner.closed.connect(presenter.forget_messages)
            self._messages.addWidget(banner)
        if view.gone:
            gone = view.gone
            words = tr("The proposal is in the bin.")
            banner = Banner(words, "info", closable=True, action=tr("Undo"))
            banner.acted.connect(lambda: presenter.restore(gone))
            banner.closed.connect(presenter.forget_messages)
            self._messages.addWidget(banner)

    def _show_examples(self, view: ProposalsView) -> None:
        before = self._shown
        if before is not None and before.choosing_example == view.choosing_example:
            return
        clear(self._examples)
        if not view.choosing_example:
            return
        card = Card(tr("Examples"), "copy")
        card.body.addWidget(
            Wrapped(
                tr("An example shows the form filled. Its project is illustrative, not a request."),
                "small",
            )
        )
        for example in view.examples:
            line = QHBoxLayout()
            texts = QVBoxLayout()
            texts.setSpacing(theme.px(1))
            head = QHBoxLayout()
            head.addWidget(Label(said(example.title), "strong"))
            head.addWidget(Status(tr("illustrative"), "info"))
            head.addStretch(1)
            texts.addLayout(head)
            texts.addWidget(Wrapped(said(example.note), "small"))
            line.addLayout(texts, 1)
            take = Button(tr("Start from it"), size="small")
            take.setAccessibleName(tr("Start from “{title}”", title=said(example.title)))
            take.clicked.connect(
                lambda _checked=False, key=example.id: self._presenter.from_example(key)
            )
            line.addWidget(take, 0, Qt.AlignmentFlag.AlignTop)
            card.body.addLayout(line)
        self._examples.addWidget(card)

    def _show_detail(self, view: ProposalsView) -> None:
        body = self._detail
        clear(body)
        draft = view.draft
        self._page.show_side(draft is not None)
        if draft is None:
            return
        body.addWidget(Title(title_words(draft.title), "subtitle"))
        body.addLayout(self._actions(draft))
        if draft.deleted:
            self._show_leaving(draft)
            body.addStretch(1)
            return
        if draft.review:
            body.addWidget(Status(tr("Review copy"), "info", "eye"))
            words = tr("To be read and commented; its answers are not changed here.")
            body.addWidget(Wrapped(words, "small"))
        if draft.remarks:
            self._show_remarks(draft)
        icon, tone, words = next_words(draft, view.form)
        line = QHBoxLayout()
        line.addWidget(Picture(icon, tone, 15), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Wrapped(words, "small", tone), 1)
        body.addWidget(SectionLabel(tr("Next")))
        body.addLayout(line)
        if draft.worst is not None:
            path = draft.worst.path
            go = Button(tr("Go there"), "quiet", size="small")
            go.clicked.connect(lambda: self._presenter.open(draft.id, path))
            body.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        body.addWidget(SectionLabel(tr("Readiness by form")))
        for template, ready in sorted(draft.offers, key=lambda o: o[0] != draft.template):
            body.addWidget(self._readiness(view, draft, template, ready))
        body.addWidget(
            Wrapped(tr("Share of the form’s required items that pass their checks."), "small")
        )
        body.addWidget(SectionLabel(tr("State")))
        body.addWidget(
            Wrapped(
                tr(
                    "Revision {n}, saved {moment}",
                    n=draft.revision,
                    moment=language().moment(draft.changed),
                ),
                "small",
            )
        )
        body.addStretch(1)

    def _show_leaving(self, draft: Draft) -> None:
        """Until when a deleted proposal can be taken back."""
        if draft.leaves is not None:
            words = tr(
                "It stays in the bin for 90 days, until {day}; then it is deleted for good.",
                day=language().date(draft.leaves.astimezone().date()),
            )
            self._detail.addWidget(Wrapped(words, "small"))

    def _show_remarks(self, draft: Draft) -> None:
        """How many comments wait, and the way to them."""
        body = self._detail
        body.addWidget(SectionLabel(tr("Comments")))
        words = ntr("{n} open comment", "{n} open comments", draft.remarks)
        if draft.todos:
            words = f"{words}, " + ntr("{n} to do", "{n} to do", draft.todos)
        body.addWidget(Wrapped(words, "small"))
        self.remarks = Button(tr("Show the comments"), "quiet", "message-square", size="small")
        self.remarks.clicked.connect(lambda _=False: self._presenter.open_comments(draft.id))
        body.addWidget(self.remarks, 0, Qt.AlignmentFlag.AlignLeft)

    def _readiness(self, view: ProposalsView, draft: Draft, template: str, ready: int) -> QWidget:
        line = QFrame()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        name = view.template_names.get(template)
        chosen = template == draft.template
        words = Elided(said(name) if name else template, "smallStrong" if chosen else "small")
        row.addWidget(words, 1)
        bar = Bar(ready, said(name) if name else template)
        bar.setFixedWidth(theme.px(56))
        row.addWidget(bar)
        share = Label(language().percent(ready), "smallFigures")
        share.setFixedWidth(theme.px(40))
        share.setAlignment(Qt.AlignmentFlag.AlignRight)
        row.addWidget(share)
        return line

    def _actions(self, draft: Draft) -> QHBoxLayout:
        presenter = self._presenter
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        if draft.deleted:
            back = Button(tr("Take out of the bin"), "primary", "rotate-ccw")
            back.clicked.connect(lambda: presenter.restore(draft.id))
            row.addWidget(back)
            row.addStretch(1)
            return row
        self.go_on = Button(tr("Continue"), "primary")
        self.go_on.clicked.connect(lambda: presenter.open(draft.id))
        export = Button(tr("Export"), icon="file-down")
        export.clicked.connect(lambda: presenter.export(draft.id))
        for button in (self.go_on, export, self._more(draft)):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _more(self, draft: Draft) -> Button:
        """What is done less often: a copy, a file for a colleague, the bin."""
        presenter = self._presenter
        self.more = Button("", icon="ellipsis", name=tr("More"))
        menu = QMenu(self.more)
        entries: tuple[tuple[str, str, Callable[[], object]], ...] = (
            ("copy", tr("Duplicate"), lambda: presenter.duplicate(draft.id, copied(draft.title))),
            ("save", tr("Save as a file …"), lambda: self._save_file(draft)),
            ("lock", tr("Save with a password …"), lambda: presenter.close_with_password(draft.id)),
            ("send", tr("Send for review …"), lambda: self._send(draft)),
            ("git-compare", tr("What changed …"), lambda: presenter.compare(draft.id)),
            ("table", tr("Tables in Excel …"), lambda: presenter.exchange(draft.id)),
            ("list-checks", tr("The form …"), lambda: presenter.show_form(draft.id)),
            ("trash-2", tr("Delete"), lambda: presenter.delete(draft.id)),
        )
        for icon, words, verb in entries:
            action = menu.addAction(icons.icon(icon), words)
            action.triggered.connect(lambda _checked=False, do=verb: do())
        self.more.setMenu(menu)
        return self.more

    # what is done

    def _opened(self, draft: Draft) -> None:
        """A click selects; Enter on the selected one goes on with it."""
        if draft.id == self._presenter.view.selected and not self.list.underMouse():
            self._continue()
        else:
            self._presenter.select(draft.id)

    def _moved(self, draft: Draft) -> None:
        if not self._filling:
            self._presenter.select(draft.id)

    def _continue(self) -> None:
        draft = self._presenter.view.draft
        if draft is not None and not draft.deleted:
            self._presenter.open(draft.id)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        found = _dropped(event)
        if found is not None:
            event.acceptProposedAction()
            self._presenter.from_file(found)

    def _open_file(self) -> None:
        chosen = self.ask_open()
        if chosen:
            self._presenter.from_file(Path(chosen))

    def _save_file(self, draft: Draft) -> None:
        path = self._where(draft, "")
        if path is not None:
            self._presenter.save_file(draft.id, path)

    def _save_sealed(self, password: str) -> None:
        view = self._presenter.view
        draft = next((each for each in view.drafts if each.id == view.closing), None)
        path = None if draft is None else self._where(draft, tr("with password"))
        if path is not None:
            self._presenter.save_sealed(path, password)

    def _send(self, draft: Draft) -> None:
        path = self._where(draft, tr("for review"))
        if path is not None:
            self._presenter.send_for_review(draft.id, path)

    def _where(self, draft: Draft, suffix: str) -> Path | None:
        """The file that the user chooses, with the ending of proposals."""
        letters = "".join(c if c.isalnum() else " " for c in title_words(draft.title))
        name = "-".join(letters.split()[:6])[:60]
        chosen = self.ask_save(" ".join(filter(None, (name, suffix))) + ".wecoop")
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix == ".wecoop" else path.with_name(path.name + ".wecoop")

    def _ask_open(self) -> str:
        return QFileDialog.getOpenFileName(self, tr("Open a file"), "", tr(OPENED))[0]

    def _ask_save(self, name: str) -> str:
        return QFileDialog.getSaveFileName(self, tr("Save as a file …"), name, tr(FILES))[0]


def _dropped(event: QDropEvent) -> Path | None:
    """The file that is being dropped, where it is one that may be a proposal or hold one."""
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    wanted = len(files) == 1 and files[0].suffix.lower() in (".wecoop", ".pdf")
    return files[0] if wanted else None


def _messages(view: ProposalsView) -> tuple[object, ...]:
    sealing = view.sealed, view.closing, view.seal_error
    return view.error, view.gone, view.exported, view.unsafe, view.returned, view.taken, sealing


def _way(icon: str, title: str, text: str) -> WayCard:
    return WayCard(icon, title, text, does="begin", high=HIGH)
