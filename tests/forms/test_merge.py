"""Three versions made one: nothing that somebody wrote is lost, and equal values never conflict.

That nothing is lost is tried with 300 cases, or as many as WECOOP_CASES says (10000 before a
release); the other properties with a quarter of them.
"""

from __future__ import annotations

import os
from collections import Counter
from decimal import Decimal
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.kit.content import form
from tests.kit.edits import Edit, edited, edits, examples, held, leaves, without_marks
from wecoop_desktop.forms.answers import Answers, Money, Words
from wecoop_desktop.forms.codec import plain_answers, read_answers
from wecoop_desktop.forms.difference import differences
from wecoop_desktop.forms.merge import Merge, Own, merge, resolved, settled
from wecoop_desktop.forms.sameness import same

CASES = int(os.environ.get("WECOOP_CASES", "300"))
MANY = settings(
    max_examples=CASES,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
FEWER = settings(MANY, max_examples=CASES // 4)
FORM = form()
LAKE = examples()["issyk-kul-waste"]


class Recipe(NamedTuple):
    """Whose answers, and what was done to them before, by mine and by theirs."""

    example: str
    acts: tuple[list[Edit], list[Edit], list[Edit]]

    def versions(self) -> tuple[Answers, Answers, Answers]:
        before, mine, theirs = self.acts
        base = edited(examples()[self.example], before)
        return base, edited(base, mine), edited(base, theirs)


recipes = st.builds(
    Recipe,
    st.sampled_from(sorted(examples())),
    st.tuples(edits("before", 3), edits("mine", 10), edits("theirs", 10)),
)


def merged(base: Answers | None, mine: Answers, theirs: Answers, **choices) -> Merge:
    return merge(FORM, base, mine, theirs, choices)


def everything(found: Merge) -> set:
    return set(leaves(found.answers)).union(*(held(each) for each in found.conflicts))


def apart(*sides: Answers) -> list[Answers]:
    """Only the answers that are not one and the same object on all sides."""
    paths = {path for side in sides for path in side}
    same_object = {path for path in paths if len({id(side.get(path)) for side in sides}) == 1}
    return [{path: v for path, v in side.items() if path not in same_object} for side in sides]


def alike(one: Answers, other: Answers) -> bool:
    return not differences(FORM, one, other)


def without_doubles(acts: list[Edit], there: set[str]) -> list[Edit]:
    """The acts but those that insert a paragraph which stands there already, or insert it again."""
    seen, kept = set(there), []
    for act in acts:
        if act.act == "insert" and act.text in seen:
            continue
        if act.act == "insert":
            seen.add(act.text)
        kept.append(act)
    return kept


# ---------------------------------------------------------------------- properties


@MANY
@given(recipes)
def test_nothing_that_was_written_is_lost(recipe):
    base, mine, theirs = recipe.versions()
    found = merged(*recipe.versions())
    base, mine, theirs, answers = apart(base, mine, theirs, found.answers)
    there = set(leaves(answers)).union(*(held(each) for each in found.conflicts))
    before = Counter(leaves(base))
    for side in (mine, theirs):
        assert {leaf for leaf in leaves(side) if leaf not in before} <= there
    kept = set(leaves(mine)) & set(leaves(theirs))
    # What stood twice may have been taken out here by one and there by the other.
    assert {leaf for leaf in kept if before[leaf] <= 1} <= there


@FEWER
@given(recipes)
def test_a_side_that_is_chosen_stands_whole_in_the_answers(recipe):
    base, mine, theirs = recipe.versions()
    found, before = merged(*recipe.versions()), Counter(leaves(base))
    for side, name in ((mine, "mine"), (theirs, "theirs")):
        chosen = resolved(found, {each.id: name for each in found.conflicts})
        assert {leaf for leaf in leaves(side) if leaf not in before} <= set(leaves(chosen))


@FEWER
@given(recipes)
def test_without_a_base_everything_of_both_is_there(recipe):
    _, mine, theirs = recipe.versions()
    assert {*leaves(mine), *leaves(theirs)} <= everything(merged(None, mine, theirs))


@FEWER
@given(recipes)
def test_what_only_one_side_changed_is_taken_and_equal_values_never_conflict(recipe):
    base, mine, theirs = recipe.versions()
    assert merged(base, mine, mine).answers == mine
    assert merged(base, base, theirs).answers == theirs
    assert merged(base, mine, base).answers == mine
    for found in (merged(base, mine, mine), merged(base, base, theirs), merged(base, mine, base)):
        assert not found.conflicts
        assert not found.renumbered
    assert not any(same(each.mine, each.theirs) for each in merged(*recipe.versions()).conflicts)


@FEWER
@given(recipes)
def test_merging_once_more_changes_nothing(recipe):
    """But for rows and paragraphs that stand twice or came for one that went (which was which
    cannot be told), and for the mark of the older language, which is gone where both sides
    marked differently."""
    acts = [[act for act in each if act.act not in ("copy", "remove")] for each in recipe.acts]
    before = {act.text for act in acts[0] if act.act == "insert"}
    acts = [acts[0], *(without_doubles(each, before) for each in acts[1:])]
    base, mine, theirs = recipe._replace(acts=tuple(acts)).versions()
    once = merged(base, mine, theirs).answers
    for again in (merged(base, once, theirs), merged(base, mine, once)):
        assert alike(without_marks(again.answers), without_marks(once))


@FEWER
@given(recipes)
def test_both_sides_find_the_same_conflicts(recipe):
    base, mine, theirs = recipe.versions()
    here, there = merged(base, mine, theirs), merged(base, theirs, mine)
    if here.renumbered or there.renumbered:
        return  # theirs is renumbered, and theirs is another side
    seen = Counter((c.path, c.kind, repr(c.mine), repr(c.theirs)) for c in here.conflicts)
    assert seen == Counter((c.path, c.kind, repr(c.theirs), repr(c.mine)) for c in there.conflicts)
    one = resolved(here, {each.id: "mine" for each in here.conflicts})
    other = resolved(there, {each.id: "theirs" for each in there.conflicts})
    assert Counter(leaves(one)) == Counter(leaves(other))


@FEWER
@given(recipes, st.randoms(use_true_random=False))
def test_whatever_is_chosen_the_answers_can_be_written_and_read(recipe, chance):
    found = merged(*recipe.versions())
    choices = {each.id: chance.choice(each.choices) for each in found.conflicts}
    after = settled(found, choices)
    assert [each.id for each in after.conflicts] == [each.id for each in found.conflicts]
    assert [each.chosen for each in after.conflicts] == list(choices.values())
    known = {path: v for path, v in after.answers.items() if not path.startswith("future.")}
    back, findings = read_answers(FORM, plain_answers(known))
    assert not findings
    assert alike(back, known)


# ---------------------------------------------------------------------- single cases


def situation(english: str, russian: str = "") -> Answers:
    return {"problem.situation": Words(english, russian)}


def text_of(answers: Answers) -> str:
    value = answers["problem.situation"]
    assert isinstance(value, Words)
    return value.en


def test_other_paragraphs_are_merged_and_the_same_one_conflicts():
    base = situation("One.\n\nTwo.\n\nThree.")
    mine = situation("One, mine.\n\nTwo.\n\nThree.")
    found = merged(base, mine, situation("One.\n\nTwo.\n\nThree, theirs.\n\nFour."))
    assert text_of(found.answers) == "One, mine.\n\nTwo.\n\nThree, theirs.\n\nFour."
    assert not found.conflicts
    found = merged(base, mine, situation("One, theirs.\n\nTwo.\n\nThree!"))
    (conflict,) = found.conflicts
    assert (conflict.base, conflict.mine, conflict.theirs) == ("One.", "One, mine.", "One, theirs.")
    assert (conflict.language, conflict.chosen, conflict.paragraph) == ("en", "mine", 0)
    assert text_of(found.answers) == "One, mine.\n\nTwo.\n\nThree!"
    both = resolved(found, {conflict.id: "both"})
    assert text_of(both) == "One, mine.\n\nOne, theirs.\n\nTwo.\n\nThree!"
    own = resolved(found, {conflict.id: Own("Own.")})
    assert text_of(own) == "Own.\n\nTwo.\n\nThree!"
    assert text_of(resolved(found, {conflict.id: Own(None)})) == "Two.\n\nThree!"


def test_languages_are_merged_apart():
    base = situation("Text.", "Текст.")
    mine = {"problem.situation": base["problem.situation"].written("en", "Text of mine.")}
    theirs = {"problem.situation": base["problem.situation"].written("ru", "Их текст.")}
    found = merged(base, mine, theirs)
    assert found.answers["problem.situation"] == Words("Text of mine.", "Их текст.")
    assert not found.conflicts


def test_what_is_written_stands_before_what_was_emptied():
    base = situation("Text.")
    (conflict,) = merged(base, {}, situation("More text.")).conflicts
    assert (conflict.mine, conflict.theirs, conflict.chosen) == ("", "More text.", "theirs")
    found = merged(base, {}, situation("More text."))
    assert text_of(found.answers) == "More text."
    assert not resolved(found, {conflict.id: "mine"})["problem.situation"]


def with_rows(path: str, *rows) -> Answers:
    return {**LAKE, path: (*LAKE[path], *rows)}


def budget(code: str, words: str, activity: str = "A1.1") -> dict:
    return {"code": code, "component": "1", "activity": activity, "description": Words(words)}


def test_rows_of_both_sides_are_kept_with_numbers_of_their_own():
    mine = with_rows("budget.lines", budget("9.1", "Bridge"), budget("9.3", "Same"))
    theirs = with_rows("budget.lines", budget("9.1", "Tunnel"), budget("9.7", "Same"))
    found = merged(LAKE, mine, theirs)
    rows = found.answers["budget.lines"][len(LAKE["budget.lines"]) :]
    assert [(row["code"], row["description"].en) for row in rows] == [
        ("9.1", "Bridge"),
        ("9.2", "Tunnel"),
        ("9.3", "Same"),
    ]
    assert not found.conflicts
    (change,) = found.renumbered
    assert (change.path, change.side, change.before, change.after) == (
        "budget.lines",
        "theirs",
        "9.1",
        "9.2",
    )


def result(code: str, words: str, parent: str = "SO1", level: str = "output") -> dict:
    return {"level": level, "code": code, "parent": parent, "statement": Words(words)}


def test_what_refers_to_a_renumbered_row_follows_it():
    mine = {
        **with_rows("logframe.matrix", result("R5", "Roads"), result("A5.1", "Build", "R5")),
        "budget.lines": (*LAKE["budget.lines"], budget("9.1", "For roads", "A5.1")),
    }
    theirs = {
        **with_rows("logframe.matrix", result("R5", "Wells"), result("A5.1", "Drill", "R5")),
        "budget.lines": (*LAKE["budget.lines"], budget("9.2", "For wells", "A5.1")),
    }
    found = merged(LAKE, mine, theirs)
    rows = found.answers["logframe.matrix"][-4:]
    assert [(row["code"], row["parent"], row["statement"].en) for row in rows] == [
        ("R5", "SO1", "Roads"),
        ("A5.1", "R5", "Build"),
        ("R6", "SO1", "Wells"),
        ("A6.1", "R6", "Drill"),
    ]
    lines = found.answers["budget.lines"][-2:]
    assert [line["activity"] for line in lines] == ["A5.1", "A6.1"]
    assert not found.conflicts


def test_a_row_that_was_renumbered_is_the_same_row_for_the_other_side():
    rows = LAKE["logframe.matrix"]
    at = next(n for n, row in enumerate(rows) if row["code"] == "A1.2")
    mine = {
        **LAKE,
        "logframe.matrix": (*rows[:at], {**rows[at], "code": "A1.9"}, *rows[at + 1 :]),
        "budget.lines": tuple(
            {**line, "activity": "A1.9"} if line["activity"] == "A1.2" else line
            for line in LAKE["budget.lines"]
        ),
    }
    theirs = with_rows("budget.lines", budget("9.2", "For the old number", "A1.2"))
    found = merged(LAKE, mine, theirs)
    assert found.answers["budget.lines"][-1]["activity"] == "A1.9"
    assert not found.conflicts


def test_a_row_taken_out_by_one_and_changed_by_the_other_is_kept_until_someone_chooses():
    rows = LAKE["risks.matrix"]
    mine = {**LAKE, "risks.matrix": rows[1:]}
    theirs = {**LAKE, "risks.matrix": ({**rows[0], "owner": Words("Mayor")}, *rows[1:])}
    found = merged(LAKE, mine, theirs)
    (conflict,) = found.conflicts
    assert (conflict.kind, conflict.mine, conflict.chosen, conflict.row) == (
        "removed",
        None,
        "theirs",
        0,
    )
    assert found.answers["risks.matrix"][0]["owner"] == Words("Mayor")
    assert resolved(found, {conflict.id: "mine"})["risks.matrix"] == rows[1:]
    kept = merged(LAKE, mine, {**LAKE, "basic.acronym": "X"}).answers
    assert kept["risks.matrix"] == rows[1:]


def test_a_row_that_the_other_side_begins_to_need_is_not_lost():
    rows = LAKE["logframe.matrix"]
    mine = {**LAKE, "logframe.matrix": tuple(r for r in rows if r["code"] != "A1.2")}
    theirs = with_rows("budget.lines", budget("9.2", "New line", "A1.2"))
    (conflict,) = merged(LAKE, mine, theirs).conflicts
    assert (conflict.kind, conflict.name) == ("removed", "A1.2")


def test_cells_of_one_row_are_merged_and_amounts_are_whole():
    rows = LAKE["solution.components"]
    euro, dollar = Money(Decimal(1), "EUR"), Money(Decimal(1), "USD")
    mine = {**LAKE, "solution.components": ({**rows[0], "cost": euro}, *rows[1:])}
    theirs = {
        **LAKE,
        "solution.components": ({**rows[0], "cost": dollar, "scope": Words("New")}, *rows[1:]),
    }
    found = merged(LAKE, mine, theirs)
    (conflict,) = found.conflicts
    assert (conflict.column, conflict.mine, conflict.theirs) == ("cost", euro, dollar)
    assert conflict.choices == ("mine", "theirs")
    assert found.answers["solution.components"][0]["scope"] == Words("New")


def test_chosen_ids_are_merged_as_sets_in_order():
    def chosen(*ids: str) -> Answers:
        return {"basic.target_funders": ids}

    found = merged(chosen("a", "b", "c"), chosen("a", "c", "m"), chosen("t", "a", "b", "c"))
    assert found.answers == chosen("t", "a", "c", "m")
    assert not found.conflicts
    found = merged(chosen("a", "b", "c"), chosen("b", "a", "c"), chosen("c", "b", "a"))
    (conflict,) = found.conflicts
    assert (conflict.kind, found.answers) == ("order", chosen("b", "a", "c"))
    assert resolved(found, {conflict.id: "theirs"}) == chosen("c", "b", "a")
    (asked,) = settled(found, {conflict.id: Own("a")}).conflicts  # an order is one of the two
    assert asked.chosen == "mine"


def test_tasks_that_a_task_waits_for_are_merged_as_a_set():
    rows = LAKE["timeline.rows"]

    def waiting(codes: str) -> Answers:
        return {**LAKE, "timeline.rows": (*rows[:-1], {**rows[-1], "depends_on": codes})}

    found = merged(waiting("T01, T02"), waiting("T01, T03"), waiting("T01;T02,T04"))
    assert found.answers["timeline.rows"][-1]["depends_on"] == "T01, T03, T04"
    assert not found.conflicts


def test_moved_rows_take_their_changes_along():
    rows = LAKE["timeline.rows"]
    mine = {**LAKE, "timeline.rows": (rows[-1], *rows[:-1])}
    theirs = {**LAKE, "timeline.rows": (*rows[:-1], {**rows[-1], "name": Words("Renamed")})}
    found = merged(LAKE, mine, theirs)
    assert found.answers["timeline.rows"][0]["name"] == Words("Renamed")
    assert not found.conflicts
    again = {**LAKE, "timeline.rows": (rows[1], rows[0], *rows[2:])}
    (conflict,) = merged(LAKE, mine, again).conflicts
    assert conflict.kind == "order"
    assert resolved(merged(LAKE, mine, again), {conflict.id: "theirs"}) == again


def test_answers_that_the_form_does_not_know_are_kept_and_compared_whole():
    found = merged({}, {"new.one": [1], "new.two": {"a": 1}}, {"new.one": [2], "new.three": "x"})
    assert found.answers == {"new.one": [1], "new.two": {"a": 1}, "new.three": "x"}
    (conflict,) = found.conflicts
    assert (conflict.path, conflict.mine, conflict.theirs) == ("new.one", [1], [2])
    assert resolved(found, {conflict.id: "theirs"})["new.one"] == [2]


def test_without_a_common_origin_only_what_differs_conflicts():
    mine = {"basic.acronym": "LAKE", "basic.summary_en": "One.\n\nMine.", "basic.lifetime_years": 5}
    theirs = {
        "basic.acronym": "LAKE",
        "basic.summary_en": "One.\n\nTheirs.",
        "basic.currency": "EUR",
    }
    found = merged(None, mine, theirs)
    (conflict,) = found.conflicts
    assert (conflict.mine, conflict.theirs) == ("Mine.", "Theirs.")
    assert found.answers["basic.currency"] == "EUR"
    assert found.answers["basic.lifetime_years"] == 5


def test_a_choice_that_makes_no_sense_there_is_passed_over():
    found = merged({}, {"basic.currency": "EUR"}, {"basic.currency": "USD"})
    (conflict,) = found.conflicts
    for choices in ({conflict.id: "both"}, {"nowhere": "theirs"}):
        assert resolved(found, choices) == {"basic.currency": "EUR"}
    assert resolved(found, {conflict.id: Own("KGS")}) == {"basic.currency": "KGS"}
