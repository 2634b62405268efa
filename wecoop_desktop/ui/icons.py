"""Stroke icons in the theme's colours: the SVG text is recoloured, rendered once, and kept."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.ui import theme

# The seven chart colours in pictures; sectors without one of their own are layers.
OF_COLOURS = {
    "water": "droplets",
    "irrigation": "sprout",
    "energy": "zap",
    "climate": "cloud-sun",
    "waste": "recycle",
    "biodiversity": "trees",
    "air": "wind",
}
STROKE = "1.75"  # of the 24-unit grid; the files say 2


def of_sector(sector: str) -> str:
    """The picture of a sector of the form; governance and what is not known are layers."""
    known = sector in theme.SECTORS and sector != "governance"
    return OF_COLOURS[theme.sector_colour(sector)] if known else "layers"


@cache
def _drawing(name: str) -> str:
    """The SVG as text. Raises FileNotFoundError for a name without a file."""
    path = resources_folder() / "icons" / f"{name}.svg"
    return path.read_text("utf-8").replace('stroke-width="2"', f'stroke-width="{STROKE}"')


@cache
def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    svg = _drawing(name).replace("currentColor", colour)
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def pixmap(name: str, colour_token: str = "text", size: float = 16) -> QPixmap:
    """An icon of `size` pixels at 100 % text size."""
    application = QGuiApplication.instance()
    ratio = application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0
    return _pixmap(name, theme.token(colour_token), theme.px(size), ratio)


def before_words(name: str, colour_token: str = "text", size: float = 16) -> QIcon:
    """An icon with the gap that stands between it and the words of a button."""
    result = QIcon(_with_gap(pixmap(name, colour_token, size)))
    result.addPixmap(_with_gap(pixmap(name, "muted", size)), QIcon.Mode.Disabled)
    return result


def after_words(name: str, colour_token: str = "text", size: float = 16) -> QIcon:
    """The same for a button whose icon stands behind its words."""
    result = QIcon(_with_gap(pixmap(name, colour_token, size), behind=True))
    result.addPixmap(_with_gap(pixmap(name, "muted", size), behind=True), QIcon.Mode.Disabled)
    return result


GAP = 5  # pixels at 100 %


def _with_gap(drawn: QPixmap, *, behind: bool = False) -> QPixmap:
    ratio, gap = drawn.devicePixelRatio(), theme.px(GAP)
    wide = QPixmap(drawn.width() + round(gap * ratio), drawn.height())
    wide.setDevicePixelRatio(ratio)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    painter.drawPixmap(gap if mirrored != behind else 0, 0, drawn)
    painter.end()
    return wide


def icon(name: str, colour_token: str = "text", size: float = 16) -> QIcon:
    """The same for buttons and lists; greyed where they are disabled."""
    result = QIcon(pixmap(name, colour_token, size))
    result.addPixmap(pixmap(name, "muted", size), QIcon.Mode.Disabled)
    return result
