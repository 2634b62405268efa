"""Tables as large as a table may sensibly be, whose rows agree as far as rows made by rule can."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from tests.kit.answers import START, answer
from wecoop_desktop.forms.answers import Row, Value, Words
from wecoop_desktop.forms.form import Form

OUTPUTS = 10


def large_tables(form: Form, rows: int = 200) -> dict[str, Value]:
    """Budget, timeline, logframe and risks with so many rows each."""
    budget = tuple(
        {**row, "code": f"{at + 1}", "activity": f"A{at % OUTPUTS + 1}.{at // OUTPUTS + 1}"}
        for at, row in enumerate(_rows(form, "budget.lines", rows))
    )
    timeline = tuple(
        {
            **row,
            "code": f"T{at + 1}",
            "start": START + timedelta(days=5 * at),
            "end": START + timedelta(days=5 * at + 4),
            "depends_on": f"T{at}" if at else None,
            "output": f"O{at % OUTPUTS + 1}",
        }
        for at, row in enumerate(_rows(form, "timeline.rows", rows))
    )
    return {
        "budget.lines": budget,
        "timeline.rows": timeline,
        "logframe.matrix": tuple(_logframe(form, rows)),
        "risks.matrix": _rows(form, "risks.matrix", rows),
    }


def _rows(form: Form, path: str, rows: int) -> tuple[Row, ...]:
    made = answer(form.field(path), rows=rows)
    assert isinstance(made, tuple)
    return tuple(row for row in made if not isinstance(row, str))


def _logframe(form: Form, rows: int) -> Iterator[Row]:
    """An impact, an outcome, OUTPUTS outputs, and activities below them in turn."""
    pattern = _rows(form, "logframe.matrix", 1)[0]
    heads = [("overall_objective", "G", None), ("specific_objective", "SO1", "G")]
    heads += [("output", f"O{at + 1}", "SO1") for at in range(OUTPUTS)]
    below = [
        ("activity", f"A{at % OUTPUTS + 1}.{at // OUTPUTS + 1}", f"O{at % OUTPUTS + 1}")
        for at in range(rows - len(heads))
    ]
    for level, code, parent in (*heads, *below):
        words = Words(f"Result {code} of the project", f"Результат {code} проекта")
        row = {**pattern, "level": level, "code": code, "parent": parent, "statement": words}
        row |= {"baseline": Decimal(10), "target": Decimal(40)}
        row |= {"baseline_year": Decimal(2026), "target_year": Decimal(2031)}
        yield {name: cell for name, cell in row.items() if cell is not None}
