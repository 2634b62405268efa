"""Greenhouse gas estimates: the methods of the form worked out from `climate.ghg_inputs`.

A method is data of the table `ghg_methods`: a formula, its variables with defaults and choices,
and guards. Inputs are rows of method, item (fraction, fuel), parameter, value and choice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, localcontext

from wecoop_desktop.appraisal.decay import Deposit, methane
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.expression import Compiler
from wecoop_desktop.forms.factors import Choice, Factors, words
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.language import (
    Call,
    LanguageError,
    Path,
    Tree,
    children,
    names_in,
    parse,
    unparse,
)
from wecoop_desktop.forms.plan import prepare
from wecoop_desktop.forms.rules import ROW
from wecoop_desktop.forms.scope import Scope, truth
from wecoop_desktop.forms.shapes import SCALAR, Shape
from wecoop_desktop.forms.streams import compiler_of, first_call
from wecoop_desktop.forms.working import Reference, Working

LONGEST_PROFILE = 60  # years of a model of decay
USUAL_YEARS = 20  # where the lifetime is not answered yet


@dataclass(frozen=True, slots=True)
class Entry:
    """A variable of a method, for one fraction or fuel where it is asked for each.

    `origin` is "own" (a number that was typed), "choice" (a row of a table), "default", or
    "missing". `usual` is the number that stands where nothing is typed. `source` is that of the
    table behind the choice or the default, `said` what the user wrote as the source.
    """

    name: str
    item: str
    label: Text
    unit: Text
    value: object
    origin: str
    usual: object = None
    choice: str = ""
    choices: tuple[Choice, ...] = ()
    source: str = ""
    verified: bool = True
    said: object = None
    row: int | None = None  # of the table of inputs
    help: Text = Text()


@dataclass(frozen=True, slots=True)
class Step:
    """A named part of the formula: its tree, for one item where it is summed over them."""

    name: str
    tree: Tree
    value: Decimal | None
    item: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """Tonnes of CO2 equivalent in each year from 1 on, by a model of decay."""

    id: str
    name: Text
    note: Text
    tonnes: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Estimate:
    """Tonnes of CO2 equivalent a year that a method saves; None with what is missing or wrong."""

    method: str
    tonnes: Decimal | None
    missing: tuple[str, ...] = ()  # variables without a value
    refused: Text = Text()  # the sentence of the guard that is not met
    entries: tuple[Entry, ...] = ()
    steps: tuple[Step, ...] = ()
    # Every name of the formula, and every call and look-up in it by its text.
    values: Mapping[str, object] = field(default_factory=dict)
    items: tuple[Mapping[str, object], ...] = ()
    profiles: tuple[Profile, ...] = ()


def estimates(
    form: Form, answers: Answers, reference: Reference, *, today: date, language: str = "en"
) -> tuple[Estimate, ...]:
    """One estimate for each method chosen in `climate.ghg_method`; several methods add up."""
    with localcontext(v.BOUNDS):
        world = Working(prepare(form), answers, reference, today, language)
        chosen = v.listed(world.value("climate.ghg_method"))
        methods = v.elements(world.plan.tables.get("ghg_methods"))
        return tuple(
            _Method(form, world, method).estimate()
            for method in methods
            if method.get("id") in chosen
        )


def total(found: Sequence[Estimate]) -> Decimal | None:
    """What all methods save together; None while one of them has no result."""
    tonnes = [estimate.tonnes for estimate in found]
    known = [one for one in tonnes if one is not None]
    return sum(known, v.ZERO) if found and len(known) == len(tonnes) else None


class _Method:
    """One method with the inputs that were entered for it."""

    def __init__(self, form: Form, world: Working, method: Mapping[str, object]) -> None:
        self.world = world
        self.method = method
        self.id = str(method.get("id"))
        variables = method.get("variables")
        self.variables = {
            name: variable
            for name, variable in (variables if isinstance(variables, Mapping) else {}).items()
            if isinstance(variable, Mapping)
        }
        self.per = [name for name, variable in self.variables.items() if variable.get("per")]
        profile = method.get("yearly_profile")
        self.profile: Mapping[str, object] = profile if isinstance(profile, Mapping) else {}
        extra = self.profile.get("variables")
        self.extra: Mapping[str, object] = extra if isinstance(extra, Mapping) else {}
        given = dict.fromkeys((*self.variables, *self.extra, "GWP_CH4", "GWP_N2O"), SCALAR)
        row = Shape("map", dict.fromkeys((*self.per, *self.extra, "item", "GWP_CH4"), SCALAR))
        self.row = row
        shapes = {**given, "items": Shape("rows", row.names)}
        roots = compiler_of(form, world.plan).roots
        self.compiler = Compiler(roots.with_given(shapes))
        self.names: dict[str, object] = {}
        self.entries: list[Entry] = []
        self.factors = Factors(world.plan.tables.get("ghg_constants"), world.factor_set)

    def estimate(self) -> Estimate:
        self.names |= {"GWP_N2O": self._gwp("N2O"), "GWP_CH4": self._methane("")}
        inputs = [
            row
            for row in v.elements(self.world.value("climate.ghg_inputs"))
            if row.get("method") == self.id
        ]
        single = {row.get("parameter"): row for row in inputs if not row.get("item")}
        for name in self.variables:
            if name not in self.per:
                self.names[name] = self._variable(name, single.get(name), ())
        items = self._items(inputs)
        self.names["items"] = items
        refused = self._refused(items)
        entries = tuple(self.entries)
        if refused:
            return Estimate(self.id, None, (), refused, entries, items=items)
        values = dict(self.names)
        tonnes = self._run(values)
        missing = self._missing(items) if tonnes is None else ()
        steps = tuple(self._steps(values, items)) if tonnes is not None else ()
        empty = [step for step in steps if step.item and step.value is None]
        if empty:  # a sum passes over what is empty; an estimate must not
            tonnes, missing, steps = None, self._unknown(empty, items), ()
        profiles = self._profiles(items) if tonnes is not None else ()
        return Estimate(self.id, tonnes, missing, Text(), entries, steps, values, items, profiles)

    def _run(self, values: dict[str, object]) -> Decimal | None:
        """The result; the names that the formula sets are put into `values`."""
        made = self.compiler.expression(str(self.method.get("formula")))
        try:
            return v.number(made.get(Scope(self.world, [], values)), self.world.exchange)
        except ArithmeticError:
            return None

    def _steps(
        self, values: dict[str, object], items: tuple[Mapping[str, object], ...]
    ) -> Iterator[Step]:
        """Every part that the formula names, and what each item adds to a sum over items."""
        try:
            formula = parse(str(self.method.get("formula")))
        except LanguageError:
            return
        for name, tree in formula.items:
            self._note_calls(tree, values)
            summed = first_call(unparse(tree), "sum_of")
            if summed is not None:
                yield from self._each_item(summed, items)
            worth = values.get(name) if name else self._run(dict(values))
            if name:
                yield Step(name, tree, worth if isinstance(worth, Decimal) else None)

    def _unknown(
        self, empty: Sequence[Step], items: tuple[Mapping[str, object], ...]
    ) -> tuple[str, ...]:
        """Variables without a value in the items that have no result of their own."""
        used = names_in(unparse(empty[0].tree))
        rows = [row for row in items if row.get("item") in {step.item for step in empty}]
        found = [n for n in self.per if n in used and any(row.get(n) is None for row in rows)]
        return tuple(found or self.per)

    def _note_calls(self, tree: Tree, values: dict[str, object]) -> None:
        """What calls and look-ups in a part of the formula are worth, by their text."""
        waiting: list[object] = [tree]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Call) or (isinstance(node, Path) and node.parts):
                text = unparse(node)
                made = self.compiler.expression(text)
                values[text] = made.of(self.world, (), values) if not made.errors else None
            else:
                waiting.extend(children(node))

    def _each_item(self, summed: Call, items: tuple[Mapping[str, object], ...]) -> Iterator[Step]:
        for row in items:
            worth = self._worked(unparse(summed.arguments[1]), (row,))
            number = worth if isinstance(worth, Decimal) else None
            yield Step("", summed.arguments[1], number, str(row.get("item") or ""))

    def _profiles(self, items: tuple[Mapping[str, object], ...]) -> tuple[Profile, ...]:
        """Methane by year where the method has a model of decay for it."""
        if not items or not self.profile:
            return ()
        life = v.number(self.world.value("basic.lifetime_years"), self.world.exchange)
        years = min(int(life), LONGEST_PROFILE) if life is not None and life >= 1 else USUAL_YEARS
        deposits = []
        for item in items:
            rate = self._worked(self._rate_text(), (item,))
            potential = self._potential(item)
            if not isinstance(rate, Decimal) or rate < 0 or potential is None:
                return ()
            deposits.append(Deposit(potential, rate))
        gwp = self.names.get("GWP_CH4")
        if not isinstance(gwp, Decimal):
            return ()
        found = []
        for option in v.elements(self.profile.get("options")):
            phi = option.get("phi")
            factor = gwp * (phi if isinstance(phi, Decimal) else v.ONE)
            tonnes = methane(deposits, years, years, delay=1 if phi is None else 0)
            found.append(
                Profile(
                    str(option.get("id")),
                    words(option.get("name")) or Text(str(option.get("id"))),
                    words(option.get("note")),
                    tuple(one * factor for one in tonnes),
                )
            )
        return tuple(found)

    def _rate_text(self) -> str:
        rate = self.extra.get("k")
        return str(rate.get("default_expr") or "none") if isinstance(rate, Mapping) else "none"

    def _potential(self, item: Mapping[str, object]) -> Decimal | None:
        """Methane (t) that a year of a fraction will give in all, after capture and oxidation."""
        found = self._worked(str(self.profile.get("potential") or "none"), (item,))
        return found if isinstance(found, Decimal) else None

    def _items(self, inputs: list[Mapping[str, object]]) -> tuple[Mapping[str, object], ...]:
        """Rows grouped by item, a column for each variable that is asked per item."""
        grouped: dict[object, dict[object, Mapping[str, object]]] = {}
        for row in inputs:
            if row.get("item"):
                grouped.setdefault(row["item"], {})[row.get("parameter")] = row
        items = []
        for item, entered in grouped.items():
            made: dict[str, object] = {"item": item, "GWP_CH4": self._methane(str(item))}
            made |= dict.fromkeys((*self.per, *self.extra))
            for name in self.per:
                made[name] = self._variable(name, entered.get(name), (made,))
            items.append(made)
        return tuple(items)

    def _variable(
        self,
        name: str,
        entered: Mapping[str, object] | None,
        rows: tuple[Mapping[str, object], ...],
    ) -> object:
        """What was entered, else the row that was chosen, else the default."""
        variable = self.variables[name]
        number = entered.get("value") if entered is not None else None
        choice = entered.get("choice") if entered is not None else None
        chooses = str(variable.get("unit")).startswith("choice")
        usual: object = variable.get("default")
        if variable.get("default_expr"):
            usual = self._worked(variable["default_expr"], rows)
        value, origin = usual, "default"
        if number is not None and not chooses:
            value, origin = number, "own"
            if choice is not None and self._chosen(variable, choice, rows) == number:
                origin = "choice"  # the number of the row was kept beside its name
        elif choice is not None:
            value, origin = self._chosen(variable, choice, rows), "choice"
        item = str(rows[0].get("item") or "") if rows else ""
        source, verified = self.factors.source(variable)
        at = entered.get(ROW) if entered is not None else None
        self.entries.append(
            Entry(
                name,
                item,
                words(variable.get("name")) or Text(name, name),
                words(variable["label"])
                if "label" in variable
                else Text(str(variable.get("unit"))),
                value,
                origin if value is not None else "missing",
                usual,
                str(choice or ""),
                self.factors.choices(variable),
                source,
                verified,
                entered.get("source") if entered is not None else None,
                at if isinstance(at, int) else None,
                words(variable.get("ask")) or words(variable.get("help")),
            )
        )
        return value

    def _chosen(
        self, variable: Mapping[str, object], choice: object, rows: tuple[Mapping[str, object], ...]
    ) -> object:
        table = variable.get("choose_from")
        if not isinstance(table, str):
            return choice
        found = self._worked(table, rows)
        if isinstance(found, tuple):  # fuels: the factor of the fuel chosen
            return next(
                (row.get("ef") for row in v.elements(found) if row.get("id") == choice), None
            )
        return (
            self._worked(f"factor({table}, '{choice}')", rows) if "'" not in str(choice) else None
        )

    def _worked(self, text: object, rows: tuple[Mapping[str, object], ...]) -> object:
        frames = (self.row,) if rows else ()
        made = self.compiler.expression(str(text), frames)
        return made.of(self.world, rows, self.names)

    def _refused(self, items: tuple[Mapping[str, object], ...]) -> Text:
        """The sentence of the first guard that is false; for some item, where it is about them."""
        for guard in v.elements(self.method.get("guards")):
            about_items = any(name in str(guard.get("when")) for name in self.per)
            around = [(item,) for item in items] if about_items else [()]
            for rows in around:
                if truth(self._worked(guard.get("when"), rows)) is False:
                    both = guard.get("message")
                    if isinstance(both, Mapping):
                        return Text.from_map(both)
                    return Text.from_map(guard, "message")
        return Text()

    def _missing(self, items: tuple[Mapping[str, object], ...]) -> tuple[str, ...]:
        missing = [n for n in self.variables if n not in self.per and self.names.get(n) is None]
        missing += [n for n in self.per if not items or any(row[n] is None for row in items)]
        return tuple(missing)

    def _gwp(self, gas: str) -> object:
        chosen = self.world.value("climate.gwp_set")
        default = self.world.plan.fields["climate.gwp_set"].field.default
        constants = self.world.plan.tables.get("ghg_constants")
        sets = constants.get("gwp") if isinstance(constants, Mapping) else None
        entry = sets.get(str(chosen or default)) if isinstance(sets, Mapping) else None
        return entry.get(gas) if isinstance(entry, Mapping) else None

    def _methane(self, item: str) -> object:
        """By the origin of the method's methane, or of the fuel of the row."""
        origin = self.method.get("ch4_origin")
        if origin == "by_fuel":
            fuels = self._worked("ghg_constants.fuels", ())
            origin = next(
                (row.get("ch4_origin") for row in v.elements(fuels) if row.get("id") == item), None
            )
        return self._gwp(f"CH4_{origin}") if origin else self._gwp("CH4")
