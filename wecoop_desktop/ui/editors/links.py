"""What in other answers follows a logframe: references by code, and the names of indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from wecoop_desktop.forms.answers import Answers, Cell, Row, Value, Words
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.forms.form import Form
from wecoop_desktop.ui.editors.chain import code, text
from wecoop_desktop.ui.editors.scene import rows_of

LOGFRAME = "logframe.matrix"
PLAN = "monitoring.plan"
# Columns of plain text that hold codes of the logframe, one or several, in whichever question.
REFERRING = ("activity", "activities", "output", "result")
# Columns of codes of their own that may be those of activities; they never become empty.
SHARING = {"timeline.rows": ("code", "depends_on")}
LINK = "result_code"  # of a monitoring row: the logframe row of its indicator
_ACTIVITY = re.compile(r"A[0-9]+\.[0-9.]+")  # a code that cannot be one of the timeline's own
_BETWEEN = re.compile(r"([,;\s]+)")


def referring(question: Question) -> tuple[str, ...]:
    """The columns of a question that hold codes of the logframe."""
    if question.path == LOGFRAME:
        return ()
    own = tuple(
        c.id for c in question.columns if c.id in REFERRING and c.kind == "text" and c.plain
    )
    return own + SHARING.get(question.path, ())


def following(
    form: Form,
    answers: Answers,
    rows: Sequence[Row],
    codes: Mapping[str, str],
    named: Mapping[str, str],
) -> dict[str, Value]:
    """The other answers that change when the logframe becomes `rows`; see `chain.Change`."""
    changed: dict[str, Value] = {}
    for question in _questions(form):
        columns = referring(question) if codes else ()
        if not columns and question.path != PLAN:
            continue  # at a key press there is no time to look at every row of every table
        before = after = rows_of(answers.get(question.path))
        if columns and before:
            after = tuple(recoded(row, question.path, columns, codes) for row in before)
        if question.path == PLAN and before:
            former = rows_of(answers.get(LOGFRAME))
            after = _renamed(after, former, rows, named)
        if after != before:
            changed[question.path] = after
    return changed


def counted(form: Form, answers: Answers) -> dict[str, int]:
    """How many rows of other answers name each code of the logframe."""
    found: dict[str, int] = {}
    for question in _questions(form):
        columns = referring(question) + ((LINK,) if question.path == PLAN else ())
        for row in rows_of(answers.get(question.path)) if columns else ():
            named = {part for name in columns for part in _BETWEEN.split(text(row.get(name)))[::2]}
            for part in named - {""}:
                found[part] = found.get(part, 0) + 1
    return found


def _questions(form: Form) -> Iterator[Question]:
    for step in form.steps:
        for question in step.fields:
            if question.columns:
                yield question


def recoded(row: Row, path: str, columns: Sequence[str], codes: Mapping[str, str]) -> Row:
    """A row whose columns name codes, each code as it is now."""
    found = dict(row)
    keeps = path in SHARING
    if keeps:
        codes = {old: new for old, new in codes.items() if _ACTIVITY.fullmatch(old)}
    for column in columns:
        before = text(row.get(column))
        parts = _BETWEEN.split(before)
        if not any(part in codes for part in parts[::2]):
            continue
        parts[::2] = [codes.get(part, part) or (part if keeps else "") for part in parts[::2]]
        after = "".join(parts).strip(" ,;") if "" in parts[::2] else "".join(parts)
        after = re.sub(r"([,;])\s*[,;]", r"\1", after)
        if after:
            found[column] = after
        else:
            found.pop(column, None)
    return found


def _renamed(
    plan: tuple[Row, ...], former: Sequence[Row], rows: Sequence[Row], named: Mapping[str, str]
) -> tuple[Row, ...]:
    """Rows of the monitoring plan keep to their indicator when it gets another code or name."""
    now = {code(row): row for row in reversed(rows) if code(row)}
    old = {code(row): row for row in reversed(former) if code(row)}
    found = []
    for row in plan:
        link = text(row.get(LINK)) or _by_name(former, row.get("indicator"))
        if not link:
            found.append(row)
            continue
        new = named.get(link, link)
        cells: dict[str, Cell] = dict(row)
        if text(row.get(LINK)):
            cells[LINK] = new or None
        before, after = old.get(link, {}).get("indicator"), now.get(new, {}).get("indicator")
        if after and before != after and (row.get("indicator") in (before, None)):
            cells["indicator"] = after
        found.append({name: cell for name, cell in cells.items() if cell is not None})
    return tuple(found)


def _by_name(rows: Sequence[Row], name: Cell) -> str:
    if not isinstance(name, Words) or not name:
        return ""
    found = [code(row) for row in rows if row.get("indicator") == name]
    return found[0] if len(found) == 1 else ""
