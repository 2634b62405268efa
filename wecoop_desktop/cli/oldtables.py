"""`wecoop proposal take` for tables of others: which question, which columns, which rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language
from wecoop_desktop.cli.call import Call
from wecoop_desktop.cli.difference import change_lines
from wecoop_desktop.forms.answers import Answers, Row
from wecoop_desktop.forms.codec import MOST_ROWS, plain_value
from wecoop_desktop.forms.difference import differences
from wecoop_desktop.forms.form import Field, Form

if TYPE_CHECKING:
    from wecoop_desktop.documents.exchange.grid import Grid
    from wecoop_desktop.documents.exchange.intake import Intake
    from wecoop_desktop.documents.exchange.mapping import Columns
    from wecoop_desktop.documents.exchange.read import Tables


def take_old(call: Call, tables: Tables) -> int:
    """Exit code 1 where a cell could not be read."""
    from wecoop_desktop.cli.exchange import asked, read, save
    from wecoop_desktop.documents.exchange.intake import rows_in

    library, file, form, answers = read(call)
    paths = call.arguments.question or []
    if paths:
        asked(form, paths)
    grid = _grid(call, tables)
    columns = _columns(call, form, grid, paths[0] if paths else "")
    field = form.field(columns.path)
    currency = answers.get("basic.currency")
    found = rows_in(
        field,
        grid,
        columns,
        reference=library.reference(),
        currency=currency if isinstance(currency, str) else "",
    )
    after = with_rows(answers, field, found.rows, keep=not call.arguments.replace)
    if call.arguments.output:
        save(call, file, answers, after)
    call.answer(
        _data(grid, columns, found, call.language),
        _lines(form, field, grid, columns, found, answers, after, call.language),
    )
    return 1 if any(remark.level == "error" for remark in found.remarks) else 0


def _grid(call: Call, tables: Tables) -> Grid:
    """The sheet that was named, by name or number; else the fullest that is seen."""
    grids = [grid for grid in tables.grids if grid.rows]
    named = call.arguments.sheet
    if named:
        for number, grid in enumerate(grids, start=1):
            if named in (grid.name, str(number)):
                return grid
        known = ", ".join(f"{n} ({grid.name})" for n, grid in enumerate(grids[:20], start=1))
        raise AppError("tables-which", sheet=named, path=tables.path, known=known)
    seen = [grid for grid in grids if not grid.veiled] or grids
    return max(seen, key=lambda grid: len(grid.cells))


def _columns(call: Call, form: Form, grid: Grid, path: str) -> Columns:
    from wecoop_desktop.documents.exchange.grid import place
    from wecoop_desktop.documents.exchange.mapping import choices, proposed

    found = proposed(form, grid, path)
    if found is None:
        raise AppError("tables-needs-map", sheet=grid.name)
    offered = choices(form.field(found.path))
    for said in call.arguments.map or ():
        letter, sign, target = said.partition("=")
        try:
            column = place(f"{letter.strip()}1")[1]
        except ValueError as error:
            raise AppError("tables-no-map", value=said) from error
        if not sign or column >= grid.columns or (target and target not in offered):
            raise AppError("tables-no-map", value=said)
        found = found.changed(column, target)
    if not any(found.targets):
        raise AppError("tables-needs-map", sheet=grid.name)
    return found


def with_rows(answers: Answers, field: Field, rows: Sequence[Row], *, keep: bool) -> Answers:
    """The answers with rows after those that are there, or in their place."""
    there = answers.get(field.path) if keep else ()
    before = (
        tuple(row for row in there if isinstance(row, Mapping)) if isinstance(there, tuple) else ()
    )
    if len(before) + len(rows) > MOST_ROWS:
        raise AppError("answer-wrong-size", path=field.path, most=MOST_ROWS)
    after = dict(answers)
    after.pop(field.path, None)
    both = (*before, *rows)
    return {**after, field.path: both} if both else after


def _data(grid: Grid, columns: Columns, found: Intake, language: Language) -> Mapping[str, object]:
    from wecoop_desktop.cli.exchange import remark_data
    from wecoop_desktop.documents.exchange.grid import letters

    return {
        "sheet": grid.name,
        "question": columns.path,
        "columns": {letters(n): target for n, target in enumerate(columns.targets)},
        "rows": plain_value(found.rows),
        "places": [place + 1 for place in found.places],
        "remarks": [remark_data(remark, language) for remark in found.remarks],
    }


def _lines(
    form: Form,
    field: Field,
    grid: Grid,
    columns: Columns,
    found: Intake,
    before: Answers,
    after: Answers,
    language: Language,
) -> Iterator[str]:
    from wecoop_desktop.cli.exchange import remark_lines
    from wecoop_desktop.documents.exchange.grid import letters
    from wecoop_desktop.documents.exchange.mapping import head_text

    tr = language.tr
    yield tr("“{sheet}” as {question} ({path}):", sheet=grid.name,
             question=language.text(field.label), path=field.path)  # fmt: skip
    for number, target in enumerate(columns.targets):
        head = head_text(grid, columns.heads, number)
        if head or target:
            place = target or tr("left out")
            yield f"  {letters(number)} {head or '—'} → {place}"
    yield language.ntr("{n} row comes in.", "{n} rows come in.", len(found.rows))
    yield from change_lines(differences(form, before, after), form, language)
    yield from remark_lines(found.remarks, language)
