"""Figures of the guide in a text, painted: the drawing that the PDF has too."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPolygonF,
    QPyTextObject,
    QTextDocument,
    QTextFormat,
)

from wecoop_desktop.documents.diagram import Drawing, Frame, Role, Sketch, drawn
from wecoop_desktop.ui import theme

# Of the character that stands for a figure in a text, and its property that names it.
KIND = QTextFormat.ObjectTypes.UserObject + 1
NAME = QTextFormat.Property.UserProperty + 1

FONTS: Mapping[Role, str] = MappingProxyType(
    {"title": "smallStrong", "note": "micro", "bare": "micro", "band": "smallStrong"}
)
# Line, fill and thickness by look; the looks differ by their lines too.
LOOKS: Mapping[str, tuple[str, str, float]] = MappingProxyType(
    {
        "plain": ("lineStrong", "surface", 1.0),
        "strong": ("primary", "selected", 2.0),
        "soft": ("line2", "subtle", 1.0),
        "open": ("lineStrong", "", 1.4),
        "band": ("line", "subtle", 1.0),
    }
)
TONES = MappingProxyType(
    {"good": ("ok", "okBg"), "warn": ("warn", "warnBg"), "bad": ("err", "errBg")}
)


class Face:
    """The window's fonts at the chosen text size."""

    def __init__(self) -> None:
        self.unit = theme.px(100) / 100
        self.fonts: dict[Role, QFont] = {role: theme.font(name) for role, name in FONTS.items()}
        self._metrics = {role: QFontMetricsF(font) for role, font in self.fonts.items()}

    def width(self, said: str, role: Role) -> float:
        return self._metrics[role].horizontalAdvance(said)

    def size(self, role: Role) -> float:
        return float(self.fonts[role].pixelSize())


def draw(painter: QPainter, drawing: Drawing, face: Face) -> None:
    """The whole drawing from the painter's zero, in the colours of the theme."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for frame in drawing.frames:
        if frame.look == "band":
            _frame(painter, frame)
    _tracks(painter, drawing)
    for frame in drawing.frames:
        if frame.look not in ("band", "bare"):
            _frame(painter, frame)
    for words in drawing.words:
        painter.setFont(face.fonts[words.role])
        painter.setPen(theme.colour("muted" if words.role == "bare" else "text"))
        half = face.width(words.said, words.role) / 2
        if words.role == "band":  # an arrow may pass behind it
            high = face.size("band")
            box = QRectF(words.x - half, words.baseline - high, 2 * half, high * 1.25)
            painter.fillRect(box, theme.colour("subtle"))
        painter.drawText(QPointF(words.x - half, words.baseline), words.said)


def _frame(painter: QPainter, frame: Frame) -> None:
    line, fill, thick = LOOKS[frame.look]
    if frame.tone in TONES:
        line, fill = TONES[frame.tone]
    pen = QPen(theme.colour(line), thick)
    if frame.look == "open":
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(theme.colour(fill) if fill else QColor(0, 0, 0, 0))
    inset = thick / 2
    box = QRectF(frame.x, frame.top, frame.width, frame.height)
    radius = theme.px(5)
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)


def _tracks(painter: QPainter, drawing: Drawing) -> None:
    colour = theme.colour("muted")
    for track in drawing.tracks:
        pen = QPen(colour, 1.4)
        if track.dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(0, 0, 0, 0))
        painter.drawPolyline(QPolygonF([QPointF(*point) for point in track.points]))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for head in track.heads:
            painter.drawPolygon(QPolygonF([QPointF(*point) for point in head]))


class FigureObject(QPyTextObject):
    """Stands in a document for the figures; `width` is the room that each has."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.width = 480.0
        self.sketches: dict[str, Sketch] = {}
        self._face = Face()
        self._kept: dict[tuple[str, float], Drawing] = {}
        document.documentLayout().registerHandler(KIND, self)

    def show(self, sketches: dict[str, Sketch]) -> None:
        """The figures of the document that is filled next, by the name in their format."""
        self.sketches = sketches
        self._kept.clear()

    def drawing(self, name: str) -> Drawing:
        key = (name, self.width)
        if key not in self._kept:
            self._kept[key] = drawn(self.sketches[name], self.width, self._face)
        return self._kept[key]

    def intrinsicSize(self, doc: QTextDocument, at: int, format: QTextFormat) -> QSizeF:
        drawing = self.drawing(str(format.property(NAME)))
        return QSizeF(drawing.width, drawing.height)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        at: int,
        format: QTextFormat,
    ) -> None:
        painter.save()
        painter.translate(rect.topLeft())
        draw(painter, self.drawing(str(format.property(NAME))), self._face)
        painter.restore()
