"""The language of expressions: text in, a tree of frozen values out, and back to text.

The grammar is `forms.grammar`; docs/form-language.md explains it. Nothing here knows a form.
`lark` is imported at the first parse only: the window starts without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, TypeAlias, cast

if TYPE_CHECKING:
    from lark import Lark

LONGEST = 1000  # characters of one expression
DEEPEST = 40  # nested brackets
STEEPEST = 160  # levels of the tree: brackets, and signs and negations in a row


class LanguageError(ValueError):
    """An expression that is not of the language; `code` is one of base.wording.FORMS."""

    def __init__(self, code: str, at: int = 0) -> None:
        super().__init__(f"{code} at {at}")
        self.code = code
        self.at = at


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, a string, true, false or none."""

    value: Decimal | str | bool | None


@dataclass(frozen=True, slots=True)
class ListOf:
    items: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Key:
    name: str


@dataclass(frozen=True, slots=True)
class Every:
    """`[]`: all rows."""


@dataclass(frozen=True, slots=True)
class Index:
    number: int


@dataclass(frozen=True, slots=True)
class Filter:
    condition: Tree


@dataclass(frozen=True, slots=True)
class Path:
    name: str
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Negation:
    of: Tree


@dataclass(frozen=True, slots=True)
class Minus:
    of: Tree


@dataclass(frozen=True, slots=True)
class Power:
    base: Tree
    exponent: Tree


@dataclass(frozen=True, slots=True)
class Compare:
    left: Tree
    op: str  # == != <= >= < > in, not in
    right: Tree


