"""The sections of the chosen template: ready, partly, missing, and the way to what is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QStyleOptionViewItem, QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.documents.coverage import Coverage, SectionCoverage, Verdict
from wecoop_desktop.forms.form import Form
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.parts.rows import VALUE, Index, RowDelegate
from wecoop_desktop.ui.wording import language, said, tr

if TYPE_CHECKING:
    from wecoop_desktop.documents.extent import Room

VERDICTS: dict[Verdict, tuple[str, str, str]] = {
    "ready": ("circle-check", "ok", mark("ready")),
    "partly": ("triangle-alert", "warn", mark("partly")),
    "missing": ("circle-alert", "err", mark("missing")),
    "aside": ("minus", "muted", mark("not needed")),
}
TOO_LONG = ("triangle-alert", "warn")
WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeading)
SHOWN = 3  # missing answers that are named


@dataclass(frozen=True, slots=True)
class Row:
    """What a row shows: an icon, the title with the verdict at its end, and smaller lines; `way`
    is the answer it leads to."""

    icon: str
    tone: str
    title: str
    verdict: str
    lines: tuple[str, ...]
    way: str


class SectionRow(RowDelegate):
    """As high as its words."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(VALUE)
        width = self._view.width()
        high = self._laid(row, QRect(0, 0, width, 0))[-1] if isinstance(row, Row) else 0
        return QSize(width, high)

    def _laid(self, row: Row, box: QRect) -> tuple[QRect, QRect, QRect, int]:
        """Where title, verdict and lines stand, and how high all is."""
        gap, top = theme.px(12), box.top() + theme.px(8)
        left, right = box.left() + 2 * gap + theme.px(16), box.right() - gap
        small, strong = (QFontMetrics(theme.font(role)) for role in ("small", "medium"))
        wide = small.horizontalAdvance(row.verdict) + 2
        title = strong.boundingRect(
            QRect(left, top, max(1, right - left - wide - gap), 9999), WRAPPED, row.title
        )
        title.setWidth(right - left - wide - gap)
        verdict = QRect(right - wide, top, wide, strong.height())
        lines = small.boundingRect(
            QRect(left, title.bottom() + theme.px(2), max(1, right - left), 9999),
            WRAPPED,
            "\n".join(row.lines),
        )
        lines.setWidth(right - left)
        end = lines.bottom() if row.lines else title.bottom()
        return title, verdict, lines, end - box.top() + theme.px(9)

    def draw(self, painter: QPainter, box: QRect, value: object, *, selected: bool) -> None:
        if not isinstance(value, Row):
            return
        title, verdict, lines, _ = self._laid(value, box)
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if mirrored:
            title, verdict, lines = (_mirrored(one, box) for one in (title, verdict, lines))
        icon = QRect(box.left() + theme.px(12), title.top(), theme.px(16), theme.px(16))
        painter.drawPixmap(
            (_mirrored(icon, box) if mirrored else icon).topLeft(),
            icons.pixmap(value.icon, value.tone, 16),
        )
        for place, font, token, words in (
            (title, "medium", "text", value.title),
            (verdict, "small", value.tone, value.verdict),
            (lines, "small", "muted", "\n".join(value.lines)),
        ):
            painter.setFont(theme.font(font))
            painter.setPen(theme.colour(token))
            painter.drawText(place, WRAPPED, words)


def _mirrored(place: QRect, box: QRect) -> QRect:
    return QRect(box.left() + box.right() - place.right(), place.top(), *place.size().toTuple())


class Sections(QListWidget):
    """A row for each section; Enter and a click go to the first answer that is missing there."""

    def __init__(self, jump: Callable[[str], object]) -> None:
        super().__init__()
        self._jump = jump
        self._shown: object = None
        self.setItemDelegate(SectionRow(self.viewport()))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(tr("Sections of the document"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(self._go)
        self.itemClicked.connect(self._go)

    def display(self, offer: Coverage | None, form: Form | None, rooms: Sequence[Room]) -> None:
        """`rooms` are the limits of the sections with what is taken of them."""
        sign = (offer, tuple(rooms), language().code)
        if sign == self._shown:
            return
        self._shown = sign
        self.clear()
        for section in offer.sections if offer is not None else ():
            icon, tone, _ = VERDICTS[section.verdict]
            own = [room for room in rooms if _is_of(room, section)]
            if section.verdict == "ready" and any(room.over for room in own):
                icon, tone = TOO_LONG
            row = Row(
                icon,
                tone,
                _title(section),
                _verdict(section),
                _lines(section, form, own),
                _way(section),
            )
            item = QListWidgetItem("\n".join((f"{row.title} · {row.verdict}", *row.lines)))
            item.setData(VALUE, row)
            self.addItem(item)

    def _go(self, item: QListWidgetItem) -> None:
        row = item.data(VALUE)
        if isinstance(row, Row) and row.way:
            self._jump(row.way)


def verdict_words(verdict: Verdict) -> str:
    return tr(VERDICTS[verdict][2])


def _is_of(room: Room, section: SectionCoverage) -> bool:
    titles = (section.section.title.en, section.section.title.ru)
    return room.number == section.section.number and room.title in titles


def _title(section: SectionCoverage) -> str:
    return f"{section.section.number} {said(section.section.title)}".strip()


def _verdict(section: SectionCoverage) -> str:
    verdict = verdict_words(section.verdict)
    if not section.wanted:
        return verdict
    counted = tr("{done} of {total}", done=section.given, total=section.wanted)
    return f"{verdict}, {counted}"


def _lines(section: SectionCoverage, form: Form | None, rooms: Sequence[Room]) -> tuple[str, ...]:
    from wecoop_desktop.documents.extent import said as length_said

    lines = []
    limit = said(section.section.limit)
    if limit and limit != "-":
        lines.append(tr("Length: {limit}", limit=limit))
    lines += [length_said(room, language()) for room in rooms]
    wrong = [problem.path for problem in section.blocking]
    paths = list(dict.fromkeys((*wrong, *section.empty)))
    names = [_name(path, form) for path in paths[:SHOWN]]
    if names:
        more = " …" if len(paths) > SHOWN else ""
        lines.append(tr("Still open: {names}", names=", ".join(names) + more))
    return tuple(lines)


def _name(path: str, form: Form | None) -> str:
    try:
        return said(form.field(path).label) if form is not None else path
    except KeyError:
        return path


def _way(section: SectionCoverage) -> str:
    """What is missing first; else what could be answered; else the first answer."""
    if section.blocking:
        return section.blocking[0].path
    if section.empty:
        return section.empty[0]
    return section.section.fields[0] if section.section.fields else ""
