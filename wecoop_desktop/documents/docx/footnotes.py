"""Footnotes of Word, which python-docx has no words for (ISO 29500-1, 17.11)."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn

from wecoop_desktop.documents.docx.fields import cleaned, element
from wecoop_desktop.documents.docx.styles import style_id

RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
BOOKMARKS = 100_000  # ids of bookmarks from here on are those of notes


class Footnotes:
    """Collects the notes of a document in the order in which they stand in it."""

    def __init__(self) -> None:
        self._notes: list[str] = []

    def mark(self, text: str, seen: dict[str, int]) -> str:
        """Markup of the sign of a note. What was `seen` in the same table gets the number of the
        first note again."""
        known = seen.get(text)
        if known is not None:
            code = f" NOTEREF note_{known} \\h "
            return (
                f'<w:fldSimple w:instr="{code}"><w:r>{RAISED}<w:t>{known}</w:t></w:r></w:fldSimple>'
            )
        self._notes.append(text)
        number = seen[text] = len(self._notes)
        return (
            f'<w:bookmarkStart w:id="{BOOKMARKS + number}" w:name="note_{number}"/>'
            f'<w:r>{RAISED}<w:footnoteReference w:id="{number}"/></w:r>'
            f'<w:bookmarkEnd w:id="{BOOKMARKS + number}"/>'
        )

    def put(self, document: Any) -> None:
        """The part with the notes, if there are any."""
        if not self._notes:
            return
        notes = [_line(-1, "separator"), _line(0, "continuationSeparator")]
        notes += [_note(number, text) for number, text in enumerate(self._notes, start=1)]
        data = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f"<w:footnotes {nsdecls('w')}>{''.join(notes)}</w:footnotes>"
        )
        part = Part(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            data.encode(),
            document.part.package,
        )
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        _settle(document.settings.element)


def _line(number: int, kind: str) -> str:
    """One of the two lines between text and notes."""
    return (
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr>'
        f"<w:r><w:{kind}/></w:r></w:p></w:footnote>"
    )


def _note(number: int, text: str) -> str:
    said = escape(cleaned(text).replace("\n", " "))
    return (
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{style_id("Note")}"/></w:pPr>'
        f"<w:r>{RAISED}<w:footnoteRef/></w:r>"
        f'<w:r><w:t xml:space="preserve"> {said}</w:t></w:r></w:p></w:footnote>'
    )


def _settle(settings: Any) -> None:
    """Tell which notes are the lines, where the schema wants it: before what is compatible."""
    made = element("footnotePr")
    for number in (-1, 0):
        made.append(element("footnote", id=number))
    after = settings.find(qn("w:compat"))
    if after is not None:
        after.addprevious(made)
    else:
        settings.append(made)
