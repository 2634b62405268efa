"""What a document is made of, and how single things of it are said in its language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.outline import Rich, Run, plain
from wecoop_desktop.forms.answers import Answers, Cell, Money, Row, Value, Words
from wecoop_desktop.forms.evaluate import Reference
from wecoop_desktop.forms.form import Column, Data, Field, Form, Option
from wecoop_desktop.forms.kinds import filled
from wecoop_desktop.forms.state import Computed, State

MILLION = Decimal(1_000_000)
LARGEST = Decimal(10) ** 24  # beyond it a number is printed with its exponent
NBSP = "\u00a0"
_UNITS = re.compile(
    r"(?<=\d) (?=(?:%|‰|km|m|ha|t|kg|mg|l|kWh|MWh|MW|kW|GWh|m²|m³|m2|m3|mm|cm|°C|CO₂|tCO2e|"
    r"км|м|га|т|кг|мг|л|кВт|МВт|мм|см|тыс|млн|млрд|г|гг|чел|мес|лет|года|год|"
    r"million|billion|thousand|EUR|USD|евро|долл)(?![^\W_]))"
)
_DIGITS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_HALVES = re.compile(r"^([^/()]+) / ([^/()]+)$|^([^()]+?) ?\(([^()]+)\)$")
_CYRILLIC = re.compile("[а-яёА-ЯЁ]")
HALVES = 120  # letters; longer texts are sentences
_CODES = re.compile(r"\b(USD|EUR|CHF|KZT|KGS|TJS|TMT|UZS|JPY|KRW|SDR|№|No\.|«) (?=\d)")


@dataclass(frozen=True, slots=True)
class Material:
    """A form with answers and what was found out about them, to be said in one language."""

    form: Form
    answers: Answers
    state: State
    language: Language
    reference: Reference
    today: date

    @property
    def code(self) -> str:
        """ "ru" or "en": which of two texts is meant."""
        return "ru" if self.language.original == "ru" else "en"

    def field(self, path: str) -> Field | None:
        try:
            return self.form.field(path)
        except KeyError:
            return None

    def value(self, path: str) -> Value | None:
        """The answer, or None where nothing is filled in."""
        field = self.field(path)
        value = self.answers.get(path)
        return value if value is not None and field and filled(field.kind, value) else None

    def rows(self, path: str) -> tuple[Row, ...]:
        """The rows of an answer that has any; never texts."""
        value = self.value(path)
        if not isinstance(value, tuple):
            return ()
        return tuple(row for row in value if isinstance(row, Mapping))

    def computed(self, path: str) -> Computed:
        return self.state.computed.get(path) or Computed(None)

    def table(self, name: str) -> Data:
        return self.form.tables.get(name)


def typeset(text: str) -> str:
    """No-break spaces between a number and its unit, and between a currency and its amount."""
    return _CODES.sub(rf"\1{NBSP}", _UNITS.sub(NBSP, _DIGITS.sub(NBSP, text)))


def clipped(text: str, most: int) -> str:
    """Text for a place of one line or few; what is cut off ends in an ellipsis."""
    line = " ".join(text[: most * 4].split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def words_text(material: Material, value: Words | str) -> str:
    """The text in the document's language, else in the other (see `other_language`)."""
    return value.of(material.code) if isinstance(value, Words) else _own_half(material, value)


def _own_half(material: Material, text: str) -> str:
    """Short texts that are the same in both languages often hold both: `Budget / Бюджет`,
    `t/year (т/год)`. Where one half is Cyrillic and the other is not, one is enough.
    """
    match = _HALVES.match(text) if len(text) < HALVES else None
    if match is None:
        return text
    first = match.group(1) or match.group(3)
    second = match.group(2) or match.group(4)
    if bool(_CYRILLIC.search(first)) == bool(_CYRILLIC.search(second)):
        return text
    russian, other = (first, second) if _CYRILLIC.search(first) else (second, first)
    return (russian if material.code == "ru" else other).strip()


