"""Statistics in words: units, charts, tables; where everything of a plot stands; files."""

from __future__ import annotations

import io
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kit.outlines import outline_of, pdf
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import Text
from wecoop_desktop.documents.chart import Bars, Beam, Columns, Pile, Series
from wecoop_desktop.documents.outline import Figure
from wecoop_desktop.documents.plot import Box, Role, hatching, plotted, shortened
from wecoop_desktop.documents.scale import scale_of, ticks
from wecoop_desktop.documents.statistics import (
    OTHER,
    Exhibit,
    Measure,
    exhibits,
    year_parts,
)
from wecoop_desktop.documents.totals import counted, large, tiles
from wecoop_desktop.documents.workbook import write_exhibit
from wecoop_desktop.packs.labels import UNKNOWN, Labels
from wecoop_desktop.packs.statistics import SEVERAL, Bar, Stack, Statistics

ENGLISH = Language("en")
THEMES = ("water", "irrigation", "energy", "climate", "waste", "biodiversity", "air", "governance")
MEASURES: tuple[Measure, ...] = ("projects", "money")


class Even:
    """Every letter is as wide as high."""

    unit = 1.0

    def width(self, said: str, role: Role) -> float:
        return 6.0 * len(said)

    def size(self, role: Role) -> float:
        return 12.0


def labels(names: dict[str, str] | None = None) -> Labels:
    funders = {f"f{n}": Text(f"Funder {n}", f"Донор {n}") for n in range(20)} | {
        key: Text(name, name) for key, name in (names or {}).items()
    }
    return Labels(
        {"theme": {theme: Text(theme.title(), theme) for theme in THEMES}, "funder": funders}
    )


def statistics(scale: int = 1) -> Statistics:
    """Two years with a year without projects between; amounts are multiplied by `scale`."""
    million = 1_000_000 * scale
    return Statistics(
        currency="USD",
        projects=50,
        priced=40,
        contained=2,
        wider=1,
        unpriced=7,
        amount=100 * million,
        median=3 * million,
        grants=20 * million,
        told=80 * million,
        years=(
            Stack(2020, 10, (("water", 30 * million),), (("water", 8), (SEVERAL, 2))),
            Stack(
                2022,
                5,
                (("air", 10 * million), ("energy", 20 * million), (SEVERAL, 40 * million)),
                (("air", 1), ("energy", 2), (SEVERAL, 2)),
            ),
        ),
        groups=MappingProxyType(
            {
                "country": (
                    Bar("KG", 30, 60 * million),
                    Bar("TM", 25, 0),
                    Bar(SEVERAL, 0, 40 * million),
                ),
                "funder": (
                    *(Bar(f"f{n}", 20 - n, (20 - n) * million) for n in range(18)),
                    Bar(UNKNOWN, 3, 0),
                ),
                "status": (Bar("active", 12, 5), Bar(UNKNOWN, 38, 100 * million - 5)),
                "year": (Bar("2020", 10, 0), Bar("2022", 5, 0), Bar(UNKNOWN, 35, 0)),
            }
        ),
    )


def shown(measure: Measure = "money", scale: int = 1) -> dict[str, Exhibit]:
    return {one.id: one for one in exhibits(statistics(scale), labels(), ENGLISH, measure)}


def beams(exhibit: Exhibit) -> list[Beam]:
    assert isinstance(exhibit.chart, Bars)
    return list(exhibit.chart.beams)


# Words


@pytest.mark.parametrize(
    ("most", "unit", "said"),
    [
        (900, "USD", "900"),
        (5_430_000, "USD million", "5.43"),
        (54_300_000, "USD million", "54.3"),
        (54_300_000_000, "USD million", "54,300"),
        (10**15, "USD trillion", "1,000"),
        (10**20, "USD trillion", "100,000,000"),
    ],
)
def test_a_chart_has_one_unit_that_fits_its_largest_amount(most: int, unit: str, said: str) -> None:
    scale = scale_of(most, "USD")
    assert (scale.unit(ENGLISH), scale.say(most, ENGLISH)) == (unit, said)


def test_what_is_too_small_for_the_unit_is_not_said_to_be_nothing() -> None:
    scale = scale_of(54_300_000_000, "USD")
    assert scale.say(1_000, ENGLISH) == "<\u00a01"
    assert scale.say(0, ENGLISH) == "0"


