"""The logical framework: a row per indicator, results beside all of theirs, on landscape pages."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from wecoop_desktop.documents.compose.material import (
    Material,
    label,
    millions,
    missing,
    number,
    option_name,
    typeset,
    words,
    words_text,
)
from wecoop_desktop.documents.compose.money import total
from wecoop_desktop.documents.outline import Block, Column, Rich, Row, Run, Table, letters, plain
from wecoop_desktop.forms.answers import Row as Answer
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.forms.form import Field

MARKS = {
    "overall_objective": "impact",
    "specific_objective": "outcome",
    "output": "output",
    "activity": "activity",
}
ORDER = ("overall_objective", "specific_objective", "output", "activity")


def blocks(material: Material, field: Field) -> Sequence[Block]:
    tr = material.language.tr
    heads = (
        Column(tr("Level"), share=15),
        Column(tr("Result"), share=20),
        Column(tr("Indicator"), share=19),
        Column(tr("Baseline (year)"), share=9),
        Column(tr("Target (year)"), share=10),
        Column(tr("Source of verification"), share=14),
        Column(tr("Assumptions"), share=13),
    )
    rows: list[Row] = []
    activities: list[Answer] = []
    for group in _groups(material.rows(field.path)):
        if group[0].get("level") == "activity" and not any(row.get("indicator") for row in group):
            activities += group
        else:
            rows += _group_rows(material, field, group)
    if activities:
        rows.append(_activities(material, activities))
    note = tr("An arrow shows the mid-term value. Targets are those of the last year given.")
    return (
        Table(heads, tuple(rows), label(material, field), note if _has_middle(material) else ""),
    )


def _activities(material: Material, group: Sequence[Answer]) -> Row:
    """Activities have no indicators; they stand in one row as in the usual matrix."""
    named = [
        " ".join(letters(_text(material, row, name)) for name in ("code", "statement")).strip()
        for row in group
    ]
    conditions = [letters(_text(material, row, "assumption")) for row in group]
    said = plain(" · ".join(name for name in named if name))
    whole = total(material)
    inputs = millions(material, whole.amount, whole.currency) if whole else ""
    tr = material.language.tr
    return Row(
        (
            plain(tr("Activities"), bold=True),
            said,
            None,
            None,
            None,
            plain(tr("Inputs: {amount}", amount=inputs)) if inputs else (),
            plain("; ".join(dict.fromkeys(entry for entry in conditions if entry))),
        ),
        mark="activity",
    )


def _has_middle(material: Material) -> bool:
    return any(row.get("milestone") is not None for row in material.rows("logframe.matrix"))


def _groups(rows: Sequence[Answer]) -> list[list[Answer]]:
    """Rows of one result together, results by their levels, else in the order of entry."""
    groups: dict[tuple[str, str], list[Answer]] = {}
    for index, row in enumerate(rows):
        level, code = str(row.get("level") or ""), str(row.get("code") or "")
        groups.setdefault((level, code or f"#{index}"), []).append(row)
    ranked = sorted(
        groups.items(), key=lambda entry: ORDER.index(entry[0][0]) if entry[0][0] in ORDER else 9
    )
    return [group for _, group in ranked]


def _group_rows(material: Material, field: Field, group: Sequence[Answer]) -> list[Row]:
    rows = []
    mark = MARKS.get(str(group[0].get("level") or ""), "activity")
    statement = _first(material, group, "statement")
    for index, row in enumerate(group):
        first = index == 0
        same = {name: not first and _same(row, group[index - 1], name)
                for name in ("sov", "assumption")}  # fmt: skip
        rows.append(
            Row(
                (
                    _level(material, field, row) if first else (),
                    (statement or missing(material)) if first else (),
                    _indicator(material, row),
                    plain(_dated(material, row, "baseline", "baseline_year")),
                    _target(material, row),
                    () if same["sov"] else _text(material, row, "sov"),
                    () if same["assumption"] else _text(material, row, "assumption"),
                ),
                mark=mark,
                follows=not first,
            )
        )
    return rows


def _same(row: Answer, before: Answer, name: str) -> bool:
    return row.get(name) == before.get(name)


def _first(material: Material, group: Sequence[Answer], name: str) -> Rich:
    return next((said for row in group if (said := _text(material, row, name))), ())


def _text(material: Material, row: Answer, name: str) -> Rich:
    value = row.get(name)
    return words(material, value) if isinstance(value, Words | str) and value else ()


def _level(material: Material, field: Field, row: Answer) -> Rich:
    options = next((column.options for column in field.columns if column.id == "level"), ())
    said = option_name(material, options, "", str(row.get("level") or ""))
    # The words in brackets explain the level; the table has no room for them.
    short = said.partition(" (")[0]
    code = str(row.get("code") or "")
    return plain(f"{short} {code}".strip() if row.get("level") in ("output", "activity") else short,
                 bold=True)  # fmt: skip


def _indicator(material: Material, row: Answer) -> Rich:
    said = _text(material, row, "indicator")
    unit = row.get("unit")
    of = words_text(material, unit).strip() if isinstance(unit, Words | str) else ""
    return (*said, *plain(f", {typeset(of)}")) if said and of else said


def _dated(material: Material, row: Answer, name: str, year_name: str) -> str:
    value, year = row.get(name), row.get(year_name)
    if not isinstance(value, Decimal):
        return ""
    said = number(material, value)
    return f"{said} ({_year(year)})" if isinstance(year, Decimal) else said


def _year(value: Decimal) -> str:
    return f"{value:f}".partition(".")[0]


def _target(material: Material, row: Answer) -> Rich:
    said = _dated(material, row, "target", "target_year")
    middle = row.get("milestone")
    before = f"{number(material, middle)} → " if isinstance(middle, Decimal) and said else ""
    return (*plain(before), *((Run(said, bold=True),) if said else ()))
