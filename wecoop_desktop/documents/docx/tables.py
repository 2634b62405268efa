"""Tables as Word has them: heads that repeat, rows that stay whole, cells that span.

Their markup is written at once: through the library's objects a table of some hundred cells takes
seconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from wecoop_desktop.documents.docx.fields import cleaned
from wecoop_desktop.documents.docx.footnotes import Footnotes
from wecoop_desktop.documents.docx.styles import style_id
from wecoop_desktop.documents.outline import Column, Rich, Row, Table, letters, plain
from wecoop_desktop.documents.pdf.style import (
    GREY,
    GROUP,
    MARKS,
    NAVY,
    PETROL,
    RULE,
    TONES,
    WHITE,
)
from wecoop_desktop.documents.pdf.tables import widths

ALIGNED = {"left": "start", "right": "end", "centre": "center"}
FILLS = {"group": GROUP, "total": PETROL}
MARGIN = 5.0  # points at the left and right of a cell
MARK = 3.0  # thickness of the coloured edge
HEAD = 9.0  # points of the letters of a head
WIDER = 1.08  # Calibri runs wider than the font by which columns are measured


class _Signs:
    """The signs of the notes of one table."""

    def __init__(self, notes: Footnotes | None) -> None:
        self._notes = notes
        self._seen: dict[str, int] = {}

    def sign(self, text: str) -> str:
        return self._notes.mark(text, self._seen) if self._notes is not None else ""


def add_table(holder: Any, table: Table, width: float, notes: Footnotes | None = None) -> None:
    """The table in `width` points at the end of the document, or of a cell; its notes become those
    of Word where there are `notes`, else they are left out."""
    measured = tuple(WIDER * wide for wide in widths(table, width / WIDER))
    made = parse_xml(_table(table, measured, _Signs(notes)))
    body = getattr(holder, "_body", holder)._element
    last = body.sectPr if hasattr(body, "sectPr") else None
    if last is not None:
        last.addprevious(made)
    else:
        body.append(made)


def _table(table: Table, measured: tuple[float, ...], signs: _Signs) -> str:
    grid = "".join(f'<w:gridCol w:w="{_twips(wide)}"/>' for wide in measured)
    edges = "".join(
        f'<w:{edge} w:w="{_twips(MARGIN)}" w:type="dxa"/>' for edge in ("left", "right")
    )
    return (
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblW w:w="{_twips(sum(measured))}" w:type="dxa"/>'
        f'<w:tblInd w:w="{_twips(MARGIN)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{edges}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(_rows(table, measured, signs))}</w:tbl>"
    )


def _twips(points: float) -> int:
    return round(points * 20)


def _rows(table: Table, measured: tuple[float, ...], signs: _Signs) -> Iterator[str]:
    facts = table.look == "facts"
    if not facts:
        yield _head(table.columns, measured)
    for index, row in enumerate(table.rows):
        following = table.rows[index + 1] if index + 1 < len(table.rows) else None
        kept = row.kind == "group" or (following is not None and following.follows)
        cells = "".join(_cells(row, table, measured, signs, kept=kept))
        yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _head(columns: tuple[Column, ...], measured: tuple[float, ...]) -> str:
    cells = "".join(
        _cell(
            _text(plain(column.head), column.align, WHITE, bold=True, size=HEAD, kept=True),
            wide,
            fill=NAVY,
        )
        for column, wide in zip(columns, measured, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _cells(
    row: Row, table: Table, measured: tuple[float, ...], signs: _Signs, *, kept: bool
) -> Iterator[str]:
    facts, at, count = table.look == "facts", 0, len(table.columns)
    while at < count:
        start, rich = at, row.cells[at] if at < len(row.cells) else ()
        while at + 1 < count and at + 1 < len(row.cells) and row.cells[at + 1] is None:
            at += 1
        ink = WHITE if row.kind == "total" else GREY if facts and start == 0 else ""
        bold = row.kind != "plain"
        yield _cell(
            _text(rich or (), table.columns[start].align, ink, bold=bold, kept=kept, signs=signs),
            sum(measured[start : at + 1]),
            span=at - start + 1,
            fill=FILLS.get(row.kind, ""),
            borders=_borders(row, first=start == 0, empty=not letters(rich)),
        )
        at += 1


def _borders(row: Row, *, first: bool, empty: bool) -> str:
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{RULE[1:]}"'
    top = "" if row.follows and empty else f"<w:top {line}/>"
    left = ""
    if first and row.mark:
        ink = MARKS.get(row.mark, PETROL)[1:]
        left = f'<w:left w:val="single" w:sz="{round(MARK * 8)}" w:space="0" w:color="{ink}"/>'
    return f"<w:tcBorders>{top}{left}<w:bottom {line}/></w:tcBorders>"


def _cell(text: str, width: float, *, span: int = 1, fill: str = "", borders: str = "") -> str:
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill[1:]}"/>' if fill else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/>{spans}{borders}{shade}'
        f"</w:tcPr>{text}</w:tc>"
    )


def _text(
    rich: Rich,
    align: str,
    ink: str = "",
    *,
    bold: bool = False,
    size: float = 0,
    kept: bool,
    signs: _Signs | None = None,
) -> str:
    """The paragraphs of a cell; each "\\n" begins one."""
    properties = f'<w:pStyle w:val="{style_id("Cell")}"/>{"<w:keepNext/>" if kept else ""}'
    head = f'<w:pPr>{properties}<w:jc w:val="{ALIGNED[align]}"/></w:pPr>'
    paragraphs: list[list[str]] = [[]]
    for run in rich:
        look = _look(
            ink or (TONES[run.tone] if run.tone else ""),
            bold=run.bold or bold,
            italic=run.italic,
            size=size,
        )
        for index, said in enumerate(cleaned(run.text).split("\n")):
            if index:
                paragraphs.append([])
            if said:
                text = f'<w:t xml:space="preserve">{escape(said)}</w:t>'
                paragraphs[-1].append(f"<w:r>{look}{text}</w:r>")
        if run.note and signs is not None:
            paragraphs[-1].append(signs.sign(run.note))
    return "".join(f"<w:p>{head}{''.join(runs)}</w:p>" for runs in paragraphs)


def _look(ink: str, *, bold: bool, italic: bool, size: float) -> str:
    parts = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    if ink:
        parts += f'<w:color w:val="{ink[1:]}"/>'
    if size:
        parts += f'<w:sz w:val="{round(size * 2)}"/>'
    return f"<w:rPr>{parts}</w:rPr>" if parts else ""
