"""Problem and objective trees: as a drawing while it can be read, else as a nested list."""

from __future__ import annotations

from collections.abc import Sequence

from wecoop_desktop.documents.chart import Node, Tree
from wecoop_desktop.documents.compose.material import Material, label, typeset, words_text
from wecoop_desktop.documents.outline import Block, Figure, Heading, Listing, Rich, plain
from wecoop_desktop.forms.answers import Row, Words
from wecoop_desktop.forms.form import Field

DRAWN = 24  # boxes that still can be read on one page
LETTERS = 220  # of a box

TOP_DOWN = ("effect", "end", "core", "cause", "means", "root_cause")


def blocks(material: Material, field: Field) -> Sequence[Block]:
    nodes = tuple(_nodes(material, material.rows(field.path)))
    title = label(material, field)
    known = all(node.kind in TOP_DOWN for node in nodes)
    if known and len(nodes) <= DRAWN and all(len(node.text) <= LETTERS for node in nodes):
        return (Figure(Tree(nodes, _bands(material, nodes)), title),)
    return (Heading(title), Listing(tuple(_nested(nodes))))


def _nodes(material: Material, rows: Sequence[Row]) -> list[Node]:
    found = []
    for row in rows:
        text = _text(material, row)
        if text:
            of = {name: str(row.get(name) or "") for name in ("id", "parent", "kind")}
            found.append(Node(of["id"], of["parent"], text, of["kind"]))
    return found


def _text(material: Material, row: Row) -> str:
    """The words of a node, kept as one text in two languages or as two columns."""
    whole = row.get("text")
    if isinstance(whole, Words | str) and whole:
        return typeset(words_text(material, whole).strip())
    own, other = ("text_ru", "text_en") if material.code == "ru" else ("text_en", "text_ru")
    value = row.get(own) or row.get(other) or ""
    return typeset(words_text(material, value).strip()) if isinstance(value, Words | str) else ""


def _bands(material: Material, nodes: Sequence[Node]) -> tuple[tuple[str, str], ...]:
    tr = material.language.tr
    names = {
        "effect": tr("Effects"),
        "end": tr("Ends"),
        "core": tr("Core objective") if _is_objective(nodes) else tr("Core problem"),
        "cause": tr("Causes"),
        "means": tr("Means"),
        "root_cause": tr("Root causes"),
    }
    kinds = {node.kind for node in nodes}
    return tuple((kind, names[kind]) for kind in TOP_DOWN if kind in kinds)


def _is_objective(nodes: Sequence[Node]) -> bool:
    return any(node.kind in ("end", "means") for node in nodes)


def _nested(nodes: Sequence[Node]) -> list[tuple[int, Rich]]:
    """Every node once, below its parent where it has one; loops end at a node already named."""
    below: dict[str, list[Node]] = {}
    ids = {node.id for node in nodes}
    for node in nodes:
        below.setdefault(node.parent if node.parent in ids else "", []).append(node)
    found: list[tuple[int, Rich]] = []
    seen: set[int] = set()
    waiting = [(0, node) for node in reversed(below.get("", []))]
    while waiting:
        depth, node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        found.append((depth, plain(node.text)))
        children = below.get(node.id, []) if node.id else []
        waiting += [(depth + 1, child) for child in reversed(children)]
    left = [node for node in nodes if id(node) not in seen]
    return [*found, *((0, plain(node.text)) for node in left)]
