"""Tables of a proposal as a workbook that a colleague edits without the program."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.documents.docx.package import write_same
from wecoop_desktop.documents.exchange.layout import Slot, part_of, slots
from wecoop_desktop.documents.exchange.origin import (
    KEY,
    SHEET,
    Identity,
    Sent,
    pieces,
    rows_of,
)
from wecoop_desktop.documents.exchange.words import option_words
from wecoop_desktop.documents.listing.cells import Cleaner
from wecoop_desktop.documents.spool import spooled
from wecoop_desktop.forms.answers import Answers, Cell, Row
from wecoop_desktop.forms.evaluate import Reference
from wecoop_desktop.forms.form import Field, Form
from wecoop_desktop.forms.kinds import KINDS

if TYPE_CHECKING:
    from openpyxl import Workbook

    from wecoop_desktop.documents.xlsx.page import Page

SPARE = 60  # empty rows with a key column that are ready to be filled
FIRST = 5  # the first row of values, counted from 1
NO_CONTENT = Reference()

HOW = (
    mark("Change cells, add rows below, delete rows, sort: everything is understood."),
    mark("Please keep the file as XLSX. Hidden rows and columns say which row is which."),
    mark("Each text has a column for English and one for Russian; fill in the one you write."),
    mark("Choices offer a list; dates may be written 2026-11-22 or 22.11.2026."),
    mark("What comes back is shown before anything changes in the proposal."),
)


def write_tables(
    form: Form,
    answers: Answers,
    fields: Sequence[Field],
    stream: BinaryIO,
    *,
    language: Language,
    today: date,
    identity: Identity,
    reference: Reference = NO_CONTENT,
) -> None:
    """A sheet for each question, and a hidden one with what was sent."""
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    from wecoop_desktop.documents.xlsx.page import Page

    book: Workbook = Workbook()
    book.remove(book.active)
    code, cleaner = "ru" if language.original == "ru" else "en", Cleaner()
    sheets = {}
    lists = _Lists(book, code, cleaner)
    for field in fields:
        page = Page(book, field.label.of(code) or field.id, code, cleaner)
        sheets[field.path] = page.name
        _sheet(page, field, rows_of(answers, field.path), language, reference, lists)
    _about(Page(book, language.tr("How to"), code, cleaner), language)
    hidden = Page(book, SHEET, code, cleaner)
    hidden.sheet.sheet_state = "veryHidden"
    sent = Sent(identity, code, sheets, {f.path: rows_of(answers, f.path) for f in fields})
    for row, piece in enumerate(pieces(sent), start=1):
        hidden.sheet.cell(row, 1, piece).data_type = "s"
    lists.last()
    moment = datetime.combine(today, time())
    book.properties.creator = "WECOOP Desktop"
    book.properties.created = book.properties.modified = moment
    book.calculation.fullCalcOnLoad = True
    packed = io.BytesIO()
    with spooled():
        ExcelWriter(book, ZipFile(packed, "w", ZIP_DEFLATED)).save()
    write_same(packed.getvalue(), stream)


def _about(page: Page, language: Language) -> None:
    page.width(1, 100)
    page.title(language.tr("How to"))
    for sentence in HOW:
        page.put(page.at, 1, language.tr(sentence), look="plain")
        page.at += 1


class _Lists:
    """Options of choices on a hidden sheet."""

    def __init__(self, book: Workbook, code: str, cleaner: Cleaner) -> None:
        from wecoop_desktop.documents.xlsx.page import Page

        self._book = book
        self._page = Page(book, "_lists", code, cleaner)
        self._page.sheet.sheet_state = "hidden"
        self._known: dict[tuple[str, ...], str] = {}

    def span(self, words: Sequence[str]) -> str:
        from openpyxl.utils import get_column_letter

        key = tuple(words)
        if key not in self._known:
            number = len(self._known) + 1
            for row, said in enumerate(key, start=1):
                self._page.put(row, number, said)
            letter = get_column_letter(number)
            self._known[key] = f"'_lists'!${letter}$1:${letter}${len(key)}"
        return self._known[key]

    def last(self) -> None:
        self._book.move_sheet("_lists", len(self._book.sheetnames))
        self._book.active = 0


def _sheet(
    page: Page,
    field: Field,
    rows: Sequence[Row],
    language: Language,
    reference: Reference,
    lists: _Lists,
) -> None:
    from wecoop_desktop.base.text import Text
    from wecoop_desktop.documents.xlsx.page import Head
    from wecoop_desktop.documents.xlsx.tables import WIDTHS

    shown = slots(field)
    page.title(language.text(field.label))
    page.sheet.cell(2, 1).value = None
    page.sheet.cell(1, 2).value, page.sheet.cell(1, 1).value = page.sheet.cell(1, 1).value, None
    page.sheet.cell(1, 2)._style = page.sheet.cell(1, 1)._style
    page.sheet.row_dimensions[2].hidden = True
    page.text(2, 1, KEY)
    for number, slot in enumerate(shown, start=2):
        page.text(2, number, slot.id)
    page.at = FIRST - 2
    widths = [WIDTHS.get(slot.column.kind, 16) for slot in shown]
    heads = [
        Head(slot.head, width, slot.column.unit_words)
        for slot, width in zip(shown, widths, strict=True)
    ]
    page.heads([Head(Text(KEY, KEY), 6), *heads], freeze=2)
    for at, row in enumerate(rows, start=FIRST):
        page.text(at, 1, f"r{at - FIRST + 1}")
        for number, slot in enumerate(shown, start=2):
            _value(page, at, number, slot, row, language, reference)
        page.fit(at, len(shown) + 1)
    _amounts(page, field, shown, rows)
    page.sheet.column_dimensions["A"].hidden = True
    _offers(page, shown, len(rows), language, lists)
    page.print_on()


def _value(
    page: Page,
    at: int,
    number: int,
    slot: Slot,
    row: Row,
    language: Language,
    reference: Reference,
) -> None:
    from wecoop_desktop.documents.xlsx.tables import pattern

    cell = part_of(row.get(slot.column.id), slot.part)
    page.put(at, number, sent_value(slot, cell, language, reference), pattern(slot.column))


def sent_value(slot: Slot, cell: Cell, language: Language, reference: Reference) -> Cell:
    """What stands in the cell of a sheet for a value."""
    column = slot.column
    if cell is None:
        return None
    if isinstance(cell, bool):
        return language.tr("Yes") if cell else language.tr("No")
    if column.kind == "choice" and isinstance(cell, str):
        return option_words(column, cell, language.code, reference)
    if isinstance(cell, tuple):
        return "; ".join(option_words(column, one, language.code, reference) for one in cell)
    return cell


def _amounts(page: Page, field: Field, shown: Sequence[Slot], rows: Sequence[Row]) -> None:
    """An amount that is the product of two columns is worked out in the sheet as well."""
    from openpyxl.utils import get_column_letter

    letters = {slot.id: get_column_letter(n) for n, slot in enumerate(shown, start=2)}
    for number, slot in enumerate(shown, start=2):
        names = slot.column.formula.split(" * ")
        if slot.column.kind != "number" or len(names) != 2 or not set(names) <= set(letters):
            continue
        for at, row in enumerate(rows, start=FIRST):
            first, second, typed = (row.get(name) for name in (*names, slot.column.id))
            if not isinstance(first, Decimal) or not isinstance(second, Decimal):
                continue
            if not row.get("currency") and (typed is None or typed == first * second):
                one, other = (f"{letters[name]}{at}" for name in names)
                page.formula(at, number, f"{one}*{other}", "#,##0.##")


def _offers(
    page: Page, shown: Sequence[Slot], rows: int, language: Language, lists: _Lists
) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for number, slot in enumerate(shown, start=2):
        stores = KINDS[slot.column.kind].stores
        words: Sequence[str] = ()
        if stores == "yes_no":
            words = (language.tr("Yes"), language.tr("No"))
        elif stores == "choice":
            options = slot.column.options
            words = [option_words(slot.column, o.id, language.code, NO_CONTENT) for o in options]
        if not words:
            continue
        rule = DataValidation(type="list", formula1=lists.span(words), allow_blank=True)
        rule.errorStyle = "warning"
        letter = get_column_letter(number)
        rule.add(f"{letter}{FIRST}:{letter}{FIRST + rows + SPARE}")
        page.sheet.add_data_validation(rule)


def sheet_fields(form: Form, paths: Sequence[str]) -> Mapping[str, Field]:
    """The questions of these paths. Raises KeyError for one that is none."""
    return {path: form.field(path) for path in paths}
