"""A chart of statistics, painted: columns or bars that the pointer and the arrow keys walk over."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from wecoop_desktop.documents.chart import Bars, Columns
from wecoop_desktop.documents.plot import Plot, Role, Spot, hatching, plotted
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.role import speak_as

# Roles of type, and tokens of ink, for the words of a plot.
FONTS: Mapping[Role, str] = MappingProxyType(
    {"label": "small", "aside": "small", "value": "smallFigures", "tick": "micro"}
)
INKS: Mapping[Role, str] = MappingProxyType(
    {"label": "text2", "aside": "muted", "value": "text", "tick": "muted"}
)
# Tones of a chart that have another name among the colours.
TONES = {"other": "muted", "several": "lineStrong"}
Colours = Mapping[str, str]
PRINT: Colours = theme.LIGHT  # of pictures: they go into documents and onto paper


class Face:
    """The window's fonts at a text size; `factor` 1.0 is 100 %."""

    def __init__(self, factor: float) -> None:
        self.unit = factor
        self.fonts: dict[Role, QFont] = {}
        for role, name in FONTS.items():
            font = theme.font(name)
            font.setPixelSize(max(1, round(theme.ROLES[name].pixels * factor)))
            self.fonts[role] = font
        self._metrics = {role: QFontMetricsF(font) for role, font in self.fonts.items()}
        self._widths: dict[tuple[str, Role], float] = {}

    def width(self, said: str, role: Role) -> float:
        known = self._widths.get((said, role))
        if known is None:
            known = self._widths[(said, role)] = self._metrics[role].horizontalAdvance(said)
        return known

    def size(self, role: Role) -> float:
        return float(self.fonts[role].pixelSize())


def draw(
    painter: QPainter, plot: Plot, face: Face, colours: Colours, *, textured: bool = False
) -> None:
    """The whole plot from the painter's zero; `textured` for prints without colour."""
    # Words run as they are written: "60 other funders" also in a mirrored window.
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    for rule in plot.rules:
        painter.setPen(QPen(QColor(colours["lineStrong" if rule.strong else "line"]), 1))
        painter.drawLine(QPointF(rule.x, rule.y), QPointF(rule.to_x, rule.to_y))
    for box in plot.boxes:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours[TONES.get(box.tone, box.tone)]))
        painter.drawRect(QRectF(box.x, box.top, box.width, box.height))
        if textured:
            painter.setPen(QPen(QColor(colours["surface"]), 1))
            for x, y, to_x, to_y in hatching(box, face.unit):
                painter.drawLine(QPointF(x, y), QPointF(to_x, to_y))
    for words in plot.words:
        painter.setFont(face.fonts[words.role])
        painter.setPen(QColor(colours[INKS[words.role]]))
        wide = face.width(words.said, words.role)
        shift = wide if words.align == "right" else wide / 2 if words.align == "centre" else 0.0
        painter.drawText(QPointF(words.x - shift, words.baseline), words.said)


