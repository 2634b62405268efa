"""Makes slides of what the program holds: answers, the case, a section, matches, figures.

Everything becomes lines: a table with six columns cannot be read from eight metres, its rows one
after the other can. Names of people and groups are never among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.chart import Tree
from wecoop_desktop.documents.outline import (
    Block,
    Callout,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Rich,
    Table,
)
from wecoop_desktop.documents.spoken import spoken
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.form import Field, Form
from wecoop_desktop.ui.presenters.presentationview import Line, Slide

if TYPE_CHECKING:
    from wecoop_desktop.documents.compose.material import Material
    from wecoop_desktop.library.library import Library
    from wecoop_desktop.library.query import Query
    from wecoop_desktop.packs.exercises import Exercise, Task

WIDE = 68  # letters of a line at 768 pixels of height
ROOM = 11  # lines of a slide
LONG = 3  # lines of a paragraph before it is cut at a sentence
SAID = 4  # problems that a slide names
WHO = frozenset({"basic.applicant", "basic.contact"})  # never on a projector
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


def plain(runs: Rich) -> str:
    return "".join(run.text for run in runs)


def unlinked(text: str) -> str:
    """Markdown with the words of links only."""
    return _LINK.sub(r"\1", text)


# Answers


def material_of(library: Library, answers: Answers, language: Language, today: date) -> Material:
    from wecoop_desktop.documents.compose.material import Material
    from wecoop_desktop.forms.evaluate import evaluate

    form, reference = library.form(), library.reference()
    state = evaluate(form, answers, reference=reference, today=today)
    return Material(form, answers, state, language, reference, today)


def field_lines(material: Material, fields: Sequence[Field]) -> tuple[Line, ...]:
    from wecoop_desktop.documents.compose import fields as composed

    asked = [field for field in fields if field.path not in WHO]
    return tuple(lines_of(composed.blocks(material, asked)))


def lines_of(blocks: Iterable[Block]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Heading):
            yield Line(block.text, kind="head")
        elif isinstance(block, Paragraph):
            yield from _paragraph(plain(block.runs))
        elif isinstance(block, Listing):
            yield from (Line(plain(runs), kind="item") for _, runs in block.items)
        elif isinstance(block, Table):
            yield from _table(block)
        elif isinstance(block, Figure):
            yield from _figure(block)
        elif isinstance(block, Callout):
            yield Line(block.title, kind="head")
            yield from (Line(plain(value), name) for name, value in block.facts)


def _paragraph(text: str) -> Iterator[Line]:
    """Long ones in pieces that end with a sentence."""
    piece = ""
    for sentence in _SENTENCE.split(text.strip()):
        if piece and len(piece) + len(sentence) > LONG * WIDE:
            yield Line(piece)
            piece = sentence
        else:
            piece = f"{piece} {sentence}".strip()
    if piece:
        yield Line(piece)


def _figure(figure: Figure) -> Iterator[Line]:
    """What a figure says: a tree is told node by node."""
    chart = figure.chart
    if figure.caption:
        yield Line(figure.caption, kind="head")
    if isinstance(chart, Tree):
        bands = dict(chart.bands)
        yield from (Line(node.text, bands.get(node.kind, ""), "item") for node in chart.nodes)
        return
    for part in spoken(chart).split("; "):
        yield Line(part, kind="item")


def _table(table: Table) -> Iterator[Line]:
    if table.caption:
        yield Line(table.caption, kind="head")
    for row in table.rows:
        cells = [plain(cell) if cell else "" for cell in row.cells]
        if row.kind == "group":
            yield Line(" ".join(cell for cell in cells if cell), kind="head")
        elif table.look == "facts" or len(cells) == 2:
            yield Line(cells[1] if len(cells) > 1 else "", cells[0])
        elif any(cells):
            first = next(at for at, cell in enumerate(cells) if cell)
            rest = [
                f"{column.head}: {cell}" if column.head else cell
                for column, cell in list(zip(table.columns, cells, strict=False))[first + 1 :]
                if cell
            ]
            yield Line(" · ".join(rest), cells[first], kind="item")


def answer_words(library: Library, answers: Answers, path: str, code: str) -> str:
    """The answer to one question as sentences; empty where there is none."""
    material = material_of(library, answers, Language(code), date.min.replace(year=2000))
    if material.value(path) is None:
        return ""
    lines = field_lines(material, (library.form().field(path),))
    return "\n".join(f"{line.strong}: {line.text}" if line.strong and line.text
                     else line.strong or line.text for line in lines)  # fmt: skip


def _problems(material: Material, step: str) -> tuple[str, ...]:
    from wecoop_desktop.forms.wording import problem_message

    found = [
        problem_message(material.form, problem, material.language)
        for problem in material.state.problems
        if problem.path.partition(".")[0] == step and problem.level in ("error", "warning")
    ]
    return tuple(dict.fromkeys(found))[:SAID]


def draft_slides(
    library: Library, answers: Answers, language: Language, today: date
) -> tuple[tuple[str, Slide], ...]:
    """The steps of a proposal that hold something, with the id of the step."""
    material = material_of(library, answers, language, today)
    found = []
    for step in library.form().steps:
        if not any(material.value(field.path) is not None for field in step.fields):
            continue
        lines = field_lines(material, step.fields)
        slide = Slide(language.text(step.title), lines, missing=_problems(material, step.id))
        found += [(step.id, each) for each in packed(slide)]
    return tuple(found)


def _worked(exercise: Exercise, task: Task, fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The questions a task is about: those of its condition, else those the model answers."""
    named = tuple(field for field in fields if field.path in task.done_when)
    own = tuple(field for field in fields if field.path in exercise.model.answers)
    return named or own or fields


