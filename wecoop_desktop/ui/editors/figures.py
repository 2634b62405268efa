"""Numbers, percentages, money and dates: typed as people type them, kept as typed when wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from PySide6.QtCore import QDate, QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCalendarWidget,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QWidget,
    QWidgetAction,
)

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.answers import Money, Value
from wecoop_desktop.forms.form import Data
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.scene import Scene, complaint, is_year, number, read, typed
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.labels import Caption
from wecoop_desktop.ui.wording import said, tr

WIDTHS = {"date": 120, "percent": 90, "number": 150, "money": 170}


class FigureEditor(QWidget):
    """For `number`, `percent`, `money` and `date`: one line, its unit, currency or calendar."""

    edited = Signal(object)
    kept = Signal(object)
    left = Signal()
    wide = False

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        self._value: Value | None = None
        self._scene: Scene | None = None
        self._before: Value | None = None
        self.line = QLineEdit(self)
        self.line.setFont(theme.font("figures"))
        self.line.setFixedWidth(theme.px(WIDTHS[question.kind]))
        self.line.setAccessibleName(said(question.label))
        if question.kind == "date":
            self.line.setPlaceholderText(tr("dd.mm.yyyy"))
        else:
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.textEdited.connect(self._typed)
        self.line.returnPressed.connect(self._leave)
        self.line.installEventFilter(self)
        self.setFocusProxy(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.line)
        self._currency: Choice | None = None
        if question.kind == "money":
            self._currency = Choice(parent=self)
            self._currency.setAccessibleName(tr("Currency"))
            self._currency.activated.connect(lambda _index: self._typed(self.line.text()))
            row.addWidget(self._currency)
        elif question.kind == "date":
            row.addWidget(self._calendar())
        else:
            row.addWidget(Caption("%" if question.kind == "percent" else said(question.unit_words)))
        row.addStretch(1)

    def _calendar(self) -> Button:
        button = Button("", icon="calendar", name=tr("Calendar"))
        menu = QMenu(button)
        pages = QCalendarWidget(menu)
        pages.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        pages.clicked.connect(self._picked)
        pages.activated.connect(self._picked)
        pages.clicked.connect(menu.close)
        action = QWidgetAction(menu)
        action.setDefaultWidget(pages)
        menu.addAction(action)

        def show() -> None:
            value = self._value
            if isinstance(value, date):
                pages.setSelectedDate(QDate(value.year, value.month, value.day))
            menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

        button.clicked.connect(show)
        return button

    def _picked(self, day: QDate) -> None:
        self.line.setText(f"{day.day():02}.{day.month():02}.{day.year():04}")
        self._typed(self.line.text())

    def display(self, value: Value | None, scene: Scene) -> None:
        changed = self._scene is None or value != self._value
        self._scene, self._value = scene, value
        if self._currency is not None:
            self._fill_currencies(value, scene)
        held = (scene.held or {}).get(self._question.path)
        if held is not None:
            if self.line.text() != held:
                self.line.setText(held)
        elif changed and not self._same(value, scene):
            self.line.setText(self._figure(value))

    def _same(self, value: Value | None, scene: Scene) -> bool:
        """Whether the line, as it is being typed, already says the value."""
        if not self.line.hasFocus():
            return False
        try:
            return self._read(self.line.text(), scene) == value
        except AppError:
            return False

    def _figure(self, value: Value | None) -> str:
        if isinstance(value, Money):
            return number(value.amount)
        if isinstance(value, Decimal) and is_year(self._question.id):
            return f"{value:f}"
        return typed(value, "en")

    def _fill_currencies(self, value: Value | None, scene: Scene) -> None:
        box = self._currency
        if box is None:
            return
        if box.count() == 0:
            lists = scene.form.tables.get("lists")
            codes: Data = lists.get("currencies") if hasattr(lists, "get") else ()
            for code in codes if isinstance(codes, (tuple, list)) else ():
                box.addItem(str(code.get("id") if hasattr(code, "get") else code))
        wanted = value.currency if isinstance(value, Money) else scene.currency
        if not box.hasFocus() and box.currentText() != wanted and value is not None:
            if box.findText(wanted) < 0:
                box.addItem(wanted)
            box.setCurrentText(wanted)
        elif value is None and not self.line.text():
            box.setCurrentText(wanted)

    def _read(self, text: str, scene: Scene) -> Value | None:
        if self._currency is not None and text.strip():
            text = f"{text.strip()} {self._currency.currentText()}"
        return read(self._question, text, scene)

    def _typed(self, text: str) -> None:
        scene = self._scene
        if scene is None:
            return
        try:
            value = self._read(text, scene)
        except AppError:
            # What was read of its beginning is no answer: the one from before the typing holds.
            self._value = self._before
            self.edited.emit(self._before)
            self.kept.emit({self._question.path: text})
            return
        if (scene.held or {}).get(self._question.path) is not None:
            self.kept.emit({})
        self._value = value
        self.edited.emit(value)

    def _leave(self) -> None:
        if not self.complaints():
            self.line.setText(self._figure(self._value))
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and event.type() == QEvent.Type.FocusIn:
            self._before = self._value
        if watched is self.line and event.type() == QEvent.Type.FocusOut:
            self._leave()
        return super().eventFilter(watched, event)

    def complaints(self) -> tuple[str, ...]:
        text = self.line.text()
        if self._scene is None or not text.strip():
            return ()
        if self._currency is not None:
            text = f"{text.strip()} {self._currency.currentText()}"
        sentence = complaint(self._question, text, self._scene)
        return (sentence,) if sentence else ()

    def focus_at(self, row: int | None, column: str) -> None:
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.selectAll()
