"""Words, numbers, dates and money in one language, chosen at run time and passed along as a value.

Sentences come from the Babel catalogue `translations/<code>/LC_MESSAGES/wecoop.mo` (English is the
source and needs none); numbers, dates and money from the CLDR data of Babel, which is imported at
first use only, because it is not wanted before the first paint of the window.
"""

from __future__ import annotations

import os
import sys
from datetime import date, datetime
from decimal import Context, Decimal, localcontext
from functools import cache, lru_cache
from typing import Literal

from wecoop_desktop.base import collation
from wecoop_desktop.base.catalogue import catalogue, chain, original
from wecoop_desktop.base.text import Text

MILLION = Decimal(1_000_000)
_WIDE = Context(prec=200)  # digits of the largest number that answers and formulas can make


def mark(text: str) -> str:
    """Mark a sentence of a table for the catalogue; it is translated where it is shown."""
    return text


def nmark(one: str, many: str) -> tuple[str, str]:
    """Mark a sentence that says a number; a table holds both forms, `ntr` chooses."""
    return one, many


# The locale of CLDR by the code of the catalogue, where it is not the code itself; `uz` is Uzbek in
# Latin letters. The bundle holds the locales of these names and of the catalogues' folders only.
_LOCALES = {"en": "en_GB", "qps": "en_GB", "ru": "ru_RU"}


@cache
def _locale_of(code: str) -> str:
    """A locale for which there are data: the language's own, else the Russian one."""
    if code in ("en", "qps", "ru"):
        return _LOCALES[code]
    from babel import Locale, UnknownLocaleError

    locale = _LOCALES.get(code, code)
    try:
        Locale.parse(locale)
    except (UnknownLocaleError, ValueError):
        return _LOCALES["ru"]
    return locale


@lru_cache(maxsize=8192)
def _formatted(value: str, decimals: int | None, locale: str) -> str:
    """Tables say the same numbers again and again: formatting one takes a tenth of a ms."""
    from babel.numbers import format_decimal

    with localcontext(_WIDE):
        number = Decimal(value)
        if decimals is None:
            return str(format_decimal(number, locale=locale, decimal_quantization=False))
        pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
        return str(format_decimal(number, format=pattern, locale=locale))


