"""The world that expressions read while one set of answers is evaluated; nothing outlives it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Protocol, TypeVar

from wecoop_desktop.appraisal import category
from wecoop_desktop.base.catalogue import original
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.answers import Answers, Cell, Money, Value, Words
from wecoop_desktop.forms.form import LEVELS, Data, Field
from wecoop_desktop.forms.kinds import KINDS, empty, filled, unanswered
from wecoop_desktop.forms.plan import FieldPlan, Plan
from wecoop_desktop.forms.reach import reach_of_field
from wecoop_desktop.forms.rules import ROW
from wecoop_desktop.forms.scope import BUDGET, STEPS, Expression, truth
from wecoop_desktop.forms.state import Computed

R = TypeVar("R")
NO_CARDS: Mapping[str, Mapping[str, Data]] = {}


class RateTable(Protocol):
    """Published yearly rates: what one unit of a currency is worth in another."""

    def latest(self, currency: str, into: str) -> tuple[Decimal, int, Text] | None:
        """Units of `into` for one of `currency`, the last year known, who published it."""


@dataclass(frozen=True)
class Reference:
    """Cards of content outside of the form, by id, as plain data, and published rates."""

    funders: Mapping[str, Mapping[str, Data]] = field(default_factory=lambda: NO_CARDS)
    policies: Mapping[str, Mapping[str, Data]] = field(default_factory=lambda: NO_CARDS)
    templates: Mapping[str, Mapping[str, Data]] = field(default_factory=lambda: NO_CARDS)
    rates: RateTable | None = None

    @cached_property
    def cards(self) -> Mapping[str, tuple[Mapping[str, object], ...]]:
        """The cards as expressions see them, each with its id."""
        return {
            name: tuple(_card(card_id, card) for card_id, card in cards.items())
            for name, cards in (
                ("funders", self.funders),
                ("policies", self.policies),
                ("templates", self.templates),
            )
        }

    @cached_property
    def funder_by_id(self) -> Mapping[object, Mapping[str, object]]:
        return {card["id"]: card for card in self.cards["funders"]}


def _card(card_id: str, card: Mapping[str, Data]) -> Mapping[str, object]:
    read = v.plain(card)
    return {"id": card_id, **(read if isinstance(read, Mapping) else {})}


class Working:
    """Answers as values of expressions, and computed values in the order they need each other."""

    def __init__(
        self, plan: Plan, answers: Answers, reference: Reference, today: date, language: str
    ) -> None:
        self.plan = plan
        self.answers = answers
        self.reference = reference
        self.today = today
        self.language: str = original(language)
        self.check_level = "concept"
        self.exchange = v.Exchange("")
        self.reason = ""
        self.steps = STEPS
        self.budget = BUDGET
        self.factor_set = ""
        self.found_issues: tuple[Mapping[str, object], ...] = ()
        self.made: dict[str, Computed] = {}
        self._values: dict[str, object] = {}
        self._needed: dict[str, bool] = {}
        self._filled: dict[str, bool] = {}
        self._completeness: dict[str, Decimal] = {}
        self._prepare()

    def _prepare(self) -> None:
        currency = self.value("basic.currency") or self._default("basic.currency")
        rates: dict[str, tuple[date, Decimal]] = {}
        for row in v.elements(self.value("basic.exchange_rates")):
            name, rate, day = row.get("currency"), row.get("rate"), row.get("date")
            on = day if isinstance(day, date) else date.min
            if isinstance(name, str) and isinstance(rate, Decimal) and rate > 0:
                rates[name] = max(rates.get(name, (on, rate)), (on, rate))
        self.exchange = v.Exchange(str(currency or ""), {n: rate for n, (_, rate) in rates.items()})
        chosen = self.value("climate.factor_set") or self._default("climate.factor_set")
        self.factor_set = str(chosen or "")

    def _default(self, path: str) -> object:
        plan = self.plan.fields.get(path)
        return plan.field.default if plan else None

    # ------------------------------------------------------------------ what expressions read

    def value(self, path: str) -> object:
        """An answer or a computed value as expressions see it; each is made once."""
        if path in self._values:
            value = self._values[path]
            if isinstance(value, v.Result) and value.value is None and not self.reason:
                reason = value.parts.get("reason")
                self.reason = "no_rate" if reason == "no_rate" else ""
            return value
        plan = self.plan.fields.get(path)
        if plan is None:
            return None
        self._values[path] = None  # what a circle reads
        value = self._compute(plan) if plan.field.kind == "computed" else self._answer(plan)
        self._values[path] = value
        return value

    def cards(self, name: str) -> tuple[Mapping[str, object], ...]:
        return self.reference.cards.get(name, ())

    def lead(self) -> Mapping[str, object] | None:
        chosen = v.listed(self.value("basic.target_funders"))
        return self.reference.funder_by_id.get(chosen[0]) if chosen else None

    def options(self, name: str) -> object:
        lists = self.plan.tables.get("lists")
        return lists.get(name) if isinstance(lists, Mapping) else None

    def questions(self) -> tuple[Mapping[str, object], ...]:
        """One row per screening question; an answer that is missing is "unknown"."""
        return self._questions

    @cached_property
    def _questions(self) -> tuple[Mapping[str, object], ...]:
        given = {
            row.get("question"): row.get("answer")
            for row in v.elements(self.value("es_screening.checklist"))
        }
        rows = []
        for question in v.elements(self.plan.tables.get("es_questions")):
            name = question.get("id")
            base = severity = question.get("severity")
            changed = self.plan.severities.get(str(name))
            if changed is not None and truth(changed[0].of(self)) is True:
                severity = changed[1]
            answer = given.get(name)
            rows.append(
                {
                    "question": name,
                    "topic": question.get("topic"),
                    "severity": severity,
                    "base_severity": base,
                    "answer": answer if answer in ("yes", "no") else "unknown",
                }
            )
        return tuple(rows)

    def issues(self, level: str) -> tuple[Mapping[str, object], ...]:
        return self.found_issues

    # ------------------------------------------------------------------ what rules look through

    def texts(self) -> list[tuple[str, object]]:
        """Answers that hold texts in two languages, by their paths."""
        found = ((path, self.answers.get(path)) for path in self.plan.texts)
        return [(path, value) for path, value in found if value is not None]

    def pairs(self) -> list[tuple[str, Words]]:
        """Texts of which each language is a question of its own, under the path of the Russian."""
        found = []
        for english, russian in self.plan.pairs:
            en, ru = self.answers.get(english), self.answers.get(russian)
            if isinstance(en, str) and isinstance(ru, str):
                found.append((russian, Words(en, ru)))
        return found

    def currencies(self) -> Mapping[str, tuple[str, ...]]:
        """The currencies of the amounts in each answer, without repeats."""
        found = {
            path: self.remembered("currencies", path, value, _currencies)
            for path, value in self.answers.items()
            if isinstance(value, (Money, tuple)) and path in self.plan.fields
        }
        return {path: names for path, names in found.items() if names}

    def remembered(
        self, about: str, path: str, value: object, find_out: Callable[[object], R]
    ) -> R:
        """What was found out about an answer, for as long as it is the same object."""
        return self.plan.memory.of((about, path), value, lambda: find_out(value))

    def remembered_by_row(
        self, about: str, path: str, value: object, find_out: Callable[[object], R]
    ) -> list[tuple[int, R]]:
        """The same about each row of an answer alone, with its place; an answer without rows
        counts as one."""
        if not isinstance(value, tuple):
            return [(0, self.remembered(f"{about}, whole", path, value, find_out))]
        each = self.plan.memory.of_each((about, path, "rows"), value, lambda row: find_out((row,)))
        return list(enumerate(each))

    # ------------------------------------------------------------------ answers

    def _answer(self, plan: FieldPlan) -> object:
        value = self.answers.get(plan.field.path)
        if value is None or self.plan.memory.of(
            ("empty", plan.field.path), value, lambda: empty(value)
        ):
            return None
        if KINDS[plan.field.kind].has_rows:
            return self._rows(plan, value)
        return self._cell(value, numeric=plan.numeric)

    def _cell(self, value: Value | Cell, *, numeric: bool) -> object:
        if isinstance(value, Words):
            return value.of(self.language).strip() or None
        if isinstance(value, str):
            if numeric:
                return Decimal(value) if value.isdecimal() else None
            return value if value.strip() else None
        if isinstance(value, Decimal):
            return value if value.is_finite() else None
        if isinstance(value, Money):
            return value if value.amount.is_finite() else None
        if isinstance(value, tuple):
            return tuple(
                self._cell(entry, numeric=numeric) for entry in value if isinstance(entry, str)
            )
        return value

    def _rows(self, plan: FieldPlan, value: Value) -> object:
        """Rows with every column of the field, empty where not filled, and their numbers."""
        if not isinstance(value, tuple):
            return None
        path = plan.field.path
        given: tuple[dict[str, object], ...] = self.plan.memory.of(
            ("rows", path, self.language), value, lambda: self._made_rows(plan, value)
        )
        if plan.columns:  # computed columns depend on other answers too: on rows of their own
            given = tuple(dict(row) for row in given)
        self._values[path] = given or None
        for name, expression in plan.columns:
            self._computed_column(path, name, expression, list(given), len(value))
        return given or None

    def _made_rows(
        self, plan: FieldPlan, value: tuple[object, ...]
    ) -> tuple[dict[str, object], ...]:
        made = self.plan.memory.of_each(
            ("row", plan.field.path, self.language), value, lambda row: self._made_row(plan, row)
        )
        return tuple({**row, ROW: index} for index, row in enumerate(made) if row is not None)

    def _made_row(self, plan: FieldPlan, row: object) -> dict[str, object] | None:
        """One row without its number; None where nothing is in it."""
        if not isinstance(row, Mapping) or empty((row,)):
            return None
        made: dict[str, object] = dict.fromkeys(plan.names)
        for name, cell in row.items():
            if cell is not None and name in made:
                made[name] = self._cell(cell, numeric=name in plan.numeric_columns)
        return made

    def _computed_column(
        self,
        path: str,
        name: str,
        expression: Expression,
        rows: list[dict[str, object]],
        length: int,
    ) -> None:
        cells: list[object] = [None] * length
        for row in rows:
            row[name] = self._home(expression.of(self, (row,)))
            index = row[ROW]
            if isinstance(index, int):
                cells[index] = row[name]
        self.made[f"{path}[].{name}"] = Computed(tuple(cells))

    def _home(self, value: object) -> object:
        """A computed amount is shown in the currency of the proposal."""
        return self.exchange.home(value) if isinstance(value, Money) else value

    # ------------------------------------------------------------------ computed fields

    def _compute(self, plan: FieldPlan) -> object:
        """A computed value, as it was while no answer that it depends on is another."""
        if id(plan) not in self.plan.reach:
            self.plan.reach[id(plan)] = reach_of_field(plan, self.plan)
        reach = self.plan.reach[id(plan)]
        if reach is None:
            value, self.made[plan.field.path], missed = self._computed(plan)
        else:
            path = plan.field.path
            value, self.made[path], missed = self.plan.memory.of_all(
                ("computed", path, self.check_level, self.language, self.today),
                (self.reference, *map(self.answers.get, reach)),
                lambda: self._computed(plan),
            )
        self.exchange.missing = self.exchange.missing or missed
        return value

    def _computed(self, plan: FieldPlan) -> tuple[object, Computed, bool]:
        """The value, what is shown of it, and whether a rate was missing for it."""
        outer, self.reason = self.reason, ""
        missed, self.exchange.missing = self.exchange.missing, False
        value = self._worked(plan)
        value = self._home(value)
        reason = self._why(value)
        lacking = self.exchange.missing
        self.reason, self.exchange.missing = outer, missed
        shown = value.value if isinstance(value, v.Result) else value
        parts = value.parts if isinstance(value, v.Result) else None
        if value is None and reason != "empty":
            value = v.Result(None, {"reason": reason})
        return value, Computed(shown, reason, parts), lacking

    def _why(self, value: object) -> str:
        """Why a computed value is empty; nothing where it is not."""
        if isinstance(value, v.Result):
            found = value.parts.get("reason")
            return str(found) if found else ("empty" if v.is_empty(value.value) else "")
        if value is not None:
            return ""
        return self.reason or ("no_rate" if self.exchange.missing else "empty")

    def _worked(self, plan: FieldPlan) -> object:
        if plan.field.formula_ref == "es_category_rule":
            return self._category()
        if plan.field.formula_ref == "es_documents_rule":
            return self._documents()
        return plan.formula.of(self) if plan.formula is not None else None

    def _category(self) -> v.Result:
        cases = [
            category.Case(
                name, truth(when.of(self)) is True, letter, truth(provisional.of(self)) is True
            )
            for name, when, letter, provisional in self.plan.cases
        ]
        answers = [
            category.Answer(str(row["question"]), str(row["severity"]), str(row["answer"]))
            for row in self.questions()
        ]
        found = category.decide(cases, answers)
        parts = {
            "letter": found.letter or None,
            "provisional": found.provisional,
            "reasons": found.reasons,
            "case": found.case,
        }
        return v.Result(found.letter or None, parts)

    def _documents(self) -> tuple[Mapping[str, object], ...] | None:
        """Documents of the chosen category, else of the one computed; X has none."""
        table = self.plan.tables.get("es_documents_rule")
        letter = self.value("es_screening.category")
        if letter is None:
            letter = v.key(self.value("es_screening.category_auto"), "letter", self.language)
        if not isinstance(table, Mapping) or not isinstance(letter, str):
            return None
        labels = table.get("labels")
        needed = []
        for name in v.listed(table.get(letter)):
            condition = self.plan.conditions.get(str(name))
            if condition is None or truth(condition.of(self)) is True:
                label = labels.get(name) if isinstance(labels, Mapping) else None
                needed.append({"id": name, "label": label})
        return tuple(needed)

    # ------------------------------------------------------------------ required and filled

    def filled(self, item: Field) -> bool:
        path = item.path
        known = self._filled.get(path)
        if known is None:
            if item.kind == "computed":
                known = not v.is_empty(self.value(path))
            else:
                value = self.answers.get(path)
                known = self.plan.memory.of(
                    ("filled", path),
                    value,
                    lambda: filled(item.kind, value) and not unanswered(item, value),
                )
            self._filled[path] = known
        return known

    def applies(self, item: Field) -> bool | None:
        """Whether a field is asked for this type of project; None while the type is not chosen."""
        if not item.applies_to:
            return True
        chosen = self.value("basic.project_type")
        return None if chosen is None else chosen in item.applies_to

    def visible(self, item: Field) -> bool:
        """Shown unless it does not apply; what was filled in stays in sight."""
        return self.applies(item) is not False or self.filled(item)

    def required(self, item: Field, level: str) -> bool:
        if item.required_from == "never" or item.kind == "computed":
            return False
        if _RANK[item.required_from] > _RANK.get(level, 0) or self.applies(item) is not True:
            return False
        expression = self.plan.fields[item.path].required_if
        if expression is None:
            return True
        if item.path not in self._needed:
            self._needed[item.path] = truth(expression.of(self)) is True
        return self._needed[item.path]

    def completeness(self, level: str) -> Decimal:
        """100 * required fields filled / required fields; 100 where nothing is required."""
        known = self._completeness.get(level)
        if known is None:
            known = self._completeness[level] = self.completeness_of(level, None)
        return known

    def completeness_of(self, level: str, asked: Collection[str] | None) -> Decimal:
        """The same, of the questions `asked` only: those of one template."""
        items = [plan.field for path, plan in self.plan.fields.items()
                 if asked is None or path in asked]  # fmt: skip
        required = [item for item in items if self.required(item, level)]
        given = sum(self.filled(item) for item in required)
        return v.HUNDRED * given / len(required) if required else v.HUNDRED


def _currencies(value: object) -> tuple[str, ...]:
    amounts = [value] if isinstance(value, Money) else []
    if isinstance(value, tuple):
        amounts = [
            cell
            for row in value
            if isinstance(row, Mapping)
            for cell in row.values()
            if isinstance(cell, Money)
        ]
    return tuple(dict.fromkeys(m.currency for m in amounts if m.amount.is_finite()))


_RANK: Mapping[str, int] = {level: rank for rank, level in enumerate(LEVELS)}
