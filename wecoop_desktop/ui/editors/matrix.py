"""The logical framework as it is printed: one line per result, everything within the width."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QShowEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QWidget

from wecoop_desktop.forms.answers import Row
from wecoop_desktop.forms.form import Column
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.editors.cells import Cells
from wecoop_desktop.ui.editors.chain import base_of
from wecoop_desktop.ui.editors.keys import ENTER, GridView
from wecoop_desktop.ui.editors.model import KIND, NONE, OPTIONS, WRONG, Index, Role, RowsModel
from wecoop_desktop.ui.editors.scene import MOST_ROWS
from wecoop_desktop.ui.wording import said, tr

COLOURS = {
    "overall_objective": "climate",
    "specific_objective": "water",
    "output": "biodiversity",
    "activity": "air",
}
LEVEL, STATEMENT, INDICATOR, SOURCE, ASSUMPTION = range(5)
TEXTS = {STATEMENT: "statement", SOURCE: "sov", ASSUMPTION: "assumption"}
FIGURES = ("baseline", "baseline_year", "target", "target_year", "unit")
SHARES = (0.13, 0.25, 0.27, 0.18, 0.17)
MOST_LINES = 12
FOLDED = "activity"
SPANNED = (LEVEL, STATEMENT)
LED = ("level", "code", "parent")  # what the words of the first column are made of


class MatrixModel(QAbstractTableModel):
    """The rows of a `RowsModel` in five columns; activities only where they are unfolded."""

    def __init__(self, source: RowsModel) -> None:
        super().__init__()
        self.source = source
        self.unfolded = False
        self.places: list[int] = []
        self.heads: list[int] = []  # for each line, the line of the result that it belongs to
        self._typing = False
        self.names: Mapping[str, str] = {}  # of levels, as the chosen funder says them
        self._columns: dict[str, Column] = {c.id: c for c in source.columns}
        self._at = {c.id: at for at, c in enumerate(source.columns)}
        source.dataChanged.connect(self._told)
        for signal in (source.modelReset, source.rowsInserted, source.rowsRemoved):
            signal.connect(self.renew)

    def renew(self) -> None:
        self.beginResetModel()
        self.places = self._wanted()
        self.heads = self._led()
        self.endResetModel()

    def _led(self) -> list[int]:
        """Lines of further indicators stand beside the words of their result."""
        rows, lines = self.source.rows, {place: line for line, place in enumerate(self.places)}
        found: list[int] = []
        for line, place in enumerate(self.places):
            base = base_of(rows, place)
            head = lines.get(base, line) if base >= 0 else line
            near = line > 0 and found[line - 1] == head
            same = rows[place].get("statement") in (None, rows[base].get("statement"))
            found.append(head if head == line - 1 or near else line)
            if head != line and not same:
                found[line] = line
        return found

    def _wanted(self) -> list[int]:
        rows = self.source.rows
        return [at for at, row in enumerate(rows) if self.unfolded or row.get("level") != FOLDED]

    def _told(self, first: Index = NONE, last: Index = NONE) -> None:
        """These rows of the answer look another way; all of them where none are named."""
        moved = self.places != self._wanted() or self.heads != self._led()
        if moved and not self._typing:
            self.renew()
            return
        told = range(max(0, first.row()), 1 + (last.row() if last.isValid() else MOST_ROWS))
        lines = [line for line, place in enumerate(self.places) if place in told]
        if lines:
            self.dataChanged.emit(self.index(lines[0], 0), self.index(lines[-1], ASSUMPTION))

    def row_at(self, index: Index) -> Row:
        return self.source.rows[self.places[index.row()]]

    def rowCount(self, parent: Index = NONE) -> int:
        return 0 if parent.isValid() else len(self.places)

    def columnCount(self, parent: Index = NONE) -> int:
        return 0 if parent.isValid() else len(SHARES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Role.TextAlignmentRole:
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            return left | Qt.TextFlag.TextWordWrap
        if role != Role.DisplayRole:
            return None
        if section == INDICATOR:
            return tr("Indicator · baseline → target")
        return said(self._columns[TEXTS.get(section, "level")].label)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() in TEXTS else flags

    def original(self, index: Index) -> QModelIndex:
        """The cell of the rows behind a cell of text; the indicator behind the others."""
        name = TEXTS.get(index.column(), "indicator")
        return self.source.index(self.places[index.row()], self._at[name])

    def cell(self, row: int, name: str) -> str:
        """A cell of an answer's row as it is shown."""
        return str(self.source.index(row, self._at[name]).data() or "")

    def data(self, index: Index, role: int = 0) -> object:
        if not index.isValid() or index.row() >= len(self.places):
            return None
        row = self.places[index.row()]
        if index.column() in TEXTS:
            return self.source.data(self.original(index), role)
        if role == Role.DisplayRole:
            return self._level(row) if index.column() == LEVEL else self._indicator(row)
        if role == KIND:
            return "text"
        if role == OPTIONS:
            return ()
        if role == WRONG:
            return bool(self.wrong(index))
        if role == Role.BackgroundRole:
            return theme.colour("errBg") if self.wrong(index) else None
        if role == Role.ToolTipRole:
            return self.wrong(index) or None
        return None

    def _level(self, row: int) -> str:
        codes = [self.cell(row, "code"), self.cell(row, "parent")]
        name = self.names.get(str(self.source.rows[row].get("level") or ""))
        level = name or self.cell(row, "level")
        return f"{level}\n{' → '.join(code for code in codes if code)}"

    def _indicator(self, row: int) -> str:
        figures = self.figures(row)
        return "\n".join(part for part in (self.cell(row, "indicator"), *figures[:1]) if part)

    def figures(self, row: int) -> tuple[str, str, str]:
        """`baseline (year) → target (year) unit`, and of it the baseline and the target."""
        base, year, target, end, unit = (self.cell(row, name) for name in FIGURES)
        before = f"{base or '?'} ({year})" if year else base
        after = f"{target or '?'} ({end})" if end else target
        if not (before or after):
            return ("", "", "")
        return (f"{before or '?'} → {after or '?'} {unit}".strip(), before, after)

    def wrong(self, index: Index) -> str:
        """What is wrong with the cells that stand together in this one."""
        names = {LEVEL: ("level", "code", "parent"), INDICATOR: ("indicator", *FIGURES)}
        own = names.get(index.column()) or (TEXTS[index.column()],)
        row = self.places[index.row()]
        found = (self.source.message(row, self._at[name]) for name in own)
        return next((sentence for sentence in found if sentence), "")

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        if index.column() not in TEXTS:
            return False
        # The rows of further indicators follow within; lines stay where they are meanwhile, or the
        # cell that is typed in would close.
        self._typing = True
        done = self.source.setData(self.original(index), value, role)
        self._typing = False
        self._told()
        return done


