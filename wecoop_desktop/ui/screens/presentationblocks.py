"""A slide as widgets: title, lines, what is missing, how it could be; sized by the stage."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from wecoop_desktop.documents.outline import Rich
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.parts.labels import escaped
from wecoop_desktop.ui.presenters.presentationroom import HIGH, WIDE
from wecoop_desktop.ui.presenters.presentationview import Line, PresentationView
from wecoop_desktop.ui.screens import workshopwords
from wecoop_desktop.ui.wording import tr

FEW = 24  # slides that have a pill each
ICONS = {"ok": "circle-check", "warn": "circle-question-mark", "err": "circle-x"}


def plain_words(runs: Rich) -> str:
    """The words of runs, without their looks."""
    return "".join(run.text for run in runs)


class Measure:
    """Fonts and pixels of a stage: `factor` 1.0 is 1366 by 768 with ordinary text."""

    def __init__(self, width: int, height: int, scale: int) -> None:
        self.unit = max(0.1, min(width / WIDE, height / HIGH))
        self.factor = self.unit * scale / 100

    def font(self, role: str) -> QFont:
        font = theme.font(role)
        font.setPixelSize(max(1, round(theme.ROLES[role].pixels * self.factor)))
        return font

    def px(self, measure: float) -> int:
        return round(measure * self.unit)


class Words(QLabel):
    """Words on the projector; wrapped, in a role and a tone."""

    def __init__(self, measure: Measure, text: str, role: str, tone: str = "text") -> None:
        super().__init__()
        self.setFont(measure.font(role))
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setMinimumWidth(1)
        if tone != "text":
            self.setProperty("tone", tone)
        self.words = text
        self.setText(f"<div>{escaped(text)}</div>" if text else "")
        self.setAccessibleName(text)

    def strong(self, before: str, text: str) -> None:
        self.words = f"{before} {text}".strip()
        gap = "&nbsp; " if text else ""
        self.setText(f"<div><b>{escaped(before)}</b>{gap}{escaped(text)}</div>")
        self.setAccessibleName(self.words)


class Running(Words):
    """One line that ends with dots where it is too long; it is said whole elsewhere."""

    def __init__(self, measure: Measure, text: str, role: str, tone: str = "text") -> None:
        super().__init__(measure, text, role, tone)
        self.setWordWrap(False)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ending = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self.words, ending, self.width()))


class Drawn(QLabel):
    """An icon at the stage's size."""

    def __init__(self, name: str, tone: str, side: int) -> None:
        super().__init__()
        self.setFixedSize(side, side)
        shown: QPixmap = icons.pixmap(name, tone, max(1.0, side / max(1, theme.px(100)) * 100))
        self.setPixmap(shown)
        self.setScaledContents(True)


class Beam(QWidget):
    """A bar of 0-100."""

    def __init__(self, share: int, height: int) -> None:
        super().__init__()
        self._share = share
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("primary"))
        width = self.width() * self._share / 100
        left = self.width() - width if self.layoutDirection().value == 1 else 0.0
        painter.drawRect(QRectF(left, 0, width, self.height()))
        painter.end()


class Pills(QWidget):
    """How far the slides are: one pill each, the present one in another colour; many are a bar."""

    def __init__(self, at: int, total: int, unit: float) -> None:
        super().__init__()
        self._at, self._total, self._unit = at, total, unit
        self.setFixedHeight(round(8 * unit))
        self.setMinimumWidth(round(300 * unit))
        self.setAccessibleName(tr("Slide {n} of {total}", n=at + 1, total=total))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        high = self.height() * 0.75
        for left, width, tone in self._marks():
            painter.setBrush(theme.colour(tone))
            start = self.width() - width - left if right else left
            painter.drawRoundedRect(QRectF(start, 0, width, high), high / 2, high / 2)
        painter.end()

    def _marks(self) -> list[tuple[float, float, str]]:
        """Left edge, width and tone of each."""
        if self._total > FEW:
            whole, one = float(self.width()), self.width() / self._total
            wide = max(one, 16 * self._unit)
            at = min(self._at * one, whole - wide)
            return [(0, whole, "line2"), (0, at, "primary"), (at, wide, "energy")]
        gap = 8 * self._unit
        width = min(44 * self._unit, (self.width() - gap * self._total) / max(1, self._total))
        tones = ("primary" if at < self._at else "energy" if at == self._at else "line2"
                 for at in range(self._total))  # fmt: skip
        return [(at * (width + gap), width, tone) for at, tone in enumerate(tones)]


def line_widget(measure: Measure, line: Line) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(measure.px(14))
    if line.kind == "head":
        row.addWidget(Words(measure, line.text, "slideHead", "primary"), 1)
        return holder
    if line.kind == "share":
        column = QVBoxLayout()
        column.setSpacing(measure.px(2))
        words = Words(measure, "", "slide")
        words.strong(line.strong, line.text)
        column.addWidget(words)
        column.addWidget(Beam(line.share, measure.px(12)))
        row.addLayout(column, 1)
        return holder
    if line.kind == "item":
        icon = ICONS.get(line.tone, "circle-dot")
        tone = line.tone or "primary"
        side = round(26 * measure.factor)
        row.addWidget(Drawn(icon, tone, side), 0, Qt.AlignmentFlag.AlignTop)
    words = Words(measure, line.text, "slide")
    if line.strong:
        words.strong(line.strong, line.text)
    row.addWidget(words, 1)
    return holder


def boxed(measure: Measure, title: str, tone: str, icon: str, lines: list[Words]) -> QFrame:
    """A card with a coloured line: what is missing, a version that works."""
    card = QFrame()
    card.setObjectName("status")
    card.setProperty("tone", tone)
    column = QVBoxLayout(card)
    column.setContentsMargins(*(measure.px(22),) * 4)
    column.setSpacing(measure.px(8))
    head = QHBoxLayout()
    head.setSpacing(measure.px(12))
    head.addWidget(Drawn(icon, tone, round(30 * measure.factor)))
    head.addWidget(Words(measure, title, "slideHead", tone), 1)
    column.addLayout(head)
    for words in lines:
        column.addWidget(words)
    column.addStretch(1)
    card.setAccessibleName(title)
    return card


def answers(measure: Measure, view: PresentationView) -> QHBoxLayout | None:
    """What checks find missing and how it could be, where they are shown."""
    shown = view.answered
    if shown is None:
        return None
    row = QHBoxLayout()
    row.setSpacing(measure.px(24))
    first = view.answer == 1
    if shown.missing or (first and not (view.slide and view.slide.missing)):
        missing = [Words(measure, text, "slide") for text in shown.missing]
        if not missing:
            missing = [Words(measure, tr("The checks find nothing."), "slide")]
        row.addWidget(boxed(measure, tr("What is missing"), "err", "circle-x", missing), 1)
    if shown.better:
        better = []
        for line in shown.better:
            role = "slideHead" if line.kind == "head" else "slide"
            words = Words(measure, line.text, role)
            if line.strong:
                words.strong(line.strong, line.text)
            better.append(words)
        title = tr("A version that works")
        row.addWidget(boxed(measure, title, "ok", "circle-check", better), 1)
    return row


def time_words(view: PresentationView) -> str:
    return workshopwords.left(view.clock) if view.clock.total else ""
