"""A chart as a file of its own: the same drawing as on the screen, in the light colours."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QImageWriter,
    QPainter,
    QTextOption,
)
from PySide6.QtSvg import QSvgGenerator

from wecoop_desktop.documents.chart import Bars, Columns
from wecoop_desktop.documents.plot import Plot, plotted
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.chart import PRINT, Face, draw

WIDTH, MARGIN = 880, 24  # pixels
SCALE = 2  # of a picture of dots


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with its title above and what is counted below."""

    title: str
    chart: Columns | Bars
    notes: tuple[str, ...]
    mirrored: bool = False


def png(picture: Picture) -> bytes:
    """The picture at twice its size, on white."""
    laid = _Laid(picture)
    image = QImage(laid.size * SCALE, QImage.Format.Format_RGB32)
    image.fill(QColor(PRINT["surface"]))
    # 96 dots per inch, times two: documents show it in its own size.
    image.setDotsPerMeterX(round(96 * SCALE / 0.0254))
    image.setDotsPerMeterY(round(96 * SCALE / 0.0254))
    painter = QPainter(image)
    painter.scale(SCALE, SCALE)
    laid.draw(painter)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(data.data())


def svg(picture: Picture) -> bytes:
    """The picture as vectors; words stay text, which can be searched and edited."""
    laid = _Laid(picture)
    data = QByteArray()
    buffer = QBuffer(data)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(laid.size)
    generator.setViewBox(QRectF(0, 0, laid.size.width(), laid.size.height()))
    generator.setTitle(picture.title)
    generator.setDescription(" ".join(picture.notes))
    painter = QPainter(generator)
    painter.fillRect(QRectF(0, 0, laid.size.width(), laid.size.height()), QColor(PRINT["surface"]))
    laid.draw(painter)
    painter.end()
    return bytes(data.data())


class _Laid:
    """A picture in its place: title, plot, notes."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._face = Face(1.0)
        self._title, self._note = _font("cardTitle"), _font("small")
        inside = WIDTH - 2 * MARGIN
        self._plot: Plot = plotted(picture.chart, inside, self._face)
        if picture.mirrored:
            self._plot = self._plot.mirrored()
        self._notes = " ".join(picture.notes)
        self._option = QTextOption(
            Qt.AlignmentFlag.AlignRight if picture.mirrored else Qt.AlignmentFlag.AlignLeft
        )
        self._option.setWrapMode(QTextOption.WrapMode.WordWrap)
        flags = int(Qt.TextFlag.TextWordWrap)
        room = QRectF(0, 0, inside, 10_000)
        self._title_height = QFontMetricsF(self._title).boundingRect(room, flags, picture.title)
        self._note_height = QFontMetricsF(self._note).boundingRect(room, flags, self._notes)
        height = (
            3 * MARGIN
            + self._title_height.height()
            + self._plot.height
            + (self._note_height.height() + MARGIN if self._notes else 0)
        )
        self.size = QSize(WIDTH, round(height))

    def draw(self, painter: QPainter) -> None:
        inside = WIDTH - 2 * MARGIN
        y = float(MARGIN)
        painter.setFont(self._title)
        painter.setPen(QColor(PRINT["text"]))
        title = self._title_height.height() + 4
        painter.drawText(QRectF(MARGIN, y, inside, title), self._picture.title, self._option)
        y += self._title_height.height() + MARGIN
        painter.save()
        painter.translate(MARGIN, y)
        draw(painter, self._plot, self._face, PRINT, textured=True)
        painter.restore()
        y += self._plot.height + MARGIN
        if self._notes:
            painter.setFont(self._note)
            painter.setPen(QColor(PRINT["muted"]))
            note = self._note_height.height() + 8
            painter.drawText(QRectF(MARGIN, y, inside, note), self._notes, self._option)


def _font(role: str) -> QFont:
    font = theme.font(role)
    font.setPixelSize(round(theme.ROLES[role].pixels))
    return font
