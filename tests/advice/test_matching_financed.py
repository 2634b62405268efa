"""Matching against what was really financed, and what must hold for any facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kit.content import form, packs, reference
from tests.kit.financed import Financed, financed
from wecoop_desktop.advice import records
from wecoop_desktop.advice.matching import Match, match
from wecoop_desktop.advice.profile import Profile, answers_of
from wecoop_desktop.advice.records import LEAST, Records
from wecoop_desktop.advice.wording import part_message
from wecoop_desktop.base.language import Language
from wecoop_desktop.forms.answers import Money
from wecoop_desktop.forms.evaluate import Reference

TODAY = date(2026, 11, 22)

# A financed project of the database, and the profiles of the one that paid most of it.
PAID = (
    ("adb-30458-013", ("adb",)),
    ("adb-30500-012", ("adb",)),
    ("adb-30500-013", ("adb",)),
    ("adb-45436-001", ("cif",)),
    ("afd-cuz101301", ("afd",)),
    ("afd-cuz102301", ("afd",)),
    ("afd-uz-buildings-ee", ("afd",)),
    ("aiib-000350", ("aiib",)),
    ("aiib-bukhara-2", ("aiib",)),
    ("aiib-uz-masdar-solar", ("aiib",)),
    ("carec-camp4asb", ("world_bank",)),
    ("cfu-af-ca-glof", ("adaptation_fund",)),
    ("cfu-af-kg-rrpcp", ("adaptation_fund",)),
    ("cfu-af-tj-kofirnighan", ("adaptation_fund",)),
    ("cfu-asap-kg-livestock", ("ifad",)),
    ("cfu-ctf-carec-low-carbon-cities", ("cif",)),
    ("cfu-ctf-kazreff", ("cif",)),
    ("cfu-gef7-kz-sgp7", ("gef",)),
    ("cfu-gef7-tj-etf", ("gef",)),
    ("cfu-gef7-tm-buildings", ("gef",)),
    ("cfu-pmr-kz", ("world_bank",)),
    ("ch-wfp-kg-2018", ("sdc_seco",)),
    ("ebrd-2507", ("ebrd",)),
    ("ebrd-29167", ("ebrd",)),
    ("ebrd-34583", ("ebrd",)),
    ("ebrd-42471", ("eu_apif", "eu_ndici")),
    ("ebrd-47896", ("eu_apif", "eu_ndici")),
    ("ebrd-48036", ("eu_apif", "eu_ndici")),
    ("ebrd-khujand-wastewater", ("sdc_seco",)),
    ("edb-undp-kz-irrigation", ("edb",)),
    ("efsd-tj-nurek", ("efsd",)),
    ("efsd-tj-zafarobod", ("efsd",)),
    ("eib-20110652-81719", ("eib",)),
    ("eib-20130156-85418", ("eib",)),
    ("eib-20140105-83457", ("eib",)),
    ("fao-635298", ("fao",)),
    ("fao-641921", ("fao",)),
    ("fao-646468", ("fao",)),
    ("fi-2013-2013130261", ("nefco",)),
    ("fi-2017-2013130268", ("nefco",)),
    ("fi-2019-2019000357", ("nefco",)),
    ("gcf-FP014", ("gcf",)),
    ("gcf-FP025", ("gcf",)),
    ("gcf-FP040", ("gcf",)),
    ("gggi-uz-green-recovery", ("gggi",)),
    ("giz-eba", ("iki",)),
    ("giz-twm-2", ("giz", "iki", "kfw")),
    ("giz-uz-green-master-plans", ("giz", "iki", "kfw")),
    ("ifad-1100001575", ("ifad",)),
    ("ifad-2000000977", ("ifad",)),
    ("ifc-sii-42525", ("ifc",)),
    ("iki-cadi", ("iki",)),
    ("isdb-kz-water-1", ("isdb",)),
    ("isdb-uz-khorezm-irrigation", ("isdb",)),
    ("japan-2017010328", ("jica",)),
    ("jica-2011010312", ("jica",)),
    ("jica-2013010350", ("jica",)),
    ("kfw-tj-drr", ("kfw",)),
    ("kfw-tj-murghab-hpp", ("kfw",)),
    ("koica-gggi-aral", ("koica",)),
    ("koica-kg-air", ("koica",)),
    ("koica-kg-recycles", ("koica",)),
    ("sdc-2006005917", ("sdc_seco",)),
    ("undp-00033396", ("undp",)),
    ("undp-00058460", ("undp",)),
    ("undp-00068761", ("undp",)),
    ("wb-P008500", ("world_bank",)),
)


@cache
def by_project() -> Mapping[str, Financed]:
    return {one.project: one for one in financed()}


def matched(profile: Profile, cards: Reference | None = None) -> dict[str, Match]:
    found = match(
        form(),
        answers_of(profile, form()),
        cards or reference(),
        today=TODAY,
        rates=packs().rates,
        records=known(),
    )
    return {one.funder: one for one in found}


@cache
def known() -> Records:
    return records.of_projects(packs().projects, packs().organisations, packs().rates)


def codes(found: Match) -> set[str]:
    return {reason.code for reason in found.reasons}


@pytest.mark.parametrize(("project", "funders"), PAID, ids=[row[0] for row in PAID])
def test_who_really_paid_is_never_ruled_out(project: str, funders: tuple[str, ...]) -> None:
    one = by_project()[project]
    assert one.funders == funders
    found = matched(one.profile)
    verdicts = {found[funder].verdict for funder in funders}
    assert verdicts != {"does_not_fit"}
    # Nobody wrote down who applied: that stays unknown and is never taken for a fit.
    assert "fits" not in verdicts


def test_usual_sectors_are_said_only_of_funders_that_paid_outside_them() -> None:
    profiles = {one.id: set(one.profiles) for one in packs().organisations}
    for funder in packs().funders:
        asks = funder.card.get("requires")
        if isinstance(asks, Mapping) and asks.get("sectors") == "usual":
            assert any(
                not set(project.sectors) & set(funder.sectors)
                for project in packs().projects
                if any(funder.id in profiles[line.organisation] for line in project.funding)
            ), funder.id


WASTE = Profile(
    countries=("KG",),
    sectors=("waste",),
    applicant="sub_sovereign",
    requested=Money(Decimal(8_000_000), "EUR"),
    instruments=("loan",),
    excluded="no",
)


def test_six_answers_are_enough_for_a_verdict() -> None:
    found = matched(WASTE)
    assert found["ebrd"].verdict == "fits"
    assert found["eib"].verdict == "unknown"  # the guarantee of the state is not among the six
    assert found["usaid"].verdict == "does_not_fit"
    assert found["ifad"].verdict == "does_not_fit"


@pytest.mark.parametrize(
    ("changes", "funder", "code", "verdict"),
    [
        ({"countries": ()}, "ebrd", "country_missing", "unknown"),
        ({"sectors": ()}, "ebrd", "sector_missing", "unknown"),
        ({"applicant": ""}, "ebrd", "applicant_missing", "unknown"),
        ({"requested": None}, "ebrd", "amount_missing", "unknown"),
        ({"instruments": ()}, "ebrd", "instrument_missing", "unknown"),
        ({"requested": Money(Decimal(0), "EUR")}, "ebrd", "amount_missing", "unknown"),
        ({"requested": Money(Decimal(-5), "USD")}, "ebrd", "amount_missing", "unknown"),
        ({"excluded": "unknown"}, "ebrd", "exclusion_unknown", "unknown"),
        ({"excluded": "yes"}, "ebrd", "exclusion_yes", "does_not_fit"),
        ({}, "eib", "guarantee_missing", "unknown"),
        ({"guarantee": "not_needed"}, "eib", "guarantee_not_foreseen", "would_fit"),
        ({}, "gcf", "climate_missing", "unknown"),
        ({"markers": {"mitigation": 0, "adaptation": 0}}, "gcf", "climate_not_an_aim", "would_fit"),
        ({"sectors": ("adaptation",), "markers": {"mitigation": 2}}, "adaptation_fund",
         "climate_missing", "unknown"),
        ({"sectors": ("mitigation_energy",)}, "nefco", "ghg_missing", "unknown"),
        ({"sectors": ("mitigation_energy",), "reduction": Decimal(-5)}, "nefco", "no_reduction",
         "would_fit"),
        ({}, "ctcn", "type_missing", "unknown"),
        ({"kind": "investment", "markers": {"mitigation": 1}}, "ctcn", "type_outside",
         "would_fit"),
        ({"category": "A"}, "gef_sgp", "category_excluded", "would_fit"),
        ({"sectors": ("chemicals",)}, "ebrd", "unusual_sector", "would_fit"),
        ({"instruments": ("grant",)}, "ebrd", "no_instrument", "would_fit"),
        ({"requested": Money(Decimal(1), "EUR")}, "ebrd", "ticket_below", "would_fit"),
        ({"requested": Money(Decimal(8_000_000), "TMT")}, "ebrd", "amount_not_compared",
         "unknown"),
    ],
)  # fmt: skip
def test_a_fact_and_its_reason(
    changes: dict[str, object], funder: str, code: str, verdict: str
) -> None:
    found = matched(replace(WASTE, **changes))[funder]  # type: ignore[arg-type]
    reason = next(reason for reason in found.reasons if reason.code == code)
    assert reason.verdict == verdict
    assert found.verdict != "fits"
    assert reason.source
    for language in ("en", "ru"):
        assert Language(language).text(reason.message)


def test_what_is_cured_is_gone() -> None:
    cured = replace(WASTE, requested=Money(Decimal(30_000_000), "EUR"), guarantee="agreed")
    assert not {"guarantee_missing", "ticket_below"} & codes(matched(cured)["eib"])


def test_amounts_are_compared_by_published_rates() -> None:
    yen = replace(WASTE, requested=Money(Decimal(1_600_000_000), "JPY"))
    assert matched(yen)["ebrd"].verdict == "fits"
    without = match(form(), answers_of(yen, form()), reference(), today=TODAY)
    ebrd = next(one for one in without if one.funder == "ebrd")
    assert ebrd.verdict == "unknown"
    later = match(
        form(), answers_of(yen, form()), reference(), today=date(2040, 1, 1), rates=packs().rates
    )
    assert next(one for one in later if one.funder == "ebrd").verdict == "unknown"


def test_contradictions_are_reasons_not_faults() -> None:
    """A regional project without a country, more asked than it costs, excluded and category C."""
    found = matched(
        Profile(
            countries=("REG",),
            sectors=("waste", "waste"),
            applicant="ngo",
            requested=Money(Decimal(10), "USD"),
            total=Money(Decimal(1), "USD"),
            instruments=("own",),
            excluded="yes",
            category="C",
        )
    )
    assert {one.verdict for one in found.values()} == {"does_not_fit"}
    assert "country_missing" in codes(found["ebrd"])
    assert "asks_too_much" in codes(found["ebrd"])
    assert "share_above" not in codes(found["ebrd"])  # one contradiction is said once


def test_records_weigh_in_where_there_are_enough_of_them() -> None:
    found = matched(WASTE)
    parts = {name: {part.id: part for part in one.parts} for name, one in found.items()}
    experience = parts["ebrd"]["experience"]
    # Counted by hand: 116 records, 20 of waste, of these Osh and Bishkek in Kyrgyzstan.
    assert {name: int(str(value)) for name, value in experience.values.items()} == {
        "count": 116, "sector": 20, "here": 2,
    }  # fmt: skip
    assert experience.score == 1
    assert "116" in part_message(form(), experience, Language("ru"))
    assert len(known().paid["efsd"]) < LEAST
    assert parts["efsd"]["experience"].score is None
    assert part_message(form(), parts["efsd"]["experience"], Language("en")) == ""
    alone = known().without([one.project for one in known().paid["ebrd"]])
    again = match(form(), answers_of(WASTE, form()), reference(), today=TODAY,
                  rates=packs().rates, records=alone)  # fmt: skip
    assert {one.funder: one.verdict for one in again} == {
        name: one.verdict for name, one in found.items()
    }  # the records order, they never decide


def test_parts_are_said_in_both_languages_without_gaps() -> None:
    for one in matched(
        replace(WASTE, guarantee="agreed", total=Money(Decimal(10_000_000), "EUR"))
    ).values():
        for part in one.parts:
            for language in ("en", "ru"):
                said = part_message(form(), part, Language(language))
                assert bool(said) == (part.score is not None)
                assert "{" not in said
                assert Language(language).text(part.label)


def test_without_explaining_only_the_sentences_are_missing() -> None:
    answers = answers_of(WASTE, form())
    bare = match(form(), answers, reference(), today=TODAY, rates=packs().rates, explain=False)
    full = match(form(), answers, reference(), today=TODAY, rates=packs().rates)
    assert [(one.funder, one.verdict, one.score, one.reasons) for one in bare] == [
        (one.funder, one.verdict, one.score, one.reasons) for one in full
    ]
    assert not any(part.message for one in bare for part in one.parts)


def test_nothing_known_fits_nobody() -> None:
    assert {one.verdict for one in matched(Profile()).values()} <= {"unknown", "does_not_fit"}


# ---------------------------------------------------------------------- whatever is known

SECTORS = ("waste", "water_resources", "mitigation_energy", "biodiversity", "governance")


def some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True).map(tuple)


PROFILES = st.builds(
    Profile,
    countries=some(("KZ", "KG", "TJ", "TM", "UZ")),
    sectors=some(SECTORS),
    applicant=st.sampled_from(("sovereign", "sub_sovereign", "private", "ngo")),
    requested=st.builds(
        Money, st.integers(1, 10**9).map(Decimal), st.sampled_from(("USD", "EUR", "KZT", "TMT"))
    ),
    instruments=some(("loan", "grant", "guarantee", "technical_assistance")),
    excluded=st.sampled_from(("yes", "no")),
    kind=st.sampled_from(("investment", "ta", "preparation")),
    guarantee=st.sampled_from(("not_needed", "needed_requested", "agreed")),
    category=st.sampled_from(("A", "B", "C")),
    markers=st.fixed_dictionaries(
        {"mitigation": st.integers(0, 2), "adaptation": st.integers(0, 2)}
    ),
    reduction=st.integers(-100, 100).map(Decimal),
    entity=st.just(""),
)
FACTS = tuple(one.name for one in fields(Profile) if one.name not in ("entity", "total"))


@settings(max_examples=25, deadline=None)
@given(PROFILES, st.sets(st.sampled_from(FACTS)))
def test_more_knowledge_never_makes_a_refusal_a_fit(whole: Profile, hidden: set[str]) -> None:
    nothing = Profile()
    less = replace(whole, **{name: getattr(nothing, name) for name in hidden})
    knowing = matched(whole)
    for funder, found in matched(less).items():
        if found.verdict == "does_not_fit":
            assert knowing[funder].verdict == "does_not_fit"
        if found.verdict == "fits":
            assert not hidden & {
                "countries", "sectors", "applicant", "requested", "instruments", "excluded",
            }  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(PROFILES)
def test_the_order_of_facts_changes_nothing(profile: Profile) -> None:
    cards = reference()
    turned = replace(
        profile,
        countries=profile.countries[::-1],
        sectors=(profile.sectors[0], *profile.sectors[:0:-1]),
        instruments=profile.instruments[::-1],
        markers=dict(list((profile.markers or {}).items())[::-1]),
    )
    shuffled = Reference(dict(list(cards.funders.items())[::-1]), cards.policies, cards.templates)
    one, other = matched(profile), matched(turned, shuffled)
    assert list(one) == list(other)
    for funder, found in one.items():
        assert (found.verdict, found.score) == (other[funder].verdict, other[funder].score)
        assert codes(found) == codes(other[funder])
