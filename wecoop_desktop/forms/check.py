"""Everything that can be wrong with a form before anyone has answered it.

`check_form` compiles each expression again with the shapes of the cards at hand, so that a column
that no card has is found; `evaluate` itself works without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from wecoop_desktop.base.findings import Finding
from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.expression import Compiler, Frames, Roots
from wecoop_desktop.forms.form import LEVELS, Form, Rule
from wecoop_desktop.forms.kinds import KINDS
from wecoop_desktop.forms.plan import Plan, RulePlan, make_plan, roots_of
from wecoop_desktop.forms.rules import OPERATORS
from wecoop_desktop.forms.scope import Expression
from wecoop_desktop.forms.shapes import ANY, RECORD, SCALAR, Shape, together
from wecoop_desktop.forms.working import Reference

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_ALWAYS_KNOWN = {"funder", "level"}
# What formulas for greenhouse gases know beside the variables of their method.
GIVEN = ("GWP_CH4", "GWP_N2O")


def check_form(form: Form, reference: Reference) -> tuple[Finding, ...]:
    """A finding for every name, column, function, placeholder and parameter that leads nowhere.

    `Finding.path` is the field, rule or table where it stands.
    """
    shapes = {name: together(cards) for name, cards in reference.cards.items() if cards}
    roots = roots_of(form, shapes)
    plan = make_plan(form, roots)
    findings = [
        Finding(code, path=where, values=dict(values)) for where, code, values in plan.errors
    ]
    findings.extend(_circles(plan))
    findings.extend(_rules(plan))
    findings.extend(_tables(plan))
    findings.extend(_upgrades(form))
    compiler = _Tables(form, roots, shapes.get("funders", ANY))
    findings.extend(compiler.methods(plan.tables.get("ghg_methods")))
    findings.extend(compiler.matching(plan.tables.get("matching")))
    return _distinct(findings)


def _distinct(findings: list[Finding]) -> tuple[Finding, ...]:
    kept: dict[tuple[str, str, str], Finding] = {}
    for finding in findings:
        kept.setdefault((finding.code, finding.path, repr(finding.values)), finding)
    return tuple(kept.values())


def _circles(plan: Plan) -> Iterator[Finding]:
    """Computed values that need each other in a circle; each circle once."""
    needs: dict[str, set[str]] = {}
    for path, field in plan.fields.items():
        expressions = [expression for _, expression in field.columns]
        if field.formula is not None:
            expressions.append(field.formula)
        needs[path] = {name for expression in expressions for name in expression.paths}
    told: set[str] = set()
    for path in needs:
        reached = _reached(needs, path)
        if path in reached and path not in told:
            circle = sorted(name for name in reached if path in _reached(needs, name))
            told.update(circle)
            yield Finding("form-circle", path=path, values={"names": ", ".join(circle)})


def _reached(needs: Mapping[str, set[str]], start: str) -> set[str]:
    """All that a computed value needs. A computed column may name columns of its own table, which
    are no paths, so a path found here is a real need."""
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        for name in needs.get(waiting.pop(), ()):
            if name not in reached:
                reached.add(name)
                waiting.append(name)
    return reached


# ---------------------------------------------------------------------- rules


def _rules(plan: Plan) -> Iterator[Finding]:
    seen: set[str] = set()
    for made in plan.rules:
        rule = made.rule
        if rule.id in seen:
            yield Finding("form-id-twice", path=rule.id, values={"id": rule.id})
        seen.add(rule.id)
        known = {*rule.values, *made.kind.gives}
        yield from _placeholders(rule.id, rule.message.en, rule.message.ru, known)
        yield from _literals(rule)
        yield from _columns(made)


def _placeholders(where: str, en: str, ru: str, values: set[str]) -> Iterator[Finding]:
    for sentence in (en, ru):
        for name in _PLACEHOLDER.findall(sentence):
            if name not in values | _ALWAYS_KNOWN:
                yield Finding("rule-unknown-placeholder", path=where, values={"name": name})


def _literals(rule: Rule) -> Iterator[Finding]:
    """Operators, levels, patterns and `empty` take only some values."""
    given = rule.parameters
    wrong: dict[str, object] = {}
    if "op" in given and given["op"] not in OPERATORS:
        wrong["op"] = given["op"]
    if given.get("empty", "skip") not in ("skip", "fail", "silent"):
        wrong["empty"] = given["empty"]
    raised = given.get("level_at")
    if raised is not None:
        levels = raised if isinstance(raised, Mapping) else {}
        fits = all(
            name in LEVELS and at in ("error", "warning", "hint") for name, at in levels.items()
        )
        if not levels or not fits:
            wrong["level_at"] = raised
    if "pattern" in given:
        try:
            re.compile(str(given["pattern"]))
        except re.error:
            wrong["pattern"] = given["pattern"]
    for name, given_value in wrong.items():
        values = {"name": name, "value": given_value}
        yield Finding("rule-wrong-literal", path=rule.id, values=values)


def _columns(made: RulePlan) -> Iterator[Finding]:
    """Literal names of columns must be columns of the rows that the rule selects."""
    source = made.expressions.get("left") or made.expressions.get("rows")
    if made.kind.id == "sequence":
        source = made.expressions.get("rows")
    if source is None or source.shape.kind != "rows" or source.shape.names is None:
        return
    names = [*made.names("columns"), *(["level"] if made.kind.id == "has_level" else [])]
    for literal in ("column", "key", "amount", "code", "after", "start", "end", "depends_on"):
        named = made.literal(literal)
        if isinstance(named, str) and literal in made.kind.literals:
            names.append(named)
    for column in names:
        if column not in source.shape.names:
            yield Finding("expression-unknown-column", path=made.rule.id, values={"name": column})


# ---------------------------------------------------------------------- tables


def _tables(plan: Plan) -> Iterator[Finding]:
    """The tables that fields refer to are there, and what they refer to as well."""
    for path, field in plan.fields.items():
        name = field.field.formula_ref
        if name and name not in plan.tables:
            yield Finding("form-unknown-list", path=path, values={"list": name})
        if field.field.kind not in KINDS:
            yield Finding("form-wrong-kind", path=path, values={"kind": field.field.kind})
    questions = {row.get("id") for row in v.elements(plan.tables.get("es_questions"))}
    documents = plan.tables.get("es_documents_rule")
    labels = documents.get("labels") if isinstance(documents, Mapping) else None
    if isinstance(documents, Mapping) and isinstance(labels, Mapping):
        for letter in ("A", "B", "C"):
            for document in v.listed(documents.get(letter)):
                if document not in labels:
                    where = f"es_documents_rule.{letter}"
                    yield Finding("form-unknown-list", path=where, values={"list": document})
    if "es_category_rule" in plan.tables and not questions:
        yield Finding("form-unknown-list", path="es_category_rule", values={"list": "es_questions"})


def _upgrades(form: Form) -> Iterator[Finding]:
    """Maps lead to this version, directly or over others, and to questions and columns it has."""
    fields = {field.path: field for step in form.steps for field in step.fields}
    known = {form.version, *(found.since for found in form.upgrades)}
    for found in form.upgrades:
        where = f"upgrades.{found.since}"
        if found.until not in known:
            yield Finding("form-wrong-upgrade", path=where, values={"value": found.since})
        if found.until != form.version:
            continue
        for move in found.moves:
            for path in move.targets:
                field = fields.get(path)
                if field is None or field.kind == "computed":
                    values = {"name": path}
                    yield Finding("expression-unknown-name", path=where, values=values)
                    continue
                columns = {column.id for column in field.columns}
                for name in set(move.columns.values()) - columns:
                    values = {"name": f"{path}[].{name}"}
                    yield Finding("expression-unknown-column", path=where, values=values)


class _Tables:
    """Expressions of tables that are worked out with names of their own."""

    def __init__(self, form: Form, roots: Roots, card: Shape) -> None:
        self.form = form
        self.roots = roots
        self.card = card

    def _found(
        self, text: object, where: str, given: Mapping[str, Shape], frames: Frames = ()
    ) -> tuple[Expression | None, list[Finding]]:
        if not isinstance(text, str):
            return None, []
        made = Compiler(self.roots.with_given(given)).expression(text, frames)
        return made, [Finding(code, path=where, values=dict(vs)) for code, vs in made.errors]

    def methods(self, table: object) -> Iterator[Finding]:
        """Methods for greenhouse gases: formula, defaults, choices, guards, yearly profile."""
        for method in v.elements(table):
            where = f"ghg_methods.{method.get('id')}"
            variables = method.get("variables")
            variables = variables if isinstance(variables, Mapping) else {}
            per = {n for n, var in variables.items() if isinstance(var, Mapping) and var.get("per")}
            row = Shape("map", {**dict.fromkeys(per, SCALAR), "item": SCALAR})
            given = {
                **dict.fromkeys(variables, SCALAR),
                **dict.fromkeys(GIVEN, SCALAR),
                "items": Shape("rows", row.names),
            }
            yield from self._found(method.get("formula"), where, given)[1]
            for name, variable in variables.items():
                if not isinstance(variable, Mapping):
                    continue
                frames = (row,) if name in per else ()
                for key in ("default_expr", "choose_from"):
                    at = f"{where}.{name}.{key}"
                    yield from self._found(variable.get(key), at, given, frames)[1]
            for index, guard in enumerate(v.elements(method.get("guards"))):
                at = f"{where}.guards[{index}]"
                yield from self._found(guard.get("when"), at, given, (row,))[1]
            yield from self._profiles(method.get("yearly_profile"), where, given)

    def _profiles(
        self, profile: object, where: str, given: Mapping[str, Shape]
    ) -> Iterator[Finding]:
        if not isinstance(profile, Mapping):
            return
        deposits = dict.fromkeys(("x", "W", "DOC", "DOCf", "MCF", "k"), SCALAR)
        names = {**given, "T": SCALAR, "phi": SCALAR, "deposits": Shape("rows", deposits)}
        for model in v.elements(profile.get("models")):
            at = f"{where}.yearly_profile.{model.get('id')}"
            yield from self._found(model.get("formula"), at, names)[1]

    def matching(self, table: object) -> Iterator[Finding]:
        """Names in their order, parts, formula, verdicts, checks with their placeholders."""
        if not isinstance(table, Mapping):
            return
        given: dict[str, Shape] = {"card": self.card, "record": RECORD}
        names = table.get("names")
        for name, text in (names if isinstance(names, Mapping) else {}).items():
            made, found = self._found(text, f"matching.names.{name}", given)
            yield from found
            given[name] = made.shape if made is not None else ANY
        reasons = dict.fromkeys(("id", "code", "part", "result", "source"), SCALAR)
        known = {**given, "reasons": Shape("rows", reasons)}
        for part in v.elements(table.get("parts")):
            where = f"matching.parts.{part.get('id')}"
            yield from self._found(part.get("score"), where, known)[1]
            yield from self._said(part, where, known, ("message",))
        parts = Shape("rows", {"weight": SCALAR, "score": SCALAR})
        yield from self._found(table.get("formula"), "matching.formula", {**given, "parts": parts})[
            1
        ]
        for verdict in v.elements(table.get("verdicts")):
            where = f"matching.verdicts.{verdict.get('id')}"
            yield from self._found(verdict.get("when"), where, known)[1]
        for check in v.elements(table.get("checks")):
            yield from self._match_check(check, given)

    def _match_check(
        self, check: Mapping[str, object], given: Mapping[str, Shape]
    ) -> Iterator[Finding]:
        where = f"matching.checks.{check.get('id')}"
        yield from self._found(check.get("when"), where, given)[1]
        for index, trial in enumerate(v.elements(check.get("tries"))):
            for key in ("value", "each", "currency"):
                if key in trial:
                    at = f"{where}.tries[{index}].{key}"
                    yield from self._found(trial[key], at, given)[1]
        yield from self._said(check, where, given, ("message", "cure"))

    def _said(
        self,
        entry: Mapping[str, object],
        where: str,
        given: Mapping[str, Shape],
        keys: tuple[str, ...],
    ) -> Iterator[Finding]:
        """The values of an entry's sentences, the currencies of amounts, and the placeholders."""
        values = entry.get("values")
        values = values if isinstance(values, Mapping) else {}
        for name, text in values.items():
            yield from self._found(text, f"{where}.values.{name}", given)[1]
        money = entry.get("money")
        for name, text in (money if isinstance(money, Mapping) else {}).items():
            yield from self._found(text, f"{where}.money.{name}", given)[1]
        for key in keys:
            both = entry.get(key)
            en, ru = (
                (str(both.get("en") or ""), str(both.get("ru") or ""))
                if isinstance(both, Mapping)
                else (str(entry.get(f"{key}_en") or ""), str(entry.get(f"{key}_ru") or ""))
            )
            yield from _placeholders(where, en, ru, set(values))
