"""All forms of a Russian word, so that отходами finds отходов and займа finds заём.

The dictionary (pymorphy3) takes a tenth of a second and some memory: it is loaded at the first
Russian word that is searched, never before the first paint.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Protocol

from wecoop_desktop.library.words import fold, is_cyrillic, sound, stem

NAMING = frozenset({"NOUN", "ADJF", "ADJS", "COMP", "PRTF", "PRTS"})

NAMES = frozenset({"Geox", "Orgn"})

# Words of one root that people here use for one another. Each line in base letters.
RELATED = tuple(
    tuple(line.split())
    for line in (
        "орошение оросительный ирригация ирригационный поливной полив",
        "заем займ заемный",
        "канализация канализационный",
        "водоотведение водоотводный",
        "водоснабжение водопровод водопроводный",
        "паводок паводковый наводнение",
        "сель селевой селезащитный",
        "оползень оползневый",
        "лавина лавинный",
        "ледник ледниковый",
        "лед ледовый",
        "снег снежный",
        "озеро озерный",
        "река речной",
        "море морской",
        "рыба рыбный",
        "мелиорация мелиоративный",
        "засуха засушливый",
        "пустыня пустынный",
        "степь степной",
        "гора горный",
        "лес лесной",
        "почва почвенный",
        "пастбище пастбищный",
        "опустынивание опустыненный",
        "энергоэффективность энергоэффективный",
        "энергосбережение энергосберегающий",
        "энергия энергетика энергетический",
        "ветер ветровой ветряной ветренный ветрянный ветроэнергетика ветроэлектростанция",
        "солнце солнечный",
        "уголь угольный",
        "уран урановый",
        "ртуть ртутный",
        "климат климатический",
        "насос насосный",
        "дренаж дренажный коллектор коллекторный",
        "бассейн бассейновый",
        "транспорт транспортный",
        "город городской",
        "село сельский",
        "каспий каспийский",
        "арал аральский приаралье",
        "памир памирский",
        "алтай алтайский",
        "тугай тугайный",
        "арча арчовый",
        "сайга сайгак",
        "сейсмика сейсмический сейсмологический землетрясение",
        "тариф тарифный",
    )
)


class _Parse(Protocol):
    @property
    def normal_form(self) -> str: ...
    @property
    def lexeme(self) -> Sequence[_Parse]: ...
    @property
    def word(self) -> str: ...
    @property
    def tag(self) -> _Tag: ...
    @property
    def is_known(self) -> bool: ...


class _Tag(Protocol):
    POS: str | None

    @property
    def grammemes(self) -> frozenset[str]: ...


class _Analyzer(Protocol):
    def parse(self, word: str) -> Sequence[_Parse]: ...


_loading = threading.Lock()


def warm() -> None:
    """Load the dictionary now, in the thread that asks."""
    stems("вода")


@cache
def _analyzer() -> _Analyzer:
    from wecoop_desktop.library import dictionary

    analyzer: _Analyzer = dictionary.analyzer()
    return analyzer


@lru_cache(maxsize=20_000)
def stems(word: str) -> tuple[str, ...]:
    """The stems under which all forms of a word in base letters stand in the index, own first."""
    found = {stem(word): None}
    if is_cyrillic(word) and len(word) > 1:
        with _loading:
            for form in _forms(word):
                found.setdefault(stem(form))
    return tuple(found)


@lru_cache(maxsize=100_000)
def is_name(word: str) -> bool:
    """Whether a word in base letters may be a name, which is spelled in other scripts as well.

    Any Latin word may; a Russian one unless the dictionary knows it as a common word only.
    """
    if not is_cyrillic(word):
        return True
    with _loading:
        return any(
            not parse.is_known or not NAMES.isdisjoint(parse.tag.grammemes)
            for parse in _analyzer().parse(word)
        )


def name_key(word: str) -> str:
    """The key of a name that sounds like the word (`words.sound`); empty for common words."""
    return sound(word) if is_name(word) else ""


def _forms(word: str) -> Iterable[str]:
    """Forms in base letters of every word that `word` can be a form of, and of its relatives."""
    forms: dict[str, None] = {}
    for parse in _readings(word):
        forms.update(dict.fromkeys(fold(other.word) for other in parse.lexeme))
        for relative in _relatives().get(fold(parse.normal_form), ()):
            for reading in _readings(relative):
                forms.update(dict.fromkeys(fold(other.word) for other in reading.lexeme))
    return forms


def _readings(word: str) -> list[_Parse]:
    """What the word can be. A search names things: as a noun or adjective, not as a verb,
    wherever both are possible (стали: of steel, not they became)."""
    parses = list(_analyzer().parse(word))
    known = [parse for parse in parses if parse.is_known] or parses[:1]
    return [parse for parse in known if parse.tag.POS in NAMING] or known


@cache
def _relatives() -> dict[str, tuple[str, ...]]:
    return {word: group for group in RELATED for word in group}
