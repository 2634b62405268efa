"""What a project's money is: converted with rate and year, what is counted, what is lacking."""

from __future__ import annotations

from decimal import Decimal

from wecoop_desktop.advice.account import account
from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.content import FundingLine, Project
from wecoop_desktop.packs.rates import Rates, RateSource, Series

ADB, EBRD = Text("Asian Development Bank"), Text("European Bank for Reconstruction")
ECB = RateSource("ecb", Text("European Central Bank"), "reference rates", "", "2026", Text())
RATES = Rates((Series("USD", "EUR", "ecb", {"2020": Decimal("1.14")}),), (ECB,))


def project(*lines: FundingLine, approved: str = "2020", cost: str = "") -> Project:
    return Project(
        "one", Text("One"), Text(), ("KG",), ("waste",), lines, (), approved=approved,
        total_cost=Decimal(cost) if cost else None, currency="USD" if cost else "",
    )  # fmt: skip


def line(amount: str, currency: str, organisation: str = "adb", instrument: str = "loan") -> (
    FundingLine
):  # fmt: skip
    money = Decimal(amount) if amount else None
    return FundingLine(organisation, ADB, "", money, currency, instrument)


def test_a_converted_amount_names_rate_year_and_source() -> None:
    found = account(project(line("1000000", "EUR")), RATES, {"adb": Text("ADB")}, "USD")
    (entry,) = found.entries
    assert entry.acronym == Text("ADB")
    assert entry.amount.foreign
    assert entry.amount.converted is not None
    assert entry.amount.converted.amount == Decimal("1140000.00")
    assert entry.amount.converted.rate == Decimal("1.14")
    assert entry.amount.year == 2020
    assert entry.amount.sources == (ECB,)
    assert found.sum.amount == Decimal("1140000.00")


def test_what_cannot_be_converted_says_why() -> None:
    lines = (line("1", "EUR"), line("", "EUR"), line("5", ""), line("7", "XYZ"))
    found = account(project(*lines), RATES, {}, "USD")
    assert [entry.amount.lacking for entry in found.entries] == ["", "amount", "currency", "rate"]
    assert (found.sum.counted, found.sum.left) == (1, 3)
    dateless = account(project(line("1", "EUR"), approved=""), RATES, {}, "USD")
    assert dateless.entries[0].amount.lacking == "year"
    assert dateless.sum.amount is None
    other_year = account(project(line("1", "EUR"), approved="1995"), RATES, {}, "USD")
    assert other_year.entries[0].amount.lacking == "rate"


def test_the_gap_to_the_stated_total_is_told_only_where_all_is_known() -> None:
    assert account(project(line("60", "USD"), cost="100"), RATES, {}, "USD").gap == 40
    assert account(project(line("99.5", "USD"), cost="100"), RATES, {}, "USD").gap is None
    assert account(project(line("140", "USD"), cost="100"), RATES, {}, "USD").gap == -40
    partly = project(line("60", "USD"), line("", ""), cost="100")
    assert account(partly, RATES, {}, "USD").gap is None


def test_parts_are_joined_by_funder_and_instrument_and_the_largest_comes_first() -> None:
    lines = (
        line("10", "USD"), line("30", "USD", instrument="grant"), line("5", "USD"), line("", "USD"),
        FundingLine("ebrd", EBRD, "", Decimal(0), "USD", "loan"),
    )  # fmt: skip
    found = account(project(*lines), RATES, {}, "USD").shares
    assert [(share.instrument, share.amount) for share in found] == [("grant", 30), ("loan", 15)]
