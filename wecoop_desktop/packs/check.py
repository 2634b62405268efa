"""What one file cannot know of itself: whether ids are unique and references lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Protocol

from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.text import LANGUAGES, Text
from wecoop_desktop.forms.codec import read_answers
from wecoop_desktop.forms.form import Data, Form
from wecoop_desktop.packs.answers import Answer
from wecoop_desktop.packs.content import (
    Event,
    Example,
    Funder,
    Organisation,
    Policy,
    Project,
    Quiz,
    Section,
    Template,
    Term,
    Theme,
)
from wecoop_desktop.packs.diagrams import Diagram
from wecoop_desktop.packs.exercises import Exercise, Filled, RubricRow, filled
from wecoop_desktop.packs.expressions import check_conditions, check_expressions, conditions_of

ADDRESS = re.compile(r"https?://[^\s/?#.][^\s/?#]*\.[^\s/?#.][^\s]*")
LINK = re.compile(r"\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)")
# Markup that readers of Markdown take for more than text, and headings of the first level.
MARKUP = re.compile(r"<[A-Za-z/!?]|!\[|^# ", re.MULTILINE)
SHORT = 19  # characters that fit into the stepper
SHORTEST = 24  # that fit into a row of filters
# A sum may pass the total by rounding.
ROUNDING = Decimal("1.001")


class Known(Protocol):
    """What is checked: the lists of `packs.read.Packs`."""

    @property
    def projects(self) -> tuple[Project, ...]: ...
    @property
    def themes(self) -> tuple[Theme, ...]: ...
    @property
    def legend(self) -> Mapping[str, Mapping[str, Text]]: ...
    @property
    def organisations(self) -> tuple[Organisation, ...]: ...
    @property
    def funders(self) -> tuple[Funder, ...]: ...
    @property
    def policies(self) -> tuple[Policy, ...]: ...
    @property
    def sections(self) -> tuple[Section, ...]: ...
    @property
    def terms(self) -> tuple[Term, ...]: ...
    @property
    def quizzes(self) -> tuple[Quiz, ...]: ...
    @property
    def diagrams(self) -> tuple[Diagram, ...]: ...
    @property
    def forms(self) -> tuple[Form, ...]: ...
    @property
    def templates(self) -> tuple[Template, ...]: ...
    @property
    def examples(self) -> tuple[Example, ...]: ...
    @property
    def events(self) -> tuple[Event, ...]: ...
    @property
    def exercises(self) -> tuple[Exercise, ...]: ...
    @property
    def answers(self) -> tuple[Answer, ...]: ...


class _Ids:
    """The ids of each kind of thing, to look references up."""

    def __init__(self, packs: Known) -> None:
        form = packs.forms[0] if packs.forms else None
        self.of: dict[str, frozenset[str]] = {
            "project": frozenset(project.id for project in packs.projects),
            "organisation": frozenset(entry.id for entry in packs.organisations),
            "funder": frozenset(funder.id for funder in packs.funders),
            "policy": frozenset(policy.id for policy in packs.policies),
            "guide": frozenset(section.id for section in packs.sections),
            "term": frozenset(term.id for term in packs.terms),
            "figure": frozenset(diagram.id for diagram in packs.diagrams),
            "template": frozenset(template.id for template in packs.templates),
            "form": frozenset(entry.id for entry in packs.forms),
            "exercise": frozenset(entry.id for entry in packs.exercises),
            "example": frozenset(entry.id for entry in packs.examples),
            "step": frozenset(step.id for step in form.steps) if form else frozenset(),
            "field": frozenset(
                f"{step.id}.{field.id}" for step in form.steps for field in step.fields
            )
            if form
            else frozenset(),
            "topic": _topics(form),
            "sector": _listed(form, "sectors"),
            "instrument": _listed(form, "instruments"),
            "beneficiary": _listed(form, "beneficiary_types"),
        }

    def missing(
        self, kind: str, ids: Iterable[str], file: str, path: str, index: str = ""
    ) -> Iterator[Finding]:
        """A finding for each id that leads nowhere."""
        for wanted in ids:
            if wanted and wanted not in self.of[kind]:
                values = {"kind": kind, "id": wanted}
                yield Finding("pack-reference-unknown", file, f"{path}{index}", values=values)


def _listed(form: Form | None, name: str) -> frozenset[str]:
    lists = form.tables.get("lists") if form else None
    options = lists.get(name, ()) if isinstance(lists, Mapping) else ()
    if not isinstance(options, tuple):
        return frozenset()
    return frozenset(str(option["id"]) for option in options if isinstance(option, Mapping))


def _topics(form: Form | None) -> frozenset[str]:
    return frozenset(str(entry.get("id")) for entry in _entries(form, "topics"))


def _entries(form: Form | None, name: str) -> tuple[Mapping[str, object], ...]:
    """A list of the table `appraisal`: what criteria are about, and where it is answered."""
    table = form.tables.get("appraisal") if form else None
    found = table.get(name) if isinstance(table, Mapping) else ()
    listed = found if isinstance(found, tuple) else ()
    return tuple(entry for entry in listed if isinstance(entry, Mapping))


def check_packs(packs: Known) -> tuple[Finding, ...]:
    """Everything that is wrong between the packs."""
    ids = _Ids(packs)
    checks: tuple[Callable[[Known, _Ids], Iterator[Finding]], ...] = (
        _unique,
        _projects,
        _classification,
        _funders,
        _forms,
        _expressions,
        _guide,
        _quizzes,
        _examples,
        _exercises,
        _events,
        _answers,
    )
    return tuple(finding for check in checks for finding in check(packs, ids))


def _unique(packs: Known, ids: _Ids) -> Iterator[Finding]:
    aliases = [alias for project in packs.projects for alias in project.aliases]
    for file, listed in (
        ("projects/projects", [project.id for project in packs.projects] + aliases),
        ("projects/organisations.json", [entry.id for entry in packs.organisations]),
        ("guide/glossary.json", [term.id for term in packs.terms]),
    ):
        seen: set[str] = set()
        for value in listed:
            if value in seen:
                yield Finding("pack-id-twice", file, values={"id": value})
            seen.add(value)


def _projects(packs: Known, ids: _Ids) -> Iterator[Finding]:
    related = {project.id: project.related for project in packs.projects}
    for organisation in packs.organisations:
        file = "projects/organisations.json"
        yield from ids.missing("funder", organisation.profiles, file, organisation.id)
    for project in packs.projects:
        file = f"projects/projects/{project.id}.json"
        yield from ids.missing("sector", project.sectors, file, "sectors")
        payers = (line.organisation for line in project.funding)
        yield from ids.missing("organisation", payers, file, "funders")
        yield from ids.missing("project", project.related, file, "related")
        for other in project.related:
            if project.id not in related.get(other, (project.id,)):
                yield Finding("pack-reference-one-way", file, "related", values={"id": other})
        yield from _figures(project, file)
        for index, source in enumerate(project.sources):
            yield from _address(source.url, file, f"sources[{index}].url")
        for discrepancy in project.discrepancies:
            if discrepancy.source is not None and discrepancy.source >= len(project.sources):
                values = {"kind": "source", "id": discrepancy.source}
                yield Finding("pack-reference-unknown", file, "discrepancies", values=values)
        if not project.sources:
            yield Finding("pack-key-missing", file, "sources")


def _classification(packs: Known, ids: _Ids) -> Iterator[Finding]:
    """Every sector has one theme and a short name; every code that occurs has words."""
    if not packs.themes:
        return
    file = "projects/classification.json"
    grouped = [sector for theme in packs.themes for sector in theme.sectors]
    yield from ids.missing("sector", grouped, file, "themes")
    for sector in sorted(ids.of["sector"] | set(grouped)):
        if grouped.count(sector) > 1:
            yield Finding("pack-id-twice", file, "themes", values={"id": sector})
    legend = packs.legend
    for path, kind, values, words in (
        ("themes", "theme for the sector", ids.of["sector"], grouped),
        ("sector_short", "short name for the sector", ids.of["sector"], legend["sector_short"]),
        ("dac", "name for the DAC code", _codes(packs.projects), legend["dac"]),
        ("category", "word for the category", _categories(packs.projects), legend["category"]),
    ):
        for value in sorted(set(values) - set(words)):
            found: dict[str, object] = {"kind": kind, "id": value}
            yield Finding("pack-reference-unknown", file, path, values=found)
    for sector, short in legend["sector_short"].items():
        for language in LANGUAGES:
            if len(short.of(language)) > SHORTEST:
                found = {"text": short.of(language), "limit": SHORTEST}
                path = f"sector_short.{sector}.{language}"
                yield Finding("pack-title-long", file, path, values=found)


def _codes(projects: Iterable[Project]) -> set[str]:
    """The purpose codes in use and their categories, the first three digits."""
    codes = {project.dac_sector for project in projects if project.dac_sector}
    return codes | {code[:3] for code in codes}


def _categories(projects: Iterable[Project]) -> set[str]:
    return {project.category for project in projects if project.category}


def _figures(project: Project, file: str) -> Iterator[Finding]:
    """Dates that cannot follow each other, sums that cannot be; doubtful, not wrong."""
    start, end = project.start, project.end
    if start and end and end < start[: len(end)]:
        values: dict[str, object] = {"start": start, "end": end}
        yield Finding("pack-dates-odd", file, "end", "warning", values)
    if project.total_cost is None:
        return
    paid = sum(
        line.amount
        for line in project.funding
        if line.amount is not None and line.currency == project.currency
    )
    if paid > project.total_cost * ROUNDING:
        values = {"sum": paid, "currency": project.currency, "total": project.total_cost}
        yield Finding("pack-sum-odd", file, "total_cost", "warning", values)


def _address(url: str, file: str, path: str) -> Iterator[Finding]:
    if url and not ADDRESS.fullmatch(url):
        yield Finding("pack-address-odd", file, path, values={"url": url[:200]})


def _funders(packs: Known, ids: _Ids) -> Iterator[Finding]:
    for funder in packs.funders:
        file = f"funders/funders/{funder.id}.json"
        yield from ids.missing("sector", funder.sectors, file, "sectors")
        yield from ids.missing("sector", _keys(funder.card.get("priorities")), file, "priorities")
        yield from ids.missing("instrument", funder.instruments, file, "instruments")
        yield from ids.missing("beneficiary", funder.beneficiaries, file, "beneficiaries")
        yield from ids.missing("template", funder.templates, file, "templates")
        for index, criterion in enumerate(funder.criteria):
            path = f"appraisal_criteria[{index}].topics"
            yield from ids.missing("topic", criterion.topics, file, path)
        yield from _address(funder.website, file, "website")
        if packs.sections:
            yield from _soft(ids.missing("guide", (funder.guide,), file, "guide"))
    for policy in packs.policies:
        file = f"policies/policies/{policy.id}.json"
        yield from ids.missing("sector", policy.weights, file, "weights")
        yield from _address(policy.source_url, file, "source_url")


def _keys(data: object) -> Collection[str]:
    return tuple(data) if isinstance(data, Mapping) else ()


def _soft(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The same as notes: chapters of the guide may still be written."""
    for finding in findings:
        yield Finding(finding.code, finding.file, finding.path, "note", finding.values)


