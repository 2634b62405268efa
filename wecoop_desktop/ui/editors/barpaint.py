"""How the bars of a schedule are painted: scale, names, bars, arrows, and the day of today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.editors.lines import Line, Lines
from wecoop_desktop.ui.editors.spoken import dates_of, months_of, name_of
from wecoop_desktop.ui.editors.timescale import Scale, Tick
from wecoop_desktop.ui.wording import language, tr

if TYPE_CHECKING:
    from wecoop_desktop.ui.editors.bars import Bars

_MIDDLE, _LEFT = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignRight


def paint(painter: QPainter, bars: Bars, lines: Lines, today: date, at: int) -> None:
    """All that is in sight. `at` is the line with the cursor."""
    _ground(painter, bars, at)
    scale = bars.scale
    right = QRectF(bars.names, 0, bars.viewport().width() - bars.names, bars.viewport().height())
    if scale is not None:
        painter.save()
        painter.setClipRect(bars.flipped(right))
        _months(painter, bars, scale, lines)
        _today(painter, bars, scale, today)
        _arrows(painter, bars)
        for number in bars.seen():
            _bar(painter, bars, number, number == at)
        painter.restore()
    for number in bars.seen():
        _name(painter, bars, bars.lines[number], number)
    _head(painter, bars, scale)
    painter.setPen(theme.colour("focus" if bars.hasFocus() else "line"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    whole = QRectF(bars.viewport().rect()).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(whole, theme.px(6), theme.px(6))


def _ground(painter: QPainter, bars: Bars, at: int) -> None:
    wide = bars.viewport().width()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("surface"))
    painter.drawRoundedRect(QRectF(bars.viewport().rect()), theme.px(6), theme.px(6))
    high = bars.high
    for number in bars.seen():
        area = QRectF(1, bars.top(number), wide - 2, high)
        if number == at:
            painter.fillRect(area, theme.colour("selected"))
        elif number % 2:
            painter.fillRect(area, theme.colour("subtle"))


def _ticks(bars: Bars, scale: Scale, months: int) -> Iterator[Tick]:
    begin = bars.horizontalScrollBar().value()
    room = bars.viewport().width() - bars.names
    return scale.ticks(months, begin, begin + room)


def _seen(bars: Bars, tick: Tick) -> tuple[float, float]:
    shift = bars.names - bars.horizontalScrollBar().value()
    return tick.left + shift, tick.right + shift


def _months(painter: QPainter, bars: Bars, scale: Scale, lines: Lines) -> None:
    """Lines of the scale, and the months without works shaded."""
    top, below = bars.head, bars.viewport().height()
    if lines.months and scale.day * 30 >= 3:
        shade = theme.mixed("water", "surface", 0.12)
        for tick in _ticks(bars, scale, 1):
            if tick.day.month in lines.months:
                left, right = _seen(bars, tick)
                area = QRectF(left, top, right - left, below - top)
                painter.fillRect(bars.flipped(area), shade)
    step = scale.step if scale.step < 12 else 12 * scale.years
    for tick in _ticks(bars, scale, step):
        left, _right = _seen(bars, tick)
        year = tick.day.month == 1
        painter.setPen(theme.colour("line2" if year else "line"))
        x = bars.flipped(QRectF(left, 0, 0, 0)).left()
        painter.drawLine(QPointF(x, top), QPointF(x, below))


def _today(painter: QPainter, bars: Bars, scale: Scale, today: date) -> None:
    if not scale.first <= today <= scale.last:
        return
    x = bars.flipped(QRectF(bars.edge(today), 0, 0, 0)).left()
    painter.setPen(QPen(theme.colour("err"), 1.4, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(x, bars.head), QPointF(x, bars.viewport().height()))


def _head(painter: QPainter, bars: Bars, scale: Scale | None) -> None:
    """Above all: the heads of the names, years, and quarters or months."""
    top, wide = bars.head, bars.viewport().width()
    painter.fillRect(QRectF(1, 1, wide - 2, top - 1), theme.colour("subtle"))
    painter.setPen(theme.colour("line"))
    painter.drawLine(QPointF(1, top), QPointF(wide - 1, top))
    painter.setFont(theme.font("microStrong"))
    painter.setPen(theme.colour("text2"))
    for words, area, side in _cells(bars, 0, top, _heads()):
        _say(painter, bars, area, words, side)
    if scale is None:
        return
    painter.save()
    painter.setClipRect(bars.flipped(QRectF(bars.names, 0, wide - bars.names, top)))
    half = top / 2
    painter.setPen(theme.colour("text"))
    for tick in _ticks(bars, scale, 12 * scale.years):
        left, right = _seen(bars, tick)
        left = max(left, bars.names)
        if right - left > theme.px(26):
            area = QRectF(left + theme.px(4), 0, right - left - theme.px(4), half)
            _say(painter, bars, area, str(tick.day.year), _LEFT)
    painter.setPen(theme.colour("muted"))
    if scale.step < 12:
        for tick in _ticks(bars, scale, scale.step):
            left, right = _seen(bars, tick)
            if right - left >= theme.px(20):
                area = QRectF(left, half, right - left, half)
                _say(painter, bars, area, _part(scale, tick.day), Qt.AlignmentFlag.AlignHCenter)
    painter.restore()
    painter.setPen(theme.colour("line2"))
    x = bars.flipped(QRectF(bars.names, 0, 0, 0)).left()
    painter.drawLine(QPointF(x, 1), QPointF(x, bars.viewport().height() - 1))


def _part(scale: Scale, day: date) -> str:
    if scale.step == 3:
        return tr("Q{n}", n=(day.month - 1) // 3 + 1)
    return language().month(day).split()[0].rstrip(".")


def _heads() -> tuple[str, str, str, str]:
    return tr("No."), tr("Activity"), tr("Start"), tr("Months")


def _cells(
    bars: Bars, top: float, high: float, words: tuple[str, str, str, str], inset: int = 0
) -> Iterator[tuple[str, QRectF, Qt.AlignmentFlag]]:
    """The places of code, name, first day and months; without the last two where it is narrow."""
    left, edge = theme.px(10), theme.px(8)
    code = theme.px(48)
    day, months = (theme.px(88), theme.px(54)) if bars.roomy else (0, 0)
    yield words[0], QRectF(left, top, code - edge / 2, high), _LEFT
    name = bars.names - left - code - day - months - edge
    shift = theme.px(10) * inset
    yield words[1], QRectF(left + code + shift, top, name - shift - edge / 2, high), _LEFT
    if bars.roomy:
        yield words[2], QRectF(left + code + name, top, day - edge / 2, high), _LEFT
        yield words[3], QRectF(left + code + name + day, top, months, high), _RIGHT


def _say(painter: QPainter, bars: Bars, area: QRectF, words: str, side: Qt.AlignmentFlag) -> None:
    if not words:
        return
    if bars.mirrored and side in (_LEFT, _RIGHT):
        side = _RIGHT if side == _LEFT else _LEFT
    end = Qt.TextElideMode.ElideRight
    shown = painter.fontMetrics().elidedText(words, end, max(8, int(area.width())))
    painter.drawText(bars.flipped(area), side | _MIDDLE, shown)


def _name(painter: QPainter, bars: Bars, line: Line, at: int) -> None:
    group = line.kind == "group"
    painter.setFont(theme.font("smallStrong" if group else "small"))
    painter.setPen(theme.colour("err" if line.wrong else "text"))
    words = (
        line.code,
        line.name or name_of(line) if not line.code or line.name else "",
        language().date(line.start) if line.start is not None else dates_of(line),
        months_of(line),
    )
    for number, (said, area, side) in enumerate(
        _cells(bars, bars.top(at), bars.high, words, int(line.inside))
    ):
        if number >= 2:
            painter.setPen(theme.colour("text2"))
        _say(painter, bars, area, said, side)


def _colour(line: Line) -> QColor:
    if line.critical:
        return theme.colour("energy")
    return theme.colour("primary")


def _bar(painter: QPainter, bars: Bars, at: int, chosen: bool) -> None:
    line, area = bars.lines[at], bars.area(at)
    if area is None:
        return
    seen = bars.flipped(area)
    if line.kind == "group":
        _bracket(painter, seen)
        return
    if line.kind == "milestone":
        _diamond(painter, bars, line, seen, chosen)
        return
    painter.setBrush(_colour(line))
    painter.setPen(QPen(theme.colour("focus"), 2) if chosen else Qt.PenStyle.NoPen)
    painter.drawRoundedRect(seen, theme.px(3), theme.px(3))
    if chosen:
        edge = seen.left() if bars.mirrored else seen.right()
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(QPointF(edge, seen.center().y()), theme.px(4), theme.px(4))
    _mark(painter, bars, line, area)
    if chosen and bars.ghost is not None:
        _beside(painter, bars, area, " – ".join(map(language().date, bars.ghost)))


def _bracket(painter: QPainter, area: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("text2"))
    painter.drawRect(area)
    foot = theme.px(5)
    for x, way in ((area.left(), 1), (area.right(), -1)):
        corner = QPointF(x, area.top())
        points = [corner, QPointF(x, area.bottom() + foot), QPointF(x + way * foot, area.bottom())]
        painter.drawPolygon(QPolygonF(points))


def _diamond(painter: QPainter, bars: Bars, line: Line, area: QRectF, chosen: bool) -> None:
    middle = area.center()
    points = [
        QPointF(middle.x(), area.top()),
        QPointF(area.right(), middle.y()),
        QPointF(middle.x(), area.bottom()),
        QPointF(area.left(), middle.y()),
    ]
    painter.setBrush(theme.colour("err"))
    painter.setPen(QPen(theme.colour("focus"), 2) if chosen else Qt.PenStyle.NoPen)
    painter.drawPolygon(QPolygonF(points))
    day = bars.ghost[0] if chosen and bars.ghost is not None else line.start
    if day is not None:
        _beside(painter, bars, bars.flipped(area), language().date(day))


def _mark(painter: QPainter, bars: Bars, line: Line, area: QRectF) -> None:
    """A triangle behind a bar of which something is to be said."""
    if not (line.early or line.closed):
        return
    size = theme.px(14)
    place = QRectF(area.right() + theme.px(7), area.center().y() - size / 2, size, size)
    painter.drawPixmap(bars.flipped(place).topLeft(), icons.pixmap("triangle-alert", "warn", 14))


def _beside(painter: QPainter, bars: Bars, area: QRectF, words: str) -> None:
    """Words behind a bar, before it where they would not be seen."""
    painter.setFont(theme.font("microStrong"))
    painter.setPen(theme.colour("text"))
    wide = painter.fontMetrics().horizontalAdvance(words) + theme.px(4)
    left = area.right() + theme.px(8)
    if left + wide > bars.viewport().width():
        left = area.left() - theme.px(8) - wide
    _say(painter, bars, QRectF(left, area.top(), wide, area.height()), words, _LEFT)


def _arrows(painter: QPainter, bars: Bars) -> None:
    """From the end of what is followed to the start of what follows."""
    places = {
        line.code: at
        for at, line in reversed(tuple(enumerate(bars.lines)))
        if line.kind == "step" and line.code
    }
    sight = bars.seen()
    for at, line in enumerate(bars.lines):
        if line.kind != "step":
            continue
        for code in line.after:
            other = places.get(code, at)
            if other == at or max(at, other) < sight.start or min(at, other) >= sight.stop:
                continue
            source, target = bars.area(other), bars.area(at)
            if source is not None and target is not None:
                painter.setPen(QPen(theme.colour("err" if line.early else "text2"), 1.2))
                painter.setBrush(theme.colour("err" if line.early else "text2"))
                _arrow(painter, bars, source, target)


def _arrow(painter: QPainter, bars: Bars, source: QRectF, target: QRectF) -> None:
    out = source.right() + theme.px(5)
    into = max(target.left() + theme.px(4), min(out, target.right()))
    y, down = source.center().y(), target.top() > source.top()
    tip = target.top() - 1 if down else target.bottom() + 1
    back = -theme.px(5) if down else theme.px(5)
    way = [QPointF(source.right(), y)]
    if out <= into:
        way += [QPointF(into, y), QPointF(into, tip)]
    else:  # it begins before: around the end, between the lines, and back
        between = (source.bottom() if down else source.top()) + (-back) * 0.6
        way += [QPointF(out, y), QPointF(out, between), QPointF(into, between), QPointF(into, tip)]
    painter.drawPolyline(QPolygonF([_flat(bars, point) for point in way]))
    head = [
        QPointF(into, tip),
        QPointF(into - theme.px(3), tip + back),
        QPointF(into + theme.px(3), tip + back),
    ]
    painter.drawPolygon(QPolygonF([_flat(bars, point) for point in head]))


def _flat(bars: Bars, point: QPointF) -> QPointF:
    return bars.flipped(QRectF(point.x(), point.y(), 0, 0)).topLeft()
