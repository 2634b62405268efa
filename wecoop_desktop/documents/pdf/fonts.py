"""The fonts of the documents: registered once, their letters and widths, and a box for gaps.

Source Serif 4 and Source Sans 3 are embedded as subsets. A letter that the asked font lacks is
taken from the other family; a letter that neither has is printed as an empty box.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import cache
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import resources_folder

BOX = "\u25a1"
FILES = {
    "Serif": "SourceSerif4_400Regular",
    "Serif-Italic": "SourceSerif4_400Regular_Italic",
    "Serif-Bold": "SourceSerif4_700Bold",
    "Sans": "SourceSans3_400Regular",
    "Sans-Italic": "SourceSans3_400Regular_Italic",
    "Sans-Bold": "SourceSans3_600SemiBold",
}
WIDTHS_KEPT = 60_000
# Set as spaces of their own width or not at all, whatever the font has.
_SPACES = {0x09: " ", 0x2028: "\n", 0x2029: "\n", 0x0B: "\n", 0x0C: "\n", 0x85: "\n"}
_ODD = re.compile(
    r"[^\x20-\x7e\n\u00a0-\u00ac\u00ae-\u02ff\u0400-\u04ff\u2010-\u2027\u2030-\u205e]"
)


@cache
def _register() -> dict[str, tuple[frozenset[str], Any]]:
    """Letters and widths per letter (thousandths of the size) of each font.

    Raises `AppError` file-not-readable.
    """
    found = {}
    for name, file in FILES.items():
        path = resources_folder() / "fonts" / f"{file}.ttf"
        try:
            # TTFont keeps the subset in the document, so a registered font serves all documents.
            font = TTFont(name, str(path))
        except (TTFError, struct.error, LookupError, ValueError) as error:
            raise AppError("file-not-readable", path=path) from error
        pdfmetrics.registerFont(font)
        found[name] = (frozenset(map(chr, font.face.charToGlyph)), font.face)
    return found


def registered(name: str) -> str:
    """The name of a font, after making sure that reportlab knows it."""
    _register()
    return name


@cache
def coverage() -> frozenset[str]:
    """All letters that can be printed."""
    fonts = _register()
    return fonts["Serif"][0] | fonts["Sans"][0]


def dropped(letter: str) -> bool:
    """Control and formatting characters are not printed and not missed."""
    return (
        unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp") or "\ufe00" <= letter <= "\ufe0f"
    )


def cleaned(text: str) -> str:
    """Text without control characters, lines ended by "\\n", boxes for the unknown."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not _ODD.search(text):
        return text
    known = coverage()
    text = unicodedata.normalize("NFC", text)
    letters = []
    for letter in text:
        if letter == "\n" or (letter in known and letter not in "\u00ad\u200b\ufeff"):
            letters.append(letter)
        elif ord(letter) in _SPACES:
            letters.append(_SPACES[ord(letter)])
        elif dropped(letter) or unicodedata.category(letter) in ("Mn", "Me"):
            continue
        elif unicodedata.category(letter) == "Zs":
            letters.append("\u00a0" if letter in "\u202f\u2007" else " ")
        else:
            letters.append(BOX)
    return "".join(letters)


def font_name(family: str, *, bold: bool, italic: bool) -> str:
    """The registered name; there is no bold italic, bold wins."""
    return f"{family}-Bold" if bold else f"{family}-Italic" if italic else family


def pieces(text: str, font: str) -> list[tuple[str, str]]:
    """(text, font) in order; usually one, more where letters come from the other family."""
    fonts = _register()
    known = fonts[font][0]
    if known.issuperset(text):
        return [(text, font)]
    family, _, cut = font.partition("-")
    other = ("Sans" if family == "Serif" else "Serif") + (f"-{cut}" if cut else "")
    found: list[tuple[str, str]] = []
    for letter in text:
        name = font if letter in known else other
        if found and found[-1][1] == name:
            found[-1] = (found[-1][0] + letter, name)
        else:
            found.append((letter, name))
    return found


_widths: dict[tuple[str, str], float] = {}


def width(text: str, font: str, size: float) -> float:
    """Width in points. Words repeat, so the widths at size 1 are kept."""
    key = (text, font)
    known = _widths.get(key)
    if known is None:
        if len(_widths) >= WIDTHS_KEPT:
            _widths.clear()
        face = _register()[font][1]
        wide, usual = face.charWidths, face.defaultWidth
        known = sum(wide.get(ord(letter), usual) for letter in text) / 1000
        _widths[key] = known
    return known * size
