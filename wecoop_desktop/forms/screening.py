"""What the screening questions lead to: why this category, what to find out, which studies.

Pure: reads the tables `es_questions`, `es_category_rule` and `es_documents_rule` of the form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext

from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.derivation import Derivation, Given, Line
from wecoop_desktop.forms.factors import words
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.plan import prepare
from wecoop_desktop.forms.working import Reference, Working

CHECKLIST = "es_screening.checklist"
AUTO = "es_screening.category_auto"
# Each case of the rule as a sentence, by its id.
CASES = {
    "x_yes": mark("An exclusion question is answered yes: category X."),
    "a_yes": mark("A question of weight A is answered yes: category A."),
    "a_unknown": mark("Two or more questions of weight A are open: category A, provisional."),
    "b_yes": mark("A question of weight B is answered yes and none of weight A: category B."),
    "any_unknown": mark("Nothing is answered yes, but decisive questions are open: category B, "
                        "provisional."),
    "clean": mark("Every decisive question is answered no: category C."),
}  # fmt: skip
# Funders of the table of categories, under the ids of their profiles.
NAMES = {"gef_undp": "gef"}


@dataclass(frozen=True, slots=True)
class Question:
    """A screening question as it counts for these answers."""

    id: str
    label: Text
    topic: str
    severity: str
    answer: str
    task: Text = Text()


@dataclass(frozen=True, slots=True)
class Study:
    """A document the category asks for, and the days it is disclosed for, by funder."""

    id: str
    label: Text


@dataclass(frozen=True, slots=True)
class Disclosure:
    """How long a funder wants documents of this category disclosed."""

    funder: str
    days: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything the screening says, for one set of answers."""

    letter: str
    provisional: bool
    case: str
    deciding: tuple[Question, ...]
    excluded: tuple[Question, ...]
    to_find_out: tuple[Question, ...]
    tasks: tuple[Question, ...]  # answered yes, weight N: they create work but no category
    studies: tuple[Study, ...]
    names: tuple[tuple[str, Text], ...]  # funder id, its own name of the category
    disclosure: tuple[Disclosure, ...]
    answered: int
    asked: int


def outcome(form: Form, answers: Answers, reference: Reference, *, today: date) -> Outcome:
    """What the answers lead to; unknown answers stay open and are told as such."""
    with localcontext(v.BOUNDS):
        world = Working(prepare(form), answers, reference, today, "en")
        return of_world(world)


def of_world(world: Working) -> Outcome:
    questions = tuple(_questions(world))
    found = world.value(AUTO)
    parts = found.parts if isinstance(found, v.Result) else {}
    letter = str(parts.get("letter") or "")
    reasons = [str(reason) for reason in v.listed(parts.get("reasons"))]
    chosen = world.value("es_screening.category")
    used = chosen if isinstance(chosen, str) else letter
    given = {
        row.get("question")
        for row in v.elements(world.value(CHECKLIST))
        if row.get("answer") is not None
    }
    return Outcome(
        letter=letter,
        provisional=parts.get("provisional") is True,
        case=str(parts.get("case") or ""),
        deciding=tuple(q for q in questions if q.id in reasons),
        excluded=tuple(q for q in questions if q.severity == "X" and q.answer == "yes"),
        to_find_out=tuple(q for q in questions if q.answer == "unknown" and q.id in given),
        tasks=tuple(q for q in questions if q.severity == "N" and q.answer == "yes"),
        studies=tuple(_studies(world)),
        names=tuple(_names(world, used)),
        disclosure=tuple(_disclosure(world, used)),
        answered=sum(q.id in given for q in questions),
        asked=len(questions),
    )


def _questions(world: Working) -> Iterator[Question]:
    table = {row.get("id"): row for row in v.elements(world.plan.tables.get("es_questions"))}
    for row in world.questions():
        entry = table.get(row["question"], {})
        yield Question(
            str(row["question"]),
            Text.from_map(entry),
            str(row["topic"] or ""),
            str(row["severity"] or ""),
            str(row["answer"]),
            words(entry.get("task")),
        )


def _studies(world: Working) -> Iterator[Study]:
    for row in v.elements(world.value("es_screening.documents_needed")):
        yield Study(str(row.get("id")), words(row.get("label")))


def _names(world: Working, letter: str) -> Iterator[tuple[str, Text]]:
    """The category in the words of each funder; the funders of the proposal first."""
    table = world.plan.tables.get("es_category_rule")
    mapping = table.get("mapping") if isinstance(table, Mapping) else None
    row = mapping.get(letter) if isinstance(mapping, Mapping) else None
    if not isinstance(row, Mapping):
        return
    wanted = [str(one) for one in v.listed(world.value("basic.target_funders"))]
    entries = [(NAMES.get(str(name), str(name)), said) for name, said in row.items()]
    entries.sort(key=lambda pair: wanted.index(pair[0]) if pair[0] in wanted else len(wanted))
    for name, said in entries:
        yield name, words(said) or Text(str(said))


def _disclosure(world: Working, letter: str) -> Iterator[Disclosure]:
    """Days of disclosure by the cards of the funders considered."""
    for name in v.listed(world.value("basic.target_funders")):
        card = world.reference.funder_by_id.get(name)
        days = card.get("disclosure_days") if card is not None else None
        if not isinstance(days, Mapping):
            continue
        private = world.value("basic.applicant_type") == "private"
        number = days.get(f"{letter}_private") if private else None
        number = number if number is not None else days.get(letter)
        if isinstance(number, Decimal):
            yield Disclosure(str(name), int(number))


def category_derivation(form: Form, world: Working, language: Language, path: str) -> Derivation:
    """How the category was found: the case of the rule that holds, and the answers behind it."""
    found = of_world(world)
    tr = language.tr
    given = [
        Given(
            language.text(question.label),
            _answer(language, question.answer),
            CHECKLIST,
            tr("weight {letter}", letter=question.severity),
        )
        for question in found.deciding
    ]
    rule = tr(CASES[found.case]) if found.case in CASES else ""
    letter = found.letter
    said = tr("{letter}, provisional", letter=letter) if found.provisional else letter
    table = world.plan.tables.get("es_category_rule")
    note = table.get("note") if isinstance(table, Mapping) else None
    notes = [language.text(words(note))] if isinstance(note, Mapping) else []
    label = language.text(form.field(path).label)
    return Derivation(path, label, said, tuple(given), (Line(rule, "", said),), None, tuple(notes))


def _answer(language: Language, answer: str) -> str:
    tr = language.tr
    return {"yes": tr("Yes"), "no": tr("No")}.get(answer, tr("Not known yet"))
