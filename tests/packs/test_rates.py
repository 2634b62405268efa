"""Exchange rates: the pack that is shipped, converting, and hostile files."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.rates import FILE, Converted, Rates, RateSource, Series, read_rates

TEXT = {"en": "one", "ru": "один"}
SOURCE = {
    "id": "a", "name": TEXT, "dataset": "d", "url": "https://a.example.org", "as_of": "2026",
    "method": TEXT,
}  # fmt: skip
ONE = RateSource("a", Text("one", "один"), "d", "https://a.example.org", "2026", Text("x", "x"))


def shipped() -> Rates:
    findings: list[Finding] = []
    rates = read_rates({FILE: (resources_folder() / "packs" / FILE).read_bytes()}, findings)
    assert findings == []
    return rates


def some(*series: Series) -> Rates:
    return Rates(series, (ONE,))


def series(currency: str, per: str, **years: str) -> Series:
    return Series(currency, per, "a", {y[1:]: Decimal(value) for y, value in years.items()})


def read(rates: object, sources: object = (SOURCE,)) -> tuple[Rates, set[str]]:
    findings: list[Finding] = []
    data = json.dumps({"sources": sources, "rates": rates}).encode()
    return read_rates({FILE: data}, findings), {finding.code for finding in findings}


def test_every_currency_of_the_pack_has_a_source() -> None:
    rates = shipped()
    assert {"USD", "CHF", "JPY", "NOK", "KZT", "KWD"} <= {one.currency for one in rates.series}
    assert {one.source for one in rates.series} == {source.id for source in rates.sources}
    assert all(source.url and source.as_of and source.method.ru for source in rates.sources)


def test_what_two_publishers_say_of_the_same_rate_is_near() -> None:
    """Published: 2014 dollar 6.2969 kroner, 147.36 tenge in 2010; 1999 franc 1.5045."""
    rates = shipped()
    for currency, into, year, published in (
        ("USD", "NOK", 2014, "6.2969"),
        ("USD", "CHF", 1999, "1.5045"),
        ("USD", "KZT", 2010, "147.36"),
        ("USD", "EUR", 2008, "0.6791"),
        ("USD", "KRW", 2020, "1180.56"),
        ("USD", "CNY", 2014, "6.1620"),
        ("EUR", "JPY", 1998, "146.41"),
        ("EUR", "USD", 1999, "1.0658"),
    ):
        rate = rates.rate(currency, into, year)
        assert rate is not None
        assert abs(rate / Decimal(published) - 1) < Decimal("0.006")


def test_no_year_jumps_beyond_belief() -> None:
    """A slip of a digit would show as a jump; the rates leap in the nineties only."""
    for one in shipped().series:
        years = sorted(int(year) for year in one.years)
        for year in years:
            if year > 1999 and year - 1 in years:
                change = one.years[str(year)] / one.years[str(year - 1)]
                assert Decimal("0.6") < change < Decimal("1.9"), (one.currency, year)


def test_chains_meet_where_they_can() -> None:
    rates = some(
        series("USD", "EUR", y2014="1.25"),
        series("KZT", "USD", y2014="200"),
        series("KGS", "USD", y2014="50"),
    )
    assert rates.convert(Decimal(1000), "KZT", "USD", 2014) == Converted(
        Decimal("5.00"), Decimal("0.005"), 2014
    )
    assert rates.rate("KZT", "KGS", 2014) == Decimal("0.25")
    assert rates.rate("EUR", "KZT", 2014) == 250
    assert rates.sources_of("KZT", "EUR", 2014) == (ONE,)


def test_another_year_is_never_used() -> None:
    rates = some(series("USD", "EUR", y2014="1.25", y2016="1.1"))
    assert rates.convert(Decimal(1), "USD", "EUR", 2015) is None
    assert rates.convert(Decimal(1), "USD", "EUR", None) is None
    assert rates.convert(Decimal(1), "QQQ", "EUR", 2014) is None
    assert rates.sources_of("USD", "EUR", 2015) == ()


def test_the_same_currency_is_itself_in_any_year() -> None:
    assert Rates().convert(Decimal("7.125"), "USD", "USD", None) == Converted(
        Decimal("7.125"), Decimal(1)
    )
    assert shipped().sources_of("USD", "USD", 2014) == ()


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity", "sNaN"])
def test_what_is_no_amount_is_not_converted(amount: str) -> None:
    assert shipped().convert(Decimal(amount), "USD", "EUR", 2014) is None
    assert shipped().convert(Decimal(amount), "USD", "USD", 2014) is None


def test_rates_that_go_round_in_a_circle_end() -> None:
    rates = some(series("USD", "EUR", y2014="1.25"), series("EUR", "USD", y2014="0.8"))
    assert rates.rate("USD", "EUR", 2014) == Decimal("0.8")
    assert rates.rate("USD", "KZT", 2014) is None


AMOUNTS = st.decimals(min_value=0, max_value=Decimal(10) ** 39, places=2)


@given(AMOUNTS, st.sampled_from(["USD", "CHF", "KZT", "JPY"]), st.integers(1990, 2030))
def test_there_and_back_is_the_same_money(amount: Decimal, currency: str, year: int) -> None:
    rates = shipped_once()
    there = rates.convert(amount, currency, "EUR", year)
    if there is None:
        assert rates.convert(amount, "EUR", currency, year) is None
        return
    back = rates.convert(there.amount, "EUR", currency, year)
    assert back is not None
    assert back.year == there.year == year
    assert abs(back.amount - amount) <= amount / 10**8 + back.rate / 100 + 1


_SHIPPED = shipped()


def shipped_once() -> Rates:
    return _SHIPPED


@pytest.mark.parametrize(
    ("rates", "code"),
    [
        ([{"currency": "USD", "per": "EUR", "source": "a", "years": {"2014": 0}}], "value"),
        ([{"currency": "USD", "per": "EUR", "source": "a", "years": {"2014": -1.2}}], "value"),
        ([{"currency": "USD", "per": "EUR", "source": "a", "years": {"2014": 10**12}}], "value"),
        ([{"currency": "USD", "per": "EUR", "source": "a", "years": {"2014": "1.2"}}], "type"),
        ([{"currency": "USD", "per": "EUR", "source": "a", "years": {"20x4": 1.2}}], "value"),
        ([{"currency": "USD", "per": "EUR", "source": "a", "years": {"٢٠١٤": 1.2}}], "value"),
        ([{"currency": "USD", "per": "USD", "source": "a", "years": {"2014": 1}}], "value"),
        ([{"currency": "usd", "per": "EUR", "source": "a", "years": {"2014": 1}}], "value"),
        ([{"currency": "USD", "per": "EUR", "source": "b", "years": {"2014": 1}}], "reference"),
        ([{"currency": "USD", "per": "EUR", "years": {"2014": 1}}], "key-missing"),
        ([7], "type"),
        (7, "type"),
    ],
)
def test_what_cannot_be_a_rate_is_a_finding(rates: object, code: str) -> None:
    found, codes = read(rates)
    assert any(code in one for one in codes)
    assert all(value > 0 for one in found.series for value in one.years.values())


def test_a_year_given_twice_is_read_once() -> None:
    one = {"currency": "USD", "per": "EUR", "source": "a", "years": {"2014": 1.25}}
    other = {**one, "per": "CHF", "years": {"2014": 1.5, "2015": 1.6}}
    found, codes = read([one, other])
    assert codes == {"pack-id-twice"}
    assert found.rate("USD", "EUR", 2014) == Decimal("0.8")
    assert found.rate("USD", "CHF", 2014) is None
    assert found.rate("USD", "CHF", 2015) is not None


@pytest.mark.parametrize("data", [b"[]", b"", b'{"rates": [NaN]}', b"\xff"])
def test_a_file_that_is_no_rates(data: bytes) -> None:
    findings: list[Finding] = []
    assert read_rates({FILE: data}, findings).series == ()
    assert findings


def test_no_pack_means_no_rates() -> None:
    assert read_rates({}, []) == Rates()
