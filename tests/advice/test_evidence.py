"""What was financed beside a proposal: counted by hand in real records, and never from too few."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.kit.content import form, packs
from wecoop_desktop.advice.evidence import (
    MOST,
    Evidence,
    Figure,
    Scope,
    Subject,
    evidence,
    months,
    subject_of,
    typical,
)
from wecoop_desktop.advice.records import LEAST
from wecoop_desktop.advice.wording import figure_words, known_words, mix_words
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.answers import Money
from wecoop_desktop.forms.codec import read_answers
from wecoop_desktop.library import shelf
from wecoop_desktop.library.library import Library
from wecoop_desktop.packs.content import FundingLine, Project

TODAY = date(2026, 11, 22)
WATER = Subject(
    countries=("TJ",), sectors=("water_supply_sanitation",), currency="USD", instruments=("loan",)
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    opened = shelf.current(Home(tmp_path_factory.mktemp("home")))
    yield opened
    opened.close()


def of(library: Library, funder: str, subject: Subject) -> Evidence:
    return evidence(library, library.funder(funder), subject, today=TODAY)


def test_world_bank_water_in_tajikistan_as_counted_by_hand(library: Library) -> None:
    """Eleven records; ten of them have ended, one ends in 2027."""
    found = of(library, "world_bank", WATER).typical
    here = Scope("countries", "water_supply_sanitation")
    months_each = [47, 54, 55, 57, 73, 76, 90, 105, 108, 123]
    assert len(months_each) == 10
    assert found.completion == Figure(
        Decimal("55.5"), Decimal("74.5"), Decimal("101.25"), count=10, left=1, scope=here
    )
    # 0.85, 5, 10, 11.85, 15, 16, 17, 20, 30, 45, 58 million dollars
    assert found.size == Figure(
        Decimal(10_925_000), Decimal(16_000_000), Decimal(25_000_000), count=11, left=0, scope=here
    )
    assert found.currency == "USD"
    # Only one record says by which instrument: it is looked for further away.
    assert found.mix.scope != here
    assert found.mix.count >= LEAST


def test_gef_biodiversity_in_kyrgyzstan_as_counted_by_hand(library: Library) -> None:
    subject = Subject(countries=("KG",), sectors=("biodiversity",), currency="USD")
    found = of(library, "gef", subject).typical
    assert found.mix.count == 10
    assert [(one.instrument, one.count, one.share) for one in found.mix.portions] == [
        ("grant", 10, Decimal(1))
    ]
    assert found.mix.left == 0


def test_from_fewer_than_three_nothing_is_typical(library: Library) -> None:
    found = of(library, "efsd", WATER)
    assert found.records < LEAST
    typical_of = found.typical
    for figure in (typical_of.size, typical_of.start, typical_of.completion):
        assert figure.count < LEAST
        assert (figure.low, figure.median, figure.high) == (None, None, None)
        assert figure.scope == Scope("region", "")  # looked for as far as there is anything
    assert typical_of.mix.portions == ()
    assert of(library, "ctcn", WATER).nearest == ()


def test_it_is_looked_for_near_first_and_said_where(library: Library) -> None:
    waste = replace(WATER, countries=("KG",), sectors=("waste",))
    found = of(library, "ebrd", waste).typical
    assert found.size.scope == Scope("region", "waste")
    assert of(library, "ebrd", replace(waste, sectors=())).typical.size.scope.sector == ""
    everywhere = replace(waste, countries=(), sectors=())
    assert of(library, "ebrd", everywhere).typical.size.scope == Scope("region", "")


def test_money_is_in_the_currency_of_the_proposal(library: Library) -> None:
    dollars = of(library, "world_bank", WATER).typical
    euros = of(library, "world_bank", replace(WATER, currency="EUR")).typical
    assert euros.currency == "EUR"
    assert euros.size.median is not None
    assert dollars.size.median is not None
    assert euros.size.median < dollars.size.median  # a euro was worth more in all these years
    manat = of(library, "world_bank", replace(WATER, currency="TMT")).typical
    assert (manat.currency, manat.size) == ("USD", dollars.size)


def test_the_nearest_are_of_this_funder_and_have_reasons(library: Library) -> None:
    answers = read_answers(form(), library.example("issyk-kul-waste").answers)[0]
    subject = subject_of(answers)
    payers = {one.id for one in library.organisations() if "adb" in one.profiles}
    found = of(library, "adb", subject)
    assert 0 < len(found.nearest) <= MOST
    assert found.nearest[0].hit.id == "adb-41548-013"
    assert found.nearest[0].reasons[0].code == "place"  # Karakol is named among the sites
    for one in found.nearest:
        project = library.project(one.hit.id)
        assert payers & {line.organisation for line in project.funding}
        assert one.reasons


def test_profiles_of_one_organisation_are_said_to_be_counted_together(library: Library) -> None:
    found = of(library, "eu_apif", WATER)
    assert found.shared == ("eu_ndici",)
    names = {funder.id: funder.acronym for funder in library.funders()}
    assert any("EU NDICI" in said for said in known_words(found, names, Language("en")))
    assert of(library, "ebrd", WATER).shared == ()


def test_figures_are_said_with_their_counts(library: Library) -> None:
    labels = library.labels()
    found = of(library, "world_bank", WATER).typical
    said = figure_words("completion", found.completion, "USD", Language("en"), labels)
    assert "75" in said or "74" in said
    assert "10" in said
    few = of(library, "efsd", WATER).typical
    assert "too few" in figure_words("size", few.size, "USD", Language("en"), labels)
    assert "too few" in mix_words(few.mix, Language("en"), labels)


def project(number: int, **facts: object) -> Project:
    line = FundingLine("bank", Text("Bank"), "", Decimal(number), "USD", "loan")
    made = Project(f"p{number}", line.name, line.name, ("KG",), ("waste",), (line,), ())
    return replace(made, **facts)  # type: ignore[arg-type]


def test_what_cannot_be_counted_is_left_and_told() -> None:
    projects = [
        project(10, approved="2010-01", start="2010-05", end="2014-01"),
        project(20, approved="2011", start="2011-05"),  # no month of the approval
        project(30, approved="2012-03", start="2012-01"),  # began before: not this kind of date
        project(40, approved="2013-03", start="2013-05", end="2030-01"),
        project(50, approved="2014-03", start="2014-09"),
    ]
    told_elsewhere = replace(projects[0].funding[0], within="p99")
    projects.append(project(60, funding=(told_elsewhere,)))
    found = typical(
        projects,
        frozenset({"bank"}),
        Subject(countries=("KG",), sectors=("waste",), currency="USD"),
        packs().rates,
        today=TODAY,
    )
    here = Scope("countries", "waste")
    assert found.start == Figure(Decimal(3), Decimal(4), Decimal(5), count=3, left=3, scope=here)
    assert (found.size.count, found.size.left, found.size.median) == (5, 1, Decimal(30))
    assert found.completion.median is None
    assert found.completion.count == 1


@pytest.mark.parametrize(
    ("begin", "end", "count"),
    [
        ("2010-01", "2011-03-31", 14),
        ("2010-01-31", "2010-01-01", 0),
        ("2010", "2011-03", None),
        ("", "", None),
        ("2012-01", "2011-12", None),
    ],
)
def test_months_are_counted_only_between_months(begin: str, end: str, count: int | None) -> None:
    assert months(begin, end) == count


def test_odd_subjects_are_no_fault(library: Library) -> None:
    odd = Subject(
        countries=("XX",),
        sectors=("nothing",),
        requested=Money(Decimal("NaN"), "???"),
        currency="???",
        instruments=("", "own"),
        sites="() [ \\ « » ",
    )
    found = of(library, "adb", odd)
    assert found.typical.currency == "USD"
    assert found.typical.size.scope == Scope("region", "")
    assert subject_of({}) == Subject(currency="USD")
