"""The reviewer's eye: each criterion of a funder, where the proposal answers it, what is missing.

Which answers belong to a criterion is data: `topics` of the criteria in the funders pack, their
answers in the table `appraisal` of the form. A criterion without topics, or whose questions do not
apply to this proposal, cannot be told; it is never taken for answered. Whether an answer convinces
is for the reader: this counts what is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from wecoop_desktop.base.text import Text
from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.form import LEVELS, Field, Form, Level
from wecoop_desktop.forms.kinds import filled
from wecoop_desktop.forms.state import Problem, State
from wecoop_desktop.packs.content import Funder

TABLE = "appraisal"
QUESTIONS = "reviewer_questions"

Verdict = Literal["answered", "partly", "not_answered", "cannot_tell"]
Standing = Literal["given", "wrong", "missing", "later", "optional"]


@dataclass(frozen=True, slots=True)
class Ground:
    """An answer a criterion looks at: a path to jump to, and how it stands.

    `given` without errors; `wrong` given with errors; `missing` although asked at this level;
    `later`: empty, and asked from the level `since` on; `optional`: empty, and never asked.
    `problems` are its errors and warnings, without that it is missing.
    """

    path: str
    label: Text
    step: Text
    standing: Standing
    since: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """What a criterion is about."""

    id: str
    name: Text
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """One criterion, or one question of a reviewer.

    `asked` counts the grounds that are asked at this level or answered already, `done` those of
    them that are given without errors. `silent` are topics on which nothing at all is said yet,
    asked or not: a criterion with such a topic is answered partly at best.
    """

    id: str  # "gcf-1" for the first criterion of a funder, else the id of the question
    name: Text
    topics: tuple[Text, ...]
    verdict: Verdict
    done: int
    asked: int
    grounds: tuple[Ground, ...]
    silent: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """The self-assessment of a proposal for one funder; `questions` are those of any reviewer."""

    funder: str
    name: Text
    level: Level
    criteria: tuple[Assessment, ...]
    questions: tuple[Assessment, ...]
    as_of: str = ""
    pages: tuple[str, ...] = ()


def review(form: Form, answers: Answers, state: State, funder: Funder) -> Review:
    """How the proposal stands before the criteria of this funder. Pure."""
    known = topics(form)
    seen = _Seen(form, answers, state)
    criteria = []
    for number, criterion in enumerate(funder.criteria, 1):
        about = tuple(known[name] for name in criterion.topics if name in known)
        criteria.append(seen.assess(f"{funder.id}-{number}", criterion.name, about))
    return Review(
        funder=funder.id,
        name=funder.name,
        level=state.level,
        criteria=tuple(criteria),
        questions=tuple(_questions(form, seen)),
        as_of=str(funder.card.get("as_of") or ""),
        pages=tuple(str(page) for page in v.listed(funder.card.get("sources"))),
    )


def topics(form: Form) -> Mapping[str, Topic]:
    """What criteria can be about, by id; empty where the form has no such table."""
    return {
        str(entry.get("id")): Topic(
            str(entry.get("id")), Text.from_map(entry), tuple(_strings(entry.get("answers")))
        )
        for entry in _entries(form, "topics")
    }


def _questions(form: Form, seen: _Seen) -> Iterator[Assessment]:
    answers = {
        str(entry.get("id")): tuple(_strings(entry.get("answers")))
        for entry in _entries(form, "questions")
    }
    for entry in v.elements(v.plain(form.tables.get(QUESTIONS))):
        name = str(entry.get("id"))
        words = Text.from_map(entry)
        yield seen.assess(name, words, (Topic(name, words, answers.get(name, ())),), ())


class _Seen:
    """The answers with what `evaluate` found out about them."""

    def __init__(self, form: Form, answers: Answers, state: State) -> None:
        self._answers = answers
        self._state = state
        self._fields = {field.path: field for step in form.steps for field in step.fields}
        self._steps = {step.id: step.title for step in form.steps}
        self._problems: dict[str, list[Problem]] = {}
        for problem in state.problems:
            if problem.level in ("error", "warning"):
                self._problems.setdefault(problem.path, []).append(problem)

    def assess(
        self, name: str, words: Text, about: Sequence[Topic], named: Sequence[Text] | None = None
    ) -> Assessment:
        """`named` are the words of the topics where they are not their own."""
        grounds = tuple(self._grounds(path for topic in about for path in topic.answers))
        there = {ground.path for ground in grounds}
        silent = tuple(
            topic.name
            for topic in about
            if there & set(topic.answers) and not any(map(self._said, topic.answers))
        )
        counted = [ground for ground in grounds if ground.standing not in ("later", "optional")]
        done = sum(ground.standing == "given" for ground in counted)
        return Assessment(
            id=name,
            name=words,
            topics=tuple(topic.name for topic in about) if named is None else tuple(named),
            verdict=self._verdict(grounds, counted, done, silent),
            done=done,
            asked=len(counted),
            grounds=grounds,
            silent=silent,
        )

    def _grounds(self, paths: Iterable[str]) -> Iterator[Ground]:
        """What applies to this proposal, each once and in the order of the criterion."""
        for path in dict.fromkeys(paths):
            field = self._fields.get(path)
            if field is not None and path in self._state.visible:
                yield self._ground(field)

    def _ground(self, field: Field) -> Ground:
        found = self._problems.get(field.path, ())
        given = self._given(field)
        if given:
            wrong = any(problem.level == "error" for problem in found)
            standing: Standing = "wrong" if wrong else "given"
        elif field.path in self._state.required:
            standing = "missing"
        else:
            standing = "later" if self._later(field) else "optional"
        return Ground(
            path=field.path,
            label=field.label,
            step=self._steps[field.step],
            standing=standing,
            since=field.required_from if standing == "later" else "",
            problems=tuple(p for p in found if given or p.code != "required"),
        )

    def _said(self, path: str) -> bool:
        field = self._fields.get(path)
        return field is not None and path in self._state.visible and self._given(field)

    def _given(self, field: Field) -> bool:
        if field.kind == "computed":
            computed = self._state.computed.get(field.path)
            return computed is not None and computed.value is not None
        value = self._answers.get(field.path)
        return value is not None and filled(field.kind, value)

    def _later(self, field: Field) -> bool:
        level = field.required_from
        return level != "never" and LEVELS.index(level) > LEVELS.index(self._state.level)

    def _verdict(
        self,
        grounds: Sequence[Ground],
        counted: Sequence[Ground],
        done: int,
        silent: Sequence[Text],
    ) -> Verdict:
        if not grounds:
            return "cannot_tell"
        if not any(ground.standing in ("given", "wrong") for ground in grounds):
            return "not_answered"
        asked = any(ground.path in self._state.required for ground in counted)
        whole = done == len(counted) and not silent and (asked or done == len(grounds))
        return "answered" if whole else "partly"


def _entries(form: Form, name: str) -> tuple[Mapping[str, object], ...]:
    table = v.plain(form.tables.get(TABLE))
    found = table.get(name) if isinstance(table, Mapping) else None
    return tuple(entry for entry in v.elements(found) if isinstance(entry, Mapping))


def _strings(value: object) -> Iterator[str]:
    return (one for one in v.listed(value) if isinstance(one, str))
