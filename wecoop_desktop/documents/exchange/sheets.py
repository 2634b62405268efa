"""XLSX as grids: values as last worked out, formulas never run, hidden things told."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.documents.exchange.archive import Archive, attribute, local, number
from wecoop_desktop.documents.exchange.grid import EMPTY, Grid, GridCell, Raw, place

MOST_SHEETS, MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 100, 20_000, 300, 300_000
MOST_SPREAD = 20_000  # cells of merged areas
# Formats of numbers that are dates without saying so (ECMA-376, part 1, 18.8.30).
_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_PERCENTS = {9, 10}
_ASIDE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)


class _Style(NamedTuple):
    day: bool = False
    percent: bool = False
    indent: int = 0


PLAIN = _Style()


class _Book(NamedTuple):
    strings: tuple[str, ...]
    styles: tuple[_Style, ...]
    epoch: date


def read_sheets(archive: Archive, path: Path) -> tuple[Grid, ...]:
    """All sheets of a workbook. Raises `AppError` tables-..."""
    root = archive.xml("xl/workbook.xml")
    if root is None:
        raise AppError("tables-damaged", path=path)
    parts = _parts(archive)
    strings = tuple(_strings(archive))
    epoch = _EPOCH
    for element in root.iter():
        if local(element) == "workbookPr" and attribute(element, "date1904") in ("1", "true"):
            epoch = _EPOCH_1904
    book = _Book(strings, tuple(_styles(archive)), epoch)
    found: list[Grid] = []
    sheets = [element for element in root.iter() if local(element) == "sheet"]
    if len(sheets) > MOST_SHEETS:
        raise AppError("tables-too-large", path=path)
    for element in sheets:
        target = parts.get(attribute(element, "id"), "")
        sheet = archive.xml(target) if target else None
        if sheet is not None and local(sheet) == "worksheet":
            veiled = attribute(element, "state", "visible") != "visible"
            found.append(_Sheet(book, path).grid(attribute(element, "name"), sheet, veiled=veiled))
    return tuple(found)


def _parts(archive: Archive) -> Mapping[str, str]:
    """Parts by the id of their relation; what lies outside of the file is not looked at."""
    root = archive.xml("xl/_rels/workbook.xml.rels")
    found = {}
    for element in root.iter() if root is not None else ():
        if local(element) == "Relationship" and attribute(element, "TargetMode") != "External":
            target = attribute(element, "Target")
            name = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
            found[attribute(element, "Id")] = posixpath.normpath(name)
    return found


def _strings(archive: Archive) -> Iterator[str]:
    root = archive.xml("xl/sharedStrings.xml")
    for element in root if root is not None else ():
        if local(element) == "si":
            yield _said(element)


def _said(element: Element) -> str:
    """The text of an entry, of runs as well; how it is pronounced is left out."""
    parts: list[str] = []
    for child in element:
        if local(child) == "t":
            parts.append(child.text or "")
        elif local(child) == "r":
            parts += [inner.text or "" for inner in child if local(inner) == "t"]
    return _plain("".join(parts))


def _plain(text: str) -> str:
    """Halves of letters are no text, and no file of ours can hold them."""
    if "_x" not in text:
        return text
    whole = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in whole)


def _styles(archive: Archive) -> Iterator[_Style]:
    root = archive.xml("xl/styles.xml")
    if root is None:
        return
    codes = {
        number(attribute(element, "numFmtId")): attribute(element, "formatCode")
        for element in root.iter()
        if local(element) == "numFmt"
    }
    cells = next((element for element in root if local(element) == "cellXfs"), None)
    for element in cells if cells is not None else ():
        known = number(attribute(element, "numFmtId"))
        bare = _ASIDE.sub("", codes.get(known, ""))
        day = known in _DATES or any(sign in bare.lower() for sign in "ydm")
        indents = [number(attribute(child, "indent")) for child in element]
        yield _Style(
            day and "general" not in bare.lower(),
            known in _PERCENTS or "%" in bare,
            max(indents, default=0),
        )


class _Sheet:
    """One sheet on its way to a grid."""

    def __init__(self, book: _Book, path: Path) -> None:
        self._book, self._path = book, path
        self._cells: dict[tuple[int, int], GridCell] = {}
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._spread = 0  # cells of all merged areas: areas may lie over each other

    def grid(self, name: str, root: Element, *, veiled: bool) -> Grid:
        at = -1
        for element in root.iter():
            kind = local(element)
            if kind == "row":
                at = number(attribute(element, "r"), at + 2) - 1
                self._row(element, at)
            elif kind == "col" and attribute(element, "hidden") in ("1", "true"):
                first = number(attribute(element, "min"), 1) - 1
                last = min(number(attribute(element, "max"), 1), MOST_COLUMNS)
                self._hidden_columns.update(range(max(0, first), last))
        for element in root.iter():
            if local(element) == "mergeCell":
                self._merged(attribute(element, "ref"))
        places = [where for where, cell in self._cells.items() if not cell.blank]
        rows = max((row for row, _ in places), default=-1) + 1
        columns = max((column for _, column in places), default=-1) + 1
        return Grid(
            name,
            "xlsx",
            self._cells,
            rows,
            columns,
            frozenset(self._hidden_rows),
            frozenset(self._hidden_columns),
            veiled,
        )

    def _row(self, element: Element, row: int) -> None:
        if attribute(element, "hidden") in ("1", "true"):
            self._hidden_rows.add(row)
        column = -1
        for child in element:
            if local(child) != "c":
                continue
            where = attribute(child, "r")
            try:
                column = place(where)[1] if where else column + 1
            except ValueError as error:
                raise AppError("tables-damaged", path=self._path) from error
            cell = self._cell(child)
            if cell is EMPTY:
                continue
            if not 0 <= row < MOST_ROWS or column >= MOST_COLUMNS:
                raise AppError("tables-too-long", path=self._path, most=MOST_ROWS)
            self._cells[row, column] = cell
            if len(self._cells) > MOST_CELLS:
                raise AppError("tables-too-long", path=self._path, most=MOST_ROWS)

    def _cell(self, element: Element) -> GridCell:
        kind = attribute(element, "t", "n")
        style = self._style(number(attribute(element, "s")))
        formula = value = inline = None
        for child in element:
            name = local(child)
            if name == "f":
                formula = child.text or "…"
            elif name == "v":
                value = child.text or ""
            elif name == "is":
                inline = _said(child)
        if kind == "e":
            return GridCell(None, formula or "", value or "#", False, style.indent)
        raw = inline if inline is not None else self._raw(kind, value, style)
        if raw is None and formula is None:
            return EMPTY
        return GridCell(raw, formula or "", "", style.percent, style.indent)

    def _style(self, index: int) -> _Style:
        styles = self._book.styles
        return styles[index] if 0 <= index < len(styles) else PLAIN

    def _raw(self, kind: str, value: str | None, style: _Style) -> Raw:
        if value is None or (value == "" and kind != "str"):
            return None
        if kind == "s":
            strings, at = self._book.strings, number(value, -1)
            return strings[at] if 0 <= at < len(strings) else None
        if kind == "str":
            return _plain(value) or None
        if kind == "b":
            return value.strip() in ("1", "true")
        if kind == "d":
            return _iso(value)
        return _figure(value, style, self._book.epoch)

    def _merged(self, reference: str) -> None:
        """The value of an area stands in its first cell; the others know of it."""
        first, _, last = reference.partition(":")
        try:
            top, left = place(first)
            bottom, right = place(last or first)
        except ValueError:
            return
        source = self._cells.get((top, left))
        size = (bottom - top + 1) * (right - left + 1)
        if source is None or bottom < top or not 1 < size <= MOST_SPREAD:
            return
        if bottom >= MOST_ROWS or right >= MOST_COLUMNS:
            return
        self._spread += size
        if self._spread > MOST_CELLS:
            raise AppError("tables-too-long", path=self._path, most=MOST_ROWS)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    self._cells[row, column] = source._replace(spread=(top, left))


def _iso(value: str) -> Raw:
    try:
        return datetime.fromisoformat(value.replace("Z", "+00:00")).date()
    except ValueError:
        return value


def _figure(value: str, style: _Style, epoch: date) -> Raw:
    """A number; a day where it is shown as one. Files hold binary fractions: 17 digits mean 15."""
    try:
        figure = Decimal(value.strip())
    except InvalidOperation:
        return value
    if not figure.is_finite() or abs(figure.adjusted()) > 300:
        return value
    if style.day and 1 <= figure <= (date.max - epoch).days:
        return epoch + timedelta(days=int(figure))
    if len(figure.as_tuple().digits) > 15:
        figure = Decimal(f"{figure:.15g}") if abs(figure.adjusted()) < 60 else figure
    return figure.normalize() if "E" in value.upper() or "." in value else figure
