"""Pieces of WordprocessingML (ISO 29500-1, 17) that python-docx has no words for."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

# What XML 1.0 does not allow, and halves of letters.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


# Of the properties of a cell, what stands behind its lines and ground.
_LATER = tuple(qn(f"w:{name}") for name in ("noWrap", "tcMar", "vAlign", "hideMark"))


def cleaned(text: str) -> str:
    """Text that may stand in a document; other letters are the fonts' matter."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def element(name: str, /, **attributes: object) -> Any:
    """An element `w:name` with attributes `w:...`."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def text_run(text: str) -> Any:
    """A bare run, for the inside of fields and links."""
    run, said = element("r"), element("t")
    said.text = text
    said.set(qn("xml:space"), "preserve")
    run.append(said)
    return run


def field(paragraph: Any, code: str, shown: str) -> None:
    """A simple field with what it shows until it is updated."""
    made = element("fldSimple", instr=code)
    made.append(text_run(shown))
    paragraph._p.append(made)


def begin_field(paragraph: Any, code: str) -> None:
    """The beginning of a field that holds paragraphs; ended by `end_field`."""
    for part in (
        element("fldChar", fldCharType="begin"),
        _code(code),
        element("fldChar", fldCharType="separate"),
    ):
        run = element("r")
        run.append(part)
        paragraph._p.append(run)


def end_field(paragraph: Any) -> None:
    run = element("r")
    run.append(element("fldChar", fldCharType="end"))
    paragraph._p.append(run)


def _code(code: str) -> Any:
    made = element("instrText")
    made.text = code
    made.set(qn("xml:space"), "preserve")
    return made


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """Names the paragraph for links; `number` is its own in the document."""
    paragraph._p.insert(
        1 if paragraph._p.pPr is not None else 0,
        element("bookmarkStart", id=number, name=name),
    )
    paragraph._p.append(element("bookmarkEnd", id=number))


def link(paragraph: Any, anchor: str) -> Any:
    """An empty link inside the document; runs are put into it."""
    made = element("hyperlink", anchor=anchor, history=1)
    paragraph._p.append(made)
    return made


def anchor_name(name: str) -> str:
    """A name of a bookmark: letters, digits and _, at most 40, beginning with a letter."""
    return ("a_" + re.sub(r"\W", "_", name, flags=re.ASCII))[:40]


def shade(cell: Any, colour: str) -> None:
    """A fill; `colour` as "#RRGGBB"."""
    cell._tc.get_or_add_tcPr().append(
        element("shd", val="clear", color="auto", fill=colour.lstrip("#"))
    )


def frame(properties: Any, line: tuple[str, float], fill: str = "") -> None:
    """Lines on all sides of a cell by its properties, and a ground, in the order of the schema."""
    ink, points = line
    made = element("tcBorders")
    for edge in ("top", "left", "bottom", "right"):
        look = {"val": "single", "sz": round(points * 8), "space": 0, "color": ink.lstrip("#")}
        made.append(element(edge, **look))
    parts = [made]
    if fill:
        parts.append(element("shd", val="clear", color="auto", fill=fill.lstrip("#")))
    before = next((one for one in properties if one.tag in _LATER), None)
    for part in parts:
        if before is not None:
            before.addprevious(part)
        else:
            properties.append(part)


def borders(cell: Any, **edges: tuple[str, float]) -> None:
    """Lines of a cell by edge (top, left, bottom, right): colour and points; 0 takes one away."""
    made = element("tcBorders")
    for edge in ("top", "left", "bottom", "right"):
        if edge in edges:
            colour, points = edges[edge]
            value = "single" if points else "nil"
            made.append(
                element(edge, val=value, sz=round(points * 8), space=0, color=colour.lstrip("#"))
            )
    cell._tc.get_or_add_tcPr().append(made)
