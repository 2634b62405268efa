"""The terms of a yearly balance, read from the very formula that makes the present value.

`economics.enpv` is `pv(flows, revenue + ... - capex ..., rate)`: each term of that sum is a stream
of its own, so that sensitivity and switching values can never differ from the figure itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext

from wecoop_desktop.appraisal.cashflow import Flow
from wecoop_desktop.appraisal.sensitivity import Stream, balance
from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.expression import Compiler
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.language import Call, Chain, LanguageError, Path, Tree, children, parse
from wecoop_desktop.forms.plan import Plan, prepare, roots_of
from wecoop_desktop.forms.scope import Scope
from wecoop_desktop.forms.working import Reference, Working
from wecoop_desktop.forms.yearly import flows, in_rows

LOWEST_RATE = Decimal(-100)


@dataclass(frozen=True, slots=True)
class Analysis:
    """The streams behind a present value; a stream is named by its first column."""

    path: str
    rows: str  # the path of the table of flows
    rate: Decimal | None  # percent a year
    rate_path: str
    streams: tuple[Stream, ...]

    @property
    def flows(self) -> tuple[Flow, ...]:
        return balance(self.streams)


def analysis(
    form: Form, answers: Answers, reference: Reference, *, path: str, today: date
) -> Analysis | None:
    """The streams of the field at `path`; None where its formula holds no `pv`."""
    with localcontext(v.BOUNDS):
        plan = prepare(form)
        return of_world(form, plan, Working(plan, answers, reference, today, "en"), path)


def of_world(form: Form, plan: Plan, world: Working, path: str) -> Analysis | None:
    """The same within an evaluation that is under way."""
    field = plan.fields.get(path)
    call = first_call(field.field.formula, "pv") if field is not None else None
    if call is None or not isinstance(call.arguments[0], Path):
        return None
    compiler = compiler_of(form, plan)
    found = []
    for sign, term in terms(call.arguments[1]):
        worth = flows_of(world, compiler, call.arguments[0], term) or ()
        found.append(Stream(column_of(term, compiler), tuple((y, sign * a) for y, a in worth)))
    rate_tree = call.arguments[2]
    rate_path = path_of(rate_tree) if isinstance(rate_tree, Path) else ""
    rate = v.number(world.value(rate_path), world.exchange) if rate_path else None
    return Analysis(
        path,
        path_of(call.arguments[0]),
        rate if rate is not None and rate > LOWEST_RATE else None,
        rate_path,
        tuple(found),
    )


def compiler_of(form: Form, plan: Plan) -> Compiler:
    """A compiler over the roots of a form; the roots are made once for a form."""
    return Compiler(plan.memory.of("roots", form, lambda: roots_of(form)))


def flows_of(
    world: Working, compiler: Compiler, rows: Tree, amount: Tree
) -> tuple[Flow, ...] | None:
    """What `amount` is worth in each year of `rows`; None where a year or a figure is no use."""
    get_rows, get = in_rows(compiler, "pv", (rows, amount), ())
    scope = Scope(world)
    try:
        return flows(scope, get_rows(scope), get)
    except ArithmeticError:
        return None


def terms(tree: Tree, sign: int = 1) -> Iterator[tuple[int, Tree]]:
    """The terms of a sum with their signs; a bracket of additions is opened, any other kept."""
    if not isinstance(tree, Chain) or tree.rest[0][0] not in "+-":
        yield sign, tree
        return
    yield from _opened(tree.first, sign)
    for op, item in tree.rest:
        yield from _opened(item, sign if op == "+" else -sign)


def _opened(tree: Tree, sign: int) -> Iterator[tuple[int, Tree]]:
    sums = isinstance(tree, Chain) and all(op == "+" for op, _ in tree.rest)
    if sums:
        yield from terms(tree, sign)
    else:
        yield sign, tree


def column_of(tree: Tree, compiler: Compiler) -> str:
    """The first name in a term that is no field of another step: a column of the flows."""
    waiting: list[object] = [tree]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, Path) and node.name not in compiler.roots.fields:
            return node.name
        waiting = [*children(node), *waiting]
    return ""


def first_call(text: str, name: str) -> Call | None:
    """The first call of that function in a formula."""
    try:
        waiting: list[object] = [parse(text)] if text else []
    except LanguageError:
        return None
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, Call) and node.name == name:
            return node
        waiting = [*children(node), *waiting]
    return None


def path_of(path: Path) -> str:
    """`step.field` of a path that begins with one."""
    keys = [getattr(part, "name", "") for part in path.parts[:1]]
    return ".".join([path.name, *[key for key in keys if key]])
