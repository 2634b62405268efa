"""The annex on how figures were computed: at the full level, in both languages, whole."""

from __future__ import annotations

import pytest

from tests.kit.content import form, reference
from tests.kit.outlines import TODAY, composed, example_answers, pdf
from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.compose import fields
from wecoop_desktop.documents.compose.material import Material
from wecoop_desktop.documents.glyphs import texts
from wecoop_desktop.documents.outline import Heading, Outline, Section, Table
from wecoop_desktop.forms.answers import Answers, Row
from wecoop_desktop.forms.difference import are_rows
from wecoop_desktop.forms.evaluate import evaluate
from wecoop_desktop.forms.greenhouse import INPUTS, METHODS


def annex(outline: Outline) -> Section | None:
    """The section that tells the emissions of the example step by step."""
    for section in outline.sections:
        if any(isinstance(b, Heading) for b in section.blocks) and section is outline.sections[-1]:
            return section
    return None


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_full_level_tells_every_result(language: str) -> None:
    outline = composed(language=language, level="full")
    found = annex(outline)
    assert found is not None
    assert found.number == "C"  # after the annexes of the template and the screening
    headings = [block.text for block in found.blocks if isinstance(block, Heading)]
    assert len(headings) >= 15
    said = "\n".join(text for _, text in texts(outline))
    assert ("15,000 × (1 − 0)" if language == "en" else "15\u00a0000 × (1 − 0)") in said
    years = [b for b in found.blocks if isinstance(b, Table) and len(b.columns) == 5]
    assert len(years) == 2  # one for each present value
    assert all(len(table.rows) == 25 for table in years)


def test_other_levels_do_not_have_it() -> None:
    titles = [section.title for section in composed(level="concept").sections]
    assert "How the figures were computed" not in titles
    assert "How the figures were computed" in [
        section.title for section in composed(level="full").sections
    ]


def test_without_figures_there_is_no_annex() -> None:
    nothing: Answers = {"basic.project_type": "ta"}
    titles = [section.title for section in composed(answers=nothing, level="full").sections]
    assert "How the figures were computed" not in titles


def test_it_can_be_printed() -> None:
    assert pdf(composed(level="full"))[:5] == b"%PDF-"


def inputs(answers: Answers, language: str) -> str:
    state = evaluate(form(), answers, reference=reference(), today=TODAY)
    material = Material(form(), answers, state, Language(language), reference(), TODAY)
    (table,) = fields.blocks(material, [form().field(INPUTS)])
    assert isinstance(table, Table)
    said = ("".join(run.text for run in cell) for row in table.rows for cell in row.cells if cell)
    return "\n".join(said)


def test_inputs_of_an_estimate_are_said_in_words() -> None:
    given = example_answers()
    for language, words in (("en", "Food waste"), ("ru", "Пищевые отходы")):
        said = inputs(given, language)
        assert words in said
        codes = {str(row[name]) for row in rows_of(given) for name in ("item", "parameter")
                 if row.get(name)}  # fmt: skip
        lines = {part for line in said.split("\n") for part in line.split(" · ")}
        assert len(codes) > 5
        assert not codes & lines


def test_inputs_that_no_method_asks_for_are_not_left_out() -> None:
    given = {path: value for path, value in example_answers().items() if path != METHODS}
    said = inputs(given, "en")
    assert said.startswith("Not asked for by the chosen methods")
    assert said.count("\n") >= len(rows_of(given))


def rows_of(answers: Answers) -> tuple[Row, ...]:
    rows = answers[INPUTS]
    assert are_rows(rows)
    return rows
