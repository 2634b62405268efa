"""The funders of a match: a row each under its verdict, with the count of its reasons."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.parts.chip import Chip
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.rows import VALUE, RowDelegate, RowList, Rows, draw_text
from wecoop_desktop.ui.parts.verdicts import LOOKS, SHORT, counts_words
from wecoop_desktop.ui.presenters.matching import MatchingPresenter
from wecoop_desktop.ui.presenters.matchingview import ORDER, Group, Line, MatchingView, counted
from wecoop_desktop.ui.role import speak_as
from wecoop_desktop.ui.wording import language, said, tr

Entry: TypeAlias = Group | Line
ROW, HEAD = 50, 32


def entry_words(entry: Entry) -> str:
    """What a screen reader says of a row."""
    from wecoop_desktop.advice.wording import VERDICTS

    if isinstance(entry, Group):
        return f"{tr(VERDICTS[entry.verdict])}: {language().number(len(entry.lines))}"
    counts = counts_words(counted(entry.match.reasons))
    verdict = tr(VERDICTS[entry.match.verdict])
    return f"{said(entry.funder.name)}: {verdict}, {counts}"


class _Model(Rows[Entry]):
    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Heads are read, not chosen."""
        if isinstance(index.data(VALUE), Group):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class _Delegate(RowDelegate):
    height = ROW

    def row_height(self, value: object) -> int:
        return HEAD if isinstance(value, Group) else ROW

    def draw(self, painter: QPainter, box: QRect, value: object, *, selected: bool) -> None:
        inside = QRectF(box).adjusted(theme.px(12), theme.px(7), -theme.px(12), -theme.px(5))
        if isinstance(value, Group):
            self._head(painter, inside, value)
        elif isinstance(value, Line):
            self._line(painter, inside, value)

    def _head(self, painter: QPainter, box: QRectF, group: Group) -> None:
        icon, tone = LOOKS[group.verdict]
        rest = _icon(painter, box, icon, tone, 15)
        words = f"{entry_words(group)}"
        draw_text(painter, rest, words, theme.font("smallStrong"), tone)

    def _line(self, painter: QPainter, box: QRectF, line: Line) -> None:
        icon, tone = LOOKS[line.match.verdict]
        rest = _icon(painter, box, icon, tone, 16)
        shift = _shift_words(line)
        font = theme.font("micro")
        wide = QFontMetrics(font).horizontalAdvance(shift) + theme.px(4) if shift else 0
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        head = rest.adjusted(wide if mirrored else 0, 0, 0 if mirrored else -wide, 0)
        short, name = said(line.funder.acronym), said(line.funder.name)
        title = name if short == name else f"{short} · {name}"
        draw_text(painter, head, title, theme.font("strong"))
        if shift:
            at = rest.left() if mirrored else rest.right() - wide
            place = QRectF(at, rest.top() + theme.px(2), wide, rest.height())
            draw_text(painter, place, shift, font, "primary")
        low = rest.adjusted(0, theme.px(19), 0, 0)
        counts = counts_words(counted(line.match.reasons))
        draw_text(painter, low, counts, theme.font("small"), "muted")


def _show(chip: Chip, words: str, *, on: bool) -> None:
    chip.setChecked(on)
    tone = "selected" if on else ""
    if (chip.text(), chip.property("tone") or "") != (words, tone):
        chip.setText(words)
        chip.setAccessibleName(words)
        chip.setProperty("tone", tone)
        chip.style().polish(chip)


def _shift_words(line: Line) -> str:
    """What the funder was before the trial, where it was another."""
    if not line.before or line.before == line.match.verdict:
        return ""
    return tr("was: {verdict}", verdict=tr(SHORT[line.before]))


def _icon(painter: QPainter, box: QRectF, icon: str, tone: str, size: int) -> QRectF:
    """Draw an icon at the start; what is left of the box."""
    side, gap = theme.px(size), theme.px(9)
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    left = box.right() - side if mirrored else box.left()
    painter.drawPixmap(round(left), round(box.top() + 1), icons.pixmap(icon, tone, size))
    return box.adjusted(0 if mirrored else side + gap, 0, -side - gap if mirrored else 0, 0)


class MatchingList(QWidget):
    """Filters by verdict, and the list; the arrows and a click choose a funder."""

    def __init__(self, presenter: MatchingPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(theme.px(240))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(8))
        self._filters = Flow(6)
        head.addLayout(self._filters)
        self._chips: dict[str, Chip] = {}
        for verdict in ("", *ORDER):
            chip = Chip("")
            chip.setCheckable(True)
            speak_as(chip, "one-of")
            chip.clicked.connect(lambda _=False, v=verdict: presenter.show_only(v))
            self._filters.addWidget(chip)
            self._chips[verdict] = chip
        column.addLayout(head)
        self._model = _Model(entry_words)
        self.list = RowList(self._model, _Delegate(), tr("Funders by verdict"))
        self.list.setUniformItemSizes(False)
        self.list.moved.connect(self._choose)
        column.addWidget(self.list, 1)

    def display(self, view: MatchingView) -> None:
        found = {group.verdict: len(group.lines) for group in view.groups}
        for verdict, chip in self._chips.items():
            words = tr(SHORT[verdict]) if verdict else tr("All")
            n = found.get(verdict, 0) if verdict else sum(found.values())
            _show(chip, f"{words} {language().number(n)}", on=verdict == view.only)
            chip.setEnabled(n > 0 or verdict == view.only)
        entries: list[Entry] = []
        for group in view.shown:
            entries += [group, *group.lines]
        scroll = self.list.verticalScrollBar().value()
        self.list.blockSignals(True)
        self._model.replace(entries)
        at = next(
            (
                n
                for n, e in enumerate(entries)
                if isinstance(e, Line) and e.funder.id == view.funder
            ),
            -1,
        )
        if at >= 0 and at != self.list.currentIndex().row():
            self.list.verticalScrollBar().setValue(scroll)
            self.list.choose(at)
        self.list.blockSignals(False)

    def _choose(self, entry: object) -> None:
        if isinstance(entry, Line):
            self._presenter.choose(entry.funder.id)
