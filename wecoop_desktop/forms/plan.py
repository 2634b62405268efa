"""A form made ready for evaluation: every expression compiled once, cached by the form itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.expression import Compiler, Node, Roots
from wecoop_desktop.forms.form import Column, Data, Field, Form, Option, Rule
from wecoop_desktop.forms.language import Key, LanguageError, Path, parse, unparse
from wecoop_desktop.forms.memory import Memory
from wecoop_desktop.forms.rules import KINDS_OF_RULES, RuleKind
from wecoop_desktop.forms.scope import Expression, Get
from wecoop_desktop.forms.shapes import ANY, QUESTION, SCALAR, Shape, element, of_data, of_field
from wecoop_desktop.forms.written import text_pairs, text_paths


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """A field with its expressions; `numeric` choices are numbers in expressions (scales)."""

    field: Field
    numeric: bool = False
    numeric_columns: frozenset[str] = frozenset()
    required_if: Expression | None = None
    default: Expression | None = None
    formula: Expression | None = None
    columns: tuple[tuple[str, Expression], ...] = ()
    names: tuple[str, ...] = ()  # of the columns


@dataclass(frozen=True, slots=True)
class RulePlan:
    """A rule with its parameters: expressions compiled, literals as they are.

    `rows` and `column` tell where a list of the parameter `left` came from, so that a problem
    can name its row. `path` is the field at which problems are shown.
    """

    rule: Rule
    kind: RuleKind
    path: str
    expressions: Mapping[str, Expression]
    when: Expression | None = None
    error_if: Expression | None = None
    values: Mapping[str, Expression] = field(default_factory=dict)
    rows: Expression | None = None
    column: str = ""

    @property
    def fails_when_empty(self) -> bool:
        chosen = self.rule.parameters.get("empty")
        return (chosen or self.kind.empty) == "fail"

    def literal(self, name: str) -> Data:
        return self.rule.parameters.get(name)

    def names(self, name: str) -> tuple[str, ...]:
        found = self.rule.parameters.get(name)
        return tuple(str(entry) for entry in found) if isinstance(found, tuple) else ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything of a form that does not depend on answers."""

    form: Form
    tables: Mapping[str, object]
    fields: Mapping[str, FieldPlan]
    rules: tuple[RulePlan, ...]
    cases: tuple[tuple[str, Expression, str, Expression], ...]
    conditions: Mapping[str, Expression]
    severities: Mapping[str, tuple[Expression, str]]
    errors: tuple[tuple[str, str, Mapping[str, object]], ...]  # where, code, values
    texts: tuple[str, ...] = ()  # questions whose answers hold texts in two languages
    pairs: tuple[tuple[str, str], ...] = ()  # two questions that are one text in two languages
    memory: Memory = field(default_factory=Memory, compare=False)
    # By rule: the answers it depends on, found out when it is first checked (forms.reach).
    reach: dict[int, tuple[str, ...] | None] = field(default_factory=dict, compare=False)


_plans: dict[int, tuple[Form, Plan]] = {}


def prepare(form: Form) -> Plan:
    """The plan of a form; the few forms last used are kept."""
    kept = _plans.get(id(form))
    if kept is not None and kept[0] is form:
        return kept[1]
    plan = make_plan(form, roots_of(form))
    while len(_plans) >= 4:
        _plans.pop(next(iter(_plans)))
    _plans[id(form)] = (form, plan)
    return plan


def roots_of(form: Form, cards: Mapping[str, Shape] | None = None) -> Roots:
    """What names of this form lead to. Without the shapes of cards, any name in one is accepted."""
    fields = {step.id: {f.id: of_field(f) for f in step.fields} for step in form.steps}
    others: dict[str, Node] = {}
    for name, table in form.tables.items():
        data = v.plain(table)
        others[name] = (_constant(data), of_data(data))
    shapes = cards or {}
    for name in ("funders", "policies", "templates"):
        shape = shapes.get(name)
        rows = Shape("rows", shape.names) if shape else ANY
        others[name] = (_cards(name), rows)
    lead = shapes.get("funders", ANY)
    others["lead"] = ((lambda scope: scope.world.lead()), lead)
    others["answers"] = ((lambda scope: scope.world.questions()), QUESTION)
    others["today"] = ((lambda scope: scope.world.today), SCALAR)
    others["check_level"] = ((lambda scope: scope.world.check_level), SCALAR)
    return Roots(fields, others)


