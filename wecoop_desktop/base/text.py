"""Text of the content: in English and Russian, its originals, and in any further languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from wecoop_desktop.base.catalogue import chain

LANGUAGES = ("en", "ru")  # in which content is written; every text is expected in both
_CODE = re.compile(r"[a-z]{2}")  # of a further language, as ISO 639-1 has it
_MOST = 20  # further languages of a text; each costs a column of the index
_KEYS = frozenset({*LANGUAGES, "id"})  # two letters beside a text that are no further language


@dataclass(frozen=True, slots=True)
class Text:
    """The same statement in several languages; an empty string means: not written yet.

    `more` are further languages, pairs of code and text in the order of their codes; nothing
    empty is among them.
    """

    en: str = ""
    ru: str = ""
    more: tuple[tuple[str, str], ...] = ()

    def of(self, language: str) -> str:
        """The text in `language`, else in the first of its chain in which it is written."""
        if language == "ru":
            return self.ru or self.en
        if language == "en":
            return self.en or self.ru
        return self.own(self.given(language))

    def own(self, language: str) -> str:
        """The text in exactly that language, or nothing."""
        if language == "ru":
            return self.ru
        if language == "en":
            return self.en
        return next((said for code, said in self.more if code == language), "")

    def given(self, language: str) -> str:
        """In which language `of` speaks; the wished one where nothing is written at all."""
        return next((code for code in chain(language) if self.own(code)), chain(language)[0])

    def languages(self) -> tuple[str, ...]:
        """In which languages it is written."""
        return tuple(code for code, _ in self.pairs())

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Code and text of each language in which it is written."""
        for code, said in (("en", self.en), ("ru", self.ru), *self.more):
            if said:
                yield code, said

    def changed(self, change: Callable[[str], str]) -> Text:
        """The text with `change` made in each of its languages."""
        further = ((code, change(said)) for code, said in self.more)
        kept = tuple((code, said) for code, said in further if said)
        return Text(change(self.en), change(self.ru), kept)

    def __bool__(self) -> bool:
        return bool(self.en or self.ru or self.more)

    @staticmethod
    def from_map(data: Mapping[str, object], name: str = "") -> Text:
        """Read `{"en": ..., "ru": ..., "kk": ...}`, or `name_en`, `name_ru`, `name_kk` of a record.

        Any key of two letters is a language, but for `id`.
        """
        prefix = f"{name}_" if name else ""
        more = further(data, prefix)
        return Text(str(data.get(f"{prefix}en") or ""), str(data.get(f"{prefix}ru") or ""), more)


def further(data: Mapping[str, object], prefix: str = "") -> tuple[tuple[str, str], ...]:
    """The texts of further languages that stand in a map beside English and Russian."""
    if len(data) == 2 and "en" in data and "ru" in data:
        return ()
    found = []
    for key, said in data.items():
        code = key.removeprefix(prefix) if key.startswith(prefix) else ""
        if len(code) != 2 or code in _KEYS or not _CODE.fullmatch(code):
            continue
        if isinstance(said, str) and said.strip():
            found.append((code, said))
    return tuple(sorted(found)[:_MOST])


def joined(texts: Iterable[Text], between: str = " ") -> Text:
    """Several texts as one, in each language in which any of them is written."""
    every = tuple(texts)
    codes = sorted({code for text in every for code, _ in text.more})
    said = {code: between.join(text.own(code) for text in every) for code in (*LANGUAGES, *codes)}
    more = tuple((code, said[code]) for code in codes if said[code].strip())
    return Text(said["en"], said["ru"], more)
