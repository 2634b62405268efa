"""`evaluate`: form and answers in, everything there is to say about them out. Pure and bounded."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import ROUND_FLOOR, Decimal, localcontext
from functools import partial

from wecoop_desktop.forms import limits
from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.answers import Answers, Value
from wecoop_desktop.forms.asking import SILENT, Asking, Outcome, Place
from wecoop_desktop.forms.expression import Compiler
from wecoop_desktop.forms.form import LEVELS, Field, Form, Level
from wecoop_desktop.forms.plan import Plan, RulePlan, prepare, roots_of
from wecoop_desktop.forms.reach import reach_of
from wecoop_desktop.forms.scope import truth
from wecoop_desktop.forms.state import Computed, Meters, Problem, ProblemLevel, Progress, State
from wecoop_desktop.forms.working import Reference, Working

__all__ = ["Reference", "evaluate", "holds", "prepare"]

DEFAULT_LEVEL: Level = "concept"
_WEIGHT = {"error": 0, "warning": 1, "hint": 2, "not_checked": 3}
NO_CONTENT = Reference()


def evaluate(
    form: Form,
    answers: Answers,
    *,
    reference: Reference = NO_CONTENT,
    level: Level | None = None,
    today: date,
    language: str = "en",
    asked: Collection[str] | None = None,
) -> State:
    """What is visible, required, computed, wrong and missing.

    `asked` are the questions that the meters look at: those of a template; None means all.
    `level` None means the one that the answers aim at, else "concept". Never raises for answers
    whose values are of the kinds of their fields.
    """
    with localcontext(v.BOUNDS):
        plan = prepare(form)
        world = Working(plan, answers, reference, today, language)
        chosen = level or _aimed(world)
        world.check_level = chosen
        return _state(plan, world, chosen, asked)


def holds(
    form: Form,
    expression: str,
    answers: Answers,
    *,
    reference: Reference = NO_CONTENT,
    level: Level | None = None,
    today: date,
) -> bool | None:
    """Whether a condition of the form's grammar is met by the answers; None: not to be told yet.

    Conditions stand outside the form too: a template asks for some sections only where they apply.
    """
    with localcontext(v.BOUNDS):
        plan = prepare(form)
        # One form is asked about many drafts: what its names lead to is found out once.
        roots = plan.memory.of("roots", form, lambda: roots_of(form))
        made = Compiler(roots).expression(expression)
        if made.errors:
            return None
        world = Working(plan, answers, reference, today, "en")
        world.check_level = level or _aimed(world)
        return truth(made.of(world))


def _aimed(world: Working) -> Level:
    wanted = world.value("basic.target_maturity")
    return next((name for name in LEVELS if name == wanted), DEFAULT_LEVEL)


def _state(plan: Plan, world: Working, level: Level, asked: Collection[str] | None) -> State:
    items = [field.field for field in plan.fields.values()]
    visible = frozenset(item.path for item in items if world.visible(item))
    required = frozenset(item.path for item in items if world.required(item, level))
    verdicts = _Verdicts(asked)
    found: list[Problem] = []
    for path, field in plan.fields.items():
        if path in visible:
            found.extend(_limits(plan, field.field, world.answers.get(path), path in required))
    ruled: list[Problem] = []
    for rule in plan.rules:
        if LEVELS.index(rule.rule.since) <= LEVELS.index(level):
            ruled.extend(_ruled(rule, world, level, verdicts))
    world.found_issues = tuple(_issue(problem) for problem in _sorted(ruled))
    for path, field in plan.fields.items():
        if field.field.columns or _computed_here(field.field):
            world.value(path)
    problems = _in_order(plan, [*_unsaid(found, ruled), *ruled])
    verdicts.limits(found, world, visible, plan)
    return State(
        level=level,
        visible=visible,
        required=required,
        computed={**_suggestions(plan, world), **world.made},
        problems=problems,
        progress=_progress(plan, world, required, problems),
        meters=verdicts.meters(world.completeness_of(level, asked)),
    )


def _limits(plan: Plan, item: Field, value: Value | None, asked: object) -> tuple[Problem, ...]:
    required, memory = bool(asked), plan.memory
    by_row = partial(memory.of_each, ("limits by row", item.path))
    return memory.of(
        ("limits", item.path, required),
        value,
        lambda: tuple(limits.problems(item, value, required=required, by_row=by_row)),
    )


def _unsaid(found: list[Problem], ruled: list[Problem]) -> list[Problem]:
    """Missing cells and open questions without those that a rule already names."""
    said = {(problem.path, problem.row, problem.column) for problem in ruled if problem.column}
    named = {problem.path for problem in ruled if problem.values and "missing" in problem.values}
    return [
        problem
        for problem in found
        if not (problem.code == "questions-open" and problem.path in named)
        and (
            problem.code != "column-required"
            or (problem.path, problem.row, problem.column) not in said
        )
    ]


def _computed_here(item: Field) -> bool:
    """Matching with funders is worked out where it is shown, not at each key press."""
    return item.kind == "computed" and item.formula_ref != "matching"


def _suggestions(plan: Plan, world: Working) -> Mapping[str, Computed]:
    """Defaults of what is not answered: offered, never written. Their reason is "default"."""
    offered: dict[str, Computed] = {}
    for path, field in plan.fields.items():
        if field.field.kind == "computed" or world.answers.get(path) is not None:
            continue
        value: object = field.field.default
        if field.default is not None:
            value = v.scalar(field.default.of(world))
        if value is not None:
            offered[path] = Computed(value, "default")
    return offered


# ---------------------------------------------------------------------- rules


class _Verdicts:
    """Counts for the meters: of the rules checked, how many are met."""

    def __init__(self, asked: Collection[str] | None) -> None:
        self.asked = asked
        self.errors = [0, 0]  # met, checked
        self.advice = [0, 0]

    def place(self, rule: RulePlan, problems: tuple[Problem, ...]) -> str:
        """The question a rule counts for: one that is asked, where it looks at many."""
        paths = (rule.path, *(problem.path for problem in problems))
        return next((p for p in paths if self.asked is not None and p in self.asked), rule.path)

    def add(self, path: str, level: str, met: bool) -> None:
        if self.asked is not None and path not in self.asked:
            return
        counts = self.errors if level == "error" else self.advice
        counts[0] += met
        counts[1] += 1

    def limits(
        self, found: list[Problem], world: Working, visible: frozenset[str], plan: Plan
    ) -> None:
        """Fields with limits that are filled count as advice followed, or not."""
        broken = {problem.path for problem in found if problem.code != "required"}
        for path in visible:
            item = plan.fields[path].field
            if limits.limited(item) and world.filled(item):
                self.add(path, "warning", path not in broken)

    def meters(self, complete: Decimal) -> Meters:
        return Meters(_whole(complete), _share(self.errors), _share(self.advice))


def _share(counts: list[int]) -> Decimal:
    met, checked = counts
    return _whole(v.HUNDRED * met / checked) if checked else v.ZERO


def _whole(percent: Decimal) -> Decimal:
    """Rounded down: 100 is shown only when nothing is left."""
    return percent.quantize(Decimal(1), rounding=ROUND_FLOOR)


_Verdict = tuple[ProblemLevel, bool]  # the level at which a rule was checked, whether it is met


def _ruled(
    rule: RulePlan, world: Working, level: Level, verdicts: _Verdicts
) -> tuple[Problem, ...]:
    """The problems of a rule, as they were while no answer that it depends on is another."""
    plan = world.plan
    if id(rule) not in plan.reach:
        plan.reach[id(rule)] = reach_of(rule, plan)
    reach = plan.reach[id(rule)]
    if reach is None:
        problems, verdict = _judged(rule, world, level)
    else:
        problems, verdict = plan.memory.of_all(
            ("rule", id(rule), level, world.language, world.today),
            (world.reference, *map(world.answers.get, reach)),
            lambda: _judged(rule, world, level),
        )
    if verdict is not None:
        verdicts.add(verdicts.place(rule, problems), *verdict)
    return problems


def _judged(
    plan: RulePlan, world: Working, level: Level
) -> tuple[tuple[Problem, ...], _Verdict | None]:
    home = world.plan.fields.get(plan.path)
    if home is not None and not world.visible(home.field):
        return (), None
    if plan.when is not None and truth(plan.when.of(world)) is not True:
        return (), None
    places = _checked(plan, world)
    if places is SILENT:
        return (), None
    if places is None:
        return (Problem(plan.path, plan.rule.id, "not_checked", message=plan.rule.message),), None
    severity = _severity(plan, world, level)
    verdict = (severity, not places)
    if not places:
        return (), verdict
    values = _values(plan, world)
    at_home = _at_home(plan, places)
    return tuple(_problem(plan, severity, place, values) for place in at_home), verdict


def _checked(plan: RulePlan, world: Working) -> Outcome:
    """A rule over numbers that leave the bounds cannot be checked."""
    try:
        return plan.kind.check(Asking(plan, world))
    except ArithmeticError:
        return None


def _at_home(plan: RulePlan, places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Rows are told only where they are rows of the field at which the problem is shown."""
    if not plan.rows or plan.path in plan.rows.paths or any(place.path for place in places):
        return places
    return (Place(values={"missing": tuple(place.values.get("value") for place in places)}),)


