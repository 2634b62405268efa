"""What each funder's document would hold with the answers there are: before any choice is made.

A section is judged at the maturity level of its template. It is ready where something is answered
and nothing that is asked for is missing or wrong; partly where something is answered; missing where
nothing is and the funder insists on it; aside where nothing is and it need not be, or does not
apply. Whether an answer convinces is for the reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.form import LEVELS, Form, Level
from wecoop_desktop.forms.kinds import filled
from wecoop_desktop.forms.state import Problem, State
from wecoop_desktop.packs.content import Template, TemplateSection

if TYPE_CHECKING:
    from wecoop_desktop.forms.evaluate import Reference

Verdict = Literal["ready", "partly", "missing", "aside"]


@dataclass(frozen=True, slots=True)
class SectionCoverage:
    """`blocking` keep the document a draft; `advised` are warnings; `empty` are questions (paths)
    that could be answered and need not be. `given` of `wanted` answers are there and right."""

    section: TemplateSection
    verdict: Verdict
    given: int
    wanted: int
    blocking: tuple[Problem, ...] = ()
    advised: tuple[Problem, ...] = ()
    empty: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """A template with its sections; `ready` is 0-100, of the answers that count."""

    template: Template
    verdict: Verdict
    ready: int
    sections: tuple[SectionCoverage, ...]

    @property
    def blocking(self) -> tuple[Problem, ...]:
        """Each once, in the order of the document."""
        return _each_once(problem for one in self.sections for problem in one.blocking)

    @property
    def advised(self) -> tuple[Problem, ...]:
        return _each_once(problem for one in self.sections for problem in one.advised)

    @property
    def missing(self) -> int:
        """How many answers are not there, or wrong."""
        return sum(one.wanted - one.given for one in self.sections)


def coverage(
    templates: Iterable[Template],
    form: Form,
    answers: Answers,
    *,
    reference: Reference,
    today: date,
    language: str = "en",
    states: Mapping[Level, State] | None = None,
) -> tuple[Coverage, ...]:
    """Every template; `states` that are known already are not worked out again."""
    from wecoop_desktop.forms.evaluate import evaluate

    known = dict(states or {})
    found = []
    for template in templates:
        level = level_of(template)
        if level not in known:
            known[level] = evaluate(
                form,
                answers,
                reference=reference,
                level=level,
                today=today,
                language=language,
            )
        found.append(_covered(template, form, answers, known[level], reference, today))
    return tuple(found)


def level_of(template: Template) -> Level:
    return next((level for level in LEVELS if level == template.level), LEVELS[0])


def asked(template: Template) -> frozenset[str]:
    """The questions a template looks at: `step.field` of what its sections name."""
    return frozenset(root(path) for section in template.sections for path in section.fields)


def root(path: str) -> str:
    """`step.field` of a path that may name rows or a column."""
    return path.split("[", 1)[0]


def _covered(
    template: Template,
    form: Form,
    answers: Answers,
    state: State,
    reference: Reference,
    today: date,
) -> Coverage:
    from wecoop_desktop.documents.due import due

    judge = _Judge(form, answers, state)
    sections = []
    for section in template.sections:
        if not section.fields:
            continue  # made of nothing that is answered
        wanted = due(section, form, answers, reference=reference, level=state.level, today=today)
        sections.append(judge.section(section, insists=wanted is True))
    counted = sum(one.wanted for one in sections)
    given = sum(one.given for one in sections)
    ready = 100 * given // counted if counted else 0
    return Coverage(template, _whole(sections), ready, tuple(sections))


def _whole(sections: Sequence[SectionCoverage]) -> Verdict:
    verdicts = {one.verdict for one in sections} - {"aside"}
    if verdicts == {"ready"}:
        return "ready"
    return "missing" if verdicts <= {"missing"} else "partly"


class _Judge:
    """Looks at the questions of sections; each question counts in the first section that asks."""

    def __init__(self, form: Form, answers: Answers, state: State) -> None:
        self._form, self._answers, self._state = form, answers, state
        self._problems: dict[str, list[Problem]] = {}
        for problem in state.problems:
            if problem.level in ("error", "warning"):
                self._problems.setdefault(problem.path, []).append(problem)
        self._counted: set[str] = set()
        self._begun = {path.partition(".")[0] for path in answers}  # steps

    def section(self, section: TemplateSection, *, insists: bool) -> SectionCoverage:
        paths = [
            path
            for path in dict.fromkeys(map(root, section.fields))
            if path in self._state.visible or self._given(path)
        ]
        found = [problem for path in paths for problem in self._problems.get(path, ())]
        blocking = tuple(problem for problem in found if problem.level == "error")
        wrong = {problem.path for problem in blocking}
        given = [path for path in paths if self._given(path)]
        wanted = [path for path in paths if path in self._state.required or path in given]
        fresh = [path for path in wanted if path not in self._counted]
        self._counted.update(fresh)
        there = sum(path in given and path not in wrong for path in fresh)
        missing = bool(paths) and insists and not given
        return SectionCoverage(
            section,
            _verdict(bool(given), bool(blocking), missing=missing),
            there,
            len(fresh) or int(missing and not wanted),
            blocking if given or insists else (),
            tuple(problem for problem in found if problem.level == "warning"),
            tuple(path for path in paths if path not in given and path not in wrong),
        )

    def _given(self, path: str) -> bool:
        """A result counts where its step holds any answer: the sum of nothing is none."""
        computed = self._state.computed.get(path)
        if computed is not None and computed.reason != "default":
            return computed.value is not None and path.partition(".")[0] in self._begun
        value = self._answers.get(path)
        try:
            return value is not None and filled(self._form.field(path).kind, value)
        except KeyError:
            return False


def _verdict(given: bool, wrong: bool, *, missing: bool) -> Verdict:
    if given:
        return "partly" if wrong else "ready"
    return "missing" if missing else "aside"


def _each_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    found: dict[tuple[object, ...], Problem] = {}
    for problem in problems:
        found.setdefault((problem.path, problem.code, problem.row, problem.column), problem)
    return tuple(found.values())
