"""What an editor is shown of the texts, on texts with one flaw each and on the real ones."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pytest

from tests.kit import content
from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.content import Section, Source, Term
from wecoop_desktop.packs.read import Packs
from wecoop_desktop.publisher import texts

PLAIN = Text("One two three.", "Раз два три.")


def _codes(body: Text, terms: tuple[Term, ...] = (), **more: object) -> list[str]:
    section = Section(
        "A1", "A", 1, "A1", Text("Title", "Название"), body, "2026-11-22", **more  # type: ignore[arg-type]
    )  # fmt: skip
    return [finding.code for finding in texts.check(Packs(sections=(section,), terms=terms))]


def test_a_good_text_has_no_finding() -> None:
    assert _codes(PLAIN) == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (Text("One.\n\n## Head", "Раз."), "text-shape-differs"),
        (Text("- one\n- two", "- раз"), "text-shape-differs"),
        (Text("| A | B |\n|---|---|\n| x | y |", "| А |\n|---|\n| х |"), "text-shape-differs"),
        (Text("[risks](guide:B14)", "[риски](guide:B13)"), "text-links-differ"),
        (Text("It costs 12 million.", "Стоит 12 млн."), "text-figure-unsourced"),
        (
            Text("Good.", "Хорошо. This sentence is left in English here."),
            "text-other-language",
        ),
        (
            Text("Here stands целое русское предложение без перевода.", "Тут."),
            "text-other-language",
        ),
        (Text('A "straight" quote.', "Кавычки."), "text-typography-odd"),
        (Text("Quote.", "“Чужие” кавычки."), "text-typography-odd"),
        (Text("Dash.", "Дефис - не тире."), "text-typography-odd"),
        (Text("So...", "Так…"), "text-typography-odd"),
    ],
)
def test_each_flaw_is_found(body: Text, code: str) -> None:
    assert code in _codes(body)


@pytest.mark.parametrize(
    "body",
    [
        Text(
            "> **Good (illustrative).** It costs 12 million.", "> **Удачно (условный пример).** 12"
        ),
        Text("About 5 % (usual practice).", "Около 5 % (обычная практика)."),
        Text("See [the bank](funder:ebrd): 12 million.", "См. [банк](funder:ebrd): 12 млн."),
    ],
)
def test_figures_with_a_source_or_a_label_are_fine(body: Text) -> None:
    assert "text-figure-unsourced" not in _codes(body)
    assert "text-figure-unsourced" not in _codes(
        Text("12 million.", "12 млн."), sources=(Source("EBRD"),)
    )


def test_lengths_are_noted_but_not_for_overviews() -> None:
    long = Text("word " * 1_000, "слово " * 1_000)
    assert _codes(long) == ["text-length-odd"]
    assert _codes(Text("Word.", "Слово."), outline=True) == []


def _term(avoid: Mapping[str, tuple[str, ...]]) -> Term:
    names = Text("Stakeholders", "Заинтересованные стороны")
    return Term("t", names, PLAIN, avoid=MappingProxyType(dict(avoid)))


@pytest.mark.parametrize(
    ("variant", "said", "found"),
    [
        ("стейкхолдер*", "Со стейкхолдерами.", True),
        ("НДЦ", "По НДЦ страны.", True),
        ("НДЦ", "НДЦентр.", False),
        ("стейкхолдер*", "Заинтересованные стороны.", False),
    ],
)
def test_avoided_variants_are_found_as_words(variant: str, said: str, found: bool) -> None:
    codes = _codes(Text("Text.", said), (_term({"ru": (variant,)}),))
    assert ("text-term-avoided" in codes) == found


@pytest.fixture(scope="module")
def real() -> Packs:
    return content.packs()


def test_the_shipped_texts_have_nothing_to_look_at(real: Packs) -> None:
    found = [finding for finding in texts.check(real) if finding.level != "note"]
    assert found == []


def test_every_kind_of_text_is_looked_at(real: Packs) -> None:
    folders = {file.split("/")[0] for file, _, _ in texts.every_text(real)}
    assert folders == {"funders", "policies", "events", "forms", "guide"}
