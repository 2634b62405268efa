"""The map of the region with the projects of a result as circles: moved, zoomed, walked through.

The ground is painted once for a scale, somewhat larger than what is seen, and kept as a picture;
moving shows another part of it, zooming stretches it until the wheel rests. Circles are painted
each time: there are never more than a screen holds.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from wecoop_desktop.library.query import Placed
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts import circles, terrain
from wecoop_desktop.ui.parts.circles import Circle
from wecoop_desktop.ui.parts.clusters import FINEST, Atlas, Cluster
from wecoop_desktop.ui.parts.projection import Frame, fitted
from wecoop_desktop.ui.role import speak_as
from wecoop_desktop.ui.wording import tr

MARGIN = 26  # pixels around the countries when all of them are seen
SEA = 0.12  # of the width of the countries: what lies west of Mangystau and Turkmenistan
AROUND = 0.3  # of the size is painted on each side beyond what is seen
NOTCH = 1.25  # how much one notch of the wheel zooms
PRESS = 1.6  # how much a key or a button zooms
STRIDE = 90  # pixels that an arrow key moves
REST = 90  # milliseconds without zooming until the ground is painted anew
DRAG = 4  # pixels from which a press is a drag
EMPTY = Atlas(Placed((), 0, 0, 0))


class WorldMap(QWidget):
    """Says `picked(cluster)` for a click or Enter, and `moved` when another part is seen."""

    picked = Signal(object)
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        speak_as(self, "picture")
        self._atlas = EMPTY
        self._tone = "primary"
        self._frame = Frame(0, 0, 1, 1, 1)
        self._whole = True  # all countries are seen, also after the window gets another size
        self._kept_free = QSizeF(0, 0)
        self._circles: tuple[Circle, ...] = ()
        self._focused: Cluster | None = None
        self._walking = True  # Tab goes to the circles; not after Esc, until one comes back
        self._open: Cluster | None = None
        self._ground: QPixmap | None = None
        self._ground_frame = self._frame
        self._pressed: QPointF | None = None
        self._dragging = False
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._paint_anew)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(theme.px(160), theme.px(90))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(tr("Map of the projects found"))
        self.setAccessibleDescription(
            tr(
                "Tab goes from circle to circle, Enter opens one, arrows move the map, "
                "plus, minus and zero zoom, T lists the places."
            )
        )

    # What is shown

    def display(self, atlas: Atlas, tone: str = "primary") -> None:
        """Show the circles of another result; what is seen of the map stays."""
        if atlas is self._atlas and tone == self._tone:
            return
        self._atlas, self._tone = atlas, tone
        self._focused = self._open = None
        self._ground = None
        self._lay()

    @property
    def frame(self) -> Frame:
        return self._frame

    @property
    def circles(self) -> tuple[Circle, ...]:
        """What is seen, in the order of Tab."""
        return self._circles

    @property
    def focused(self) -> Cluster | None:
        return self._focused

    def mark(self, cluster: Cluster | None) -> None:
        """Draw a ring around the circle that is open."""
        self._open = cluster
        self.update()

    def circle_of(self, cluster: Cluster) -> Circle | None:
        """Where a cluster is seen, if it is at this scale."""
        return next((one for one in self._circles if one.cluster == cluster), None)

    def zoom_factor(self) -> float:
        """The text size as a factor."""
        return theme.px(100) / 100

    # Moving

    def keep_free(self, size: QSizeF) -> None:
        """A lower corner of that size holds something else: all countries are shown beside it."""
        if size != self._kept_free:
            self._kept_free = size
            if self._whole:
                self.fit()

    def fit(self) -> None:
        """Show all five countries, beside or above the corner that is kept free."""
        self._whole = True
        self._look(self._fitted(self._kept_free))

    def picture_frame(self) -> Frame:
        """What is seen, as it would be with nothing on the map."""
        return self._fitted(QSizeF(0, 0)) if self._whole else self._frame

    def _fitted(self, taken: QSizeF) -> Frame:
        wide, tall = max(1.0, self.width()), max(1.0, self.height())
        margin = min(theme.px(MARGIN), wide / 8, tall / 8)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        bounds = terrain.bounds()
        # In the south-west is nothing but the Caspian Sea, which may be covered.
        sea = 0 if mirrored or taken.isEmpty() else SEA * (bounds.right - bounds.left)
        land = replace(bounds, left=bounds.left + sea)
        beside = fitted(land, max(wide / 2, wide - taken.width()), tall, margin)
        above = fitted(bounds, wide, max(tall / 2, tall - taken.height()), margin)
        frame = max(beside, above, key=lambda each: each.scale)
        across = (wide - frame.width) / 2 / frame.scale
        down = (tall - frame.height) / 2 / frame.scale
        x = frame.x + across if mirrored else frame.x - across
        return replace(frame, x=x, y=frame.y + down, width=wide, height=tall)

    def zoom_in(self) -> None:
        self._zoom(PRESS, self._middle())

    def zoom_out(self) -> None:
        self._zoom(1 / PRESS, self._middle())

    def show_at(self, x: float, y: float, scale: float) -> None:
        """Look at a flat point from that close."""
        self._whole = False
        self._look(replace(self._frame, x=x, y=y, scale=scale).within(terrain.bounds()))

    def keep(self) -> tuple[float, ...]:
        """What is seen, for the same map after another language or text size: empty for all."""
        if self._whole:
            return ()
        return self._frame.x, self._frame.y, self._frame.scale / self.zoom_factor()

    def recall(self, kept: tuple[float, ...]) -> None:
        if len(kept) == 3:
            x, y, scale = kept
            self.show_at(x, y, scale * self.zoom_factor())

    def _middle(self) -> QPointF:
        """Zooming by key keeps the focused circle where it is."""
        circle = self.circle_of(self._focused) if self._focused is not None else None
        return circle.at if circle is not None else QPointF(self.width() / 2, self.height() / 2)

    def _zoom(self, factor: float, at: QPointF) -> None:
        least = fitted(terrain.bounds(), max(1, self.width()), max(1, self.height()), 0).scale * 0.7
        most = FINEST * self.zoom_factor()
        scale = min(max(self._frame.scale * factor, min(least, most)), most)
        if scale != self._frame.scale:
            self._whole = False
            self._rest.start()
            frame = self._frame.zoomed(scale, at.x(), at.y())
            self._look(frame.within(terrain.bounds()))

    def _pan(self, across: float, down: float) -> None:
        self._whole = False
        self._rest.start()
        self._look(self._frame.panned(across, down).within(terrain.bounds()))

    def _look(self, frame: Frame) -> None:
        self._frame = frame
        self._lay()
        self.moved.emit()

    def _lay(self) -> None:
        self._circles = circles.circles(self._atlas, self._frame, self.zoom_factor())
        if self._focused is not None and self.circle_of(self._focused) is None:
            self._focus_on(self._inheritor(self._focused))
        self.update()

    def _inheritor(self, gone: Cluster) -> Cluster | None:
        """After zooming, the circle that has most of the places of the one that is gone."""
        places = set(gone.places)
        shared = [(len(places.intersection(one.cluster.places)), one) for one in self._circles]
        most = max(shared, key=lambda pair: pair[0], default=(0, None))
        return most[1].cluster if most[0] and most[1] is not None else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ground = None
        if self._whole:
            self.fit()
        else:
            size = self.size()
            self._look(replace(self._frame, width=size.width(), height=size.height()))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_ground(painter)
        circles.stamp(painter, self._circles, self._tone, self.devicePixelRatioF())
        for cluster in {self._open, self._focused if self.hasFocus() else None}:
            circle = self.circle_of(cluster) if cluster is not None else None
            if circle is not None:
                circles.draw_ring(painter, circle)
        if self.hasFocus() and self._focused is None:
            painter.setPen(theme.colour("focus"))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        """The kept picture, moved and stretched to where it now belongs."""
        resting = not self._rest.isActive()
        other = self._ground_frame.scale != self._frame.scale
        if self._ground is None or not self._covered() or (resting and other):
            self._make_ground()
        kept, now = self._ground_frame, self._frame
        stretch = now.scale / kept.scale
        left, top = now.pixel(*kept.place(0, 0))
        target = QRectF(QPointF(left, top), QSizeF(kept.width, kept.height) * stretch)
        if not target.contains(QRectF(self.rect())):
            painter.fillRect(self.rect(), terrain.ground_colour())
        assert self._ground is not None
        painter.drawPixmap(target, self._ground, QRectF(self._ground.rect()))

    def _covered(self, share: float = 1.0) -> bool:
        """Whether the kept picture reaches to all sides of what is seen, and at a `share` below 1
        so far that there is still something left to move to."""
        spare = (1 - share) * AROUND * max(self._frame.width, self._frame.height)
        seen, painted = self._frame.box(spare), self._ground_frame.box(1)
        return (
            painted.left <= seen.left
            and painted.top <= seen.top
            and painted.right >= seen.right
            and painted.bottom >= seen.bottom
        )

    def _make_ground(self) -> None:
        now = self._frame
        width, height = (round(size * (1 + 2 * AROUND)) for size in (now.width, now.height))
        frame = replace(now, width=max(1, width), height=max(1, height))
        ratio = self.devicePixelRatioF()
        ground = QPixmap(round(frame.width * ratio), round(frame.height * ratio))
        ground.setDevicePixelRatio(ratio)
        zoom = self.zoom_factor()
        taken = [one.box() for one in circles.circles(self._atlas, frame, zoom)]
        painter = QPainter(ground)
        terrain.draw(painter, frame, zoom, taken)
        painter.end()
        self._ground, self._ground_frame = ground, frame

    def _paint_anew(self) -> None:
        """The hand rests: time for a sharp picture, in the middle of which this one lies."""
        if not self._covered(0.5):
            self._ground = None
        self.update()

    # The mouse

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / 120
        if notches:
            self._zoom(NOTCH**notches, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragging = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            over = self._circle_at(event.position()) is not None
            shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.OpenHandCursor
            self.setCursor(shape)
            return
        way = event.position() - self._pressed
        if self._dragging or way.manhattanLength() > DRAG:
            self._dragging = True
            self._pressed = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._pan(way.x(), way.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None or self._dragging:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            return
        circle = self._circle_at(event.position())
        self._focus_on(circle.cluster if circle is not None else None)
        self.picked.emit(circle.cluster if circle is not None else None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._circle_at(event.position()) is None:
            self._zoom(PRESS, event.position())

    def _circle_at(self, point: QPointF) -> Circle | None:
        return next((one for one in self._circles if one.holds(point)), None)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            circle = self._circle_at(QPointF(event.pos()))
            words = circles.told(self._atlas, circle.cluster) if circle is not None else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    # The keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        moves = {
            Qt.Key.Key_Left: QPoint(1, 0),
            Qt.Key.Key_Right: QPoint(-1, 0),
            Qt.Key.Key_Up: QPoint(0, 1),
            Qt.Key.Key_Down: QPoint(0, -1),
        }
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if not plain:
            super().keyPressEvent(event)
        elif key in moves:
            stride = theme.px(STRIDE)
            self._pan(moves[key].x() * stride, moves[key].y() * stride)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.zoom_out()
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.fit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._focused:
            self.picked.emit(self._focused)
        elif key == Qt.Key.Key_Escape and self._focused is not None:
            self._walking = False
            self._focus_on(None)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the circles and then on; after Esc it goes on at once."""
        order = [one.cluster for one in self._circles]
        if self._focused in order:
            index = order.index(self._focused) + (1 if forward else -1)
        else:
            index = 0 if forward and self._walking else -1
        if 0 <= index < len(order):
            self._focus_on(order[index])
            return True
        return super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        ends = {Qt.FocusReason.TabFocusReason: 0, Qt.FocusReason.BacktabFocusReason: -1}
        if event.reason() in ends and self._circles:
            self._focus_on(self._circles[ends[event.reason()]].cluster)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._walking = True
        self.update()

    def focus_on(self, cluster: Cluster | None) -> None:
        """Give the keyboard to the map, at that circle."""
        self.setFocus()
        self._focus_on(cluster)

    def _focus_on(self, cluster: Cluster | None) -> None:
        self._focused = cluster
        words = tr("Map of the projects found")
        if cluster is not None:
            words = circles.told(self._atlas, cluster)
        if words != self.accessibleName():
            self.setAccessibleName(words)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.update()
