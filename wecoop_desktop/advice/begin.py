"""What a new proposal can begin with beside a project (`advice.seed`): an earlier proposal, whole
or only its structure, and five answers about a problem."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from wecoop_desktop.forms.answers import Answers, Cell, Money, Row, Value, Words
from wecoop_desktop.forms.form import Field, Form
from wecoop_desktop.forms.kinds import KINDS, empty

Wish = Literal["whole", "structure"]
# Kinds that hold files or what was found at an end: they belong to the proposal they were made for.
OF_ITS_OWN = frozenset({"attachments_list"})
OF_THE_END = frozenset({"readiness", "annexes", "review"})  # steps that look back at a proposal
CODED = frozenset({"choice", "choices"})
# Columns by which rows are known and hang together.
KEYS = frozenset({"code", "parent", "id", "component", "activity", "output", "result_code",
                  "depends_on", "question"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Begun:
    """Answers of a new proposal; `taken` counts questions, `dates`, `files` and `rest` what was
    left: days, files with their rows, and with "structure" texts, figures and amounts."""

    answers: Mapping[str, Value]
    taken: int
    dates: int = 0
    files: int = 0
    rest: int = 0


def again(form: Form, answers: Answers, wish: Wish) -> Begun:
    """An earlier proposal as the beginning of another one.

    Days, files and what looks back (readiness, annexes, self-check) never go along; comments,
    revisions and submissions are no answers. "structure" keeps what is chosen from a list, and
    rows with their codes: no sentence, no figure.
    """
    kept: dict[str, Value] = {}
    dates = files = rest = 0
    for step in form.steps:
        for field in step.fields:
            value = answers.get(field.path)
            if value is None or field.kind == "computed":
                continue
            if field.kind in OF_ITS_OWN or step.id in OF_THE_END:
                files += 1
                continue
            left, gone = _without_days(field, value)
            dates += gone
            if left is not None and wish == "structure":
                coded = _coded(field, left)
                rest += coded is None or coded != left
                left = coded
            if left is not None:
                kept[field.path] = left
    kept["basic.target_maturity"] = kept.get("basic.target_maturity", "idea")
    return Begun(kept, len(kept), dates, files, rest)


def _without_days(field: Field, value: Value) -> tuple[Value | None, int]:
    """The answer without its days, and how many there were."""
    if KINDS[field.kind].stores == "date":
        return None, 1
    days = {column.id for column in field.columns if KINDS[column.kind].stores == "date"}
    if not days or not isinstance(value, tuple):
        return value, 0
    rows = [row for row in value if isinstance(row, Mapping)]
    gone = sum(row.get(day) is not None for row in rows for day in days)
    left = tuple({name: cell for name, cell in row.items() if name not in days} for row in rows)
    return (left if not empty(left) else None), gone


def _coded(field: Field, value: Value) -> Value | None:
    """What of an answer is structure: choices, and rows with their codes and choices."""
    if not field.columns:
        return value if KINDS[field.kind].stores in CODED else None
    if not isinstance(value, tuple):
        return None
    wanted = {c.id for c in field.columns if KINDS[c.kind].stores in CODED or c.id in KEYS}
    rows: list[Row] = []
    for row in value:
        if isinstance(row, Mapping):
            kept: dict[str, Cell] = {name: row[name] for name in row if name in wanted}
            if kept:
                rows.append(kept)
    return tuple(rows) or None


# ---------------------------------------------------------------------- from a problem


@dataclass(frozen=True, slots=True)
class Problem:
    """Five answers: where, who suffers from what, why, who applies, how much.

    Texts are in the language `writing` ("en" or "ru"); all may be empty.
    """

    country: str = ""
    place: str = ""
    suffering: str = ""
    people: Decimal | None = None
    cause: str = ""
    applicant: str = ""
    applicant_type: str = ""
    cost: Decimal | None = None
    currency: str = ""
    writing: str = "en"


def of_problem(form: Form, told: Problem) -> Mapping[str, Value]:
    """The answers that the five say, where the form asks for them; nothing is made up."""
    known = {field.path: field for step in form.steps for field in step.fields}
    return {
        path: value
        for path, value in _said(told)
        if path in known and not empty(value) and _offered(known[path], value)
    }


def _said(told: Problem) -> Iterator[tuple[str, Value]]:
    def words(text: str) -> Words:
        clean = text.strip()
        return Words("", clean) if told.writing == "ru" else Words(clean, "")

    yield "basic.target_maturity", "idea"
    if told.country:
        yield "basic.countries", (told.country,)
    if told.place.strip():
        site: dict[str, Cell] = {"name": words(told.place)}
        yield "sites.locations", ({**site, "country": told.country} if told.country else site,)
    yield "problem.core_problem", words(told.suffering)
    if told.people is not None:
        yield "stakeholders.direct_beneficiaries", told.people
    nodes = [("n1", "core", told.suffering, ""), ("n2", "cause", told.cause, "n1")]
    tree = tuple(_node(*node, writing=told.writing) for node in nodes if node[2].strip())
    if tree:
        yield "problem.problem_tree", tree
    yield "basic.applicant", words(told.applicant)
    yield "basic.applicant_type", told.applicant_type
    yield "basic.currency", told.currency
    if told.cost is not None and told.currency:
        yield "basic.total_cost", Money(told.cost, told.currency)


def _node(name: str, kind: str, text: str, parent: str, *, writing: str) -> Row:
    row: dict[str, Cell] = {"id": name, "kind": kind, f"text_{writing}": text.strip()}
    return {**row, "parent": parent} if parent else row


def _offered(field: Field, value: Value) -> bool:
    options = {option.id for option in field.options}
    chosen = value if isinstance(value, tuple) else (value,)
    return not options or all(not isinstance(one, str) or one in options for one in chosen)