def other_language(material: Material, value: object) -> str:
    """ "EN" or "RU" where the text exists only in the other language, else empty."""
    if not isinstance(value, Words):
        return ""
    own, other = (value.ru, value.en) if material.code == "ru" else (value.en, value.ru)
    if own.strip() or not other.strip():
        return ""
    return "EN" if material.code == "ru" else "RU"


def words(material: Material, value: Words | str, *, bold: bool = False) -> Rich:
    """A text of one paragraph, with a small tag where it is not in the document's language."""
    text = typeset(words_text(material, value).strip())
    tag = other_language(material, value)
    tagged = (Run(f"{NBSP}[{tag}]", tone="muted"),) if tag and text else ()
    return (*plain(text, bold=bold), *tagged)


def number(material: Material, value: Decimal | int, decimals: int | None = None) -> str:
    """A number in the document's format with a real minus sign."""
    amount = Decimal(value)
    if not amount.is_finite():
        return str(amount)
    if abs(amount) >= LARGEST:
        return f"{amount:.3E}"
    places = _decimals(amount) if decimals is None else decimals
    return material.language.number(round(amount, places), places).replace("-", "\u2212")


def _decimals(amount: Decimal) -> int:
    """Digits after the point as given, but at most four, and two for large numbers."""
    exponent = amount.normalize().as_tuple().exponent
    given = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return min(given, 0 if abs(amount) >= 1000 else 4 if abs(amount) < 1 else 2)


def decimals_of(values: Sequence[object]) -> int:
    """The one rule for a column: as many digits after the point as its finest number has."""
    amounts = [value for value in values if isinstance(value, Decimal) and value.is_finite()]
    return max((_decimals(amount) for amount in amounts), default=0)


def percent(material: Material, value: Decimal | int, decimals: int | None = None) -> str:
    return f"{number(material, value, decimals)}{NBSP}%"


def currency_word(material: Material, code: str = "") -> str:
    """`долл. США` for USD in Russian, the code in English; without a code the proposal's own."""
    code = code or currency(material)
    if material.code != "ru":
        return code
    return material.language.money(Decimal(1), code).partition(NBSP)[2].replace(" ", NBSP) or code


def money(material: Material, amount: Decimal, currency: str) -> str:
    """`EUR 12,600,000`, `12 600 000 евро`; without a currency only the number."""
    figure = number(material, amount)
    if not currency:
        return figure
    word = currency_word(material, currency)
    return f"{figure}{NBSP}{word}" if material.code == "ru" else f"{word}{NBSP}{figure}"


def millions(material: Material, amount: Decimal, currency: str) -> str:
    """`EUR 12.60 million`, `12,60 млн евро`; small amounts in full."""
    if abs(amount) < MILLION / 10 or abs(amount) >= LARGEST:
        return money(material, amount, currency)
    figure = number(material, amount / MILLION, 2)
    said = material.language.tr(
        "{currency} {amount} million", amount=figure, currency=currency_word(material, currency)
    )
    return said.strip().replace(" ", NBSP)


def currency(material: Material) -> str:
    """The currency of the proposal: of plain numbers in budgets and flows."""
    chosen = material.answers.get("basic.currency")
    if isinstance(chosen, str) and chosen:
        return chosen
    cost = material.answers.get("basic.total_cost")
    return cost.currency if isinstance(cost, Money) else ""


def day(material: Material, value: date) -> str:
    return material.language.date(value).replace(" ", NBSP)


def unit(material: Material, code: str) -> str:
    """The words of a unit of the form; units it does not know are printed as they are."""
    tr = material.language.tr
    known = {
        "months": tr("months"),
        "years": tr("years"),
        "persons": tr("persons"),
        "percent": "%",
        "ha": tr("ha"),
        "m": tr("m"),
        "km": tr("km"),
        "tCO2e": tr("t CO₂e"),
        "tCO2e/year": tr("t CO₂e a year"),
        "USD/tCO2e": tr("USD per t CO₂e"),
        "t/year": tr("t a year"),
        "per_month": tr("a month"),
        "per_tCO2e": tr("per t CO₂e"),
    }
    return known.get(code, code)


