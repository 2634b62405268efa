"""The source of the program, parsed once for all that is asked of it: imports and calls."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

PROGRAM = Path(__file__).resolve().parents[2] / "wecoop_desktop"


class Call(NamedTuple):
    """A call of a name, `f(...)`, or of an attribute, `x.f(...)`: its first argument where it is
    a text, and the names of those given by name; `open` where `**more` is given too."""

    line: int
    name: str
    attribute: bool
    text: str | None
    named: frozenset[str]
    open: bool


class Import(NamedTuple):
    """One imported name; also of those inside functions."""

    line: int
    name: str
    level: int


class File(NamedTuple):
    path: Path
    imports: tuple[Import, ...]
    calls: tuple[Call, ...]


@cache
def files() -> tuple[File, ...]:
    """Every file of the program, in the order of the paths."""
    return tuple(_read(path) for path in sorted(PROGRAM.rglob("*.py")))


def _read(path: Path) -> File:
    imports: list[Import] = []
    calls: list[Call] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            calls += _call(node)
        elif isinstance(node, ast.Import):
            imports += (Import(node.lineno, alias.name, 0) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            imports += (
                Import(node.lineno, f"{node.module}.{alias.name}", node.level)
                for alias in node.names
            )
    return File(path, tuple(imports), tuple(calls))


def _call(node: ast.Call) -> Iterator[Call]:
    match node.func:
        case ast.Name(id=name):
            attribute = False
        case ast.Attribute(attr=name):
            attribute = True
        case _:
            return
    first = node.args[0] if node.args else None
    text = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None
    named = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
    more = any(keyword.arg is None for keyword in node.keywords)
    yield Call(node.lineno, name, attribute, text, named, more)
