"""Outline to DOCX: cover, contents, sections upright and on their side, heads and feet."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any, BinaryIO

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Pt

from wecoop_desktop.base.jobs import Job
from wecoop_desktop.documents.docx.blocks import Writer
from wecoop_desktop.documents.docx.fields import (
    anchor_name,
    begin_field,
    bookmark,
    cleaned,
    end_field,
    field,
    frame,
    link,
    shade,
    text_run,
)
from wecoop_desktop.documents.docx.footnotes import Footnotes
from wecoop_desktop.documents.docx.package import write_same
from wecoop_desktop.documents.docx.styles import LANGUAGES, colour, dress, style_id, styled
from wecoop_desktop.documents.docx.tables import add_table
from wecoop_desktop.documents.emblem import fitted
from wecoop_desktop.documents.outline import Column, Cover, Outline, Row, Section, Table, plain
from wecoop_desktop.documents.pdf.flow import text_height, text_width
from wecoop_desktop.documents.pdf.style import A4, BLACK, BOTTOM, FAINT, GREY, NAVY, SIDE, TOP, WARN

RUNNING_AT = 28.0  # points of head and foot from the edge of the paper
ROOM = 0.86  # of the height of the text that a picture may take, so that its caption stays with it
EMBLEM = 62.0  # points of the longer side of an emblem
BAND = 170.0  # points of the dark field of the cover
MADE = datetime(2000, 1, 1, tzinfo=UTC)  # the same in every document


def write(outline: Outline, stream: BinaryIO, job: Job) -> None:
    """Make all of it, and only then write to the stream."""
    document = docx.Document()
    dress(document, outline.language, outline.headings)
    _about(document, outline)
    anchors = {
        name: anchor_name(name)
        for index, section in enumerate(outline.sections)
        for name in {section.anchor or f"section-{index}"}
    }
    if not outline.bare:
        _shape(document.sections[0], "portrait")
        _cover(document, outline)
        _contents(document, outline, anchors)
        _running(document.sections[0], outline, "portrait")
    notes = Footnotes()
    for index, section in enumerate(outline.sections):
        job.step(index, len(outline.sections), "document-sections")
        before = outline.sections[index - 1].orientation if index else "portrait"
        _turn(document, outline, section, before, first=index == 0)
        _section(document, outline, section, anchors, index, notes)
    notes.put(document)
    _remark(document, outline)
    packed = io.BytesIO()
    document.save(packed)
    _let_go(document)
    write_same(packed.getvalue(), stream)


def _let_go(document: Any) -> None:
    """Parts of a package know each other in a circle: the trees they hold (40 MiB of the largest
    proposal) would stay until the interpreter looks for circles, which can be hours."""
    for part in list(document.part.package.iter_parts()):
        vars(part).clear()
    document.element.body.clear()


def _about(document: Any, outline: Outline) -> None:
    about, properties = outline.properties, document.core_properties
    properties.title, properties.author = cleaned(about.title)[:255], cleaned(about.author)[:255]
    properties.subject = cleaned(about.subject)[:255]
    properties.keywords = cleaned(", ".join(about.keywords))[:255]
    properties.language = LANGUAGES.get(outline.language, outline.language)
    properties.last_modified_by = "WECOOP Desktop"
    properties.comments = ""
    properties.revision = 1
    properties.created = properties.modified = MADE


def _shape(section: Any, orientation: str) -> None:
    wide = orientation == "landscape"
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    width, height = (A4[1], A4[0]) if wide else A4
    section.page_width, section.page_height = Pt(width), Pt(height)
    section.left_margin = section.right_margin = Pt(SIDE)
    section.top_margin, section.bottom_margin = Pt(TOP), Pt(BOTTOM)
    section.header_distance = section.footer_distance = Pt(RUNNING_AT)


def _turn(document: Any, outline: Outline, section: Section, before: str, *, first: bool) -> None:
    """Pages of the section's orientation; the front pages are a part of their own."""
    if first or section.orientation != before:
        alone = first and outline.bare
        made = document.sections[0] if alone else document.add_section(WD_SECTION.NEW_PAGE)
        _shape(made, section.orientation)
        _running(made, outline, section.orientation)
        made.different_first_page_header_footer = False
    elif section.new_page:
        document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)


