"""Texts as files can hold them: what XML forbids is taken out, and counted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

# Control characters, halves of letters, and two that are no characters (XML 1.0, section 2.2).
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("\r\n?")


class Day(NamedTuple):
    """A date as precise as its source: YYYY, YYYY-MM or YYYY-MM-DD."""

    written: str

    def first(self) -> date | None:
        """The day, or the first one of the month or year; None where it is no date."""
        try:
            return date.fromisoformat((self.written + "-01-01")[:10])
        except ValueError:
            return None


Cell: TypeAlias = str | int | Decimal | Day | None


@dataclass(slots=True)
class Cleaner:
    """Takes out of texts what cannot be written, and counts the characters and shortened texts."""

    removed: int = 0
    shortened: int = 0

    def clean(self, text: str, longest: int | None = None) -> str:
        """The text without forbidden characters, line ends as \\n, cut with … at `longest`."""
        if text.isascii() and text.isprintable():
            kept = text
        else:
            kept, gone = _FORBIDDEN.subn("", text)
            self.removed += gone
            kept = _BREAKS.sub("\n", kept)
        if longest is not None and len(kept) > longest:
            self.shortened += 1
            kept = kept[: longest - 1] + "…"
        return kept
