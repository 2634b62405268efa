"""Where a proposal takes a citation of a project, and what the answer is with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from wecoop_desktop.advice import citation
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language
from wecoop_desktop.forms.answers import Row, Value, Words
from wecoop_desktop.forms.codec import MOST_ROWS, plain_value, read_value
from wecoop_desktop.packs.content import Project
from wecoop_desktop.ui.presenters.projectview import TABLE, Spot

if TYPE_CHECKING:
    from wecoop_desktop.forms.form import Data, Field, Form

NEEDED = ("name", "funder", "period", "amount", "lesson")


def spots_of(form: Form) -> tuple[Spot, ...]:
    """The table of other projects first, then every question that is answered by a longer text."""
    table, texts = [], []
    for step in form.steps:
        for field in step.fields:
            spot = Spot(field.path, step.title, field.label, field.path == TABLE)
            if spot.table and {column.id for column in field.columns} >= set(NEEDED):
                table.append(spot)
            elif field.kind == "rich_text":
                texts.append(spot)
    return (*table, *texts)


def cited(field: Field, data: Data | None, project: Project, language: str) -> Data | None:
    """The answer with the citation at its end; None where it is there already.

    A text gets it in each language that is written, else in `language`. Raises `AppError`
    answer-wrong-... where what is there is no answer to this question.
    """
    value = None if data is None else read_value(field, data)
    if field.columns:
        return _table(field, data, project)
    new = _text(value, project, language, plain=field.plain, path=field.path)
    return None if new is None else plain_value(new)


def _table(field: Field, data: Data | None, project: Project) -> Data | None:
    """The rows as they are kept, so that columns of other forms stay, and one more."""
    rows = tuple(data) if isinstance(data, list | tuple) else ()
    if len(rows) >= MOST_ROWS:
        raise AppError("answer-wrong-size", path=field.path, most=MOST_ROWS)
    row = {name: plain_value(cell) for name, cell in _row(project).items() if cell is not None}
    if any(isinstance(each, Mapping) and each.get("lesson") == row["lesson"] for each in rows):
        return None
    return [*rows, row]


def _row(project: Project) -> Row:
    amount = citation.given(project) or citation.total(project)
    row: Row = {
        "name": Words(project.title.en, project.title.ru),
        "funder": Words(
            citation.who(project, Language("en")), citation.who(project, Language("ru"))
        ),
        "period": citation.period(project),
        "amount": amount,
        "lesson": citation.sources(project),
    }
    return {name: cell for name, cell in row.items() if cell}


def _text(
    value: Value | None, project: Project, language: str, *, plain: bool, path: str
) -> Value | None:
    if plain:  # one language only: that of the question, which ends in it
        own = Language("ru" if path.endswith("_ru") else "en")
        before = value if isinstance(value, str) else ""
        said = citation.citation(project, own)
        return None if said in before else _joined(before, said)
    words = value if isinstance(value, Words) else Words()
    both = citation.both(project)
    wanted = {code for code, text in (("en", words.en), ("ru", words.ru)) if text.strip()}
    wanted = wanted or {language}
    if all(both.of(code) in words.of(code) for code in wanted):
        return None
    return Words(
        _joined(words.en, both.en) if "en" in wanted else words.en,
        _joined(words.ru, both.ru) if "ru" in wanted else words.ru,
        words.older,
    )


def _joined(before: str, said: str) -> str:
    return f"{before.rstrip()}\n\n{said}" if before.strip() else said