def _problem(
    plan: RulePlan, severity: ProblemLevel, place: Place, values: Mapping[str, object]
) -> Problem:
    return Problem(
        path=place.path or plan.path,
        code=plan.rule.id,
        level=severity,
        row=place.row,
        column=place.column,
        values={**place.values, **values},
        message=plan.rule.message,
    )


def _severity(plan: RulePlan, world: Working, level: Level) -> ProblemLevel:
    severity: ProblemLevel = plan.rule.severity
    raised = plan.rule.parameters.get("level_at")
    if isinstance(raised, Mapping):
        for name in LEVELS[: LEVELS.index(level) + 1]:
            severity = _named(raised.get(name), severity)
    if plan.error_if is not None and truth(plan.error_if.of(world)) is True:
        return "error"
    return severity


def _named(name: object, otherwise: ProblemLevel) -> ProblemLevel:
    levels: tuple[ProblemLevel, ...] = ("error", "warning", "hint")
    return next((level for level in levels if level == name), otherwise)


def _values(plan: RulePlan, world: Working) -> Mapping[str, object]:
    """The placeholders of a message; {funder} and {level} are always known."""
    lead = world.lead() or {}
    names = lead.get("acronym") or lead.get("name")
    if names is None:
        names = {"en": lead.get("name_en"), "ru": lead.get("name_ru")}
    label = next(
        (
            row.get("label") or {"en": row.get("label_en"), "ru": row.get("label_ru")}
            for row in v.elements(world.plan.tables.get("maturity_levels"))
            if row.get("id") == world.check_level
        ),
        world.check_level,
    )
    known: dict[str, object] = {"funder": names, "level": label}
    for name, expression in plan.values.items():
        known[name] = v.scalar(value) if _plain(value := expression.of(world)) else value
    return known


