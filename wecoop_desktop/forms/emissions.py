"""Greenhouse gas estimates: the methods of the form worked out from `climate.ghg_inputs`.

A method is data of the table `ghg_methods`: a formula, its variables with defaults and choices,
and guards. Inputs are rows of method, item (fraction, fuel), parameter, value and choice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext

from wecoop_desktop.base.text import Text
from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.expression import Compiler
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.plan import prepare, roots_of
from wecoop_desktop.forms.scope import truth
from wecoop_desktop.forms.shapes import SCALAR, Shape
from wecoop_desktop.forms.working import Reference, Working


@dataclass(frozen=True, slots=True)
class Estimate:
    """Tonnes of CO2 equivalent a year that a method saves; None with what is missing or wrong."""

    method: str
    tonnes: Decimal | None
    missing: tuple[str, ...] = ()  # variables without a value
    refused: Text = Text()  # the sentence of the guard that is not met


def estimates(
    form: Form, answers: Answers, reference: Reference, *, today: date
) -> tuple[Estimate, ...]:
    """One estimate for each method chosen in `climate.ghg_method`; several methods add up."""
    with localcontext(v.BOUNDS):
        world = Working(prepare(form), answers, reference, today, "en")
        chosen = v.listed(world.value("climate.ghg_method"))
        methods = v.elements(world.plan.tables.get("ghg_methods"))
        return tuple(
            _Method(form, world, method).estimate()
            for method in methods
            if method.get("id") in chosen
        )


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
        given = dict.fromkeys((*self.variables, "GWP_CH4", "GWP_N2O"), SCALAR)
        row = Shape("map", dict.fromkeys((*self.per, "item", "GWP_CH4"), SCALAR))
        self.row = row
        shapes = {**given, "items": Shape("rows", row.names)}
        self.compiler = Compiler(roots_of(form).with_given(shapes))
        self.names: dict[str, object] = {}

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
        if refused:
            return Estimate(self.id, None, (), refused)
        made = self.compiler.expression(str(self.method.get("formula")))
        tonnes = v.number(made.of(self.world, names=self.names), self.world.exchange)
        return Estimate(self.id, tonnes, self._missing(items) if tonnes is None else ())

    def _items(self, inputs: list[Mapping[str, object]]) -> tuple[Mapping[str, object], ...]:
        """Rows grouped by item, a column for each variable that is asked per item."""
        grouped: dict[object, dict[object, Mapping[str, object]]] = {}
        for row in inputs:
            if row.get("item"):
                grouped.setdefault(row["item"], {})[row.get("parameter")] = row
        items = []
        for item, entered in grouped.items():
            made: dict[str, object] = {"item": item, "GWP_CH4": self._methane(str(item))}
            made |= dict.fromkeys(self.per)
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
        if number is not None and not str(variable.get("unit")).startswith("choice"):
            return number
        choice = entered.get("choice") if entered is not None else None
        if choice is not None:
            return self._chosen(variable, choice, rows)
        if variable.get("default_expr"):
            return self._worked(variable["default_expr"], rows)
        return variable.get("default")

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