def _forms(packs: Known, ids: _Ids) -> Iterator[Finding]:
    for form in packs.forms:
        groups = {group.id for group in form.groups}
        for number, step in enumerate(form.steps, 1):
            file = f"forms/steps/{number:02d}-{step.id}.json"
            if step.group not in groups:
                values: dict[str, object] = {"kind": "group", "id": step.group}
                yield Finding("pack-reference-unknown", file, "group", values=values)
            if packs.sections:
                yield from _soft(ids.missing("guide", (step.guide,), file, "guide"))
            for language in LANGUAGES:
                if len(step.short.of(language)) > SHORT:
                    values = {"text": step.short.of(language), "limit": SHORT}
                    yield Finding("pack-title-long", file, f"short.{language}", values=values)
        yield from _appraisal(form, ids)
    for template in packs.templates:
        file = f"forms/templates/{template.id}.json"
        yield from ids.missing("funder", (template.funder,), file, "funder")
        for index, section in enumerate(template.sections):
            yield from ids.missing("field", section.fields, file, f"sections[{index}].maps")


def _appraisal(form: Form, ids: _Ids) -> Iterator[Finding]:
    """Every answer that a topic or a reviewer's question looks at is one of the form."""
    for name in ("topics", "questions"):
        for index, entry in enumerate(_entries(form, name)):
            path = f"{name}[{index}].answers"
            answers = entry.get("answers")
            wanted = answers if isinstance(answers, tuple) else ()
            file = "forms/tables/appraisal.json"
            yield from ids.missing("field", map(str, wanted), file, path)
            if not wanted:
                yield Finding("pack-key-missing", file, path)