def _plain(value: object) -> bool:
    return not isinstance(value, (tuple, Mapping))


# ---------------------------------------------------------------------- order and progress


def _sorted(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: _WEIGHT[problem.level])


def _issue(problem: Problem) -> Mapping[str, object]:
    return {
        "rule": problem.code,
        "path": problem.path,
        "level": problem.level,
        "row": problem.row,
    }


def _in_order(plan: Plan, problems: list[Problem]) -> tuple[Problem, ...]:
    """By field in the order of the form, errors first within a field, then by row."""
    place = {path: index for index, path in enumerate(plan.fields)}

    def key(problem: Problem) -> tuple[int, int, int]:
        row = -1 if problem.row is None else problem.row
        return place.get(problem.path, len(place)), _WEIGHT[problem.level], row

    return tuple(sorted(problems, key=key))


def _progress(
    plan: Plan, world: Working, required: frozenset[str], problems: tuple[Problem, ...]
) -> Mapping[str, Progress]:
    counts: dict[str, dict[str, int]] = {}
    for problem in problems:
        of_step = counts.setdefault(problem.path.partition(".")[0], {})
        of_step[problem.level] = of_step.get(problem.level, 0) + 1
    progress = {}
    for step in plan.form.steps:
        asked = [item for item in step.fields if item.path in required]
        found = counts.get(step.id, {})
        progress[step.id] = Progress(
            filled=sum(world.filled(item) for item in asked),
            required=len(asked),
            errors=found.get("error", 0),
            warnings=found.get("warning", 0),
            hints=found.get("hint", 0),
        )
    return progress