class MatrixCells(Cells):
    """Level with its colour and code, the indicator with its figures below, texts as in a grid."""

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        model = index.model()
        if isinstance(model, MatrixModel):
            model.source.begin(model.original(index))
        super().setEditorData(editor, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        width = view.columnWidth(index.column()) if isinstance(view, MatrixView) else 120
        if isinstance(view, MatrixView) and view.covered(index):
            return QSize(width, theme.line_height("small") + theme.px(12))
        layout = _layout(index, width - 2 * theme.px(9) - 2)  # the grid takes its line
        lines = max(1, min(MOST_LINES, layout.lineCount()))
        return QSize(width, lines * theme.line_height("small") + theme.px(12))

    def _write(self, painter: QPainter, area: QRect, text: str, index: Index) -> None:
        painter.setClipRect(area)
        model = index.model()
        if index.column() == LEVEL and isinstance(model, MatrixModel):
            token = COLOURS.get(str(model.row_at(index).get("level")))
            if token:
                bar = QRect(area.left(), area.top(), theme.px(4), area.height())
                painter.fillRect(bar, theme.colour(token))
        inner = area.adjusted(theme.px(9), theme.px(6), -theme.px(9), -theme.px(4))
        if index.data(WRONG):
            painter.drawPixmap(inner.topLeft(), icons.pixmap("circle-alert", "err", 13))
        painter.setPen(theme.colour("err" if index.data(WRONG) else "text"))
        _layout(index, inner.width()).draw(painter, QPointF(inner.topLeft()))


def _layout(index: Index, width: int) -> QTextLayout:
    """The words of a cell in lines; what is wrong stands where there is nothing else."""
    text, formats = _words(index)
    layout = QTextLayout(text.replace("\n", "\u2028")[:2_000], theme.font("small"))
    layout.setFormats(formats)
    wish = QTextOption()
    wish.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(wish)
    height = 0.0
    layout.beginLayout()
    for number in range(MOST_LINES):
        line = layout.createLine()
        if not line.isValid():
            break
        aside = theme.px(18) if number == 0 and index.data(WRONG) else 0
        line.setLineWidth(max(10, width - aside))
        line.setPosition(QPointF(aside, height))
        height += theme.line_height("small")
    layout.endLayout()
    return layout


def _words(index: Index) -> tuple[str, list[QTextLayout.FormatRange]]:
    model = index.model()
    text = str(index.data() or "")
    if not isinstance(model, MatrixModel):
        return text, []
    if index.column() == LEVEL:
        first = len(text.partition("\n")[0])
        return text, [_strong(0, first), _toned(first, len(text) - first, "muted")]
    if index.column() == INDICATOR and text:
        figures, before, after = model.figures(model.places[index.row()])
        start = len(text) - len(figures)
        at = start + len(before) + 3
        return text, [_toned(start, len(figures), "text2"), _strong(at, len(after))]
    if not text:
        return model.wrong(index), []
    return text, []


def _strong(start: int, length: int) -> QTextLayout.FormatRange:
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.DemiBold)
    return _range(start, length, look)


