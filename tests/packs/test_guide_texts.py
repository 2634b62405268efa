"""The texts of the guide keep the promises of docs/editorial.md, and the example is sound."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from tests.kit import content
from wecoop_desktop.base.text import LANGUAGES
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.codec import read_answers
from wecoop_desktop.forms.evaluate import evaluate
from wecoop_desktop.packs.content import Section
from wecoop_desktop.packs.read import Packs

TODAY = date(2026, 11, 22)
LINK = re.compile(r"\]\(([a-z]+):([^)\s]+)\)")
SHOWN = {
    "en": re.compile(r"> \*\*Good.*> \*\*Weak", re.S),
    "ru": re.compile(r"> \*\*Удачно.*> \*\*Слабо", re.S),
}


@pytest.fixture(scope="module")
def packs() -> Packs:
    return content.packs()


@pytest.fixture(scope="module")
def answers(packs: Packs) -> Answers:
    example = next(entry for entry in packs.examples if entry.id == "issyk-kul-waste")
    read, findings = read_answers(packs.forms[0], example.answers)
    assert findings == ()
    return read


def _written(packs: Packs) -> list[Section]:
    return [section for section in packs.sections if not section.outline]


def test_every_section_has_a_text_in_both_languages(packs: Packs) -> None:
    bare = [s.id for s in packs.sections if not (s.body.en.strip() and s.body.ru.strip())]
    assert bare == []


def test_an_outline_says_so_in_its_first_line(packs: Packs) -> None:
    outlines = [section for section in packs.sections if section.outline]
    assert all(s.body.en.startswith("> **Outline.**") for s in outlines)
    assert all(s.body.ru.startswith("> **План раздела.**") for s in outlines)


def test_every_step_of_the_wizard_has_a_written_chapter(packs: Packs) -> None:
    written = {section.id for section in _written(packs)}
    assert {step.guide for step in packs.forms[0].steps} <= written


def test_links_of_a_section_are_the_same_in_both_languages(packs: Packs) -> None:
    differ = [
        section.id
        for section in _written(packs)
        if set(LINK.findall(section.body.en)) != set(LINK.findall(section.body.ru))
    ]
    assert differ == []


def test_links_between_sections_lead_somewhere(packs: Packs) -> None:
    known = {section.id for section in packs.sections}
    lost = [
        (section.id, target)
        for section in packs.sections
        for language in LANGUAGES
        for kind, target in LINK.findall(section.body.of(language))
        if kind == "guide" and target not in known
    ]
    assert lost == []


def test_advice_on_the_proposal_shows_a_good_and_a_weak_example(packs: Packs) -> None:
    chapters = [s for s in _written(packs) if s.level == 2 and s.id.startswith("B")]
    assert chapters
    silent = [
        (section.id, language)
        for section in chapters
        for language in LANGUAGES
        if not SHOWN[language].search(section.body.of(language))
    ]
    assert silent == []


def test_the_example_has_no_error_at_its_level(packs: Packs, answers: Answers) -> None:
    state = evaluate(packs.forms[0], answers, level="concept", today=TODAY)
    assert [problem for problem in state.problems if problem.level == "error"] == []


def test_the_figures_of_the_guide_are_those_of_the_example(packs: Packs, answers: Answers) -> None:
    state = evaluate(packs.forms[0], answers, level="concept", today=TODAY)
    money = {name: state.computed[f"economics.{name}"].value for name in ("fnpv", "enpv", "bcr")}
    assert all(isinstance(value, Decimal) for value in money.values())
    numbers = next(section.body for section in packs.sections if section.id == "E1.3")
    english = numbers.en.replace("\N{NO-BREAK SPACE}", " ")
    assert "EUR −7.0 million" in english
    assert round(Decimal(str(money["fnpv"])) / 1_000_000, 1) == Decimal("-7.0")
    assert "+12.9 million" in english
    assert round(Decimal(str(money["enpv"])) / 1_000_000, 1) == Decimal("12.9")
    assert "ratio 1.42" in english
    assert round(Decimal(str(money["bcr"])), 2) == Decimal("1.42")
    assert state.computed["climate.ghg_reduction"].value == 2957
    assert "2 957" in numbers.ru.replace("\N{NO-BREAK SPACE}", " ")
