"""The report of a session as sheets of one workbook; every number is the board's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.documents.sheet import Cell, Sheet
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.wording import problem_message
from wecoop_desktop.packs.exercises import Exercise
from wecoop_desktop.workshop.board import Board, BoardRow
from wecoop_desktop.workshop.evaluation import JUDGED, WRITTEN, Summary
from wecoop_desktop.workshop.measure import Gauge
from wecoop_desktop.workshop.rubric import Review, Standing
from wecoop_desktop.workshop.spread import Differing, Shared, differing, shared

STATES: Mapping[str, str] = {
    "ready": mark("ready to show"),
    "question": mark("question"),
    "late": mark("no new file for long"),
    "work": mark("in work"),
    "damaged": mark("file cannot be read"),
    "none": mark("no file yet"),
}
TASKS: Mapping[str, str] = {
    "done": mark("done"),
    "work": mark("in work"),
    "question": mark("question to the trainer"),
    "none": mark("not started"),
}
VERSIONS: Mapping[str, str] = {
    "same": "",
    "older": mark("made with an older form"),
    "newer": mark("made with a newer form"),
}


@dataclass(frozen=True, slots=True)
class Report:
    """Sheets in their order."""

    title: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Judging:
    """What was judged: groups by the rubric, the reviews themselves, the participants' forms."""

    standings: tuple[Standing, ...] = ()
    reviews: tuple[Review, ...] = ()
    evaluation: Summary | None = None


def report(board: Board, gauge: Gauge, judging: Judging, language: Language) -> Report:
    """All there is to say about a session."""
    tr = language.tr
    sheets = [_groups(board, gauge.exercise, language), _questions(board, gauge, language)]
    if gauge.exercise.rubric:
        sheets.append(_rubric(judging.standings, gauge.exercise, language))
        sheets.append(_reviews(board, judging.reviews, gauge.exercise, language))
    sheets.append(_differing(differing(board, gauge, 40), gauge.form, language))
    sheets.append(_shared(shared(board, 40), gauge.form, language))
    if judging.evaluation is not None:
        sheets.append(_evaluation(judging.evaluation, language))
    return Report(tr("Report of the session {title}", title=board.session.title), tuple(sheets))


def _groups(board: Board, exercise: Exercise, language: Language) -> Sheet:
    tr = language.tr
    heads = (
        tr("Group"), tr("Name"), tr("Country"), tr("State"), tr("Tasks done"), tr("Tasks"),
        *(language.text(task.title) for task in exercise.tasks),
        tr("Readiness, %"), tr("Complete, %"), tr("Consistent, %"), tr("Strong, %"),
        tr("Comments"), tr("Question to the trainer"), tr("Minutes since the last file"),
        tr("Drafts"), tr("Form"), tr("Files that cannot be read"), tr("Participants"),
    )  # fmt: skip
    rows = tuple(_group(row, language) for row in board.rows)
    totals = board.totals
    notes = (
        board.session.title,
        board.session.place,
        tr("Exercise: {title}", title=language.text(board.session.about)),
        tr("As of {moment}", moment=language.moment(board.looked)),
        tr("Handed in: {n} of {total} groups", n=totals["handed"], total=totals["groups"]),
        tr("Tasks done: {n} of {total}", n=totals["done"], total=totals["tasks"]),
        tr(
            "A task is done when its condition holds in the draft, or, where it has none, when the "
            "group says so. Readiness is the least of the three meters over the steps of the "
            "exercise."
        ),
    )
    return Sheet(tr("Groups"), heads, rows, tuple(note for note in notes if note))


def _group(row: BoardRow, language: Language) -> tuple[Cell, ...]:
    tr, meters = language.tr, row.meters
    figures = (None,) * 3 if meters is None else (meters.complete, meters.consistent, meters.strong)
    return (
        row.group.number,
        row.group.name,
        row.group.country,
        tr(STATES[row.state]),
        row.done,
        len(row.tasks),
        *(tr(TASKS[task]) for task in row.tasks),
        row.readiness,
        *figures,
        row.comments,
        row.question,
        row.minutes,
        len(row.drafts),
        tr(VERSIONS[row.version]),
        len(row.faults),
        "; ".join(row.people),
    )


