"""One of several, several of several, yes or no."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from wecoop_desktop.forms.answers import Value
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.forms.form import Option
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.scene import Scene, options
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.check import Check, Radio
from wecoop_desktop.ui.parts.chip import Chip
from wecoop_desktop.ui.parts.choice import Choice as Pick
from wecoop_desktop.ui.parts.fold import limited
from wecoop_desktop.ui.parts.labels import Caption
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.wording import said, tr

FEW = 5  # that many answers are shown at once; more go into a list
SOME = 16
LED = ("sectors", "target_funders")  # questions whose first answer is the main one


class ChoiceEditor(QWidget):
    edited = Signal(object)
    kept = Signal(object)
    left = Signal()
    wide = False

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        self._value: Value | None = None
        self._found: tuple[Option, ...] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(6))
        self._group: QButtonGroup | None = None
        self._pick: Pick | None = None

    def display(self, value: Value | None, scene: Scene) -> None:
        found = options(scene, self._question)
        if self._found is None:
            self._found = found
            if len(found) <= FEW:
                self._build_buttons(found)
            else:
                self._build_list(found)
        self._value = value
        self._mark(value)

    def _build_buttons(self, found: tuple[Option, ...]) -> None:
        self._group = QButtonGroup(self)
        for option in found:
            button = Radio(said(option.label).replace("&", "&&"), parent=self)
            button.setFont(theme.font("body"))
            button.setProperty("option", option.id)
            button.setAccessibleName(f"{said(self._question.label)}: {said(option.label)}")
            button.installEventFilter(self)
            self._group.addButton(button)
            self._column.addWidget(button)
        self._group.buttonClicked.connect(lambda button: self._chosen(button.property("option")))
        self._clear = Button(tr("Clear the answer"), "quiet", size="small")
        self._clear.clicked.connect(lambda: self._chosen(""))
        self._column.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignLeft)
        if found:
            self.setFocusProxy(self._group.buttons()[0])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)

    def _build_list(self, found: tuple[Option, ...]) -> None:
        pick = Pick(parent=self)
        pick.setAccessibleName(said(self._question.label))
        pick.setMaxVisibleItems(14)
        pick.setMinimumContentsLength(12)
        pick.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        pick.addItem("–", "")
        for option in found:
            pick.addItem(said(option.label), option.id)
        pick.activated.connect(lambda index: self._chosen(pick.itemData(index)))
        longest = max((len(said(option.label)) for option in found), default=0)
        self._pick = pick
        most = 160 if longest < 8 else 320 if longest < 40 else 560
        self._column.addLayout(limited(pick, most))
        self.setFocusProxy(pick)

    def _mark(self, value: Value | None) -> None:
        wanted = str(value) if value is not None else ""
        if self._pick is not None:
            index = self._pick.findData(wanted)
            if index < 0:  # an answer of another version of the form stays visible
                self._pick.addItem(wanted, wanted)
                index = self._pick.count() - 1
            self._pick.setCurrentIndex(index)
        if self._group is not None:
            self._group.setExclusive(False)
            for button in self._group.buttons():
                button.setChecked(button.property("option") == wanted)
            self._group.setExclusive(True)
            self._clear.setVisible(bool(wanted))

    def _chosen(self, option: str) -> None:
        self._value = option or None
        self.edited.emit(option or None)
        self.left.emit()

    def complaints(self) -> tuple[str, ...]:
        return ()

    def focus_at(self, row: int | None, column: str) -> None:
        proxy = self.focusProxy()
        if proxy is not None:
            proxy.setFocus(Qt.FocusReason.OtherFocusReason)


class SeveralEditor(QWidget):
    """For `multi_choice`, and `choice` with `multiple`; the order of choosing is kept."""

    edited = Signal(object)
    kept = Signal(object)
    left = Signal()
    wide = False

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        self._value: tuple[str, ...] = ()
        self._found: tuple[Option, ...] | None = None
        self._boxes: dict[str, Check] = {}
        self._pick: Pick | None = None
        self._shown: tuple[str, ...] | None = None
        self._grid: QGridLayout | None = None
        self._columns = 1
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(6))
        self._order = Caption("")
        self._order.setWordWrap(True)

    def display(self, value: Value | None, scene: Scene) -> None:
        if self._found is None:
            self._found = options(scene, self._question)
            if len(self._found) <= SOME:
                self._build_boxes(self._found)
            else:
                self._build_chips(self._found)
        self._value = tuple(str(v) for v in value) if isinstance(value, tuple) else ()
        self._mark()

    def _build_boxes(self, found: tuple[Option, ...]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(4))
        metrics = QFontMetrics(theme.font("body"))
        longest = max(
            (metrics.horizontalAdvance(said(option.label)) for option in found), default=0
        )
        columns = 2 if longest < theme.px(280) and len(found) > 4 else 1
        lines = -(-len(found) // columns)
        for index, option in enumerate(found):
            box = Check(said(option.label).replace("&", "&&"), parent=self)
            box.setFont(theme.font("body"))
            box.setAccessibleName(f"{said(self._question.label)}: {said(option.label)}")
            box.clicked.connect(lambda _checked, key=option.id: self._toggle(key))
            box.installEventFilter(self)
            self._boxes[option.id] = box
            grid.addWidget(box, index % lines, index // lines)
        self._grid, self._columns = grid, columns
        self._column.addLayout(grid)
        self._column.addWidget(self._order)
        if found:
            self.setFocusProxy(self._boxes[found[0].id])

    def minimumSizeHint(self) -> QSize:
        """Two columns are a wish: where the place is narrow, one is enough."""
        widest = max((box.minimumSizeHint().width() for box in self._boxes.values()), default=0)
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), widest), hint.height()) if widest else hint

    def heightForWidth(self, width: int) -> int:
        """With the columns that have room at that width, however many there are now."""
        whole = self._column.totalHeightForWidth(width)
        if self._grid is None or self._columns < 2:
            return whole
        boxes = list(self._boxes.values())
        rows, now = self._rows_at(width), self._grid.rowCount()
        if all(self._grid.itemAtPosition(at, 1) is None for at in range(now)) == (
            rows == len(boxes)
        ):
            return whole
        gap = self._grid.verticalSpacing()
        wanted = sum(box.heightForWidth(width) + gap for box in boxes[:rows]) - gap
        return whole - self._grid.heightForWidth(width) + wanted

    def _rows_at(self, width: int) -> int:
        boxes = list(self._boxes.values())
        lines = -(-len(boxes) // 2)
        halves = (boxes[:lines], boxes[lines:])
        wide = sum(max((b.sizeHint().width() for b in half), default=0) for half in halves)
        return lines if wide + theme.px(16) <= width else len(boxes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._grid is None or self._columns < 2:
            return
        rows = self._rows_at(self.width())
        for at, box in enumerate(self._boxes.values()):
            self._grid.addWidget(box, at % rows, at // rows)

    def _build_chips(self, found: tuple[Option, ...]) -> None:
        self._chips = QWidget(self)
        self._rows = QVBoxLayout(self._chips)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.px(4))
        self._column.addWidget(self._chips)
        pick = Pick(parent=self)
        pick.setAccessibleName(tr("Add: {question}", question=said(self._question.label)))
        pick.setMaxVisibleItems(14)
        pick.setMinimumContentsLength(12)
        pick.addItem(tr("Add …"), "")
        for option in found:
            pick.addItem(said(option.label), option.id)
        pick.activated.connect(lambda index: self._add(pick.itemData(index)))
        self._pick = pick
        self._column.addLayout(limited(pick, 420))
        self._column.addWidget(self._order)
        self.setFocusProxy(pick)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)

    def _label(self, option: str) -> str:
        known = {entry.id: said(entry.label) for entry in self._found or ()}
        return known.get(option, option)

    def _mark(self) -> None:
        for key, box in self._boxes.items():
            box.setChecked(key in self._value)
        if self._pick is not None:
            self._pick.setCurrentIndex(0)
            if self._shown != self._value:
                self._shown = self._value
                self._lay_chips()
        order = " · ".join(self._label(entry) for entry in self._value)
        several = len(self._value) > 1 and self._question.id in LED
        self._order.setText(tr("Main first: {order}", order=order) if several else "")
        self._order.setVisible(several)

    def _lay_chips(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for entry in self._value:
            chip = Chip(self._label(entry), removable=True)
            chip.removed.connect(lambda key=entry: self._toggle(key))
            self._rows.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)

    def _add(self, option: str) -> None:
        if option and option not in self._value:
            self._toggle(option)
        elif self._pick is not None:
            self._pick.setCurrentIndex(0)

    def _toggle(self, option: str) -> None:
        kept = tuple(entry for entry in self._value if entry != option)
        self._value = kept if option in self._value else (*self._value, option)
        self._mark()
        self.edited.emit(self._value or None)

    def complaints(self) -> tuple[str, ...]:
        return ()

    def focus_at(self, row: int | None, column: str) -> None:
        proxy = self.focusProxy()
        if proxy is not None:
            proxy.setFocus(Qt.FocusReason.OtherFocusReason)


class YesNoEditor(QWidget):
    edited = Signal(object)
    kept = Signal(object)
    left = Signal()
    wide = False

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        entries = (("yes", tr("Yes")), ("no", tr("No")), ("", tr("No answer yet")))
        self._switch = Segments(entries, "", said(question.label), self)
        self._switch.chosen.connect(self._chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._switch)
        row.addStretch(1)
        self.setFocusProxy(self._switch.button("yes"))

    def display(self, value: Value | None, scene: Scene) -> None:
        self._switch.show_value("" if value is None else "yes" if value else "no")

    def _chosen(self, value: str) -> None:
        self.edited.emit(None if value == "" else value == "yes")
        self.left.emit()

    def complaints(self) -> tuple[str, ...]:
        return ()

    def focus_at(self, row: int | None, column: str) -> None:
        self._switch.button("yes").setFocus(Qt.FocusReason.OtherFocusReason)
