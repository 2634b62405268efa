"""Exchange rates: annual averages as published, converting by them, and reading the pack `rates`.

A rate says how many units of a currency one unit of another (`per`) was worth on average of a
year. Two currencies meet where their chains meet: tenge per dollar and dollars per euro make
tenge per euro. A rate of another year is never used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext

from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.folder import read_data
from wecoop_desktop.packs.record import Record

FILE = "rates/rates.json"
CURRENCY = re.compile(r"[A-Z]{3}")
YEAR = re.compile(r"(19|20)\d\d")
LARGEST = Decimal(10) ** 9  # units for one; what is above is a slip of the pen
SMALLEST = 1 / LARGEST
LINKS = 4  # of a chain of currencies; a longer one goes round in a circle
# Wide enough for every amount that a pack can hold; results are rounded below.
EXACT = Context(prec=120)
DIGITS = Context(prec=10)  # of a rate


@dataclass(frozen=True, slots=True)
class RateSource:
    """Who published the rates, in which dataset, as of when, and how a year's average is made."""

    id: str
    name: Text
    dataset: str
    url: str
    as_of: str
    method: Text


@dataclass(frozen=True, slots=True)
class Series:
    """`years["2014"]`: units of the currency for one unit of `per`, on average of that year."""

    currency: str
    per: str
    source: str  # id
    years: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Converted:
    """An amount in another currency, and the rate (its units for one unit) of the year used."""

    amount: Decimal
    rate: Decimal
    year: int | None = None  # None: the same currency, nothing was converted


@dataclass(frozen=True, slots=True)
class Rates:
    series: tuple[Series, ...] = ()
    sources: tuple[RateSource, ...] = ()

    def convert(
        self, amount: Decimal, currency: str, into: str, year: int | None
    ) -> Converted | None:
        """None where the rate of that very year, or the year, is not known.

        An amount in the currency asked for is itself, whatever the year; others are rounded to
        two decimals.
        """
        if not currency or not amount.is_finite():
            return None
        if currency == into:
            return Converted(amount, Decimal(1))
        rate = self.rate(currency, into, year)
        if rate is None:
            return None
        with localcontext(EXACT):
            return Converted((amount * rate).quantize(Decimal("0.01")), rate, year)

    def rate(self, currency: str, into: str, year: int | None) -> Decimal | None:
        """Units of `into` for one unit of `currency` on average of that year, ten digits."""
        here, there = self._chain(currency, year), self._chain(into, year)
        common = next((hub for hub in here if hub in there), None)
        if common is None:
            return None
        with localcontext(EXACT):
            exact = there[common] / here[common]
        return DIGITS.plus(exact)

    def latest(self, currency: str, into: str) -> tuple[Decimal, int, Text] | None:
        """The rate of the last year for which both are known, that year, and who published it."""
        years = {
            int(y) for one in self.series if one.currency in (currency, into) for y in one.years
        }
        for year in sorted(years, reverse=True):
            rate = self.rate(currency, into, year)
            if rate is not None and currency != into:
                names = [source.name for source in self.sources_of(currency, into, year)]
                said = Text(
                    ", ".join(n.of("en") for n in names), ", ".join(n.of("ru") for n in names)
                )
                return rate, year, said
        return None

    def sources_of(self, currency: str, into: str, year: int | None) -> tuple[RateSource, ...]:
        """Whose rates a conversion uses; for the note beside a converted amount."""
        here, there = self._chain(currency, year), self._chain(into, year)
        common = next((hub for hub in here if hub in there), None)
        if common is None or currency == into:
            return ()
        before = [
            hub for chain in (here, there) for hub in list(chain)[: list(chain).index(common)]
        ]
        used = {one.source for hub in before if (one := self._series(hub, str(year)))}
        return tuple(source for source in self.sources if source.id in used)

    def _chain(self, currency: str, year: int | None) -> Mapping[str, Decimal]:
        """The currencies this one can be told in, nearest first: its units for one of each."""
        units = {currency: Decimal(1)}
        here = currency
        for _ in range(LINKS):
            found = self._series(here, str(year))
            if found is None or found.per in units:
                break
            with localcontext(EXACT):
                units[found.per] = units[here] * found.years[str(year)]
            here = found.per
        return units

    def _series(self, currency: str, year: str) -> Series | None:
        for one in self.series:
            if one.currency == currency and year in one.years:
                return one
        return None


def read_rates(files: Mapping[str, bytes], findings: list[Finding]) -> Rates:
    """The pack `rates`; what cannot be a rate is a finding and is left out."""
    if FILE not in files:
        return Rates()
    record = Record(read_data(files[FILE], FILE, findings), FILE, findings)
    sources = tuple(_source(entry) for entry in record.records("sources"))
    series = tuple(_all_series(record, {source.id for source in sources}))
    record.rest()
    return Rates(series, sources)


def _source(record: Record) -> RateSource:
    source = RateSource(
        id=record.identity(),
        name=record.text("name", "needed"),
        dataset=record.string("dataset", "needed"),
        url=record.string("url", "needed"),
        as_of=record.when("as_of", "needed"),
        method=record.text("method", "needed"),
    )
    record.rest()
    return source


def _all_series(record: Record, sources: set[str]) -> Iterator[Series]:
    seen: set[tuple[str, str]] = set()
    for entry in record.records("rates"):
        currency, per = _code(entry, "currency"), _code(entry, "per")
        source = entry.string("source", "needed")
        if source and source not in sources:
            entry.report("pack-reference-unknown", "source", kind="source", id=source)
        years = _years(entry)
        entry.rest()
        if currency == per:
            entry.report("pack-value-unknown", "per", value=per)
            continue
        for year in tuple(years):
            if (currency, year) in seen:
                entry.report("pack-id-twice", f"years.{year}", id=f"{currency} {year}")
                del years[year]
            seen.add((currency, year))
        if currency and per:
            yield Series(currency, per, source, years)


def _code(record: Record, key: str) -> str:
    """A currency by its three letters (ISO 4217)."""
    value = record.string(key, "needed")
    if value and not CURRENCY.fullmatch(value):
        record.report("pack-value-unknown", key, value=value[:20])
        return ""
    return value


def _years(record: Record) -> dict[str, Decimal]:
    inner = record.record("years")
    found = {}
    for year in inner.data if inner else ():
        value = inner.number(year) if inner else None
        if value is None:
            continue
        if YEAR.fullmatch(year) and SMALLEST <= value <= LARGEST:
            found[year] = value
        else:
            record.report("pack-value-unknown", f"years.{year[:20]}", value=value)
    return found
