"""Elements of IATI: texts in both languages, letters that XML forbids taken out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from xml.etree import ElementTree as ET

from wecoop_desktop.base.text import LANGUAGES
from wecoop_desktop.documents.compose import markdown
from wecoop_desktop.documents.compose.material import Material
from wecoop_desktop.documents.listing.cells import Cleaner
from wecoop_desktop.documents.outline import Block, Heading, Listing, Paragraph, letters
from wecoop_desktop.forms.answers import Words

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
HUNDRED = Decimal(100)


class Elements:
    """Adds elements to others; the material is there once for each language."""

    def __init__(self, materials: Mapping[str, Material]) -> None:
        self.materials = materials
        self._cleaner = Cleaner()

    @property
    def material(self) -> Material:
        return self.materials[LANGUAGES[0]]

    def add(
        self, parent: ET.Element, name: str, *, text: str = "", **attributes: str
    ) -> ET.Element:
        clean = self._cleaner.clean
        element = ET.SubElement(
            parent, name, {key: clean(value) for key, value in attributes.items() if value}
        )
        element.text = clean(text) or None
        return element

    def narrative(self, parent: ET.Element, text: str, code: str) -> None:
        said = self._cleaner.clean(text).strip()
        if said:
            ET.SubElement(parent, "narrative", {LANG: code}).text = said

    def words(self, parent: ET.Element, value: object) -> bool:
        """A narrative for each language in which it is written; whether there is any."""
        if isinstance(value, Words):
            for code, text in (("en", value.en), ("ru", value.ru)):
                self.narrative(parent, bare(text), code)
        elif isinstance(value, str):
            self.narrative(parent, bare(value), language_of(value))
        return len(parent) > 0

    def said(self, parent: ET.Element, sentence: str, **values: str) -> None:
        """A sentence of ours, in each language."""
        for code, material in self.materials.items():
            self.narrative(parent, material.language.tr(sentence, **values), code)

    def value(self, parent: ET.Element, amount: Decimal, currency: str, on: str) -> None:
        value = self.add(parent, "value", text=f"{amount:f}", currency=currency)
        value.set("value-date", on)


def language_of(text: str) -> str:
    """Of a text without a language of its own: Cyrillic letters make it Russian."""
    return "ru" if any("а" <= letter.lower() <= "я" for letter in text) else "en"


def bare(text: str) -> str:
    """The words of a text without the signs of its layout."""
    return "\n".join(_lines(markdown.blocks(text))) if text.strip() else ""


def _lines(blocks: Iterator[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Heading):
            yield block.text
        elif isinstance(block, Paragraph):
            yield letters(block.runs)
        elif isinstance(block, Listing):
            yield from (f"– {letters(runs)}" for _, runs in block.items)


def shares(codes: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Codes with percentages that add up to exactly 100; the last takes what rounding leaves."""
    left = HUNDRED
    for at, code in enumerate(codes):
        share = (left / (len(codes) - at)).quantize(Decimal("0.01"))
        left -= share
        yield code, f"{share.normalize():f}"
