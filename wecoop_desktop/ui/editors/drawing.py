"""A tree of problems or objectives as boxes with lines, worked on by keyboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from wecoop_desktop.forms.answers import Row
from wecoop_desktop.forms.form import Option
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors import branches
from wecoop_desktop.ui.editors.keys import ALT, CTRL, ENTER, SHIFT
from wecoop_desktop.ui.editors.scene import option_label
from wecoop_desktop.ui.editors.spread import FLOOR, WIDE, placed
from wecoop_desktop.ui.editors.writing import Typing
from wecoop_desktop.ui.role import speak_as
from wecoop_desktop.ui.wording import ntr, tr

TONES = {
    "effect": "energy",
    "core": "primary",
    "cause": "water",
    "root_cause": "climate",
    "end": "biodiversity",
    "means": "water",
}
MOST_LINES = 8
LEAST, LARGEST = 0.4, 1.5
ARROWS = {
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
}


def text_of(row: Mapping[str, object], writing: str) -> str:
    """A node's words in the language being written, else in the other."""
    mine = str(row.get(f"text_{writing}") or "")
    return mine or str(row.get("text_ru" if writing == "en" else "text_en") or "")


class Drawing(QWidget):
    """`chosen(at)` follows the cursor, `wanted(verb)` asks for a change, `renamed(at, text)` goes
    with each key while a box is typed in."""

    chosen = Signal(int)
    wanted = Signal(str)
    renamed = Signal(int, str)
    left = Signal()
    scaled = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        speak_as(self, "picture")
        self._name = name
        self._rows: tuple[Row, ...] = ()
        self._kinds: tuple[Option, ...] = ()
        self._writing = "en"
        self._hints: Mapping[str, str] = {}
        self._areas: list[QRectF] = []
        self._whole = QRectF()
        self.at = -1
        self.scale = 1.0
        self._box: QPlainTextEdit | None = None
        self._before = ""
        self._typing = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    # showing

    def show_rows(
        self,
        rows: Sequence[Row],
        writing: str,
        kinds: Sequence[Option],
        hints: Mapping[str, str] | None = None,
    ) -> None:
        """`hints` are words that stand in a box without words of its own, by id."""
        self._rows, self._kinds, self._writing = tuple(rows), tuple(kinds), writing
        self._hints = hints or {}
        self.at = min(self.at, len(self._rows) - 1)
        if self.at < 0 and self._rows:
            self.at = 0
        self._lay()
        self._tell()

    def choose(self, at: int) -> None:
        if at != self.at and -1 <= at < len(self._rows):
            self.close_box()
            self.at = at
            self._tell()
            self.chosen.emit(at)
            self.update()

    def area(self, at: int) -> QRectF:
        """Where a box stands on the widget."""
        found = self._areas[at]
        k = self.scale
        return QRectF(found.x() * k, found.y() * k, found.width() * k, found.height() * k)

    def fit(self, width: int) -> None:
        """As large as all of it fits into that width, never larger than 100 %."""
        whole = max(1.0, self._whole.right() + theme.px(6) + 1)
        self.zoom(min(1.0, width / whole))

    def zoom(self, scale: float) -> None:
        self.scale = max(LEAST, min(LARGEST, scale))
        self._size()
        self.scaled.emit()

    def _tell(self) -> None:
        n = len(self._rows)
        words = ntr("{n} statement", "{n} statements", n)
        self.setAccessibleName(f"{self._name}: {words}")
        if 0 <= self.at < n:
            row = self._rows[self.at]
            kind = option_label(self._kinds, row.get("kind") or "")
            self.setAccessibleDescription(f"{kind}: {self._words(self.at)[0]}")

    def _words(self, at: int) -> tuple[str, bool]:
        """The words of a box, and whether they are only a hint."""
        row = self._rows[at]
        own = text_of(row, self._writing)
        if own:
            return own, not row.get(f"text_{self._writing}")
        hint = self._hints.get(str(row.get("id") or ""), "")
        return (tr("Problem: {text}", text=hint) if hint else "…"), True

    def _lay(self) -> None:
        metrics = QFontMetricsF(theme.font("small"))
        width = float(theme.px(WIDE))
        inner = width - theme.px(16)
        wrap = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
        most = MOST_LINES * metrics.lineSpacing()
        heights = []
        for at in range(len(self._rows)):
            area = QRectF(0, 0, inner, 10_000)
            text = metrics.boundingRect(area, wrap, self._words(at)[0][:600]).height()
            heights.append(min(most, text) + theme.line_height("micro") + theme.px(14))
        self._areas = placed(self._rows, heights, width)
        margin = theme.px(4)
        self._areas = [area.translated(margin, margin) for area in self._areas]
        whole = QRectF()
        for area in self._areas:
            whole = whole.united(area)
        self._whole = whole
        self._size()

    def _empty(self) -> str:
        return tr("Nothing here yet: Ctrl Enter adds the core statement")

    def _size(self) -> None:
        margin = theme.px(6)
        wide = (self._whole.right() + margin) * self.scale
        high = (self._whole.bottom() + margin) * self.scale
        if not self._rows:
            words = QFontMetricsF(theme.font("small")).horizontalAdvance(self._empty())
            wide, high = words + theme.px(24), theme.px(64)
        self.setFixedSize(max(theme.px(60), round(wide)), max(theme.px(40), round(high)))
        self._place_box()
        self.update()

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.scale, self.scale)
        if not self._rows:
            painter.setPen(theme.colour("muted"))
            painter.setFont(theme.font("small"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._empty())
            if self.hasFocus():
                painter.setPen(QPen(theme.colour("focus"), theme.px(2)))
                painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        painter.setPen(QPen(theme.colour("lineStrong"), 1.2))
        for at, above in enumerate(branches.parents(self._rows)):
            if above >= 0:
                self._line(painter, self._areas[above], self._areas[at])
        for at in range(len(self._rows)):
            self._paint_box(painter, at)

    def _paint_box(self, painter: QPainter, at: int) -> None:
        row, area = self._rows[at], self._areas[at]
        kind = str(row.get("kind") or "")
        tone = TONES.get(kind, "muted")
        painter.setPen(QPen(theme.colour(tone), 1.4))
        painter.setBrush(theme.mixed(tone, "surface", 0.10))
        painter.drawRoundedRect(area, theme.px(5), theme.px(5))
        if at == self.at:
            strong = self.hasFocus() or self._typing >= 0
            painter.setPen(QPen(theme.colour("focus" if strong else "lineStrong"), theme.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(-2, -2, 2, 2), theme.px(6), theme.px(6))
        inner = area.adjusted(theme.px(8), theme.px(5), -theme.px(8), -theme.px(5))
        line = theme.line_height("micro")
        painter.setFont(theme.font("microStrong"))
        painter.setPen(theme.colour("text2"))
        label = option_label(self._kinds, kind) if kind else ""
        head = " · ".join(filter(None, (label, str(row.get("result") or ""))))
        painter.drawText(QRectF(inner.left(), inner.top(), inner.width(), line), head)
        words, hint = self._words(at)
        font = theme.font("small")
        font.setItalic(hint)
        painter.setFont(font)
        painter.setPen(theme.colour("muted" if hint else "text"))
        wish = QTextOption(Qt.AlignmentFlag.AlignLeading)
        wish.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        painter.save()
        body = inner.adjusted(0, line, 0, 0)
        painter.setClipRect(body)
        painter.drawText(body, words[:600], wish)
        painter.restore()

    def _line(self, painter: QPainter, above: QRectF, below: QRectF) -> None:
        if above.top() > below.top():
            above, below = below, above
        start = QPointF(above.center().x(), above.bottom())
        end = QPointF(below.center().x(), below.top())
        middle = end.y() - theme.px(FLOOR) / 2 if start.y() < end.y() else start.y()
        painter.drawPolyline([start, QPointF(start.x(), middle), QPointF(end.x(), middle), end])

    # the keyboard and the mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, mods = Qt.Key(event.key()), event.modifiers()
        verb = self._verb(key, mods)
        plain = not mods & (CTRL | ALT)
        if verb:
            self.wanted.emit(verb)
        elif key in ARROWS and plain and self._rows:
            self.choose(self._towards(*ARROWS[key]))
        elif plain and key in (*ENTER, Qt.Key.Key_F2):
            self.open_box() if self._rows else self.wanted.emit("add")
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus) and mods & CTRL:
            event.ignore()  # the size of the text, everywhere
        elif plain and event.text().isprintable() and event.text() and self._rows:
            self.open_box(event.text())
        else:
            super().keyPressEvent(event)

    def _verb(self, key: Qt.Key, mods: Qt.KeyboardModifier) -> str:
        way = branches.sides(self._rows)[self.at] if self.at >= 0 else 1
        if mods & CTRL:
            if key in ENTER:
                return "beside" if mods & SHIFT else "add"
            named = {Qt.Key.Key_Up: "effect", Qt.Key.Key_Down: "cause"}
            return "remove" if key == Qt.Key.Key_Delete else named.get(key, "")
        if mods & ALT:
            deeper, higher = ("in", "out") if way >= 0 else ("out", "in")
            return {
                Qt.Key.Key_Left: "up",
                Qt.Key.Key_Right: "down",
                Qt.Key.Key_Down: deeper,
                Qt.Key.Key_Up: higher,
            }.get(key, "")
        return "remove" if key == Qt.Key.Key_Delete else ""

    def _towards(self, across: int, down: int) -> int:
        """The nearest box in that direction; a parent or child before all others."""
        here = self._areas[self.at].center()
        best, found = 0.0, self.at
        above = branches.parents(self._rows)
        for at, area in enumerate(self._areas):
            move = area.center() - here
            ahead = move.x() * across + move.y() * down
            aside = abs(move.x()) if down else abs(move.y())
            if at == self.at or ahead <= 1 or (across and aside > area.height()):
                continue
            kin = above[at] == self.at or above[self.at] == at
            far = ahead + 2 * aside - (100_000 if kin and down else 0)
            if found == self.at or far < best:
                best, found = far, at
        return found

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        for at in range(len(self._rows)):
            if self.area(at).contains(event.position()):
                self.choose(at)
                return

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if 0 <= self.at < len(self._rows) and self.area(self.at).contains(event.position()):
            self.open_box()

    def event(self, event: QEvent) -> bool:
        """Keys of the tree that the window knows too (Alt ←) are the tree's while it has them."""
        override = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if override and self._verb(Qt.Key(event.key()), event.modifiers()):  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    # typing in a box

    def open_box(self, text: str | None = None) -> None:
        """Type in the chosen box; `text` replaces what stands there."""
        if not 0 <= self.at < len(self._rows):
            return
        self.close_box()
        self._typing = self.at
        self._before = str(self._rows[self.at].get(f"text_{self._writing}") or "")
        box = Typing(self)
        box.setAccessibleName(self.accessibleDescription())
        box.setPlainText(self._before)
        box.selectAll()
        box.textChanged.connect(self._typed)
        box.done.connect(self._done)
        self._box = box
        self._place_box()
        box.show()
        box.setFocus(Qt.FocusReason.OtherFocusReason)
        if text is not None:
            box.insertPlainText(text)

    @property
    def box(self) -> QPlainTextEdit | None:
        return self._box

    def _place_box(self) -> None:
        if self._box is not None and 0 <= self._typing < len(self._areas):
            area = self.area(self._typing).toRect()
            area.setHeight(max(area.height(), theme.px(66)))
            area.setWidth(max(area.width(), theme.px(140)))
            area.moveBottom(min(area.bottom(), max(self.height() - 1, area.height())))
            self._box.setGeometry(area)

    def _typed(self) -> None:
        if self._box is not None and self._typing >= 0:
            self.renamed.emit(self._typing, " ".join(self._box.toPlainText().split("\n")))

    def _done(self, kept: object) -> None:
        if kept is False and self._box is not None:
            self._box.setPlainText(self._before)
        self.close_box()
        if kept is not None:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_box(self) -> None:
        box, self._box, self._typing = self._box, None, -1
        if box is not None:
            box.blockSignals(True)
            box.hide()
            box.deleteLater()
            self.update()
            self.left.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
        if self._box is None:
            self.left.emit()
