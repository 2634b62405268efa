"""Formulas of the form said for people: with names, and with the numbers put in.

`spoken` writes a tree with labels in place of paths; `filled` writes the same tree with what each
part is worth. Both are text of one language; neither knows where the values come from.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.answers import Money
from wecoop_desktop.forms.language import (
    Call,
    Chain,
    Compare,
    Constant,
    Filter,
    Key,
    ListOf,
    Logic,
    Minus,
    Negation,
    Path,
    Power,
    Tree,
    unparse,
)

Namer: TypeAlias = Callable[[Path | str], str]  # of a path, or of an id in quotes
Worth: TypeAlias = Callable[[Tree], object]

SIGNS = {"*": "×", "/": "÷", "-": "−", "+": "+"}
COMPARED = {"==": "=", "!=": "≠", ">=": "≥", "<=": "≤", ">": ">", "<": "<"}
# Functions as sentences; {a}, {b}, {c} are their arguments in order.
SAID = {
    "pv": mark("present value of ({b}) at the rate “{c}”"),
    "irr": mark("the rate at which the present value of ({b}) is 0"),
    "payback": mark("the year in which the running sum of ({b}) stays above 0"),
    "payback_discounted": mark(
        "the year in which the running sum of ({b}), discounted at the rate “{c}”, stays above 0"
    ),
    "sum": mark("sum of {a}"),
    "sum_of": mark("sum over the rows of ({b})"),
    "min_of": mark("smallest of ({b})"),
    "max_of": mark("largest of ({b})"),
    "min": mark("the smaller of ({a}; {b})"),
    "max": mark("the larger of ({a}; {b})"),
    "if": mark("if {a}: {b}, otherwise {c}"),
    "coalesce": mark("{a}, or if empty {b}"),
    "convert": mark("{a} in {b}"),
    "first": mark("the first of {a}"),
    "count": mark("number of {a}"),
    "is_empty": mark("{a} is empty"),
    "exp": mark("e to the power of ({a})"),
    "el": mark("{a} × EF_grid ÷ (1 − T_D_loss)"),
    "factor": mark("{a} “{b}”"),
    "get": mark("{a} “{b}”"),
    "days": mark("days from {a} to {b}"),
    "debt_cover": mark("smallest yearly ({b}) ÷ debt service"),
}


def figure(language: Language, value: object) -> str:
    """A value of an expression in words; "–" where there is none. Rounded for display only."""
    value = v.scalar(value)
    if value is None:
        return "–"
    if isinstance(value, bool):
        return language.tr("yes") if value else language.tr("no")
    if isinstance(value, Decimal):
        return rounded(language, value)
    if isinstance(value, Money):
        return language.money(value.amount, value.currency)
    if isinstance(value, date):
        return language.date(value)
    if isinstance(value, tuple):
        return ", ".join(figure(language, entry) for entry in value)
    return str(value)


def rounded(language: Language, value: Decimal) -> str:
    """Four significant digits below a thousand, two decimals at most above; powers for the rest."""
    if value == 0:
        return language.number(Decimal(0))
    size = value.adjusted()
    if size >= 18 or size < -6:
        digits, exponent = f"{value:.3e}".split("e")
        return f"{language.number(Decimal(digits))} × 10^{int(exponent)}"
    places = 0 if size >= 5 else 2 if size >= 2 else min(8, max(3, 3 - size))
    short = round(value, places).normalize()
    if short == short.to_integral_value():
        short = short.quantize(Decimal(1))
    return language.number(short)


def spoken(tree: Tree, language: Language, name: Namer) -> str:
    """The formula in words and signs."""
    return _Speaker(language, name, None).say(tree, outer=True)


def filled(tree: Tree, language: Language, worth: Worth) -> str:
    """The formula with numbers: every part that is not arithmetic by what it is worth."""
    return _Speaker(language, lambda path: "", worth).say(tree, outer=True)


class _Speaker:
    def __init__(self, language: Language, name: Namer, worth: Worth | None) -> None:
        self.language = language
        self.name = name
        self.worth = worth

    def say(self, tree: Tree, *, outer: bool = False) -> str:
        match tree:
            case Constant(str() as word):
                return self.name(word) or word
            case Constant(None):
                return self.language.tr("no result")
            case Constant(value):
                return figure(self.language, value)
            case Chain():
                said = self._chain(tree)
                return said if outer else f"({said})"
            case Minus(of):
                return f"−{self.say(of)}"
            case Power(base, exponent):
                return f"{self.say(base)}^{self.say(exponent)}"
            case Call("if", (condition, then, other)) if self.worth is not None:
                holds = v.scalar(self.worth(condition)) is True
                return self.say(then if holds else other, outer=outer)
            case Call("min" | "max" as function, arguments) if self.worth and len(arguments) > 1:
                return self._call(function, arguments)
            case _ if self.worth is not None:
                said = figure(self.language, self.worth(tree))
                return f"({said})" if said.startswith(("-", "−")) and not outer else said
            case Path():
                return self.name(tree)
            case Call("if", arguments):
                said = self._call("if", arguments)
                return said if outer else f"({said})"
            case Call(function, arguments):
                return self._call(function, arguments)
            case Compare(left, op, right):
                return self._compare(left, op, right)
            case Logic(op, items):
                word = self.language.tr("and") if op == "and" else self.language.tr("or")
                return f" {word} ".join(self.say(item) for item in items)
            case Negation(of):
                return self.language.tr("not {what}", what=self.say(of))
            case ListOf(items):
                return "[" + "; ".join(self.say(item) for item in items) + "]"
        return unparse(tree)

    def _chain(self, tree: Chain) -> str:
        product = tree.rest[0][0] in "*/"
        parts = [self._within(tree.first, product, last="")]
        for sign, item in tree.rest:
            parts += [SIGNS[sign], self._within(item, product, last=sign)]
        return " ".join(parts)

    def _within(self, tree: Tree, product: bool, last: str) -> str:
        """A product within a sum needs no brackets; all else that is a chain or a case does."""
        if isinstance(tree, Call):
            return self.say(tree)
        inner = isinstance(tree, Chain) and tree.rest[0][0] in "*/"
        return self.say(tree, outer=(inner and not product) or (last == "+" and not product))

    def _compare(self, left: Tree, op: str, right: Tree) -> str:
        if op in ("in", "not in"):
            inside = self.say(right)
            text = mark("{a} is one of {b}") if op == "in" else mark("{a} is none of {b}")
            return self.language.tr(text, a=self.say(left), b=inside)
        return f"{self.say(left)} {COMPARED[op]} {self.say(right)}"

    def _call(self, function: str, arguments: tuple[Tree, ...]) -> str:
        said = [self.say(argument, outer=True) for argument in arguments]
        text = SAID.get(function)
        if text is None:
            return f"{function}({'; '.join(said)})"
        return self.language.tr(text, **dict(zip("abcdefgh", said, strict=False)))


def conditions(path: Path) -> tuple[Tree, ...]:
    """The filters of a path, in order."""
    return tuple(part.condition for part in path.parts if isinstance(part, Filter))


def last_key(path: Path) -> str:
    """The name at the end of a path."""
    keys = [part.name for part in path.parts if isinstance(part, Key)]
    return keys[-1] if keys else path.name
