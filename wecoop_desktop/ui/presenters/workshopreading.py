"""A draft read aloud: its answers as sentences, and slides of answers that are shown to all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.forms.answers import Answers, Words
from wecoop_desktop.forms.form import Field
from wecoop_desktop.ui.presenters.presentationdecks import field_lines, material_of
from wecoop_desktop.ui.presenters.presentationview import Line, Slide
from wecoop_desktop.ui.presenters.workshopview import Marked, Passage

if TYPE_CHECKING:
    from wecoop_desktop.documents.compose.material import Material
    from wecoop_desktop.library.library import Library
    from wecoop_desktop.packs.exercises import Exercise

WHYS = {"good": mark("A good example"), "discuss": mark("To be discussed")}
LONGEST = 20_000  # letters of an answer that are shown


def passages(
    library: Library,
    exercise: Exercise,
    answers: Answers,
    code: str,
    today: date,
    content: str = "",
) -> tuple[Passage, ...]:
    """What is answered in the steps of the exercise, in the order of the form.

    Answers are read in the language `code`, in which they were written, questions in that of
    `content`.
    """
    form = library.form()
    material = material_of(library, answers, Language(code, content), today)
    wanted = {task.step for task in exercise.tasks}
    return tuple(
        _passage(material, field, material.language.text(step.title))
        for step in form.steps
        if step.id in wanted
        for field in step.fields
        if material.value(field.path) is not None
    )


def _passage(material: Material, field: Field, step: str) -> Passage:
    label = material.language.text(field.label).rstrip(" :")
    rows = material.rows(field.path)
    if len(rows) > 1:
        each = tuple(words_of(row_of(material, field, at)) for at in range(len(rows)))
        return Passage(field.path, step, label, rows=each)
    value = material.value(field.path)
    if isinstance(value, Words):  # as it was written, with its paragraphs, but no marks of bold
        from wecoop_desktop.documents.compose.markdown import runs

        said = "".join(run.text for run in runs(value.of(material.code)[:LONGEST]))
        return Passage(field.path, step, label, said)
    return Passage(field.path, step, label, words_of(_bare(material, field)))


def _bare(material: Material, field: Field) -> tuple[Line, ...]:
    """An answer without its question, which stands over it already."""
    label = material.language.text(field.label).rstrip(" :")
    lines = field_lines(material, (field,))
    bare = (
        replace(line, strong="") if line.strong.rstrip(" :") == label else line for line in lines
    )
    return tuple(line for line in bare if line.strong or line.text.rstrip(" :") not in ("", label))


def row_of(material: Material, field: Field, at: int) -> tuple[Line, ...]:
    """One row of a table; none where it went."""
    rows = material.rows(field.path)
    if at >= len(rows):
        return ()
    alone = replace(material, answers={**material.answers, field.path: (rows[at],)})
    return tuple(line for line in _bare(alone, field) if line.kind != "head")


def words_of(lines: Iterable[Line]) -> str:
    """Lines as text."""
    said = (
        f"{line.strong}: {line.text}" if line.strong and line.text else line.strong or line.text
        for line in lines
    )
    return "\n".join(each for each in said if each)[:LONGEST]


def marked_words(
    library: Library,
    drafts: Mapping[int, Answers],
    marks: Iterable[Marked],
    code: str,
    today: date,
    content: str = "",
) -> tuple[Marked, ...]:
    """The marks with the label of their question and what stands there now, as `passages`."""
    language, known = Language(code, content), dict[int, "Material"]()
    found = []
    for each in marks:
        if each.group not in known:
            answers = drafts.get(each.group, {})
            known[each.group] = material_of(library, answers, language, today)
        field, lines = _lines(known[each.group], each)
        label = language.text(field.label).rstrip(" :") if field else each.path
        found.append(replace(each, label=label, text=words_of(lines)))
    return tuple(found)


def _lines(material: Material, marked: Marked) -> tuple[Field | None, tuple[Line, ...]]:
    field = material.field(marked.path)
    if field is None or material.value(marked.path) is None:
        return field, ()
    if marked.row is None:
        return field, _bare(material, field)
    return field, row_of(material, field, marked.row)


def highlight_slides(
    library: Library,
    drafts: Mapping[int, Answers],
    marks: Iterable[Marked],
    language: Language,
    today: date,
) -> tuple[Slide, ...]:
    """A slide for each answer: with a letter for the group, why it is shown, and the
    trainer's note on the first screen only."""
    known: dict[int, Material] = {}
    found: list[Slide] = []
    for each in marks:
        if each.group not in known:
            known[each.group] = material_of(library, drafts.get(each.group, {}), language, today)
        field, lines = _lines(known[each.group], each)
        if field is None or not lines:
            continue
        head = Line(
            language.tr("Group {letter}", letter=each.letter), language.tr(WHYS[each.why]), "item"
        )
        title = language.text(field.label).rstrip(" :")
        notes = (each.note,) if each.note else ()
        found.append(Slide(title, (head, *lines), notes=notes))
    return tuple(found)