@dataclass(frozen=True, slots=True)
class Logic:
    """Two or more conditions joined by `and` or by `or`."""

    op: str
    items: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Sums (+ -) or products (* /) from left to right."""

    first: Tree
    rest: tuple[tuple[str, Tree], ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """Named items, then the value: that of the last item. A name is "" where none is set."""

    items: tuple[tuple[str, Tree], ...]


Part: TypeAlias = Key | Every | Index | Filter
Tree: TypeAlias = (
    Constant | ListOf | Call | Path | Negation | Minus | Power | Compare | Logic | Chain
)

_STRING = re.compile(r"'[^']*'")
_PART = (Key, Every, Index, Filter)


@lru_cache(maxsize=4096)
def parse(text: str) -> Formula:
    """The tree of an expression. Raises `LanguageError` and nothing else."""
    _bounded(text)
    from lark.exceptions import UnexpectedInput, VisitError

    try:
        return cast(Formula, _parser().parse(text))
    except UnexpectedInput as error:
        at = error.pos_in_stream
        raise LanguageError("expression-wrong", at if at is not None else len(text)) from error
    except VisitError as error:
        if isinstance(error.orig_exc, LanguageError):
            raise error.orig_exc from error
        raise


def _bounded(text: str) -> None:
    if len(text) > LONGEST:
        raise LanguageError("expression-too-long", LONGEST)
    depth = 0
    bare = _STRING.sub(lambda found: " " * len(found.group()), text)
    for at, char in enumerate(bare):
        depth += (char in "([") - (char in ")]")
        if depth > DEEPEST:
            raise LanguageError("expression-too-deep", at)


@cache
def _parser() -> Lark:
    from lark import Lark, Transformer

    from wecoop_desktop.forms.grammar import GRAMMAR

    members = {name: staticmethod(_steep(build)) for name, build in _BUILDERS.items()}
    transformer = type("TreeBuilder", (Transformer,), members)(visit_tokens=False)
    return Lark(GRAMMAR, parser="lalr", transformer=transformer, maybe_placeholders=False)


def _steep(build: Callable[[list[object]], object]) -> Callable[[list[object]], object]:
    """Refuse trees steeper than `STEEPEST`, before a recursion over them could be too deep."""

    def built(children: list[object]) -> object:
        node = build(children)
        if _height(node) > STEEPEST:
            raise LanguageError("expression-too-deep")
        return node

    return built


@lru_cache(maxsize=20_000)
def _height(node: object) -> int:
    """Levels under a node; cached, so that building a tree asks each node once."""
    return 1 + max((_height(child) for child in children(node)), default=0)


def children(node: object) -> tuple[object, ...]:
    """The nodes directly below a node of a tree, in the order of the text."""
    match node:
        case Formula(items):
            return tuple(tree for _, tree in items)
        case ListOf(items) | Logic(_, items):
            return items
        case Call(_, arguments):
            return arguments
        case Path(_, parts):
            return tuple(part.condition for part in parts if isinstance(part, Filter))
        case Filter(condition):
            return (condition,)
        case Negation(of) | Minus(of):
            return (of,)
        case Power(base, exponent):
            return (base, exponent)
        case Compare(left, _, right):
            return (left, right)
        case Chain(first, rest):
            return (first, *(tree for _, tree in rest))
        case _:
            return ()


def names_in(text: str) -> frozenset[str]:
    """The first names of all paths of an expression, wherever they lead. Raises `LanguageError`."""
    found: set[str] = set()
    waiting: list[object] = [parse(text)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Path):
            found.add(node.name)
        waiting.extend(children(node))
    return frozenset(found)


def _chosen(parts: list[object]) -> Part:
    """What stands alone in brackets as a whole number is an index; all else is a filter."""
    inside = cast(Tree, parts[0])
    if isinstance(inside, Constant) and isinstance(inside.value, Decimal):
        if inside.value == inside.value.to_integral_value() and "." not in str(inside.value):
            return Index(int(inside.value))
        raise LanguageError("expression-wrong")
    return Filter(inside)


def _chain(parts: list[object]) -> Chain:
    signs = [str(sign) for sign in parts[1::2]]
    trees = cast("list[Tree]", parts[2::2])
    return Chain(cast(Tree, parts[0]), tuple(zip(signs, trees, strict=True)))


def _trees(parts: list[object]) -> tuple[Tree, ...]:
    return tuple(cast("list[Tree]", parts))


def _pair(parts: list[object]) -> tuple[Tree, Tree]:
    return cast(Tree, parts[0]), cast(Tree, parts[-1])


_BUILDERS: dict[str, Callable[[list[object]], object]] = {
    "start": lambda parts: Formula(tuple(cast("list[tuple[str, Tree]]", parts))),
    "named": lambda parts: (str(parts[0]), parts[1]),
    "plain": lambda parts: ("", parts[0]),
    "or_expr": lambda parts: Logic("or", _trees(parts)),
    "and_expr": lambda parts: Logic("and", _trees(parts)),
    "negation": lambda parts: Negation(_trees(parts)[0]),
    "compare": lambda parts: Compare(_pair(parts)[0], str(parts[1]), _pair(parts)[1]),
    "inside": lambda parts: Compare(_pair(parts)[0], "in", _pair(parts)[1]),
    "outside": lambda parts: Compare(_pair(parts)[0], "not in", _pair(parts)[1]),
    "sum": _chain,
    "product": _chain,
    "minus": lambda parts: Minus(_trees(parts)[-1]),
    "raised": lambda parts: Power(*_pair(parts)),
    "number": lambda parts: Constant(Decimal(str(parts[0]))),
    "string": lambda parts: Constant(str(parts[0])[1:-1]),
    "true": lambda parts: Constant(True),
    "false": lambda parts: Constant(False),
    "none": lambda parts: Constant(None),
    "list": lambda parts: ListOf(_trees(parts)),
    "call": lambda parts: Call(str(parts[0]), _trees(parts[1:])),
    "path": lambda parts: Path(str(parts[0]), tuple(p for p in parts[1:] if isinstance(p, _PART))),
    "key": lambda parts: Key(str(parts[0])),
    "every": lambda parts: Every(),
    "chosen": _chosen,
}


def unparse(node: Formula | Tree | Part) -> str:
    """The text of a tree, fully bracketed; parsing it gives the same tree again."""
    match node:
        case Formula(items):
            return "; ".join(f"{name} = {unparse(t)}" if name else unparse(t) for name, t in items)
        case Constant(value):
            return _constant(value)
        case ListOf(items):
            return f"[{', '.join(unparse(item) for item in items)}]"
        case Call(name, arguments):
            return f"{name}({', '.join(unparse(item) for item in arguments)})"
        case Path(name, parts):
            return name + "".join(unparse(part) for part in parts)
        case Key(name):
            return f".{name}"
        case Every():
            return "[]"
        case Index(number):
            return f"[{number}]"
        case Filter(condition):
            return f"[{unparse(condition)}]"
        case Negation(of):
            return f"(not {unparse(of)})"
        case Minus(of):
            return f"(-{unparse(of)})"
        case Power(base, exponent):
            return f"({unparse(base)} ^ {unparse(exponent)})"
        case Compare(left, op, right):
            return f"({unparse(left)} {op} {unparse(right)})"
        case Logic(op, items):
            return "(" + f" {op} ".join(unparse(item) for item in items) + ")"
        case Chain(first, rest):
            return "(" + unparse(first) + "".join(f" {s} {unparse(t)}" for s, t in rest) + ")"


def _constant(value: Decimal | str | bool | None) -> str:
    if isinstance(value, str):
        return f"'{value}'"
    if isinstance(value, Decimal):
        return format(value, "f")
    return "none" if value is None else str(value).lower()
