"""Each answer by the kind of its field: short ones as facts, texts as text, rows as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from wecoop_desktop.documents.compose import (
    economics,
    emissions,
    logframe,
    markdown,
    money,
    places,
    risks,
    schedule,
    screening,
    trees,
)
from wecoop_desktop.documents.compose.material import (
    Material,
    card_name,
    currency,
    day,
    label,
    missing,
    number,
    option_name,
    other_language,
    percent,
    reason,
    typeset,
    unit,
    words,
    words_text,
    yes_no,
)
from wecoop_desktop.documents.compose.material import money as said_money
from wecoop_desktop.documents.compose.rows import table
from wecoop_desktop.documents.outline import (
    Block,
    Column,
    Heading,
    Paragraph,
    Rich,
    Row,
    Table,
    plain,
)
from wecoop_desktop.forms.answers import Money, Value, Words
from wecoop_desktop.forms.form import Field
from wecoop_desktop.forms.greenhouse import INPUTS
from wecoop_desktop.forms.kinds import KINDS

FACT_LETTERS = 400  # a longer answer to a short question is printed as text
AMOUNTS = ("budget.", "economics.fnpv", "economics.enpv", "economics.funding_gap",
           "economics.grant_case")  # fmt: skip

ROWS: Mapping[str, Callable[[Material, Field], Sequence[Block]]] = {
    "tree": trees.blocks,
    "logframe": logframe.blocks,
    "budget": money.budget_blocks,
    "financing_plan": money.financing_blocks,
    "risk_matrix": risks.blocks,
    "timeline": schedule.blocks,
    "location": places.blocks,
    "checklist": screening.checklist_blocks,
    "cashflow": economics.flow_blocks,
}
# Tables whose rows hold codes that only their own words explain.
OWN: Mapping[str, Callable[[Material, Field], Sequence[Block]]] = {
    INPUTS: emissions.inputs_blocks,
}


def blocks(material: Material, fields: Sequence[Field]) -> Iterator[Block]:
    """The blocks of several fields in their order; short answers beside each other as one table.

    A required answer that is missing is said to be missing; an optional one is left out.
    """
    facts: list[Row] = []
    flows = any(field.kind == "cashflow" and answered(material, field) for field in fields)
    for field in fields:
        if flows and economics.is_indicator(field):
            continue  # said in the table of indicators that stands with the flows
        if field.path not in material.state.visible and material.value(field.path) is None:
            continue
        open_answer = field.path in material.state.required
        fact = _fact(material, field, open_answer=open_answer)
        if fact is not None:
            if fact:
                facts.append(Row((plain(label(material, field)), fact)))
            continue
        found = list(_long(material, field, open_answer=open_answer))
        if found and facts:
            yield _facts(facts)
            facts = []
        yield from found
    if facts:
        yield _facts(facts)


def sheet(material: Material, fields: Iterable[Field]) -> Iterator[tuple[str, Rich]]:
    """Short answers for a box of facts, their labels with them; what is not known is said so."""
    for field in fields:
        if field.path not in material.state.visible and material.value(field.path) is None:
            continue
        found = _fact(material, field, open_answer=True)
        if found is not None:
            yield _text_label(material, field), found or missing(material)


def _facts(rows: Sequence[Row]) -> Table:
    return Table((Column("", share=32), Column("", share=68)), tuple(rows), look="facts")


def answered(material: Material, field: Field) -> bool:
    """Is there anything to print for the field?"""
    if field.kind == "computed":
        return material.computed(field.path).value is not None
    return material.value(field.path) is not None


def _fact(material: Material, field: Field, *, open_answer: bool) -> Rich | None:
    """The answer in one cell; None where the field is none of the short kinds."""
    if KINDS[field.kind].has_rows or field.kind == "rich_text":
        return None
    value = material.value(field.path)
    if field.kind == "computed":
        return computed_fact(material, field)
    if value is None:
        return missing(material) if open_answer else ()
    if isinstance(value, str | Words) and field.kind == "text":
        text = words_text(material, value)
        if len(text) > FACT_LETTERS or "\n" in text.strip():
            return None
    return fact(material, field, value)


def fact(material: Material, field: Field, value: Value) -> Rich:
    """An answer of a short kind in words."""
    if isinstance(value, Words):
        return words(material, value)
    if isinstance(value, bool):
        return plain(yes_no(material, yes=value))
    if isinstance(value, Decimal):
        return plain(_figure(material, field, value))
    if isinstance(value, Money):
        said = said_money(material, value.amount, value.currency)
        return plain(" ".join(word for word in (said, unit(material, field.unit)) if word))
    if isinstance(value, date):
        return plain(day(material, value))
    if isinstance(value, tuple):
        ids = [entry for entry in value if isinstance(entry, str)]
        return plain("; ".join(_named(material, field, entry) for entry in ids))
    if field.kind == "choice":
        return plain(_named(material, field, value))
    return words(material, value)


def _named(material: Material, field: Field, chosen: str) -> str:
    return option_name(material, field.options, field.list_ref, chosen)


def _figure(material: Material, field: Field, value: Decimal) -> str:
    if field.kind == "percent" or field.unit == "percent":
        return percent(material, value)
    if "year" in field.id and not field.unit and value == value.to_integral_value():
        return str(int(value))
    of = unit(material, field.unit)
    return f"{number(material, value)}\u00a0{of}" if of else number(material, value)


def computed_fact(material: Material, field: Field) -> Rich:
    """A computed value with its unit, or why there is none; nothing where it was not computed."""
    found = material.computed(field.path)
    value = found.value
    if field.path == "es_screening.category_auto":
        return screening.category_words(material)
    if field.path == "economics.bcr" and isinstance(value, Decimal):
        return plain(number(material, value, 2))
    if isinstance(value, Decimal):
        return plain(_computed_figure(material, field, value))
    if isinstance(value, bool):
        return plain(yes_no(material, yes=value))
    if isinstance(value, str) and value:
        return plain(_computed_name(material, value))
    if isinstance(value, tuple) and value and all(isinstance(entry, str) for entry in value):
        return plain("; ".join(_computed_name(material, str(entry)) for entry in value))
    if value is None:
        return plain(reason(material, found.reason), italic=True, tone="warn")
    return ()


def _computed_figure(material: Material, field: Field, value: Decimal) -> str:
    text = material.language.text(field.label)
    if field.path in ("economics.firr", "economics.eirr") or "%" in text:
        return percent(material, round(value, 1), 1)
    if field.path.startswith(AMOUNTS) and field.unit != "percent" and "share" not in field.id:
        return said_money(material, Decimal(round(value)), currency(material))
    if field.unit == "percent":
        return percent(material, round(value, 1))
    return _figure(material, field, round(value, 1 if abs(value) < 1000 else 0))


def _computed_name(material: Material, chosen: str) -> str:
    """A computed id in words: an entry of one of the lists or tables of the form."""
    lists = material.table("lists")
    tables = [*lists.values()] if isinstance(lists, Mapping) else []
    rule = material.table("es_documents_rule")
    labels = rule.get("labels") if isinstance(rule, Mapping) else None
    if isinstance(labels, Mapping) and chosen in labels:
        return card_name(material, {"name": labels[chosen]}) or chosen
    for entries in tables:
        for entry in entries if isinstance(entries, tuple) else ():
            if isinstance(entry, Mapping) and entry.get("id") == chosen:
                return card_name(material, {"name": entry}) or chosen
    return chosen


def _long(material: Material, field: Field, *, open_answer: bool) -> Iterator[Block]:
    value = material.value(field.path)
    if value is None:
        if open_answer:
            yield Heading(label(material, field))
            yield Paragraph(missing(material))
        return
    if KINDS[field.kind].has_rows:
        printer = OWN.get(field.path) or ROWS.get(field.kind)
        yield from printer(material, field) if printer else (table(material, field),)
        return
    if isinstance(value, str | Words):
        yield Heading(_text_label(material, field))
        yield from text_blocks(material, value)


def _text_label(material: Material, field: Field) -> str:
    """`Summary` for `Summary (English)`: the document has one language."""
    said = label(material, field)
    if field.id.endswith(("_en", "_ru")) and said.endswith(")"):
        return said.rpartition(" (")[0] or said
    return said


def text_blocks(material: Material, value: str | Words) -> Iterator[Block]:
    """A text of several paragraphs; its language is named where it is not the document's."""
    tag = other_language(material, value)
    if tag:
        tr = material.language.tr
        said = tr("Written in English only") if tag == "EN" else tr("Written in Russian only")
        yield Paragraph(plain(f"[{said}]", tone="muted"), "note")
    yield from markdown.blocks(typeset(words_text(material, value).strip()))
