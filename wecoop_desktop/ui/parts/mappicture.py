"""The map as a picture of its own, with title, legend and notice: SVG or PNG."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from wecoop_desktop.base.files import writing
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts import circles, terrain
from wecoop_desktop.ui.parts.clusters import Atlas, samples
from wecoop_desktop.ui.parts.maplegend import RING, Samples, without_words
from wecoop_desktop.ui.parts.projection import Frame
from wecoop_desktop.ui.wording import ntr, tr

FINE = 2  # pixels of a PNG for a pixel of the window
BAND = 30  # pixels at 100 % of a line above or below the map


def notice() -> str:
    return tr("Borders: Natural Earth, public domain. Not an endorsement of boundaries.")


def save(path: Path, atlas: Atlas, frame: Frame, tone: str, title: str = "") -> None:
    """Write the picture in the format of the name's ending (.svg, else PNG).

    Raises `AppError` file-not-writable, folder-missing or disk-full.
    """
    make = _svg if path.suffix.lower() == ".svg" else _png
    data = make(atlas, frame, tone, title)
    with writing(path) as stream:
        stream.write(data)


def _size(atlas: Atlas, frame: Frame, title: str) -> QSize:
    bands = theme.px(BAND) * (2 if title else 1) + _legend_height(atlas, frame)
    return QSize(round(frame.width), round(frame.height) + bands)


def _legend_height(atlas: Atlas, frame: Frame) -> int:
    """The largest circle has room in the legend."""
    zoom = theme.px(100) / 100
    most = max((one.projects for one in atlas.at(frame.scale / zoom)), default=1)
    return max(theme.px(BAND), round(2 * atlas.radius(most) * zoom) + theme.px(8))


def _svg(atlas: Atlas, frame: Frame, tone: str, title: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    size = _size(atlas, frame, title)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setTitle(title or tr("Map of the projects found"))
    generator.setDescription(notice())
    painter = QPainter(generator)
    _paint(painter, size, atlas, frame, tone, title)
    painter.end()
    return bytes(buffer.data().data())


def _png(atlas: Atlas, frame: Frame, tone: str, title: str) -> bytes:
    size = _size(atlas, frame, title)
    image = QImage(size * FINE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(FINE)
    painter = QPainter(image)
    _paint(painter, size, atlas, frame, tone, title)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def _paint(
    painter: QPainter, size: QSize, atlas: Atlas, frame: Frame, tone: str, title: str
) -> None:
    band, edge = theme.px(BAND), theme.px(12)
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), theme.colour("surface"))
    if title:
        painter.setFont(theme.font("subtitle"))
        painter.setPen(theme.colour("text"))
        box = QRectF(edge, 0, size.width() - 2 * edge, band)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), title)
        painter.translate(0, band)
    zoom = theme.px(100) / 100
    shown = circles.circles(atlas, frame, zoom)
    painter.save()
    painter.setClipRect(QRectF(0, 0, frame.width, frame.height))
    terrain.draw(painter, frame, zoom, [one.box() for one in shown])
    circles.draw(painter, shown, tone)
    painter.restore()
    painter.translate(0, frame.height)
    height = _legend_height(atlas, frame)
    _legend(painter, atlas, frame, tone, height)
    painter.setFont(theme.font("small"))
    painter.setPen(theme.colour("text2"))
    words = " · ".join(_counted(atlas))
    box = QRectF(edge, height, size.width() - 2 * edge, band)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), words)


def _legend(painter: QPainter, atlas: Atlas, frame: Frame, tone: str, band: int) -> None:
    """The sizes of circles, and what hollow ones mean, in a line of that height."""
    x = float(theme.px(12))
    metrics = QFontMetricsF(theme.font("small"))
    shown = atlas.at(frame.scale * 100 / theme.px(100))
    if shown:
        words = tr("Projects at a place")
        _words(painter, x, band, words)
        x += metrics.horizontalAdvance(words) + theme.px(10)
        sizes = Samples()
        sizes.display(atlas, samples(one.projects for one in shown), tone)
        sizes.paint(painter, QPointF(x, band / 2))
        x += sizes.sizeHint().width()
    if any(one.rough for one in shown):
        radius = theme.px(RING)
        circles.draw_one(painter, QPointF(x + radius, band / 2), radius, tone, rough=True)
        _words(painter, x + 2 * radius + theme.px(6), band, tr("only the region is known"))


def _words(painter: QPainter, x: float, band: int, words: str) -> None:
    painter.setFont(theme.font("small"))
    painter.setPen(theme.colour("text2"))
    wide = QFontMetricsF(theme.font("small")).horizontalAdvance(words) + 4
    painter.drawText(QRectF(x, 0, wide, band), int(Qt.AlignmentFlag.AlignVCenter), words)


def _counted(atlas: Atlas) -> Iterator[str]:
    """What is on the map, what is not, and whose borders these are."""
    yield ntr("{n} project on the map", "{n} projects on the map", atlas.projects)
    if atlas.placed.without:
        yield without_words(atlas)
    yield notice()
