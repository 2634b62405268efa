"""A template on offer: its name, its length, and the share of its questions that are answered."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.bar import Bar
from wecoop_desktop.ui.parts.check import Radio
from wecoop_desktop.ui.parts.labels import Caption
from wecoop_desktop.ui.presenters.export import Offer
from wecoop_desktop.ui.role import speak_as
from wecoop_desktop.ui.wording import language, said, tr


class Lines(QWidget):
    """Text in at most two lines; what is longer ends in an ellipsis and stands in the tooltip."""

    MOST = 2

    def __init__(self, text: str, role: str, tone: str = "text") -> None:
        super().__init__()
        speak_as(self, "text")
        self._text, self._role, self._tone = text, role, tone
        self.setFont(theme.font(role))
        self.setAccessibleName(text)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _lines(self, width: int) -> list[str]:
        layout = QTextLayout(self._text, self.font())
        wish = QTextOption()
        wish.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(wish)
        found: list[str] = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(20, width))
            start, end = line.textStart(), line.textStart() + line.textLength()
            found.append(self._text[start:end].strip())
            if len(found) == self.MOST:
                found[-1] = self._text[start:].strip()
                break
        layout.endLayout()
        metrics = self.fontMetrics()
        return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in found]

    def heightForWidth(self, width: int) -> int:
        return max(1, len(self._lines(width))) * theme.line_height(self._role)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(160), self.heightForWidth(max(theme.px(160), self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(60), theme.line_height(self._role))

    def paintEvent(self, event: QPaintEvent) -> None:
        lines = self._lines(self.width())
        self.setToolTip(self._text if lines and lines[-1].endswith("…") else "")
        painter = QPainter(self)
        painter.setPen(theme.colour(self._tone))
        high = theme.line_height(self._role)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for at, line in enumerate(lines):
            advance = self.fontMetrics().horizontalAdvance(line)
            left = self.width() - advance if mirrored else 0
            painter.drawText(QPointF(left, at * high + self.fontMetrics().ascent()), line)
        painter.end()


class OfferRow(QWidget):
    """A template: radio, name, length, share of its questions that are answered."""

    def __init__(self, offer: Offer, chosen: Callable[[str], object]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(8), theme.px(4), theme.px(4), theme.px(6))
        row.setSpacing(theme.px(8))
        self.radio = Radio("", name=said(offer.template.name))
        self.radio.setAutoExclusive(False)
        self.radio.clicked.connect(lambda: chosen(offer.template.id))
        row.addWidget(self.radio, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(Lines(said(offer.template.name), "smallStrong"))
        texts.addWidget(Lines(said(offer.template.length), "small", "muted"))
        row.addLayout(texts, 1)
        # Large text: the share stands below the name.
        side: QBoxLayout = QHBoxLayout() if theme.large() else QVBoxLayout()
        side.setSpacing(theme.px(3))
        self._share = Caption("")
        self._share.setAlignment(Qt.AlignmentFlag.AlignTrailing)
        side.addWidget(self._share)
        self._bar = Bar(0, tr("Readiness"), height=4)
        self._bar.setFixedWidth(theme.px(72))
        side.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignTrailing)
        side.addStretch(1)
        (texts if theme.large() else row).addLayout(side)

    def show_offer(self, offer: Offer, *, chosen: bool) -> None:
        self.radio.setChecked(chosen)
        self._share.setText(tr("{share} ready", share=language().percent(offer.ready)))
        self._bar.show_share(offer.ready)
