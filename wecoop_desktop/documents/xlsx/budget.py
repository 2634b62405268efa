"""Budget, exchange rates and financing plan: amounts, sums and shares as formulas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from wecoop_desktop.base.language import mark
from wecoop_desktop.base.text import Text
from wecoop_desktop.documents.xlsx.page import FORMATS, Head, Page
from wecoop_desktop.documents.xlsx.tables import Placed, put_table, said
from wecoop_desktop.documents.xlsx.translate import Translator, Untranslatable, constant
from wecoop_desktop.forms.answers import Row
from wecoop_desktop.forms.form import Column, Field
from wecoop_desktop.forms.spread import product, rate_of, split

if TYPE_CHECKING:
    from wecoop_desktop.documents.xlsx.write import Writer

LINES, FINANCING, RATES = "budget.lines", "budget.financing", "basic.exchange_rates"
NEAR = Decimal("0.005")  # a typed amount that is the product, to the cent
PERCENT = FORMATS["percent"]


def write_rates(writer: Writer) -> None:
    """The dated rates, and of each currency the latest, which the budget is worked out with."""
    field, rows = writer.field(RATES), writer.material.rows(RATES)
    if field is None or not rows:
        return
    tr = writer.material.language.tr
    page = writer.page(mark("Exchange rates"))
    page.title(writer.material.language.text(field.label))
    shown = tuple(column for column in field.columns if column.label)
    placed = put_table(writer, page, field, rows, columns=shown)
    writer.placed[RATES] = placed
    page.at += 1
    page.put(page.at, 1, tr("Rates used: of each currency the latest"), look="strong")
    page.at += 1
    page.heads([Head(Text("Currency", "Валюта"), 16), Head(shown[1].label, 20)])
    first = page.at
    for code, at in _latest(rows).items():
        page.put(page.at, 1, code)
        page.formula(page.at, 2, placed.cell("rate", placed.first + at), "#,##0.######")
        page.at += 1
    writer.placed["rates used"] = Placed(page.name, {"code": "A", "rate": "B"}, first, page.at - 1)
    page.print_on(upright=True)


def _latest(rows: Sequence[Row]) -> Mapping[str, int]:
    found: dict[str, tuple[date, int]] = {}
    for index, row in enumerate(rows):
        code, rate, day = row.get("currency"), row.get("rate"), row.get("date")
        if not isinstance(code, str) or not isinstance(rate, Decimal) or rate <= 0:
            continue
        on = day if isinstance(day, date) else date.min
        if code not in found or on >= found[code][0]:
            found[code] = (on, index)
    return {code: at for code, (_, at) in found.items()}


# ---------------------------------------------------------------------- budget


def write_budget(writer: Writer) -> None:
    field, rows = writer.field(LINES), writer.material.rows(LINES)
    if field is None or not rows:
        return
    language = writer.material.language
    tr = language.tr
    page = writer.page(mark("Budget"))
    page.title(
        language.text(field.label),
        tr("Amounts in {currency}. Figures in blue were entered, those in black are worked out.",
           currency=writer.currency or tr("the currency of the proposal")),
    )  # fmt: skip
    unit = writer.money_unit
    columns = tuple(c for c in field.columns if c.label and c.id != "by_year")
    placed = put_table(writer, page, field, rows, columns=columns, freeze=5, units={"amount": unit})
    writer.placed[LINES] = placed
    _amounts(writer, page, field, rows, placed)
    _years(writer, page, rows, placed)
    _total(writer, page, placed)
    _sums(writer, page, field, rows, placed)
    page.print_on()


def _amounts(writer: Writer, page: Page, field: Field, rows: Sequence[Row], placed: Placed) -> None:
    """Quantity times price, as long as nobody typed another amount."""
    number = list(placed.letters).index("amount") + 1
    for index, row in enumerate(rows):
        at = placed.first + index
        typed, rate = row.get("amount"), rate_of(writer.material.answers, row.get("currency"))
        worked = product(row, rate) if rate is not None else None
        if worked is None or (isinstance(typed, Decimal) and abs(typed - worked) > NEAR):
            continue  # typed without or beside the product: it stays as it was typed
        quantity, price = placed.cell("quantity", at), placed.cell("unit_price", at)
        text = f"{quantity}*{price}"
        code = row.get("currency")
        if code and code != writer.currency:
            used = writer.placed.get("rates used")
            if used is None:
                continue
            span = f"{constant(code)},{used.cells('code')},0"
            text = f"ROUND({text}/INDEX({used.cells('rate')},MATCH({span})),2)"
        page.formula(at, number, f'IF(COUNT({quantity},{price})<2,"",{text})', FORMATS["money"])


def _years(writer: Writer, page: Page, rows: Sequence[Row], placed: Placed) -> None:
    """What falls into each year where lines were split, beside the lines."""
    from openpyxl.utils import get_column_letter

    splits = [split(row.get("by_year")) for row in rows]
    years = sorted({year for parts in splits for year in parts})[:40]
    if not years:
        return
    start = len(placed.letters) + 2
    for number, year in enumerate(years, start=start):
        page.width(number, 13)
        page.put(placed.first - 2, number, str(year), look="group")
        for index, parts in enumerate(splits):
            page.put(placed.first + index, number, parts.get(year), "#,##0")
        letter = get_column_letter(number)
        span = f"{letter}{placed.first}:{letter}{placed.last}"
        page.formula(placed.last + 1, number, f"SUM({span})", "#,##0", "total")
    number = start + len(years)
    page.width(number, 15)
    tr = writer.material.language.tr
    page.put(placed.first - 2, number, tr("Not in any year"), look="group")
    first, last = get_column_letter(start), get_column_letter(number - 1)
    for index, parts in enumerate(splits):
        at = placed.first + index
        amount = placed.cell("amount", at)
        if parts:
            page.formula(at, number, f"N({amount})-SUM({first}{at}:{last}{at})")


def _total(writer: Writer, page: Page, placed: Placed) -> None:
    """The row below the lines."""
    page.at = placed.last + 1
    last = list(placed.letters).index("amount") + 1
    for number in range(1, len(placed.letters) + 1):
        page.put(page.at, number, None, look="total")
    page.put(page.at, 1, writer.material.language.tr("Total project cost"), look="total")
    page.formula(
        page.at, last, f"SUM({placed.cells('amount', local=True)})", FORMATS["money"], "total"
    )
    writer.place("budget.total", page, f"{placed.letters['amount']}{page.at}")
    page.at += 2


def _sums(writer: Writer, page: Page, field: Field, rows: Sequence[Row], placed: Placed) -> None:
    """By category, by component, by output; with the shares of the total."""
    language = writer.material.language
    tr = language.tr
    category = next((c for c in field.columns if c.id == "category"), None)
    if category is not None:
        names = [str(said(writer.material, category, option.id)) for option in category.options]
        _group(writer, page, tr("By category"), names, placed, "category")
    components = writer.material.rows("solution.components")
    named = {str(row.get("code") or ""): _text(writer, row.get("name")) for row in components}
    codes = [str(code) for row in rows if (code := row.get("component")) and isinstance(code, str)]
    _group(writer, page, tr("By component"), list(dict.fromkeys(codes)), placed, "component", named)
    _outputs(writer, page, rows, placed)
    for name in ("total_without_finance", "total_without_finance_and_price_contingency"):
        worked_row(writer, page, f"budget.{name}", FORMATS["money"])
    page.at += 1


def _text(writer: Writer, value: object) -> str:
    from wecoop_desktop.forms.answers import Words

    if isinstance(value, Words):
        return value.of(writer.material.code)
    return value if isinstance(value, str) else ""


def _group(
    writer: Writer,
    page: Page,
    heading: str,
    keys: Sequence[str],
    placed: Placed,
    column: str,
    names: Mapping[str, str] | None = None,
) -> None:
    """A small table of sums; the keys stand as texts in the cells that are added up."""
    if not keys or column not in placed.letters:
        return
    from openpyxl.utils import get_column_letter

    number = list(placed.letters).index("amount") + 1
    share = get_column_letter(number)
    page.put(page.at, 1, heading, look="strong")
    page.put(page.at, number, writer.currency, look="muted")
    page.put(page.at, number + 1, "%", look="muted")
    page.at += 1
    total = writer.scalars["budget.total"]
    for key in keys:
        page.put(page.at, 1, key, look="name")
        if names and names.get(key):
            page.put(page.at, 5, names[key], look="name")
        span = placed.cells(column, local=True)
        text = f"SUMPRODUCT(({span}=$A{page.at})*1,{placed.cells('amount', local=True)})"
        page.formula(page.at, number, text, FORMATS["money"])
        page.formula(page.at, number + 1, f'IFERROR(100*{share}{page.at}/{total},"")', PERCENT)
        page.at += 1
    page.at += 1


def _outputs(writer: Writer, page: Page, rows: Sequence[Row], placed: Placed) -> None:
    """By the output whose activities a line pays for; a line of several outputs counts once,
    under all of their codes together."""
    from openpyxl.utils import get_column_letter

    parents = {
        str(row.get("code") or ""): str(row.get("parent") or "")
        for row in writer.material.rows("logframe.matrix")
    }
    said_of = []
    for row in rows:
        codes = [part.strip() for part in str(row.get("activity") or "").split(",")]
        found = dict.fromkeys(parents[code] for code in codes if parents.get(code))
        said_of.append(", ".join(found))
    if not any(said_of):
        return
    tr = writer.material.language.tr
    number = len(placed.letters) + 1
    page.width(number, 11)
    page.put(placed.first - 2, number, tr("Output"), look="group")
    matrix = writer.placed.get("logframe.matrix")
    for index, (row, said_output) in enumerate(zip(rows, said_of, strict=True)):
        at = placed.first + index
        single = "," not in str(row.get("activity") or "")
        if matrix is not None and single and said_output and "activity" in placed.letters:
            span = f"{placed.cell('activity', at)},{matrix.cells('code')},0"
            text = f'IFERROR(INDEX({matrix.cells("parent")},MATCH({span})),"")'
            page.formula(at, number, text, "@")
        else:
            page.put(at, number, said_output, look="plain")
    letters = {**placed.letters, "output": get_column_letter(number)}
    own = Placed(placed.sheet, letters, placed.first, placed.last)
    keys = [key for key in dict.fromkeys(said_of) if key]
    statements = {
        str(row.get("code") or ""): _text(writer, row.get("statement"))
        for row in writer.material.rows("logframe.matrix")
    }
    _group(writer, page, tr("By output"), keys, own, "output", statements)


def worked_row(writer: Writer, page: Page, path: str, pattern: str, column: int = 0) -> None:
    """A computed question: its words, its formula, and what the program found."""
    field = writer.field(path)
    if field is None:
        return
    language = writer.material.language
    at = page.at
    placed = writer.placed.get(LINES)
    number = column or (list(placed.letters).index("amount") + 1 if placed else 2)
    page.put(at, 1, language.text(field.label), look="name")
    found = writer.material.computed(path)
    try:
        text = Translator(writer).formula(field.formula)
    except Untranslatable:
        page.put(at, number, found.value if isinstance(found.value, Decimal) else "", pattern)
    else:
        page.formula(at, number, f'IFERROR({text},"")', pattern)
    from openpyxl.utils import get_column_letter

    writer.place(path, page, f"{get_column_letter(number)}{at}")
    page.at += 1


# ---------------------------------------------------------------------- financing


def write_financing(writer: Writer) -> None:
    field, rows = writer.field(FINANCING), writer.material.rows(FINANCING)
    if field is None or not rows:
        return
    language = writer.material.language
    tr = language.tr
    page = writer.page(mark("Financing"))
    page.title(language.text(field.label))
    placed = put_table(writer, page, field, rows, freeze=1, units={"amount": writer.money_unit})
    writer.placed[FINANCING] = placed
    number = list(placed.letters).index("amount") + 1
    page.at = placed.last + 1
    total = f"SUM({placed.cells('amount', local=True)})"
    _line(page, tr("Financing together"), number, total)
    together = f"{placed.letters['amount']}{page.at - 1}"
    if "budget.total" in writer.scalars:
        cost = writer.scalars["budget.total"]
        _line(page, tr("Total project cost"), number, cost)
        _line(page, tr("Still to be found (less than 0: more than the cost)"), number,
              f"{cost}-{together}")  # fmt: skip
    page.at += 1
    _by(writer, page, field, placed, "instrument", tr("By instrument"), together)
    _by(writer, page, field, placed, "status", tr("By status"), together)
    for name in ("counterpart_share", "grant_share"):
        worked_row(writer, page, f"budget.{name}", PERCENT, number)
    page.print_on()


def _line(page: Page, words: str, number: int, text: str) -> None:
    for column in range(1, number + 1):
        page.put(page.at, column, None, look="total")
    page.put(page.at, 1, words, look="total")
    page.formula(page.at, number, text, FORMATS["money"], "total")
    page.at += 1


def _by(
    writer: Writer, page: Page, field: Field, placed: Placed, name: str, heading: str, whole: str
) -> None:
    column = next((c for c in field.columns if c.id == name), None)
    if column is None or name not in placed.letters:
        return
    number = list(placed.letters).index("amount") + 1
    page.put(page.at, 1, heading, look="strong")
    page.at += 1
    amount = placed.letters["amount"]
    for words in _options(writer, column):
        page.put(page.at, 1, words, look="name")
        span = placed.cells(name, local=True)
        text = f"SUMPRODUCT(({span}=$A{page.at})*1,{placed.cells('amount', local=True)})"
        page.formula(page.at, number, text, FORMATS["money"])
        share = f'IFERROR(100*{amount}{page.at}/{whole},"")'
        page.formula(page.at, number + 1, share, PERCENT)
        page.at += 1
    page.at += 1


def _options(writer: Writer, column: Column) -> Iterator[str]:
    for option in column.options:
        yield str(said(writer.material, column, option.id))
