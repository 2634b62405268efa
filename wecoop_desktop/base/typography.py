"""Spaces that hold: what a reader takes in together stays in one line.

Rules after Milchin's editor's handbook for Russian and the EU's interinstitutional style guide for
English: a number stays with its unit and its sign, a short word with the one it belongs to, a dash
with the word before it.
"""

from __future__ import annotations

import re

HELD = "\u00a0"

_UNITS = (
    "°|€|км²|км|м²|м³|м|га|т|кг|г|л|МВт·ч|МВт|кВт·ч|кВт|ГВт·ч|ГВт|ч|тыс|млн|млрд|трлн|год|года|лет|"
    "евро|долл|сум|сумов|сомов|сомони|тенге|манатов|kg|km²|km|m²|m³|m|ha|t|MWh|MW|kWh|kW|GWh|"
    "million|billion|bn|years?|months?|days?|weeks?|мес|месяц\\w*|дн\\w*|недел\\w*"
)
_BEFORE_UNITS = re.compile(rf"(?<=\d) (?=%|(?:{_UNITS})(?!\w))")
_DIGITS = re.compile(r"(?<=\d) (?=\d{3}\b)")
_CURRENCY = re.compile(r"\b(EUR|USD|KZT|KGS|TJS|TMT|UZS|CHF) (?=\d)")
_DASH = re.compile(r" (?=— )")
_ENGLISH_DASH = re.compile(r" (?=– )")
_SHORT = re.compile(
    r"(?<![\w\u00a0-])(а|без|в|во|да|до|за|и|из|к|ко|на|не|ни|но|о|об|от|по|при|с|со|у|"
    r"№|§|ст\.|п\.|рис\.|табл\.|гл\.|см\.|т\.) (?=\S)",
    re.IGNORECASE,
)
_PARTICLE = re.compile(r" (?=(?:бы|же|ли|ль|б|ж)(?![\w-]))")


def held(text: str, language: str) -> str:
    """The text with no-break spaces where a line must not end; nothing else changes."""
    text = _CURRENCY.sub(rf"\1{HELD}", _DIGITS.sub(HELD, _BEFORE_UNITS.sub(HELD, text)))
    if language != "ru":
        return _ENGLISH_DASH.sub(HELD, text)
    return _PARTICLE.sub(HELD, _SHORT.sub(rf"\1{HELD}", _DASH.sub(HELD, text)))
