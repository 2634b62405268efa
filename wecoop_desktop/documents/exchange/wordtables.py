"""Tables of a DOCX as grids, with the numbers that Word counts by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.documents.exchange.archive import Archive, attribute, local, number
from wecoop_desktop.documents.exchange.grid import Grid, GridCell
from wecoop_desktop.documents.exchange.sheets import MOST_CELLS, MOST_COLUMNS, MOST_ROWS

MOST_TABLES = 200
_GONE = frozenset({"del", "moveFrom", "footnoteReference", "endnoteReference", "instrText"})
NAME = 60  # letters of the text before a table, which is its name


class _Level(NamedTuple):
    pattern: str = ""
    form: str = "decimal"
    start: int = 1


def read_word_tables(archive: Archive, path: Path) -> tuple[Grid, ...]:
    """The tables of the document in their order; one in a cell of another is text of that cell.

    Raises `AppError` tables-...
    """
    root = archive.xml("word/document.xml")
    if root is None:
        raise AppError("tables-damaged", path=path)
    try:
        return _tables(root, _Numbers(archive), path)
    except RecursionError as error:  # elements in one another, deeper than any person makes them
        raise AppError("tables-damaged", path=path) from error


def _tables(root: Element, numbers: _Numbers, path: Path) -> tuple[Grid, ...]:
    body = next((child for child in root if local(child) == "body"), None)
    found: list[Grid] = []
    before = ""
    for element in _blocks(body if body is not None else root):
        if local(element) == "p":
            text = numbers.said(element).strip()
            before = text or before
        else:
            name = f"{len(found) + 1}. {before}" if before else f"{len(found) + 1}"
            found.append(_table(element, name[:NAME], numbers, path))
            before = ""
            if len(found) > MOST_TABLES:
                raise AppError("tables-too-large", path=path)
    return tuple(grid for grid in found if grid.rows)


def _blocks(body: Element) -> Iterator[Element]:
    """Paragraphs and tables, also those that stand in a frame for content."""
    for child in body:
        name = local(child)
        if name in ("p", "tbl"):
            yield child
        elif name in ("sdt", "sdtContent", "ins", "customXml", "smartTag"):
            yield from _blocks(child)


def _table(element: Element, name: str, numbers: _Numbers, path: Path) -> Grid:
    cells: dict[tuple[int, int], GridCell] = {}
    above: dict[int, tuple[int, int]] = {}  # by column: where a merged area began
    row = width = 0
    for line in _inside(element, "tr"):
        column = _skipped(line)
        for held in _inside(line, "tc"):
            across, goes_on = _spans(held)
            text = numbers.cell(held)
            start = above.get(column) if goes_on else None
            if start is None:
                start = (row, column)
                value: str | None = text or None
            else:
                value = cells[start].text if start in cells else None
            for further in range(across):
                where = (row, column + further)
                above[column + further] = start
                if value is not None:
                    cells[where] = GridCell(value, spread=None if where == start else start)
            column += across
            if column > MOST_COLUMNS or len(cells) > MOST_CELLS:
                raise AppError("tables-too-long", path=path, most=MOST_ROWS)
        width, row = max(width, column), row + 1
        if row > MOST_ROWS:
            raise AppError("tables-too-long", path=path, most=MOST_ROWS)
    return Grid(name, "docx", cells, row, width)


def _inside(element: Element, wanted: str) -> Iterator[Element]:
    for child in element:
        name = local(child)
        if name == wanted:
            yield child
        elif name in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _inside(child, wanted)


def _skipped(line: Element) -> int:
    """Columns that a row leaves out at its beginning."""
    for child in line:
        if local(child) == "trPr":
            for inner in child:
                if local(inner) == "gridBefore":
                    return max(0, min(number(attribute(inner, "val")), MOST_COLUMNS))
    return 0


def _spans(held: Element) -> tuple[int, bool]:
    """How many columns a cell covers, and whether it goes on from the row above."""
    across, goes_on = 1, False
    for child in held:
        if local(child) != "tcPr":
            continue
        for inner in child:
            if local(inner) == "gridSpan":
                across = max(1, min(number(attribute(inner, "val"), 1), MOST_COLUMNS))
            elif local(inner) == "vMerge":
                goes_on = attribute(inner, "val", "continue") != "restart"
    return across, goes_on


class _Numbers:
    """Texts of paragraphs, with the number that Word would show before them."""

    def __init__(self, archive: Archive) -> None:
        self._lists = _lists(archive)
        self._counts: dict[tuple[str, int], int] = {}

    def cell(self, held: Element) -> str:
        """The paragraphs of a cell, one on a line."""
        lines = []
        for element in held.iter():
            if local(element) == "p":
                lines.append(self.said(element).strip())
        return "\n".join(line for line in lines if line)

    def said(self, paragraph: Element) -> str:
        mark = self._mark(paragraph)
        text = "".join(_runs(paragraph))
        return f"{mark} {text}" if mark and text.strip() else text

    def _mark(self, paragraph: Element) -> str:
        found = next((e for e in paragraph.iter() if local(e) == "numPr"), None)
        if found is None:
            return ""
        values = {local(child): attribute(child, "val") for child in found}
        which, level = values.get("numId", ""), number(values.get("ilvl", "0"))
        levels = self._lists.get(which)
        if levels is None or level not in levels:
            return ""
        start = levels[level].start
        self._counts[which, level] = self._counts.get((which, level), start - 1) + 1
        for deeper in range(level + 1, 9):
            self._counts.pop((which, deeper), None)
        if levels[level].form == "bullet":
            return ""
        text = levels[level].pattern
        for upper in range(level + 1):
            known = levels.get(upper, _Level())
            count = self._counts.get((which, upper), known.start)
            text = text.replace(f"%{upper + 1}", _counted(count, known.form))
        return text


def _runs(element: Element) -> Iterator[str]:
    for child in element:
        name = local(child)
        if name in _GONE or name == "pPr" or name == "rPr":
            continue
        if name == "t":
            yield child.text or ""
        elif name == "tab":
            yield "\t"
        elif name in ("br", "cr"):
            yield "\n"
        elif name == "noBreakHyphen":
            yield "-"
        elif name != "p":
            yield from _runs(child)


def _lists(archive: Archive) -> Mapping[str, Mapping[int, _Level]]:
    root = archive.xml("word/numbering.xml")
    abstract: dict[str, dict[int, _Level]] = {}
    found: dict[str, Mapping[int, _Level]] = {}
    for element in root if root is not None else ():
        if local(element) == "abstractNum":
            levels = {
                number(attribute(child, "ilvl")): _level(child)
                for child in element
                if local(child) == "lvl"
            }
            abstract[attribute(element, "abstractNumId")] = levels
        elif local(element) == "num":
            for child in element:
                if local(child) == "abstractNumId":
                    named = abstract.get(attribute(child, "val"), {})
                    found[attribute(element, "numId")] = named
    return found


def _level(element: Element) -> _Level:
    values = {local(child): attribute(child, "val") for child in element}
    return _Level(
        values.get("lvlText", ""),
        values.get("numFmt", "decimal"),
        number(values.get("start", "1"), 1),
    )


def _counted(count: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and 1 <= count <= 26:
        letter = chr(ord("a") + count - 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 1 <= count <= 20:
        tens, ones = divmod(count, 10)
        said = "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]
        return said.upper() if form == "upperRoman" else said
    return str(count)