def _expressions(packs: Known, ids: _Ids) -> Iterator[Finding]:
    for form in packs.forms:
        yield from check_expressions(form, packs.funders, packs.policies, packs.templates)


def _guide(packs: Known, ids: _Ids) -> Iterator[Finding]:
    levels = {section.id: section.level for section in packs.sections}
    for section in packs.sections:
        file = f"guide/sections/{section.id}.json"
        yield from ids.missing("guide", (section.parent,), file, "parent")
        if section.parent in levels and levels[section.parent] != section.level - 1:
            values: dict[str, object] = {"value": section.level}
            yield Finding("pack-value-unknown", file, "level", values=values)
        yield from ids.missing("step", (section.step,), file, "step")
        yield from ids.missing("project", section.projects, file, "projects")
        yield from ids.missing("funder", section.funders, file, "funders")
        for index, source in enumerate(section.sources):
            yield from _address(source.url, file, f"sources[{index}].url")
        for language, body in section.body.pairs():
            yield from _prose(body, f"guide/sections/{section.id}.{language}.md", ids)


def _quizzes(packs: Known, ids: _Ids) -> Iterator[Finding]:
    """A quiz belongs to a part, and asks about sections of that part."""
    parents = {section.id: section.parent for section in packs.sections}
    for quiz in packs.quizzes:
        file = f"guide/quizzes/{quiz.id}.json"
        yield from ids.missing("guide", (quiz.id,), file, "id")
        for index, question in enumerate(quiz.questions):
            path = f"questions[{index}].section"
            yield from ids.missing("guide", (question.section,), file, path)
            if question.section in parents and quiz.id not in _above(question.section, parents):
                values: dict[str, object] = {"value": question.section}
                yield Finding("pack-value-unknown", file, path, values=values)


