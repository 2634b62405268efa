"""A table of rows for the keyboard: a view, its verbs above, and the sentence of the cell below."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QVBoxLayout,
    QWidget,
)

from wecoop_desktop.forms.answers import Value, Words
from wecoop_desktop.forms.form import Column
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.cells import Cells
from wecoop_desktop.ui.editors.keys import GridView
from wecoop_desktop.ui.editors.model import RowsModel
from wecoop_desktop.ui.editors.scene import FIGURES, MOST_ROWS, Scene, typed
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Wrapped
from wecoop_desktop.ui.wording import language, ntr, said, tr

MOST_PASTED = 200_000  # characters
ROWS_SHOWN = 14
MOST_ALONE = 16  # rows that are measured at once: as many as a grid shows
MEASURED = 60  # rows by whose words the columns share the width
PAUSE = 20  # ms between them, in which keys and painting come first


class Grid(QWidget):
    """`edited`, `kept` and `left` as every editor says them; `picked(row)` follows the cursor."""

    edited = Signal(object)
    kept = Signal(object)
    left = Signal()
    picked = Signal(int)
    wide = True

    def __init__(
        self,
        question: Question,
        parent: QWidget | None = None,
        *,
        columns: Sequence[Column] | None = None,
        add: str = "",
        model: RowsModel | None = None,
    ) -> None:
        super().__init__(parent)
        self.question = question
        self.model = model or RowsModel(question, columns)
        self.model.setParent(self)
        self.model.changed.connect(self._say)
        self.model.kept.connect(lambda: self.kept.emit(self.model.held_texts()))
        for moved in (self.model.modelReset, self.model.rowsInserted, self.model.rowsRemoved):
            moved.connect(self._forget_looks)
        self._refusal = ""
        # Who owns the grid may do a verb in its own way; True where it did.
        self.takes: Callable[[str], bool] | None = None
        self._shown: tuple[object, ...] | None = None
        self._sized: tuple[int, int, int] | None = None
        self._looks: list[object] = []  # the widths, and how each row looked when it was measured
        self.view = self._view()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(0)
        self._settle.timeout.connect(self.fit)
        self._further = QTimer(self)
        self._further.setSingleShot(True)
        self._further.setInterval(PAUSE)
        self._further.timeout.connect(self.fit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addLayout(self._verbs(add or tr("Add a row")))
        column.addWidget(self.view)
        self._note = Wrapped("", "small", "err")
        self._note.hide()
        column.addWidget(self._note)
        column.addLayout(self._below())
        self.setFocusProxy(self.view)

    def _view(self) -> GridView:
        view = GridView(self)
        view.setModel(self.model)
        view.setItemDelegate(Cells(view))
        view.setAccessibleName(said(self.question.label))
        view.setFont(theme.font("small"))
        view.setWordWrap(True)
        view.setCornerButtonEnabled(False)
        view.setTabKeyNavigation(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        view.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        head = view.horizontalHeader()
        head.setFont(theme.font("smallStrong"))
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setFixedHeight(3 * theme.line_height("small") + theme.px(4))
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.sectionResized.connect(lambda *_: self._settle.start())
        side = view.verticalHeader()
        side.setFont(theme.font("micro"))
        side.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setMinimumSectionSize(theme.px(28))
        view.wanted.connect(self.do)
        view.left.connect(self._leave)
        view.selectionModel().currentChanged.connect(self._moved)
        view.setStyleSheet(
            f"QTableView {{ border: 1px solid {theme.token('line')};"
            f" border-radius: {theme.px(6)}px; }}"
        )
        return view

    def _verbs(self, add: str) -> Flow:
        self.bar = Flow(6)
        verbs = (
            ("add", add, "plus", ""),
            ("remove", "", "trash-2", tr("Delete the row (Ctrl Del)")),
            ("up", "", "arrow-up", tr("Move the row up (Alt ↑)")),
            ("down", "", "arrow-down", tr("Move the row down (Alt ↓)")),
        )
        for verb, words, icon, name in verbs:
            button = Button(words, icon=icon, size="small", name=name)
            button.clicked.connect(lambda _checked=False, what=verb: self.do(what))
            self.bar.addWidget(button)
        return self.bar

    def _below(self) -> QHBoxLayout:
        """The keys or the other language at the left, pasting at the right."""
        row = QHBoxLayout()
        self._foot = Wrapped("", "small", "muted")
        row.addWidget(self._foot, 1)
        paste = Button(tr("Paste from a spreadsheet"), "quiet", size="small")
        paste.clicked.connect(lambda: self.do("paste"))
        row.addWidget(paste, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def add_verb(self, words: str, icon: str, at: int = 1) -> Button:
        """A further button among the verbs."""
        button = Button(words, icon=icon, size="small")
        self.bar.insertWidget(at, button)
        return button

    # showing

    def display(self, value: Value | None, scene: Scene) -> None:
        worked_out = tuple(
            scene.state.computed.get(f"{self.question.path}[].{column.id}")
            for column in self.model.columns
            if column.kind == "computed"
        )
        shown = (value, scene.problems, scene.held, scene.writing, worked_out)
        if shown == self._shown:
            self.model.scene = scene
            return
        self._shown = shown
        before = self.view.currentIndex()
        at = (before.row(), before.column())
        self.model.display(value, scene)
        if at[0] >= 0 and not self.view.currentIndex().isValid() and self.model.rows:
            self.place_at(min(at[0], len(self.model.rows) - 1), at[1])
        if not self._editing():
            self._settle.start()
        self._tell()

    def _editing(self) -> bool:
        return self.view.state() == QAbstractItemView.State.EditingState

    def _widths(self) -> None:
        """Columns share the width by what they hold; the user's own drag is kept afterwards."""
        room = max(theme.px(400), self.view.viewport().width())
        sign = (len(self.model.columns), len(self.model.rows), room)
        if self._sized == sign:
            return
        self._sized = sign
        texts = [self._texts(at) for at in range(len(self.model.columns))]
        least = [self._least(at, words) for at, words in enumerate(texts)]
        wishes = [max(low, self._wish(at, texts[at])) for at, low in enumerate(least)]
        spare = room - sum(least)
        wanted = sum(wish - low for wish, low in zip(wishes, least, strict=True))
        share = 1.0 if wanted <= 0 else min(1.0, max(0.0, spare / wanted))
        if share < 0.35:  # too narrow to read: rather scroll to the side
            share = 0.35
        widths = [low + int((wish - low) * share) for low, wish in zip(least, wishes, strict=True)]
        wordy = [at for at, c in enumerate(self.model.columns) if c.kind in ("text", "rich_text")]
        rest = room - sum(widths)
        for at in wordy if rest > 0 else ():
            widths[at] += rest // len(wordy)
        for at, width in enumerate(widths):
            self.view.setColumnWidth(at, width)

    def _texts(self, at: int) -> list[str]:
        """What the first rows say in that column."""
        rows = range(min(MEASURED, len(self.model.rows)))
        return [str(self.model.index(row, at).data() or "") for row in rows]

    def _least(self, at: int, texts: Sequence[str]) -> int:
        """Room for the longest word of the head, and for a figure or a date."""
        column = self.model.columns[at]
        head = self.view.horizontalHeader().fontMetrics()
        words = said(column.label).split() or [""]
        word = max(head.horizontalAdvance(word) for word in words) + theme.px(22)
        kinds = {"text": 56, "rich_text": 90, "choice": 90, "date": 96, "money": 104}
        usual = max(word, theme.px(kinds.get(column.kind, 62)))
        if column.kind in FIGURES and not column.options:
            return max(usual, self._longest(texts))  # a figure is never broken
        return max(usual, self._word(texts))

    def _word(self, texts: Sequence[str]) -> int:
        """Room for the longest word of the cells, where it is not longer than a word should be."""
        metrics = self.view.fontMetrics()
        words = {word for text in texts for word in text[:200].split()}
        widest = max((metrics.horizontalAdvance(word) for word in words), default=0)
        return min(widest + theme.px(20), theme.px(130))

    def _longest(self, texts: Sequence[str]) -> int:
        metrics = QFontMetrics(theme.font("smallFigures"))
        widest = max((metrics.horizontalAdvance(text[:40]) for text in set(texts)), default=0)
        return min(widest + theme.px(22), theme.px(220))

    def _wish(self, at: int, texts: Sequence[str]) -> int:
        """Room for nearly all cells in two lines."""
        metrics = self.view.fontMetrics()
        known = {text: metrics.horizontalAdvance(text[:200]) for text in set(texts) if text}
        lengths = sorted(known[text] for text in texts if text)
        if not lengths:
            usual = {"text": 130, "rich_text": 200}.get(self.model.columns[at].kind, 0)
            return theme.px(usual)
        typical = lengths[int(0.85 * (len(lengths) - 1))]
        long = self.model.columns[at].kind in ("text", "rich_text", "choice")
        lines = 2 if long and typical > theme.px(140) else 1
        return min(theme.px(300), typical // lines + theme.px(26))

    def fit(self) -> None:
        """Rows as high as their words, the grid as high as its rows up to ROWS_SHOWN of them."""
        if not self.isVisible():
            return  # measured when it is to be seen
        self._widths()
        if not self._editing():
            self._fit_rows()
        rows = [self.view.rowHeight(at) for at in range(len(self.model.rows))]
        shown = sum(rows) if len(rows) <= ROWS_SHOWN else min(sum(rows), theme.px(560))
        head = self.view.horizontalHeader().height()
        scroll = self.view.horizontalScrollBar()
        bar = scroll.sizeHint().height() if self._overflows() else 0
        height = max(head + theme.px(36), head + shown + bar + 2)
        if self.view.maximumHeight() != height:
            self.view.setFixedHeight(height)

    def _fit_rows(self) -> None:
        """Only rows whose words or widths are other ones: measuring words takes time."""
        columns = range(len(self.model.columns))
        widths = tuple(self.view.columnWidth(at) for at in columns)
        known = self._looks if self._looks[:1] == [widths] else []
        looks: list[object] = [widths, *map(self.model.looks, range(len(self.model.rows)))]
        others = [
            at
            for at in range(len(self.model.rows))
            if known[at + 1 : at + 2] != looks[at + 1 : at + 2]
        ]
        first = max(0, self.view.rowAt(0))
        # Those in sight first; of a long table the others follow in between, a few at a time.
        others.sort(key=lambda at: (at < first, at))
        for at in others[:MOST_ALONE]:
            self.view.resizeRowToContents(at)
        for at in others[MOST_ALONE:]:
            looks[at + 1] = None
        self._looks = looks
        if len(others) > MOST_ALONE:
            self._further.start()

    def _forget_looks(self, *_parts: object) -> None:
        """The header has other rows now, or forgot how high they were."""
        self._looks = []

    def _overflows(self) -> bool:
        head = self.view.horizontalHeader()
        return head.length() > self.view.viewport().width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settle.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._tell()

    def _tell(self) -> None:
        """Under the grid: what is wrong with the cell, its other language, or the keys."""
        index = self.view.currentIndex()
        wrong = self._refusal
        foot = tr(
            "Tab next cell · Enter edit · Ctrl Enter new row · Alt ↑↓ move · Ctrl D fill down"
        )
        scene = self.model.scene
        if index.isValid() and index.row() < len(self.model.rows) and scene is not None:
            wrong = wrong or self.model.message(index.row(), index.column())
            value = self.model.cell(index.row(), self.model.columns[index.column()].id)
            if isinstance(value, Words) and typed(value, scene.other):
                foot = f"{scene.other.upper()}: {typed(value, scene.other)}"
            figures = self._sum_of_selection()
            foot = figures or foot
        self._note.setText(wrong)
        self._note.setVisible(bool(wrong))
        self._foot.setText(foot)

    def _sum_of_selection(self) -> str:
        from decimal import Decimal

        cells = self.view.selectionModel().selectedIndexes()
        if len(cells) < 2:
            return ""
        found = [self.model.cell(i.row(), self.model.columns[i.column()].id) for i in cells]
        numbers = [value for value in found if isinstance(value, Decimal)]
        if len(numbers) < 2:
            return ""
        return tr("Sum of the selection: {sum}", sum=language().number(sum(numbers)))

    # verbs

    def do(self, verb: str) -> None:
        """A verb of the keyboard or of the bar."""
        self._refusal = ""
        if self.takes is not None and self.takes(verb):
            self._tell()
            return
        row = self.view.currentIndex().row()
        column = max(0, self.view.currentIndex().column())
        rows, columns = self._selected()
        if verb == "add":
            self._add(row)
        elif verb == "remove":
            self.model.remove(rows)
            self.place_at(min(row, len(self.model.rows) - 1), column)
        elif verb in ("up", "down"):
            self.place_at(self.model.move(row, -1 if verb == "up" else 1), column)
        elif verb == "fill":
            self.model.fill_down(rows, columns)
        elif verb == "clear":
            for at in rows:
                for col in columns:
                    self.model.setData(self.model.index(at, col), "")
        elif verb == "copy":
            self._copy(rows, columns)
        elif verb == "paste":
            self._paste(max(0, row), column)
        self._tell()

    def refuse(self, sentence: str) -> None:
        """Say under the grid why something was not done, until the cursor moves."""
        self._refusal = sentence
        self._tell()

    def _selected(self) -> tuple[list[int], list[int]]:
        cells = self.view.selectionModel().selectedIndexes() or [self.view.currentIndex()]
        valid = [index for index in cells if index.isValid()]
        return sorted({i.row() for i in valid}), sorted({i.column() for i in valid})

    def _add(self, row: int) -> None:
        if len(self.model.rows) >= MOST_ROWS:
            self._refusal = ntr(
                "A table holds at most {n} row.", "A table holds at most {n} rows.", MOST_ROWS
            )
            return
        at = self.model.insert(row + 1 if row >= 0 else len(self.model.rows))
        self.place_at(at, self._first_to_type(at))

    def _first_to_type(self, row: int) -> int:
        for at, column in enumerate(self.model.columns):
            if column.kind != "computed" and not self.model.rows[row].get(column.id):
                return at
        return 0

    def place_at(self, row: int, column: int) -> None:
        """The cursor into a cell."""
        if 0 <= row < len(self.model.rows):
            index = self.model.index(row, max(0, column))
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.view.selectionModel().setCurrentIndex(index, flag)
            self.view.scrollTo(index)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy(self, rows: Sequence[int], columns: Sequence[int]) -> None:
        stream = io.StringIO()
        writer = csv.writer(stream, dialect="excel-tab", lineterminator="\n")
        for row in rows:
            writer.writerow(str(self.model.index(row, col).data() or "") for col in columns)
        QGuiApplication.clipboard().setText(stream.getvalue().rstrip("\n"))

    def _paste(self, row: int, column: int) -> None:
        self.paste_text(QGuiApplication.clipboard().text(), row, column)

    def paste_text(self, text: str, row: int, column: int) -> None:
        """Lines and tabs of a spreadsheet into the cells from (row, column) on."""
        if len(text) > MOST_PASTED:
            self._refusal = tr(
                "The clipboard holds {n} characters and a table takes {limit} at once: nothing was "
                "pasted. Paste fewer rows.",
                n=language().number(len(text)),
                limit=language().number(MOST_PASTED),
            )
            return
        lines = [line for line in csv.reader(io.StringIO(text), dialect="excel-tab") if line]
        if not lines:
            return
        room = len(self.model.columns) - column
        widest = max(len(line) for line in lines)
        if row + len(lines) > MOST_ROWS:
            self._refusal = ntr(
                "A table holds at most {n} row.", "A table holds at most {n} rows.", MOST_ROWS
            )
            return
        self.model.paste(row, column, lines)
        self.place_at(row, column)
        if widest > room:
            self._refusal = tr(
                "The pasted rows have {n} columns and there is room for {room}: the rest was "
                "left out.",
                n=widest,
                room=room,
            )

    # signals

    def _say(self) -> None:
        self._settle.start()
        self.edited.emit(self.model.rows or None)

    def _leave(self) -> None:
        self.left.emit()

    def _moved(self, index: QModelIndex, before: QModelIndex) -> None:
        self._refusal = ""
        self._tell()
        if index.row() != before.row() and index.isValid():
            self.picked.emit(index.row())

    def complaints(self) -> tuple[str, ...]:
        return self.model.complaints()

    def focus_at(self, row: int | None, column: str) -> None:
        ids = [entry.id for entry in self.model.columns]
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.model.rows:
            self.place_at(
                min(row or 0, len(self.model.rows) - 1), ids.index(column) if column in ids else 0
            )

    def rows(self) -> tuple[Mapping[str, object], ...]:
        return self.model.rows
