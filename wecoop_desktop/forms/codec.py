"""Answers between memory and JSON-like data, and from what a person types.

`read_*` meet the outside: what does not fit raises `AppError` (codes answer-wrong-...) or becomes
a finding; nothing is guessed and nothing is lost silently. `plain_*` give data that `json` writes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.findings import Finding
from wecoop_desktop.forms.answers import Answers, Cell, Money, Row, Value, Words
from wecoop_desktop.forms.form import Column, Data, Field, Form
from wecoop_desktop.forms.kinds import KINDS

MOST_ROWS = 2000
MOST_SIGNS = 2_000_000  # of one text
MOST_DIGITS = 24  # before and after the point of a number

_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_SPACES = re.compile(r"[\s\u00a0\u202f']+")
_LOCAL_DATE = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_CURRENCY = re.compile(r"[A-Z]{3}")
_YES = {"true", "yes", "y", "1", "да", "д", "истина"}
_NO = {"false", "no", "n", "0", "нет", "н", "ложь"}


def read_answers(
    form: Form, data: Mapping[str, Data]
) -> tuple[dict[str, Value], tuple[Finding, ...]]:
    """Values of all answers that fit the form; a finding for each that does not.

    A path that the form does not know is a note ("answer-unknown-path"): the caller keeps its
    data aside, it may belong to a newer form.
    """
    fields = {field.path: field for step in form.steps for field in step.fields}
    answers: dict[str, Value] = {}
    findings: list[Finding] = []
    for path, item in data.items():
        field = fields.get(path)
        if field is None or field.kind == "computed":
            findings.append(
                Finding("answer-unknown-path", path=path, level="note", values={"path": path})
            )
            continue
        try:
            value = read_value(field, item)
        except AppError as error:
            findings.append(Finding(error.code, path=path, values=error.values))
            continue
        answers[path] = value
    return answers, tuple(findings)


def read_value(field: Field, data: Data) -> Value:
    """The value of one answer. Raises `AppError` with a code answer-wrong-... ."""
    kind = KINDS[field.kind]
    where = field.path
    if kind.has_rows:
        return _rows(field, data)
    if kind.stores == "words":
        return _text(data, where) if field.plain else _words(data, where)
    if kind.stores == "choices" or (kind.stores == "choice" and field.multiple):
        return _choices(data, where)
    value = _cell(kind.stores, data, where)
    if value is None:
        raise AppError("answer-wrong-kind", path=where, wanted=field.kind)
    return value


def _rows(field: Field, data: Data) -> tuple[Row, ...]:
    if not isinstance(data, (list, tuple)):
        raise AppError("answer-wrong-kind", path=field.path, wanted="rows")
    if len(data) > MOST_ROWS:
        raise AppError("answer-wrong-size", path=field.path, most=MOST_ROWS)
    columns = {column.id: column for column in field.columns}
    rows: list[Row] = []
    for index, entry in enumerate(data):
        where = f"{field.path}[{index}]"
        if not isinstance(entry, Mapping):
            raise AppError("answer-wrong-kind", path=where, wanted="rows")
        row: dict[str, Cell] = {}
        for name, cell in entry.items():
            column = columns.get(str(name))
            if column is None or column.kind == "computed":
                continue  # a computed cell is made anew; columns of other forms have no place
            row[str(name)] = read_cell(column, cell, f"{where}.{name}")
        rows.append(row)
    return tuple(rows)


def read_cell(column: Column, data: Data, where: str = "") -> Cell:
    """The value of one cell; None where it is empty. Raises `AppError` as `read_value` does."""
    if data is None or data == "":
        return None
    stores = KINDS[column.kind].stores
    if stores == "words":
        return _text(data, where) if column.plain else _words(data, where)
    if stores == "choices":
        return _choices(data, where)
    return _cell(stores, data, where)


def _cell(stores: str, data: Data, where: str) -> str | bool | Decimal | date | Money | None:
    if stores == "choice":
        return _choice(data, where)
    if stores == "number":
        return _number(data, where)
    if stores == "money":
        return _money(data, where)
    if stores == "date":
        return _date(data, where)
    if stores == "yes_no" and isinstance(data, bool):
        return data
    raise AppError("answer-wrong-kind", path=where, wanted=stores)


def _text(data: Data, where: str) -> str:
    if isinstance(data, Mapping):  # written before the field became plain
        data = data.get("en") or data.get("ru") or ""
    if not isinstance(data, str):
        raise AppError("answer-wrong-kind", path=where, wanted="text")
    if len(data) > MOST_SIGNS:
        raise AppError("answer-wrong-size", path=where, most=MOST_SIGNS)
    return _whole(data)


def _whole(text: str) -> str:
    """Halves of letters (lone surrogates, which JSON can name) as signs of replacement.

    No file and no font takes them; the data they came from stay as they are.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _words(data: Data, where: str) -> Words:
    if isinstance(data, str):
        return Words(en=_text(data, where))
    if not isinstance(data, Mapping):
        raise AppError("answer-wrong-kind", path=where, wanted="text")
    older = data.get("older") or ""
    if older not in ("", "en", "ru"):
        raise AppError("answer-wrong-kind", path=where, wanted="text")
    en, ru = _text(data.get("en") or "", where), _text(data.get("ru") or "", where)
    return Words(en, ru, str(older))


