"""Tables in Excel and Word: out to colleagues, and in with a preview of every cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.base.wording import say
from wecoop_desktop.documents.exchange.grid import letters
from wecoop_desktop.documents.exchange.layout import tables
from wecoop_desktop.documents.exchange.mapping import choices, head_text
from wecoop_desktop.forms.form import Field
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.keys import bind
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.empty import Empty
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Caption, Label, Rule, SectionLabel, Wrapped
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.panes import Panes
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.exchange import ExchangePresenter, ExchangeView
from wecoop_desktop.ui.screen import Crumb
from wecoop_desktop.ui.screens.comparerows import narrowed
from wecoop_desktop.ui.screens.exchangetable import SORTS, LinesModel, lines_of, remark_lines
from wecoop_desktop.ui.wording import language, ntr, said, tr

OPENED = mark("Tables (*.xlsx *.xlsm *.docx *.csv *.tsv)")
SAVED = mark("Spreadsheets (*.xlsx)")
MOST_REMARKS = 200
INSIDE = Qt.ShortcutContext.WidgetWithChildrenShortcut


class ExchangeScreen(QWidget):
    def __init__(self, presenter: ExchangePresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._told: object = None
        self._mapped: object = None
        # The only dialogs; tests put their own answers here.
        self.ask_open: Callable[[], str] = self._ask_open
        self.ask_save: Callable[[], str] = self._ask_save
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(Rule())
        self._messages = QVBoxLayout()
        self._messages.setContentsMargins(theme.px(18), 0, theme.px(18), 0)
        column.addLayout(self._messages)
        self._body = Panes((330, 760))
        self._side = Panel("surface", (14, 12, 14, 12), 8)
        self._side.setMinimumWidth(theme.px(220))
        self._body.addWidget(self._side)
        self._body.addWidget(self._right())
        self._body.setStretchFactor(1, 1)
        self._body.lay()
        column.addWidget(self._body, 1)
        self._empty = QVBoxLayout()
        column.addLayout(self._empty, 1)
        bind(self, "Ctrl+V", self._paste, INSIDE)
        bind(self, "Ctrl+O", self._open, INSIDE)

    # building

    def _head(self) -> QWidget:
        head = QWidget()
        head.setProperty("ground", "surface")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        around = QVBoxLayout(head)
        around.setContentsMargins(theme.px(18), theme.px(10), theme.px(18), theme.px(10))
        holder = QWidget()
        around.addWidget(holder)
        row = Flow(8, holder)
        self.send = Button(tr("Save this table as XLSX …"), icon="upload")
        self.send.clicked.connect(lambda _checked=False: self._save(every=False))
        self.send_all = Button(tr("Save all tables as XLSX …"), icon="upload")
        self.send_all.clicked.connect(lambda _checked=False: self._save(every=True))
        self.open = Button(tr("Open a file …"), icon="folder-open")
        self.open.clicked.connect(lambda _checked=False: self._open())
        self.paste = Button(tr("Paste a table"), icon="copy")
        self.paste.setToolTip(tr("What was copied in Word or a spreadsheet (Ctrl V)"))
        self.paste.clicked.connect(lambda _checked=False: self._paste())
        for widget in (self.send, self.send_all, self.open, self.paste):
            row.addWidget(widget)
        return head

    def _right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        column.setSpacing(theme.px(6))
        self._counts = Wrapped("", "small")
        column.addWidget(self._counts)
        self.model = LinesModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(tr("What would come in"))
        self.table.setFont(theme.font("small"))
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.row(28))
        head = self.table.horizontalHeader()
        head.setFont(theme.font("smallStrong"))
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_row())
        column.addWidget(self.table, 1)
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.px(8))
        column.addLayout(self._row)
        column.addWidget(Rule())
        verbs = QHBoxLayout()
        self.apply = Button(tr("Take in"), "primary", "check")
        self.apply.clicked.connect(lambda _checked=False: self._presenter.apply())
        self.cancel = Button(tr("Cancel"))
        self.cancel.clicked.connect(lambda _checked=False: self._presenter.cancel())
        verbs.addWidget(self.apply)
        verbs.addWidget(self.cancel)
        verbs.addStretch(1)
        column.addLayout(verbs)
        return right

    # what the window asks

    def crumbs(self) -> Sequence[Crumb]:
        view = self._presenter.view
        title = view.title.of(language().code) or tr("Proposal without a title")
        return (
            Crumb(tr("Proposals"), Place("proposals")),
            Crumb(title, Place("wizard", view.id)),
            Crumb(tr("Tables in Excel and Word")),
        )

    def panes(self) -> Sequence[QWidget]:
        return (self._side, self.table)

    def facts(self) -> str:
        view = self._presenter.view
        if not view.mode:
            return ""
        return ntr("{n} change would come in", "{n} changes would come in", view.count)

    # showing

    def display(self, view: ExchangeView) -> None:
        self.send.setVisible(bool(view.asked))
        for button in (self.open, self.paste):
            button.setEnabled(not view.review and not view.busy)
        self.model.show(lines_of(view))
        self._show_messages(view)
        self._show_side(view)
        self._show_counts(view)
        self._show_empty(view)
        self._show_row()
        self._fit()

    def _fit(self) -> None:
        most = theme.px(260)
        for at in range(self.model.columnCount()):
            width = min(self.table.sizeHintForColumn(at) + theme.px(16), most)
            head = self.table.horizontalHeader().sectionSizeHint(at)
            self.table.setColumnWidth(at, max(width, min(head, most), theme.px(70)))

    def _show_messages(self, view: ExchangeView) -> None:
        sign = (view.error, view.applied, view.saved, view.review)
        if sign == self._told:
            return
        self._told = sign
        clear(self._messages)
        if view.error is not None:
            self._tell(Banner(say(language(), view.error), "err"))
        if view.review:
            self._tell(Banner(tr("A review copy can be commented, not changed."), "info"))
        if view.saved is not None:
            words = tr("{name} was written. A colleague can edit it without this program; open it "
                       "here when it comes back.", name=view.saved.name)  # fmt: skip
            self._tell(Banner(words, "ok"))
        if view.applied is not None:
            words = ntr(
                "{n} change came in. The state before is kept as a revision.",
                "{n} changes came in. The state before is kept as a revision.",
                view.applied,
            )
            banner = Banner(words, "ok", action=tr("Undo"))
            banner.acted.connect(self._presenter.undo)
            self._tell(banner)

    def _tell(self, banner: Banner) -> None:
        self._messages.addWidget(banner)
        banner.announce()

    def _show_counts(self, view: ExchangeView) -> None:
        parts = []
        if view.mode == "old":
            parts.append(ntr("{n} row would come in", "{n} rows would come in", view.count))
        elif view.mode == "back":
            parts.append(ntr("{n} change would come in", "{n} changes would come in", view.count))
            conflicts = len(view.taken.merge.conflicts) if view.taken is not None else 0
            if conflicts:
                words = ntr(
                    "both sides changed {n} cell", "both sides changed {n} cells", conflicts
                )
                parts.append(words)
        wrong = sum(level == "error" for level, _ in remark_lines(view))
        if wrong:
            parts.append(ntr("{n} could not be read", "{n} could not be read", wrong))
        self._counts.setText(" · ".join(parts))
        self.apply.setEnabled(bool(view.count) and not view.review)

    def _show_empty(self, view: ExchangeView) -> None:
        self._body.setVisible(bool(view.mode))
        clear(self._empty)
        if view.mode or view.busy:
            return
        words = tr(
            "Save tables for a colleague who works in a spreadsheet, and open the file when it "
            "comes back: every changed cell is shown before it comes in. Old logframes, budgets, "
            "risk tables and schedules of XLSX and DOCX files can be taken in too, or pasted."
        )
        self._empty.addWidget(Empty("table", tr("Tables in Excel and Word"), words))

    # the side: table, question, columns, remarks

    def _show_side(self, view: ExchangeView) -> None:
        sign = (view.mode, view.grids, view.grid, view.columns, view.rows, view.intake, view.taken)
        if sign == self._mapped:
            return
        self._mapped = sign
        focused = self.focusWidget()
        name = focused.accessibleName() if isinstance(focused, Choice) else ""
        clear(self._side.body)
        if view.mode == "old" and view.columns is not None and view.form is not None:
            self._lay_table(view)
            self._lay_columns(view, view.form.field(view.columns.path))
        self._lay_remarks(view)
        self._side.body.addStretch(1)
        if name:
            again = [c for c in self._side.findChildren(Choice) if c.accessibleName() == name]
            if again:
                again[-1].setFocus()

    def _labelled(self, words: str, choice: QWidget) -> None:
        self._side.body.addWidget(Caption(words))
        self._side.body.addWidget(choice)

    def _lay_table(self, view: ExchangeView) -> None:
        presenter = self._presenter
        entries = [(str(at), grid.name) for at, grid in enumerate(view.grids)]
        self.grids = narrowed(Choice(entries, str(view.grid), tr("Table of the file")))
        self.grids.chosen.connect(lambda at: presenter.choose_grid(int(at)))
        self._labelled(tr("Table of the file"), self.grids)
        assert view.form is not None
        assert view.columns is not None
        known = [(field.path, said(field.label)) for field in tables(view.form)]
        words = tr("Table of the proposal")
        self.question = narrowed(Choice(known, view.columns.path, words))
        self.question.chosen.connect(presenter.choose_question)
        self._labelled(tr("Table of the proposal"), self.question)
        ways = (("append", tr("After the rows there")), ("replace", tr("In their place")))
        self.way = Segments(ways, view.rows, tr("Where the rows go"))
        self.way.chosen.connect(presenter.place_rows)
        self._side.body.addWidget(self.way)

    def _lay_columns(self, view: ExchangeView, field: Field) -> None:
        """For each column of the file what it is; "" leaves it out."""
        grid, columns = view.grids[view.grid], view.columns
        assert columns is not None
        self._side.body.addWidget(SectionLabel(tr("Columns")))
        self.columns: dict[int, Choice] = {}
        entries = [("", tr("Left out"))]
        entries += [(target, _target_words(field, target)) for target in choices(field)]
        for at in range(grid.columns):
            head = head_text(grid, columns.heads, at)
            if not head and not columns.targets[at] and not _used(view, at):
                continue
            words = f"{letters(at)} · {head or '—'}"
            choice = narrowed(Choice(entries, columns.targets[at], words))
            choice.chosen.connect(
                lambda target, column=at: self._presenter.map_column(column, target)
            )
            self.columns[at] = choice
            self._labelled(words, choice)

    def _lay_remarks(self, view: ExchangeView) -> None:
        found = remark_lines(view)
        if not found:
            return
        self._side.body.addWidget(SectionLabel(tr("Remarks")))
        for level, words in found[:MOST_REMARKS]:
            label = Wrapped(words, "small", "err" if level == "error" else "text2")
            self._side.body.addWidget(label)

    # the row under the cursor

    def _show_row(self) -> None:
        """What can be chosen for the row: what it is, or whose side stands."""
        clear(self._row)
        view, at = self._presenter.view, self.table.currentIndex().row()
        keys = self.model.lines.keys
        if not 0 <= at < len(keys) or not keys[at]:
            return
        key = keys[at]
        if view.mode == "old" and view.intake is not None:
            names = ("row", "section", "total", "head", "footnote")
            entries = [(name, tr(SORTS[name][2])) for name in names]
            sort = view.intake.sorts.get(int(key), "row")
            self.sort = Choice(entries, sort, tr("This row is taken as"))
            self.sort.chosen.connect(lambda what: self._mark(int(key), what))
            self._row.addWidget(Label(tr("This row is taken as"), "small"))
            self._row.addWidget(self.sort)
        elif view.taken is not None:
            conflict = next((c for c in view.taken.merge.conflicts if c.id == key), None)
            if conflict is None:
                return
            entries = [("mine", tr("What the proposal says")), ("theirs", tr("What the file says"))]
            chosen = conflict.chosen if isinstance(conflict.chosen, str) else ""
            self.side = Segments(entries, chosen, tr("What stands"))
            self.side.chosen.connect(lambda side: self._choose(key, side))
            self._row.addWidget(Label(tr("What stands"), "small"))
            self._row.addWidget(self.side)
        self._row.addStretch(1)

    def _mark(self, row: int, sort: str) -> None:
        at = self.table.currentIndex()
        for name in SORTS:
            if name == sort and name != "blank":
                self._presenter.mark_row(row, name)  # type: ignore[arg-type]  # a key of SORTS
        self.table.setCurrentIndex(self.model.index(at.row(), 0))

    def _choose(self, conflict: str, side: str) -> None:
        at = self.table.currentIndex().row()
        self._presenter.choose(conflict, "theirs" if side == "theirs" else "mine")
        self.table.setCurrentIndex(self.model.index(at, 0))

    # files and the clipboard

    def _save(self, *, every: bool) -> None:
        path = self.ask_save()
        if path:
            target = Path(path if path.lower().endswith(".xlsx") else f"{path}.xlsx")
            self._presenter.send(target, language(), every=every)

    def _open(self) -> None:
        path = self.ask_open()
        if path:
            self._presenter.open_file(Path(path))

    def _paste(self) -> None:
        if not self.paste.isEnabled():
            return
        held = QGuiApplication.clipboard().mimeData()
        self._presenter.paste(held.html() if held.hasHtml() else "", held.text())

    def _ask_open(self) -> str:
        return QFileDialog.getOpenFileName(self, tr("Open a table"), "", tr(OPENED))[0]

    def _ask_save(self) -> str:
        name = f"{tr('Tables')}.xlsx"
        return QFileDialog.getSaveFileName(self, tr("Save tables"), name, tr(SAVED))[0]


def _target_words(field: Field, target: str) -> str:
    name, _, part = target.partition("@")
    column = next((c for c in field.columns if c.id == name), None)
    words = said(column.label) if column is not None else name
    return f"{words} ({part.upper()})" if part else words


def _used(view: ExchangeView, column: int) -> bool:
    """Whether anything stands in a column below the head."""
    grid, columns = view.grids[view.grid], view.columns
    first = columns.first if columns is not None else 0
    return any(not grid.at(row, column).blank for row in range(first, grid.rows))
