"""Formulas of the form as formulas of a spreadsheet.

What stands here is what the formulas of budget and economics need; everything else raises
`Untranslatable`, and its value is then written as a value that says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from decimal import Decimal
from typing import Protocol

from wecoop_desktop.forms.language import (
    Call,
    Chain,
    Compare,
    Constant,
    Every,
    Filter,
    Formula,
    Key,
    ListOf,
    Logic,
    Minus,
    Negation,
    Path,
    Tree,
    parse,
)


class Untranslatable(ValueError):  # noqa: N818 - no fault: the value is written instead
    """A formula that uses what a spreadsheet does not have."""


class Sources(Protocol):
    """Where answers stand in the workbook."""

    def scalar(self, path: str) -> str:
        """The cell of an answer or of a computed value. Raises `Untranslatable`."""

    def column(self, path: str, column: str) -> str:
        """The cells of a column of a table. Raises `Untranslatable`."""

    def said(self, path: str, column: str, value: object) -> object:
        """A constant as it stands in the cells of that column, or of that answer."""

    def over_years(self, name: str, row: Tree, rate: str) -> str:
        """A value of the flows: pv, irr, payback, payback_discounted."""


def constant(value: object) -> str:
    """A text, number or truth as it is written in a formula."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal | int):
        return format(value, "f") if isinstance(value, Decimal) else str(value)
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return '""'


@dataclass
class Translator:
    """`row` gives the cell of a column of the row one stands in, if one stands in one.

    `needed` are the cells that must hold a number before anything can be worked out.
    """

    sources: Sources
    row: Callable[[str], str] | None = None
    table: str = ""
    needed: list[str] = made(default_factory=list)
    names: dict[str, Tree] = made(default_factory=dict)

    def formula(self, text: str) -> str:
        """The formula without its `=`; empty where a number that it needs is missing."""
        found: Formula = parse(text)
        for name, tree in found.items[:-1]:
            self.names[name] = tree
        body = self.of(found.items[-1][1])
        needed = list(dict.fromkeys(self.needed))
        if not needed:
            return body
        return f'IF(COUNT({",".join(needed)})<{len(needed)},"",{body})'

    def of(self, tree: Tree) -> str:
        match tree:
            case Constant(value):
                return constant(value)
            case Minus(of):
                return f"(-{self.of(of)})"
            case Chain():
                return self._chain(tree)
            case Compare():
                return self._compare(tree)
            case Negation(of):
                return f"NOT({self.of(of)})"
            case Logic(op, items):
                return f"{op.upper()}({','.join(self.of(item) for item in items)})"
            case Call():
                return self._call(tree)
            case Path():
                return self._path(tree)
        raise Untranslatable

    def _chain(self, tree: Chain) -> str:
        parts = [self.of(tree.first)]
        for sign, other in tree.rest:
            parts += [sign, self.of(other)]
        return f"({''.join(parts)})"

    def _path(self, tree: Path) -> str:
        if not tree.parts:
            if tree.name in self.names:
                return self.of(self.names[tree.name])
            if self.row is not None:
                return self.row(tree.name)
            raise Untranslatable
        match tree.parts:
            case (Key(name),):
                cell = self.sources.scalar(f"{tree.name}.{name}")
                self.needed.append(cell)
                return cell
        raise Untranslatable

    def _compare(self, tree: Compare) -> str:
        """`answer == 'id'` and `column in ['a', 'b']`, in the words that stand in the cells."""
        left, path, column = self._compared(tree.left)
        if isinstance(tree.right, ListOf):
            ids = [item.value for item in tree.right.items if isinstance(item, Constant)]
        elif isinstance(tree.right, Constant):
            ids = [tree.right.value]
        else:
            if tree.op in ("in", "not in"):
                raise Untranslatable
            return f"({left}{_SIGNS[tree.op]}{self.of(tree.right)})"
        said = [constant(self.sources.said(path, column, value)) for value in ids]
        if tree.op in ("==", "in"):
            return _any([f"({left}={one})" for one in said])
        if tree.op in ("!=", "not in"):
            return "*".join([f'({left}<>"")', *(f"({left}<>{one})" for one in said)])
        return f"({left}{_SIGNS[tree.op]}{said[0]})"

    def _compared(self, tree: Tree) -> tuple[str, str, str]:
        if isinstance(tree, Path) and not tree.parts and self.row is not None:
            return self.row(tree.name), self.table, tree.name
        if isinstance(tree, Path) and len(tree.parts) == 1 and isinstance(tree.parts[0], Key):
            path = f"{tree.name}.{tree.parts[0].name}"
            return self.sources.scalar(path), path, ""
        return self.of(tree), "", ""

    def _call(self, tree: Call) -> str:
        name, arguments = tree.name, tree.arguments
        if name in ("pv", "irr", "payback", "payback_discounted"):
            rate = self.of(arguments[2]) if len(arguments) > 2 else ""
            return self.sources.over_years(name, arguments[1], rate)
        if name == "sum" and len(arguments) == 1:
            return self._sum(arguments[0])
        if name == "if" and len(arguments) == 3:
            return self._if(arguments)
        if name in ("min", "max") and len(arguments) > 1:
            return f"{name.upper()}({','.join(self.of(one) for one in arguments)})"
        raise Untranslatable

    def _if(self, arguments: Sequence[Tree]) -> str:
        condition, *both = arguments
        said = self.of(condition)
        held = len(self.needed)
        first, second = (self.of(one) for one in both)
        del self.needed[held:]  # a branch that is not taken needs nothing
        return f"IF({said},{first},{second})"

    def _sum(self, tree: Tree) -> str:
        """`table[].column`, `table[condition].column`."""
        match tree:
            case Path(step, (Key(field), Every(), Key(column))):
                return f"SUM({self.sources.column(f'{step}.{field}', column)})"
            case Path(step, (Key(field), Filter(condition), Key(column))):
                path = f"{step}.{field}"
                inside = Translator(
                    self.sources, lambda name: self.sources.column(path, name), path
                )
                chosen = inside.of(condition)
                return f"SUMPRODUCT(({chosen})*1,{self.sources.column(path, column)})"
        raise Untranslatable


_SIGNS: Mapping[str, str] = {"==": "=", "!=": "<>", "<=": "<=", ">=": ">=", "<": "<", ">": ">"}


def _any(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"(({'+'.join(parts)})>0)"