def _questions(board: Board, gauge: Gauge, language: Language) -> Sheet:
    tr = language.tr
    titles = {task.id: language.text(task.title) for task in gauge.exercise.tasks}
    rows = tuple(
        (row.group.number, row.group.name, titles.get(row.asked, ""), row.question)
        for row in board.rows
        if row.question
    )
    heads = (tr("Group"), tr("Name"), tr("Task"), tr("Question to the trainer"))
    return Sheet(tr("Questions"), heads, rows)


def _rubric(standings: Sequence[Standing], exercise: Exercise, language: Language) -> Sheet:
    tr = language.tr
    heads = (
        tr("Group"), tr("Name"),
        *(f"{language.text(row.title)} (0–{max(level.score for level in row.levels)})"
          for row in exercise.rubric),
        tr("Total"), tr("Of at most"), tr("Reviews of trainers"), tr("Reviews of groups"),
    )  # fmt: skip
    rows = tuple(
        (
            each.group.number,
            each.group.name,
            *(score.mean for score in each.scores),
            each.total,
            each.most,
            each.reviews,
            each.peers,
        )
        for each in standings
    )
    note = tr("Means of all reviews. Where a row was not judged by anybody there is no total.")
    return Sheet(tr("Rubric"), heads, rows, (note,))


def _reviews(
    board: Board, reviews: Sequence[Review], exercise: Exercise, language: Language
) -> Sheet:
    tr = language.tr
    names = {row.group.number: row.group.name for row in board.rows}
    heads = (
        tr("Group"), tr("Name"), tr("Reviewer"),
        *(language.text(row.title) for row in exercise.rubric),
        tr("Comments"), tr("Remark"),
    )  # fmt: skip
    rows = tuple(
        (
            each.group,
            names.get(each.group, ""),
            each.reviewer if each.kind == "trainer" else tr("Group {n}", n=each.reviewer),
            *(each.scores.get(row.id) for row in exercise.rubric),
            "; ".join(
                f"{language.text(row.title)}: {each.comments[row.id]}"
                for row in exercise.rubric
                if each.comments.get(row.id)
            ),
            each.remark,
        )
        for each in reviews
    )
    return Sheet(tr("Reviews"), heads, rows)


def label_of(form: Form, path: str, language: Language) -> str:
    """Step and question, as in the wizard."""
    for step in form.steps:
        for field in step.fields:
            if field.path == path:
                return f"{language.text(step.title)} · {language.text(field.label).rstrip(' :')}"
    return path


def _differing(found: Sequence[Differing], form: Form, language: Language) -> Sheet:
    tr = language.tr
    heads = (tr("Question"), tr("Groups apart"), tr("Of"), tr("Changes"), tr("Furthest apart"))
    rows = tuple(
        (
            label_of(form, each.path, language),
            each.groups,
            each.total,
            each.changes,
            f"{each.pair[0]} – {each.pair[1]}",
        )
        for each in found
    )
    note = tr("How many groups gave another answer than most did, and what differs in it.")
    return Sheet(tr("Where answers differ"), heads, rows, (note,))


def _shared(found: Sequence[Shared], form: Form, language: Language) -> Sheet:
    tr = language.tr
    heads = (tr("Question"), tr("What is wrong"), tr("Groups"), tr("Of"), tr("Which"))
    rows = tuple(
        (
            label_of(form, each.path, language),
            problem_message(form, each.problem, language),
            len(each.groups),
            each.total,
            ", ".join(map(str, each.groups)),
        )
        for each in found
    )
    return Sheet(tr("Shared difficulties"), heads, rows)


def _evaluation(found: Summary, language: Language) -> Sheet:
    tr = language.tr
    heads = (tr("Question"), "1", "2", "3", "4", "5", tr("Mean"))
    judged: list[tuple[Cell, ...]] = [
        (tr(JUDGED[each.question]), *each.counts, each.mean) for each in found.judged
    ]
    for question, texts in found.texts.items():
        judged += [(f"{tr(WRITTEN[question])} {said}", *[None] * 6) for said in texts]
    note = language.ntr("{n} form was filled in.", "{n} forms were filled in.", found.forms)
    return Sheet(tr("Evaluation"), heads, tuple(judged), (note,))


def write_report(report: Report, language: Language, stream: BinaryIO) -> None:
    """Write the workbook."""
    from wecoop_desktop.documents.register import write_register

    write_register(report.title, report.sheets, language, stream)
