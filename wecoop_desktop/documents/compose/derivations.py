"""The annex on how the figures were computed: formula, numbers, inputs with sources, results."""

from __future__ import annotations

from collections.abc import Iterator

from wecoop_desktop.documents.compose.emissions import estimates_of
from wecoop_desktop.documents.compose.material import Material, reason
from wecoop_desktop.documents.outline import (
    Block,
    Column,
    Heading,
    Listing,
    Paragraph,
    Row,
    Run,
    Table,
    plain,
)
from wecoop_desktop.forms.derivation import Derivation, Sheet, derive
from wecoop_desktop.forms.greenhouse import METHODS, derivation, together

# In the order of the annex; a result that does not exist yet is left out.
TOLD = (
    "budget.total",
    "budget.counterpart_share",
    "budget.grant_share",
    "economics.fnpv",
    "economics.firr",
    "economics.enpv",
    "economics.eirr",
    "economics.bcr",
    "economics.payback",
    "economics.payback_discounted",
    "economics.unit_cost",
    "economics.funding_gap",
    "economics.grant_case",
    "economics.dscr_auto",
    "economics.affordability",
    "economics.affordability_limit",
    "economics.affordability_low",
    "economics.affordability_limit_low",
    "climate.ghg_reduction",
    "climate.ghg_lifetime",
    "climate.abatement_cost",
)
CATEGORY = "es_screening.category_auto"
CHECKLIST = "es_screening.checklist"
SHEETS = ("economics.fnpv", "economics.enpv", METHODS)  # the others have the same years
MOST_NOTES = 4


def wanted(material: Material) -> bool:
    """The full level has the annex, as far as there is a result to tell."""
    return material.state.level == "full" and next(derivations(material), None) is not None


def derivations(material: Material) -> Iterator[Derivation]:
    """Every result with how it came, those that are empty left out."""
    for path in TOLD:
        found = _derived(material, path)
        if found is None or material.computed(path).value is None:
            continue
        if any(given.value != "–" for given in found.given):
            yield found
    yield from _emissions(material)
    if material.value(CHECKLIST) is not None:
        category = _derived(material, CATEGORY)
        if category is not None:
            yield category


def _derived(material: Material, path: str) -> Derivation | None:
    if material.field(path) is None or path not in material.state.visible:
        return None
    return derive(
        material.form,
        material.answers,
        material.reference,
        path=path,
        today=material.today,
        language=material.language,
    )


def _emissions(material: Material) -> Iterator[Derivation]:
    found = estimates_of(material)
    told = [one for one in found if one.method != "none" and one.tonnes is not None]
    for estimate in told:
        yield derivation(material.form, estimate, material.language)
    whole = together(material.form, told, material.language)
    if whole is not None:
        yield whole


def blocks(material: Material) -> Iterator[Block]:
    tr = material.language.tr
    said = tr(
        "The program worked these figures out from the answers of this proposal. Figures are "
        "rounded only where they are printed."
    )
    yield Paragraph(plain(said), "note")
    for told in derivations(material):
        yield from _one(material, told)


def _one(material: Material, told: Derivation) -> Iterator[Block]:
    tr = material.language.tr
    yield Heading(told.label)
    result = told.result if not told.reason else f"– ({reason(material, told.reason)})"
    yield Paragraph((Run(tr("Result: ")), Run(result, bold=True)))
    for line in told.lines:
        name = f"{line.name} = " if line.name else ""
        runs = [Run(name, bold=True), Run(line.formula)]
        if line.numbers:
            runs.append(Run(f"\n= {line.numbers}", tone="muted"))
        runs.append(Run(f"\n= {line.value}", bold=True))
        yield Paragraph(tuple(run for run in runs if run.text))
    if told.given:
        yield _inputs(material, told)
    if told.sheet is not None and told.path in SHEETS:
        yield _sheet(told.sheet)
    if told.notes:
        yield Listing(tuple((0, plain(note, tone="muted")) for note in told.notes[:MOST_NOTES]))


def _inputs(material: Material, told: Derivation) -> Table:
    tr = material.language.tr
    rows = tuple(
        Row((plain(given.label), plain(given.value), plain(given.source))) for given in told.given
    )
    heads = (
        Column(tr("Input"), share=44),
        Column(tr("Value"), share=24),
        Column(tr("Where it comes from"), share=32),
    )
    return Table(heads, rows)


def _sheet(sheet: Sheet) -> Table:
    share = 100 // len(sheet.heads)
    heads = tuple(Column(head, "right", share) for head in sheet.heads)
    return Table(heads, tuple(Row(tuple(plain(c) for c in row)) for row in sheet.rows))
