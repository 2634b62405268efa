"""The words for the filters of projects and their values, wherever they are said.

Words of closed lists stand here and are translated like every sentence of the program; those of
open lists (countries, sectors, funders, purpose codes) come from the packs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from types import MappingProxyType

from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.base.text import Text

UNKNOWN = "unknown"
ALL_OF = ".*"  # ends the values that stand for all sectors of a theme

NAMES = {
    "country": mark("Country"),
    "scope": mark("National or regional"),
    "sector": mark("Sector"),
    "theme": mark("Theme"),
    "dac": mark("DAC purpose code"),
    "funder": mark("Funder"),
    "funder_kind": mark("Kind of funder"),
    "instrument": mark("Instrument"),
    "status": mark("Status"),
    "year": mark("Year of approval"),
    "size": mark("Size"),
    "category": mark("E&S category"),
    "implementer": mark("Implemented by"),
    "missing": mark("What is not known"),
}

VALUES: Mapping[str, Mapping[str, str]] = {
    "scope": {
        "national": mark("National"),
        "regional": mark("Regional"),
        "wider": mark("Also beyond Central Asia"),
    },
    "instrument": {
        "grant": mark("Grant"),
        "loan": mark("Loan"),
        "technical_assistance": mark("Technical assistance"),
        "guarantee": mark("Guarantee"),
        "equity": mark("Equity"),
        "mixed": mark("Mixed financing"),
    },
    "status": {
        "active": mark("Active"),
        "closed": mark("Closed"),
        "pipeline": mark("In preparation"),
        "cancelled": mark("Cancelled"),
    },
    "funder_kind": {
        "ifi": mark("Development banks"),
        "fund": mark("Funds"),
        "facility": mark("Facilities"),
        "eu": mark("European Union"),
        "un": mark("United Nations"),
        "bilateral": mark("Governments and their agencies"),
        "international": mark("International organisations"),
        "ngo": mark("Non-governmental organisations"),
        "private": mark("Companies"),
        "national": mark("Central Asian sources"),
        "other": mark("Others"),
    },
    "missing": {
        "year": mark("Year unknown"),
        "size": mark("Amount unknown"),
        "place": mark("Place unknown"),
        "source": mark("No web page"),
    },
}
UNKNOWNS = {
    "funder": mark("Funder unknown"),
    "funder_kind": mark("Funder unknown"),
    "instrument": mark("Instrument unknown"),
    "status": mark("Status unknown"),
    "category": mark("Category unknown"),
    "implementer": mark("Not known by whom"),
    "dac": mark("No purpose code"),
}


@dataclass(frozen=True, slots=True)
class Labels:
    """Words of content: `texts[facet][value]`, and `short` ones where a narrow row needs them."""

    texts: Mapping[str, Mapping[str, Text]] = made(default_factory=lambda: MappingProxyType({}))
    short: Mapping[str, Mapping[str, Text]] = made(default_factory=lambda: MappingProxyType({}))

    def of(self, language: Language, facet: str, value: str) -> str:
        """What a value of a filter is called; the value itself where nothing is known of it."""
        return self._said(language, facet, value, self.texts)

    def brief(self, language: Language, facet: str, value: str) -> str:
        """The same as short as there is a word for it."""
        return self._said(language, facet, value, self.short)

    def _said(
        self,
        language: Language,
        facet: str,
        value: str,
        first: Mapping[str, Mapping[str, Text]],
    ) -> str:
        if value == UNKNOWN:
            return language.tr(UNKNOWNS.get(facet, mark("Unknown")))
        if value in VALUES.get(facet, {}):
            return language.tr(VALUES[facet][value])
        if facet == "sector" and value.endswith(ALL_OF):
            return self._said(language, "theme", value.removesuffix(ALL_OF), first)
        text = first.get(facet, {}).get(value) or self.texts.get(facet, {}).get(value)
        return language.text(text) if text else value


def name_of(language: Language, facet: str) -> str:
    """What a filter is called."""
    return language.tr(NAMES[facet])
