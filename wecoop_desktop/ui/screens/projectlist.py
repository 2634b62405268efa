"""A result as cards: title and amount, a line of text, a line of facts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QToolTip, QWidget

from wecoop_desktop.library.query import Hit
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.parts.rows import VALUE, Index, RowDelegate, draw_tag, draw_text, marks
from wecoop_desktop.ui.parts.seen import SeenRows, SeenView, draw_waiting
from wecoop_desktop.ui.presenters.projects import ProjectsPresenter
from wecoop_desktop.ui.presenters.projectsview import ProjectsView
from wecoop_desktop.ui.screens.projectfacts import STATUSES
from wecoop_desktop.ui.screens.said import (
    amount_of,
    conversion_of,
    reason_of,
    snippet,
    value_words,
    years_of,
)
from wecoop_desktop.ui.wording import said, tr

HEIGHT = 82  # pixels of a card
# The colour of the dot before a status, by its tone.
DOTS = {"ok": "ok", "info": "info", "err": "err", "plain": "lineStrong"}
WAITING = (0.55, 0.9, 0.4)  # grey lines of a card that is not there yet


class HitDelegate(RowDelegate):
    """Paints a card; `view` gives it the words of filters and what is saved."""

    height = HEIGHT

    def __init__(self) -> None:
        super().__init__()
        self.view: ProjectsView | None = None

    def draw(self, painter: QPainter, box: QRect, value: object, *, selected: bool) -> None:
        inside = QRectF(box).adjusted(theme.px(16), theme.px(10), -theme.px(16), -theme.px(6))
        if not isinstance(value, Hit) or self.view is None:
            draw_waiting(painter, inside, WAITING)
            return
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        words = [why.word for why in value.why]
        room = self._money(painter, inside, value, mirrored)
        head = QRectF(inside)
        if mirrored:
            head.setLeft(head.left() + room)
        else:
            head.setRight(head.right() - room)
        title = said(value.title)
        draw_text(painter, head, title, theme.font("cardTitle"), "text", marks(title, words))
        line = inside.adjusted(0, theme.px(23), 0, 0)
        summary = snippet(said(value.summary), words)
        text = " · ".join(part for part in (reason_of(value), summary) if part)
        draw_text(painter, line, text, theme.font("small"), "text2", marks(text, words))
        self._facts(painter, inside.adjusted(0, theme.px(45), 0, 0), value, mirrored)

    def _money(self, painter: QPainter, inside: QRectF, hit: Hit, mirrored: bool) -> float:
        """Amount and bookmark at the end of the first line; the room they take with a gap."""
        amount = amount_of(hit)
        known = hit.amount is not None or hit.usd is not None
        font = theme.font("strongFigures" if known else "small")
        width = QFontMetrics(font).horizontalAdvance(amount) + 2
        left = inside.left() if mirrored else inside.right() - width
        place = QRectF(left, inside.top(), width, 30)
        draw_text(painter, place, amount, font, "text" if known else "muted")
        room = width + theme.px(12)
        if self.view is not None and hit.id in self.view.saved:
            side = theme.px(15)
            x = inside.left() + room if mirrored else inside.right() - room - side
            at = QPointF(x, inside.top() + theme.px(1))
            painter.drawPixmap(at, icons.pixmap("bookmark-check", "primary", 15))
            room += side + theme.px(12)
        return room

    def _facts(self, painter: QPainter, box: QRectF, hit: Hit, mirrored: bool) -> None:
        assert self.view is not None
        at = 0.0
        for code in ("REG",) if len(hit.countries) > 2 else hit.countries:
            at += _tag(painter, box, at, code, mirrored) + theme.px(6)
        at += theme.px(6)
        if hit.sectors:
            sector = hit.sectors[0]
            picture = icons.pixmap(icons.of_sector(sector), theme.sector_colour(sector), 13)
            x = box.right() - at - theme.px(13) if mirrored else box.left() + at
            painter.drawPixmap(QPointF(x, box.top() + theme.px(1)), picture)
            at += theme.px(18)
            words = value_words(self.view.words, "sector", sector)
            at += self._fact(painter, box, at, words, mirrored)
        names = [said(name) for name in hit.funders]
        shown = " · ".join(names[:2]) + (f" +{len(names) - 2}" if len(names) > 2 else "")
        for fact in (shown, years_of(hit)):
            if fact:
                at += self._fact(painter, box, at, fact, mirrored)
        if hit.status in STATUSES:
            self._status(painter, box, at, hit, mirrored)

    def _status(self, painter: QPainter, box: QRectF, at: float, hit: Hit, mirrored: bool) -> None:
        assert self.view is not None
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(DOTS[STATUSES[hit.status][1]]))
        dot = theme.px(7)
        if box.width() - at < theme.px(60):
            return
        x = box.right() - at - dot if mirrored else box.left() + at
        painter.drawEllipse(QRectF(x, box.top() + theme.px(5), dot, dot))
        words = value_words(self.view.words, "status", hit.status)
        self._fact(painter, box, at + theme.px(12), words, mirrored)

    def _fact(self, painter: QPainter, box: QRectF, at: float, text: str, mirrored: bool) -> float:
        """Paint a fact `at` pixels from the start of the line; returns what it took."""
        room = box.width() - at
        if room < theme.px(30):
            return 0
        place = QRectF(box.left() if mirrored else box.left() + at, box.top(), room, box.height())
        return draw_text(painter, place, text, theme.font("small"), "muted") + theme.px(14)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """The whole title, and how the amount was converted."""
        value = index.data(VALUE)
        if event.type() != QEvent.Type.ToolTip or not isinstance(value, Hit) or self.view is None:
            return super().helpEvent(event, view, option, index)
        lines = (said(value.title), reason_of(value), conversion_of(value, self.view.rates))
        QToolTip.showText(event.globalPos(), "\n".join(filter(None, lines)), view)
        return True


def _tag(painter: QPainter, box: QRectF, at: float, code: str, mirrored: bool) -> float:
    font = theme.font("microStrong")
    width = QFontMetrics(font).horizontalAdvance(code) + theme.px(12)
    x = box.right() - at - width if mirrored else box.left() + at
    place = QRectF(x, box.top(), width, theme.px(17))
    draw_tag(painter, place, code)
    return width


def line_words(hit: Hit) -> str:
    """A card in one sentence, for a screen reader."""
    parts = (said(hit.title), ", ".join(hit.countries), amount_of(hit), years_of(hit))
    return ", ".join(part for part in parts if part)


class ProjectList(SeenView):
    """The cards. Says what `SeenView` says; values are hits."""

    def __init__(self, presenter: ProjectsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(tr("Projects found"), HEIGHT, parent)
        self.rows: SeenRows[Hit] = SeenRows([line_words], self)
        self._delegate = HitDelegate()
        self._delegate.setParent(self)
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)
        self.as_list()
        self.verticalScrollBar().setSingleStep(theme.px(24))
        self.seen.connect(presenter.seen)
        self.opened.connect(lambda hit: presenter.choose(hit.id))

    def display(self, view: ProjectsView) -> None:
        before = self._delegate.view
        self._delegate.view = view
        if self.rows.show_rows(view.rows, identity(view)):
            self.verticalScrollBar().setValue(0)
        elif before is not None and before.saved != view.saved:
            self.viewport().update()
        self.rows_changed()


def identity(view: ProjectsView) -> object:
    """What tells one result from another: the search without what was counted beside it."""
    return None if view.result is None else (view.result.among, _same(view))


def _same(view: ProjectsView) -> object:
    from dataclasses import replace

    assert view.result is not None
    return replace(view.result, facets=())