def _constant(data: object) -> Get:
    return lambda scope: data


def _cards(name: str) -> Get:
    return lambda scope: scope.world.cards(name)


class _Maker:
    """Compiles expressions and remembers where each that cannot be resolved stands."""

    def __init__(self, form: Form, roots: Roots) -> None:
        self.form = form
        self.compiler = Compiler(roots)
        self.errors: list[tuple[str, str, Mapping[str, object]]] = []

    def expression(
        self, text: object, where: str, frames: tuple[Shape, ...] = ()
    ) -> Expression | None:
        """None where there is no text; a number stands for itself."""
        if text is None or text == "":
            return None
        if isinstance(text, bool):
            text = "true" if text else "false"
        if isinstance(text, (int, Decimal)):
            text = format(text, "f") if isinstance(text, Decimal) else str(text)
        made = self.compiler.expression(str(text), frames)
        self.errors.extend((where, code, values) for code, values in made.errors)
        return made

    def field(self, item: Field) -> FieldPlan:
        where = item.path
        row = element(of_field(item)) if item.columns else ANY
        columns = [
            (column.id, self.expression(column.formula, f"{where}[].{column.id}", (row,)))
            for column in item.columns
            if column.kind == "computed"
        ]
        return FieldPlan(
            item,
            numeric=_numeric(item.options),
            numeric_columns=frozenset(c.id for c in item.columns if _numeric_column(c)),
            required_if=self.expression(item.required_if, f"{where}.required_if"),
            default=self.expression(item.default_formula, f"{where}.default"),
            formula=self.expression(item.formula, f"{where}.formula"),
            columns=tuple((name, made) for name, made in columns if made is not None),
            names=tuple(column.id for column in item.columns),
        )

    def rule(self, rule: Rule) -> RulePlan | None:
        kind = KINDS_OF_RULES.get(rule.kind)
        if kind is None:
            self.errors.append((rule.id, "rule-unknown-kind", {"kind": rule.kind}))
            return None
        self._parameters(rule, kind)
        made: dict[str, Expression] = {}
        frames: tuple[Shape, ...] = ()
        for name in (*kind.rows, *kind.expressions):
            inside = frames if kind.row_wise and name in kind.expressions else ()
            found = self.expression(rule.parameters.get(name), f"{rule.id}.{name}", inside)
            if found is not None:
                made[name] = found
                if kind.row_wise and name in kind.rows:
                    frames = (element(found.shape),)
        rows, column = self._source(rule.parameters.get("left"), rule.id)
        when = self.expression(rule.when, f"{rule.id}.when")
        values = {
            name: found
            for name, text in rule.values.items()
            if (found := self.expression(text, f"{rule.id}.values.{name}")) is not None
        }
        return RulePlan(
            rule,
            kind,
            path=_home(rule, self.form, made, when),
            expressions=made,
            when=when,
            error_if=self.expression(
                rule.parameters.get("level_error_if"), f"{rule.id}.level_error_if"
            ),
            values=values,
            rows=rows,
            column=column,
        )

    def _parameters(self, rule: Rule, kind: RuleKind) -> None:
        known = {*kind.rows, *kind.expressions, *kind.literals, *kind.optional, *_ANY_RULE}
        for name in rule.parameters:
            if name not in known:
                self.errors.append((rule.id, "rule-unknown-parameter", {"name": name}))
        for name in (*kind.rows, *kind.expressions, *kind.literals):
            if name not in kind.optional and rule.parameters.get(name) is None:
                self.errors.append((rule.id, "rule-missing-parameter", {"name": name}))

    def _source(self, left: object, where: str) -> tuple[Expression | None, str]:
        """`table[...].column` as the rows and the name of the column."""
        if not isinstance(left, str):
            return None, ""
        try:
            formula = parse(left)
        except LanguageError:
            return None, ""
        tree = formula.items[-1][1]
        if len(formula.items) != 1 or not isinstance(tree, Path) or not tree.parts:
            return None, ""
        last = tree.parts[-1]
        if not isinstance(last, Key):
            return None, ""
        rows = self.compiler.expression(unparse(Path(tree.name, tree.parts[:-1])))
        if rows.shape.kind != "rows" or rows.errors:
            return None, ""
        return rows, last.name


