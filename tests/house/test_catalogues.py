"""Catalogues of further languages: nothing that is not said, the same values, the right forms."""

from __future__ import annotations

import io
import re
from datetime import date
from decimal import Decimal

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tests.house.words import head_of, others, sentences
from wecoop_desktop.base.catalogue import languages, original
from wecoop_desktop.base.folders import translations_folder
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import Text
from wecoop_desktop.prepare import compile_catalogues

PLACEHOLDER = re.compile(r"\{(\w*)[^}]*\}")
CODES = sorted(others())
LEAST = 200  # sentences with which a language is worth offering


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    compile_catalogues(translations_folder())


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


@pytest.mark.parametrize("code", CODES)
def test_numbers_and_dates_are_those_of_the_language(code: str) -> None:
    spoken = Language(code)
    assert "5" in spoken.ntr("{n} project", "{n} projects", 5)
    assert spoken.number(Decimal("1234567.5")).replace("\u00a0", " ") == "1 234 567,5"
    assert "2026" in spoken.date(date(2026, 11, 14))
    assert spoken.date(date(2026, 11, 14), "long") != Language("en").date(
        date(2026, 11, 14), "long"
    )
    assert spoken.money(12_600_000, "USD", "short").replace("\u00a0", " ").endswith(" USD")
    assert spoken.text(Text("water", "вода")) == "вода"
    assert original(code) == "ru"


def test_a_folder_is_enough_for_a_language() -> None:
    assert [one.code for one in languages()] == ["en", "ru", *CODES]


def test_a_language_without_a_catalogue_is_said_in_russian() -> None:
    assert Language("xx").tr("Home") == "Главная"
    assert "2026" in Language("xx").date(date(2026, 11, 14))
