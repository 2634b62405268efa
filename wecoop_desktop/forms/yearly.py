"""Functions over rows: what a row-wise argument is, and flows by year with what is made of them.

A flow is worked out in every row that has a year; `pv`, `irr` and `payback` follow
docs/form-language.md, `debt_cover` sets the operating flow against the service of loans.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from wecoop_desktop.appraisal import cashflow
from wecoop_desktop.appraisal.debt import Loan, cover
from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.shapes import RESULTS, SCALAR, Shape, element

if TYPE_CHECKING:
    from wecoop_desktop.forms.expression import Compiler, Frames, Node
    from wecoop_desktop.forms.language import Tree
    from wecoop_desktop.forms.scope import Get, Scope

# Name: least and most arguments.
ARITY = {
    "pv": (3, 3),
    "irr": (2, 2),
    "payback": (2, 2),
    "payback_discounted": (3, 3),
    "debt_cover": (3, 3),
}


def fits(shape: Shape, wanted: str) -> bool:
    if wanted == "any" or shape.kind == "any":
        return True
    if wanted == "scalar":
        return shape.kind in ("scalar", "result")
    if wanted == "map":
        return shape.kind in ("map", "entries", "maps", "rows")
    if wanted == "rows":
        return shape.kind in ("rows", "map", "entries", "maps", "list")
    return shape.kind != "map"  # a list, rows, or one value


def in_rows(
    compiler: Compiler, name: str, arguments: tuple[Tree, ...], frames: Frames
) -> tuple[Get, Get]:
    rows, shape = compiler.node(arguments[0], frames)
    if not fits(shape, "rows"):
        compiler.wrong("expression-wrong-argument", name=name, wanted="rows", found=shape.kind)
    get, _ = compiler.node(arguments[1], (*frames, element(shape)))
    return rows, get


def each(scope: Scope, rows: object, get: Get) -> list[object]:
    entries = v.elements(rows)
    scope.spend(len(entries) + 1)
    found = []
    for row in entries:
        scope.rows.append(row)
        found.append(get(scope))
        scope.rows.pop()
    return found


def flows(scope: Scope, rows: object, get: Get) -> tuple[cashflow.Flow, ...] | None:
    """(year, amount) of every row with a year; empty cells of a row count as 0 (`zeroed`)."""
    exchange = scope.world.exchange
    entries = [
        {name: v.ZERO if cell is None else cell for name, cell in row.items()}
        for row in v.elements(rows)
        if isinstance(row.get("year"), Decimal)
    ]
    amounts = each(scope, tuple(entries), get)
    found: list[cashflow.Flow] = []
    for row, amount in zip(entries, amounts, strict=True):
        worth = v.number(amount, exchange)
        year = row["year"]
        if worth is None or not isinstance(year, Decimal):
            return None
        if year != year.to_integral_value() or not 0 <= year <= cashflow.LAST_YEAR:
            return None
        found.append((int(year), worth))
    return tuple(sorted(found)) if found else None


def builder(name: str) -> Callable[[Compiler, tuple[Tree, ...], Frames], Node]:
    """How a call of that function is compiled; the third argument is a rate, or loans."""

    def build(compiler: Compiler, arguments: tuple[Tree, ...], frames: Frames) -> Node:
        rows, amount = in_rows(compiler, name, arguments, frames)
        third = compiler.node(arguments[2], frames)[0] if len(arguments) > 2 else None

        def worked(scope: Scope) -> object:
            found = flows(scope, rows(scope), amount)
            other = third(scope) if third is not None else v.ZERO
            if name == "debt_cover":
                return _cover(found, other, scope.world.exchange)
            return _over_years(name, found, v.number(other, scope.world.exchange))

        return worked, Shape("result", RESULTS) if name == "irr" else SCALAR

    return build


def loans(rows: object, exchange: v.Exchange) -> tuple[Loan, ...] | None:
    """Loans of the financing plan; None while the terms of one are not complete."""
    found = []
    for row in v.elements(rows):
        amount = v.number(row.get("amount"), exchange)
        rate, grace = row.get("rate"), row.get("grace")
        maturity = row.get("maturity")
        if amount is None or not isinstance(rate, Decimal) or not isinstance(maturity, Decimal):
            return None
        years = int(grace) if isinstance(grace, Decimal) else 0
        found.append(Loan(amount, rate, years, int(maturity)))
    return tuple(found)


def _cover(found: tuple[cashflow.Flow, ...] | None, rows: object, exchange: v.Exchange) -> object:
    """The smallest yearly cover from the first year on in which principal is repaid."""
    owed = loans(rows, exchange)
    if found is None or not owed:
        return None
    first = min(loan.grace for loan in owed) + 1
    ratios = [value for year, value in cover(found, owed) if year >= first]
    return min(ratios) if ratios else None


def _over_years(name: str, flows: tuple[cashflow.Flow, ...] | None, rate: Decimal | None) -> object:
    if name == "irr":
        found = cashflow.irr(flows or ())
        return v.Result(
            found.value,
            {
                "value": found.value,
                "reason": found.reason or None,
                "roots": found.roots,
                "comparable": found.comparable if flows else None,
            },
        )
    if flows is None or rate is None or rate <= -100:
        return None
    if name == "pv":
        return cashflow.npv(flows, rate)
    found_years = cashflow.payback(flows, rate)
    if found_years is None:
        return v.Result(None, {"reason": "not_recovered"})
    return found_years
