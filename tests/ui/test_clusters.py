"""Flat maps and circles as values: nothing of the window."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.kit import mapped
from wecoop_desktop.library.query import Spot
from wecoop_desktop.ui.parts import clusters
from wecoop_desktop.ui.parts.borders import region_names, shapes
from wecoop_desktop.ui.parts.clusters import FINEST, GAP, LEVELS, STEP, Atlas, gather
from wecoop_desktop.ui.parts.projection import Box, Frame, fitted, flat, round_again

longitudes = some.floats(46, 88)
latitudes = some.floats(35, 56)
scales = [FINEST / STEP**number for number in range(LEVELS)]


# The projection


@given(longitudes, latitudes)
def test_a_place_comes_back_from_the_flat_map(longitude: float, latitude: float) -> None:
    assert round_again(*flat(longitude, latitude)) == pytest.approx((longitude, latitude))


def _area(longitude: float, latitude: float) -> float:
    """Of a small square on the map, by its diagonals."""
    side = 0.01
    west, east = flat(longitude, latitude), flat(longitude + side, latitude)
    north = flat(longitude, latitude + side)
    across = (east[0] - west[0], east[1] - west[1])
    up = (north[0] - west[0], north[1] - west[1])
    return abs(across[0] * up[1] - across[1] * up[0])


@given(longitudes, latitudes)
def test_equal_areas_stay_equal(longitude: float, latitude: float) -> None:
    on_earth = math.cos(math.radians(latitude + 0.005)) * 0.01**2
    assert _area(longitude, latitude) == pytest.approx(on_earth, rel=1e-3)


def test_north_is_up_in_the_middle_and_east_is_right() -> None:
    middle, north, east = flat(66, 45), flat(66, 50), flat(70, 45)
    assert middle == pytest.approx((0, 0))
    assert north[1] < middle[1] < flat(66, 40)[1]
    assert east[0] > middle[0]


@given(some.floats(-500, 1500), some.floats(-500, 1500), some.floats(0.2, 5))
def test_zooming_keeps_what_is_under_the_pointer(across: float, down: float, by: float) -> None:
    frame = Frame(3, -2, 25, 1000, 600)
    under = frame.place(across, down)
    zoomed = frame.zoomed(frame.scale * by, across, down)
    assert zoomed.pixel(*under) == pytest.approx((across, down), abs=1e-6)
    moved = frame.panned(40, -10)
    assert moved.pixel(*under) == pytest.approx((across + 40, down - 10), abs=1e-6)


def test_a_fitted_frame_shows_the_whole_box_and_its_margin() -> None:
    box = Box(-10, -5, 20, 5)
    for width, height in ((900, 200), (200, 900), (40, 40)):
        frame = fitted(box, width, height, 10)
        left, top = frame.pixel(box.left, box.top)
        right, bottom = frame.pixel(box.right, box.bottom)
        assert left >= 9.99
        assert top >= 9.99
        assert right <= width - 9.99
        assert bottom <= height - 9.99


# Circles


def _circles_are_apart(atlas: Atlas, scale: float) -> None:
    shown = [(one.x, one.y, atlas.radius(one.projects)) for one in atlas.at(scale)]
    for (x, y, radius), (other_x, other_y, other) in combinations(shown, 2):
        assert math.hypot(x - other_x, y - other_y) * scale >= radius + other + GAP - 1e-6


def test_published_projects_are_all_on_the_map_once_a_circle() -> None:
    atlas = mapped.whole()
    everyone = {spot.project for spot in atlas.placed.spots}
    assert atlas.projects == len(everyone) > 300
    for scale in scales:
        _circles_are_apart(atlas, scale)
        shown = atlas.at(scale)
        places = [place for one in shown for place in one.places]
        assert sorted(places) == list(range(len(atlas.places)))
        assert {id_ for one in shown for id_ in atlas.ids(one)} == everyone
        assert all(one.projects == len(atlas.ids(one)) for one in shown)


def test_coarser_circles_are_made_of_whole_finer_ones() -> None:
    atlas = mapped.whole()
    for finer, coarser in pairwise(scales):
        of = {place: one for one in atlas.at(coarser) for place in one.places}
        for small in atlas.at(finer):
            assert len({id(of[place]) for place in small.places}) == 1


@settings(max_examples=40, deadline=None)
@given(some.lists(some.tuples(longitudes, latitudes, some.integers(0, 9)), max_size=40))
def test_circles_do_not_depend_on_the_order_of_the_places(
    places: list[tuple[float, float, int]],
) -> None:
    # Names and numbers of projects differ, so that a change of order is a change of nothing else.
    spots = [mapped.spot(f"p{n}", longitude, latitude) for longitude, latitude, n in places]
    one, other = mapped.atlas(*spots), mapped.atlas(*reversed(spots))
    for scale in scales[::4]:
        _circles_are_apart(one, scale)
        assert _seen(one, scale) == _seen(other, scale)


def _seen(atlas: Atlas, scale: float) -> set[tuple[frozenset[str], int]]:
    return {(frozenset(atlas.ids(one)), len(one.places)) for one in atlas.at(scale)}


def test_a_project_with_several_places_in_a_circle_is_counted_once() -> None:
    near = [mapped.spot("one", 74.6 + step / 100, 42.8) for step in range(3)]
    atlas = mapped.atlas(*near, mapped.spot("two", 74.6, 42.8))
    (circle,) = atlas.at(20)
    assert (circle.projects, len(atlas.spots(circle))) == (2, 4)
    assert atlas.ids(circle) == ("one", "two")


def test_a_circle_is_hollow_only_where_nothing_but_the_region_is_known() -> None:
    rough = mapped.spot("one", 74.6, 42.8, precision="region")
    exact = mapped.spot("two", 74.6, 42.8)
    assert [one.rough for one in mapped.atlas(rough).at(20)] == [True]
    assert [one.rough for one in mapped.atlas(rough, exact).at(20)] == [False]


def test_a_larger_number_has_a_larger_circle_and_room_for_its_digits() -> None:
    atlas = replace(mapped.whole(), projects=100_000)
    radii = [atlas.radius(count) for count in (1, 9, 10, 99, 100, 5_000, 20_000, 100_000)]
    assert radii == sorted(radii)
    assert radii[-1] > 2 * radii[0]
    wide = [atlas.radius(10**digits) / (digits + 1) for digits in range(6)]
    assert min(wide) > 3  # half a digit of the number's type is three pixels wide


@pytest.mark.parametrize("broken", [(math.nan, 42), (74, math.inf), (900, 42), (74, 90), (74, -90)])
def test_places_outside_of_the_earth_are_left_out(broken: tuple[float, float]) -> None:
    atlas = mapped.atlas(mapped.spot("one", 74.6, 42.8), mapped.spot("two", *broken))
    assert [one.projects for one in atlas.at(20)] == [1]
    assert atlas.placed.projects == 2


def test_only_what_may_be_seen_is_looked_up() -> None:
    atlas = mapped.whole()
    for scale in scales:
        box = Box(2, 2, 4, 4)
        found = set(atlas.within(box, scale))
        inside = {
            one for one in atlas.at(scale) if box.left <= one.x <= box.right
            and box.top <= one.y <= box.bottom
        }  # fmt: skip
        assert inside <= found <= set(atlas.at(scale))
    assert len(set(atlas.within(Box(2, 2, 4, 4), FINEST))) < len(atlas.at(FINEST)) / 4


def test_nothing_is_gathered_from_nothing() -> None:
    atlas = mapped.atlas()
    assert all(atlas.at(scale) == () for scale in (*scales, 1e-9, 1e9))
    assert list(atlas.within(Box(-9, -9, 9, 9), 20)) == []
    assert clusters.rows(atlas.placed) == ()
    assert clusters.commonest(()) is None


def test_samples_are_the_least_a_middle_and_the_most() -> None:
    assert clusters.samples([]) == ()
    assert clusters.samples([4, 4]) == (4,)
    assert clusters.samples([1, 2, 3, 5, 30]) == (1, 5, 30)


def test_the_places_in_words_hold_every_project() -> None:
    placed = mapped.placed()
    listed = clusters.rows(placed)
    assert {id_ for row in listed for id_ in row.projects} == {s.project for s in placed.spots}
    counts = [len(row.projects) for row in listed]
    assert counts == sorted(counts, reverse=True)


def test_gathering_many_places_far_apart_keeps_all_of_them() -> None:
    spots = tuple(
        Spot(f"p{n}", mapped.spot("x", 0, 0).name, "", 36 + n % 190 / 10, 47 + n // 190 / 10,
             "place", "source")
        for n in range(6000)
    )  # fmt: skip
    atlas = gather(replace(mapped.atlas().placed, spots=spots, projects=6000))
    for scale in (FINEST, 60, 20):
        assert sum(one.projects for one in atlas.at(scale)) == 6000
    assert len(atlas.at(20)) < 200


# What is shipped


@pytest.mark.parametrize(
    "file", ["countries", "regions", "waters", "rivers", "neighbours", "cities"]
)
def test_shipped_shapes_are_whole(file: str) -> None:
    found = shapes(f"{file}.geojson")
    assert len(found) >= 5
    for shape in found:
        assert shape.lines
        assert bool(shape.name.en) == bool(shape.name.ru) or file == "countries"
        for line in shape.lines:
            assert len(line) >= (1 if file == "cities" else 2)
            assert all(10 <= x <= 120 and 20 <= y <= 70 for x, y in line)


def test_the_great_waters_and_rivers_have_names_in_both_languages() -> None:
    waters = {shape.name.en: shape.name.ru for shape in shapes("waters.geojson")}
    rivers = {shape.name.en: shape.name.ru for shape in shapes("rivers.geojson")}
    assert waters["Aral Sea"] == "Аральское море"
    assert {"Caspian Sea", "Lake Balkhash", "Lake Issyk-Kul", "Kayrakkum Reservoir"} <= set(waters)
    assert rivers["Amu Darya"] == "Амударья"
    assert {"Syr Darya", "Naryn", "Panj", "Zeravshan", "Ili", "Irtysh", "Ural"} <= set(rivers)


def test_regions_are_called_without_what_is_in_brackets() -> None:
    assert region_names()["KG-O"].en == "Osh Region"
    assert not any("(" in name.en + name.ru for name in region_names().values())


def test_a_missing_file_of_shapes_leaves_the_map_without_them() -> None:
    assert shapes("nothing.geojson") == ()
