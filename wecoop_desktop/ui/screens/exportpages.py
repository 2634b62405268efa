"""The pages as they will be: thumbnails at the side, one or two pages large."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QIcon, QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QWidget,
)

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.role import speak_as
from wecoop_desktop.ui.screens.pages import Pages
from wecoop_desktop.ui.wording import tr

THUMB = 96
DRAWN = Qt.ItemDataRole.UserRole


class PageView(QWidget):
    """`turned(page)` is called with the page that is shown, counted from 0."""

    def __init__(self, turned: Callable[[int], object]) -> None:
        super().__init__()
        self.pages = Pages()
        self.page = 0
        self._turned = turned
        self._zoom = "one"
        self._draw_later = QTimer(self)
        self._draw_later.setSingleShot(True)
        self._draw_later.setInterval(0)
        self._draw_later.timeout.connect(self._draw)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._thumbs())
        self.area = QScrollArea()
        speak_as(self.area, "group")
        self.area.setAccessibleName(tr("Preview"))
        self.area.setWidgetResizable(True)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inside = QWidget()
        sheets = QHBoxLayout(inside)
        sheets.setContentsMargins(theme.px(16), theme.px(14), theme.px(16), theme.px(14))
        sheets.setSpacing(theme.px(16))
        self._left, self._right = QLabel(), QLabel()
        sheets.addStretch(1)
        for sheet in (self._left, self._right):
            sheet.setAlignment(Qt.AlignmentFlag.AlignTop)
            sheet.setStyleSheet(f"border: 1px solid {theme.token('line2')};")
            sheets.addWidget(sheet, 0, Qt.AlignmentFlag.AlignTop)
        sheets.addStretch(1)
        self.area.setWidget(inside)
        row.addWidget(self.area, 1)

    def _thumbs(self) -> QListWidget:
        self.thumbs = QListWidget()
        self.thumbs.setFixedWidth(theme.px(THUMB + 60))
        self.thumbs.setIconSize(QSize(theme.px(THUMB + 30), theme.px(THUMB + 30)))
        self.thumbs.setViewMode(QListWidget.ViewMode.IconMode)
        self.thumbs.setFlow(QListWidget.Flow.TopToBottom)
        self.thumbs.setWrapping(False)
        self.thumbs.setMovement(QListWidget.Movement.Static)
        self.thumbs.setSpacing(theme.px(4))
        self.thumbs.setAccessibleName(tr("Pages"))
        self.thumbs.setFont(theme.font("micro"))
        self.thumbs.currentRowChanged.connect(self.turn_to)
        self.thumbs.verticalScrollBar().valueChanged.connect(lambda _at: self._draw_thumbs())
        return self.thumbs

    def take(self, pdf: bytes) -> None:
        """Other pages: the thumbnails anew, as they come into sight, and the page one was at."""
        self.pages.take(pdf)
        self.thumbs.blockSignals(True)
        self.thumbs.clear()
        for at in range(self.pages.count):
            # Until it is drawn a page is a white sheet of its size.
            item = QListWidgetItem(self._blank(at), str(at + 1))
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.thumbs.addItem(item)
        self.thumbs.blockSignals(False)
        self.turn_to(min(self.page, max(0, self.pages.count - 1)))

    def _blank(self, page: int) -> QIcon:
        wide, high = self.pages.size(page)
        width = theme.px(THUMB)
        blank = QPixmap(width, max(1, round(width * high / wide)))
        blank.fill(Qt.GlobalColor.white)
        return QIcon(blank)

    def _draw_thumbs(self) -> None:
        """Those in sight, once."""
        seen = self.thumbs.viewport().rect()
        for at in range(min(self.thumbs.count(), self.pages.count)):
            item = self.thumbs.item(at)
            if item.data(DRAWN) or not self.thumbs.visualItemRect(item).intersects(seen):
                continue
            item.setIcon(QIcon(QPixmap.fromImage(self.pages.image(at, theme.px(THUMB)))))
            item.setData(DRAWN, True)

    def turn_to(self, page: int) -> None:
        """Show that page, counted from 0; none where there is no such page."""
        if 0 <= page < self.pages.count:
            self.page = page
            self.thumbs.blockSignals(True)
            self.thumbs.setCurrentRow(page)
            self.thumbs.blockSignals(False)
        self._turned(self.page)
        self._draw_later.start()

    def zoom_to(self, zoom: str) -> None:
        """one, two or width."""
        self._zoom = zoom
        self._draw_later.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw_later.start()

    def _draw(self) -> None:
        """The pages at the size of the place there is."""
        if not self.pages.count:
            for sheet in (self._left, self._right):
                sheet.clear()
                sheet.hide()
            return
        self._draw_thumbs()
        room = self.area.viewport().size() - QSize(theme.px(48), theme.px(34))
        second = self._zoom == "two" and self.page + 1 < self.pages.count
        width = (room.width() - theme.px(16)) // 2 if second else room.width()
        self._sheet(self._left, self.page, width, room.height())
        self._right.setVisible(second)
        if second:
            self._sheet(self._right, self.page + 1, width, room.height())

    def _sheet(self, label: QLabel, page: int, width: int, height: int) -> None:
        wide, high = self.pages.size(page)
        if self._zoom != "width":
            width = min(width, int(height * wide / high))
        ratio = self.devicePixelRatioF()
        image: QImage = self.pages.image(page, int(max(120, width) * ratio))
        image.setDevicePixelRatio(ratio)
        label.setPixmap(QPixmap.fromImage(image))
        label.setAccessibleName(tr("Page {n} of {total}", n=page + 1, total=self.pages.count))
        label.show()