class ChartView(QWidget):
    """`chosen` on Enter and, for bars, a click; `moved` when another one is looked at.

    Columns are selected by a click, because what they hold is shown beside them; bars act at once.
    """

    chosen = Signal(str)
    moved = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        speak_as(self, "chart")
        self._chart: Columns | Bars | None = None
        self._plot = Plot(0, 0)
        self._heights: dict[int, int] = {}  # by width
        self._face = Face(theme.px(100) / 100)
        self._told: Mapping[str, str] = {}
        self._inert: frozenset[str] = frozenset()
        self._at = 0
        self._hovered = ""
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(theme.px(120))

    def display(
        self,
        chart: Columns | Bars,
        told: Mapping[str, str],
        inert: frozenset[str] = frozenset(),
        selected: str = "",
    ) -> None:
        """`told` says each bar by its key in a sentence; `inert` keys are no filters."""
        kept = selected or self.key
        self._chart, self._told, self._inert = chart, told, inert
        self._face = Face(theme.px(100) / 100)  # words of the chart before are not kept
        self._heights = {}
        keys = self._keys()
        self._at = keys.index(kept) if kept in keys else self._first()
        self._lay()
        self.updateGeometry()
        self._describe()

    @property
    def key(self) -> str:
        """What is selected: the bar that has the focus."""
        keys = self._keys()
        return keys[self._at] if 0 <= self._at < len(keys) else ""

    @property
    def plot(self) -> Plot:
        return self._plot

    @property
    def _upright(self) -> bool:
        return isinstance(self._chart, Columns)

    def _keys(self) -> list[str]:
        if isinstance(self._chart, Columns):
            return [pile.key for pile in self._chart.piles]
        return [beam.key for beam in self._chart.beams] if self._chart else []

    def _first(self) -> int:
        """Where to begin: at the longest bar, which is the first, and at the newest full column."""
        if not isinstance(self._chart, Columns):
            return 0
        full = [at for at, pile in enumerate(self._chart.piles) if any(pile.amounts)]
        return full[-1] if full else 0

    def _describe(self) -> None:
        """What a screen reader says: the bar that is selected."""
        self.setAccessibleDescription(self._told.get(self.key, ""))

    # Size

    def heightForWidth(self, width: int) -> int:
        if self._chart is None:
            return 0
        if width not in self._heights:  # layouts ask for the same ones again and again
            plot = plotted(self._chart, float(max(width, 1)), self._face)
            self._heights[width] = math.ceil(plot.height) + 1
        return self._heights[width]

    def sizeHint(self) -> QSize:
        width = theme.px(480)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        if self._chart is not None:
            plot = plotted(self._chart, float(max(self.width(), 1)), self._face)
            self._plot = plot.mirrored() if self._mirrored else plot
        self.update()

    @property
    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        for spot in self._plot.spots:
            if spot.key == self._hovered and spot.key not in self._inert:
                painter.fillRect(_area(spot), theme.colour("hover"))
        draw(painter, self._plot, self._face, theme.TOKENS[theme.name()])
        spot_now = next((spot for spot in self._plot.spots if spot.key == self.key), None)
        if spot_now is not None and (self.hasFocus() or self._upright):
            self._frame(painter, spot_now)
        painter.end()

    def _frame(self, painter: QPainter, spot: Spot) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("focus" if self.hasFocus() else "primary"), 2))
        radius = min(theme.px(4), spot.width / 5)
        painter.drawRoundedRect(_area(spot).adjusted(1, 1, -1, -1), radius, radius)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # Pointer

    def _spot(self, at: QPointF) -> str:
        return next((s.key for s in self._plot.spots if _area(s).contains(at)), "")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hovered = self._spot(event.position())
        if hovered != self._hovered:
            self._hovered = hovered
            acts = hovered and (self._upright or hovered not in self._inert)
            shape = Qt.CursorShape.PointingHandCursor if acts else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = ""
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        key = self._spot(event.position())
        if event.button() != Qt.MouseButton.LeftButton or not key:
            super().mousePressEvent(event)
            return
        self._move(self._keys().index(key))
        if not self._upright:
            self._choose()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._upright and self._spot(event.position()) == self.key:
            self._choose()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            told = self._told.get(self._spot(QPointF(event.pos())), "")
            if told:
                QToolTip.showText(event.globalPos(), told, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose()
            return
        there = self._step(key)
        if there is None:
            super().keyPressEvent(event)
            return
        self._move(there)

    def _step(self, key: Qt.Key) -> int | None:
        """Where an arrow leads; Home and End to the ends. None for other keys."""
        last = len(self._keys()) - 1
        right = -1 if self._mirrored else 1
        steps = (
            {Qt.Key.Key_Left: -right, Qt.Key.Key_Right: right}
            if self._upright
            else {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        )
        match key:
            case Qt.Key.Key_Home:
                return 0
            case Qt.Key.Key_End:
                return last
        if key not in steps or last < 0:
            return None
        return min(max(self._at + steps[key], 0), last)

    def _move(self, there: int) -> None:
        if there == self._at:
            return
        self._at = there
        self._describe()
        self.update()
        self.moved.emit(self.key)

    def _choose(self) -> None:
        if self.key and self.key not in self._inert:
            self.chosen.emit(self.key)


def _area(spot: Spot) -> QRectF:
    return QRectF(spot.x, spot.top, spot.width, spot.height)
