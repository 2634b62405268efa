"""The list of proposals: how a draft is said and painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QWidget,
)

from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.forms.form import LEVELS, Form
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.editors.scene import problem_sentence
from wecoop_desktop.ui.parts.rows import RowDelegate, draw_tag, draw_text
from wecoop_desktop.ui.presenters.proposals import Draft
from wecoop_desktop.ui.wording import language, ntr, said, tr

LEVEL_WORDS = {"idea": mark("Idea"), "concept": mark("Concept"), "full": mark("Full")}
COPY = mark("{title} (copy)")


def title_words(title: Words) -> str:
    return title.of(language().code) or tr("Proposal without a title")


def copied(title: Words) -> Words:
    """The titles of a copy, each said in its own language."""

    def said_in(code: str, words: str) -> str:
        return Language(code).tr(COPY, title=words) if words else ""

    return Words(said_in("en", title.en), said_in("ru", title.ru))


def next_words(draft: Draft, form: Form | None) -> tuple[str, str, str]:
    """Icon, tone and words for the next step or the worst problem."""
    if draft.worst is None or form is None:
        return "circle-check", "ok", tr("Ready to export")
    if draft.worst.code == "required":
        try:
            label = said(form.field(draft.worst.path).label)
        except KeyError:
            label = problem_sentence(form, draft.worst)
        return "arrow-right", "text2", label
    sentence = problem_sentence(form, draft.worst)
    if draft.worst.level == "error":
        return "circle-alert", "err", sentence
    return "triangle-alert", "warn", sentence


def draft_marks(draft: Draft) -> tuple[tuple[str, str, str], ...]:
    """Icon, tone and words of what a draft is besides: a review copy, commented."""
    marks = []
    if draft.review:
        marks.append(("eye", "info", tr("Review copy")))
    if draft.remarks:
        marks.append(("message-square", "text2", open_words(draft.remarks)))
    return tuple(marks)


def open_words(n: int) -> str:
    """How many comments are open."""
    return ntr("{n} open", "{n} open", n)


def spoken(draft: Draft) -> str:
    """A line of the list for those who hear it."""
    words = [title_words(draft.title), *(words for _icon, _tone, words in draft_marks(draft))]
    return ", ".join(words)


def when(moment: datetime) -> str:
    """Today's time, else the date."""
    local = moment.astimezone()
    if local.date() == datetime.now().astimezone().date():
        return tr("Today, {time}", time=f"{local:%H:%M}")
    return language().date(local.date())


def edges_before(right: int) -> tuple[int, int, int, int]:
    """Where the columns after the title begin: changed, next, readiness, maturity. A column
    without room begins where the one after it does."""
    changed = right - theme.px(96)
    short = theme.logical(right) < SHORT
    after = changed if short else changed - theme.px(196)
    ring = after - theme.px(86)
    return changed, after, ring, ring if short else ring - theme.px(138)


SHORT = 700  # pixels of the design of a list below which maturity and the next step are left out