@given(most=st.integers(0, 10**21), currency=st.sampled_from(("", "USD", "EUR")))
def test_the_axis_reaches_just_above_the_largest_amount(most: int, currency: str) -> None:
    named = ticks(most, scale_of(most, currency), ENGLISH)
    amounts = [amount for amount, _ in named]
    assert amounts[0] == 0
    assert amounts[-1] >= max(most, 1) > (amounts[-2] if most else 0)
    assert 2 <= len(amounts) <= 6
    assert len({words for _, words in named}) == len(named)
    assert len({later - one for one, later in pairwise(amounts)}) == 1


def test_money_is_said_short() -> None:
    assert large(ENGLISH, 25_396_845_027, "USD") == "USD\u00a025.4\u00a0bn"
    assert large(ENGLISH, 5_433_452, "EUR") == "EUR\u00a05.4\u00a0M"
    assert large(ENGLISH, 10**15, "USD") == "USD\u00a01,000\u00a0trn"


def test_each_figure_says_what_is_counted() -> None:
    projects, total, median, grants = tiles(statistics(), ENGLISH)
    assert (projects.value, projects.caption) == ("50", "12 active")
    assert total.value == "USD\u00a0100\u00a0M"
    for part in ("40 projects", "7 without amount", "2 contained in others", "rates of the year"):
        assert part in total.caption
    assert median.value == "USD\u00a03.0\u00a0M"
    assert grants.value == "25%"
    assert "USD\u00a080.0\u00a0M" in grants.caption
    assert len(counted(statistics(), ENGLISH)) == 5


def test_without_known_money_nothing_is_said_to_be_zero() -> None:
    nothing = Statistics("USD", 3, 0, 0, 0, 3, 0, None, 0, 0)
    assert [tile.value for tile in tiles(nothing, ENGLISH)] == [
        "3",
        "unknown",
        "unknown",
        "unknown",
    ]
    assert exhibits(nothing, labels(), ENGLISH, "money") == ()
    assert year_parts(nothing, labels(), ENGLISH, "money", 2020) == ()


# Charts


def test_themes_keep_their_order_and_the_rest_is_other() -> None:
    chart = shown()["year"].chart
    assert isinstance(chart, Columns)
    assert [(one.key, one.tone) for one in chart.series] == [
        ("water", "water"),
        ("energy", "energy"),
        (SEVERAL, "several"),
        (OTHER, "other"),
    ]
    assert [pile.key for pile in chart.piles] == ["2020", "2021", "2022"]
    assert chart.piles[1].amounts == (0, 0, 0, 0)
    assert chart.piles[2].amounts == (0, 20_000_000, 40_000_000, 10_000_000)


def test_a_year_in_full_adds_up_to_its_column() -> None:
    parts = year_parts(statistics(), labels(), ENGLISH, "money", 2022)
    assert [(beam.label, beam.said, share) for beam, share in parts] == [
        ("Energy", "20.0", "29%"),
        ("Several themes", "40.0", "57%"),
        ("Other themes", "10.0", "14%"),
        ("Total", "70.0", "100%"),
    ]


def test_several_and_unknown_stand_last_and_apart() -> None:
    country = beams(shown()["country"])
    assert [beam.key for beam in country] == ["KG", SEVERAL]
    assert [beam.aside for beam in country] == [False, True]
    assert "1 more has no amount" in shown()["country"].note
    assert beams(shown()["status"])[-1].label == "Status unknown"


def test_twelve_funders_and_the_others_together() -> None:
    by_money = beams(shown()["funder"])
    assert len(by_money) == 13
    assert (by_money[-1].label, by_money[-1].said) == ("6 other funders", "33.0")
    by_number = beams(shown("projects")["funder"])
    assert [beam.key for beam in by_number[-2:]] == [OTHER, UNKNOWN]
    # One project may have several of them: they are not added up.
    assert by_number[-2].said == ""


def test_the_table_names_every_value() -> None:
    funders = shown()["funder"]
    assert len(funders.rows) == len(funders.keys) == 19
    assert funders.rows[0] == ("Funder 0", 20, 20_000_000)
    assert shown()["country"].rows[-1] == ("Several countries", None, 40_000_000)


def test_notes_say_when_bars_add_up_to_more() -> None:
    assert shown("projects")["country"].note == "A project is counted in each of its countries."
    assert shown("projects")["status"].note == ""
    assert shown("projects")["year"].note == "35 projects without a year are not shown."


# Places


