"""Every block as paragraphs, lists, tables and pictures of Word."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Pt

from wecoop_desktop.documents.docx.fields import (
    borders,
    cleaned,
    element,
    field,
    link,
    shade,
)
from wecoop_desktop.documents.docx.footnotes import Footnotes
from wecoop_desktop.documents.docx.images import add_picture
from wecoop_desktop.documents.docx.styles import colour, styled, tone
from wecoop_desktop.documents.docx.tables import add_table
from wecoop_desktop.documents.outline import (
    Block,
    Callout,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Rich,
    Run,
    Table,
    plain,
)
from wecoop_desktop.documents.pdf.style import EDGE, NAVY, PETROL, TINT, WARN, WARN_TINT
from wecoop_desktop.documents.picture import pictures
from wecoop_desktop.documents.spoken import spoken

DEEPEST = 4  # of headings that have a style of their own
IN_BOX = 165.0  # points that a picture in a box is wide
CELL = 5.4  # points between the edge of a cell and what stands in it, as Word has it
INDENT = 18.0  # points of a list, for each depth
# "Table 3." as word, number and what follows; the number becomes a field that Word counts.
_LABEL = re.compile(r"^(\D+?)\s*(\d+)(\W*)$")
BOX = "☐"


class Writer:
    """Puts blocks at the end of `holder`: the document, or a cell of a box in it.

    `anchors` maps what texts may lead to to the names of bookmarks.
    """

    def __init__(
        self,
        document: Any,
        holder: Any,
        language: str,
        anchors: dict[str, str],
        room: float,
        notes: Footnotes,
    ) -> None:
        self._document = document
        self._holder = holder
        self._language = language
        self._anchors = anchors
        self._room = room
        self._notes = notes

    def block(self, block: Block, width: float, level: int) -> None:
        """`width` in points; `level` is that of the section the block stands in."""
        match block:
            case Heading():
                self.heading(block.text, level + block.level - 1)
            case Paragraph():
                self.text(block.runs, "Note" if block.kind == "note" else "Normal")
            case Listing():
                self._listing(block)
            case Table():
                self._caption(block.label, block.caption, "Table")
                add_table(self._holder, block, width, self._notes)
                self._after(block.note)
            case Figure():
                self._figure(block, width)
            case Callout():
                self._callout(block, width)

    def heading(self, text: str, level: int) -> Any:
        """A heading of level 1-4; deeper ones look like the fourth."""
        made = styled(self._holder, f"Heading {min(level, DEEPEST)}")
        made.add_run(cleaned(text))
        return made

    def text(self, runs: Rich, style: str) -> Any:
        """A paragraph; a "\\n" in it is a line of its own in Word too."""
        made = styled(self._holder, style)
        self.runs(made, runs)
        return made

    def runs(self, paragraph: Any, runs: Rich) -> None:
        for run in runs:
            made = paragraph.add_run(cleaned(run.text))
            made.bold = True if run.bold else None
            made.italic = True if run.italic else None
            if run.tone:
                made.font.color.rgb = tone(run.tone)
            if run.link in self._anchors:
                made.font.color.rgb = colour(PETROL)
                link(paragraph, self._anchors[run.link]).append(made._r)

    def _listing(self, block: Listing) -> None:
        number = None if block.boxes or not block.ordered else _numbering(self._document)
        for depth, runs in block.items:
            depth = min(depth, 3)
            if block.boxes:
                made = self.text((Run(f"{BOX}\u00a0"), *runs), "Normal")
            else:
                made = self.text(runs, "List Number" if block.ordered else "List Bullet")
            if number is not None:
                properties = made._p.get_or_add_pPr().get_or_add_numPr()
                properties.get_or_add_ilvl().val = 0
                properties.get_or_add_numId().val = number
            made.paragraph_format.left_indent = Pt(INDENT * (depth + 1))
            made.paragraph_format.first_line_indent = Pt(-INDENT if not block.boxes else 0)

    def _caption(self, label: str, caption: str, kind: str) -> None:
        if not (label or caption):
            return
        made = styled(self._holder, "Caption")
        parts = _LABEL.match(label)
        if parts is None:
            self.runs(made, plain(f"{label} " if label else "", bold=True, tone="accent"))
        else:
            word, number, rest = parts.groups()
            self.runs(made, plain(f"{word}\u00a0", bold=True, tone="accent"))
            field(made, f"SEQ {kind} \\* ARABIC", number)
            self.runs(made, plain(f"{rest} ", bold=True, tone="accent"))
        self.runs(made, plain(caption))

    def _after(self, note: str) -> None:
        """A note, or a little room: two tables without a paragraph between them become one."""
        made = styled(self._holder, "Note")
        self.runs(made, plain(note))
        if not note:
            made.paragraph_format.space_before = made.paragraph_format.space_after = Pt(0)

    def _figure(self, block: Figure, width: float) -> None:
        self._caption(block.label, block.caption, "Figure")
        self.picture(block, width)
        if block.note:
            self.text(plain(block.note), "Note")

    def picture(self, block: Figure, width: float) -> None:
        """The chart, in words too for those who cannot see it."""
        said = " ".join(one for one in (block.label, block.caption, spoken(block.chart)) if one)
        alternative = cleaned(said or block.note)
        for drawn in pictures(block.chart, width - 3, self._room, self._language, alternative):
            made = styled(self._holder, "Normal")
            made.paragraph_format.keep_with_next = bool(block.note)
            add_picture(made.add_run(), drawn, alternative)

    def _callout(self, block: Callout, width: float) -> None:
        """A table of one cell with a thick left edge; a figure stands in a second one."""
        if not self._is_document:
            self._plain_callout(block)
            return
        aside = IN_BOX + 4 * CELL if block.figure is not None else 0.0
        widths = (width - aside, aside) if aside else (width,)
        table = self._holder.add_table(1, len(widths))
        table.autofit = False
        warns = block.tone == "warn"
        edge, thick = (WARN if warns else EDGE, 0.5), (WARN if warns else PETROL, 3.0)
        grid = table._tbl.tblGrid.findall(qn("w:gridCol"))
        for index, wide in enumerate(widths):
            grid[index].set(qn("w:w"), str(round(wide * 20)))
            cell = table.cell(0, index)
            cell.width = Pt(wide)
            shade(cell, WARN_TINT if warns else TINT)
            first, last = index == 0, index == len(widths) - 1
            sides = {"left": thick} if first else {}
            borders(cell, top=edge, bottom=edge, **sides, **({"right": edge} if last else {}))
            inner = Writer(
                self._document, cell, self._language, self._anchors, self._room, self._notes
            )
            if first:
                inner._inside(block)
            elif block.figure is not None:
                inner._beside(block.figure)
            begun = cell.paragraphs[0]
            if not begun.text and len(cell.paragraphs) > 1:
                begun._p.getparent().remove(begun._p)
        self._after("")

    @property
    def _is_document(self) -> bool:
        return self._holder is self._document

    def _inside(self, block: Callout) -> None:
        if block.title:
            made = self.text(plain(block.title, bold=True), "Cell")
            made.runs[0].font.color.rgb = colour(NAVY)
            made.runs[0].font.size = Pt(11)
            made.paragraph_format.keep_with_next = True
        if block.runs:
            self.text(block.runs, "Cell")
        for label, value in block.facts:
            self.text((*plain(f"{label}: ", tone="muted"), *value), "Cell")

    def _beside(self, figure: Figure) -> None:
        self.picture(figure, IN_BOX)
        note = f"{figure.label} {figure.caption} {figure.note}".strip()
        self.text(plain(note), "Note")

    def _plain_callout(self, block: Callout) -> None:
        if block.title:
            self.heading(block.title, DEEPEST)
        if block.runs:
            self.text(block.runs, "Normal")
        for label, value in block.facts:
            self.text((Run(f"{label}: ", bold=True), *value), "Normal")


def _numbering(document: Any) -> int:
    """A numbering of its own for one list, which begins with 1; its id."""
    numbering = document.part.numbering_part.element
    style = document.styles["List Number"].element.pPr.numPr
    usual = numbering.num_having_numId(style.numId.val)
    made = numbering.add_num(usual.abstractNumId.val)
    made.add_lvlOverride(ilvl=0).append(element("startOverride", val=1))
    number: int = made.numId
    return number
