"""What a new proposal takes from a project, and how a project is cited."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tests.kit import content
from wecoop_desktop.advice import citation
from wecoop_desktop.advice.seed import SITES, Taken, seed
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.answers import Money, Words
from wecoop_desktop.forms.codec import plain_answers, read_answers
from wecoop_desktop.packs.content import FundingLine, Location, Project

EMPTY = Project("empty", Text(), Text(), (), (), (), ())


def issyk_kul() -> Project:
    return next(p for p in content.packs().projects if p.id == "adb-41548-013")


def test_a_proposal_takes_coded_facts_and_no_text() -> None:
    project = issyk_kul()
    found = seed(project, content.form(), content.packs().organisations)
    answers = found.answers
    assert answers["basic.countries"] == ("KG",)
    assert answers["basic.sectors"] == project.sectors[:4]
    assert answers["basic.project_type"] == "investment"
    assert answers["basic.total_cost"] == Money(Decimal(30000000), "USD")
    assert answers["basic.currency"] == "USD"
    assert answers["basic.target_funders"] == ("adb",)
    assert answers["basic.target_maturity"] == "idea"
    sites = answers["sites.locations"]
    assert isinstance(sites, tuple)
    assert len(sites) == 3
    assert {"name": Words("Karakol", "Каракол"), "country": "KG"} in sites
    assert Taken("sites", 3) in found.taken
    said = repr(answers)
    for text in (project.title.en, project.title.ru, project.summary.en[:40], "adb.org"):
        assert text not in said


def test_what_is_taken_are_answers_of_the_form() -> None:
    form = content.form()
    for project in content.packs().projects[::10]:
        answers = seed(project, form, content.packs().organisations).answers
        read, findings = read_answers(form, plain_answers(answers))
        assert not findings, (project.id, findings)
        assert read == answers


def test_the_order_of_size_has_one_digit() -> None:
    line = FundingLine("adb", Text("ADB"), "", Decimal("36520000.50"), "USD", "grant")
    answers = seed(replace(EMPTY, funding=(line,)), content.form(), ()).answers
    assert answers["basic.total_cost"] == Money(Decimal(40000000), "USD")
    assert "basic.project_type" not in answers  # a grant may pay for anything


def test_a_project_without_facts_gives_an_empty_proposal() -> None:
    found = seed(EMPTY, content.form(), content.packs().organisations)
    assert found.answers == {"basic.target_maturity": "idea"}
    assert found.taken == ()


def test_three_hundred_places_and_unknown_codes_are_bounded() -> None:
    places = tuple(Location(Text(f"Place {n}"), "KG-Y") for n in range(300))
    project = replace(EMPTY, countries=("XX",), sectors=("nothing",), locations=places)
    answers = seed(project, content.form(), ()).answers
    sites = answers["sites.locations"]
    assert isinstance(sites, tuple)
    assert len(sites) == SITES
    assert "basic.countries" not in answers
    assert "basic.sectors" not in answers


def test_a_citation_names_funder_years_amount_source_and_date() -> None:
    english = citation.citation(issyk_kul(), Language("en"))
    for part in (
        "Issyk-Kul Sustainable Development Project", "Asian Development Bank", "2009–2018",
        "USD\u00a030.0\u00a0M", "https://www.adb.org/projects/41548-013/main", "07.2021",
    ):  # fmt: skip
        assert part in english
    russian = citation.citation(issyk_kul(), Language("ru"))
    assert "Устойчивое развитие Иссык-Куля" in russian
    assert "Азиатский банк развития" in russian


def test_a_total_cost_that_is_more_than_the_funders_give_is_said_to_be_that() -> None:
    line = FundingLine("gef", Text("GEF"), "", Decimal(4_600_000), "USD", "grant")
    project = replace(
        EMPTY, title=Text("Homes"), funding=(line,), total_cost=Decimal(46_000_000), currency="USD"
    )
    said = citation.citation(project, Language("en"))
    assert "(GEF; USD\u00a04.6\u00a0M; total cost USD\u00a046.0\u00a0M)" in said


def test_a_citation_says_what_is_not_known() -> None:
    said = citation.citation(replace(EMPTY, title=Text("Something")), Language("en"))
    assert said == "Something. Source: not known; the date of the data is not known."
    assert citation.total(EMPTY) is None


def test_amounts_of_two_currencies_are_not_added_up() -> None:
    lines = tuple(
        FundingLine("adb", Text("ADB"), "", Decimal(1), currency, "loan")
        for currency in ("USD", "EUR")
    )
    assert citation.given(replace(EMPTY, funding=lines)) is None
