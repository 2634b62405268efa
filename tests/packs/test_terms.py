"""Russian texts keep to the agreed terms and signs; both languages tell the same figures.

The table of terms is in `docs/editorial.md`; here stand the variants that must not come back.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from wecoop_desktop.base.folders import resources_folder

PACKS = resources_folder() / "packs"
CATALOGUE = Path(__file__).parents[2] / "translations" / "ru" / "LC_MESSAGES" / "wecoop.po"
CYRILLIC = re.compile("[А-Яа-яЁё]")
LINK = re.compile(r"\]\([^)]*\)")
FIGURE = re.compile(r"(\d+(?:\.\d+)?)( тыс\.| thousand)?")

# What must not stand in a Russian text, what stands there instead, and a sample of it.
TERMS = (
    (r"\bНДЦ\b", "ОНУВ", "третий НДЦ"),
    (r"\bлог-?фрейм", "логико-структурная матрица", "лог-фрейм"),
    (r"\bЛФА\b", "логико-структурная матрица", "метод ЛФА"),
    (r"логическ\w+ рамк", "логико-структурная матрица", "логическая рамка"),
    (r"\bко-финанс", "софинансирование", "ко-финансирование"),
    (r"\bпред?[- ]ТЭО\b", "предТЭО", "пред-ТЭО"),
    (r"\bстейк-?холдер", "заинтересованная сторона", "стейкхолдеры"),
    (r"\bимплементац", "реализация", "имплементация"),
    (r"\bбенефициари", "бенефициар", "бенефициарии"),
    (r"\b(?:аутпут|ауткам)", "непосредственный, конечный результат", "аутпут"),
    (r"\b(?:воркшоп|драфт|пайплайн|фасилитац|концепт-ноут)", "русское слово", "воркшоп"),
    (r"\bпартисипатив", "с участием населения", "партисипативный"),
    (r"\b(?:Киргизи|Туркмени[яию]\b)", "Кыргызстан, Туркменистан", "Киргизия"),
    (r"[ыи]й ЧПС\b", "ЧПС женского рода", "финансовый ЧПС"),
)
SIGNS = (
    (r"\S -{1,2} \S", "тире с пробелами, не дефис", "план - это"),
    (r"[^\W\d]—[^\W\d]", "тире с пробелами", "план—это"),
    (r"[\"“”]", "« »", 'проект "Вода"'),
    (r"\d%", "пробел перед %", "5%"),
    (r"\b[кс]?м[23]\b", "м², м³", "10 км2"),
    ("СО2|СН4|СО₂", "латинские буквы CO2, CH4", "т СО2"),
    (r"[^\s|*]  +\S", "один пробел", "план  работ"),
    (r"[^\W\d] [,;:!?](?:\s|$)", "без пробела перед знаком", "план , который"),
    (r"\.\.\.", "…", "и так далее..."),
)
# Frequent words that are written with ё whatever their ending.
YO = (
    r"\b(?:еще|ее|нее|причем|вперед|партнер\w*|отчет\w*|расчет\w*|учет\w*|объем\w*)\b",
    r"\b(?:заем\w*|счетчик\w*|надежн\w*|съемк\w*|трех\w*|четырех\w*|твердых|твердые|тверды[мй]\w*)\b",
    r"\b(?:идет|ведет|дает|растет|несет|придет|найдет|пойдет|остается|ведется|создается|передается)\b",
    r"\b(?:утвержден|включен|проведен|приведен|определен|введен|учтен|применен|сокращен)\b",
    r"\b(?:утвержденн|подтвержденн|загрязненн|населенн|определенн|отдаленн|приведенн|проведенн)\w*",
    r"\b(?:зелен|черн)(?:ый|ая|ое|ые|ого|ой|ых|ым|ыми|ому|ую)\b",
    r"\bприем(?!лем)\w*|\b(?:озер|сел|поселок|легк(?:ий|ая|ое|ие|ого|их))\b",
)


def _strings(data: object, path: str = "", russian: bool = False) -> Iterator[tuple[str, str]]:
    """Texts under a key `ru` or `…_ru`, with their path; what is to be avoided is no text."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            if key.startswith("avoid_"):
                continue
            yield from _strings(value, f"{path}.{key}", key == "ru" or key.endswith("_ru"))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _strings(value, f"{path}[{index}]", russian)
    elif russian and isinstance(data, str) and CYRILLIC.search(data):
        yield path, data


