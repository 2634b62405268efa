from hypothesis import given
from hypothesis import strategies as st

from wecoop_desktop.base.circles import circles, groups

TABLES = st.dictionaries(st.integers(0, 8), st.lists(st.integers(0, 9), max_size=5), max_size=9)


def reached(follows: dict[int, list[int]], start: int) -> set[int]:
    """Every entry that is come to from `start`, by walking."""
    seen: set[int] = set()
    ahead = [to for to in follows[start] if to in follows]
    while ahead:
        at = ahead.pop()
        if at not in seen:
            seen.add(at)
            ahead += [to for to in follows[at] if to in follows]
    return seen


@given(TABLES)
def test_what_is_in_a_circle_comes_back_to_itself(follows: dict[int, list[int]]) -> None:
    inside = {node for circle in circles(follows) for node in circle}
    assert inside == {node for node in follows if node in reached(follows, node)}


@given(TABLES)
def test_what_is_followed_stands_before(follows: dict[int, list[int]]) -> None:
    order = {node: at for at, group in enumerate(groups(follows)) for node in group}
    assert order.keys() == follows.keys()
    assert all(order[to] <= order[node] for node in follows for to in follows[node] if to in order)


def test_a_long_chain_needs_no_deep_stack() -> None:
    chain = {at: [at + 1] for at in range(20_000)}
    assert len(groups(chain)) == 20_000
    assert circles(chain) == []