CHARTS = st.one_of(
    st.builds(
        lambda entries: Bars(
            tuple(
                Beam(str(at), name, amount, str(amount))
                for at, (name, amount) in enumerate(entries)
            )
        ),
        st.lists(st.tuples(st.text(max_size=60), st.integers(0, 10**15)), min_size=1, max_size=20),
    ),
    st.builds(
        lambda amounts: Columns(
            tuple(
                Pile(str(1960 + at), str(1960 + at), pair, str(sum(pair)))
                for at, pair in enumerate(amounts)
            ),
            (Series("a", "One", "water"), Series("b", "Another one", "energy")),
            ((0, "0"), (10**15, "1,000")),
        ),
        st.lists(
            st.tuples(st.integers(0, 10**15), st.integers(0, 10**15)), min_size=1, max_size=60
        ),
    ),
)


@given(chart=CHARTS, width=st.floats(200, 1400))
def test_nothing_stands_outside_of_the_plot(chart: Columns | Bars, width: float) -> None:
    plot = plotted(chart, width, Even())
    for turned in (plot, plot.mirrored()):
        for box in turned.boxes:
            assert box.x >= -0.01
            assert box.x + box.width <= width + 0.01
            assert box.height > 0
            assert box.top + box.height <= turned.height + 0.01
        for words in turned.words:
            wide = Even().width(words.said, words.role)
            shift = {"left": 0.0, "right": wide, "centre": wide / 2}[words.align]
            assert words.x - shift >= -0.01
            assert words.x - shift + wide <= width + 0.01
    keys = (
        [p.key for p in chart.piles] if isinstance(chart, Columns) else [b.key for b in chart.beams]
    )
    assert [spot.key for spot in plot.spots] == keys


def test_in_a_narrow_place_names_stand_above_their_bars() -> None:
    chart = Bars((Beam("a", "A name that is rather long", 5, "5,000,000,000"),))
    wide, narrow = plotted(chart, 600, Even()), plotted(chart, 180, Even())
    assert narrow.height > wide.height
    assert narrow.words[0].baseline < narrow.boxes[0].top


@given(said=st.text(max_size=80), room=st.floats(6, 400))
def test_words_are_cut_to_their_room(said: str, room: float) -> None:
    cut = shortened(said, "label", room, Even())
    assert cut == said or (cut.endswith("…") and Even().width(cut, "label") <= room)


@given(
    texture=st.integers(0, 7), width=st.floats(1, 200), height=st.floats(1, 200), x=st.floats(0, 50)
)
def test_textures_stay_inside_their_box(
    texture: int, width: float, height: float, x: float
) -> None:
    lines = list(hatching(Box(x, 10.0, width, height, "water", texture), 1.0))
    assert (texture == 0) <= (not lines)
    for one, top, other, bottom in lines:
        for across, down in ((one, top), (other, bottom)):
            assert x - 0.01 <= across <= x + width + 0.01
            assert 10 - 0.01 <= down <= 10 + height + 0.01


# Files


@pytest.mark.parametrize("measure", MEASURES)
def test_a_document_shows_the_same_charts(measure: Measure) -> None:
    found = shown(measure)
    long = Bars(tuple(Beam(str(n), f"Bar {n:02}", n, str(n)) for n in range(60)))
    figures = [Figure(one.chart, one.title, one.note) for one in found.values()]
    written = pypdf.PdfReader(io.BytesIO(pdf(outline_of(*figures, Figure(long, "A long list")))))
    text = "\n".join(page.extract_text() for page in written.pages)
    for words in ("Energy", "Several themes", "Funder 3", "Status unknown", "2021", "Bar 59"):
        assert words in text, words


def test_a_spreadsheet_holds_the_table_and_what_is_counted() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    stream = io.BytesIO()
    exhibit = next(
        one
        for one in exhibits(
            statistics(10**12), labels({"f0": "=1+2\x01\ud800", "f1": "-5"}), ENGLISH, "money"
        )
        if one.id == "funder"
    )
    write_exhibit(exhibit, ("Counted so.", ""), ENGLISH, stream)
    book = openpyxl.load_workbook(io.BytesIO(stream.getvalue()))
    table, notes = book.worksheets
    rows = list(table.iter_rows())
    assert [cell.value for cell in rows[0]] == ["Funder", "Projects", "Money, USD"]
    # Text stays text, and numbers too long for a spreadsheet keep their digits.
    assert (rows[1][0].value, rows[1][0].data_type) == ("=1+2", "s")
    assert (rows[2][0].value, rows[2][0].data_type) == ("-5", "s")
    assert rows[1][1].value == 20
    assert Decimal(rows[1][2].value) == 20 * 10**18
    assert [row[0].value for row in notes.iter_rows()][-1] == "Counted so."
