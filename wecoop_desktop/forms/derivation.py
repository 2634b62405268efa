"""How a result was computed: formula, numbers put in, where each comes from, steps, result.

`derive` is pure: the same form and answers always tell the same story. It reads the very formulas
that the evaluation runs, so what is told cannot differ from what is computed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext

from wecoop_desktop.appraisal.cashflow import HUNDRED, ZERO
from wecoop_desktop.appraisal.sensitivity import modified_irr
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.form import Column, Field, Form
from wecoop_desktop.forms.language import Call, Path, Tree, parse, unparse
from wecoop_desktop.forms.plan import prepare
from wecoop_desktop.forms.speech import conditions, figure, filled, last_key, rounded, spoken
from wecoop_desktop.forms.streams import compiler_of, first_call, flows_of, path_of, terms
from wecoop_desktop.forms.working import Reference, Working

# Results and columns in the currency of the proposal; they carry no unit of their own.
IN_CURRENCY = frozenset(
    {"fnpv", "enpv", "funding_gap", "grant_case", "unit_cost", "total", "amount", "unit_price"}
    | {"capex", "opex", "replacement", "revenue", "subsidy", "savings", "benefits", "carbon"}
    | {"residual", "tax_in_capex", "tax_in_opex", "taxes"}
)
RATES = {"firr": "economics.fin_rate", "eirr": "economics.eco_rate"}
OVER_YEARS = ("pv", "irr", "payback", "payback_discounted")
MOST_YEARS = 60
WIDE = Decimal("1e15")  # from here on numbers are said by their power of ten


@dataclass(frozen=True, slots=True)
class Given:
    """Something that was put in. `path` leads to its question; "" where it is a shipped factor."""

    label: str
    value: str
    path: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A step: the formula in words, the same with numbers, and what comes out."""

    formula: str
    numbers: str
    value: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A small table beside the steps: flows by year, emissions by year."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Derivation:
    """How one result was computed. `reason` is a code where there is no result."""

    path: str
    label: str
    result: str
    given: tuple[Given, ...] = ()
    lines: tuple[Line, ...] = ()
    sheet: Sheet | None = None
    notes: tuple[str, ...] = ()
    reason: str = ""


def in_currency(field: Field | Column) -> bool:
    """Whether a figure is an amount in the currency of the proposal."""
    return not field.unit and (field.id in IN_CURRENCY or field.id.startswith("total"))


def derive(
    form: Form, answers: Answers, reference: Reference, *, path: str, today: date,
    language: Language,
) -> Derivation | None:  # fmt: skip
    """How the computed field at `path` got its value; None where it has no formula to tell."""
    with localcontext(v.BOUNDS):
        plan = prepare(form)
        field = plan.fields.get(path)
        if field is None or field.field.kind != "computed":
            return None
        world = Working(plan, answers, reference, today, language.code)
        if field.field.formula_ref == "es_category_rule":
            from wecoop_desktop.forms.screening import category_derivation

            return category_derivation(form, world, language, path)
        if not field.field.formula or "issues(" in field.field.formula:
            return None
        return _Teller(form, world, language, field.field).tell()