def _choice(data: Data, where: str) -> str:
    """An option id. Options are not compared: a newer list may know more of them."""
    if isinstance(data, int) and not isinstance(data, bool):
        return str(data)
    if not isinstance(data, str) or len(data) > 200:
        raise AppError("answer-wrong-kind", path=where, wanted="choice")
    return _whole(data)


def _choices(data: Data, where: str) -> tuple[str, ...]:
    if isinstance(data, str):
        return (data,)
    if not isinstance(data, (list, tuple)) or len(data) > 200:
        raise AppError("answer-wrong-kind", path=where, wanted="choices")
    return tuple(_choice(entry, where) for entry in data)


def _number(data: Data, where: str) -> Decimal:
    if isinstance(data, bool):
        raise AppError("answer-wrong-number", path=where, value=data)
    if isinstance(data, (int, Decimal)):
        return _bounded(Decimal(data), where)
    if isinstance(data, str) and len(data) <= 60 and _NUMBER.fullmatch(data):
        return _bounded(Decimal(data), where)
    raise AppError("answer-wrong-number", path=where, value=str(data)[:40])


def _bounded(value: Decimal, where: str) -> Decimal:
    """Refuse NaN, Infinity and numbers of absurd size."""
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and value.adjusted() < MOST_DIGITS and exponent >= -MOST_DIGITS:
        return value
    raise AppError("answer-wrong-number", path=where, value=str(value)[:40])


def _money(data: Data, where: str) -> Money:
    if not isinstance(data, Mapping):
        raise AppError("answer-wrong-kind", path=where, wanted="money")
    currency = data.get("currency")
    if not isinstance(currency, str) or not _CURRENCY.fullmatch(currency):
        raise AppError("answer-wrong-currency", path=where, value=str(currency)[:40])
    return Money(_number(data.get("amount"), where), currency)


def _date(data: Data, where: str) -> date:
    try:
        if isinstance(data, str) and len(data) == 10:
            return date.fromisoformat(data)
    except ValueError:
        pass
    raise AppError("answer-wrong-date", path=where, value=str(data)[:40])


# ---------------------------------------------------------------------- to data


def plain_value(value: Value | Cell) -> Data:
    """A value as data that `json` can write; the inverse of `read_value`."""
    if isinstance(value, Words):
        both = {"en": value.en, "ru": value.ru}
        return {**both, "older": value.older} if value.older else both
    if isinstance(value, Money):
        return {"amount": format(value.amount, "f"), "currency": value.currency}
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: plain_value(cell) for name, cell in value.items()}
    if isinstance(value, tuple):
        return [_plain_entry(entry) for entry in value]
    return value


def _plain_entry(entry: str | Row) -> Data:
    if isinstance(entry, str):
        return entry
    return {name: plain_value(cell) for name, cell in entry.items()}


