"""Answers made up by rule: the same for everyone, for tests and for the bench."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from wecoop_desktop.forms.answers import Cell, Money, Row, Value, Words
from wecoop_desktop.forms.form import Column, Field, Form, Option
from wecoop_desktop.forms.kinds import KINDS, filled

START = date(2026, 3, 1)
_EN = "Waste of the towns on the lake shore is collected twice a week and taken to a dump. "
_RU = "Отходы городов на берегу озера вывозятся дважды в неделю на свалку без изоляции. "


def filled_answers(form: Form, values: int = 300) -> dict[str, Value]:
    """Answers with about `values` filled values, cells of tables counted one by one.

    First a budget and flows that agree, then every question that is no table, then a row in each
    table as long as there is room. With `everything` all of them hold several rows.
    """
    answers = _agreeing(form)
    fields = [field for step in form.steps for field in step.fields if field.kind != "computed"]
    for field in sorted(fields, key=lambda field: KINDS[field.kind].has_rows):
        if field.path not in answers and count_values(answers) < values:
            value = answer(field, rows=1)
            if filled(field.kind, value):
                answers[field.path] = value
    return answers


def everything(form: Form) -> dict[str, Value]:
    """Every question answered, every table with three rows or more: some 1,300 values."""
    answers: dict[str, Value] = {}
    for step in form.steps:
        for field in step.fields:
            if field.kind != "computed":
                value = answer(field, rows=max(3, field.min_rows))
                if filled(field.kind, value):
                    answers[field.path] = value
    answers.update(_agreeing(form))
    return answers


def count_values(answers: dict[str, Value]) -> int:
    """Filled values: cells of tables one by one."""
    total = 0
    for value in answers.values():
        if isinstance(value, tuple) and value and not isinstance(value[0], str):
            total += sum(len(row) for row in value if not isinstance(row, str))
        else:
            total += 1
    return total


def answer(field: Field, rows: int = 3) -> Value:
    """An answer of the kind of the field, the same every time."""
    if KINDS[field.kind].has_rows:
        if field.kind == "checklist":
            return tuple(_checked(option.id) for option in _options(field, "question"))
        return tuple(_row(field, index) for index in range(rows))
    cell = _cell(field, 1)
    if field.kind == "multi_choice" or field.multiple:
        return tuple(option.id for option in field.options[: field.max_count or 2])
    return "" if cell is None else cell


def _checked(question: str) -> Row:
    return {"question": question, "answer": "no", "comment": Words("Checked on site.", "")}


def _options(field: Field, column: str) -> tuple[Option, ...]:
    return next(c.options for c in field.columns if c.id == column)


def _row(field: Field, index: int) -> Row:
    row: dict[str, Cell] = {}
    for column in field.columns:
        if column.kind != "computed":
            row[column.id] = _cell(column, index)
    for name, cell in (("code", f"A{index + 1}"), ("id", f"n{index}"), ("year", Decimal(index))):
        if name in row:
            row[name] = cell
    if "parent" in row:
        row["parent"] = None if index == 0 else ("A1" if "code" in row else "n0")
    if "depends_on" in row:
        row["depends_on"] = f"A{index}" if index else None
    if "end" in row:
        row["start"] = START + timedelta(days=30 * index)
        row["end"] = START + timedelta(days=30 * index + 29)
    return row


def _cell(item: Field | Column, index: int) -> Cell:
    stores = KINDS[item.kind].stores
    if stores == "words":
        least = item.min_words if isinstance(item, Field) else 0
        return _text(item, max(1, least // 14 + 1) if item.kind == "rich_text" else 0, index)
    if stores == "choice":
        return item.options[index % len(item.options)].id if item.options else None
    if stores == "choices":
        return tuple(option.id for option in item.options[:2])
    if stores == "number":
        low = Decimal(item.minimum) if item.minimum else Decimal(0)
        return max(low, Decimal(10 + 3 * index))
    if stores == "money":
        return Money(Decimal(100_000 * (index + 1)), "USD")
    if stores == "date":
        return START + timedelta(days=20 * index)
    return index == 1


def _text(item: Field | Column, sentences: int, index: int) -> Cell:
    if item.plain:
        return "mail@example.org" if item.id == "email" else f"{item.id} {index + 1}"
    if not sentences:
        return Words(f"{item.id} {index + 1}", f"{item.id} {index + 1} по-русски")
    return Words(_EN * sentences, _RU * sentences)


def _agreeing(form: Form) -> dict[str, Value]:
    """Basic data that the rest depends on, and a budget that adds up."""
    total = Decimal(3_000_000)
    categories = ("works", "works", "works", "goods", "goods", "goods", "goods", "design", "pmu")
    lines = tuple(
        {
            "code": f"{index + 1}",
            "category": category,
            "description": Words(f"Line {index + 1}", f"Строка {index + 1}"),
            "amount": total / len(categories),
            "source": "Loan",
            "activity": f"A{index + 1}",
            "component": "1",
        }
        for index, category in enumerate(categories)
    )
    financing = (
        {
            "source": "Loan",
            "funder": "ebrd",
            "instrument": "loan",
            "amount": total * 6 / 10,
            "status": "requested",
        },
        {
            "source": "Grant",
            "funder": "eu_ndici",
            "instrument": "grant",
            "amount": total * 2 / 10,
            "status": "indicated",
        },
        {
            "source": "Budget",
            "instrument": "budget",
            "amount": total * 2 / 10,
            "status": "committed",
        },
    )
    flows = tuple(_flow(year, total) for year in range(11))
    answers: dict[str, Value] = {
        "basic.countries": ("KG",),
        "basic.sectors": ("waste", "adaptation"),
        "basic.project_type": "investment",
        "basic.target_maturity": "full",
        "basic.target_funders": ("ebrd", "eu_ndici"),
        "basic.currency": "USD",
        "basic.total_cost": Money(total, "USD"),
        "basic.requested": Money(total * 6 / 10, "USD"),
        "basic.exchange_rates": (
            {"currency": "EUR", "rate": Decimal("0.9"), "date": START, "source": "Bank"},
            {"currency": "KGS", "rate": Decimal("87.5"), "date": START, "source": "Bank"},
        ),
        "budget.lines": lines,
        "budget.financing": financing,
        "economics.flows": flows,
        "economics.horizon": Decimal(10),
    }
    known = {field.path for step in form.steps for field in step.fields}
    return {path: value for path, value in answers.items() if path in known}


def _flow(year: int, total: Decimal) -> Row:
    building = year < 3
    return {
        "year": Decimal(year),
        "capex": total / 3 if building else Decimal(0),
        "tax_in_capex": Decimal(0),
        "opex": Decimal(0) if building else Decimal(90_000),
        "revenue": Decimal(0) if building else Decimal(150_000 + 2_000 * year),
        "savings": Decimal(0) if building else Decimal(20_000),
        "benefits": Decimal(0) if building else Decimal(180_000),
        "carbon": Decimal(0) if building else Decimal(40_000),
        "residual": Decimal(200_000) if year == 10 else Decimal(0),
        "units": Decimal(0) if building else Decimal(30_000),
    }