def _short(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """As many as stand in half a slide."""
    kept: list[Line] = []
    used = 0
    for line in lines:
        used += -(-(len(line.strong) + len(line.text)) // (WIDE // 2)) or 1
        if used > ROOM - 2 and any(each.kind != "head" for each in kept):
            break
        kept.append(line)
    return tuple(kept)


def task_slides(
    library: Library, exercise: Exercise, answers: Answers, language: Language, today: date
) -> tuple[Slide, ...]:
    """A slide, or more, for each task: the group's answers, what checks say, and the model."""
    material = material_of(library, answers, language, today)
    model = _model(library, exercise, language, today)
    form, found = library.form(), list[Slide]()
    for task in exercise.tasks:
        fields = _worked(exercise, task, _fields(form, task.step))
        lines = field_lines(material, fields) or (Line(language.tr("No answer yet")),)
        better = _short(field_lines(model, fields)) if model else ()
        notes = (language.text(task.told),)
        title, missing = language.text(task.title), _problems(material, task.step)
        found += packed(Slide(title, lines, missing, better, notes))
    return tuple(found)


def model_slides(
    library: Library, exercise: Exercise, language: Language, today: date
) -> tuple[Slide, ...]:
    model = _model(library, exercise, language, today)
    if model is None:
        return ()
    found: list[Slide] = []
    for task in exercise.tasks:
        fields = _worked(exercise, task, _fields(library.form(), task.step))
        lines = field_lines(model, fields)
        found += packed(Slide(language.text(task.title), lines, notes=(language.text(task.told),)))
    return tuple(found)


def _fields(form: Form, step: str) -> tuple[Field, ...]:
    return next((each.fields for each in form.steps if each.id == step), ())


def _model(
    library: Library, exercise: Exercise, language: Language, today: date
) -> Material | None:
    from wecoop_desktop.forms.codec import read_answers
    from wecoop_desktop.packs.exercises import filled

    if not exercise.model.takes and not exercise.model.answers:
        return None
    example = library.example(exercise.example).answers if exercise.example else {}
    answers, _ = read_answers(library.form(), filled(exercise.model, example))
    return material_of(library, answers, language, today)


# Texts


def text_slides(title: str, body: str) -> tuple[Slide, ...]:
    """Markdown: a slide for each heading, more where it is long."""
    from wecoop_desktop.documents.prose import blocks

    told = (
        Paragraph(block.runs) if isinstance(block, Callout) and block.runs else block
        for block in blocks(unlinked(body), lambda _address, words: words)
    )
    found: list[Slide] = []
    present = Slide(title)
    for line in lines_of(told):
        if line.kind == "head":
            found += packed(present) if present.lines else ()
            present = Slide(line.text)
        else:
            present = replace(present, lines=(*present.lines, line))
    found += packed(present) if present.lines or not found else ()
    return tuple(found)


def exercise_slides(exercise: Exercise, language: Language) -> tuple[Slide, ...]:
    """What is asked, task by task; the notes of the time plan are the trainer's."""
    minutes = language.ntr("{n} min", "{n} min", exercise.minutes)
    first = Slide(
        language.text(exercise.title),
        (Line(language.text(exercise.summary)), Line(minutes)),
        notes=tuple(
            f"{row.minutes}: {language.text(row.title)} {language.text(row.notes)}"
            for row in exercise.plan
        ),
    )
    found = [first]
    for at, task in enumerate(exercise.tasks, 1):
        title = f"{at}. {language.text(task.title)}"
        minutes = language.ntr("{n} min", "{n} min", task.minutes)
        lines = (*_paragraph(language.text(task.told)), Line(minutes))
        found += packed(Slide(title, tuple(lines)))
    return tuple(found)


# Matching and statistics


def match_slides(
    library: Library, answers: Answers, language: Language, today: date
) -> tuple[Slide, ...]:
    """The verdicts at a glance, then the first funders with their reasons."""
    from wecoop_desktop.advice.matching import match
    from wecoop_desktop.advice.wording import VERDICTS, reason_message

    form = library.form()
    found = match(
        form, answers, library.reference(), today=today, language=language.code,
        rates=library.rates(),
    )  # fmt: skip
    funders = {funder.id: funder for funder in library.funders()}
    tones = {"fits": "ok", "would_fit": "ok", "unknown": "warn", "does_not_fit": "err"}
    slides: list[Slide] = []
    for verdict, words in VERDICTS.items():
        mine = [one for one in found if one.verdict == verdict]
        lines = tuple(
            Line(language.text(funders[one.funder].name), kind="item", tone=tones[verdict])
            for one in mine
            if one.funder in funders
        )
        if lines:
            slides += packed(Slide(f"{language.tr(words)} · {len(mine)}", lines))
    for one in found[:5]:
        if one.funder not in funders:
            continue
        reasons = tuple(
            Line(reason_message(form, reason, language), kind="item") for reason in one.reasons
        )
        slides += packed(Slide(language.text(funders[one.funder].name), reasons))
    return tuple(slides)


def statistics_slides(library: Library, query: Query, language: Language) -> tuple[Slide, ...]:
    """The figures of a result, then its charts as bars with their numbers."""
    from wecoop_desktop.documents.chart import Bars
    from wecoop_desktop.documents.statistics import exhibits
    from wecoop_desktop.documents.totals import tiles

    told = library.statistics(query)
    found = [
        Slide(
            language.tr("Projects in figures"),
            tuple(Line(tile.caption, f"{tile.label}: {tile.value}") for tile in
                  tiles(told, language)),
        )
    ]  # fmt: skip
    for exhibit in exhibits(told, library.labels(), language, "projects"):
        chart = exhibit.chart
        if not isinstance(chart, Bars):
            continue
        most = max((beam.amount for beam in chart.beams), default=0) or 1
        lines = tuple(
            Line(beam.said, beam.label, "share", max(0, 100 * beam.amount // most))
            for beam in chart.beams
        )
        found += packed(Slide(exhibit.title, lines))
    return tuple(found)


# Room


def height(line: Line) -> int:
    """Lines that it takes."""
    letters = len(line.strong) + len(line.text) + (2 if line.strong else 0)
    return max(1, -(-letters // WIDE)) + (1 if line.kind == "head" else 0)


def packed(slide: Slide) -> list[Slide]:
    """The slide, or several with the same title where it is too long; checks and the better version
    stand on the last."""
    parts: list[list[Line]] = [[]]
    used = 0
    for line in slide.lines:
        taken = height(line)
        if parts[-1] and used + taken > ROOM:
            # A heading stays with what it heads.
            heads = [parts[-1].pop()] if len(parts[-1]) > 1 and parts[-1][-1].kind == "head" else []
            parts.append(heads)
            used = sum(map(height, heads))
        parts[-1].append(line)
        used += taken
    last = len(parts) - 1
    return [
        replace(
            slide,
            lines=tuple(part),
            missing=slide.missing if at == last else (),
            better=slide.better if at == last else (),
        )
        for at, part in enumerate(parts)
    ]
