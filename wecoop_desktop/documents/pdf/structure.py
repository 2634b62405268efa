"""The tree of elements written into the file: ISO 32000-1, 14.7."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from reportlab.pdfbase.pdfdoc import (
    LinkAnnotation,
    PDFDictionary,
    PDFName,
    PDFObject,
    PDFString,
)

from wecoop_desktop.documents.pdf.tags import Mark, Node, Tags, Touch

ROOT = "structure"


class Touched(LinkAnnotation):  # type: ignore[misc]  # reportlab has no types
    """The area of a link that belongs to an element."""

    permitted = (*LinkAnnotation.permitted, "StructParent")


class Raw(PDFObject):  # type: ignore[misc]  # reportlab has no types
    """An object whose bytes are made at the end, when all others have their numbers."""

    __RefOnly__ = 1

    def __init__(self, made: Any) -> None:
        self._made = made

    def format(self, document: Any) -> bytes:
        made: bytes = self._made(document)
        return made


class Structure:
    """Gives each element an object of its own and tells pages and links of them."""

    def __init__(self, document: Any, tags: Tags, language: str) -> None:
        self._document = document
        self._tags = tags
        self._language = language
        self._names: dict[int, str] = {}  # by the identity of nodes
        self._pages = document.Pages.pages

    def write(self) -> None:
        """Everything, into the catalogue of the document."""
        document = self._document
        kept = list(_kept(self._tags.root, None))
        for node, _ in kept:
            self._names[id(node)] = f"element{len(self._names)}"
        root = Raw(self._root)
        document.Reference(root, ROOT)
        for node, parent in kept:
            name = self._names[id(parent)] if parent is not None else ROOT
            document.Reference(Raw(partial(self._element, node, name)), self._names[id(node)])
        document.Catalog.StructTreeRoot = root
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        for number, page in enumerate(self._pages):
            numbered = {"StructParents": number, "Tabs": PDFName("S")}
            page.__Defaults__ = {**page.__Defaults__, **numbered}

    def _number(self, name: str) -> str:
        return f"{self._document.idToObjectNumberAndVersion[name][0]} 0 R"

    def _ref(self, node: Node) -> str:
        return self._number(self._names[id(node)])

    def _page(self, page: int) -> str:
        return self._number(self._pages[page].__InternalName__)

    def _root(self, document: Any) -> bytes:
        tags = self._tags
        numbers = []
        for number, marks in enumerate(tags.pages[: len(self._pages)]):
            owners = " ".join(self._ref(node) for node in marks)
            numbers.append(f"{number} [{owners}]")
        for number, node in enumerate(tags.touches, start=tags.total):
            numbers.append(f"{number} {self._ref(node)}")
        return (
            f"<</Type/StructTreeRoot/K {self._ref(tags.root)}"
            f"/ParentTreeNextKey {tags.total + len(tags.touches)}"
            f"/ParentTree<</Nums[{' '.join(numbers)}]>>>>"
        ).encode()

    def _element(self, node: Node, parent: str, document: Any) -> bytes:
        marked = [child for child in node.children if isinstance(child, Mark | Touch)]
        page = marked[0].page if marked else None
        kids = " ".join(
            self._kid(child, page)
            for child in node.children
            if not isinstance(child, Node) or id(child) in self._names
        )
        said = [f"<</S/{node.role}/P {self._number(parent)}/K[{kids}]"]
        if page is not None:
            said.append(f"/Pg {self._page(page)}")
        said += self._about(node)
        return ("".join(said) + ">>").encode("latin-1")

    def _kid(self, child: Node | Mark | Touch, page: int | None) -> str:
        if isinstance(child, Node):
            return self._ref(child)
        if isinstance(child, Touch):
            thing = self._number(child.annotation.__InternalName__)
            return f"<</Type/OBJR/Obj {thing}/Pg {self._page(child.page)}>>"
        if child.page == page:
            return str(child.number)
        return f"<</Type/MCR/Pg {self._page(child.page)}/MCID {child.number}>>"

    def _about(self, node: Node) -> Iterator[str]:
        if node.alt:
            yield f"/Alt {self._text(node.alt)}"
        if language := node.language(self._language):
            yield f"/Lang ({language})"
        if node.role in ("TH", "TD") and (node.scope or node.columns > 1):
            scope = f"/Scope/{node.scope}" if node.scope else ""
            span = f"/ColSpan {node.columns}" if node.columns > 1 else ""
            yield f"/A<</O/Table{scope}{span}>>"
        if node.role == "L":
            yield f"/A<</O/List/ListNumbering/{'Decimal' if node.ordered else 'Disc'}>>"
        if node.role == "Figure":
            box = ""
            if node.box is not None:
                box = f"/BBox[{' '.join(f'{side:.2f}' for side in node.box)}]"
            yield f"/A<</O/Layout/Placement/Block{box}>>"

    def _text(self, text: str) -> str:
        said: bytes = PDFString(text, escape=1).format(self._document)
        return said.decode("latin-1")


def _kept(node: Node, parent: Node | None) -> Iterator[tuple[Node, Node | None]]:
    """The elements in the order of reading, with what they stand in. Those of which nothing was
    drawn are left out, but for the cells of a row, whose table would have gaps without them."""
    yield node, parent
    for child in node.children:
        if isinstance(child, Node) and (node.role == "TR" or child.drawn):
            yield from _kept(child, node)


def annotation(corners: Any, words: str, destination: Any, number: int) -> Touched:
    """The area of a link: printed with the page (PDF/A) and said in words (PDF/UA)."""
    return Touched(corners, words, destination, Border="[0 0 0]", F=4, StructParent=number)
