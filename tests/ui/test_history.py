"""The way back and forward, and where each rail item was left."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wecoop_desktop.ui.history import LONGEST, History, rail_item
from wecoop_desktop.ui.place import HOME, Place

PROJECTS, GUIDE, WIZARD = Place("projects"), Place("guide", "B05"), Place("wizard", "p1")


def test_back_and_forward() -> None:
    history = History().going(PROJECTS).going(GUIDE)
    assert history.back().present == PROJECTS
    assert history.back().back().back().present == HOME
    assert history.back().forward().present == GUIDE
    assert history.forward() == history


def test_going_on_from_the_past_forgets_what_was_ahead() -> None:
    history = History().going(PROJECTS).going(GUIDE).back().going(WIZARD)
    assert history.forward().present == WIZARD
    assert history.back().present == PROJECTS


def test_the_same_place_again_is_not_a_step() -> None:
    history = History().going(PROJECTS)
    assert history.going(PROJECTS) is history


def test_a_rail_item_remembers_where_it_was_left() -> None:
    filtered = PROJECTS.choosing("country", "KG")
    history = History().going(PROJECTS).staying(filtered).going(GUIDE)
    assert history.last_of("projects") == filtered
    assert history.last_of("funders") == Place("funders")


def test_the_item_that_is_shown_leads_to_its_first_screen() -> None:
    assert History().going(WIZARD).last_of("proposals") == Place("proposals")
    assert rail_item(WIZARD) == "proposals"


places = st.builds(Place, st.sampled_from(["home", "projects", "guide"]), st.text(max_size=2))
moves = st.lists(st.one_of(places, st.sampled_from(["back", "forward"])), max_size=300)


@given(moves)
def test_any_walk_stays_inside(walk: list[Place | str]) -> None:
    history = History()
    for move in walk:
        if isinstance(move, Place):
            history = history.going(move)
            assert history.present == move
        else:
            history = history.back() if move == "back" else history.forward()
        assert 0 <= history.at < len(history.places) <= LONGEST
