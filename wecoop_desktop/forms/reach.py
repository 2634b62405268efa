"""Which answers a rule can depend on: while none of them is another, it need not be checked again.

Too many are harmless, one too few would show what is no longer true: whatever is not sure is None,
and such a rule is checked every time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wecoop_desktop.forms.plan import FieldPlan, Plan, RulePlan
    from wecoop_desktop.forms.scope import Expression

# What every rule reads: whether it applies, money, factors, the placeholders of its message.
ALWAYS = (
    "basic.project_type",
    "basic.currency",
    "basic.exchange_rates",
    "basic.target_funders",
    "climate.factor_set",
)
# What functions and names read without naming it.
BEHIND: Mapping[str, tuple[str, ...]] = {
    "ticket_amount(": ("basic.requested", "budget.financing"),
    "answers": ("es_screening.checklist",),
}
# What the tables of the screening are worked out of.
SCREENING = ("es_screening.checklist", "es_screening.category")
# They look at all answers.
EVERYTHING = ("completeness(", "issues(")
KINDS_OF_EVERYTHING = ("languages_agree", "texts_claim", "rates_known")


def reach_of(rule: RulePlan, plan: Plan) -> tuple[str, ...] | None:
    """The paths of the answers, or None where it may be any of them."""
    if rule.kind.id in KINDS_OF_EVERYTHING:
        return None
    return _reached(rule.path, list(_of_rule(rule)), plan)


def reach_of_field(field: FieldPlan, plan: Plan) -> tuple[str, ...] | None:
    """The same for a computed question: as long as these answers stay, its value does."""
    found = _reached(field.field.path, _of_field(field, plan), plan)
    if found is None or not field.field.formula_ref:
        return found
    return tuple(dict.fromkeys((*found, *SCREENING)))


def _reached(home: str, waiting: list[Expression], plan: Plan) -> tuple[str, ...] | None:
    fixed = (*ALWAYS, home)
    reached: dict[str, None] = dict.fromkeys(fixed)
    done: set[int] = set()
    while waiting:
        expression = waiting.pop()
        if id(expression) in done:
            continue
        done.add(id(expression))
        if any(name in expression.text for name in EVERYTHING):
            return None
        for name, paths in BEHIND.items():
            if name in expression.text:
                reached.update(dict.fromkeys(paths))
        if "answers" in expression.text:
            waiting += [found for found, _ in plan.severities.values()]
        for path in expression.paths:
            if path not in reached or path in fixed:
                reached[path] = None
                field = plan.fields.get(path)
                if field is not None:
                    waiting += _of_field(field, plan)
                    if field.field.formula_ref:
                        reached.update(dict.fromkeys(SCREENING))
    return tuple(reached)


def _of_rule(rule: RulePlan) -> Iterator[Expression]:
    yield from rule.expressions.values()
    yield from rule.values.values()
    for one in (rule.when, rule.error_if, rule.rows):
        if one is not None:
            yield one


def _of_field(field: FieldPlan, plan: Plan) -> list[Expression]:
    """What its value is worked out of: its formula, its columns, the tables of the screening."""
    found = [expression for _, expression in field.columns]
    found += [one for one in (field.formula, field.default) if one is not None]
    if field.field.formula_ref:
        for _, when, _, provisional in plan.cases:
            found += [when, provisional]
        found += plan.conditions.values()
        found += [expression for expression, _ in plan.severities.values()]
    return found
