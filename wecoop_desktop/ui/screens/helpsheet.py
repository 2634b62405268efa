"""The sheet of shortcuts: on one screen, and printed on one page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import write_bytes
from wecoop_desktop.base.wording import say
from wecoop_desktop.ui import keys, theme, wording
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.folder import show_folder
from wecoop_desktop.ui.parts.labels import Key, Label, Rule, SectionLabel, Wrapped
from wecoop_desktop.ui.wording import tr

COLUMNS = 4
DOTS = 300  # per inch of the page
INK, LINE = "#15242B", "#9AA8AF"  # on paper, whatever the theme


def sheet() -> Card:
    """All shortcuts in columns, with the way to paper."""
    card = Card(tr("Keyboard"), "keyboard", padding=20)
    card.head.addWidget(Label(tr("every action also has a button"), "small", "muted"))
    said = Label("", "small", "muted")
    paper = Button(tr("Print as PDF"), icon="printer", size="small")
    paper.clicked.connect(lambda _checked=False: _save(card, said))
    card.head.addWidget(paper)
    across = QGridLayout()
    across.setHorizontalSpacing(theme.px(26))
    for at, groups in enumerate(columns(2 if theme.large() else COLUMNS)):
        column = QVBoxLayout()
        column.setSpacing(theme.px(6))
        for number, (group, shown) in enumerate(groups):
            if number:
                column.addSpacing(theme.px(14))
            column.addWidget(SectionLabel(tr(group)))
            for line in shown:
                column.addWidget(Rule())
                row = QHBoxLayout()
                row.addWidget(Wrapped(tr(line.words), "small", "text"), 1)
                for pressed in line.keys:
                    row.addWidget(Key(tr(pressed)))
                column.addLayout(row)
        column.addStretch(1)
        across.addLayout(column, 0, at)
        across.setColumnStretch(at, 1)
    card.body.addLayout(across)
    card.body.addWidget(said)
    return card


Group = tuple[str, tuple[keys.Shown, ...]]


def columns(most: int = COLUMNS) -> tuple[tuple[Group, ...], ...]:
    """The groups in so many columns: the first beside each other, the rest below the shortest."""
    stacked: list[list[Group]] = [[group] for group in keys.SHEET[:most]]
    for group in keys.SHEET[most:]:
        min(stacked, key=_lines).append(group)
    return tuple(tuple(column) for column in stacked)


def _lines(column: Sequence[Group]) -> int:
    return sum(len(shown) + 2 for _, shown in column)


def _save(card: Card, said: Label) -> None:
    """Ask for a place, write the page there, and show it."""
    name = tr("WECOOP keyboard") + ".pdf"
    chosen, _ = QFileDialog.getSaveFileName(card, tr("Print as PDF"), name, "PDF (*.pdf)")
    if not chosen:
        return
    try:
        print_sheet(Path(chosen))
    except AppError as error:
        said.setText(say(wording.language(), error))
        return
    said.setText(tr("Written: {path}", path=chosen))
    show_folder(Path(chosen).parent)


def print_sheet(path: Path) -> None:
    """All shortcuts on one page of A4, across. Raises `AppError` as `base.files.writing` does."""
    drawn = QBuffer()
    drawn.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(drawn)
    writer.setResolution(DOTS)
    writer.setTitle(tr("Keyboard"))
    margins = QMarginsF(12, 12, 12, 12)
    landscape = QPageLayout.Orientation.Landscape
    size = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(size, landscape, margins, QPageLayout.Unit.Millimeter))
    painter = QPainter(writer)
    _draw(painter, QRectF(0, 0, writer.width(), writer.height()))
    painter.end()
    write_bytes(path, bytes(drawn.data().data()))


def _draw(painter: QPainter, page: QRectF) -> None:
    """Columns of groups, each line as high as the fullest column needs."""
    stacked = columns()
    gap = page.width() * 0.025
    wide = (page.width() - gap * (len(stacked) - 1)) / len(stacked)
    head = page.height() * 0.09
    high = min((page.height() - head) / max(map(_lines, stacked)), page.height() * 0.06)
    painter.setPen(QPen(INK))
    painter.setFont(_font(head * 0.42, strong=True))
    painter.drawText(QRectF(0, 0, page.width(), head), 0, f"WECOOP Desktop · {tr('Keyboard')}")
    for number, groups in enumerate(stacked):
        box = QRectF(number * (wide + gap), head, wide, high)
        for group, shown in groups:
            painter.setPen(QPen(INK))
            painter.setFont(_font(high * 0.34, strong=True))
            _write(painter, box, tr(group))
            for line in shown:
                box.translate(0, high)
                _draw_line(painter, box, line)
            box.translate(0, high * 2)


def _draw_line(painter: QPainter, box: QRectF, line: keys.Shown) -> None:
    painter.setPen(QPen(LINE))
    painter.drawLine(box.topLeft(), box.topRight())
    painter.setPen(QPen(INK))
    painter.setFont(_font(box.height() * 0.3, strong=True))
    pressed = "  ".join(tr(key) for key in line.keys)
    width = painter.fontMetrics().horizontalAdvance(pressed) + box.width() * 0.03
    used = min(width, box.width() * 0.55)
    end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(box.adjusted(box.width() - used, 0, 0, 0), int(end), pressed)
    painter.setFont(_font(box.height() * 0.3))
    _write(painter, box.adjusted(0, 0, -used, 0), tr(line.words))


def _write(painter: QPainter, box: QRectF, words: str) -> None:
    how = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(box, int(how) | int(Qt.TextFlag.TextWordWrap), words)


def _font(pixels: float, *, strong: bool = False) -> QFont:
    font = theme.font("strong" if strong else "body")
    font.setPixelSize(max(1, round(pixels)))
    return font
