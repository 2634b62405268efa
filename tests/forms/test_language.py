"""The language of expressions: what is read, what is refused, and that nothing else can happen."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wecoop_desktop.forms.language import (
    Call,
    Chain,
    Compare,
    Constant,
    Every,
    Filter,
    Formula,
    Index,
    Key,
    LanguageError,
    ListOf,
    Logic,
    Minus,
    Negation,
    Path,
    Power,
    parse,
    unparse,
)

WORDS = {"or", "and", "not", "in", "true", "false", "none"}
names = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True).filter(lambda n: n not in WORDS)
constants = st.one_of(
    st.decimals(0, 10**9, allow_nan=False, places=3).map(Constant),
    st.integers(0, 10**6).map(lambda n: Constant(Decimal(n))),
    st.text(st.characters(blacklist_characters="'", blacklist_categories=["Cs"]), max_size=8).map(
        Constant
    ),
    st.sampled_from([Constant(True), Constant(False), Constant(None)]),
)


def parts(trees):
    conditions = trees.filter(
        lambda t: not (isinstance(t, Constant) and isinstance(t.value, Decimal))
    )
    return st.one_of(
        names.map(Key), st.just(Every()), st.integers(0, 99).map(Index), conditions.map(Filter)
    )


def bigger(trees):
    pairs = st.tuples(trees, trees)
    many = st.lists(trees, min_size=2, max_size=3).map(tuple)
    not_logic = trees.filter(lambda t: not isinstance(t, (Logic, Negation)))
    return st.one_of(
        st.lists(trees, max_size=3).map(lambda items: ListOf(tuple(items))),
        st.builds(Call, names, st.lists(trees, max_size=3).map(tuple)),
        st.builds(Path, names, st.lists(parts(trees), max_size=3).map(tuple)),
        trees.map(Negation),
        trees.map(Minus),
        pairs.map(lambda pair: Power(*pair)),
        st.builds(
            Compare,
            not_logic,
            st.sampled_from(["==", "!=", "<=", ">=", "<", ">", "in", "not in"]),
            not_logic,
        ),
        st.builds(Logic, st.sampled_from(["and", "or"]), many),
        st.builds(
            Chain,
            trees,
            st.lists(st.tuples(st.sampled_from("+-"), trees), min_size=1, max_size=3).map(tuple),
        ),
        st.builds(
            Chain,
            trees,
            st.lists(st.tuples(st.sampled_from("*/"), trees), min_size=1, max_size=3).map(tuple),
        ),
    )


trees = st.recursive(constants | names.map(Path), bigger, max_leaves=12)


def outcome(text: str) -> tuple[str, Formula | None]:
    """The code of the refusal, or the tree."""
    try:
        return "", parse(text)
    except LanguageError as error:
        return error.code, None


@given(trees)
def test_what_is_written_is_read_back(tree):
    text = unparse(tree)
    code, read = outcome(text)
    if read is None:
        assert code in ("expression-too-long", "expression-too-deep")
    else:
        assert parse(unparse(read)) == read
        assert read.items[0][0] == ""


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    code, read = outcome(text)
    assert read is not None or code.startswith("expression-")


@given(st.text("abc.[]()'+-*/^=<>!,; 019notandri", max_size=120))
def test_texts_that_look_like_expressions_are_read_or_refused(text):
    code, read = outcome(text)
    assert read is not None or code.startswith("expression-")


@pytest.mark.parametrize(
    "text",
    [
        "(" * 41 + "1" + ")" * 41,
        "not " * 200 + "true",
        "-" * 900 + "1",
        "1" + "^2" * 400,
        "a" * 1001,
        "[" * 500,
        "if(" * 300,
    ],
)
def test_what_is_too_deep_or_too_long_is_refused(text):
    with pytest.raises(LanguageError):
        parse(text)


@pytest.mark.parametrize(
    "text", ["", "1 +", "a..b", "'open", "a == b == c", "a[1", "1 2", "a b", ";"]
)
def test_what_is_broken_is_refused(text):
    with pytest.raises(LanguageError) as caught:
        parse(text)
    assert caught.value.code == "expression-wrong"


def test_forty_brackets_and_a_thousand_signs_are_allowed():
    assert parse("(" * 40 + "1" + ")" * 40)
    assert parse("1" + "+1" * 499)


def test_precedence():
    assert parse("-2 ^ 2") == parse("-(2 ^ 2)")
    assert parse("1 - 2 - 3") == parse("(1 - 2 - 3)")
    assert parse("not a == b") == parse("not (a == b)")
    assert parse("a or b and c") == parse("a or (b and c)")
    assert parse("2 * 3 + 4") == parse("(2 * 3) + 4")


def test_words_of_the_language_may_begin_a_name():
    assert parse("order").items[0][1] == Path("order")
    assert parse("notes and inside").items[0][1] == Logic("and", (Path("notes"), Path("inside")))


def test_a_whole_number_in_brackets_is_an_index():
    assert parse("a[0]").items[0][1] == Path("a", (Index(0),))
    assert parse("a[b == 0]").items[0][1] == Path(
        "a", (Filter(Compare(Path("b"), "==", Constant(Decimal(0)))),)
    )
    with pytest.raises(LanguageError):
        parse("a[0.5]")
