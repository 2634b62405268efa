"""What differs between two versions of a proposal: as a table, and on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from wecoop_desktop.advice.changewords import (
    WHATS,
    label_of,
    moved_words,
    step_by,
    value_words,
    where_words,
)
from wecoop_desktop.advice.paper import About, outline
from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.outline import Column, Outline, Paragraph, Row, Section, Table, plain
from wecoop_desktop.documents.sheet import Cell, Sheet
from wecoop_desktop.forms.difference import Change, questions
from wecoop_desktop.forms.form import Form

LONGEST = 4_000  # letters of a side in the table; the program shows the whole text
ON_PAPER = 600
SHARES = (13, 22, 16, 9, 20, 20)


@dataclass(frozen=True, slots=True)
class Sides:
    """What was compared, in words: "Revision 3", "Now"."""

    before: str
    after: str


def change_sheet(
    form: Form,
    changes: Sequence[Change],
    sides: Sides,
    language: Language,
    *,
    title: str,
    today: date,
) -> Sheet:
    """A row for each change; texts longer than 4,000 letters are cut, and a note says so."""
    tr = language.tr
    heads = (
        tr("Step"), tr("Question"), tr("Row and column"), tr("Change"), sides.before, sides.after,
        tr("Difference"),
    )  # fmt: skip
    rows = tuple(_rows(form, changes, language))
    cut = any(len(str(cell)) > LONGEST for row in rows for cell in row)
    notes = [
        tr("Compared: {before} with {after}.", before=sides.before, after=sides.after),
        tr("Made on {date}", date=language.date(today, "long")),
    ]
    if cut:
        notes.append(tr("Texts of more than {n} letters are cut.", n=language.number(LONGEST)))
    shorter = tuple(tuple(_cut(cell, LONGEST) for cell in row) for row in rows)
    named = tr("Changes in: {title}", title=title) if title else tr("Changes in the proposal")
    return Sheet(named, heads, shorter, tuple(notes))


def _cut(cell: Cell, longest: int) -> Cell:
    return f"{cell[:longest]} …" if isinstance(cell, str) and len(cell) > longest else cell


def _rows(form: Form, changes: Sequence[Change], language: Language) -> Iterator[tuple[Cell, ...]]:
    known = questions(form)
    for change in changes:
        question = known.get(change.path)
        yield (
            language.text(form.step(question.step).title) if question else "",
            label_of(question, change.path, language),
            where_words(change, question, language),
            language.tr(WHATS[change.what]),
            value_words(change.before, question, change.column, language, spoken=change.language),
            value_words(change.after, question, change.column, language, spoken=change.language),
            moved_words(change, language) or step_by(change.before, change.after, language),
        )


def change_outline(sheet: Sheet, about: About, language: Language) -> Outline:
    """The same on landscape pages; long texts begin there and are whole in the program."""
    columns = tuple(
        Column(head, share=share) for head, share in zip(sheet.heads, SHARES, strict=False)
    )
    rows = tuple(
        Row(tuple(plain(str(_cut(cell, ON_PAPER) or "")) for cell in row[: len(columns)]))
        for row in sheet.rows
    )
    notes = (Paragraph(plain(note), "note") for note in sheet.notes[:1])
    section = Section(
        sheet.title, (*notes, Table(columns, rows)), "1", orientation="landscape", new_page=True
    )
    facts = ((language.tr("Changes"), language.number(len(sheet.rows))),)
    return outline(language.tr("What changed"), about, facts, (section,), language)
