"""The parts of one row, each in a line of its own: for rows whose table shows them together."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from wecoop_desktop.forms.form import Column
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.model import RowsModel
from wecoop_desktop.ui.editors.scene import LONGEST_LINE
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.labels import Caption, Wrapped
from wecoop_desktop.ui.wording import said, tr


class Details(Card):
    """`closed` when it is done with: Esc, Enter in the last line, or the button."""

    closed = Signal(int)
    left = Signal()

    def __init__(
        self, model: RowsModel, lines: Sequence[Sequence[str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(" ", tone="subtle", padding=12, parent=parent)
        self._model = model
        self._row = -1
        self._columns = {column.id: column for column in model.columns}
        self._at = {column.id: at for at, column in enumerate(model.columns)}
        self._fields: dict[str, QLineEdit | QComboBox] = {}
        done = Button(tr("Done"), size="small")
        done.clicked.connect(self.close_row)
        self.head.addWidget(done)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(10))
        grid.setVerticalSpacing(theme.px(8))
        self.body.addLayout(grid)
        widest = max(len(line) for line in lines)
        for number, line in enumerate(lines):
            first = widest - len(line)  # the first part takes the room the others leave
            for at, name in enumerate(line):
                place, span = (at + first, 1) if at else (0, first + 1)
                grid.addLayout(self._field(self._columns[name]), number, place, 1, span)
        self._wrong = Wrapped("", "small", "err")
        self._wrong.hide()
        self.body.addWidget(self._wrong)
        model.dataChanged.connect(self._show)
        model.modelReset.connect(self._show)
        self.hide()

    def _field(self, column: Column) -> QVBoxLayout:
        pair = QVBoxLayout()
        pair.setSpacing(theme.px(3))
        pair.addWidget(Caption(said(column.label)))
        made: QLineEdit | QComboBox
        if column.options:
            made = Choice(parent=self)
            for option in column.options:
                made.addItem(said(option.label), option.id)
            made.activated.connect(lambda _at, name=column.id: self._chosen(name))
        else:
            made = QLineEdit(self)
            made.setMaxLength(LONGEST_LINE)
            made.setFont(theme.font("body"))
            made.textEdited.connect(lambda text, name=column.id: self._put(name, text))
            made.editingFinished.connect(self.left)
        made.setAccessibleName(said(column.label))
        self._fields[column.id] = made
        pair.addWidget(made)
        return pair

    @property
    def row(self) -> int:
        return self._row

    def open_row(self, row: int, column: str) -> None:
        """Show the parts of that row, the cursor in `column`."""
        self._row = row
        self._show()
        self.show()
        field = self._fields.get(column) or next(iter(self._fields.values()))
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(field, QLineEdit):
            field.selectAll()

    def follow(self, row: int | None) -> None:
        """The row that is shown stands elsewhere now; None where it is gone."""
        if row is None:
            self.close_row()
        else:
            self._row = row

    def close_row(self) -> None:
        row, self._row = self._row, -1
        self.hide()
        self.closed.emit(row)

    def _put(self, name: str, text: str) -> None:
        self._model.setData(self._model.index(self._row, self._at[name]), text)

    def _chosen(self, name: str) -> None:
        field = self._fields[name]
        if isinstance(field, QComboBox):
            self._put(name, str(field.currentData() or ""))

    def _show(self) -> None:
        if self._row < 0:
            return
        if self._row >= len(self._model.rows):
            self.close_row()
            return
        code = str(self._model.index(self._row, self._at["code"]).data() or "")
        self.title.setText(tr("Row {code}", code=code or self._row + 1))
        wrong = []
        for name, field in self._fields.items():
            index = self._model.index(self._row, self._at[name])
            sentence = self._model.message(self._row, self._at[name])
            if sentence:
                wrong.append(f"{said(self._columns[name].label)}: {sentence}")
            if isinstance(field, QComboBox):
                field.setCurrentIndex(field.findData(self._model.rows[self._row].get(name)))
            elif not field.hasFocus():
                field.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
        self._wrong.setText("\n".join(dict.fromkeys(wrong)))
        self._wrong.setVisible(bool(wrong))

    def event(self, event: QEvent) -> bool:
        """Esc closes the row, not the screen."""
        override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if override and event.key() == Qt.Key.Key_Escape and self._row >= 0:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._row >= 0:
            self.close_row()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            last = list(self._fields.values())[-1]
            if last.hasFocus():
                self.close_row()
            else:
                self.focusNextChild()
        else:
            super().keyPressEvent(event)
