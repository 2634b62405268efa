"""Expressions made ready: names resolved once, then closures over a `Scope`.

`Compiler.expression` never raises for what a pack may hold: what cannot be resolved is an entry
of `Expression.errors` and works out as empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.language import (
    Call,
    Chain,
    Compare,
    Constant,
    Every,
    Filter,
    Formula,
    Index,
    Key,
    LanguageError,
    ListOf,
    Logic,
    Minus,
    Negation,
    Part,
    Path,
    Power,
    Tree,
    parse,
)
from wecoop_desktop.forms.scope import Expression, Get, Scope, both, either, kept, nothing
from wecoop_desktop.forms.shapes import ANY, LIST, SCALAR, Shape, element

Node: TypeAlias = tuple[Get, Shape]
Frames: TypeAlias = tuple[Shape, ...]


# Answers that names and functions read without naming them.
_BEHIND: Mapping[str, tuple[str, ...]] = {
    "lead": ("basic.target_funders",),
    "answers": ("es_screening.checklist",),
    "ticket_amount": ("basic.requested",),
}


@dataclass(frozen=True, slots=True)
class Roots:
    """Where names lead that are no columns: fields by step, and everything else by name."""

    fields: Mapping[str, Mapping[str, Shape]]
    others: Mapping[str, Node]
    given: Mapping[str, Shape] = field(default_factory=dict)  # names set from outside

    def with_given(self, given: Mapping[str, Shape]) -> Roots:
        return Roots(self.fields, self.others, {**self.given, **given})


class Compiler:
    """Turns texts into expressions over some roots."""

    def __init__(self, roots: Roots) -> None:
        self.roots = roots
        self._errors: list[tuple[str, Mapping[str, object]]] = []
        self._paths: list[str] = []
        self._local: dict[str, Shape] = {}

    def expression(self, text: str, frames: Frames = ()) -> Expression:
        """Resolve and compile; `frames` are the rows around it, from outside in."""
        self._errors, self._paths, self._local = [], [], {}
        try:
            formula = parse(text)
        except LanguageError as error:
            wrong = (error.code, {"expression": text[:200], "at": error.at})
            return Expression(text, nothing, ANY, (), (wrong,))
        get, shape = self._formula(formula, frames)
        paths = tuple(dict.fromkeys(self._paths))
        return Expression(text, get, shape, paths, tuple(self._errors))

    def wrong(self, code: str, **values: object) -> Node:
        self._errors.append((code, values))
        return nothing, ANY

    # ------------------------------------------------------------------ items

    def _formula(self, formula: Formula, frames: Frames) -> Node:
        steps: list[tuple[str, Get]] = []
        shape = ANY
        for name, tree in formula.items:
            get, shape = self.node(tree, frames)
            steps.append((name, get))
            if name:
                self._local[name] = shape
        if len(steps) == 1 and not steps[0][0]:
            return steps[0][1], shape

        def run(scope: Scope) -> object:
            value: object = None
            for name, get in steps:
                value = get(scope)
                if name:
                    scope.names[name] = value
            return value

        return run, shape

    def node(self, tree: Tree, frames: Frames) -> Node:
        """The closure and the shape of a tree, with these rows around it."""
        match tree:
            case Constant(value):
                return (lambda scope: value), SCALAR
            case ListOf(items):
                return self._list(items, frames)
            case Call(name, arguments):
                return self._call(name, arguments, frames)
            case Path():
                return self._path(tree, frames)
            case Negation(of):
                return self._negation(of, frames)
            case Minus(of):
                get = self._scalar(of, frames)
                return (lambda scope: v.negative(get(scope), scope.world.exchange)), SCALAR
            case Power(base, exponent):
                low, high = self._scalar(base, frames), self._scalar(exponent, frames)
                return (lambda s: v.power(low(s), high(s), s.world.exchange)), SCALAR
            case Compare():
                return self._compare(tree, frames)
            case Logic(op, items):
                gets = tuple(self._scalar(item, frames) for item in items)
                return (either(gets) if op == "or" else both(gets)), SCALAR
            case Chain():
                return self._chain(tree, frames)

    def _scalar(self, tree: Tree, frames: Frames) -> Get:
        get, shape = self.node(tree, frames)
        if shape.kind not in ("scalar", "any", "result"):
            self.wrong("expression-wrong-shape", wanted="scalar", found=shape.kind)
        return get

    def _list(self, items: tuple[Tree, ...], frames: Frames) -> Node:
        gets = tuple(self._scalar(item, frames) for item in items)
        if all(isinstance(item, Constant) for item in items):
            fixed = tuple(item.value for item in items if isinstance(item, Constant))
            return (lambda scope: fixed), LIST
        return (lambda scope: tuple(get(scope) for get in gets)), LIST

    def _call(self, name: str, arguments: tuple[Tree, ...], frames: Frames) -> Node:
        from wecoop_desktop.forms.functions import FUNCTIONS

        function = FUNCTIONS.get(name)
        self._paths.extend(_BEHIND.get(name, ()))
        if function is None:
            return self.wrong("expression-unknown-function", name=name)
        if not function.least <= len(arguments) <= function.most:
            return self.wrong("expression-wrong-arity", name=name, found=len(arguments))
        return function.build(self, arguments, frames)

    def _negation(self, of: Tree, frames: Frames) -> Node:
        get = self._scalar(of, frames)

        def negated(scope: Scope) -> object:
            value = v.scalar(get(scope))
            return (not value) if isinstance(value, bool) else None

        return negated, SCALAR

    def _compare(self, tree: Compare, frames: Frames) -> Node:
        left = self._scalar(tree.left, frames)
        op = tree.op
        if op in ("in", "not in"):
            right, shape = self.node(tree.right, frames)
            if shape.kind == "scalar":
                self.wrong("expression-wrong-shape", wanted="list", found=shape.kind)
            if op == "in":
                return (lambda s: v.inside(left(s), right(s))), SCALAR

            def outside(scope: Scope) -> object:
                found = v.inside(left(scope), right(scope))
                return None if found is None else not found

            return outside, SCALAR
        other = self._scalar(tree.right, frames)
        return (lambda s: v.compare(left(s), op, other(s), s.world.exchange)), SCALAR

    def _chain(self, tree: Chain, frames: Frames) -> Node:
        first = self._scalar(tree.first, frames)
        rest = tuple((op, self._scalar(item, frames)) for op, item in tree.rest)

        def worked(scope: Scope) -> object:
            value = first(scope)
            exchange = scope.world.exchange
            for op, get in rest:
                if value is None:
                    return None
                if op == "*":
                    value = v.multiply(value, get(scope), exchange)
                elif op == "/":
                    value = v.divide(value, get(scope), exchange)
                else:
                    value = v.add(value, get(scope), exchange, op)
            return value

        return worked, SCALAR

    # ------------------------------------------------------------------ paths

    def _path(self, path: Path, frames: Frames) -> Node:
        (get, shape), parts = self._name(path, frames)
        for part in parts:
            get, shape = self._part(get, shape, part, frames)
        return get, shape

    def _name(self, path: Path, frames: Frames) -> tuple[Node, tuple[Part, ...]]:
        """Columns of the innermost row first, then those around it, names set, roots."""
        name = path.name
        open_frames: list[int] = []
        for depth in range(len(frames) - 1, -1, -1):
            child = frames[depth].child(name)
            if frames[depth].names is None:
                open_frames.append(depth)
            elif child is not None:
                return (_column(name, depth, open_frames), child), path.parts
        if name in self._local or name in self.roots.given:
            shape = self._local.get(name) or self.roots.given[name]
            return (_open(name, open_frames, lambda s: s.names.get(name)), shape), path.parts
        if name in self.roots.fields and path.parts:
            return self._field(path, open_frames)
        if name in self.roots.others:
            self._paths.extend(_BEHIND.get(name, ()))
            get, shape = self.roots.others[name]
            return (_open(name, open_frames, get), shape), path.parts
        if open_frames:
            return (_open(name, open_frames, nothing), ANY), path.parts
        return self.wrong("expression-unknown-name", name=name), ()

    def _field(self, path: Path, open_frames: list[int]) -> tuple[Node, tuple[Part, ...]]:
        first = path.parts[0]
        fields = self.roots.fields[path.name]
        if not isinstance(first, Key) or first.name not in fields:
            found = first.name if isinstance(first, Key) else ""
            return self.wrong("expression-unknown-field", name=f"{path.name}.{found}"), ()
        full = f"{path.name}.{first.name}"
        self._paths.append(full)

        def get(scope: Scope) -> object:
            return scope.world.value(full)

        return (get, fields[first.name]), path.parts[1:]

    def _part(self, get: Get, shape: Shape, part: Part, frames: Frames) -> Node:
        match part:
            case Key(name):
                return self._key(get, shape, name)
            case Every():
                if shape.kind not in ("rows", "list", "maps", "any"):
                    return self.wrong("expression-wrong-shape", wanted="rows", found=shape.kind)
                return get, shape
            case Index(number):
                return self._index(get, shape, number)
            case Filter(condition):
                return self._filter(get, shape, condition, frames)

    def _key(self, get: Get, shape: Shape, name: str) -> Node:
        def keyed(scope: Scope) -> object:
            return v.key(get(scope), name, scope.world.language)

        if shape.kind == "any":
            return keyed, ANY
        if shape.kind in ("map", "result"):
            child = shape.child(name)
        elif shape.kind == "rows":
            child = shape.child(name)
            child = child and _of_many(child)
        elif shape.kind in ("entries", "maps") and shape.entry is not None:
            child = shape.entry.child(name) if shape.entry.kind in ("map", "any") else None
            child = child and _of_many(child)
        else:
            child = None
        if child is None:
            return self.wrong("expression-unknown-column", name=name)
        return keyed, child

    def _index(self, get: Get, shape: Shape, number: int) -> Node:
        if shape.kind not in ("rows", "list", "any"):
            return self.wrong("expression-wrong-shape", wanted="list", found=shape.kind)

        def indexed(scope: Scope) -> object:
            value = v.listed(get(scope))
            return value[number] if number < len(value) else None

        if shape.kind == "rows":
            return indexed, Shape("map", shape.names)
        return indexed, SCALAR if shape.kind == "list" else ANY

    def _filter(self, get: Get, shape: Shape, condition: Tree, frames: Frames) -> Node:
        if shape.kind in ("scalar", "result"):
            return self.wrong("expression-wrong-shape", wanted="rows", found=shape.kind)
        inner = self._scalar(condition, (*frames, element(shape)))

        def filtered(scope: Scope) -> object:
            return kept(get(scope), inner, scope)

        if shape.kind == "map":
            return filtered, Shape("entries", shape.names, shape.entry)
        return filtered, shape


def _of_many(shape: Shape) -> Shape:
    """A column of several rows: scalars and lists make a list, maps make maps."""
    if shape.kind in ("scalar", "list"):
        return LIST
    if shape.kind == "map":
        return Shape("maps", shape.names, shape.entry)
    return shape


def _column(name: str, depth: int, open_frames: list[int]) -> Get:
    def get(scope: Scope) -> object:
        return scope.rows[depth].get(name)

    def get_lang(scope: Scope) -> object:
        return v.read(scope.rows[depth], name, scope.world.language)

    return _open(name, open_frames, get_lang if name.endswith("_lang") else get)


def _open(name: str, open_frames: list[int], get: Get) -> Get:
    """Rows whose columns are not known in advance are asked first, when there are any."""
    if not open_frames:
        return get
    depths = tuple(open_frames)

    def asked(scope: Scope) -> object:
        for depth in depths:
            row = scope.rows[depth]
            if name in row or name.endswith("_lang"):
                found = v.read(row, name, scope.world.language)
                if found is not None or name in row:
                    return found
        return get(scope)

    return asked
