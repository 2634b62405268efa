"""Inputs of the estimates of emissions, by the names of their methods and variables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from wecoop_desktop.documents.compose.material import Material, label, number, words_text
from wecoop_desktop.documents.outline import Block, Column, Row, Table, plain
from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.answers import Cell, Words
from wecoop_desktop.forms.emissions import Estimate, estimates
from wecoop_desktop.forms.factors import Factors
from wecoop_desktop.forms.form import Field
from wecoop_desktop.forms.greenhouse import method_name, source_of, value_of


def estimates_of(material: Material) -> tuple[Estimate, ...]:
    """What the chosen methods give, with texts in the language that is written."""
    return estimates(
        material.form,
        material.answers,
        material.reference,
        today=material.today,
        language=material.code,
    )


def inputs_blocks(material: Material, field: Field) -> Sequence[Block]:
    """One table: a group for each chosen method, its own values and those that stand for them.

    Rows that no chosen method asks for are not left out; they stand at the end as they were given.
    """
    tr = material.language.tr
    found = estimates_of(material)
    rows = [row for estimate in found for row in _method(material, estimate)]
    used = {entry.row for estimate in found for entry in estimate.entries}
    left = [row for at, row in enumerate(material.rows(field.path)) if at not in used]
    if left:
        rows.append(Row((plain(tr("Not asked for by the chosen methods")), None, None), "group"))
        rows += [_as_given(material, row) for row in left]
    heads = (
        Column(tr("Input"), share=44),
        Column(tr("Value"), share=24),
        Column(tr("Where it comes from"), share=32),
    )
    return (Table(heads, tuple(rows), caption=label(material, field)),)


def _method(material: Material, estimate: Estimate) -> Iterator[Row]:
    language, form = material.language, material.form
    constants = Factors(v.plain(form.tables.get("ghg_constants")), "")
    # A variable without a value that the formula can do without says nothing.
    told = [e for e in estimate.entries if e.origin != "missing" or e.name in estimate.missing]
    if told:
        name = language.text(method_name(form, estimate.method))
        yield Row((plain(name), None, None), "group")
    for entry in told:
        said = language.text(entry.label)
        if entry.item:
            said = f"{said} · {language.text(constants.label(entry.item))}"
        cells = (said, value_of(entry, language), source_of(entry, language))
        yield Row(tuple(plain(cell) for cell in cells))


def _as_given(material: Material, row: Mapping[str, Cell | None]) -> Row:
    method = str(row.get("method") or "")
    name = material.language.text(method_name(material.form, method)) if method else ""
    named = _said(material, row, "item", "parameter")
    cells = (
        " · ".join(part for part in (name, named) if part),
        _said(material, row, "value", "unit", "choice"),
        _said(material, row, "source"),
    )
    return Row(tuple(plain(cell) for cell in cells))


def _said(material: Material, row: Mapping[str, Cell | None], *columns: str) -> str:
    return " · ".join(filter(None, (_words(material, row.get(name)) for name in columns)))


def _words(material: Material, value: Cell | None) -> str:
    if isinstance(value, Decimal):
        return number(material, value)
    return words_text(material, value) if isinstance(value, str | Words) else ""