def _toned(start: int, length: int, token: str) -> QTextLayout.FormatRange:
    look = QTextCharFormat()
    look.setForeground(QColor(theme.token(token)))
    return _range(start, length, look)


def _range(start: int, length: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = start, max(0, length), look
    return found


class MatrixView(GridView):
    """As wide as its place and as high as its rows; `opened(row)` asks for the parts of a line."""

    opened = Signal(int, str)  # row of the answer, column to begin with

    def __init__(self, source: RowsModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signs: list[object] = []  # of each line, what its height was measured by
        self._led_by: object = None
        self._widest: list[int] = []
        self._missed = False  # what was to be measured while it was not to be seen
        self.matrix = MatrixModel(source)
        self.matrix.setParent(self)
        self.setModel(self.matrix)
        self.setItemDelegate(MatrixCells(self))
        self.setAccessibleName(name)
        self.setFont(theme.font("small"))
        self.setTabKeyNavigation(True)
        self.setSelectionMode(GridView.SelectionMode.SingleSelection)
        trigger = GridView.EditTrigger
        self.setEditTriggers(
            trigger.DoubleClicked | trigger.AnyKeyPressed | trigger.SelectedClicked
        )
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(policy)
        self.setVerticalScrollBarPolicy(policy)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setFont(theme.font("smallStrong"))
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        line, radius = theme.token("line"), theme.px(6)
        self.setStyleSheet(f"QTableView {{ border: 1px solid {line}; border-radius: {radius}px; }}")
        self.matrix.modelReset.connect(self._span)
        self.matrix.modelReset.connect(self.fit)
        self.matrix.dataChanged.connect(self.fit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        opens = event.key() in (*ENTER, Qt.Key.Key_F2) and not event.modifiers()
        if opens and index.isValid() and index.column() not in TEXTS:
            self.open_at(index)
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() not in TEXTS:
            self.open_at(index)
            return
        super().mouseDoubleClickEvent(event)

    def covered(self, index: Index) -> bool:
        """Whether the words of a cell stand in the one above: same result, same assumption."""
        heads, line = self.matrix.heads, index.row()
        return index.column() in SPANNED and line < len(heads) and heads[line] != line

    def _span(self) -> None:
        """Level and statement of a result stand once beside all its indicators."""
        self.clearSpans()
        self._signs = []  # the header forgot all heights
        heads = self.matrix.heads
        for head in dict.fromkeys(heads):
            n = heads.count(head)
            if n > 1:
                for column in SPANNED:
                    self.setSpan(head, column, n, 1)

    def open_at(self, index: QModelIndex) -> None:
        row = self.matrix.places[index.row()]
        self.opened.emit(row, "level" if index.column() == LEVEL else "indicator")

    def row(self) -> int:
        """The row of the answer that the cursor is in, -1 where it is in none."""
        index = self.currentIndex()
        return self.matrix.places[index.row()] if index.isValid() else -1

    def place_at(self, row: int, column: int = STATEMENT) -> None:
        """The cursor into a line, if it is to be seen."""
        if row in self.matrix.places:
            self.setCurrentIndex(self.matrix.index(self.matrix.places.index(row), column))
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _least(self) -> list[int]:
        """Room for the longest word of each head, and of the levels; known while they stay."""
        rows = range(len(self.matrix.places))
        own = [self.matrix.row_at(self.matrix.index(at, LEVEL)) for at in rows]
        sign = (self.matrix.names, [tuple(map(row.get, LED)) for row in own])
        if sign != self._led_by:
            self._led_by, self._widest = sign, self._measured(rows)
        return self._widest

    def _measured(self, rows: range) -> list[int]:
        metrics = QFontMetrics(theme.font("smallStrong"))
        texts = [self._head(at) for at in range(len(SHARES))]
        texts[LEVEL] += " " + " ".join(str(self.matrix.index(at, LEVEL).data()) for at in rows)
        widest = [max(map(metrics.horizontalAdvance, text.split()), default=0) for text in texts]
        return [min(width + theme.px(24), theme.px(200)) for width in widest]

    def _head(self, column: int) -> str:
        return str(self.matrix.headerData(column, Qt.Orientation.Horizontal, Role.DisplayRole))

    def _fit_head(self, widths: list[int]) -> None:
        metrics = QFontMetrics(theme.font("smallStrong"))
        lines = 1
        for at, width in enumerate(widths):
            area = QRect(0, 0, width - theme.px(22), 10_000)
            found = metrics.boundingRect(area, Qt.TextFlag.TextWordWrap, self._head(at))
            lines = max(lines, round(found.height() / metrics.lineSpacing()))
        height = lines * theme.line_height("small") + theme.px(14)
        if height != self.horizontalHeader().height():
            self.horizontalHeader().setFixedHeight(height)

    def _fit_lines(self, widths: tuple[int, ...]) -> None:
        """Only the lines whose words or widths are other ones: measuring words takes time."""
        signs: list[object] = []
        for line, place in enumerate(self.matrix.places):
            covered = self.covered(self.matrix.index(line, LEVEL))
            sign = (widths, covered, self.matrix.source.looks(place))
            signs.append(sign)
            if line >= len(self._signs) or self._signs[line] != sign:
                self.resizeRowToContents(line)
        self._signs = signs

    def fit(self) -> None:
        """Columns share the width; every row shows all its words. That takes time: it is done when
        the place is known, and until then a height is guessed."""
        if self.state() == GridView.State.EditingState:
            return
        self._missed = not self.isVisible()
        if self._missed:
            usual = 2 * theme.line_height("small") + theme.px(12)
            self.setFixedHeight(usual * (1 + len(self.matrix.places)))
            return
        width = self.viewport().width()
        least = self._least()
        rest = max(0, width - sum(least))
        wishes = [max(0.0, width * share - low) for share, low in zip(SHARES, least, strict=True)]
        whole = sum(wishes) or 1.0
        widths = [low + int(rest * wish / whole) for low, wish in zip(least, wishes, strict=True)]
        widths[INDICATOR] += max(0, width - sum(widths))
        for at, own in enumerate(widths):
            self.setColumnWidth(at, own)
        self._fit_head(widths)
        over = sum(widths) > width
        on, off = Qt.ScrollBarPolicy.ScrollBarAlwaysOn, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(on if over else off)
        bar = self.horizontalScrollBar().sizeHint().height() if over else 0
        self._fit_lines(tuple(widths))
        rows = sum(self.rowHeight(at) for at in range(len(self.matrix.places)))
        height = self.horizontalHeader().height() + max(rows, theme.px(36)) + bar + 2
        if height != self.maximumHeight():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._missed:  # its place comes first
            QTimer.singleShot(0, self, self.fit)
