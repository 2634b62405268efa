"""Rows of a question out of an old table: what is a row, what is a heading, a total, a remark."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.documents.exchange import words
from wecoop_desktop.documents.exchange.codes import LEVELS, chained, coded
from wecoop_desktop.documents.exchange.grid import Grid, GridCell
from wecoop_desktop.documents.exchange.heads import is_grand, is_total
from wecoop_desktop.documents.exchange.layout import Slot
from wecoop_desktop.documents.exchange.mapping import Columns, currency_in, says_heads
from wecoop_desktop.documents.exchange.remark import Remark
from wecoop_desktop.documents.exchange.synonyms import ALIKE, FOOTNOTES, OPTIONS
from wecoop_desktop.documents.exchange.values import Reading, reading
from wecoop_desktop.forms.answers import Cell, Money, Row, Words
from wecoop_desktop.forms.codec import MOST_ROWS
from wecoop_desktop.forms.evaluate import Reference
from wecoop_desktop.forms.form import Column, Field
from wecoop_desktop.forms.kinds import KINDS, empty

_CYRILLIC = re.compile("[а-яёА-ЯЁ]")
_LATIN = re.compile("[a-zA-Z]")
_LEAD = re.compile(
    r"\s*(?P<word>[^\W\d_][^\d:.;,]{2,40}?)?\s*(?P<code>[A-Za-zА-Яа-я]{0,3}\d{1,3}(?:\.\d{1,3}){0,3})"
    r"\s*[.:)–—-]*\s+(?P<rest>\S.*)",
    re.DOTALL,
)
_CODE_ONLY = re.compile(r"[A-Za-zА-Яа-я]{0,4}\d{0,3}(\.\d{1,3}){0,4}\.?")

Sort = Literal["row", "section", "total", "head", "footnote", "blank"]


@dataclass(frozen=True, slots=True)
class Intake:
    """Rows as they would come in; `places` their rows in the file; `sorts` what each row of the
    file below the head was taken for."""

    rows: tuple[Row, ...]
    places: tuple[int, ...]
    sorts: Mapping[int, Sort]
    remarks: tuple[Remark, ...]


def rows_in(
    field: Field,
    grid: Grid,
    columns: Columns,
    *,
    reference: Reference,
    currency: str = "",
    changed: Mapping[int, Sort] | None = None,
) -> Intake:
    """Read the rows below the head; `changed` are rows that someone knows better.

    Raises `AppError` tables-too-long.
    """
    return _Intake(field, grid, columns, reference, currency).intake(changed or {})


class _Intake:
    def __init__(
        self, field: Field, grid: Grid, columns: Columns, reference: Reference, currency: str
    ) -> None:
        self.field, self.grid, self.columns = field, grid, columns
        self.reference, self.currency = reference, currency
        self.known = {column.id: column for column in field.columns}
        self.remarks: list[Remark] = []
        self.section = ""
        self.section_level = ""
        self.category = ""

    def remark(
        self, code: str, row: int, column: int, *, error: bool = False, **values: object
    ) -> None:
        level: Literal["error", "note"] = "error" if error else "note"
        address = self.grid.address(row, column)
        place = self.columns.targets[column] if column < len(self.columns.targets) else ""
        self.remarks.append(
            Remark(code, level, self.grid.name, address, self.field.path, place, row, values)
        )

    def intake(self, changed: Mapping[int, Sort]) -> Intake:
        rows: list[Row] = []
        places: list[int] = []
        sorts: dict[int, Sort] = {}
        ended = False
        for column, power in sorted(self.columns.scale.items()):
            if self.columns.targets[column] and power:
                at = self.columns.heads[-1] if self.columns.heads else 0
                self.remark("tables-scale", at, column, value=10**power)
        for column, code in sorted(self.columns.currencies.items()):
            if self.columns.targets[column] and self.currency and code != self.currency:
                at = self.columns.heads[-1] if self.columns.heads else 0
                self.remark("tables-other-currency", at, column, error=True, value=code)
        for line in range(self.columns.first, self.grid.rows):
            sort = changed.get(line) or self._sort(line)
            if ended and sort in ("row", "section") and line not in changed:
                sort = "total"  # sums by something else, below the sum of everything
            ended = ended or (sort == "total" and is_grand(self.grid, line))
            sorts[line] = sort
            if sort == "row":
                row = self._row(line)
                if any(not empty(cell) for cell in row.values()):
                    rows.append(row)
                    places.append(line)
            elif sort != "blank":
                self._told(line, sort)
        if len(rows) > MOST_ROWS:
            raise AppError("tables-too-long", path=self.grid.name, most=MOST_ROWS)
        made = tuple(rows)
        if self.field.kind == "logframe":
            made = chained(made)
        elif self.field.kind in ("budget", "timeline"):
            made = coded(made, self.field.kind)
        return Intake(made, tuple(places), sorts, tuple(self.remarks))

    # what a row is

    def _sort(self, line: int) -> Sort:
        own = [(c, cell) for c, cell in enumerate(self.grid.row(line)) if not cell.blank]
        if not own:
            return "blank"
        if (
            self._is_head(line)
            or _is_count(own)
            or says_heads(self.field, self.grid, line, self.columns.targets)
        ):
            return "head"
        texts = list(dict.fromkeys(cell.text.strip() for _, cell in own))
        if is_total(self.grid, line) and len(texts) < max(4, len(self._mapped())):
            return "total"
        if len(texts) == 1 and _is_footnote(texts[0]):
            return "footnote"
        if len(texts) <= 2 and self._is_section(line, own, texts):
            return "section"
        return "row"

    def _mapped(self) -> list[int]:
        return [column for column, target in enumerate(self.columns.targets) if target]

    def _is_head(self, line: int) -> bool:
        """The head once more, as on every page of a Word document."""
        if not self.columns.heads:
            return False
        own = list(self.grid.texts(line))
        return any(own == list(self.grid.texts(row)) for row in self.columns.heads)

    def _is_section(
        self, line: int, own: Sequence[tuple[int, GridCell]], texts: Sequence[str]
    ) -> bool:
        """A line with nothing but a heading, in one cell or merged over the table."""
        across = any(cell.spread is not None and cell.spread[0] == line for _, cell in own)
        mapped = len(self._mapped())
        text = max(texts, key=len)
        if any(isinstance(cell.value, Decimal) and not _CODE_ONLY.fullmatch(cell.text)
               for _, cell in own):  # fmt: skip
            return False
        if self.field.kind == "logframe":
            level = _level(text, exact=True)
            return bool(level) and len(folded_rest(text)) == 0 and (across or len(texts) == 1)
        return mapped > 2 and len(text) < 200 and (across or len(own) <= 2) and self.field.kind in (
            "budget", "timeline", "risk_matrix",
        ) and not self._has_figures(line)  # fmt: skip

    def _has_figures(self, line: int) -> bool:
        """Whether a figure or a day stands where one belongs."""
        for column in self._mapped():
            target = self.known.get(self.columns.targets[column].partition("@")[0])
            if target is not None and KINDS[target.kind].stores in ("number", "money", "date"):
                cell = self.grid.at(line, column)
                if not cell.blank and not (cell.spread and cell.spread[0] == line):
                    return True
        return False

    def _told(self, line: int, sort: Sort) -> None:
        texts = [text for text in self.grid.texts(line) if text]
        said = max(texts, key=len)[:60]
        column = next(c for c in range(self.grid.columns) if not self.grid.at(line, c).blank)
        if sort == "section":
            self.section = said
            self.section_level = _level(said) if self.field.kind == "logframe" else ""
            self.category = _stem("category", said, self.known.get("category"))
        codes: dict[Sort, str] = {"section": "tables-section", "total": "tables-total",
                 "head": "tables-head-again", "footnote": "tables-footnote"}  # fmt: skip
        self.remark(codes[sort], line, column, text=said)

    # its cells

    def _row(self, line: int) -> Row:
        row: dict[str, Cell] = {}
        for number, target in enumerate(self.columns.targets):
            name, _, part = target.partition("@")
            column = self.known.get(name)
            if column is None:
                continue
            found = self._cell(line, number, column)
            if found is not None:
                row[name] = self._put(row.get(name), column, part, found)
        self._completed(line, row)
        return {name: cell for name, cell in row.items() if not empty(cell)}

    def _cell(self, line: int, number: int, column: Column) -> Cell:
        cell = self.grid.at(line, number)
        if cell.spread is not None and cell.spread[0] == line and cell.spread[1] != number:
            return None  # merged across: it stands in the first column
        slot = Slot(column)
        try:
            found = self._read(slot, cell, column, number)
        except AppError as error:
            self.remark(error.code, line, number, error=True, **error.values)
            return None
        if found.note:
            self.remark(found.note, line, number, value=str(found.value)[:60])
        return found.value

    def _read(self, slot: Slot, cell: GridCell, column: Column, number: int) -> Reading:
        stores = KINDS[column.kind].stores
        if stores == "choice" and not cell.blank:
            stem = _stem(column.id, cell.text, column)
            try:
                return reading(slot, cell, self.reference)
            except AppError:
                if stem:
                    return Reading(stem)
                raise
        if stores == "money" and isinstance(cell.value, str):
            return self._money(cell.value)
        found = reading(slot, cell, self.reference)
        if isinstance(found.value, Decimal):
            power = self.columns.scale.get(number, 0)
            value = found.value.scaleb(power) if power else found.value
            value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
            if stores == "money":
                code = self.columns.currencies.get(number, self.currency)
                if not code:
                    raise AppError("tables-no-currency", value=cell.text[:60])
                return Reading(Money(value, code), found.note)
            return Reading(value, found.note)
        return found

    def _money(self, text: str) -> Reading:
        code = currency_in(text) or self.currency
        bare = re.sub(r"[A-Z]{3}|[$€]|евро|долл\.?( США)?", "", text).strip()
        figure, _ = words.figure(bare)
        if not code:
            raise AppError("tables-no-currency", value=text[:60])
        return Reading(Money(figure, code))

    def _put(self, old: Cell, column: Column, part: str, value: Cell) -> Cell:
        """A text goes to the language it is written in, where the head does not say it."""
        if KINDS[column.kind].stores != "words" or column.plain or not isinstance(value, str):
            return value
        before = old if isinstance(old, Words) else Words()
        if part:
            return Words(value, before.ru) if part == "en" else Words(before.en, value)
        en, ru = halves(value)
        return Words(en or before.en, ru or before.ru)

    def _completed(self, line: int, row: dict[str, Cell]) -> None:
        """What the place of a row says: level, code, category."""
        if self.field.kind == "logframe":
            self._placed_in_chain(line, row)
        elif self.field.kind == "budget":
            self._placed_in_budget(row)

    def _placed_in_chain(self, line: int, row: dict[str, Cell]) -> None:
        """“Output 1.2: text”, a first column with words, an indent, or the heading above."""
        first = next((text for text in self.grid.texts(line) if text), "")
        level = str(row.get("level") or "") or _level(first)
        statement = row.get("statement")
        text = statement.of("en") if isinstance(statement, Words) else ""
        lead = _lead(text)
        if lead is not None:
            word, code, rest = lead
            level = level or _level(word)
            row["statement"] = self._put(None, self.known["statement"], "", rest)
            row.setdefault("code", code)
        level = level or self.section_level
        numbered = row.get("code")
        if not level and isinstance(numbered, str):
            level = _by_code(numbered)
        if level:
            row["level"] = level

    def _placed_in_budget(self, row: dict[str, Cell]) -> None:
        description = row.get("description")
        text = description.of("en") if isinstance(description, Words) else ""
        lead = _lead(text) if not row.get("code") else None
        if lead is not None and not lead[0]:
            row["code"] = lead[1]
            row["description"] = self._put(None, self.known["description"], "", lead[2])
        if not row.get("category"):
            stem = self.category or _stem("category", text, self.known.get("category"))
            if stem:
                row["category"] = stem


def folded_rest(text: str) -> str:
    """What a heading says beside the word of its level."""
    bare = words.folded(text)
    for stem in sorted(OPTIONS["level"], key=len, reverse=True):
        if bare.startswith(stem):
            rest = bare[len(stem) :].split(" ", 1)
            return "" if len(rest) < 2 else rest[1].strip("0123456789 ")
    return bare


def _level(text: str, *, exact: bool = False) -> str:
    """The level that the beginning of a text names."""
    bare = words.folded(text)
    for stem, level in sorted(OPTIONS["level"].items(), key=lambda one: -len(one[0])):
        near = exact or len(stem) > 5  # a stem of a word that goes on
        goes_on = near and bare.startswith(stem) and len(bare.split()[0]) <= len(stem) + 3
        if bare == stem or bare.startswith(f"{stem} ") or goes_on:
            return level
    return ""


def _by_code(code: str) -> str:
    upper = code.upper().strip(". ")
    for start, level in (("OO", 0), ("SO", 1), ("OP", 2), ("R", 2), ("Р", 2), ("A", 3), ("М", 3)):
        if upper.startswith(start):
            return LEVELS[level]
    dots = upper.count(".")
    return LEVELS[min(3, 2 + dots)] if upper[:1].isdigit() else ""


def _lead(text: str) -> tuple[str, str, str] | None:
    """A word, a number and the rest of “Output 1.2: text”."""
    found = _LEAD.fullmatch(text)
    if found is None:
        return None
    word = (found["word"] or "").strip()
    if word and not _level(word):
        return None
    if not word and "." not in found["code"] and not re.match(r"\s*\S+\s*[.:)]", text):
        return None
    return word, found["code"], found["rest"].strip()


def _stem(name: str, text: str, column: Column | None) -> str:
    """The option that words of others mean."""
    known = OPTIONS.get(ALIKE.get(name, name), {})
    offered = {option.id for option in column.options} if column is not None else set()
    bare = words.folded(text).lstrip("0123456789 ") or words.folded(text)
    for stem, option in sorted(known.items(), key=lambda one: -len(one[0])):
        fits = bare == stem if len(stem) < 3 else bare.startswith(stem)
        if fits and option in offered:
            return option
    return ""


def _is_count(own: Sequence[tuple[int, GridCell]]) -> bool:
    """1 2 3 4: columns counted below the head."""
    figures = [cell.text.strip() for _, cell in own]
    return len(figures) > 2 and figures == [str(n) for n in range(1, len(figures) + 1)]


def _is_footnote(text: str) -> bool:
    bare = words.folded(text)
    return text.startswith(("*", "¹", "²", "†")) or (bool(bare) and bare.split()[0] in FOOTNOTES)


def halves(text: str) -> tuple[str, str]:
    """English and Russian of a text that may hold both: `Pumps / Насосы`, or line under line."""
    for sign in (" / ", "\n"):
        parts = text.split(sign)
        if len(parts) == 2:
            first, second = (bool(_CYRILLIC.search(part)) for part in parts)
            if first != second and _LATIN.search(parts[0 if second else 1]):
                en, ru = (parts[1], parts[0]) if first else (parts[0], parts[1])
                return en.strip(), ru.strip()
    return ("", text) if len(_CYRILLIC.findall(text)) > len(_LATIN.findall(text)) else (text, "")
