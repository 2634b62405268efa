"""The cash flow with its chart and indicators; an indicator that cannot be had says why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from wecoop_desktop.documents.chart import CashFlow
from wecoop_desktop.documents.compose.material import (
    Material,
    currency,
    currency_word,
    label,
    millions,
    number,
    percent,
    reason,
)
from wecoop_desktop.documents.compose.rows import table
from wecoop_desktop.documents.outline import Block, Column, Figure, Rich, Row, Table, plain
from wecoop_desktop.forms.answers import Row as Answer
from wecoop_desktop.forms.form import Field

ZERO = Decimal(0)
MILLION = Decimal(1_000_000)
IN = ("revenue", "savings", "subsidy", "residual")
OUT = ("opex",)
SPENT = ("capex", "replacement")
YEARS = 60  # bars that can still be told apart
INDICATORS = ("fnpv", "firr", "enpv", "eirr", "bcr", "payback", "payback_discounted",
              "unit_cost", "funding_gap", "grant_case")  # fmt: skip
RATES = ("firr", "eirr")
AMOUNTS = ("fnpv", "enpv", "funding_gap", "grant_case")


def is_indicator(field: Field) -> bool:
    return field.step == "economics" and field.id in INDICATORS


def flow_blocks(material: Material, field: Field) -> Sequence[Block]:
    """The chart, the indicators and the table of flows."""
    return (*chart_blocks(material), *indicator_blocks(material), _flow_table(material, field))


def _flow_table(material: Material, field: Field) -> Table:
    rows = material.rows(field.path)
    nothing = [
        column.id
        for column in field.columns
        if column.id != "year" and not any(row.get(column.id) for row in rows)
    ]
    found = table(material, field, skip=nothing)
    tr = material.language.tr
    caption = tr(
        "{label}, {currency}", label=label(material, field), currency=currency_word(material)
    )
    return Table(found.columns, found.rows, caption, found.note)


def chart_blocks(material: Material) -> Iterator[Block]:
    """The cash-flow figure; nothing without flows."""
    rows = sorted(
        (row for row in material.rows("economics.flows") if isinstance(row.get("year"), Decimal)),
        key=lambda row: _cell(row, "year"),
    )[:YEARS]
    if len(rows) < 2:
        return
    tr = material.language.tr
    rate = material.value("economics.fin_rate")
    flows = [_financial(row) for row in rows]
    names = (
        tr("investment and replacements"),
        tr("revenues and savings less operation"),
        tr("cumulative, discounted at {rate}", rate=percent(material, rate))
        if isinstance(rate, Decimal)
        else tr("cumulative, not discounted"),
    )
    running = _running(rows, flows, rate if isinstance(rate, Decimal) else ZERO)
    chart = CashFlow(
        years=tuple(_year(material, row) for row in rows),
        spent=tuple(_sum(row, SPENT) / MILLION for row in rows),
        net=tuple((_sum(row, IN) - _sum(row, OUT)) / MILLION for row in rows),
        running=running,
        ticks=_ticks(material, rows, running),
        names=names,
        result=_result(material),
    )
    caption = tr("Cash flow of the operator, {currency} million", currency=currency_word(material))
    yield Figure(chart, caption)


def _cell(row: Answer, name: str) -> Decimal:
    value = row.get(name)
    return value if isinstance(value, Decimal) else ZERO


def _sum(row: Answer, names: Sequence[str]) -> Decimal:
    return sum((_cell(row, name) for name in names), ZERO)


def _financial(row: Answer) -> Decimal:
    return _sum(row, IN) - _sum(row, OUT) - _sum(row, SPENT)


def _running(
    rows: Sequence[Answer], flows: Sequence[Decimal], rate: Decimal
) -> tuple[Decimal, ...]:
    """The running sum of discounted flows in millions."""
    factor = 1 + rate / 100
    found, so_far = [], ZERO
    for row, flow in zip(rows, flows, strict=True):
        year = max(0, min(int(_cell(row, "year")), 200))
        so_far += flow / factor**year if factor > 0 else flow
        found.append(so_far / MILLION)
    return tuple(found)


def _year(material: Material, row: Answer) -> str:
    """The calendar year where the start of the project is known, else the number of the year."""
    year = int(_cell(row, "year"))
    start = material.value("basic.start_date")
    first = getattr(start, "year", None)
    return str(first + year) if isinstance(first, int) and 0 <= year < 200 else str(year)


def _ticks(
    material: Material, rows: Sequence[Answer], running: Sequence[Decimal]
) -> tuple[tuple[Decimal, str], ...]:
    """Round amounts from the lowest to the highest, zero among them."""
    values = [*running, *(-_sum(row, SPENT) / MILLION for row in rows)]
    values += [(_sum(row, IN) - _sum(row, OUT)) / MILLION for row in rows]
    low, high = min(*values, ZERO), max(*values, ZERO)
    step = _step(high - low)
    first, last = int(low // step), int(-(-high // step))
    return tuple(
        (step * index, number(material, step * index)) for index in range(first, last + 1)
    )[:12]


def _step(span: Decimal) -> Decimal:
    """1, 2 or 5 times a power of ten, so that about five lines are drawn."""
    if span <= 0:
        return Decimal(1)
    power = Decimal(10) ** (span / 5).adjusted()
    return next(
        (power * factor for factor in (1, 2, 5, 10) if power * factor * 5 >= span), power * 10
    )


def _result(material: Material) -> str:
    parts = []
    for name, path in (("FNPV", "fnpv"), ("FIRR", "firr"), ("ENPV", "enpv"), ("EIRR", "eirr")):
        value = material.computed(f"economics.{path}").value
        if isinstance(value, Decimal):
            tr = material.language.tr
            said = {
                "FNPV": tr("FNPV"),
                "FIRR": tr("FIRR"),
                "ENPV": tr("ENPV"),
                "EIRR": tr("EIRR"),
            }[name]
            figure = (
                percent(material, round(value, 1), 1)
                if path in RATES
                else number(material, value / MILLION, 2)
            )
            parts.append(f"{said}\u00a0{figure}")
    return " · ".join(parts[:2])


def indicator_blocks(material: Material) -> Iterator[Block]:
    """The table of computed indicators; nothing where none was computed."""
    tr = material.language.tr
    rows = []
    for name in INDICATORS:
        field = material.field(f"economics.{name}")
        if field and f"economics.{name}" in material.state.computed:
            rows.append(Row((plain(label(material, field)), indicator(material, field))))
    if rows:
        yield Table(
            (Column(tr("Indicator"), share=60), Column(tr("Value"), "right", share=40)),
            tuple(rows),
            tr("Indicators of the economic and financial analysis"),
        )


def indicator(material: Material, field: Field) -> Rich:
    """A computed indicator with its unit, or why there is none."""
    found = material.computed(field.path)
    value = found.value
    if not isinstance(value, Decimal):
        return plain(reason(material, found.reason), italic=True, tone="warn")
    if field.id in RATES:
        return plain(percent(material, round(value, 1), 1))
    if field.id in AMOUNTS:
        return plain(millions(material, Decimal(round(value)), currency(material)))
    if field.id == "unit_cost":
        return plain(f"{number(material, value, 2)}\u00a0{currency(material)}")
    return plain(number(material, value, 2 if field.id == "bcr" else 1))


def economics_words(material: Material) -> str:
    """`ENPV EUR 2.61 million at 5 %; EIRR 10.2 %`, as far as it is known."""
    tr = material.language.tr
    parts = []
    for kind, rate_path in (("e", "economics.eco_rate"), ("f", "economics.fin_rate")):
        value = material.computed(f"economics.{kind}npv").value
        rate = material.value(rate_path)
        if not isinstance(value, Decimal):
            continue
        name = tr("ENPV") if kind == "e" else tr("FNPV")
        said = f"{name} {millions(material, Decimal(round(value)), currency(material))}"
        if isinstance(rate, Decimal):
            said = tr("{indicator} at {rate}", indicator=said, rate=percent(material, rate))
        parts.append(said)
        found = material.computed(f"economics.{kind}irr").value
        if isinstance(found, Decimal):
            irr = tr("EIRR") if kind == "e" else tr("FIRR")
            parts.append(f"{irr} {percent(material, round(found, 1), 1)}")
    return "; ".join(parts)
