"""Makes slides of what the program holds: answers, the exercise, matches, figures.

They are whole here; `presentationroom` parts those that are too long. Names of people and groups
are never among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from wecoop_desktop.base.language import Language
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.form import Field, Form
from wecoop_desktop.ui.presenters.presentationlines import lines_of, sentences
from wecoop_desktop.ui.presenters.presentationview import Line, Slide

if TYPE_CHECKING:
    from wecoop_desktop.documents.chart import Columns
    from wecoop_desktop.documents.compose.material import Material
    from wecoop_desktop.library.library import Library
    from wecoop_desktop.library.query import Query
    from wecoop_desktop.packs.exercises import Exercise, Task

MOST = 8  # problems that a slide names
YEARS = 5  # in a bar of a slide
BETTER = 14  # lines of the version that works
WHO = frozenset({"basic.applicant", "basic.contact"})  # never on a projector


# Answers


def material_of(library: Library, answers: Answers, language: Language, today: date) -> Material:
    from wecoop_desktop.documents.compose.material import Material
    from wecoop_desktop.forms.evaluate import evaluate

    form, reference = library.form(), library.reference()
    state = evaluate(form, answers, reference=reference, today=today)
    return Material(form, answers, state, language, reference, today)


def field_lines(material: Material, fields: Sequence[Field]) -> tuple[Line, ...]:
    from wecoop_desktop.documents.compose import fields as composed

    shown = (field for field in fields if field.path not in WHO)
    return tuple(line for field in shown for line in lines_of(composed.blocks(material, [field])))


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
    said = tuple(dict.fromkeys(found))
    left = len(said) - MOST
    if left <= 0:
        return said
    more = material.language.ntr("and {n} more", "and {n} more", left)
    return (*said[:MOST], more)


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
        missing = _problems(material, step.id)
        found.append((step.id, Slide(language.text(step.title), lines, missing=missing)))
    return tuple(found)


def _worked(exercise: Exercise, task: Task, fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The questions a task is about: those of its condition, else those the model answers."""
    named = tuple(field for field in fields if field.path in task.done_when)
    own = tuple(field for field in fields if field.path in exercise.model.answers)
    return named or own or fields


def _short(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The first of them: a version that works is to be seen, not read to its end."""
    return tuple(lines[:BETTER])


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
        found.append(Slide(title, lines, missing, better, notes))
    return tuple(found)


def model_slides(
    library: Library, exercise: Exercise, language: Language, today: date
) -> tuple[Slide, ...]:
    model = _model(library, exercise, language, today)
    if model is None:
        return ()
    found: list[Slide] = []
    shown: dict[str, str] = {}  # by which task's slides a question was answered
    for task in exercise.tasks:
        fields = _worked(exercise, task, _fields(library.form(), task.step))
        title, notes = language.text(task.title), (language.text(task.told),)
        lines = list(field_lines(model, [each for each in fields if each.path not in shown]))
        for before in dict.fromkeys(shown[each.path] for each in fields if each.path in shown):
            lines.append(Line(language.tr("See the slides “{title}”.", title=before)))
        found.append(Slide(title, tuple(lines), notes=notes))
        shown |= {each.path: title for each in fields if each.path not in shown}
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


# The exercise


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
        lines = (*sentences(language.text(task.told)), Line(minutes))
        found.append(Slide(title, tuple(lines)))
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
            slides.append(Slide(f"{language.tr(words)} · {len(mine)}", lines))
    for one in found[:5]:
        if one.funder not in funders:
            continue
        reasons = tuple(
            Line(reason_message(form, reason, language), kind="item") for reason in one.reasons
        )
        slides.append(Slide(language.text(funders[one.funder].name), reasons))
    return tuple(slides)


def statistics_slides(library: Library, query: Query, language: Language) -> tuple[Slide, ...]:
    """The figures of a result, then its charts as bars with their numbers."""
    from wecoop_desktop.documents.chart import Bars, Columns
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
        if isinstance(chart, Bars):
            bars = [(beam.label, beam.said, beam.amount) for beam in chart.beams]
        elif isinstance(chart, Columns):
            bars = _by_years(chart, language)
        else:
            continue
        most = max((amount for _, _, amount in bars), default=0) or 1
        lines = tuple(
            Line(said, label, "share", max(0, 100 * amount // most)) for label, said, amount in bars
        )
        found.append(Slide(exhibit.title, lines))
    return tuple(found)


def _by_years(chart: Columns, language: Language) -> list[tuple[str, str, int]]:
    """Thirty years are too many for a slide: what each five of them come to."""
    sums: dict[int, int] = {}
    for pile in chart.piles:
        if pile.key.isascii() and pile.key.isdecimal():
            first = int(pile.key) // YEARS * YEARS
            sums[first] = sums.get(first, 0) + sum(pile.amounts)
    return [(f"{first}–{first + YEARS - 1}", language.number(amount), amount)
            for first, amount in sorted(sums.items())]  # fmt: skip
