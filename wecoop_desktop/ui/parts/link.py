"""A way to somewhere else, as a line that is cut with an ellipsis where the place is short."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from wecoop_desktop.ui import icons, theme

ICON = 14


class Link(QAbstractButton):
    """Icon and words; the tooltip has all of them, or what `hint` adds."""

    def __init__(
        self, text: str, icon: str = "", *, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip("\n".join(part for part in (text, hint) if part))
        self.setFont(theme.font("small"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._icon = icon

    def _before(self) -> int:
        """Pixels that the icon takes at the start."""
        return theme.px(ICON + 6) if self._icon else 0

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text()) + self._before()
        return QSize(width + theme.px(4), theme.px(24))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(40), theme.px(24))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        ink = "primaryHover" if self.underMouse() else "primary"
        if self._icon:
            side = theme.px(ICON)
            x = box.right() - side if mirrored else box.left()
            at = QPointF(x, (box.height() - side) / 2)
            painter.drawPixmap(at, icons.pixmap(self._icon, ink, ICON))
        before = self._before()
        place = box.adjusted(0 if mirrored else before, 0, -before if mirrored else 0, 0)
        painter.setPen(theme.colour(ink))
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, int(place.width())
        )
        side_flag = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(place, int(side_flag), shown)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        painter.end()