def _texts() -> Iterator[tuple[str, str]]:
    """Every Russian text that a reader may see: packs, prose, catalogue of the window."""
    for file in sorted(PACKS.rglob("*.json")):
        for path, text in _strings(json.loads(file.read_bytes())):
            yield f"{file.relative_to(PACKS)}{path}", text
    for file in sorted(PACKS.rglob("*.ru.md")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{file.relative_to(PACKS)}:{number}", line
    if CATALOGUE.exists():
        with CATALOGUE.open("rb") as stream:
            for message in read_po(stream, locale="ru"):
                said = [message.string] if isinstance(message.string, str) else message.string
                if message.id and not message.fuzzy:
                    yield from ((f"wecoop.po:{message.id!r}", text) for text in said or ())


@pytest.fixture(scope="module")
def texts() -> tuple[tuple[str, str], ...]:
    return tuple(_texts())


def _found(texts: tuple[tuple[str, str], ...], pattern: str) -> list[str]:
    sought = re.compile(pattern, re.IGNORECASE)
    return [
        f"{where}: …{text[max(0, hit.start() - 30) : hit.end() + 30]}…"
        for where, text in texts
        for hit in sought.finditer(text)
    ]


def _figures(text: str) -> Counter[Decimal]:
    """Numbers of a text, thousands written out; whole ones below 13 may be words: left out."""
    said = LINK.sub("]", text).replace("\N{NO-BREAK SPACE}", " ")
    said = re.sub(r"(?<=\d),(?=\d)", ".", re.sub(r"(?<=\d)[ ](?=\d{3}\b)", "", said))
    found: Counter[Decimal] = Counter()
    for hit in FIGURE.finditer(said):
        number = Decimal(hit[1]) * (1000 if hit[2] else 1)
        if number >= 13 or number != int(number):
            found[number] += 1
    return found


def _differences(where: str, english: str, russian: str) -> Iterator[str]:
    first, second = _figures(english), _figures(russian)
    if first != second:
        more, less = dict(first - second), dict(second - first)
        yield f"{where}: only English {[*map(str, more)]}, only Russian {[*map(str, less)]}"


def _pairs(data: object, path: str = "") -> Iterator[tuple[str, str, str]]:
    """Texts in both languages, as `en` and `ru` or as `…_en` and `…_ru`."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            other = data.get(f"{key[:-2]}ru") if key == "en" or key.endswith("_en") else None
            if isinstance(value, str) and isinstance(other, str):
                yield f"{path}.{key}", value, other
            yield from _pairs(value, f"{path}.{key}")
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _pairs(value, f"{path}[{index}]")


def test_there_are_texts(texts: tuple[tuple[str, str], ...]) -> None:
    assert len(texts) > 5000


@pytest.mark.parametrize(("pattern", "instead", "sample"), TERMS + SIGNS)
def test_terms_and_signs(
    texts: tuple[tuple[str, str], ...], pattern: str, instead: str, sample: str
) -> None:
    assert _found((("sample", sample),), pattern) != []
    assert _found(texts, pattern) == [], instead


@pytest.mark.parametrize("pattern", YO)
def test_yo(texts: tuple[tuple[str, str], ...], pattern: str) -> None:
    assert _found(texts, pattern) == []


def test_guide_says_the_same_figures_in_both_languages() -> None:
    sections = sorted((PACKS / "guide" / "sections").glob("*.en.md"))
    assert len(sections) > 200
    wrong: list[str] = []
    for english in sections:
        russian = english.with_name(english.name.replace(".en.", ".ru."))
        said = english.read_text(encoding="utf-8"), russian.read_text(encoding="utf-8")
        wrong += _differences(english.name, *said)
    assert wrong == []


def test_examples_say_the_same_figures_in_both_languages() -> None:
    pairs = [
        (f"{file.name}{path}", english, russian)
        for file in sorted((PACKS / "examples" / "examples").glob("*.json"))
        for path, english, russian in _pairs(json.loads(file.read_bytes()))
    ]
    assert len(pairs) > 300
    assert [wrong for pair in pairs for wrong in _differences(*pair)] == []


@pytest.fixture(scope="module")
def glossary() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((PACKS / "guide" / "glossary.json").read_bytes())
    return found


def test_glossary_is_large_enough_and_says_everything_twice(
    glossary: list[dict[str, Any]],
) -> None:
    assert len(glossary) >= 150
    for entry in glossary:
        for key in ("term", "definition"):
            english, russian = entry[key]["en"], entry[key]["ru"]
            assert english, entry["id"]
            assert not CYRILLIC.search(english), entry["id"]
            assert CYRILLIC.search(russian) or entry["term"]["en"] == russian, entry["id"]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_terms_of_the_glossary_are_unique(glossary: list[dict[str, Any]], language: str) -> None:
    names = [
        name.strip().casefold()
        for entry in glossary
        for name in entry["term"][language].split(", ")
        if entry["id"] != "t015"  # "Category A, B, C" is one name
    ]
    assert [name for name, times in Counter(names).items() if times > 1] == []
    acronyms = [entry["acronym"][language] for entry in glossary if "acronym" in entry]
    assert len(acronyms) == len(set(acronyms))


def test_definitions_are_one_sentence(glossary: list[dict[str, Any]]) -> None:
    for entry in glossary:
        for language, text in entry["definition"].items():
            where = entry["id"], language, text
            assert text[0].isupper() or text[0].isdigit(), where
            assert not re.search(r"\w{3,}\. [A-ZА-ЯЁ]|\.$", text), where
            assert 5 <= len(text.split()) <= 40, where


@pytest.mark.parametrize("language", ["en", "ru"])
def test_variants_to_avoid_are_well_formed(glossary: list[dict[str, Any]], language: str) -> None:
    """A variant stands under one term, and never says what a term of the glossary says."""
    told = " | ".join(
        entry[key][language].casefold() for entry in glossary for key in ("term", "definition")
    )
    variants = [v for entry in glossary for v in entry.get(f"avoid_{language}", ())]
    assert len(variants) >= 20
    assert len(variants) == len({variant.casefold() for variant in variants})
    for variant in variants:
        stem = variant.removesuffix("*")
        assert re.fullmatch(r"[\w -]{3,}", stem), variant
        assert stem == stem.strip(), variant
        assert bool(CYRILLIC.search(stem)) is (language == "ru"), variant
        ending = "" if stem != variant else r"(?!\w)"
        assert not re.search(rf"(?<!\w){re.escape(stem.casefold())}{ending}", told), variant
