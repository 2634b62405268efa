"""What the circles of the map mean, and the way to the projects that have none."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts import circles
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.clusters import Atlas, level, samples
from wecoop_desktop.ui.parts.labels import Caption
from wecoop_desktop.ui.role import speak_as
from wecoop_desktop.ui.wording import ntr, tr

RING = 8.5  # pixels at 100 %: the radius of the hollow sample
GAP = 8


class Samples(QWidget):
    """Circles of the sizes that are on the map, each with its number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        speak_as(self, "picture")
        self._counts: tuple[int, ...] = ()
        self._atlas: Atlas | None = None
        self._tone = "primary"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def display(self, atlas: Atlas, counts: tuple[int, ...], tone: str) -> None:
        self._atlas, self._counts, self._tone = atlas, counts, tone
        numbers = ", ".join(circles.number(count) for count in counts)
        self.setAccessibleName(tr("Sizes of circles: {numbers}", numbers=numbers))
        self.setVisible(bool(counts))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(self._width()), round(self._height()))

    def _radius(self, count: int) -> float:
        return (self._atlas.radius(count) if self._atlas else RING) * theme.px(100) / 100

    def _height(self) -> float:
        return 2 * max((self._radius(count) for count in self._counts), default=RING) + 4

    def _width(self) -> float:
        metrics = QFontMetricsF(theme.font("small"))
        return sum(
            2 * self._radius(count)
            + metrics.horizontalAdvance(circles.number(count))
            + theme.px(2 * GAP + 4)
            for count in self._counts
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint(painter, QPointF(0, self.height() / 2))
        painter.end()

    def paint(self, painter: QPainter, at: QPointF) -> None:
        """Paint the samples from a point to the right; `at` is half way up."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("small"))
        metrics = QFontMetricsF(theme.font("small"))
        x = at.x() + 2
        for count in self._counts:
            radius = self._radius(count)
            middle = QPointF(x + radius, at.y())
            circles.draw_one(painter, middle, radius, self._tone, rough=False)
            x += 2 * radius + theme.px(GAP - 2)
            words = circles.number(count)
            wide = metrics.horizontalAdvance(words)
            painter.setPen(theme.colour("text"))
            box = QRectF(x, at.y() - 20, wide + 2, 40)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), words)
            x += wide + theme.px(GAP + 4)


class Hollow(QWidget):
    """The sample of a circle of which only the region is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        side = theme.px(2 * RING + 4)
        self.setFixedSize(side, side)
        self._tone = "primary"

    def display(self, tone: str) -> None:
        self._tone = tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(self.width() / 2, self.height() / 2)
        circles.draw_one(painter, middle, theme.px(RING), self._tone, rough=True)
        painter.end()


class MapLegend(QFrame):
    """Says `unplaced` and `regional` when those projects are asked for."""

    unplaced = Signal()
    regional = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._atlas: Atlas | None = None
        self._state = (0, "", False)
        self.setObjectName("pop")
        self.setAccessibleName(tr("What the circles mean"))
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(6))
        column.setSpacing(theme.px(2))
        self._title = Caption(tr("Projects at a place"))
        column.addWidget(self._title)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        self.samples = Samples()
        row.addWidget(self.samples)
        self._hollow = Hollow()
        row.addWidget(self._hollow)
        self._rough = Caption(tr("only the region is known"))
        row.addWidget(self._rough)
        row.addStretch(1)
        column.addLayout(row)
        self.without = Button("", "quiet", size="small")
        self.without.clicked.connect(lambda _=False: self.unplaced.emit())
        self.across = Button("", "quiet", size="small")
        self.across.clicked.connect(lambda _=False: self.regional.emit())
        for button in (self.without, self.across):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)

    def display(self, atlas: Atlas, scale: float, tone: str, *, brief: bool = False) -> None:
        """`scale`: pixels for a flat unit at 100 %. `brief`: only what is not on the map, because
        the map is small."""
        state = (level(scale), tone, brief)
        if self._atlas is atlas and self._state == state:
            return
        self._atlas, self._state = atlas, state
        shown = () if brief else atlas.at(scale)
        self.samples.display(atlas, samples(one.projects for one in shown), tone)
        self._title.setVisible(bool(shown))
        rough = any(one.rough for one in shown)
        self._hollow.display(tone)
        self._hollow.setVisible(rough)
        self._rough.setVisible(rough)
        self.without.setVisible(atlas.placed.without > 0)
        self.without.say(without_words(atlas))
        self.across.setVisible(atlas.placed.regional > 0)
        self.across.say(regional_words(atlas))
        self.setVisible(bool(shown) or atlas.placed.without + atlas.placed.regional > 0)
        self._column.invalidate()
        self._column.activate()


def without_words(atlas: Atlas) -> str:
    return ntr(
        "{n} project without a place is in the list only",
        "{n} projects without a place are in the list only",
        atlas.placed.without,
    )


def regional_words(atlas: Atlas) -> str:
    return ntr(
        "{n} regional project, of several countries",
        "{n} regional projects, of several countries",
        atlas.placed.regional,
    )
