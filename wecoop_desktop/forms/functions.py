"""Every function of the language: how many arguments, what they are, how it is worked out.

Row-wise functions (`sum_of`, `pv` ...) work their second argument out in every row of the first.
What each does with empty values stands in docs/form-language.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from wecoop_desktop.forms import values as v
from wecoop_desktop.forms import yearly
from wecoop_desktop.forms.shapes import ANY, ISSUE, LIST, SCALAR, Shape
from wecoop_desktop.forms.yearly import each

if TYPE_CHECKING:
    from wecoop_desktop.forms.expression import Compiler, Frames, Node
    from wecoop_desktop.forms.language import Tree
    from wecoop_desktop.forms.scope import Get, Scope

Build: TypeAlias = "Callable[[Compiler, tuple[Tree, ...], Frames], Node]"
Work: TypeAlias = "Callable[..., object]"

DAYS_A_MONTH = Decimal("30.4375")
MANY = 30


@dataclass(frozen=True, slots=True)
class Function:
    name: str
    least: int
    most: int
    build: Build


def _plain(
    name: str, work: Work, *wanted: str, gives: Shape = SCALAR, optional: int = 0
) -> Function:
    """A function of worked-out arguments: `work(world, *values)`. `wanted` are their shapes."""

    def build(compiler: Compiler, arguments: tuple[Tree, ...], frames: Frames) -> Node:
        gets: list[Get] = []
        for index, argument in enumerate(arguments):
            get, shape = compiler.node(argument, frames)
            expected = wanted[min(index, len(wanted) - 1)]
            if not yearly.fits(shape, expected):
                compiler.wrong(
                    "expression-wrong-argument", name=name, wanted=expected, found=shape.kind
                )
            gets.append(get)
        if len(gets) == 1:
            only = gets[0]
            return (lambda scope: work(scope.world, only(scope))), gives
        fixed = tuple(gets)
        return (lambda scope: work(scope.world, *[get(scope) for get in fixed])), gives

    return Function(name, len(wanted) - optional, len(wanted), build)


def _row_wise(name: str, work: Callable[[Scope, object, Get], object]) -> Function:
    """`name(rows, expr)`."""

    def build(compiler: Compiler, arguments: tuple[Tree, ...], frames: Frames) -> Node:
        rows, inner = yearly.in_rows(compiler, name, arguments, frames)
        return (lambda scope: work(scope, rows(scope), inner)), SCALAR

    return Function(name, 2, 2, build)


# ---------------------------------------------------------------------- lists and rows


def _sum(world: object, values: object) -> object:
    return v.total(v.listed(values), _exchange(world))


def _exchange(world: object) -> v.Exchange:
    exchange = getattr(world, "exchange", None)
    assert isinstance(exchange, v.Exchange)
    return exchange


def _extreme(name: str, op: str) -> Function:
    """Of a list, passing over what is empty; of two or more values, empty when one is empty."""

    def build(compiler: Compiler, arguments: tuple[Tree, ...], frames: Frames) -> Node:
        gets = tuple(compiler.node(argument, frames)[0] for argument in arguments)
        if len(gets) == 1:
            only = gets[0]
            return (lambda s: v.extreme(v.listed(only(s)), op, s.world.exchange)), SCALAR

        def of_all(scope: Scope) -> object:
            values = [get(scope) for get in gets]
            if any(v.is_empty(value) for value in values):
                return None
            return v.extreme(values, op, scope.world.exchange)

        return of_all, SCALAR

    return Function(name, 1, MANY, build)


def _any_of(scope: Scope, rows: object, inner: Get) -> object:
    return any(value is True for value in each(scope, rows, inner))


def _all_of(scope: Scope, rows: object, inner: Get) -> object:
    return all(value is True for value in each(scope, rows, inner))


def _count(_world: object, value: object) -> object:
    if isinstance(value, Mapping) or (isinstance(value, tuple) and not value):
        return Decimal(len(value))
    return Decimal(sum(1 for entry in v.listed(value) if not v.is_empty(entry)))


def _first(_world: object, value: object) -> object:
    values = v.listed(value)
    return values[0] if values else None


def _distinct(_world: object, value: object) -> object:
    return tuple(dict.fromkeys(v.known(v.listed(value))))


def _keys(_world: object, value: object) -> object:
    if value is None:
        return None
    maps = (value,) if isinstance(value, Mapping) else v.listed(value)
    names = [name for entry in maps if isinstance(entry, Mapping) for name in entry]
    return tuple(dict.fromkeys(names))


def _get(_world: object, holder: object, name: object) -> object:
    name = v.scalar(name)
    if isinstance(holder, v.Result):
        return holder.parts.get(str(name))
    if not isinstance(holder, Mapping) or name is None:
        return None
    return holder.get(_as_key(name))


def _as_key(name: object) -> str:
    return format(name, "f") if isinstance(name, Decimal) else str(name)


def _order(_world: object, table: object, entry_id: object) -> object:
    for index, row in enumerate(v.listed(table)):
        if isinstance(row, Mapping) and row.get("id") == entry_id and entry_id is not None:
            return row.get("order", Decimal(index + 1))
    return None


def _overlap(_world: object, a: object, b: object) -> object:
    return Decimal(len(set(v.known(v.listed(a))) & set(v.known(v.listed(b)))))


def _is_empty(_world: object, value: object) -> object:
    return v.is_empty(value)


# ---------------------------------------------------------------------- choosing


def _build_if(compiler: Compiler, arguments: tuple[Tree, ...], frames: Frames) -> Node:
    condition, _ = compiler.node(arguments[0], frames)
    then, shape = compiler.node(arguments[1], frames)
    other, other_shape = compiler.node(arguments[2], frames)
    same = shape if shape.kind == other_shape.kind else ANY
    return (lambda s: then(s) if v.scalar(condition(s)) is True else other(s)), same


def _build_coalesce(compiler: Compiler, arguments: tuple[Tree, ...], frames: Frames) -> Node:
    nodes = [compiler.node(argument, frames) for argument in arguments]
    gets = tuple(get for get, _ in nodes)

    def coalesced(scope: Scope) -> object:
        for get in gets:
            value = get(scope)
            if not v.is_empty(value):
                return value
        return None

    kinds = {shape.kind for _, shape in nodes}
    return coalesced, nodes[0][1] if len(kinds) == 1 else ANY


# ---------------------------------------------------------------------- dates and money


def _days(_world: object, start: object, end: object) -> object:
    if isinstance(start, date) and isinstance(end, date):
        return Decimal((end - start).days)
    return None


def _months(world: object, start: object, end: object) -> object:
    days = _days(world, start, end)
    return days / DAYS_A_MONTH if isinstance(days, Decimal) else None


def _year(_world: object, value: object) -> object:
    return Decimal(value.year) if isinstance(value, date) else None


def _convert(world: object, value: object, currency: object) -> object:
    if not isinstance(currency, str):
        return None
    return _exchange(world).convert(v.scalar(value), currency)


EU_GRANT = ("grant", "blending", "technical_assistance")


def _ticket_amount(world: object, card: object) -> object:
    """What is compared with `card.ticket`, in the currency of the ticket."""
    from wecoop_desktop.forms.scope import World

    ticket = card.get("ticket") if isinstance(card, Mapping) else None
    if not isinstance(card, Mapping) or not isinstance(ticket, Mapping):
        return None
    asked_world: World = world  # type: ignore[assignment]  # every caller is a Scope's world
    amount = asked_world.value("basic.requested")
    if ticket.get("basis") == "eu_grant":
        rows = [
            row.get("amount")
            for row in v.elements(asked_world.value("budget.financing"))
            if row.get("funder") == card.get("id") and row.get("instrument") in EU_GRANT
        ]
        amount = _sum(world, tuple(rows)) if rows else amount
    return _convert(world, amount, ticket.get("currency"))


# ---------------------------------------------------------------------- numbers over years


def _exp(world: object, value: object) -> object:
    power = v.number(value, _exchange(world))
    return v.BOUNDS.exp(power) if power is not None else None


# ---------------------------------------------------------------------- factors, the form itself


def _factor(world: object, table: object, name: object) -> object:
    """`table.both[name]`, else the entry of the set chosen in climate.factor_set."""
    if not isinstance(table, Mapping) or name is None:
        return None
    chosen = getattr(world, "factor_set", None)
    for holder in (table.get("both"), table.get(str(chosen))):
        if isinstance(holder, Mapping) and _as_key(name) in holder:
            return holder[_as_key(name)]
    return None


def _build_el(compiler: Compiler, arguments: tuple[Tree, ...], frames: Frames) -> Node:
    """Tonnes of CO2 of electricity at the consumer, network losses included."""
    get, _ = compiler.node(arguments[0], frames)

    def worked(scope: Scope) -> object:
        exchange = scope.world.exchange
        power = v.number(get(scope), exchange)
        if not power:
            return v.ZERO
        grid = v.number(scope.names.get("EF_grid"), exchange)
        loss = v.number(scope.names.get("T_D_loss"), exchange)
        if grid is None or loss is None:
            return None
        return v.divide(power * grid, v.ONE - loss, exchange)

    return worked, SCALAR


def _completeness(world: object, level: object) -> object:
    work = getattr(world, "completeness", None)
    return work(level) if callable(work) and isinstance(level, str) else None


def _issues(world: object, level: object) -> object:
    work = getattr(world, "issues", None)
    return work(level) if callable(work) and isinstance(level, str) else None


_FUNCTIONS = (
    _plain("sum", _sum, "list"),
    _row_wise("sum_of", lambda s, rows, inner: v.total(each(s, rows, inner), s.world.exchange)),
    _extreme("min", "<"),
    _extreme("max", ">"),
    _row_wise(
        "min_of",
        lambda s, rows, inner: v.extreme(each(s, rows, inner), "<", s.world.exchange),
    ),
    _row_wise(
        "max_of",
        lambda s, rows, inner: v.extreme(each(s, rows, inner), ">", s.world.exchange),
    ),
    _row_wise("any_of", _any_of),
    _row_wise("all_of", _all_of),
    _plain("count", _count, "any"),
    _plain("first", _first, "list"),
    _plain("distinct", _distinct, "list", gives=LIST),
    _plain("keys", _keys, "map", gives=LIST),
    _plain("get", _get, "map", "scalar", gives=ANY),
    _plain("order", _order, "rows", "scalar"),
    Function("coalesce", 1, MANY, _build_coalesce),
    Function("if", 3, 3, _build_if),
    _plain("is_empty", _is_empty, "any"),
    _plain("overlap", _overlap, "list", "list"),
    _plain("days", _days, "scalar", "scalar"),
    _plain("months", _months, "scalar", "scalar"),
    _plain("year", _year, "scalar"),
    _plain("convert", _convert, "scalar", "scalar"),
    _plain("ticket_amount", _ticket_amount, "map"),
    _plain("exp", _exp, "scalar"),
    *(Function(name, *yearly.ARITY[name], yearly.builder(name)) for name in yearly.ARITY),
    _plain("factor", _factor, "map", "scalar"),
    Function("el", 1, 1, _build_el),
    _plain("completeness", _completeness, "scalar"),
    _plain("issues", _issues, "scalar", gives=ISSUE),
)
FUNCTIONS: Mapping[str, Function] = {function.name: function for function in _FUNCTIONS}
