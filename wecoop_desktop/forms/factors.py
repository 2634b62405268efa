"""Tables of emission factors: what may be chosen from one, in words, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from wecoop_desktop.base.text import Text
from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.language import Key, LanguageError, Path, children, parse

TABLE = "ghg_constants"


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of a table of factors that a variable may take."""

    id: str
    label: Text
    value: Decimal | None


class Factors:
    """The table of constants of a form, with the set of factors that is in use."""

    def __init__(self, table: object, chosen: str) -> None:
        self.table: Mapping[str, object] = table if isinstance(table, Mapping) else {}
        self.chosen = chosen

    def choices(self, variable: Mapping[str, object]) -> tuple[Choice, ...]:
        """The rows that may be chosen for a variable; none where it is typed."""
        name = variable.get("choose_from")
        if not isinstance(name, str):
            return self._listed(str(variable.get("unit") or ""))
        found = self._walk(first_path(name))[0]
        if isinstance(found, tuple):
            return tuple(
                Choice(str(row.get("id")), Text.from_map(row), number(row.get("ef")))
                for row in v.elements(found)
            )
        return tuple(
            Choice(key, self.label(key), number(value)) for key, value in self.rows(found).items()
        )

    def _listed(self, unit: str) -> tuple[Choice, ...]:
        """`choice: t or 1000 m3 (gas)` lists its own ids."""
        if not unit.startswith("choice:"):
            return ()
        ids = unit.removeprefix("choice:").split("(")[0].split(" or ")
        return tuple(Choice(key.strip(), self.label(key.strip()), None) for key in ids)

    def rows(self, table: object) -> Mapping[str, object]:
        """The rows of a table that hold for every set, and those of the set in use."""
        rows: dict[str, object] = {}
        if isinstance(table, Mapping):
            for holder in (table.get("both"), table.get(self.chosen)):
                rows |= holder if isinstance(holder, Mapping) else {}
        return rows

    def items(self, kind: str) -> tuple[Choice, ...]:
        """What a method that asks per fraction or per fuel may be asked for."""
        if kind == "fuel":
            fuels = v.elements(self.table.get("fuels"))
            return tuple(Choice(str(f.get("id")), Text.from_map(f), None) for f in fuels)
        waste = self.table.get("waste")
        content = waste.get("DOC_wet") if isinstance(waste, Mapping) else None
        return tuple(
            Choice(key, self.label(key), number(n)) for key, n in self.rows(content).items()
        )

    def label(self, name: str) -> Text:
        """The words of a row of a table; its id where it has none."""
        for fuel in v.elements(self.table.get("fuels")):
            if fuel.get("id") == name:
                return Text.from_map(fuel)
        labels = self.table.get("labels")
        found = labels.get(name) if isinstance(labels, Mapping) else None
        return words(found) or Text(name.replace("_", " "))

    def source(self, variable: Mapping[str, object]) -> tuple[str, bool]:
        """The source of the table behind a choice or default, and whether its pages were read."""
        text = variable.get("choose_from") or variable.get("default_expr")
        if not isinstance(text, str):
            return "", True
        return self._walk(first_path(text))[1:]

    def _walk(self, path: Path | None) -> tuple[object, str, bool]:
        """What a path leads to, and the last source on the way."""
        node: object = self.table
        source, verified = "", True
        for part in path.parts if path is not None else ():
            if not isinstance(part, Key) or not isinstance(node, Mapping):
                break
            if part.name == "fuels":
                unit = node.get("fuels_unit")
                source, verified = (
                    str(unit.get("source")) if isinstance(unit, Mapping) else "",
                    False,
                )
            node = node.get(part.name)
            if isinstance(node, Mapping) and node.get("source"):
                source, verified = str(node["source"]), node.get("verified") is True
        return node, source, verified


def number(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def words(value: object) -> Text:
    """`{en, ru}` as a text; an empty one for anything else."""
    return Text.from_map(value) if isinstance(value, Mapping) else Text()


def first_path(text: str) -> Path | None:
    """The first path into the table of constants in an expression."""
    try:
        waiting: list[object] = [parse(text)]
    except LanguageError:
        return None
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, Path) and node.name == TABLE:
            return node
        waiting = [*children(node), *waiting]
    return None
