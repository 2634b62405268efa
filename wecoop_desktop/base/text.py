"""Text in the two languages of the product."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES = ("en", "ru")


@dataclass(frozen=True, slots=True)
class Text:
    """The same statement in English and Russian; an empty string means: not written yet."""

    en: str = ""
    ru: str = ""

    def of(self, language: str) -> str:
        """The text in `language` ("en", "ru" or a test language), else in the other language."""
        return (self.ru or self.en) if language == "ru" else (self.en or self.ru)

    def __bool__(self) -> bool:
        return bool(self.en or self.ru)

    @staticmethod
    def from_map(data: Mapping[str, object], name: str = "") -> Text:
        """Read `{"en": ..., "ru": ...}`, or `name_en` and `name_ru` of a record."""
        prefix = f"{name}_" if name else ""
        return Text(str(data.get(f"{prefix}en") or ""), str(data.get(f"{prefix}ru") or ""))