class _Teller:
    """One formula of a field, told."""

    def __init__(self, form: Form, world: Working, language: Language, field: Field) -> None:
        self.form = form
        self.world = world
        self.language = language
        self.field = field
        self.formula = parse(field.formula)
        self.compiler = compiler_of(form, world.plan)
        self.columns = _columns(form, self.formula.items)

    def tell(self) -> Derivation:
        result = self.world.value(self.field.path)
        made = self.world.made.get(self.field.path)
        return Derivation(
            self.field.path,
            self.language.text(self.field.label),
            self._with_unit(self.field, result),
            tuple(self._given()),
            tuple(self._lines()),
            self._years(),
            tuple(dict.fromkeys(self._notes())),
            made.reason if made is not None else "",
        )

    # ------------------------------------------------------------------ what was put in

    def _given(self) -> Iterator[Given]:
        plan = self.world.plan.fields[self.field.path]
        for path in plan.formula.paths if plan.formula is not None else ():
            found = self.world.plan.fields.get(path)
            if found is not None:
                item = found.field
                value = self.world.value(path)
                yield Given(
                    self.language.text(item.label), self._with_unit(item, value), item.path,
                    self._source(item),
                )  # fmt: skip

    def _source(self, item: Field) -> str:
        tr = self.language.tr
        if item.kind == "computed":
            return tr("worked out")
        step = self.form.step(item.step)
        return self.language.text(step.short) or self.language.text(step.title)

    def _with_unit(self, item: Field | Column, value: object) -> str:
        if isinstance(value, tuple) and value and isinstance(value[0], Mapping):
            return self.language.ntr("{n} row", "{n} rows", len(value))
        if isinstance(value, tuple) and isinstance(item, Field):
            return ", ".join(self._option(item, str(entry)) for entry in value) or "–"
        if value is not None and isinstance(v.scalar(value), str) and isinstance(item, Field):
            return self._option(item, str(v.scalar(value)))
        said = figure(self.language, value)
        number = v.scalar(value)
        if not isinstance(number, Decimal):
            return said
        if in_currency(item):
            return self.money(number)
        if item.kind == "percent" or item.unit in ("percent", "%"):
            said = rounded(self.language, number if abs(number) >= WIDE else round(number, 2))
            return f"{said}%" if self.language.code != "ru" else f"{said}\u00a0%"
        unit = self.language.text(item.unit_words)
        return f"{said}\u00a0{unit}" if unit else said

    def _option(self, item: Field, value: str) -> str:
        for option in item.options:
            if option.id == value:
                return self.language.text(option.label)
        sectors = self.form.labels("sectors")
        return self.language.text(sectors[value]) if value in sectors else value

    def money(self, amount: Decimal) -> str:
        if abs(amount) >= WIDE:
            return f"{rounded(self.language, amount)}\u00a0{self.world.exchange.currency}"
        whole = round(amount) if abs(amount) >= HUNDRED else round(amount, 2)
        return self.language.money(Decimal(whole), self.world.exchange.currency)

    # ------------------------------------------------------------------ steps

    def _lines(self) -> Iterator[Line]:
        before: list[str] = []
        for name, tree in self.formula.items:
            worth = self._worth(tree, before)
            last = not name
            if isinstance(tree, Call) and tree.name == "pv":
                yield from self._each_stream(tree, before)
            numbers = filled(tree, self.language, lambda part: self._worth(part, before))
            value = self._with_unit(self.field, worth) if last else figure(self.language, worth)
            rows = isinstance(worth, tuple)
            if not rows:
                yield Line(
                    spoken(tree, self.language, self._name),
                    numbers if numbers != figure(self.language, worth) else "",
                    value,
                    name.replace("_", " "),
                )
            if name:
                before.append(f"{name} = {unparse(tree)}")

    def _each_stream(self, call: Call, before: list[str]) -> Iterator[Line]:
        """The present value of every term of a balance: together they are the result."""
        for sign, term in terms(call.arguments[1]):
            worth = self._worth(Call("pv", (call.arguments[0], term, call.arguments[2])), before)
            number = v.number(worth, self.world.exchange)
            if number:
                said = spoken(term, self.language, self._name)
                name = self.language.tr("present value of ({what})", what=said)
                yield Line(name, "", self.money(sign * number))

    def _worth(self, tree: Tree, before: list[str]) -> object:
        text = "; ".join([*before, unparse(tree)])
        made = self.compiler.expression(text)
        return made.of(self.world) if not made.errors else None

    def _name(self, path: Path | str) -> str:
        """A path by the label of its field and column; an id in quotes by its option."""
        if isinstance(path, str):
            return self._word(path)
        found = self.world.plan.fields.get(path_of(path))
        own = self.columns.get(path.name)
        if found is not None:
            keys = [key for key in (last_key(path),) if key != found.field.id]
            columns = {column.id: column for column in found.field.columns}
            label = self.language.text(
                columns[keys[0]].label if keys and keys[0] in columns else found.field.label
            )
        elif own is not None:
            label = self.language.text(own.label)
        else:
            label = self._table(path)
        if label.endswith("?"):
            label = self.language.tr("“{text}”", text=label)
        only = " · ".join(spoken(one, self.language, self._name) for one in conditions(path))
        return f"{label} [{only}]" if only else label

    def _table(self, path: Path) -> str:
        if path.name == "lead":
            return self.language.tr("{what} of the lead funder", what=last_key(path))
        return last_key(path).replace("_", " ")

    def _word(self, name: str) -> str:
        for column in self.columns.values():
            for option in column.options:
                if option.id == name:
                    return self.language.tr("“{text}”", text=self.language.text(option.label))
        return name

    # ------------------------------------------------------------------ flows by year, notes

    def _years(self) -> Sheet | None:
        """No table where its figures leave all bounds."""
        try:
            return self._sheet()
        except ArithmeticError:
            return None

    def _sheet(self) -> Sheet | None:
        """The flows behind a present value or a rate of return, with their discounting."""
        call = self._over_years()
        if call is None:
            return None
        flows = flows_of(self.world, self.compiler, call.arguments[0], call.arguments[1])
        if not flows or len(flows) > MOST_YEARS:
            return None
        tr, number = self.language.tr, self.language.number
        rate = ZERO
        if len(call.arguments) > 2:
            given = v.number(self._worth(call.arguments[2], []), self.world.exchange)
            rate = given if given is not None and given > -HUNDRED else ZERO
        running, rows = ZERO, []
        for year, amount in flows:
            factor = 1 / (1 + rate / HUNDRED) ** year
            running += amount * factor
            cells = [str(year), number(round(amount))]
            if rate:
                cells += [number(factor, 4), number(round(amount * factor))]
            rows.append((*cells, number(round(running))))
        heads = [tr("Year"), tr("Net flow, {unit}", unit=self.world.exchange.currency)]
        if rate:
            heads += [tr("Discount factor"), tr("Present value")]
        return Sheet((*heads, tr("Running sum")), tuple(rows))

    def _over_years(self) -> Call | None:
        for name in OVER_YEARS:
            found = first_call(self.field.formula, name)
            if found is not None:
                return found
        return None

    def _notes(self) -> Iterator[str]:
        """Sources and remarks of the rows of tables that the formula reads."""
        before: list[str] = []
        for name, tree in self.formula.items:
            worth = self._worth(tree, before)
            for row in v.elements(worth) if isinstance(worth, tuple) else ():
                yield from self._said_of(row)
            if name:
                before.append(f"{name} = {unparse(tree)}")
        if self.field.id in RATES:
            yield from self._about_rates()
        if self.field.id in ("enpv", "bcr"):
            yield self.language.tr(
                "The rate is that of the answer; the form proposes the one of the lead funder."
            )

    def _about_rates(self) -> Iterator[str]:
        """All rates that fit, and the modified rate, which is always a single one."""
        found = self.world.value(self.field.path)
        roots = found.parts.get("roots") if isinstance(found, v.Result) else ()
        tr, percent = self.language.tr, self.language.percent
        if isinstance(roots, tuple) and len(roots) > 1:
            names = "; ".join(percent(root, 2) for root in roots if isinstance(root, Decimal))
            yield tr("Rates that fit these flows: {rates}.", rates=names)
        call = self._over_years()
        rate = v.number(self.world.value(RATES[self.field.id]), self.world.exchange)
        if call is None or rate is None or rate <= -HUNDRED:
            return
        flows = flows_of(self.world, self.compiler, call.arguments[0], call.arguments[1])
        try:
            modified = modified_irr(flows or (), rate, rate)
        except ArithmeticError:
            return
        if modified is not None:
            yield tr(
                "Modified rate of return, with money borrowed and lent at {rate}: {modified}.",
                rate=percent(rate, 1),
                modified=percent(modified, 2),
            )

    def _said_of(self, row: Mapping[str, object]) -> Iterator[str]:
        note = row.get("note")
        if isinstance(note, Mapping):
            yield self.language.text(Text.from_map(note))
        if row.get("source_url"):
            yield str(row["source_url"])
        if row.get("verified") is False:
            yield self.language.tr("This value was not compared with its source yet.")


def _columns(form: Form, items: tuple[tuple[str, Tree], ...]) -> Mapping[str, Column]:
    """The columns of every table that a formula reads."""
    found: dict[str, Column] = {}
    for step in form.steps:
        for field in step.fields:
            if field.columns and any(field.path in unparse(tree) for _, tree in items):
                found |= {column.id: column for column in field.columns}
    return found