def _section(
    document: Any,
    outline: Outline,
    section: Section,
    anchors: dict[str, str],
    index: int,
    notes: Footnotes,
) -> None:
    width = text_width(section.orientation)
    room = text_height(section.orientation) * ROOM
    writer = Writer(document, document, outline.language, anchors, room, notes)
    if not section.continues:
        said = f"{_number(section)}  {section.title}".strip()
        heading = writer.heading(said, section.level)
        bookmark(heading, anchors[section.anchor or f"section-{index}"], index + 1)
    for block in section.blocks:
        writer.block(block, width, section.level + 1 if section.level > 1 else 1)


def _remark(document: Any, outline: Outline) -> None:
    """Remarks as comments of Word: at the heading of the first section that answers the question,
    the others at the title."""
    headings = [one for one in document.paragraphs if one.style.name == "Heading 1" and one.runs]
    titled = [section for section in outline.sections if not section.continues]
    place: dict[str, Any] = {}
    for section, heading in zip(titled, headings, strict=False):
        for path in section.paths:
            place.setdefault(path, heading)
    first = next((one for one in document.paragraphs if one.style.name == "Title"), None)
    for remark in outline.remarks:
        target = place.get(remark.path, first or next(iter(headings), None))
        if target is None:
            continue
        author = cleaned(remark.author)
        initials = "".join(word[0] for word in author.split()[:3])
        made = document.add_comment(target.runs, cleaned(remark.text), author, initials)
        made._comment_elm.date = remark.made


def _number(section: Section) -> str:
    said = section.number
    if len(said) > 2 and not any(letter.isdigit() for letter in said):
        return ""
    return said.replace("-", "–")


def _cover(document: Any, outline: Outline) -> None:
    cover = outline.cover
    if cover.sheet:
        _sheet(document, outline)
        return
    band = _band(document)
    if cover.emblem:
        _emblem(band, cover)
    for said in filter(None, (cover.ministry, cover.applicant, cover.applicant_note)):
        _said(band, said, "Cover band").runs[0].bold = said is not cover.applicant_note
    _said(band, cover.kind, "Subtitle")
    band._tc.remove(band.paragraphs[0]._p)  # the one that every cell begins with
    _said(document, cover.title, "Title")
    _said(document, cover.place, "Cover text").runs[0].font.color.rgb = colour(GREY)
    if cover.facts:
        rows = tuple(Row((plain(name), plain(value, bold=True))) for name, value in cover.facts)
        facts = Table((Column("", share=34), Column("", share=66)), rows, look="facts")
        _said(document, "", "Normal")
        add_table(document, facts, text_width("portrait"))
    _said(document, "", "Normal")
    for said in cover.lines:
        _said(document, said, "Cover text")
    if outline.draft:
        _said(document, outline.draft, "Draft")
    _said(document, cover.origin, "Note")


def _sheet(document: Any, outline: Outline) -> None:
    """A sheet of facts in place of the cover: who, what, and a box of questions with answers."""
    cover = outline.cover
    if cover.emblem:
        _emblem(document, cover, "Cover text")
    for said in filter(None, (cover.ministry, cover.applicant, cover.applicant_note)):
        _said(document, said, "Cover text").runs[0].bold = said is not cover.applicant_note
    title = _said(document, cover.title, "Title")
    kind = _said(document, cover.kind, "Cover text")
    title._p.addprevious(kind._p)
    kind.runs[0].bold = True
    title.runs[0].font.color.rgb = kind.runs[0].font.color.rgb = colour(BLACK)
    title.runs[0].font.size = Pt(19)
    title.paragraph_format.space_before = Pt(2)
    kind.paragraph_format.space_before = Pt(14)
    if cover.place:
        _said(document, cover.place, "Cover text").runs[0].font.color.rgb = colour(GREY)
    rows = tuple(Row((plain(label), value)) for label, value in cover.sheet)
    facts = Table((Column("", share=34), Column("", share=66)), rows, look="facts")
    add_table(document, facts, text_width("portrait"))
    _framed(document.tables[-1])
    _said(document, "", "Note")
    for said in cover.lines:
        _said(document, said, "Cover text")
    if outline.draft:
        _said(document, outline.draft, "Draft")
    _said(document, cover.origin, "Note")


