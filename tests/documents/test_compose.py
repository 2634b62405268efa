"""What a composed document holds, in which order, and that its figures agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.kit.content import form, packs
from tests.kit.outlines import composed, example_answers, template
from wecoop_desktop.documents.chart import CashFlow, Gantt, HeatGrid, Locator, Shares, Tree
from wecoop_desktop.documents.glyphs import texts
from wecoop_desktop.documents.outline import (
    Block,
    Callout,
    Figure,
    Outline,
    Section,
    Table,
    letters,
)
from wecoop_desktop.forms.answers import Money, Words
from wecoop_desktop.forms.kinds import KINDS


def _blocks(outline: Outline) -> Iterator[Block]:
    for section in outline.sections:
        yield from section.blocks


def _charts(outline: Outline) -> dict[type, object]:
    found = {}
    for block in _blocks(outline):
        figure = block.figure if isinstance(block, Callout) else block
        if isinstance(figure, Figure):
            found[type(figure.chart)] = figure.chart
    return found


def _table(outline: Outline, caption: str) -> Table:
    return next(
        block
        for block in _blocks(outline)
        if isinstance(block, Table) and block.caption.startswith(caption)
    )


def _said(outline: Outline) -> str:
    return "\n".join(text for _, text in texts(outline))


def _section(outline: Outline, number: str) -> Section:
    return next(section for section in outline.sections if section.number == number)


def test_sections_stand_in_the_order_of_the_template() -> None:
    outline = composed()
    named = [section for section in outline.sections if not section.continues]
    asked = [entry for entry in template("eu_concept").sections if not entry.insert]
    wanted = [(entry.number, entry.title.en) for entry in asked]
    assert [(entry.number, entry.title) for entry in named[1 : len(wanted) + 1]] == wanted
    assert named[0].title == "Summary"
    assert (named[-1].number, named[-1].title) == ("B", "Environmental and social screening")


def test_total_is_the_same_on_cover_in_summary_and_in_budget() -> None:
    outline = composed()
    budget = _table(outline, "Budget")
    assert letters(budget.rows[-1].cells[-1]) == "18,000,000"
    groups = [row for row in budget.rows if row.kind == "group"]
    sums = [Decimal(letters(row.cells[-1]).replace(",", "")) for row in groups]
    assert sum(sums) == 18_000_000
    assert dict(outline.cover.facts)["Total cost"] == "EUR\u00a018.00\u00a0million"
    glance = next(block for block in _blocks(outline) if isinstance(block, Callout))
    assert "EUR\u00a018.00\u00a0million" in letters(dict(glance.facts)["Cost"])
    shares = _charts(outline)[Shares]
    assert isinstance(shares, Shares)
    assert sum(part.amount for part in shares.parts) == 18_000_000


def test_a_gap_in_the_financing_is_printed_everywhere() -> None:
    rows = example_answers()["budget.financing"]
    assert isinstance(rows, tuple)
    outline = composed(changes={"budget.financing": rows[:-1]})
    shares = _charts(outline)[Shares]
    assert isinstance(shares, Shares)
    assert shares.parts[-1].missing
    assert shares.parts[-1].amount == 400_000
    financing = _table(outline, "Financing plan, EUR")
    assert any(letters(row.cells[0]) == "To be found" for row in financing.rows)
    assert letters(financing.rows[-1].cells[2]) == "18,000,000"
    assert "Close the financing gap of EUR\u00a0400,000" in _said(outline)


def test_two_different_totals_are_not_hidden() -> None:
    outline = composed(changes={"basic.total_cost": Money(Decimal(20_000_000), "EUR")})
    assert "the budget adds up to EUR\u00a018,000,000" in _said(outline)


def test_every_chart_of_the_concept_note_is_there() -> None:
    kinds = set(_charts(composed()))
    assert {CashFlow, Gantt, HeatGrid, Locator, Shares, Tree} <= kinds


def test_the_logframe_lies_on_landscape_pages() -> None:
    outline = composed()
    wide = [
        section
        for section in outline.sections
        if any(isinstance(block, Table) and block.rows[0].mark for block in section.blocks)
    ]
    assert [section.orientation for section in wide] == ["landscape"]
    matrix = next(block for block in wide[0].blocks if isinstance(block, Table))
    assert [row.mark for row in matrix.rows][:2] == ["impact", "outcome"]
    assert "43,000 (2033)" in "".join(letters(cell) for row in matrix.rows for cell in row.cells)


def test_tables_and_figures_are_numbered_through() -> None:
    outline = composed("prefeasibility", level="full")
    labels = [block.label for block in _blocks(outline) if isinstance(block, Table) and block.label]
    assert labels == [f"Table {number}." for number in range(1, len(labels) + 1)]
    assert len(labels) > 20


def test_a_required_answer_that_is_missing_is_said_to_be_missing() -> None:
    outline = composed(changes={"policy.ndc_link": None, "implementation.executing_agency": None})
    assert outline.draft == "DRAFT"
    section = replace(outline, sections=(_section(outline, "2"),))
    assert "Not filled in yet" in _said(section)
    assert "Not filled in yet" in _said(replace(outline, sections=(_section(outline, "6"),)))


def test_an_optional_answer_that_is_missing_is_left_out() -> None:
    outline = composed(changes={"readiness.government_support": None})
    assert "Support expressed by the government" not in _said(outline)


def test_a_document_without_errors_has_no_draft_mark() -> None:
    outline = composed()
    assert outline.draft == ""
    assert composed(changes={"basic.applicant": None}).draft == "DRAFT"


def test_a_text_of_the_other_language_is_printed_with_its_tag() -> None:
    only_russian = Words(ru="Только по-русски")
    outline = composed(
        changes={"problem.core_problem": only_russian, "policy.ndc_link": only_russian}
    )
    said = _said(outline)
    assert "[RU]" in said
    assert "[Written in Russian only]" in said


def test_one_half_of_a_text_in_both_languages_is_enough() -> None:
    assert "Бюджет" not in _said(replace(composed(), sections=(_section(composed(), "7"),)))
    russian = composed(language="ru")
    assert "State budget" not in _said(replace(russian, sections=(_section(russian, "7"),)))


def test_russian_numbers_and_dates() -> None:
    said = _said(composed(language="ru"))
    assert "18\u00a0000\u00a0000" in said
    assert "44,4" in said
    assert "22 ноября 2026 г.".replace(" ", "\u00a0") in said


def test_an_empty_proposal_says_so_in_each_section() -> None:
    outline = composed(answers={})
    assert outline.draft == "DRAFT"
    assert outline.cover.title == "Project without a title"
    said = [block.title for block in _blocks(outline) if isinstance(block, Callout) and block.title]
    assert said.count("This section is not filled in yet") >= 8


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("template_id", sorted(entry.id for entry in packs().templates))
def test_every_template_is_composed_from_the_example(template_id: str, language: str) -> None:
    outline = composed(template_id, language)
    wanted = [entry.number for entry in template(template_id).sections if entry.mandatory == "yes"]
    numbers = [section.number for section in outline.sections]
    assert set(wanted) <= set(numbers)
    assert all(section.blocks for section in outline.sections)


def test_every_kind_of_field_is_printed() -> None:
    """A template that asks for every field of the form."""
    fields = tuple(field.path for step in form().steps for field in step.fields)
    whole = template("eu_concept")
    everything = replace(
        whole, sections=(replace(whole.sections[0], fields=fields, mandatory="yes"),)
    )
    from tests.kit.content import reference
    from tests.kit.outlines import TODAY
    from wecoop_desktop.base.language import Language
    from wecoop_desktop.documents.compose import compose
    from wecoop_desktop.forms.evaluate import evaluate

    answers = example_answers()
    state = evaluate(form(), answers, reference=reference(), level="full", today=TODAY)
    outline = compose(
        everything,
        form(),
        answers,
        state,
        language=Language("en"),
        reference=reference(),
        today=TODAY,
    )
    kinds = {field.kind for step in form().steps for field in step.fields}
    assert kinds <= set(KINDS)
    said = _said(outline)
    for path in ("monitoring.reports", "gender.jobs", "climate.rio", "basic.sdg"):
        assert form().field(path).label.en in said
