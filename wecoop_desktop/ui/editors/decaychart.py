"""Emissions avoided year by year, a bar for each year and a line for the second model."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from wecoop_desktop.forms.emissions import Profile
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.figuretable import Figures
from wecoop_desktop.ui.parts.turning import Chart
from wecoop_desktop.ui.role import speak_as
from wecoop_desktop.ui.wording import language, said, tr


class DecayChart(Chart):
    """A bar for each year of the first model, a line for each further one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        speak_as(self, "chart")
        self._profiles: tuple[Profile, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(170))

    def show_profiles(self, profiles: Sequence[Profile]) -> None:
        self._profiles = tuple(profiles)
        if profiles:
            first = profiles[0]
            self.setAccessibleName(
                tr(
                    "Methane avoided by year, {model}: from {first} in year 1 to {last} t CO₂e in "
                    "year {n}",
                    model=said(first.name),
                    first=language().number(round(first.tonnes[0])),
                    last=language().number(round(first.tonnes[-1])),
                    n=len(first.tonnes),
                )
            )
        self.update()

    def figures(self) -> Figures:
        """Tonnes of CO₂e in each year by each model."""
        longest = max((len(one.tonnes) for one in self._profiles), default=0)
        return Figures(
            (tr("Year"), *(said(one.name) for one in self._profiles)),
            tuple(
                (str(at + 1), *(_tonnes(one, at) for one in self._profiles))
                for at in range(longest)
            ),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._profiles:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("micro"))
        bars = self._profiles[0].tonnes
        high = max(max(p.tonnes, default=Decimal(0)) for p in self._profiles)
        if high <= 0:
            return
        area = QRectF(self.rect()).adjusted(theme.px(64), theme.px(20), -theme.px(4), -theme.px(18))
        self._legend(painter)
        painter.setPen(theme.colour("muted"))
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for value, at in ((high, area.top()), (Decimal(0), area.bottom())):
            room = QRectF(0, at - 8, area.left() - 6, 16)
            painter.drawText(room, side, language().number(round(value)))
        step = area.width() / len(bars)
        for at, value in enumerate(bars):
            height = float(max(value, Decimal(0)) / high) * area.height()
            left = area.left() + at * step
            box = QRectF(left + 1, area.bottom() - height, max(1.0, step - 2), height)
            painter.fillRect(box, theme.colour("climate"))
            if at == 0 or (at + 1) % max(1, len(bars) // 5) == 0:
                painter.setPen(theme.colour("muted"))
                room = QRectF(left - 20, area.bottom() + 2, step + 40, 16)
                painter.drawText(room, Qt.AlignmentFlag.AlignCenter, str(at + 1))
        for profile in self._profiles[1:]:
            painter.setPen(QPen(theme.colour("text"), 1.6))
            line = QPolygonF(
                [
                    QPointF(
                        area.left() + (at + 0.5) * step,
                        area.bottom() - float(value / high) * area.height(),
                    )
                    for at, value in enumerate(profile.tonnes)
                ]
            )
            painter.drawPolyline(line)

    def _legend(self, painter: QPainter) -> None:
        painter.setPen(theme.colour("text2"))
        names = [said(profile.name) for profile in self._profiles]
        words = tr("Methane avoided by year, t CO₂e")
        signs = " · ".join(f"{sign} {name}" for sign, name in zip("■–", names, strict=False))
        painter.drawText(QRectF(0, 0, self.width(), 16), 0, f"{words}   {signs}")


def _tonnes(profile: Profile, at: int) -> str:
    if at >= len(profile.tonnes):
        return "–"
    return language().number(round(profile.tonnes[at]))
