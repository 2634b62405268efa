"""The decisions on duplicates: read, applied to projects, and sound in what is shipped."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.kit import content
from tests.packs.test_read import small
from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.content import Discrepancy, FundingLine, Location, Project, Source
from wecoop_desktop.packs.duplicates import FILE, Decision, read_duplicates, settle
from wecoop_desktop.packs.money import financing, total
from wecoop_desktop.packs.rates import Rates
from wecoop_desktop.packs.read import Packs, read_packs

NOTE = Text("a", "б")
DAY = "2026-11-22"


def line(payer: str, amount: int | None, currency: str = "USD") -> FundingLine:
    return FundingLine(payer, Text(payer, "х"), amount=None if amount is None else Decimal(amount),
                       currency=currency)  # fmt: skip


def project(name: str, *lines: FundingLine, **fields: object) -> Project:
    made = Project(
        name, Text(f"Title {name}", "Название"), NOTE, ("KG",), ("waste",), lines,
        (Source(f"org-{name}", name),),
    )  # fmt: skip
    return replace(made, **fields)  # type: ignore[arg-type]


def decide(a: str, b: str, word: str = "part", within: str = "", *funders: str) -> Decision:
    return Decision(a, b, word, NOTE, DAY, within, funders)


def settled(projects: list[Project], *decisions: Decision) -> tuple[dict[str, Project], list[str]]:
    findings: list[Finding] = []
    found = settle(projects, decisions, findings)
    return {one.id: one for one in found}, [finding.code for finding in findings]


# One project of two sources


def test_the_record_with_more_facts_takes_up_the_other() -> None:
    poor = project("a", line("oxfam", 80), start="2014", end="2018",
                   locations=(Location(Text("Osh", "Ош")),))  # fmt: skip
    rich = project("b", line("wb", 100), approved="2013-10-16", start="2015", status="closed",
                   implementer="Oxfam", objective_source=True, total_cost=Decimal(100),
                   currency="USD")  # fmt: skip
    found, codes = settled([poor, rich], decide("a", "b", "same"))
    assert codes == []
    assert list(found) == ["b"]
    one = found["b"]
    assert one.aliases == ("a",)
    assert [source.identifier for source in one.sources] == ["b", "a"]
    assert one.funding == rich.funding
    assert (one.approved, one.start, one.end) == ("2013-10-16", "2015", "2018")
    assert [place.name.en for place in one.locations] == ["Osh"]
    assert {(each.field, each.value, each.source) for each in one.discrepancies} == {
        ("title", "Title a", 1),
        ("start", "2014", 1),
        ("funders.oxfam.amount", "80", 1),
    }


def test_money_is_taken_only_where_none_was_known() -> None:
    paid = project("a", line("oxfam", 80))
    told = project("b", line("wb", None), approved="2013", start="2014", end="2018",
                   status="closed", implementer="x", objective_source=True)  # fmt: skip
    found, _ = settled([paid, told], decide("a", "b", "same"))
    assert found["b"].funding == paid.funding


def test_sources_of_differing_values_still_lead_to_their_source() -> None:
    shared = Source("x", "1")
    first = project("a", line("wb", 1), sources=(shared, Source("y", "2")), approved="2013")
    other = project("b", sources=(Source("z", "3"), shared),
                    discrepancies=(Discrepancy("end", "2019", source=0),
                                   Discrepancy("start", "2012", source=1)))  # fmt: skip
    found, _ = settled([first, other], decide("a", "b", "same"))
    sources = found["a"].sources
    told = {each.value: sources[each.source or 0] for each in found["a"].discrepancies
            if each.field != "title"}  # fmt: skip
    assert told == {"2019": Source("z", "3"), "2012": shared}


def test_relations_lead_to_the_kept_record() -> None:
    a = project("a", line("wb", 1), related=("b", "c"))
    b = project("b", related=("a", "d"))
    c, d = project("c", related=("a",)), project("d", related=("b",))
    found, _ = settled([a, b, c, d], decide("a", "b", "same"))
    assert set(found["a"].related) == {"c", "d"}
    assert found["d"].related == ("a",)
    assert found["c"].related == ("a",)


def test_three_records_of_one_project() -> None:
    records = [project("a"), project("b", line("wb", 1)), project("c")]
    found, codes = settled(records, decide("a", "b", "same"), decide("b", "c", "same"))
    assert codes == []
    assert list(found) == ["b"]
    assert set(found["b"].aliases) == {"a", "c"}


# Parts


def test_parts_are_related_both_ways() -> None:
    found, _ = settled([project("a"), project("b")], decide("a", "b"))
    assert (found["a"].related, found["b"].related) == (("b",), ("a",))


def test_money_within_another_record() -> None:
    whole, inner = project("a", line("eu", 100)), project("b", line("eu", 40))
    found, _ = settled([whole, inner], decide("a", "b", "part", "a"))
    assert (found["b"].within, found["a"].within) == ("a", "")
    assert found["b"].funding[0].within == "a"


def test_only_the_lines_of_the_named_funders_are_within() -> None:
    frame = project("a", line("ebrd", 100))
    inner = project("b", line("ebrd", 40), line("aiib", 30))
    found, _ = settled([frame, inner], decide("a", "b", "part", "a", "ebrd"))
    assert found["b"].within == ""
    assert [each.within for each in found["b"].funding] == ["a", ""]
    sums = total(found.values(), Rates(), "USD")
    assert (sums.amount, sums.contained) == (Decimal(130), 1)


def test_what_two_records_contain_of_each_other_is_counted_once() -> None:
    frame = project("a", line("ebrd", 100), line("eib", 5))
    other = project("b", line("eib", 20), line("ebrd", 10))
    found, codes = settled(
        [frame, other],
        decide("a", "b", "part", "a", "ebrd"),
    )
    assert codes == []
    assert total(found.values(), Rates(), "USD").amount == 125


def test_a_sum_without_the_containing_record_counts_the_money() -> None:
    found, _ = settled(
        [project("a", line("eu", 100)), project("b", line("eu", 40))],
        decide("a", "b", "part", "a"),
    )
    assert total([found["b"]], Rates(), "USD").amount == 40
    assert total(found.values(), Rates(), "USD").amount == 100


def test_a_record_without_an_amount_of_its_own_contains_nothing() -> None:
    found, _ = settled(
        [project("a", line("eu", 100, "EUR")), project("b", line("eu", 40))],
        decide("a", "b", "part", "a"),
    )
    assert total(found.values(), Rates(), "USD").amount == 40


def test_separate_changes_nothing() -> None:
    records = [project("a"), project("b")]
    found, codes = settled(records, decide("a", "b", "separate"))
    assert list(found.values()) == records
    assert codes == []


# Decisions that cannot be applied


@pytest.mark.parametrize(
    ("decisions", "codes"),
    [
        ((decide("a", "nobody"),), ["pack-reference-unknown"]),
        ((decide("a", "b"), decide("b", "a", "separate")), ["pack-decisions-clash"]),
        ((decide("a", "b", "same"), decide("a", "b", "same")), ["pack-decisions-clash"]),
        (
            (decide("a", "c", "separate"), decide("a", "b", "same"), decide("b", "c", "same")),
            ["pack-decisions-clash"],
        ),
        (
            (decide("a", "b", "part", "a"), decide("b", "c", "part", "b"),
             decide("a", "c", "part", "c")),
            ["pack-decisions-clash"],
        ),
        (
            (decide("a", "b", "part", "a"), decide("b", "c", "same"),
             decide("a", "c", "part", "c")),
            ["pack-decisions-clash"],
        ),
    ],
)  # fmt: skip
def test_a_decision_that_cannot_be(decisions: tuple[Decision, ...], codes: list[str]) -> None:
    records = [project("a", line("eu", 3)), project("b", line("eu", 2)), project("c")]
    found, said = settled(records, *decisions)
    assert said == codes
    assert total(found.values(), Rates(), "USD").amount > 0


GOOD = {"a": "x", "b": "y", "decision": "part", "note": {"en": "n", "ru": "н"}, "reviewed": DAY}


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ({**GOOD, "b": "x"}, "pack-value-unknown"),
        ({**GOOD, "decision": "maybe"}, "pack-value-unknown"),
        ({**GOOD, "within": "z"}, "pack-value-unknown"),
        ({**GOOD, "decision": "separate", "within": "x"}, "pack-value-unknown"),
        ({**GOOD, "note": {"en": "n"}}, "pack-language-missing"),
        ({**GOOD, "reviewed": "yesterday"}, "pack-wrong-type"),
        ({**GOOD, "funders": "ebrd"}, "pack-wrong-type"),
        ({**GOOD, "mood": 1}, "pack-key-unknown"),
        ({}, "pack-key-missing"),
        (7, "pack-wrong-type"),
    ],
)
def test_what_is_wrong_with_a_decision_is_said(entry: object, code: str) -> None:
    findings: list[Finding] = []
    read_duplicates({FILE: json.dumps([entry]).encode()}, findings)
    assert code in {finding.code for finding in findings}


def test_a_file_that_is_no_list() -> None:
    findings: list[Finding] = []
    assert read_duplicates({FILE: b'{"a": 1}'}, findings) == ()
    assert [finding.code for finding in findings] == ["pack-wrong-type"]


def test_decisions_on_records_that_are_not_in_the_pack_are_findings(tmp_path: Path) -> None:
    folder = small(tmp_path / "packs")
    entry = {**GOOD, "a": "ebrd-38901", "b": "ebrd-gone"}
    (folder / FILE).write_text(json.dumps([entry]), encoding="utf-8")
    found = [one for one in read_packs(folder).findings if one.file == FILE]
    assert [(one.code, one.path) for one in found] == [("pack-reference-unknown", "[0]")]


# What is shipped


@pytest.fixture(scope="module")
def packs() -> Packs:
    return content.packs()


def test_every_shipped_decision_has_its_reason_and_its_day(packs: Packs) -> None:
    assert len(packs.decisions) > 100
    assert all(one.note.en and one.note.ru and one.reviewed for one in packs.decisions)


def test_what_contains_money_has_money(packs: Packs) -> None:
    """The lines of a record hold at least what its parts hold of them, but for rounding."""
    projects = {one.id: one for one in packs.projects}
    inside: dict[str, Decimal] = {}
    for one in packs.projects:
        for each in one.funding:
            if each.within:
                outer = projects[each.within]
                assert any(held.amount is not None for held in outer.funding), one.id
                found = financing(replace(one, funding=(each,)), packs.rates, "USD").amount
                inside[outer.id] = inside.get(outer.id, Decimal(0)) + (found or 0)
    assert len(inside) > 10
    for name, amount in inside.items():
        whole = financing(projects[name], packs.rates, "USD").amount
        if whole is not None:
            assert amount <= whole * Decimal("1.3"), name


def test_sums_count_a_framework_and_its_parts_once(packs: Packs) -> None:
    plain = sum(financing(one, packs.rates, "USD").amount or 0 for one in packs.projects)
    counted = total(packs.projects, packs.rates, "USD")
    assert counted.contained >= 25
    assert counted.amount < plain


def test_merged_records_are_found_under_their_old_ids(packs: Packs) -> None:
    aliases = {alias: one.id for one in packs.projects for alias in one.aliases}
    assert aliases["oxfam-tjka89"] == "wb-P147860"
    assert aliases["fao-643480"] == "gcf-KGZ-RS-001"