def option_name(material: Material, options: Sequence[Option], ref: str, chosen: str) -> str:
    """The words of a chosen id: of its list, or of the funder, policy or template it names."""
    for option in options:
        if option.id == chosen:
            said = material.language.text(option.label) or option.id
            return said[:1].upper() + said[1:]
    card = _cards(material, ref).get(chosen)
    return card_name(material, card) or chosen


def _cards(material: Material, ref: str) -> Mapping[str, Data]:
    reference = material.reference
    kinds = {
        "funders": reference.funders,
        "policies": reference.policies,
        "templates": reference.templates,
    }
    return kinds.get(ref, {})


def card_name(material: Material, card: Data, name: str = "name") -> str:
    """The name of a card, kept as `name: {en, ru}` or as `name_en` and `name_ru`."""
    if not isinstance(card, Mapping):
        return ""
    both = card.get(name)
    found = both if isinstance(both, Mapping) else card
    prefix = "" if isinstance(both, Mapping) else f"{name}_"
    own = found.get(f"{prefix}{material.code}")
    other = found.get(f"{prefix}{'en' if material.code == 'ru' else 'ru'}")
    return str(own or other or (both if isinstance(both, str) else "") or "")


def funder_name(material: Material, funder: str) -> str:
    """The short name of a funder."""
    card = material.reference.funders.get(funder)
    return card_name(material, card, "acronym") or card_name(material, card) or funder


def asked(text: str) -> str:
    """A label as the name of a figure or a heading: without the colon some have."""
    return text.rstrip(" :")


def label(material: Material, of: Field | Column) -> str:
    return asked(material.language.text(of.label)) or of.id


def cell(material: Material, column: Column, value: Cell) -> Rich:
    """What stands in a cell of a table."""
    if value is None or value == "":
        return ()
    if isinstance(value, Words):
        return words(material, value)
    if isinstance(value, bool):
        return plain(yes_no(material, yes=value))
    if isinstance(value, Decimal):
        return plain(figure(material, column, value))
    if isinstance(value, Money):
        return plain(money(material, value.amount, value.currency))
    if isinstance(value, date):
        return plain(day(material, value))
    if isinstance(value, tuple):
        names = [option_name(material, column.options, column.list_ref, one) for one in value]
        return plain("; ".join(names))
    if column.kind in ("choice", "multi_choice"):
        return plain(option_name(material, column.options, column.list_ref, value))
    return words(material, value)


def figure(material: Material, column: Column, value: Decimal, decimals: int | None = None) -> str:
    """A number of a column; a year has no separators."""
    if "year" in column.id and value == value.to_integral_value() and abs(value) < 10_000:
        return str(int(value))
    if column.kind == "percent" or column.unit == "percent":
        return percent(material, value, decimals)
    return number(material, value, decimals)


def yes_no(material: Material, *, yes: bool) -> str:
    return material.language.tr("Yes") if yes else material.language.tr("No")


def missing(material: Material) -> Rich:
    """What stands where a required answer is not given."""
    return plain(material.language.tr("Not filled in yet"), italic=True, tone="warn")


def reason(material: Material, code: str) -> str:
    """Why a computed value is empty."""
    tr = material.language.tr
    known = {
        "no_rate": tr("An exchange rate is missing"),
        "no_sign_change": tr("No rate of return: the flows never change their sign"),
        "no_real_root": tr("No rate of return exists for these flows"),
        "multiple": tr("Several rates of return fit these flows; none is used"),
        "not_recovered": tr("Not paid back within the period"),
        "empty": tr("Cannot be worked out yet: figures are missing"),
    }
    return known.get(code, tr("Cannot be worked out yet: figures are missing"))


def letters_of(entry: Data) -> str:
    """An id, given as such or as an entry with one."""
    if isinstance(entry, Mapping):
        return str(entry.get("id") or "")
    return entry if isinstance(entry, str) else ""
