"""Numbers and dates in English and Russian, as CLDR has them for en_GB and ru_RU.

Both are said from the first screen on; Babel, which knows every other language, takes six MiB and
a tenth of the start. Tests compare each sign with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple


class Formats(NamedTuple):
    """Thousands and decimals are parted by these signs; months from January on: in short, in a
    date, by themselves."""

    thousands: str
    decimals: str
    short: tuple[str, ...]
    dated: tuple[str, ...]
    alone: tuple[str, ...]


_ENGLISH = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

OF: Mapping[str, Formats] = MappingProxyType(
    {
        "en_GB": Formats(
            ",",
            ".",
            ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"),
            _ENGLISH,
            _ENGLISH,
        ),
        "ru_RU": Formats(
            "\u00a0",
            ",",
            ("янв.", "февр.", "мар.", "апр.", "мая", "июн.", "июл.", "авг.", "сент.", "окт.",
             "нояб.", "дек."),
            ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
             "октября", "ноября", "декабря"),
            ("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь",
             "октябрь", "ноябрь", "декабрь"),
        ),
    }
)  # fmt: skip


def number(value: Decimal, decimals: int | None, locale: str) -> str:
    """A finite number; `decimals` fixes the digits after the point, None: as many as it has,
    without zeros at the end. Half is rounded to the even digit."""
    signs = OF[locale]
    said = format(value, ",f" if decimals is None else f",.{decimals}f")
    if decimals is None and "." in said:
        said = said.rstrip("0").rstrip(".")
    whole, point, rest = said.partition(".")
    return whole.replace(",", signs.thousands) + (signs.decimals if point else "") + rest


def month(value: date, locale: str) -> str:
    """The month in short and the year."""
    return f"{OF[locale].short[value.month - 1]} {value.year}"


def whole_month(value: date, locale: str) -> str:
    """The month by its name and the year."""
    return f"{OF[locale].alone[value.month - 1]} {value.year}"


def day(value: date, locale: str, *, long: bool) -> str:
    """A date; the short one in Russian is all figures."""
    if locale == "ru_RU":
        if long:
            return f"{value.day} {OF[locale].dated[value.month - 1]} {value.year} г."
        return f"{value.day:02}.{value.month:02}.{value.year}"
    names = OF[locale].dated if long else OF[locale].short
    return f"{value.day} {names[value.month - 1]} {value.year}"
