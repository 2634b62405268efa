"""`wecoop projects` on the shipped content."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from wecoop_desktop.cli.main import WRONG, YES, run
from wecoop_desktop.library.query import SORTS


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """One home for all: its library is built once."""
    return ["--home", str(tmp_path_factory.mktemp("дом"))]


class Asked:
    """Runs `wecoop projects ...` and reads its answer."""

    def __init__(self, home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        self._home = home
        self._capsys = capsys

    def data(self, *arguments: str) -> dict[str, object]:
        command, *rest = arguments
        assert run(["projects", command, "--json", *self._home, *rest]) == YES
        answer: dict[str, object] = json.loads(self._capsys.readouterr().out)
        return answer

    def results(self, *arguments: str) -> list[dict[str, object]]:
        results = self.data("search", *arguments)["results"]
        assert isinstance(results, list)
        return results

    def text(self, *arguments: str, language: str = "en") -> str:
        assert run(["projects", *arguments, "--lang", language, *self._home]) == YES
        return self._capsys.readouterr().out

    def refusal(self, *arguments: str) -> str:
        assert run(["projects", *arguments, "--lang", "en", *self._home]) == WRONG
        captured = self._capsys.readouterr()
        assert captured.out == ""
        assert len(captured.err.splitlines()) == 1
        return captured.err


@pytest.fixture
def asked(home: list[str], capsys: pytest.CaptureFixture[str]) -> Asked:
    return Asked(home, capsys)


def test_word_forms_find_the_same_set(asked: Asked) -> None:
    one = {result["id"] for result in asked.results("отходов")}
    other = {result["id"] for result in asked.results("отходы")}
    assert one == other
    assert len(one) >= 40
    assert {"ebrd-38901", "ebrd-42471", "adb-41548-013"} <= one


def test_the_shape_of_the_answer(asked: Asked) -> None:
    data = asked.data("search", "отходы", "--country", "tj", "--lang", "ru")
    results, facets = data["results"], data["facets"]
    assert isinstance(results, list)
    assert isinstance(facets, dict)
    assert data["total"] == len(results)
    first = next(result for result in results if result["id"] == "ebrd-38901")
    assert first["title"] == "Управление твёрдыми бытовыми отходами Душанбе"
    assert first["country"] == ["TJ"]
    assert first["score"] > 0
    assert {"field": "title", "language": "ru", "word": "отходами"} in first["why"]
    own = {"value": "TJ", "label": "Таджикистан", "count": len(results)}
    assert own in facets["country"]
    assert len(facets["country"]) > 1


def test_filters_narrow_together(asked: Asked) -> None:
    whole = {r["id"] for r in asked.results("--sector", "waste")}
    some = asked.results(
        *("--sector", "waste", "--funder", "ebrd", "--country", "KG,TJ", "--country", "UZ"),
        *("--from", "2005", "--to", "2020", "--instrument", "loan"),
    )
    assert some
    assert {r["id"] for r in some} < whole
    for result in some:
        assert set(result["country"]) & {"KG", "TJ", "UZ"}  # type: ignore[call-overload]
        assert "loan" in result["instruments"]  # type: ignore[operator]


def test_order_limit_and_offset(asked: Asked) -> None:
    whole = asked.results("вода", "--sort", "approved")
    assert (
        asked.results("вода", "--sort", "approved", "--limit", "3", "--offset", "2") == whole[2:5]
    )
    assert asked.data("search", "вода", "--limit", "0")["results"] == []


def test_for_reading(asked: Asked) -> None:
    said = asked.text("search", "отходы", "Душанбе", "--limit", "1", "--facets")
    assert "Dushanbe Solid Waste Management" in said
    assert "TJ · EBRD" in said
    assert "Sector" in said
    assert "--limit shows" in asked.text("search", "отходы", "--limit", "1")


def test_a_corrected_search_says_so(asked: Asked) -> None:
    assert asked.data("search", "jn[jls")["also"] == ["отходы"]
    assert "отходы" in asked.text("search", "jn[jls", "--limit", "1")


def test_nothing_found_is_an_answer(asked: Asked) -> None:
    data = asked.data("search", "абракадабрыч")
    assert data["total"] == 0
    assert asked.text("search", "абракадабрыч").strip()


@pytest.mark.parametrize("text", ["🙂", "אשפה", '"', "-", "((", "я" * 100_000])
def test_any_text_is_a_search(asked: Asked, text: str) -> None:
    assert isinstance(asked.data("search", "--", text)["total"], int)


def test_show(asked: Asked) -> None:
    data = asked.data("show", "ebrd-38901", "--lang", "ru")
    assert data["title"] == data["title_ru"] == "Управление твёрдыми бытовыми отходами Душанбе"
    assert data["sources"]
    assert data["funders"]
    said = asked.text("show", "ebrd-38901", language="ru")
    assert "None" not in said
    assert "38901" in said


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("search", "--country", "XX"), "KG, KZ, TJ, TM, UZ"),
        (("search", "--sector", "wasted"), "waste"),
        (("search", "--funder", "nobody"), "ebrd"),
        (("search", "--status", "done"), "active"),
        (("search", "--from", "soon"), "--from"),
        (("search", "--limit", "-1"), "--limit"),
        (("search", "--sort", "colour"), "relevance"),
        (("show", "ebrd-3890"), "ebrd-38901"),
        (("show", "\udcff"), "There is no project"),
        (("show",), "ID"),
    ],
)
def test_wrong_use_is_one_clear_line(asked: Asked, arguments: tuple[str, ...], named: str) -> None:
    assert named in asked.refusal(*arguments)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--country", "KG", "--country", "!KG"), "--country"),
        (("--country", "KG,!kg"), "KG"),
        (("--sector", "waste", "--sector", "!waste"), "waste"),
        (("--country", ""), "--country"),
        (("--country", " , "), "--country"),
        (("--country", "!"), "--country"),
    ],
)
def test_a_filter_is_never_passed_over(
    asked: Asked, arguments: tuple[str, ...], named: str
) -> None:
    assert named in asked.refusal("search", *arguments)


def test_a_list_of_values_that_is_cut_says_so_and_begins_with_what_is_alike(asked: Asked) -> None:
    err = asked.refusal("search", "--funder", "world")
    assert err.index("world_bank") < err.index("adaptation_fund")
    assert "…" in err


def test_a_home_that_cannot_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: Asked
) -> None:
    """With the shipped library nothing has to be written; without it one line says what to do."""
    (tmp_path / "file").write_text("no folder")
    code = run(["projects", "search", "вода", "--json", "--home", str(tmp_path / "file")])
    captured = capsys.readouterr()
    assert (code, len(captured.err.splitlines())) in ((YES, 0), (WRONG, 1))


def test_search_imports_neither_qt_nor_the_database_toolkit(home: list[str]) -> None:
    program = (
        "import sys; from wecoop_desktop.cli.main import run; "
        f"run(['projects', 'search', 'вода', *{home!r}]); "
        "print([m for m in ('PySide6', 'sqlalchemy', 'reportlab') if m in sys.modules])"
    )
    run(["projects", "search", "вода", "--json", *home])  # the library is built by now
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.decode().splitlines()[-1] == "[]"


def test_an_excluded_value_and_sizes(asked: Asked) -> None:
    some = asked.results("--country", "KG,!KZ", "--size-from", "1000000", "--size-to", "5000000")
    assert some
    assert all("KG" in r["country"] and "KZ" not in r["country"] for r in some)  # type: ignore[operator]
    in_euro = asked.data("search", "--size-from", "5000000", "--currency", "eur", "--limit", "0")
    in_dollars = asked.data("search", "--size-from", "5000000", "--limit", "0")
    assert in_euro["total"] != in_dollars["total"]


def test_a_value_with_commas_is_one_value(asked: Asked) -> None:
    facets = asked.data("search", "--limit", "0")["facets"]
    assert isinstance(facets, dict)
    named = next(each for each in facets["implementer"] if "," in each["value"])
    assert asked.data("search", "--implementer", named["value"])["total"] == named["count"]
    rest = asked.data("search", "--implementer", f"!{named['value']}", "--limit", "0")["total"]
    assert rest == asked.data("search", "--limit", "0")["total"] - named["count"]  # type: ignore[operator]


def test_every_order_and_its_reverse(asked: Asked) -> None:
    for order in SORTS:
        there = [r["id"] for r in asked.results("отходы", "--sort", order)]
        back = [r["id"] for r in asked.results("отходы", "--sort", order, "--reverse")]
        assert set(there) == set(back)
    titles = [r["title"] for r in asked.results("отходы", "--sort", "title", "--lang", "ru")]
    again = asked.results("отходы", "--sort", "title", "--lang", "ru", "--reverse")
    assert titles == [r["title"] for r in reversed(again)]


def test_facets_name_their_values_in_the_language(asked: Asked) -> None:
    said = asked.text("search", "--facets", "--limit", "1", language="ru")
    assert "KG · Кыргызстан" in said
    facets = asked.data("search", "--lang", "en", "--limit", "0")["facets"]
    assert isinstance(facets, dict)
    assert {"value": "waste", "label": "Waste management and circular economy"}.items() <= next(
        each for each in facets["sector"] if each["value"] == "waste"
    ).items()


def test_only_the_projects_of_a_file(asked: Asked, tmp_path: Path) -> None:
    chosen = tmp_path / "мои.txt"
    chosen.write_text("\ufeffebrd-38901, ebrd-42471\r\nebrd-38901", encoding="utf-8")
    found = asked.results("--among", str(chosen))
    assert {r["id"] for r in found} == {"ebrd-38901", "ebrd-42471"}
    chosen.write_text("ebrd-3890", encoding="utf-8")
    assert "ebrd-38901" in asked.refusal("search", "--among", str(chosen))
    chosen.write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in asked.refusal("search", "--among", str(chosen))
    assert "no file" in asked.refusal("search", "--among", str(tmp_path / "none"))
    chosen.write_text(" \n", encoding="utf-8")
    assert asked.data("search", "--among", str(chosen))["total"] == 0


def test_statistics(asked: Asked) -> None:
    data = asked.data("statistics", "--country", "KG", "--lang", "ru")
    assert data["projects"] == asked.data("search", "--country", "KG", "--limit", "0")["total"]
    groups = data["groups"]
    assert isinstance(groups, dict)
    own = next(bar for bar in groups["country"] if bar["value"] == "KG")
    assert own["label"] == "Кыргызстан"
    assert own["projects"] == data["projects"]
    assert data["filters"] == [{"name": "Страна", "value": "Кыргызстан"}]
    said = asked.text("statistics", "--country", "KG")
    assert "Kyrgyzstan" in said
    assert "USD" in said
    assert asked.data("statistics", "абракадабрыч")["projects"] == 0


def test_places(asked: Asked) -> None:
    data = asked.data("places", "--country", "TJ", "--lang", "ru")
    places = data["places"]
    assert isinstance(places, list)
    assert all(-90 <= place["lat"] <= 90 and place["id"] for place in places)
    assert any(place["name"] == "Душанбе" for place in places)
    assert data["without"] == data["projects"] - len({p["id"] for p in places})  # type: ignore[operator]
    assert "Dushanbe" in asked.text("places", "--country", "TJ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--from", "9" * 400),
        ("--size-from", "9" * 400, "--size-to", "-5"),
        ("--size-from", "-" + "9" * 400),
        ("--from", "2020", "--to", "2010"),
    ],
)
def test_numbers_of_any_size_are_numbers(asked: Asked, arguments: tuple[str, ...]) -> None:
    assert isinstance(asked.data("search", *arguments, "--limit", "0")["total"], int)
