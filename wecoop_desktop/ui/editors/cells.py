"""How a cell is painted and edited: one delegate for every grid, an editor only while typing."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from wecoop_desktop.forms.form import Option
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.editors.model import FOREIGN, KIND, OPTIONS, RIGHT, WRONG, Index, RowsModel
from wecoop_desktop.ui.wording import said, tr

MOST_LINES = 6
LONG = ("text", "rich_text")


class Cells(QStyledItemDelegate):
    """Text wraps; what is typed is handed on with each key, so that nothing waits to be saved."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before: dict[QWidget, str] = {}

    # editing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        found: tuple[Option, ...] = index.data(OPTIONS) or ()
        kind = index.data(KIND)
        if kind == "yes_no":
            return self._list(parent, (("true", tr("Yes")), ("false", tr("No"))))
        if found:
            return self._list(parent, tuple((o.id, said(o.label)) for o in found))
        if kind in LONG:
            return self._box(parent)
        line = QLineEdit(parent)
        line.setFont(theme.font("smallFigures"))
        line.setStyleSheet("min-height: 0; padding: 0 4px; border-radius: 0;")
        line.textEdited.connect(lambda _text: self.commitData.emit(line))
        return line

    def _list(self, parent: QWidget, entries: tuple[tuple[str, str], ...]) -> QWidget:
        pick = QComboBox(parent)
        pick.setFont(theme.font("small"))
        pick.setStyleSheet("min-height: 0; padding: 0 4px; border-radius: 0;")
        pick.addItem("–", "")
        for key, words in entries:
            pick.addItem(words, key)
        pick.activated.connect(lambda _index: self._close(pick))
        longest = max((pick.fontMetrics().horizontalAdvance(w) for _k, w in entries), default=0)
        pick.view().setMinimumWidth(min(longest + theme.px(40), theme.px(520)))
        return pick

    def _box(self, parent: QWidget) -> QWidget:
        box = QPlainTextEdit(parent)
        box.setFont(theme.font("small"))
        box.setStyleSheet("padding: 0; border-radius: 0;")
        box.document().setDocumentMargin(theme.px(3))
        box.setTabChangesFocus(True)
        box.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        return box

    def _close(self, pick: QComboBox) -> None:
        self.commitData.emit(pick)
        self.closeEditor.emit(pick, QAbstractItemDelegate.EndEditHint.NoHint)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if editor in self._before:
            return  # it is being typed in; the rows were told with each key
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        self._before[editor] = text
        model = index.model()
        if isinstance(model, RowsModel):
            model.begin(index)
        editor.destroyed.connect(lambda: self._before.pop(editor, None))
        editor.setAccessibleName(
            str(index.model().headerData(index.column(), Qt.Orientation.Horizontal) or "")
        )
        if isinstance(editor, QComboBox):
            yes_no = index.data(KIND) == "yes_no"
            at = editor.findText(text) if yes_no else editor.findData(_id(index, text))
            editor.setCurrentIndex(max(0, at))
        elif isinstance(editor, QPlainTextEdit):
            editor.setPlainText(text)
            editor.selectAll()
            editor.textChanged.connect(lambda: self.commitData.emit(editor))
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            text = str(editor.currentData() or "")
        elif isinstance(editor, QPlainTextEdit):
            text = editor.toPlainText()
        elif isinstance(editor, QLineEdit):
            text = editor.text()
        else:
            return
        if text != str(index.data(Qt.ItemDataRole.EditRole) or ""):
            model.setData(index, text)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter commits, Shift+Enter breaks the line, Esc brings back what stood there."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if isinstance(editor, QPlainTextEdit) and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                    return False
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
                return True
            if key == Qt.Key.Key_Escape and isinstance(editor, QWidget):
                self._restore(editor)
        return super().eventFilter(editor, event)

    def _restore(self, editor: QWidget) -> None:
        before = self._before.get(editor, "")
        if isinstance(editor, QPlainTextEdit) and editor.toPlainText() != before:
            editor.setPlainText(before)
        elif isinstance(editor, QLineEdit) and editor.text() != before:
            editor.setText(before)
            self.commitData.emit(editor)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        area = option.rect
        if isinstance(editor, QPlainTextEdit):
            area.setHeight(max(area.height(), theme.px(72)))
            parent = editor.parentWidget()
            if parent is not None and area.bottom() > parent.height():
                area.moveBottom(max(area.height(), parent.height()))
        editor.setGeometry(area)

    # painting

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        width = view.columnWidth(index.column()) if isinstance(view, QTableView) else 120
        text = str(index.data() or "")[:2_000]
        lines = 1
        if index.data(KIND) in LONG or index.data(OPTIONS):
            layout = _layout(text, index, width - 2 * theme.px(8) - 2)
            lines = max(1, min(MOST_LINES, layout.lineCount()))
        return QSize(width, lines * theme.line_height("small") + theme.px(10))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        style = QStyleOptionViewItem(option)
        self.initStyleOption(style, index)
        text, style.text = style.text, ""
        widget = style.widget
        state = style.state
        area = style.rect
        painter.save()
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if ground is not None:
            painter.fillRect(area, ground)
        elif state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.colour("selected"))
        if widget is not None and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.colour("focus"))
            painter.drawRect(area.adjusted(0, 0, -1, -1))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        self._write(painter, area, str(text)[:2_000], index)
        painter.restore()

    def _write(self, painter: QPainter, area: QRect, text: str, index: Index) -> None:
        wrong = bool(index.data(WRONG))
        inner = area.adjusted(theme.px(8), theme.px(5), -theme.px(8), -theme.px(3))
        painter.setClipRect(area)
        if wrong:
            painter.drawPixmap(inner.topLeft(), icons.pixmap("circle-alert", "err", 13))
            inner.adjust(theme.px(18), 0, 0, 0)
        foreign = bool(index.data(FOREIGN))
        painter.setPen(theme.colour("err" if wrong else "muted" if foreign else "text"))
        layout = _layout(text, index, inner.width())
        layout.draw(painter, QPointF(inner.topLeft()))


def _id(index: Index, text: str) -> str:
    """The option's id of a cell whose edit text is an id or a label."""
    found: tuple[Option, ...] = index.data(OPTIONS) or ()
    for option in found:
        if text in (option.id, said(option.label)):
            return option.id
    return text


def _layout(text: str, index: Index, width: int) -> QTextLayout:
    right = bool(index.data(RIGHT))
    font = theme.font("smallFigures" if right else "small")
    font.setItalic(bool(index.data(FOREIGN)))
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    wish = QTextOption()
    wish.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    wish.setAlignment(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
    layout.setTextOption(wish)
    height = 0.0
    layout.beginLayout()
    for _line in range(MOST_LINES):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(10, width))
        line.setPosition(QPointF(0, height))
        height += theme.line_height("small")
    layout.endLayout()
    return layout