def _framed(table: Any) -> None:
    """Lines around and between all cells; the questions on a grey ground."""
    line = (GREY, 0.5)
    for row in table._tbl.tr_lst:
        for place, cell in enumerate(row.tc_lst):
            properties = cell.get_or_add_tcPr()
            for old in properties.findall(qn("w:tcBorders")):
                properties.remove(old)
            frame(properties, line, FAINT if place == 0 else "")


def _emblem(band: Any, cover: Cover, style: str = "Cover band") -> None:
    wide, high = fitted(cover.emblem, EMBLEM, EMBLEM)
    run = _said(band, "", style).add_run()
    run.add_picture(io.BytesIO(cover.emblem), width=Pt(wide), height=Pt(high))
    run._r.find(qn("w:drawing")).find(".//" + qn("wp:docPr")).set("descr", cover.emblem_words)


def _band(document: Any) -> Any:
    """The dark field at the top of the cover."""
    table = document.add_table(1, 1)
    table.autofit = False
    width = text_width("portrait")
    table._tbl.tblGrid.gridCol_lst[0].w = Pt(width)
    row, cell = table.rows[0], table.cell(0, 0)
    cell.width, row.height = Pt(width), Pt(BAND)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
    shade(cell, NAVY)
    return cell


def _said(document: Any, text: str, style: str) -> Any:
    made = styled(document, style)
    made.add_run(cleaned(text))
    return made


def _contents(document: Any, outline: Outline, anchors: dict[str, str]) -> None:
    """A field that Word makes anew with page numbers when asked (F9); until then its entries lead
    to their places. Asking by itself, Word would warn of other files first."""
    if not outline.sections:
        return
    document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    _said(document, outline.contents, "TOC Heading")
    depth = max(section.level for section in outline.sections)
    made = None
    for index, section in enumerate(outline.sections):
        if section.continues:
            continue
        said = f"{_number(section)}  {section.title}".strip()
        last, made = made, styled(document, f"toc {section.level}")
        if last is None:
            begin_field(made, f'TOC \\o "1-{max(depth, 2)}" \\h \\z \\u')
        made.paragraph_format.left_indent = Pt(14 * (section.level - 1))
        anchor = anchors[section.anchor or f"section-{index}"]
        link(made, anchor).append(text_run(cleaned(said)))
    if made is not None:
        end_field(made)


def _running(section: Any, outline: Outline, orientation: str) -> None:
    """Head and foot; none on the cover."""
    section.different_first_page_header_footer = True
    width = Pt(text_width("portrait" if orientation == "portrait" else "landscape"))
    head, foot = section.header, section.footer
    head.is_linked_to_previous = foot.is_linked_to_previous = False
    line = _line(head, width)
    line.add_run(cleaned(outline.head))
    if outline.draft:
        mark = line.add_run(f"\t{outline.draft}")
        mark.bold = True
        mark.font.color.rgb = colour(WARN)
    line = _line(foot, width)
    line.add_run(cleaned(outline.foot) + "\t")
    field(line, "PAGE", "1")
    line.add_run(" / ")
    field(line, "NUMPAGES", "1")


def _line(holder: Any, width: Any) -> Any:
    made = holder.paragraphs[0]
    made._p.style = style_id("Running")
    made.paragraph_format.tab_stops.add_tab_stop(
        width, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.SPACES
    )
    return made
