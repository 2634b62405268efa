"""The five countries in words."""

from __future__ import annotations

from wecoop_desktop.base.language import mark
from wecoop_desktop.ui.wording import tr

COUNTRIES = {
    "KZ": mark("Kazakhstan"),
    "KG": mark("Kyrgyzstan"),
    "TJ": mark("Tajikistan"),
    "TM": mark("Turkmenistan"),
    "UZ": mark("Uzbekistan"),
}


def country(code: str) -> str:
    """The name of a country by its two letters; another code is shown as it is."""
    return tr(COUNTRIES[code]) if code in COUNTRIES else code
