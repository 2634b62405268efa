"""Budget and financing: one total everywhere, and what is still to be found, printed openly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from wecoop_desktop.documents.chart import Part, Shares
from wecoop_desktop.documents.compose.material import (
    Material,
    clipped,
    currency,
    currency_word,
    decimals_of,
    funder_name,
    label,
    millions,
    number,
    option_name,
    percent,
    words,
    words_text,
)
from wecoop_desktop.documents.compose.material import money as said_money
from wecoop_desktop.documents.compose.rows import column_values
from wecoop_desktop.documents.outline import (
    Block,
    Callout,
    Column,
    Figure,
    Rich,
    Row,
    Table,
    letters,
    plain,
)
from wecoop_desktop.forms.answers import Money, Words
from wecoop_desktop.forms.answers import Row as Answer
from wecoop_desktop.forms.form import Field

NAME = 70  # letters of a source in the legend of the chart
HUNDRED = Decimal(100)
MILLION = Decimal(1_000_000)
CONTINGENCIES = ("contingency_physical", "contingency_price")


@dataclass(frozen=True, slots=True)
class Line:
    """A budget line with the amount that counts: as given, else quantity times price."""

    row: Answer
    amount: Decimal | None


def budget_lines(material: Material) -> tuple[Line, ...]:
    field = material.field("budget.lines")
    rows = material.rows("budget.lines")
    if field is None:
        return ()
    amounts: Sequence[object] = ()
    for column in field.columns:
        if column.id == "amount":
            amounts = column_values(material, field, column, rows)
    return tuple(Line(row, _amount(row, given)) for row, given in zip(rows, amounts, strict=False))


def _amount(row: Answer, given: object) -> Decimal | None:
    if isinstance(given, Decimal):
        return given
    quantity, price = row.get("quantity"), row.get("unit_price")
    if isinstance(quantity, Decimal) and isinstance(price, Decimal):
        return quantity * price
    return None


def total(material: Material) -> Money | None:
    """The cost of the project: the sum of the budget, else the estimate of the basic data."""
    found = [line.amount for line in budget_lines(material) if line.amount is not None]
    if found:
        return Money(sum(found, Decimal(0)), currency(material))
    return estimate(material)


def estimate(material: Material) -> Money | None:
    cost = material.value("basic.total_cost")
    return cost if isinstance(cost, Money) else None


def budget_blocks(material: Material, field: Field) -> Sequence[Block]:
    tr = material.language.tr
    lines = budget_lines(material)
    heads = (
        Column(tr("No.")),
        Column(tr("Item")),
        Column(tr("Unit")),
        Column(tr("Quantity"), "right"),
        Column(tr("Unit price"), "right"),
        Column(tr("Amount"), "right"),
    )
    quantities = decimals_of([line.row.get("quantity") for line in lines])
    prices = decimals_of([line.row.get("unit_price") for line in lines])
    rows: list[Row] = []
    for name, group in _grouped(material, field, lines):
        rows.append(_sum_row(material, name, _sum(group), "group"))
        rows += [_line_row(material, line, quantities, prices) for line in group]
    rows.append(_sum_row(material, tr("Total project cost"), _sum(lines), "total"))
    caption = tr(
        "{label}, {currency}", label=label(material, field), currency=currency_word(material)
    )
    table = Table(heads, tuple(rows), caption)
    return (table, *_differs(material))


def _differs(material: Material) -> Iterator[Block]:
    """The estimate of the basic data and the budget must not contradict each other silently."""
    given, found = estimate(material), total(material)
    if not given or not found or given.currency != found.currency or given.amount == found.amount:
        return
    tr = material.language.tr
    said = tr(
        "The estimate in the basic data is {estimate}; the budget adds up to {total}.",
        estimate=said_money(material, given.amount, given.currency),
        total=said_money(material, found.amount, found.currency),
    )
    yield Callout(tr("Two totals"), runs=plain(said), tone="warn")


def _sum(lines: Sequence[Line]) -> Decimal:
    return sum((line.amount for line in lines if line.amount is not None), Decimal(0))


def _grouped(
    material: Material, field: Field, lines: Sequence[Line]
) -> Iterator[tuple[Rich, Sequence[Line]]]:
    """By component, or by category where all lines have one component or none."""
    components = {letters(_words(material, line.row.get("component"))) for line in lines}
    by = "component" if len(components) > 1 else "category"
    groups: dict[str, list[Line]] = {}
    for line in lines:
        said = letters(_words(material, line.row.get(by)))
        groups.setdefault(said, []).append(line)
    names = _component_names(material) if by == "component" else _category_names(material, field)
    for name, group in groups.items():
        said = names.get(name, name) or material.language.tr("Without a component")
        yield plain(f"{name}. {said}" if by == "component" and name in names else said), group


def _words(material: Material, value: object) -> Rich:
    return words(material, value) if isinstance(value, Words | str) and value else ()


def _component_names(material: Material) -> dict[str, str]:
    return {
        letters(_words(material, row.get("code"))): letters(_words(material, row.get("name")))
        for row in material.rows("solution.components")
        if row.get("code") and row.get("name")
    }


def _category_names(material: Material, field: Field) -> dict[str, str]:
    for column in field.columns:
        if column.id == "category":
            return {
                option.id: option_name(material, column.options, "", option.id)
                for option in column.options
            }
    return {}


def _line_row(material: Material, line: Line, quantities: int, prices: int) -> Row:
    quantity, price = line.row.get("quantity"), line.row.get("unit_price")
    return Row(
        (
            _words(material, line.row.get("code")),
            _words(material, line.row.get("description")),
            _words(material, line.row.get("unit")),
            _number(material, quantity, quantities),
            _number(material, price, prices),
            plain(number(material, line.amount, 0))
            if line.amount is not None
            else plain(material.language.tr("not given"), italic=True, tone="warn"),
        )
    )


def _number(material: Material, value: object, decimals: int) -> Rich:
    return plain(number(material, value, decimals)) if isinstance(value, Decimal) else ()


def _sum_row(material: Material, name: Rich | str, amount: Decimal, kind: str) -> Row:
    said = plain(name) if isinstance(name, str) else name
    cells: tuple[Rich | None, ...]
    cells = (said, None, None, None, None, plain(number(material, amount, 0)))
    return Row(cells, "total" if kind == "total" else "group")


@dataclass(frozen=True, slots=True)
class Source:
    """Money of one source; `missing` is what nobody has promised or been asked for."""

    name: str
    instrument: str
    amount: Decimal
    funder: bool = False
    missing: bool = False


def sources(material: Material) -> tuple[Source, ...]:
    """The financing plan in its order, and the gap to the total where there is one."""
    field = material.field("budget.financing")
    if field is None:
        return ()
    options = {column.id: column.options for column in field.columns}
    found = []
    for row in material.rows("budget.financing"):
        amount = row.get("amount")
        if not isinstance(amount, Decimal):
            continue
        funder = row.get("funder")
        name = funder_name(material, str(funder)) if funder else ""
        instrument = str(row.get("instrument") or "")
        found.append(
            Source(
                name or clipped(letters(_words(material, row.get("source"))), NAME),
                option_name(material, options.get("instrument", ()), "", instrument),
                amount,
                funder=bool(name),
            )
        )
    gap = financing_gap(material)
    if gap is not None and gap > 0 and found:
        found.append(Source(material.language.tr("To be found"), "", gap, missing=True))
    return tuple(found)


def financing_gap(material: Material) -> Decimal | None:
    """Total less all sources; negative where more was planned than is needed."""
    whole = total(material)
    amounts = [row.get("amount") for row in material.rows("budget.financing")]
    planned = [amount for amount in amounts if isinstance(amount, Decimal)]
    if whole is None or whole.currency != currency(material) or not planned:
        return None
    return whole.amount - sum(planned, Decimal(0))


def financing_blocks(material: Material, field: Field) -> Sequence[Block]:
    tr = material.language.tr
    found = sources(material)
    caption = tr(
        "{label}, {currency}", label=label(material, field), currency=currency_word(material)
    )
    blocks: list[Block] = [_financing_table(material, field, caption)]
    if found:
        named = tr("Financing plan, {currency} million", currency=currency_word(material))
        blocks.append(Figure(shares(material, found), named))
    gap = financing_gap(material)
    if gap is not None and gap < 0:
        said = tr(
            "The sources add up to {amount} more than the project costs.",
            amount=said_money(material, -gap, currency(material)),
        )
        blocks.append(Callout(tr("More than needed"), runs=plain(said), tone="warn"))
    return blocks


def shares(material: Material, found: Sequence[Source]) -> Shares:
    whole = sum((source.amount for source in found), Decimal(0))
    return Shares(
        tuple(
            Part(
                _source_words(source),
                source.amount,
                number(material, source.amount / MILLION, 2),
                percent(material, HUNDRED * source.amount / whole, 0) if whole else "",
                source.missing,
            )
            for source in found
        )
    )


def _source_words(source: Source) -> str:
    """A funder with what it gives; other sources are named after what they are already."""
    named = source.funder and source.instrument
    return f"{source.name}: {source.instrument.lower()}" if named else source.name


def _financing_table(material: Material, field: Field, caption: str) -> Table:
    tr = material.language.tr
    options = {column.id: column for column in field.columns}
    heads = (
        Column(tr("Source")),
        Column(tr("Instrument")),
        Column(tr("Amount"), "right"),
        Column(tr("Share, %"), "right"),
        Column(tr("Status")),
        Column(tr("Terms and evidence")),
    )
    whole = total(material)
    given = [row.get("amount") for row in material.rows(field.path)]
    planned = sum((amount for amount in given if isinstance(amount, Decimal)), Decimal(0))
    divisor = whole.amount if whole and whole.amount else planned
    rows = []
    for row in material.rows(field.path):
        amount = row.get("amount")
        terms = [letters(_words(material, row.get(name))) for name in ("terms", "evidence")]
        rows.append(
            Row(
                (
                    _source(material, row),
                    _option(material, options, row, "instrument"),
                    _number(material, amount, 0) or plain("–"),
                    _share(material, amount, divisor),
                    _option(material, options, row, "status"),
                    plain("\n".join(term for term in terms if term)),
                )
            )
        )
    gap = financing_gap(material)
    if gap is not None and gap > 0:
        to_find = plain(tr("To be found"), bold=True, tone="bad")
        amount_said = plain(number(material, gap, 0), bold=True, tone="bad")
        rows.append(Row((to_find, (), amount_said, _share(material, gap, divisor), (), ())))
    last = planned + (gap if gap is not None and gap > 0 else 0)
    rows.append(
        Row(
            (
                plain(tr("Total")),
                None,
                plain(number(material, last, 0)),
                _share(material, last, divisor),
                (),
                (),
            ),
            "total",
        )
    )
    return Table(heads, tuple(rows), caption)


def _source(material: Material, row: Answer) -> Rich:
    written = letters(_words(material, row.get("source")))
    funder = row.get("funder")
    short = funder_name(material, str(funder)) if funder else ""
    return plain(short if short and short in written else written or short)


def _option(material: Material, columns: object, row: Answer, name: str) -> Rich:
    column = columns.get(name) if isinstance(columns, dict) else None
    value = row.get(name)
    if column is None or not value:
        return ()
    return plain(option_name(material, column.options, column.list_ref, str(value)))


def _share(material: Material, amount: object, whole: Decimal) -> Rich:
    if not isinstance(amount, Decimal) or not whole:
        return ()
    return plain(number(material, HUNDRED * amount / whole, 1))


def financing_words(material: Material) -> str:
    """The plan in one line: `EBRD loan 8.00 · EU grant 5.00 · to be found 0.40 (EUR million)`."""
    found = sources(material)
    if not found:
        return ""
    parts = [
        f"{_source_words(source)}\u00a0{number(material, source.amount / MILLION, 2)}"
        for source in found
    ]
    tr = material.language.tr
    return tr(
        "{parts} ({currency} million)", parts=" · ".join(parts), currency=currency_word(material)
    )


def cost_words(material: Material) -> str:
    whole = total(material)
    return millions(material, whole.amount, whole.currency) if whole else ""


def requested_words(material: Material) -> str:
    asked = material.value("basic.requested")
    return millions(material, asked.amount, asked.currency) if isinstance(asked, Money) else ""


def plain_words(material: Material, path: str) -> str:
    """A text answer in the document's language, or empty."""
    value = material.value(path)
    return words_text(material, value).strip() if isinstance(value, Words | str) else ""
