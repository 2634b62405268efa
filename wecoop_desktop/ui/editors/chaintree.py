"""The logframe as a tree: what leads to what, and what in other answers hangs on each result."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from wecoop_desktop.forms.answers import Row
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.chain import base_of, code
from wecoop_desktop.ui.editors.keys import ENTER, verb_of
from wecoop_desktop.ui.editors.matrix import COLOURS
from wecoop_desktop.ui.editors.model import RowsModel
from wecoop_desktop.ui.wording import said, tr

PLACE = Qt.ItemDataRole.UserRole
RESULT, MEASURE, ASSUMED, LINKED = range(4)


class ChainTree(QTreeWidget):
    """`wanted(verb)` as a grid says it, `opened(row, column)` for what is not typed in place."""

    wanted = Signal(str)
    opened = Signal(int, str)
    left = Signal()

    def __init__(self, source: RowsModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._places: dict[int, QTreeWidgetItem] = {}
        self.links: Mapping[str, int] = {}  # how many rows elsewhere name a code
        labels = {column.id: said(column.label) for column in source.columns}
        self.setColumnCount(4)
        heads = [labels.get(name, "") for name in ("statement", "indicator", "assumption")]
        self.setHeaderLabels([*heads, tr("Links")])
        self.setAccessibleName(name)
        self.setFont(theme.font("small"))
        self.setWordWrap(True)
        self.setUniformRowHeights(False)
        self.setIndentation(theme.px(18))
        self.setAllColumnsShowFocus(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        head = self.header()
        head.setFont(theme.font("smallStrong"))
        head.setStretchLastSection(False)
        head.setSectionResizeMode(RESULT, QHeaderView.ResizeMode.Stretch)
        for column, width in ((MEASURE, 220), (ASSUMED, 170), (LINKED, 86)):
            head.resizeSection(column, theme.px(width))
        self.setStyleSheet(
            f"QTreeWidget {{ border: 1px solid {theme.token('line')};"
            f" border-radius: {theme.px(6)}px; }}"
            f" QTreeWidget::item {{ padding: {theme.px(4)}px; }}"
        )
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.show_rows)
        source.modelReset.connect(self._renew)
        source.rowsInserted.connect(self._renew)
        source.rowsRemoved.connect(self._renew)
        source.dataChanged.connect(self._renew)

    def _renew(self, *_parts: object) -> None:
        if not self.isHidden():
            self._later.start(0)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]  # a QShowEvent
        self.show_rows()

    def show_rows(self) -> None:
        """Build the tree anew, the cursor where it was."""
        rows, chosen, column = self._source.rows, self.row(), max(0, self.currentColumn())
        self.clear()
        self._places = {}
        codes: dict[str, QTreeWidgetItem] = {}
        for place, row in enumerate(rows):
            base = base_of(rows, place)
            above = codes.get(code(rows[base])) if base >= 0 else None
            above = above or codes.get(str(row.get("parent") or ""))
            item = QTreeWidgetItem(above) if above is not None else QTreeWidgetItem(self)
            self._say(item, place, row, base >= 0)
            self._places[place] = item
            if base < 0:
                codes.setdefault(code(row), item)
        self.expandAll()
        self.place_at(chosen, column, focus=False)
        self._fit()

    def _say(self, item: QTreeWidgetItem, place: int, row: Row, further: bool) -> None:
        source = self._source
        at = {column.id: number for number, column in enumerate(source.columns)}

        def cell(name: str) -> str:
            return str(source.index(place, at[name]).data() or "") if name in at else ""

        statement = tr("further indicator") if further else cell("statement")
        item.setData(RESULT, PLACE, place)
        item.setText(RESULT, f"{cell('code')}  {statement or '…'}")
        arrow = f"{cell('baseline')} → {cell('target')} {cell('unit')}".strip(" →")
        item.setText(MEASURE, "\n".join(filter(None, (cell("indicator"), arrow))))
        item.setText(ASSUMED, cell("assumption"))
        count = self.links.get(code(row), 0)
        item.setText(LINKED, str(count) if count else "")
        item.setToolTip(LINKED, tr("Rows of other answers that name this code"))
        item.setTextAlignment(LINKED, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        for column in range(4):
            item.setFont(column, theme.font("small"))
        token = COLOURS.get(str(row.get("level")))
        if token and not further:
            item.setForeground(RESULT, QBrush(theme.colour("text")))
            item.setData(RESULT, Qt.ItemDataRole.DecorationRole, theme.colour(token))
        if further or not cell("statement"):
            item.setForeground(RESULT, QBrush(theme.colour("muted")))
        level = cell("level")
        item.setData(RESULT, Qt.ItemDataRole.AccessibleTextRole, f"{level} {item.text(RESULT)}")
        item.setToolTip(RESULT, level)

    def _fit(self) -> None:
        """As high as all its lines."""
        high = self.header().height() + theme.px(6)
        for item in self._places.values():
            high += self.visualItemRect(item).height()
        self.setFixedHeight(max(high, theme.px(80)))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]  # a QResizeEvent
        self.scheduleDelayedItemsLayout()
        QTimer.singleShot(0, self, self._fit)

    def row(self) -> int:
        item = self.currentItem()
        return int(item.data(RESULT, PLACE)) if item is not None else -1

    def place_at(self, row: int, column: int = 0, *, focus: bool = True) -> None:
        item = self._places.get(row)
        if item is not None:
            self.setCurrentItem(item, column)
        if focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        verb = verb_of(event)
        typed = event.text().isprintable() and event.text() and not event.modifiers()
        if verb in ("add", "remove", "up", "down", "fill"):
            self.wanted.emit(verb)
        elif typed or event.key() in (*ENTER, Qt.Key.Key_F2):
            self.open_here()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: object) -> None:
        self.open_here()

    def open_here(self) -> None:
        """The parts of the row: all of it is typed in the details below."""
        names = {RESULT: "statement", MEASURE: "indicator", ASSUMED: "assumption"}
        if self.row() >= 0:
            self.opened.emit(self.row(), names.get(self.currentColumn(), "statement"))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.currentItem() is None and self._places:
            self.setCurrentItem(self._places[min(self._places)])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