def _above(section: str, parents: Mapping[str, str]) -> set[str]:
    """The section and everything it stands in; a circle ends where it began."""
    found: set[str] = set()
    while section and section not in found:
        found.add(section)
        section = parents.get(section, "")
    return found


def _prose(body: str, file: str, ids: _Ids) -> Iterator[Finding]:
    """Markdown that holds what readers take for more than text, and links that lead nowhere."""
    if markup := MARKUP.search(body):
        values: dict[str, object] = {"text": body[markup.start() : markup.start() + 20]}
        yield Finding("pack-markup-odd", file, values=values)
    yield from _links(body, file, ids)


def _links(body: str, file: str, ids: _Ids) -> Iterator[Finding]:
    """Links of a Markdown text: inside of the product, or to a web address."""
    for target in LINK.findall(body):
        kind, _, wanted = target.partition(":")
        if kind in ("guide", "project", "funder", "policy", "term", "step", "template", "figure"):
            yield from ids.missing(kind, (wanted,), file, "")
        else:
            yield from _address(target, file, "")
            if not target:
                yield Finding("pack-address-odd", file, values={"url": ""})


def _examples(packs: Known, ids: _Ids) -> Iterator[Finding]:
    for example in packs.examples:
        file = f"examples/examples/{example.id}.json"
        yield from ids.missing("form", (example.form,), file, "form")
        yield from _filled(packs, ids, example.form, example.answers, file, "answers")


