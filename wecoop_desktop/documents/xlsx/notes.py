"""The first sheet, with what the proposal is, and the last, with how to read the others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from wecoop_desktop.base.language import mark
from wecoop_desktop.documents.compose.material import Material, label
from wecoop_desktop.documents.xlsx.page import FORMATS, Page
from wecoop_desktop.documents.xlsx.tables import said
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.forms.form import Column

if TYPE_CHECKING:
    from wecoop_desktop.documents.xlsx.write import Writer

FACTS = ("basic.title_en", "basic.title_ru", "basic.applicant_name", "basic.countries",
         "basic.sectors", "basic.project_type", "basic.start_date", "basic.duration_months",
         "basic.currency", "basic.total_cost")  # fmt: skip
RESULTS = ("budget.total", "budget.counterpart_share", "budget.grant_share", "economics.fnpv",
           "economics.firr", "economics.enpv", "economics.eirr", "economics.bcr",
           "economics.payback")  # fmt: skip


def title(material: Material) -> str:
    """The title of the proposal in the language of the workbook, else in the other one."""
    own = ("basic.title_ru", "basic.title_en")
    for path in own if material.code == "ru" else reversed(own):
        value = material.value(path)
        text = value.of(material.code) if isinstance(value, Words) else value
        if isinstance(text, str) and text.strip():
            return text
    return material.language.tr("Proposal")


def begin(writer: Writer) -> Page:
    """The overview; its figures are filled in once the other sheets stand."""
    page = writer.page(mark("Overview"))
    page.width(1, 44)
    page.width(2, 60)
    return page


def finish(writer: Writer, page: Page) -> None:
    """Facts and the figures of other sheets; then the notes."""
    material = writer.material
    page.title(title(material), material.language.date(material.today))
    for path in FACTS:
        field, value = material.field(path), material.value(path)
        if field is None or value is None:
            continue
        column = Column(field.id, field.kind, field.label, options=field.options)
        page.put(page.at, 1, label(material, field), look="plain")
        cell = page.put(page.at, 2, said(material, column, value))
        _left(cell)
        page.fit(page.at, 2)
        page.at += 1
    page.at += 1
    for path in RESULTS:
        field = material.field(path)
        if field is None or path not in writer.scalars:
            continue
        page.put(page.at, 1, label(material, field), look="plain")
        _left(page.formula(page.at, 2, writer.scalars[path], _pattern(path), "strong"))
        page.at += 1
    page.print_on(upright=True)
    _notes(writer)


def _left(cell: object) -> None:
    from openpyxl.styles import Alignment

    cell.alignment = Alignment(  # type: ignore[attr-defined]
        horizontal="left", vertical="top", wrap_text=True
    )


def _pattern(path: str) -> str:
    name = path.partition(".")[2]
    if name.endswith("share") or name.endswith("irr"):
        return FORMATS["percent"]
    return "#,##0.00" if name in ("bcr", "payback") else "#,##0"


def _notes(writer: Writer) -> None:
    page = writer.page(mark("Notes"))
    page.width(1, 110)
    page.put(1, 1, writer.material.language.tr("How to read this workbook"), look="title")
    page.at = 3
    for sentence in _sentences(writer, writer.material.today):
        page.put(page.at, 1, sentence, look="plain")
        page.fit(page.at, 1)
        page.at += 1
    page.print_on(upright=True)


def _sentences(writer: Writer, today: date) -> Iterator[str]:
    material = writer.material
    tr = material.language.tr
    yield tr(
        "Made with WECOOP Desktop on {date} from the form {form}, version {version}.",
        date=material.language.date(today),
        form=material.form.id,
        version=material.form.version,
    )
    if writer.currency:
        yield tr(
            "Amounts without another sign are in {currency}, the currency of the proposal.",
            currency=writer.currency,
        )
    yield tr("Figures in blue were entered; those in black are worked out by formulas.")
    yield tr(
        "Change a figure in blue and everything that follows from it is worked out anew. The "
        "proposal itself does not change by that; to change it, export its tables for editing."
    )
    yield tr("Shares and rates are percent: 12 means 12 %.")
    yield tr(
        "Flows stand at the end of their year; year 0 is not discounted. Net present value is the "
        "sum of each balance divided by (1 + rate) to the power of its year."
    )
    yield tr(
        "The rate of return is shown only where the balance changes its sign once, or where the "
        "program found one rate alone."
    )
    yield tr(
        "New rows: insert them above the empty last row of a table, so that sums include them, "
        "and copy the formulas of the row above."
    )
    if writer.cleaner.removed or writer.cleaner.shortened:
        yield tr(
            "Signs that a spreadsheet cannot hold were left out, texts of more than 32,000 "
            "characters were cut: the proposal has them whole."
        )
