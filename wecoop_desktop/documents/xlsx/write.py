"""The sheets of the workbook in their order, and what they share: where every answer stands."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import TYPE_CHECKING, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.base.text import Text
from wecoop_desktop.documents.compose.material import Material, currency
from wecoop_desktop.documents.docx.package import write_same
from wecoop_desktop.documents.listing.cells import Cleaner
from wecoop_desktop.documents.spool import spooled
from wecoop_desktop.documents.xlsx import budget, economics, notes, timeline
from wecoop_desktop.documents.xlsx.lists import Lists
from wecoop_desktop.documents.xlsx.page import FACE, Page, quoted
from wecoop_desktop.documents.xlsx.stored import with_values
from wecoop_desktop.documents.xlsx.tables import Placed, put_table, said
from wecoop_desktop.documents.xlsx.translate import Untranslatable
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.evaluate import Reference
from wecoop_desktop.forms.form import Column, Field, Form
from wecoop_desktop.forms.language import Tree
from wecoop_desktop.forms.state import State

if TYPE_CHECKING:
    from openpyxl import Workbook

LOGFRAME = (
    ("logframe.matrix", mark("Logframe")),
    ("logframe.indicators", mark("Core indicators")),
)
# Tables without formulas of their own, after those that compute.
FURTHER = (
    ("risks.matrix", mark("Risks")),
    ("stakeholders.matrix", mark("Stakeholders")),
    ("monitoring.plan", mark("Monitoring")),
    ("implementation.procurement_plan", mark("Procurement")),
    ("readiness.items", mark("Readiness")),
    ("annexes.items", mark("Annexes")),
)


class Writer:
    """The workbook on its way; the `Sources` of every formula that is translated."""

    def __init__(self, material: Material, job: Job) -> None:
        from openpyxl import Workbook

        self.material, self.job = material, job
        self.book: Workbook = Workbook()
        self.book.remove(self.book.active)
        self.cleaner = Cleaner()
        self.placed: dict[str, Placed] = {}
        self.scalars: dict[str, str] = {}  # path: the cell, with its sheet
        self.analysis: economics.Analysis | None = None
        self.lists = Lists(self.book, material, material.language.tr("Lists"), self.cleaner)

    @property
    def currency(self) -> str:
        return currency(self.material)

    @property
    def money_unit(self) -> Text:
        return Text(self.currency, self.currency)

    def page(self, name: str) -> Page:
        return Page(self.book, self.material.language.tr(name), self.material.code, self.cleaner)

    def field(self, path: str) -> Field | None:
        return self.material.field(path)

    def place(self, path: str, page: Page, cell: str) -> None:
        """Note where an answer, or what was worked out, stands."""
        letters, digits = cell.rstrip("0123456789"), cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        self.scalars[path] = f"{quoted(page.name)}!${letters}${digits}"

    # what formulas ask for

    def scalar(self, path: str) -> str:
        if path not in self.scalars:
            raise Untranslatable
        return self.scalars[path]

    def column(self, path: str, column: str) -> str:
        placed = self.placed.get(path)
        if placed is None or column not in placed.letters:
            raise Untranslatable
        return placed.cells(column)

    def said(self, path: str, column: str, value: object) -> object:
        field = self.field(path)
        if field is None:
            return value
        found = next((c for c in field.columns if c.id == column), None)
        if found is None and not column:
            found = Column(field.id, field.kind, field.label, options=field.options)
        return value if found is None else said(self.material, found, value)

    def over_years(self, name: str, row: Tree, rate: str) -> str:
        if self.analysis is None:
            raise Untranslatable
        return self.analysis.over_years(name, row, rate)


def write(
    form: Form,
    answers: Answers,
    state: State,
    stream: BinaryIO,
    language: Language,
    today: date,
    reference: Reference,
    job: Job,
) -> None:
    """See `write_workbook`."""
    material = Material(form, answers, state, language, reference, today)
    writer = Writer(material, job)
    overview = notes.begin(writer)
    for path, name in LOGFRAME:
        _plain(writer, path, name)
    budget.write_rates(writer)
    budget.write_budget(writer)
    budget.write_financing(writer)
    economics.write_economics(writer)
    timeline.write_timeline(writer)
    for path, name in FURTHER:
        _plain(writer, path, name)
    notes.finish(writer, overview)
    _ordered(writer)
    _save(writer.book, material, stream)


def _plain(writer: Writer, path: str, name: str) -> None:
    field = writer.field(path)
    rows = writer.material.rows(path)
    if field is None or not rows:
        return
    language = writer.material.language
    page = writer.page(name)
    page.title(language.text(field.label))
    freeze = 3 if field.kind == "logframe" else 1
    units = {"amount": writer.money_unit, "cost": writer.money_unit}
    placed = put_table(writer, page, field, rows, freeze=freeze, units=units)
    writer.placed[path] = placed
    if field.kind == "logframe":
        _by_level(page, placed)
    if field.kind == "risk_matrix":
        _heat(page, placed)
    page.sheet.auto_filter.ref = (
        f"A{placed.first - 1}:{list(placed.letters.values())[-1]}{placed.last - 1}"
    )
    page.print_on()


def _by_level(page: Page, placed: Placed) -> None:
    """Levels of a chain are told by weight and ground too, as on screen."""
    from openpyxl.styles import Font, PatternFill

    level = placed.letters.get("level")
    if level is None:
        return
    levels = dict.fromkeys(
        page.sheet[f"{level}{r}"].value for r in range(placed.first, placed.last)
    )
    grounds = ("CFE3E6", "E6F1F2", "F4F9F9")
    for row in range(placed.first, placed.last):
        rank = list(levels).index(page.sheet[f"{level}{row}"].value)
        for letter in placed.letters.values() if rank < len(grounds) else ():
            cell = page.sheet[f"{letter}{row}"]
            cell.fill = PatternFill("solid", fgColor=grounds[rank])
            if letter <= "D":
                cell.font = Font(name=FACE, bold=rank < 2, size=10, color=cell.font.color)


def _heat(page: Page, placed: Placed) -> None:
    """Scores in three grounds, darker where worse; the number says it as well."""
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import PatternFill

    letter = placed.letters.get("score")
    if letter is None:
        return
    span = f"{letter}{placed.first}:{letter}{placed.last - 1}"
    for operator, bounds, colour in (
        ("greaterThanOrEqual", ["15"], "F2B8B5"),
        ("between", ["8", "14"], "FBE2B0"),
        ("between", ["1", "7"], "D5EBD8"),
    ):
        fill = PatternFill("solid", bgColor=colour)
        rule = CellIsRule(operator=operator, formula=bounds, fill=fill)
        page.sheet.conditional_formatting.add(span, rule)


def _ordered(writer: Writer) -> None:
    """The lists come last; the overview is shown first."""
    book = writer.book
    book.move_sheet(book.sheetnames[0], len(book.sheetnames))
    book.active = 0


def _save(book: Workbook, material: Material, stream: BinaryIO) -> None:
    from openpyxl.writer.excel import ExcelWriter

    about = book.properties
    about.creator = "WECOOP Desktop"
    about.title = Cleaner().clean(notes.title(material), 255)
    about.language = material.code
    moment = datetime.combine(material.today, time())
    about.created = about.modified = moment
    book.calculation.fullCalcOnLoad = True
    packed = io.BytesIO()
    with spooled():
        ExcelWriter(book, ZipFile(packed, "w", ZIP_DEFLATED)).save()
    write_same(with_values(packed.getvalue(), book), stream)
    for sheet in book.worksheets:  # cells know their sheet: they would stay with it
        vars(sheet).clear()
