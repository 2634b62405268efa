"""Catalogues of further languages: nothing that is not said, the same values, the right forms."""

from __future__ import annotations

import io
import re
from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tests.house.words import head_of, others, sentences
from wecoop_desktop.base.catalogue import catalogue, chain, head, languages, original
from wecoop_desktop.base.folders import translations_folder
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import Text
from wecoop_desktop.prepare import compile_catalogues

PLACEHOLDER = re.compile(r"\{(\w*)[^}]*\}")
CODES = sorted(others())
LEAST = 300  # sentences with which a language is worth offering


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    compile_catalogues(translations_folder())


@cache
def _read(code: str) -> Catalog:
    return read_po(io.BytesIO(others()[code].read_bytes()), locale=code)


def _named(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


@pytest.mark.parametrize("code", CODES)
def test_a_catalogue_says_what_it_is(code: str) -> None:
    head = head_of(others()[code])
    assert re.search(r'"X-Language-Name: \S', head)
    assert re.search(r'"X-Review: (machine-drafted|reviewed)\\n"', head)
    mine = next(one for one in languages() if one.code == code)
    assert mine.name != code
    assert mine.reviewed == ("machine-drafted" not in head)


@pytest.mark.parametrize("code", CODES)
def test_a_catalogue_fits_the_english_sentences(code: str) -> None:
    said = {one[0] if isinstance(one, tuple) else one: one for one, *_ in sentences()}
    catalogue = _read(code)
    wrong = []
    for entry in catalogue:
        if not entry.id:
            continue
        english = entry.id if isinstance(entry.id, tuple) else (entry.id,)
        texts = (entry.string,) if isinstance(entry.string, str) else tuple(entry.string)
        if english[0] not in said or (len(english) == 2) != isinstance(said[english[0]], tuple):
            wrong.append(f"{english[0]!r} is no longer said so")
        if len(english) == 2 and len(texts) != catalogue.num_plurals:
            wrong.append(f"{english[0]!r}: {len(texts)} plural forms")
        wanted = set().union(*(_named(text) for text in english))
        for text in texts:
            if not text or not (_named(text) <= wanted and wanted - _named(text) <= {"n"}):
                wrong.append(f"{english[0]!r} / {text!r}")
    assert not wrong, "\n".join(wrong)
    assert len(catalogue) >= LEAST


@pytest.mark.parametrize("code", CODES)
def test_what_is_not_said_yet_is_russian(code: str) -> None:
    spoken, russian = Language(code), Language("ru")
    left = next(
        text
        for text, *_ in sentences()
        if isinstance(text, str) and "{" not in text and _read(code).get(text) is None
        and russian.tr(text) != text
    )  # fmt: skip
    assert spoken.tr(left) == russian.tr(left)
    assert spoken.tr("Home") not in ("Home", russian.tr("Home"))
    assert spoken.tr("said nowhere") == "said nowhere"


# As CLDR has them: a short and a long date, a month, money in short and in full, a share.
FORMATS = {
    "kk": ("2026 ж. 04 қар.", "2026 ж. 4 қараша", "2026 ж. қараша", "12,6 млн USD", "64%"),
    "ky": ("2026-ж., 4-ноя.", "2026-ж., 4-ноябрь", "2026-ж., ноябрь", "12,6 млн USD", "64%"),
    "tg": ("04 Ноя 2026", "04 Ноябр 2026", "Ноябр 2026", "12,6 млн. USD", "64%"),
    "tk": ("4 noý 2026", "4 noýabr 2026", "noýabr 2026", "12,6 mln USD", "64 %"),
    "uz": ("4-noy, 2026", "4-noyabr, 2026", "noyabr, 2026", "12,6 mln USD", "64%"),
}


@pytest.mark.parametrize("code", CODES)
def test_numbers_and_dates_are_those_of_the_language(code: str) -> None:
    spoken, day = Language(code), date(2026, 11, 4)
    formatted = (
        spoken.date(day), spoken.date(day, "long"), spoken.whole_month(day),
        spoken.money(12_600_000, "USD", "short"), spoken.percent(64),
    )  # fmt: skip
    assert tuple(map(_plain, formatted)) == FORMATS[code]
    assert _plain(spoken.number(Decimal("1234567.5"))) == "1 234 567,5"
    assert _plain(spoken.money(Decimal("1250.5"), "KZT")) == "1 250,50 KZT"
    assert _plain(spoken.month(day)).endswith("2026") == (code not in ("kk", "ky"))
    one, five = (spoken.ntr("{n} project", "{n} projects", n) for n in (1, 5))
    assert one == five.replace("5", "1")  # none of the five has another word after a number
    assert spoken.text(Text("water", "вода")) == "вода"


def _plain(said: str) -> str:
    """With ordinary blanks in place of those that hold."""
    return " ".join(said.split())


@pytest.mark.parametrize("code", CODES)
def test_plural_forms_are_those_of_cldr(code: str) -> None:
    rule = Locale.parse(code).plural_form
    index = catalogue(code).plural  # type: ignore[attr-defined]  # made from the head
    forms = {rule(n): index(n) for n in range(200)}
    assert len(set(forms.values())) == len(forms)  # what CLDR tells apart, the catalogue does
    assert original(code) == "ru"
    assert chain(code) == (code, "ru", "en")
    assert head(code, "X-Collation").split()[0] in ("Cyrl", "Latn")


def test_a_folder_is_enough_for_a_language() -> None:
    assert [one.code for one in languages()] == ["en", "ru", *CODES]


def test_a_language_without_a_catalogue_is_said_in_russian() -> None:
    assert Language("xx").tr("Home") == "Главная"
    assert "2026" in Language("xx").date(date(2026, 11, 14))
