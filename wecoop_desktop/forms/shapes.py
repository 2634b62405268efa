"""What kind of thing an expression gives: known before anything is answered.

Shapes let a pack be checked without answers: a wrong column is found where it is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from wecoop_desktop.forms.form import Field
from wecoop_desktop.forms.kinds import KINDS

ShapeKind = Literal["scalar", "list", "map", "entries", "rows", "maps", "result", "any"]


@dataclass(frozen=True)
class Shape:
    """`names` are columns of rows or keys of a map; None where they are not known in advance.

    `entry` is the shape of what a map holds. `kind` "any" accepts everything: content of cards
    that is not at hand.
    """

    kind: ShapeKind
    names: Mapping[str, Shape] | None = None
    entry: Shape | None = None

    def child(self, name: str) -> Shape | None:
        """The shape of a column or key; `x_lang` stands for a text in two languages."""
        if self.names is None:
            return ANY
        if name in self.names:
            return self.names[name]
        if name.endswith("_lang") and (name[:-5] in self.names or f"{name[:-5]}_en" in self.names):
            return SCALAR
        return None


SCALAR = Shape("scalar")
LIST = Shape("list")
ANY = Shape("any")
# What the records of the database say of a funder: `record` in the table `matching`.
RECORD = Shape(
    "map",
    dict.fromkeys(("count", "sector", "here", "priced", "least", "low", "high", "most"), SCALAR),
)


def of_data(data: object) -> Shape:
    """The shape of plain data: tables of the form, cards of funders."""
    if isinstance(data, Mapping):
        names = {str(name): of_data(value) for name, value in data.items()}
        return Shape("map", names, merged(names.values()))
    if isinstance(data, (list, tuple)):
        if data and all(isinstance(entry, Mapping) for entry in data):
            return Shape("rows", together(data).names)
        return LIST
    return SCALAR


def together(records: Iterable[object]) -> Shape:
    """One map with the names of all records, for content whose records differ."""
    gathered: dict[str, list[object]] = {}
    for record in records:
        if isinstance(record, Mapping):
            for name, value in record.items():
                gathered.setdefault(str(name), []).append(value)
    names = {name: merged(of_data(v) for v in values) for name, values in gathered.items()}
    return Shape("map", names, merged(names.values()))


def merged(shapes: Iterable[Shape]) -> Shape:
    """The shape that fits all; names of maps and rows are put together."""
    rest = [shape for shape in shapes if shape is not SCALAR]
    if not rest:
        return SCALAR
    kinds = {shape.kind for shape in rest}
    if len(kinds) > 1 or any(shape.names is None and shape.kind != "list" for shape in rest):
        return ANY
    kind = kinds.pop()
    if kind == "list":
        return LIST
    gathered: dict[str, list[Shape]] = {}
    for shape in rest:
        for name, child in (shape.names or {}).items():
            gathered.setdefault(name, []).append(child)
    names = {name: merged(children) for name, children in gathered.items()}
    entry = merged(names.values()) if kind == "map" else None
    return Shape(kind, names, entry)


RESULTS: Mapping[str, Shape] = {
    "value": SCALAR,
    "reason": SCALAR,
    "roots": LIST,
    "comparable": SCALAR,
}
CATEGORY: Mapping[str, Shape] = {
    "letter": SCALAR,
    "provisional": SCALAR,
    "reasons": LIST,
    "case": SCALAR,
}
DOCUMENT = Shape("rows", {"id": SCALAR, "label": ANY})
ISSUE = Shape("rows", dict.fromkeys(("rule", "path", "level", "row"), SCALAR))
MATCH = Shape("rows", dict.fromkeys(("funder", "verdict", "score"), SCALAR))
QUESTION = Shape(
    "rows",
    dict.fromkeys(("question", "topic", "severity", "base_severity", "answer"), SCALAR),
)


def of_field(field: Field) -> Shape:
    """The shape of an answer in expressions."""
    if field.kind == "computed":
        if field.formula_ref == "es_category_rule":
            return Shape("result", CATEGORY)
        if field.formula_ref:
            return DOCUMENT if field.formula_ref == "es_documents_rule" else MATCH
        if "irr(" in field.formula:
            return Shape("result", RESULTS)
        return ISSUE if field.formula.startswith("issues(") else SCALAR
    kind = KINDS[field.kind]
    if kind.has_rows:
        names = {c.id: LIST if c.kind == "multi_choice" else SCALAR for c in field.columns}
        return Shape("rows", names)
    return LIST if kind.stores == "choices" or field.multiple else SCALAR


def element(shape: Shape) -> Shape:
    """The names known inside of a filter over something of this shape, as a map."""
    if shape.kind == "rows":
        return Shape("map", shape.names)
    if shape.kind == "list":
        return Shape("map", {"value": SCALAR})
    if shape.kind in ("map", "entries", "maps"):
        entry = shape.entry or ANY
        if entry.kind == "any":
            return ANY
        names = entry.names if entry.kind == "map" and entry.names is not None else {}
        return Shape("map", {**names, "key": SCALAR, "value": entry})
    return ANY