def _filled(
    packs: Known, ids: _Ids, form_id: str, answers: Mapping[str, Data], file: str, path: str
) -> Iterator[Finding]:
    """Answers that no question of the form asks for, or of another kind."""
    yield from ids.missing("field", answers, file, path)
    form = next((form for form in packs.forms if form.id == form_id), None)
    if form:
        _, found = read_answers(form, answers)
        for finding in found:
            if finding.level == "error":
                yield replace(finding, file=file, path=f"{path}.{finding.path}")


def _events(packs: Known, ids: _Ids) -> Iterator[Finding]:
    if not packs.exercises:
        return  # that pack may be absent
    for event in packs.events:
        file = f"events/events/{event.id}.json"
        yield from ids.missing("exercise", (event.exercise,), file, "exercise")
        yield from ids.missing("exercise", (event.alike,), file, "same_topic")


def _exercises(packs: Known, ids: _Ids) -> Iterator[Finding]:
    examples = {example.id: example.answers for example in packs.examples}
    compilers = {form.id: conditions_of(form) for form in packs.forms if packs.exercises}
    for exercise in packs.exercises:
        file = f"exercises/exercises/{exercise.id}.json"
        yield from ids.missing("form", (exercise.form,), file, "form")
        yield from ids.missing("topic", exercise.topics, file, "topics")
        yield from ids.missing("project", exercise.projects, file, "projects")
        yield from ids.missing("guide", exercise.sections, file, "sections")
        yield from ids.missing("example", (exercise.example,), file, "example")
        for path, part in (("start", exercise.start), ("model", exercise.model)):
            steps = [each for each in part.takes if "." not in each]
            fields = [each for each in part.takes if "." in each]
            yield from ids.missing("step", steps, file, f"{path}.takes")
            yield from ids.missing("field", fields, file, f"{path}.takes")
            inside = f"{path}.answers"
            yield from _filled(packs, ids, exercise.form, part.answers, file, inside)
            if part.takes and not exercise.example:
                yield Finding("pack-key-missing", file, "example")
            for take in part.takes if exercise.example in examples else ():
                if not filled(Filled((take,)), examples[exercise.example]):
                    values: dict[str, object] = {"kind": "answer in the example", "id": take}
                    yield Finding("pack-reference-unknown", file, f"{path}.takes", values=values)
        for index, task in enumerate(exercise.tasks):
            yield from ids.missing("step", (task.step,), file, f"tasks[{index}].step")
        for index, row in enumerate(exercise.rubric):
            yield from _judged(packs, ids, row, file, f"rubric[{index}]")
        for index, question in enumerate(exercise.checks):
            path = f"checks[{index}].section"
            yield from ids.missing("guide", (question.section,), file, path)
        for language, body in exercise.body.pairs():
            yield from _prose(body, f"exercises/exercises/{exercise.id}.{language}.md", ids)
        if exercise.form in compilers:
            conditions = [(f"tasks[{n}].done_when", task.done_when)
                          for n, task in enumerate(exercise.tasks)]  # fmt: skip
            yield from check_conditions(compilers[exercise.form], conditions, file)


def _judged(packs: Known, ids: _Ids, row: RubricRow, file: str, path: str) -> Iterator[Finding]:
    """The criterion must be one of the funder's own."""
    yield from ids.missing("funder", (row.funder,), file, f"{path}.funder")
    funder = next((funder for funder in packs.funders if funder.id == row.funder), None)
    if funder and row.criterion not in {criterion.name.en for criterion in funder.criteria}:
        values: dict[str, object] = {"kind": "criterion", "id": row.criterion}
        yield Finding("pack-reference-unknown", file, f"{path}.criterion", values=values)


def _answers(packs: Known, ids: _Ids) -> Iterator[Finding]:
    """What an answer is about may be gone meanwhile: a note."""
    kinds = {"section": "guide"}
    for answer in packs.answers:
        kind = kinds.get(answer.kind, answer.kind)
        if kind in ids.of:
            file = f"answers/answers/{answer.id}.json"
            yield from _soft(ids.missing(kind, (answer.about,), file, "about"))
