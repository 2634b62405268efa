"""Cash flow and appraisal: balances by year, present values, rates of return, payback.

The formulas are those of the form. A balance (what a `pv` or `irr` adds up in a row) is a column
of the flows; the analysis gathers each balance by year, from 0 without gaps, as IRR wants it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from wecoop_desktop.appraisal.cashflow import LAST_YEAR
from wecoop_desktop.base.language import mark
from wecoop_desktop.base.text import Text
from wecoop_desktop.documents.compose.economics import INDICATORS
from wecoop_desktop.documents.compose.material import reason
from wecoop_desktop.documents.xlsx.budget import PERCENT
from wecoop_desktop.documents.xlsx.page import Head, Page, quoted
from wecoop_desktop.documents.xlsx.tables import Placed, put_table, said
from wecoop_desktop.documents.xlsx.translate import Translator, Untranslatable, constant
from wecoop_desktop.forms.answers import Row
from wecoop_desktop.forms.form import Column, Field
from wecoop_desktop.forms.language import Tree, unparse

if TYPE_CHECKING:
    from wecoop_desktop.documents.xlsx.write import Writer

FLOWS = "economics.flows"
ASSUMED = ("economics.price_base", "economics.base_year", "economics.fin_rate",
           "economics.eco_rate", "economics.benefits_include_tariff")  # fmt: skip
RATES = ("firr", "eirr")
RATIOS = ("bcr", "payback", "payback_discounted", "unit_cost")
MONEY = "#,##0"


def write_economics(writer: Writer) -> None:
    field, rows = writer.field(FLOWS), writer.material.rows(FLOWS)
    if field is None or not rows:
        return
    page = writer.page(mark("Cash flow"))
    language = writer.material.language
    page.title(language.text(field.label), writer.currency)
    _assumptions(writer, page)
    units = {column.id: writer.money_unit for column in field.columns if column.id not in _OTHER}
    placed = put_table(writer, page, field, rows, freeze=1, units=units)
    writer.placed[FLOWS] = placed
    if _valid(rows):
        writer.analysis = Analysis(writer, page, placed, rows)
    _indicators(writer)
    page.print_on()


_OTHER = ("year", "units")


def _assumptions(writer: Writer, page: Page) -> None:
    """Single answers that the formulas use: as they were given."""
    for path in ASSUMED:
        field = writer.field(path)
        if field is None:
            continue
        column = Column(field.id, field.kind, field.label, options=field.options)
        value = writer.material.value(path)
        page.put(page.at, 1, writer.material.language.text(field.label), look="name")
        pattern = PERCENT if field.kind == "percent" else "0"
        page.put(page.at, 4, said(writer.material, column, value), pattern)
        writer.place(path, page, f"D{page.at}")
        page.at += 1
    page.at += 1


def _valid(rows: Sequence[Row]) -> bool:
    """Whether the flows are ones that can be worked with: whole years from 0."""
    years = [row.get("year") for row in rows]
    given = [year for year in years if isinstance(year, Decimal)]
    return bool(given) and all(y == y.to_integral_value() and 0 <= y <= LAST_YEAR for y in given)


class Analysis:
    """The sheet of balances by year; columns are made when a formula asks for them."""

    def __init__(self, writer: Writer, flows: Page, placed: Placed, rows: Sequence[Row]) -> None:
        self._writer, self._flows, self._placed = writer, flows, placed
        self._page = writer.page(mark("Appraisal"))
        years = [int(y) for row in rows if isinstance(y := row.get("year"), Decimal)]
        self._last = max(years)
        self._heads_at = 4 + len(INDICATORS) + 6
        self._first = self._heads_at + 2
        self._columns: dict[str, int] = {}
        self._named: dict[str, str] = {}
        self._begun = False
        self.asking = ""  # the question whose formula is being written
        self._begin()

    @property
    def page(self) -> Page:
        return self._page

    def _begin(self) -> None:
        tr = self._writer.material.language.tr
        self._column("year", tr("Year"), lambda at: str(at - self._first), "0")
        years = self._placed.cells("year")
        year = self._letter("year")
        self._column(
            "listed", tr("Given"), lambda at: f"IF(COUNTIF({years},{year}{at})>0,1,0)", "0"
        )

    def _letter(self, name: str) -> str:
        from openpyxl.utils import get_column_letter

        return str(get_column_letter(self._columns[name]))

    def _span(self, name: str) -> str:
        letter = self._letter(name)
        last = self._first + self._last
        return f"{quoted(self._page.name)}!${letter}${self._first}:${letter}${last}"

    def _column(
        self, name: str, head: str, text: Callable[[int], str], pattern: str = MONEY
    ) -> str:
        """A column with a formula for each year; made once. Gives its cells."""
        if name in self._columns:
            return self._span(name)
        number = self._columns[name] = len(self._columns) + 1
        page = self._page
        page.width(number, 15)
        page.sheet.row_dimensions[self._heads_at].height = 54
        cell = page.put(self._heads_at, number, head, look="group")
        from openpyxl.styles import Alignment

        cell.alignment = Alignment(wrap_text=True, vertical="top")
        for at in range(self._first, self._first + self._last + 1):
            page.formula(at, number, text(at), pattern)
        return self._span(name)

    def _flow(self, row: Tree) -> str:
        """The balance by year; the balance of each row stands beside the flows."""
        key = unparse(row)
        name = f"flow {key}"
        if name in self._columns:
            return name
        beside = self._beside(row)
        years, year = self._placed.cells("year"), self._letter("year")
        head = self._writer.material.language.tr("Balance: {name}", name=self._named[key])
        self._column(name, head, lambda at: f"SUMIF({years},{year}{at},{beside})")
        return name

    def _beside(self, row: Tree) -> str:
        """A column at the right of the flows with the balance of each row."""
        from openpyxl.utils import get_column_letter

        key = unparse(row)
        number = len(self._placed.letters) + 2 + len(self._named)
        self._named[key] = self._name_of()
        page, placed = self._flows, self._placed
        page.width(number, 16)
        head = self._writer.material.language.tr("Balance: {name}", name=self._named[key])
        page.put(placed.first - 2, number, head, look="group")
        for at in range(placed.first, placed.last):

            def cell(name: str, at: int = at) -> str:
                if name not in placed.letters:
                    raise Untranslatable
                return f"N({placed.cell(name, at)})"

            translator = Translator(self._writer, cell, FLOWS)
            page.formula(at, number, translator.of(row), MONEY)
        letter = get_column_letter(number)
        return f"{quoted(page.name)}!${letter}${placed.first}:${letter}${placed.last}"

    def _name_of(self) -> str:
        field = self._writer.field(self.asking)
        return self._writer.material.language.text(field.label) if field else self.asking

    def over_years(self, name: str, row: Tree, rate: str) -> str:
        """The formula of pv, irr, payback or payback_discounted of a balance."""
        flow = self._flow(row)
        if name == "pv":
            return f"SUMPRODUCT({self._span(flow)},1/(1+{rate}/100)^{self._span('year')})"
        if name == "irr":
            return self._irr(flow)
        return self._payback(flow, rate)

    def _irr(self, flow: str) -> str:
        """Worked out where the balance changes its sign once; more roots are none."""
        tr = self._writer.material.language.tr
        letter = self._letter(flow)
        number = len(self._columns) + 1
        from openpyxl.utils import get_column_letter

        own = get_column_letter(number)

        def sign(at: int) -> str:
            before = f"{own}{at - 1}" if at > self._first else "0"
            return f"IF({letter}{at}=0,{before},SIGN({letter}{at}))"

        signs = self._column(f"sign {flow}", tr("Its sign"), sign, "0")
        first, last = self._first, self._first + self._last
        sheet = quoted(self._page.name)
        earlier = f"{sheet}!${own}${first}:${own}${max(first, last - 1)}"
        later = f"{sheet}!${own}${min(first + 1, last)}:${own}${last}"
        changes = f"SUMPRODUCT(({earlier}*{later}=-1)*1)"
        found = self._writer.material.computed(self.asking)
        guess = found.value / 100 if isinstance(found.value, Decimal) else None
        rate = f"100*IRR({self._span(flow)}{'' if guess is None else ',' + format(guess, 'f')})"
        none = constant(tr("none: the balance never changes its sign"))
        several = constant(tr("several are possible; none is used"))
        if isinstance(found.value, Decimal) and signs:
            # With several changes of sign the program looked at all roots and found just one.
            return f"IF({changes}=0,{none},IF({changes}=1,{rate},{rate}))"
        return f"IF({changes}=0,{none},IF({changes}=1,{rate},{several}))"

    def _payback(self, flow: str, rate: str) -> str:
        """The last given year in which the running sum is below 0, and the part of the next."""
        tr = self._writer.material.language.tr
        letter, year = self._letter(flow), self._letter("year")
        name = f"running {flow} {rate}"
        number = self._columns.get(name, len(self._columns) + 1)
        from openpyxl.utils import get_column_letter

        own = get_column_letter(number)
        factor = f"/(1+{rate}/100)^{year}{{at}}" if rate else ""

        def running(at: int) -> str:
            before = f"{own}{at - 1}+" if at > self._first else ""
            return f"{before}{letter}{at}{factor.format(at=at)}"

        head = tr("Running sum, discounted") if rate else tr("Running sum")
        sums, years, given = (
            self._column(name, head, running),
            self._span("year"),
            self._span("listed"),
        )
        end = f"INDEX({sums},{self._last + 1})"
        low = f"(SUMPRODUCT(MAX(({sums}<0)*({given}=1)*({years}+1)))-1)"
        here = f"INDEX({sums},{low}+1)"
        rest = f"INDEX({given},{low}+2):INDEX({given},{self._last + 1})"
        later = f"({low}+MATCH(1,{rest},0))"
        above = f"INDEX({sums},{later}+1)"
        never = constant(tr("not paid back within the period"))
        between = f"{low}+({later}-{low})*(-{here})/({above}-{here})"
        return f'IF({end}<0,{never},IF(COUNTIF({sums},"<0")=0,0,{between}))'


def _indicators(writer: Writer) -> None:
    """What the balances come to, each beside what the program found."""
    language = writer.material.language
    tr = language.tr
    page = writer.analysis.page if writer.analysis else writer.page(mark("Appraisal"))
    page.title(tr("Indicators"), writer.currency)
    page.at = 3
    page.heads(
        [
            Head(Text("Indicator", "Показатель"), 44),
            Head(Text("Worked out here", "Рассчитано здесь"), 32),
            Head(Text("In the program", "В программе"), 32),
        ]
    )
    for name in INDICATORS:
        field = writer.field(f"economics.{name}")
        if field is not None:
            _indicator(writer, page, field)
    page.print_on()


def _indicator(writer: Writer, page: Page, field: Field) -> None:
    material = writer.material
    page.put(page.at, 1, material.language.text(field.label), look="plain")
    pattern = PERCENT if field.id in RATES else "#,##0.00" if field.id in RATIOS else MONEY
    found = material.computed(field.path)
    if writer.analysis is not None:
        writer.analysis.asking = field.path
    try:
        text = Translator(writer).formula(field.formula)
    except Untranslatable:
        page.put(page.at, 2, None)
    else:
        page.formula(page.at, 2, f'IFERROR({text},"")', pattern, "strong")
    value = found.value
    if isinstance(value, Decimal):
        page.put(page.at, 3, _rounded(value), pattern, look="plain")
    else:
        page.put(page.at, 3, reason(material, found.reason), look="name")
    writer.place(field.path, page, f"B{page.at}")
    page.at += 1


def _rounded(value: Decimal) -> Decimal:
    """As many digits as a spreadsheet keeps."""
    digits = max(0, 14 - max(0, value.adjusted()))
    return round(value, min(digits, 10))