class HeadRow(QWidget):
    """The heads of the columns of the list."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(theme.px(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font("smallStrong"))
        painter.setPen(theme.colour("text2"))
        changed, after, ring, level = edges_before(self.width() - theme.px(14))
        entries = (
            (theme.px(16), tr("Title")),
            (level, tr("Maturity")),
            (ring - theme.px(8), tr("Readiness")),
            (after, tr("Next")),
            (changed, tr("Changed")),
        )
        for at, (left, words) in enumerate(entries):
            if (at == 1 and level == ring) or (at == 3 and after == changed):
                continue
            painter.drawText(
                QRectF(left, 0, theme.px(160), self.height()),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
                words,
            )
        painter.setPen(theme.colour("line"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


class DraftRows(RowDelegate):
    """Title and tags, maturity, ring of readiness, the next step, the date of the last change."""

    height = 62

    def __init__(self, form: Callable[[], Form | None]) -> None:
        super().__init__()
        self._form = form

    def draw(self, painter: QPainter, box: QRect, value: object, *, selected: bool) -> None:
        if not isinstance(value, Draft):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        right = box.right() - theme.px(14)
        changed, after, ring, level = edges_before(right)
        self._title(painter, box, value, level - theme.px(12))
        if level < ring:
            self._level(painter, box, value, level)
        self._ring(painter, box, value, ring)
        if after < changed:
            self._next(painter, box, value, after, changed - after - theme.px(10))
        place = QRectF(changed, box.top() + theme.px(14), theme.px(92), theme.px(40))
        draw_text(painter, place, when(value.changed), theme.font("small"), "text2", lines=2)

    def _title(self, painter: QPainter, box: QRect, draft: Draft, end: int) -> None:
        left = box.left() + theme.px(16)
        place = QRectF(left, box.top() + theme.px(10), end - left, theme.px(22))
        draw_text(painter, place, title_words(draft.title), theme.font("strong"))
        x = left
        top = box.top() + theme.px(35)
        painter.setFont(theme.font("microStrong"))
        for code in draft.countries[:4]:
            width = painter.fontMetrics().horizontalAdvance(code) + theme.px(10)
            tag = QRectF(x, top, width, theme.px(16))
            draw_tag(painter, tag, code)
            x += width + theme.px(6)
        x = self._marks(painter, draft, x, top)
        form = self._form()
        words = sector_words(form, draft.sectors)
        if words:
            spot = QPointF(x + theme.px(6), top + theme.px(8))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(theme.sector_colour(draft.sectors[0])))
            painter.drawEllipse(spot, theme.px(4), theme.px(4))
            rest = QRectF(x + theme.px(16), top, max(10, end - x - theme.px(16)), theme.px(18))
            draw_text(painter, rest, words, theme.font("small"), "muted")

    def _marks(self, painter: QPainter, draft: Draft, left: int, top: int) -> int:
        """That it is a review copy, and how many comments are open; gives where they end."""
        x = left
        small = theme.font("small")
        metrics = QFontMetrics(small)
        for icon, tone, words in draft_marks(draft):
            painter.drawPixmap(x, top + theme.px(1), icons.pixmap(icon, tone, 13))
            x += theme.px(17)
            width = metrics.horizontalAdvance(words) + theme.px(2)
            place = QRectF(x, top, width, theme.px(18))
            draw_text(painter, place, words, small, tone)
            x += width + theme.px(10)
        return x

    def _level(self, painter: QPainter, box: QRect, draft: Draft, left: int) -> None:
        reached = LEVELS.index(draft.level) if draft.level in LEVELS else 0
        middle = box.center().y()
        for at in range(len(LEVELS)):
            bar = QRectF(left + at * theme.px(19), middle - 2, theme.px(16), theme.px(5))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("primary") if at <= reached else theme.track())
            painter.drawRoundedRect(bar, 2, 2)
        words = tr(LEVEL_WORDS.get(draft.level, ""))
        place = QRectF(left + theme.px(62), middle - theme.px(9), theme.px(66), theme.px(18))
        draw_text(painter, place, words, theme.font("small"), "text2")

    def _ring(self, painter: QPainter, box: QRect, draft: Draft, left: int) -> None:
        size = theme.px(38)
        ring = QRectF(left, box.center().y() - size / 2, size, size).adjusted(3, 3, -3, -3)
        share = int(draft.readiness)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.track(), theme.px(4)))
        painter.drawEllipse(ring)
        painter.setPen(QPen(theme.colour("ok" if share >= 90 else "primary"), theme.px(4)))
        painter.drawArc(ring, 90 * 16, -round(share * 3.6 * 16))
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font("microStrong"))
        painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, str(share))

    def _next(self, painter: QPainter, box: QRect, draft: Draft, left: int, width: int) -> None:
        icon, tone, words = next_words(draft, self._form())
        top = box.top() + theme.px(13)
        painter.drawPixmap(left, top + theme.px(2), icons.pixmap(icon, tone, 14))
        place = QRectF(left + theme.px(20), top, width - theme.px(20), theme.px(40))
        draw_text(painter, place, words, theme.font("small"), tone, lines=2)


def sector_words(form: Form | None, sectors: Sequence[str]) -> str:
    if form is None or not sectors:
        return ""
    try:
        found = form.field("basic.sectors").options
    except KeyError:
        return ""
    labels = {option.id: said(option.label) for option in found}
    return labels.get(sectors[0], sectors[0])
