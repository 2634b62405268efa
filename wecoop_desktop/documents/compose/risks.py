"""Risks on a grid of likelihood and impact, and a table that begins with the gravest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from wecoop_desktop.documents.chart import HeatGrid
from wecoop_desktop.documents.compose.material import (
    Material,
    cell,
    label,
    missing,
    number,
    option_name,
)
from wecoop_desktop.documents.outline import (
    Block,
    Column,
    Figure,
    Rich,
    Row,
    Run,
    Table,
    letters,
    plain,
)
from wecoop_desktop.forms.answers import Row as Answer
from wecoop_desktop.forms.form import Field

HIGH, MEDIUM = 15, 6  # scores from which a risk is high, medium


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk with its name on the grid; levels are 1-5, 0 where not given."""

    name: str
    row: Answer
    likelihood: int
    impact: int

    @property
    def score(self) -> int:
        return self.likelihood * self.impact


def risks(material: Material) -> tuple[Risk, ...]:
    """The gravest first; named R1, R2 ... in the order of entry."""
    found = [
        Risk(f"R{index}", row, _level(row, "likelihood"), _level(row, "impact"))
        for index, row in enumerate(material.rows("risks.matrix"), start=1)
    ]
    return tuple(sorted(found, key=lambda risk: -risk.score))


def _level(row: Answer, name: str) -> int:
    try:
        level = Decimal(str(row.get(name)))
    except InvalidOperation:
        return 0
    return int(level) if level in (1, 2, 3, 4, 5) else 0


def blocks(material: Material, field: Field) -> Sequence[Block]:
    found = risks(material)
    tr = material.language.tr
    placed = tuple((risk.likelihood, risk.impact, risk.name) for risk in found if risk.score)
    tables = (_table(material, field, found),)
    if not placed:
        return tables
    columns = {column.id: column for column in field.columns}
    scale = columns["likelihood"].options if "likelihood" in columns else ()
    grid = HeatGrid(
        marks=placed,
        across=tr("Likelihood"),
        up=tr("Impact"),
        scale=tuple(option_name(material, scale, "", str(level)) for level in range(1, 6)),
        names=(
            ("good", tr("low: 1–5")),
            ("warn", tr("medium: 6–14")),
            ("bad", tr("high: 15–25")),
        ),
    )
    return (Figure(grid, label(material, field)), *tables)


def _table(material: Material, field: Field, found: Sequence[Risk]) -> Table:
    tr = material.language.tr
    heads = (
        Column(tr("No."), share=6),
        Column(tr("Risk"), share=33),
        Column(tr("Level"), share=13),
        Column(tr("Measure"), share=33),
        Column(tr("Owner"), share=15),
    )
    rows = tuple(_row(material, field, risk) for risk in found)
    return Table(heads, rows, tr("Risks and measures, the gravest first"))


def _row(material: Material, field: Field, risk: Risk) -> Row:
    tr = material.language.tr
    said = {column.id: cell(material, column, risk.row.get(column.id)) for column in field.columns}
    sign = letters(said.get("trigger"))
    left = letters(said.get("residual"))
    measure = list(said.get("measure") or missing(material))
    if sign:
        measure.append(Run("\n" + tr("Early sign: {sign}", sign=sign), tone="muted"))
    if left:
        measure.append(Run("\n" + tr("Residual level: {level}", level=left.lower()), tone="muted"))
    kind = letters(said.get("category"))
    described = (
        *(said.get("description") or missing(material)),
        *((Run(f"\n{kind}", tone="muted"),) if kind else ()),
    )
    owner = said.get("owner") or missing(material)
    return Row(
        (plain(risk.name, bold=True), described, _weight(material, risk), tuple(measure), owner)
    )


def _weight(material: Material, risk: Risk) -> Rich:
    tr = material.language.tr
    if not risk.score:
        return missing(material)
    score = number(material, risk.score)
    if risk.score >= HIGH:
        return plain(tr("High, {score}", score=score), bold=True, tone="bad")
    if risk.score >= MEDIUM:
        return plain(tr("Medium, {score}", score=score), bold=True, tone="warn")
    return plain(tr("Low, {score}", score=score), bold=True, tone="good")