_ANY_RULE = ("level_at", "level_error_if", "empty")


def _numeric(options: tuple[Option, ...]) -> bool:
    return bool(options) and all(option.id.isdecimal() for option in options)


def _numeric_column(column: Column) -> bool:
    return column.kind == "choice" and _numeric(column.options)


def _home(rule: Rule, form: Form, made: Mapping[str, Expression], when: Expression | None) -> str:
    """The field at which a rule is shown: the first of its own step that it names."""
    order = ("then", "left", "rows", "part", "right", "whole")
    named = [path for name in order if name in made for path in made[name].paths]
    named += list(when.paths) if when else []
    own = [path for path in named if path.startswith(f"{rule.step}.")]
    if own or named:
        return (own or named)[0]
    return next((f.path for s in form.steps if s.id == rule.step for f in s.fields), rule.step)


def make_plan(form: Form, roots: Roots) -> Plan:
    """Compile a form over these roots; `Plan.errors` holds all that cannot be resolved."""
    maker = _Maker(form, roots)
    tables = {name: v.plain(table) for name, table in form.tables.items()}
    fields = {f.path: maker.field(f) for step in form.steps for f in step.fields}
    rules = [maker.rule(rule) for step in form.steps for rule in step.rules]
    return Plan(
        form=form,
        tables=tables,
        fields=fields,
        rules=tuple(rule for rule in rules if rule is not None),
        cases=_cases(maker, tables),
        conditions=_conditions(maker, tables),
        severities=_severities(maker, tables),
        errors=tuple(maker.errors),
        texts=text_paths(form),
        pairs=text_pairs(form),
    )


def _cases(
    maker: _Maker, tables: Mapping[str, object]
) -> tuple[tuple[str, Expression, str, Expression], ...]:
    table = tables.get("es_category_rule")
    cases = table.get("cases") if isinstance(table, Mapping) else None
    made = []
    for case in v.elements(cases):
        where = f"es_category_rule.{case.get('id')}"
        when = maker.expression(case.get("when"), where)
        provisional = maker.expression(case.get("provisional"), where)
        if when is not None and provisional is not None:
            made.append((str(case.get("id")), when, str(case.get("letter")), provisional))
    return tuple(made)


def _conditions(maker: _Maker, tables: Mapping[str, object]) -> Mapping[str, Expression]:
    table = tables.get("es_documents_rule")
    conditions = table.get("conditions") if isinstance(table, Mapping) else None
    made: dict[str, Expression] = {}
    if isinstance(conditions, Mapping):
        for name, text in conditions.items():
            found = maker.expression(text, f"es_documents_rule.{name}")
            if found is not None:
                made[name] = found
    return made


def _severities(
    maker: _Maker, tables: Mapping[str, object]
) -> Mapping[str, tuple[Expression, str]]:
    made: dict[str, tuple[Expression, str]] = {}
    for question in v.elements(tables.get("es_questions")):
        changed = question.get("severity_if")
        if isinstance(changed, Mapping):
            found = maker.expression(changed.get("when"), f"es_questions.{question.get('id')}")
            if found is not None:
                made[str(question.get("id"))] = (found, str(changed.get("severity")))
    return made
