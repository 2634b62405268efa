"""Tables from the clipboard: HTML of Word and Excel, or lines with tabs; CSV files too."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from html.parser import HTMLParser

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.documents.exchange.grid import Grid, GridCell, Origin
from wecoop_desktop.documents.exchange.sheets import MOST_CELLS, MOST_COLUMNS, MOST_ROWS

MOST_SIGNS = 5_000_000
MOST_LETTERS = 200_000  # of a cell
_SKIPPED = frozenset({"script", "style", "head", "title", "del"})
_BREAKS = frozenset({"br", "p", "div", "li"})


def from_html(text: str) -> tuple[Grid, ...]:
    """The tables of a piece of HTML. Raises `AppError` tables-too-long."""
    _check(text)
    reader = _Tables()
    reader.feed(text)
    reader.close()
    return tuple(_laid(f"{n}", rows, "pasted") for n, rows in enumerate(reader.tables, 1) if rows)


def from_text(text: str, origin: Origin = "pasted") -> Grid:
    """Lines with tabs, semicolons or commas. Raises `AppError` tables-too-long."""
    _check(text)
    sample = text[:20_000]
    first = sample.partition("\n")[0]
    signs = "\t" if "\t" in sample else max(";,", key=first.count)
    rows = []
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=signs):
            rows.append([_Held(part) for part in line])
            if len(rows) > MOST_ROWS or len(line) > MOST_COLUMNS:
                raise AppError("tables-too-long", path="", most=MOST_ROWS)
    except csv.Error as error:
        raise AppError("tables-too-long", path="", most=MOST_ROWS) from error
    return _laid("1", rows, origin)


def _check(text: str) -> None:
    if len(text) > MOST_SIGNS:
        raise AppError("tables-too-long", path="", most=MOST_ROWS)


class _Held:
    """A cell while it is read: its text, and how many rows and columns it covers."""

    def __init__(self, text: str = "", down: int = 1, across: int = 1) -> None:
        self.text, self.down, self.across = text, down, across


def _laid(name: str, rows: Sequence[Sequence[_Held]], origin: Origin) -> Grid:
    """Cells at their places, those that cover several in all of them."""
    cells: dict[tuple[int, int], GridCell] = {}
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        column = 0
        for held in row:
            while (at, column) in taken:
                column += 1
            text = " ".join(held.text.replace("\xa0", " ").split(" ")).strip()
            for down in range(min(held.down, len(rows) - at)):
                for across in range(held.across):
                    where = (at + down, column + across)
                    spread = None if not down and not across else (at, column)
                    taken.add(where)
                    if text:
                        cells[where] = GridCell(text, spread=spread)
            column += held.across
            if column > MOST_COLUMNS or len(taken) > MOST_CELLS:
                raise AppError("tables-too-long", path="", most=MOST_ROWS)
    width = max((column for _, column in taken), default=-1) + 1
    return Grid(name, origin, cells, len(rows), width)


class _Tables(HTMLParser):
    """Rows and cells of tables that do not lie in a cell of another one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[_Held]]] = []
        self._depth = 0
        self._cell: _Held | None = None
        self._skipped: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self._skipped[tag] += 1
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append([])
        elif self._depth == 1 and tag == "tr":
            self._cell = None
            self.tables[-1].append([])
            if len(self.tables[-1]) > MOST_ROWS:
                raise AppError("tables-too-long", path="", most=MOST_ROWS)
        elif self._depth == 1 and tag in ("td", "th"):
            known = dict(attrs)
            self._cell = _Held("", _span(known.get("rowspan")), _span(known.get("colspan")))
            if not self.tables[-1]:
                self.tables[-1].append([])
            self.tables[-1][-1].append(self._cell)
        elif tag in _BREAKS and self._cell is not None and self._cell.text.strip():
            self._cell.text = self._cell.text.rstrip() + "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag in self._skipped:
            self._skipped[tag] -= 1
            if not self._skipped[tag]:
                del self._skipped[tag]
        elif tag == "table" and self._depth:
            self._depth -= 1
            self._cell = None if not self._depth else self._cell

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._skipped:
            line = " ".join(data.split())
            lead = " " if data[:1].isspace() and self._cell.text[-1:] not in ("", "\n", " ") else ""
            tail = " " if line and data[-1:].isspace() else ""
            self._cell.text += f"{lead}{line}{tail}"
            if len(self._cell.text) > MOST_LETTERS:
                raise AppError("tables-too-long", path="", most=MOST_ROWS)


def _span(text: str | None) -> int:
    bare = (text or "").strip()
    return (
        max(1, min(int(bare), 300)) if bare.isascii() and bare.isdecimal() and len(bare) < 5 else 1
    )
