"""How the document looks: real styles, so that a ministry can change them in one place."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from wecoop_desktop.documents.docx.fields import element
from wecoop_desktop.documents.pdf.style import (
    BLACK,
    FAINT,
    GREY,
    INK,
    NAVY,
    PETROL,
    TONES,
    WARN,
    WHITE,
)

FONT = "Calibri"  # on every machine with Word; LibreOffice sets Carlito, which is as wide
LANGUAGES = {"ru": "ru-RU", "en": "en-GB"}
Headings = Literal["house", "bar", "plain"]  # as of the outline
TITLED = ("Heading 1", "Heading 2", "Heading 3", "TOC Heading", "toc 1")
# name: (based on, points, colour, bold, space before, space after, kept with the next)
LOOKS: dict[str, tuple[str, float, str, bool, float, float, bool]] = {
    "Normal": ("", 10.5, INK, False, 0, 5, False),
    "Title": ("Normal", 26, NAVY, True, 30, 6, False),
    "Subtitle": ("Normal", 16, WHITE, True, 30, 12, False),
    "Cover band": ("Normal", 11.5, WHITE, False, 3, 0, False),
    "Heading 1": ("Normal", 16, NAVY, True, 20, 6, True),
    "Heading 2": ("Normal", 13, PETROL, True, 12, 4, True),
    "Heading 3": ("Normal", 11.5, INK, True, 10, 3, True),
    "Heading 4": ("Normal", 10.5, INK, True, 8, 3, True),
    "Caption": ("Normal", 9, GREY, False, 10, 3, True),
    "TOC Heading": ("Normal", 16, NAVY, True, 0, 12, True),
    "toc 1": ("Normal", 11, NAVY, True, 5, 0, False),
    "toc 2": ("Normal", 9.5, GREY, False, 1, 0, False),
    "toc 3": ("Normal", 9.5, GREY, False, 1, 0, False),
    "Cell": ("Normal", 9.5, INK, False, 1.5, 1.5, False),
    "Note": ("Normal", 8.5, GREY, False, 3, 4, False),
    "Cover text": ("Normal", 11.5, INK, False, 0, 3, False),
    "Running": ("Normal", 8.5, GREY, False, 0, 0, False),
    "Draft": ("Normal", 10.5, WARN, True, 0, 0, False),
    "List Bullet": ("Normal", 10.5, INK, False, 0, 2.5, False),
    "List Number": ("Normal", 10.5, INK, False, 0, 2.5, False),
}


def style_id(name: str) -> str:
    """How markup names a style: as Word itself does, without spaces."""
    return name.replace(" ", "")


def styled(holder: Any, name: str) -> Any:
    """A new paragraph at the end of the holder, in a style of `LOOKS`.

    Told by its id: the library would look through all styles for each paragraph.
    """
    made = holder.add_paragraph()
    made._p.style = style_id(name)
    return made


def colour(code: str) -> RGBColor:
    return RGBColor.from_string(code.lstrip("#"))


def tone(name: str) -> RGBColor:
    return colour(TONES[name])


def dress(document: Any, language: str, headings: Headings = "house") -> None:
    """Fonts, sizes and the language of all styles; python-docx's template says them otherwise."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    usual = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in usual.findall(qn("w:lang")):
        usual.remove(old)
    usual.append(element("lang", val=LANGUAGES.get(language, "en-GB"), eastAsia="en-US"))
    known = {style.name for style in document.styles}
    for name, (base, points, ink, bold, before, after, kept) in LOOKS.items():
        if headings != "house" and name in TITLED:
            points, ink = points - (2 if name == "Heading 1" else 0), BLACK
        style = _style(document, name, known)
        if base and name != "Normal":
            style.base_style = document.styles[base]
        font = style.font
        font.size, font.bold, font.italic = Pt(points), bold, False
        font.color.rgb = colour(ink)
        _family(style)
        for line in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
            line.getparent().remove(line)
        paragraph = style.paragraph_format
        paragraph.space_before, paragraph.space_after = Pt(before), Pt(after)
        paragraph.keep_with_next = kept
        paragraph.widow_control = True
        paragraph.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
        if headings == "bar" and name == "Heading 1":
            _bar(style)
        paragraph.line_spacing = 1.12 if name in ("Normal", "List Bullet", "List Number") else 1.0
    _hyphenate(document)


def _bar(style: Any) -> None:
    """A grey ground, where the schema wants it: before the distances."""
    properties = style.element.get_or_add_pPr()
    made = element("shd", val="clear", color="auto", fill=FAINT.lstrip("#"))
    before = properties.find(qn("w:spacing"))
    if before is not None:
        before.addprevious(made)
    else:
        properties.append(made)


def _style(document: Any, name: str, known: Collection[str]) -> Any:
    """The style of that name; asserts the id by which paragraphs ask for it."""
    made = document.styles[name] if name in known else _added(document, name)
    assert made.style_id == style_id(name), made.style_id
    return made


def _added(document: Any, name: str) -> Any:
    return document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)


def _family(style: Any) -> None:
    """One family for all scripts, in place of the fonts of a theme."""
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    properties.insert(0, element("rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=FONT))


def _hyphenate(document: Any) -> None:
    """Word hyphenates by the language of the text."""
    settings = document.settings.element
    made = element("autoHyphenation", val="true")
    # Where the schema wants it: before what is set for tabs and spaces.
    after = settings.find(qn("w:defaultTabStop"))
    if after is not None:
        after.addprevious(made)
    else:
        settings.append(made)
