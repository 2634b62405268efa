"""A tree of problems or objectives as boxes with lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QTextOption
from PySide6.QtWidgets import (
    QSizePolicy,
    QWidget,
)

from wecoop_desktop.forms.answers import Row
from wecoop_desktop.forms.form import Option
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.wording import tr

TONES = {
    "effect": "energy",
    "core": "primary",
    "cause": "water",
    "root_cause": "climate",
    "end": "biodiversity",
    "means": "water",
}


def text_of(row: Row, writing: str) -> str:
    """A node's words in the language being written, else in the other."""
    mine = str(row.get(f"text_{writing}") or "")
    return mine or str(row.get("text_ru" if writing == "en" else "text_en") or "")


class Drawing(QWidget):
    """Effects above the core problem, causes below it; one box per node."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._levels: list[list[tuple[str, str, str, str]]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Drawn tree; the outline above holds the same statements"))

    def show_rows(
        self, rows: Sequence[Mapping[str, object]], writing: str, kinds: Sequence[Option]
    ) -> None:
        order = {option.id: at for at, option in enumerate(kinds)}
        levels: dict[int, list[tuple[str, str, str, str]]] = {}
        for row in rows:
            kind = str(row.get("kind") or "")
            node, parent = str(row.get("id") or ""), str(row.get("parent") or "")
            text = text_of(row, writing)  # type: ignore[arg-type]  # cells of a row
            levels.setdefault(order.get(kind, len(order)), []).append((node, parent, kind, text))
        self._levels = [levels[level] for level in sorted(levels)]
        self.setVisible(len(rows) > 1)
        self.setFixedHeight(max(1, len(self._levels)) * theme.px(94))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(600), max(1, len(self._levels)) * theme.px(94))

    def _boxes(self) -> dict[str, tuple[QRectF, str, str, str]]:
        boxes = {}
        for level, nodes in enumerate(self._levels):
            width = self.width() / len(nodes)
            box = min(width - theme.px(8), theme.px(220))
            for at, (node, parent, kind, text) in enumerate(nodes):
                left = at * width + (width - box) / 2
                area = QRectF(left, level * theme.px(94) + 4, box, theme.px(70))
                boxes[node or f"{level}.{at}"] = (area, parent, kind, text)
        return boxes

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        boxes = self._boxes()
        painter.setPen(QPen(theme.colour("lineStrong"), 1.2))
        for area, parent, _kind, _text in boxes.values():
            if parent in boxes:
                self._line(painter, boxes[parent][0], area)
        painter.setFont(theme.font("micro"))
        wish = QTextOption(Qt.AlignmentFlag.AlignCenter)
        wish.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        for area, _parent, kind, text in boxes.values():
            tone = TONES.get(kind, "muted")
            painter.setPen(QPen(theme.colour(tone), 1.4))
            painter.setBrush(theme.mixed(tone, "surface", 0.10))
            painter.drawRoundedRect(area, theme.px(5), theme.px(5))
            painter.setPen(theme.colour("text"))
            painter.save()
            painter.setClipRect(area)
            painter.drawText(area.adjusted(6, 3, -6, -3), text, wish)
            painter.restore()

    def _line(self, painter: QPainter, above: QRectF, below: QRectF) -> None:
        if above.top() > below.top():
            above, below = below, above
        start = QPointF(above.center().x(), above.bottom())
        end = QPointF(below.center().x(), below.top())
        middle = (start.y() + end.y()) / 2
        painter.drawLine(start, QPointF(start.x(), middle))
        painter.drawLine(QPointF(start.x(), middle), QPointF(end.x(), middle))
        painter.drawLine(QPointF(end.x(), middle), end)
