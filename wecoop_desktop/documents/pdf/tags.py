"""What a reader of the file needs who cannot see it: which mark on a page is which element.

Elements (`Node`) are made while blocks are laid out and stand in the order of reading. What is
drawn between two marks of a page belongs to one element, or is an artifact: rules, tints, running
heads. Roles are those of ISO 32000-1, 14.8.4; what must be said of them is in ISO 14289-1 (PDF/UA).
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, TypeAlias

Role = Literal[
    "Document", "Sect", "Div", "H1", "H2", "H3", "H4", "H5", "H6", "P", "L", "LI", "Lbl", "LBody",
    "Table", "TR", "TH", "TD", "Caption", "Figure", "TOC", "TOCI", "Reference", "Link",
]  # fmt: skip
Box = tuple[float, float, float, float]  # left, bottom, right, top in points

DEEPEST = 6
_CYRILLIC = re.compile("[а-яёА-ЯЁ]")
_LATIN = re.compile("[a-zA-Z]{2}")


class Mark(NamedTuple):
    """A stretch of the drawing of page `page` (from 0), the `number`th marked one there."""

    page: int
    number: int


class Touch(NamedTuple):
    """The area of a link on page `page`."""

    page: int
    annotation: Any  # reportlab's


@dataclass(eq=False, slots=True)
class Node:
    """An element of the structure. `alt` says a figure in words; `scope` is that of a head cell."""

    role: Role
    children: list[Child] = field(default_factory=list)
    alt: str = ""
    scope: Literal["", "Column", "Row"] = ""
    columns: int = 1
    ordered: bool = False  # of a list
    box: Box | None = None
    depth: int = 0  # of a heading below that of its section, before its role is known
    text: list[str] = field(default_factory=list)

    def add(self, role: Role, **about: Any) -> Node:
        """A new element at the end of this one."""
        made = Node(role, **about)
        self.children.append(made)
        return made

    @property
    def drawn(self) -> bool:
        """Whether anything of it stands on a page."""
        return any(not isinstance(child, Node) or child.drawn for child in self.children)

    def language(self, usual: str) -> str:
        """The language of its own text where that is plainly another than the document's."""
        text = "".join(self.text)
        if usual == "ru" and _LATIN.search(text) and not _CYRILLIC.search(text):
            return "en"
        if usual == "en" and _CYRILLIC.search(text) and not _LATIN.search(text):
            return "ru"
        return ""


Child: TypeAlias = Node | Mark | Touch


class Headings:
    """Levels of headings that leave none out: a reader jumps from one to the next."""

    def __init__(self) -> None:
        self._last = 0

    def role(self, wanted: int) -> Role:
        """H1-H6; at most one deeper than the heading before."""
        self._last = max(1, min(wanted, self._last + 1, DEEPEST))
        return f"H{self._last}"  # type: ignore[return-value]  # 1-6


class Tags:
    """Writes the marks between what a canvas draws; one for a document."""

    def __init__(self, canvas: Any, root: Node, total: int) -> None:
        self._canvas = canvas
        self.root = root
        self.total = total  # pages that the document will have
        self._wanted: list[Node | None] = []  # None: an artifact
        self._open: Node | Literal["none"] | None = "none"
        self.pages: list[list[Node]] = [[]]  # of each page the owner of each of its marks
        self.touches: list[Node] = []  # owners of the annotations, by their number

    @property
    def page(self) -> int:
        return len(self.pages) - 1

    @contextlib.contextmanager
    def inside(self, node: Node | None) -> Iterator[None]:
        """What is drawn here belongs to `node`; None: to nothing that is read."""
        self._wanted.append(node)
        try:
            yield
        finally:
            self._wanted.pop()

    def letters(self, text: str) -> None:
        """Text follows: it belongs to the element wanted."""
        node = self._wanted[-1] if self._wanted else None
        if node is not None:
            node.text.append(text)
        self._turn(node)

    def drawing(self) -> None:
        """Lines and areas follow: decoration, unless they are a figure."""
        node = self._wanted[-1] if self._wanted else None
        self._turn(node if node is not None and node.role == "Figure" else None)

    def _turn(self, node: Node | None) -> None:
        """Open a mark for the node, unless its last one is still open."""
        if node is self._open:
            return
        self._close()
        if node is None:
            self._canvas._code.append("/Artifact BMC")
        else:
            number = len(self.pages[-1])
            self._canvas._code.append(f"/{node.role} <</MCID {number}>> BDC")
            self.pages[-1].append(node)
            node.children.append(Mark(self.page, number))
        self._open = node

    def _close(self) -> None:
        if self._open != "none":
            self._canvas._code.append("EMC")
            self._open = "none"

    def close_page(self) -> None:
        """Before the page is shown: no mark goes on over its end."""
        self._close()
        self.pages.append([])

    def linked(self) -> Node:
        """A link inside the element that is wanted."""
        node = self._wanted[-1] if self._wanted else None
        return (node if node is not None else self.root).add("Link")

    def next_touch(self) -> int:
        """The number of the next annotation, among those of pages and annotations."""
        return self.total + len(self.touches)

    def touch(self, node: Node, annotation: Any) -> None:
        """An annotation of the present page leads where the link `node` says."""
        self.touches.append(node)
        node.children.append(Touch(self.page, annotation))

    def boxed(self, node: Node, box: Box) -> None:
        """Where a figure stands; one that goes on over pages has no box."""
        node.box = None if node.drawn else box