def plain_answers(answers: Answers) -> dict[str, Data]:
    """All answers as data, by path."""
    return {path: plain_value(value) for path, value in answers.items()}


# ---------------------------------------------------------------------- from what is typed


def parse_number(text: str, where: str = "") -> Decimal:
    """`1 234,5`, `1,234.5`, `1.234,5`, `1,234,567`: either separator, with or without spaces.

    Of two different separators the last is the decimal one. A comma before exactly three digits
    separates thousands (`12,600`), unless a 0 stands before it (`0,125`); a single point is
    always the decimal one.
    """
    bare = _SPACES.sub("", text).replace("\u2212", "-")
    if len(bare) <= 60:
        bare = _one_point(bare)
    if len(bare) > 60 or not _NUMBER.fullmatch(bare):
        raise AppError("answer-wrong-number", path=where, value=text[:40])
    try:
        return _bounded(Decimal(bare), where)
    except InvalidOperation as error:
        raise AppError("answer-wrong-number", path=where, value=text[:40]) from error


def _one_point(bare: str) -> str:
    """The digits with a point at most; text that is no number stays none."""
    comma, point = bare.rfind(","), bare.rfind(".")
    if comma >= 0 and point >= 0:
        thousands = "," if point > comma else "."
        whole, _, rest = bare.rpartition("." if thousands == "," else ",")
        return f"{whole.replace(thousands, '')}.{rest}" if _grouped(whole, thousands) else "?"
    if _grouped(bare, ",") and comma >= 0:
        return bare.replace(",", "")
    if bare.count(".") > 1 and _grouped(bare, "."):
        return bare.replace(".", "")
    return bare.replace(",", ".")


def _grouped(text: str, separator: str) -> bool:
    """Whether the separator stands before every group of three digits."""
    return bool(re.fullmatch(rf"[+-]?[1-9][0-9]{{0,2}}({re.escape(separator)}[0-9]{{3}})+", text))


def parse_date(text: str, where: str = "") -> date:
    """`2026-11-22` or `22.11.2026`."""
    found = _LOCAL_DATE.fullmatch(text.strip())
    try:
        if found:
            day, month, year = (int(part) for part in found.groups())
            return date(year, month, day)
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise AppError("answer-wrong-date", path=where, value=text[:40]) from error


def parse_money(text: str, where: str = "") -> Money:
    """`12 600 000 USD` or `USD 12,600,000`."""
    found = re.search(r"[A-Za-z]{3}", text)
    if not found:
        raise AppError("answer-wrong-currency", path=where, value=text[:40])
    rest = text.replace(found.group(), "", 1)
    if not any(sign.isdecimal() for sign in rest):
        raise AppError("answer-wrong-number", path=where, value=text[:40])
    return Money(parse_number(rest, where), found.group().upper())


def parse_value(field: Field, text: str, language: str) -> Value:
    """The value of what a person typed for a field that is no table.

    Several choices are separated by commas. Raises `AppError` as `read_value` does, and
    "answer-unknown-option" for an id that the field does not offer.
    """
    where, stores = field.path, KINDS[field.kind].stores
    if stores == "words":
        checked = _text(text, where)
        return checked if field.plain else Words().written(language, checked)
    if stores == "choices" or (stores == "choice" and field.multiple):
        ids = tuple(part.strip() for part in text.split(",") if part.strip())
        return tuple(_offered(field, name) for name in ids)
    if stores == "choice":
        return _offered(field, text.strip())
    if stores == "number":
        return parse_number(text, where)
    if stores == "money":
        return parse_money(text, where)
    if stores == "date":
        return parse_date(text, where)
    if stores == "yes_no" and text.strip().casefold() in _YES | _NO:
        return text.strip().casefold() in _YES
    raise AppError("answer-wrong-kind", path=where, wanted=field.kind)


def _offered(field: Field, name: str) -> str:
    if field.options and all(option.id != name for option in field.options):
        offered = ", ".join(option.id for option in field.options[:12])
        raise AppError("answer-unknown-option", path=field.path, value=name[:40], offered=offered)
    return name
