"""What the screening leads to: reasons, names by funder, studies, disclosure, what is open."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kit.content import form, reference
from wecoop_desktop.base.language import Language
from wecoop_desktop.forms.answers import Value
from wecoop_desktop.forms.derivation import derive
from wecoop_desktop.forms.screening import Outcome, outcome
from wecoop_desktop.forms.values import elements, plain

TODAY = date(2026, 11, 22)
QUESTIONS = [str(row["id"]) for row in elements(plain(form().tables["es_questions"]))]
RANK = {"": 0, "C": 1, "B": 2, "A": 3, "X": 4}
WORSE = {"no": "unknown", "unknown": "yes", "yes": "yes"}


def screened(given_answers: dict[str, str], **more: Value) -> Outcome:
    rows = tuple({"question": q, "answer": a} for q, a in given_answers.items())
    answers: dict[str, Value] = {
        "es_screening.checklist": rows,
        "basic.project_type": "investment",
        **{name.replace("__", "."): value for name, value in more.items()},
    }
    return outcome(form(), answers, reference(), today=TODAY)


def all_no(**other: str) -> dict[str, str]:
    return {question: other.get(question, "no") for question in QUESTIONS}


def test_every_no_is_category_c():
    found = screened(all_no())
    assert (found.letter, found.case, found.deciding) == ("C", "clean", ())
    assert [study.id for study in found.studies] == ["es_statement", "grievance_simple"]
    assert dict(found.names)["ebrd"].of("ru") == "C"


def test_an_exclusion_is_named():
    found = screened(all_no(q03="yes"))
    assert found.letter == "X"
    assert [question.id for question in found.excluded] == ["q03"]
    assert found.studies == ()
    assert found.names == ()


def test_what_is_not_known_is_to_be_found_out():
    found = screened(all_no(q05="unknown"))
    assert (found.letter, found.provisional) == ("B", True)
    assert [question.id for question in found.to_find_out] == ["q05"]
    assert found.answered == len(QUESTIONS)
    empty = screened({})
    assert (empty.answered, empty.to_find_out) == (0, ())


def test_the_lead_funder_comes_first_with_its_days_of_disclosure():
    found = screened(all_no(q05="yes"), basic__target_funders=("adb", "ebrd"))
    assert found.letter == "A"
    assert [name for name, _ in found.names][:2] == ["adb", "ebrd"]
    days = {entry.funder: entry.days for entry in found.disclosure}
    assert days["adb"] > 0
    assert any(study.id == "bap_if_habitat" for study in found.studies)


def test_the_category_is_told_with_its_answers():
    answers: dict[str, Value] = {
        "es_screening.checklist": tuple(
            {"question": q, "answer": a} for q, a in all_no(q05="yes").items()
        ),
        "basic.project_type": "investment",
    }
    for code in ("en", "ru"):
        found = derive(form(), answers, reference(), path="es_screening.category_auto",
                       today=TODAY, language=Language(code))  # fmt: skip
        assert found is not None
        assert found.result == "A"
        assert len(found.given) == 1
        assert found.given[0].path == "es_screening.checklist"


@settings(max_examples=80, deadline=None)
@given(
    st.fixed_dictionaries({q: st.sampled_from(["no", "unknown", "yes"]) for q in QUESTIONS}),
    st.sampled_from(QUESTIONS),
)
def test_one_more_adverse_answer_never_lowers_the_letter(given_answers, question):
    before = screened(given_answers)
    after = screened({**given_answers, question: WORSE[given_answers[question]]})
    assert RANK[after.letter] >= RANK[before.letter]
