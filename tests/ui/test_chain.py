"""Whatever is done to a logframe, no row, text or link is lost and no code stands twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from wecoop_desktop.forms.answers import Row, Words
from wecoop_desktop.ui.editors import chain, links

START: tuple[Row, ...] = (
    {"level": "overall_objective", "code": "OO", "statement": Words("Clean lake")},
    {"level": "specific_objective", "code": "SO1", "parent": "OO", "statement": Words("Served")},
    {"level": "specific_objective", "code": "SO2", "parent": "OO", "statement": Words("Paid")},
    {"level": "output", "code": "R1", "parent": "SO1", "statement": Words("Plant")},
    {"level": "output", "code": "R1b", "parent": "SO1", "indicator": Words("Sewers")},
    {"level": "output", "code": "R2", "parent": "SO2", "statement": Words("Bills")},
    {"level": "activity", "code": "A1.1", "parent": "R1", "statement": Words("Build")},
    {"level": "activity", "code": "A2.1", "parent": "R2", "statement": Words("Meter")},
    {"level": "activity", "code": "my own", "parent": "R2", "statement": Words("Train")},
)


def names(rows: Sequence[Row]) -> list[str]:
    return [chain.code(row) for row in rows]


def said(rows: Sequence[Row]) -> list[str]:
    return [chain.text(row.get("statement") or row.get("indicator")) for row in rows]


def tree(rows: Sequence[Row]) -> set[tuple[str, str]]:
    """Each text with the text above it."""
    by_code = {chain.code(row): row for row in reversed(rows)}
    found = set()
    for row in rows:
        above = by_code.get(chain.text(row.get("parent")), {})
        found.add((said([row])[0], said([above])[0]))
    return found


def test_rows_stand_in_the_order_of_the_chain() -> None:
    change = chain.arranged(START)
    assert names(change.rows) == ["OO", "SO1", "R1", "R1b", "A1.1", "SO2", "R2", "A2.1", "my own"]
    assert not change.codes


def test_an_output_moves_with_its_activities_and_indicators_and_gets_new_numbers() -> None:
    rows = chain.arranged(START).rows
    at = names(rows).index("R2")
    change = chain.moved(rows, at, -1)  # to the other objective, behind its output
    assert said(change.rows)[3:8] == ["Sewers", "Build", "Bills", "Meter", "Train"]
    change = chain.moved(change.rows, change.at, -1)
    assert said(change.rows)[2:8] == ["Bills", "Meter", "Train", "Plant", "Sewers", "Build"]
    assert names(change.rows)[2:8] == ["R1", "A1.1", "my own", "R2", "R2b", "A2.1"]
    assert change.codes == {"R2": "R1", "A2.1": "A1.1", "R1": "R2", "R1b": "R2b", "A1.1": "A2.1"}
    assert tree(change.rows) == tree(START) - {("Bills", "Paid")} | {("Bills", "Served")}


def test_a_result_goes_with_all_below_it() -> None:
    rows = chain.arranged(START).rows
    change = chain.removed(rows, [names(rows).index("R1")])
    assert said(change.rows) == ["Clean lake", "Served", "Paid", "Bills", "Meter", "Train"]
    assert change.codes == {"R1": "", "R1b": "", "A1.1": "", "R2": "R1", "A2.1": "A1.1"}


def test_a_further_indicator_takes_the_place_of_the_first() -> None:
    rows = chain.arranged(START).rows
    change = chain.without_indicator(rows, names(rows).index("R1"))
    row = change.rows[change.at]
    assert (chain.text(row["statement"]), chain.text(row["indicator"])) == ("Plant", "Sewers")
    assert change.named["R1b"] == "R1"
    assert change.named["R1"] == ""


def test_a_copy_has_codes_and_links_of_its_own() -> None:
    change = chain.copied(START, 3)
    assert len(change.rows) == len(START) + 3
    assert len(set(names(change.rows))) == len(change.rows)
    assert said(change.rows).count("Build") == 2
    twins = [row for row in change.rows if said([row]) == ["Build"]]
    assert [row["parent"] for row in twins] == ["R1", "R2"]


def test_a_new_row_of_each_level_has_its_place() -> None:
    rows: tuple[Row, ...] = ()
    for level in chain.LEVELS:
        change = chain.inserted(rows, len(rows) - 1, level)
        rows = change.rows
    assert names(rows) == ["OO", "SO1", "R1", "A1.1"]
    change = chain.inserted(rows, 3, "output")
    assert names(change.rows) == ["OO", "SO1", "R1", "A1.1", "R2"]
    assert change.rows[change.at]["parent"] == "SO1"
    second = chain.with_indicator(change.rows, 2, {"indicator": Words("Length")})
    assert names(second.rows)[2] == "R1"  # the first one goes into the row itself
    third = chain.with_indicator(second.rows, 2, {"indicator": Words("Depth")})
    assert names(third.rows)[2:4] == ["R1", "R1b"]


CODES = st.sampled_from(
    ["", "OO", "SO1", "SO2", "R1", "R1b", "R1c", "R2", "A1.1", "A2.1", "x", "b"]
)
LEVEL = st.sampled_from([*chain.LEVELS, ""])


@st.composite
def logframes(draw: st.DrawFn) -> tuple[Row, ...]:
    count = draw(st.integers(0, 9))
    return tuple(
        {
            "level": draw(LEVEL),
            "code": draw(CODES),
            "parent": draw(CODES),
            "statement": Words(f"s{at}"),
            "indicator": Words(f"i{at}"),
        }
        for at in range(count)
    )


def done(rows: tuple[Row, ...], verb: int, number: int) -> chain.Change:
    at, way = number % len(rows), 1 if number % 2 else -1
    verbs: list[Callable[[], chain.Change]] = [
        lambda: chain.moved(rows, at, way),
        lambda: chain.indicator_moved(rows, at, way),
        lambda: chain.arranged(rows),
        lambda: chain.inserted(rows, at, chain.LEVELS[number % 4]),
        lambda: chain.with_indicator(rows, at, {"indicator": Words("new")}),
        lambda: chain.copied(rows, at),
    ]
    return verbs[verb]()


@settings(max_examples=300, deadline=None)
@given(logframes(), st.lists(st.tuples(st.integers(0, 5), st.integers(0, 40)), max_size=8))
def test_any_sequence_loses_nothing(rows: tuple[Row, ...], steps: list[tuple[int, int]]) -> None:
    for verb, number in steps if rows else ():
        before, change = rows, done(rows, verb, number)
        rows = change.rows
        for name in ("statement", "indicator"):
            had = sorted(chain.text(row.get(name)) for row in before if row.get(name))
            has = [chain.text(row.get(name)) for row in rows if row.get(name)]
            for words in had:
                assert words in has
                has.remove(words)
            assert verb > 2 or not has
        assert set(change.places) == set(range(len(before)))
        assert sorted(set(change.places.values())) == sorted(change.places.values())
        known = {chain.code(row) for row in before if chain.code(row)}
        assert set(change.codes) <= known
        assert 0 <= change.at < len(rows)


@settings(max_examples=200, deadline=None)
@given(logframes(), st.integers(0, 40))
def test_only_the_family_goes(rows: tuple[Row, ...], number: int) -> None:
    if rows:
        at = number % len(rows)
        gone = chain.family(rows, at)
        change = chain.removed(rows, [at])
        left = {chain.text(row["statement"]) for row in change.rows}
        assert left == {f"s{place}" for place in range(len(rows)) if place not in gone}


@settings(max_examples=300, deadline=None)
@given(logframes(), st.integers(0, 5), st.integers(0, 40), st.booleans())
def test_references_lead_to_the_same_row_or_nowhere(
    rows: tuple[Row, ...], verb: int, number: int, delete: bool
) -> None:
    if not rows:
        return
    change = chain.removed(rows, [number % len(rows)]) if delete else done(rows, verb, number)
    was = {chain.code(row): row for row in reversed(rows) if chain.code(row)}
    now = {chain.code(row): row for row in reversed(change.rows) if chain.code(row)}
    for code, row in was.items():
        if names(rows).count(code) > 1:
            continue  # nobody can tell which of them was meant
        lines = ({"activity": code},)
        found = links.recoded(lines[0], "budget.lines", ("activity",), change.codes)
        after = chain.text(found.get("activity"))
        if after:
            assert now[after]["statement"] == row["statement"]
        else:
            assert delete