class Language:
    """One language of the interface or of a document: "en", "ru", "qps" (pseudo, for tests), or
    the folder of a further catalogue.

    `reads` is the language in which its content is given, if that is another one.
    """

    def __init__(self, code: str, reads: str = "") -> None:
        self.code = code
        self.content = reads or chain(code)[0]
        self._catalogue = catalogue(code)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Language) and (other.code, other.content) == (
            self.code,
            self.content,
        )

    def __hash__(self) -> int:
        return hash((self.code, self.content))

    def tr(self, text: str, /, **values: object) -> str:
        """The sentence in this language with its named values put in."""
        said = self._catalogue.gettext(text) if text else ""
        return self._fill(said, values)

    def ntr(self, one: str, many: str, n: int, /, **values: object) -> str:
        """The sentence for the number `n`, which it may show as `{n}` in the language's format."""
        said = self._catalogue.ngettext(one, many, n)
        return self._fill(said, {"n": self.number(n), **values})

    def text(self, text: Text) -> str:
        """Content in its language, else in the first of the chain in which it was written."""
        return text.of(self.content)

    @property
    def original(self) -> Literal["en", "ru"]:
        """English or Russian, whichever this language's chain names first: for what exists in
        these two only, such as answers of a form."""
        return original(self.code)

    def order(self, text: str) -> collation.Key:
        """What lists of words are sorted by in this language."""
        return collation.key(text, self.code)

    def _fill(self, said: str, values: dict[str, object]) -> str:
        if self.code == "qps":
            said = _pseudo(said)
        return said.format_map(values) if values else said

    @property
    def _locale(self) -> str:
        return _locale_of(self.code)

    @property
    def _own(self) -> bool:
        """Neither English nor Russian, whose formats the design gives: all by CLDR."""
        return self.code not in ("en", "ru", "qps")

    def number(self, value: Decimal | int, decimals: int | None = None) -> str:
        """A number with the language's separators; `decimals` fixes the digits after the point."""
        return _formatted(str(value), decimals, self._locale)

    def figure(self, value: Decimal) -> str:
        """A number with two digits after the point at most, none that are zero."""
        with localcontext(_WIDE):
            rounded = round(value, 2)
            whole = rounded == rounded.to_integral_value()
            return self.number(rounded.to_integral_value() if whole else rounded.normalize())

    def money(
        self, amount: Decimal | int, currency: str, style: Literal["full", "short"] = "full"
    ) -> str:
        """`USD 12,600,000`, `12 600 000 долл. США`; short `USD 12.6 M`, `12,6 млн долл. США`."""
        value = Decimal(amount)
        if self._own:
            return self._own_money(value, currency, short=style == "short")
        if style == "short" and abs(value) >= MILLION / 10:
            figure = self.number(value / MILLION, 1 if abs(value) < 100 * MILLION else 0)
            if self.code == "ru":
                return f"{figure}\u00a0млн\u00a0{_RUSSIAN_MONEY.get(currency, currency)}"
            return f"{currency}\u00a0{figure}\u00a0M"
        figure = self.number(value, 0 if value == value.to_integral_value() else 2)
        if self.code == "ru":
            return f"{figure}\u00a0{_RUSSIAN_MONEY.get(currency, currency)}"
        return f"{currency}\u00a0{figure}"

    def _own_money(self, value: Decimal, currency: str, *, short: bool) -> str:
        """Figure, then the code of the currency; millions in the short words of CLDR."""
        if short and abs(value) >= MILLION / 10:
            from babel.numbers import format_compact_decimal

            whole = 1 if abs(value) < 100 * MILLION else 0
            million = format_compact_decimal(12 * MILLION, locale=self._locale)
            word = million.lstrip("0123456789").strip()
            return f"{self.number(value / MILLION, whole)}\u00a0{word}\u00a0{currency}"
        decimals = 0 if value == value.to_integral_value() else 2
        return f"{self.number(value, decimals)}\u00a0{currency}"

    def percent(self, value: Decimal | int, decimals: int = 0) -> str:
        """A share given as 0-100: `64%` in English, `64 %` with a no-break space in Russian."""
        if self._own:
            from babel import Locale

            pattern = Locale.parse(self._locale).percent_formats[None]
            return self.number(value, decimals) + str(pattern.suffix[0])
        return self.number(value, decimals) + ("\u00a0%" if self.code == "ru" else "%")

    def month(self, value: date) -> str:
        """The month in short and the year: `Nov 2026`, `нояб. 2026`."""
        from babel.dates import format_date, format_skeleton

        if self._own:
            return str(format_skeleton("yMMM", value, locale=self._locale))
        return str(format_date(value, "MMM y", locale=self._locale))

    def whole_month(self, value: date) -> str:
        """The month by its name and the year: `November 2026`, `ноябрь 2026`."""
        from babel.dates import format_date, format_skeleton

        if self._own:
            return str(format_skeleton("yMMMM", value, locale=self._locale))
        return str(format_date(value, "LLLL y", locale=self._locale))

    def date(self, value: date, style: Literal["short", "long"] = "short") -> str:
        """Short `14 Nov 2026` / `14.11.2026`; long `14 November 2026` / `14 ноября 2026 г.`."""
        from babel.dates import format_date

        if self._own:
            form: Literal["medium", "long"] = "long" if style == "long" else "medium"
            return str(format_date(value, form, locale=self._locale))
        if self.code == "ru":
            pattern = "d MMMM y 'г'." if style == "long" else "dd.MM.y"
        else:
            pattern = "d MMMM y" if style == "long" else "d MMM y"
        return str(format_date(value, pattern, locale=self._locale))

    def written_date(self, written: str) -> str:
        """A date as content gives it (YYYY, YYYY-MM or YYYY-MM-DD), as precise as it is."""
        parts = written.split("-")
        if len(parts) == 2:
            return f"{parts[1]}.{parts[0]}"
        try:
            return self.date(date.fromisoformat(written))
        except ValueError:
            return written

    def moment(self, value: datetime) -> str:
        """Date and time of day in the computer's time zone."""
        local = value.astimezone()
        return f"{self.date(local.date())}, {local:%H:%M}"


_RUSSIAN_MONEY = {
    "USD": "долл. США",
    "EUR": "евро",
    "KZT": "тенге",
    "KGS": "сомов",
    "TJS": "сомони",
    "TMT": "манатов",
    "UZS": "сумов",
    "CHF": "шв. франков",
    "JPY": "иен",
    "KRW": "вон",
    "SDR": "СДР",
}

_ACCENTS = str.maketrans("aeiouyAEIOUYcnsz", "àéîõüÿÀÉÎÕÜŸçñšž")


def _pseudo(said: str) -> str:
    """Accents outside of placeholders, and a third more length, so that clipping shows in tests."""
    parts: list[str] = []
    depth = 0
    for char in said:
        depth += (char == "{") - (char == "}")
        parts.append(char if depth or char == "}" else char.translate(_ACCENTS))
    return "[" + "".join(parts) + "·" * (len(said) // 3) + "]"


def system_language() -> str:
    """Russian where the system speaks Russian, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        value = os.environ.get(name, "")
        if value:
            return "ru" if value.lower().startswith("ru") else "en"
    if sys.platform == "win32":
        import ctypes

        # Primary language 0x19 is Russian (Windows language identifiers).
        return "ru" if ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == 0x19 else "en"
    return "en"
